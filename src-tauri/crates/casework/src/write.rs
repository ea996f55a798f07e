//! Writing: save, delete, restore, undo. Every call is one transaction; every changed record leaves one revision in it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Transaction, TransactionBehavior, params};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::derived::{self, Touched};
use crate::history::{self, Entry, difference};
use crate::record::{Entity, Kind, Record, RevisionId};
use crate::schema::field::{field_of, fields};
use crate::store::{self, Fields, text};
use crate::view::Saved;
use crate::{Book, Ctx, Error, Result, check, number, same, seal, search};

/// An open write transaction: the proof that a write is allowed, and the one way to make one.
pub(crate) struct Pen<'b> {
    pub(crate) tx: Transaction<'b>,
    pub(crate) ctx: &'b Ctx,
    /// When, for every revision of the transaction.
    pub(crate) at: String,
    /// References were resolved by the caller and may point to records written later in this transaction.
    pub(crate) resolved: bool,
    batch: Option<RevisionId>,
    /// The batch this transaction takes back.
    pub(crate) undoes: Option<RevisionId>,
    last: Option<(i64, String)>,
    /// Every record of this transaction; unlike `dirty` it is not emptied in between.
    written: BTreeMap<Uuid, Kind>,
    dirty: BTreeMap<Uuid, Kind>,
    touched: Touched,
    /// A source became confidential: its words must leave the search index for good.
    sealed: bool,
    pub(crate) revisions: Vec<RevisionId>,
}

/// Where a revision stands in the history of more than one vault.
#[derive(Default)]
pub(crate) struct Line {
    /// Its id elsewhere; a new one if none.
    pub id: Option<RevisionId>,
    /// Second parent.
    pub merged: Option<RevisionId>,
}

