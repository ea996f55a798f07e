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

use std::collections::{BTreeSet, HashSet};

use rusqlite::{OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

use crate::history::{difference, state_at};
use crate::lineage::{self, Graph, Lineage, Step};
use crate::record::{Kind, Record, RevisionId};
use crate::store::{self, Fields};
use crate::view::{Fault, Saved};
use crate::write::{Line, Pen, three_way};
use crate::{Book, Error, Result, label, number};

/// A record on its way from one vault to another.
#[derive(Clone)]
pub struct Carried {
    /// The record, as the receiver may see it.
    pub record: Record,
    /// Its line; for a redacted copy see [`Lineage::redacted`]. None for a seeded term nobody has edited.
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

/// A record changed on both sides in the same fields.
#[derive(Clone)]
pub struct Conflict {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// What to call it.
    pub label: String,
    /// Fields that stand against each other.
    pub fields: Vec<String>,
    /// As it is here.
    pub ours: Record,
    /// As it came.
    pub theirs: Record,
    /// Their revision; names the conflict together with the id.
    pub their_revision: RevisionId,
    /// From whom.
    pub origin: String,
}

/// Fields that are each vault's own.
fn is_local(kind: Kind, field: &str) -> bool {
    matches!(
        (kind, field),
        (Kind::Case, "reference") | (Kind::Source, "code")
    )
}

enum Outcome {
    Added,
    Updated,
    Unchanged,
    Conflict,
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
                // A bundle is made with the seeded terms in it; only what the sender put there travels.
                if lineage.is_some() || kind != Kind::Term {
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
            for (at, carried) in records.iter().enumerate() {
                match merge_one(pen, carried, origin) {
                    Ok(Outcome::Added) => report.added += 1,
                    Ok(Outcome::Updated) => report.updated += 1,
                    Ok(Outcome::Unchanged) => report.unchanged += 1,
                    Ok(Outcome::Conflict) => unsettled.push(carried.record.id()),
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
            dangling(pen)
        })?;
        report.conflicts = self
            .conflicts()?
            .into_iter()
            .filter(|conflict| unsettled.contains(&conflict.id))
            .collect();
        Ok(report)
    }

    /// Conflicts no one has decided yet, oldest first.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        let mut statement = self.conn.prepare_cached("SELECT kind, record, their_revision, fields, theirs, origin FROM conflict WHERE resolved = 0 ORDER BY at, record")?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, String>(5)?,
            ))
        })?;
        let mut out = Vec::new();
        for row in rows {
            let (kind, id, revision, fields, theirs, origin) = row?;
            let kind = Kind::of(&kind).ok_or(Error::Json)?;
            let id = Uuid::parse_str(&id).map_err(|_| Error::Json)?;
            let Some(ours) = store::read(self.conn, kind, id)? else {
                continue;
            };
            let mut whole = store::blank_record(kind, id);
            whole.extend(serde_json::from_str::<Fields>(&theirs).map_err(|_| Error::Json)?);
            out.push(Conflict {
                kind,
                id,
                label: label::of(self.conn, self.ctx.lang, kind, &ours)?,
                fields: serde_json::from_str(&fields).map_err(|_| Error::Json)?,
                ours: store::to_record(kind, ours)?,
                theirs: store::to_record(kind, whole)?,
                their_revision: Uuid::parse_str(&revision)
                    .map(RevisionId)
                    .map_err(|_| Error::Json)?,
                origin,
            });
        }
        Ok(out)
    }

    /// Decides a conflict: `decided` is what the record shall be (ours, theirs, or field by field). From then on their revision lies behind ours.
    ///
    /// # Errors
    /// [`Error::Unknown`] if there is no such conflict; [`Error::Invalid`].
    pub fn decide(&mut self, conflict: &Conflict, decided: Record) -> Result<Saved> {
        let (kind, mut fields) = (decided.kind(), store::to_fields(&decided));
        fields.insert("id".into(), Value::String(conflict.id.to_string()));
        let (revision, at) = self.write(|pen| {
            let sql = "UPDATE conflict SET resolved = 1 WHERE record = ?1 AND their_revision = ?2 AND resolved = 0";
            if kind != conflict.kind || pen.tx.execute(sql, [conflict.id.to_string(), conflict.their_revision.to_string()])? == 0 {
                return Err(Error::Unknown { what: "conflict" });
            }
            let line = Line { id: None, merged: Some(conflict.their_revision) };
            Ok((pen.put_on(kind, fields.clone(), "merge", line)?, pen.at.clone()))
        })?;
        Ok(Saved {
            record: store::to_record(kind, fields)?,
            revision,
            at,
        })
    }
}

