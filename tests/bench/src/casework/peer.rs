//! The same words in plain `SQLite`, not encrypted: `LIKE` over the text, and full-text search ranked by bm25 over everything, as it was done before.

use std::path::Path;
use std::time::Instant;

use casework::name;
use rusqlite::{Connection, params};
use serde_json::Value;

use crate::plausible::Plausible;
use crate::{Failure, milliseconds, queries, say};

/// Fills a database below `dir` and searches it.
pub fn measure(dir: &Path, cases: usize) -> Result<(), Failure> {
    let plausible = Plausible::new(cases);
    let mut db = Connection::open(dir.join("peer.sqlite"))?;
    db.execute_batch(
        "PRAGMA cache_size = -73728;
         CREATE TABLE words(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, plain TEXT NOT NULL);
         CREATE VIRTUAL TABLE search USING fts5(body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');",
    )?;
    for from in (0..cases).step_by(250) {
        let book = plausible.casebook(from, cases.min(from + 250));
        let tx = db.transaction()?;
        let add = |kind: &str, text: &str| -> Result<(), Failure> {
            tx.prepare_cached("INSERT INTO words(kind, plain) VALUES (?1, ?2)")?
                .execute(params![kind, text])?;
            tx.prepare_cached("INSERT INTO search(rowid, body) VALUES (last_insert_rowid(), ?1)")?
                .execute([name::fold_text(text)])?;
            Ok(())
        };
        for party in list(&book["parties"]) {
            add("party", &words(party))?;
        }
        for case in list(&book["cases"]) {
            add(
                "case",
                &format!(
                    "{} {} {}",
                    text(&case["id"]),
                    text(&case["title"]),
                    text(&case["summary"])
                ),
            )?;
            for (kind, items) in [
                ("act", &case["acts"]),
                ("measure", &case["measures"]),
                ("claim", &case["claims"]),
                ("note", &case["more"]["notes"]),
            ] {
                for item in list(items) {
                    add(kind, &format!("{} {}", text(&case["id"]), words(item)))?;
                }
            }
        }
        tx.commit()?;
    }
    let all = queries::all(&plausible);
    for query in all.iter().step_by(4) {
        let start = Instant::now();
        let mut like = db.prepare_cached(
            "SELECT id, kind, plain FROM words WHERE plain LIKE '%' || ?1 || '%' LIMIT 30",
        )?;
        let hits = like
            .query_map([query.text.trim()], |row| row.get::<_, String>(2))?
            .count();
        say("peer_like", milliseconds(start));
        std::hint::black_box(hits);
    }
    for query in &all {
        let expression = expression(&query.text);
        if expression.is_empty() {
            continue;
        }
        let start = Instant::now();
        let mut ranked = db.prepare_cached(
            "SELECT w.kind, w.plain FROM search s JOIN words w ON w.id = s.rowid WHERE search MATCH ?1
             ORDER BY bm25(search) * CASE w.kind WHEN 'party' THEN 2.0 WHEN 'case' THEN 1.6 ELSE 1.0 END, w.id LIMIT 30",
        )?;
        let hits = ranked
            .query_map([expression], |row| row.get::<_, String>(1))?
            .count();
        say("peer_fts_bm25", milliseconds(start));
        std::hint::black_box(hits);
    }
    Ok(())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Every text in a record.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(" "),
        Value::Object(fields) => fields.values().map(words).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// As the program read a query: every reading of a word, and what is left of it without an ending.
fn expression(query: &str) -> String {
    let open = query.chars().last().is_some_and(char::is_alphanumeric);
    let typed: Vec<String> = name::words(query).collect();
    let last = typed.len().saturating_sub(1);
    let word = |(at, word): (usize, &String)| {
        let star = if open && at == last { " *" } else { "" };
        let read = name::readings(word);
        let read = read
            .iter()
            .filter(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric))
            .map(|word| format!("\"{word}\"{star}"));
        let stems = name::search_stems(word);
        let stems: Vec<String> = stems
            .iter()
            .filter(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric))
            .map(|word| format!("\"{word}\" *"))
            .collect();
        let all: Vec<String> = read.chain(stems).collect();
        (!all.is_empty()).then(|| format!("({})", all.join(" OR ")))
    };
    typed
        .iter()
        .enumerate()
        .filter_map(word)
        .collect::<Vec<_>>()
        .join(" AND ")
}
