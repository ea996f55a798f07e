//! From rules to deadlines: which days they give, that each is offered once, and that a start which moves is noticed.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::Book;
use casework::casebook::Casebook;
use casework::casebook::Selection;
use casework::date::UncertainDate;
use casework::record::{
    CaseId, Hearing, Measure, MeasureId, PartyId, Proceeding, Rule, RuleId, RuleStart,
    SentenceVersion, Task,
};
use casework::view::Deadlines;
use common::{add, case, ctx, day, memory, person};

const TODAY: &str = "2026-01-31";

fn date(text: &str) -> Option<UncertainDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// A casework with no rule but this one.
fn only(book: &mut Book, rule: Rule) -> RuleId {
    for old in book.rules().unwrap() {
        book.delete(casework::record::Kind::Rule, old.id.0, false)
            .unwrap();
    }
    let rule = Rule {
        en: "Do it".into(),
        ..rule
    };
    add(book, rule).0.id
}

fn measure(
    book: &mut Book,
    case_id: CaseId,
    party: PartyId,
    from: &str,
    duration: &str,
) -> MeasureId {
    let measure = Measure {
        case_id,
        party,
        status: "pretrial".into(),
        from: date(from),
        duration: duration.into(),
        ..Measure::default()
    };
    add(book, measure).0.id
}

fn edit(book: &mut Book, id: MeasureId, change: impl FnOnce(&mut Measure)) {
    let mut measure: Measure = book.get(id.0).unwrap();
    change(&mut measure);
    let head = book.head(id.0).unwrap();
    book.save_as(measure, head).unwrap();
}

fn days(found: &Deadlines) -> Vec<String> {
    let mut days: Vec<String> = found
        .suggested
        .iter()
        .map(|one| format!("{} {}", one.task.due.unwrap(), one.when.edtf()))
        .collect();
    days.sort();
    days
}

#[test]
fn what_a_measure_gives() {
    use RuleStart::{MeasureBegins, MeasureExpires};
    let check = |starts: RuleStart,
                 from: &str,
                 duration: &str,
                 offset: &str,
                 before: bool,
                 expect: &[&str]| {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, ctx()).unwrap();
        let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
        measure(&mut book, case_id, party, from, duration);
        only(
            &mut book,
            Rule {
                starts,
                offset: offset.into(),
                before,
                ..Rule::default()
            },
        );
        let found = book.deadlines(case_id, day(TODAY)).unwrap();
        assert_eq!(days(&found), expect, "{from} {duration} {offset}");
    };
    check(
        MeasureBegins,
        "2026-01-30",
        "",
        "P2D",
        false,
        &["2026-02-01 2026-02-01"],
    );
    // The last days of months, and a leap year.
    check(
        MeasureBegins,
        "2026-01-31",
        "",
        "P1M",
        false,
        &["2026-02-28 2026-02-28"],
    );
    check(
        MeasureBegins,
        "2023-12-31",
        "",
        "P2M",
        false,
        &["2024-02-29 2024-02-29"],
    );
    check(
        MeasureExpires,
        "2026-01-31",
        "P2M",
        "P1M",
        true,
        &["2026-02-28 2026-02-28"],
    );
    check(
        MeasureExpires,
        "2025-12-24",
        "P2M",
        "P10D",
        true,
        &["2026-02-14 2026-02-14"],
    );
    // Begun on a day that is not known: the first possible one counts, and all of them are told.
    check(
        MeasureBegins,
        "2025-11",
        "",
        "P15D",
        false,
        &["2025-11-16 [2025-11-16..2025-12-15]"],
    );
    check(
        MeasureExpires,
        "[2026-01-11..2026-01-20]",
        "P2M",
        "P1W",
        true,
        &["2026-03-04 [2026-03-04..2026-03-13]"],
    );
    check(
        MeasureBegins,
        "2025-11~",
        "",
        "P1D",
        false,
        &["2025-11-02 [2025-11-02~..2025-12-01~]"],
    );
    // "Since July, not over" is a start in July.
    check(
        MeasureBegins,
        "2025-07/..",
        "",
        "P1D",
        false,
        &["2025-07-02 [2025-07-02..2025-08-01]"],
    );
    check(
        MeasureBegins,
        "[..2025-11-01]",
        "",
        "P1D",
        false,
        &["2025-11-02 [..2025-11-02]"],
    );
    // Nothing to count from, or to.
    check(MeasureBegins, "", "P2M", "P2D", false, &[]);
    check(MeasureExpires, "2026-01-01", "", "P2D", true, &[]);
}

