//! Fields changed on both sides: both kept until a person decides.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::Value;
use uuid::Uuid;

use super::one::differing;
use crate::lineage::{self, Graph, Step};
use crate::record::{CaseId, Kind, Record, RevisionId};
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

/// A conflict as it is kept.
struct Row {
    kind: Kind,
    id: Uuid,
    revision: RevisionId,
    fields: Vec<String>,
    theirs: Fields,
    origin: String,
    at: String,
}

fn rows(conn: &Connection, record: Option<Uuid>) -> Result<Vec<Row>> {
    select(conn, record, false)
}

fn select(conn: &Connection, record: Option<Uuid>, resolved: bool) -> Result<Vec<Row>> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, record, their_revision, fields, theirs, origin, at FROM conflict
         WHERE resolved = ?2 AND (?1 IS NULL OR record = ?1) ORDER BY at, record, their_revision",
    )?;
    let found = statement.query_map(params![record.map(|id| id.to_string()), resolved], |row| {
        let texts: [String; 7] = [
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
        ];
        Ok(texts)
    })?;
    let read = |row: rusqlite::Result<[String; 7]>| {
        let [kind, id, revision, fields, theirs, origin, at] = row?;
        let uuid = |text: &str| Uuid::parse_str(text).map_err(|_| Error::Json);
        Ok(Row {
            kind: Kind::of(&kind).ok_or(Error::Json)?,
            id: uuid(&id)?,
            revision: RevisionId(uuid(&revision)?),
            fields: serde_json::from_str(&fields).map_err(|_| Error::Json)?,
            theirs: serde_json::from_str(&theirs).map_err(|_| Error::Json)?,
            origin,
            at,
        })
    };
    found.map(read).collect()
}

impl Book<'_> {
    /// Conflicts no one has decided yet, oldest first. Those of a record that is deleted meanwhile wait with it.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        let mut out = Vec::new();
        for row in rows(self.conn, None)? {
            let Some(ours) = store::read(self.conn, row.kind, row.id)? else {
                continue;
            };
            let mut whole = store::blank_record(row.kind, row.id);
            whole.extend(row.theirs);
            out.push(Conflict {
                kind: row.kind,
                id: row.id,
                label: label::of(self.conn, self.ctx.lang, row.kind, &ours)?,
                fields: row.fields,
                ours: store::to_record(row.kind, ours)?,
                theirs: store::to_record(row.kind, whole)?,
                their_revision: row.revision,
                origin: row.origin,
                at: row.at,
            });
        }
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
            let row = rows(&pen.tx, Some(id))?
                .into_iter()
                .find(|row| row.revision == their_revision)
                .ok_or(Error::Unknown { what: "conflict" })?;
            let kind = row.kind;
            let ours = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
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
            let mut steps = vec![Step {
                revision,
                parent: row.revision,
                changed: chosen(&whole),
                withheld: Vec::new(),
            }];
            steps.extend(before.map(|parent| Step {
                revision,
                parent,
                changed: chosen(&ours),
                withheld: Vec::new(),
            }));
            lineage::keep(&pen.tx, id, &steps)?;
            close(pen, &[(id, row.revision)])?;
            settle_rest(pen, kind, id, None)?;
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

/// Keeps what stands against ours, and closes conflicts the record has moved past. Gives whether the record waits for a person because of
/// this revision of theirs.
pub(super) fn settle(pen: &Pen<'_>, found: Found<'_>) -> Result<bool> {
    let Found {
        kind,
        id,
        theirs,
        revision,
        origin,
        arrival,
        clash,
    } = found;
    if !clash.is_empty() {
        let open = rows(&pen.tx, Some(id))?;
        let others: Vec<_> = open.iter().filter(|row| row.revision != revision).collect();
        if !others.is_empty() {
            let graph = Graph::of(&pen.tx, kind, id)?;
            let covers = |row: &&Row| {
                let mut clash = clash.iter();
                clash.all(|field| knows(&graph, row.revision, revision, field))
            };
            if others.iter().any(covers) {
                // The same words, or later ones of the same line, wait already.
                settle_rest(pen, kind, id, None)?;
                return Ok(true);
            }
        }
    }
    settle_rest(pen, kind, id, Some(revision))?;
    if clash.is_empty() {
        return Ok(false);
    }
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
    let fields = serde_json::to_string(clash).map_err(|_| Error::Json)?;
    let kept = serde_json::to_string(&kept).map_err(|_| Error::Json)?;
    pen.tx
        .prepare_cached(
            "INSERT INTO conflict (record, their_revision, kind, fields, theirs, origin, arrival, at, resolved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)
             ON CONFLICT (record, their_revision) DO UPDATE SET fields = excluded.fields, theirs = excluded.theirs, arrival = excluded.arrival, resolved = 0
             WHERE resolved = 1 OR fields <> excluded.fields",
        )?
        .execute(params![id.to_string(), revision.to_string(), kind.name(), fields, kept, origin, arrival, pen.at])?;
    Ok(true)
}