fn merge_one(pen: &mut Pen<'_>, carried: &Carried, origin: &str) -> Result<Outcome> {
    let (kind, id) = (carried.record.kind(), carried.record.id());
    let mut theirs = store::to_fields(&carried.record);
    let lineage = carried.lineage.clone().unwrap_or_default();
    let their_revision = (!lineage.revision.0.is_nil()).then_some(lineage.revision);
    let Some(ours) = store::read(&pen.tx, kind, id)? else {
        return add(pen, kind, id, theirs, their_revision, &lineage.steps);
    };
    for field in ["reference", "code"] {
        if is_local(kind, field) {
            theirs.insert(field.into(), ours.get(field).cloned().unwrap_or_default());
        }
    }
    let mut graph = Graph::of(&pen.tx, id)?;
    lineage
        .steps
        .iter()
        .cloned()
        .for_each(|step| graph.add(step));
    lineage::keep(&pen.tx, id, &lineage.steps)?;

    let head = crate::history::head(&pen.tx, id)?;
    let behind_ours = head.map(|head| graph.behind(head)).unwrap_or_default();
    let Some(their_revision) = their_revision else {
        return Ok(Outcome::Unchanged);
    };
    let lacking = graph.lacking(their_revision);
    for field in &lacking {
        theirs.insert(field.clone(), ours.get(field).cloned().unwrap_or_default());
    }
    if behind_ours.contains(&their_revision) {
        let fuller = head.map(|head| graph.lacking(head)).unwrap_or_default();
        return fill_gaps(
            pen,
            kind,
            ours,
            &theirs,
            &(&fuller - &lacking),
            their_revision,
        );
    }
    let behind_theirs = graph.behind(their_revision);
    // Ours is behind theirs, or it is a redacted copy of something behind theirs that nobody has touched here.
    let ahead = head.is_none_or(|head| {
        behind_theirs.contains(&head)
            || graph
                .copied_from(head)
                .any(|original| behind_theirs.contains(&original))
    });
    if theirs == ours {
        // The same words by two ways: ours now stands on theirs as well.
        if let (Some(head), false, true) = (head, ahead, lacking.is_empty()) {
            lineage::keep(
                &pen.tx,
                id,
                &[Step {
                    revision: head,
                    parent: their_revision,
                    withheld: Vec::new(),
                }],
            )?;
        }
        return Ok(Outcome::Unchanged);
    }
    if guarded(kind, &ours, &theirs) {
        return conflict(pen, kind, id, &ours, &theirs, their_revision, origin, None);
    }
    if ahead {
        let own = if lacking.is_empty() {
            free_id(pen, their_revision)?
        } else {
            None
        };
        let line = if own.is_some() {
            Line {
                id: own,
                merged: None,
            }
        } else {
            join(pen, kind, their_revision, &theirs)?
        };
        pen.put_on(kind, theirs, "merge", line)?;
        settle(pen, id)?;
        return Ok(Outcome::Updated);
    }
    match common(pen, kind, id, &graph, &behind_theirs)? {
        None => conflict(pen, kind, id, &ours, &theirs, their_revision, origin, None),
        Some(start) => {
            let mut merged = theirs.clone();
            let clash = three_way(kind, &start, &ours, &mut merged);
            if !clash.is_empty() {
                return conflict(
                    pen,
                    kind,
                    id,
                    &ours,
                    &theirs,
                    their_revision,
                    origin,
                    Some(clash),
                );
            }
            let changed = merged != ours;
            let line = join(pen, kind, their_revision, &theirs)?;
            pen.put_on(kind, merged, "merge", line)?;
            settle(pen, id)?;
            Ok(if changed {
                Outcome::Updated
            } else {
                Outcome::Unchanged
            })
        }
    }
}

