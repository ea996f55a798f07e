//! Bringing one record together with ours.

use std::collections::{BTreeSet, HashSet};

use rusqlite::OptionalExtension;
use serde_json::Value;
use uuid::Uuid;

use super::Carried;
use super::conflict::{conflict, settle};
use crate::history::state_at;
use crate::lineage::{self, Graph, Step};
use crate::record::{Kind, RevisionId};
use crate::store::{self, Fields};
use crate::write::{Line, Pen, three_way};
use crate::{Error, Result, check, number, same};

/// What became of a record.
pub(super) enum Outcome {
    Added,
    Updated,
    Unchanged,
    Conflict,
}

/// Brings one record in.
pub(super) fn merge(pen: &mut Pen<'_>, carried: &Carried, origin: &str) -> Result<Outcome> {
    let (kind, id) = (carried.record.kind(), carried.record.id());
    let mut theirs = store::to_fields(&carried.record);
    let lineage = carried.lineage.clone().unwrap_or_default();
    // That two are not one is said here already, by another record.
    if kind == Kind::Distinct && check::is_said(&pen.tx, &theirs)? {
        return Ok(Outcome::Unchanged);
    }
    let their_revision = (!lineage.revision.0.is_nil()).then_some(lineage.revision);
    let Some(ours) = store::read(&pen.tx, kind, id)? else {
        return add(pen, kind, id, theirs, their_revision, &lineage.steps);
    };
    for field in ["reference", "code", "merge"] {
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
            let mut clash = three_way(kind, &start, &ours, &mut merged);
            if !clash.is_empty() {
                // Both name one person, by the two records that person had.
                let (mut mine, mut other) = (ours.clone(), merged.clone());
                same::stand(&pen.tx, kind, &mut mine)?;
                same::stand(&pen.tx, kind, &mut other)?;
                clash.retain(|field| mine.get(field) != other.get(field));
                merged = other;
            }
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
pub(super) fn join(
    pen: &Pen<'_>,
    kind: Kind,
    revision: RevisionId,
    theirs: &Fields,
) -> Result<Line> {
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
        // What a merge of two parties moved elsewhere is not what it moves here.
        Kind::Party => drop(theirs.insert("merge".into(), serde_json::json!({}))),
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

/// Fields that are each vault's own.
fn is_local(kind: Kind, field: &str) -> bool {
    matches!(
        (kind, field),
        (Kind::Case, "reference") | (Kind::Source, "code") | (Kind::Party, "merge")
    )
}
