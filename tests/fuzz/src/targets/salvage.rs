//! Getting rows out of a damaged database.

use std::sync::LazyLock;

use casework::casebook::{Casebook, EXAMPLE};
use casework::record::{Case, Entity, Kind, Note};
use casework::{Book, Error, salvage};
use rusqlite::{Connection, MAIN_DB};

use super::world::{ctx, memory};

/// Making the tables takes longer than all the rest.
static EMPTY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut conn = memory();
    Book::migrate(&mut conn).expect("an empty database");
    conn.serialize(MAIN_DB).expect("memory").to_vec()
});

pub fn run(data: &[u8]) {
    let mut fresh = memory();
    fresh
        .deserialize_read_exact(MAIN_DB, &**EMPTY, EMPTY.len(), false)
        .expect("our own");
    match salvage::casework(data, &mut fresh, &ctx(), &mut |_| None) {
        Ok(salvaged) => sound(&mut fresh, &salvaged),
        Err(error) => assert!(
            matches!(error, Error::Newer { .. } | Error::Foreign),
            "{error}"
        ),
    }
    let mut fresh = memory();
    if let Err(error) = salvage::identities(data, &mut fresh) {
        assert!(
            matches!(error, Error::Newer { .. } | Error::Foreign),
            "{error}"
        );
    }
}

/// Whatever was lost, what comes out is a casework.
fn sound(fresh: &mut Connection, salvaged: &salvage::Salvaged) {
    let report: String = fresh
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a database");
    assert_eq!(report, "ok");
    let dangling = fresh
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut statement| statement.exists([]));
    assert!(matches!(dangling, Ok(false)), "a reference leads nowhere");
    let book = Book::open(fresh, ctx()).expect("a casework");
    for kind in Kind::ALL {
        assert!(book.records(*kind, None).is_ok(), "{kind:?}");
    }
    assert!(book.verify_history().expect("readable").problems.is_empty());
    let saved: u64 = salvaged.tables.iter().map(|table| table.saved).sum();
    assert!(saved < 1 << 32);
}

pub fn seeds() -> Vec<Vec<u8>> {
    let mut conn = memory();
    // Small pages: the fuzzer gets further with short inputs.
    conn.execute_batch("PRAGMA page_size = 512; PRAGMA auto_vacuum = INCREMENTAL;")
        .expect("an empty database");
    let mut book = Book::open(&mut conn, ctx()).expect("an empty database");
    let case = Case {
        title: "A raid".into(),
        ..Case::default()
    };
    let (case, _) = book
        .save_as(case, None)
        .unwrap_or_else(|error| panic!("{error}"));
    let note = Note {
        case_id: Some(case.id),
        text: "слово ".repeat(150),
        ..Note::default()
    };
    let saved = book
        .save(note.into_record(), None)
        .unwrap_or_else(|error| panic!("{error}"));
    let bytes = |conn: &mut Connection| conn.serialize(MAIN_DB).expect("memory").to_vec();
    let whole = {
        drop(book);
        bytes(&mut conn)
    };
    let mut book = Book::open(&mut conn, ctx()).expect("a casework");
    book.delete(Kind::Note, saved.record.id(), false)
        .unwrap_or_else(|error| panic!("{error}"));
    let deleted = bytes(&mut conn);
    let mut holed = whole.clone();
    for page in holed.chunks_mut(512).skip(3).step_by(7) {
        page.fill(0);
    }
    // The example is far larger; only whole runs see it.
    let mut large = memory();
    let mut book = Book::open(&mut large, ctx()).expect("an empty database");
    let example = Casebook::parse(EXAMPLE.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    if let Err(error) = book.import(&example, false, |_| Ok(())) {
        panic!("{error}");
    }
    vec![whole, deleted, holed, bytes(&mut large)]
}
