//! Saving, editing at once, deleting, restoring, undoing, and the chain over it all.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::record::{
    Act, Case, Chain, Hearing, Involved, Kind, Measure, Money, Name, Note, Party, Proceeding,
    Record, SentenceVersion, Source,
};
use casework::{Book, Error};
use common::{act, add, case, ctx, memory, person};

#[test]
fn a_case_gets_a_reference_and_a_source_a_code_name() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    for expect in ["2026-001", "2026-002"] {
        let (saved, _) = add(
            &mut book,
            Case {
                title: "One line".into(),
                ..Case::default()
            },
        );
        assert_eq!(saved.reference, expect);
        assert_eq!(saved.id.0.get_version_num(), 4);
    }
    for expect in ["S-001", "S-002"] {
        assert_eq!(
            add(
                &mut book,
                Source {
                    kind: "person".into(),
                    confidential: true,
                    ..Source::default()
                }
            )
            .0
            .code,
            expect
        );
    }
}

#[test]
fn a_reference_said_aloud_is_not_given_to_another_case() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let gone = case(&mut book, "First");
    let (revisions, _) = book.delete(Kind::Case, gone.0, true).unwrap();
    let next = case(&mut book, "Second");
    assert_eq!(book.get::<Case>(next.0).unwrap().reference, "2026-002");
    // Taken by hand meanwhile: the old case still comes back.
    let taken = Case {
        title: "Third".into(),
        reference: "2026-001".into(),
        ..Case::default()
    };
    add(&mut book, taken);
    book.restore(revisions[0]).unwrap();
    assert_eq!(book.get::<Case>(gone.0).unwrap().reference, "2026-001-2");
}

#[test]
fn what_was_saved_is_read_back_and_saving_it_again_writes_nothing() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, victim) = (
        case(&mut book, "Search at dawn"),
        person(&mut book, "Amir Kassenov"),
    );
    let value = Act {
        case_id,
        act_type: "search_home".into(),
        victim: Some(victim),
        start: Some(
            "2025-12-27~"
                .parse::<casework::date::UncertainDate>()
                .unwrap()
                .with_words("a few days later")
                .unwrap(),
        ),
        count_min: Some(2),
        ..Act::default()
    };
    let (saved, first) = add(&mut book, value);
    let read: Act = book.get(saved.id.0).unwrap();
    assert!(read == saved);
    let (_, second) = book.save_as(read, Some(first)).unwrap();
    assert_eq!(first, second);
    assert_eq!(book.history(Kind::Act, saved.id.0).unwrap().len(), 1);
}

#[test]
fn two_editors_of_different_fields_both_win_and_of_one_field_hear_of_it() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (start, base) = add(
        &mut book,
        Party {
            name: "Dina".into(),
            ..Party::default()
        },
    );
    let _ = book
        .save_as(
            Party {
                occupation: "lawyer".into(),
                ..start.clone()
            },
            Some(base),
        )
        .unwrap();
    let (both, _) = book
        .save_as(
            Party {
                citizenship: "KZ".into(),
                ..start.clone()
            },
            Some(base),
        )
        .unwrap();
    assert_eq!(
        (both.occupation.as_str(), both.citizenship.as_str()),
        ("lawyer", "KZ")
    );
    match book.save_as(
        Party {
            occupation: "teacher".into(),
            ..start.clone()
        },
        Some(base),
    ) {
        Err(Error::Stale { fields }) => assert_eq!(fields, ["occupation"]),
        _ => panic!("a lost edit"),
    }
    assert!(matches!(
        book.save_as(
            Party {
                occupation: "teacher".into(),
                ..start
            },
            None
        ),
        Err(Error::Stale { .. })
    ));
    let now: Party = book.get(both.id.0).unwrap();
    assert_eq!(now.occupation, "lawyer");
}

