//! A vault on a medium that takes no changes, or opened for reading: all of it can be read, and nothing is touched.

mod common;

use std::path::Path;

use agevfs::fs::sim::SimFs;
use common::*;
use vault::{Error, KdfParams, Unlocked, Vault};

/// A locked vault with notes and a piece of evidence, on a disk that takes no changes from now on.
fn disc() -> (SimFs, String, vault::BlobRef) {
    let disk = disk();
    let kit = with_notes(&disk).identity().to_owned();
    let vault = unlock(&disk, FIRST).expect("opens");
    let blob = vault
        .blobs()
        .add(&mut &b"a photograph"[..], 1000, &mut |_| true)
        .expect("adds");
    drop(vault);
    let disk = disk.fork();
    disk.set_read_only(true);
    (disk, kit, blob)
}

fn reading(disk: &SimFs) -> Result<Vault<Unlocked>, Error> {
    at(disk)?
        .unlock_for_reading(&passphrase(FIRST))
        .map_err(|(_, e)| e)
}

#[test]
fn a_medium_for_reading_is_known_before_a_key_is_tried() {
    let (disk, ..) = disc();
    // A wrong passphrase would have been refused as such, had it been tried.
    let why = unlock(&disk, SECOND).map(|_| ()).expect_err("refused");
    assert!(why.is_place_for_reading(), "{why:?}");
    let (_, why) = at(&disk)
        .expect("a vault")
        .unlock_for_reading(&passphrase(SECOND))
        .map(|_| ())
        .expect_err("refused");
    assert!(matches!(why, Error::WrongKey));
    assert!(!Error::WrongKey.is_place_for_reading());
}

#[test]
fn everything_is_read_and_every_change_is_refused() {
    let (disk, kit, blob) = disc();
    let before = disk.files();
    let mut vault = reading(&disk).expect("opens");
    assert!(vault.read_only());
    assert_eq!(notes(vault.cases()), ["first note"]);
    vault.open_seal(&passphrase(FIRST)).expect("opens the seal");
    assert_eq!(notes(vault.sealed().expect("open")), ["sealed note"]);
    assert_eq!(
        vault
            .verify(std::slice::from_ref(&blob))
            .expect("reads")
            .problems,
        []
    );

    for conn in [true, false] {
        let conn = if conn {
            vault.cases()
        } else {
            vault.sealed().expect("open")
        };
        let why = conn
            .execute("INSERT INTO note VALUES ('x')", [])
            .expect_err("refused");
        assert_eq!(why.sqlite_error_code(), Some(rusqlite::ErrorCode::ReadOnly));
    }
    let read_only =
        |done: Result<(), Error>| assert!(matches!(done, Err(Error::ReadOnly)), "{done:?}");
    read_only(
        vault
            .blobs()
            .add(&mut &b"x"[..], 10, &mut |_| true)
            .map(|_| ()),
    );
    read_only(vault.compact());
    read_only(vault.add_kit(&passphrase(FIRST)).map(|_| ()));
    let change = vault.change_passphrase(
        &passphrase(FIRST),
        &passphrase(SECOND),
        KdfParams::for_tests(),
    );
    read_only(change);
    let slot = vault.slots().expect("reads")[0].id.clone();
    let last = vault.remove_slot(&slot);
    assert!(
        matches!(last, Err(Error::ReadOnly | Error::LastSlot)),
        "{last:?}"
    );
    vault.lock().expect("locks");

    let (_, why) = at(&disk)
        .expect("a vault")
        .unlock_for_reading_with_identity("no key")
        .map(|_| ())
        .expect_err("refused");
    assert!(matches!(why, Error::BadIdentity));
    let mut vault = at(&disk)
        .expect("a vault")
        .unlock_for_reading_with_identity(&kit)
        .map_err(|(_, e)| e)
        .expect("opens with the kit too");
    assert_eq!(notes(vault.cases()), ["first note"]);
    drop(vault);
    assert!(disk.files() == before);
}

/// Where the medium would take changes, nothing is touched either; and whoever reads keeps nobody out.
#[test]
fn a_reader_leaves_no_trace_and_keeps_nobody_out() {
    let (disk, ..) = disc();
    disk.set_read_only(false);
    let leftover = Path::new(ROOT).join("case/tmp-0123456789abcdef");
    disk.tamper(&leftover, Some(b"unfinished".to_vec()));
    let before = disk.files();
    let mut reader = reading(&disk).expect("opens");
    assert!(disk.files() == before, "not even a lock or a leftover");
    let mut writer = unlock(&disk, FIRST).expect("opens beside it");
    note(writer.cases(), "second note");
    writer.lock().expect("locks");
    assert_eq!(
        notes(reader.cases()),
        ["first note"],
        "as it was when it was opened"
    );
    drop(reader);
    assert_eq!(
        notes(reading(&disk).expect("opens").cases()),
        ["first note", "second note"]
    );
}
