//! The age test vectors of C2SP CCTV. Armored files and hybrid recipients are none of this crate's business.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use age::Identity;
use age::secrecy::SecretString;
use agevfs::stream::{self, Error};
use ring::digest::{SHA256, digest};

struct Vector {
    name: String,
    fields: BTreeMap<String, String>,
    file: Vec<u8>,
}

fn vectors() -> Vec<Vector> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut names: Vec<String> = fs::read_dir(&dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.retain(|name| !name.contains('.'));
    names.sort();
    names
        .into_iter()
        .map(|name| parse(&name, &fs::read(dir.join(&name)).unwrap()))
        .collect()
}

fn parse(name: &str, bytes: &[u8]) -> Vector {
    let end = bytes.windows(2).position(|w| w == b"\n\n").unwrap();
    let text = std::str::from_utf8(&bytes[..end]).unwrap();
    let fields: BTreeMap<String, String> = text
        .lines()
        .map(|line| line.split_once(": ").unwrap())
        .map(|(k, v)| (k.into(), v.into()))
        .collect();
    let mut file = bytes[end + 2..].to_vec();
    if fields.get("compressed").is_some_and(|c| c == "zlib") {
        let packed = std::mem::take(&mut file);
        flate2::read::ZlibDecoder::new(packed.as_slice())
            .read_to_end(&mut file)
            .unwrap();
    }
    Vector {
        name: name.into(),
        fields,
        file,
    }
}

impl Vector {
    fn identities(&self) -> Vec<Box<dyn Identity>> {
        let mut identities: Vec<Box<dyn Identity>> = Vec::new();
        if let Some(text) = self.fields.get("identity") {
            identities.push(Box::new(text.parse::<age::x25519::Identity>().unwrap()));
        }
        if let Some(text) = self.fields.get("passphrase") {
            let mut identity = age::scrypt::Identity::new(SecretString::from(text.clone()));
            identity.set_max_work_factor(22);
            identities.push(Box::new(identity));
        }
        identities
    }

    /// Opens and reads everything; gives what was read before an error, too.
    fn read(&self) -> (Vec<u8>, Result<(), Error>) {
        let identities = self.identities();
        let identities: Vec<&dyn Identity> = identities.iter().map(|i| &**i).collect();
        let mut plain = Vec::new();
        let reader = match stream::open(self.file.as_slice(), &identities) {
            Ok(reader) => reader,
            Err(error) => return (plain, Err(error)),
        };
        let mut chunk = Vec::new();
        for index in 0..reader.chunks() {
            if let Err(error) = reader.chunk(index, &mut chunk) {
                return (plain, Err(error));
            }
            plain.extend_from_slice(&chunk);
        }
        assert_eq!(plain.len() as u64, reader.len());
        (plain, Ok(()))
    }

    fn check(&self) {
        let (plain, result) = self.read();
        let hash = format!("{:?}", digest(&SHA256, &plain)).replace("SHA256:", "");
        let expected = self.fields.get("payload");
        match (self.fields["expect"].as_str(), result) {
            ("success", Ok(())) => assert_eq!(Some(&hash), expected, "{}", self.name),
            ("no match", Err(Error::NoMatch)) => assert!(plain.is_empty(), "{}", self.name),
            ("HMAC failure", Err(Error::Damaged(_)))
            | ("header failure", Err(Error::Damaged(_) | Error::Newer)) => {
                assert!(plain.is_empty(), "{}", self.name);
            }
            // A bad end is found before anything is given out, so that is often less than the vector allows.
            ("payload failure", Err(Error::Damaged(_))) => {
                let first_chunk =
                    self.name == "stream_two_final_chunks_second" && plain.len() == stream::CHUNK;
                assert!(
                    plain.is_empty() || first_chunk || Some(&hash) == expected,
                    "{}",
                    self.name
                );
            }
            (expected, result) => panic!("{}: expected {expected}, found {result:?}", self.name),
        }
    }
}

#[test]
fn every_vector_has_the_outcome_it_names() {
    let (mut checked, mut armored, mut hybrid) = (0, 0, 0);
    for vector in vectors() {
        if vector.fields.contains_key("armored") {
            armored += 1;
        } else if vector.name.starts_with("hybrid") {
            hybrid += 1;
        } else {
            vector.check();
            checked += 1;
        }
    }
    println!(
        "{checked} vectors checked; {armored} armored and {hybrid} hybrid ones left to others"
    );
    assert_eq!((checked, armored + hybrid), (92, 51));
}
