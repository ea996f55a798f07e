//! Which cases are reviewed or cleared and no longer what was looked at then.
//!
//! Whether the own records of a case are what they were is kept ([`crate::derived`]). What stands beside cases is gone through once for all of them: each
//! person, place and source that was written to since, and what it said before each time. A case is looked at only for what it points at of these.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use uuid::Uuid;

use super::standing::{Kept, concerned, differs_since, kept, pointing};
use crate::history;
use crate::record::{CaseId, Kind};
use crate::schema::field::Shape;
use crate::{Book, Error, Result, store};

/// When a record beside cases was written to, the earliest first, and whether it says something else now than before that.
type Written = Vec<(i64, bool)>;

impl Book<'_> {
    /// Cases that are reviewed or cleared and no longer what was looked at then: the same as a look at the standing of each.
    pub(crate) fn unsettled(&self) -> Result<HashSet<CaseId>> {
        let broken = || Error::Broken { kind: Kind::Case };
        let (mut out, mut since) = (HashSet::new(), HashMap::new());
        let mut statement = self.conn.prepare_cached(
            "SELECT c.\"id\", d.decided, d.moved FROM \"case\" c LEFT JOIN derived_case d ON d.case_id = c.\"id\" WHERE c.\"status\" IN ('reviewed', 'cleared')",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let case = CaseId(Uuid::parse_str(&id).map_err(|_| broken())?);
            let kept = match row.get(1)? {
                Some(decided) => Kept {
                    decided: Some(decided),
                    moved: row.get(2)?,
                },
                None => kept(self.conn, case)?,
            };
            match kept.decided {
                Some(decided) if !kept.moved => drop(since.insert(case, decided)),
                _ => drop(out.insert(case)),
            }
        }
        if let Some(first) = since.values().min() {
            let changed = changed_beside(self.conn, *first)?;
            fallen(self.conn, &since, &changed, &mut out)?;
        }
        Ok(out)
    }
}

/// What cases point at and says something else now than at some time after an entry of the log: with each thing that is said of it, itself or a further name.
fn changed_beside(conn: &Connection, first: i64) -> Result<HashMap<Uuid, Vec<Written>>> {
    let mut touched: HashMap<Uuid, Kind> = HashMap::new();
    // What is new beside a case changes nothing in it; a further name is new, but a change of its party.
    history::each(
        conn,
        "WHERE seq > ?1 AND (\"kind\" = 'name' OR (\"kind\" IN ('party', 'place', 'source') AND \"op\" <> 'create'))",
        [first],
        |entry| {
            touched.insert(entry.record, entry.kind);
            Ok(true)
        },
    )?;
    let mut out: HashMap<Uuid, Vec<Written>> = HashMap::new();
    for (record, kind) in touched {
        let written = differs_since(conn, kind, record, first)?;
        if written.iter().any(|(_, differs)| *differs) {
            for of in said_of(conn, kind, record)? {
                out.entry(of).or_default().push(written.clone());
            }
        }
    }
    Ok(out)
}

/// What a record beside cases says something of: itself; of a further name, whose it is, and of one that was ever deleted, whose it was then.
fn said_of(conn: &Connection, kind: Kind, record: Uuid) -> Result<HashSet<Uuid>> {
    let mut out = HashSet::from([record]);
    if kind == Kind::Name {
        let name = store::read(conn, kind, record)?;
        out.extend(name.and_then(|name| store::uuid(&name, "party")));
        history::each(
            conn,
            "WHERE record = ?1 AND op = 'delete'",
            [record.to_string()],
            |entry| {
                out.extend(concerned(conn, &entry)?);
                Ok(true)
            },
        )?;
    }
    Ok(out)
}

/// Adds the cases that point at something that is not what it was when they were decided on.
fn fallen(
    conn: &Connection,
    since: &HashMap<CaseId, i64>,
    changed: &HashMap<Uuid, Vec<Written>>,
    out: &mut HashSet<CaseId>,
) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let mut ends: HashMap<CaseId, i64> = HashMap::new();
    let wanted = serde_json::to_string(&changed.keys().collect::<Vec<_>>()).unwrap_or_default();
    for (kind, field) in pointing() {
        let case = if kind == Kind::Case { "id" } else { "case_id" };
        let (table, name) = (kind.name(), field.name);
        let sql = match field.shape {
            Shape::RefList(_) => format!(
                "SELECT t.\"{case}\", j.value FROM \"{table}\" t, json_each(t.\"{name}\") j WHERE j.value IN (SELECT value FROM json_each(?1))"
            ),
            _ => format!(
                "SELECT \"{case}\", \"{name}\" FROM \"{table}\" WHERE \"{name}\" IN (SELECT value FROM json_each(?1))"
            ),
        };
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([&wanted])?;
        while let Some(row) = rows.next()? {
            let (case, record): (Option<String>, String) = (row.get(0)?, row.get(1)?);
            let ids = case
                .and_then(|case| Uuid::parse_str(&case).ok())
                .zip(Uuid::parse_str(&record).ok());
            let Some((case, record)) = ids.map(|(case, record)| (CaseId(case), record)) else {
                continue;
            };
            let (Some(decided), Some(written)) = (since.get(&case), changed.get(&record)) else {
                continue;
            };
            if out.contains(&case) {
                continue;
            }
            let end = match ends.get(&case) {
                Some(end) => *end,
                None => {
                    let end = end_of(conn, *decided)?;
                    ends.insert(case, end);
                    end
                }
            };
            if written.iter().any(|one| differs_from(one, end)) {
                out.insert(case);
            }
        }
    }
    Ok(())
}

/// Whether a record says something else now than it did at an entry of the log: than before it was first written to after that.
fn differs_from(written: &Written, end: i64) -> bool {
    let after = written.partition_point(|(seq, _)| *seq <= end);
    written.get(after).is_some_and(|(_, differs)| *differs)
}

/// The last entry of the step that an entry of the log belongs to.
fn end_of(conn: &Connection, seq: i64) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT max(seq) FROM revision WHERE batch = (SELECT batch FROM revision WHERE seq = ?1)")?
        .query_row([seq], |row| row.get(0))?)
}
