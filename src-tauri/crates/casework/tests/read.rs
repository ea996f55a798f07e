//! What the screens read, over the example and over small stories.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::casebook::{Casebook, EXAMPLE};
use casework::record::{
    Act, Case, CaseKind, Claim, ClaimId, ClaimStatus, Comment, Consent, Credibility, Involved,
    Kind, Measure, Note, NoteKind, Party, PartyKind, ReviewState, Source, SubCount, Task,
};
use casework::view::{CaseFilter, CaseSort, PartyFilter};
use casework::{Book, Ctx, Error, SearchFilter};
use common::{act, add, case, ctx, day, memory, person, seeded};
use rusqlite::Connection;

fn example(conn: &mut Connection, ctx: Ctx) -> Book<'_> {
    let mut book = Book::open(conn, ctx).unwrap();
    book.import(&Casebook::parse(EXAMPLE.as_bytes()).unwrap(), false, |_| {
        Ok(())
    })
    .unwrap();
    book
}

#[expect(clippy::unnecessary_wraps, reason = "fields of dates are options")]
fn date(text: &str) -> Option<casework::date::UncertainDate> {
    Some(text.parse().unwrap())
}

#[test]
fn who_is_held_in_the_example() {
    let mut conn = memory();
    let book = example(&mut conn, ctx());
    let board = |on: &str| -> Vec<(String, String, String, Option<u32>)> {
        let rows = book.held(day(on)).unwrap();
        rows.into_iter()
            .map(|row| {
                (
                    row.party,
                    row.status,
                    row.expires.map(|day| day.to_string()).unwrap_or_default(),
                    row.count,
                )
            })
            .collect()
    };
    let row = |party: &str, status: &str, expires: &str, count: Option<u32>| {
        (
            party.to_owned(),
            status.to_owned(),
            expires.to_owned(),
            count,
        )
    };
    let expect = [
        row("Gulnara Bazhkenova", "house_arrest", "2026-02-01", None),
        row("Amir Kassenov", "house_arrest", "2026-02-24", None),
        row("Marat Zhylanbaev", "imprisoned", "2030-12-31", None),
        row("Alimnur Turganbai", "custody", "", None),
        row("Atajurt: house arrest", "house_arrest", "", Some(6)),
        row("Atajurt: in custody", "pretrial", "", Some(13)),
        row("Ayazhan Mameshova", "house_arrest", "", None),
    ];
    assert_eq!(board("2026-01-31"), expect);
    let rows = book.held(day("2026-01-31")).unwrap();
    assert_eq!(
        (
            rows[0].since.as_str(),
            rows[0].case.as_str(),
            rows[0].provisions.as_slice()
        ),
        ("2025-12-01~", "KZ-001", &["KZ-CC-274".to_owned()][..])
    );
    // Before the raid nobody of Orda; the five of the anti-nuclear case wait for their trial.
    let july = board("2025-07-15");
    assert!(
        july.iter().all(|row| row.0 != "Gulnara Bazhkenova")
            && july.iter().filter(|row| row.1 == "pretrial").count() == 5
    );
    // Two months and a day later, with no word: still shown, as overdue.
    let overdue: Vec<String> = book
        .held(day("2026-02-02"))
        .unwrap()
        .into_iter()
        .filter(|row| row.overdue)
        .map(|row| row.party)
        .collect();
    assert_eq!(overdue, ["Gulnara Bazhkenova"]);
    let home = book.home(day("2026-01-23")).unwrap();
    let held: Vec<(&str, u32)> = home
        .held
        .iter()
        .map(|count| (count.status.as_str(), count.people))
        .collect();
    assert_eq!(&held[..2], [("pretrial", 13), ("house_arrest", 9)]);
    assert_eq!(
        (home.counts.cases, home.counts.claims, home.review_count),
        (39, 269, 39)
    );
    let soon: Vec<&str> = home.expiring.iter().map(|row| row.party.as_str()).collect();
    assert!(
        soon.contains(&"Gulnara Bazhkenova") && soon.contains(&"Amir Kassenov"),
        "{soon:?}"
    );
}

