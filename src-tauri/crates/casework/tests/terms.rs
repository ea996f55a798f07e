//! Vocabularies: codes that stay, labels that change, terms that go without leaving a record behind; and single fields put back.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::casebook::{Casebook, Selection};
use casework::record::{Act, Chain, Kind, Party, Record, Relationship, Rule, RuleStart, Term};
use casework::view::TermRow;
use casework::{Book, Error};
use common::{act, add, case, ctx, memory, person};

fn term(vocabulary: &str, en: &str, group: &str) -> Term {
    Term {
        vocabulary: vocabulary.into(),
        en: en.into(),
        group: group.into(),
        ..Term::default()
    }
}

fn row(book: &Book, vocabulary: &str, code: &str) -> TermRow {
    let rows = book.term_rows().unwrap();
    let found = rows
        .into_iter()
        .find(|row| row.term.vocabulary == vocabulary && row.term.code == code);
    found.unwrap_or_else(|| panic!("{vocabulary} {code}"))
}

fn refused(book: &mut Book, term: Term) -> (String, &'static str) {
    let base = book.head(term.id.0).unwrap();
    match book.save(Record::Term(term), base) {
        Err(Error::Invalid { field, code }) => (field, code),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was saved"),
    }
}

#[test]
fn a_new_term_gets_a_code_that_stays() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (made, base) = add(&mut book, term("act_type", "Drone surveillance", "digital"));
    assert_eq!(
        (made.code.as_str(), made.en.as_str()),
        ("drone_surveillance", "Drone surveillance")
    );
    // Another of the same code by another label.
    let (second, _) = add(&mut book, term("act_type", "Drone-surveillance", "digital"));
    assert_eq!(second.code, "drone_surveillance_2");
    let renamed = Term {
        en: "Watched by a drone".into(),
        ru: "Слежка с беспилотника".into(),
        ..made.clone()
    };
    let (renamed, _) = book.save_as(renamed, Some(base)).unwrap();
    assert_eq!(renamed.code, "drone_surveillance");
    // The same id in every vault.
    let mut elsewhere = memory();
    let mut other = Book::open(&mut elsewhere, common::seeded(9, "Bolat")).unwrap();
    let (theirs, _) = add(
        &mut other,
        term("act_type", "Drone surveillance", "digital"),
    );
    assert_eq!(theirs.id, made.id);
    assert!(book.verify_history().unwrap().problems.is_empty());
}

#[test]
fn what_is_refused() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let with = |change: &dyn Fn(&mut Term)| {
        let mut one = term("measure", "Watched at home", "held");
        change(&mut one);
        one
    };
    let cases: [(Term, (&str, &str)); 8] = [
        (with(&|one| one.en = "  ".into()), ("en", "required")),
        (
            with(&|one| one.vocabulary = "moods".into()),
            ("vocabulary", "unknown_code"),
        ),
        (
            with(&|one| one.group = String::new()),
            ("group", "required"),
        ),
        (
            with(&|one| one.group = "liberty".into()),
            ("group", "unknown_code"),
        ),
        (
            with(&|one| one.code = "Домашний".into()),
            ("code", "bad_code"),
        ),
        (
            with(&|one| one.code = "house_arrest".into()),
            ("code", "taken"),
        ),
        (
            with(&|one| one.en = "under HOUSE arrest".into()),
            ("en", "taken"),
        ),
        (
            with(&|one| one.ru = "под домашним арестом".into()),
            ("ru", "taken"),
        ),
    ];
    for (one, (field, code)) in cases {
        assert_eq!(refused(&mut book, one), (field.to_owned(), code));
    }
    let shipped = row(&book, "role", "victim").term;
    let other_code = Term {
        code: "sufferer".into(),
        ..shipped.clone()
    };
    assert_eq!(
        refused(&mut book, other_code),
        ("code".into(), "code_stays")
    );
    let retired = Term {
        retired: true,
        ..shipped
    };
    assert_eq!(refused(&mut book, retired), ("retired".into(), "needed"));
    assert!(row(&book, "role", "victim").needed);
}

