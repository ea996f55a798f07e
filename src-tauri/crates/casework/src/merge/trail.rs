//! What is left of a record's history if merges that were taken back are as if they had never been.
//!
//! Every field has a pile of changes, the latest on top. A merge that is taken back is lifted off, with what was taken back before it and lay
//! under it; what a person, or a merge that stands, has written on top of it stays where it is.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::history::{self, Entry};
use crate::lineage;
use crate::record::RevisionId;
use crate::store::Fields;
use crate::{Error, Result};

/// Transactions that were merges.
pub(super) struct Merges {
    /// All of them.
    all: BTreeSet<RevisionId>,
    /// Those that were taken back, with the one that just is.
    back: BTreeSet<RevisionId>,
}

impl Merges {
    /// Those of this casework. `now` is the one that is being taken back.
    pub(super) fn of(conn: &Connection, now: RevisionId) -> Result<Self> {
        let (mut all, mut back) = (BTreeSet::new(), BTreeSet::from([now]));
        let mut statement =
            conn.prepare("SELECT batch, undone <> '' FROM arrival WHERE batch IS NOT NULL")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        for row in rows {
            let (batch, undone): (String, bool) = row?;
            let batch = RevisionId(Uuid::parse_str(&batch).map_err(|_| Error::Json)?);
            all.insert(batch);
            if undone {
                back.insert(batch);
            }
        }
        Ok(Self { all, back })
    }

    /// Those that were taken back.
    pub(super) fn back(&self) -> impl Iterator<Item = RevisionId> {
        self.back.iter().copied()
    }

    fn is_back(&self, batch: RevisionId) -> bool {
        self.back.contains(&batch)
    }

    /// Whether it stands.
    fn stands(&self, batch: RevisionId) -> bool {
        self.all.contains(&batch) && !self.is_back(batch)
    }

    /// Whether an entry only takes a merge back.
    fn takes_back(&self, entry: &Entry) -> bool {
        entry.undoes.is_some_and(|batch| self.all.contains(&batch))
    }
}

/// One change of one field.
struct Layer {
    seq: i64,
    batch: RevisionId,
    /// Revision before it.
    parent: Option<RevisionId>,
    before: Value,
    after: Value,
}

/// Where a field, or the whole record, goes back to.
#[derive(Clone)]
pub(super) struct Base {
    /// What it said.
    pub value: Value,
    /// The revision that said so; none if nothing did.
    pub revision: Option<RevisionId>,
    /// Number of the first entry that is lifted off.
    pub seq: i64,
    /// Its transaction.
    pub batch: RevisionId,
}

/// The revision before everything that is taken back; none if the record was not there.
#[derive(Clone, Copy)]
pub(super) struct Before(pub Option<RevisionId>);

/// Who wrote over what is taken back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Since {
    /// Nobody.
    Nobody,
    /// A merge that stands.
    Merge,
    /// A person.
    Person,
}

/// The history of one record.
pub(super) struct Trail<'m> {
    merges: &'m Merges,
    entries: Vec<Entry>,
    piles: BTreeMap<String, Vec<Layer>>,
}

impl<'m> Trail<'m> {
    /// Reads it.
    pub(super) fn of(conn: &Connection, record: Uuid, merges: &'m Merges) -> Result<Self> {
        let entries =
            history::entries(conn, "WHERE record = ?1 ORDER BY seq", [record.to_string()])?;
        let mut piles: BTreeMap<String, Vec<Layer>> = BTreeMap::new();
        let chosen = decided(conn, record)?;
        for entry in &entries {
            let parent = entry.parent;
            let layer = |before, after| Layer {
                seq: entry.seq,
                batch: entry.batch,
                parent,
                before,
                after,
            };
            for change in entry.changes()? {
                let pile = piles.entry(change.field).or_default();
                let Some(undone) = entry.undoes.filter(|_| merges.takes_back(entry)) else {
                    pile.push(layer(change.before, change.after));
                    continue;
                };
                let mut passed = false;
                let cut = lift(merges, pile, &change.before, |lifted| {
                    passed |= lifted.batch == undone;
                    passed && lifted.before == change.after
                });
                pile.truncate(cut);
            }
            if merges.all.contains(&entry.batch) {
                continue;
            }
            // A person decided for the words that stood there.
            for field in chosen.get(&entry.id).into_iter().flatten() {
                let Some(pile) = piles.get_mut(field) else {
                    continue;
                };
                if let Some(top) = pile.last().filter(|top| top.seq < entry.seq) {
                    let words = top.after.clone();
                    pile.push(layer(words.clone(), words));
                }
            }
        }
        Ok(Self {
            merges,
            entries,
            piles,
        })
    }

