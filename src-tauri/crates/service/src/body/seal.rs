//! The lock of the sealed compartment. It closes by itself.

use crate::contract::*;
use crate::error::Result;
use crate::session::{Open, passphrase};
use vault::looks_like_kit;
use zeroize::Zeroizing;

pub fn seal_open(open: &mut Open<'_>, request: PassphraseText) -> Result<SealState> {
    super::rotate::refuse_beside(open)?;
    let text = Zeroizing::new(request.passphrase);
    open.guess(|open| {
        let vault = &mut open.session.vault;
        if looks_like_kit(&text) {
            return Ok(vault.open_seal_with_identity(&text)?);
        }
        let passphrase = passphrase(text.as_str().to_owned())?;
        Ok(vault.open_seal(&passphrase)?)
    })?;
    let now = open.service.now();
    open.session.seal_opened(now);
    Ok(open.session.seal_state(now))
}

pub fn seal_close(open: &mut Open<'_>, _: Nothing) -> Result<SealState> {
    open.session.close_seal();
    Ok(open.session.seal_state(open.service.now()))
}

/// Three more minutes, from now. Only a person asks for it; nothing a window does by itself.
pub fn seal_extend(open: &mut Open<'_>, _: Nothing) -> Result<SealState> {
    let now = open.service.now();
    open.session.seal_opened(now);
    Ok(open.session.seal_state(now))
}
