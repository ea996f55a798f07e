//! What a review rests on: what changed since somebody decided, whether the decision holds, who may decide, and who wrote what.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::casebook::{Casebook, EXAMPLE};
use casework::record::{
    Act, Case, CaseId, Claim, ClaimId, ClaimStatus, Comment, Credibility, Entity, Involvement,
    Kind, Name, Note, Party, Place, ReviewState, Source, Task,
};
use casework::view::CaseFilter;
use casework::{Book, Ctx, Error};
use common::{act, add, case, day, memory, person, seeded};
use rusqlite::Connection;
use uuid::Uuid;

/// A case with something of everything, and things beside it.
struct Scene {
    case: CaseId,
    party: Uuid,
    name: Uuid,
    place: Uuid,
    source: Uuid,
    act: Uuid,
    note: Uuid,
    inbox: Uuid,
    stranger: Uuid,
}

fn scene(book: &mut Book) -> Scene {
    let case_id = case(book, "Somebody is held");
    let party = person(book, "Amir Testov");
    let name = add(
        book,
        Name {
            party,
            full: "Амир Тестов".into(),
            ..Name::default()
        },
    );
    let place = add(
        book,
        Place {
            name: "Station 4".into(),
            ..Place::default()
        },
    );
    let source = add(
        book,
        Source {
            title: "A report".into(),
            ..Source::default()
        },
    );
    let act_id = act(book, case_id, party);
    edit(book, act_id.0, |act: &mut Act| act.place = Some(place.0.id));
    add(
        book,
        Claim {
            id: ClaimId::default(),
            case_id,
            about_kind: Kind::Act,
            about_id: act_id.0,
            about_field: String::new(),
            says: "He was taken".into(),
            quote: String::new(),
            locator: String::new(),
            source: source.0.id,
            date_given: None,
            reliability: None,
            credibility: Credibility::C2,
            status: ClaimStatus::Accepted,
            conflicts_with: Vec::new(),
            consent: None,
        },
    );
    let mut note = |case_id| {
        let note = Note {
            case_id,
            text: "A note".into(),
            ..Note::default()
        };
        add(book, note).0.id.0
    };
    let (own, inbox) = (note(Some(case_id)), note(None));
    Scene {
        case: case_id,
        party: party.0,
        name: name.0.id.0,
        place: place.0.id.0,
        source: source.0.id.0,
        act: act_id.0,
        note: own,
        inbox,
        stranger: person(book, "Somebody Else").0,
    }
}

/// Edits a record that is there.
fn edit<T: Entity>(book: &mut Book, id: Uuid, change: impl FnOnce(&mut T)) {
    let mut value: T = book.get(id).unwrap();
    change(&mut value);
    let head = book.head(id).unwrap();
    book.save_as(value, head)
        .unwrap_or_else(|error| panic!("{error}"));
}

fn approve(book: &mut Book, case: CaseId) {
    book.set_status(case, ReviewState::Reviewed, "I looked at it")
        .unwrap_or_else(|error| panic!("{error}"));
}

fn listed(book: &Book, case: CaseId) -> (bool, bool) {
    let today = day("2026-02-01");
    let rows = book.case_rows(&CaseFilter::default(), today).unwrap();
    let row = rows.iter().find(|row| row.id == case).unwrap();
    let waits = book.review_queue(today).unwrap();
    (row.changed_since, waits.iter().any(|row| row.id == case))
}

/// What is done, and the records that are then another thing than what was looked at: kind, what became of it, one of the fields.
type Row = (
    &'static str,
    fn(&mut Book, &Scene),
    &'static [(Kind, &'static str, &'static str)],
);