#[test]
fn a_term_that_is_said_is_not_deleted() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (made, _) = add(&mut book, term("act_type", "Drone surveillance", "digital"));
    let (of, who) = (case(&mut book, "Watched"), person(&mut book, "Amina"));
    let (one, _) = add(
        &mut book,
        Act {
            case_id: of,
            act_type: made.code.clone(),
            victim: Some(who),
            ..Act::default()
        },
    );
    assert_eq!(row(&book, "act_type", &made.code).uses, 1);
    for cascade in [false, true] {
        match book.delete(Kind::Term, made.id.0, cascade) {
            Err(Error::InUse { by }) => assert_eq!(by, [(Kind::Act, one.id.0)]),
            _ => panic!("cascade {cascade}"),
        }
    }
    book.delete(Kind::Act, one.id.0, true).unwrap();
    book.delete(Kind::Term, made.id.0, false).unwrap();
    // What came with the program stays, said or not.
    let shipped = book.find_term("act_type", "doxxing").unwrap();
    let gone = book.delete(Kind::Term, shipped, true);
    assert!(matches!(
        gone,
        Err(Error::Invalid {
            code: "shipped",
            ..
        })
    ));
    // A kind of link is a code too, although plain words may stand there.
    let (kin, _) = add(&mut book, term("relationship", "Godmother of", ""));
    let other = person(&mut book, "Saule");
    add(
        &mut book,
        Relationship {
            party: who,
            other,
            kind: kin.code.clone(),
            ..Relationship::default()
        },
    );
    assert!(matches!(
        book.delete(Kind::Term, kin.id.0, true),
        Err(Error::InUse { .. })
    ));
}

#[test]
fn one_term_in_the_place_of_another_everywhere_and_back() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (of, who) = (case(&mut book, "Watched"), person(&mut book, "Amina"));
    act(&mut book, of, who);
    act(&mut book, of, who);
    add(
        &mut book,
        Rule {
            en: "Call the lawyer".into(),
            starts: RuleStart::Act,
            acts: vec!["arrest".into(), "short_detention".into()],
            offset: "P1D".into(),
            ..Rule::default()
        },
    );
    let (old, new) = (
        book.find_term("act_type", "arrest").unwrap(),
        book.find_term("act_type", "short_detention").unwrap(),
    );
    assert_eq!(row(&book, "act_type", "arrest").uses, 3);
    let done = book.replace_term(old, new).unwrap();
    assert_eq!(done.moved, 3);
    let (before, after) = (
        row(&book, "act_type", "arrest"),
        row(&book, "act_type", "short_detention"),
    );
    assert_eq!((before.uses, before.term.retired, after.uses), (0, true, 3));
    let rules = book.list::<Rule>().unwrap();
    assert_eq!(rules.last().unwrap().acts, ["short_detention"]);
    // A retired one takes nobody's place, and nothing takes its own or that of another list.
    let refused = |result: casework::Result<_>| match result {
        Err(Error::Invalid { field, code }) => (field, code),
        _ => panic!("it was done"),
    };
    let wanted = book.find_term("measure", "wanted").unwrap();
    let victim = book.find_term("role", "victim").unwrap();
    let witness = book.find_term("role", "witness").unwrap();
    assert_eq!(
        refused(book.replace_term(new, old)),
        ("by".into(), "retired")
    );
    assert_eq!(
        refused(book.replace_term(new, new)),
        ("by".into(), "same_record")
    );
    assert_eq!(
        refused(book.replace_term(new, wanted)),
        ("by".into(), "unknown_code")
    );
    assert_eq!(
        refused(book.replace_term(victim, witness)),
        ("code".into(), "needed")
    );
    // One undo.
    book.undo(done.revisions[0]).unwrap();
    let back = row(&book, "act_type", "arrest");
    assert_eq!((back.uses, back.term.retired), (3, false));
    let rules = book.list::<Rule>().unwrap();
    assert_eq!(rules.last().unwrap().acts, ["arrest", "short_detention"]);
    assert!(book.verify_history().unwrap().problems.is_empty());
}

#[test]
fn a_retired_term_stays_where_it_is_said() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (one, two) = (case(&mut book, "One"), case(&mut book, "Two"));
    let (mut link, base) = add(
        &mut book,
        Chain {
            case_id: one,
            to_case: two,
            how: "precedes".into(),
            ..Chain::default()
        },
    );
    let found = row(&book, "chain", "precedes");
    assert_eq!(found.uses, 1);
    let shipped = found.shipped.clone().unwrap();
    let (mut term, at) = book
        .save_as(
            Term {
                retired: true,
                en: "Came before".into(),
                ..found.term
            },
            found.revision,
        )
        .unwrap();
    // The record is edited as before.
    link.how = "follows".into();
    let (mut link, base) = book.save_as(link, Some(base)).unwrap();
    link.how = "precedes".into();
    book.save_as(link, Some(base)).unwrap();
    // Back to the wording it came with.
    (term.en, term.ru, term.kk) = (shipped.en, shipped.ru, shipped.kk);
    term.retired = false;
    book.save_as(term, Some(at)).unwrap();
    let now = row(&book, "chain", "precedes");
    assert_eq!(
        (now.term.en.as_str(), now.term.retired),
        ("Precedes", false)
    );
}

