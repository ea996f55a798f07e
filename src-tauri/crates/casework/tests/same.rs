//! Two parties found to be one: everything that named the one names the other, comes back when they are taken apart, and neither another
//! vault nor a file loses anything or brings anybody back.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use casework::casebook::{Casebook, Selection};
use casework::merge::Carried;
use casework::record::{
    Act, CaseId, Charge, Claim, Consent, Distinct, Entity, Intervention, Involved, Involvement,
    Kind, Measure, Name, Note, Party, PartyId, Proceeding, Record, RecordLink, Relationship,
    Sensitivity, Source,
};
use casework::view::{PartyFilter, Saved};
use casework::{Book, Error, MergeWish, SearchFilter, Side};
use common::{act, add, case, ctx, day, memory, person, seeded};
use rusqlite::Connection;
use serde_json::json;

fn wish(keep: PartyId, other: PartyId) -> MergeWish {
    MergeWish {
        keep,
        other,
        fields: BTreeMap::new(),
    }
}

/// A record in every field that may name a party.
struct World {
    case: CaseId,
    keep: PartyId,
    other: PartyId,
    third: PartyId,
}

fn world(book: &mut Book) -> World {
    let case_id = case(book, "A case");
    let (keep, third) = (person(book, "Amir Kassenov"), person(book, "Dana Omarova"));
    let other = add(
        book,
        Party {
            name: "Әмір Қасенов".into(),
            description: "A reporter".into(),
            tags: vec!["press".into()],
            sensitivity: Sensitivity::Restricted,
            ..Party::default()
        },
    )
    .0
    .id;
    add(
        book,
        Name {
            party: other,
            full: "A. Qasenov".into(),
            ..Name::default()
        },
    );
    add(
        book,
        Relationship {
            party: other,
            other: third,
            kind: "spouse of".into(),
            ..Relationship::default()
        },
    );
    add(
        book,
        Relationship {
            party: third,
            other,
            kind: "knows".into(),
            ..Relationship::default()
        },
    );
    add(
        book,
        Distinct {
            party: third,
            other,
            note: "they met".into(),
            ..Distinct::default()
        },
    );
    let fourth = person(book, "Amirbek Kassenov");
    add(
        book,
        Distinct {
            party: other,
            other: fourth,
            ..Distinct::default()
        },
    );
    add(
        book,
        Involved {
            case_id,
            party: other,
            role: "victim".into(),
            ..Involved::default()
        },
    );
    let act = act(book, case_id, other);
    add(
        book,
        Involvement {
            case_id,
            act,
            perpetrator: other,
            ..Involvement::default()
        },
    );
    add(
        book,
        Measure {
            case_id,
            party: other,
            status: "house_arrest".into(),
            ..Measure::default()
        },
    );
    add(
        book,
        Proceeding {
            case_id,
            kind: "trial".into(),
            charges: vec![
                Charge {
                    party: Some(other),
                    words: "insult".into(),
                    ..Charge::default()
                },
                Charge {
                    party: Some(third),
                    words: "insult".into(),
                    ..Charge::default()
                },
            ],
            ..Proceeding::default()
        },
    );
    add(
        book,
        Intervention {
            case_id,
            by: vec![third, other],
            kind: "statement".into(),
            ..Intervention::default()
        },
    );
    add(
        book,
        Consent {
            case_id: Some(case_id),
            party: Some(other),
            ..Consent::default()
        },
    );
    let source = add(
        book,
        Source {
            kind: "report".into(),
            title: "A report".into(),
            ..Source::default()
        },
    )
    .0
    .id;
    let claim: Claim = serde_json::from_value(
        json!({"id": uuid::Uuid::nil(), "case_id": case_id, "about_kind": "party", "about_id": other, "about_field": "name", "says": "Qasenov", "source": source}),
    )
    .unwrap();
    add(book, claim);
    add(
        book,
        Note {
            case_id: Some(case_id),
            text: "He called".into(),
            links: vec![
                RecordLink {
                    kind: Kind::Party,
                    id: other.0,
                },
                RecordLink {
                    kind: Kind::Party,
                    id: keep.0,
                },
            ],
            ..Note::default()
        },
    );
    World {
        case: case_id,
        keep,
        other,
        third,
    }
}

