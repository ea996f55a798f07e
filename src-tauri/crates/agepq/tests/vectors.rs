//! The 19 test vectors for hybrid recipients of C2SP CCTV (`age`, version 0.2.0), which lie beside those of the engine.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use age::{DecryptError, Decryptor, Identity};
use ring::digest::{SHA256, digest};

struct Vector {
    name: String,
    fields: BTreeMap<String, Vec<String>>,
    file: Vec<u8>,
}

fn vectors() -> Vec<Vector> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../agevfs/tests/vectors");
    let names = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let hybrid = names.filter(|name| name.contains("hybrid"));
    hybrid
        .map(|name| parse(&name, &fs::read(dir.join(&name)).unwrap()))
        .collect()
}

fn parse(name: &str, bytes: &[u8]) -> Vector {
    let end = bytes.windows(2).position(|w| w == b"\n\n").unwrap();
    let mut fields = BTreeMap::<String, Vec<String>>::new();
    for line in std::str::from_utf8(&bytes[..end]).unwrap().lines() {
        let (key, value) = line.split_once(": ").unwrap();
        fields.entry(key.into()).or_default().push(value.into());
    }
    let mut file = bytes[end + 2..].to_vec();
    if fields.get("compressed").is_some_and(|how| how[0] == "zlib") {
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

enum Outcome {
    Read(Vec<u8>),
    NoMatch,
    Header,
    Payload,
}

/// Opens with the crate `age`, which takes stanzas and identities as they come.
fn read(file: &[u8], identities: &[Box<dyn Identity>]) -> Outcome {
    let Ok(decryptor) = Decryptor::new_buffered(io::BufReader::new(file)) else {
        return Outcome::Header;
    };
    match decryptor.decrypt(identities.iter().map(|one| &**one)) {
        Err(DecryptError::NoMatchingKeys) => Outcome::NoMatch,
        Err(_) => Outcome::Header,
        Ok(mut reader) => {
            let mut plain = Vec::new();
            match reader.read_to_end(&mut plain) {
                Ok(_) => Outcome::Read(plain),
                Err(_) => Outcome::Payload,
            }
        }
    }
}

#[test]
fn every_hybrid_vector_has_the_outcome_it_names() {
    let all = vectors();
    assert_eq!(all.len(), 19);
    for Vector { name, fields, file } in all {
        let identities: Vec<Box<dyn Identity>> = fields["identity"]
            .iter()
            .map(|text| match text.parse::<agepq::Identity>() {
                Ok(identity) => Box::new(identity) as Box<dyn Identity>,
                Err(_) => Box::new(text.parse::<age::x25519::Identity>().unwrap()),
            })
            .collect();
        // Armour is a coat of its own; what is in it is what counts here.
        let file = if fields.contains_key("armored") {
            armour_off(&file)
        } else {
            file
        };
        let expected = fields["expect"][0].as_str();
        match (expected, read(&file, &identities)) {
            ("success", Outcome::Read(plain)) => {
                let hash = format!("{:?}", digest(&SHA256, &plain)).replace("SHA256:", "");
                assert_eq!(fields["payload"][0], hash, "{name}");
            }
            ("no match", Outcome::NoMatch)
            | ("header failure", Outcome::Header)
            | ("payload failure", Outcome::Payload) => {}
            (expected, _) => panic!("{name}: not {expected}"),
        }
    }
    println!("19 vectors checked");
}

fn armour_off(text: &[u8]) -> Vec<u8> {
    use base64::Engine as _;
    let text = std::str::from_utf8(text).unwrap();
    let inside: String = text
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    base64::prelude::BASE64_STANDARD.decode(inside).unwrap()
}
