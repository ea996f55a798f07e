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

/// In place of a value: other kinds, other letters, too much, too little.
fn odd() -> [Value; 12] {
    [
        json!(""),
        json!("é"),
        json!(" x "),
        json!("x".repeat(300)),
        json!("2025-13-99"),
        json!(-1),
        json!(1e30),
        json!(null),
        json!(true),
        json!([]),
        json!({"min": 9, "max": 1}),
        json!(["é"]),
    ]
}

/// The places of all values in a value.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => (0..)
            .zip(list)
            .map(|(n, value)| (format!("{n}"), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let at = format!("{at}/{key}");
        places(value, &at, into);
        into.push(at);
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let example: Value = serde_json::from_str(EXAMPLE).expect("JSON");
    let list = |key: &str| example[key].as_array().cloned().unwrap_or_default();
    let first = |key: &str| -> Vec<Value> { list(key).into_iter().take(3).collect() };
    // One case, and some of what it refers to, stays small enough to be changed in many ways.
    let mut case = list("cases").remove(0);
    for inside in case
        .as_object_mut()
        .into_iter()
        .flat_map(|case| case.values_mut())
    {
        if let Some(inside) = inside.as_array_mut() {
            inside.truncate(2);
        }
    }
    let small = json!({
        "about": example["about"],
        "parties": first("parties"),
        "sources": first("sources"),
        "provisions": first("provisions"),
        "act_types": first("act_types"),
        "cases": [case],
    });
    let mut all = Vec::new();
    places(&small, "", &mut all);
    let mut seeds = vec![small.to_string().into_bytes(), b"{\"cases\":[]}".to_vec()];
    let odd = odd();
    for (at, place) in all.iter().enumerate() {
        for round in 0..3 {
            let mut changed = small.clone();
            if let Some(value) = changed.pointer_mut(place) {
                *value = odd[(at + 4 * round) % odd.len()].clone();
            }
            seeds.push(changed.to_string().into_bytes());
        }
    }
    for case in list("cases").iter().take(5) {
        let one =
            json!({"cases": [case], "parties": example["parties"], "sources": example["sources"]});
        seeds.push(one.to_string().into_bytes());
    }
    seeds
}