/// Every record but the parties themselves, as text.
fn records(book: &Book) -> BTreeMap<uuid::Uuid, String> {
    let kinds = Kind::ALL
        .iter()
        .filter(|kind| !matches!(kind, Kind::Term | Kind::Rule));
    kinds
        .flat_map(|kind| book.records(*kind, None).unwrap())
        .map(|record| (record.id(), serde_json::to_string(&record).unwrap()))
        .collect()
}

/// Which columns of the tables of records hold an id, wherever in them it stands.
fn columns_with(conn: &Connection, id: PartyId) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for kind in Kind::ALL {
        let mut names = conn
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .unwrap();
        let columns: Vec<String> = names
            .query_map([kind.name()], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for column in columns {
            let sql = format!(
                "SELECT count(*) FROM \"{}\" WHERE instr(\"{column}\", ?1)",
                kind.name()
            );
            let found: i64 = conn
                .query_row(&sql, [id.to_string()], |row| row.get(0))
                .unwrap();
            if found > 0 {
                out.insert(format!("{}.{column}", kind.name()));
            }
        }
    }
    out
}

#[test]
fn everything_that_named_one_names_the_other_and_undo_takes_it_back() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let world = world(&mut book);
    let before = records(&book);
    drop(book);
    let columns = columns_with(&conn, world.other);
    let wanted = [
        "act.victim",
        "claim.about_id",
        "consent.party",
        "distinct.other",
        "distinct.party",
        "intervention.by",
        "involved.party",
        "involvement.perpetrator",
        "measure.party",
        "name.party",
        "note.links",
        "party.id",
        "proceeding.charges",
        "relationship.other",
        "relationship.party",
    ];
    assert_eq!(columns, wanted.map(String::from).into(), "the control");

    let mut book = Book::open(&mut conn, seeded(2, "Aigerim")).unwrap();
    let done = book.merge_parties(&wish(world.keep, world.other)).unwrap();
    assert_eq!(done.moved, 13 + 1);
    let view = book.party_view(world.other, day("2026-01-31")).unwrap();
    assert_eq!(
        view.party.id, world.keep,
        "who looks for the one sees the other"
    );
    assert_eq!(
        (
            view.involved.len(),
            view.acts.len(),
            view.measures.len(),
            view.relationships.len()
        ),
        (1, 1, 1, 2)
    );
    assert_eq!(view.distinct.len(), 2);
    let names: BTreeSet<&str> = view.names.iter().map(|name| &*name.full).collect();
    assert_eq!(names, ["A. Qasenov", "Әмір Қасенов"].into());
    assert_eq!(
        (&*view.party.description, &*view.party.tags.join("")),
        ("A reporter", "press")
    );
    assert!(view.party.sensitivity == Sensitivity::Restricted);
    assert_eq!(view.joined.len(), 1);
    assert_eq!(
        (
            view.joined[0].names.len(),
            &*view.joined[0].by,
            view.joined[0].changed.len()
        ),
        (2, "Aigerim", 0)
    );
    let rows = book
        .party_rows(&PartyFilter::default(), day("2026-01-31"))
        .unwrap();
    assert!(rows.iter().all(|row| row.id != world.other));
    let typed = |text: &str| {
        let rows = book
            .party_rows(
                &PartyFilter {
                    text: text.into(),
                    ..PartyFilter::default()
                },
                day("2026-01-31"),
            )
            .unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert!(typed("Әмір Қасенов").contains(&world.keep));
    let (hits, _) = book
        .search("Qasenov", 20, &SearchFilter::default())
        .unwrap();
    assert!(hits.iter().any(|hit| hit.id == world.keep.0));
    assert!(hits.iter().all(|hit| hit.id != world.other.0));
    assert!(book.verify_history().unwrap().problems.is_empty());
    let after = book.last_of_mine().unwrap().unwrap();
    assert!(after.revision.is_some(), "one key takes it back");
    drop(book);
    let left = ["party.id", "party.merge"];
    assert_eq!(
        columns_with(&conn, world.other),
        left.map(String::from).into()
    );

    let mut book = Book::open(&mut conn, seeded(3, "Aigerim")).unwrap();
    book.undo(done.revision).unwrap();
    assert!(records(&book) == before, "undo leaves nothing of it");
    let (hits, _) = book
        .search("Qasenov", 20, &SearchFilter::default())
        .unwrap();
    assert!(hits.iter().any(|hit| hit.id == world.other.0));
}

