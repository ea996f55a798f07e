//! A database whose file is a store.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, OpenFlags};

use crate::fs::Fs;
use crate::store::{Compaction, Leftovers, Place, Store};
use crate::vfs::{Registration, Shared, is_closed_setting};
use crate::{Entropy, Error, Head, Key, Options, Report, Salvage, Stats};

/// Makes an empty store in the folder `dir`, which is made if needed (its parent is not), and opens it.
///
/// # Errors
///
/// [`Error::Exists`] if any file of a store is there already.
pub fn create(
    fs: Arc<dyn Fs>,
    dir: &Path,
    key: &Key,
    entropy: &Entropy,
    options: Options,
) -> Result<Database, Error> {
    Database::new(Store::create(&Place {
        fs,
        dir,
        key,
        entropy,
        options,
    })?)
}

/// Opens the store in the folder `dir`. Takes time in proportion to the number of deltas, not to the size.
///
/// Only one opener may have the folder at a time; seeing to that is the caller's task ([`Fs::lock`]).
///
/// # Errors
///
/// [`Error::NotAStore`], [`Error::WrongKey`], [`Error::Newer`], [`Error::Damaged`], [`Error::Foreign`],
/// [`Error::Fork`], [`Error::Io`]: the store is refused, and nothing in the folder was changed.
pub fn open(
    fs: Arc<dyn Fs>,
    dir: &Path,
    key: &Key,
    entropy: &Entropy,
    options: Options,
) -> Result<Database, Error> {
    Database::new(Store::open(&Place {
        fs,
        dir,
        key,
        entropy,
        options,
    })?)
}

/// Writes what is still whole of a damaged store to `out`, as an ordinary `SQLite` file, in the clear: the
/// newest state that an unbroken line of files leads to, from an earlier generation if need be. Pages
/// that cannot be read become zeros; `sqlite3 FILE .recover` makes the best of such a file. Also works where
/// [`open`] refuses because of a fork: the longer history is taken. Reads only.
///
/// # Errors
///
/// [`Error::WrongKey`], [`Error::NotAStore`], [`Error::Damaged`] if no snapshot is left, [`Error::Io`] of `out`.
pub fn salvage(
    fs: Arc<dyn Fs>,
    dir: &Path,
    key: &Key,
    entropy: &Entropy,
    out: &mut dyn Write,
) -> Result<Salvage, Error> {
    let options = Options {
        read_only: true,
        ..Options::default()
    };
    Store::salvage(
        &Place {
            fs,
            dir,
            key,
            entropy,
            options,
        },
        out,
    )
}

/// An open store with its `SQLite` connection. A transaction that was committed on it is durable.
pub struct Database {
    // In this order they are dropped: first the connection, which closes the file.
    connection: Connection,
    shared: Arc<Shared>,
    _vfs: Registration,
}

impl Database {
    fn new(store: Store) -> Result<Self, Error> {
        let (read_only, empty) = (store.read_only(), store.stats().pages == 0);
        let cache_kib = store.options().sqlite_cache_kib;
        let shared = Shared::new(store);
        let vfs = Registration::new(Arc::clone(&shared)).ok_or(rusqlite::Error::InvalidQuery)?;
        let mode = if read_only {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        } else {
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
        };
        // One thread at a time has the connection, which Rust sees to.
        let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags_and_vfs("store", flags, vfs.name())?;
        let mut database = Self {
            connection,
            shared,
            _vfs: vfs,
        };
        database.configure(empty, cache_kib)?;
        Ok(database)
    }

    fn configure(&mut self, empty: bool, cache_kib: u32) -> Result<(), Error> {
        let page_size = self.shared.store().page_size();
        self.connection.execute_batch(&format!(
            "PRAGMA page_size = {page_size};
             PRAGMA mmap_size = 0;
             PRAGMA temp_store = MEMORY;
             PRAGMA journal_mode = MEMORY;
             PRAGMA synchronous = FULL;
             PRAGMA cache_size = -{cache_kib};
             PRAGMA trusted_schema = OFF;"
        ))?;
        if empty {
            self.connection
                .execute_batch("PRAGMA auto_vacuum = INCREMENTAL;")?;
        }
        self.connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        self.connection.authorizer(Some(authorize))?;
        self.shared.close_doors();
        // A commit is durable only under these; SQLite changes a setting silently to one it can have.
        let journal: String = self
            .connection
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        let synchronous: i64 = self
            .connection
            .query_row("PRAGMA synchronous", [], |row| row.get(0))?;
        assert_eq!(
            (journal.as_str(), synchronous),
            ("memory", 2),
            "SQLite takes the settings of the store"
        );
        Ok(())
    }

