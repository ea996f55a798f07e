//! Places: what uses them, spellings that may be one, two made one and parted again.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::casebook::Casebook;
use casework::record::{Act, Case, Kind, Measure, Place, PlaceId};
use casework::{Book, Error};
use common::{add, case, ctx, memory, person};

fn place(book: &mut Book, name: &str, change: impl FnOnce(&mut Place)) -> PlaceId {
    let mut one = Place {
        name: name.into(),
        ..Place::default()
    };
    change(&mut one);
    add(book, one).0.id
}

#[test]
fn two_places_are_made_one_and_parted_again() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let keep = place(&mut book, "Almaty", |one| one.area = "Kazakhstan".into());
    let gone = place(&mut book, "Алматы", |one| {
        one.area = "Республика Казахстан".into();
        (one.latitude, one.longitude) = (Some(43.238), Some(76.945));
        one.never_export = true;
    });
    let who = person(&mut book, "Amina");
    let (of, _) = add(
        &mut book,
        Case {
            title: "Both".into(),
            places: vec![gone, keep],
            ..Case::default()
        },
    );
    let other = case(&mut book, "Another");
    let (act, _) = add(
        &mut book,
        Act {
            case_id: other,
            act_type: "arrest".into(),
            place: Some(gone),
            ..Act::default()
        },
    );
    let (measure, _) = add(
        &mut book,
        Measure {
            case_id: other,
            party: who,
            status: "custody".into(),
            place: Some(gone),
            ..Measure::default()
        },
    );
    let uses = |book: &Book| -> Vec<(String, u32, u32)> {
        let rows = book.place_rows().unwrap().into_iter();
        rows.map(|row| (row.place.name, row.uses, row.cases))
            .collect()
    };
    assert_eq!(
        uses(&book),
        [("Almaty".into(), 1, 1), ("Алматы".into(), 3, 2)]
    );

    let done = book.merge_places(keep.0, gone.0).unwrap();
    assert_eq!(done.moved, 3);
    assert_eq!(uses(&book), [("Almaty".into(), 3, 2)]);
    assert_eq!(book.get::<Case>(of.id.0).unwrap().places, [keep]);
    assert_eq!(book.get::<Act>(act.id.0).unwrap().place, Some(keep));
    assert_eq!(book.get::<Measure>(measure.id.0).unwrap().place, Some(keep));
    let whole: Place = book.get(keep.0).unwrap();
    // What it knew itself stays; what it did not is taken over; what must not leave still must not.
    assert_eq!(
        (whole.area.as_str(), whole.latitude, whole.never_export),
        ("Kazakhstan", Some(43.238), true)
    );

    book.undo(done.revisions[0]).unwrap();
    assert_eq!(
        uses(&book),
        [("Almaty".into(), 1, 1), ("Алматы".into(), 3, 2)]
    );
    assert_eq!(book.get::<Case>(of.id.0).unwrap().places, [gone, keep]);
    assert!(!book.get::<Place>(keep.0).unwrap().never_export);
    assert!(book.verify_history().unwrap().problems.is_empty());
    let itself = book.merge_places(keep.0, keep.0);
    assert!(matches!(
        itself,
        Err(Error::Invalid {
            code: "same_record",
            ..
        })
    ));
    let nowhere = book.merge_places(keep.0, of.id.0);
    assert!(matches!(
        nowhere,
        Err(Error::NotFound {
            kind: Kind::Place,
            ..
        })
    ));
}

#[test]
fn near_names_are_found_in_any_script() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    for name in ["Алматы", "Almaty Detention Facility", "Шымкент", "Talgar"] {
        place(&mut book, name, |_| ());
    }
    let found = |book: &Book, typed: &str| -> Vec<(String, String)> {
        let hints = book.suggest_places(typed, 8).unwrap().into_iter();
        hints.map(|hint| (hint.name, hint.band)).collect()
    };
    let almaty = found(&book, "Almaty");
    assert_eq!(almaty[0], ("Алматы".into(), "same".into()));
    assert!(
        almaty
            .iter()
            .any(|(name, _)| name == "Almaty Detention Facility")
    );
    assert_eq!(
        found(&book, "Shymkent"),
        [("Шымкент".into(), "same".into())]
    );
    assert_eq!(found(&book, "Shym"), [("Шымкент".into(), "similar".into())]);
    assert_eq!(found(&book, "Paris"), []);
    assert_eq!(found(&book, "  "), []);
}

#[test]
fn a_merged_place_does_not_come_back_with_its_file() {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).unwrap();
    let file = r#"{"about": {"id": "places"}, "parties": [], "sources": [], "provisions": [], "act_types": [],
        "cases": [{"id": "p-1", "title": "Here", "places": ["Almaty", "Алма-Ата"], "acts": [{"id": "p-1-a1", "type": "arrest", "place": "Алма-Ата"}]}]}"#;
    let import = |book: &mut Book| {
        let parsed = Casebook::parse(file.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        let done = book.import(&parsed, false, |_| Ok(()));
        done.unwrap_or_else(|error| panic!("{error}")).report
    };
    let report = import(&mut book);
    assert_eq!(report.added.get("places"), Some(&2));
    let id = |book: &Book, name: &str| {
        let rows = book.place_rows().unwrap();
        let found = rows.iter().find(|row| row.place.name == name);
        found.map(|row| row.place.id.0)
    };
    let (keep, gone) = (id(&book, "Almaty").unwrap(), id(&book, "Алма-Ата").unwrap());
    let done = book.merge_places(keep, gone).unwrap();
    for _ in 0..2 {
        let report = import(&mut book);
        let changed: u32 = report.added.values().chain(report.updated.values()).sum();
        assert_eq!(changed, 0);
        assert_eq!(id(&book, "Алма-Ата"), None);
    }
    book.undo(done.revisions[0]).unwrap();
    import(&mut book);
    let acts: Vec<Act> = book.list().unwrap();
    assert_eq!(acts[0].place, Some(PlaceId(gone)));
}