#[test]
fn they_come_apart_again_after_other_work() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let world = world(&mut book);
    // Both have the same part in one case.
    add(
        &mut book,
        Involved {
            case_id: world.case,
            party: world.keep,
            role: "victim".into(),
            ..Involved::default()
        },
    );
    let before = records(&book);
    book.merge_parties(&wish(world.keep, world.other)).unwrap();
    let parts = book
        .party_view(world.keep, day("2026-01-31"))
        .unwrap()
        .involved;
    assert_eq!(parts.len(), 1, "the same part is not there twice");
    book.separate_party(world.other).unwrap();
    assert!(
        records(&book) == before,
        "nothing happened in between, and nothing is left of it"
    );

    book.merge_parties(&wish(world.keep, world.other)).unwrap();
    let later = act(&mut book, world.case, world.keep);
    let measure = book.list::<Measure>().unwrap().pop().unwrap();
    let base = book.head(measure.id.0).unwrap();
    book.save_as(
        Measure {
            party: world.third,
            ..measure.clone()
        },
        base,
    )
    .unwrap();
    let kept: Party = book.get(world.keep.0).unwrap();
    let base = book.head(world.keep.0).unwrap();
    book.save_as(
        Party {
            description: "An editor".into(),
            ..kept
        },
        base,
    )
    .unwrap();
    let apart = book.separate_party(world.other).unwrap();
    let stayed: BTreeSet<(&str, &str, uuid::Uuid)> = apart
        .stayed
        .iter()
        .map(|one| (&*one.why, &*one.field, one.id))
        .collect();
    let wanted = [
        ("later", "", later.0),
        ("changed", "", measure.id.0),
        ("changed", "description", world.keep.0),
    ];
    assert_eq!(stayed, wanted.into());
    assert_eq!(book.get::<Act>(later.0).unwrap().victim, Some(world.keep));
    assert_eq!(
        book.get::<Measure>(measure.id.0).unwrap().party,
        world.third
    );
    let other = book.party_view(world.other, day("2026-01-31")).unwrap();
    assert_eq!(
        (other.party.id, other.acts.len(), other.names.len()),
        (world.other, 1, 1)
    );
    assert_eq!(other.party.description, "A reporter");
    assert!(matches!(
        book.separate_party(world.other),
        Err(Error::Invalid {
            code: "not_merged",
            ..
        })
    ));
}

