//! An age file: header and STREAM. The reader of the `age` crate is asked too.

use std::collections::HashMap;
use std::io::Read;
use std::sync::LazyLock;

use age::{DecryptError, Decryptor, Identity};
use age_core::format::{FileKey, Stanza};
use agevfs::stream::{self, CHUNK, Error};

use crate::bytes::{first, split};
use crate::golden;
use crate::known::Envelope;

const FILE_KEY: [u8; 16] = *b"the key of files";
/// Files that are made here have no more chunks.
const MOST_CHUNKS: usize = 6;

static VECTORS: LazyLock<age::x25519::Identity> =
    LazyLock::new(|| golden::VECTOR_IDENTITY.parse().expect("an identity"));

/// Knows the file key of every header with a stanza `known`.
struct Known;

impl Identity for Known {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        (stanza.tag == "known").then(|| Ok(FileKey::init_with_mut(|key| *key = FILE_KEY)))
    }
}

/// The plaintext of a file, by the other reader.
fn by_age(file: &[u8], identities: &[&dyn Identity]) -> Option<Vec<u8>> {
    let decryptor = Decryptor::new_buffered(file).ok()?;
    let mut reader = decryptor.decrypt(identities.iter().copied()).ok()?;
    let mut plain = Vec::new();
    reader.read_to_end(&mut plain).ok()?;
    Some(plain)
}

/// Chunks that one may find, by their place.
type Made = HashMap<u64, Vec<Vec<u8>>>;

pub fn run(data: &[u8]) {
    let (kind, rest) = first(data);
    match split(rest, b"\n---") {
        Some((stanzas, after)) if kind % 2 == 1 => {
            let (file, made) = make(stanzas, after);
            check(&file, Some(&made));
        }
        _ => check(rest, None),
    }
}

/// A file whose header has a true MAC, with chunks as they are asked for: three bytes each.
fn make(stanzas: &[u8], asked: &[u8]) -> (Vec<u8>, Made) {
    let envelope = Envelope::new(&[stanzas, b"\n---"].concat(), FILE_KEY);
    let (mut file, mut made) = (envelope.head(), Made::new());
    for what in asked.chunks_exact(3).take(MOST_CHUNKS) {
        let len = match what[1] % 8 {
            0 => 0,
            1 => usize::from(what[2]),
            2 => CHUNK - 1,
            3 => CHUNK + 1,
            _ => CHUNK,
        };
        let (index, last) = (u64::from(what[0] & 7), what[0] & 8 != 0);
        let plain = vec![what[2]; len];
        let mut chunk = envelope.chunk(index, last, &plain);
        if what[0] & 16 != 0 {
            let at = usize::from(what[2]) % chunk.len();
            chunk[at] ^= 1;
        } else {
            made.entry(index).or_default().push(plain);
        }
        file.extend(chunk);
    }
    (file, made)
}

fn check(file: &[u8], made: Option<&Made>) {
    let identities: [&dyn Identity; 2] = [&Known, &*VECTORS];
    let theirs = by_age(file, &identities);
    let reader = match stream::open(file, &identities) {
        Ok(reader) => reader,
        Err(error) => {
            assert!(
                theirs.is_none() || stricter(&error),
                "refused, and age takes it: {error}"
            );
            return;
        }
    };
    let (mut plain, mut whole, mut chunk) = (Vec::new(), true, Vec::new());
    for index in 0..reader.chunks() {
        match reader.chunk(index, &mut chunk) {
            Ok(()) => {
                let known = made.is_none_or(|made| {
                    made.get(&index).is_some_and(|known| known.contains(&chunk))
                });
                assert!(known, "a chunk that was not written");
                plain.extend_from_slice(&chunk);
            }
            Err(error) => {
                assert!(matches!(error, Error::Damaged(_)), "{error}");
                assert!(chunk.is_empty(), "something is left of a refused chunk");
                whole = false;
            }
        }
    }
    assert!(reader.chunk(reader.chunks(), &mut chunk).is_err());
    if whole {
        assert_eq!(plain.len() as u64, reader.len());
        assert!(theirs.as_ref() == Some(&plain), "age reads something else");
        ranges(reader, &plain);
    } else {
        assert!(theirs.is_none(), "a chunk is refused, and age takes it");
    }
}

/// Every place reads as it does in a row.
fn ranges(mut reader: stream::Reader<&[u8]>, plain: &[u8]) {
    let len = plain.len();
    for (from, to) in [(0, len), (len / 2, len), (len / 3, len / 2), (len, len)] {
        let mut part = vec![0; to - from];
        reader
            .read_exact_at(from as u64, &mut part)
            .expect("it was read before");
        assert!(part == plain[from..to]);
    }
    let beyond = reader.read_exact_at(len as u64, &mut [0]);
    assert!(matches!(beyond, Err(Error::Damaged(_))));
}

/// Where this reader is meant to refuse more than the other.
fn stricter(error: &Error) -> bool {
    matches!(
        error,
        Error::Damaged(
            "a recipient stanza is not well formed" | "the header is longer than any may be"
        )
    )
}

pub fn seeds() -> Vec<Vec<u8>> {
    let vectors = golden::vectors()
        .into_iter()
        .filter(|file| file.len() < 300_000);
    let mut seeds: Vec<Vec<u8>> = vectors.map(|file| [&[0][..], &file].concat()).collect();
    let header = "\u{1}age-encryption.org/v1\n-> known one two\nAAAA\n-> other-grease\n\n---";
    let chunks: [&[[u8; 3]]; 7] = [
        &[[8, 0, 0]],
        &[[8, 1, 200]],
        &[[0, 4, 1], [9, 1, 9]],
        &[[0, 4, 1], [1, 4, 2], [10, 4, 3]],
        &[[0, 4, 1], [9, 0, 0]],
        &[[0, 4, 1], [17, 4, 2], [10, 1, 3]],
        &[[8, 4, 1], [8, 4, 1]],
    ];
    for asked in chunks {
        seeds.push([header.as_bytes(), &asked.concat()].concat());
    }
    seeds
}
