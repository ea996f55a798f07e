//! The example in, again, changed, out, and in elsewhere; hostile files refused by path.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::BTreeMap;

use casework::casebook::{Casebook, EXAMPLE, Imported, Selection};
use casework::record::{Act, Case, Claim, ClaimStatus, Kind, Measure, Party, Source};
use casework::view::{Fault, SourceIdentity};
use casework::{Book, Error};
use common::{ctx, memory, seeded};
use serde_json::{Value, json};

fn import(book: &mut Book, text: &str) -> Imported {
    let casebook = Casebook::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    book.import(&casebook, false, |_| Ok(()))
        .unwrap_or_else(|error| match error {
            Error::Refused(faults) => panic!("{}", shown(&faults)),
            other => panic!("{other}"),
        })
}

fn shown(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| format!("{} {}: {}", fault.path, fault.code, fault.why))
        .collect();
    lines.join("\n")
}

fn example() -> Value {
    serde_json::from_str(EXAMPLE).unwrap()
}

fn total(counts: &BTreeMap<String, u32>) -> u32 {
    counts.values().sum()
}

const NUMBERS: [(&str, u32); 6] = [
    ("cases", 39),
    ("parties", 134),
    ("acts", 127),
    ("measures", 45),
    ("claims", 269),
    ("sources", 40),
];

#[test]
fn the_example_comes_in_whole_and_once() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let dry = book
        .import(&Casebook::parse(EXAMPLE.as_bytes()).unwrap(), true, |_| {
            Ok(())
        })
        .unwrap();
    assert!(
        dry.report.dry_run
            && dry.batch.is_none()
            && dry.report.added["cases"] == 39
            && book.list::<Case>().unwrap().is_empty()
    );
    let first = import(&mut book, EXAMPLE).report;
    for (name, expect) in NUMBERS {
        assert_eq!(first.added[name], expect, "{name}");
    }
    assert_eq!(first.added["involved"], 190);
    assert_eq!(total(&first.updated), 0);
    let revisions = book.verify_history().unwrap();
    assert!(revisions.problems.is_empty(), "{:?}", revisions.problems);
    let again = import(&mut book, EXAMPLE).report;
    assert_eq!((total(&again.added), total(&again.updated)), (0, 0));
    for (name, expect) in NUMBERS {
        assert_eq!(again.unchanged[name], expect, "{name}");
    }
    assert_eq!(
        book.verify_history().unwrap().revisions,
        revisions.revisions,
        "nothing changed, no revision"
    );
    let case = book.case_by_reference("KZ-001").unwrap();
    assert!(case.title.starts_with("Orda.kz raided"));
    let codes: Vec<String> = book
        .list::<Source>()
        .unwrap()
        .into_iter()
        .map(|source| source.code)
        .collect();
    assert_eq!((codes[0].as_str(), codes[39].as_str()), ("S-001", "S-040"));
    let conflicts = book
        .list::<Claim>()
        .unwrap()
        .iter()
        .filter(|claim| claim.status == ClaimStatus::Conflict)
        .count();
    assert_eq!(conflicts, 46);
    let raid = book.list_of_case::<Act>(case.id).unwrap();
    assert!(raid.iter().any(|act| {
        act.start
            .as_ref()
            .is_some_and(|date| date.words() == Some("1st December 2025"))
    }));
}

#[test]
fn a_changed_file_changes_what_changed_and_keeps_what_people_wrote() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    import(&mut book, EXAMPLE);
    let case = book.case_by_reference("KZ-003").unwrap();
    let head = book.head(case.id.0).unwrap();
    book.save_as(
        Case {
            title: "KazTAG".into(),
            owner: "Aigerim".into(),
            ..case.clone()
        },
        head,
    )
    .unwrap();
    assert_eq!(
        total(&import(&mut book, EXAMPLE).report.updated),
        0,
        "a person's words are no change of the file"
    );
    let mut file = example();
    file["cases"][2]["summary"] = json!("In other words.");
    file["cases"][2]["measures"].as_array_mut().unwrap().insert(
        0,
        json!({"party": "p-mataev", "status": "travel_ban", "from": "2025-11"}),
    );
    let report = import(&mut book, &file.to_string()).report;
    assert_eq!(
        (
            report.updated["cases"],
            report.added["measures"],
            total(&report.updated),
            total(&report.added)
        ),
        (1, 1, 1, 1)
    );
    let now: Case = book.get(case.id.0).unwrap();
    assert_eq!(
        (now.title.as_str(), now.summary.as_str(), now.owner.as_str()),
        ("KazTAG", "In other words.", "Aigerim")
    );
    assert_eq!(book.list::<Measure>().unwrap().len(), 46);
}

