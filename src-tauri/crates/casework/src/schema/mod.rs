//! The casework's tables, and how an older casework becomes one of today.

pub(crate) mod field;

use rusqlite::Connection;

use crate::{Error, profiles, rules, vocabulary};

/// Format of the casework tables, in `PRAGMA user_version`.
pub const VERSION: u32 = 1;

const V1: &str = include_str!("v1.sql");

/// What marks the database as ours (`PRAGMA application_id`): "SDQ1".
const APPLICATION: i64 = 0x5344_5131;

/// Makes or migrates the tables of a database, in one transaction.
///
/// # Errors
/// [`Error::Newer`] if a later version of the program wrote it, [`Error::Foreign`] if it holds somebody else's tables; both leave it untouched.
pub fn prepare(conn: &mut Connection) -> Result<(), Error> {
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found == VERSION {
        return Ok(());
    }
    if found > VERSION {
        return Err(Error::Newer {
            found,
            known: VERSION,
        });
    }
    let tables: u32 = conn.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
        [],
        |row| row.get(0),
    )?;
    if tables > 0 {
        return Err(Error::Foreign);
    }
    let tx = conn.transaction()?;
    tx.execute_batch(V1)?;
    vocabulary::seed(&tx)?;
    rules::seed(&tx)?;
    profiles::seed(&tx)?;
    tx.pragma_update(None, "application_id", APPLICATION)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()?;
    Ok(())
}