#[test]
fn what_a_person_chose_is_what_is_there() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let party = |name: &str, occupation: &str| Party {
        name: name.into(),
        occupation: occupation.into(),
        ..Party::default()
    };
    let one = add(&mut book, party("Amir Kassenov", "lawyer")).0.id;
    let other = add(&mut book, party("Amir Kasenov", "reporter")).0.id;
    let with = |fields: &[(&str, Side)]| MergeWish {
        fields: fields
            .iter()
            .map(|(name, side)| ((*name).to_owned(), *side))
            .collect(),
        ..wish(one, other)
    };
    for (fields, code) in [
        (&[("merge", Side::Other)][..], "unknown_field"),
        (&[("nothing", Side::Keep)], "unknown_field"),
        (&[("name", Side::Both)], "not_both"),
    ] {
        assert!(
            matches!(book.merge_parties(&with(fields)), Err(Error::Invalid { code: found, .. }) if found == code),
            "{code}"
        );
    }
    book.merge_parties(&with(&[("name", Side::Other), ("occupation", Side::Both)]))
        .unwrap();
    let view = book.party_view(one, day("2026-01-31")).unwrap();
    assert_eq!(
        (&*view.party.name, &*view.party.occupation),
        ("Amir Kasenov", "lawyer; reporter")
    );
    assert_eq!(view.names[0].full, "Amir Kassenov");
    for (keep, gone) in [(one, other), (other, one)] {
        assert!(matches!(
            book.merge_parties(&wish(keep, gone)),
            Err(Error::Invalid { code: "merged", .. })
        ));
    }
    assert!(matches!(
        book.merge_parties(&wish(one, one)),
        Err(Error::Invalid {
            code: "same_record",
            ..
        })
    ));
    // No form and no earlier revision says who is whom.
    let first = book
        .history(Kind::Party, other.0)
        .unwrap()
        .pop()
        .unwrap()
        .id;
    book.restore(first).unwrap();
    assert_eq!(book.party_now(other).unwrap(), one);
    let base = book.head(one.0).unwrap();
    let forged = Party {
        merged_into: Some(other),
        ..book.get::<Party>(one.0).unwrap()
    };
    assert!(book.save_as(forged, base).unwrap().0.merged_into.is_none());
    // A link that is made to the one that went goes to the other; so does one that is brought back.
    let case_id = case(&mut book, "A case");
    let late = add(
        &mut book,
        Involved {
            case_id,
            party: other,
            role: "victim".into(),
            ..Involved::default()
        },
    )
    .0;
    assert_eq!(late.party, one);
    book.delete(Kind::Party, one.0, true).unwrap_err();
    book.delete(Kind::Involved, late.id.0, false).unwrap();
    book.delete(Kind::Party, one.0, true).unwrap();
    assert!(
        book.list::<Party>().unwrap().is_empty(),
        "who was found to be somebody goes with them"
    );
}

#[test]
fn not_the_same_is_said_once_and_asked_no_more() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (one, other) = (
        person(&mut book, "Amir Kassenov"),
        person(&mut book, "Amir Kasenov"),
    );
    person(&mut book, "Dana Kassenova");
    let pairs = |book: &Book| {
        book.alike()
            .unwrap()
            .pairs
            .iter()
            .map(|pair| (pair.one.id, pair.other.id))
            .collect::<Vec<_>>()
    };
    assert_eq!(pairs(&book), [(one, other)]);
    let kin = book.party_view(one, day("2026-01-31")).unwrap().kin;
    assert_eq!((kin.len(), &*kin[0].name), (1, "Dana Kassenova"));
    let said = Distinct {
        party: other,
        other: one,
        note: "born in other years".into(),
        ..Distinct::default()
    };
    let saved = book.set_apart(said.clone()).unwrap();
    let again = book
        .set_apart(Distinct {
            party: one,
            other,
            ..Distinct::default()
        })
        .unwrap();
    assert!(
        saved.revision == again.revision,
        "either way round it is one record"
    );
    assert!(matches!(
        book.save(
            Distinct {
                party: one,
                other,
                ..Distinct::default()
            }
            .into_record(),
            None
        ),
        Err(Error::Invalid { code: "taken", .. })
    ));
    assert!(pairs(&book).is_empty());
    assert!(
        book.party_view(one, day("2026-01-31"))
            .unwrap()
            .similar
            .is_empty()
    );
    let suggested: Vec<PartyId> = book
        .suggest_names("Amir Kassenov", 8)
        .unwrap()
        .iter()
        .map(|hit| hit.party)
        .collect();
    assert_eq!(
        suggested,
        [one],
        "who types the very name is not asked of the other"
    );
    let reading = book
        .read_text(
            "The journalist Amir Kassenov was detained on 3 March 2025.",
            day("2026-01-31"),
            None,
        )
        .unwrap();
    let candidates: Vec<PartyId> = reading.entities[0]
        .candidates
        .iter()
        .map(|one| one.party)
        .collect();
    let why: Vec<(&str, &[String])> = reading.entities[0]
        .candidates
        .iter()
        .map(|one| (&*one.band, &*one.reasons))
        .collect();
    assert_eq!(candidates, [one], "{} {why:?}", reading.entities[0].name);
    assert!(matches!(
        book.merge_parties(&wish(one, other)),
        Err(Error::Invalid {
            code: "said_distinct",
            ..
        })
    ));
    assert!(matches!(
        book.set_apart(Distinct {
            party: one,
            other: one,
            ..said
        }),
        Err(Error::Invalid {
            code: "same_record",
            ..
        })
    ));
    book.delete(Kind::Distinct, saved.record.id(), false)
        .unwrap();
    assert_eq!(
        pairs(&book),
        [(one, other)],
        "taken back, it is asked again"
    );
}

