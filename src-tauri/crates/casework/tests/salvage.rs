//! A casework whose database has lost pages: what is saved is as it was, what is lost is said, and the history holds again.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it counted"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use casework::casebook::{Casebook, EXAMPLE};
use casework::record::{Case, Entity, Evidence, Kind, Note, Party, Record};
use casework::salvage::{self, Item, Salvaged};
use casework::{Book, SearchFilter, sealed};
use common::{memory, seeded};
use rusqlite::Connection;
use uuid::Uuid;

const PAGE: usize = 4096;
/// Pages that one damaged part of a file costs.
const CHUNK: usize = 16;

type Records = BTreeMap<(Kind, Uuid), Record>;

fn records(conn: &mut Connection) -> Records {
    let book = Book::open(conn, seeded(5, "Reader")).unwrap();
    Kind::ALL
        .iter()
        .flat_map(|kind| book.records(*kind, None).unwrap())
        .map(|record| ((record.kind(), record.id()), record))
        .collect()
}

/// The example casebook, with evidence, edits and deletions.
fn lived() -> (Vec<u8>, Records) {
    let mut conn = memory();
    conn.pragma_update(None, "auto_vacuum", "INCREMENTAL")
        .unwrap();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    book.import(&Casebook::parse(EXAMPLE.as_bytes()).unwrap(), false, |_| {
        Ok(())
    })
    .unwrap();
    let case = book.list::<Case>().unwrap().remove(0);
    for i in 0..20 {
        let file = Evidence {
            case_id: case.id,
            title: format!("file {i}"),
            size: 100,
            sha256: format!("{i:064x}"),
            blob: format!("{i:032x}"),
            binding: format!("{:064x}", 1000 + i),
            ..Evidence::default()
        };
        book.save(file.into_record(), None).unwrap();
        let note = Note {
            case_id: Some(case.id),
            text: long(i),
            ..Note::default()
        };
        let saved = book.save(note.into_record(), None).unwrap();
        if i % 4 == 0 {
            let Record::Note(mut note) = saved.record else {
                panic!()
            };
            note.text = format!("short now {i}");
            let saved = book.save(note.into_record(), Some(saved.revision)).unwrap();
            if i % 8 == 0 {
                book.delete(Kind::Note, saved.record.id(), false).unwrap();
            }
        }
    }
    assert_eq!(book.verify_history().unwrap().problems, []);
    let before = records(&mut conn);
    let bytes = conn.serialize("main").unwrap().to_vec();
    (bytes, before)
}

/// Files whose number is even are whole.
fn rewrap(item: &Item) -> Option<(String, String)> {
    let number = u32::from_str_radix(&item.blob, 16).unwrap();
    number.is_multiple_of(2).then(|| {
        (
            format!("{:032x}", number + 500),
            format!("{:064x}", number + 5000),
        )
    })
}

/// The record as it is in the new vault.
fn moved(record: &Record) -> Record {
    let Record::Evidence(item) = record else {
        return record.clone();
    };
    let number = u32::from_str_radix(&item.blob, 16).unwrap();
    let whole = number % 2 == 0;
    Record::Evidence(Evidence {
        blob: if whole {
            format!("{:032x}", number + 500)
        } else {
            String::new()
        },
        binding: if whole {
            format!("{:064x}", number + 5000)
        } else {
            String::new()
        },
        ..item.clone()
    })
}

/// The words of a long note.
fn long(number: u32) -> String {
    format!("a long note {number} {}", "слово ".repeat(1500))
}

/// Whether it is one of those that were deleted, as it was at some time. Where the entries that changed and deleted it are lost, the one that made it
/// stands for all that is known.
fn was_deleted(record: &Record) -> bool {
    let Record::Note(note) = record else {
        return false;
    };
    (0..20)
        .step_by(8)
        .any(|i| note.text == long(i) || note.text == format!("short now {i}"))
}

