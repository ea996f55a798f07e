//! Where a record stands in a history that more than one vault shares: ids of revisions and their parents, and the names of fields, never contents.
//!
//! A field has *writers*: the revisions in which its words were chosen. One revision *knows* another, for a field, if there are steps back to it
//! on which the field was seen. From these two everything follows: words that the other side knew and wrote over are old, words it did
//! not know stand against its own.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::history::{self, Entry};
use crate::record::{Kind, Record, RevisionId};
use crate::schema::field::fields;
use crate::view::Change;
use crate::{Book, Error, Result, store};

/// One step back: a revision and one it was made from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The later one.
    pub revision: RevisionId,
    /// The earlier one.
    pub parent: RevisionId,
    /// Fields whose words were chosen in the later one: those in which the two differ, and those a person decided.
    #[serde(default)]
    pub changed: Vec<String>,
    /// Fields whose words were not seen on this step (a redacted copy, a field left out or not decided yet), so that nobody takes a gap
    /// for an erasure.
    #[serde(default)]
    pub withheld: Vec<String>,
}

/// The revision of a record and every step known behind it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// The revision.
    pub revision: RevisionId,
    /// Steps behind it, in no order.
    pub steps: Vec<Step>,
}

impl Lineage {
    /// The line of a redacted copy: `copy` differs from the record at this line in the fields `withheld`.
    ///
    /// Its revision is made from the old one and the copy's content, so the same redaction twice is the same revision.
    #[must_use]
    pub fn redacted(mut self, copy: &Record, withheld: Vec<String>) -> Self {
        if withheld.is_empty() {
            return self;
        }
        let content = serde_json::to_vec(&store::to_fields(copy)).unwrap_or_default();
        let digest = Sha256::new()
            .chain_update(b"sandyq redacted copy\0")
            .chain_update(self.revision.0.as_bytes())
            .chain_update(content)
            .finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        let revision = RevisionId(uuid::Builder::from_custom_bytes(bytes).into_uuid());
        self.steps.push(Step {
            revision,
            parent: self.revision,
            changed: Vec::new(),
            withheld,
        });
        self.revision = revision;
        self
    }
}

/// Steps as a graph.
#[derive(Default)]
pub(crate) struct Graph {
    parents: HashMap<RevisionId, Vec<Step>>,
    /// Some step did not see some field.
    gaps: bool,
}

impl Graph {
    /// What this casework knows of a record's line.
    pub(crate) fn of(conn: &Connection, kind: Kind, record: Uuid) -> Result<Self> {
        Self::with(conn, kind, record, &[])
    }

    /// The same with steps of another vault that are not kept here. How our own revisions came about is not for others to say.
    pub(crate) fn with(
        conn: &Connection,
        kind: Kind,
        record: Uuid,
        foreign: &[Step],
    ) -> Result<Self> {
        let (mut graph, mut own) = (Self::default(), HashSet::new());
        // What is kept was written for a reason and goes before what the log would say of the same step.
        for step in kept(conn, record)? {
            graph.add(step);
        }
        let mut gone: Option<Vec<Change>> = None;
        for entry in history::entries(conn, "WHERE record = ?1 ORDER BY seq", [record.to_string()])?
        {
            own.insert(entry.id);
            let changes = entry.changes()?;
            // A revision taken over from elsewhere has the parents it has there.
            let ours = entry.merged.is_some() || !graph.parents.contains_key(&entry.id);
            if let (true, Some(parent)) = (ours, entry.parent) {
                graph.add(Step {
                    revision: entry.id,
                    parent,
                    changed: chosen(kind, &entry, &changes, gone.as_deref()),
                    withheld: Vec::new(),
                });
            }
            // What went because a merge was taken back is as if it had never been here: whoever brings it back chooses all of it.
            let undone = graph
                .steps_of(entry.id)
                .iter()
                .any(|step| !step.withheld.is_empty());
            gone = (entry.op == "delete" && !undone).then_some(changes);
        }
        for step in foreign.iter().filter(|step| !own.contains(&step.revision)) {
            graph.add(step.clone());
        }
        Ok(graph)
    }

    pub(crate) fn add(&mut self, step: Step) {
        let steps = self.parents.entry(step.revision).or_default();
        if !steps.iter().any(|known| known.parent == step.parent) {
            self.gaps |= !step.withheld.is_empty();
            steps.push(step);
        }
    }

    fn steps_of(&self, revision: RevisionId) -> &[Step] {
        self.parents.get(&revision).map_or(&[], Vec::as_slice)
    }

    /// Whether every field of `later` was made with `earlier` known.
    pub(crate) fn whole(&self, kind: Kind, later: RevisionId, earlier: RevisionId) -> bool {
        if !self.gaps {
            return self.behind(later, "").contains(&earlier);
        }
        fields(kind)
            .iter()
            .all(|field| self.behind(later, field.name).contains(&earlier))
    }

    /// A revision and everything it knew of a field.
    pub(crate) fn behind(&self, revision: RevisionId, field: &str) -> HashSet<RevisionId> {
        let mut seen = HashSet::from([revision]);
        let mut open = vec![revision];
        while let Some(next) = open.pop() {
            for step in self.steps_of(next) {
                if !names(&step.withheld, field) && seen.insert(step.parent) {
                    open.push(step.parent);
                }
            }
        }
        seen
    }

