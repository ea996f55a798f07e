//! Vaults of every released format, kept as they were and never made again: what was written then opens now.

mod common;

use std::io::Read;
use std::path::{Path, PathBuf};

use common::{FIRST, SECOND, note, notes, passphrase};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use vault::{BlobRef, Compartment, Env, KdfParams, Unlocked, Vault};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

fn photo() -> Vec<u8> {
    (0..70_000_u32)
        .map(|i| u8::try_from(i % 253).expect("small"))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("reads") {
        let entry = entry.expect("reads");
        let to = to.join(entry.file_name());
        if entry.file_type().expect("reads").is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("copies");
        }
    }
}

/// The sum of all that is checked in under a name, so that making it again does not go unnoticed.
fn fingerprint(folder: &Path) -> String {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("reads") {
            let path = entry.expect("reads").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let name = file
            .strip_prefix(folder)
            .expect("below")
            .to_string_lossy()
            .replace('\\', "/");
        hash.update(format!("{name}\n"));
        hash.update(Sha256::digest(std::fs::read(&file).expect("reads")));
    }
    hash.finalize()
        .iter()
        .take(8)
        .flat_map(|b| [b >> 4, b & 15])
        .map(|n| char::from(b"0123456789abcdef"[usize::from(n)]))
        .collect()
}

#[test]
#[ignore = "makes the vault of a new format; never again for one that was released"]
fn make_v1() {
    let path = golden("v1.vault");
    let (mut vault, kit) =
        vault::create(&path, &passphrase(FIRST), KdfParams::floor(), Env::real()).expect("makes");
    note(vault.cases(), "first note");
    let blob = vault
        .blobs()
        .add(&mut &photo()[..], u64::MAX, &mut |_| true)
        .expect("adds");
    std::fs::write(
        golden("v1.blob.json"),
        serde_json::to_string(&blob).expect("JSON"),
    )
    .expect("writes");
    std::fs::write(
        golden("v1.kit.txt"),
        kit.to_text(vault::WordList::En).as_bytes(),
    )
    .expect("writes");
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    note(vault.sealed().expect("open"), "sealed note");
    vault.compact().expect("compacts");
    // Behind the snapshots stand single commits, as after a loss of power.
    note(vault.cases(), "second note");
    note(vault.sealed().expect("open"), "second sealed note");
}

#[test]
fn v1_opens() {
    assert_eq!(
        fingerprint(&golden("v1.vault")),
        "bac45d32e1b77b9c",
        "a golden vault is never made again"
    );
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("v1.vault");
    copy(&golden("v1.vault"), &path);
    let blob: BlobRef =
        serde_json::from_slice(&std::fs::read(golden("v1.blob.json")).expect("reads"))
            .expect("a reference");
    let kit = std::fs::read_to_string(golden("v1.kit.txt")).expect("reads");

    let mut vault = Vault::at(&path, Env::real())
        .expect("a vault")
        .unlock(&passphrase(FIRST))
        .map_err(|(_, e)| e)
        .expect("opens");
    vault.open_seal_with_identity(&kit).expect("opens");
    assert_eq!(notes(vault.cases()), ["first note", "second note"]);
    assert_eq!(
        notes(vault.sealed().expect("open")),
        ["sealed note", "second sealed note"]
    );
    let mut back = Vec::new();
    vault
        .blobs()
        .open(&blob)
        .expect("opens")
        .read_to_end(&mut back)
        .expect("reads");
    assert!(back == photo());
    assert_eq!(vault.verify(&[blob]).expect("reads").problems, []);
    let locked = vault.lock().expect("locks");
    let mut vault = locked
        .unlock_with_identity(&kit)
        .map_err(|(_, e)| e)
        .expect("opens");
    assert_eq!(notes(vault.cases()), ["first note", "second note"]);
}

