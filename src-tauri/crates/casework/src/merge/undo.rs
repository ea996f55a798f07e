//! Taking a merge back, also after later work: what came with it goes, what was changed since stays.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};
use uuid::Uuid;

use super::conflict;
use super::trail::{Base, Merges, Since, Trail};
use crate::history;
use crate::lineage::{self, Step};
use crate::record::{Kind, RevisionId};
use crate::schema::field::fields;
use crate::store::{self, Fields};
use crate::write::{Line, Pen};
use crate::{Book, Error, Result, check, label, refer, same};

/// A merge that changed something here.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrived {
    /// To take it back by.
    pub id: Uuid,
    /// From whom.
    pub origin: String,
    /// Signing key of the bundle.
    pub sender: String,
    /// When the bundle was made, UTC.
    pub made: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// When it was merged, UTC.
    pub at: String,
    /// When it was taken back, UTC; empty if it was not.
    pub undone: String,
}

/// What stays of a merge that was taken back.
#[derive(Clone, PartialEq, Eq)]
pub struct Stays {
    /// Kind of the record.
    pub kind: Kind,
    /// The record.
    pub id: Uuid,
    /// What to call it.
    pub label: String,
    /// Fields changed since; none if the whole record stays, because it was changed since or something refers to it.
    pub fields: Vec<String>,
}

/// What taking a merge back did.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Records that went.
    pub removed: u32,
    /// Records that are as they were.
    pub restored: u32,
    /// What stays.
    pub stays: Vec<Stays>,
    /// Ids of evidence files that nothing points at any more.
    pub blobs: Vec<String>,
}

impl Book<'_> {
    /// Merges that changed something, latest first.
    pub fn arrivals(&self) -> Result<Vec<Arrived>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, origin, sender, made, sha256, at, undone FROM arrival
             ORDER BY at DESC, (SELECT seq FROM revision WHERE revision.id = arrival.batch) DESC, id",
        )?;
        let rows = statement.query_map([], store::texts::<7>)?;
        rows.map(|row| {
            let [id, origin, sender, made, sha256, at, undone] = row?;
            Ok(Arrived {
                id: Uuid::parse_str(&id).map_err(|_| Error::Json)?,
                origin,
                sender,
                made,
                sha256,
                at,
                undone,
            })
        })
        .collect()
    }

    /// Takes a merge back: records it brought go, fields it changed say again what they said, conflicts it brought are none any more. What
    /// was changed since stays and is named. What a later merge changed as well stays with that one, and goes when that one is taken back.
    /// Merging the same bundle again brings all of it again.
    ///
    /// # Errors
    /// [`Error::Unknown`] if there is no such merge or it was taken back.
    pub fn undo_merge(&mut self, arrival: Uuid) -> Result<Undone> {
        let lang = self.ctx.lang;
        self.write(|pen| {
            let sql = "SELECT batch FROM arrival WHERE id = ?1 AND undone = ''";
            let id = arrival.to_string();
            let batch: Option<Option<String>> =
                pen.tx.query_row(sql, [&id], |row| row.get(0)).optional()?;
            let batch = batch.ok_or(Error::Unknown { what: "merge" })?;
            pen.resolved = true;
            let mut undone = Undone::default();
            let mut touched = conflicted(pen, &id)?;
            if let Some(batch) = batch {
                let batch = RevisionId(Uuid::parse_str(&batch).map_err(|_| Error::Json)?);
                pen.undoes = Some(batch);
                let merges = Merges::of(&pen.tx, batch)?;
                for left in take_back(pen, batch, &merges, &mut undone)? {
                    let Left {
                        kind,
                        id,
                        fields,
                        current,
                    } = left;
                    let label = label::of(&pen.tx, lang, kind, &current)?;
                    undone.stays.push(Stays {
                        kind,
                        id,
                        label,
                        fields,
                    });
                }
                touched.extend(records(pen, batch)?);
                same::follow(pen, "restore")?;
            }
            conflict::reopen(pen, &touched, &id)?;
            pen.tx.execute(
                "UPDATE arrival SET undone = ?2 WHERE id = ?1",
                params![id, pen.at],
            )?;
            Ok(undone)
        })
    }
}