#[test]
fn lists_of_cases_whose_ids_begin_alike_stay_apart() {
    let note = |text: &str| json!({"text": text});
    let file = |last: &str| {
        json!({"about": {"title": "Alike"}, "cases": [
            {"id": "a", "title": "A", "more": {"notes": [note("one"), note("two")]}},
            {"id": "a/notes", "title": "B", "more": {"notes": [note("three")]}},
            {"id": "a0", "title": "C", "more": {"notes": [note("four")]}},
            {"id": "a\u{10ffff}", "title": "D", "more": {"notes": [note("five"), note(last)]}},
        ]})
        .to_string()
    };
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let first = import(&mut book, &file("six")).report;
    assert_eq!((first.added["notes"], first.added["cases"]), (6, 4));
    let again = import(&mut book, &file("six")).report;
    assert_eq!((total(&again.added), total(&again.updated)), (0, 0));
    assert_eq!(again.unchanged["notes"], 6);
    let changed = import(&mut book, &file("seven")).report;
    assert_eq!((total(&changed.added), total(&changed.updated)), (0, 1));
}

#[test]
fn another_casebook_with_the_same_ids_adds_its_own() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    import(&mut book, EXAMPLE);
    let mut file = example();
    file["about"]["title"] = json!("Another report");
    let report = import(&mut book, &file.to_string()).report;
    for (name, expect) in NUMBERS {
        assert_eq!(report.added[name], expect, "{name}");
    }
    assert_eq!(
        book.case_by_reference("KZ-001-2").unwrap().title,
        book.case_by_reference("KZ-001").unwrap().title
    );
    assert_eq!(book.list::<Party>().unwrap().len(), 268);
}

/// The plain content of a file: what must survive the way through a vault.
fn plain(text: &str) -> Value {
    let mut value: Value = serde_json::from_str(text).unwrap();
    value["about"] =
        json!({"title": value["about"]["title"], "country": value["about"]["country"]});
    let used: Vec<Value> = value["cases"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|case| {
            case["acts"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|act| act["type"].clone())
        })
        .collect();
    value["act_types"]
        .as_array_mut()
        .unwrap()
        .retain(|item| used.contains(&item["code"]));
    let sort = |list: &mut Value, key: &str| {
        list.as_array_mut()
            .unwrap()
            .sort_by_key(|item| item[key].as_str().map(str::to_owned));
    };
    sort(&mut value["act_types"], "code");
    prune(&mut value);
    value
}

/// Empty lists say nothing.
fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| {
                !matches!(value, Value::Array(items) if items.is_empty()) && !value.is_null()
            });
            map.values_mut().for_each(prune);
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

#[test]
fn what_goes_out_is_what_came_in() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    import(&mut book, EXAMPLE);
    let out = book.export(&Selection::default()).unwrap().to_json();
    let (before, after) = (plain(EXAMPLE), plain(&out));
    for key in ["about", "parties", "sources", "provisions", "act_types"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    for (before, after) in before["cases"]
        .as_array()
        .unwrap()
        .iter()
        .zip(after["cases"].as_array().unwrap())
    {
        for (key, value) in before.as_object().unwrap() {
            assert_eq!(value, &after[key], "{} {key}", before["id"]);
        }
    }
    let mut elsewhere = memory();
    let mut other = Book::open(&mut elsewhere, seeded(99, "Dina")).unwrap();
    let report = import(&mut other, &out).report;
    for (name, expect) in NUMBERS {
        assert_eq!(report.added[name], expect, "{name}");
    }
    assert_eq!(other.export(&Selection::default()).unwrap().to_json(), out);
}