/// Everything of one casework into another, as a handover between colleagues does.
fn hand(from: &Book, to: &mut Book) -> (u32, u32) {
    let mut records = Vec::new();
    for &kind in Kind::ALL {
        if matches!(kind, Kind::Term | Kind::Rule) {
            continue;
        }
        for record in from.records(kind, None).unwrap() {
            let lineage = from.lineage(record.kind(), record.id()).unwrap();
            records.push(Carried { record, lineage });
        }
    }
    let report = to.merge(records, "a colleague").unwrap();
    let conflicts: Vec<(&str, &[String])> = report
        .conflicts
        .iter()
        .map(|one| (one.kind.name(), &*one.fields))
        .collect();
    assert!(conflicts.is_empty(), "{conflicts:?}");
    (report.added, report.updated)
}

fn two<'c>(left: &'c mut Connection, right: &'c mut Connection) -> (Book<'c>, Book<'c>, World) {
    let mut a = Book::open(left, ctx()).unwrap();
    let mut b = Book::open(right, seeded(99, "Botagoz")).unwrap();
    let world = world(&mut a);
    hand(&a, &mut b);
    (a, b, world)
}

#[test]
fn another_vault_neither_loses_nor_brings_back() {
    let (mut left, mut right) = (memory(), memory());
    let (mut a, mut b, world) = two(&mut left, &mut right);
    a.merge_parties(&wish(world.keep, world.other)).unwrap();
    // Meanwhile elsewhere: the one that is gone here gets an occupation and an act.
    let other: Party = b.get(world.other.0).unwrap();
    let base = b.head(world.other.0).unwrap();
    b.save_as(
        Party {
            occupation: "photographer".into(),
            ..other
        },
        base,
    )
    .unwrap();
    let new = act(&mut b, world.case, world.other);
    hand(&b, &mut a);
    assert_eq!(
        a.get::<Act>(new.0).unwrap().victim,
        Some(world.keep),
        "not lost"
    );
    assert!(
        a.parties()
            .unwrap()
            .iter()
            .all(|party| party.id != world.other),
        "not back"
    );
    let joined = a.party_view(world.keep, day("2026-01-31")).unwrap().joined;
    assert_eq!(
        (&*joined[0].party.occupation, &*joined[0].changed.join("")),
        ("photographer", "occupation"),
        "and it is said"
    );
    assert_eq!(hand(&b, &mut a), (0, 0), "again changes nothing");
    // The merge travels, and what the other vault knows follows it.
    let own = act(&mut b, world.case, world.other);
    hand(&a, &mut b);
    assert_eq!(b.party_now(world.other).unwrap(), world.keep);
    assert_eq!(b.get::<Act>(own.0).unwrap().victim, Some(world.keep));
    assert_eq!(
        b.party_view(world.keep, day("2026-01-31"))
            .unwrap()
            .acts
            .len(),
        3
    );
    // And so does taking them apart.
    a.separate_party(world.other).unwrap();
    assert_eq!(
        a.get::<Act>(new.0).unwrap().victim,
        Some(world.other),
        "what followed goes back too"
    );
    hand(&a, &mut b);
    assert_eq!(b.party_now(world.other).unwrap(), world.other);
    for book in [&a, &b] {
        assert!(book.verify_history().unwrap().problems.is_empty());
    }
}

