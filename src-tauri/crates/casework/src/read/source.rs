//! The lists of sources and of notes.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use crate::record::{CaseId, Note, RevisionId, Source, SourceId};
use crate::view::{CaseLink, SourceRow};
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
        let mut claims: HashMap<String, u32> = HashMap::new();
        let mut statement = self
            .conn
            .prepare_cached("SELECT source, count(*) FROM claim GROUP BY source")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            claims.insert(row.get(0)?, row.get(1)?);
        }
        let heads = self.heads(&sources.iter().map(|source| source.id.0).collect())?;
        let rows = sources.into_iter().map(|source| SourceRow {
            revision: heads.get(&source.id.0).copied().unwrap_or_default(),
            claims: claims.remove(&source.id.to_string()).unwrap_or_default(),
            source,
        });
        Ok(rows.collect())
    }

    /// The cases a source speaks in. Asked for one source alone: a newspaper stands in hundreds of them, and a list of all sources with their cases would
    /// be longer than everything else the window is told.
    pub fn cases_of_source(&self, source: SourceId) -> Result<Vec<CaseLink>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT DISTINCT case_id FROM claim WHERE source = ?1")?;
        let rows = statement.query_map([source.to_string()], |row| row.get::<_, String>(0))?;
        let mut cases = BTreeSet::new();
        for id in rows {
            cases.extend(Uuid::parse_str(&id?).ok());
        }
        self.links(&cases)
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
