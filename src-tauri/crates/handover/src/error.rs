//! What can go wrong, told apart by what a person can do about it. No case content inside.

use std::io;

use crate::{card, reply};

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong with a received file. Message `bundle-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// Not an age file at all.
    NotABundle,
    /// Sealed to somebody else.
    NotForUs,
    /// Sealed with a passphrase, which nobody gave.
    Passphrase,
    /// Sealed with another passphrase than the one that was given.
    WrongPassphrase,
    /// Cut off or changed on the way: the encryption does not hold.
    Damaged,
    /// The archive inside is not built as a bundle is.
    Structure,
    /// The manifest says something a manifest cannot say.
    Manifest,
    /// Written by a later version.
    Newer,
    /// A receipt, which is taken in elsewhere.
    Receipt,
    /// A letter that says who sources are, which is taken in elsewhere.
    Sources,
    /// The signature does not fit the manifest.
    Signature,
    /// A partner of the sender's name is known with another signing key.
    SenderMismatch,
    /// The sender sealed it to others; somebody else sealed it to us.
    Forwarded,
    /// A file is not the one that was signed.
    Hash,
    /// Larger than what is taken in.
    TooLarge,
    /// The database inside is not a plain casebook.
    Database,
    /// A record inside is not one, or the records are not what the manifest says.
    Records,
}

impl Problem {
    /// Every problem.
    pub const ALL: [Self; 17] = [
        Self::NotABundle,
        Self::NotForUs,
        Self::Passphrase,
        Self::WrongPassphrase,
        Self::Damaged,
        Self::Structure,
        Self::Manifest,
        Self::Newer,
        Self::Receipt,
        Self::Sources,
        Self::Signature,
        Self::SenderMismatch,
        Self::Forwarded,
        Self::Hash,
        Self::TooLarge,
        Self::Database,
        Self::Records,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotABundle => "not-a-bundle",
            Self::NotForUs => "not-for-us",
            Self::Passphrase => "passphrase",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::Damaged => "damaged",
            Self::Structure => "structure",
            Self::Manifest => "manifest",
            Self::Newer => "newer",
            Self::Receipt => "receipt",
            Self::Sources => "sources",
            Self::Signature => "signature",
            Self::SenderMismatch => "sender-mismatch",
            Self::Forwarded => "forwarded",
            Self::Hash => "hash",
            Self::TooLarge => "too-large",
            Self::Database => "database",
            Self::Records => "records",
        }
    }
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A received file is not taken: nothing of it was used or written.
    #[error("the handover is refused: {}", .0.code())]
    Refused(Problem),
    /// A text is not a usable card.
    #[error(transparent)]
    Card(#[from] card::Fault),
    /// A receipt does not count.
    #[error(transparent)]
    Receipt(#[from] reply::Fault),
    /// Neither a partner, nor a recipient, nor a card.
    #[error("not a recipient")]
    Recipient,
    /// A card is to stand for one partner and is another's, of that name.
    #[error("the card of another partner")]
    Theirs(String),
    /// An RSA key of fewer than 2,048 bits.
    #[error("an ssh key that is too short")]
    WeakSsh,
    /// An ssh key of a kind that age does not seal to: anything but Ed25519 and RSA.
    #[error("an ssh key of another kind")]
    OtherSsh,
    /// Two receivers whose recipients must not stand in one file.
    #[error("recipients of two sorts")]
    Mixed {
        /// Has no post-quantum recipient.
        only_old: String,
        /// Has no other.
        only_new: String,
    },
    /// A passphrase with other recipients: age seals to it alone.
    #[error("a passphrase goes with no other recipient")]
    PassphraseAlone,
    /// Nobody to seal it to.
    #[error("no recipient")]
    NoRecipient,
    /// Nothing left to hand over.
    #[error("no case to hand over")]
    NoCase,
    /// The reader has all of it just so.
    #[error("nothing new to hand over")]
    NothingNew,
    /// What would be sealed is no longer what was looked at.
    #[error("changed since it was looked at")]
    ChangedSince,
    /// A file of the team's folder that is whole and for us, but from nobody in the team; argument: the name in it.
    #[error("from nobody in the team")]
    Stranger(String),
    /// Who a source is goes to nobody whose words were not compared by voice; argument: their name.
    #[error("not compared by voice")]
    NotCompared(String),
    /// Nothing is known of a source that could be told.
    #[error("nothing is known of this source")]
    NoSource,
    /// A letter by nobody whose card was taken in; argument: the name in it.
    #[error("from nobody whose card is known")]
    UnknownSender(String),
    /// Somebody stopped it.
    #[error("stopped")]
    Stopped,
    /// What was to be written is there already.
    #[error("it exists already")]
    Exists,
    /// An evidence file is missing from the vault or is not the recorded one; argument: name inside the bundle.
    #[error("an evidence file is not the recorded one: {0}")]
    Evidence(String),
    /// So many places where something hidden would show, or files that could not be looked into, wait for a decision.
    #[error("{0} places wait for a decision")]
    Leak(usize),
    /// More, or larger, than one bundle takes.
    #[error("too much for one handover")]
    TooLarge,
    /// Storage failed.
    #[error("{op}: {source}")]
    Io {
        /// What was being done.
        op: &'static str,
        /// Why it failed.
        source: io::Error,
    },
    /// The casework refused.
    #[error(transparent)]
    Casework(#[from] casework::Error),
    /// The vault refused.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// A database failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

impl Error {
    /// Wraps an I/O error: `.map_err(Error::io("write the handover"))`.
    pub(crate) fn io(op: &'static str) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { op, source }
    }

    /// Stable code for a message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(Problem::NotForUs) => "not-for-us",
            Self::Refused(_) => "bundle-invalid",
            Self::Card(_) => "card-invalid",
            Self::Receipt(_) => "receipt-invalid",
            Self::Recipient => "recipient-invalid",
            Self::Theirs(_) => "partner-known",
            Self::WeakSsh => "recipient-weak",
            Self::OtherSsh => "recipient-other",
            Self::Mixed { .. } => "recipients-mixed",
            Self::PassphraseAlone => "passphrase-alone",
            Self::NoRecipient => "no-recipient",
            Self::NoCase => "no-case",
            Self::NothingNew => "nothing-new",
            Self::ChangedSince => "changed-since",
            Self::Stranger(_) => "stranger",
            Self::NotCompared(_) => "not-compared",
            Self::NoSource => "no-source",
            Self::UnknownSender(_) => "unknown-sender",
            Self::Stopped => "stopped",
            Self::Exists => "exists",
            Self::Evidence(_) => "evidence-damaged",
            Self::Leak(_) => "leak",
            Self::TooLarge => "too-large",
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => "no-space",
            Self::Io { .. } => "io",
            Self::Casework(casework::Error::NotFound { .. } | casework::Error::Unknown { .. }) => {
                "not-found"
            }
            Self::Casework(_) | Self::Vault(_) | Self::Sqlite(_) => "internal",
        }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}
