//! Keeping the index as the records are.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::doc;
use super::facet::{self, Facets};
use super::shelf::Shelf;
use super::words::{self, Noted};
use crate::name::fold_text;
use crate::record::Kind;
use crate::store::{self, Fields, text};
use crate::{Book, Result, derived};

/// Entries that are made anew at once, when all are.
const REFRESHED: usize = 5_000;

/// An entry that is to be written.
struct Entry {
    row: i64,
    /// There was one under this number before.
    there: bool,
    id: Uuid,
    kind: Kind,
    /// None for a record that was taken out, or stands under another number now.
    record: Option<Fields>,
}

/// Brings the index up to date for records that were written or taken out.
pub(crate) fn refresh(conn: &Connection, dirty: &BTreeMap<Uuid, Kind>) -> Result<()> {
    let mut entries = Vec::new();
    let mut next: BTreeMap<Shelf, i64> = BTreeMap::new();
    for (&id, &kind) in dirty.iter().filter(|(_, kind)| doc::indexed(**kind)) {
        let known: Option<i64> = conn
            .prepare_cached("SELECT rowid FROM search_row WHERE record = ?1")?
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?;
        // Who was found to be somebody else is found by their names there.
        let stands = |record: &Fields| store::uuid(record, "merged_into").is_none();
        let record = store::read(conn, kind, id)?.filter(stands);
        let shelf = record.as_ref().map(|record| Shelf::of(kind, record));
        let entry = |row: i64, there: bool, record: Option<Fields>| Entry {
            row,
            there,
            id,
            kind,
            record,
        };
        match (known, shelf) {
            (Some(row), Some(shelf)) if shelf.holds(row) => {
                entries.push(entry(row, true, record));
            }
            (known, shelf) => {
                // Taken out, or a note that became privileged, which moves.
                entries.extend(known.map(|row| entry(row, true, None)));
                if let Some(shelf) = shelf {
                    let row = match next.get(&shelf) {
                        Some(row) => *row,
                        None => shelf.next(conn)?,
                    };
                    next.insert(shelf, row + 1);
                    entries.push(entry(row, false, record));
                }
            }
        }
    }
    // FTS5 keeps what is written in memory as long as the numbers rise, and writes out a piece of its own at every step back.
    entries.sort_unstable_by_key(|entry| entry.row);
    let mut noted = Noted::default();
    for entry in &entries {
        if entry.there {
            conn.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
                .execute([entry.row])?;
        }
        match &entry.record {
            Some(record) => write(conn, entry.kind, record, entry.row, &mut noted)?,
            None => {
                conn.prepare_cached("DELETE FROM search_row WHERE rowid = ?1")?
                    .execute([entry.row])?;
            }
        }
        debug_assert!(
            entry
                .record
                .as_ref()
                .is_none_or(|record| store::id_of(record) == entry.id)
        );
    }
    Ok(())
}

fn write(
    conn: &Connection,
    kind: Kind,
    record: &Fields,
    row: i64,
    noted: &mut Noted,
) -> Result<()> {
    let doc = doc::of(conn, kind, record)?;
    let facets = Facets::of(conn, kind, record)?;
    conn.prepare_cached(
        "INSERT INTO search_row (rowid, record, kind, case_id, years, status, sensitivity) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (record) DO UPDATE SET rowid = excluded.rowid, case_id = excluded.case_id, years = excluded.years, status = excluded.status, sensitivity = excluded.sensitivity",
    )?
    .execute(params![
        row,
        store::id_of(record).to_string(),
        kind.name(),
        facets.case.map(|case| case.to_string()),
        facets.years_in_words(),
        facets.status,
        facets.sensitivity
    ])?;
    let folded = |parts: &[(&str, String)]| {
        parts
            .iter()
            .map(|(_, words)| fold_text(words))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (title, body, context) = (folded(&doc.title), folded(&doc.body), folded(&doc.context));
    let named = named(&doc.title);
    for text in [&title, &body, &context, &named] {
        noted.text(conn, text)?;
    }
    conn.prepare_cached(
        "INSERT INTO search (rowid, title, body, context, facet) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        row,
        title,
        body,
        context,
        [facets.tokens(), named].join(" ")
    ])?;
    Ok(())
}

/// The words of what a record is called, as they are kept by themselves.
fn named(title: &[(&str, String)]) -> String {
    let words: BTreeSet<String> = title
        .iter()
        .flat_map(|(_, words)| {
            let folded = fold_text(words);
            folded.split(' ').map(facet::named).collect::<Vec<_>>()
        })
        .collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
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
    // The years of a case are those of what happened in it.
    if matches!(kind, Kind::Act | Kind::Measure)
        && old.is_none_or(|old| facet::years_of(old) != facet::years_of(record))
    {
        out.extend(store::uuid(record, "case_id").map(|case| (case, Kind::Case)));
    }
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
        Kind::Case if renamed("reference") || renamed("status") || renamed("sensitivity") => {
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

/// Pages that are written in one step of [`gather`].
const STEP: u32 = 2_000;
/// Steps at most; what is left then waits for the next time.
const STEPS: u32 = 200;

/// Brings the pieces of the index together after much was written: a search reads all of them side by side. In steps, each saved by itself, so that
/// memory is bounded; between two of them, and if one fails, the index is as good as before.
pub(crate) fn gather(conn: &Connection) -> Result<()> {
    for _ in 0..STEPS {
        let before = conn.total_changes();
        conn.execute(
            "INSERT INTO search (search, rank) VALUES ('merge', ?1)",
            [STEP],
        )?;
        // As FTS5 says that there was nothing to do.
        if conn.total_changes() - before < 2 {
            break;
        }
    }
    Ok(())
}

/// Leaves nothing of deleted entries in the index's own pages.
pub(crate) fn compact(conn: &Connection) -> Result<()> {
    conn.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
    words::anew(conn)
}

impl Book<'_> {
    /// Makes the whole index anew, for example after labels of terms changed, and what lists are read from. Gives the number of records in it.
    pub fn reindex(&mut self) -> Result<u64> {
        let tx = self.conn.transaction()?;
        tx.execute_batch(
            "DELETE FROM search_row; DELETE FROM search_word; INSERT INTO search (search) VALUES ('delete-all');",
        )?;
        let mut kinds: Vec<Kind> = Kind::ALL.to_vec();
        kinds.retain(|kind| doc::indexed(*kind));
        kinds.sort_unstable_by_key(|kind| Shelf::of_kind(*kind));
        for kind in kinds {
            for some in store::ids(&tx, kind)?.chunks(REFRESHED) {
                refresh(&tx, &some.iter().map(|id| (*id, kind)).collect())?;
            }
        }
        derived::rebuild(&tx, self.ctx.today())?;
        let count: i64 = tx.query_row("SELECT count(*) FROM search_row", [], |row| row.get(0))?;
        tx.commit()?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}
