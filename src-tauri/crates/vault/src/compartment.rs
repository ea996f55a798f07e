//! An open compartment: its key and its database.

use std::path::Path;
use std::sync::Arc;

use agevfs::{Database, Head, Key, Options, Problem, Report};

use crate::Env;
use crate::error::{Error, Result};
use crate::layout::Compartment;

/// A database larger than this is not folded when the vault is locked: locking must not take long. In bytes on disk.
pub(crate) const CHEAP: u64 = 32 << 20;

/// What an open vault may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everything; nobody else has it meanwhile.
    Write,
    /// Reading. Nothing below the vault's folder is touched, not even its lock.
    Read,
}

/// An open compartment. Fields drop in order: the database first, then the key.
pub(crate) struct OpenCompartment {
    pub(crate) db: Database,
    pub(crate) key: Key,
    which: Compartment,
}

impl OpenCompartment {
    /// Makes the store of a new vault.
    pub(crate) fn create(env: &Env, root: &Path, which: Compartment, key: Key) -> Result<Self> {
        let dir = root.join(which.store());
        let db = agevfs::create(
            Arc::clone(&env.fs),
            &dir,
            &key,
            &env.entropy,
            Options::default(),
        )
        .map_err(|e| store(which, e))?;
        Ok(Self { db, key, which })
    }

    /// Opens the store of a vault.
    pub(crate) fn open(
        env: &Env,
        root: &Path,
        which: Compartment,
        key: Key,
        access: Access,
    ) -> Result<Self> {
        let dir = root.join(which.store());
        let options = Options {
            read_only: access == Access::Read,
            ..Options::default()
        };
        let fs = Arc::clone(&env.fs);
        let db =
            agevfs::open(fs, &dir, &key, &env.entropy, options).map_err(|e| store(which, e))?;
        Ok(Self { db, key, which })
    }

    /// Closes the database without folding anything.
    pub(crate) fn shut(self) {
        // What can fail is finalising statements; every commit is durable.
        let _ = self.db.close();
    }

    /// Writes a fresh snapshot, so that stock tools see everything.
    pub(crate) fn compact(&mut self) -> Result<()> {
        self.db.compact().map_err(|e| store(self.which, e))
    }

    /// The same, and the files of before stay until the next time: whoever copies the folder just then has listed them already.
    fn fold(&self) -> std::result::Result<(), agevfs::Error> {
        if let Some(mut compaction) = self.db.begin_compaction()? {
            self.db.leftovers().remove();
            compaction.run(&mut |_, _| true)?;
            drop(self.db.finish_compaction(compaction)?);
        }
        Ok(())
    }

    /// What is needed to read everything from the disk again, as one who opens the store would, and to compare every byte with
    /// what was recorded; an open database alone would trust headers it read long ago.
    pub(crate) fn check(&self, env: &Env, root: &Path) -> Check {
        Check::of(env, root, self.which, &self.key, Some(self.db.head()))
    }

    /// Folds what is cheap to fold and closes the database; the key is wiped with the last handle of it.
    pub(crate) fn close(self) -> Result<()> {
        let stats = self.db.stats();
        if stats.deltas > 0 && stats.bytes_on_disk <= CHEAP {
            // Only for the reader with stock tools: every commit is durable without it, so its failure loses nothing.
            let _ = self.fold();
        }
        let which = self.which;
        self.db.close().map_err(|e| store(which, e))
    }
}

/// A store that is open once more, for reading, to be checked. It asks nothing of the open vault, so that it can be read through
/// while the vault is written: its files stay open, and never change. It holds the key: whoever locks the vault ends it first.
pub(crate) struct Check {
    which: Compartment,
    opened: std::result::Result<Database, Problem>,
}

impl Check {
    /// Opens the store of the vault at `root` for reading, and compares its newest commit with `head` if one is given.
    pub(crate) fn of(
        env: &Env,
        root: &Path,
        which: Compartment,
        key: &Key,
        head: Option<Head>,
    ) -> Self {
        let options = Options {
            read_only: true,
            ..Options::default()
        };
        let (fs, dir) = (Arc::clone(&env.fs), root.join(which.store()));
        let opened = match agevfs::open(fs, &dir, key, &env.entropy, options) {
            Ok(db) if head.is_none_or(|head| db.head() == head) => Ok(db),
            Ok(_) => Err(problem(
                "",
                "the files end at another commit than the open database",
            )),
            Err(agevfs::Error::Damaged { file, what }) => Err(problem(&file, &what)),
            Err(agevfs::Error::Foreign { file }) => Err(problem(&file, "belongs to another vault")),
            Err(e) => Err(problem("", &e.to_string())),
        };
        Self { which, opened }
    }

    /// How many bytes there are to read.
    pub(crate) fn bytes(&self) -> u64 {
        self.opened
            .as_ref()
            .map_or(0, |db| db.stats().bytes_on_disk)
    }

    /// Compares every byte with what was recorded.
    ///
    /// # Errors
    /// [`Error::Cancelled`] if `go_on`, which is told the bytes of each part that was read, says so.
    pub(crate) fn run(self, go_on: &mut dyn FnMut(u64) -> bool) -> Result<Report> {
        let mut report = match self.opened {
            Ok(db) => db.verify_told(go_on).map_err(|e| store(self.which, e))?,
            Err(problem) => Report {
                problems: vec![problem],
                ..Report::default()
            },
        };
        for problem in &mut report.problems {
            let file = self.which.store().join(&problem.file);
            problem.file = file.display().to_string();
        }
        Ok(report)
    }
}

/// Whether `key` opens the store, as far as that can be told. A slot of an earlier generation, put back, opens with its
/// passphrase as it did and hands out a key that opens nothing any more.
pub(crate) fn belongs(env: &Env, root: &Path, which: Compartment, key: &Key) -> bool {
    let (fs, dir) = (Arc::clone(&env.fs), root.join(which.store()));
    let options = Options {
        read_only: true,
        ..Options::default()
    };
    !matches!(
        agevfs::open(fs, &dir, key, &env.entropy, options),
        Err(agevfs::Error::WrongKey)
    )
}

fn problem(file: &str, what: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        what: what.to_owned(),
    }
}

/// What an error of the store means for the vault.
pub(crate) fn store(which: Compartment, e: agevfs::Error) -> Error {
    let dir = which.store();
    match e {
        agevfs::Error::NoSpace { .. } => Error::NoSpace,
        agevfs::Error::Cancelled => Error::Cancelled,
        agevfs::Error::Newer { found, .. } => Error::Newer { found },
        agevfs::Error::Damaged { file, what } => Error::damaged(dir.join(file), &what),
        agevfs::Error::NotAStore { .. } => Error::damaged(dir, "holds no database"),
        agevfs::Error::Foreign { file } => {
            Error::damaged(dir.join(file), "belongs to another vault")
        }
        agevfs::Error::WrongKey => Error::damaged(dir, "does not belong to the keys beside it"),
        agevfs::Error::Fork { seq } => Error::damaged(
            dir,
            &format!("holds two different histories from commit {seq} on"),
        ),
        agevfs::Error::Poisoned | agevfs::Error::ReadOnly => Error::ReadOnly,
        agevfs::Error::Io { op, path, source } => Error::Io { op, path, source },
        other => Error::Store(other),
    }
}
