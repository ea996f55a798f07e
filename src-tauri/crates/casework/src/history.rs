//! The revision log: reading it, walking back in it, and the chain that shows whether anybody edited it.

use hmac::{Hmac, Mac};
use rusqlite::{Connection, OptionalExtension, Params, Row};
use serde_json::Value;
use sha2::Sha256;
use uuid::Uuid;

use crate::record::{CaseId, Kind, RevisionId};
use crate::schema::field::fields;
use crate::store::{self, Fields};
use crate::view::{Change, Revision};
use crate::{Book, Error, Result, label};

/// One entry of the log as it is stored.
pub(crate) struct Entry {
    pub seq: i64,
    pub id: RevisionId,
    pub parent: Option<RevisionId>,
    pub merged: Option<RevisionId>,
    pub batch: RevisionId,
    /// The batch it took back.
    pub undoes: Option<RevisionId>,
    pub kind: Kind,
    pub record: Uuid,
    pub case_id: Option<Uuid>,
    pub at: String,
    /// The name the person went by then.
    pub author: String,
    /// Who it was, see [`crate::team`]; empty for a key that is nobody's.
    pub person: String,
    pub op: String,
    /// JSON text, byte for byte as stored: the chain is over these bytes.
    pub changes: String,
    pub chain: String,
}

impl Entry {
    /// Who it was, for people: the name of then, or that of now of somebody who had none yet.
    pub(crate) fn signed(&self, conn: &Connection) -> Result<String> {
        if self.author.is_empty() && !self.person.is_empty() {
            return crate::team::name_of(conn, &self.person);
        }
        Ok(self.author.clone())
    }

    /// The changed fields.
    pub(crate) fn changes(&self) -> Result<Vec<Change>> {
        serde_json::from_str(&self.changes).map_err(|_| Error::Broken { kind: self.kind })
    }

    /// The chain value of this entry after `previous`: HMAC-SHA256 (RFC 2104) over every field, each with its length before it.
    pub(crate) fn chained(&self, key: &[u8; 32], previous: &str) -> String {
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes a key of any length");
        let none = String::new();
        let (id, batch, record) = (
            self.id.to_string(),
            self.batch.to_string(),
            self.record.to_string(),
        );
        let parent = self.parent.map_or(none.clone(), |id| id.to_string());
        let merged = self.merged.map_or(none.clone(), |id| id.to_string());
        let undoes = self.undoes.map_or(none.clone(), |id| id.to_string());
        let case = self.case_id.map_or(none, |id| id.to_string());
        for part in [
            previous,
            &id,
            &parent,
            &merged,
            &batch,
            &undoes,
            self.kind.name(),
            &record,
            &case,
            &self.at,
            &self.author,
            &self.person,
            &self.op,
            &self.changes,
        ] {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part.as_bytes());
        }
        hex(&mac.finalize().into_bytes())
    }
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| {
            [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]
        })
        .map(char::from)
        .collect()
}

/// What checking the log found.
pub struct HistoryReport {
    /// Entries read.
    pub revisions: u64,
    /// Entries carry a chain and the key was there to check it.
    pub chained: bool,
    /// What does not hold; empty for a log nobody has touched.
    pub problems: Vec<HistoryProblem>,
}

/// One thing that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryProblem {
    /// Place in the log, from 1; 0 for a record the log does not know.
    pub seq: i64,
    /// `chain` (an entry was changed, taken out or put in), `parent` (not the revision before), `record` (the record is not what its log says).
    pub code: &'static str,
}

/// What [`entry`] reads.
pub(crate) const COLUMNS: &str = "SELECT seq, id, parent, merged, batch, undoes, kind, record, case_id, at, author, person, op, changes, chain FROM revision";