#[test]
fn a_part_goes_out_with_what_it_needs_and_no_more() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    import(&mut book, EXAMPLE);
    let case = book.find_case("KZ-002").unwrap();
    let out = book
        .export(&Selection {
            cases: vec![case],
            privileged: false,
        })
        .unwrap();
    assert_eq!(
        (out.cases.len(), out.parties.len(), out.cases[0].links.len()),
        (1, 4, 0)
    );
    let mut elsewhere = memory();
    import(
        &mut Book::open(&mut elsewhere, ctx()).unwrap(),
        &out.to_json(),
    );
}

#[test]
fn more_than_the_plain_shape_travels_too() {
    use casework::record::{Charge, Consent, Note, NoteKind, Proceeding, Task};
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let case_id = common::case(&mut book, "A case");
    let party = common::person(&mut book, "Amir");
    common::add(
        &mut book,
        Act {
            case_id,
            act_type: "arrest".into(),
            victim: Some(party),
            description: "At the gate".into(),
            count_unit: "people".into(),
            ..Act::default()
        },
    );
    common::add(
        &mut book,
        Note {
            case_id: Some(case_id),
            text: "An open note".into(),
            ..Note::default()
        },
    );
    common::add(
        &mut book,
        Note {
            case_id: Some(case_id),
            kind: NoteKind::Privileged,
            text: "Between us".into(),
            ..Note::default()
        },
    );
    common::add(
        &mut book,
        Task {
            case_id: Some(case_id),
            title: "Appeal".into(),
            due: Some(common::day("2026-02-10")),
            ..Task::default()
        },
    );
    common::add(
        &mut book,
        Consent {
            case_id: Some(case_id),
            party: Some(party),
            given_by: "his mother".into(),
            ..Consent::default()
        },
    );
    let charged = common::person(&mut book, "Serik");
    common::add(
        &mut book,
        Proceeding {
            case_id,
            kind: "trial".into(),
            charges: vec![Charge {
                party: Some(charged),
                words: "for a post".into(),
                ..Charge::default()
            }],
            ..Proceeding::default()
        },
    );
    let out = book.export(&Selection::default()).unwrap().to_json();
    assert!(!out.contains("Between us"));
    let mut elsewhere = memory();
    let mut other = Book::open(&mut elsewhere, seeded(99, "Dina")).unwrap();
    import(&mut other, &out);
    let acts = other.list::<Act>().unwrap();
    assert_eq!(
        (acts[0].description.as_str(), acts[0].count_unit.as_str()),
        ("At the gate", "people")
    );
    assert_eq!(other.list::<Note>().unwrap()[0].text, "An open note");
    assert_eq!(
        other.list::<Task>().unwrap()[0].due,
        Some(common::day("2026-02-10"))
    );
    assert_eq!(
        other.list::<Consent>().unwrap()[0].party,
        Some(other.list::<Party>().unwrap()[0].id)
    );
    // Who is named nowhere but in a charge goes with it.
    let brought = &other.list::<Proceeding>().unwrap()[0].charges;
    let parties = other.list::<Party>().unwrap();
    let serik = parties.iter().find(|party| party.name == "Serik").unwrap();
    assert_eq!(brought.len(), 1);
    assert_eq!(
        (brought[0].party, brought[0].words.as_str()),
        (Some(serik.id), "for a post")
    );
}