const ROWS: &[Row] = &[
    ("nothing", |_, _| (), &[]),
    (
        "an act is added",
        |book, scene| {
            add(
                book,
                Act {
                    case_id: scene.case,
                    act_type: "search_home".into(),
                    ..Act::default()
                },
            );
        },
        &[(Kind::Act, "added", "act_type")],
    ),
    (
        "an act is edited, twice",
        |book, scene| {
            edit(book, scene.act, |act: &mut Act| act.outcome = "held".into());
            edit(book, scene.act, |act: &mut Act| {
                act.outcome = "released".into();
            });
        },
        &[(Kind::Act, "changed", "outcome")],
    ),
    (
        "an act is deleted with what is said of it",
        |book, scene| drop(book.delete(Kind::Act, scene.act, true).unwrap()),
        &[
            (Kind::Act, "deleted", "act_type"),
            (Kind::Claim, "deleted", "says"),
        ],
    ),
    (
        "an act is edited and put back",
        |book, scene| {
            let head = book.head(scene.act).unwrap().unwrap();
            edit(book, scene.act, |act: &mut Act| act.outcome = "held".into());
            book.restore(head).unwrap();
        },
        &[],
    ),
    (
        "an act is deleted, and that is undone",
        |book, scene| {
            let (revisions, _) = book.delete(Kind::Act, scene.act, true).unwrap();
            book.undo(revisions[0]).unwrap();
        },
        &[],
    ),
    (
        "an act is added and deleted again",
        |book, scene| {
            let added = Act {
                case_id: scene.case,
                act_type: "arrest".into(),
                ..Act::default()
            };
            let id = add(book, added).0.id;
            book.delete(Kind::Act, id.0, true).unwrap();
        },
        &[],
    ),
    (
        "the case gets another title",
        |book, scene| {
            edit(book, scene.case.0, |case: &mut Case| {
                case.title = "Held".into();
            });
        },
        &[(Kind::Case, "changed", "title")],
    ),
    (
        "the case gets an owner and a priority",
        |book, scene| {
            edit(book, scene.case.0, |case: &mut Case| {
                case.owner = "Dana".into();
                case.priority = 3;
            });
        },
        &[],
    ),
    (
        "the victim gets another name",
        |book, scene| {
            edit(book, scene.party, |party: &mut Party| {
                party.name = "Omar".into();
            });
        },
        &[(Kind::Party, "changed", "name")],
    ),
    (
        "the victim gets a further name",
        |book, scene| {
            add(
                book,
                Name {
                    party: scene.party.into(),
                    full: "Amir T.".into(),
                    ..Name::default()
                },
            );
        },
        &[(Kind::Name, "added", "full")],
    ),
    (
        "the victim loses a further name",
        |book, scene| drop(book.delete(Kind::Name, scene.name, false).unwrap()),
        &[(Kind::Name, "deleted", "full")],
    ),
    (
        "somebody else gets another name",
        |book, scene| {
            edit(book, scene.stranger, |party: &mut Party| {
                party.name = "Omar".into();
            });
        },
        &[],
    ),
    (
        "the place of the act is another",
        |book, scene| {
            edit(book, scene.place, |place: &mut Place| {
                place.area = "Almaty".into();
            });
        },
        &[(Kind::Place, "changed", "area")],
    ),
    (
        "the source is another",
        |book, scene| {
            edit(book, scene.source, |source: &mut Source| {
                source.title = "A letter".into();
            });
        },
        &[(Kind::Source, "changed", "title")],
    ),
    (
        "talk, and work to be done",
        |book, scene| {
            add(
                book,
                Comment {
                    case_id: scene.case,
                    text: "Well done".into(),
                    ..Comment::default()
                },
            );
            add(
                book,
                Task {
                    case_id: Some(scene.case),
                    title: "Call the lawyer".into(),
                    ..Task::default()
                },
            );
        },
        &[],
    ),
    (
        "a note moves here",
        |book, scene| {
            edit(book, scene.inbox, |note: &mut Note| {
                note.case_id = Some(scene.case);
            });
        },
        &[(Kind::Note, "added", "text")],
    ),
    (
        "a note moves away",
        |book, scene| edit(book, scene.note, |note: &mut Note| note.case_id = None),
        &[(Kind::Note, "deleted", "text")],
    ),
];

#[test]
fn what_changed_since_a_decision_is_told_and_makes_it_fall() {
    for (what, change, expect) in ROWS {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
        let scene = scene(&mut book);
        assert!(book.since_review(scene.case).unwrap().decision.is_none());
        approve(&mut book, scene.case);
        assert_eq!(
            listed(&book, scene.case),
            (false, false),
            "{what}: the control"
        );
        change(&mut book, &scene);
        let since = book.since_review(scene.case).unwrap();
        let decision = since.decision.unwrap();
        assert_eq!(
            (decision.by.as_str(), decision.word.as_str(), decision.to),
            ("Aigerim", "I looked at it", ReviewState::Reviewed)
        );
        let found: Vec<(Kind, &str)> = since
            .records
            .iter()
            .map(|one| (one.kind, one.what.as_str()))
            .collect();
        let wanted: Vec<(Kind, &str)> = expect
            .iter()
            .map(|(kind, what, _)| (*kind, *what))
            .collect();
        assert_eq!(found, wanted, "{what}");
        for (record, (_, _, field)) in since.records.iter().zip(*expect) {
            let told = record.changes.iter().find(|one| one.field == *field);
            let told = told.unwrap_or_else(|| panic!("{what}: {field}"));
            assert!(told.before != told.after, "{what}: {field}");
            assert_eq!(record.by, ["Aigerim"], "{what}");
        }
        let standing = book.standing(scene.case).unwrap();
        let fell = !expect.is_empty();
        assert_eq!(
            (standing.holds, standing.changed as usize),
            (!fell, expect.len()),
            "{what}"
        );
        assert_eq!(listed(&book, scene.case), (fell, fell), "{what}");
        // What fell is not cleared; looked at again, it is.
        let cleared = book.set_status(scene.case, ReviewState::Cleared, "");
        match cleared {
            Ok(_) => assert!(!fell, "{what}"),
            Err(Error::NotYet { code, .. }) => {
                assert_eq!((fell, code), (true, "changed"), "{what}");
                approve(&mut book, scene.case);
                book.set_status(scene.case, ReviewState::Cleared, "")
                    .unwrap();
            }
            Err(error) => panic!("{what}: {error}"),
        }
        assert!(book.standing(scene.case).unwrap().holds, "{what}");
        assert!(book.verify_history().unwrap().problems.is_empty(), "{what}");
    }
}

