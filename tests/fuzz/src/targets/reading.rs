//! A pasted report.

use std::cell::RefCell;

use casework::casebook::{Casebook, EXAMPLE};
use casework::date::{Lang, UncertainDate};
use casework::reading::{Meaning, Reading};
use casework::{Book, Error};
use chrono::NaiveDate;
use rusqlite::Connection;

use super::world::{ctx, memory};
use crate::bytes::first;

/// Three invented cases in Russian and Kazakh.
const REPORT: &str = include_str!("../../../data/report-ru-kk.txt");
/// Longer texts are only slower.
const LONGEST: usize = 4_000;

thread_local! {
    /// A vault that knows nobody. Nothing is ever written into it.
    static EMPTY: RefCell<Connection> = RefCell::new(vault(false));
    /// One that knows the people of the example.
    static FULL: RefCell<Connection> = RefCell::new(vault(true));
}

fn vault(full: bool) -> Connection {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, ctx()).expect("an empty database");
    if full {
        let (example, _) = Casebook::read(EXAMPLE.as_bytes()).expect("the example");
        book.import(&example, false, |_| Ok(())).expect("taken");
    }
    conn
}

pub fn run(data: &[u8]) {
    let (which, bytes) = first(data);
    let text: String = String::from_utf8_lossy(bytes)
        .chars()
        .take(LONGEST)
        .collect();
    let day = NaiveDate::from_ymd_opt(2026, 1, 23).expect("a day");
    let lang = [None, Some(Lang::En), Some(Lang::Ru), Some(Lang::Kk)][usize::from(which >> 1 & 3)];
    let known = if which & 1 == 0 { &EMPTY } else { &FULL };
    known.with_borrow_mut(|conn| {
        let before = conn.total_changes();
        let book = Book::open(conn, ctx()).expect("it was made");
        match book.read_text(&text, day, lang) {
            Ok(reading) => {
                sound(&text, &reading);
                let again = book.read_text(&text, day, lang).expect("as before");
                assert!(json(&again) == json(&reading), "one text has one reading");
            }
            Err(Error::Invalid { .. }) => assert!(text.trim().is_empty(), "refused for nothing"),
            Err(error) => panic!("{error}"),
        }
        assert!(
            conn.total_changes() == before,
            "reading has written something"
        );
    });
}

fn json(reading: &Reading) -> String {
    serde_json::to_string(reading).expect("plain data")
}

/// Whatever was found stands in the text, in order, none over another; and what points at something points at the right kind of thing.
fn sound(text: &str, reading: &Reading) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let whole = |from: u32, to: u32| {
        let (from, to) = (from as usize, to as usize);
        from < to && to <= units.len() && String::from_utf16(&units[from..to]).is_ok()
    };
    let mut end = 0;
    for passage in &reading.passages {
        assert!(
            whole(passage.from, passage.to) && passage.from >= end,
            "a passage"
        );
        assert!(
            passage.paragraph > 0 && passage.sentence > 0,
            "they count from one"
        );
        end = passage.to;
    }
    end = 0;
    let entities = u32::try_from(reading.entities.len()).expect("few");
    for mark in &reading.marks {
        assert!(whole(mark.from, mark.to) && mark.from >= end, "a mark");
        end = mark.to;
        let passage = reading
            .passages
            .iter()
            .find(|passage| passage.index == mark.passage)
            .expect("the passage of a mark is given");
        assert!(
            passage.from <= mark.from && mark.to <= passage.to,
            "outside"
        );
        match &mark.is {
            Meaning::Date { date } => {
                let again = UncertainDate::parse(date.edtf()).expect("our own");
                assert!(again.edtf() == date.edtf());
            }
            Meaning::Person { entity }
            | Meaning::Organisation { entity }
            | Meaning::Group { entity } => {
                assert!(*entity < entities);
            }
            Meaning::Place { name, .. } => assert!(!name.trim().is_empty()),
            Meaning::Provision { article, .. } => assert!(!article.is_empty()),
            Meaning::Act { act_type, .. } => assert!(!act_type.is_empty()),
            // What goes on longer may not say which measure it is.
            Meaning::Measure {
                status, extended, ..
            } => assert!(*extended || !status.is_empty()),
        }
    }
    let is = |at: u32| reading.marks.get(at as usize).map(|mark| &mark.is);
    for one in &reading.measures {
        assert!(
            matches!(is(one.mark), Some(Meaning::Measure { status, extended, .. }) if *status == one.status && *extended == one.extended)
        );
        assert!(one.party.is_none_or(|party| party < entities));
        assert!(
            one.date
                .is_none_or(|date| matches!(is(date), Some(Meaning::Date { .. })))
        );
    }
    for act in &reading.proposals {
        assert!(
            matches!(is(act.mark), Some(Meaning::Act { act_type, .. }) if *act_type == act.act_type)
        );
        assert!(act.victim.is_none_or(|victim| victim < entities));
        assert!(
            act.date
                .is_none_or(|date| matches!(is(date), Some(Meaning::Date { .. })))
        );
        assert!(
            act.place
                .is_none_or(|place| matches!(is(place), Some(Meaning::Place { .. })))
        );
        assert!(
            act.provisions
                .iter()
                .all(|one| matches!(is(*one), Some(Meaning::Provision { .. })))
        );
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let (example, _) = Casebook::read(EXAMPLE.as_bytes()).expect("the example");
    let value: serde_json::Value = serde_json::from_str(&example.to_json()).expect("our own");
    let mut seeds: Vec<Vec<u8>> = value["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .zip(0..8_u8)
        .filter_map(|(case, which)| {
            Some([&[which][..], case["summary"].as_str()?.as_bytes()].concat())
        })
        .collect();
    for (which, text) in [
        (6, REPORT),
        (1, REPORT),
        (
            4,
            "13 ноября 2025 года журналистку Гульнару Омарову задержали в Алматы по ст. 274 УК РК. На следующий день её отпустили.",
        ),
        (
            7,
            "2025 жылғы 13 қарашада белсенді Әмір Қасенов ұсталған жоқ. Оны 434-бап бойынша 15 тәулікке қамады.",
        ),
        (
            2,
            "On 2 July 2025, police did not detain A. B. Kassenov.\r\n\r\nYesterday he was fined (art. 488 part 2, Code of Administrative Offences).",
        ),
        (
            0,
            "👩‍⚖️ 31.02.2025 \u{202e}detained\u{202c} 3 days ago… «Қ.Қ.» ст. 1-1 ч. 2",
        ),
    ] {
        seeds.push([&[which][..], text.as_bytes()].concat());
    }
    seeds
}
