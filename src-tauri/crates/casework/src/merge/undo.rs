//! Taking a merge back, also after later work: what came with it goes, what was changed since stays.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};
use uuid::Uuid;

use super::conflict;
use crate::history::{self, Entry};
use crate::lineage::{self, Step};
use crate::record::{Kind, RevisionId};
use crate::schema::field::fields;
use crate::store::{self, Fields};
use crate::write::Pen;
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
            "SELECT id, origin, sender, made, sha256, at, undone FROM arrival ORDER BY at DESC, id",
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
    /// was changed since stays and is named. Merging the same bundle again brings all of it again.
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
            let (mut undone, mut touched) = (Undone::default(), BTreeMap::new());
            if let Some(batch) = batch {
                let number = Uuid::parse_str(&batch).map_err(|_| Error::Json)?;
                pen.undoes = Some(RevisionId(number));
                let sql = "WHERE batch = ?1 ORDER BY seq DESC";
                let mut born = Vec::new();
                let mut stays = Vec::new();
                for entry in history::entries(&pen.tx, sql, [&batch])? {
                    touched.insert(entry.record, entry.kind);
                    if history::born(&entry)? {
                        born.push(entry);
                    } else if let Some((fields, state)) = one(pen, &entry, &mut undone)? {
                        stays.push((entry.kind, entry.record, fields, state));
                    }
                }
                for (entry, state) in unmake(pen, &born, &mut undone)? {
                    stays.push((entry.kind, entry.record, Vec::new(), state));
                }
                for (kind, id, fields, state) in stays {
                    undone.stays.push(Stays {
                        kind,
                        id,
                        label: label::of(&pen.tx, lang, kind, &state)?,
                        fields,
                    });
                }
                same::follow(pen, "restore")?;
            }
            // Records that only had a conflict.
            let mut statement = pen
                .tx
                .prepare("SELECT DISTINCT record, kind FROM conflict WHERE arrival = ?1")?;
            let rows = statement.query_map([&id], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?;
            for row in rows {
                let (record, kind) = row?;
                if let (Ok(record), Some(kind)) = (Uuid::parse_str(&record), Kind::of(&kind)) {
                    touched.insert(record, kind);
                }
            }
            drop(statement);
            conflict::reopen(pen, &touched, &id)?;
            pen.tx.execute(
                "UPDATE arrival SET undone = ?2 WHERE id = ?1",
                params![id, pen.at],
            )?;
            Ok(undone)
        })
    }
}

/// Takes one entry back. Gives what stays: the fields, none for the whole record, and the record as it is.
fn one(
    pen: &mut Pen<'_>,
    entry: &Entry,
    undone: &mut Undone,
) -> Result<Option<(Vec<String>, Fields)>> {
    let (kind, id) = (entry.kind, entry.record);
    let Some(current) = store::read(&pen.tx, kind, id)? else {
        return Ok(None);
    };
    if entry.op == "delete" {
        return Ok(None);
    }
    let (mut new, mut back, mut stay) = (current.clone(), Vec::new(), Vec::new());
    for change in entry.changes()? {
        if current.get(&change.field) == Some(&change.after) {
            new.insert(change.field.clone(), change.before);
            back.push(change.field);
        } else {
            stay.push(change.field);
        }
    }
    if check::record(&pen.tx, kind, &new, Some(&current), true).is_err() {
        // What was changed since does not hold together with what was before.
        stay.append(&mut back);
    }
    if !back.is_empty() {
        let head = history::head(&pen.tx, id)?;
        let revision = pen.put(kind, new, "restore")?;
        // For the fields that went back, as if it had not come: no decision against what came.
        let others = |one: &&crate::schema::field::Field| !back.iter().any(|name| name == one.name);
        let rest = fields(kind).iter().filter(others);
        let rest: Vec<String> = rest.map(|field| field.name.to_owned()).collect();
        let mut steps = vec![];
        steps.extend(head.map(|parent| step(revision, parent, back.clone())));
        steps.extend(entry.parent.map(|parent| step(revision, parent, rest)));
        lineage::keep(&pen.tx, id, &steps)?;
        undone.restored += 1;
    }
    Ok((!stay.is_empty()).then_some((stay, current)))
}

/// Takes out the records that the merge brought, but for those that were changed since, and those to which something refers that stays. They may
/// refer to each other, in circles too. Gives what stays.
fn unmake<'e>(
    pen: &mut Pen<'_>,
    born: &'e [Entry],
    undone: &mut Undone,
) -> Result<Vec<(&'e Entry, Fields)>> {
    let (mut going, mut named, mut stays) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for entry in born {
        let (kind, id) = (entry.kind, entry.record);
        let Some(current) = store::read(&pen.tx, kind, id)? else {
            continue;
        };
        // Changed and changed back is not changed.
        let mut changes = entry.changes()?.into_iter();
        let later = changes.any(|change| current.get(&change.field) != Some(&change.after));
        if later {
            stays.push((entry, current));
        } else {
            let by = refer::referrers(&pen.tx, kind, id, &current)?;
            named.insert(id, by.into_iter().map(|one| one.id).collect::<Vec<_>>());
            going.insert(id, (entry, current));
        }
    }
    loop {
        let held = |id: &&Uuid| named[*id].iter().any(|by| !going.contains_key(by));
        let held: Vec<Uuid> = going.keys().filter(held).copied().collect();
        if held.is_empty() {
            break;
        }
        stays.extend(held.iter().filter_map(|id| going.remove(id)));
    }
    for entry in born {
        if let Some((_, current)) = going.get(&entry.record) {
            take_out(pen, entry, current, undone)?;
        }
    }
    Ok(stays)
}

fn take_out(pen: &mut Pen<'_>, entry: &Entry, current: &Fields, undone: &mut Undone) -> Result<()> {
    let (kind, id) = (entry.kind, entry.record);
    let head = history::head(&pen.tx, id)?;
    let revision = pen.remove(kind, id, "delete")?;
    // As if it had not come: merging again brings it again.
    let all = fields(kind).iter().map(|field| field.name.to_owned());
    let mut steps = vec![];
    steps.extend(head.map(|parent| step(revision, parent, all.collect())));
    steps.extend(
        entry
            .parent
            .map(|parent| step(revision, parent, Vec::new())),
    );
    lineage::keep(&pen.tx, id, &steps)?;
    undone.removed += 1;
    let blob = store::text(current, "blob");
    if kind == Kind::Evidence && !blob.is_empty() {
        undone.blobs.push(blob.to_owned());
    }
    Ok(())
}

fn step(revision: RevisionId, parent: RevisionId, withheld: Vec<String>) -> Step {
    Step {
        revision,
        parent,
        changed: Vec::new(),
        withheld,
    }
}
