//! The review of a case: draft, sourced, corroborated, reviewed, cleared.
//!
//! *Sourced* and *corroborated* state facts, so their gaps cannot be waved through. *Reviewed* is a person's judgement: what is
//! missing must be looked at and answered with a word; where several people have keys, it takes one who did not write alone what
//! there is to look at. *Cleared* says that a case may leave, and needs a review of the case as it is. What is changed afterwards makes
//! both fall until somebody looks again ([`super::standing`]). Back is always allowed.

use rusqlite::params;
use serde_json::json;

use super::standing::{approved, says};
use crate::history;
use crate::record::{CaseId, Comment, CommentId, Kind, Record, ReviewState};
use crate::view::{Gap, Saved};
use crate::{Book, Error, Result, store};

impl Book<'_> {
    /// Moves a case along its review; `comment` is kept with it unless empty. A case that was changed since it was reviewed or cleared is
    /// approved anew by moving it to *reviewed*, also from there.
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
        let fell = from >= ReviewState::Reviewed && !self.standing(case)?.holds;
        let anew = fell && to >= ReviewState::Reviewed;
        if to > from || anew {
            self.may_advance(case, from, to, fell, comment)?;
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
            let revision = if anew && to == from {
                pen.affirm(Kind::Case, &fields, "status")?
            } else {
                pen.put(Kind::Case, fields.clone(), "edit")?
            };
            Ok((revision, pen.at.clone()))
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
        fell: bool,
        comment: &str,
    ) -> Result<()> {
        let not_yet = |code| {
            Err(Error::NotYet {
                code,
                gaps: Vec::new(),
            })
        };
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
        if to == ReviewState::Cleared {
            return match from {
                _ if fell => not_yet("changed"),
                ReviewState::Reviewed => Ok(()),
                _ => not_yet("not_reviewed"),
            };
        }
        if to == ReviewState::Reviewed && self.ctx.shared {
            if self.ctx.person.is_empty() {
                return not_yet("no_person");
            }
            if self.wrote_it_alone(case)? {
                return not_yet("second_person");
            }
        }
        Ok(())
    }

    /// Nobody but this person wrote what there is to look at: what came since the last approval, or all of the case.
    fn wrote_it_alone(&self, case: CaseId) -> Result<bool> {
        let looked = approved(self.conn, case)?.map_or(0, |decided| decided.end);
        let (mut mine, mut theirs) = (false, false);
        for since in [looked, 0] {
            history::each(
                self.conn,
                "WHERE case_id = ?1 AND seq > ?2 ORDER BY seq DESC",
                params![case.to_string(), since],
                |entry| {
                    if says(&entry)? {
                        let own = entry.person == self.ctx.person;
                        mine |= own;
                        theirs |= !own;
                    }
                    Ok(!theirs)
                },
            )?;
            if mine || theirs {
                break;
            }
        }
        Ok(mine && !theirs)
    }
}
