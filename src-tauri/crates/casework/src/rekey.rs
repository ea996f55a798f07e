//! A casework that moves under another key: its history is chained anew, and it learns which files its evidence is in now.

use std::collections::HashMap;

use hmac::{Hmac, Mac};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::history::{self, hex};
use crate::record::Evidence;
use crate::{Book, Ctx, Error, Result, store};

/// Columns of JSON in which the id or the binding of a file may stand.
const TEXTS: [(&str, &str); 4] = [
    ("revision", "changes"),
    ("conflict", "theirs"),
    ("origin", "seen"),
    ("draft", "value"),
];
/// Domain of the pad below. No other message under the key of the chain begins like it: entries begin with a length, hidden
/// ids with "sealed".
const PAD: &[u8] = b"key of hidden ids v1";
/// Steps between two questions whether to go on.
const ASKED_EVERY: u32 = 64;
const TABLE: &str = "
-- The key under which ids of confidential sources are hidden, once the vault got new keys: XORed with a pad that only the
-- key of the history gives, so that the database alone does not hold it.
CREATE TABLE IF NOT EXISTS \"hiding\" (
  \"only\" INTEGER PRIMARY KEY NOT NULL CHECK (\"only\" = 1),
  \"key\" BLOB NOT NULL CHECK (length(\"key\") = 32)
) STRICT;";

type Key = Zeroizing<[u8; 32]>;

/// What moving found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rekeyed {
    /// Entries of the history, chained anew.
    pub revisions: u64,
    /// Entries whose link did not hold under the old key. It does not hold under the new one either, so that what was done
    /// to the history stays visible.
    pub broken: u64,
}

impl Book<'_> {
    /// Moves everything that depends on the key of the history from `old` to the key of this book, in one transaction, and
    /// puts new ids and bindings of files (`names`, new by old) in the place of old ones. A long history takes its time;
    /// `go_on` is asked every now and then whether to.
    ///
    /// # Errors
    /// Without `even_if_broken`, [`Error::BrokenHistory`] if a link does not hold under `old`; [`Error::Cancelled`]; nothing is
    /// changed then. [`Error::Unknown`] if this book has no key.
    pub fn rekey(
        &mut self,
        old: &Key,
        names: &HashMap<String, String>,
        even_if_broken: bool,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Rekeyed> {
        let mut steps = Steps { go_on, done: 0 };
        let new = self.ctx.chain_key.clone();
        let new = new.ok_or(Error::Unknown { what: "key" })?;
        let tx = self.conn.transaction()?;
        let holds = links(&tx, old, &mut steps)?;
        let broken = holds.iter().filter(|holds| !**holds).count() as u64;
        if broken > 0 && !even_if_broken {
            return Err(Error::BrokenHistory);
        }
        keep_hiding_key(&tx, old, &new)?;
        let mut evidence = tx.prepare(
            "UPDATE evidence SET blob = iif(blob = ?1, ?2, blob), binding = iif(binding = ?1, ?2, binding)
             WHERE blob = ?1 OR binding = ?1",
        )?;
        for (old, new) in names {
            steps.one()?;
            evidence.execute([old, new])?;
        }
        drop(evidence);
        for (table, column) in TEXTS {
            rename(&tx, table, column, names, &mut steps)?;
        }
        chain(&tx, &new, &holds, &mut steps)?;
        tx.commit()?;
        Ok(Rekeyed {
            revisions: holds.len() as u64,
            broken,
        })
    }
}

impl Book<'_> {
    /// Items of evidence that were deleted, as they were then: the history can bring them back, with their files.
    pub fn deleted_evidence(&self) -> Result<Vec<Evidence>> {
        let deleted = history::entries(
            self.conn,
            "WHERE kind = 'evidence' AND op = 'delete' ORDER BY seq",
            [],
        )?;
        let as_it_was = |entry: history::Entry| {
            let mut fields = store::blank_record(entry.kind, entry.record);
            for change in entry.changes()? {
                fields.insert(change.field, change.before);
            }
            store::typed(fields)
        };
        deleted.into_iter().map(as_it_was).collect()
    }
}

/// Counts steps of long work, and asks now and then whether to go on.
struct Steps<'a> {
    go_on: &'a mut dyn FnMut() -> bool,
    done: u32,
}

impl Steps<'_> {
    fn one(&mut self) -> Result<()> {
        self.done += 1;
        if self.done.is_multiple_of(ASKED_EVERY) && !(self.go_on)() {
            return Err(Error::Cancelled);
        }
        Ok(())
    }
}