#[test]
fn a_rule_is_for_what_it_names() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
    measure(&mut book, case_id, party, "2026-01-20", "P2M");
    let mut rule = Rule {
        starts: RuleStart::MeasureExpires,
        measures: vec!["house_arrest".into()],
        offset: "P10D".into(),
        before: true,
        ..Rule::default()
    };
    let id = only(&mut book, rule.clone());
    assert_eq!(days(&book.deadlines(case_id, day(TODAY)).unwrap()), [""; 0]);
    rule = book.get(id.0).unwrap();
    rule.measures.push("pretrial".into());
    let head = book.head(id.0).unwrap();
    book.save_as(rule.clone(), head).unwrap();
    assert_eq!(
        days(&book.deadlines(case_id, day(TODAY)).unwrap()),
        ["2026-03-10 2026-03-10"]
    );
    // Switched off it says nothing more.
    rule.retired = true;
    let head = book.head(id.0).unwrap();
    book.save_as(rule, head).unwrap();
    assert_eq!(days(&book.deadlines(case_id, day(TODAY)).unwrap()), [""; 0]);
}

#[test]
fn a_detention_that_is_over_does_not_run_out() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
    let id = measure(&mut book, case_id, party, "2026-01-20", "P2M");
    only(
        &mut book,
        Rule {
            starts: RuleStart::MeasureExpires,
            offset: "P10D".into(),
            before: true,
            ..Rule::default()
        },
    );
    let found = book.deadlines(case_id, day(TODAY)).unwrap();
    let task = add(&mut book, found.suggested[0].task.clone()).0;
    edit(&mut book, id, |measure| measure.until = date("2026-01-30"));
    let found = book.deadlines(case_id, day(TODAY)).unwrap();
    assert!(found.suggested.is_empty());
    assert!(
        found.outdated[0].task == task.id
            && found.outdated[0].start.is_none()
            && found.outdated[0].due.is_none()
    );
}

#[test]
fn offered_once_and_outdated_when_its_start_moves() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
    let id = measure(&mut book, case_id, party, "2025-12-24", "P2M");
    let rule = only(
        &mut book,
        Rule {
            starts: RuleStart::MeasureExpires,
            offset: "P10D".into(),
            before: true,
            legal_basis: "Art. 1".into(),
            ..Rule::default()
        },
    );
    let found = book.deadlines(case_id, day(TODAY)).unwrap();
    let suggestion = &found.suggested[0];
    assert_eq!(
        (
            suggestion.task.title.as_str(),
            suggestion.task.legal_basis.as_str(),
            suggestion.from.as_str(),
            suggestion.past
        ),
        ("Do it", "Art. 1", "In pre-trial detention · Amir", false)
    );
    let (task, _) = add(&mut book, suggestion.task.clone());
    assert!(task.rule_id == Some(rule) && task.start_id == Some(id.0) && task.rule == "Do it");
    let again = book.deadlines(case_id, day(TODAY)).unwrap();
    assert!(again.suggested.is_empty() && again.outdated.is_empty());
    // What does not move the start changes nothing.
    edit(&mut book, id, |measure| measure.note = "A word".into());
    assert!(
        book.deadlines(case_id, day(TODAY))
            .unwrap()
            .outdated
            .is_empty()
    );
    // Extended by a month: the open task is outdated, and nothing new is offered beside it.
    edit(&mut book, id, |measure| measure.duration = "P3M".into());
    let moved = book.deadlines(case_id, day(TODAY)).unwrap();
    assert!(moved.suggested.is_empty());
    assert_eq!(
        (
            moved.outdated[0].start.as_ref().unwrap().edtf(),
            moved.outdated[0].due
        ),
        ("2026-03-24", Some(day("2026-03-14")))
    );
    // It follows.
    let head = book.head(task.id.0).unwrap();
    let followed = Task {
        start: moved.outdated[0].start.clone(),
        due: moved.outdated[0].due,
        ..task
    };
    let (task, head) = book.save_as(followed, head).unwrap();
    assert!(
        book.deadlines(case_id, day(TODAY))
            .unwrap()
            .outdated
            .is_empty()
    );
    // Done, and extended once more: what was done stays done, the new end is offered.
    book.save_as(Task { done: true, ..task }, Some(head))
        .unwrap();
    assert!(
        book.deadlines(case_id, day(TODAY))
            .unwrap()
            .suggested
            .is_empty()
    );
    edit(&mut book, id, |measure| measure.duration = "P4M".into());
    let last = book.deadlines(case_id, day(TODAY)).unwrap();
    assert!(last.outdated.is_empty());
    assert_eq!(days(&last), ["2026-04-14 2026-04-14"]);
    // The record goes: the rule and the task stay.
    book.delete(casework::record::Kind::Measure, id.0, true)
        .unwrap();
    assert_eq!(book.list_of_case::<Task>(case_id).unwrap().len(), 1);
    // A rule that a task came from cannot be deleted, only switched off.
    assert!(matches!(
        book.delete(casework::record::Kind::Rule, rule.0, true),
        Err(casework::Error::InUse { .. })
    ));
}

