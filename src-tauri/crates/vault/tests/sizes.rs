//! The size of a vault with many pieces of evidence: always true, and cheap to ask for.

mod common;

use std::collections::HashSet;

use agevfs::fs::sim::SimFs;
use common::*;
use vault::{Error, Unlocked, Vault};

const PIECES: u64 = 60;

fn bytes(vault: &Vault<Unlocked>) -> u64 {
    vault.stats().expect("reads").bytes
}

fn on_disk(disk: &SimFs) -> u64 {
    disk.files()
        .iter()
        .map(|(_, bytes)| bytes.len() as u64)
        .sum()
}

#[test]
fn the_size_is_that_of_all_files_whatever_was_changed() {
    let disk = disk();
    let (vault, _) = make(&disk).expect("makes a vault");
    let check = |what: &str| assert_eq!(bytes(&vault), on_disk(&disk), "{what}");
    check("a new vault");
    let mut known = Vec::new();
    for n in 0..PIECES {
        let content = vec![1; usize::try_from(n * 1000).expect("small")];
        let added = vault.blobs().add(&mut &*content, u64::MAX, &mut |_| true);
        known.push(added.expect("adds"));
        if n % 10 == 0 {
            check("pieces added");
        }
    }
    check("all pieces added");
    let before = disk.operations();
    check("nothing changed");
    let asked = disk.operations() - before;
    assert!(asked < PIECES, "{asked} calls for {PIECES} pieces");

    vault.blobs().remove(&known[3].id).expect("removes");
    check("one removed");
    let stopped = vault
        .blobs()
        .add(&mut &*vec![2; 100_000], u64::MAX, &mut |_| false);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    check("one not added");
    let held = vault.hold_blobs();
    let more = held
        .blobs()
        .add(&mut &[3; 9000][..], u64::MAX, &mut |_| true);
    let more = more.expect("adds");
    check("one added by another thread's handle");
    let keep = HashSet::from([known[9].id.clone(), more.id]);
    vault.blobs().sweep(&keep).expect("sweeps");
    check("most swept");
}
