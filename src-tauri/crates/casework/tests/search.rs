//! One box over everything: what comes first, what it can be narrowed by, how many there are, page by page.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::casebook::{Casebook, EXAMPLE};
use casework::record::{
    Act, Case, Entity as _, Kind, Measure, Note, NoteKind, Party, ReviewState, SavedSearch,
    Sensitivity,
};
use casework::view::{FacetCount, SearchHit};
use casework::{Book, Error, SearchFilter};
use common::{act, add, case, ctx, memory, person};
use rusqlite::Connection;

fn example(conn: &mut Connection) -> Book<'_> {
    let mut book = Book::open(conn, ctx()).unwrap();
    let example = Casebook::parse(EXAMPLE.as_bytes()).unwrap();
    book.import(&example, false, |_| Ok(())).unwrap();
    book
}

fn found(book: &Book<'_>, words: &str, filter: &SearchFilter) -> Vec<SearchHit> {
    book.search(words, 200, filter).unwrap().0
}

fn count(counts: &[FacetCount], value: &str) -> u32 {
    counts
        .iter()
        .find(|count| count.value == value)
        .map_or(0, |count| count.count)
}

#[test]
fn what_is_called_so_comes_before_what_only_speaks_of_it() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let of_kassenov = case(&mut book, "The trial of Kassenov");
    let other = case(&mut book, "Another");
    let kassenov = person(&mut book, "Amir Kassenov");
    person(&mut book, "Amir Kassenovich");
    act(&mut book, other, kassenov);
    for text in ["Called Kassenov's brother", "Kassenov is ill"] {
        add(
            &mut book,
            Note {
                case_id: Some(other),
                text: text.into(),
                ..Note::default()
            },
        );
    }
    let check = |words: &str, expect: &[&str]| {
        let hits = found(&book, words, &SearchFilter::default());
        let titles: Vec<&str> = hits.iter().map(|hit| hit.title.as_str()).collect();
        assert_eq!(titles, expect, "{words}");
    };
    // The name itself, then what begins so or is a case of it, then texts with the very word (the latest first), then with a case of it, then by whom it is.
    check(
        "Касенов ",
        &[
            "Amir Kassenov",
            "The trial of Kassenov",
            "Kassenov is ill",
            "Arrest · Amir Kassenov",
        ],
    );
    check(
        "kassenov",
        &[
            "Amir Kassenov",
            "The trial of Kassenov",
            "Amir Kassenovich",
            "Kassenov is ill",
            "Called Kassenov's brother",
            "Arrest · Amir Kassenov",
        ],
    );
    let marked = |hit: &SearchHit| -> Vec<String> {
        let part = |(from, to): &(u32, u32)| {
            hit.why
                .chars()
                .skip(*from as usize)
                .take((to - from) as usize)
                .collect()
        };
        hit.marks.iter().map(part).collect()
    };
    let hits = found(&book, "Касеновым ", &SearchFilter::default());
    assert_eq!(marked(&hits[0]), ["Kassenov"]);
    let in_case = SearchFilter {
        cases: vec![of_kassenov],
        ..SearchFilter::default()
    };
    let only = found(&book, "kassenov", &in_case);
    assert_eq!((only.len(), only[0].kind), (1, Kind::Case));
}

#[test]
fn pages_follow_each_other_and_repeat_nothing() {
    let mut conn = memory();
    let book = example(&mut conn);
    let whole = found(&book, "kazakhstan", &SearchFilter::default());
    assert!(whole.len() > 40, "{}", whole.len());
    let mut pages = Vec::new();
    loop {
        let filter = SearchFilter {
            offset: u32::try_from(pages.len()).unwrap(),
            ..SearchFilter::default()
        };
        let (page, more) = book.search("kazakhstan", 7, &filter).unwrap();
        pages.extend(page.into_iter().map(|hit| hit.id));
        if !more {
            break;
        }
    }
    assert_eq!(
        pages,
        whole.iter().map(|hit| hit.id).collect::<Vec<_>>(),
        "the same, in the same order"
    );
}