/// Salvages; what holds whatever was lost. `lists`: what lists are read from is compared with a fresh look, too.
fn check(damaged: &[u8], before: &Records, lists: bool, about: &str) -> (Salvaged, Records) {
    let mut made = memory();
    let ctx = seeded(9, "Recovery");
    let salvaged = salvage::casework(damaged, &mut made, &ctx, &mut rewrap).unwrap();
    let after = records(&mut made);
    let book = Book::open(&mut made, ctx).unwrap();
    assert!(
        book.verify_history().unwrap().problems.is_empty(),
        "{about}: history"
    );
    let stand_ins: BTreeSet<_> = salvaged.stand_ins.iter().copied().collect();
    let mut back = 0;
    for (key, record) in &after {
        if stand_ins.contains(key) {
            continue;
        }
        let Some(old) = before.get(key) else {
            let what = key.0.name();
            assert!(was_deleted(record), "{about}: a {what} out of nowhere");
            back += 1;
            continue;
        };
        assert!(moved(old) == *record, "{about}: {} changed", key.0.name());
    }
    assert!(back <= 1, "{about}: {back} are back");
    let gone = before
        .keys()
        .filter(|key| !after.contains_key(key) || stand_ins.contains(key));
    let gone: BTreeSet<_> = gone.copied().collect();
    let told: BTreeSet<_> = salvaged.lost.iter().copied().collect();
    assert!(
        told.iter()
            .all(|key| !after.contains_key(key) || stand_ins.contains(key)),
        "{about}: told as lost, and not"
    );
    // A record that was deleted, where the entry that says so and the index are lost, cannot be told from one that is lost.
    let deleted = told.difference(&gone).count();
    assert!(
        deleted <= CHUNK,
        "{about}: {deleted} told that were deleted"
    );
    assert!(
        gone.len() <= told.len() + 6,
        "{about}: {} gone, {} told",
        gone.len(),
        told.len()
    );
    drop(book);
    if lists {
        common::fresh(&mut made, about);
    }
    let dangling: u32 = made
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(dangling, 0, "{about}");
    let whole: String = made
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(whole, "ok", "{about}");
    (salvaged, after)
}

#[test]
fn a_whole_database_comes_out_whole() {
    let (bytes, before) = lived();
    let (salvaged, after) = check(&bytes, &before, true, "whole");
    assert_eq!(after.len(), before.len());
    assert_eq!(
        (salvaged.bridges, &salvaged.stand_ins, &salvaged.lost),
        (0, &vec![], &vec![])
    );
    for count in &salvaged.tables {
        assert_eq!(
            (count.lost, count.restored, count.aside),
            (0, 0, 0),
            "{}",
            count.table
        );
    }
    let cases = salvaged
        .tables
        .iter()
        .find(|count| count.table == "case")
        .unwrap();
    assert_eq!(cases.saved, 39);
}

#[test]
fn any_lost_part_costs_what_was_on_it_and_no_more() {
    let (bytes, before) = lived();
    let parts = bytes.len().div_ceil(PAGE * CHUNK);
    let (mut most, mut restored, mut bridges) = (0, 0, 0);
    for part in (0..parts).filter(|part| *part < 4 || part % 5 == 0) {
        let mut damaged = bytes.clone();
        let end = ((part + 1) * PAGE * CHUNK).min(bytes.len());
        damaged[part * PAGE * CHUNK..end].fill(0);
        let (salvaged, after) = check(&damaged, &before, part % 3 == 0, &format!("part {part}"));
        let gone = (before.len() + salvaged.stand_ins.len()).saturating_sub(after.len());
        most = most.max(gone);
        restored += salvaged
            .tables
            .iter()
            .map(|count| count.restored)
            .sum::<u64>();
        bridges += salvaged.bridges;
    }
    println!(
        "{parts} parts lost in turn of {} records: at most {most} lost, {restored} put back from the history, {bridges} bridges",
        before.len()
    );
    assert!(most * 10 < before.len(), "{most} of {}", before.len());
    assert!(restored > 100 && bridges > 10);
}

#[test]
fn a_single_lost_page_is_hardly_felt() {
    let (bytes, before) = lived();
    let mut most = 0_usize;
    for page in (0..bytes.len() / PAGE).step_by(bytes.len() / PAGE / 8) {
        let mut damaged = bytes.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0);
        let (salvaged, after) = check(&damaged, &before, true, &format!("page {page}"));
        most = most.max((before.len() + salvaged.stand_ins.len()).saturating_sub(after.len()));
    }
    assert!(most <= 8, "{most} records on one page");
}