#[test]
fn the_ledger_follows_a_person() {
    /// status, from, until, duration
    type Line = (&'static str, &'static str, &'static str, &'static str);
    let check = |lines: &[Line], on: &str, expect: &[(&str, bool)]| {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, ctx()).unwrap();
        let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
        for (status, from, until, duration) in lines {
            let until = (!until.is_empty()).then(|| until.parse().unwrap());
            add(
                &mut book,
                Measure {
                    case_id,
                    party,
                    status: (*status).into(),
                    from: date(from),
                    until,
                    duration: (*duration).into(),
                    ..Measure::default()
                },
            );
        }
        let found: Vec<(String, bool)> = book
            .held(day(on))
            .unwrap()
            .into_iter()
            .map(|row| (row.status, row.overdue))
            .collect();
        let found: Vec<(&str, bool)> = found
            .iter()
            .map(|(status, overdue)| (status.as_str(), *overdue))
            .collect();
        assert_eq!(found, expect, "{lines:?} on {on}");
    };
    let house = ("house_arrest", "2025-12-01", "", "P2M");
    check(&[house], "2025-11-30", &[]);
    check(&[house], "2025-12-01", &[("house_arrest", false)]);
    check(&[house], "2026-02-01", &[("house_arrest", false)]);
    check(&[house], "2026-02-02", &[("house_arrest", true)]);
    check(
        &[house, ("released", "2026-01-10", "", "")],
        "2026-01-09",
        &[("house_arrest", false)],
    );
    check(
        &[house, ("released", "2026-01-10", "", "")],
        "2026-01-10",
        &[],
    );
    check(
        &[house, ("pretrial", "2026-01-10", "", "P1M")],
        "2026-01-20",
        &[("pretrial", false)],
    );
    check(
        &[house, ("custody", "2026-01-10", "2026-01-10", "")],
        "2026-01-11",
        &[("house_arrest", false)],
    );
    check(
        &[
            ("pretrial", "2024-10", "", ""),
            ("imprisoned", "2025-01", "2025-06", ""),
        ],
        "2025-12-01",
        &[],
    );
    check(
        &[house, ("travel_ban", "2026-01-10", "", "P1Y")],
        "2026-01-20",
        &[("house_arrest", false)],
    );
    check(
        &[("administrative_arrest", "2025-11-13", "", "P15D")],
        "2025-11-28",
        &[("administrative_arrest", false)],
    );
    check(
        &[("administrative_arrest", "2025-11-13", "", "P15D")],
        "2025-11-29",
        &[],
    );
    check(
        &[("custody", "2025-11-22", "2025-11-22", "")],
        "2025-11-22",
        &[("custody", false)],
    );
    check(
        &[("custody", "2025-11-22", "2025-11-22", "")],
        "2025-11-23",
        &[],
    );
    check(
        &[("custody", "[2026-01-11..2026-01-20]", "", "")],
        "2026-01-12",
        &[("custody", false)],
    );
    check(
        &[("custody", "[2026-01-11..2026-01-20]", "", "P5D")],
        "2026-01-26",
        &[("custody", true)],
    );
}

#[test]
fn the_list_of_cases_filters_and_sorts() {
    let mut conn = memory();
    let book = example(&mut conn, ctx());
    let today = day("2026-01-31");
    let check = |filter: CaseFilter, expect: &[&str]| {
        let rows = book.case_rows(&filter, today).unwrap();
        let found: Vec<&str> = rows.iter().map(|row| row.reference.as_str()).collect();
        assert_eq!(found, expect);
    };
    let all = book.case_rows(&CaseFilter::default(), today).unwrap();
    assert_eq!((all.len(), all[0].reference.as_str()), (39, "KZ-001"));
    let first = &all[0];
    assert_eq!(
        (first.victims.len(), first.victim_count, first.expires),
        (3, 3, Some(day("2026-02-01")))
    );
    assert_eq!(
        first
            .start
            .as_ref()
            .map(casework::date::UncertainDate::edtf),
        Some("2025?")
    );
    assert!(first.conflicts == 2 && first.gaps > 0 && first.changed.starts_with("2026-01-31T12:"));
    check(
        CaseFilter {
            text: "Қасенов".into(),
            ..CaseFilter::default()
        },
        &["KZ-003"],
    );
    check(
        CaseFilter {
            text: "orda raid".into(),
            tags: vec!["media".into()],
            ..CaseFilter::default()
        },
        &["KZ-001"],
    );
    check(
        CaseFilter {
            open_measures: true,
            ..CaseFilter::default()
        },
        &["KZ-001", "KZ-003", "KZ-024", "KZ-031", "KZ-033", "KZ-052"],
    );
    // "Some time before November 2025" may have been in 2012; a raid of December 2025 was not.
    let in_2012 = book
        .case_rows(
            &CaseFilter {
                from: Some(day("2012-01-01")),
                until: Some(day("2012-12-31")),
                ..CaseFilter::default()
            },
            today,
        )
        .unwrap();
    assert!(
        in_2012.iter().any(|row| row.reference == "KZ-009")
            && in_2012.iter().all(|row| row.reference != "KZ-001")
    );
    check(
        CaseFilter {
            from: Some(day("2032-01-01")),
            ..CaseFilter::default()
        },
        &[],
    );
    let by_expiry = book
        .case_rows(
            &CaseFilter {
                sort: CaseSort::Expiry,
                ..CaseFilter::default()
            },
            today,
        )
        .unwrap();
    assert_eq!(
        (
            by_expiry[0].reference.as_str(),
            by_expiry[1].reference.as_str()
        ),
        ("KZ-001", "KZ-003")
    );
    assert!(
        book.case_rows(
            &CaseFilter {
                text: "\"(*".into(),
                ..CaseFilter::default()
            },
            today
        )
        .unwrap()
        .is_empty()
    );
}

