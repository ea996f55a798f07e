//! The lock of the sealed compartment. It closes by itself.

use crate::contract::*;
use crate::error::{Error, Result};
use crate::session::{Open, is_kit, passphrase};
use zeroize::Zeroizing;

pub fn seal_open(open: &mut Open<'_>, request: PassphraseText) -> Result<SealState> {
    super::rotate::refuse_beside(open)?;
    let text = Zeroizing::new(request.passphrase);
    let opened = if is_kit(&text) {
        open.session
            .vault
            .open_seal_with_identity(&text)
            .map_err(Error::from)
    } else {
        let passphrase = passphrase(text.as_str().to_owned())?;
        open.session
            .vault
            .open_seal(&passphrase)
            .map_err(Error::from)
    };
    open.answer_guess(opened)?;
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