/// What stays of a record.
struct Left {
    kind: Kind,
    id: Uuid,
    fields: Vec<String>,
    current: Fields,
}

/// Records with a conflict that came with an arrival.
fn conflicted(pen: &Pen<'_>, arrival: &str) -> Result<BTreeMap<Uuid, Kind>> {
    named(
        pen,
        "SELECT DISTINCT record, kind FROM conflict WHERE arrival = ?1",
        arrival,
    )
}

/// Records that a transaction wrote.
fn records(pen: &Pen<'_>, batch: RevisionId) -> Result<BTreeMap<Uuid, Kind>> {
    named(
        pen,
        "SELECT DISTINCT record, kind FROM revision WHERE batch = ?1",
        &batch.to_string(),
    )
}

fn named(pen: &Pen<'_>, sql: &str, by: &str) -> Result<BTreeMap<Uuid, Kind>> {
    let mut statement = pen.tx.prepare_cached(sql)?;
    let rows = statement.query_map([by], store::texts::<2>)?;
    let mut out = BTreeMap::new();
    for row in rows {
        let [record, kind] = row?;
        let record = Uuid::parse_str(&record).map_err(|_| Error::Json)?;
        out.insert(record, Kind::of(&kind).ok_or(Error::Json)?);
    }
    Ok(out)
}

/// Takes back a merge, and what earlier ones left that only this one held. Gives what stays of it.
fn take_back(
    pen: &mut Pen<'_>,
    batch: RevisionId,
    merges: &Merges,
    undone: &mut Undone,
) -> Result<Vec<Left>> {
    let own = records(pen, batch)?;
    let mut all = BTreeMap::new();
    for batch in merges.back() {
        all.extend(records(pen, batch)?);
    }
    let (mut going, mut left) = (BTreeMap::new(), Vec::new());
    for (&id, &kind) in &all {
        let Some(current) = store::read(&pen.tx, kind, id)? else {
            continue;
        };
        let trail = Trail::of(&pen.tx, id, merges)?;
        let birth = trail.birth(&current);
        let since = birth.as_ref().map(|base| trail.since(base, &current));
        if let (Some(base), Some(Since::Nobody)) = (&birth, since) {
            let base = base.clone();
            going.insert(
                id,
                Going {
                    kind,
                    current,
                    base,
                },
            );
            continue;
        }
        let above = birth.as_ref().map_or(0, |base| base.seq);
        let fields = restore(pen, kind, &trail, &current, (batch, above), undone)?;
        let whole = since == Some(Since::Person) && birth.is_some_and(|base| base.batch == batch);
        if own.contains_key(&id) && (whole || !fields.is_empty()) {
            left.push(Left {
                kind,
                id,
                fields: if whole { Vec::new() } else { fields },
                current,
            });
        }
    }
    let held = take_out(pen, going, undone)?;
    left.extend(held.into_iter().filter(|one| own.contains_key(&one.id)));
    Ok(left)
}