#[test]
fn facets_count_what_narrowing_gives() {
    let mut conn = memory();
    let book = example(&mut conn);
    let all = SearchFilter::default();
    for words in ["kassenov", "house arrest", "Алматы", "orda"] {
        let facets = book.search_facets(words, &all).unwrap();
        let hits = found(&book, words, &all);
        assert!(facets.kinds.iter().all(|count| !count.more), "{words}");
        for count in &facets.kinds {
            let kind = Kind::of(&count.value).unwrap();
            let only = SearchFilter {
                kinds: vec![kind],
                ..all.clone()
            };
            assert_eq!(
                found(&book, words, &only).len(),
                count.count as usize,
                "{words}, {}",
                count.value
            );
        }
        let total: u32 = facets.kinds.iter().map(|count| count.count).sum();
        assert_eq!(total as usize, hits.len(), "{words}");
        for count in &facets.years {
            let only = SearchFilter {
                years: vec![count.value.parse().unwrap()],
                ..all.clone()
            };
            assert_eq!(
                found(&book, words, &only).len(),
                count.count as usize,
                "{words}, {}",
                count.value
            );
            // What is chosen does not hide the other years, and narrows the kinds.
            let narrowed = book.search_facets(words, &only).unwrap();
            assert!(narrowed.years == facets.years, "{words}");
            let total: u32 = narrowed.kinds.iter().map(|count| count.count).sum();
            assert_eq!(total, count.count, "{words}, {}", count.value);
        }
        for count in &facets.status {
            let only = SearchFilter {
                status: vec![serde_json::from_value(count.value.clone().into()).unwrap()],
                ..all.clone()
            };
            assert_eq!(
                found(&book, words, &only).len(),
                count.count as usize,
                "{words}, {}",
                count.value
            );
        }
        for count in &facets.sensitivity {
            let only = SearchFilter {
                sensitivity: vec![serde_json::from_value(count.value.clone().into()).unwrap()],
                ..all.clone()
            };
            assert_eq!(
                found(&book, words, &only).len(),
                count.count as usize,
                "{words}, {}",
                count.value
            );
        }
    }
    // Several of one facet mean "or", of two facets "and"; and without any word there is still something to look at.
    let years = |years: &[i32]| SearchFilter {
        years: years.to_vec(),
        ..SearchFilter::default()
    };
    let both = found(&book, "arrest", &years(&[2025, 2026])).len();
    let (one, other) = (
        found(&book, "arrest", &years(&[2025])).len(),
        found(&book, "arrest", &years(&[2026])).len(),
    );
    assert!(both <= one + other && both >= one.max(other) && one > 0 && other > 0);
    assert!(found(&book, "", &all).is_empty() && !found(&book, "", &years(&[2026])).is_empty());
}

#[test]
fn a_common_word_is_counted_to_a_bound_and_found_at_once() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let cases: Vec<serde_json::Value> = (0..700)
        .map(|n| serde_json::json!({"id": format!("a-{n}"), "title": format!("Quartz {n}"), "summary": "quartz"}))
        .collect();
    let text = serde_json::json!({"about": {"title": "Many"}, "cases": cases}).to_string();
    book.import(
        &Casebook::parse(text.as_bytes()).unwrap(),
        false,
        |_| Ok(()),
    )
    .unwrap();
    for n in 0..3 {
        person(&mut book, &format!("Quartz Quartzov {n}"));
    }
    let facets = book
        .search_facets("quartz", &SearchFilter::default())
        .unwrap();
    let cases = facets
        .kinds
        .iter()
        .find(|count| count.value == "case")
        .unwrap();
    assert!(cases.more && cases.count == 500);
    let people = facets
        .kinds
        .iter()
        .find(|count| count.value == "party")
        .unwrap();
    assert!(
        !people.more && people.count == 3,
        "what is rare is counted to its end"
    );
    let hits = found(&book, "quartz", &SearchFilter::default());
    assert!(
        hits[..3].iter().all(|hit| hit.kind == Kind::Party) && hits[3].title.starts_with("Quartz ")
    );
}