/// The line of a revision of our own made from theirs; what theirs said is kept as what both have in common from now on.
fn join(pen: &Pen<'_>, kind: Kind, revision: RevisionId, theirs: &Fields) -> Result<Line> {
    let mut kept = theirs.clone();
    if kind == Kind::Source && kept.get("confidential") == Some(&Value::Bool(true)) {
        kept.retain(|name, _| !matches!(name.as_str(), "title" | "publisher" | "url"));
    }
    let fields = serde_json::to_string(&kept).map_err(|_| Error::Json)?;
    let sql = "INSERT OR REPLACE INTO joined (revision, record, fields) VALUES (?1, ?2, ?3)";
    pen.tx.prepare_cached(sql)?.execute([
        revision.to_string(),
        store::id_of(theirs).to_string(),
        fields,
    ])?;
    Ok(Line {
        id: None,
        merged: Some(revision),
    })
}

/// Theirs lies behind ours, but ours came as a copy in which `lacking` was left out: what is still empty here, or stands as it came, takes their words.
fn fill_gaps(
    pen: &mut Pen<'_>,
    kind: Kind,
    ours: Fields,
    theirs: &Fields,
    lacking: &BTreeSet<String>,
    revision: RevisionId,
) -> Result<Outcome> {
    let mut filled = ours.clone();
    for name in lacking {
        let Some(field) = crate::schema::field::field_of(kind, name) else {
            continue;
        };
        if ours.get(name) == Some(&store::blank(field.shape)) || came_in(pen, &ours, name)? {
            filled.insert(name.clone(), theirs.get(name).cloned().unwrap_or_default());
        }
    }
    if filled == ours {
        return Ok(Outcome::Unchanged);
    }
    pen.put_on(
        kind,
        filled,
        "merge",
        Line {
            id: None,
            merged: Some(revision),
        },
    )?;
    Ok(Outcome::Updated)
}

/// The words of a field came from elsewhere and nobody here has written over them.
fn came_in(pen: &Pen<'_>, record: &Fields, field: &str) -> Result<bool> {
    for entry in crate::history::entries(
        &pen.tx,
        "WHERE record = ?1 ORDER BY seq DESC",
        [store::id_of(record).to_string()],
    )? {
        if entry.changes()?.iter().any(|change| change.field == field) {
            return Ok(entry.op == "merge");
        }
    }
    Ok(false)
}

fn add(
    pen: &mut Pen<'_>,
    kind: Kind,
    id: Uuid,
    mut theirs: Fields,
    revision: Option<RevisionId>,
    steps: &[Step],
) -> Result<Outcome> {
    match kind {
        // Codes mean the same everywhere: a code that is here already is that term or provision.
        Kind::Term | Kind::Provision if coded(pen, kind, &theirs)? => {
            return Ok(Outcome::Unchanged);
        }
        Kind::Case => fill(pen, &mut theirs, "case", "reference")?,
        Kind::Source => fill(pen, &mut theirs, "source", "code")?,
        _ => {}
    }
    lineage::keep(&pen.tx, id, steps)?;
    // What was deleted here and is behind us stays deleted; what was changed elsewhere since comes back.
    if let (Some(head), Some(revision)) = (crate::history::head(&pen.tx, id)?, revision)
        && Graph::of(&pen.tx, id)?.behind(head).contains(&revision)
    {
        return Ok(Outcome::Unchanged);
    }
    let id = match revision {
        Some(revision) => free_id(pen, revision)?,
        None => None,
    };
    pen.put_on(
        kind,
        theirs,
        "merge",
        Line {
            id,
            merged: if id.is_none() { revision } else { None },
        },
    )?;
    Ok(Outcome::Added)
}

/// A revision id from outside, if it is not in use here: ids are random, so another record's would be a forgery.
fn free_id(pen: &Pen<'_>, revision: RevisionId) -> Result<Option<RevisionId>> {
    let used = pen
        .tx
        .prepare_cached("SELECT 1 FROM revision WHERE id = ?1")?
        .exists([revision.to_string()])?;
    Ok((!used).then_some(revision))
}