/// What claims are about, in words: kind, who or what, field.
fn abouts(book: &Book) -> Vec<String> {
    let parties = book.list::<Party>().unwrap();
    let line = |claim: Claim| {
        let name = parties
            .iter()
            .find(|party| party.id.0 == claim.about_id)
            .map_or("-", |party| party.name.as_str());
        let here = claim.about_id == claim.case_id.0;
        format!(
            "{}: {} {name} {} {here}",
            claim.says,
            claim.about_kind.name(),
            claim.about_field
        )
    };
    let claims = book.list::<Claim>().unwrap();
    let mut lines: Vec<String> = claims.into_iter().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn a_claim_stays_about_what_it_is_about() {
    use casework::record::{Evidence, Intervention};
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let case_id = common::case(&mut book, "A case");
    let (within, beside) = (
        common::person(&mut book, "Amir"),
        common::person(&mut book, "Serik"),
    );
    common::add(
        &mut book,
        Act {
            case_id,
            act_type: "arrest".into(),
            victim: Some(within),
            ..Act::default()
        },
    );
    let letter = common::add(
        &mut book,
        Intervention {
            case_id,
            kind: "letter".into(),
            status: "unanswered".into(),
            ..Intervention::default()
        },
    )
    .0;
    let picture = common::add(
        &mut book,
        Evidence {
            case_id,
            title: "A picture".into(),
            ..Evidence::default()
        },
    )
    .0;
    let source = common::add(
        &mut book,
        Source {
            kind: "report".into(),
            title: "A report".into(),
            ..Source::default()
        },
    )
    .0;
    let mut claim = |says: &str, about_kind: Kind, about_id: uuid::Uuid, about_field: &str| {
        let nil = uuid::Uuid::nil();
        let claim = json!({"id": nil, "case_id": case_id, "about_kind": about_kind, "about_id": about_id, "about_field": about_field, "says": says, "source": source.id});
        common::add(&mut book, serde_json::from_value::<Claim>(claim).unwrap());
    };
    claim("1", Kind::Party, within.0, "");
    claim("2", Kind::Party, within.0, "birth");
    // Nowhere in the case but in what is said of them, and by a field with a name of its own in a file.
    claim("3", Kind::Party, beside.0, "count_min");
    claim("4", Kind::Intervention, letter.id.0, "status");
    claim("5", Kind::Case, case_id.0, "title");
    // Evidence does not go: what is said of it is said of the case, and not of the case's own title.
    claim("6", Kind::Evidence, picture.id.0, "title");
    let before = abouts(&book);
    assert_eq!(before[1], "2: party Amir birth false");
    let out = book.export(&Selection::default()).unwrap().to_json();
    let mut elsewhere = memory();
    let mut other = Book::open(&mut elsewhere, seeded(99, "Dina")).unwrap();
    import(&mut other, &out);
    let after = abouts(&other);
    assert_eq!(after[..5], before[..5]);
    assert_eq!(after[5], "6: case -  true");
    assert_eq!(
        other.list::<Intervention>().unwrap()[0].status,
        "unanswered"
    );
    // The same file again changes nothing.
    let again = import(&mut other, &out);
    assert_eq!(
        (total(&again.report.added), total(&again.report.updated)),
        (0, 0)
    );
    // Somebody who is not in the file is a fault, with its place.
    let parsed: Value = serde_json::from_str(&out).unwrap();
    let said = parsed["cases"][0]["claims"][0]["about"].as_str().unwrap();
    assert!(said.starts_with("parties."), "{said}");
    for wrong in ["parties.nobody", "parties.", &format!("{said}.colour")] {
        let mut broken = parsed.clone();
        broken["cases"][0]["claims"][0]["about"] = json!(wrong);
        let Err(Error::Refused(faults)) = Casebook::parse(broken.to_string().as_bytes()) else {
            panic!("{wrong}")
        };
        assert!(
            shown(&faults).starts_with("cases[0].claims[0].about unresolved: ")
                && faults.len() == 1,
            "{wrong}: {}",
            shown(&faults)
        );
    }
}

#[test]
fn a_confidential_source_is_handed_to_the_seal_and_is_nowhere_in_the_file() {
    let file = json!({"about": {"title": "T", "country": "KZ"}, "sources": [
        {"id": "s-mother-zulfiya-qxv", "kind": "person", "title": "Zulfiya Qxv", "publisher": "Qxv family, by phone", "reliability": "B", "confidential": true,
         "more": {"url": "https://example.org/qxv-Zulfiya"}},
        {"id": "s-open", "kind": "report", "title": "A report", "reliability": "A", "confidential": false}],
        "cases": [{"id": "c-1", "title": "A case", "claims": [{"id": "c1", "about": "summary", "says": "It was so", "locator": "p. 1", "source": "s-mother-zulfiya-qxv"}]}]});
    let casebook = Casebook::parse(file.to_string().as_bytes()).unwrap();
    assert!(casebook.has_confidential());
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    assert!(matches!(
        book.import(&casebook, false, |_| Err(Error::SealClosed)),
        Err(Error::SealClosed)
    ));
    assert!(
        book.list::<Source>().unwrap().is_empty(),
        "refused means nothing was written"
    );
    let mut handed: Vec<SourceIdentity> = Vec::new();
    let done = book
        .import(&casebook, false, |identities| {
            handed.extend_from_slice(identities);
            Ok(())
        })
        .unwrap();
    assert_eq!((handed.len(), handed[0].name.as_str()), (1, "Zulfiya Qxv"));
    assert!(
        done.sealed[0].note.contains("by phone") && done.sealed[0].note.contains("example.org")
    );
    let source: Source = book.get(handed[0].id.0).unwrap();
    assert!(source.confidential && source.code == "S-001");
    let again = book.import(&casebook, false, |_| Ok(())).unwrap().report;
    assert_eq!((total(&again.added), total(&again.updated)), (0, 0));
    drop(book);
    let bytes = conn.serialize("main").unwrap().to_vec();
    for marker in [
        "Zulfiya",
        "zulfiya",
        "qxv",
        "Qxv",
        &casework::name::fold_text("Zulfiya"),
    ] {
        assert!(
            !bytes
                .windows(marker.len())
                .any(|window| window == marker.as_bytes()),
            "{marker}"
        );
    }
    assert!(
        bytes.windows(8).any(|window| window == b"A report"),
        "the control"
    );
}

#[test]
fn every_fault_is_listed_by_path_and_nothing_is_written() {
    let check = |change: &dyn Fn(&mut Value), expect: &[(&str, &str)]| {
        let mut file = example();
        change(&mut file);
        let mut conn = memory();
        let mut book = Book::open(&mut conn, ctx()).unwrap();
        let result = Casebook::parse(file.to_string().as_bytes())
            .and_then(|casebook| book.import(&casebook, false, |_| Ok(())).map(|_| ()));
        let Err(Error::Refused(faults)) = result else {
            panic!("{expect:?} was taken in")
        };
        let found: Vec<(&str, &str)> = faults
            .iter()
            .map(|fault| (fault.path.as_str(), fault.code.as_str()))
            .collect();
        assert_eq!(found, expect, "{}", shown(&faults));
        assert!(
            book.list::<Case>().unwrap().is_empty() && book.list::<Party>().unwrap().is_empty()
        );
    };
    check(
        &|file| file["cases"][3]["acts"][0]["start"] = json!("2025-13-45"),
        &[("cases[3].acts[0].start", "bad_date")],
    );
    check(
        &|file| file["cases"][0]["acts"][0]["victim"] = json!("p-nobody"),
        &[("cases[0].acts[0].victim", "unresolved")],
    );
    check(
        &|file| file["cases"][0]["acts"][3]["perpetrators"][0] = json!("p-nobody"),
        &[("cases[0].acts[3].perpetrators[0]", "unresolved")],
    );
    check(
        &|file| file["cases"][0]["claims"][0]["source"] = json!("s-none"),
        &[("cases[0].claims[0].source", "unresolved")],
    );
    check(
        &|file| file["cases"][0]["claims"][0]["about"] = json!("proceedings.7.decision"),
        &[("cases[0].claims[0].about", "unresolved")],
    );
    check(
        &|file| file["cases"][0]["claims"][0]["conflicts_with"] = json!("c-none"),
        &[("cases[0].claims[0].conflicts_with", "unresolved")],
    );
    check(
        &|file| file["cases"][0]["links"][0]["case"] = json!("kz-999"),
        &[("cases[0].links[0].case", "unresolved")],
    );
    check(
        &|file| {
            file["cases"][0]["proceedings"] =
                json!([{"kind": "trial", "charges": [{"party": "p-nobody", "provision": "XX-1"}]}]);
        },
        &[
            ("cases[0].proceedings[0].charges[0].party", "unresolved"),
            (
                "cases[0].proceedings[0].charges[0].provision",
                "unknown_provision",
            ),
        ],
    );
    check(
        &|file| {
            let first = file["parties"][0].clone();
            file["parties"].as_array_mut().unwrap().push(first);
        },
        &[("parties[134].id", "duplicate_id")],
    );
    check(
        &|file| file["cases"][1]["acts"][0]["id"] = json!("kz-001-a1"),
        &[
            ("cases[1].acts[0].id", "duplicate_id"),
            ("cases[1].claims[0].about", "unresolved"),
            ("cases[1].claims[1].about", "unresolved"),
            ("cases[1].claims[2].about", "unresolved"),
        ],
    );
    check(
        &|file| file["cases"][1]["acts"][0]["provisions"] = json!(["KZ-CC-999"]),
        &[("cases[1].acts[0].provisions", "unknown_provision")],
    );
    check(
        &|file| file["cases"][1]["acts"][0]["type"] = json!("unheard_of"),
        &[("cases[1].acts[0].type", "unresolved")],
    );
    check(
        &|file| file["cases"][0]["measures"][0]["duration"] = json!("two months"),
        &[("cases[0].measures[0].duration", "bad_duration")],
    );
    check(
        &|file| file["cases"][0]["acts"][0]["count"] = json!({"min": 9, "max": 2}),
        &[("cases[0].acts[0].count.max", "min_above_max")],
    );
    check(
        &|file| file["cases"][0]["title"] = json!("x".repeat(501)),
        &[("cases[0].title", "too_long")],
    );
    check(
        &|file| file["cases"][0]["title"] = json!("a\u{0}b"),
        &[("cases[0].title", "control_character")],
    );
    check(
        &|file| file["cases"] = json!({"a": 1}),
        &[("cases", "not_a_list")],
    );
    check(
        &|file| file["cases"][0]["space"] = json!(["outer"]),
        &[("cases[0].space[0]", "unknown_code")],
    );
    check(
        &|file| file["sources"][0]["reliability"] = json!("G"),
        &[("sources[0].reliability", "unknown_code")],
    );
    // Two faults are both said.
    check(
        &|file| {
            file["cases"][0]["acts"][1]["end"] = json!("yesterday");
            file["parties"][0]["name"] = json!(17);
        },
        &[
            ("parties[0].name", "not_text"),
            ("cases[0].acts[1].end", "bad_date"),
        ],
    );
}

#[test]
fn a_hostile_file_is_refused_whole() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for bytes in [
        &b""[..],
        b"{",
        b"[]",
        b"{}",
        b"\xff\xfe",
        br#"{"x": 1}"#,
        deep.as_bytes(),
        b"null",
        br#"{"cases": [null]}"#,
        br#"{"cases": [{"id": 1}]}"#,
    ] {
        assert!(
            matches!(Casebook::parse(bytes), Err(Error::Refused(faults)) if !faults.is_empty())
        );
    }
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let unknown = json!({"cases": [{"id": "c", "title": "Fine", "status": "cleared", "note": 5, "unknown": {"deep": []}}], "extra": true});
    import(&mut book, &unknown.to_string());
    let case = &book.list::<Case>().unwrap()[0];
    assert!(
        case.status == casework::record::ReviewState::Draft,
        "a file does not review itself"
    );
    assert_eq!(book.history(Kind::Case, case.id.0).unwrap()[0].op, "import");
}

