//! What pictures are drawn of: acts counted, and who is linked with whom.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::casebook::{Casebook, EXAMPLE};
use casework::record::{
    Act, CaseId, Involved, Involvement, Party, PartyId, PartyKind, Place, Relationship,
};
use casework::view::{Figure, FigureFilter};
use casework::{Book, Error};
use common::{add, case, ctx, day, memory, person};
use serde_json::json;

fn bars(list: &[Figure]) -> Vec<(&str, u32)> {
    list.iter()
        .map(|one| (one.code.as_str(), one.acts))
        .collect()
}

fn done(book: &mut Book<'_>, fields: serde_json::Value) -> Act {
    add(book, serde_json::from_value(fields).unwrap()).0
}

#[test]
fn acts_are_counted_once_and_only_where_they_are_known_to_belong() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let one = case(&mut book, "One");
    let (place, _) = add(
        &mut book,
        Place {
            name: "Almaty".into(),
            ..Place::default()
        },
    );
    let (group, _) = add(
        &mut book,
        Party {
            kind: PartyKind::Group,
            name: "Strikers".into(),
            ..Party::default()
        },
    );
    let id = json!(one);
    for fields in [
        json!({"case_id": id, "act_type": "arrest", "start": "2025-07-01", "place": place.id}),
        json!({"case_id": id, "act_type": "arrest", "start": "2025-07-30", "count_min": 19, "count_max": 19}),
        // Of the summer, of the year, before a day, not known: none of these has a month.
        json!({"case_id": id, "act_type": "threats", "start": "2025-22", "victim": group.id}),
        json!({"case_id": id, "act_type": "threats", "start": "2025"}),
        json!({"case_id": id, "act_type": "administrative_fine", "start": "[..2025-03]"}),
        json!({"case_id": id, "act_type": "administrative_fine"}),
    ] {
        done(&mut book, fields);
    }
    let all = book.figures(&FigureFilter::default()).unwrap();
    assert_eq!((all.acts, all.cases, all.to_groups), (6, 1, 2));
    assert_eq!(
        bars(&all.by_type),
        [("administrative_fine", 2), ("arrest", 2), ("threats", 2)]
    );
    assert_eq!(bars(&all.by_month), [("2025", 2), ("2025-07", 2), ("", 2)]);
    assert_eq!(bars(&all.by_place), [("", 5), ("Almaty", 1)]);
    assert_eq!(bars(&all.by_space), [("", 6)]);
    let within = |from: &str, until: &str| {
        let filter = FigureFilter {
            from: Some(day(from)),
            until: Some(day(until)),
            ..FigureFilter::default()
        };
        book.figures(&filter).unwrap()
    };
    // What may have happened then counts; what has no date at all does not.
    assert_eq!(
        bars(&within("2025-07-15", "2025-07-31").by_type),
        [("threats", 2), ("arrest", 1)]
    );
    assert_eq!(
        within("2020-01-01", "2020-12-31").acts,
        1,
        "before March 2025"
    );
    assert_eq!(within("2026-01-01", "2026-12-31").acts, 0);
}

#[test]
fn the_sums_of_the_example_are_those_of_its_records() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    book.import(&Casebook::parse(EXAMPLE.as_bytes()).unwrap(), false, |_| {
        Ok(())
    })
    .unwrap();
    let acts = book.list::<Act>().unwrap();
    let all = book.figures(&FigureFilter::default()).unwrap();
    let sum = |list: &[Figure]| list.iter().map(|one| one.acts).sum::<u32>();
    let count = u32::try_from(acts.len()).unwrap();
    assert_eq!(all.acts, count);
    for list in [&all.by_type, &all.by_month, &all.by_place] {
        assert_eq!(sum(list), count);
    }
    for one in &all.by_type {
        let known = acts.iter().filter(|act| act.act_type == one.code).count();
        assert_eq!(one.acts as usize, known, "{}", one.code);
    }
    // Acts of a case with several spaces count in each.
    assert!(sum(&all.by_space) >= count);
    let only = FigureFilter {
        space: vec!["assembly".into()],
        ..FigureFilter::default()
    };
    let assembly = book.figures(&only).unwrap();
    let bar = all
        .by_space
        .iter()
        .find(|one| one.code == "assembly")
        .unwrap();
    assert_eq!(assembly.acts, bar.acts);
}

#[test]
fn a_person_is_linked_with_those_near_them() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let one = case(&mut book, "One");
    let other = case(&mut book, "Other");
    let [amir, daughter, lawyer, officer, far] =
        ["Amir", "Daughter", "Lawyer", "Officer", "Far"].map(|name| person(&mut book, name));
    add(
        &mut book,
        Relationship {
            party: daughter,
            other: amir,
            kind: "child".into(),
            ..Relationship::default()
        },
    );
    let mut part = |case_id: CaseId, party: PartyId, role: &str| {
        add(
            &mut book,
            Involved {
                case_id,
                party,
                role: role.into(),
                ..Involved::default()
            },
        );
    };
    part(one, amir, "victim");
    part(one, lawyer, "lawyer");
    part(other, far, "victim");
    part(other, lawyer, "lawyer");
    let act = done(
        &mut book,
        json!({"case_id": one, "act_type": "arrest", "victim": amir}),
    );
    add(
        &mut book,
        Involvement {
            case_id: one,
            act: act.id,
            perpetrator: officer,
            ..Involvement::default()
        },
    );
    let graph = book.party_graph(amir).unwrap();
    let names: Vec<&str> = graph.parties.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        ["Amir", "Daughter", "Officer", "Lawyer"],
        "and not Far: of another case"
    );
    assert_eq!(graph.cases.len(), 1);
    let mut links: Vec<(&str, &str)> = graph
        .links
        .iter()
        .map(|link| (link.by.as_str(), link.how.as_str()))
        .collect();
    links.sort_unstable();
    assert_eq!(
        links,
        [
            ("act", "arrest"),
            ("involved", "lawyer"),
            ("involved", "victim"),
            ("relationship", "child")
        ]
    );
    assert!(matches!(
        book.party_graph(PartyId::default()),
        Err(Error::NotFound { .. })
    ));

    // Too many are left out, and their number is said.
    for at in 0..60 {
        let party = person(&mut book, &format!("Neighbour {at}"));
        add(
            &mut book,
            Involved {
                case_id: one,
                party,
                role: "witness".into(),
                ..Involved::default()
            },
        );
    }
    let graph = book.party_graph(amir).unwrap();
    assert_eq!((graph.parties.len(), graph.more), (41, 23));
}
