//! What each reader has been given: every record, as it was when it last went to them.

use std::collections::BTreeMap;

use casework::record::{CaseId, Kind};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::select::{Chosen, Given};

const SCHEMA: &str = "
-- What each reader of handovers has been given. \"reader\": id of a partner, or SHA-256 of a plain recipient; \"print\": of the record as it went;
-- \"first\" and \"last\": handovers (table \"handover\").
CREATE TABLE IF NOT EXISTS \"given\" (
  \"reader\" TEXT NOT NULL,
  \"record\" TEXT NOT NULL,
  \"kind\" TEXT NOT NULL,
  \"case_id\" TEXT,
  \"print\" BLOB NOT NULL CHECK (length(\"print\") = 16),
  \"first\" TEXT NOT NULL,
  \"last\" TEXT NOT NULL,
  PRIMARY KEY (\"reader\", \"record\")
) STRICT, WITHOUT ROWID;";

/// Makes the table, if it is not there.
///
/// # Errors
/// Of the database.
pub fn create_schema(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(SCHEMA)?)
}

/// What all of these readers have just so: a record that one of them has in another state is new to them together.
///
/// # Errors
/// Of the database.
pub fn to_all(conn: &Connection, readers: &[String]) -> Result<Given> {
    let mut all: Option<Given> = None;
    for reader in readers {
        let one = to(conn, reader)?;
        all = Some(match all {
            None => one,
            Some(mut all) => {
                all.retain(|id, print| one.get(id) == Some(print));
                all
            }
        });
    }
    Ok(all.unwrap_or_default())
}

fn to(conn: &Connection, reader: &str) -> Result<Given> {
    let mut statement = conn.prepare("SELECT record, print FROM given WHERE reader = ?1")?;
    let rows = statement.query_map([reader], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 16]>(1)?))
    })?;
    rows.map(|row| {
        let (id, print) = row?;
        let id = Uuid::parse_str(&id).map_err(|_| Error::Sqlite(rusqlite::Error::InvalidQuery))?;
        Ok((id, print))
    })
    .collect()
}

/// Notes what went with a handover.
///
/// # Errors
/// Of the database.
pub fn add(
    conn: &Connection,
    readers: &[String],
    chosen: &Chosen,
    prints: &Given,
    handover: Uuid,
) -> Result<()> {
    let mut statement = conn.prepare(
        "INSERT INTO given (reader, record, kind, case_id, print, first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT (reader, record) DO UPDATE SET print = excluded.print, last = excluded.last, case_id = excluded.case_id, kind = excluded.kind,
           first = CASE \"first\" WHEN '' THEN excluded.first ELSE \"first\" END",
    )?;
    for record in chosen.records() {
        let case = record.case().map(|case| case.to_string());
        // An entry that a copy was made is new to the vault too.
        let Some(print) = prints.get(&record.id()) else {
            continue;
        };
        for reader in readers {
            statement.execute(params![
                reader,
                record.id().to_string(),
                record.kind().name(),
                case,
                print,
                handover.to_string()
            ])?;
        }
    }
    Ok(())
}

/// Notes what readers have from others: what came from one of them, or was sealed to them as well. It is no handover of this vault's.
///
/// # Errors
/// Of the database.
pub fn they_have(conn: &Connection, readers: &[String], prints: &Given) -> Result<()> {
    let mut statement = conn.prepare(
        "INSERT INTO given (reader, record, kind, case_id, print, first, last) VALUES (?1, ?2, '', NULL, ?3, '', '')
         ON CONFLICT (reader, record) DO UPDATE SET print = excluded.print",
    )?;
    for (record, print) in prints {
        for reader in readers {
            statement.execute(params![reader, record.to_string(), print])?;
        }
    }
    Ok(())
}

/// A case of which a reader has something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseGiven {
    /// Which.
    pub case: CaseId,
    /// When something of it first went, UTC.
    pub first: String,
    /// When something of it last went, UTC.
    pub last: String,
    /// Records by kind.
    pub counts: BTreeMap<Kind, u32>,
}

/// Everything a reader was ever given, by case, the latest first.
///
/// # Errors
/// Of the database.
pub fn by_case(conn: &Connection, reader: &str) -> Result<Vec<CaseGiven>> {
    let mut statement = conn.prepare(
        "SELECT g.case_id, g.kind, COUNT(*), MIN(f.at), MAX(l.at) FROM given g
         JOIN handover f ON f.id = g.first JOIN handover l ON l.id = g.last
         WHERE g.reader = ?1 AND g.case_id IS NOT NULL GROUP BY g.case_id, g.kind",
    )?;
    let rows = statement.query_map([reader], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, u32>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
        ))
    })?;
    let mut cases: BTreeMap<CaseId, CaseGiven> = BTreeMap::new();
    for row in rows {
        let (case, kind, count, first, last) = row?;
        let (Ok(case), Some(kind)) = (Uuid::parse_str(&case), Kind::of(&kind)) else {
            return Err(Error::Sqlite(rusqlite::Error::InvalidQuery));
        };
        let given = cases.entry(case.into()).or_insert_with(|| CaseGiven {
            case: case.into(),
            first: first.clone(),
            last: last.clone(),
            counts: BTreeMap::new(),
        });
        given.counts.insert(kind, count);
        given.first = given.first.clone().min(first);
        given.last = given.last.clone().max(last);
    }
    let mut cases: Vec<CaseGiven> = cases.into_values().collect();
    cases.sort_by(|a, b| b.last.cmp(&a.last).then(a.case.cmp(&b.case)));
    Ok(cases)
}

/// Evidence items a reader was given, by id.
///
/// # Errors
/// Of the database.
pub fn evidence(conn: &Connection, reader: &str) -> Result<Vec<Uuid>> {
    let mut statement =
        conn.prepare("SELECT record FROM given WHERE reader = ?1 AND kind = 'evidence'")?;
    let rows = statement.query_map([reader], |row| row.get::<_, String>(0))?;
    rows.map(|row| Uuid::parse_str(&row?).map_err(|_| Error::Sqlite(rusqlite::Error::InvalidQuery)))
        .collect()
}