impl Pen<'_> {
    /// Writes a record if it differs from what is there, and gives its revision.
    pub(crate) fn put(&mut self, kind: Kind, new: Fields, op: &str) -> Result<RevisionId> {
        self.put_on(kind, new, op, Line::default())
    }

    /// The same, at a given place of a history shared with others; there even an unchanged record gets its revision.
    pub(crate) fn put_on(
        &mut self,
        kind: Kind,
        new: Fields,
        op: &str,
        line: Line,
    ) -> Result<RevisionId> {
        let id = store::id_of(&new);
        let old = store::read(&self.tx, kind, id)?;
        let changes = difference(kind, id, old.as_ref(), Some(&new));
        let parent = history::head(&self.tx, id)?;
        if let (true, None, Some(head)) = (changes.is_empty(), line.id.or(line.merged), parent) {
            return Ok(head);
        }
        check::record(&self.tx, kind, &new, old.as_ref(), self.resolved)?;
        store::write(&self.tx, kind, &new)?;
        let op = if old.is_none() && op == "edit" {
            "create"
        } else {
            op
        };
        let case = store::case_of(kind, &new);
        let revision = self.log(
            kind,
            id,
            case,
            op,
            &serde_json::to_string(&changes).map_err(|_| Error::Json)?,
            parent,
            line,
        )?;
        self.touch(kind, id, old.as_ref(), &new)?;
        self.touched.add(&self.tx, kind, old.as_ref(), Some(&new))?;
        if seal::closes(kind, old.as_ref(), &new) {
            self.words_gone();
            seal::forget_words(&self.tx, self.ctx, id)?;
        }
        Ok(revision)
    }

    /// Writes down that a field of a record was looked at and stays as it is: a decision that changes nothing.
    pub(crate) fn affirm(
        &mut self,
        kind: Kind,
        record: &Fields,
        field: &str,
    ) -> Result<RevisionId> {
        let id = store::id_of(record);
        let value = record.get(field).cloned().unwrap_or_default();
        let same = [crate::view::Change {
            field: field.to_owned(),
            before: value.clone(),
            after: value,
        }];
        let changes = serde_json::to_string(&same).map_err(|_| Error::Json)?;
        let parent = history::head(&self.tx, id)?;
        let case = store::case_of(kind, record);
        self.log(kind, id, case, "edit", &changes, parent, Line::default())
    }

    /// Words left the history and the index for good: what was known of the last link holds no more.
    pub(crate) fn words_gone(&mut self) {
        self.last = None;
        self.sealed = true;
    }

    /// Takes a record out; its words stay in the log.
    pub(crate) fn remove(&mut self, kind: Kind, id: Uuid, op: &str) -> Result<RevisionId> {
        let old = store::read(&self.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
        let changes = difference(kind, id, Some(&old), None);
        let parent = history::head(&self.tx, id)?;
        store::remove(&self.tx, kind, id)?;
        self.touch(kind, id, None, &old)?;
        self.touched.add(&self.tx, kind, Some(&old), None)?;
        let changes = serde_json::to_string(&changes).map_err(|_| Error::Json)?;
        self.log(
            kind,
            id,
            store::case_of(kind, &old),
            op,
            &changes,
            parent,
            Line::default(),
        )
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one row of the log, column by column"
    )]
    fn log(
        &mut self,
        kind: Kind,
        record: Uuid,
        case: Option<Uuid>,
        op: &str,
        changes: &str,
        parent: Option<RevisionId>,
        line: Line,
    ) -> Result<RevisionId> {
        let (seq, previous) = match self.last.take() {
            Some(last) => last,
            None => last_of(&self.tx)?,
        };
        let id = line.id.unwrap_or_else(|| RevisionId(self.ctx.uuid()));
        let batch = *self.batch.get_or_insert(id);
        let mut entry = Entry {
            seq: seq + 1,
            id,
            parent,
            merged: line.merged,
            batch,
            undoes: self.undoes,
            kind,
            record,
            case_id: case,
            at: self.at.clone(),
            author: self.ctx.author.clone(),
            person: self.ctx.person.clone(),
            op: op.to_owned(),
            changes: changes.to_owned(),
            chain: String::new(),
        };
        if let Some(key) = &self.ctx.chain_key {
            entry.chain = entry.chained(key, &previous);
        }
        let optional = |id: Option<RevisionId>| id.map(|id| id.to_string());
        self.tx
            .prepare_cached(
                "INSERT INTO revision (seq, id, parent, merged, batch, undoes, kind, record, case_id, at, author, person, op, changes, chain)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                entry.seq,
                entry.id.to_string(),
                optional(entry.parent),
                optional(entry.merged),
                entry.batch.to_string(),
                optional(entry.undoes),
                kind.name(),
                record.to_string(),
                case.map(|id| id.to_string()),
                entry.at,
                entry.author,
                entry.person,
                entry.op,
                entry.changes,
                entry.chain
            ])?;
        self.last = Some((entry.seq, entry.chain));
        self.revisions.push(id);
        Ok(id)
    }

    /// Remembers what the search index must be told.
    fn touch(&mut self, kind: Kind, id: Uuid, old: Option<&Fields>, record: &Fields) -> Result<()> {
        self.written.insert(id, kind);
        self.dirty.insert(id, kind);
        self.dirty
            .extend(search::index::neighbours(&self.tx, kind, old, record)?);
        Ok(())
    }

    /// The first revision of this transaction, by which all of it is known; none if nothing was written.
    pub(crate) fn batch(&self) -> Option<RevisionId> {
        self.batch
    }

    /// What was written so far.
    pub(crate) fn written(&self) -> BTreeMap<Uuid, Kind> {
        self.written.clone()
    }

    /// How many records the search index has not been told of yet.
    pub(crate) fn owes(&self) -> usize {
        self.dirty.len()
    }

    /// Brings the search index, and what lists are read from, up to what was written so far.
    pub(crate) fn settle(&mut self) -> Result<()> {
        search::index::refresh(&self.tx, &std::mem::take(&mut self.dirty))?;
        let touched = std::mem::take(&mut self.touched);
        derived::refresh(&self.tx, &touched, self.ctx.today())
    }

    fn finish(mut self) -> Result<()> {
        self.settle()?;
        derived::bring_up(&self.tx, self.ctx.today())?;
        if self.sealed {
            search::index::compact(&self.tx)?;
        }
        self.tx.commit()?;
        Ok(())
    }
}

