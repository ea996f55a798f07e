//! Two parties that are one person, and two that are not.
//!
//! [`Book::merge_parties`] moves everything that names one party to another. The one that went stays in its table, whole, with a pointer
//! to the other (`merged_into`) and the book-keeping of what was moved (`merge`), and stands nowhere but on that one's page. So a revision
//! of it that comes from another vault finds it, and changes it, without bringing anybody back; and [`Book::separate_party`] can take
//! the two apart again, also after other work.
//!
//! A record that still names one that went (it came from another vault, a file, or the history) is turned to whom they are now: [`follow`].

mod apart;
mod links;
mod merge;
mod separate;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::record::{Kind, Merge, Moved, Party, PartyId};
use crate::store::{self, Fields};
use crate::write::Pen;
use crate::{Book, Error, Result, refer};

pub(crate) use apart::Apart;
pub use merge::{MergeWish, Side};

/// Longest way from one merged party to the next that is walked; a longer one is a circle.
const LONGEST: usize = 64;

/// Whom a party was found to be, in the end; itself if nobody.
pub(crate) fn now(conn: &Connection, id: Uuid) -> Result<Uuid> {
    let mut at = id;
    for _ in 0..LONGEST {
        match into(conn, at)? {
            Some(next) => at = next,
            None => return Ok(at),
        }
    }
    Ok(id)
}

fn into(conn: &Connection, id: Uuid) -> Result<Option<Uuid>> {
    let sql =
        "SELECT \"merged_into\" FROM \"party\" WHERE \"id\" = ?1 AND \"merged_into\" IS NOT NULL";
    let found: Option<String> = conn
        .prepare_cached(sql)?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?;
    Ok(found.and_then(|id| Uuid::parse_str(&id).ok()))
}

