//! Which words stand in the index.
//!
//! FTS5 brings together all places of all words that begin in some way before it gives the first of them, which takes as long as the words are common.
//! Asked for each of those words by name, or for longer beginnings of which it keeps lists, it reads their places side by side, from the top, and stops
//! when there are enough.

use std::borrow::Cow;
use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::facet;
use crate::Result;

/// Beginnings of so many letters have an index of their own in FTS5 (`prefix` in the schema), in rising order. Between two of them a beginning is asked for
/// as the longer ones that begin so, of which there are as many as there are letters that may follow.
pub(super) const INDEXED: [usize; 6] = [1, 2, 3, 5, 7, 9];
/// Most words, or longer beginnings, that are asked for in place of a beginning.
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

/// What a beginning is asked for as.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Begun {
    /// A word.
    Word(String),
    /// Everything that begins so, of which FTS5 keeps a list, or which it has to bring together.
    All(String),
}

/// What begins so in the index; nothing if there is none.
pub(super) fn begun(conn: &Connection, start: &str) -> Result<Vec<Begun>> {
    let letters = start.chars().count();
    let start = as_indexed(start);
    let after = |start: &str| format!("{start}\u{10ffff}");
    let mut statement = conn.prepare_cached(
        "SELECT word FROM search_word WHERE word >= ?1 AND word < ?2 ORDER BY word LIMIT 1",
    )?;
    let (mut from, end) = (start.clone().into_owned(), after(&start));
    // The first that is not shorter.
    let listed = INDEXED.into_iter().find(|indexed| *indexed >= letters);
    let mut out = Vec::new();
    loop {
        let mut rows = statement.query(params![from, end])?;
        let Some(row) = rows.next()? else {
            return Ok(out);
        };
        let word: String = row.get(0)?;
        if listed == Some(letters) || out.len() == MOST {
            return Ok(vec![Begun::All(start.into_owned())]);
        }
        let longer = listed.and_then(|letters| word.char_indices().nth(letters - 1));
        if let Some((at, last)) = longer {
            let class = &word[..at + last.len_utf8()];
            from = after(class);
            out.push(Begun::All(class.to_owned()));
        } else {
            from = format!("{word}\0");
            out.push(Begun::Word(word));
        }
    }
}
