//! The calendar, Home's part of it, and how a client's matters stand.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::date::UncertainDate;
use casework::record::{
    Case, CaseId, CaseKind, Consent, Hearing, Involved, Measure, Note, NoteKind, PartyId, Place,
    Proceeding, Sensitivity, Task,
};
use casework::view::{CalendarEntry, CalendarQuery, CalendarView, EntryKind};
use casework::{Book, Error};
use common::{add, case, ctx, day, memory, person};

/// A Saturday.
const TODAY: &str = "2026-01-31";

fn date(text: &str) -> Option<UncertainDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn ask(book: &Book, from: &str, to: &str) -> CalendarView {
    let query = CalendarQuery {
        from: day(from),
        to: day(to),
        kinds: Vec::new(),
    };
    book.calendar(&query, day(TODAY)).unwrap()
}

fn short(entries: &[CalendarEntry]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| {
            let first = entry
                .earliest
                .map(|day| day.to_string())
                .unwrap_or_default();
            format!(
                "{first} {}{}",
                entry.kind.name(),
                if entry.overdue { " late" } else { "" }
            )
        })
        .collect()
}

fn hearing(book: &mut Book, case_id: CaseId, dates: &[&str]) {
    let hearings = dates.iter().map(|text| Hearing {
        date: date(text),
        words: "opening".into(),
    });
    add(
        book,
        Proceeding {
            case_id,
            kind: "trial".into(),
            hearings: hearings.collect(),
            ..Proceeding::default()
        },
    );
}

fn measure(
    book: &mut Book,
    case_id: CaseId,
    party: PartyId,
    status: &str,
    from: &str,
    duration: &str,
) -> Measure {
    let measure = Measure {
        case_id,
        party,
        status: status.into(),
        from: date(from),
        duration: duration.into(),
        ..Measure::default()
    };
    add(book, measure).0
}

fn task(book: &mut Book, case_id: Option<CaseId>, title: &str, due: &str) {
    let due = (!due.is_empty()).then(|| day(due));
    add(
        book,
        Task {
            case_id,
            title: title.into(),
            due,
            ..Task::default()
        },
    );
}

#[test]
fn an_entry_is_there_when_its_days_may_overlap() {
    let check = |when: &str, from: &str, to: &str, there: bool| {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, ctx()).unwrap();
        let case_id = case(&mut book, "A case");
        hearing(&mut book, case_id, &[when]);
        let view = ask(&book, from, to);
        assert_eq!(!view.entries.is_empty(), there, "{when} in {from} to {to}");
    };
    check("2026-02-10", "2026-02-01", "2026-02-28", true);
    check("2026-02-01", "2026-02-01", "2026-02-28", true);
    check("2026-02-28", "2026-02-01", "2026-02-28", true);
    check("2026-03-01", "2026-02-01", "2026-02-28", false);
    check("2026-01-31", "2026-02-01", "2026-02-28", false);
    check("2026-02", "2026-02-28", "2026-03-10", true);
    check("2026-02", "2026-03-01", "2026-03-10", false);
    check("[2026-01-25..2026-02-02]", "2026-02-01", "2026-02-28", true);
    check("2025-12", "2026-02-01", "2026-02-28", false);
    // What has no known end does not stand in every month to come: only where it is known to be.
    check("[2026-02-10..]", "2026-02-01", "2026-02-28", true);
    check("[2026-02-10..]", "2026-05-01", "2026-05-31", false);
    check("[..2026-02-10]", "2026-02-01", "2026-02-28", true);
    check("[..2026-02-10]", "2026-01-01", "2026-01-31", false);
    check("2026-02/..", "2026-02-01", "2026-02-28", true);
    check("2026-02/..", "2026-05-01", "2026-05-31", false);
}

