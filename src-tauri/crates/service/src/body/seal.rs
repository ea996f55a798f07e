//! The sealed compartment: who the sources are. It closes by itself.

use casework::sealed;
use casework::view::SourceIdentity;

use crate::contract::*;
use crate::error::{Code, Error, Result};
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

pub fn source_identity_get(open: &mut Open<'_>, request: SourceRef) -> Result<SourceIdentityState> {
    Ok(SourceIdentityState {
        identity: sealed::get(compartment(open)?, request.id)?,
    })
}

pub fn source_identity_save(open: &mut Open<'_>, request: SourceIdentity) -> Result<Nothing> {
    // Only for a source the casework knows, or nobody would find it again.
    open.book()?.get::<casework::record::Source>(request.id.0)?;
    sealed::save(compartment(open)?, &request)?;
    Ok(Nothing {})
}

pub fn source_identity_delete(open: &mut Open<'_>, request: SourceRef) -> Result<Nothing> {
    sealed::delete(compartment(open)?, request.id)?;
    Ok(Nothing {})
}

fn compartment<'a>(open: &'a mut Open<'_>) -> Result<&'a mut rusqlite::Connection> {
    open.session
        .vault
        .sealed()
        .ok_or_else(|| Error::new(Code::SealClosed))
}
