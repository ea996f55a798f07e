//! Records alone, in a database of their own: no log, no drafts, no search index. This is what travels in a bundle.
//!
//! The tables are those of the casework, so the same reader understands both. Beside them stand two small ones: `head`, the
//! revision a record is at and the fields the sender left out, and `ancestry`, the ids of the revisions before it. Contents
//! of history never travel.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::record::{Kind, Record, RevisionId};
use crate::{Book, Result, check, schema, store};

/// What marks such a database (`PRAGMA application_id`): "SDQP".
pub const APPLICATION: i32 = 0x5344_5150;

const OWN: &str = "
-- The revision a record was at when it was handed over; \"withheld\" lists fields whose words the sender left out.
CREATE TABLE \"head\" (
  \"record\" TEXT PRIMARY KEY NOT NULL,
  \"revision\" TEXT NOT NULL,
  \"withheld\" TEXT NOT NULL CHECK (json_valid(\"withheld\"))
) STRICT, WITHOUT ROWID;
CREATE TABLE \"ancestry\" (
  \"revision\" TEXT NOT NULL,
  \"parent\" TEXT NOT NULL,
  \"record\" TEXT NOT NULL,
  PRIMARY KEY (\"revision\", \"parent\")
) STRICT, WITHOUT ROWID;
CREATE INDEX \"ancestry_record\" ON \"ancestry\" (\"record\");
";

/// A record with its place in a history that more than one vault shares.
#[derive(Clone, PartialEq)]
pub struct Traveller {
    /// The record, without the words that were withheld.
    pub record: Record,
    /// The revision it is at; none for a term or provision nobody has edited.
    pub head: Option<RevisionId>,
    /// Fields whose words the sender left out, in order.
    pub withheld: BTreeSet<String>,
    /// Revisions before `head`, each with one that came before it; `(child, parent)`, in order.
    pub ancestry: Vec<(RevisionId, RevisionId)>,
}

/// Makes the tables of `kinds` in an empty database.
///
/// # Errors
/// Of the database.
pub fn create(conn: &Connection, kinds: &[Kind]) -> Result<()> {
    let mut whole = Connection::open_in_memory()?;
    schema::prepare(&mut whole)?;
    let mut statement = whole.prepare("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') ORDER BY rowid")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    for row in rows {
        let (table, sql) = row?;
        if kinds.iter().any(|kind| kind.name() == table) {
            conn.execute_batch(&sql)?;
        }
    }
    conn.execute_batch(OWN)?;
    conn.pragma_update(None, "application_id", APPLICATION)?;
    conn.pragma_update(None, "user_version", schema::VERSION)?;
    Ok(())
}

/// Writes one record and what is known of its history.
///
/// # Errors
/// Of the database; a record or revision written twice.
pub fn insert(conn: &Connection, traveller: &Traveller) -> Result<()> {
    let record = traveller.record.id().to_string();
    store::write(conn, traveller.record.kind(), &store::to_fields(&traveller.record))?;
    if let Some(head) = traveller.head {
        let withheld = serde_json::to_string(&traveller.withheld).map_err(|_| crate::Error::Json)?;
        conn.prepare_cached("INSERT INTO head (record, revision, withheld) VALUES (?1, ?2, ?3)")?.execute(params![record, head.to_string(), withheld])?;
    }
    let mut statement = conn.prepare_cached("INSERT INTO ancestry (revision, parent, record) VALUES (?1, ?2, ?3)")?;
    for (child, parent) in &traveller.ancestry {
        statement.execute(params![child.to_string(), parent.to_string(), record])?;
    }
    Ok(())
}

/// Every record of `kinds`, each checked as if it were to be saved: bounds, codes, references, rules. Parents before children.
///
/// # Errors
/// [`crate::Error::Broken`] or [`crate::Error::Invalid`] for the first row that is no record; the database.
pub fn read(conn: &Connection, kinds: &[Kind]) -> Result<Vec<Traveller>> {
    let mut out = Vec::new();
    for &kind in kinds {
        for fields in store::select(conn, kind, "ORDER BY \"id\"", [])? {
            check::record(conn, kind, &fields, None, false)?;
            let id = store::id_of(&fields);
            let record = store::to_record(kind, fields)?;
            let (head, withheld) = head_of(conn, kind, id)?;
            out.push(Traveller { record, head, withheld, ancestry: ancestry_of(conn, kind, id)? });
        }
    }
    Ok(out)
}

fn head_of(conn: &Connection, kind: Kind, record: Uuid) -> Result<(Option<RevisionId>, BTreeSet<String>)> {
    let mut statement = conn.prepare_cached("SELECT revision, withheld FROM head WHERE record = ?1")?;
    let mut rows = statement.query([record.to_string()])?;
    let Some(row) = rows.next()? else { return Ok((None, BTreeSet::new())) };
    let withheld: String = row.get(1)?;
    let withheld: BTreeSet<String> = serde_json::from_str(&withheld).map_err(|_| crate::Error::Broken { kind })?;
    if withheld.iter().any(|name| schema::field::field_of(kind, name).is_none()) {
        return Err(crate::Error::Broken { kind });
    }
    Ok((Some(revision(kind, &row.get::<_, String>(0)?)?), withheld))
}

fn ancestry_of(conn: &Connection, kind: Kind, record: Uuid) -> Result<Vec<(RevisionId, RevisionId)>> {
    let mut statement = conn.prepare_cached("SELECT revision, parent FROM ancestry WHERE record = ?1 ORDER BY revision, parent")?;
    let rows = statement.query_map([record.to_string()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (child, parent) = row?;
        Ok((revision(kind, &child)?, revision(kind, &parent)?))
    })
    .collect()
}

fn revision(kind: Kind, text: &str) -> Result<RevisionId> {
    Uuid::parse_str(text).map(RevisionId).map_err(|_| crate::Error::Broken { kind })
}

impl Book<'_> {
    /// A record of this casework as it travels: with the ids of the revisions behind it, without their contents.
    ///
    /// # Errors
    /// Of the database.
    pub fn traveller(&self, record: Record, withheld: BTreeSet<String>) -> Result<Traveller> {
        let (kind, id) = (record.kind(), record.id());
        let mut steps = BTreeSet::new();
        for sql in [
            "SELECT id, parent FROM revision WHERE record = ?1 AND parent IS NOT NULL",
            "SELECT id, merged FROM revision WHERE record = ?1 AND merged IS NOT NULL",
            "SELECT revision, parent FROM ancestry WHERE record = ?1 AND parent <> ''",
        ] {
            let mut statement = self.conn.prepare_cached(sql)?;
            let rows = statement.query_map([id.to_string()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
            for row in rows {
                let (child, parent) = row?;
                steps.insert((revision(kind, &child)?, revision(kind, &parent)?));
            }
        }
        Ok(Traveller { record, head: self.head(id)?, withheld, ancestry: steps.into_iter().collect() })
    }
}
