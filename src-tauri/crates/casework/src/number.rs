//! References of cases (`2026-001`) and code names of sources (`S-001`): the next free one.

use chrono::Datelike;
use rusqlite::Connection;
use serde_json::Value;

use crate::record::Kind;
use crate::store::{Fields, text};
use crate::{Ctx, Result};

/// Gives a case its reference and a source its code name where they are still empty; on an edit the old one stays.
pub(crate) fn fill(conn: &Connection, ctx: &Ctx, kind: Kind, current: Option<&Fields>, new: &mut Fields) -> Result<()> {
    let field = match kind {
        Kind::Case => "reference",
        Kind::Source => "code",
        _ => return Ok(()),
    };
    if !text(new, field).trim().is_empty() {
        return Ok(());
    }
    let given = match (current, kind) {
        (Some(current), _) => text(current, field).to_owned(),
        (None, Kind::Case) => next(conn, "case", "reference", &format!("{}-", ctx.today().year()))?,
        (None, _) => next(conn, "source", "code", "S-")?,
    };
    new.insert(field.into(), Value::String(given));
    Ok(())
}

/// `wish` if nobody has it yet, else `wish-2`, `wish-3`, ...
pub(crate) fn free(conn: &Connection, table: &str, column: &str, wish: &str) -> Result<String> {
    let mut taken = conn.prepare_cached(&format!("SELECT 1 FROM \"{table}\" WHERE \"{column}\" = ?1 COLLATE NOCASE"))?;
    let mut candidate = wish.to_owned();
    let mut suffix = 2;
    while taken.exists([&candidate])? {
        candidate = format!("{wish}-{suffix}");
        suffix += 1;
    }
    Ok(candidate)
}

/// One more than the highest number in use after `prefix`.
fn next(conn: &Connection, table: &str, column: &str, prefix: &str) -> Result<String> {
    let sql = format!("SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" LIKE ?1 || '%'");
    let mut statement = conn.prepare_cached(&sql)?;
    let used = statement.query_map([prefix], |row| row.get::<_, String>(0))?;
    let mut highest = 0_u32;
    for code in used {
        highest = highest.max(code?[prefix.len()..].parse().unwrap_or(0));
    }
    Ok(format!("{prefix}{:03}", highest.saturating_add(1)))
}
