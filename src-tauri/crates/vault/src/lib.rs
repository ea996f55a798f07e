//! A vault: two age-encrypted databases, evidence files, and the keys that open them.
//!
//! A vault is a folder of standard age files (see `docs/vault-format.md`). It has two compartments, *case* and *sealed*,
//! each with an identity of its own; key slots hand out the identities to a passphrase or to a printed recovery kit. This
//! crate knows keys, files and locks; what the databases hold is not its business.
//!
//! ```no_run
//! use vault::{Env, KdfParams, Passphrase, Vault};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let passphrase = Passphrase::new("amber kettle orchard window seven lark")?;
//! let (vault, kit) = vault::create("cases.vault".as_ref(), &passphrase, KdfParams::calibrate(1000), Env::real())?;
//! println!("{}", kit.to_text(vault::WordList::En).as_str());
//! let locked = vault.lock()?;
//! let mut vault = locked.unlock(&passphrase).map_err(|(_, why)| why)?;
//! vault.cases().execute_batch("CREATE TABLE note(text)")?;
//! # Ok(())
//! # }
//! ```
//!
//! Invariants: plaintext reaches a disk only through [`Vault::export_plain`] and [`recover`], which a person asks for.
//! Storage, time and randomness are parameters ([`Env`]). A vault that is damaged, newer or foreign is refused and left
//! untouched. Nothing that holds a secret has `Debug`.

mod backup;
mod blobs;
mod compartment;
mod env;
mod error;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod high_water;
mod kdf;
mod kit;
mod layout;
mod line;
mod passphrase;
mod share;
mod slot;
mod stanza;
mod strength;
mod succession;
mod vault;
mod wordcode;
mod words;

pub use crate::backup::{
    Backup, BackupJob, Checked, Generation, GenerationState, Keys, Made, Restored, find_backups,
};
pub use crate::blobs::{BlobReader, BlobRef, Blobs, HeldBlobs};
pub use crate::env::{Clock, Env, FixedClock, SystemClock};
pub use crate::error::{Error, Flaw, Result};
pub use crate::high_water::LastSeen;
pub use crate::kdf::{KdfParams, MAX_M_KIB, MAX_P, MAX_T, MIN_M_KIB, MIN_T};
pub use crate::kit::{RecoveryKit, looks_like_kit, parse_identity, read_kit};
pub use crate::layout::{Compartment, FORMAT};
pub use crate::passphrase::Passphrase;
pub use crate::share::{Share, ShareSet, Split, combine};
pub use crate::slot::{SlotInfo, SlotKind};
pub use crate::stanza::{
    Identity as PassphraseIdentity, Recipient as PassphraseRecipient, TAG as PASSPHRASE_STANZA,
};
pub use crate::strength::{
    ACCEPTABLE_LOG10, Assessment, Reason, assess_passphrase, assess_passphrase_with,
};
pub use crate::vault::{
    Check, Compaction, Destruction, Drill, Info, Locked, Next, Opener, Proof, Remains, Renewal,
    Rotation, SealState, Stats, Turned, Unlocked, Vault, create, recover, salvage,
};
pub use crate::words::{DEFAULT_WORDS, WordList, generate_passphrase};
pub use agevfs::{Entropy, Leftovers, Problem, Report, Salvage};
