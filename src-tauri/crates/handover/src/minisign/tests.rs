use std::path::Path;
use std::process::Command;

use super::*;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

#[test]
fn what_was_signed_verifies_and_gives_its_comment() {
    let text = key(1).sign(b"hello", "a comment");
    assert_eq!(key(1).public().verify(b"hello", &text), Ok("a comment"));
}

#[test]
fn a_public_key_survives_its_text() {
    let public = key(1).public();
    for text in [
        public.line(),
        public.to_text(),
        format!("  {}\r\n", public.line()),
    ] {
        assert_eq!(PublicKey::parse(&text), Ok(public.clone()));
    }
}

#[test]
fn texts_that_are_no_key_are_refused() {
    let line = key(1).public().line();
    let weak = STANDARD.encode([b"Ed".as_slice(), &[0; 8], &[0; 32]].concat());
    for text in [
        "",
        "RWQ",
        &line[1..],
        &format!("{line}A"),
        &line.replacen("RW", "RU", 1),
        &weak,
    ] {
        assert_eq!(PublicKey::parse(text), Err(Bad::Key), "{text}");
    }
}

#[test]
fn every_changed_character_is_noticed() {
    let text = key(1).sign(b"hello", "a comment");
    let from = text.find('\n').expect("a first line");
    for at in from..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(changed) = String::from_utf8(bytes) else {
            continue;
        };
        // The very last line break may go or change: minisign reads such a file too.
        if at + 1 == text.len() {
            continue;
        }
        assert!(
            key(1).public().verify(b"hello", &changed).is_err(),
            "{at}: {changed}"
        );
    }
}

#[test]
fn other_text_other_key_other_form_are_refused() {
    let text = key(1).sign(b"hello", "c");
    assert_eq!(key(1).public().verify(b"hallo", &text), Err(Bad::Wrong));
    assert_eq!(key(2).public().verify(b"hello", &text), Err(Bad::OtherKey));
    assert_eq!(
        key(1).public().verify(b"hello", &format!("{text}more\n")),
        Err(Bad::Format)
    );
    assert_eq!(key(1).public().verify(b"hello", ""), Err(Bad::Format));
    // A key that claims the id of another one.
    let liar = PublicKey {
        id: key(1).public().id,
        key: key(2).public().key,
    };
    assert_eq!(liar.verify(b"hello", &text), Err(Bad::Wrong));
}

fn minisign(dir: &Path, args: &[&str]) -> bool {
    Command::new("minisign")
        .current_dir(dir)
        .args(args)
        .output()
        .expect("minisign is installed")
        .status
        .success()
}

#[test]
fn minisign_reads_ours() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("m"), b"hello").unwrap();
    std::fs::write(at("m.minisig"), key(1).sign(b"hello", "a comment")).unwrap();
    std::fs::write(at("k.pub"), key(1).public().to_text()).unwrap();
    assert!(minisign(dir.path(), &["-V", "-p", "k.pub", "-m", "m"]));
    assert!(minisign(
        dir.path(),
        &["-V", "-P", &key(1).public().line(), "-m", "m"]
    ));
    std::fs::write(at("m"), b"hallo").unwrap();
    assert!(!minisign(dir.path(), &["-V", "-p", "k.pub", "-m", "m"]));
}

#[test]
fn we_read_minisigns() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("m"), b"hello").unwrap();
    assert!(minisign(
        dir.path(),
        &["-G", "-W", "-p", "k.pub", "-s", "k.sec"]
    ));
    let public = PublicKey::parse(&std::fs::read_to_string(at("k.pub")).unwrap()).expect("a key");
    // minisign drops the leading zeros of an id.
    let shown = std::fs::read_to_string(at("k.pub")).unwrap();
    assert!(shown.contains(public.id_hex().trim_start_matches('0')));
    assert!(minisign(
        dir.path(),
        &["-S", "-s", "k.sec", "-m", "m", "-t", "from minisign"]
    ));
    let text = std::fs::read_to_string(at("m.minisig")).unwrap();
    assert_eq!(public.verify(b"hello", &text), Ok("from minisign"));
    assert_eq!(public.verify(b"hallo", &text), Err(Bad::Wrong));
    // The older form signs the file itself.
    assert!(minisign(
        dir.path(),
        &["-S", "-l", "-s", "k.sec", "-m", "m"]
    ));
    let legacy = std::fs::read_to_string(at("m.minisig")).unwrap();
    assert_eq!(public.verify(b"hello", &legacy), Err(Bad::Format));
}