#[test]
fn two_vaults_that_merge_the_two_in_opposite_ways_agree() {
    let (mut left, mut right) = (memory(), memory());
    let (mut a, mut b, world) = two(&mut left, &mut right);
    a.merge_parties(&wish(world.keep, world.other)).unwrap();
    b.merge_parties(&wish(world.other, world.keep)).unwrap();
    hand(&a, &mut b);
    hand(&b, &mut a);
    hand(&a, &mut b);
    let kept = world.keep.min(world.other);
    for book in [&a, &b] {
        assert_eq!(book.party_now(world.keep).unwrap(), kept);
        assert_eq!(book.party_now(world.other).unwrap(), kept);
        let view = book.party_view(kept, day("2026-01-31")).unwrap();
        assert_eq!(
            (view.acts.len(), view.measures.len(), view.involved.len()),
            (1, 1, 1)
        );
    }
    // Both say that two are not one, each in a record of its own.
    let pairs = |book: &Book| book.list::<Distinct>().unwrap().len();
    let (fifth, sixth) = (
        person(&mut a, "Erlan Zhunusov"),
        person(&mut a, "Erlan Zhunisov"),
    );
    hand(&a, &mut b);
    let before = pairs(&a);
    for book in [&mut a, &mut b] {
        book.set_apart(Distinct {
            party: fifth,
            other: sixth,
            ..Distinct::default()
        })
        .unwrap();
    }
    hand(&a, &mut b);
    hand(&b, &mut a);
    assert_eq!((pairs(&a), pairs(&b)), (before + 1, before + 1));
}

#[test]
fn a_file_says_who_is_not_whom_and_finds_whoever_was_merged() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let world = world(&mut book);
    book.merge_parties(&wish(world.keep, world.other)).unwrap();
    // What a source says of a party itself has no place in this format.
    for claim in book.list::<Claim>().unwrap() {
        book.delete(Kind::Claim, claim.id.0, false).unwrap();
    }
    let file = book.export(&Selection::default()).unwrap().to_json();
    let (parsed, faults) = Casebook::read(file.as_bytes()).unwrap();
    let faults: Vec<(String, String)> = faults
        .into_iter()
        .map(|fault| (fault.path, fault.code))
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert!(
        parsed
            .parties
            .iter()
            .all(|party| party.name != "Әмір Қасенов"
                && !party.id.contains(&world.other.to_string()))
    );
    assert_eq!(parsed.distinct.len(), 2);
    let mut fresh = memory();
    let mut other = Book::open(&mut fresh, seeded(5, "Botagoz")).unwrap();
    other.import(&parsed, false, |_| Ok(())).unwrap();
    assert_eq!(other.list::<Distinct>().unwrap().len(), 2);
    let note = other
        .list::<Distinct>()
        .unwrap()
        .into_iter()
        .map(|pair| pair.note)
        .collect::<String>();
    assert_eq!(note, "they met");
    let again = other.import(&parsed, false, |_| Ok(())).unwrap().report;
    assert_eq!(
        again.added.values().sum::<u32>() + again.updated.values().sum::<u32>(),
        0
    );
    let bad = file.replacen("\"other\": \"", "\"other\": \"nobody", 1);
    assert!(matches!(
        Casebook::parse(bad.as_bytes()),
        Err(Error::Refused(_))
    ));
}

