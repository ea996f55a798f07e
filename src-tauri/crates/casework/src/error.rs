//! What can go wrong. No variant carries what a record says; field names, kinds, ids and codes only.

use uuid::Uuid;

use crate::record::Kind;
use crate::view::{Fault, Gap};

/// A refusal or failure of the casework.
#[derive(thiserror::Error)]
pub enum Error {
    /// There is no such record (any more).
    #[error("no such {}: {id}", kind.name())]
    NotFound {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Uuid,
    },
    /// There is no such revision, case reference or draft.
    #[error("no such {what}")]
    Unknown {
        /// `revision`, `case`, `draft`.
        what: &'static str,
    },
    /// A field does not hold what it may hold. Message key `invalid-<code>`.
    #[error("field {field}: {code}")]
    Invalid {
        /// Which field; inside a row of a list `hearings[1].words`.
        field: String,
        /// Why: `too_long`, `control_character`, `not_ascii`, `unknown_code`, `unknown_record`, `unknown_provision`, `min_above_max`,
        /// `ends_before_start`, `bad_duration`, `bad_amount`, `bad_currency`, `taken`, `required`, `sealed`, `out_of_range`, `bad_hash`, `same_record`,
        /// `merged`, `not_merged`, `said_distinct`, `other_kind`, `not_both`, `unknown_field`.
        code: &'static str,
    },
    /// Somebody changed the same fields meanwhile; nothing was written, the caller still has its text.
    #[error("changed meanwhile: {}", fields.join(", "))]
    Stale {
        /// Fields changed on both sides.
        fields: Vec<String>,
    },
    /// Other records refer to it; nothing was deleted.
    #[error("{} records refer to it", by.len())]
    InUse {
        /// Which.
        by: Vec<(Kind, Uuid)>,
    },
    /// An import was refused; nothing was written.
    #[error("{} faults in the file", .0.len())]
    Refused(Vec<Fault>),
    /// A file names confidential sources, and the sealed compartment that would keep their names is closed; nothing was written.
    #[error("the sealed compartment is closed")]
    SealClosed,
    /// A step of the review is not reached yet. What is missing is in `gaps`.
    #[error("not yet: {code}, {} gaps", gaps.len())]
    NotYet {
        /// `gaps` (missing facts), `second_person` (the only author may not approve), `no_person` (a key that is nobody's does not
        /// approve), `not_reviewed` (clear only what was reviewed), `changed` (since it was reviewed).
        code: &'static str,
        /// What is missing.
        gaps: Vec<Gap>,
    },
    /// The history was changed by somebody without its key: a link of its chain does not hold. Nothing was written.
    #[error("the history does not hold together")]
    BrokenHistory,
    /// Long work was told to stop; nothing was written.
    #[error("stopped")]
    Cancelled,
    /// A later version of the program wrote this casework; it is left untouched.
    #[error("casework format {found} is newer than {known}")]
    Newer {
        /// Format found.
        found: u32,
        /// Latest format known here.
        known: u32,
    },
    /// The database holds somebody else's tables; it is left untouched.
    #[error("not a casework database")]
    Foreign,
    /// A stored row does not read back as a record: the database was changed from outside.
    #[error("stored {} does not read back", kind.name())]
    Broken {
        /// Its kind.
        kind: Kind,
    },
    /// Something that must be JSON is not.
    #[error("not readable as JSON")]
    Json,
    /// The database refused.
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl Error {
    pub(crate) fn invalid(field: &str, code: &'static str) -> Self {
        Self::Invalid {
            field: field.to_owned(),
            code,
        }
    }
}

// Faults and gaps name records, so the usual `Debug` would too.
impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}
