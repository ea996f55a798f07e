//! What was handed over and what came in, to whom and from whom.

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::error::{Error, Result};

const SCHEMA: &str = "
-- Every handover that was made or merged. \"who\" and \"cases\" are lists of names and of references, as JSON.
CREATE TABLE IF NOT EXISTS \"handover\" (
  \"id\" TEXT PRIMARY KEY NOT NULL,
  \"direction\" TEXT NOT NULL CHECK (\"direction\" IN ('out', 'in')),
  \"at\" TEXT NOT NULL,
  \"who\" TEXT NOT NULL CHECK (json_valid(\"who\")),
  \"cases\" TEXT NOT NULL CHECK (json_valid(\"cases\")),
  \"profile\" TEXT NOT NULL,
  \"sha256\" TEXT NOT NULL
) STRICT;";

/// One handover.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// `out` or `in`.
    pub direction: String,
    /// When, UTC.
    pub at: String,
    /// Whom to or from.
    pub who: Vec<String>,
    /// References of the cases.
    pub cases: Vec<String>,
    /// Profile used.
    pub profile: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Makes the table, if it is not there. Call it after the casework has made its own.
///
/// # Errors
/// Of the database.
pub fn create_schema(conn: &Connection) -> Result<()> {
    conn.execute_batch(SCHEMA)?;
    Ok(conn.execute_batch(crate::leak::log::SCHEMA)?)
}

/// Writes an entry.
///
/// # Errors
/// Of the database.
pub fn add(conn: &Connection, id: Uuid, entry: &Entry) -> Result<()> {
    let json = |list: &[String]| serde_json::Value::from(list.to_vec()).to_string();
    conn.execute(
        "INSERT INTO handover (id, direction, at, who, cases, profile, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id.to_string(), entry.direction, entry.at, json(&entry.who), json(&entry.cases), entry.profile, entry.sha256],
    )?;
    Ok(())
}

/// Every entry, latest first.
///
/// # Errors
/// Of the database.
pub fn list(conn: &Connection) -> Result<Vec<Entry>> {
    let mut statement = conn.prepare(
        "SELECT direction, at, who, cases, profile, sha256 FROM handover ORDER BY at DESC, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    rows.map(|row| {
        let (direction, at, who, cases, profile, sha256) = row?;
        let list = |text: String| {
            serde_json::from_str(&text).map_err(|_| Error::Sqlite(rusqlite::Error::InvalidQuery))
        };
        Ok(Entry {
            direction,
            at,
            who: list(who)?,
            cases: list(cases)?,
            profile,
            sha256,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_kept_latest_first() {
        let conn = Connection::open_in_memory().unwrap();
        create_schema(&conn).unwrap();
        let entry = |at: &str, direction: &str| Entry {
            direction: direction.to_owned(),
            at: at.to_owned(),
            who: vec!["A, \"B\"".to_owned()],
            cases: vec!["KZ-001".to_owned()],
            profile: "partner".to_owned(),
            sha256: "00".to_owned(),
        };
        let (older, newer) = (
            entry("2026-01-01T00:00:00", "out"),
            entry("2026-01-02T00:00:00", "in"),
        );
        add(&conn, Uuid::from_u128(1), &older).unwrap();
        add(&conn, Uuid::from_u128(2), &newer).unwrap();
        assert!(list(&conn).unwrap() == [newer, older]);
        assert!(add(&conn, Uuid::from_u128(3), &entry("", "sideways")).is_err());
    }
}