#[test]
fn a_second_casebook_with_awkward_dates_and_scripts_comes_in_beside_the_first() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/data");
    let text = std::fs::read_to_string(root.join("second-casebook.json")).unwrap();
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    import(&mut book, EXAMPLE);
    let report = import(&mut book, &text).report;
    assert_eq!(total(&report.updated), 0);
    assert!(book.verify_history().unwrap().problems.is_empty());
    let again = import(&mut book, &text).report;
    assert_eq!((total(&again.added), total(&again.updated)), (0, 0));
    let broken = std::fs::read(root.join("broken-casebook.json")).unwrap();
    let Err(Error::Refused(faults)) = Casebook::parse(&broken) else {
        panic!("a broken file was taken in")
    };
    for path in [
        "parties[1].id",
        "cases[0].acts[0].start",
        "cases[0].acts[1].victim",
        "cases[0].measures[0].duration",
        "cases[0].claims[2].about",
        "cases[0].claims[3].source",
        "cases[1].acts[1].id",
        "cases[1].measures[0].party",
    ] {
        assert!(
            faults.iter().any(|fault| fault.path == path),
            "{path} is not named:\n{}",
            shown(&faults)
        );
    }
}

#[test]
fn what_could_be_read_of_a_broken_file_is_tried_without_harm() {
    let mut file = example();
    file["cases"][0]["links"][0]["case"] = json!("kz-999");
    file["cases"][0]["involved"][0]["party"] = json!("p-ghost");
    file["cases"][0]["claims"][0]["source"] = json!("s-ghost");
    file["cases"][1]["acts"][0]["type"] = json!("unheard_of");
    file["cases"][2]["id"] = json!(7);
    let (casebook, faults) = Casebook::read(file.to_string().as_bytes()).unwrap();
    assert!(faults.iter().any(|fault| fault.path == "cases[2].id"));
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let Err(Error::Refused(more)) = book.import(&casebook, true, |_| Ok(())) else {
        panic!("taken in")
    };
    assert!(
        more.iter()
            .any(|fault| fault.path == "cases[1].acts[0].type"),
        "{}",
        shown(&more)
    );
}

