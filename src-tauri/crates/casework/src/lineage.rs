//! Where a record stands in a history that more than one vault shares: ids of revisions and their parents, never contents.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::record::{Record, RevisionId};
use crate::{Book, Error, Result, history, store};

/// One step back: a revision and one it was made from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The later one.
    pub revision: RevisionId,
    /// The earlier one.
    pub parent: RevisionId,
    /// Fields whose words were left out on this step (a redacted copy), so that nobody takes a gap for an erasure.
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
            withheld,
        });
        self.revision = revision;
        self
    }
}

/// Steps as a graph.
#[derive(Default)]
pub(crate) struct Graph {
    parents: HashMap<RevisionId, Vec<(RevisionId, Vec<String>)>>,
}

impl Graph {
    /// What this casework knows of a record's line.
    pub(crate) fn of(conn: &Connection, record: Uuid) -> Result<Self> {
        let mut graph = Self::default();
        for entry in history::entries(conn, "WHERE record = ?1", [record.to_string()])? {
            for parent in [entry.parent, entry.merged].into_iter().flatten() {
                graph.add(Step {
                    revision: entry.id,
                    parent,
                    withheld: Vec::new(),
                });
            }
        }
        for step in kept(conn, record)? {
            graph.add(step);
        }
        Ok(graph)
    }

    pub(crate) fn add(&mut self, step: Step) {
        let parents = self.parents.entry(step.revision).or_default();
        if !parents.iter().any(|(parent, _)| *parent == step.parent) {
            parents.push((step.parent, step.withheld));
        }
    }

    /// The revisions that this one is a redacted copy of.
    pub(crate) fn copied_from(&self, revision: RevisionId) -> impl Iterator<Item = RevisionId> {
        self.parents
            .get(&revision)
            .into_iter()
            .flatten()
            .filter(|(_, withheld)| !withheld.is_empty())
            .map(|(parent, _)| *parent)
    }

    /// A revision and everything behind it.
    pub(crate) fn behind(&self, revision: RevisionId) -> HashSet<RevisionId> {
        let mut seen = HashSet::from([revision]);
        let mut open = vec![revision];
        while let Some(next) = open.pop() {
            for (parent, _) in self.parents.get(&next).into_iter().flatten() {
                if seen.insert(*parent) {
                    open.push(*parent);
                }
            }
        }
        seen
    }

    /// Fields whose words a revision lacks, because it goes back to a redacted copy and to nothing fuller.
    ///
    /// What a copy withheld is lacking in all that was made from it, until a revision has a parent in which it is there.
    pub(crate) fn lacking(&self, revision: RevisionId) -> BTreeSet<String> {
        let mut order = vec![revision];
        let mut seen = HashSet::from([revision]);
        let mut at = 0;
        while at < order.len() {
            let parents = self.parents.get(&order[at]).into_iter().flatten();
            order.extend(
                parents
                    .map(|(parent, _)| *parent)
                    .filter(|parent| seen.insert(*parent)),
            );
            at += 1;
        }
        // Parents mostly stand after children, so few rounds settle it; a forged circle settles too, since sets only shrink.
        let mut lacking: HashMap<RevisionId, BTreeSet<String>> = HashMap::new();
        let mut moved = true;
        while moved {
            moved = false;
            for at in order.iter().rev() {
                let found = self.lacking_at(*at, &lacking);
                if found.is_some() && lacking.get(at) != found.as_ref() {
                    lacking.extend(found.map(|found| (*at, found)));
                    moved = true;
                }
            }
        }
        lacking.remove(&revision).unwrap_or_default()
    }

    /// One step of [`Graph::lacking`]; none while nothing is known of any parent.
    fn lacking_at(
        &self,
        revision: RevisionId,
        known: &HashMap<RevisionId, BTreeSet<String>>,
    ) -> Option<BTreeSet<String>> {
        let Some(parents) = self
            .parents
            .get(&revision)
            .filter(|parents| !parents.is_empty())
        else {
            return Some(BTreeSet::new());
        };
        let by_parent = parents.iter().filter_map(|(parent, withheld)| {
            let mut fields = known.get(parent)?.clone();
            fields.extend(withheld.iter().cloned());
            Some(fields)
        });
        by_parent.reduce(|one, other| one.intersection(&other).cloned().collect())
    }

    fn steps(self) -> Vec<Step> {
        let all = self.parents.into_iter().flat_map(|(revision, parents)| {
            parents.into_iter().map(move |(parent, withheld)| Step {
                revision,
                parent,
                withheld,
            })
        });
        let mut steps: Vec<Step> = all.collect();
        steps.sort_by_key(|step| (step.revision, step.parent));
        steps
    }
}

/// Steps of other vaults kept for a record.
pub(crate) fn kept(conn: &Connection, record: Uuid) -> Result<Vec<Step>> {
    let mut statement = conn.prepare_cached("SELECT revision, parent, withheld FROM ancestry WHERE record = ?1 ORDER BY revision, parent")?;
    let rows = statement.query_map([record.to_string()], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    rows.map(|row| {
        let (revision, parent, withheld) = row?;
        let id = |text: &str| {
            Uuid::parse_str(text)
                .map(RevisionId)
                .map_err(|_| Error::Json)
        };
        Ok(Step {
            revision: id(&revision)?,
            parent: id(&parent)?,
            withheld: serde_json::from_str(&withheld).map_err(|_| Error::Json)?,
        })
    })
    .collect()
}

/// Keeps steps of another vault.
pub(crate) fn keep(conn: &Connection, record: Uuid, steps: &[Step]) -> Result<()> {
    let mut statement = conn.prepare_cached("INSERT OR IGNORE INTO ancestry (revision, parent, record, withheld) VALUES (?1, ?2, ?3, ?4)")?;
    for step in steps {
        let withheld = serde_json::to_string(&step.withheld).map_err(|_| Error::Json)?;
        statement.execute(params![
            step.revision.to_string(),
            step.parent.to_string(),
            record.to_string(),
            withheld
        ])?;
    }
    Ok(())
}

impl Book<'_> {
    /// The line of a record, to travel with it: revision ids and parents, no contents. None for a term nobody has edited.
    pub fn lineage(&self, record: Uuid) -> Result<Option<Lineage>> {
        let Some(revision) = self.head(record)? else {
            return Ok(None);
        };
        Ok(Some(Lineage {
            revision,
            steps: Graph::of(self.conn, record)?.steps(),
        }))
    }
}
