//! A handover: the archive, its manifest and signature, and contact cards.

use std::io::Cursor;

use handover::manifest::{self, Manifest};
use handover::minisign::PublicKey;
use handover::seal::{COMMENT, Part, pack, seal};
use handover::{Card, check, tar};
use serde_json::{Value, json};

use super::world::{receiver, sender};
use crate::bytes::first;
use crate::golden;

/// A file of a bundle is given so many bytes at most; a larger one is missing.
const MOST: u64 = 4096;
const SIGNED: &[u8] = b"what was signed";

pub fn run(data: &[u8]) {
    let (which, bytes) = first(data);
    match which % 5 {
        // Bytes that somebody put there.
        0 => assert!(!valid(bytes)),
        1 => archive(bytes),
        2 => manifest_text(bytes),
        3 => signature(bytes),
        _ => card(bytes),
    }
}

/// Whether the receiver takes it.
pub fn valid(file: &[u8]) -> bool {
    let keys = receiver();
    let checked = check(Cursor::new(file), keys, &[]).expect("no error of the disk");
    assert_eq!(checked.valid, checked.problems.is_empty());
    checked.valid
}

/// A bundle of these bytes for the receiver.
pub fn sealed(archive: &[u8]) -> Vec<u8> {
    seal(Vec::new(), &[receiver().recipient().into()], |out| {
        let failed = |source| handover::Error::Io { op: "seal", source };
        out.write_all(archive).map_err(failed)
    })
    .expect("memory")
}

/// Names that an archive may begin with.
fn names() -> impl Iterator<Item = &'static str> {
    [manifest::MANIFEST, manifest::SIGNATURE]
        .into_iter()
        .chain(manifest::FIXED)
        .chain(["evidence/KZ-001-0001-a.jpg"])
}

/// What reads whole is what would be written. The first byte says how many files there are.
fn archive(bytes: &[u8]) {
    let (count, bytes) = first(bytes);
    if let Ok(again) = written_again(bytes, usize::from(count)) {
        assert!(again == bytes, "something hides in it");
    }
    // Whatever reads: it is the one that was signed, or nobody signed it.
    assert!(!valid(&sealed(bytes)) || bytes == good());
}

fn written_again(bytes: &[u8], count: usize) -> handover::Result<Vec<u8>> {
    let mut reader = tar::Reader::new(bytes);
    let mut writer = tar::Writer::new(Vec::new());
    for name in names().take(count) {
        let size = reader.next(name, MOST)?;
        let mut content = vec![0; usize::try_from(size).expect("small")];
        let mut at = 0;
        while at < content.len() {
            at += reader.read(&mut content[at..])?;
        }
        assert_eq!(reader.read(&mut [0])?, 0);
        writer
            .file(name, size, &mut content.as_slice())
            .expect("memory");
    }
    reader.finish()?;
    Ok(writer.finish().expect("memory"))
}

/// A manifest that is signed, whatever it says: with the files it names, as far as they are small.
fn manifest_text(bytes: &[u8]) {
    let parsed = Manifest::parse(bytes);
    let created = match &parsed {
        Ok(manifest) => {
            let again = manifest.to_bytes();
            assert!(Manifest::parse(&again).is_ok_and(|other| other == *manifest));
            manifest.created.clone()
        }
        Err(_) => String::new(),
    };
    if created.contains(['\r', '\n']) || created.len() > 900 {
        return;
    }
    let signature = sender()
        .signing()
        .sign(bytes, &format!("{COMMENT}, {created}"));
    let mut writer = tar::Writer::new(Vec::new());
    for (name, content) in [
        (manifest::MANIFEST, bytes),
        (manifest::SIGNATURE, signature.as_bytes()),
    ] {
        writer
            .file(name, content.len() as u64, &mut &*content)
            .expect("memory");
    }
    for file in parsed.iter().flat_map(|manifest| &manifest.files) {
        if file.size <= MOST {
            let content = vec![b'x'; usize::try_from(file.size).expect("small")];
            writer
                .file(&file.name, file.size, &mut content.as_slice())
                .expect("memory");
        }
    }
    // There is no database in it.
    assert!(!valid(&sealed(&writer.finish().expect("memory"))));
}

