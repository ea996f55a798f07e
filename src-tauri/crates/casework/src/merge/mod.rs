//! Taking in records of another vault.
//!
//! A bundle is itself a casework database. The sender fills one with [`Book::carry`]; the receiver reads it with [`Book::carried`]
//! and hands the records to [`Book::merge`]. Records are matched by id and brought together by their lines of revisions:
//!
//! - the same content, or theirs lies behind ours: *unchanged*;
//! - not here yet: *added*;
//! - ours lies behind theirs: *updated*;
//! - both moved on from a common revision: fields changed on one side only are merged (*updated*), fields changed on both to
//!   different words are a *conflict*: ours is shown, theirs is kept beside it until a person decides.
//!
//! Fields the sender withheld never overwrite ours. References of cases and code names of sources are each vault's own.
//! Merging the same bundle again changes nothing.
mod conflict;
mod one;

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::lineage::{self, Lineage};
use crate::record::{Kind, Record, RevisionId};
use crate::view::Fault;
use crate::write::Pen;
use crate::{Book, Error, Result, same, store};

pub use conflict::Conflict;

/// A record on its way from one vault to another.
#[derive(Clone)]
pub struct Carried {
    /// The record, as the receiver may see it.
    pub record: Record,
    /// Its line; for a redacted copy see [`Lineage::redacted`]. None for a seeded term or rule nobody has edited.
    pub lineage: Option<Lineage>,
}

/// What a merge did.
#[derive(Default)]
pub struct MergeReport {
    /// New records.
    pub added: u32,
    /// Records that became newer.
    pub updated: u32,
    /// Records that were the same, or newer here.
    pub unchanged: u32,
    /// Records changed on both sides and not decided yet, those of earlier merges of the same revision included.
    pub conflicts: Vec<Conflict>,
}

impl Book<'_> {
    /// Fills the casework of a bundle: records as they are, their lines, and no history.
    ///
    /// # Errors
    /// [`Error::Refused`] if a record refers to one that is not carried.
    pub fn carry(&mut self, records: Vec<Carried>) -> Result<()> {
        self.write(|pen| {
            for Carried { record, lineage } in records {
                let (kind, id) = (record.kind(), record.id());
                store::write(&pen.tx, kind, &store::to_fields(&record))?;
                if let Some(lineage) = lineage {
                    lineage::keep(&pen.tx, id, &lineage.steps)?;
                    let sql = "INSERT OR REPLACE INTO carried (record, kind, revision) VALUES (?1, ?2, ?3)";
                    pen.tx.prepare_cached(sql)?.execute([&id.to_string(), kind.name(), &lineage.revision.to_string()])?;
                }
            }
            dangling(pen)
        })
    }

    /// The records of a bundle with their lines.
    pub fn carried(&self) -> Result<Vec<Carried>> {
        let mut out = Vec::new();
        for &kind in Kind::ALL {
            for record in self.records(kind, None)? {
                let lineage = self.carried_lineage(record.id())?;
                // A bundle is made with the seeded terms and rules in it; only what the sender put there travels.
                if lineage.is_some() || !kind.is_seeded() {
                    out.push(Carried { record, lineage });
                }
            }
        }
        Ok(out)
    }

    fn carried_lineage(&self, record: Uuid) -> Result<Option<Lineage>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT revision FROM carried WHERE record = ?1")?;
        let mut rows = statement.query([record.to_string()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let revision = Uuid::parse_str(&row.get::<_, String>(0)?).map_err(|_| Error::Json)?;
        Ok(Some(Lineage {
            revision: RevisionId(revision),
            steps: lineage::kept(self.conn, record)?,
        }))
    }

    /// Takes in records of another vault, all or none; see the module's words. `origin` says from whom, for the person who decides conflicts.
    ///
    /// # Errors
    /// [`Error::Refused`] with every record at fault: one that refers to nothing, or whose fields do not hold what they may hold.
    pub fn merge(&mut self, records: Vec<Carried>, origin: &str) -> Result<MergeReport> {
        let mut report = MergeReport::default();
        let mut unsettled = Vec::new();
        self.write(|pen| {
            pen.resolved = true;
            let mut faults = Vec::new();
            let mut records = records;
            records.sort_by_key(|carried| carried.record.kind());
            let first_after = records
                .iter()
                .position(|carried| carried.record.kind() > Kind::Party);
            for (at, carried) in records.iter().enumerate() {
                // Who is who is settled before anything that names them.
                if Some(at) == first_after {
                    same::settle(pen, "merge")?;
                }
                match one::merge(pen, carried, origin) {
                    Ok(one::Outcome::Added) => report.added += 1,
                    Ok(one::Outcome::Updated) => report.updated += 1,
                    Ok(one::Outcome::Unchanged) => report.unchanged += 1,
                    Ok(one::Outcome::Conflict) => unsettled.push(carried.record.id()),
                    Err(Error::Invalid { field, code }) => {
                        let path = format!("{}[{at}].{field}", carried.record.kind().name());
                        faults.push(Fault {
                            path,
                            why: "the field does not hold what it may hold".into(),
                            code: code.into(),
                        });
                    }
                    Err(error) => return Err(error),
                }
            }
            if !faults.is_empty() {
                return Err(Error::Refused(faults));
            }
            same::follow(pen, "merge")?;
            dangling(pen)
        })?;
        report.conflicts = self
            .conflicts()?
            .into_iter()
            .filter(|conflict| unsettled.contains(&conflict.id))
            .collect();
        Ok(report)
    }
}

/// Refuses a set of records in which one points at nothing.
fn dangling(pen: &Pen<'_>) -> Result<()> {
    let mut statement = pen
        .tx
        .prepare("SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let faults: BTreeSet<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    if faults.is_empty() {
        return Ok(());
    }
    let fault = |(table, parent): (String, String)| Fault {
        why: format!("a {table} refers to a {parent} that is not here"),
        path: table,
        code: "unknown_record".into(),
    };
    Err(Error::Refused(faults.into_iter().map(fault).collect()))
}