#[test]
fn before_and_after_are_those_of_the_decision_and_of_now() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    let scene = scene(&mut book);
    edit(&mut book, scene.act, |act: &mut Act| {
        act.outcome = "then".into();
    });
    approve(&mut book, scene.case);
    for outcome in ["between", "now"] {
        edit(&mut book, scene.act, |act: &mut Act| {
            act.outcome = outcome.into();
        });
    }
    let since = book.since_review(scene.case).unwrap();
    let change = &since.records[0].changes[0];
    assert_eq!(
        (
            change.field.as_str(),
            change.before.as_str(),
            change.after.as_str()
        ),
        ("outcome", Some("then"), Some("now"))
    );
    // A sending back is a decision too: what is looked at next time is what was done about it.
    book.set_status(scene.case, ReviewState::Draft, "Say where")
        .unwrap();
    let since = book.since_review(scene.case).unwrap();
    assert!(since.records.is_empty() && since.decision.unwrap().word == "Say where");
    edit(&mut book, scene.act, |act: &mut Act| {
        act.stated_reason = "none".into();
    });
    let since = book.since_review(scene.case).unwrap();
    assert_eq!(since.records.len(), 1);
    assert_eq!(since.records[0].changes[0].field, "stated_reason");
}

/// Ways around looking again, each refused or without effect.
#[test]
fn a_decision_that_fell_is_not_got_back_by_another_way() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    let scene = scene(&mut book);
    approve(&mut book, scene.case);
    book.set_status(scene.case, ReviewState::Cleared, "")
        .unwrap();
    let cleared = book.head(scene.case.0).unwrap().unwrap();
    edit(&mut book, scene.act, |act: &mut Act| {
        act.outcome = "other".into();
    });
    drop(book);

    let holds = |conn: &mut Connection| {
        let book = Book::open(conn, seeded(9, "Aigerim")).unwrap();
        let case: Case = book.get(scene.case.0).unwrap();
        case.status >= ReviewState::Reviewed && book.standing(scene.case).unwrap().holds
    };
    let shared = |seed| Ctx {
        shared: true,
        ..seeded(seed, "Aigerim")
    };
    assert!(!holds(&mut conn), "the control");
    // "Back to reviewed" is an approval, and takes a second person like one.
    let mut book = Book::open(&mut conn, shared(2)).unwrap();
    let back = book.set_status(scene.case, ReviewState::Reviewed, "back");
    assert!(matches!(
        back,
        Err(Error::NotYet {
            code: "second_person",
            ..
        })
    ));
    // Sent back further, and that undone: the state is there again, and counts for what was looked at then.
    book.set_status(scene.case, ReviewState::Draft, "").unwrap();
    let sent = book.head(scene.case.0).unwrap().unwrap();
    book.undo(sent).unwrap();
    assert!(book.get::<Case>(scene.case.0).unwrap().status == ReviewState::Cleared);
    drop(book);
    assert!(!holds(&mut conn));
    // An earlier state of the case brings back its words and not its state.
    let mut book = Book::open(&mut conn, shared(3)).unwrap();
    book.set_status(scene.case, ReviewState::Draft, "").unwrap();
    edit(&mut book, scene.case.0, |case: &mut Case| {
        case.title = "Another".into();
    });
    book.restore(cleared).unwrap();
    let case: Case = book.get(scene.case.0).unwrap();
    assert!(case.status == ReviewState::Draft && case.title == "Somebody is held");
    // Nor does it by way of a deletion.
    book.delete(Kind::Case, scene.case.0, true).unwrap();
    book.restore(cleared).unwrap();
    assert!(book.get::<Case>(scene.case.0).unwrap().status == ReviewState::Draft);
    let (gone, _) = book.delete(Kind::Case, scene.case.0, true).unwrap();
    book.undo(gone[0]).unwrap();
    assert!(book.get::<Case>(scene.case.0).unwrap().status == ReviewState::Draft);
    drop(book);
    // What somebody else decided is not taken back by undoing it.
    let mut book = Book::open(
        &mut conn,
        Ctx {
            shared: true,
            ..seeded(4, "Dana")
        },
    )
    .unwrap();
    approve(&mut book, scene.case);
    let theirs = book.head(scene.case.0).unwrap().unwrap();
    drop(book);
    let mut book = Book::open(&mut conn, shared(5)).unwrap();
    assert!(matches!(
        book.undo(theirs),
        Err(Error::Invalid {
            code: "by_review_only",
            ..
        })
    ));
    drop(book);
    assert!(holds(&mut conn));
    let mut book = Book::open(
        &mut conn,
        Ctx {
            shared: true,
            ..seeded(6, "Dana")
        },
    )
    .unwrap();
    book.undo(theirs).unwrap();
    assert!(book.get::<Case>(scene.case.0).unwrap().status == ReviewState::Draft);
    assert!(book.verify_history().unwrap().problems.is_empty());
}

