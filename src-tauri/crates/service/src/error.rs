//! One error for every host: a stable code, plain arguments for its message, and what it means for an exit code. No case content inside.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use casework::view::Fault;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Result of a command.
pub type Result<T> = std::result::Result<T, Error>;

/// A refusal or failure. Message key `error-<code>`, next step `error-<code>-next`, in every language.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{code}")]
pub struct Error {
    /// Stable code in kebab-case, one of [`Code`]: `wrong-key`, `vault-damaged`, `locked`, `invalid`, `stale`, `import-refused`, ...
    pub code: String,
    /// Arguments of the message: names of fields, counts, versions, paths.
    pub args: BTreeMap<String, String>,
    /// The field at fault, for a form.
    pub field: Option<String>,
    /// Faults of an imported file.
    pub faults: Vec<Fault>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal;)*) => {
        /// Every reason for which a command is refused or fails.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $variant),* }

        impl Code {
            /// Every code, for a test that each has its messages.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// As it is written in [`Error::code`].
            pub const fn text(self) -> &'static str { match self { $(Self::$variant => $text),* } }
            /// The code written so.
            pub fn of(text: &str) -> Option<Self> { match text { $($text => Some(Self::$variant),)* _ => None } }
        }
    };
}

codes! {
    // the vault
    /// No key slot opens with this passphrase or key.
    WrongKey = "wrong-key";
    /// Too many wrong ones: the next may be tried in some seconds.
    Wait = "wait";
    /// The folder is no vault.
    NotAVault = "not-a-vault";
    /// Something is already where the vault was to be made.
    VaultExists = "vault-exists";
    /// Another program holds it.
    VaultInUse = "vault-in-use";
    /// A file is missing, altered or torn.
    VaultDamaged = "vault-damaged";
    /// Written by a later version.
    VaultNewer = "vault-newer";
    /// The history chain does not hold, or rows do not read back.
    VaultAltered = "vault-altered";
    /// Writing stopped after a failure.
    VaultReadOnly = "vault-read-only";
    /// It lies where nothing can be written, and was opened for reading.
    VaultForReading = "vault-for-reading";
    /// This program already has a vault open.
    AlreadyOpen = "already-open";
    /// No vault is open.
    Locked = "locked";
    /// The sealed compartment is closed.
    SealClosed = "seal-closed";
    /// Too easy to guess.
    WeakPassphrase = "weak-passphrase";
    /// It is somebody else's passphrase already.
    PassphraseInUse = "passphrase-in-use";
    /// With several people's passphrases it was not said whose is meant.
    WhosePassphrase = "whose-passphrase";
    /// Empty, too long, or with control characters.
    BadPassphrase = "bad-passphrase";
    /// There was no passphrase to be had.
    NoPassphrase = "no-passphrase";
    /// The text holds no recovery key.
    NoKeyInKit = "no-key-in-kit";
    /// A word of a kit or share is in no list.
    KitUnknownWord = "kit-unknown-word";
    /// A word of a kit or share is another.
    KitWrongWord = "kit-wrong-word";
    /// Two words of a kit or share are in each other's place.
    KitSwappedWords = "kit-swapped-words";
    /// Too many or too few words.
    KitWordCount = "kit-word-count";
    /// More than one word is wrong.
    KitWrongWords = "kit-wrong-words";
    /// A typing error in one group of a line.
    KitWrongGroup = "kit-wrong-group";
    /// A line with typing errors, or half a line.
    KitWrongLine = "kit-wrong-line";
    /// Fewer shares than are needed.
    SharesTooFew = "shares-too-few";
    /// Shares of different sets.
    SharesMixed = "shares-mixed";
    /// One share twice.
    ShareTwice = "share-twice";
    /// Shares that contradict each other.
    SharesDisagree = "shares-disagree";
    /// The text holds no share.
    NoShare = "no-share";
    /// The last key of its kind stays.
    LastKey = "last-key";
    /// No such key.
    UnknownKey = "unknown-key";
    /// Not enough memory to derive the key.
    NoMemory = "no-memory";
    // backups
    /// The folder holds backups of a vault and is none itself.
    ABackup = "a-backup";
    /// There are no backups there.
    NoBackup = "no-backup";
    /// No generation of that name.
    UnknownGeneration = "unknown-generation";
    /// A file of the backup is missing or is not what was backed up.
    BackupDamaged = "backup-damaged";
    /// It would lie in the vault it is of.
    BackupInVault = "backup-in-vault";
    /// Another program writes a backup there.
    BackupBusy = "backup-busy";
    /// What was written reads otherwise.
    BadMedium = "bad-medium";
    /// There is too little room for what is to be done; nothing was begun.
    NeedsSpace = "needs-space";
    /// The file system takes no file of that size.
    TooLargeForDisk = "too-large-for-disk";
    /// The vault changed again and again while it was copied.
    VaultMoved = "vault-moved";
    /// Other long work is under way.
    Busy = "busy";
    // records
    /// A field holds what it may not.
    Invalid = "invalid";
    /// Changed meanwhile by someone else.
    Stale = "stale";
    /// Other records refer to it.
    InUse = "in-use";
    /// Records say this term.
    TermInUse = "term-in-use";
    /// No such record.
    NotFound = "not-found";
    /// A step of the review is not reached yet.
    NotYet = "not-yet";
    /// The history was changed by somebody without its key.
    HistoryBroken = "history-broken";
    /// The date was not understood.
    DateUnclear = "date-unclear";
    /// A date that is understood, where one single day is needed.
    NotOneDay = "not-one-day";
    // files
    /// The disk is full.
    NoSpace = "no-space";
    /// No such file.
    FileMissing = "file-missing";
    /// It is there already and is not overwritten.
    FileExists = "file-exists";
    /// The system does not let us.
    FileDenied = "file-denied";
    /// A folder or device, not a file.
    FileNotPlain = "file-not-plain";
    /// It changed while it was read.
    FileChanged = "file-changed";
    /// Larger than what is taken.
    FileTooLarge = "file-too-large";
    /// It would be written into the vault's own folder.
    FileInVault = "file-in-vault";
    /// The system reported an input or output error.
    Io = "io";
    /// The import was refused, fault by fault.
    ImportRefused = "import-refused";
    /// Nothing this program can import.
    ImportUnknown = "import-unknown";
    /// The encrypted file of an evidence item is missing or altered.
    EvidenceDamaged = "evidence-damaged";
    // handover
    /// Damaged, altered, or not a handover at all.
    BundleInvalid = "bundle-invalid";
    /// Sealed for somebody else.
    NotForUs = "not-for-us";
    /// Not a contact card.
    CardInvalid = "card-invalid";
    /// Not a receipt, or not as it was signed.
    ReceiptInvalid = "receipt-invalid";
    /// Of a later version.
    ReceiptNewer = "receipt-newer";
    /// A receipt for something that this vault did not hand over.
    ReceiptUnknown = "receipt-unknown";
    /// Signed by nobody whose card was taken in.
    ReceiptStranger = "receipt-stranger";
    /// Signed by a partner to whom this was not handed over.
    ReceiptNotTheirs = "receipt-not-theirs";
    /// It is not in this vault, so no receipt says that it is.
    ReceiptNotMerged = "receipt-not-merged";
    /// A partner of this name is known with other keys; arguments: name, partner.
    PartnerChanged = "partner-changed";
    /// The card of another partner; argument: name.
    PartnerKnown = "partner-known";
    /// A card on which nobody's name stands: it needs one.
    PartnerUnnamed = "partner-unnamed";
    /// Not a recipient.
    RecipientInvalid = "recipient-invalid";
    /// An ssh key that is too short.
    RecipientWeak = "recipient-weak";
    /// An ssh key of a kind that nothing can be sealed to.
    RecipientOther = "recipient-other";
    /// Receivers that cannot stand together in one handover.
    RecipientsMixed = "recipients-mixed";
    /// Nobody to exchange with, or no folder to do it through.
    NoTeam = "no-team";
    /// The receivers have everything that would go, just so.
    NothingNew = "nothing-new";
    /// A passphrase with other receivers.
    PassphraseAlone = "passphrase-alone";
    /// Who a source is goes only to somebody whose numbers were compared by voice; argument: name.
    NotCompared = "not-compared";
    /// Nothing is kept of this source that could be told.
    NothingKnown = "nothing-known";
    /// Written by somebody whose card was not taken in; argument: the name they give.
    UnknownSender = "unknown-sender";
    /// What would be sealed is no longer what was looked at.
    ChangedSince = "changed-since";
    /// A kept search finds more than can be gone through.
    SearchTooWide = "search-too-wide";
    /// Nothing was chosen, or nothing of it may leave.
    NothingToHandOver = "nothing-to-hand-over";
    /// Refused to leave: a name or place that must stay would have gone out.
    Leak = "leak";
    // the privacy filter
    /// The text holds what stands in the place of a hidden name.
    Veiled = "veiled";
    /// Not shown while names are hidden.
    PrivacyOn = "privacy-on";
    // the program
    /// The person stopped it.
    Cancelled = "cancelled";
    /// A command nobody knows.
    UnknownCommand = "unknown-command";
    /// The request does not have the shape of the contract.
    BadRequest = "bad-request";
    /// A fault of the program itself.
    Internal = "internal";
}