#[test]
fn what_changes_is_found_by_what_it_is_now() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let case_id = case(&mut book, "A case");
    let (note, base) = add(
        &mut book,
        Note {
            case_id: Some(case_id),
            text: "marble".into(),
            ..Note::default()
        },
    );
    let status = |status: ReviewState| SearchFilter {
        status: vec![status],
        ..SearchFilter::default()
    };
    assert_eq!(found(&book, "marble", &status(ReviewState::Draft)).len(), 1);
    assert_eq!(
        count(
            &book
                .search_facets("marble", &SearchFilter::default())
                .unwrap()
                .years,
            "2026"
        ),
        1
    );
    // A note that becomes privileged is gone from ordinary searches, and back when it is none any more.
    let (secret, base) = book
        .save_as(
            Note {
                kind: NoteKind::Privileged,
                sensitivity: Sensitivity::Confidential,
                ..note.clone()
            },
            Some(base),
        )
        .unwrap();
    let all = SearchFilter::default();
    let privileged = SearchFilter {
        privileged: true,
        ..all.clone()
    };
    assert!(found(&book, "marble", &all).is_empty());
    assert!(book.search_facets("marble", &all).unwrap().kinds.is_empty());
    assert_eq!(found(&book, "marble", &privileged).len(), 1);
    let confidential = SearchFilter {
        sensitivity: vec![Sensitivity::Confidential],
        ..privileged.clone()
    };
    assert_eq!(found(&book, "marble", &confidential).len(), 1);
    book.save_as(
        Note {
            kind: NoteKind::Analysis,
            ..secret
        },
        Some(base),
    )
    .unwrap();
    assert_eq!(found(&book, "marble", &all).len(), 1);
    // The case moves along its review, and with it what is in it.
    let party = person(&mut book, "Amir");
    let (measure, _) = add(
        &mut book,
        Measure {
            case_id,
            party,
            status: "custody".into(),
            from: Some("2019-05".parse().unwrap()),
            until: Some("2021-02-01".parse().unwrap()),
            ..Measure::default()
        },
    );
    let of = |year: i32| SearchFilter {
        years: vec![year],
        kinds: vec![Kind::Case, Kind::Measure],
        ..SearchFilter::default()
    };
    assert_eq!(
        found(&book, "", &of(2020)).len(),
        2,
        "the years between, and the case with them"
    );
    book.delete(Kind::Measure, measure.id.0, false).unwrap();
    assert!(found(&book, "", &of(2020)).is_empty());
    let (whole, base) = book
        .record(Kind::Case, case_id.0)
        .map(|(record, base)| (Case::from_record(record).unwrap(), base))
        .unwrap();
    book.save_as(
        Case {
            sensitivity: Sensitivity::Restricted,
            ..whole
        },
        base,
    )
    .unwrap();
    let restricted = SearchFilter {
        sensitivity: vec![Sensitivity::Restricted],
        ..SearchFilter::default()
    };
    add(
        &mut book,
        Act {
            case_id,
            act_type: "arrest".into(),
            ..Act::default()
        },
    );
    assert_eq!(
        found(&book, "", &restricted).len(),
        1,
        "an act says itself how far it may travel"
    );
}

#[test]
fn searches_are_kept_with_their_history() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let kept = |name: &str| SavedSearch {
        name: name.into(),
        text: "house arrest".into(),
        kinds: vec![Kind::Measure, Kind::Act],
        years: vec![2025],
        status: vec![ReviewState::Draft],
        ..SavedSearch::default()
    };
    let (second, base) = add(&mut book, kept("who is held"));
    add(&mut book, kept("Arrests"));
    let names = |book: &Book<'_>| -> Vec<String> {
        let all = book.saved_searches().unwrap();
        all.into_iter().map(|(search, _)| search.name).collect()
    };
    assert_eq!(names(&book), ["Arrests", "who is held"]);
    assert!(
        book.saved_searches()
            .unwrap()
            .into_iter()
            .any(|(search, head)| search == second && head == base)
    );
    book.save_as(
        SavedSearch {
            name: "Held".into(),
            ..second.clone()
        },
        Some(base),
    )
    .unwrap();
    let (gone, _) = book.delete(Kind::SavedSearch, second.id.0, false).unwrap();
    assert_eq!(names(&book), ["Arrests"]);
    book.restore(gone[0]).unwrap();
    assert_eq!(names(&book), ["Arrests", "Held"]);
    assert_eq!(
        book.history(Kind::SavedSearch, second.id.0).unwrap().len(),
        4
    );
    let refused = book.save_as(
        SavedSearch {
            name: " ".into(),
            ..SavedSearch::default()
        },
        None,
    );
    assert!(matches!(refused, Err(Error::Invalid { field, .. }) if field == "name"));
    assert!(book.verify_history().unwrap().problems.is_empty());
}

