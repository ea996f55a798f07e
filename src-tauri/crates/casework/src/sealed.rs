//! Who a source is. One table, in the sealed compartment's database and nowhere else; the code name outside has the same id.
//!
//! That a source *is* a person of the casework stands here too: outside, it would name the source.

use rusqlite::{Connection, MAIN_DB, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::record::{PartyId, SourceId};
use crate::view::SourceIdentity;
use crate::{Error, Result};

/// Format of the sealed tables, in `PRAGMA user_version`.
pub const VERSION: u32 = 2;

const V1: &str = "
-- Who a source is. The same id stands in table \"source\" of the casework, with a code name.
CREATE TABLE \"source_identity\" (
  \"id\" TEXT PRIMARY KEY NOT NULL,
  \"name\" TEXT NOT NULL,
  \"channel\" TEXT NOT NULL,
  \"safe_times\" TEXT NOT NULL,
  \"never_by\" TEXT NOT NULL,
  \"languages\" TEXT NOT NULL,
  \"interpreter\" TEXT NOT NULL,
  \"risk\" TEXT NOT NULL,
  \"note\" TEXT NOT NULL
) STRICT;";

const V2: &str = "
-- Other names and spellings, one a line; the day to think about the risk again, or nothing; the same person as a party of the casework, or nothing.
ALTER TABLE \"source_identity\" ADD COLUMN \"also\" TEXT NOT NULL DEFAULT '';
ALTER TABLE \"source_identity\" ADD COLUMN \"risk_review\" TEXT NOT NULL DEFAULT '';
ALTER TABLE \"source_identity\" ADD COLUMN \"party\" TEXT NOT NULL DEFAULT '';";

/// Longest field, in characters.
const LONGEST: usize = 20_000;

/// Makes the table if it is not there, and brings one of an earlier version up to this one.
///
/// A vault that was opened for reading is left as it is: what an earlier table does not have reads as empty.
///
/// # Errors
/// [`Error::Newer`] and [`Error::Foreign`] leave the database untouched.
pub fn prepare(conn: &mut Connection) -> Result<()> {
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > VERSION {
        return Err(Error::Newer {
            found,
            known: VERSION,
        });
    }
    if found == 0 && tables(conn)? > 0 {
        return Err(Error::Foreign);
    }
    if conn.is_readonly(MAIN_DB)? {
        return Ok(());
    }
    if found < VERSION {
        let tx = conn.transaction()?;
        if found < 1 {
            tx.execute_batch(V1)?;
        }
        tx.execute_batch(V2)?;
        tx.pragma_update(None, "user_version", VERSION)?;
        tx.commit()?;
    }
    // A deleted name must not stay in a freed page.
    conn.pragma_update(None, "secure_delete", true)?;
    Ok(())
}

fn tables(conn: &Connection) -> Result<u32> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

/// The identity behind a code name, if one is kept.
pub fn get(conn: &mut Connection, id: SourceId) -> Result<Option<SourceIdentity>> {
    prepare(conn)?;
    if tables(conn)? == 0 {
        return Ok(None);
    }
    Ok(conn
        .query_row(
            "SELECT * FROM source_identity WHERE id = ?1",
            [id.to_string()],
            identity,
        )
        .optional()?)
}

/// All identities, by name.
pub fn list(conn: &mut Connection) -> Result<Vec<SourceIdentity>> {
    prepare(conn)?;
    if tables(conn)? == 0 {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare("SELECT * FROM source_identity ORDER BY name, id")?;
    let rows = statement.query_map([], identity)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps an identity, over the one that was there.
pub fn save(conn: &mut Connection, identity: &SourceIdentity) -> Result<()> {
    save_all(conn, std::slice::from_ref(identity))
}

/// Keeps several identities, all or none.
///
/// # Errors
/// [`Error::Invalid`] for an id that is nil, or a field that is too long or holds control characters.
pub fn save_all(conn: &mut Connection, identities: &[SourceIdentity]) -> Result<()> {
    prepare(conn)?;
    let tx = conn.transaction()?;
    for identity in identities {
        check(identity)?;
        tx.execute(
            "INSERT OR REPLACE INTO source_identity (id, name, channel, safe_times, never_by, languages, interpreter, risk, note, also, risk_review, party)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                identity.id.to_string(),
                identity.name,
                identity.channel,
                identity.safe_times,
                identity.never_by,
                identity.languages,
                identity.interpreter,
                identity.risk,
                identity.note,
                identity.also,
                identity
                    .risk_review
                    .map_or_else(String::new, |day| day.to_string()),
                identity
                    .party
                    .map_or_else(String::new, |party| party.to_string()),
            ],
        )?;
    }
    tx.commit()?;
    Ok(())
}

/// Forgets an identity; one that is not there is no error.
pub fn delete(conn: &mut Connection, id: SourceId) -> Result<()> {
    prepare(conn)?;
    conn.execute(
        "DELETE FROM source_identity WHERE id = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

/// Whether an identity can be kept.
///
/// # Errors
/// As [`save_all`].
pub fn check(identity: &SourceIdentity) -> Result<()> {
    if identity.id.0.is_nil() {
        return Err(Error::invalid("id", "required"));
    }
    let fields = [
        ("name", &identity.name),
        ("channel", &identity.channel),
        ("safe_times", &identity.safe_times),
        ("never_by", &identity.never_by),
        ("languages", &identity.languages),
        ("interpreter", &identity.interpreter),
        ("risk", &identity.risk),
        ("note", &identity.note),
        ("also", &identity.also),
    ];
    for (name, value) in fields {
        if value.chars().count() > LONGEST {
            return Err(Error::invalid(name, "too_long"));
        }
        if value
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            return Err(Error::invalid(name, "control_character"));
        }
    }
    Ok(())
}

fn identity(row: &Row<'_>) -> rusqlite::Result<SourceIdentity> {
    let id: String = row.get("id")?;
    let party = since_v2(row, "party")?;
    Ok(SourceIdentity {
        id: SourceId(Uuid::parse_str(&id).map_err(|_| rusqlite::Error::InvalidQuery)?),
        name: row.get("name")?,
        also: since_v2(row, "also")?,
        channel: row.get("channel")?,
        safe_times: row.get("safe_times")?,
        never_by: row.get("never_by")?,
        languages: row.get("languages")?,
        interpreter: row.get("interpreter")?,
        risk: row.get("risk")?,
        risk_review: since_v2(row, "risk_review")?.parse().ok(),
        party: Uuid::parse_str(&party).ok().map(PartyId),
        note: row.get("note")?,
    })
}

/// A column that a table of version 1, in a vault opened for reading, does not have.
fn since_v2(row: &Row<'_>, column: &str) -> rusqlite::Result<String> {
    match row.get(column) {
        Err(rusqlite::Error::InvalidColumnName(_)) => Ok(String::new()),
        other => other,
    }
}