/// Who has what person's key, whether others have keys, and what comes of approving a case that Aigerim wrote.
#[test]
fn where_several_have_keys_somebody_else_looks() {
    let rows = [
        ("Aigerim", "aigerim", false, None),
        ("Aigerim", "aigerim", true, Some("second_person")),
        // The same person under another name.
        ("A. K.", "aigerim", true, Some("second_person")),
        ("Dana", "dana", true, None),
        // Another person of the same name.
        ("Aigerim", "another", true, None),
        // A recovery kit is nobody's.
        ("", "", true, Some("no_person")),
        ("", "", false, None),
    ];
    for (author, who, shared, expect) in rows {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
        let scene = scene(&mut book);
        drop(book);
        let ctx = Ctx {
            person: who.into(),
            shared,
            ..seeded(2, author)
        };
        let mut book = Book::open(&mut conn, ctx).unwrap();
        let got = match book.set_status(scene.case, ReviewState::Reviewed, "I looked") {
            Ok(_) => None,
            Err(Error::NotYet { code, .. }) => Some(code),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(got, expect, "{author} {who} {shared}");
    }
}

#[test]
fn a_word_of_somebody_else_is_no_second_pair_of_eyes() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    let scene = scene(&mut book);
    drop(book);
    let with = |seed, author: &str| Ctx {
        shared: true,
        ..seeded(seed, author)
    };
    // A comment, a task, an owner: Dana has written nothing of the case by them.
    let mut book = Book::open(&mut conn, with(2, "Dana")).unwrap();
    add(
        &mut book,
        Comment {
            case_id: scene.case,
            text: "Where?".into(),
            ..Comment::default()
        },
    );
    edit(&mut book, scene.case.0, |case: &mut Case| {
        case.owner = "Dana".into();
    });
    drop(book);
    let alone = |conn: &mut Connection, seed| {
        let mut book = Book::open(conn, with(seed, "Aigerim")).unwrap();
        let tried = book.set_status(scene.case, ReviewState::Reviewed, "Fine");
        matches!(
            tried,
            Err(Error::NotYet {
                code: "second_person",
                ..
            })
        )
    };
    assert!(alone(&mut conn, 3));
    // What Dana wrote, Aigerim may look at.
    let mut book = Book::open(&mut conn, with(4, "Dana")).unwrap();
    edit(&mut book, scene.act, |act: &mut Act| {
        act.outcome = "released".into();
    });
    drop(book);
    assert!(!alone(&mut conn, 5));
    // After that approval only what came since counts, and that is Aigerim's alone.
    let mut book = Book::open(&mut conn, with(6, "Aigerim")).unwrap();
    edit(&mut book, scene.act, |act: &mut Act| {
        act.outcome = "held again".into();
    });
    drop(book);
    assert!(alone(&mut conn, 7));
}