#[test]
fn hearings_are_told_apart_by_their_days() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let case_id = case(&mut book, "A case");
    let hearing = |text: &str| Hearing {
        date: date(text),
        words: String::new(),
    };
    let (mut proceeding, mut head) = add(
        &mut book,
        Proceeding {
            case_id,
            kind: "trial".into(),
            hearings: vec![hearing("2026-02-10"), hearing("2026-02-20")],
            ..Proceeding::default()
        },
    );
    only(
        &mut book,
        Rule {
            starts: RuleStart::Hearing,
            offset: "P3D".into(),
            before: true,
            ..Rule::default()
        },
    );
    let found = book.deadlines(case_id, day(TODAY)).unwrap();
    assert_eq!(
        days(&found),
        ["2026-02-07 2026-02-07", "2026-02-17 2026-02-17"]
    );
    let (task, _) = add(&mut book, found.suggested[1].task.clone());
    // One more before it, in front of the list: the task of the 20th is still that of the 20th.
    proceeding.hearings.insert(0, hearing("2026-02-05"));
    (proceeding, head) = book.save_as(proceeding, Some(head)).unwrap();
    let found = book.deadlines(case_id, day(TODAY)).unwrap();
    assert_eq!(
        days(&found),
        ["2026-02-02 2026-02-02", "2026-02-07 2026-02-07"]
    );
    assert!(found.outdated.is_empty());
    // All three put off.
    proceeding.hearings = vec![hearing("2026-03-20")];
    book.save_as(proceeding, Some(head)).unwrap();
    let found = book.deadlines(case_id, day(TODAY)).unwrap();
    assert!(found.suggested.is_empty());
    assert!(found.outdated[0].task == task.id);
    assert_eq!(found.outdated[0].due, Some(day("2026-03-17")));
}

#[test]
fn sentences_by_instance() {
    let check = |kind: &str, sentence: &str, versions: &[&str], first: &[&str], later: &[&str]| {
        for (starts, expect) in [
            (RuleStart::Sentence, first),
            (RuleStart::LaterSentence, later),
        ] {
            let mut conn = memory();
            let mut book = Book::open(&mut conn, ctx()).unwrap();
            let case_id = case(&mut book, "A case");
            let sentences = versions.iter().map(|text| SentenceVersion {
                date: date(text),
                ..SentenceVersion::default()
            });
            let proceeding = Proceeding {
                case_id,
                kind: kind.into(),
                date: date("2026-01-10"),
                sentence: sentence.into(),
                sentences: sentences.collect(),
                ..Proceeding::default()
            };
            add(&mut book, proceeding);
            only(
                &mut book,
                Rule {
                    starts,
                    offset: "P15D".into(),
                    ..Rule::default()
                },
            );
            let found = book.deadlines(case_id, day(TODAY)).unwrap();
            let days: Vec<String> = found
                .suggested
                .iter()
                .map(|one| one.task.due.unwrap().to_string())
                .collect();
            assert_eq!(days, expect, "{kind} {versions:?}");
        }
    };
    check("verdict", "four years", &[], &["2026-01-25"], &[]);
    check("verdict", "", &[], &[], &[]);
    check("appeal", "2.5 years", &[], &[], &["2026-01-25"]);
    check("trial", "", &["2026-01-12"], &["2026-01-27"], &[]);
    check(
        "trial",
        "",
        &["2026-01-12", "2026-01-20"],
        &["2026-01-27"],
        &["2026-02-04"],
    );
    check("appeal", "", &["2026-01-12", ""], &[], &["2026-01-27"]);
}

#[test]
fn from_a_day_that_is_typed() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let case_id = case(&mut book, "A case");
    let rule = only(
        &mut book,
        Rule {
            starts: RuleStart::Day,
            offset: "P5Y".into(),
            ..Rule::default()
        },
    );
    let typed = date("2024-02-29").unwrap();
    let found = book
        .deadline_from(rule, Some(case_id), &typed, day(TODAY))
        .unwrap();
    assert!(
        found.task.due == Some(day("2029-02-28"))
            && found.task.case_id == Some(case_id)
            && !found.past
    );
    add(&mut book, found.task);
    // No record stands behind it that could move.
    assert!(
        book.deadlines(case_id, day(TODAY))
            .unwrap()
            .outdated
            .is_empty()
    );
    let late = date("9999-01-01").unwrap();
    assert!(matches!(
        book.deadline_from(rule, None, &late, day(TODAY)),
        Err(casework::Error::Invalid { code: "no_day", .. })
    ));
}