pub(crate) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let uuid = |column: usize| -> rusqlite::Result<Option<Uuid>> {
        let text: Option<String> = row.get(column)?;
        text.map(|text| Uuid::parse_str(&text))
            .transpose()
            .map_err(|_| rusqlite::Error::InvalidQuery)
    };
    let kind: String = row.get(6)?;
    Ok(Entry {
        seq: row.get(0)?,
        id: uuid(1)?.unwrap_or_default().into(),
        parent: uuid(2)?.map(RevisionId),
        merged: uuid(3)?.map(RevisionId),
        batch: uuid(4)?.unwrap_or_default().into(),
        undoes: uuid(5)?.map(RevisionId),
        kind: Kind::of(&kind).ok_or(rusqlite::Error::InvalidQuery)?,
        record: uuid(7)?.unwrap_or_default(),
        case_id: uuid(8)?,
        at: row.get(9)?,
        author: row.get(10)?,
        person: row.get(11)?,
        op: row.get(12)?,
        changes: row.get(13)?,
        chain: row.get(14)?,
    })
}

/// Entries of the log; `tail` is everything after FROM.
pub(crate) fn entries(conn: &Connection, tail: &str, params: impl Params) -> Result<Vec<Entry>> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} {tail}"))?;
    let rows = statement.query_map(params, entry)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Entries one by one, as long as `tell` answers `true`: a log need not fit into memory. `tail` is everything after FROM.
pub(crate) fn each(
    conn: &Connection,
    tail: &str,
    params: impl Params,
    mut tell: impl FnMut(Entry) -> Result<bool>,
) -> Result<()> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} {tail}"))?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        if !tell(entry(row)?)? {
            break;
        }
    }
    Ok(())
}

/// One entry.
pub(crate) fn find(conn: &Connection, revision: RevisionId) -> Result<Entry> {
    entries(conn, "WHERE id = ?1", [revision.to_string()])?
        .pop()
        .ok_or(Error::Unknown { what: "revision" })
}

/// The latest revision of a record.
pub(crate) fn head(conn: &Connection, record: Uuid) -> Result<Option<RevisionId>> {
    let mut statement =
        conn.prepare_cached("SELECT id FROM revision WHERE record = ?1 ORDER BY seq DESC LIMIT 1")?;
    let id: Option<String> = statement
        .query_row([record.to_string()], |row| row.get(0))
        .optional()?;
    Ok(id.and_then(|id| Uuid::parse_str(&id).ok()).map(RevisionId))
}

/// A record as it was right after one of its own revisions; none if that revision deleted it.
///
/// # Errors
/// [`Error::Unknown`] if the revision is not one of this record's.
pub(crate) fn state_at(
    conn: &Connection,
    kind: Kind,
    record: Uuid,
    revision: RevisionId,
) -> Result<Option<Fields>> {
    let mut state = store::read(conn, kind, record)?;
    for entry in entries(
        conn,
        "WHERE record = ?1 ORDER BY seq DESC",
        [record.to_string()],
    )? {
        if entry.id == revision {
            return Ok(state);
        }
        state = before(&entry, state)?;
    }
    Err(Error::Unknown { what: "revision" })
}

/// Walks one entry back.
pub(crate) fn before(entry: &Entry, after: Option<Fields>) -> Result<Option<Fields>> {
    let Some(mut state) = after
        .or_else(|| (entry.op == "delete").then(|| store::blank_record(entry.kind, entry.record)))
    else {
        return Ok(None);
    };
    let created = entry.op != "delete" && born(entry)?;
    if created {
        return Ok(None);
    }
    for change in entry.changes()? {
        state.insert(change.field, change.before);
    }
    Ok(Some(state))
}

/// Whether an entry brought a record into being: its id was not there before.
pub(crate) fn born(entry: &Entry) -> Result<bool> {
    Ok(entry
        .changes()?
        .first()
        .is_some_and(|change| change.field == "id" && change.before.is_null()))
}

