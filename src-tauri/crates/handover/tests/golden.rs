//! What a bundle is, byte for byte, and that those made once are read for ever.
//!
//! `data/golden/*.sums` are the SHA-256 of every file of two small bundles and of their whole archives. Keys, clock and chance of the maker are fixed; the envelope
//! around the archive is age's, whose chance is its own, and is not compared. What changes them on purpose renews them, and says in its commit why:
//!
//!     SANDYQ_RENEW=golden cargo test -p handover --test golden
//!
//! `data/kept/*.age` are bundles that some version made. They are never made anew. One of today is added, before a version goes out, by
//!
//!     SANDYQ_KEEP=<name> cargo test -p handover --test golden

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use casework::record::CustodyEvent;
use common::*;
use handover::{Error, Order, tar};

/// A picture that says where it was taken.
const PHOTO: &[u8] = b"\xff\xd8\xff\xe1\0\x18Exif\0\0MARK of a camera\xff\xdb\0\x07table\xff\xda\0\x06scanlines\xff\xd9";
/// Profile, and whether it is sealed to the newer sort of key.
const KINDS: [(&str, bool); 2] = [("partner", true), ("internal", false)];

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(folder)
}

/// The small bundle, always the same but for its envelope.
fn made(profile: &str, quantum: bool) -> Vec<u8> {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story_with(&mut desk, PHOTO);
    let mut order: Order = order(&story, 2);
    order.wish.profile = common::profile(profile);
    order.to[0].ways.retain(|way| way.is_quantum() == quantum);
    let path = dir.path().join("out.age");
    desk.send(&order, &path).unwrap();
    fs::read(path).unwrap()
}

/// The archive in it.
fn archive(sealed: &[u8]) -> Vec<u8> {
    let keys = keys(2);
    let opened = age::Decryptor::new(sealed).unwrap();
    let mut archive = Vec::new();
    let mut reader = opened.decrypt(keys.identities().into_iter()).unwrap();
    reader.read_to_end(&mut archive).unwrap();
    archive
}

/// The hash of every file in an archive and of all of it, as `sha256sum` writes them.
fn sums(archive: &[u8]) -> String {
    let mut lines = format!("{}  archive.tar\n", hash(archive));
    let mut at = 0;
    while archive[at] != 0 {
        let name = archive[at..at + 99]
            .split(|byte| *byte == 0)
            .next()
            .unwrap();
        let name = std::str::from_utf8(name).unwrap();
        let mut reader = tar::Reader::new(&archive[at..]);
        let mut bytes = vec![0; usize::try_from(reader.next(name, 1 << 30).unwrap()).unwrap()];
        let (mut filled, long) = (0, bytes.len());
        while filled < long {
            filled += reader.read(&mut bytes[filled..]).unwrap();
        }
        lines.extend([hash(&bytes).as_str(), "  ", name, "\n"]);
        at += 512 + long.next_multiple_of(512);
    }
    lines
}

#[test]
fn the_same_casework_gives_the_same_bytes_today_as_then() {
    for (profile, quantum) in KINDS {
        let found = sums(&archive(&made(profile, quantum)));
        let path = data("golden").join(format!("{profile}.sums"));
        if std::env::var("SANDYQ_RENEW").is_ok_and(|what| what == "golden") {
            fs::write(&path, &found).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            found, kept,
            "a bundle is not what it was; if that is meant: SANDYQ_RENEW=golden cargo test -p handover --test golden"
        );
        assert!(kept.lines().count() == 9);
    }
}

/// Adds one of today, if that was asked for.
fn keep() {
    if let Ok(name) = std::env::var("SANDYQ_KEEP") {
        for (profile, quantum) in KINDS {
            let sealed = made(profile, quantum);
            let path = data("kept").join(format!("{name}-{profile}.age"));
            assert!(!path.exists(), "{} is kept as it is", path.display());
            fs::write(path.with_extension("sums"), sums(&archive(&sealed))).unwrap();
            fs::write(path, sealed).unwrap();
        }
    }
}

/// Those that are kept: name, sealed bytes, hashes.
fn kept() -> Vec<(String, Vec<u8>, String)> {
    let mut names: Vec<PathBuf> = fs::read_dir(data("kept"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "age"))
        .collect();
    names.sort();
    let read = |path: PathBuf| {
        let sums = fs::read_to_string(path.with_extension("sums")).unwrap();
        (path.display().to_string(), fs::read(path).unwrap(), sums)
    };
    names.into_iter().map(read).collect()
}

/// Takes a bundle into an empty casework, twice; gives how many records came, and how many the second time.
fn merged(sealed: &[u8]) -> handover::Result<(Desk, [u32; 2])> {
    let mut desk = Desk::new(2, "Bolat");
    let mut added = [0; 2];
    for count in &mut added {
        let Desk {
            conn,
            ctx,
            files,
            keys,
        } = &mut desk;
        *count = handover::merge(Cursor::new(sealed), keys, &[], conn, ctx, files)?.added;
    }
    Ok((desk, added))
}

#[test]
fn a_bundle_that_was_made_once_is_checked_opened_and_merged() {
    keep();
    let kept = kept();
    assert!(kept.len() >= KINDS.len());
    for (name, sealed, sums) in kept {
        let check = handover::check(Cursor::new(&sealed), &keys(2), &[]).unwrap();
        assert!(check.valid && check.signed, "{name}: {:?}", check.problems);
        assert_eq!(check.sender, "Aigerim");

        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("opened");
        handover::open(Cursor::new(&sealed), &keys(2), &[], &out).unwrap();
        for line in sums.lines().filter(|line| !line.ends_with("archive.tar")) {
            let (sum, file) = line.split_once("  ").unwrap();
            assert_eq!(
                hash(&fs::read(out.join(file)).unwrap()),
                sum,
                "{file} of {name}"
            );
        }

        let (mut desk, [first, second]) = merged(&sealed).unwrap();
        assert!(first > 20 && second == 0, "{name}: {first}, {second}");
        let photo = desk
            .files
            .0
            .lock()
            .unwrap()
            .values()
            .next()
            .cloned()
            .unwrap();
        let events: Vec<CustodyEvent> = desk.book().list().unwrap();
        assert!(events.iter().any(|event| event.hash_after == hash(&photo)));
        let hits = desk
            .book()
            .search("Қасенова", 5, &casework::SearchFilter::default());
        assert!(!hits.unwrap().0.is_empty(), "{name}");
    }
}

#[test]
fn one_byte_of_it_changed_is_refused() {
    let kept = kept();
    assert!(kept.len() >= KINDS.len());
    for (name, sealed, _) in kept {
        let step = sealed.len() / 60;
        for at in (0..sealed.len()).step_by(step).chain([sealed.len() - 1]) {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            let check = handover::check(Cursor::new(&altered), &keys(2), &[]).unwrap();
            assert!(!check.valid, "{name}: byte {at}");
            if at % 7 == 0 {
                assert!(
                    matches!(merged(&altered), Err(Error::Refused(_))),
                    "{name}: byte {at}"
                );
            }
        }
        let short = &sealed[..sealed.len() - 1];
        assert!(
            !handover::check(Cursor::new(short), &keys(2), &[])
                .unwrap()
                .valid
        );
    }
}
