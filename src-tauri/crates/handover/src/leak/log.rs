//! What was accepted, on the record: which field or file went out as it was, who let it go and why. Never what stood there.

use std::collections::BTreeSet;

use casework::record::Kind;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{Act, Hit, Plan, Unlooked};
use crate::error::Result;

pub(crate) const SCHEMA: &str = "
-- What went out although the leak check found something in it, or could not look into it: where, who accepted it, and why.
CREATE TABLE IF NOT EXISTS \"handover_accepted\" (
  \"handover\" TEXT NOT NULL REFERENCES \"handover\"(\"id\"),
  \"kind\" TEXT NOT NULL,
  \"record\" TEXT NOT NULL,
  \"field\" TEXT NOT NULL,
  \"what\" TEXT NOT NULL,
  \"by\" TEXT NOT NULL,
  \"at\" TEXT NOT NULL,
  \"reason\" TEXT NOT NULL
) STRICT;";

/// Something that was accepted.
#[derive(Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Kind of the record.
    pub kind: String,
    /// Which record; nil for the message.
    pub record: Uuid,
    /// Its field; of a file, the part of it.
    pub field: String,
    /// What stood there, or why it could not be looked into: a code.
    pub what: String,
    /// Who accepted it.
    pub by: String,
    /// When, UTC.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// What of these was accepted, by whom and when; and which pictures among the items `going` were sent as they are.
pub(crate) fn accepted(
    plan: &Plan,
    going: &BTreeSet<Uuid>,
    hits: &[&Hit],
    unlooked: &[Unlooked],
    by: &str,
    at: &str,
) -> Vec<Accepted> {
    let reason = |id: &str| plan.choice(id).map(|choice| choice.reason.clone());
    let one = |kind: Kind, record: Uuid, field: &str, what: &str, reason: String| Accepted {
        kind: kind.name().to_owned(),
        record,
        field: field.to_owned(),
        what: what.to_owned(),
        by: by.to_owned(),
        at: at.to_owned(),
        reason,
    };
    let hits = hits
        .iter()
        .filter(|hit| hit.act == Some(Act::Accept))
        .map(|hit| {
            let reason = reason(&hit.id).unwrap_or_default();
            one(hit.kind, hit.record, &hit.field, hit.what.code(), reason)
        });
    let unlooked = unlooked
        .iter()
        .filter(|file| file.act == Some(Act::Accept))
        .map(|file| {
            let reason = reason(&file.id).or_else(|| plan.unlooked.clone());
            let reason = reason.unwrap_or_default();
            one(Kind::Evidence, file.record, "file", file.why.code(), reason)
        });
    let originals = plan.originals.iter();
    let originals = originals.filter(|(record, _)| going.contains(record));
    let originals = originals
        .map(|(record, reason)| one(Kind::Evidence, *record, "file", "original", reason.clone()));
    hits.chain(unlooked).chain(originals).collect()
}

/// Writes what was accepted with a handover.
///
/// # Errors
/// Of the database.
pub(crate) fn add(conn: &Connection, handover: Uuid, accepted: &[Accepted]) -> Result<()> {
    let mut insert = conn.prepare(
        "INSERT INTO handover_accepted (handover, kind, record, field, what, \"by\", at, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for one in accepted {
        insert.execute(params![
            handover.to_string(),
            one.kind,
            one.record.to_string(),
            one.field,
            one.what,
            one.by,
            one.at,
            one.reason
        ])?;
    }
    Ok(())
}

/// What was accepted with the handover whose file has this hash.
///
/// # Errors
/// Of the database.
pub fn of(conn: &Connection, sha256: &str) -> Result<Vec<Accepted>> {
    let mut rows = conn.prepare(
        "SELECT kind, record, field, what, \"by\", a.at, reason FROM handover_accepted AS a
         JOIN handover AS h ON h.id = a.handover WHERE h.sha256 = ?1 AND h.direction = 'out' ORDER BY a.rowid",
    )?;
    let rows = rows.query_map([sha256], |row| {
        Ok(Accepted {
            kind: row.get(0)?,
            record: Uuid::parse_str(&row.get::<_, String>(1)?).unwrap_or_default(),
            field: row.get(2)?,
            what: row.get(3)?,
            by: row.get(4)?,
            at: row.get(5)?,
            reason: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