/// Number and chain value of the latest entry.
fn last_of(tx: &Transaction<'_>) -> Result<(i64, String)> {
    let last = history::entries(tx, "ORDER BY seq DESC LIMIT 1", [])?.pop();
    Ok(last.map_or((0, String::new()), |entry| (entry.seq, entry.chain)))
}

impl Book<'_> {
    /// Runs `work` in one transaction; an error undoes all of it.
    pub(crate) fn write<R>(&mut self, work: impl FnOnce(&mut Pen<'_>) -> Result<R>) -> Result<R> {
        self.write_or_not(true, work)
    }

    /// The same, but keeps nothing unless `keep`: a trial run.
    pub(crate) fn write_or_not<R>(
        &mut self,
        keep: bool,
        work: impl FnOnce(&mut Pen<'_>) -> Result<R>,
    ) -> Result<R> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut pen = Pen {
            tx,
            ctx: &self.ctx,
            at: self.ctx.now(),
            resolved: false,
            batch: None,
            undoes: None,
            last: None,
            written: BTreeMap::new(),
            dirty: BTreeMap::new(),
            touched: Touched::default(),
            sealed: false,
            revisions: Vec::new(),
        };
        let result = work(&mut pen)?;
        if keep {
            pen.finish()?;
        }
        Ok(result)
    }

    /// Saves a record: a new one if its id is nil or unknown, else a change of the one that is there.
    ///
    /// `base` is the revision the caller edited from. If the record has moved on since, fields changed on one side only are merged;
    /// a field changed on both sides makes it [`Error::Stale`] and nothing is written. Saving what is there already writes nothing
    /// and gives the revision as it was. A case without a reference and a source without a code name get the next free one.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field; [`Error::Stale`]; [`Error::NotFound`] if it was deleted meanwhile.
    pub fn save(&mut self, record: Record, base: Option<RevisionId>) -> Result<Saved> {
        let kind = record.kind();
        let mut new = store::to_fields(&record);
        let (revision, at, fields) = self.write(|pen| {
            if kind == Kind::Term {
                crate::terms::ready(&pen.tx, &mut new)?;
            }
            if kind == Kind::Provision {
                crate::provisions::ready(&pen.tx, &new)?;
            }
            if store::id_of(&new).is_nil() {
                new.insert("id".into(), json!(pen.ctx.uuid()));
            }
            let id = store::id_of(&new);
            let current = store::read(&pen.tx, kind, id)?;
            number::fill(&pen.tx, pen.ctx, kind, current.as_ref(), &mut new)?;
            let mut new = reconcile(pen, kind, id, base, current.as_ref(), new)?;
            same::keep(&pen.tx, kind, &mut new)?;
            same::stand(&pen.tx, kind, &mut new)?;
            review_alone(kind, current.as_ref(), &new)?;
            let revision = pen.put(kind, new.clone(), "edit")?;
            let at = history::entries(&pen.tx, "WHERE id = ?1", [revision.to_string()])?
                .pop()
                .map(|entry| entry.at);
            Ok((revision, at, new))
        })?;
        Ok(Saved {
            record: store::to_record(kind, fields)?,
            revision,
            at: at.unwrap_or_default(),
        })
    }

    /// Saves a record of a known type; see [`Book::save`].
    pub fn save_as<T: Entity>(
        &mut self,
        value: T,
        base: Option<RevisionId>,
    ) -> Result<(T, RevisionId)> {
        let saved = self.save(value.into_record(), base)?;
        let value = T::from_record(saved.record).ok_or(Error::Broken { kind: T::KIND })?;
        Ok((value, saved.revision))
    }

    /// Deletes a record; its words stay in the history and can be restored.
    ///
    /// Without `cascade` a record that others refer to stays. With it, what belongs to the record inside the same case goes too (names
    /// and relationships with a party, everything with a case), mere mentions are unlinked, and what belongs to another case still refuses.
    ///
    /// # Errors
    /// [`Error::InUse`] lists what refers to it; [`Error::NotFound`].
    pub fn delete(
        &mut self,
        kind: Kind,
        id: Uuid,
        cascade: bool,
    ) -> Result<(Vec<RevisionId>, String)> {
        self.write(|pen| {
            crate::refer::delete(pen, kind, id, cascade)?;
            Ok((std::mem::take(&mut pen.revisions), pen.at.clone()))
        })
    }

    /// Brings a record back to what it was right after a revision; a deleted one back to what it was before that deletion.
    /// The review state of a case stays what it is: that is a decision of today, not a word of then.
    pub fn restore(&mut self, revision: RevisionId) -> Result<Saved> {
        let (kind, fields, revision, at) = self.write(|pen| {
            let entry = history::find(&pen.tx, revision)?;
            let state = if entry.op == "delete" {
                history::before(&entry, None)?
            } else {
                history::state_at(&pen.tx, entry.kind, entry.record, revision)?
            };
            let mut fields = state.ok_or(Error::Unknown { what: "revision" })?;
            keep_status(&pen.tx, entry.kind, &mut fields)?;
            number::settle(&pen.tx, entry.kind, &mut fields)?;
            same::keep(&pen.tx, entry.kind, &mut fields)?;
            same::stand(&pen.tx, entry.kind, &mut fields)?;
            let revision = pen.put(entry.kind, fields.clone(), "restore")?;
            Ok((entry.kind, fields, revision, pen.at.clone()))
        })?;
        Ok(Saved {
            record: store::to_record(kind, fields)?,
            revision,
            at,
        })
    }

    /// Takes back everything the transaction of a revision did, if nobody has changed the same fields since. What it made goes with what
    /// the same person made to belong to it since.
    ///
    /// # Errors
    /// [`Error::Stale`] names fields changed since; [`Error::InUse`] if what was made then is needed now; [`Error::Invalid`] for
    /// somebody else's decision in a review. Nothing is written then.
    pub fn undo(&mut self, revision: RevisionId) -> Result<Vec<RevisionId>> {
        self.write(|pen| {
            let batch = history::find(&pen.tx, revision)?.batch;
            pen.undoes = Some(batch);
            let entries = history::entries(
                &pen.tx,
                "WHERE batch = ?1 ORDER BY seq DESC",
                [batch.to_string()],
            )?;
            pen.resolved = true;
            for entry in &entries {
                undo_one(pen, entry)?;
            }
            same::follow(pen, "restore")?;
            Ok(std::mem::take(&mut pen.revisions))
        })
    }
}

