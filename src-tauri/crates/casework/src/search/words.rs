//! Which words stand in the index.
//!
//! FTS5 brings together all places of all words that begin in some way before it gives the first of them, which takes as long as the words are common.
//! Asked for each of those words by name it reads their places side by side, from the top, and stops when there are enough.

use std::borrow::Cow;
use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::facet;
use crate::Result;

/// Beginnings of so many letters have an index of their own in FTS5 (`prefix` in the schema).
const SHORT: usize = 3;
/// Most words that are asked for in place of a beginning.
const MOST: usize = 64;

/// Words that were written down already, so that a long import does not say each of them a thousand times.
#[derive(Default)]
pub(super) struct Noted(HashSet<String>);

impl Noted {
    /// Writes down the words of a folded text.
    pub(super) fn text(&mut self, conn: &Connection, folded: &str) -> Result<()> {
        for word in split(folded) {
            if !self.0.contains(word) {
                conn.prepare_cached("INSERT OR IGNORE INTO search_word (word) VALUES (?1)")?
                    .execute([as_indexed(word)])?;
                self.0.insert(word.to_owned());
            }
        }
        Ok(())
    }
}

/// The words of a folded text as the index takes them: letters in black circles and squares are signs to it, numbers in them are not.
fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| c == ' ' || ('\u{1f110}'..='\u{1f1ff}').contains(&c))
        .filter(|word| !word.is_empty())
}

/// A word as FTS5 spells it: its small letters are ours, but for two Greek signs.
fn as_indexed(word: &str) -> Cow<'_, str> {
    if word.contains(['ς', '\u{345}']) {
        Cow::Owned(word.replace('ς', "σ").replace('\u{345}', "ι"))
    } else {
        Cow::Borrowed(word)
    }
}

/// Writes all of them down anew from the index itself: words that left it stand nowhere.
pub(super) fn anew(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM search_word", [])?;
    conn.execute(
        "INSERT INTO search_word SELECT term FROM search_term WHERE term < ?1 OR term >= ?2",
        facet::signs(),
    )?;
    Ok(())
}

/// Whether a word may stand in the index.
pub(super) fn is_there(conn: &Connection, word: &str) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM search_word WHERE word = ?1")?
        .exists([as_indexed(word)])?)
}

/// The words that begin so.
pub(super) enum Begun {
    /// These, which may be none.
    Words(Vec<String>),
    /// FTS5 knows best.
    Any,
}

/// What begins so in the index.
pub(super) fn begun(conn: &Connection, start: &str) -> Result<Begun> {
    let short = start.chars().count() <= SHORT;
    let most = if short { 1 } else { MOST + 1 };
    let start = as_indexed(start);
    let after = format!("{start}\u{10ffff}");
    let mut statement = conn
        .prepare_cached("SELECT word FROM search_word WHERE word >= ?1 AND word < ?2 LIMIT ?3")?;
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![start, after, limit], |row| row.get(0))?;
    let words: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    let any = if short {
        !words.is_empty()
    } else {
        words.len() > MOST
    };
    Ok(if any { Begun::Any } else { Begun::Words(words) })
}