#[test]
fn everything_that_is_due_stands_in_it() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, party) = (
        case(&mut book, "A case"),
        person(&mut book, "Amir Kassenov"),
    );
    let held = measure(&mut book, case_id, party, "pretrial", "2025-12-20", "P2M");
    let revision = book.head(held.id.0).unwrap();
    book.save_as(
        Measure {
            next_review: Some(day("2026-02-05")),
            ..held
        },
        revision,
    )
    .unwrap();
    hearing(&mut book, case_id, &["2026-02-12", "2025-12-01"]);
    task(&mut book, Some(case_id), "Call the court", "2026-02-03");
    task(&mut book, None, "Buy toner", "2026-02-04");
    task(&mut book, None, "Some time", "");
    add(
        &mut book,
        Consent {
            case_id: Some(case_id),
            party: Some(party),
            valid_until: Some(day("2026-02-25")),
            ..Consent::default()
        },
    );
    let mut whole: Case = book.get(case_id.0).unwrap();
    whole.retention_review = Some(day("2026-02-27"));
    let revision = book.head(case_id.0).unwrap();
    book.save_as(whole, revision).unwrap();
    let view = ask(&book, "2026-02-01", "2026-02-28");
    assert_eq!(
        short(&view.entries),
        [
            "2026-02-03 task",
            "2026-02-04 task",
            "2026-02-05 review",
            "2026-02-12 hearing",
            "2026-02-20 expiry",
            "2026-02-25 consent",
            "2026-02-27 retention"
        ]
    );
    assert_eq!(
        (short(&view.undated), view.overdue.len(), view.more),
        (vec![" task".to_owned()], 0, false)
    );
    let expiry = &view.entries[4];
    assert_eq!(
        (
            expiry.party.as_str(),
            expiry.code.as_str(),
            expiry.case.is_empty()
        ),
        ("Amir Kassenov", "pretrial", false)
    );
    // Of some kinds only.
    let query = CalendarQuery {
        from: day("2026-02-01"),
        to: day("2026-02-28"),
        kinds: vec![EntryKind::Hearing, EntryKind::Review],
    };
    let some = book.calendar(&query, day(TODAY)).unwrap();
    assert_eq!(
        short(&some.entries),
        ["2026-02-05 review", "2026-02-12 hearing"]
    );
    // An uncertain start makes an uncertain end, which is shown as one.
    measure(&mut book, case_id, party, "travel_ban", "2026-01", "P1M");
    let view = ask(&book, "2026-02-01", "2026-02-28");
    let ban = view
        .entries
        .iter()
        .find(|entry| entry.code == "travel_ban")
        .unwrap();
    assert_eq!(
        (ban.earliest, ban.latest),
        (Some(day("2026-02-01")), Some(day("2026-02-28")))
    );
}

#[test]
fn overdue_until_somebody_says_what_came_after() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
    let held = measure(&mut book, case_id, party, "pretrial", "2025-11-20", "P2M");
    // A fixed term is over by itself.
    let other = person(&mut book, "Dana");
    measure(
        &mut book,
        case_id,
        other,
        "administrative_arrest",
        "2025-12-01",
        "P10D",
    );
    task(&mut book, Some(case_id), "Appeal", "2026-01-30");
    task(&mut book, Some(case_id), "Today", TODAY);
    for valid in ["2025-12-31", "2026-12-31"] {
        add(
            &mut book,
            Consent {
                case_id: Some(case_id),
                party: Some(party),
                valid_until: Some(day(valid)),
                ..Consent::default()
            },
        );
    }
    add(
        &mut book,
        Consent {
            case_id: Some(case_id),
            party: Some(other),
            valid_until: Some(day("2025-12-30")),
            ..Consent::default()
        },
    );
    // The first of the two of Amir was renewed; Dana's was not. Overdue comes whatever days are asked for.
    let view = ask(&book, "2026-06-01", "2026-06-30");
    assert_eq!(
        short(&view.overdue),
        [
            "2025-12-30 consent late",
            "2026-01-20 expiry late",
            "2026-01-30 task late"
        ]
    );
    assert!(view.entries.is_empty());
    let home = book.home(day(TODAY)).unwrap();
    assert_eq!(short(&home.overdue), short(&view.overdue));
    assert_eq!(short(&home.ahead), ["2026-01-31 task"]);
    let revision = book.head(held.id.0).unwrap();
    book.save_as(
        Measure {
            until: date("2026-01-20"),
            ..held
        },
        revision,
    )
    .unwrap();
    assert_eq!(
        short(&ask(&book, "2026-06-01", "2026-06-30").overdue),
        ["2025-12-30 consent late", "2026-01-30 task late"]
    );
}