#[test]
fn the_examples_are_marked_as_such() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let rules = book.rules().unwrap();
    assert!(rules.len() >= 4 && rules.iter().all(|rule| !rule.checked && !rule.retired));
    assert!(rules.iter().all(|rule| {
        ![&rule.en, &rule.ru, &rule.kk]
            .iter()
            .any(|label| label.is_empty())
    }));
    assert!(book.verify_history().unwrap().problems.is_empty());
    // One that is edited or deleted is no fault of the history; one that was put in behind its back is.
    let head = book.head(rules[0].id.0).unwrap();
    assert_eq!(head, None);
    book.save_as(
        Rule {
            checked: true,
            ..rules[0].clone()
        },
        None,
    )
    .unwrap_or_else(|error| panic!("{error}"));
    book.delete(casework::record::Kind::Rule, rules[1].id.0, false)
        .unwrap();
    assert!(book.verify_history().unwrap().problems.is_empty());
    drop(book);
    conn.execute("INSERT INTO rule SELECT 'f1111111-1111-4111-8111-111111111111', en, ru, kk, starts, measures, proceedings, acts, 'P99D', before, legal_basis, note, 1, 0 FROM rule LIMIT 1", []).unwrap();
    let book = Book::open(&mut conn, ctx()).unwrap();
    assert_eq!(book.verify_history().unwrap().problems.len(), 1);
}

#[test]
fn a_rule_needs_a_label_and_a_duration() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let mut refuse = |rule: Rule, field: &str, code: &str| match book.save_as(rule, None) {
        Err(casework::Error::Invalid {
            field: at,
            code: why,
        }) => assert_eq!((at.as_str(), why), (field, code)),
        _ => panic!("taken without {field}"),
    };
    let rule = Rule {
        kk: "Істеу".into(),
        offset: "P1D".into(),
        ..Rule::default()
    };
    refuse(
        Rule {
            kk: " ".into(),
            ..rule.clone()
        },
        "en",
        "required",
    );
    refuse(
        Rule {
            offset: String::new(),
            ..rule.clone()
        },
        "offset",
        "required",
    );
    refuse(
        Rule {
            offset: "15 days".into(),
            ..rule.clone()
        },
        "offset",
        "bad_duration",
    );
    refuse(
        Rule {
            measures: vec!["nonsense".into()],
            ..rule.clone()
        },
        "measures",
        "unknown_code",
    );
    book.save_as(rule, None)
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn rules_and_their_tasks_go_out_and_come_back() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
    add(
        &mut book,
        casework::record::Involved {
            case_id,
            party,
            role: "client".into(),
            ..Default::default()
        },
    );
    measure(&mut book, case_id, party, "2026-01-20", "P2M");
    let own = Rule {
        starts: RuleStart::MeasureExpires,
        offset: "P1W".into(),
        before: true,
        checked: true,
        ..Rule::default()
    };
    only(&mut book, own);
    let found = book.deadlines(case_id, day(TODAY)).unwrap();
    add(&mut book, found.suggested[0].task.clone());
    let file = book.export(&Selection::default()).unwrap().to_json();

    let mut other = memory();
    let mut there = Book::open(&mut other, ctx()).unwrap();
    let read = Casebook::parse(file.as_bytes()).unwrap();
    there.import(&read, false, |_| Ok(())).unwrap();
    let rules = there.rules().unwrap();
    assert!(
        rules
            .iter()
            .any(|rule| rule.en == "Do it" && rule.checked && rule.offset == "P1W" && rule.before)
    );
    let case_id = there.list::<casework::record::Case>().unwrap()[0].id;
    let found = there.deadlines(case_id, day(TODAY)).unwrap();
    // The examples of that casework offer theirs; what came with its task is not offered again, and is not outdated.
    assert!(
        found.outdated.is_empty() && found.suggested.iter().all(|one| one.task.title != "Do it")
    );
    let task = &there.list::<Task>().unwrap()[0];
    assert!(
        task.rule_id.is_some() && task.start_id.is_some() && task.due == Some(day("2026-03-13"))
    );
    // Once more: nothing changes.
    let again = there.import(&read, false, |_| Ok(())).unwrap().report;
    assert!(
        again
            .added
            .values()
            .chain(again.updated.values())
            .all(|count| *count == 0)
    );
}
