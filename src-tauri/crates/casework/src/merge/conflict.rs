//! Fields changed on both sides: both kept until a person decides.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::Value;
use uuid::Uuid;

use super::one::differing;
use crate::lineage::{self, Graph, Step};
use crate::record::{CaseId, Kind, Record, RevisionId};
use crate::schema::field::fields;
use crate::store::{self, Fields};
use crate::view::Saved;
use crate::write::{Line, Pen};
use crate::{Book, Error, Result, history, label, same};

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
    /// Since when, UTC.
    pub at: String,
}

/// Revisions that stand against ours, each with its fields.
pub(super) type Against = Vec<(RevisionId, Vec<String>)>;

/// What came and stood against ours, as it is kept.
struct Row {
    kind: Kind,
    id: Uuid,
    revision: RevisionId,
    fields: Vec<String>,
    theirs: Fields,
    origin: String,
    at: String,
    resolved: bool,
}

/// Rows of a record, or all that are open; oldest first.
fn rows(conn: &Connection, record: Option<Uuid>) -> Result<Vec<Row>> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, record, their_revision, fields, theirs, origin, at, resolved FROM conflict
         WHERE record = ?1 OR ?1 IS NULL AND resolved = 0 ORDER BY at, record, their_revision",
    )?;
    let found = statement.query_map([record.map(|id| id.to_string())], |row| {
        Ok((store::texts::<7>(row)?, row.get(7)?))
    })?;
    let read = |row: rusqlite::Result<([String; 7], bool)>| {
        let ([kind, id, revision, fields, theirs, origin, at], resolved) = row?;
        let uuid = |text: &str| Uuid::parse_str(text).map_err(|_| Error::Json);
        Ok(Row {
            kind: Kind::of(&kind).ok_or(Error::Json)?,
            id: uuid(&id)?,
            revision: RevisionId(uuid(&revision)?),
            fields: serde_json::from_str(&fields).map_err(|_| Error::Json)?,
            theirs: serde_json::from_str(&theirs).map_err(|_| Error::Json)?,
            origin,
            at,
            resolved,
        })
    };
    found.map(read).collect()
}

/// What stands against a record, for whoever brings something else to it.
pub(super) fn against(conn: &Connection, record: Uuid) -> Result<Against> {
    let open = rows(conn, Some(record))?
        .into_iter()
        .filter(|row| !row.resolved);
    Ok(open.map(|row| (row.revision, row.fields)).collect())
}

/// Leaves each row the fields in which it stands against ours: what ours knows, or another row, is none any more.
fn standing(graph: &Graph, head: Option<RevisionId>, rows: &mut [Row]) {
    // From the latest: of those that say the same the one that waits longest stays.
    for at in (0..rows.len()).rev() {
        let mut fields = std::mem::take(&mut rows[at].fields);
        fields.retain(|field| {
            let others = rows.iter().filter(|row| row.fields.contains(field));
            let others: Vec<RevisionId> = others.map(|row| row.revision).chain(head).collect();
            !graph.told(field, rows[at].revision, &others)
        });
        rows[at].fields = fields;
    }
}

/// What waits in a record for a person: rows in which nothing does are left out.
fn waiting(conn: &Connection, kind: Kind, id: Uuid, ours: &Fields) -> Result<Vec<Row>> {
    let mut open = rows(conn, Some(id))?;
    open.retain(|row| !row.resolved);
    standing(
        &Graph::of(conn, kind, id)?,
        history::head(conn, id)?,
        &mut open,
    );
    for row in &mut open {
        row.fields
            .retain(|field| ours.get(field) != row.theirs.get(field));
    }
    open.retain(|row| !row.fields.is_empty());
    Ok(open)
}