/// A vault with a past: what no program leaves behind in one go. See golden/README.md.
#[test]
#[ignore = "made once, in November 2026; never again"]
fn make_v1_lived() {
    let path = golden("v1-lived.vault");
    let (mut vault, first_kit) =
        vault::create(&path, &passphrase(FIRST), KdfParams::floor(), Env::real()).expect("makes");
    let blob = vault
        .blobs()
        .add(&mut &photo()[..10_000], u64::MAX, &mut |_| true)
        .expect("adds");
    note(vault.cases(), "first note");
    let second_kit = vault.add_kit(&passphrase(FIRST)).expect("adds");
    vault
        .change_passphrase(&passphrase(FIRST), &passphrase(SECOND), KdfParams::floor())
        .expect("changes");
    vault.open_seal(&passphrase(SECOND)).expect("opens");
    note(vault.sealed().expect("open"), "sealed note");
    vault.compact().expect("compacts");
    note(vault.cases(), "second note");
    let older = files(&path.join("case"));
    vault.compact().expect("compacts");
    note(vault.sealed().expect("open"), "second sealed note");
    for i in 0..15 {
        note(vault.cases(), &format!("note {i}"));
    }
    let parts = files(&path.join("case"));
    note(vault.cases(), "the note that merges");
    note(vault.cases(), "the last note");
    let newest = files(&path.join("case"));
    vault.compact().expect("compacts");
    let unfinished = files(&path.join("case"))
        .into_iter()
        .find(|(name, _)| name.starts_with("s-"))
        .expect("a snapshot");
    drop(vault);

    // The disk as several losses of power could have left it: the newest state, with what was removed before it still there.
    let case = path.join("case");
    for (name, _) in files(&case) {
        std::fs::remove_file(case.join(name)).expect("removes");
    }
    for (name, content) in older
        .iter()
        .chain(&parts)
        .chain(&newest)
        .chain([&unfinished])
    {
        std::fs::write(case.join(name), content).expect("writes");
    }
    let half = &unfinished.1[..unfinished.1.len() / 2];
    std::fs::write(case.join("tmp-00112233aabbccdd"), half).expect("writes");
    let name = "0011223344556677.aabbccdd.tmp";
    std::fs::write(path.join("keys").join(name), b"age-encryption.org/v1\n").expect("writes");

    std::fs::write(
        golden("v1-lived.kit.txt"),
        first_kit.to_text(vault::WordList::En).as_bytes(),
    )
    .expect("writes");
    std::fs::write(
        golden("v1-lived.kit2.txt"),
        second_kit.to_text(vault::WordList::En).as_bytes(),
    )
    .expect("writes");
    let kit = first_kit.identity();
    let (_dir, copy) = copied("v1-lived.vault");
    let mut vault = opened(&copy);
    vault.open_seal(&passphrase(SECOND)).expect("opens");
    let expected = json!({
        "passphrase": SECOND,
        "id": vault.id(),
        "commit": vault.stats().expect("reads").head.seq,
        "notes": notes(vault.cases()),
        "sealed_notes": notes(vault.sealed().expect("open")),
        "case_sha256": plain_sha256(&path, kit, Compartment::Case),
        "sealed_sha256": plain_sha256(&path, kit, Compartment::Sealed),
        "blob": blob,
    });
    let text = serde_json::to_string_pretty(&expected).expect("JSON");
    std::fs::write(golden("v1-lived.json"), text + "\n").expect("writes");
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("reads");
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|e| e.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), std::fs::read(&path).expect("reads"))
        })
        .collect();
    files.sort();
    files
}

fn copied(name: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(name);
    copy(&golden(name), &path);
    (dir, path)
}

fn opened(path: &Path) -> Vault<Unlocked> {
    Vault::at(path, Env::real())
        .expect("a vault")
        .unlock(&passphrase(SECOND))
        .map_err(|(_, e)| e)
        .expect("opens")
}

fn plain_sha256(path: &Path, kit: &str, which: Compartment) -> String {
    let mut plain = Vec::new();
    vault::recover(path, kit, which, &Env::real(), &mut plain).expect("opens");
    let hash = Sha256::digest(&plain);
    hash.iter()
        .fold(String::new(), |text, b| text + &format!("{b:02x}"))
}

#[test]
fn v1_with_a_past_opens() {
    assert_eq!(
        fingerprint(&golden("v1-lived.vault")),
        "c698af70d692ffe6",
        "a golden vault is never made again"
    );
    let expected: Value =
        serde_json::from_slice(&std::fs::read(golden("v1-lived.json")).expect("reads"))
            .expect("JSON");
    let kit = |name: &str| std::fs::read_to_string(golden(name)).expect("a kit");
    let kits = [kit("v1-lived.kit.txt"), kit("v1-lived.kit2.txt")];
    for kit in &kits {
        let path = golden("v1-lived.vault");
        for (which, name) in [
            (Compartment::Case, "case_sha256"),
            (Compartment::Sealed, "sealed_sha256"),
        ] {
            assert_eq!(plain_sha256(&path, kit, which), expected[name]);
        }
    }

    let (_dir, path) = copied("v1-lived.vault");
    let old = Vault::at(&path, Env::real())
        .expect("a vault")
        .unlock(&passphrase(FIRST));
    assert!(
        matches!(old, Err((_, vault::Error::WrongKey))),
        "the old passphrase"
    );
    let mut vault = opened(&path);
    assert_eq!(json!(vault.id()), expected["id"]);
    assert_eq!(
        json!(vault.stats().expect("reads").head.seq),
        expected["commit"]
    );
    vault.open_seal_with_identity(&kits[1]).expect("opens");
    assert_eq!(json!(notes(vault.cases())), expected["notes"]);
    assert_eq!(
        json!(notes(vault.sealed().expect("open"))),
        expected["sealed_notes"]
    );
    let blob: BlobRef = serde_json::from_value(expected["blob"].clone()).expect("a reference");
    let mut back = Vec::new();
    vault
        .blobs()
        .open(&blob)
        .expect("opens")
        .read_to_end(&mut back)
        .expect("reads");
    assert!(back == photo()[..10_000]);
    assert_eq!(vault.verify(&[blob]).expect("reads").problems, []);
    assert_eq!(vault.slots().expect("reads").len(), 3);
    // Work goes on, and what is left of the past goes with the next generation.
    note(vault.cases(), "a note of today");
    vault.compact().expect("compacts");
    assert_eq!(files(&path.join("case")).len(), 2);
}
