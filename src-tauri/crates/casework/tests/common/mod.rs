//! A casework in memory, with a clock that ticks and randomness that repeats.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "every test file uses its own part")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use casework::date::Lang;
use casework::record::{Act, ActId, Case, CaseId, Entity, Party, PartyId, Record, RevisionId};
use casework::{Book, Ctx};
use chrono::{DateTime, NaiveDate};
use rusqlite::Connection;
use uuid::Uuid;
use zeroize::Zeroizing;

/// 31 January 2026, noon, and a second more at every look.
pub fn ctx() -> Ctx {
    seeded(1, "Aigerim")
}

pub fn seeded(seed: u64, author: &str) -> Ctx {
    let seconds = AtomicI64::new(noon(2026, 1, 31));
    let state = AtomicU64::new(seed);
    Ctx {
        clock: Arc::new(move || {
            DateTime::from_timestamp(seconds.fetch_add(1, Ordering::Relaxed), 0)
                .unwrap()
                .naive_utc()
        }),
        entropy: Arc::new(move |buffer| {
            for byte in buffer {
                // splitmix64: repeats for a seed, spreads well enough for ids
                let mut z = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                *byte = (z ^ (z >> 31)).to_le_bytes()[0];
            }
        }),
        author: author.to_owned(),
        person: author.to_lowercase(),
        shared: false,
        chain_key: Some(Zeroizing::new([7; 32])),
        lang: Lang::En,
    }
}

fn noon(year: i32, month: u32, day: u32) -> i64 {
    NaiveDate::from_ymd_opt(year, month, day)
        .unwrap()
        .and_hms_opt(12, 0, 0)
        .unwrap()
        .and_utc()
        .timestamp()
}

pub fn memory() -> Connection {
    Connection::open_in_memory().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Saves a new record.
pub fn add<T: Entity>(book: &mut Book, value: T) -> (T, RevisionId) {
    book.save_as(value, None)
        .unwrap_or_else(|error| panic!("{error}"))
}

pub fn case(book: &mut Book, title: &str) -> CaseId {
    add(
        book,
        Case {
            title: title.into(),
            ..Case::default()
        },
    )
    .0
    .id
}

pub fn person(book: &mut Book, name: &str) -> PartyId {
    add(
        book,
        Party {
            name: name.into(),
            ..Party::default()
        },
    )
    .0
    .id
}

pub fn act(book: &mut Book, case_id: CaseId, victim: PartyId) -> ActId {
    add(
        book,
        Act {
            case_id,
            act_type: "arrest".into(),
            victim: Some(victim),
            ..Act::default()
        },
    )
    .0
    .id
}

pub fn id_of(record: &Record) -> Uuid {
    record.id()
}

/// The tables that lists are read from.
const LISTS: &str = "name LIKE 'derived%'";

/// Every row of some tables, in order. `which`: a condition on the columns of `sqlite_schema`.
pub fn rows(conn: &Connection, which: &str) -> Vec<String> {
    let mut tables = conn
        .prepare(&format!(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND {which}"
        ))
        .unwrap();
    let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut out = Vec::new();
    for name in names.map(Result::unwrap) {
        let mut all = conn.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = all.column_count();
        let mut rows = all.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> = (0..columns).map(|at| row.get_ref(at).unwrap()).collect();
            out.push(format!("{name} {cells:?}"));
        }
    }
    out.sort();
    out
}

/// What lists are read from is what a fresh look at the records gives.
pub fn fresh(conn: &mut Connection, about: &str) {
    let before = rows(conn, LISTS);
    Book::open(conn, seeded(77, "")).unwrap().reindex().unwrap();
    let after = rows(conn, LISTS);
    for row in &before {
        assert!(after.contains(row), "{about}: {row} is kept and is not so");
    }
    assert_eq!(before.len(), after.len(), "{about}: rows are missing");
    assert!(!after.is_empty(), "{about}: nothing is kept");
}