#[test]
fn every_bad_field_is_named() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "A person"));
    let date = |text: &str| Some(text.parse().unwrap());
    let check =
        |book: &mut Book, record: Record, field: &str, code: &str| match book.save(record, None) {
            Err(Error::Invalid {
                field: found,
                code: why,
            }) => assert_eq!((found.as_str(), why), (field, code)),
            Err(other) => panic!("{field} {code}: {other}"),
            Ok(_) => panic!("{field} {code}: was saved"),
        };
    let unknown = uuid::Uuid::from_u128(5);
    let an_act = || Act {
        case_id,
        act_type: "arrest".into(),
        victim: Some(party),
        ..Act::default()
    };
    check(
        &mut book,
        Record::Case(Case::default()),
        "title",
        "required",
    );
    check(
        &mut book,
        Record::Case(Case {
            title: "x".repeat(501),
            ..Case::default()
        }),
        "title",
        "too_long",
    );
    check(
        &mut book,
        Record::Case(Case {
            title: "a\0b".into(),
            ..Case::default()
        }),
        "title",
        "control_character",
    );
    check(
        &mut book,
        Record::Case(Case {
            title: "a".into(),
            space: vec!["outer".into()],
            ..Case::default()
        }),
        "space",
        "unknown_code",
    );
    check(
        &mut book,
        Record::Case(Case {
            title: "a".into(),
            reference: "2026-001".into(),
            ..Case::default()
        }),
        "reference",
        "taken",
    );
    check(
        &mut book,
        Record::Case(Case {
            title: "a".into(),
            status: casework::record::ReviewState::Cleared,
            ..Case::default()
        }),
        "status",
        "by_review_only",
    );
    check(
        &mut book,
        Record::Act(Act {
            act_type: "аrrest".into(),
            ..an_act()
        }),
        "act_type",
        "not_ascii",
    );
    check(
        &mut book,
        Record::Act(Act {
            act_type: "unheard_of".into(),
            ..an_act()
        }),
        "act_type",
        "unknown_code",
    );
    check(
        &mut book,
        Record::Act(Act {
            victim: Some(unknown.into()),
            ..an_act()
        }),
        "victim",
        "unknown_record",
    );
    check(
        &mut book,
        Record::Act(Act {
            provisions: vec!["KZ-CC-1".into()],
            ..an_act()
        }),
        "provisions",
        "unknown_provision",
    );
    check(
        &mut book,
        Record::Act(Act {
            count_min: Some(9),
            count_max: Some(3),
            ..an_act()
        }),
        "count_max",
        "min_above_max",
    );
    check(
        &mut book,
        Record::Act(Act {
            start: date("2025-12"),
            end: date("2025-11"),
            ..an_act()
        }),
        "end",
        "ends_before_start",
    );
    check(
        &mut book,
        Record::Chain(Chain {
            case_id,
            to_case: case_id,
            ..Chain::default()
        }),
        "to_case",
        "same_record",
    );
    check(
        &mut book,
        Record::Involved(Involved {
            case_id,
            party,
            ..Involved::default()
        }),
        "role",
        "required",
    );
    check(
        &mut book,
        Record::Money(Money {
            case_id,
            amount: "1e5".into(),
            currency: "EUR".into(),
            ..Money::default()
        }),
        "amount",
        "bad_amount",
    );
    check(
        &mut book,
        Record::Money(Money {
            case_id,
            amount: "5".into(),
            currency: "eur".into(),
            ..Money::default()
        }),
        "currency",
        "bad_currency",
    );
    check(
        &mut book,
        Record::Measure(Measure {
            case_id,
            party,
            status: "pretrial".into(),
            duration: "two months".into(),
            ..Measure::default()
        }),
        "duration",
        "bad_duration",
    );
    // Inside a row of a list: which row, and which field of it.
    let version = |duration: &str, words: &str| SentenceVersion {
        duration: duration.into(),
        words: words.into(),
        ..SentenceVersion::default()
    };
    check(
        &mut book,
        Record::Proceeding(Proceeding {
            case_id,
            kind: "trial".into(),
            sentences: vec![version("P4Y", ""), version("a while", "")],
            ..Proceeding::default()
        }),
        "sentences[1].duration",
        "bad_duration",
    );
    check(
        &mut book,
        Record::Proceeding(Proceeding {
            case_id,
            kind: "trial".into(),
            sentences: vec![version("P4Y", &"x".repeat(5_001))],
            ..Proceeding::default()
        }),
        "sentences[0].words",
        "too_long",
    );
    check(
        &mut book,
        Record::Proceeding(Proceeding {
            case_id,
            kind: "trial".into(),
            hearings: vec![
                Hearing::default(),
                Hearing {
                    words: "a\u{7}b".into(),
                    ..Hearing::default()
                },
            ],
            ..Proceeding::default()
        }),
        "hearings[1].words",
        "control_character",
    );
    check(
        &mut book,
        Record::Source(Source {
            confidential: true,
            title: "N".into(),
            ..Source::default()
        }),
        "title",
        "sealed",
    );
}