fn undo_one(pen: &mut Pen<'_>, entry: &Entry) -> Result<()> {
    let current = store::read(&pen.tx, entry.kind, entry.record)?;
    let changes = entry.changes()?;
    // A decision is taken back by who made it; what others decided changes by another decision alone.
    let mine = entry.person == pen.ctx.person && !(pen.ctx.shared && entry.person.is_empty());
    if !mine && decides(entry.kind, &changes) {
        return Err(Error::invalid("status", "by_review_only"));
    }
    let mut moved = BTreeSet::new();
    for change in &changes {
        let there = match (&current, change.field.as_str()) {
            (None, "id") => Value::Null,
            (None, field) => {
                field_of(entry.kind, field).map_or(Value::Null, |field| store::blank(field.shape))
            }
            (Some(fields), field) => fields.get(field).cloned().unwrap_or_default(),
        };
        if there != change.after {
            moved.insert(change.field.clone());
        }
    }
    if !moved.is_empty() {
        return Err(Error::Stale {
            fields: moved.into_iter().collect(),
        });
    }
    match history::before(entry, current)? {
        Some(fields) => pen.put(entry.kind, fields, "restore").map(drop),
        None => crate::refer::unmake(pen, entry.kind, entry.record),
    }
}

/// Brings what the caller wants together with what happened since `base`.
fn reconcile(
    pen: &Pen<'_>,
    kind: Kind,
    id: Uuid,
    base: Option<RevisionId>,
    current: Option<&Fields>,
    mut new: Fields,
) -> Result<Fields> {
    let Some(current) = current else {
        return if base.is_some() {
            Err(Error::NotFound { kind, id })
        } else {
            Ok(new)
        };
    };
    if base == history::head(&pen.tx, id)? {
        return Ok(new);
    }
    let start = base.and_then(|base| history::state_at(&pen.tx, kind, id, base).ok().flatten());
    let Some(start) = start else {
        let fields: Vec<String> = difference(kind, id, Some(current), Some(&new))
            .into_iter()
            .map(|change| change.field)
            .collect();
        return if fields.is_empty() {
            Ok(new)
        } else {
            Err(Error::Stale { fields })
        };
    };
    let clash = three_way(kind, &start, current, &mut new);
    if clash.is_empty() {
        Ok(new)
    } else {
        Err(Error::Stale { fields: clash })
    }
}

