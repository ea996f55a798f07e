//! What can go wrong with a vault, told apart by what a person can do about it.

use std::path::{Path, PathBuf};

use agevfs::fs::OpenedForReading;

use crate::strength::Reason;

/// What taking the lock is called in an error.
pub(crate) const LOCKING: &str = "lock";

/// What is wrong with a kit or a share that somebody typed or pasted, as exactly as can be told. Numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// This word is in no list.
    UnknownWord {
        /// Its number.
        at: usize,
    },
    /// This word is another, if it is one alone.
    WrongWord {
        /// Its number.
        at: usize,
    },
    /// These two words are in each other's place.
    Swapped {
        /// The number of the one.
        one: usize,
        /// The number of the other.
        other: usize,
    },
    /// There are too many words, or too few.
    WordCount {
        /// So many there are.
        found: usize,
        /// So many there should be.
        expected: usize,
    },
    /// The words do not check, and more than one is wrong.
    Words,
    /// The line has a typing error in this group of four, counted behind the first `-1`.
    Group {
        /// Its number.
        at: usize,
    },
    /// The line has typing errors, or is not whole.
    Line,
    /// Fewer shares than are needed.
    TooFew {
        /// So many there are.
        have: usize,
        /// So many are needed.
        need: usize,
    },
    /// Shares of different sets.
    Mixed,
    /// One share twice.
    Twice {
        /// Its number.
        number: u8,
    },
    /// More shares than are needed, and they contradict each other.
    Disagree,
}

impl Flaw {
    /// A stable code in kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownWord { .. } => "unknown-word",
            Self::WrongWord { .. } => "wrong-word",
            Self::Swapped { .. } => "swapped-words",
            Self::WordCount { .. } => "word-count",
            Self::Words => "wrong-words",
            Self::Group { .. } => "wrong-group",
            Self::Line => "wrong-line",
            Self::TooFew { .. } => "too-few-shares",
            Self::Mixed => "mixed-shares",
            Self::Twice { .. } => "share-twice",
            Self::Disagree => "shares-disagree",
        }
    }
}

