//! Vaults of every released format, kept as they were and never made again: what was written then opens now.

mod common;

use std::io::Read;
use std::path::{Path, PathBuf};

use common::{FIRST, note, notes, passphrase};
use sha2::{Digest, Sha256};
use vault::{BlobRef, Env, KdfParams, Vault};

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
    std::fs::write(golden("v1.kit.txt"), kit.to_text().as_bytes()).expect("writes");
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
