//! What can go wrong with a store.

use std::io;
use std::path::{Path, PathBuf};

use crate::stream;

/// Why an operation on a store was refused or failed. Never holds content of the database.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The storage failed.
    #[error("could not {op} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb: "read", "sync".
        op: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk, or the person's share of it, is full.
    #[error("no space left to write {}", path.display())]
    NoSpace {
        /// The file that did not fit.
        path: PathBuf,
    },
    /// The folder holds nothing of a store.
    #[error("{} is not a store", dir.display())]
    NotAStore {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder already holds files of a store.
    #[error("{} already holds a store", dir.display())]
    Exists {
        /// The folder.
        dir: PathBuf,
    },
    /// The file was written in a newer format.
    #[error("{file} has format {found}; this program knows up to {known}")]
    Newer {
        /// The file's name.
        file: String,
        /// The format number found; 0 where the age header itself is of an unknown version.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// A file is damaged or missing.
    #[error("{file} is damaged: {what}")]
    Damaged {
        /// The file's name, or a description of the missing one.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// The key opens nothing here.
    #[error("the key does not open this store")]
    WrongKey,
    /// A file is sealed to another key than its neighbours.
    #[error("{file} belongs to another store")]
    Foreign {
        /// The file's name.
        file: String,
    },
    /// Two histories of the same store lie in the folder.
    #[error("two different histories meet at commit {seq}")]
    Fork {
        /// The first commit number for which two states exist.
        seq: u64,
    },
    /// An earlier write failed in a way that could not be undone; reading still works.
    #[error(
        "the store is read-only until it is opened again: an earlier write could not be undone"
    )]
    Poisoned,
    /// The store was opened for reading.
    #[error("the store was opened for reading only")]
    ReadOnly,
    /// The caller said to stop, or what was done has been overtaken; nothing changed.
    #[error("stopped before it was done")]
    Cancelled,
    /// The operation needs the database to itself.
    #[error("the database is in use")]
    Busy,
    /// `SQLite` refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// The kinds of [`Error`], for a caller that decides by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each is the variant of `Error` of the same name"
)]
#[non_exhaustive]
pub enum Kind {
    Io,
    NoSpace,
    NotAStore,
    Exists,
    Newer,
    Damaged,
    WrongKey,
    Foreign,
    Fork,
    Poisoned,
    ReadOnly,
    Cancelled,
    Busy,
    Sqlite,
}

impl Error {
    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Io { .. } => Kind::Io,
            Self::NoSpace { .. } => Kind::NoSpace,
            Self::NotAStore { .. } => Kind::NotAStore,
            Self::Exists { .. } => Kind::Exists,
            Self::Newer { .. } => Kind::Newer,
            Self::Damaged { .. } => Kind::Damaged,
            Self::WrongKey => Kind::WrongKey,
            Self::Foreign { .. } => Kind::Foreign,
            Self::Fork { .. } => Kind::Fork,
            Self::Poisoned => Kind::Poisoned,
            Self::ReadOnly => Kind::ReadOnly,
            Self::Cancelled => Kind::Cancelled,
            Self::Busy => Kind::Busy,
            Self::Sqlite(_) => Kind::Sqlite,
        }
    }

    /// An input or output error of `op` on `path`.
    pub fn io(op: &'static str, path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace {
                path: path.to_owned(),
            },
            _ => Self::Io {
                op,
                path: path.to_owned(),
                source,
            },
        }
    }

    /// What an error of an age file means for the store file at `path`.
    pub fn stream(path: &Path, error: stream::Error) -> Self {
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match error {
            stream::Error::Io(source) => Self::io("read", path, source),
            stream::Error::NoMatch => Self::Foreign { file },
            stream::Error::Newer => Self::Newer {
                file,
                found: 0,
                known: 1,
            },
            stream::Error::Damaged(what) => Self::Damaged {
                file,
                what: what.into(),
            },
            stream::Error::Recipients(error) => Self::Damaged {
                file,
                what: error.to_string(),
            },
        }
    }

    pub(crate) fn damaged(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Damaged {
            file: file.into(),
            what: what.into(),
        }
    }
}