/// Merges field by field: `new` takes over what only `current` changed since `start`. Gives the fields both changed, to different values;
/// those are left as `new` has them.
pub(crate) fn three_way(
    kind: Kind,
    start: &Fields,
    current: &Fields,
    new: &mut Fields,
) -> Vec<String> {
    let mut clash = Vec::new();
    for field in fields(kind) {
        let (was, theirs, ours) = (
            start.get(field.name),
            current.get(field.name),
            new.get(field.name),
        );
        if theirs == was || theirs == ours {
            continue;
        }
        if ours == was {
            new.insert(
                field.name.into(),
                theirs.cloned().unwrap_or_else(|| store::blank(field.shape)),
            );
        } else {
            clash.push(field.name.to_owned());
        }
    }
    clash
}

/// Whether changes move a case that was there along its review.
fn decides(kind: Kind, changes: &[crate::view::Change]) -> bool {
    let touches = |name: &str| changes.iter().any(|change| change.field == name);
    kind == Kind::Case && touches("status") && !touches("id")
}

/// A case keeps its state, whatever else it is put back to; one that is gone, that which it had when it went.
fn keep_status(tx: &Transaction<'_>, kind: Kind, fields: &mut Fields) -> Result<()> {
    if kind != Kind::Case {
        return Ok(());
    }
    let id = store::id_of(fields);
    let status = if let Some(now) = store::read(tx, kind, id)? {
        now.get("status").cloned()
    } else {
        let went = history::entries(
            tx,
            "WHERE record = ?1 AND op = 'delete' ORDER BY seq DESC LIMIT 1",
            [id.to_string()],
        )?;
        let changes = went.first().map(Entry::changes).transpose()?;
        let mut changes = changes.into_iter().flatten();
        let status = changes.find(|change| change.field == "status");
        status.map(|change| change.before)
    };
    fields.insert("status".into(), status.unwrap_or_else(|| json!("draft")));
    Ok(())
}

/// The state of a case changes by review alone, never by an edit of the form.
fn review_alone(kind: Kind, current: Option<&Fields>, new: &Fields) -> Result<()> {
    if kind != Kind::Case {
        return Ok(());
    }
    let was = current.map_or("draft", |current| text(current, "status"));
    if text(new, "status") == was {
        Ok(())
    } else {
        Err(Error::invalid("status", "by_review_only"))
    }
}
