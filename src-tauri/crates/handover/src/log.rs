//! What was handed over and what came in, to whom and from whom.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use crate::error::{Error, Result};

const SCHEMA: &str = "
-- Every handover that was made or merged. As JSON: \"who\" and \"cases\", names and references; \"readers\", what they are known by (table
-- \"given\"); \"counts\", records by plural name; \"withheld\", how many stayed, by reason. \"since\": only what was new to them.
CREATE TABLE IF NOT EXISTS \"handover\" (
  \"id\" TEXT PRIMARY KEY NOT NULL,
  \"direction\" TEXT NOT NULL CHECK (\"direction\" IN ('out', 'in')),
  \"at\" TEXT NOT NULL,
  \"who\" TEXT NOT NULL CHECK (json_valid(\"who\")),
  \"readers\" TEXT NOT NULL CHECK (json_valid(\"readers\")),
  \"cases\" TEXT NOT NULL CHECK (json_valid(\"cases\")),
  \"profile\" TEXT NOT NULL,
  \"since\" INTEGER NOT NULL CHECK (\"since\" IN (0, 1)),
  \"counts\" TEXT NOT NULL CHECK (json_valid(\"counts\")),
  \"withheld\" TEXT NOT NULL CHECK (json_valid(\"withheld\")),
  \"sha256\" TEXT NOT NULL
) STRICT;";

/// One handover.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Identity.
    pub id: Uuid,
    /// `out` or `in`.
    pub direction: String,
    /// When, UTC.
    pub at: String,
    /// Whom to or from.
    pub who: Vec<String>,
    /// What they are known by ([`crate::To::reader`]), if it went out.
    pub readers: Vec<String>,
    /// References of the cases.
    pub cases: Vec<String>,
    /// Short name of the profile used.
    pub profile: String,
    /// Only what was new to them.
    pub since: bool,
    /// Records by plural name.
    pub counts: BTreeMap<String, u32>,
    /// How many stayed behind, by reason.
    pub withheld: BTreeMap<String, u32>,
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
pub fn add(conn: &Connection, entry: &Entry) -> Result<()> {
    let json = |list: &[String]| serde_json::Value::from(list.to_vec()).to_string();
    let map = |map: &BTreeMap<String, u32>| serde_json::json!(map).to_string();
    conn.execute(
        "INSERT INTO handover (id, direction, at, who, readers, cases, profile, since, counts, withheld, sha256)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            entry.id.to_string(),
            entry.direction,
            entry.at,
            json(&entry.who),
            json(&entry.readers),
            json(&entry.cases),
            entry.profile,
            entry.since,
            map(&entry.counts),
            map(&entry.withheld),
            entry.sha256
        ],
    )?;
    Ok(())
}

/// Every entry, latest first.
///
/// # Errors
/// Of the database.
pub fn list(conn: &Connection) -> Result<Vec<Entry>> {
    let mut statement = conn.prepare(
        "SELECT id, direction, at, who, readers, cases, profile, since, counts, withheld, sha256 FROM handover ORDER BY at DESC, id",
    )?;
    let rows = statement.query_map([], |row| Ok(entry(row)))?;
    rows.map(|row| row?).collect()
}

/// The last entry of the vault's own history: the same as long as nothing is written.
///
/// # Errors
/// Of the database.
pub(crate) fn latest(conn: &Connection) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(seq), 0) FROM revision";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    fn read<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
        serde_json::from_str(&row.get::<_, String>(column)?).map_err(|_| broken())
    }
    Ok(Entry {
        id: Uuid::parse_str(&row.get::<_, String>(0)?).map_err(|_| broken())?,
        direction: row.get(1)?,
        at: row.get(2)?,
        who: read(row, 3)?,
        readers: read(row, 4)?,
        cases: read(row, 5)?,
        profile: row.get(6)?,
        since: row.get(7)?,
        counts: read(row, 8)?,
        withheld: read(row, 9)?,
        sha256: row.get(10)?,
    })
}

fn broken() -> Error {
    Error::Sqlite(rusqlite::Error::InvalidQuery)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_kept_latest_first() {
        let conn = Connection::open_in_memory().unwrap();
        create_schema(&conn).unwrap();
        let entry = |id: u128, at: &str, direction: &str| Entry {
            id: Uuid::from_u128(id),
            direction: direction.to_owned(),
            at: at.to_owned(),
            who: vec!["A, \"B\"".to_owned()],
            cases: vec!["KZ-001".to_owned()],
            profile: "partner".to_owned(),
            readers: vec!["r".to_owned()],
            since: direction == "out",
            counts: BTreeMap::from([("cases".to_owned(), 2)]),
            withheld: BTreeMap::from([("consent".to_owned(), 3)]),
            sha256: "00".to_owned(),
        };
        let (older, newer) = (
            entry(1, "2026-01-01T00:00:00", "out"),
            entry(2, "2026-01-02T00:00:00", "in"),
        );
        add(&conn, &older).unwrap();
        add(&conn, &newer).unwrap();
        assert!(list(&conn).unwrap() == [newer, older]);
        assert!(add(&conn, &entry(3, "", "sideways")).is_err());
    }
}