#[test]
fn a_casebook_takes_them_along() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (made, _) = add(
        &mut book,
        Term {
            ru: "Слежка с беспилотника".into(),
            huridocs: "0499".into(),
            ..term("act_type", "Drone surveillance", "digital")
        },
    );
    let (unused, _) = add(&mut book, term("role", "Neighbour", "person"));
    let of = case(&mut book, "Watched");
    add(
        &mut book,
        Act {
            case_id: of,
            act_type: made.code.clone(),
            ..Act::default()
        },
    );
    let export = |book: &Book, selection: &Selection| book.export(selection).unwrap();
    let some = Selection {
        cases: vec![of],
        ..Selection::default()
    };
    let codes = |file: &Casebook| -> Vec<String> {
        file.terms.iter().map(|one| one.code.clone()).collect()
    };
    assert_eq!(codes(&export(&book, &some)), [made.code.as_str()]);
    let whole = export(&book, &Selection::default());
    assert_eq!(codes(&whole), [made.code.clone(), unused.code]);

    let parsed = Casebook::parse(whole.to_json().as_bytes()).unwrap();
    let mut elsewhere = memory();
    let mut other = Book::open(&mut elsewhere, common::seeded(9, "Bolat")).unwrap();
    other.import(&parsed, false, |_| Ok(())).unwrap();
    let theirs = row(&other, "act_type", &made.code);
    assert_eq!((theirs.term == made, theirs.uses), (true, 1));
    // Again, it changes nothing, also where it is called otherwise here now.
    let renamed = Term {
        en: "Watched by a drone".into(),
        ..theirs.term
    };
    other.save_as(renamed, theirs.revision).unwrap();
    let again = other.import(&parsed, false, |_| Ok(())).unwrap().report;
    assert_eq!(
        again
            .added
            .values()
            .chain(again.updated.values())
            .sum::<u32>(),
        0
    );
    assert_eq!(
        row(&other, "act_type", &made.code).term.en,
        "Watched by a drone"
    );
    // No file makes a vocabulary.
    let odd = r#"{"about": {"title": "t"}, "cases": [], "terms": [{"vocabulary": "moods", "code": "x", "en": "X"}]}"#;
    let parsed = Casebook::parse(odd.as_bytes()).unwrap();
    match other.import(&parsed, false, |_| Ok(())) {
        Err(Error::Refused(faults)) => assert_eq!(faults[0].path, "terms[0].vocabulary"),
        _ => panic!("it was taken in"),
    }
}

#[test]
fn one_field_is_put_back_and_the_others_stay() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let (party, first) = add(
        &mut book,
        Party {
            name: "Amina".into(),
            occupation: "teacher".into(),
            ..Party::default()
        },
    );
    let edited = Party {
        occupation: "lawyer".into(),
        citizenship: "KZ".into(),
        ..party.clone()
    };
    book.save_as(edited, Some(first)).unwrap();
    book.restore_field(first, "occupation").unwrap();
    let now: Party = book.get(party.id.0).unwrap();
    assert_eq!(
        (now.occupation.as_str(), now.citizenship.as_str()),
        ("teacher", "KZ")
    );
    let history = book.history(Kind::Party, party.id.0).unwrap();
    let fields: Vec<&str> = history[0]
        .changes
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(
        (history[0].op.as_str(), fields),
        ("restore", vec!["occupation"])
    );
    assert!(matches!(
        book.restore_field(first, "mood"),
        Err(Error::Unknown { .. })
    ));
    // The state of a case is a decision of today.
    let of = case(&mut book, "A case");
    let head = book.head(of.0).unwrap().unwrap();
    let state = book.restore_field(head, "status");
    assert!(matches!(
        state,
        Err(Error::Invalid {
            code: "by_review_only",
            ..
        })
    ));
    // A record that is gone is brought back first.
    book.delete(Kind::Party, party.id.0, false).unwrap();
    assert!(matches!(
        book.restore_field(first, "occupation"),
        Err(Error::NotFound { .. })
    ));
    assert!(book.verify_history().unwrap().problems.is_empty());
}