#[test]
fn undo_leads_back_step_by_step_whoever_else_wrote_and_however_often_it_was_opened() {
    let mut conn = memory();
    let open = |conn: &mut Connection, seed: u64, who: &str, work: &mut dyn FnMut(&mut Book)| {
        work(&mut Book::open(conn, seeded(seed, who)).unwrap());
    };
    let mut ids = Vec::new();
    open(&mut conn, 1, "Aigerim", &mut |book| {
        assert!(book.last_of_mine().unwrap().is_none());
        ids.push(person(book, "Amir").0);
        edit(book, ids[0], |party: &mut Party| {
            party.occupation = "editor".into();
        });
    });
    open(&mut conn, 2, "Dana", &mut |book| {
        ids.push(person(book, "Bolat").0);
    });
    open(&mut conn, 3, "Aigerim", &mut |book| {
        edit(book, ids[0], |party: &mut Party| party.sex = "male".into());
    });
    // Each step in a book of its own; what it will take back is said first.
    let mut steps = Vec::new();
    for seed in 10..20 {
        open(&mut conn, seed, "Aigerim", &mut |book| {
            let Some(offer) = book.last_of_mine().unwrap() else {
                return;
            };
            let said = &offer.changes[0];
            let fields: Vec<&str> = said.changes.iter().map(|one| one.field.as_str()).collect();
            steps.push(format!("{} {}", said.op, fields.join(" ")));
            book.undo(offer.revision.unwrap()).unwrap();
        });
    }
    assert_eq!(steps.len(), 3, "{steps:?}");
    assert_eq!(steps[..2], ["edit sex", "edit occupation"]);
    assert!(steps[2].starts_with("create"));
    open(&mut conn, 30, "Aigerim", &mut |book| {
        let left: Vec<Party> = book.list().unwrap();
        assert!(
            left.len() == 1 && left[0].name == "Bolat",
            "Dana's is Dana's"
        );
        assert!(book.verify_history().unwrap().problems.is_empty());
    });
    // Taking back the taking back makes it the next step again.
    open(&mut conn, 31, "Dana", &mut |book| {
        let first = book.last_of_mine().unwrap().unwrap().revision.unwrap();
        let undone = book.undo(first).unwrap();
        assert!(book.last_of_mine().unwrap().is_none());
        book.undo(undone[0]).unwrap();
        let again = book.last_of_mine().unwrap().unwrap();
        assert!(again.revision == Some(first) && book.list::<Party>().unwrap().len() == 1);
    });
}

/// A form saves an act and who did it in two steps; taking back the first takes both, unless somebody else has worked on them.
#[test]
fn what_was_made_goes_with_what_the_same_person_made_to_belong_to_it() {
    for (other, expect) in [("Aigerim", true), ("Dana", false)] {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
        let case_id = case(&mut book, "Somebody is held");
        let party = person(&mut book, "Amir");
        let act_id = act(&mut book, case_id, party);
        let made = book.head(act_id.0).unwrap().unwrap();
        drop(book);
        let mut book = Book::open(&mut conn, seeded(2, other)).unwrap();
        let involvement = Involvement {
            case_id,
            act: act_id,
            perpetrator: party,
            ..Involvement::default()
        };
        add(&mut book, involvement);
        drop(book);
        let mut book = Book::open(&mut conn, seeded(3, "Aigerim")).unwrap();
        let undone = book.undo(made);
        assert_eq!(undone.is_ok(), expect, "{other}");
        assert_eq!(book.list::<Act>().unwrap().is_empty(), expect);
        // What went with it is no step of its own any more.
        let next = book.last_of_mine().unwrap().unwrap();
        let kinds: Vec<Kind> = next.changes.iter().map(|one| one.kind).collect();
        assert_eq!(
            kinds,
            [if expect { Kind::Party } else { Kind::Act }],
            "{other}"
        );
        if let Ok(undone) = undone {
            book.undo(undone[0]).unwrap();
            assert_eq!(book.list::<Involvement>().unwrap().len(), 1);
        }
        assert!(book.verify_history().unwrap().problems.is_empty());
    }
}

#[test]
fn an_import_is_not_taken_back_by_a_key() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    let casebook = Casebook::parse(EXAMPLE.as_bytes()).unwrap();
    book.import(&casebook, false, |_| Ok(())).unwrap();
    let offer = book.last_of_mine().unwrap().unwrap();
    assert!(offer.revision.is_none() && offer.blocked == "import");
    // What was done after it is.
    person(&mut book, "Amir");
    let offer = book.last_of_mine().unwrap().unwrap();
    assert!(offer.revision.is_some() && offer.blocked.is_empty());
    book.undo(offer.revision.unwrap()).unwrap();
    assert_eq!(book.last_of_mine().unwrap().unwrap().blocked, "import");
}
