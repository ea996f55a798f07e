//! The lists of sources and of notes.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use crate::record::{CaseId, Note, RevisionId, Source};
use crate::view::SourceRow;
use crate::{Book, Result, store};

/// A note as it is now.
pub struct NoteRow {
    /// The note.
    pub note: Note,
    /// Its revision.
    pub revision: RevisionId,
    /// Last change, UTC.
    pub changed: String,
}

impl Book<'_> {
    /// Every source, by code name. Who a confidential one is stands elsewhere.
    pub fn source_rows(&self) -> Result<Vec<SourceRow>> {
        let sources: Vec<Source> =
            store::select_as(self.conn, "ORDER BY length(\"code\"), \"code\"", [])?;
        let mut claims: HashMap<Uuid, (u32, BTreeSet<Uuid>)> = HashMap::new();
        let mut statement = self.conn.prepare_cached(
            "SELECT source, case_id, count(*) FROM claim GROUP BY source, case_id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, u32>(2)?,
            ))
        })?;
        for row in rows {
            let (source, case, count) = row?;
            if let (Ok(source), Ok(case)) = (Uuid::parse_str(&source), Uuid::parse_str(&case)) {
                let entry = claims.entry(source).or_default();
                entry.0 += count;
                entry.1.insert(case);
            }
        }
        let heads = self.heads(&sources.iter().map(|source| source.id.0).collect())?;
        // Once for all of them: a newspaper stands in hundreds of cases, and those in the lists of many sources.
        let everywhere = claims.values().flat_map(|(_, cases)| cases).copied();
        let links = self.links(&everywhere.collect())?;
        let place: HashMap<Uuid, usize> = links
            .iter()
            .enumerate()
            .map(|(at, link)| (link.id.0, at))
            .collect();
        sources
            .into_iter()
            .map(|source| {
                let (count, cases) = claims.remove(&source.id.0).unwrap_or_default();
                let cases: BTreeSet<usize> = cases
                    .iter()
                    .filter_map(|id| place.get(id).copied())
                    .collect();
                Ok(SourceRow {
                    revision: heads.get(&source.id.0).copied().unwrap_or_default(),
                    claims: count,
                    cases: cases.into_iter().map(|at| links[at].clone()).collect(),
                    source,
                })
            })
            .collect()
    }

    /// Notes of a case, or those not sorted into one, latest first.
    pub fn note_rows(&self, case: Option<CaseId>) -> Result<Vec<NoteRow>> {
        let notes: Vec<Note> = match case {
            Some(case) => self.list_of_case(case)?,
            None => store::select_as(
                self.conn,
                "WHERE \"case_id\" IS NULL ORDER BY \"rowid\"",
                [],
            )?,
        };
        let ids: BTreeSet<Uuid> = notes.iter().map(|note| note.id.0).collect();
        let (heads, mut changed) = (self.heads(&ids)?, self.changed_at(&ids)?);
        let mut rows: Vec<NoteRow> = notes
            .into_iter()
            .map(|note| NoteRow {
                revision: heads.get(&note.id.0).copied().unwrap_or_default(),
                changed: changed.remove(&note.id.0).unwrap_or_default(),
                note,
            })
            .collect();
        rows.sort_by(|a, b| b.changed.cmp(&a.changed));
        Ok(rows)
    }
}