/// Closes conflicts that are none any more: ours knows their words by now or says the same, or `newer` knows them and has others.
fn settle_rest(pen: &Pen<'_>, kind: Kind, id: Uuid, newer: Option<RevisionId>) -> Result<()> {
    let open = rows(&pen.tx, Some(id))?;
    if open.is_empty() {
        return Ok(());
    }
    let graph = Graph::of(&pen.tx, kind, id)?;
    let by: Vec<RevisionId> = history::head(&pen.tx, id)?
        .into_iter()
        .chain(newer)
        .collect();
    let ours = store::read(&pen.tx, kind, id)?;
    let past: Vec<_> = open
        .iter()
        .filter(|row| past(&graph, row, ours.as_ref(), &by))
        .map(|row| (id, row.revision))
        .collect();
    close(pen, &past)
}

/// Opens again what only a merge had closed that was taken back, and forgets what came with that merge.
pub(super) fn reopen(pen: &Pen<'_>, records: &BTreeMap<Uuid, Kind>, arrival: &str) -> Result<()> {
    let sql = "DELETE FROM conflict WHERE arrival = ?1 AND resolved = 0";
    pen.tx.execute(sql, [arrival])?;
    for (&id, &kind) in records {
        let closed = select(&pen.tx, Some(id), true)?;
        if closed.is_empty() {
            continue;
        }
        let graph = Graph::of(&pen.tx, kind, id)?;
        let ours = store::read(&pen.tx, kind, id)?;
        let head = history::head(&pen.tx, id)?;
        let open = rows(&pen.tx, Some(id))?;
        for (at, row) in closed.iter().enumerate() {
            // Of those of one line the latest is what waits, and of those that say the same words only one.
            let above = |(other, one): &(usize, &Row)| {
                past(&graph, row, None, &[one.revision])
                    && (*other < at || !past(&graph, one, None, &[row.revision]))
            };
            let rest = closed.iter().enumerate().filter(|(other, _)| *other != at);
            let by: Vec<RevisionId> = open.iter().map(|row| row.revision).chain(head).collect();
            if !past(&graph, row, ours.as_ref(), &by) && !rest.clone().any(|pair| above(&pair)) {
                let sql = "UPDATE conflict SET resolved = 0 WHERE record = ?1 AND their_revision = ?2 AND arrival <> ?3";
                let of = [&id.to_string(), &row.revision.to_string(), arrival];
                pen.tx.execute(sql, of)?;
            }
        }
    }
    Ok(())
}

/// Whether a conflict is none any more: ours says the same by now, or one of `by` knows its words.
fn past(graph: &Graph, row: &Row, ours: Option<&Fields>, by: &[RevisionId]) -> bool {
    row.fields.iter().all(|field| {
        let said = ours.and_then(|ours| ours.get(field));
        let same = said.is_some() && said == row.theirs.get(field);
        let known = |by: &RevisionId| *by != row.revision && knows(graph, *by, row.revision, field);
        same || by.iter().any(known)
    })
}

/// Whether `later` was made with the words known that `field` has at `earlier`, and has words of its own for it.
fn knows(graph: &Graph, later: RevisionId, earlier: RevisionId, field: &str) -> bool {
    let behind = graph.behind(later, field);
    !graph.writers(later, field).is_empty()
        && graph
            .writers(earlier, field)
            .iter()
            .all(|writer| behind.contains(writer))
}

fn close(pen: &Pen<'_>, conflicts: &[(Uuid, RevisionId)]) -> Result<()> {
    let sql = "UPDATE conflict SET resolved = 1 WHERE record = ?1 AND their_revision = ?2";
    let mut statement = pen.tx.prepare_cached(sql)?;
    for (id, revision) in conflicts {
        statement.execute([id.to_string(), revision.to_string()])?;
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