/// For each entry in order, whether its link holds.
fn links(tx: &Transaction<'_>, key: &[u8; 32], steps: &mut Steps<'_>) -> Result<Vec<bool>> {
    let mut previous = String::new();
    let mut holds = Vec::new();
    for (at, entry) in (1_i64..).zip(history::entries(tx, "ORDER BY seq", [])?) {
        steps.one()?;
        holds.push(entry.seq == at && entry.chained(key, &previous) == entry.chain);
        previous = entry.chain;
    }
    Ok(holds)
}

/// Links the entries under `key`. A link that did not hold stays as it is: it holds under no key.
fn chain(
    tx: &Transaction<'_>,
    key: &[u8; 32],
    holds: &[bool],
    steps: &mut Steps<'_>,
) -> Result<()> {
    let mut previous = String::new();
    let mut update = tx.prepare("UPDATE revision SET chain = ?1 WHERE seq = ?2")?;
    for (entry, holds) in history::entries(tx, "ORDER BY seq", [])?
        .into_iter()
        .zip(holds)
    {
        steps.one()?;
        previous = if *holds {
            entry.chained(key, &previous)
        } else {
            entry.chain
        };
        update.execute(params![previous, entry.seq])?;
    }
    Ok(())
}

/// Puts new names in the place of old ones in a column of JSON. They are strings of 32 or 64 random hexadecimal digits, which
/// stand for nothing else, so everything around them stays as it was, byte for byte.
fn rename(
    tx: &Transaction<'_>,
    table: &str,
    column: &str,
    names: &HashMap<String, String>,
    steps: &mut Steps<'_>,
) -> Result<()> {
    // Not every table has a rowid, so rows are addressed by the text itself: equal texts become equal texts.
    let mut rows = tx.prepare(&format!(
        "SELECT DISTINCT \"{column}\" FROM \"{table}\" WHERE \"{column}\" LIKE '%\"binding\"%' OR \"{column}\" LIKE '%\"blob\"%'"
    ))?;
    let texts = rows
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    let mut update = tx.prepare(&format!(
        "UPDATE \"{table}\" SET \"{column}\" = ?1 WHERE \"{column}\" = ?2"
    ))?;
    for text in texts {
        steps.one()?;
        let changed = replaced(&text, names);
        if changed != text {
            update.execute([changed, text])?;
        }
    }
    Ok(())
}

fn replaced(text: &str, names: &HashMap<String, String>) -> String {
    text.split('"')
        .map(|part| names.get(part).map_or(part, String::as_str))
        .collect::<Vec<_>>()
        .join("\"")
}

/// The key under which ids are hidden: that of the history, until the vault got new keys.
pub(crate) fn hiding_key(conn: &Connection, ctx: &Ctx) -> Result<Key> {
    let own = ctx.chain_key.clone().unwrap_or_default();
    Ok(kept(conn, &own)?.unwrap_or(own))
}

fn keep_hiding_key(tx: &Transaction<'_>, old: &Key, new: &Key) -> Result<()> {
    let mut key = kept(tx, old)?.unwrap_or_else(|| old.clone());
    apply_pad(&mut key, new);
    tx.execute_batch(TABLE)?;
    tx.execute(
        "INSERT OR REPLACE INTO \"hiding\" VALUES (1, ?1)",
        [key.as_slice()],
    )?;
    Ok(())
}

fn kept(conn: &Connection, own: &Key) -> Result<Option<Key>> {
    let there: bool = conn.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'hiding'",
        [],
        |row| row.get(0),
    )?;
    if !there {
        return Ok(None);
    }
    let kept: Option<[u8; 32]> = conn
        .query_row("SELECT \"key\" FROM \"hiding\"", [], |row| row.get(0))
        .optional()?;
    Ok(kept.map(|kept| {
        let mut key = Zeroizing::new(kept);
        apply_pad(&mut key, own);
        key
    }))
}

/// XOR with HMAC-SHA256(`with`, [`PAD`]). A pad is used once: every rotation draws another key of the history.
fn apply_pad(key: &mut Key, with: &Key) {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(with.as_slice())
        .expect("HMAC takes a key of any length");
    mac.update(PAD);
    for (byte, pad) in key.iter_mut().zip(mac.finalize().into_bytes()) {
        *byte ^= pad;
    }
}

/// An id as it is stored for a confidential source.
pub(crate) fn hidden(key: &Key, external: &str) -> String {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key.as_slice())
        .expect("HMAC takes a key of any length");
    mac.update(b"sealed external id");
    mac.update(external.as_bytes());
    format!("sealed:{}", hex(&mac.finalize().into_bytes()))
}
