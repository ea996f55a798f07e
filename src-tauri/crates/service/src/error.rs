//! One error for every host: a stable code, plain arguments for its message, and what it means for an exit code. No case content inside.

use std::collections::BTreeMap;
use std::fmt;

use casework::view::Fault;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Result of a command.
pub type Result<T> = std::result::Result<T, Error>;

/// A refusal or failure. Message key `error-<code>`, next step `error-<code>-next`, in every language.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{code}")]
pub struct Error {
    /// Stable code in kebab-case: `wrong-key`, `vault-damaged`, `vault-newer`, `vault-in-use`, `not-a-vault`, `vault-exists`, `no-space`, `locked`, `seal-closed`,
    /// `weak-passphrase`, `invalid`, `stale`, `in-use`, `not-found`, `import-refused`, `file-missing`, `file-changed`, `file-too-large`, `bundle-invalid`, `not-for-us`, `io`, `internal`, ...
    pub code: String,
    /// Arguments of the message: names of fields, counts, versions, paths.
    pub args: BTreeMap<String, String>,
    /// The field at fault, for a form.
    pub field: Option<String>,
    /// Faults of an imported file.
    pub faults: Vec<Fault>,
}

impl fmt::Debug for Error {
    // Faults may quote what a file says; a log must not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("code", &self.code).field("field", &self.field).field("faults", &self.faults.len()).finish_non_exhaustive()
    }
}
