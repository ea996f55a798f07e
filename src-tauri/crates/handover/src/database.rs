//! `casebook.sqlite`: the records of a bundle as an ordinary SQLite database. Written in memory; read as hostile.

use std::collections::BTreeSet;
use std::io::Read;

use casework::Book;
use casework::merge::Carried;
use casework::plain;
use casework::record::Kind;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB};

use crate::error::{Problem, Result};
use crate::select::{Chosen, kinds};

/// The database of what goes, as bytes. The same records give the same bytes.
///
/// # Errors
/// Of the databases. A pointer to something that stays behind would be one: foreign keys are checked.
pub fn write(book: &Book<'_>, chosen: &Chosen) -> Result<Vec<u8>> {
    let kinds: Vec<Kind> = kinds().collect();
    let mut conn = Connection::open_in_memory()?;
    plain::create(&conn, &kinds)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    let tx = conn.transaction()?;
    for carried in carry(book, chosen)? {
        plain::insert(&tx, &carried)?;
    }
    tx.commit()?;
    // What a receiver would refuse is not sent.
    plain::read(&conn, &kinds)?;
    Ok(conn.serialize(MAIN_DB)?.to_vec())
}

/// The records that go, with their lines. A term or provision nobody has edited has none.
///
/// # Errors
/// Of the database.
pub fn carry(book: &Book<'_>, chosen: &Chosen) -> Result<Vec<Carried>> {
    let carried = chosen.records().into_iter().map(|record| {
        let withheld: Vec<String> = chosen
            .cut
            .get(&record.id())
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        let lineage = book
            .lineage(record.kind(), record.id())?
            .map(|line| line.redacted(&record, withheld));
        Ok(Carried { record, lineage })
    });
    carried.collect()
}

/// The records in the database of a bundle.
///
/// The bytes are the sender's, and the sender may be anybody: the schema must be ours to the letter (no views, triggers or virtual
/// tables, so no statement of theirs ever runs), every page must be sound, every row must be a record we would have saved.
///
/// # Errors
/// [`Problem::Database`] or [`Problem::Records`].
pub fn read(from: &mut dyn Read, size: u64) -> Result<Vec<Carried>> {
    let size = usize::try_from(size).map_err(|_| Problem::TooLarge)?;
    let conn = open(from, size).map_err(|_| Problem::Database)?;
    let kinds: Vec<Kind> = kinds().collect();
    if !sound(&conn, &kinds).unwrap_or(false) {
        return Err(Problem::Database.into());
    }
    Ok(plain::read(&conn, &kinds).map_err(|_| Problem::Records)?)
}

fn open(from: &mut dyn Read, size: usize) -> rusqlite::Result<Connection> {
    let mut conn = Connection::open_in_memory()?;
    conn.deserialize_read_exact(MAIN_DB, from, size, true)?;
    for (option, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    ] {
        conn.set_db_config(option, on)?;
    }
    // No cell is longer than the longest field of a record, with room for JSON and escapes.
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 64 << 20)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    Ok(conn)
}

fn sound(conn: &Connection, kinds: &[Kind]) -> rusqlite::Result<bool> {
    let pristine = Connection::open_in_memory()?;
    if plain::create(&pristine, kinds).is_err()
        || schema(conn)? != schema(&pristine)?
        || marks(conn)? != marks(&pristine)?
    {
        return Ok(false);
    }
    let report: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let dangling = conn.prepare("PRAGMA foreign_key_check")?.exists([])?;
    Ok(report == "ok" && !dangling)
}

type SchemaRow = (String, String, String, Option<String>);

fn schema(conn: &Connection) -> rusqlite::Result<BTreeSet<SchemaRow>> {
    let mut statement = conn.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    rows.collect()
}

fn marks(conn: &Connection) -> rusqlite::Result<(i64, i64, String)> {
    let number = |name: &str| conn.pragma_query_value(None, name, |row| row.get(0));
    let encoding = conn.pragma_query_value(None, "encoding", |row| row.get(0))?;
    Ok((number("application_id")?, number("user_version")?, encoding))
}

#[cfg(test)]
mod tests;