impl Book<'_> {
    /// Revisions of a record, latest first.
    pub fn history(&self, kind: Kind, id: Uuid) -> Result<Vec<Revision>> {
        self.shown(entries(
            self.conn,
            "WHERE record = ?1 AND kind = ?2 ORDER BY seq DESC",
            [id.to_string(), kind.name().to_owned()],
        )?)
    }

    /// Revisions of a case and everything in it, latest first.
    pub fn history_of_case(&self, case: CaseId) -> Result<Vec<Revision>> {
        self.shown(entries(
            self.conn,
            "WHERE case_id = ?1 ORDER BY seq DESC",
            [case.to_string()],
        )?)
    }

    /// The latest revisions of all, at most `limit`.
    pub fn latest_revisions(&self, limit: u32) -> Result<Vec<Revision>> {
        self.shown(entries(self.conn, "ORDER BY seq DESC LIMIT ?1", [limit])?)
    }

    /// Who has written here, without repeats.
    pub fn authors(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT author FROM revision WHERE author <> '' ORDER BY author",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn shown(&self, entries: Vec<Entry>) -> Result<Vec<Revision>> {
        let shown = entries.into_iter().map(|entry| {
            let mut changes = entry.changes()?;
            let label = match store::read(self.conn, entry.kind, entry.record)? {
                Some(fields) => label::of(self.conn, self.ctx.lang, entry.kind, &fields)?,
                None => label::of(
                    self.conn,
                    self.ctx.lang,
                    entry.kind,
                    &last_words(self.conn, &entry)?,
                )?,
            };
            changes.retain(|change| change.field != "id");
            let came = match entry.op.as_str() {
                "merge" => crate::merge::came(self.conn, entry.batch)?,
                _ => None,
            };
            Ok(Revision {
                id: entry.id,
                parent: entry.parent,
                kind: entry.kind,
                record: entry.record,
                author: entry.signed(self.conn)?,
                at: entry.at,
                op: entry.op,
                changes,
                label,
                came,
            })
        });
        shown.collect()
    }
}

/// Whether a record looks as an entry left it.
pub(crate) fn wrote(entry: &Entry, state: Option<&Fields>) -> Result<bool> {
    let Some(state) = state else {
        return Ok(entry.op == "delete");
    };
    if entry.op == "delete" {
        return Ok(false);
    }
    let changes = entry.changes()?;
    let after = |name: &str| {
        changes
            .iter()
            .find(|change| change.field == name)
            .map(|change| &change.after)
    };
    let born = born(entry)?;
    Ok(fields(entry.kind)
        .iter()
        .all(|field| match after(field.name) {
            Some(value) => state.get(field.name) == Some(value),
            None => !born || state.get(field.name) == Some(&store::blank(field.shape)),
        }))
}

/// A deleted record as its last entries show it, for a label.
fn last_words(conn: &Connection, entry: &Entry) -> Result<Fields> {
    let mut state = store::blank_record(entry.kind, entry.record);
    if let Some(deleted) = entries(
        conn,
        "WHERE record = ?1 AND op = 'delete' ORDER BY seq DESC LIMIT 1",
        [entry.record.to_string()],
    )?
    .pop()
    {
        for change in deleted.changes()? {
            state.insert(change.field, change.before);
        }
    }
    Ok(state)
}

/// What differs between two forms of a record, field by field; a record that is not there counts as one of which nothing is known.
pub(crate) fn difference(
    kind: Kind,
    id: Uuid,
    old: Option<&Fields>,
    new: Option<&Fields>,
) -> Vec<Change> {
    let mut out = Vec::new();
    if old.is_some() != new.is_some() {
        let shown = |there: bool| {
            if there {
                Value::String(id.to_string())
            } else {
                Value::Null
            }
        };
        out.push(Change {
            field: "id".into(),
            before: shown(old.is_some()),
            after: shown(new.is_some()),
        });
    }
    for field in fields(kind) {
        let blank = store::blank(field.shape);
        let value = |record: Option<&Fields>| {
            record
                .and_then(|record| record.get(field.name))
                .unwrap_or(&blank)
                .clone()
        };
        let (before, after) = (value(old), value(new));
        if before != after {
            out.push(Change {
                field: field.name.into(),
                before,
                after,
            });
        }
    }
    out
}