#[test]
fn a_case_that_is_lost_leaves_its_place() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    let case = book
        .save(
            Case {
                title: "Gone".into(),
                ..Case::default()
            }
            .into_record(),
            None,
        )
        .unwrap();
    let id = case.record.id();
    let note = Note {
        case_id: Some(id.into()),
        text: "what stays".into(),
        ..Note::default()
    };
    book.save(note.into_record(), None).unwrap();
    drop(book);
    // Row, log and index of the case are lost; the note is not.
    conn.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM \"case\"; DELETE FROM revision WHERE kind = 'case'; VACUUM").unwrap();
    let bytes = conn.serialize("main").unwrap().to_vec();
    let mut fresh = memory();
    let salvaged = salvage::casework(&bytes, &mut fresh, &seeded(2, "R"), &mut |_| None).unwrap();
    assert_eq!(salvaged.stand_ins, [(Kind::Case, id)]);
    assert_eq!(salvaged.lost, [(Kind::Case, id)]);
    let book = Book::open(&mut fresh, seeded(3, "R")).unwrap();
    assert!(book.get::<Case>(id).unwrap().reference.starts_with("LOST-"));
    assert_eq!(book.list_of_case::<Note>(id.into()).unwrap().len(), 1);
    assert_eq!(book.verify_history().unwrap().problems, []);
    let found = book.search("stays", 9, &SearchFilter::default()).unwrap().0;
    assert_eq!(found.len(), 1);
}

/// A row that no longer fits is kept as a note.
#[test]
fn a_row_that_does_not_fit_is_kept_aside() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    book.save(
        Party {
            name: "Somebody".into(),
            ..Party::default()
        }
        .into_record(),
        None,
    )
    .unwrap();
    drop(book);
    conn.execute_batch("PRAGMA ignore_check_constraints = ON; UPDATE party SET kind = 'ghost'; DELETE FROM revision").unwrap();
    let bytes = conn.serialize("main").unwrap().to_vec();
    let mut fresh = memory();
    let salvaged = salvage::casework(&bytes, &mut fresh, &seeded(2, "R"), &mut |_| None).unwrap();
    let party = salvaged
        .tables
        .iter()
        .find(|count| count.table == "party")
        .unwrap();
    assert_eq!((party.saved, party.aside, party.lost), (0, 1, 0));
    let book = Book::open(&mut fresh, seeded(3, "R")).unwrap();
    let note = book.list::<Note>().unwrap().remove(0);
    assert!(note.text.contains("name: Somebody") && note.text.contains("kind: ghost"));
    assert_eq!(book.verify_history().unwrap().problems, []);
}

#[test]
fn identities_are_saved_too() {
    let mut conn = memory();
    let identity = |i: u128| casework::view::SourceIdentity {
        id: casework::record::SourceId(Uuid::from_u128(i)),
        name: format!("name {i}"),
        channel: "слово ".repeat(300),
        ..Default::default()
    };
    let all: Vec<_> = (1..60).map(identity).collect();
    sealed::save_all(&mut conn, &all).unwrap();
    let bytes = conn.serialize("main").unwrap().to_vec();
    let mut fresh = memory();
    let count = salvage::identities(&bytes, &mut fresh).unwrap();
    assert_eq!((count.saved, count.lost), (59, 0));
    let mut damaged = bytes.clone();
    damaged[10 * PAGE..12 * PAGE].fill(0);
    let mut fresh = memory();
    let count = salvage::identities(&damaged, &mut fresh).unwrap();
    assert_eq!(count.saved + count.lost, 59);
    assert!(count.lost > 0 && count.saved > 40, "{count:?}");
    for kept in sealed::list(&mut fresh).unwrap() {
        assert!(all.contains(&kept));
    }
}

#[test]
fn what_is_not_ours_is_refused_and_noise_is_survived() {
    let (bytes, _) = lived();
    let mut newer = bytes.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let refused = salvage::casework(&newer, &mut memory(), &seeded(2, "R"), &mut |_| None);
    assert!(matches!(
        refused,
        Err(casework::Error::Newer { found: 99, .. })
    ));
    for noise in [
        vec![],
        vec![0; 100],
        vec![0xff; 3 * PAGE],
        bytes[..1000].to_vec(),
    ] {
        let mut fresh = memory();
        let salvaged =
            salvage::casework(&noise, &mut fresh, &seeded(2, "R"), &mut |_| None).unwrap();
        assert_eq!(salvaged.lost, []);
    }
    // Bytes changed anywhere: nothing panics, and what comes out holds.
    for at in (0..bytes.len()).step_by(bytes.len() / 10) {
        let mut damaged = bytes.clone();
        for byte in &mut damaged[at..(at + 40).min(bytes.len())] {
            *byte ^= 0x5a;
        }
        let mut fresh = memory();
        if salvage::casework(&damaged, &mut fresh, &seeded(2, "R"), &mut rewrap).is_ok() {
            let book = Book::open(&mut fresh, seeded(3, "R")).unwrap();
            assert_eq!(book.verify_history().unwrap().problems, []);
        }
    }
}
