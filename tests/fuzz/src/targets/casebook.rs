//! A casebook, and taking it in.

use std::cell::RefCell;

use casework::casebook::{Casebook, EXAMPLE};
use casework::{Book, Error};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::world::{ctx, memory};

thread_local! {
    /// Nothing is ever written into it.
    static EMPTY: RefCell<Connection> = RefCell::new({
        let mut conn = memory();
        Book::open(&mut conn, ctx()).map(drop).expect("an empty database");
        conn
    });
}

pub fn run(data: &[u8]) {
    let strict = Casebook::parse(data);
    let Ok((casebook, faults)) = Casebook::read(data) else {
        assert!(matches!(strict, Err(Error::Refused(_))));
        return;
    };
    assert!(strict.is_err() || faults.is_empty(), "taken, with faults");
    if let Ok(strict) = strict {
        let text = strict.to_json();
        let again = Casebook::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        assert!(again.to_json() == text, "another casebook");
    }
    EMPTY.with_borrow_mut(|conn| {
        let mut book = Book::open(conn, ctx()).expect("it was made");
        match book.import(&casebook, true, |_| Ok(())) {
            Ok(imported) => assert!(imported.report.dry_run && imported.batch.is_none()),
            Err(error) => assert!(matches!(error, Error::Refused(_)), "{error}"),
        }
        let written = book.latest_revisions(1).expect("readable");
        assert!(written.is_empty(), "a look has written something");
    });
}

pub fn seeds() -> Vec<Vec<u8>> {
    let example: Value = serde_json::from_str(EXAMPLE).expect("JSON");
    // One case, and everything it refers to, stays small enough to be changed in many ways.
    let first = |key: &str| {
        Value::from(
            example[key]
                .as_array()
                .map_or(&[][..], |list| &list[..3.min(list.len())]),
        )
    };
    let small = json!({
        "about": example["about"],
        "parties": first("parties"),
        "sources": first("sources"),
        "cases": [{"id": "c1", "ref": "KZ-001", "title": "A raid", "start": "2025-12-01~"}],
    });
    let mut seeds = vec![small.to_string().into_bytes(), b"{\"cases\":[]}".to_vec()];
    for case in example["cases"].as_array().into_iter().flatten().take(5) {
        let one =
            json!({"cases": [case], "parties": example["parties"], "sources": example["sources"]});
        seeds.push(one.to_string().into_bytes());
    }
    seeds
}