#[test]
fn a_conflict_is_found_in_any_spelling_and_on_any_side() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let world = world(&mut book);
    let lawyer = Proceeding {
        case_id: world.case,
        kind: "trial".into(),
        judge: "Судья Сейтов Е. К.".into(),
        counsel: "Жанна Ибраева и Б. Ким".into(),
        ..Proceeding::default()
    };
    add(&mut book, lawyer);
    add(
        &mut book,
        Note {
            kind: casework::record::NoteKind::Privileged,
            text: "Ibrayeva told us of Ким".into(),
            ..Note::default()
        },
    );
    let asked = |name: &str| name.to_owned();
    let report = book
        .conflict_check(&[
            asked("  Zhanna Ibrayeva "),
            asked("Ерлан Сейтов"),
            asked("Қасенов Әмір"),
            asked(""),
            asked("Пётр Иванов"),
        ])
        .unwrap();
    let found: BTreeSet<(u32, &str, &str, bool)> = report
        .hits
        .iter()
        .flat_map(|hit| {
            hit.places
                .iter()
                .map(move |place| (hit.asked, &*hit.name, &*place.role, hit.party.is_some()))
        })
        .collect();
    assert!(
        found.contains(&(0, "Жанна Ибраева", "counsel", false)),
        "{found:?}"
    );
    assert!(
        found.contains(&(1, "Судья Сейтов Е. К.", "judge", false)),
        "{found:?}"
    );
    for role in [
        "victim",
        "perpetrator",
        "measure",
        "charged",
        "speaker",
        "consent",
    ] {
        assert!(
            found.contains(&(2, "Әмір Қасенов", role, true)),
            "{role}: {found:?}"
        );
    }
    assert!(found.iter().all(|hit| hit.0 < 3));
    assert_eq!(report.privileged, 0, "one word of a name is anybody's");
    let report = book.conflict_check(&[asked("Ибраева")]).unwrap();
    assert_eq!(report.privileged, 1);
    assert!(report.hits.iter().all(|hit| hit.band == "similar"));
    assert!(matches!(
        book.conflict_check(&[asked(" ")]),
        Err(Error::Invalid {
            code: "required",
            ..
        })
    ));
    let many: Vec<String> = (0..201).map(|n| asked(&format!("Name {n}"))).collect();
    assert!(matches!(
        book.conflict_check(&many),
        Err(Error::Invalid {
            code: "too_long",
            ..
        })
    ));
}

#[test]
fn neither_the_history_nor_a_decision_names_one_that_went() {
    let (mut left, mut right) = (memory(), memory());
    let (mut a, mut b, world) = two(&mut left, &mut right);
    let deed = act(&mut a, world.case, world.other);
    let first = a.head(deed.0).unwrap().unwrap();
    hand(&a, &mut b);
    // Two people correct the same field, and one of them says who is gone by then.
    let says = |book: &mut Book, victim: PartyId, title: &str| {
        let act: Act = book.get(deed.0).unwrap();
        let base = book.head(deed.0).unwrap();
        let act = Act {
            victim: Some(victim),
            description: title.to_owned(),
            ..act
        };
        book.save_as(act, base).unwrap();
    };
    says(&mut a, world.third, "one says");
    says(&mut b, world.other, "the other says");
    let (record, _) = b.record(Kind::Act, deed.0).unwrap();
    let lineage = b.lineage(Kind::Act, deed.0).unwrap();
    let carried = vec![Carried { record, lineage }];
    let conflict = a.merge(carried, "a colleague").unwrap().conflicts.remove(0);
    a.merge_parties(&wish(world.keep, world.other)).unwrap();
    let Record::Act(theirs) = conflict.theirs.clone() else {
        panic!("an act was handed over")
    };
    let theirs = Act {
        victim: Some(world.other),
        ..theirs
    };
    let decided = a.decide(&conflict, Record::Act(theirs)).unwrap();
    let victim = |saved: &Saved| match &saved.record {
        Record::Act(act) => act.victim,
        _ => None,
    };
    assert_eq!(victim(&decided), Some(world.keep));
    says(&mut a, world.third, "again");
    let back = a.restore_field(first, "victim").unwrap();
    assert_eq!(victim(&back), Some(world.keep));
    says(&mut a, world.third, "and again");
    let back = a.restore(first).unwrap();
    assert_eq!(victim(&back), Some(world.keep));
    // Who is whom is no field to be put back alone.
    let went = a.head(world.other.0).unwrap().unwrap();
    for field in ["merged_into", "merge"] {
        assert!(matches!(
            a.restore_field(went, field),
            Err(Error::Invalid {
                code: "by_merge_only",
                ..
            })
        ));
    }
    assert_eq!(a.party_now(world.other).unwrap(), world.keep);
}
