//! What an error of a lower crate means for a person: which code, which arguments. Content never passes.

use crate::error::{Code, Error};
use crate::files;

impl From<vault::Error> for Error {
    fn from(error: vault::Error) -> Self {
        use vault::Error as Vault;
        match error {
            Vault::WrongKey => Self::new(Code::WrongKey),
            Vault::BadIdentity => Self::new(Code::NoKeyInKit).at("kit"),
            Vault::BadKit(flaw) => bad_kit(flaw).at("kit"),
            Vault::NotAVault => Self::new(Code::NotAVault),
            Vault::Exists => Self::new(Code::VaultExists).at("path"),
            Vault::InUse { .. } => Self::new(Code::VaultInUse),
            Vault::Damaged { what } => Self::new(Code::VaultDamaged).with("what", what),
            Vault::Newer { found } => Self::new(Code::VaultNewer).with("found", found),
            Vault::NoSpace => Self::new(Code::NoSpace),
            Vault::NeedsSpace { bytes } => {
                Self::new(Code::NeedsSpace).with("size", files::human(bytes))
            }
            Vault::WeakPassphrase { reasons } => {
                let codes: Vec<&str> = reasons.iter().map(|reason| reason.code()).collect();
                Self::new(Code::WeakPassphrase)
                    .with("reasons", codes.join(" "))
                    .at("passphrase")
            }
            Vault::PassphraseInUse => Self::new(Code::PassphraseInUse).at("new"),
            // A slot that asks for a cost outside the bounds was made by nobody honest.
            Vault::OutOfRange { what, found } => {
                Self::new(Code::VaultDamaged).with("what", format_args!("{what} {found}"))
            }
            Vault::SealClosed => Self::new(Code::SealClosed),
            Vault::LastSlot => Self::new(Code::LastKey),
            Vault::UnknownSlot => Self::new(Code::UnknownKey),
            Vault::UnknownBlob => Self::new(Code::EvidenceDamaged),
            Vault::ReadOnly => Self::new(Code::VaultReadOnly),
            Vault::TooLarge { limit } => {
                Self::new(Code::FileTooLarge).with("limit", files::human(limit))
            }
            Vault::Cancelled => Self::new(Code::Cancelled),
            Vault::Backup => Self::new(Code::ABackup),
            Vault::NoBackup => Self::new(Code::NoBackup),
            Vault::UnknownGeneration => Self::new(Code::UnknownGeneration).at("generation"),
            Vault::BackupDamaged { what } => Self::new(Code::BackupDamaged).with("what", what),
            Vault::BackupBusy => Self::new(Code::BackupBusy),
            Vault::BadMedium { path } => Self::file(Code::BadMedium, &path),
            Vault::TooLargeForDisk { bytes } => {
                Self::new(Code::TooLargeForDisk).with("size", files::human(bytes))
            }
            Vault::Moved => Self::new(Code::VaultMoved),
            Vault::NoMemory { m_kib } => Self::new(Code::NoMemory).with("mib", m_kib / 1024),
            Vault::Io { path, source, .. } => Self::io(&path, &source),
            Vault::Store(agevfs::Error::Sqlite(error)) => sqlite(&error),
            Vault::Store(_) => Self::new(Code::Internal),
        }
    }
}

/// What is wrong with a kit or share, and where.
fn bad_kit(flaw: vault::Flaw) -> Error {
    use vault::Flaw;
    match flaw {
        Flaw::UnknownWord { at } => Error::new(Code::KitUnknownWord).with("at", at),
        Flaw::WrongWord { at } => Error::new(Code::KitWrongWord).with("at", at),
        Flaw::Swapped { one, other } => Error::new(Code::KitSwappedWords)
            .with("one", one)
            .with("other", other),
        Flaw::WordCount { found, expected } => Error::new(Code::KitWordCount)
            .with("found", found)
            .with("expected", expected),
        Flaw::Words => Error::new(Code::KitWrongWords),
        Flaw::Group { at } => Error::new(Code::KitWrongGroup).with("at", at),
        Flaw::Line => Error::new(Code::KitWrongLine),
        Flaw::TooFew { have, need } => Error::new(Code::SharesTooFew)
            .with("have", have)
            .with("need", need)
            .with("missing", need - have),
        Flaw::Mixed => Error::new(Code::SharesMixed),
        Flaw::Twice { number } => Error::new(Code::ShareTwice).with("number", number),
        Flaw::Disagree => Error::new(Code::SharesDisagree),
    }
}