/// A signature holds only as it was made; what is not signed in it may be another text.
fn signature(bytes: &[u8]) {
    let keys = sender();
    let text = String::from_utf8_lossy(bytes);
    let real = keys.signing().sign(SIGNED, "a comment");
    if let Ok(comment) = keys.signing().public().verify(SIGNED, &text) {
        assert_eq!(comment, "a comment");
        let lines =
            |text: &str| -> Vec<String> { text.lines().skip(1).map(str::to_owned).collect() };
        assert_eq!(lines(&text), lines(&real));
    }
    if let Ok(key) = PublicKey::parse(&text) {
        assert!(PublicKey::parse(&key.line()).is_ok_and(|again| again == key));
    }
}

fn card(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(card) = Card::parse(&text) {
        let again = Card::parse(&card.to_text());
        assert!(again.is_ok_and(|again| again == card));
    }
}

/// A manifest that is in order, as JSON.
pub fn manifest_json() -> Value {
    let keys = sender();
    let file = |name: &str| json!({"name": name, "size": 3, "sha256": "0".repeat(64)});
    json!({
        "format": manifest::FORMAT, "version": manifest::VERSION, "created": "2026-01-31T12:00:00",
        "profile": "partner", "message": "",
        "sender": {
            "name": "Aigerim",
            "recipient": keys.recipient().to_string(),
            "recipient_pq": keys.quantum().to_string(),
            "signing_key": keys.signing().public().line(),
        },
        "recipients": receiver().marks(),
        "cases": [{"id": uuid::Uuid::from_u128(7), "ref": "KZ-001", "title": "A raid"}],
        "counts": {"cases": 1},
        "files": manifest::FIXED.map(file),
    })
}

/// A whole archive around a database, signed by the sender.
pub fn archive_of(database: &[u8], manifest: &Value) -> Vec<u8> {
    let manifest: Manifest = serde_json::from_value(manifest.clone()).expect("a manifest");
    let parts = [manifest::README, manifest::CASEBOOK, manifest::PAGE]
        .map(|name| Part::bytes(name, name.as_bytes().to_vec()));
    let mut parts = Vec::from(parts);
    parts.push(Part::bytes(manifest::DATABASE, database.to_vec()));
    pack(Vec::new(), manifest, parts, sender().signing()).expect("a small bundle")
}

/// One that is taken.
fn good() -> Vec<u8> {
    archive_of(&super::database::good(), &manifest_json())
}

pub fn seeds() -> Vec<Vec<u8>> {
    let keys = sender();
    let with = |which: u8, bytes: &[u8]| [&[which], bytes].concat();
    let mut seeds: Vec<Vec<u8>> = golden::vectors()
        .iter()
        .filter(|file| file.len() < 1000)
        .map(|file| with(0, file))
        .collect();
    let mut writer = tar::Writer::new(Vec::new());
    for (name, size) in names().zip([0_u64, 1, 511, 512, 513]) {
        let content = vec![b'a'; usize::try_from(size).expect("small")];
        writer
            .file(name, size, &mut content.as_slice())
            .expect("memory");
    }
    let archive = writer.finish().expect("memory");
    seeds.push([&[1, 5][..], &archive].concat());
    seeds.push([&[1, 7][..], &good()].concat());
    let mut manifest = manifest_json();
    seeds.push(with(2, manifest.to_string().as_bytes()));
    let evidence = json!({
        "name": "evidence/KZ-001-0001-a.jpg", "size": 1, "sha256": "0".repeat(64),
        "evidence": uuid::Uuid::from_u128(1),
    });
    manifest["files"]
        .as_array_mut()
        .expect("a list")
        .push(evidence);
    seeds.push(with(2, manifest.to_string().as_bytes()));
    seeds.push(with(3, keys.signing().sign(SIGNED, "a comment").as_bytes()));
    seeds.push(with(3, keys.signing().public().line().as_bytes()));
    seeds.push(with(4, keys.card("Aigerim").to_text().as_bytes()));
    seeds
}
