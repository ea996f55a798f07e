//! What lists are read from is right after every road by which records are written. (Merges: `merge.rs`; a salvaged casework: `salvage.rs`; random
//! work, with each touch left out once: `derived::tests`.)
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::HashMap;

use casework::casebook::{Casebook, EXAMPLE};
use casework::reading::{Acceptance, Names};
use casework::record::{Case, Entity as _, Kind, Party, Source};
use casework::{Book, Ctx};
use common::{add, day, fresh, memory, seeded};
use rusqlite::Connection;
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// Takes a casebook in; `seed` is another one each time, or the ids of its revisions would be those of the last.
fn import(conn: &mut Connection, seed: u64, text: &str) {
    let casebook = Casebook::parse(text.as_bytes()).unwrap();
    Book::open(conn, seeded(seed, "Aigerim"))
        .unwrap()
        .import(&casebook, false, |_| Ok(()))
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_casebook_and_the_same_one_changed() {
    let mut conn = memory();
    import(&mut conn, 5, EXAMPLE);
    fresh(&mut conn, "the example");
    let mut file: Value = serde_json::from_str(EXAMPLE).unwrap();
    for party in file["parties"].as_array_mut().unwrap() {
        party["name"] = json!(format!("{} the younger", party["name"].as_str().unwrap()));
    }
    for case in file["cases"].as_array_mut().unwrap() {
        for measure in case["measures"].as_array_mut().into_iter().flatten() {
            measure["status"] = json!("custody");
            measure["until"] = Value::Null;
        }
        for act in case["acts"].as_array_mut().into_iter().flatten() {
            act["start"] = json!("2025-02");
        }
    }
    import(&mut conn, 105, &file.to_string());
    fresh(&mut conn, "the example, changed");
}

#[test]
fn an_accepted_reading_and_its_undoing() {
    let mut conn = memory();
    import(&mut conn, 5, EXAMPLE);
    let mut book = Book::open(&mut conn, seeded(6, "Aigerim")).unwrap();
    let text = "Amir Testov was detained in Almaty on 3 January 2026.";
    let acceptance: Acceptance = serde_json::from_value(json!({
        "text": text, "case": null, "title": "A pasted report", "locator": "",
        "source": {"kind": "report", "title": "A paper"},
        "parties": [{"party": null, "kind": "person", "name": "Amir Testov", "occupation": "", "role": "victim", "passage": 0}],
        "places": [{"place": null, "name": "Almaty, the square"}],
        "provisions": [],
        "acts": [{"act_type": "arrest", "victim": 0, "start": "2026-01-03", "place": 0, "provisions": [], "outcome": "", "passage": 0,
                  "date_passage": null, "victim_passage": null}],
    }))
    .unwrap();
    let accepted = book.accept_reading(&acceptance, Names::Keep, None).unwrap();
    assert!(accepted.written);
    drop(book);
    fresh(&mut conn, "an accepted reading");
    let mut book = Book::open(&mut conn, seeded(7, "Aigerim")).unwrap();
    let case = book.case_rows(&casework::view::CaseFilter::default(), day("2026-01-31"));
    let row = case
        .unwrap()
        .into_iter()
        .find(|row| row.title == "A pasted report")
        .unwrap();
    assert_eq!(
        (row.victims, row.victim_count),
        (vec!["Amir Testov".to_owned()], 1)
    );
    assert_eq!(row.start.unwrap().edtf(), "2026-01-03");
    book.undo(accepted.revision.unwrap()).unwrap();
    drop(book);
    fresh(&mut conn, "undone");
}

#[test]
fn a_whole_case_deleted_and_brought_back() {
    let mut conn = memory();
    import(&mut conn, 5, EXAMPLE);
    for at in [0, 7, 20] {
        let mut book = Book::open(&mut conn, seeded(10 + at, "Aigerim")).unwrap();
        let at = usize::try_from(at).unwrap();
        let case: Case = book.list().unwrap().swap_remove(at);
        let (revisions, _) = book.delete(Kind::Case, case.id.0, true).unwrap();
        drop(book);
        fresh(&mut conn, "a case deleted");
        let mut book = Book::open(&mut conn, seeded(100 + at as u64, "Aigerim")).unwrap();
        book.undo(revisions[0]).unwrap();
        drop(book);
        fresh(&mut conn, "and brought back");
    }
}

#[test]
fn a_source_that_becomes_confidential_and_a_name_that_is_concealed() {
    let mut conn = memory();
    import(&mut conn, 5, EXAMPLE);
    let mut book = Book::open(&mut conn, seeded(30, "Aigerim")).unwrap();
    let sources: Vec<Source> = book.list().unwrap();
    for source in sources.into_iter().take(5) {
        let base = book.head(source.id.0).unwrap();
        let sealed = Source {
            confidential: true,
            kind: "person".into(),
            title: String::new(),
            publisher: String::new(),
            url: String::new(),
            date: None,
            ..source
        };
        book.save(sealed.into_record(), base).unwrap();
    }
    let party: Party = book.list::<Party>().unwrap().swap_remove(3);
    let base = book.head(party.id.0).unwrap();
    let renamed = Party {
        name: "S-001".into(),
        ..party
    };
    let saved = book.save(renamed.into_record(), base).unwrap();
    drop(book);
    fresh(&mut conn, "sealed");
    let mut book = Book::open(&mut conn, seeded(31, "Aigerim")).unwrap();
    let first = book.history(Kind::Party, saved.record.id()).unwrap();
    book.restore(first.last().unwrap().id).unwrap();
    drop(book);
    fresh(&mut conn, "restored");
}

#[test]
fn another_key() {
    let mut conn = memory();
    import(&mut conn, 5, EXAMPLE);
    let moved = Ctx {
        chain_key: Some(Zeroizing::new([9; 32])),
        ..seeded(40, "Aigerim")
    };
    let mut book = Book::open(&mut conn, moved).unwrap();
    book.rekey(
        &Zeroizing::new([7; 32]),
        &HashMap::new(),
        false,
        &mut || true,
    )
    .unwrap();
    add(
        &mut book,
        Party {
            name: "Later".into(),
            ..Party::default()
        },
    );
    drop(book);
    fresh(&mut conn, "new keys");
}