    /// The revisions in which the words that a field has at `revision` were chosen; more than one if two wrote the same. None if the
    /// words were left out on the way here.
    pub(crate) fn writers(&self, revision: RevisionId, field: &str) -> BTreeSet<RevisionId> {
        let (mut out, mut seen) = (BTreeSet::new(), HashSet::from([revision]));
        let mut open = vec![revision];
        while let Some(at) = open.pop() {
            let steps = self.steps_of(at);
            let mut told = steps
                .iter()
                .filter(|step| !names(&step.withheld, field))
                .peekable();
            let first = steps.is_empty();
            let known = told.peek().is_some();
            let mut kept = false;
            for step in told.filter(|step| !names(&step.changed, field)) {
                kept = true;
                if seen.insert(step.parent) {
                    open.push(step.parent);
                }
            }
            if first || known && !kept {
                out.insert(at);
            }
        }
        out
    }

    /// Whether the words a field has at `earlier` are old beside some others: for everyone who wrote them there is one among `others` who knew
    /// that, and has the same words or later ones. Two may have written the same, and two others written over it.
    pub(crate) fn told(&self, field: &str, earlier: RevisionId, others: &[RevisionId]) -> bool {
        let mut writers = self.writers(earlier, field);
        for other in others.iter().filter(|other| **other != earlier) {
            if writers.is_empty() {
                break;
            }
            if !self.writers(*other, field).is_empty() {
                let behind = self.behind(*other, field);
                writers.retain(|writer| !behind.contains(writer));
            }
        }
        writers.is_empty()
    }

    fn steps(self) -> Vec<Step> {
        let mut steps: Vec<Step> = self.parents.into_values().flatten().collect();
        steps.sort_by_key(|step| (step.revision, step.parent));
        steps
    }
}

fn names(list: &[String], field: &str) -> bool {
    list.iter().any(|name| name == field)
}

/// Fields whose words an entry of our own log chose. Deleting chooses none, and coming back chooses what it changes on the way.
fn chosen(kind: Kind, entry: &Entry, changes: &[Change], gone: Option<&[Change]>) -> Vec<String> {
    if entry.op == "delete" {
        return Vec::new();
    }
    let Some(gone) = gone else {
        let named = changes.iter().filter(|change| change.field != "id");
        return named.map(|change| change.field.clone()).collect();
    };
    let differs = |field: &&crate::schema::field::Field| {
        let blank = store::blank(field.shape);
        let of = |list: &[Change], value: fn(&Change) -> &Value| {
            let found = list.iter().find(|change| change.field == field.name);
            found.map_or_else(|| blank.clone(), |change| value(change).clone())
        };
        of(gone, |change| &change.before) != of(changes, |change| &change.after)
    };
    let found = fields(kind).iter().filter(differs);
    found.map(|field| field.name.to_owned()).collect()
}

/// Steps kept for a record: those of other vaults, and those of ours that the log alone does not tell.
pub(crate) fn kept(conn: &Connection, record: Uuid) -> Result<Vec<Step>> {
    let mut statement = conn.prepare_cached("SELECT revision, parent, changed, withheld FROM ancestry WHERE record = ?1 ORDER BY revision, parent")?;
    let rows = statement.query_map([record.to_string()], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    rows.map(|row| {
        let (revision, parent, changed, withheld) = row?;
        let id = |text: &str| {
            Uuid::parse_str(text)
                .map(RevisionId)
                .map_err(|_| Error::Json)
        };
        let list = |text: &str| serde_json::from_str(text).map_err(|_| Error::Json);
        Ok(Step {
            revision: id(&revision)?,
            parent: id(&parent)?,
            changed: list(&changed)?,
            withheld: list(&withheld)?,
        })
    })
    .collect()
}

/// Keeps steps.
pub(crate) fn keep(conn: &Connection, record: Uuid, steps: &[Step]) -> Result<()> {
    let mut statement = conn.prepare_cached("INSERT OR IGNORE INTO ancestry (revision, parent, record, changed, withheld) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for step in steps {
        let json = |list: &[String]| serde_json::to_string(list).map_err(|_| Error::Json);
        statement.execute(params![
            step.revision.to_string(),
            step.parent.to_string(),
            record.to_string(),
            json(&step.changed)?,
            json(&step.withheld)?
        ])?;
    }
    Ok(())
}

/// Keeps steps of another vault. How our own revisions came about is not for others to say.
pub(crate) fn keep_foreign(conn: &Connection, record: Uuid, steps: &[Step]) -> Result<()> {
    let mut ours = conn.prepare_cached("SELECT 1 FROM revision WHERE id = ?1")?;
    for step in steps {
        if !ours.exists([step.revision.to_string()])? {
            keep(conn, record, std::slice::from_ref(step))?;
        }
    }
    Ok(())
}

impl Book<'_> {
    /// The line of a record, to travel with it: revision ids, parents and names of fields, no contents. None for a term nobody has edited.
    pub fn lineage(&self, kind: Kind, record: Uuid) -> Result<Option<Lineage>> {
        let Some(revision) = self.head(record)? else {
            return Ok(None);
        };
        Ok(Some(Lineage {
            revision,
            steps: Graph::of(self.conn, kind, record)?.steps(),
        }))
    }
}