/// Result of a vault operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an operation on a vault was refused or failed.
///
/// No variant carries case content: file names inside a vault are random, and what else is named is the place of the
/// fault, never what was written there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No key slot opens with this passphrase or identity.
    #[error("this key opens no slot of the vault")]
    WrongKey,
    /// The text is not an age identity; probably a typing error.
    #[error("not a recovery key: look for a typing error")]
    BadIdentity,
    /// A kit or share was typed with a mistake, or shares do not go together.
    #[error("a mistake in a recovery kit or share: {}", .0.code())]
    BadKit(Flaw),
    /// The folder holds nothing that looks like a vault.
    #[error("there is no vault here")]
    NotAVault,
    /// Something is already where the vault was to be made.
    #[error("something is already there; choose another place")]
    Exists,
    /// Another process, or another handle of this one, holds the vault open.
    #[error("the vault is open elsewhere")]
    InUse {
        /// The holder's process id, where it could be learnt.
        pid: Option<u32>,
    },
    /// A file of the vault is missing, altered or torn. Nothing was changed.
    #[error("damaged: {what}")]
    Damaged {
        /// Which file, relative to the vault, and what is wrong with it.
        what: String,
    },
    /// The vault was written by a later version of the format. Nothing was changed.
    #[error("written by a newer version (format {found})")]
    Newer {
        /// The format number found.
        found: u32,
    },
    /// The disk is full. Nothing was lost.
    #[error("no space left on the disk")]
    NoSpace,
    /// The disk has too little room for what is to be done; nothing was begun.
    #[error("{bytes} more bytes of free space are needed")]
    NeedsSpace {
        /// How many more, in bytes.
        bytes: u64,
    },
    /// A new passphrase is too easy to guess.
    #[error("the passphrase is too easy to guess")]
    WeakPassphrase {
        /// Codes a person's language has words for.
        reasons: Vec<Reason>,
    },
    /// Somebody else's passphrase is the same: nobody could tell who opened the vault.
    #[error("that passphrase opens the vault already")]
    PassphraseInUse,
    /// A number is outside what is allowed; checked before anything is allocated.
    #[error("{what} is out of range ({found})")]
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// Its value.
        found: u64,
    },
    /// The sealed compartment must be open for this.
    #[error("the sealed compartment is closed")]
    SealClosed,
    /// The last slot, or the last passphrase slot, is never removed.
    #[error("this is the last key of its kind and cannot be removed")]
    LastSlot,
    /// No slot has this id.
    #[error("no such key slot")]
    UnknownSlot,
    /// No blob has this id.
    #[error("no such blob")]
    UnknownBlob,
    /// The vault was opened for reading only, or its store stopped accepting writes.
    #[error("the vault is open for reading only")]
    ReadOnly,
    /// More bytes came than the caller allowed.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The person stopped it. Nothing was left behind.
    #[error("stopped")]
    Cancelled,
    /// The folder holds backups of a vault and is none itself.
    #[error("a folder of backups, not a vault")]
    Backup,
    /// There are no backups in the folder.
    #[error("there are no backups here")]
    NoBackup,
    /// No generation, or more than one, has this name.
    #[error("no such generation, or more than one")]
    UnknownGeneration,
    /// A file of a backup is missing or is not what was backed up. Nothing was changed.
    #[error("the backup is damaged: {what}")]
    BackupDamaged {
        /// Which file, relative to the vault.
        what: String,
    },
    /// Another backup is being written there.
    #[error("another backup is under way there")]
    BackupBusy,
    /// What was written reads otherwise: a failing stick, or a forged one that pretends to be larger than it is.
    #[error("{path} reads otherwise than it was written")]
    BadMedium {
        /// The file.
        path: PathBuf,
    },
    /// The file system takes no file of this size.
    #[error("the disk takes no file of {bytes} bytes")]
    TooLargeForDisk {
        /// Size of the file.
        bytes: u64,
    },
    /// The vault changed while it was being copied.
    #[error("the vault changed meanwhile")]
    Moved,
    /// Too little memory for the key derivation of this vault.
    #[error("not enough memory for the key derivation ({m_kib} KiB)")]
    NoMemory {
        /// Memory asked for, in KiB.
        m_kib: u32,
    },
    /// The operating system refused a file operation.
    #[error("{op} failed on {path}")]
    Io {
        /// What was tried.
        op: &'static str,
        /// On which file.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The storage engine refused or failed.
    #[error("the store failed")]
    Store(#[source] agevfs::Error),
}

impl Error {
    /// A stable code in kebab-case, for messages in a person's language.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::WrongKey => "wrong-key",
            Self::BadIdentity => "bad-identity",
            Self::BadKit(_) => "bad-kit",
            Self::NotAVault => "not-a-vault",
            Self::Exists => "exists",
            Self::InUse { .. } => "in-use",
            Self::Damaged { .. } => "damaged",
            Self::Newer { .. } => "newer",
            Self::NoSpace => "no-space",
            Self::NeedsSpace { .. } => "needs-space",
            Self::WeakPassphrase { .. } => "weak-passphrase",
            Self::PassphraseInUse => "passphrase-in-use",
            Self::OutOfRange { .. } => "out-of-range",
            Self::SealClosed => "seal-closed",
            Self::LastSlot => "last-slot",
            Self::UnknownSlot => "unknown-slot",
            Self::UnknownBlob => "unknown-blob",
            Self::ReadOnly => "read-only",
            Self::TooLarge { .. } => "too-large",
            Self::Cancelled => "cancelled",
            Self::Backup => "a-backup",
            Self::NoBackup => "no-backup",
            Self::UnknownGeneration => "unknown-generation",
            Self::BackupDamaged { .. } => "backup-damaged",
            Self::BackupBusy => "backup-busy",
            Self::BadMedium { .. } => "bad-medium",
            Self::TooLargeForDisk { .. } => "too-large-for-disk",
            Self::Moved => "moved",
            Self::NoMemory { .. } => "no-memory",
            Self::Io { .. } => "io",
            Self::Store(_) => "store",
        }
    }

    /// Whether the vault cannot be written to where it is, though it may be read: a disc, a mount for reading, a folder
    /// of somebody else. Unlocking says so before it asks for any key.
    pub fn is_place_for_reading(&self) -> bool {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        let kinds = [PermissionDenied, ReadOnlyFilesystem];
        matches!(self, Self::Io { op: LOCKING, source, .. } if kinds.contains(&source.kind()))
    }

    /// A damaged file: `file` relative to the vault.
    pub(crate) fn damaged(file: impl AsRef<Path>, what: &str) -> Self {
        Self::Damaged {
            what: format!("{}: {what}", file.as_ref().display()),
        }
    }

    /// An answer of the file system; a full disk keeps its own variant.
    pub(crate) fn io(op: &'static str, path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::NoSpace,
            _ if source
                .get_ref()
                .is_some_and(<dyn std::error::Error + Send + Sync>::is::<OpenedForReading>) =>
            {
                Self::ReadOnly
            }
            _ => Self::Io {
                op,
                path: path.to_path_buf(),
                source,
            },
        }
    }
}
