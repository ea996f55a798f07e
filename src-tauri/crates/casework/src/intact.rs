//! Whether the history holds: the whole log, entry by entry, or that of one record or one case. Reading everything is too much for a look at one page; there the
//! entries of what is shown are read, and the entry before each. Nothing here holds more in memory than one record and the ids of all.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::history::{self, Entry, HistoryProblem, HistoryReport};
use crate::record::{CaseId, Kind, RevisionId};
use crate::schema::field::field_of;
use crate::{Book, Result, profiles, rules, store};

impl Book<'_> {
    /// Checks every entry of the log against the chain, and every record against its log. Reads everything; changes nothing.
    pub fn verify_history(&self) -> Result<HistoryReport> {
        let mut problems = Vec::new();
        let key = self.ctx.chain_key.as_deref();
        let (mut revisions, mut previous) = (0_u64, String::new());
        let mut heads: HashMap<Uuid, (Kind, RevisionId)> = HashMap::new();
        let mut statement = self
            .conn
            .prepare(&format!("{} ORDER BY seq", history::COLUMNS))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let entry = history::entry(row)?;
            revisions += 1;
            let linked = key.is_none_or(|key| entry.chained(key, &previous) == entry.chain);
            if u64::try_from(entry.seq) != Ok(revisions) || !linked {
                problems.push(HistoryProblem {
                    seq: entry.seq,
                    code: "chain",
                });
            }
            let head = heads.insert(entry.record, (entry.kind, entry.id));
            if head.map(|(_, id)| id) != entry.parent {
                problems.push(HistoryProblem {
                    seq: entry.seq,
                    code: "parent",
                });
            }
            previous = entry.chain;
        }
        for &kind in Kind::ALL {
            // In the order they were written, which is about that of the log.
            for id in store::ids(self.conn, kind)? {
                heads.remove(&id);
                self.verify_record(kind, id, &mut problems)?;
            }
        }
        // What is left was deleted, or is not there.
        let mut left: Vec<_> = heads.into_iter().collect();
        left.sort_unstable_by_key(|(id, _)| *id);
        for (id, (kind, _)) in left {
            self.verify_record(kind, id, &mut problems)?;
        }
        Ok(HistoryReport {
            revisions,
            chained: key.is_some() && revisions > 0,
            problems,
        })
    }

    /// Walks a record back through its log: each step must find what it wrote, the first must find nothing.
    fn verify_record(
        &self,
        kind: Kind,
        id: Uuid,
        problems: &mut Vec<HistoryProblem>,
    ) -> Result<()> {
        let mut state = store::read(self.conn, kind, id)?;
        for entry in history::entries(
            self.conn,
            "WHERE record = ?1 ORDER BY seq DESC",
            [id.to_string()],
        )? {
            if entry.kind != kind || !history::wrote(&entry, state.as_ref())? {
                problems.push(HistoryProblem {
                    seq: entry.seq,
                    code: "record",
                });
            }
            state = history::before(&entry, state)?;
        }
        // What was seeded is there before its first entry; nothing else is.
        let seeded = match kind {
            Kind::Term => true,
            Kind::Rule => rules::is_seeded(id),
            Kind::Profile => profiles::is_seeded(id),
            _ => false,
        };
        if !seeded && state.is_some() {
            problems.push(HistoryProblem {
                seq: 0,
                code: "record",
            });
        }
        Ok(())
    }

    /// Whether a record is what its entries say, and each of them is linked to the entry before it in the log.
    pub fn is_intact(&self, kind: Kind, id: Uuid) -> Result<bool> {
        let entries = history::entries(
            self.conn,
            "WHERE record = ?1 ORDER BY seq",
            [id.to_string()],
        )?;
        let key = self.ctx.chain_key.as_deref();
        let mut parent = None;
        for entry in &entries {
            let linked = match key {
                Some(key) => entry.chained(key, &before(self.conn, entry)?) == entry.chain,
                None => true,
            };
            if !linked || entry.parent != parent || entry.kind != kind {
                return Ok(false);
            }
            parent = Some(entry.id);
        }
        let mut problems = Vec::new();
        self.verify_record(kind, id, &mut problems)?;
        Ok(problems.is_empty())
    }

    /// The same for a case and everything in it, what was deleted included.
    pub fn is_case_intact(&self, case: CaseId) -> Result<bool> {
        let mut records: BTreeSet<(Kind, Uuid)> = BTreeSet::new();
        let mut add = |kind: Option<Kind>, id: String| {
            records.extend(kind.zip(Uuid::parse_str(&id).ok()));
        };
        let case = case.to_string();
        let mut logged = self
            .conn
            .prepare_cached("SELECT DISTINCT kind, record FROM revision WHERE case_id = ?1")?;
        let mut rows = logged.query([&case])?;
        while let Some(row) = rows.next()? {
            add(Kind::of(&row.get::<_, String>(0)?), row.get(1)?);
        }
        for &kind in Kind::ALL {
            if field_of(kind, "case_id").is_some() {
                let sql = format!(
                    "SELECT \"id\" FROM \"{}\" WHERE \"case_id\" = ?1",
                    kind.name()
                );
                let mut there = self.conn.prepare_cached(&sql)?;
                let mut rows = there.query([&case])?;
                while let Some(row) = rows.next()? {
                    add(Some(kind), row.get(0)?);
                }
            }
        }
        for (kind, id) in records {
            if !self.is_intact(kind, id)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The chain value of the entry before; of the first there is none.
fn before(conn: &Connection, entry: &Entry) -> Result<String> {
    let chain: Option<String> = conn
        .prepare_cached("SELECT chain FROM revision WHERE seq = ?1")?
        .query_row([entry.seq - 1], |row| row.get(0))
        .optional()?;
    Ok(chain.unwrap_or_default())
}