#[test]
fn a_case_opens_with_all_that_is_in_it() {
    let mut conn = memory();
    let book = example(&mut conn, ctx());
    let id = book.find_case("kz-003").unwrap();
    let view = book.case_view(id, day("2026-01-31")).unwrap();
    assert_eq!(
        (
            view.acts.len(),
            view.measures.len(),
            view.involved.len(),
            view.held.len()
        ),
        (10, 1, 10, 1)
    );
    assert!(
        view.acts
            .windows(2)
            .all(|pair| pair[0].start <= pair[1].start),
        "earliest first"
    );
    assert!(
        view.parties.len() >= 10
            && view
                .parties
                .iter()
                .any(|party| party.name == "Amir Kassenov")
    );
    assert_eq!(view.expiries[&view.measures[0].id], day("2026-02-24"));
    let linked: Vec<&str> = view
        .linked
        .iter()
        .map(|link| link.reference.as_str())
        .collect();
    assert_eq!(linked, ["KZ-001", "KZ-004"], "both ways");
    for id in view
        .acts
        .iter()
        .map(|act| act.id.0)
        .chain(view.claims.iter().map(|claim| claim.id.0))
        .chain([view.case.id.0])
    {
        assert_eq!(view.revisions.get(&id).copied(), book.head(id).unwrap());
    }
    assert!(matches!(
        book.case_view(uuid::Uuid::from_u128(1).into(), day("2026-01-31")),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn a_person_is_found_in_every_spelling() {
    let mut conn = memory();
    let book = example(&mut conn, ctx());
    let today = day("2026-01-31");
    for typed in [
        "Kassenov",
        "Касенов",
        "Қасенов",
        "Kasenov",
        "kass",
        "Amir Kasenov",
    ] {
        let rows = book
            .party_rows(
                &PartyFilter {
                    text: typed.into(),
                    ..PartyFilter::default()
                },
                today,
            )
            .unwrap();
        assert!(
            rows.iter().any(|row| row.name == "Amir Kassenov"),
            "{typed}"
        );
        assert!(rows.len() < 20, "{typed}: {}", rows.len());
        let suggested = book.suggest_names(typed, 8).unwrap();
        assert_eq!(
            suggested.first().map(|hit| hit.name.as_str()),
            Some("Amir Kassenov"),
            "{typed}"
        );
    }
    let rows = book
        .party_rows(
            &PartyFilter {
                roles: vec!["lawyer".into()],
                kinds: vec![PartyKind::Person],
                ..PartyFilter::default()
            },
            today,
        )
        .unwrap();
    let adam = rows.iter().find(|row| row.name.contains("Adam")).unwrap();
    assert!(
        adam.roles.contains(&"victim".to_owned()) && adam.cases >= 2,
        "a person who changes role"
    );
    let kassenov = book.suggest_names("Kassenov", 1).unwrap()[0].party;
    let view = book.party_view(kassenov, today).unwrap();
    assert_eq!((view.cases.len(), view.measures.len()), (1, 1));
    assert!(view.acts.len() >= 5 && view.similar.iter().all(|hit| hit.party != kassenov));
}

#[test]
fn search_finds_any_spelling_and_says_why() {
    let mut conn = memory();
    let mut book = example(&mut conn, ctx());
    let all = SearchFilter::default();
    for typed in [
        "Kassenov",
        "Касенов",
        "Қасенов",
        "KASENOV",
        "kassen",
        "Касеновым ",
        "Қасеновтың ",
        "Kassenov’s ",
    ] {
        let (hits, _) = book.search(typed, 50, &all).unwrap();
        let party = hits
            .iter()
            .find(|hit| hit.kind == Kind::Party)
            .unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(
            (party.title.as_str(), party.why.as_str()),
            ("Amir Kassenov", "Amir Kassenov")
        );
        assert_eq!(party.marks, [(5, 13)], "{typed}");
        assert!(hits.iter().any(|hit| hit.case.as_deref() == Some("KZ-003")));
    }
    let first = |query: &str| book.search(query, 50, &all).unwrap().0.into_iter().next();
    let both = book.search("house arrest kassenov", 50, &all).unwrap().0;
    assert!(
        both.iter().any(|hit| hit.kind == Kind::Act)
            && both.iter().any(|hit| hit.kind == Kind::Measure)
    );
    assert!(both.iter().all(|hit| hit.case.as_deref() == Some("KZ-003")));
    assert!(
        first("үйқамақ").is_some() && first("домашний арест").is_some(),
        "labels in three languages"
    );
    assert!(first("S-001").is_some_and(|hit| hit.kind == Kind::Source));
    assert!(first("KZ-003").is_some_and(|hit| hit.case.as_deref() == Some("KZ-003")));
    assert!(first("nobody wrote this word").is_none());
    let (two, more) = book.search("kazakhstan", 2, &all).unwrap();
    assert!(two.len() == 2 && more);
    let only = SearchFilter {
        kinds: vec![Kind::Claim],
        ..all.clone()
    };
    assert!(
        book.search("orda", 50, &only)
            .unwrap()
            .0
            .iter()
            .all(|hit| hit.kind == Kind::Claim)
    );

    let case_id = book.find_case("KZ-001").unwrap();
    add(
        &mut book,
        Note {
            case_id: Some(case_id),
            kind: NoteKind::Privileged,
            text: "Between lawyer and client: Zhanibek's strategy".into(),
            ..Note::default()
        },
    );
    assert!(book.search("strategy", 10, &all).unwrap().0.is_empty());
    let open = SearchFilter {
        privileged: true,
        ..all.clone()
    };
    let hit = book.search("Жәнібек", 10, &open).unwrap().0.remove(0);
    let marked: String = hit
        .why
        .chars()
        .skip(hit.marks[0].0 as usize)
        .take((hit.marks[0].1 - hit.marks[0].0) as usize)
        .collect();
    assert!(marked.starts_with("Zhanibek"), "{marked}");

    // A new name is found at once, wherever the person stands; the old one no more.
    let kassenov = book.suggest_names("Kassenov", 1).unwrap()[0].party;
    let party: Party = book.get(kassenov.0).unwrap();
    let head = book.head(kassenov.0).unwrap();
    book.save_as(
        Party {
            name: "Bolat Uniquename".into(),
            ..party
        },
        head,
    )
    .unwrap();
    let kinds: Vec<Kind> = book
        .search("uniquename", 50, &all)
        .unwrap()
        .0
        .iter()
        .map(|hit| hit.kind)
        .collect();
    for kind in [Kind::Party, Kind::Case, Kind::Act, Kind::Measure] {
        assert!(kinds.contains(&kind), "{}", kind.name());
    }
    assert!(book.reindex().unwrap() > 600);
    assert_eq!(
        book.search("uniquename", 50, &all).unwrap().0.len(),
        kinds.len()
    );
}

#[test]
fn no_query_is_an_error() {
    let mut conn = memory();
    let book = example(&mut conn, ctx());
    let long = "a\"' ".repeat(2_500);
    for query in [
        "",
        " ",
        "\"",
        "\"\"\"",
        "'",
        "*",
        "a*b",
        "AND",
        "OR NOT",
        "NEAR(a b)",
        "body:x",
        "a:b",
        "-x",
        "(",
        "))",
        "^a",
        "\0",
        "a\0b",
        "{body} : x",
        "a + b",
        "\u{202e}x",
        "ъ",
        "ь ъ",
        "🙂",
        "%",
        "_",
        ";DROP TABLE search",
        &long,
    ] {
        book.search(query, 10, &SearchFilter::default())
            .unwrap_or_else(|error| panic!("{query:?}: {error}"));
    }
}

#[test]
fn gaps_are_found_and_go_when_they_are_filled() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let today = day("2026-01-31");
    let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
    let gaps = |book: &Book| -> Vec<String> {
        let mut codes: Vec<String> = book
            .gaps(case_id, today)
            .unwrap()
            .into_iter()
            .map(|gap| gap.code)
            .collect();
        codes.sort();
        codes
    };
    assert_eq!(gaps(&book), ["no_acts", "no_place", "no_summary"]);
    let (made, _) = add(
        &mut book,
        Act {
            case_id,
            act_type: "arrest".into(),
            count_min: Some(19),
            count_max: Some(19),
            sub_counts: vec![
                SubCount {
                    label: "in custody".into(),
                    count: 13,
                },
                SubCount {
                    label: "house arrest".into(),
                    count: 5,
                },
            ],
            ..Act::default()
        },
    );
    add(
        &mut book,
        Measure {
            case_id,
            party,
            status: "pretrial".into(),
            ..Measure::default()
        },
    );
    assert_eq!(
        gaps(&book),
        [
            "no_authority",
            "no_date",
            "no_date",
            "no_expiry",
            "no_place",
            "no_source",
            "no_summary",
            "no_victim",
            "sums"
        ]
    );
    let head = book.head(made.id.0).unwrap();
    let sub_counts = vec![
        SubCount {
            label: "in custody".into(),
            count: 13,
        },
        SubCount {
            label: "house arrest".into(),
            count: 6,
        },
    ];
    book.save_as(
        Act {
            sub_counts,
            victim: Some(party),
            start: date("2025-11"),
            ..made.clone()
        },
        head,
    )
    .unwrap();
    let claim = |book: &mut Book, title: &str, locator: &str| {
        let source = add(
            book,
            Source {
                kind: "report".into(),
                title: title.into(),
                ..Source::default()
            },
        )
        .0
        .id;
        let claim = Claim {
            id: ClaimId::default(),
            case_id,
            about_kind: Kind::Act,
            about_id: made.id.0,
            about_field: String::new(),
            says: "It was so".into(),
            quote: String::new(),
            locator: locator.into(),
            source,
            date_given: None,
            reliability: None,
            credibility: Credibility::C2,
            status: ClaimStatus::New,
            conflicts_with: Vec::new(),
            consent: None,
        };
        add(book, claim);
    };
    claim(&mut book, "One", "");
    assert_eq!(
        gaps(&book),
        [
            "no_authority",
            "no_date",
            "no_expiry",
            "no_locator",
            "no_place",
            "no_summary",
            "single_source"
        ]
    );
    claim(&mut book, "Two", "p. 1");
    assert_eq!(
        gaps(&book),
        [
            "no_authority",
            "no_date",
            "no_expiry",
            "no_locator",
            "no_place",
            "no_summary"
        ]
    );
    // A client's consent is asked for, given, and withdrawn.
    add(
        &mut book,
        Involved {
            case_id,
            party,
            role: "victim".into(),
            ..Involved::default()
        },
    );
    assert!(
        !gaps(&book).contains(&"no_consent".to_owned()),
        "public monitoring asks at the export"
    );
    let current: Case = book.get(case_id.0).unwrap();
    let head = book.head(case_id.0).unwrap();
    book.save_as(
        Case {
            kind: CaseKind::Legal,
            ..current
        },
        head,
    )
    .unwrap();
    assert!(gaps(&book).contains(&"no_consent".to_owned()));
    let (consent, head) = add(
        &mut book,
        Consent {
            party: Some(party),
            valid_until: Some(day("2026-12-31")),
            ..Consent::default()
        },
    );
    assert!(!gaps(&book).contains(&"no_consent".to_owned()));
    book.save_as(
        Consent {
            withdrawn_on: Some(day("2026-01-30")),
            ..consent
        },
        Some(head),
    )
    .unwrap();
    assert!(gaps(&book).contains(&"no_consent".to_owned()));
}

#[test]
fn a_review_states_facts_and_asks_a_second_person() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(1, "Aigerim")).unwrap();
    let case_id = case(&mut book, "A case");
    let party = person(&mut book, "Amir");
    let refused = |book: &mut Book, to: ReviewState, comment: &str, expect: &str| match book
        .set_status(case_id, to, comment)
    {
        Err(Error::NotYet { code, .. }) => assert_eq!(code, expect),
        _ => panic!("{expect}"),
    };
    refused(&mut book, ReviewState::Sourced, "please", "gaps");
    refused(&mut book, ReviewState::Cleared, "", "not_reviewed");
    act(&mut book, case_id, party);
    refused(&mut book, ReviewState::Corroborated, "please", "gaps");
    refused(&mut book, ReviewState::Reviewed, "", "gaps");
    drop(book);
    // Somebody else works in the vault now: the only author may not approve alone.
    let mut book = Book::open(&mut conn, seeded(2, "Dina")).unwrap();
    case(&mut book, "Dina's case");
    drop(book);
    let shared = |seed, author| Ctx {
        shared: true,
        ..seeded(seed, author)
    };
    let mut book = Book::open(&mut conn, shared(3, "Aigerim")).unwrap();
    refused(
        &mut book,
        ReviewState::Reviewed,
        "I looked at it",
        "second_person",
    );
    drop(book);
    let mut book = Book::open(&mut conn, shared(4, "Dina")).unwrap();
    let current: Case = book.get(case_id.0).unwrap();
    let head = book.head(case_id.0).unwrap();
    book.save_as(
        Case {
            owner: "Dina".into(),
            ..current
        },
        head,
    )
    .unwrap();
    book.set_status(
        case_id,
        ReviewState::Reviewed,
        "One source, but a court paper",
    )
    .unwrap();
    book.set_status(case_id, ReviewState::Cleared, "").unwrap();
    assert_eq!(book.list::<Comment>().unwrap().len(), 1);
    book.set_status(case_id, ReviewState::Draft, "Sent back")
        .unwrap();
    assert!(book.get::<Case>(case_id.0).unwrap().status == ReviewState::Draft);
    assert!(book.verify_history().unwrap().problems.is_empty());
}

