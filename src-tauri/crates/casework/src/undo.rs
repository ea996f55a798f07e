//! What a person did last and can take back, also days later: the log knows it, no session has to remember.

use std::collections::BTreeSet;

use crate::history::{self, Entry};
use crate::record::{Kind, RevisionId};
use crate::view::UndoOffer;
use crate::{Book, Result};

impl Book<'_> {
    /// The last transaction of the person who writes through this book that was not taken back yet. What was taken back is passed
    /// over, and so is taking back, so that asking again after each step leads further and further back. Entries of the chain of
    /// custody are not theirs to take back and do not count.
    ///
    /// Where the last thing is one that must not go with a key (an import, a merge, a file that was taken in), the offer says so
    /// and has no revision: what lies before it may rest on it.
    pub fn last_of_mine(&self) -> Result<Option<UndoOffer>> {
        let (mut back, mut seen) = (BTreeSet::new(), BTreeSet::new());
        // Records that went when something was taken back: what was done to them before is moot.
        let mut gone = BTreeSet::new();
        let mut found = None;
        history::each(
            self.conn,
            "WHERE person = ?1 OR undoes IS NOT NULL ORDER BY seq DESC",
            [&self.ctx.person],
            |entry| {
                if !seen.insert(entry.batch) || back.contains(&entry.batch) {
                    return Ok(true);
                }
                let batch = self.batch(entry.batch)?;
                if let Some(undone) = entry.undoes {
                    back.insert(undone);
                    let deleted = batch.iter().filter(|one| one.op == "delete");
                    gone.extend(deleted.map(|one| one.record));
                    return Ok(true);
                }
                let custody = batch.iter().all(|one| one.kind == Kind::CustodyEvent);
                if custody || batch.iter().all(|one| gone.contains(&one.record)) {
                    return Ok(true);
                }
                found = Some(batch);
                Ok(false)
            },
        )?;
        let Some(batch) = found else {
            return Ok(None);
        };
        let blocked = blocked(&batch);
        let last = batch.first().map(|entry| (entry.id, entry.at.clone()));
        let (revision, at) = last.unwrap_or_default();
        Ok(Some(UndoOffer {
            revision: blocked.is_none().then_some(revision),
            blocked: blocked.unwrap_or_default().to_owned(),
            at,
            changes: self.shown(batch)?,
        }))
    }

    /// The entries of a transaction, latest first.
    fn batch(&self, batch: RevisionId) -> Result<Vec<Entry>> {
        history::entries(
            self.conn,
            "WHERE batch = ?1 ORDER BY seq DESC",
            [batch.to_string()],
        )
    }
}

/// Why a transaction is not for one key to take back.
fn blocked(batch: &[Entry]) -> Option<&'static str> {
    let any = |is: fn(&Entry) -> bool| batch.iter().any(is);
    if any(|entry| entry.kind == Kind::CustodyEvent) {
        Some("evidence")
    } else if any(|entry| matches!(entry.op.as_str(), "import" | "merge")) {
        Some("import")
    } else {
        None
    }
}