impl Book<'_> {
    /// Conflicts no one has decided yet, oldest first. Those of a record that is deleted meanwhile wait with it.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        let mut out = Vec::new();
        let open = rows(self.conn, None)?;
        let records: BTreeMap<Uuid, Kind> = open.iter().map(|row| (row.id, row.kind)).collect();
        for (id, kind) in records {
            let Some(ours) = store::read(self.conn, kind, id)? else {
                continue;
            };
            for row in waiting(self.conn, kind, id, &ours)? {
                let mut whole = store::blank_record(kind, id);
                whole.extend(row.theirs);
                out.push(Conflict {
                    kind,
                    id,
                    label: label::of(self.conn, self.ctx.lang, kind, &ours)?,
                    fields: row.fields,
                    ours: store::to_record(kind, ours.clone())?,
                    theirs: store::to_record(kind, whole)?,
                    their_revision: row.revision,
                    origin: row.origin,
                    at: row.at,
                });
            }
        }
        out.sort_by(|one, other| (&one.at, one.id).cmp(&(&other.at, other.id)));
        Ok(out)
    }

    /// Decides a conflict: `decided` is what the record shall be (ours, theirs, or field by field). From then on their revision lies behind
    /// ours, and the decision goes with the record wherever it goes.
    ///
    /// # Errors
    /// [`Error::Unknown`] if there is no such conflict; [`Error::Invalid`].
    pub fn decide(&mut self, conflict: &Conflict, decided: Record) -> Result<Saved> {
        if decided.kind() != conflict.kind {
            return Err(Error::Unknown { what: "conflict" });
        }
        self.decide_on(conflict.id, conflict.their_revision, |_, _| {
            Ok(store::to_fields(&decided))
        })
    }

    /// Decides a conflict field by field: for each of its fields whether ours stands (`true`), theirs (`false`), or other words.
    ///
    /// # Errors
    /// [`Error::Unknown`] if there is no such conflict; [`Error::Invalid`] with `required` for a field that was not decided, and for what
    /// the record may not hold.
    pub fn decide_fields(
        &mut self,
        record: Uuid,
        their_revision: RevisionId,
        picks: &BTreeMap<String, bool>,
    ) -> Result<Saved> {
        self.decide_on(record, their_revision, |row, ours| {
            let mut decided = ours.clone();
            for field in &row.fields {
                match picks.get(field) {
                    Some(true) => {}
                    Some(false) => {
                        let value = row.theirs.get(field).cloned().unwrap_or_default();
                        decided.insert(field.clone(), value);
                    }
                    None => return Err(Error::invalid(field, "required")),
                }
            }
            Ok(decided)
        })
    }

    fn decide_on(
        &mut self,
        id: Uuid,
        their_revision: RevisionId,
        decide: impl FnOnce(&Row, &Fields) -> Result<Fields>,
    ) -> Result<Saved> {
        let (kind, revision, at, fields) = self.write(|pen| {
            let unknown = || Error::Unknown { what: "conflict" };
            let known = rows(&pen.tx, Some(id))?;
            let kind = known.first().ok_or_else(unknown)?.kind;
            let ours = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
            let row = waiting(&pen.tx, kind, id, &ours)?
                .into_iter()
                .find(|row| row.revision == their_revision)
                .ok_or_else(unknown)?;
            let mut fields = decide(&row, &ours)?;
            fields.insert("id".into(), Value::String(id.to_string()));
            // Parties stand as whom they are here; what a merge of two moved is each vault's own to know.
            if kind == Kind::Party {
                let merge = ours.get("merge").cloned().unwrap_or_default();
                fields.insert("merge".into(), merge);
            }
            same::stand(&pen.tx, kind, &mut fields)?;
            let before = history::head(&pen.tx, id)?;
            let line = Line {
                id: None,
                merged: Some(row.revision),
            };
            let revision = pen.put_on(kind, fields.clone(), "merge", line)?;
            // What was decided was chosen, whatever it was before: the decision stands against other decisions.
            let chosen = |other: &Fields| {
                let mut list = differing(kind, &fields, other);
                list.extend(
                    row.fields
                        .iter()
                        .filter(|field| !list.contains(field))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
                list
            };
            let mut whole = store::blank_record(kind, id);
            whole.extend(row.theirs.clone());
            let unseen = unseen(pen, &row, before)?;
            let mut steps = vec![Step {
                revision,
                parent: row.revision,
                changed: chosen(&whole),
                withheld: unseen,
            }];
            steps.extend(before.map(|parent| Step {
                revision,
                parent,
                changed: chosen(&ours),
                withheld: Vec::new(),
            }));
            lineage::keep(&pen.tx, id, &steps)?;
            settle_rest(pen, kind, id)?;
            same::follow(pen, "merge")?;
            let fields = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
            Ok((kind, revision, pen.at.clone(), fields))
        })?;
        Ok(Saved {
            record: store::to_record(kind, fields)?,
            revision,
            at,
        })
    }
}

/// What a merge found of a record.
pub(super) struct Found<'f> {
    pub kind: Kind,
    pub id: Uuid,
    pub theirs: &'f Fields,
    pub revision: RevisionId,
    pub origin: &'f str,
    /// Id of the arrival.
    pub arrival: &'f str,
    /// Fields that stand against each other; none for a record that came in whole.
    pub clash: &'f [String],
}

/// Keeps what stands against ours, and closes conflicts that are none any more. Gives whether the record waits for a person because of
/// this revision of theirs.
pub(super) fn settle(pen: &mut Pen<'_>, found: Found<'_>) -> Result<bool> {
    let Found {
        kind,
        id,
        theirs,
        revision,
        origin,
        arrival,
        clash,
    } = found;
    let stored = rows(&pen.tx, Some(id))?
        .into_iter()
        .find(|row| row.revision == revision);
    // What waited once stays written down, also where it is settled for now: taking a merge back may open it again.
    let mut fields = stored.map(|row| row.fields).unwrap_or_default();
    let known = clash.iter().all(|field| fields.contains(field));
    if known || waits_already(pen, kind, id, revision, clash)? {
        settle_rest(pen, kind, id)?;
        return Ok(!clash.is_empty());
    }
    let more = clash.iter().filter(|field| !fields.contains(field));
    let more: Vec<String> = more.cloned().collect();
    fields.extend(more);
    let mut kept = theirs.clone();
    if kind == Kind::Source {
        let secret = |source: &Fields| source.get("confidential") == Some(&Value::Bool(true));
        let ours = store::read(&pen.tx, kind, id)?.unwrap_or_default();
        if secret(theirs) || secret(&ours) {
            // One side says it is somebody to protect: the other side's words do not enter this database by way of a conflict.
            for field in ["title", "publisher", "url"] {
                kept.remove(field);
            }
        }
    }
    let fields = serde_json::to_string(&fields).map_err(|_| Error::Json)?;
    let kept = serde_json::to_string(&kept).map_err(|_| Error::Json)?;
    pen.tx
        .prepare_cached(
            "INSERT INTO conflict (record, their_revision, kind, fields, theirs, origin, arrival, at, resolved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)
             ON CONFLICT (record, their_revision) DO UPDATE SET fields = excluded.fields, theirs = excluded.theirs, arrival = excluded.arrival, resolved = 0",
        )?
        .execute(params![id.to_string(), revision.to_string(), kind.name(), fields, kept, origin, arrival, pen.at])?;
    settle_rest(pen, kind, id)?;
    Ok(true)
}