/// Those who went, and to whom.
fn gone(conn: &Connection) -> Result<BTreeMap<Uuid, Uuid>> {
    let mut statement = conn.prepare_cached(
        "SELECT \"id\", \"merged_into\" FROM \"party\" WHERE \"merged_into\" IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut out = BTreeMap::new();
    for row in rows {
        let (id, into) = row?;
        if let (Ok(id), Ok(into)) = (Uuid::parse_str(&id), Uuid::parse_str(&into)) {
            out.insert(id, into);
        }
    }
    Ok(out)
}

/// Who was found to be whom changes by merging and taking apart alone: no form and no earlier revision of a party says it.
pub(crate) fn keep(conn: &Connection, kind: Kind, record: &mut Fields) -> Result<()> {
    if kind != Kind::Party {
        return Ok(());
    }
    let current = store::read(conn, kind, store::id_of(record))?;
    for (field, nothing) in [("merged_into", Value::Null), ("merge", json!({}))] {
        let value = current.as_ref().and_then(|current| current.get(field));
        record.insert(field.into(), value.cloned().unwrap_or(nothing));
    }
    Ok(())
}

/// Turns a record that is about to be written to whom its parties are now.
pub(crate) fn stand(conn: &Connection, kind: Kind, record: &mut Fields) -> Result<()> {
    for id in links::named(kind, record) {
        let now = now(conn, id)?;
        if now == id {
            continue;
        }
        for (_, field) in links::fields_of(kind) {
            let turned = record
                .get(field.name)
                .and_then(|value| refer::turned(value, id, now));
            if let Some((value, _)) = turned {
                record.insert(field.name.into(), value);
            }
        }
    }
    Ok(())
}

/// Breaks circles: where two vaults merged the same two the other way round, the one with the smaller id is kept, in both of them.
pub(crate) fn settle(pen: &mut Pen<'_>, op: &str) -> Result<()> {
    let mut gone_now = gone(&pen.tx)?;
    while let Some(kept) = in_a_circle(&gone_now) {
        let with = gone_now[&kept];
        return_to_itself(pen, kept, with, op)?;
        gone_now = gone(&pen.tx)?;
    }
    Ok(())
}

/// Turns what this transaction wrote to whom its parties are now.
pub(crate) fn follow(pen: &mut Pen<'_>, op: &str) -> Result<()> {
    let touched = pen.written();
    settle(pen, op)?;
    let gone_now = gone(&pen.tx)?;
    for (id, kind) in &touched {
        if *kind == Kind::Party && !gone_now.contains_key(id) {
            // Taken apart elsewhere.
            separate::give_all_back(pen, *id, op)?;
        }
    }
    if gone_now.is_empty() {
        return Ok(());
    }
    for (id, kind) in touched {
        if kind == Kind::Party && gone_now.contains_key(&id) {
            let to = now(&pen.tx, id)?;
            let moved = links::carry(pen, id, to, op)?;
            note_moved(pen, id, moved, op)?;
            continue;
        }
        let Some(record) = store::read(&pen.tx, kind, id)? else {
            continue;
        };
        let named: BTreeSet<Uuid> = links::named(kind, &record).into_iter().collect();
        for from in named.into_iter().filter(|id| gone_now.contains_key(id)) {
            let to = now(&pen.tx, from)?;
            let mut moved = Vec::new();
            for (_, field) in links::fields_of(kind) {
                moved.extend(links::turn(pen, kind, field, id, from, to, op)?);
            }
            note_moved(pen, from, moved, op)?;
        }
    }
    Ok(())
}

/// The smallest id of a circle, if there is one.
fn in_a_circle(gone: &BTreeMap<Uuid, Uuid>) -> Option<Uuid> {
    gone.keys().find_map(|first| {
        let mut circle = vec![*first];
        let mut at = gone.get(first);
        while let Some(next) = at {
            if let Some(from) = circle.iter().position(|one| one == next) {
                return circle[from..].iter().min().copied();
            }
            circle.push(*next);
            at = gone.get(next);
        }
        None
    })
}

fn return_to_itself(pen: &mut Pen<'_>, id: Uuid, with: Uuid, op: &str) -> Result<()> {
    let Some(mut party) = store::read(&pen.tx, Kind::Party, id)? else {
        return Ok(());
    };
    let other = store::read(&pen.tx, Kind::Party, with)?;
    party.insert("merged_into".into(), Value::Null);
    party.insert("merge".into(), json!({}));
    if let Some(other) = other {
        merge::fill(&mut party, &other);
    }
    pen.put(Kind::Party, party, op).map(drop)
}

/// Adds to the book-keeping of one that went.
fn note_moved(pen: &mut Pen<'_>, id: Uuid, moved: Vec<Moved>, op: &str) -> Result<()> {
    if moved.is_empty() {
        return Ok(());
    }
    let Some(mut party) = store::read(&pen.tx, Kind::Party, id)? else {
        return Ok(());
    };
    let mut merge = book_keeping(&party)?;
    merge.moved.extend(moved);
    party.insert("merge".into(), to_value(&merge)?);
    pen.put(Kind::Party, party, op).map(drop)
}

fn book_keeping(party: &Fields) -> Result<Merge> {
    let value = party.get("merge").cloned().unwrap_or_else(|| json!({}));
    serde_json::from_value(value).map_err(|_| Error::Json)
}

fn to_value(merge: &Merge) -> Result<Value> {
    serde_json::to_value(merge).map_err(|_| Error::Json)
}

impl Book<'_> {
    /// Whom a party was found to be; itself if nobody.
    pub fn party_now(&self, id: PartyId) -> Result<PartyId> {
        now(self.conn, id.0).map(PartyId)
    }

    /// Parties that stand on their own: all but those who were found to be another.
    pub fn parties(&self) -> Result<Vec<Party>> {
        store::select_as(self.conn, "WHERE \"merged_into\" IS NULL", [])
    }

    /// Those who were found to be this party, directly or by way of another.
    pub(crate) fn merged_into(&self, id: PartyId) -> Result<Vec<Party>> {
        let mut out: Vec<Party> = Vec::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let found: Vec<Party> = store::select_as(
                self.conn,
                "WHERE \"merged_into\" = ?1 ORDER BY \"rowid\"",
                [next.to_string()],
            )?;
            for party in found {
                if party.id != id && out.iter().all(|known| known.id != party.id) {
                    open.push(party.id);
                    out.push(party);
                }
            }
        }
        Ok(out)
    }
}