/// What stands where a fault is counts as not given, so that a look at the rest goes on and tells its faults by path too.
#[test]
fn a_fault_in_a_field_is_told_by_path_and_a_look_at_the_rest_goes_on() {
    let check = |party: Value, case: Value, path: &str, code: &str| {
        let mut text = json!({"parties": [party], "cases": [{"id": "c", "title": "A raid"}]});
        for (key, value) in case.as_object().unwrap() {
            text["cases"][0][key] = value.clone();
        }
        let (casebook, faults) = Casebook::read(text.to_string().as_bytes()).unwrap();
        let told: Vec<_> = faults
            .iter()
            .map(|fault| (fault.path.as_str(), fault.code.as_str()))
            .collect();
        assert_eq!(told, [(path, code)]);
        let mut conn = memory();
        let mut book = Book::open(&mut conn, ctx()).unwrap();
        match book.import(&casebook, true, |_| Ok(())) {
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(other) => panic!("{path}: {other}"),
        }
    };
    let party = |kind: &str, more: Value| {
        let mut party = json!({"id": "p", "kind": kind, "name": "Aigerim"});
        for (key, value) in more.as_object().unwrap() {
            party[key] = value.clone();
        }
        party
    };
    let person = party("person", json!({}));
    let involved = json!({"involved": [{"party": "p", "role": "жертва"}]});
    let role = "cases[0].involved[0].role";
    check(person.clone(), involved, role, "not_ascii");
    let space = json!({"space": ["expression", "слово"]});
    check(person.clone(), space, "cases[0].space[1]", "unknown_code");
    let money = json!({"money": [{"amount": "", "currency": "KZT"}]});
    let amount = "cases[0].money[0].amount";
    check(person, money, amount, "bad_amount");
    let kind = party("orgcnisation", json!({}));
    check(kind, json!({}), "parties[0].kind", "unknown_code");
    let count = party("group", json!({"count": {"min": 9, "max": 2}}));
    check(count, json!({}), "parties[0].count.max", "min_above_max");
    let source = json!({"sources": [{"id": "s", "kind": "отчёт", "title": "A report"}]});
    let strict = Casebook::parse(source.to_string().as_bytes());
    assert!(matches!(strict, Err(Error::Refused(faults)) if faults[0].path == "sources[0].kind"));
}
