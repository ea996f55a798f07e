//! A casework under another key: its history holds under that one, its evidence is found, and what was done to it stays visible.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::HashMap;

use casework::casebook::Casebook;
use casework::record::{Evidence, Kind, Source};
use casework::{Book, Ctx, Error};
use common::{add, case, memory, rows, seeded};
use rusqlite::Connection;
use serde_json::json;
use zeroize::Zeroizing;

fn under(key: u8) -> Ctx {
    Ctx {
        chain_key: Some(Zeroizing::new([key; 32])),
        ..seeded(u64::from(key), "Aigerim")
    }
}

fn old() -> Zeroizing<[u8; 32]> {
    Zeroizing::new([7; 32])
}

fn item(book: &mut Book<'_>, digit: &str) -> Evidence {
    let case_id = case(book, "A case");
    let value = Evidence {
        case_id,
        title: "A photo".into(),
        size: 3,
        blob: digit.repeat(32),
        binding: digit.repeat(64),
        sha256: "ab".repeat(32),
        ..Evidence::default()
    };
    add(book, value).0
}

fn names(digits: &[(&str, &str)]) -> HashMap<String, String> {
    let pair =
        |(was, is): &(&str, &str)| [32, 64].map(|length| (was.repeat(length), is.repeat(length)));
    digits.iter().flat_map(pair).collect()
}

fn problems(conn: &mut Connection, key: u8) -> Vec<(i64, &'static str)> {
    let report = Book::open(conn, under(key))
        .unwrap()
        .verify_history()
        .unwrap();
    report.problems.iter().map(|p| (p.seq, p.code)).collect()
}

#[test]
fn the_history_holds_under_the_new_key_and_evidence_comes_back_from_it() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, under(7)).unwrap();
    let (kept, gone) = (item(&mut book, "1"), item(&mut book, "2"));
    book.delete(Kind::Evidence, gone.id.0, true).unwrap();
    assert_eq!(book.deleted_evidence().unwrap()[0].blob, "2".repeat(32));
    drop(book);
    let mut book = Book::open(&mut conn, under(9)).unwrap();
    let moved = book
        .rekey(
            &old(),
            &names(&[("1", "a"), ("2", "b")]),
            false,
            &mut || true,
        )
        .unwrap();
    assert_eq!((moved.revisions, moved.broken), (5, 0));
    let now: Evidence = book.get(kept.id.0).unwrap();
    assert_eq!((now.blob, now.binding), ("a".repeat(32), "a".repeat(64)));
    let revision = book.history(Kind::Evidence, gone.id.0).unwrap()[0].id;
    book.undo(revision).unwrap();
    let back: Evidence = book.get(gone.id.0).unwrap();
    assert_eq!((back.blob, back.binding), ("b".repeat(32), "b".repeat(64)));
    drop(book);
    assert_eq!(problems(&mut conn, 9), []);
    // The control: under the old key not one link holds.
    assert_eq!(problems(&mut conn, 7).len(), 6);
}

#[test]
fn what_was_done_to_the_history_is_refused_or_stays_visible() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, under(7)).unwrap();
    item(&mut book, "1");
    item(&mut book, "2");
    drop(book);
    conn.execute("UPDATE revision SET author = 'Somebody' WHERE seq = 2", [])
        .unwrap();
    assert_eq!(problems(&mut conn, 7), [(2, "chain")]);
    let before = conn.serialize("main").unwrap().to_vec();
    let mut book = Book::open(&mut conn, under(9)).unwrap();
    let refused = book.rekey(&old(), &names(&[]), false, &mut || true);
    assert!(matches!(refused, Err(Error::BrokenHistory)));
    drop(book);
    assert!(conn.serialize("main").unwrap().to_vec() == before);
    let mut book = Book::open(&mut conn, under(9)).unwrap();
    let moved = book.rekey(&old(), &names(&[]), true, &mut || true).unwrap();
    assert_eq!((moved.revisions, moved.broken), (4, 1));
    case(&mut book, "Another");
    drop(book);
    assert_eq!(problems(&mut conn, 9), [(2, "chain")]);
}

/// Every row of every table, those of the search index too. Not the bytes: SQLite does not put free pages back that a rolled-back transaction used.
fn content(conn: &Connection) -> Vec<String> {
    let out = rows(conn, "sql NOT LIKE 'CREATE VIRTUAL%'");
    assert!(out.len() > 400);
    out
}

#[test]
fn stopped_half_way_it_changes_nothing() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, under(7)).unwrap();
    for _ in 0..200 {
        case(&mut book, "A case");
    }
    drop(book);
    // One answer more each time, until it is not asked again and comes to its end.
    let before = content(&conn);
    for answers in 0.. {
        let mut left = answers;
        let mut go_on = || {
            left -= 1;
            left >= 0
        };
        let mut book = Book::open(&mut conn, under(9)).unwrap();
        let moved = book.rekey(&old(), &names(&[]), false, &mut go_on);
        drop(book);
        if let Ok(moved) = moved {
            assert!(answers > 3 && moved.revisions == 200, "{answers}");
            break;
        }
        assert!(matches!(moved, Err(Error::Cancelled)));
        assert!(content(&conn) == before);
    }
    assert_eq!(problems(&mut conn, 9), []);
}

#[test]
fn a_hidden_source_is_found_again_however_often_the_keys_change() {
    let file = json!({"about": {"title": "T", "country": "KZ"}, "sources": [
        {"id": "s-mother", "kind": "person", "title": "Zulfiya", "reliability": "B", "confidential": true}], "cases": []});
    let casebook = Casebook::parse(file.to_string().as_bytes()).unwrap();
    let mut conn = memory();
    let mut book = Book::open(&mut conn, under(7)).unwrap();
    book.import(&casebook, false, |_| Ok(())).unwrap();
    drop(book);
    for (from, to) in [(7, 9), (9, 11)] {
        let mut book = Book::open(&mut conn, under(to)).unwrap();
        book.rekey(&Zeroizing::new([from; 32]), &names(&[]), false, &mut || {
            true
        })
        .unwrap();
        book.import(&casebook, false, |_| Ok(())).unwrap();
        assert_eq!(book.list::<Source>().unwrap().len(), 1);
    }
    // The key that hides is not in the database as it is.
    let bytes = conn.serialize("main").unwrap().to_vec();
    assert!(!bytes.windows(32).any(|window| window == [7; 32]));
    // The control: with another key the source is not known again.
    let mut book = Book::open(&mut conn, under(13)).unwrap();
    book.import(&casebook, false, |_| Ok(())).unwrap();
    assert_eq!(book.list::<Source>().unwrap().len(), 2);
}
