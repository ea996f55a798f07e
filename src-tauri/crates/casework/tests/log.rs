//! The log line by line, for a copy that leaves; and who is who.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::record::{Note, NoteKind, Party, Source};
use casework::{Book, Error, LogWish};
use common::{add, case, memory, person, seeded};
use rusqlite::Connection;
use serde_json::Value;

const SECRET: &str = "what the client said";
const NAME: &str = "Source Testova";

fn lines(book: &Book, wish: LogWish) -> (Vec<Value>, u64) {
    let mut out = Vec::new();
    let count = book
        .log_lines::<Error>(&wish, |line| {
            out.push(line.clone());
            Ok(())
        })
        .unwrap();
    assert_eq!(count.revisions, out.len() as u64);
    assert_eq!(count.revisions, book.log_len(wish.case).unwrap());
    (out, count.withheld)
}

fn filled(conn: &mut Connection) -> casework::record::CaseId {
    let mut book = Book::open(conn, seeded(1, "Aigerim")).unwrap();
    let case_id = case(&mut book, "Held in Testville");
    person(&mut book, "Amir");
    let note = Note {
        case_id: Some(case_id),
        kind: NoteKind::Privileged,
        text: SECRET.into(),
        ..Note::default()
    };
    let (note, head) = add(&mut book, note);
    // It is an ordinary note now. What it said under privilege it said under privilege.
    let open = Note {
        kind: NoteKind::FieldNote,
        text: "ordinary".into(),
        ..note
    };
    book.save_as(open, Some(head)).unwrap();
    let source = Source {
        title: NAME.into(),
        ..Source::default()
    };
    let (source, head) = add(&mut book, source);
    let sealed = Source {
        title: String::new(),
        confidential: true,
        ..source
    };
    book.save_as(sealed, Some(head)).unwrap();
    drop(book);
    let mut book = Book::open(conn, seeded(2, "Dana")).unwrap();
    person(&mut book, "Bolat");
    case_id
}

#[test]
fn a_copy_holds_what_was_asked_for_and_no_more() {
    let mut conn = memory();
    let case_id = filled(&mut conn);
    let book = Book::open(&mut conn, seeded(3, "Dana")).unwrap();
    let wish = |content, privileged| LogWish {
        case: None,
        content,
        privileged,
    };
    // content, privileged: the words of a note under privilege, words of the case, the name of who is sealed
    for (wish, secret, words) in [
        (wish(false, false), false, false),
        // Without words there are none of privileged notes either, whatever was asked.
        (wish(false, true), false, false),
        (wish(true, false), false, true),
        (wish(true, true), true, true),
    ] {
        let (lines, withheld) = lines(&book, wish);
        let text = serde_json::to_string(&lines).unwrap();
        assert_eq!(text.contains(SECRET), secret, "{wish:?}");
        assert_eq!(text.contains("Testville"), words, "{wish:?}");
        assert!(!text.contains(NAME), "{wish:?}");
        assert_eq!(withheld, if words && !secret { 2 } else { 0 }, "{wish:?}");
        // Who, when and which fields are there in any case, and people are numbered.
        assert!(text.contains("\"author\":\"Aigerim\"") && text.contains("\"fields\":["));
        let people: Vec<&str> = lines
            .iter()
            .filter_map(|line| line["person"].as_str())
            .collect();
        assert!(people.contains(&"p1") && people.contains(&"p2") && people.len() == lines.len());
        assert!(!text.contains("\"aigerim\"") && !text.contains("\"dana\""));
        let order: Vec<i64> = lines
            .iter()
            .map(|line| line["seq"].as_i64().unwrap())
            .collect();
        assert!(order.is_sorted() && order[0] == 1);
        assert!(
            lines
                .iter()
                .all(|line| line["chain"].as_str().unwrap().len() == 64)
        );
    }
    let of_case = LogWish {
        case: Some(case_id),
        content: true,
        privileged: true,
    };
    let (lines, _) = lines(&book, of_case);
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line["case"] == case_id.to_string()));
}

#[test]
fn two_copies_agree_as_far_as_both_go() {
    let mut conn = memory();
    filled(&mut conn);
    let mut book = Book::open(&mut conn, seeded(3, "Dana")).unwrap();
    let chain = |book: &Book| -> Vec<String> {
        let (lines, _) = lines(book, LogWish::default());
        lines
            .iter()
            .map(|line| line["chain"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = chain(&book);
    person(&mut book, "Later");
    let second = chain(&book);
    assert!(second.len() == first.len() + 1 && second.starts_with(&first));
    drop(book);
    conn.execute("UPDATE revision SET author = 'Nobody' WHERE seq = 1", [])
        .unwrap();
    let book = Book::open(&mut conn, seeded(4, "Dana")).unwrap();
    assert_ne!(
        lines(&book, LogWish::default()).0[0]["author"],
        "Aigerim",
        "the control"
    );
    assert!(!book.verify_history().unwrap().problems.is_empty());
}

#[test]
fn two_people_do_not_go_by_one_name() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "")).unwrap();
    assert_eq!(
        book.name_person("a", "  Dana \u{202e} Tester\n").unwrap(),
        "Dana Tester"
    );
    for (person, name, expect) in [
        ("b", "Dana Tester", Some("taken")),
        ("b", "dana  tester", Some("taken")),
        ("b", "Дана Тестер", Some("taken")),
        ("b", "", Some("required")),
        ("b", " \u{200b}\t", Some("required")),
        ("b", &"x".repeat(81), Some("too_long")),
        ("b", &"x".repeat(80), None),
        ("b", "Ермек", None),
        // One's own may be written otherwise.
        ("a", "Дана Тестер", None),
        ("c", "!", None),
        ("d", "?", None),
    ] {
        let got = match book.name_person(person, name) {
            Ok(_) => None,
            Err(Error::Invalid { code, .. }) => Some(code),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(got, expect, "{person} {name}");
    }
    assert_eq!(book.people().unwrap().len(), 4);
    assert!(
        book.person_called("ermek")
            .unwrap()
            .is_some_and(|one| one.id == "b")
    );
    book.hold("s1", "a").unwrap();
    book.hold("s2", "b").unwrap();
    book.let_go("s2").unwrap();
    assert_eq!(book.holders().unwrap().len(), 1);
    book.hold("s2", "b").unwrap();
    book.hold_alone("s3", Some("b")).unwrap();
    let holders = book.holders().unwrap();
    assert!(holders.len() == 1 && holders["s3"] == "b");
    // The names stay: the history has them.
    assert_eq!(book.people().unwrap().len(), 4);
    let parties: Vec<Party> = book.list().unwrap();
    assert!(parties.is_empty(), "who works here is no record of a case");
}
