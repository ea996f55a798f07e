//! The structs, the table of fields and the columns are the same; the database itself keeps sources' names out.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::BTreeSet;

use casework::Book;
use casework::record::{Claim, Kind, Record, Source};
use common::{add, ctx, memory};
use rusqlite::Connection;

/// Field names of every kind, from the structs themselves.
fn structs() -> Vec<(Kind, BTreeSet<String>)> {
    let mut out = Vec::new();
    for &kind in Kind::ALL {
        let empty = if kind == Kind::Claim {
            let nil = uuid::Uuid::nil();
            let claim: Claim =
                serde_json::from_value(serde_json::json!({"id": nil, "case_id": nil, "about_kind": "case", "about_id": nil, "source": nil})).unwrap();
            serde_json::to_value(Record::Claim(claim)).unwrap()
        } else {
            let record: Record =
                serde_json::from_value(serde_json::json!({"kind": kind.name(), "value": {}}))
                    .unwrap();
            serde_json::to_value(record).unwrap()
        };
        out.push((
            kind,
            empty["value"]
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect(),
        ));
    }
    out
}

fn columns(conn: &Connection, table: &str) -> BTreeSet<String> {
    let mut statement = conn
        .prepare("SELECT name FROM pragma_table_info(?1)")
        .unwrap();
    statement
        .query_map([table], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn columns_are_fields() {
    let mut conn = memory();
    Book::open(&mut conn, ctx()).unwrap();
    for (kind, fields) in structs() {
        let mut found = columns(&conn, kind.name());
        for field in &fields {
            // An uncertain date has three columns more.
            for part in ["earliest", "latest", "words"] {
                found.remove(&format!("{field}_{part}"));
            }
        }
        assert!(found == fields, "{}: {found:?} {fields:?}", kind.name());
    }
}

#[test]
fn every_kind_makes_the_way_to_its_row_and_back() {
    // One record with every field filled, of the two kinds with the most shapes, as a person would save them.
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let case = common::case(&mut book, "A case");
    let party = common::person(&mut book, "A person");
    let records = [
        serde_json::json!({"kind": "consent", "value": {"case_id": case, "party": party, "given_by": "her mother", "date": "2025-12", "how": "written", "language": "kk",
            "risks_explained": true, "audiences": {"media": false, "un_confidential": true}, "valid_until": "2027-01-01", "conditions": "no photo"}}),
        serde_json::json!({"kind": "proceeding", "value": {"case_id": case, "kind": "trial", "court": "Almaty", "date": "[2026-01-11..2026-01-20]",
            "charges": [{"party": party, "provision": "KZ-CC-274", "words": "false information"}], "hearings": [{"date": "2026-01", "words": "opening"}],
            "sentences": [{"instance": "first", "date": "2025-08-26", "duration": "P4Y", "words": "four years"}]}}),
        serde_json::json!({"kind": "place", "value": {"name": "Almaty", "latitude": 43.25, "longitude": 76.0, "never_export": true}}),
        serde_json::json!({"kind": "note", "value": {"kind": "privileged", "text": "Line one\nline two", "links": [{"kind": "party", "id": party}]}}),
    ];
    for json in records {
        let record: Record = serde_json::from_value(json).unwrap();
        let saved = book.save(record, None).unwrap();
        let (read, revision) = book.record(saved.record.kind(), saved.record.id()).unwrap();
        assert!(read == saved.record, "{}", saved.record.kind().name());
        assert_eq!(revision, Some(saved.revision));
    }
}

#[test]
fn raw_sql_cannot_name_a_confidential_source() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    add(
        &mut book,
        Source {
            kind: "person".into(),
            confidential: true,
            ..Source::default()
        },
    );
    add(
        &mut book,
        Source {
            kind: "report".into(),
            title: "A report".into(),
            ..Source::default()
        },
    );
    for sql in [
        "UPDATE source SET title = 'Name' WHERE confidential = 1",
        "UPDATE source SET publisher = 'Name' WHERE confidential = 1",
        "UPDATE source SET url = 'Name' WHERE confidential = 1",
        "UPDATE source SET confidential = 1 WHERE title <> ''",
        "INSERT INTO source SELECT 'x', 'S-009', kind, 1, 'Name', '', '', NULL, NULL, NULL, NULL, 'f' FROM source LIMIT 1",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
}

/// Every byte of the database, freed pages and search index included.
fn bytes(conn: &mut Connection) -> Vec<u8> {
    conn.serialize("main").unwrap().to_vec()
}

fn holds(bytes: &[u8], marker: &str) -> bool {
    bytes
        .windows(marker.len())
        .any(|window| window == marker.as_bytes())
}

#[test]
fn closing_a_source_takes_its_words_out_of_every_page() {
    let name = "Zulfiya Marker Qxv";
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (open, base) = add(
        &mut book,
        Source {
            kind: "person".into(),
            title: name.into(),
            publisher: "Zulfiya Marker Qxv's blog".into(),
            ..Source::default()
        },
    );
    let (renamed, base) = book
        .save_as(
            Source {
                title: format!("{name} again"),
                ..open
            },
            Some(base),
        )
        .unwrap();
    let folded = casework::name::fold_text("Zulfiya");
    drop(book);
    assert!(
        holds(&bytes(&mut conn), name) && holds(&bytes(&mut conn), &folded),
        "the control"
    );
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let closed = Source {
        confidential: true,
        title: String::new(),
        publisher: String::new(),
        ..renamed
    };
    book.save_as(closed.clone(), Some(base)).unwrap();
    assert!(book.verify_history().unwrap().problems.is_empty());
    let history = book.history(Kind::Source, closed.id.0).unwrap();
    assert!(
        history.len() == 3
            && history.iter().all(|revision| revision
                .changes
                .iter()
                .all(|change| change.field != "title"))
    );
    drop(book);
    let bytes = bytes(&mut conn);
    assert!(!holds(&bytes, "Zulfiya"), "the name is still in the file");
    assert!(
        !holds(&bytes, &folded),
        "the folded name is still in the index"
    );
}