impl From<casework::Error> for Error {
    fn from(error: casework::Error) -> Self {
        use casework::Error as Case;
        match error {
            Case::NotFound { kind, .. } => Self::new(Code::NotFound).with("kind", kind.name()),
            Case::Unknown { what } => Self::new(Code::NotFound).with("kind", what),
            Case::Invalid { field, code } => Self::new(Code::Invalid)
                .with("field", &field)
                .with("code", code)
                .at(&field),
            Case::Stale { fields } => {
                let first = fields.first().cloned().unwrap_or_default();
                Self::new(Code::Stale)
                    .with("fields", fields.join(", "))
                    .at(&first)
            }
            Case::InUse { by } => Self::new(Code::InUse).with("count", by.len()),
            Case::Refused(faults) => Self {
                faults: faults.clone(),
                ..Self::new(Code::ImportRefused).with("count", faults.len())
            },
            Case::NotYet { code, gaps } => Self::new(Code::NotYet)
                .with("code", code)
                .with("count", gaps.len()),
            Case::Newer { found, .. } => Self::new(Code::VaultNewer).with("found", found),
            Case::SealClosed => Self::new(Code::SealClosed),
            Case::BrokenHistory => Self::new(Code::HistoryBroken),
            Case::Cancelled => Self::new(Code::Cancelled),
            Case::Foreign | Case::Broken { .. } | Case::Json => Self::new(Code::VaultAltered),
            Case::Sqlite(error) => sqlite(&error),
        }
    }
}

impl From<handover::Error> for Error {
    fn from(error: handover::Error) -> Self {
        use handover::Error as Hand;
        match error {
            Hand::Refused(handover::Problem::NotForUs) => Self::new(Code::NotForUs),
            Hand::Refused(problem) => {
                Self::new(Code::BundleInvalid).with("problem", problem.code())
            }
            Hand::Receipt(fault) => Self::new(match fault {
                handover::reply::Fault::Invalid => Code::ReceiptInvalid,
                handover::reply::Fault::Newer => Code::ReceiptNewer,
                handover::reply::Fault::Unknown => Code::ReceiptUnknown,
                handover::reply::Fault::Stranger => Code::ReceiptStranger,
                handover::reply::Fault::NotTheirs => Code::ReceiptNotTheirs,
                handover::reply::Fault::NotMerged => Code::ReceiptNotMerged,
            }),
            Hand::Card(fault) => Self::new(Code::CardInvalid).with("fault", fault.code()),
            Hand::Recipient | Hand::NoRecipient => Self::new(Code::RecipientInvalid)
                .with("recipient", "")
                .at("to"),
            Hand::Theirs(name) => Self::new(Code::PartnerKnown).with("name", name).at("card"),
            Hand::WeakSsh => Self::new(Code::RecipientWeak).at("to"),
            Hand::OtherSsh => Self::new(Code::RecipientOther).at("to"),
            Hand::Mixed { only_old, only_new } => Self::new(Code::RecipientsMixed)
                .with("old", only_old)
                .with("new", only_new)
                .at("to"),
            Hand::NoCase => Self::new(Code::NothingToHandOver).at("cases"),
            Hand::NothingNew => Self::new(Code::NothingNew).at("since"),
            Hand::PassphraseAlone => Self::new(Code::PassphraseAlone).at("to"),
            Hand::ChangedSince => Self::new(Code::ChangedSince),
            Hand::NotCompared(name) => Self::new(Code::NotCompared).with("name", name).at("to"),
            Hand::NoSource => Self::new(Code::NothingKnown).at("ids"),
            Hand::UnknownSender(name) => Self::new(Code::UnknownSender).with("name", name),
            Hand::Stopped => Self::new(Code::Cancelled),
            Hand::Stranger(_) => Self::new(Code::BundleInvalid).with("problem", "stranger"),
            Hand::Exists => Self::new(Code::FileExists).at("path"),
            Hand::Evidence(_) => Self::new(Code::EvidenceDamaged),
            Hand::Leak(count) => Self::new(Code::Leak).with("count", count).at("leaks"),
            Hand::TooLarge => Self::new(Code::FileTooLarge)
                .with("limit", files::human(handover::manifest::MAX_FILE)),
            Hand::Io { op, source } => Self::io(std::path::Path::new(op), &source),
            Hand::Casework(error) => error.into(),
            Hand::Vault(error) => error.into(),
            Hand::Sqlite(error) => sqlite(&error),
        }
    }
}

/// What the database says when the store below it failed. The text of the message is left out: it may quote a value.
fn sqlite(error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::new(Code::NoSpace),
        Some(ErrorCode::ReadOnly) => Error::new(Code::VaultReadOnly),
        Some(ErrorCode::SystemIoFailure) => Error::new(Code::Io).with("path", "case/"),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Error::new(Code::VaultDamaged).with("what", "case/")
        }
        Some(ErrorCode::OutOfMemory) => Error::new(Code::NoMemory).with("mib", 64),
        Some(ErrorCode::ConstraintViolation) => Error::new(Code::Invalid)
            .with("field", "record")
            .with("code", "other"),
        _ => Error::new(Code::Internal),
    }
}