impl Error {
    /// An error with nothing to add.
    pub fn new(code: Code) -> Self {
        Self {
            code: code.text().to_owned(),
            args: BTreeMap::new(),
            field: None,
            faults: Vec::new(),
        }
    }

    /// With one argument of its message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// At this field.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// About this file.
    pub fn file(code: Code, path: &Path) -> Self {
        Self::new(code).with("path", path.display())
    }

    /// What the system said of a file.
    pub fn io(path: &Path, source: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match source.kind() {
            ErrorKind::NotFound => Self::file(Code::FileMissing, path),
            ErrorKind::AlreadyExists => Self::file(Code::FileExists, path),
            ErrorKind::PermissionDenied => Self::file(Code::FileDenied, path),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::new(Code::NoSpace),
            ErrorKind::IsADirectory | ErrorKind::NotADirectory => {
                Self::file(Code::FileNotPlain, path)
            }
            _ => Self::file(Code::Io, path),
        }
    }

    /// Which code it is; [`Code::Internal`] for one of a later version.
    pub fn kind(&self) -> Code {
        Code::of(&self.code).unwrap_or(Code::Internal)
    }

    /// Exit code of a command line: 1 refused or failed, 3 wrong key, 4 damaged vault.
    pub fn exit_code(&self) -> u8 {
        match self.kind() {
            Code::WrongKey
            | Code::Wait
            | Code::NoKeyInKit
            | Code::NoShare
            | Code::KitUnknownWord
            | Code::KitWrongWord
            | Code::KitSwappedWords
            | Code::KitWordCount
            | Code::KitWrongWords
            | Code::KitWrongGroup
            | Code::KitWrongLine
            | Code::SharesTooFew
            | Code::SharesMixed
            | Code::ShareTwice
            | Code::SharesDisagree => 3,
            Code::VaultDamaged | Code::VaultAltered | Code::BackupDamaged => 4,
            _ => 1,
        }
    }
}

impl fmt::Debug for Error {
    // Faults may quote what a file says; a log must not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.code)
            .field("field", &self.field)
            .field("faults", &self.faults.len())
            .finish_non_exhaustive()
    }
}
