//! The keys of a vault: passphrases and recovery kits.

use std::path::Path;

use zeroize::Zeroizing;

use crate::contract::*;
use crate::error::{Error, Result};
use crate::files;
use crate::session::{Open, is_kit, passphrase};

pub fn key_list(open: &mut Open<'_>, _: Nothing) -> Result<KeyList> {
    Ok(KeyList {
        keys: listed(open.session.vault.slots()?),
    })
}

/// Keys as a host shows them.
pub fn listed(slots: Vec<vault::SlotInfo>) -> Vec<KeyInfo> {
    slots
        .into_iter()
        .map(|slot| KeyInfo {
            id: slot.id,
            kind: slot.kind.code().to_owned(),
        })
        .collect()
}

pub fn key_add_kit(open: &mut Open<'_>, request: KeyAddKit) -> Result<RecoveryKitText> {
    super::rotate::refuse_beside(open)?;
    let passphrase = passphrase(request.passphrase)?;
    let kit = open.session.vault.add_kit(&passphrase).map_err(Error::from);
    let kit = open.answer_guess(kit)?;
    Ok(RecoveryKitText {
        text: kit.to_text().as_str().to_owned(),
        identity: kit.identity().to_owned(),
    })
}

pub fn key_remove(open: &mut Open<'_>, request: KeyRemove) -> Result<KeyList> {
    super::rotate::refuse_beside(open)?;
    let passphrase = passphrase(request.passphrase)?;
    let checked = open
        .session
        .vault
        .check_passphrase(&passphrase)
        .map_err(Error::from);
    open.answer_guess(checked)?;
    open.session.vault.remove_slot(&request.id)?;
    key_list(open, Nothing {})
}

pub fn passphrase_change(open: &mut Open<'_>, request: PassphraseChange) -> Result<Nothing> {
    super::rotate::refuse_beside(open)?;
    let (old, new) = (
        Zeroizing::new(request.old),
        passphrase(request.new).map_err(|error| error.at("new"))?,
    );
    let params = open.service.kdf();
    let changed = if is_kit(&old) {
        open.session
            .vault
            .replace_passphrase(&old, &new, params)
            .map_err(Error::from)
    } else {
        let old = vault::Passphrase::new(&old)
            .map_err(|_| Error::new(crate::Code::WrongKey).at("old"))?;
        open.session
            .vault
            .change_passphrase(&old, &new, params)
            .map_err(Error::from)
    };
    open.answer_guess(changed)?;
    Ok(Nothing {})
}

pub fn recovery_kit_save(open: &mut Open<'_>, request: KitSave) -> Result<FileWritten> {
    let (path, text) = (Path::new(&request.path), Zeroizing::new(request.text));
    // A kit beside the vault it opens protects nothing.
    files::outside(open.path(), path)?;
    let bytes = files::export_bytes(path, text.as_bytes())?;
    Ok(FileWritten {
        path: request.path,
        bytes,
    })
}