#[test]
fn home_shows_a_fortnight_and_the_overdue() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let case_id = case(&mut book, "A case");
    for due in ["2026-01-31", "2026-02-13", "2026-02-14", "2026-01-01"] {
        task(&mut book, Some(case_id), "A task", due);
    }
    let home = book.home(day(TODAY)).unwrap();
    assert_eq!(short(&home.overdue), ["2026-01-01 task late"]);
    assert_eq!(short(&home.ahead), ["2026-01-31 task", "2026-02-13 task"]);
}

#[test]
fn cases_in_which_nothing_is_to_come() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let [past, ahead, open, done, kept] =
        ["Past", "Ahead", "Open", "Done", "Kept"].map(|title| case(&mut book, title));
    let legal = add(
        &mut book,
        Case {
            title: "Legal".into(),
            kind: CaseKind::Legal,
            ..Case::default()
        },
    )
    .0
    .id;
    hearing(&mut book, past, &["2026-01-10"]);
    hearing(&mut book, ahead, &["2026-09-10"]);
    task(&mut book, Some(open), "Some time", "");
    add(
        &mut book,
        Task {
            case_id: Some(done),
            title: "Was done".into(),
            done: true,
            ..Task::default()
        },
    );
    add(
        &mut book,
        Consent {
            case_id: Some(kept),
            valid_until: Some(day("2026-05-01")),
            ..Consent::default()
        },
    );
    let view = ask(&book, "2026-02-01", "2026-02-28");
    let found: Vec<CaseId> = view.bare.iter().map(|one| one.id).collect();
    // The legal matter first; a consent that runs out is no next step.
    assert!(found[0] == legal && found.len() == 4 && view.bare_count == 4);
    assert!(
        [past, done, kept].iter().all(|id| found.contains(id))
            && ![ahead, open].iter().any(|id| found.contains(id))
    );
}

#[test]
fn what_is_asked_for_is_bounded() {
    let mut conn = memory();
    let book = Book::open(&mut conn, ctx()).unwrap();
    let refuse = |from: &str, to: &str, expect: &str| {
        let query = CalendarQuery {
            from: day(from),
            to: day(to),
            kinds: Vec::new(),
        };
        match book.calendar(&query, day(TODAY)) {
            Err(Error::Invalid { field, code }) => {
                assert_eq!((field.as_str(), code), ("to", expect));
            }
            _ => panic!("{from} to {to} was given"),
        }
    };
    refuse("2026-02-01", "2026-01-31", "ends_before_start");
    refuse("2026-01-01", "2027-02-06", "too_wide");
    ask(&book, "2026-01-01", "2027-02-05");
}

/// A client with everything that must not be on a page for others.
fn client(book: &mut Book) -> (PartyId, CaseId) {
    let (case_id, party) = (case(book, "The first case"), person(book, "Amir Kassenov"));
    add(
        book,
        Involved {
            case_id,
            party,
            role: "client".into(),
            ..Involved::default()
        },
    );
    let place = add(
        book,
        Place {
            name: "A shelterqx".into(),
            never_export: true,
            ..Place::default()
        },
    )
    .0
    .id;
    let house = Measure {
        case_id,
        party,
        status: "house_arrest".into(),
        from: date("2025-12-24"),
        duration: "P2M".into(),
        place: Some(place),
        ..Measure::default()
    };
    add(book, house);
    let ban = Measure {
        case_id,
        party,
        status: "travel_ban".into(),
        from: date("2025-12-24"),
        duration: "P1Y".into(),
        sensitivity: Sensitivity::Confidential,
        note: "Banqx".into(),
        ..Measure::default()
    };
    add(book, ban);
    let secret = add(
        book,
        Case {
            title: "Secretqx".into(),
            sensitivity: Sensitivity::Confidential,
            ..Case::default()
        },
    )
    .0
    .id;
    add(
        book,
        Involved {
            case_id: secret,
            party,
            role: "client".into(),
            ..Involved::default()
        },
    );
    hearing(book, secret, &["2026-02-03"]);
    add(
        book,
        Note {
            case_id: Some(case_id),
            kind: NoteKind::Privileged,
            text: "Strategyqx".into(),
            ..Note::default()
        },
    );
    // In a case of hers as a witness, and somebody else in his.
    let elsewhere = case(book, "Elsewhereqx");
    add(
        book,
        Involved {
            case_id: elsewhere,
            party,
            role: "witness".into(),
            ..Involved::default()
        },
    );
    hearing(book, elsewhere, &["2026-02-03"]);
    let other = person(book, "Otherqx");
    measure(book, case_id, other, "pretrial", "2026-01-01", "P1M");
    (party, case_id)
}