fn coded(pen: &Pen<'_>, kind: Kind, record: &Fields) -> Result<bool> {
    let (sql, list) = match kind {
        Kind::Term => (
            "SELECT 1 FROM term WHERE code = ?1 AND vocabulary = ?2",
            store::text(record, "vocabulary"),
        ),
        _ => ("SELECT 1 FROM provision WHERE code = ?1 AND ?2 = ''", ""),
    };
    Ok(pen
        .tx
        .prepare_cached(sql)?
        .exists([store::text(record, "code"), list])?)
}

fn fill(pen: &Pen<'_>, record: &mut Fields, table: &str, column: &str) -> Result<()> {
    let wish = store::text(record, column).to_owned();
    if !wish.is_empty() {
        record.insert(
            column.into(),
            Value::String(number::free(&pen.tx, table, column, &wish)?),
        );
    }
    Ok(())
}

/// Changes no machine decides: opening or closing a source, and a chain of custody.
fn guarded(kind: Kind, ours: &Fields, theirs: &Fields) -> bool {
    kind == Kind::CustodyEvent
        || kind == Kind::Source && ours.get("confidential") != theirs.get("confidential")
}

/// The record as it was at the latest of our own revisions that lies behind theirs, or is a redacted copy of one that does.
fn common(
    pen: &Pen<'_>,
    kind: Kind,
    id: Uuid,
    graph: &Graph,
    behind_theirs: &HashSet<RevisionId>,
) -> Result<Option<Fields>> {
    let related = |revision: RevisionId| {
        behind_theirs.contains(&revision)
            || graph
                .copied_from(revision)
                .any(|original| behind_theirs.contains(&original))
    };
    for entry in crate::history::entries(
        &pen.tx,
        "WHERE record = ?1 ORDER BY seq DESC",
        [id.to_string()],
    )? {
        if related(entry.id) {
            return state_at(&pen.tx, kind, id, entry.id);
        }
        if let Some(merged) = entry.merged.filter(|merged| related(*merged)) {
            let mut statement = pen
                .tx
                .prepare_cached("SELECT fields FROM joined WHERE record = ?1 AND revision = ?2")?;
            let kept: Option<String> = statement
                .query_row([id.to_string(), merged.to_string()], |row| row.get(0))
                .optional()?;
            if let Some(kept) = kept {
                let mut fields = store::blank_record(kind, id);
                fields.extend(serde_json::from_str::<Fields>(&kept).map_err(|_| Error::Json)?);
                return Ok(Some(fields));
            }
        }
    }
    Ok(None)
}

#[expect(
    clippy::too_many_arguments,
    reason = "one row of the table, column by column"
)]
fn conflict(
    pen: &Pen<'_>,
    kind: Kind,
    id: Uuid,
    ours: &Fields,
    theirs: &Fields,
    revision: RevisionId,
    origin: &str,
    fields: Option<Vec<String>>,
) -> Result<Outcome> {
    let fields = fields.unwrap_or_else(|| {
        difference(kind, id, Some(ours), Some(theirs))
            .into_iter()
            .map(|change| change.field)
            .collect()
    });
    let mut kept = theirs.clone();
    if kind == Kind::Source
        && [ours, theirs]
            .iter()
            .any(|source| source.get("confidential") == Some(&Value::Bool(true)))
    {
        // One side says it is somebody to protect: the other side's words do not enter this database by way of a conflict.
        for field in ["title", "publisher", "url"] {
            kept.remove(field);
        }
    }
    join(pen, kind, revision, &kept)?;
    let fields = serde_json::to_string(&fields).map_err(|_| Error::Json)?;
    let kept = serde_json::to_string(&kept).map_err(|_| Error::Json)?;
    pen.tx
        .prepare_cached(
            "INSERT OR IGNORE INTO conflict (record, their_revision, kind, fields, theirs, origin, at, resolved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)",
        )?
        .execute(params![id.to_string(), revision.to_string(), kind.name(), fields, kept, origin, pen.at])?;
    Ok(Outcome::Conflict)
}

/// Earlier conflicts of a record that has moved past them.
fn settle(pen: &Pen<'_>, id: Uuid) -> Result<()> {
    pen.tx.execute(
        "UPDATE conflict SET resolved = 1 WHERE record = ?1",
        [id.to_string()],
    )?;
    Ok(())
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
