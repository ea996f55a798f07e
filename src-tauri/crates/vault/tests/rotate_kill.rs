//! A rotation in a process that is killed, on the real file system.

mod common;

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{FIRST, note, notes, passphrase, prepare};
use vault::{BlobRef, Env, Error, KdfParams, Rotation, Unlocked, Vault};

const CHILD: &str = "VAULT_ROTATION_CHILD";

fn open(path: &Path) -> Result<Vault<Unlocked>, Error> {
    Vault::at(path, Env::real())?
        .unlock(&passphrase(FIRST))
        .map_err(|(_, e)| e)
}

fn reference(vault: &mut Vault<Unlocked>) -> BlobRef {
    let text: String = vault
        .cases()
        .query_row("SELECT text FROM note WHERE text LIKE '{%'", [], |r| {
            r.get(0)
        })
        .expect("a reference");
    serde_json::from_str(&text).expect("JSON")
}

fn rotate(path: &Path) {
    let mut vault = open(path).expect("opens");
    let blob = reference(&mut vault);
    let passphrase = passphrase(FIRST);
    let wish = Rotation {
        passphrase: &passphrase,
        new: &passphrase,
        params: KdfParams::for_tests(),
        leave_damaged: false,
    };
    let mut next = prepare(&mut vault, &wish, &[blob], &mut |_, _| true).expect("prepares");
    let new = serde_json::to_string(&next.blobs()[0].1).expect("JSON");
    next.cases()
        .execute("UPDATE note SET text = ?1 WHERE text LIKE '{%'", [new])
        .expect("a row");
    let turned = vault.turn(next).map_err(|(_, e)| e).expect("turns");
    turned.vault.expect("opens").lock().expect("locks");
}

/// Not a test by itself: run by the one below in another process, it rotates until it is killed.
#[test]
fn child_that_rotates() {
    if let Some(path) = std::env::var_os(CHILD) {
        loop {
            rotate(Path::new(&path));
        }
    }
}

#[test]
fn a_killed_rotation_loses_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("cases.vault");
    let first = passphrase(FIRST);
    let (mut vault, _) =
        vault::create(&path, &first, KdfParams::for_tests(), Env::real()).expect("makes");
    note(vault.cases(), "first note");
    vault.open_seal(&first).expect("opens");
    note(vault.sealed().expect("open"), "sealed note");
    let film: Vec<u8> = (0..300_000_u32).map(|i| (i % 251) as u8).collect();
    let blob = vault
        .blobs()
        .add(&mut &film[..], u64::MAX, &mut |_| true)
        .expect("adds");
    let text = serde_json::to_string(&blob).expect("JSON");
    note(vault.cases(), &text);
    vault.lock().expect("locks");

    let began = Instant::now();
    rotate(&path);
    let one = began.elapsed();
    let format = || std::fs::read(path.join("format")).expect("reads");
    let (mut turned, mut unfinished, mut last) = (0, 0, format());
    let rounds = 48;
    for round in 0..rounds {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "child_that_rotates", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        std::thread::sleep(one * (round + 4) / rounds * 2 + Duration::from_millis(3));
        child.kill().expect("kills");
        child.wait().expect("ends");
        unfinished += u32::from(path.join("next").exists());
        let mut vault = open(&path).expect("opens, whatever was under way");
        turned += u32::from(format() != last);
        last = format();
        let blob = reference(&mut vault);
        assert_eq!(notes(vault.cases())[0], "first note");
        vault.open_seal(&passphrase(FIRST)).expect("opens");
        assert_eq!(notes(vault.sealed().expect("open")), ["sealed note"]);
        let mut back = Vec::new();
        let mut opened = vault.blobs().open(&blob).expect("opens");
        opened.read_to_end(&mut back).expect("reads");
        assert!(back == film);
        assert_eq!(vault.verify(&[blob]).expect("reads").problems, []);
    }
    println!("{rounds} kills: {unfinished} in the middle, {turned} after new keys, 0 lost");
    assert!(unfinished > 0 && turned > 0, "{unfinished} {turned}");
    rotate(&path);
    assert!(!path.join("next").exists());
}
