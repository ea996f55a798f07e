//! Snapshots and free space while a vault is in use.

mod common;

use common::*;
use vault::Error;

#[test]
fn a_snapshot_is_made_while_notes_are_written() {
    let disk = disk();
    let (mut vault, _) = make(&disk).expect("makes a vault");
    note(vault.cases(), "before");
    assert!(!vault.needs_compaction(false), "there is little to fold");
    assert!(vault.needs_compaction(true));
    let mut compaction = vault.begin_compaction().expect("begins").expect("due");
    note(vault.cases(), "meanwhile");
    compaction.run(&mut |_, _| true).expect("runs");
    note(vault.cases(), "then");
    vault.finish_compaction(compaction).expect("counts");
    assert_eq!(vault.stats().expect("reads").case.deltas, 2);
    note(vault.cases(), "after");
    vault.lock().expect("locks");
    let mut vault = unlock(&disk, FIRST).expect("opens");
    assert_eq!(
        notes(vault.cases()),
        ["before", "meanwhile", "then", "after"]
    );
    assert_eq!(vault.verify(&[]).expect("reads").problems, []);
}

#[test]
fn a_vault_stays_held_until_its_compaction_has_ended() {
    let disk = disk();
    let (mut vault, _) = make(&disk).expect("makes a vault");
    note(vault.cases(), "first note");
    let mut compaction = vault.begin_compaction().expect("begins").expect("due");
    vault.lock().expect("locks");
    assert!(matches!(
        unlock(&disk, FIRST).err(),
        Some(Error::InUse { .. })
    ));
    let stopped = compaction.run(&mut |_, _| false);
    assert!(stopped.is_ok() || matches!(stopped, Err(Error::Cancelled)));
    drop(compaction);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    assert_eq!(notes(vault.cases()), ["first note"]);
}

#[test]
fn free_space_is_given_back_in_short_steps() {
    let disk = disk();
    let (mut vault, _) = make(&disk).expect("makes a vault");
    let rows = "CREATE TABLE big(body BLOB);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO big SELECT randomblob(6000) FROM n;";
    vault.cases().execute_batch(rows).expect("rows");
    note(vault.cases(), "first note");
    let full = vault.stats().expect("reads").case.pages;
    assert_eq!(vault.free_pages().expect("reads"), 0);
    vault
        .cases()
        .execute_batch("DELETE FROM big WHERE rowid < 1990")
        .expect("deletes");
    let mut free = vault.free_pages().expect("reads");
    assert!(free > 2000, "{free}");
    let mut steps = 0;
    while free > 0 {
        vault.give_back_pages(256).expect("gives back");
        let left = vault.free_pages().expect("reads");
        assert!(left == 0 || left == free - 256, "{left} of {free}");
        free = left;
        steps += 1;
    }
    assert!(steps > 4, "{steps}");
    vault.lock().expect("locks");
    let mut vault = unlock(&disk, FIRST).expect("opens");
    assert_eq!(notes(vault.cases()), ["first note"]);
    assert!(vault.stats().expect("reads").case.pages < full / 2);
    assert_eq!(vault.verify(&[]).expect("reads").problems, []);
}

#[test]
fn a_check_is_of_one_moment_and_goes_on_beside_everything_else() {
    let disk = disk();
    let (mut vault, _) = make(&disk).expect("makes a vault");
    note(vault.cases(), "before");
    let (check, stopped) = (vault.check().expect("opens"), vault.check().expect("opens"));
    note(vault.cases(), "meanwhile");
    vault.compact().expect("removes the files that are checked");
    let (mut told, bytes) = ((0, 0), check.bytes());
    let report = check
        .run(&mut |done, total| {
            told = (done, total);
            true
        })
        .expect("goes through");
    assert_eq!((report.problems, report.checked_bytes), (vec![], bytes));
    assert!(told.0 > 0 && told.1 == bytes, "{told:?} of {bytes}");
    let cancelled = stopped.run(&mut |_, _| false);
    assert!(matches!(cancelled, Err(Error::Cancelled)));
    // The negative control: what is damaged when it begins is found.
    for (path, mut content) in counting(disk.files()) {
        if path.to_string_lossy().contains("/case/s-") {
            let middle = content.len() / 2;
            content[middle] ^= 1;
            disk.tamper(&path, Some(content));
        }
    }
    let report = vault.check().expect("opens").run(&mut |_, _| true);
    assert_eq!(report.expect("goes through").problems.len(), 1);
}
