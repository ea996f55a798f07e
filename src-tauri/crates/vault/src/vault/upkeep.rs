//! Keeping the databases small and quick to open, while they are in use.

use std::sync::Arc;

use agevfs::Leftovers;
use agevfs::fs::Lock;

use super::{Unlocked, Vault};
use crate::compartment::{CHEAP, store};
use crate::error::{Error, Result};
use crate::layout::Compartment;

/// Free pages below this are never worth moving others for.
const FEW_FREE: u32 = 1024;

/// A snapshot of the case database in the making. It may run on any thread, while the vault is read and written.
///
/// It holds the key of the cases and the vault's lock: whoever locks the vault ends it first.
pub struct Compaction {
    inner: agevfs::Compaction,
    _lock: Option<Arc<dyn Lock>>,
}

impl Compaction {
    /// Writes the snapshot and reads it again. `progress` is told pages done and pages in all, and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`], [`Error::NoSpace`], [`Error::Io`]; nothing is left that counts.
    pub fn run(&mut self, progress: &mut dyn FnMut(u32, u32) -> bool) -> Result<()> {
        self.inner
            .run(progress)
            .map_err(|e| store(Compartment::Case, e))
    }
}

impl Vault<Unlocked> {
    /// Whether the case database is due for a new snapshot: its deltas have outgrown it; or, when nobody is `idle` for
    /// nothing, there are any and folding them is cheap.
    pub fn needs_compaction(&self, idle: bool) -> bool {
        let db = &self.state.case.db;
        let stats = db.stats();
        db.needs_compaction() || (idle && stats.deltas > 0 && stats.bytes_on_disk <= CHEAP)
    }

    /// Takes hold of the case database as it is now, to make a snapshot of it; `None` if it is one already. Quick.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] after a write that could not be undone.
    pub fn begin_compaction(&self) -> Result<Option<Compaction>> {
        let begun = self.state.case.db.begin_compaction();
        let begun = begun.map_err(|e| store(Compartment::Case, e))?;
        Ok(begun.map(|inner| Compaction {
            inner,
            _lock: self.state.lock.clone(),
        }))
    }

    /// Makes a snapshot count that has been written; commits of meanwhile stay on top of it. The files of before stay,
    /// see [`Vault::leftovers`].
    ///
    /// # Errors
    /// [`Error::Cancelled`] if it did not run, or a later one was quicker; [`Error::NoSpace`], [`Error::Io`]. The state is the
    /// same either way.
    pub fn finish_compaction(&self, done: Compaction) -> Result<()> {
        let finished = self.state.case.db.finish_compaction(done.inner);
        finished.map_err(|e| store(Compartment::Case, e)).map(drop)
    }

    /// The files of the case database that are left of earlier snapshots. They can be removed without holding anything up.
    pub fn leftovers(&self) -> Leftovers {
        self.state.case.db.leftovers()
    }

    /// How many pages of the case database are free and worth giving back to the disk: more than an eighth of it.
    pub fn free_pages(&mut self) -> Result<u32> {
        let count = |name: &str, db: &rusqlite::Connection| {
            db.pragma_query_value(None, name, |row| row.get::<_, u32>(0))
                .map_err(|e| Error::Store(e.into()))
        };
        let db = self.state.case.db.connection();
        let (free, all) = (count("freelist_count", db)?, count("page_count", db)?);
        Ok(if free >= FEW_FREE.max(all / 8) {
            free
        } else {
            0
        })
    }

    /// Gives up to `pages` free pages back, in one transaction: a short one, so that a person's save waits for little.
    ///
    /// # Errors
    /// As of any write.
    pub fn give_back_pages(&mut self, pages: u32) -> Result<()> {
        let failed = |e: rusqlite::Error| Error::Store(e.into());
        let db = self.state.case.db.connection();
        // One row for each page, and one transaction for all: it has to be read to its end.
        let mut statement = db
            .prepare(&format!("PRAGMA incremental_vacuum({pages})"))
            .map_err(failed)?;
        let mut freed = statement.query([]).map_err(failed)?;
        while freed.next().map_err(failed)?.is_some() {}
        Ok(())
    }
}