#[test]
fn one_page_on_a_client_holds_nothing_confidential() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (party, case_id) = client(&mut book);
    hearing(
        &mut book,
        case_id,
        &["2026-01-05", "2026-02-01", "2026-02-08", "2026-02-09"],
    );
    task(&mut book, Some(case_id), "Late", "2026-01-30");
    task(&mut book, Some(case_id), "This week", "2026-01-31");
    let status = book.client_status(party, day(TODAY)).unwrap();
    // The negative control first: what must not be there is in the vault.
    let everything =
        serde_json::to_string(&book.records(casework::record::Kind::Note, None).unwrap()).unwrap();
    assert!(everything.contains("Strategyqx"));
    let page = serde_json::to_string(&status).unwrap();
    for hidden in [
        "Strategyqx",
        "Secretqx",
        "shelterqx",
        "Banqx",
        "travel_ban",
        "Elsewhereqx",
        "Otherqx",
    ] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    assert_eq!(status.left_out, 2);
    assert_eq!(
        (
            status.name.as_str(),
            status.now.len(),
            status.now[0].status.as_str()
        ),
        ("Amir Kassenov", 1, "house_arrest")
    );
    assert_eq!(
        (status.now[0].expires, status.now[0].place.as_str()),
        (Some(day("2026-02-24")), "")
    );
    // 31 January is a Saturday: this week ends tomorrow.
    assert_eq!(status.sunday, day("2026-02-01"));
    assert_eq!(short(&status.overdue), ["2026-01-30 task late"]);
    assert_eq!(
        short(&status.week),
        ["2026-01-31 task", "2026-02-01 hearing"]
    );
    assert_eq!(short(&status.next_week), ["2026-02-08 hearing"]);
    assert_eq!(
        status.proceedings[0].next_hearing.as_ref().unwrap().edtf(),
        "2026-02-01"
    );
    assert_eq!(status.tasks.len(), 2);
}

#[test]
fn the_list_of_clients() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    assert!(book.clients(day(TODAY)).unwrap().is_empty());
    let (party, case_id) = client(&mut book);
    task(&mut book, Some(case_id), "Late", "2026-01-30");
    task(&mut book, Some(case_id), "Some time", "");
    let rows = book.clients(day(TODAY)).unwrap();
    assert!(rows.len() == 1 && rows[0].party == party);
    let row = &rows[0];
    assert_eq!(
        (
            row.cases.len(),
            row.now.len(),
            row.overdue,
            row.week,
            row.next_week,
            row.tasks
        ),
        (2, 2, 1, 0, 1, 2)
    );
    assert_eq!(short(row.next.as_slice()), ["2026-02-03 hearing"]);
}

#[test]
fn a_privileged_note_stays_out_unless_asked_for() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    client(&mut book);
    let found = |privileged| {
        let filter = casework::SearchFilter {
            privileged,
            ..casework::SearchFilter::default()
        };
        book.search("Strategyqx", 10, &filter).unwrap().0.len()
    };
    assert_eq!((found(false), found(true)), (0, 1));
    let out = |privileged| {
        let selection = casework::casebook::Selection {
            cases: Vec::new(),
            privileged,
        };
        book.export(&selection)
            .unwrap()
            .to_json()
            .contains("Strategyqx")
    };
    assert_eq!((out(false), out(true)), (false, true));
}
