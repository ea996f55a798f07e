//! Doors for the fuzz targets in `tests/fuzz`, behind a feature that no shipped crate turns on: the parsers of what anybody
//! may have put into a vault's folder or a backup, without the folder around them.

use std::path::Path;

use age_core::format::Stanza;
use agevfs::{Entropy, Key};

use zeroize::Zeroizing;

use crate::backup::BackupList;
use crate::error::Result;
use crate::layout::Format;
use crate::passphrase::Passphrase;
use crate::share::{self, Share, Split};
use crate::slot::{self, Credential, SlotKind};
use crate::stanza::Wrapped;
use crate::succession;
use crate::wordcode;
use crate::words::WordList;

/// What a slot hands out: the identity, and the ids of slots that it replaces.
pub type Slot = (Key, Vec<String>);

/// The words of a kit.
pub fn kit_words(kit: &Key, list: WordList) -> Zeroizing<String> {
    wordcode::encode(&*share::secret_of(kit), wordcode::KEY, list)
}

/// Shares of a kit, any two of which make it.
pub fn shares(kit: &Key, entropy: &Entropy) -> Vec<Share> {
    share::split(kit, Split::TWO_OF_THREE, "5c27dc1c608cc88e", entropy)
}

/// What opens the slot of these bytes.
///
/// # Errors
/// [`crate::Error::Damaged`], [`crate::Error::OutOfRange`].
pub fn slot_kind(bytes: &[u8]) -> Result<SlotKind> {
    slot::kind_of(bytes)
}

/// Opens the slot of these bytes with a passphrase; `None` if it takes another kind of key.
///
/// # Errors
/// Those of opening a vault.
pub fn slot_with_passphrase(bytes: &[u8], passphrase: &Passphrase) -> Result<Option<Slot>> {
    open(bytes, Credential::Passphrase(passphrase))
}

/// Opens the slot of these bytes with the identity of a kit; `None` if it takes another kind of key.
///
/// # Errors
/// Those of opening a vault.
pub fn slot_with_kit(bytes: &[u8], kit: &Key) -> Result<Option<Slot>> {
    open(bytes, Credential::Identity(kit))
}

fn open(bytes: &[u8], with: Credential<'_>) -> Result<Option<Slot>> {
    let opened = slot::open_bytes(bytes.to_vec(), Path::new("slot"), "slot", with)?;
    Ok(opened.map(|opened| (opened.key, opened.replaces)))
}

/// Reads a passphrase stanza and writes it again.
///
/// # Errors
/// [`crate::Error::Damaged`], [`crate::Error::OutOfRange`].
pub fn stanza(stanza: &Stanza) -> Result<Stanza> {
    Wrapped::parse(stanza).map(|wrapped| wrapped.write())
}

/// Reads a file `format` and writes it again.
///
/// # Errors
/// [`crate::Error::Damaged`], [`crate::Error::Newer`].
pub fn format(bytes: &[u8]) -> Result<String> {
    Format::decode(bytes).map(|format| format.encode())
}

/// Reads the list of a backup and writes it again; also the paths in it, and where their bytes lie in the backup.
pub fn backup_list(name: &str, bytes: &[u8]) -> Option<(String, Vec<(String, String)>)> {
    let list = BackupList::decode(name, bytes).ok()?;
    let paths = list
        .items
        .iter()
        .map(|item| (item.path.clone(), item.place()));
    Some((list.encode(), paths.collect()))
}

/// Reads a file `next/replaces` and writes it again.
pub fn replaces(bytes: &[u8]) -> Option<String> {
    succession::record_again(bytes)
}