    /// Fields that ever changed.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        let named = self.piles.keys().map(String::as_str);
        named.filter(|name| *name != "id")
    }

    /// Where a field goes back to; none if nothing is to be lifted off it. What came with entry `above` and before stays.
    pub(super) fn base(&self, field: &str, current: &Fields, above: i64) -> Option<Base> {
        let pile = self.piles.get(field)?;
        let from = pile.partition_point(|layer| layer.seq <= above);
        let pile = &pile[from..];
        let value = current.get(field).cloned().unwrap_or_default();
        let layer = pile.get(lift(self.merges, pile, &value, |_| false))?;
        Some(Base {
            value: layer.before.clone(),
            revision: layer.parent,
            seq: layer.seq,
            batch: layer.batch,
        })
    }

    /// Where the record goes back to if only merges that were taken back brought it.
    pub(super) fn birth(&self, current: &Fields) -> Option<Base> {
        self.base("id", current, 0)
            .filter(|base| base.value.is_null())
    }

    /// Who wrote into the record since.
    pub(super) fn since(&self, base: &Base, current: &Fields) -> Since {
        let person = self.fields().any(|field| {
            let pile = &self.piles[field];
            let value = current.get(field).cloned().unwrap_or_default();
            let left = &pile[..lift(self.merges, pile, &value, |_| false)];
            left.last()
                .is_some_and(|top| top.seq > base.seq && !self.merges.all.contains(&top.batch))
        });
        let merged = |entry: &Entry| entry.seq > base.seq && self.merges.stands(entry.batch);
        if person {
            Since::Person
        } else if self.entries.iter().any(merged) {
            Since::Merge
        } else {
            Since::Nobody
        }
    }

    /// Whether a transaction changed a field that a person has written over since.
    pub(super) fn is_over(&self, field: &str, batch: RevisionId) -> bool {
        let Some(pile) = self.piles.get(field) else {
            return false;
        };
        let top = pile.last();
        pile.iter().any(|layer| layer.batch == batch)
            && top.is_some_and(|top| !self.merges.all.contains(&top.batch))
    }

    /// The revision before everything that is taken back after entry `above`, if nobody wrote since `batch`: all that was learned with it is
    /// forgotten.
    pub(super) fn unlearned(&self, batch: RevisionId, above: i64) -> Option<Before> {
        let moot = |entry: &&Entry| {
            entry.seq > above && (self.merges.is_back(entry.batch) || self.merges.takes_back(entry))
        };
        let tail: Vec<&Entry> = self.entries.iter().rev().take_while(moot).collect();
        let first = tail
            .iter()
            .rev()
            .find(|entry| self.merges.is_back(entry.batch))?;
        let touched = tail.iter().any(|entry| entry.batch == batch);
        touched.then_some(Before(first.parent))
    }
}

/// Fields that people decided, by revision: chosen against both sides.
fn decided(conn: &Connection, record: Uuid) -> Result<BTreeMap<RevisionId, Vec<String>>> {
    let mut out = BTreeMap::<RevisionId, Vec<String>>::new();
    for step in lineage::kept(conn, record)? {
        let both = out
            .entry(step.revision)
            .or_insert_with(|| step.changed.clone());
        both.retain(|field| step.changed.contains(field));
    }
    Ok(out)
}

/// How much of a pile stays if merges that were taken back are lifted off it, down to the one at which `stop` says so. What was changed and
/// changed back was not changed.
fn lift(
    merges: &Merges,
    pile: &[Layer],
    value: &Value,
    mut stop: impl FnMut(&Layer) -> bool,
) -> usize {
    let (mut top, mut value) = (pile.len(), value);
    loop {
        let below = &pile[..top];
        let by_people = below
            .iter()
            .rev()
            .take_while(|layer| !merges.all.contains(&layer.batch))
            .count();
        let Some(at) = (top - by_people).checked_sub(1) else {
            return top;
        };
        let layer = &below[at];
        let decided = below[at + 1..].iter().any(|one| one.before == one.after);
        let lies_on_top = by_people == 0 || !decided && layer.after == *value;
        if !merges.is_back(layer.batch) || !lies_on_top {
            return top;
        }
        (top, value) = (at, &layer.before);
        if stop(layer) {
            return top;
        }
    }
}