    /// The connection.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// The newest commit.
    pub fn head(&self) -> Head {
        self.shared.store().head()
    }

    /// Sizes and counts.
    pub fn stats(&self) -> Stats {
        self.shared.store().stats()
    }

    /// Whether an earlier write failed in a way that could not be undone. Reading works, writing is refused
    /// until the store is opened again.
    pub fn poisoned(&self) -> bool {
        self.shared.store().poisoned()
    }

    /// Takes the error of the store behind the latest failed statement: `SQLite` itself only says "disk I/O
    /// error".
    pub fn take_fault(&self) -> Option<Error> {
        self.shared.store().fault.take()
    }

    /// Whether it is time for [`Database::compact`]: the deltas have outgrown the snapshot.
    pub fn needs_compaction(&self) -> bool {
        self.shared.store().needs_compaction()
    }

    /// Writes the state of the last commit as a new snapshot, reads it again and compares, makes it count,
    /// and removes the generation before. Nothing happens if there are no deltas. Takes time in proportion
    /// to the size of the database.
    ///
    /// # Errors
    ///
    /// Those of the storage. The store stays as it was, and usable.
    pub fn compact(&mut self) -> Result<(), Error> {
        self.shared.store().compact()
    }

    /// Takes hold of the state of the last commit, to make a snapshot of it while reading and writing go on;
    /// `None` if there are no deltas. Quick, whatever the size.
    ///
    /// # Errors
    ///
    /// [`Error::ReadOnly`], [`Error::Poisoned`].
    pub fn begin_compaction(&self) -> Result<Option<Compaction>, Error> {
        self.shared.store().begin_compaction()
    }

    /// Makes the snapshot of a [`Compaction`] that has run count: writes its manifest and reads it again, with the
    /// commits of meanwhile on top. Returns the files of before, to be removed without holding anything up.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`] if it has not run, belongs to another store or was overtaken; those of the storage.
    /// The state is the same either way.
    pub fn finish_compaction(&self, done: Compaction) -> Result<Leftovers, Error> {
        self.shared.store().finish_compaction(done)
    }

    /// The files of an earlier generation, if there are any that were left.
    pub fn leftovers(&self) -> Leftovers {
        self.shared.store().leftovers()
    }

    /// Reads every byte of every file that counts and compares it with what the store recorded.
    pub fn verify(&self) -> Report {
        let checked = self.shared.store().verify(&mut |_| true);
        checked.expect("only who is told ends it")
    }

    /// The same; `go_on` is told the bytes of each part that was read, and answers whether to go on. The database can do nothing
    /// else meanwhile.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`] if it says so.
    pub fn verify_told(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Result<Report, Error> {
        self.shared.store().verify(go_on)
    }

    /// Writes the state of the last commit to `out`, as an ordinary `SQLite` file, in the clear.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] of `out`, or an error of the store.
    pub fn export_plain(&self, out: &mut dyn Write) -> Result<(), Error> {
        self.shared.store().export(out)
    }

    /// Writes the state of the last commit as a store of its own in the folder `dir`, which exists and holds none,
    /// sealed to `key`. Commit numbers go on from here; the chain begins anew. What is written is read again and
    /// compared. Nothing of this store changes. `go_on` answers now and then whether to go on.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`]; [`Error::Exists`] if any file of a store is in `dir`; those of the storage, after which `dir` holds files that
    /// count for nothing without their manifest.
    pub fn copy_to(
        &self,
        dir: &Path,
        key: &Key,
        entropy: &Entropy,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), Error> {
        let mut store = self.shared.store();
        let to = Place {
            fs: store.fs(),
            dir,
            key,
            entropy,
            options: Options::default(),
        };
        store.copy_to(&to, go_on)
    }

    /// Closes the connection; statements still held by `SQLite` make that fail.
    ///
    /// # Errors
    ///
    /// [`Error::Sqlite`].
    pub fn close(self) -> Result<(), Error> {
        let Self {
            connection,
            shared,
            _vfs,
        } = self;
        let closed = connection.close();
        drop(shared);
        closed.map_err(|(_, error)| error.into())
    }
}

/// Denies what would open another file, or change a setting the store depends on.
fn authorize(context: AuthContext<'_>) -> Authorization {
    match context.action {
        // VACUUM attaches a nameless database, which lives in memory here.
        AuthAction::Attach { filename: "" } => Authorization::Allow,
        AuthAction::Attach { .. } => Authorization::Deny,
        AuthAction::Pragma {
            pragma_name,
            pragma_value: Some(_),
        } if is_closed_setting(pragma_name) => Authorization::Deny,
        _ => Authorization::Allow,
    }
}