#[test]
fn home_notes_sources_and_drafts() {
    let mut conn = memory();
    let mut book = example(&mut conn, ctx());
    let today = day("2026-01-31");
    add(
        &mut book,
        Note {
            text: "Quick".into(),
            ..Note::default()
        },
    );
    add(
        &mut book,
        Note {
            text: "Quicker".into(),
            ..Note::default()
        },
    );
    add(
        &mut book,
        Task {
            title: "Appeal".into(),
            due: Some(day("2026-02-03")),
            ..Task::default()
        },
    );
    add(
        &mut book,
        Task {
            title: "Next year".into(),
            due: Some(day("2027-02-03")),
            ..Task::default()
        },
    );
    book.save_draft("note", &serde_json::json!({"text": "not yet"}))
        .unwrap();
    book.save_draft("note", &serde_json::json!({"text": "not yet done"}))
        .unwrap();
    let home = book.home(today).unwrap();
    assert_eq!(
        (
            home.unsorted.len(),
            home.due.len(),
            home.drafts.len(),
            home.review.len()
        ),
        (2, 1, 1, 10)
    );
    assert_eq!(home.drafts[0].value["text"], "not yet done");
    book.discard_draft("note").unwrap();
    assert!(book.drafts().unwrap().is_empty());
    let notes = book.note_rows(None).unwrap();
    assert_eq!(
        (notes[0].note.text.as_str(), Some(notes[0].revision)),
        ("Quicker", book.head(notes[0].note.id.0).unwrap())
    );
    let sources = book.source_rows().unwrap();
    assert_eq!(
        (sources.len(), sources[0].source.code.as_str()),
        (40, "S-001")
    );
    let cases = book.cases_of_source(sources[0].source.id).unwrap();
    assert!(sources[0].claims > 100 && cases.len() > 30);
    assert!(cases.iter().all(|case| case.reference.starts_with("KZ-")));
    let counted: u32 = sources.iter().map(|row| row.claims).sum();
    assert_eq!(counted as usize, book.list::<Claim>().unwrap().len());
}
