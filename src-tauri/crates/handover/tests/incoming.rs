//! Taking handovers in: whole ones open, everything else is refused and leaves nothing behind.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use common::*;
use handover::{Check, Error, Keys, Order, Partner, Problem};

/// A bundle from 1 to 2.
fn bundle(dir: &Path) -> (PathBuf, Desk, Story) {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let path = dir.join("in.age");
    desk.send(&order(&story, 2), &path).unwrap();
    (path, desk, story)
}

fn check(bytes: &[u8], keys: &Keys, partners: &[Partner]) -> Check {
    handover::check(Cursor::new(bytes), keys, partners).unwrap()
}

fn partner(seed: u8, name: &str) -> Partner {
    Partner {
        id: id(seed.into()),
        card: keys(seed).card(name),
        compared: true,
    }
}

#[test]
fn a_whole_bundle_is_valid_and_its_sender_known_by_key() {
    let dir = tempfile::tempdir().unwrap();
    let (path, ..) = bundle(dir.path());
    let bytes = std::fs::read(path).unwrap();
    let stranger = check(&bytes, &keys(2), &[]);
    assert!(stranger.valid && stranger.signed && !stranger.known && stranger.problems.is_empty());
    assert!(stranger.sender == "Aigerim" && stranger.evidence == 1 && stranger.titles.len() == 2);
    assert!(check(&bytes, &keys(2), &[partner(1, "Somebody")]).known);

    let namesake = check(&bytes, &keys(2), &[partner(5, "Айгерим")]);
    assert_eq!(namesake.problems, [Problem::SenderMismatch]);
    assert!(!namesake.valid && namesake.signed && !namesake.known);
    assert!(
        check(
            &bytes,
            &keys(2),
            &[partner(5, "Aigerim"), partner(1, "Aigerim")]
        )
        .valid
    );

    let other = check(&bytes, &keys(3), &[]);
    assert_eq!(other.problems, [Problem::NotForUs]);
    assert!(!other.signed && other.sender.is_empty());
}

#[test]
fn opening_writes_private_files_once() {
    let dir = tempfile::tempdir().unwrap();
    let (path, ..) = bundle(dir.path());
    let out = dir.path().join("opened");
    let open = || handover::open(File::open(&path).unwrap(), &keys(2), &[], &out);
    assert_eq!(open().unwrap(), 8);
    sh(&out, "sha256sum -c --strict SHA256SUMS");
    sh(
        &out,
        &format!(
            "minisign -V -P {} -m manifest.json",
            keys(1).signing().public().line()
        ),
    );
    assert_eq!(
        sh(
            dir.path(),
            "stat -c %a opened opened/evidence opened/index.html opened/evidence/*"
        ),
        "700\n700\n600\n600\n"
    );
    assert!(matches!(open(), Err(Error::Exists)));
}

#[test]
fn whatever_is_refused_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (path, ..) = bundle(dir.path());
    let whole = std::fs::read(&path).unwrap();
    let out = dir.path().join("opened");
    let mut tried = 0;
    let steps = (0..whole.len())
        .step_by(whole.len() / 50)
        .chain(whole.len() - 20..whole.len());
    for at in steps {
        let mut flipped = whole.clone();
        flipped[at] ^= 4;
        for bytes in [flipped.as_slice(), &whole[..at]] {
            assert!(!check(bytes, &keys(2), &[]).valid, "{at}");
            assert!(handover::open(Cursor::new(bytes), &keys(2), &[], &out).is_err());
            assert!(!out.exists());
            tried += 1;
        }
    }
    assert!(tried > 100);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn sealed_to_us_by_somebody_else_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let path = dir.path().join("in.age");
    desk.send(
        &Order {
            to: vec![stock_key(dir.path())],
            ..order(&story, 3)
        },
        &path,
    )
    .unwrap();
    let recipient = keys(2).recipient();
    sh(
        dir.path(),
        &format!("age -d -i key.txt in.age | age -r {recipient} > again.age"),
    );
    let found = check(
        &std::fs::read(dir.path().join("again.age")).unwrap(),
        &keys(2),
        &[partner(1, "Aigerim")],
    );
    assert!(found.problems == [Problem::Forwarded] && !found.valid && found.signed && found.known);
}

#[test]
fn signed_anew_by_another_key_it_is_no_longer_from_a_partner() {
    let dir = tempfile::tempdir().unwrap();
    let mut thief = Desk::new(4, "Aigerim");
    let story = story(&mut thief);
    let path = dir.path().join("in.age");
    thief.send(&order(&story, 2), &path).unwrap();
    let found = check(
        &std::fs::read(&path).unwrap(),
        &keys(2),
        &[partner(1, "Aigerim")],
    );
    assert!(found.signed && !found.known && found.problems == [Problem::SenderMismatch]);
}