/// Whether ours and what stands against it know all of these words, or say the same.
fn waits_already(
    pen: &Pen<'_>,
    kind: Kind,
    id: Uuid,
    revision: RevisionId,
    clash: &[String],
) -> Result<bool> {
    let open = against(&pen.tx, id)?;
    if open.iter().all(|(other, _)| *other == revision) {
        return Ok(false);
    }
    let graph = Graph::of(&pen.tx, kind, id)?;
    let head = history::head(&pen.tx, id)?;
    Ok(clash.iter().all(|field| {
        let others = open.iter().filter(|(_, fields)| fields.contains(field));
        let others: Vec<RevisionId> = others.map(|(other, _)| *other).chain(head).collect();
        graph.told(field, revision, &others)
    }))
}

/// Brings conflicts to what holds now. Of a row in which ours says the same by chance, ours knows from now on: whatever that one had written over
/// is old here too.
fn settle_rest(pen: &mut Pen<'_>, kind: Kind, id: Uuid) -> Result<()> {
    let mut known = rows(&pen.tx, Some(id))?;
    if known.is_empty() {
        return Ok(());
    }
    let graph = Graph::of(&pen.tx, kind, id)?;
    standing(&graph, history::head(&pen.tx, id)?, &mut known);
    let ours = store::read(&pen.tx, kind, id)?;
    for row in &mut known {
        if let Some(ours) = &ours {
            let says = |field: &String| ours.get(field) == row.theirs.get(field);
            let same: Vec<String> = row
                .fields
                .iter()
                .filter(|field| says(field))
                .cloned()
                .collect();
            row.fields.retain(|field| !same.contains(field));
            if !same.is_empty() {
                learn(pen, ours, row, &same)?;
            }
        }
        let resolved = row.fields.is_empty();
        if resolved != row.resolved {
            let sql = "UPDATE conflict SET resolved = ?3 WHERE record = ?1 AND their_revision = ?2";
            pen.tx.prepare_cached(sql)?.execute(params![
                id.to_string(),
                row.revision.to_string(),
                resolved
            ])?;
        }
    }
    Ok(())
}

/// Writes a revision that has theirs behind it in the fields in which both say the same.
fn learn(pen: &mut Pen<'_>, ours: &Fields, row: &Row, same: &[String]) -> Result<()> {
    let line = Line {
        id: None,
        merged: Some(row.revision),
    };
    let revision = pen.put_on(row.kind, ours.clone(), "merge", line)?;
    let others = fields(row.kind).iter().map(|field| field.name.to_owned());
    let step = Step {
        revision,
        parent: row.revision,
        changed: Vec::new(),
        withheld: others.filter(|name| !same.contains(name)).collect(),
    };
    lineage::keep(&pen.tx, row.id, &[step])
}

/// Fields of theirs that a decision is not about and that ours does not know: they were left out when the record came.
fn unseen(pen: &Pen<'_>, row: &Row, head: Option<RevisionId>) -> Result<Vec<String>> {
    let graph = Graph::of(&pen.tx, row.kind, row.id)?;
    let head: Vec<RevisionId> = head.into_iter().collect();
    let names = fields(row.kind).iter().map(|field| field.name.to_owned());
    let unseen =
        names.filter(|name| !row.fields.contains(name) && !graph.told(name, row.revision, &head));
    Ok(unseen.collect())
}

/// Forgets what came with a merge that was taken back, and opens again what only that had closed.
pub(super) fn reopen(
    pen: &mut Pen<'_>,
    records: &BTreeMap<Uuid, Kind>,
    arrival: &str,
) -> Result<()> {
    let sql = "DELETE FROM conflict WHERE arrival = ?1";
    pen.tx.execute(sql, [arrival])?;
    for (&id, &kind) in records {
        settle_rest(pen, kind, id)?;
    }
    Ok(())
}

/// What a field of a record holds, for showing two sides.
pub fn side(record: &Record, field: &str) -> Value {
    store::to_fields(record).remove(field).unwrap_or_default()
}

/// The case a record belongs to; itself for a case.
pub fn case_id_of(record: &Record) -> Option<CaseId> {
    store::case_of(record.kind(), &store::to_fields(record)).map(CaseId)
}
