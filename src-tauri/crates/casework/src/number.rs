//! References of cases (`2026-001`) and code names of sources (`S-001`): the next free one.

use chrono::Datelike;
use rusqlite::Connection;
use serde_json::Value;

use crate::record::Kind;
use crate::store::{self, Fields, text};
use crate::{Ctx, Result};

/// Gives a case its reference and a source its code name where they are still empty; on an edit the old one stays.
pub(crate) fn fill(
    conn: &Connection,
    ctx: &Ctx,
    kind: Kind,
    current: Option<&Fields>,
    new: &mut Fields,
) -> Result<()> {
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
        (None, Kind::Case) => next(
            conn,
            Kind::Case,
            "reference",
            &format!("{}-", ctx.today().year()),
        )?,
        (None, _) => next(conn, Kind::Source, "code", "S-")?,
    };
    new.insert(field.into(), Value::String(given));
    Ok(())
}

/// `wish` if nobody has it yet, else `wish-2`, `wish-3`, ...
pub(crate) fn free(conn: &Connection, table: &str, column: &str, wish: &str) -> Result<String> {
    let mut taken = conn.prepare_cached(&format!(
        "SELECT 1 FROM \"{table}\" WHERE \"{column}\" = ?1 COLLATE NOCASE"
    ))?;
    let mut candidate = wish.to_owned();
    let mut suffix = 2;
    while taken.exists([&candidate])? {
        candidate = format!("{wish}-{suffix}");
        suffix += 1;
    }
    Ok(candidate)
}

/// Gives a case or source that comes back another reference or code name if its own was taken meanwhile.
pub(crate) fn settle(conn: &Connection, kind: Kind, record: &mut Fields) -> Result<()> {
    let (table, column) = match kind {
        Kind::Case => ("case", "reference"),
        Kind::Source => ("source", "code"),
        _ => return Ok(()),
    };
    let sql = format!(
        "SELECT 1 FROM \"{table}\" WHERE \"{column}\" = ?1 COLLATE NOCASE AND \"id\" <> ?2"
    );
    let id = store::id_of(record).to_string();
    let taken = conn
        .prepare_cached(&sql)?
        .exists([text(record, column), &id])?;
    if taken {
        let other = free(conn, table, column, text(record, column))?;
        record.insert(column.into(), Value::String(other));
    }
    Ok(())
}

/// One more than the highest number in use after `prefix`. Numbers of deleted records count: they were said aloud, and may come back.
fn next(conn: &Connection, kind: Kind, column: &str, prefix: &str) -> Result<String> {
    let sql = format!(
        "SELECT \"{column}\" AS code FROM \"{table}\" WHERE code LIKE ?1 || '%'
         UNION ALL SELECT json_extract(c.value, '$.before') AS code FROM revision, json_each(changes) c
         WHERE kind = '{table}' AND op = 'delete' AND json_extract(c.value, '$.field') = '{column}' AND code LIKE ?1 || '%'",
        table = kind.name()
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let used = statement.query_map([prefix], |row| row.get::<_, String>(0))?;
    let mut highest = 0_u32;
    for code in used {
        highest = highest.max(
            code?
                .get(prefix.len()..)
                .and_then(|number| number.parse().ok())
                .unwrap_or(0),
        );
    }
    Ok(format!("{prefix}{:03}", highest.saturating_add(1)))
}