#[test]
fn a_look_at_one_case_sees_what_was_done_to_its_history() {
    let check = |sql: &str, case_intact: bool| {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, ctx()).unwrap();
        let case_id = case(&mut book, "A case");
        let party = person(&mut book, "Amir");
        act(&mut book, case_id, party);
        let (note, base) = add(
            &mut book,
            Note {
                case_id: Some(case_id),
                text: "first".into(),
                ..Note::default()
            },
        );
        book.save_as(
            Note {
                text: "second".into(),
                ..note.clone()
            },
            Some(base),
        )
        .unwrap();
        assert!(
            book.is_case_intact(case_id).unwrap() && book.is_intact(Kind::Note, note.id.0).unwrap()
        );
        drop(book);
        conn.execute_batch(&format!(
            "PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1; {sql}"
        ))
        .unwrap();
        let book = Book::open(&mut conn, ctx()).unwrap();
        assert_eq!(book.is_case_intact(case_id).unwrap(), case_intact, "{sql}");
        assert_eq!(
            book.verify_history().unwrap().problems.is_empty(),
            case_intact,
            "{sql}"
        );
    };
    check("SELECT 1", true);
    check("UPDATE note SET text = 'third'", false);
    check("UPDATE revision SET author = 'B' WHERE kind = 'act'", false);
    check(
        "UPDATE revision SET changes = replace(changes, 'second', 'third')",
        false,
    );
    check(
        "DELETE FROM revision WHERE kind = 'note' AND op = 'create'",
        false,
    );
    check("DELETE FROM revision WHERE kind = 'act'", false);
    check("DELETE FROM act", false);
    check(
        "INSERT INTO comment SELECT '00000000-0000-4000-8000-000000000001', id, 'slipped in', 0 FROM \"case\"",
        false,
    );
}

#[test]
fn parties_are_suggested_as_by_comparing_all() {
    let mut conn = memory();
    let mut book = example(&mut conn);
    for name in [
        "Касенова Айгуль Болатовна",
        "Әмір Қасенұлы",
        "Amnesty",
        "Серик К.",
        "ОО «Международная амнистия»",
        "Nur-Sultan Kassenov",
    ] {
        add(
            &mut book,
            Party {
                name: name.into(),
                ..Party::default()
            },
        );
    }
    let names: Vec<(casework::record::PartyId, Vec<String>)> = {
        let parties: Vec<Party> = book.list().unwrap();
        let further: Vec<casework::record::Name> = book.list().unwrap();
        let all = |party: &Party| {
            let more = further
                .iter()
                .filter(|name| name.party == party.id)
                .map(|name| name.full.clone());
            (
                party.id,
                std::iter::once(party.name.clone()).chain(more).collect(),
            )
        };
        parties.iter().map(all).collect()
    };
    let by_all = |typed: &str| -> std::collections::BTreeSet<_> {
        let begins = |name: &str| {
            let (typed, name) = (
                casework::name::fold_text(typed),
                casework::name::fold_text(name),
            );
            !typed.is_empty()
                && typed
                    .split(' ')
                    .all(|part| name.split(' ').any(|word| word.starts_with(part)))
        };
        let alike = |name: &String| {
            casework::name::compare(typed, name).band != casework::name::Band::Different
                || begins(name)
        };
        names
            .iter()
            .filter(|(_, all)| all.iter().any(alike))
            .map(|(id, _)| *id)
            .collect()
    };
    for typed in [
        "к",
        "ка",
        "Касенов",
        "kassenov",
        "Kasenova",
        "Amir",
        "A. Kassenov",
        "Амир Касенулы",
        "AI",
        "IPHR",
        "International Partnership for Human Rights",
        "Serik",
        "Қасенов Ә.",
        "мукамедкарим",
        "Nursultan Kasenov",
    ] {
        let suggested: std::collections::BTreeSet<_> = book
            .suggest_names(typed, usize::MAX)
            .unwrap()
            .into_iter()
            .map(|hit| hit.party)
            .collect();
        assert_eq!(suggested, by_all(typed), "{typed}");
    }
}
