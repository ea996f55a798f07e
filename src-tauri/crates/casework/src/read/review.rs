//! The review of a case: draft, sourced, corroborated, reviewed, cleared.
//!
//! *Sourced* and *corroborated* state facts, so their gaps cannot be waved through. *Reviewed* is a person's judgement: what is
//! missing must be looked at and answered with a word; where several people write, it takes one who did not write the case alone.
//! *Cleared* lets a case leave and needs a review before it. Back is always allowed.

use serde_json::json;

use crate::record::{CaseId, Comment, CommentId, Kind, Record, ReviewState};
use crate::view::{Gap, Saved};
use crate::{Book, Error, Result, store};

impl Book<'_> {
    /// Moves a case along its review; `comment` is kept with it unless empty.
    ///
    /// # Errors
    /// [`Error::NotYet`] with what is missing.
    pub fn set_status(&mut self, case: CaseId, to: ReviewState, comment: &str) -> Result<Saved> {
        let mut fields = store::read(self.conn, Kind::Case, case.0)?.ok_or(Error::NotFound {
            kind: Kind::Case,
            id: case.0,
        })?;
        let from: ReviewState = fields
            .get("status")
            .and_then(|status| serde_json::from_value(status.clone()).ok())
            .unwrap_or_default();
        if to > from {
            self.may_advance(case, from, to, comment)?;
        }
        fields.insert("status".into(), json!(to));
        let (revision, at) = self.write(|pen| {
            if !comment.trim().is_empty() {
                let comment = Comment {
                    id: CommentId(pen.ctx.uuid()),
                    case_id: case,
                    text: comment.trim().to_owned(),
                    resolved: false,
                };
                pen.put(
                    Kind::Comment,
                    store::to_fields(&Record::Comment(comment)),
                    "edit",
                )?;
            }
            Ok((pen.put(Kind::Case, fields.clone(), "edit")?, pen.at.clone()))
        })?;
        Ok(Saved {
            record: store::to_record(Kind::Case, fields)?,
            revision,
            at,
        })
    }

    fn may_advance(
        &self,
        case: CaseId,
        from: ReviewState,
        to: ReviewState,
        comment: &str,
    ) -> Result<()> {
        let gaps = self.gaps(case, self.today())?;
        let only = |codes: &[&str]| -> Vec<Gap> {
            gaps.iter()
                .filter(|gap| codes.contains(&gap.code.as_str()))
                .cloned()
                .collect()
        };
        let blocking = match to {
            ReviewState::Sourced => only(&["no_acts", "no_source"]),
            ReviewState::Corroborated => only(&["no_acts", "no_source", "single_source"]),
            // One source is a fact a reviewer weighs, not a question left open.
            ReviewState::Reviewed if comment.trim().is_empty() => gaps
                .iter()
                .filter(|gap| gap.code != "single_source")
                .cloned()
                .collect(),
            ReviewState::Draft | ReviewState::Reviewed | ReviewState::Cleared => Vec::new(),
        };
        if !blocking.is_empty() {
            return Err(Error::NotYet {
                code: "gaps",
                gaps: blocking,
            });
        }
        if to == ReviewState::Cleared && from != ReviewState::Reviewed {
            return Err(Error::NotYet {
                code: "not_reviewed",
                gaps: Vec::new(),
            });
        }
        if to == ReviewState::Reviewed && self.wrote_it_alone(case)? {
            return Err(Error::NotYet {
                code: "second_person",
                gaps: Vec::new(),
            });
        }
        Ok(())
    }

    /// Several people write in this vault, and nobody but this author in this case.
    fn wrote_it_alone(&self, case: CaseId) -> Result<bool> {
        let author = &self.ctx.author;
        let others_here = self.authors()?.iter().any(|other| other != author);
        let mut statement = self
            .conn
            .prepare_cached("SELECT 1 FROM revision WHERE case_id = ?1 AND author <> ?2 LIMIT 1")?;
        Ok(others_here && !statement.exists([&case.to_string(), author])?)
    }
}
