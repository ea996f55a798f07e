//! Records alone, in a database of their own: no log, no drafts, no search index. This is what travels in a bundle.
//!
//! The tables are those of the casework, so one reader understands both: one for each kind of record, `carried` (the revision a
//! record was at when it left) and `ancestry` (the ids of the revisions before it). Contents of history never travel.

use std::sync::OnceLock;

use rusqlite::Connection;
use uuid::Uuid;

use crate::merge::Carried;
use crate::record::{Kind, RevisionId};
use crate::{Error, Lineage, Result, check, lineage, schema, store};

/// What marks such a database (`PRAGMA application_id`): "SDQP".
pub const APPLICATION: i32 = 0x5344_5150;

/// Tables beside those of records.
const LINES: [&str; 2] = ["ancestry", "carried"];

/// Makes the tables of `kinds` in an empty database.
///
/// # Errors
/// Of the database.
pub fn create(conn: &Connection, kinds: &[Kind]) -> Result<()> {
    // Many small tables: small pages keep a bundle small.
    conn.pragma_update(None, "page_size", 1024)?;
    for (table, sql) in statements()? {
        if LINES.contains(&table.as_str()) || kinds.iter().any(|kind| kind.name() == table) {
            conn.execute_batch(sql)?;
        }
    }
    conn.pragma_update(None, "application_id", APPLICATION)?;
    conn.pragma_update(None, "user_version", schema::VERSION)?;
    Ok(())
}

/// What makes the tables and indexes of a casework, each with the table it belongs to. Asked of a whole casework once.
fn statements() -> Result<&'static [(String, String)]> {
    static STATEMENTS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    if let Some(known) = STATEMENTS.get() {
        return Ok(known);
    }
    let mut whole = Connection::open_in_memory()?;
    schema::prepare(&mut whole)?;
    let mut statement = whole.prepare("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') ORDER BY rowid")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let read = rows.collect::<rusqlite::Result<_>>()?;
    Ok(STATEMENTS.get_or_init(|| read))
}

/// Writes one record and its line.
///
/// # Errors
/// Of the database.
pub fn insert(conn: &Connection, carried: &Carried) -> Result<()> {
    let (kind, id) = (carried.record.kind(), carried.record.id());
    store::write(conn, kind, &store::to_fields(&carried.record))?;
    if let Some(line) = &carried.lineage {
        lineage::keep(conn, id, &line.steps)?;
        let sql = "INSERT INTO carried (record, kind, revision) VALUES (?1, ?2, ?3)";
        conn.prepare_cached(sql)?.execute([
            &id.to_string(),
            kind.name(),
            &line.revision.to_string(),
        ])?;
    }
    Ok(())
}

/// Every record of `kinds`, each checked as if it were to be saved: bounds, codes, references, rules. Parents before children.
///
/// # Errors
/// [`Error::Broken`], [`Error::Invalid`] or [`Error::Json`] for the first row that is no record; the database.
pub fn read(conn: &Connection, kinds: &[Kind]) -> Result<Vec<Carried>> {
    let mut out = Vec::new();
    for &kind in kinds {
        for fields in store::select(conn, kind, "ORDER BY \"id\"", [])? {
            check::record(conn, kind, &fields, None, false)?;
            let id = store::id_of(&fields);
            out.push(Carried {
                record: store::to_record(kind, fields)?,
                lineage: line(conn, kind, id)?,
            });
        }
    }
    Ok(out)
}

fn line(conn: &Connection, kind: Kind, record: Uuid) -> Result<Option<Lineage>> {
    let mut statement =
        conn.prepare_cached("SELECT revision FROM carried WHERE record = ?1 AND kind = ?2")?;
    let mut rows = statement.query([record.to_string(), kind.name().to_owned()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let revision = Uuid::parse_str(&row.get::<_, String>(0)?)
        .map(RevisionId)
        .map_err(|_| Error::Broken { kind })?;
    let steps = lineage::kept(conn, record)?;
    let named = |field: &String| schema::field::field_of(kind, field).is_some();
    let fields = |step: &lineage::Step| step.withheld.iter().chain(&step.changed).all(named);
    if !steps.iter().all(fields) {
        return Err(Error::Broken { kind });
    }
    Ok(Some(Lineage { revision, steps }))
}