#[test]
fn a_record_in_use_stays_and_a_case_goes_with_all_its_own() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (first, second) = (case(&mut book, "First"), case(&mut book, "Second"));
    let party = person(&mut book, "Amir");
    let act_id = act(&mut book, first, party);
    add(
        &mut book,
        Name {
            party,
            full: "Amir K.".into(),
            ..Name::default()
        },
    );
    add(
        &mut book,
        Chain {
            case_id: second,
            to_case: first,
            how: "follows".into(),
            ..Chain::default()
        },
    );
    add(
        &mut book,
        Note {
            case_id: Some(first),
            text: "Call back".into(),
            ..Note::default()
        },
    );
    match book.delete(Kind::Party, party.0, true) {
        Err(Error::InUse { by }) => assert_eq!(by, [(Kind::Act, act_id.0)]),
        _ => panic!("a victim was deleted"),
    }
    assert!(
        matches!(book.delete(Kind::Case, first.0, false), Err(Error::InUse { by }) if by.len() == 3)
    );
    let (revisions, _) = book.delete(Kind::Case, first.0, true).unwrap();
    assert_eq!(revisions.len(), 4);
    assert!(book.list::<Act>().unwrap().is_empty() && book.list::<Note>().unwrap().is_empty());
    assert_eq!(
        book.search("call back", 10, &casework::SearchFilter::default())
            .unwrap()
            .0
            .len(),
        0
    );
    for revision in revisions.iter().rev() {
        book.restore(*revision).unwrap();
    }
    assert_eq!(
        (
            book.list::<Act>().unwrap().len(),
            book.list::<Chain>().unwrap().len()
        ),
        (1, 1)
    );
    assert_eq!(
        book.search("call back", 10, &casework::SearchFilter::default())
            .unwrap()
            .0
            .len(),
        1
    );
    assert!(book.verify_history().unwrap().problems.is_empty());
}

#[test]
fn undo_takes_back_a_whole_transaction_unless_somebody_wrote_since() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let first = case(&mut book, "First");
    let party = person(&mut book, "Amir");
    act(&mut book, first, party);
    let (revisions, _) = book.delete(Kind::Case, first.0, true).unwrap();
    book.undo(revisions[0]).unwrap();
    assert_eq!(book.list::<Act>().unwrap().len(), 1);
    let (now, edit) = {
        let value: Party = book.get(party.0).unwrap();
        let head = book.head(party.0).unwrap();
        book.save_as(
            Party {
                occupation: "editor".into(),
                ..value
            },
            head,
        )
        .unwrap()
    };
    let (_, later) = book
        .save_as(
            Party {
                occupation: "chief editor".into(),
                ..now
            },
            Some(edit),
        )
        .unwrap();
    assert!(matches!(book.undo(edit), Err(Error::Stale { fields }) if fields == ["occupation"]));
    book.undo(later).unwrap();
    book.undo(edit).unwrap();
    assert_eq!(book.get::<Party>(party.0).unwrap().occupation, "");
    assert!(book.verify_history().unwrap().problems.is_empty());
}

#[test]
fn any_touch_of_the_log_or_of_a_record_is_found() {
    let tampering = [
        "UPDATE revision SET author = 'nobody' WHERE seq = 2",
        "UPDATE revision SET changes = replace(changes, 'Amir', 'Omar') WHERE seq = 2",
        "DELETE FROM revision WHERE seq = 2",
        "DELETE FROM revision WHERE seq = 4",
        "UPDATE party SET name = 'Omar'",
        "DELETE FROM act",
        "CREATE TEMP TABLE more AS SELECT * FROM party; UPDATE more SET id = 'ffffffff-0000-4000-8000-000000000000'; INSERT INTO party SELECT * FROM more",
    ];
    for sql in tampering {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, ctx()).unwrap();
        let first = case(&mut book, "First");
        let party = person(&mut book, "Amir");
        let act_id = act(&mut book, first, party);
        let value: Act = book.get(act_id.0).unwrap();
        let head = book.head(act_id.0).unwrap();
        book.save_as(
            Act {
                outcome: "released".into(),
                ..value
            },
            head,
        )
        .unwrap();
        assert!(
            book.verify_history().unwrap().problems.is_empty(),
            "the control"
        );
        drop(book);
        conn.execute_batch(sql).unwrap();
        let book = Book::open(&mut conn, ctx()).unwrap();
        assert!(!book.verify_history().unwrap().problems.is_empty(), "{sql}");
    }
}

#[test]
fn a_newer_or_foreign_database_is_left_alone() {
    let mut conn = memory();
    conn.execute_batch("CREATE TABLE mine (x); PRAGMA user_version = 99;")
        .unwrap();
    assert!(matches!(
        Book::open(&mut conn, ctx()),
        Err(Error::Newer {
            found: 99,
            known: 1
        })
    ));
    conn.execute_batch("PRAGMA user_version = 0;").unwrap();
    assert!(matches!(Book::open(&mut conn, ctx()), Err(Error::Foreign)));
    assert_eq!(
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row
            .get::<_, u32>(0))
            .unwrap(),
        1
    );
}