/// Lets the fields of a record say again what they said, but for what came with entry `above` and before. Gives those that stay although
/// `batch` changed them.
fn restore(
    pen: &mut Pen<'_>,
    kind: Kind,
    trail: &Trail<'_>,
    current: &Fields,
    (batch, above): (RevisionId, i64),
    undone: &mut Undone,
) -> Result<Vec<String>> {
    let bases: BTreeMap<&str, Base> = trail
        .fields()
        .filter_map(|field| Some((field, trail.base(field, current, above)?)))
        .collect();
    let mut new = current.clone();
    for (field, base) in &bases {
        new.insert((*field).to_owned(), base.value.clone());
    }
    let over = trail
        .fields()
        .filter(|field| !bases.contains_key(field) && trail.is_over(field, batch));
    let mut stays: Vec<String> = over.map(str::to_owned).collect();
    if check::record(&pen.tx, kind, &new, Some(current), true).is_err() {
        // What was changed since does not hold together with what was before.
        stays.extend(bases.into_keys().map(str::to_owned));
        return Ok(stays);
    }
    let unlearned = trail.unlearned(batch, above);
    if bases.is_empty() && unlearned.is_none() {
        return Ok(stays);
    }
    let id = store::id_of(current);
    let head = history::head(&pen.tx, id)?;
    let moved = new != *current;
    let line = Line {
        id: Some(RevisionId(pen.ctx.uuid())),
        merged: None,
    };
    let revision = pen.put_on(kind, new, "restore", line)?;
    // For the fields that went back, as if it had not come: no decision against what came. The others keep what they know, or forget what
    // only the merge told.
    let mut seen: BTreeMap<RevisionId, Vec<&str>> = BTreeMap::new();
    for field in fields(kind) {
        let from = match (bases.get(field.name), unlearned) {
            (Some(base), _) => base.revision,
            (None, Some(before)) => before.0,
            (None, None) => head,
        };
        if let Some(parent) = from {
            seen.entry(parent).or_default().push(field.name);
        }
    }
    // The parent that the log names is told of too, or it would count as seen.
    if let Some(parent) = head {
        seen.entry(parent).or_default();
    }
    let steps: Vec<Step> = seen
        .into_iter()
        .map(|(parent, seen)| step(revision, parent, unseen(kind, &seen)))
        .collect();
    lineage::keep(&pen.tx, id, &steps)?;
    undone.restored += u32::from(moved);
    Ok(stays)
}

/// A record that only came with what is taken back.
struct Going {
    kind: Kind,
    current: Fields,
    base: Base,
}

/// Takes records out, but for those to which something refers that stays. They may refer to each other, in circles too. Gives what stays.
fn take_out(
    pen: &mut Pen<'_>,
    mut going: BTreeMap<Uuid, Going>,
    undone: &mut Undone,
) -> Result<Vec<Left>> {
    let mut named = BTreeMap::new();
    for (&id, one) in &going {
        let by = refer::referrers(&pen.tx, one.kind, id, &one.current)?;
        named.insert(id, by.into_iter().map(|one| one.id).collect::<Vec<_>>());
    }
    let mut stays = Vec::new();
    loop {
        let held = |id: &&Uuid| named[*id].iter().any(|by| !going.contains_key(by));
        let held: Vec<Uuid> = going.keys().filter(held).copied().collect();
        if held.is_empty() {
            break;
        }
        for id in held {
            if let Some(Going { kind, current, .. }) = going.remove(&id) {
                stays.push(Left {
                    kind,
                    id,
                    fields: Vec::new(),
                    current,
                });
            }
        }
    }
    let mut going: Vec<(Uuid, Going)> = going.into_iter().collect();
    going.sort_by_key(|(_, one)| std::cmp::Reverse((one.kind, one.base.seq)));
    for (
        id,
        Going {
            kind,
            current,
            base,
        },
    ) in going
    {
        let head = history::head(&pen.tx, id)?;
        let revision = pen.remove(kind, id, "delete")?;
        // As if it had not come: merging again brings it again.
        let mut steps: Vec<Step> = head
            .map(|parent| step(revision, parent, unseen(kind, &[])))
            .into_iter()
            .collect();
        steps.extend(
            base.revision
                .map(|parent| step(revision, parent, Vec::new())),
        );
        lineage::keep(&pen.tx, id, &steps)?;
        undone.removed += 1;
        let blob = store::text(&current, "blob");
        if kind == Kind::Evidence && !blob.is_empty() {
            undone.blobs.push(blob.to_owned());
        }
    }
    Ok(stays)
}

fn unseen(kind: Kind, seen: &[&str]) -> Vec<String> {
    let unseen = fields(kind)
        .iter()
        .filter(|field| !seen.contains(&field.name));
    unseen.map(|field| field.name.to_owned()).collect()
}

fn step(revision: RevisionId, parent: RevisionId, withheld: Vec<String>) -> Step {
    Step {
        revision,
        parent,
        changed: Vec::new(),
        withheld,
    }
}
