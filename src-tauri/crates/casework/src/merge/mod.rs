//! Taking in records of another vault.
//!
//! A bundle is itself a casework database. The sender fills one with [`Book::carry`]; the receiver reads it with [`Book::carried`]
//! and hands the records to [`Book::merge`]. Records are matched by id and brought together by their lines of revisions:
//!
//! - not here yet: *added*;
//! - for each field, words that the other side knew and has changed since give way, whichever side has them;
//! - words that neither side knew of the other are a *conflict*: ours is shown, theirs is kept beside it until a person decides. The other
//!   fields of the record come in at once.
//!
//! Fields the sender withheld, and those that were left out here, never overwrite ours and can come later, from the same bundle too.
//! References of cases and code names of sources are each vault's own. What was deleted here stays deleted unless it was changed
//! elsewhere since; a deletion does not travel. Merging the same bundle again changes nothing, and the order of bundles does not matter.
mod choice;
mod compare;
mod conflict;
mod one;
mod trail;
mod undo;

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::lineage::{self, Lineage};
use crate::record::{CustodyEvent, Entity as _, Evidence, EvidenceId, Kind, Record, RevisionId};
use crate::view::{Came, Fault};
use crate::write::Pen;
use crate::{Book, Error, Result, same, store};

pub use choice::{Choice, Chosen, case_of, named};
pub use compare::{Compared, FieldPair, Sameness};
pub use conflict::{Conflict, case_id_of, side};
pub use undo::{Arrived, Stays, Undone};

/// A record on its way from one vault to another.
#[derive(Clone)]
pub struct Carried {
    /// The record, as the receiver may see it.
    pub record: Record,
    /// Its line; for a redacted copy see [`Lineage::redacted`]. None for a seeded term or rule nobody has edited.
    pub lineage: Option<Lineage>,
}

/// Where records come from.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Arrival {
    /// From whom, for people.
    pub origin: String,
    /// Signing key of whoever made the bundle.
    pub sender: String,
    /// When the bundle was made, UTC.
    pub made: String,
    /// SHA-256 of its file, hex.
    pub sha256: String,
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
    /// To take it back by, see [`Book::undo_merge`]; none if it changed nothing.
    pub arrival: Option<Uuid>,
    /// Items whose files were taken in and are pointed at.
    pub kept: BTreeSet<EvidenceId>,
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
    /// As [`Book::merge_some`].
    pub fn merge(&mut self, records: Vec<Carried>, origin: &str) -> Result<MergeReport> {
        let arrival = Arrival {
            origin: origin.to_owned(),
            ..Arrival::default()
        };
        self.merge_some(records, &Choice::default(), &arrival, Vec::new())
    }

    /// The same without what was not wanted, see [`Choice`]. `custody` says of items that their files were taken in: an entry is
    /// written if the item has that file then.
    ///
    /// # Errors
    /// [`Error::Refused`] with every record at fault: one that refers to nothing, or whose fields do not hold what they may hold.
    pub fn merge_some(
        &mut self,
        records: Vec<Carried>,
        choice: &Choice,
        arrival: &Arrival,
        custody: Vec<(String, CustodyEvent)>,
    ) -> Result<MergeReport> {
        let mut report = MergeReport::default();
        let mut unsettled = Vec::new();
        self.write(|pen| {
            pen.resolved = true;
            let arrival_id = pen.ctx.uuid().to_string();
            let mut faults = Vec::new();
            let mut records = records;
            records.retain(|carried| !choice.records.contains(&carried.record.id()));
            records.sort_by_key(|carried| carried.record.kind());
            let first_after = records
                .iter()
                .position(|carried| carried.record.kind() > Kind::Party);
            for (at, carried) in records.iter().enumerate() {
                // Who is who is settled before anything that names them.
                if Some(at) == first_after {
                    same::settle(pen, "merge")?;
                }
                match one::merge(pen, carried, choice, (&arrival_id, &arrival.origin)) {
                    Ok(one::Outcome { became, conflict }) => {
                        match became {
                            one::Became::Added => report.added += 1,
                            one::Became::Updated => report.updated += 1,
                            one::Became::Unchanged if conflict => {}
                            one::Became::Unchanged => report.unchanged += 1,
                        }
                        if conflict {
                            unsettled.push(carried.record.id());
                        }
                    }
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
            for (blob, event) in custody {
                let item = store::read(&pen.tx, Kind::Evidence, event.evidence.0)?;
                let item = item.map(store::typed::<Evidence>).transpose()?;
                if item.is_some_and(|item| item.blob == blob) {
                    report.kept.insert(event.evidence);
                    pen.put(Kind::CustodyEvent, store::to_fields(&event.into_record()), "merge")?;
                }
            }
            let waits = pen.tx.prepare_cached("SELECT 1 FROM conflict WHERE arrival = ?1")?.exists([&arrival_id])?;
            if waits || pen.batch().is_some() {
                let sql = "INSERT INTO arrival (id, batch, origin, sender, made, sha256, at, undone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '')";
                let batch = pen.batch().map(|batch| batch.to_string());
                let Arrival { origin, sender, made, sha256 } = arrival;
                pen.tx.execute(sql, params![arrival_id, batch, origin, sender, made, sha256, pen.at])?;
                report.arrival = Uuid::parse_str(&arrival_id).ok();
            }
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

/// Where the revisions of a transaction came from, if they came from elsewhere.
pub(crate) fn came(conn: &Connection, batch: RevisionId) -> Result<Option<Came>> {
    let mut statement =
        conn.prepare_cached("SELECT origin, made, sha256 FROM arrival WHERE batch = ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Came {
            from: row.get(0)?,
            made: row.get(1)?,
            sha256: row.get(2)?,
        })
    };
    Ok(statement.query_row([batch.to_string()], read).optional()?)
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
