//! Records changed on both sides in the same fields: kept until a person decides.

use rusqlite::params;
use serde_json::Value;
use uuid::Uuid;

use super::one::{Outcome, join};
use crate::history::difference;
use crate::record::{Kind, Record, RevisionId};
use crate::store::{self, Fields};
use crate::view::Saved;
use crate::write::{Line, Pen};
use crate::{Book, Error, Result, label, same};

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

impl Book<'_> {
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
        let (revision, at, fields) = self.write(|pen| {
            let sql = "UPDATE conflict SET resolved = 1 WHERE record = ?1 AND their_revision = ?2 AND resolved = 0";
            if kind != conflict.kind || pen.tx.execute(sql, [conflict.id.to_string(), conflict.their_revision.to_string()])? == 0 {
                return Err(Error::Unknown { what: "conflict" });
            }
            let line = Line { id: None, merged: Some(conflict.their_revision) };
            // Parties stand as whom they are here; what a merge of two moved is each vault's own to know.
            if let (Kind::Party, Some(mut ours)) = (kind, store::read(&pen.tx, kind, conflict.id)?) {
                fields.insert("merge".into(), ours.remove("merge").unwrap_or_default());
            }
            same::stand(&pen.tx, kind, &mut fields)?;
            let revision = pen.put_on(kind, fields, "merge", line)?;
            same::follow(pen, "merge")?;
            let fields = store::read(&pen.tx, kind, conflict.id)?.ok_or(Error::NotFound { kind, id: conflict.id })?;
            Ok((revision, pen.at.clone(), fields))
        })?;
        Ok(Saved {
            record: store::to_record(kind, fields)?,
            revision,
            at,
        })
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one row of the table, column by column"
)]
pub(super) fn conflict(
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
pub(super) fn settle(pen: &Pen<'_>, id: Uuid) -> Result<()> {
    pen.tx.execute(
        "UPDATE conflict SET resolved = 1 WHERE record = ?1",
        [id.to_string()],
    )?;
    Ok(())
}
