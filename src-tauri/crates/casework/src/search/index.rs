//! Keeping the index as the records are.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

use super::doc;
use crate::name::fold_text;
use crate::record::Kind;
use crate::store::{self, Fields, text};
use crate::{Book, Result};

/// Brings the index up to date for records that were written or taken out.
pub(crate) fn refresh(conn: &Connection, dirty: &BTreeMap<Uuid, Kind>) -> Result<()> {
    for (&id, &kind) in dirty.iter().filter(|(_, kind)| doc::indexed(**kind)) {
        let row: Option<i64> = conn
            .prepare_cached("SELECT rowid FROM search_row WHERE record = ?1")?
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?;
        if let Some(row) = row {
            conn.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
                .execute([row])?;
        }
        // Who was found to be somebody else is found by their names there.
        let stands = |record: &Fields| store::uuid(record, "merged_into").is_none();
        match (store::read(conn, kind, id)?.filter(stands), row) {
            (Some(record), row) => write(conn, kind, id, &record, row)?,
            (None, Some(row)) => {
                conn.execute("DELETE FROM search_row WHERE rowid = ?1", [row])?;
            }
            (None, None) => {}
        }
    }
    Ok(())
}

fn write(conn: &Connection, kind: Kind, id: Uuid, record: &Fields, row: Option<i64>) -> Result<()> {
    let doc = doc::of(conn, kind, record)?;
    let case = store::case_of(kind, record).map(|case| case.to_string());
    conn.prepare_cached(
        "INSERT INTO search_row (rowid, record, kind, case_id, privileged) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (record) DO UPDATE SET case_id = excluded.case_id, privileged = excluded.privileged",
    )?
    .execute(params![row, id.to_string(), kind.name(), case, doc.privileged])?;
    let row = match row {
        Some(row) => row,
        None => conn.last_insert_rowid(),
    };
    let folded = |parts: &[(&str, String)]| {
        parts
            .iter()
            .map(|(_, words)| fold_text(words))
            .collect::<Vec<_>>()
            .join(" ")
    };
    conn.prepare_cached("INSERT INTO search (rowid, body, context) VALUES (?1, ?2, ?3)")?
        .execute(params![row, folded(&doc.body), folded(&doc.context)])?;
    Ok(())
}

/// Records whose index entry speaks of this one, so that a new name is found everywhere it stands.
pub(crate) fn neighbours(
    conn: &Connection,
    kind: Kind,
    old: Option<&Fields>,
    record: &Fields,
) -> Result<BTreeSet<(Uuid, Kind)>> {
    let mut out = BTreeSet::new();
    let id = store::id_of(record).to_string();
    let renamed = |field: &str| old.is_some_and(|old| text(old, field) != text(record, field));
    let mut add = |kind: Kind, sql: &str, value: &str| -> Result<()> {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([value])?;
        while let Some(row) = rows.next()? {
            out.extend(
                Uuid::parse_str(&row.get::<_, String>(0)?)
                    .ok()
                    .map(|id| (id, kind)),
            );
        }
        Ok(())
    };
    match kind {
        Kind::Name => add(Kind::Party, "SELECT ?1", text(record, "party"))?,
        Kind::Involved => add(Kind::Case, "SELECT ?1", text(record, "case_id"))?,
        Kind::Party if renamed("name") => {
            add(
                Kind::Case,
                "SELECT DISTINCT \"case_id\" FROM \"involved\" WHERE \"party\" = ?1",
                &id,
            )?;
            add(
                Kind::Act,
                "SELECT \"id\" FROM \"act\" WHERE \"victim\" = ?1",
                &id,
            )?;
            add(
                Kind::Measure,
                "SELECT \"id\" FROM \"measure\" WHERE \"party\" = ?1",
                &id,
            )?;
            add(
                Kind::Intervention,
                "SELECT \"id\" FROM \"intervention\" WHERE instr(\"by\", ?1)",
                &id,
            )?;
        }
        Kind::Place if renamed("name") => {
            add(
                Kind::Case,
                "SELECT \"id\" FROM \"case\" WHERE instr(\"places\", ?1)",
                &id,
            )?;
            add(
                Kind::Act,
                "SELECT \"id\" FROM \"act\" WHERE \"place\" = ?1",
                &id,
            )?;
            add(
                Kind::Measure,
                "SELECT \"id\" FROM \"measure\" WHERE \"place\" = ?1",
                &id,
            )?;
        }
        Kind::Source if renamed("code") => add(
            Kind::Claim,
            "SELECT \"id\" FROM \"claim\" WHERE \"source\" = ?1",
            &id,
        )?,
        Kind::Case if renamed("reference") => {
            for &kind in Kind::ALL.iter().filter(|kind| doc::indexed(**kind)) {
                let sql = format!(
                    "SELECT record FROM search_row WHERE case_id = ?1 AND kind = '{}'",
                    kind.name()
                );
                add(kind, &sql, &id)?;
            }
        }
        _ => {}
    }
    Ok(out)
}

/// Leaves nothing of deleted entries in the index's own pages.
pub(crate) fn compact(conn: &Connection) -> Result<()> {
    conn.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
    Ok(())
}

impl Book<'_> {
    /// Makes the whole index anew, for example after labels of terms changed. Gives the number of records in it.
    pub fn reindex(&mut self) -> Result<u64> {
        let tx = self.conn.transaction()?;
        tx.execute_batch(
            "DELETE FROM search_row; INSERT INTO search (search) VALUES ('delete-all');",
        )?;
        let mut count = 0;
        for &kind in Kind::ALL.iter().filter(|kind| doc::indexed(**kind)) {
            for record in store::select(&tx, kind, "", [])? {
                if store::uuid(&record, "merged_into").is_some() {
                    continue;
                }
                debug_assert!(matches!(record.get("id"), Some(Value::String(_))));
                write(&tx, kind, store::id_of(&record), &record, None)?;
                count += 1;
            }
        }
        tx.commit()?;
        Ok(count)
    }
}
