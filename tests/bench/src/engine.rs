//! One database, in one of the engines that are compared. All have pages of 4 KiB and `synchronous = FULL`.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::Failure;

/// Which engine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `SQLite` as it comes, or `SQLCipher` in the other build of this program, with a write-ahead log.
    Wal,
    /// The same with a rollback journal.
    Delete,
    /// `agevfs`.
    #[cfg(feature = "ours")]
    Ours,
}

impl Kind {
    /// By the name it has in the results.
    pub fn of(name: &str) -> Result<Self, Failure> {
        let family = if cfg!(feature = "sqlcipher") {
            "sqlcipher"
        } else {
            "sqlite"
        };
        match name.strip_prefix(family) {
            Some("_wal") => Ok(Self::Wal),
            Some("_delete") => Ok(Self::Delete),
            #[cfg(feature = "ours")]
            None if name == "ours" => Ok(Self::Ours),
            _ => Err(format!("this build has no engine {name}").into()),
        }
    }

    fn is_file(self) -> bool {
        self == Self::Wal || self == Self::Delete
    }
}

enum Open {
    No,
    File(Connection),
    #[cfg(feature = "ours")]
    Store(Box<agevfs::Database>),
}

/// A database that can be opened and closed.
pub struct Engine {
    kind: Kind,
    path: PathBuf,
    /// Memory for pages: `SQLite`'s cache, or for ours the same split as it comes.
    cache_kib: u32,
    #[cfg(feature = "ours")]
    key: agevfs::Key,
    open: Open,
}

impl Engine {
    /// The database at `path`, a file, or a folder for ours; nothing is opened yet.
    pub fn new(kind: Kind, path: &Path, cache_kib: u32) -> Self {
        Self {
            kind,
            path: path.to_owned(),
            cache_kib,
            #[cfg(feature = "ours")]
            key: agevfs::Key::generate(&agevfs::Entropy::seeded(1)),
            open: Open::No,
        }
    }

    /// Makes an empty one, with the tables, and opens it.
    pub fn create(&mut self) -> Result<(), Failure> {
        match self.kind {
            #[cfg(feature = "ours")]
            Kind::Ours => {
                let database = agevfs::create(
                    std::sync::Arc::new(agevfs::fs::RealFs),
                    &self.path,
                    &self.key,
                    &agevfs::Entropy::os(),
                    agevfs::Options::default(),
                )?;
                self.open = Open::Store(Box::new(database));
            }
            _ => self.adopt()?,
        }
        self.connection()?.execute_batch(
            "CREATE TABLE note(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
             CREATE TABLE counter(id INTEGER PRIMARY KEY, n INTEGER NOT NULL);
             INSERT INTO counter VALUES (1, 0);
             CREATE VIRTUAL TABLE search USING fts5(body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');",
        )?;
        Ok(())
    }

    /// Opens a file that was copied from, or is to be, one of this engine, and gives it the journal it is to have from now on.
    pub fn adopt(&mut self) -> Result<(), Failure> {
        if self.kind.is_file() {
            let connection = open_file(&self.path, self.cache_kib)?;
            set_journal(&connection, self.kind)?;
            self.open = Open::File(connection);
        }
        Ok(())
    }

    /// Opens it with a key that is at hand, until the first answer about its content.
    pub fn open(&mut self) -> Result<(), Failure> {
        self.open = match self.kind {
            #[cfg(feature = "ours")]
            Kind::Ours => Open::Store(Box::new(agevfs::open(
                std::sync::Arc::new(agevfs::fs::RealFs),
                &self.path,
                &self.key,
                &agevfs::Entropy::os(),
                agevfs::Options::default(),
            )?)),
            _ => Open::File(open_file(&self.path, self.cache_kib)?),
        };
        self.connection()?
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
                row.get::<_, i64>(0)
            })?;
        Ok(())
    }

    /// Closes it, if it is open.
    pub fn close(&mut self) -> Result<(), Failure> {
        match std::mem::replace(&mut self.open, Open::No) {
            Open::No => Ok(()),
            Open::File(connection) => connection.close().map_err(|(_, why)| why.into()),
            #[cfg(feature = "ours")]
            Open::Store(database) => Ok(database.close()?),
        }
    }

    /// The connection.
    pub fn connection(&mut self) -> Result<&mut Connection, Failure> {
        match &mut self.open {
            Open::No => Err("the database is not open".into()),
            Open::File(connection) => Ok(connection),
            #[cfg(feature = "ours")]
            Open::Store(database) => Ok(database.connection()),
        }
    }

    /// Everything in one place: the log emptied into the file, or the deltas into a new snapshot.
    pub fn settle(&mut self) -> Result<(), Failure> {
        match (&mut self.open, self.kind) {
            #[cfg(feature = "ours")]
            (Open::Store(database), _) => Ok(database.compact()?),
            (Open::File(connection), Kind::Wal) => {
                Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
            }
            _ => Ok(()),
        }
    }

    /// Ours, for what only ours does.
    #[cfg(feature = "ours")]
    pub fn store(&mut self) -> Result<&mut agevfs::Database, Failure> {
        match &mut self.open {
            Open::Store(database) => Ok(database),
            _ => Err("not our engine".into()),
        }
    }

    /// Where it lies.
    #[cfg(feature = "ours")]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn open_file(path: &Path, cache_kib: u32) -> Result<Connection, Failure> {
    let connection = Connection::open(path)?;
    if cfg!(feature = "sqlcipher") {
        // A raw key: nothing is derived from a passphrase, as with ours.
        connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", "5a".repeat(32)))?;
    }
    connection.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -{cache_kib};"
    ))?;
    Ok(connection)
}

fn set_journal(connection: &Connection, kind: Kind) -> Result<(), Failure> {
    let wanted = if kind == Kind::Wal { "wal" } else { "delete" };
    let set: String =
        connection.query_row(&format!("PRAGMA journal_mode = {wanted}"), [], |row| {
            row.get(0)
        })?;
    // SQLCipher answers with a text.
    let page: Value = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    if set != wanted || ![Value::Integer(4096), Value::Text("4096".into())].contains(&page) {
        return Err(format!("the journal is {set}, a page has {page:?} bytes").into());
    }
    if cfg!(feature = "sqlcipher") {
        let version: String =
            connection.query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
        if version.is_empty() {
            return Err("this SQLite does not encrypt".into());
        }
    }
    Ok(())
}
