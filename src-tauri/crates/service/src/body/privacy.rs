//! The privacy filter: while it is on, no name and no address of anybody is in what the window gets.

use std::sync::atomic::Ordering;

use crate::contract::*;
use crate::error::Result;
use crate::session::Open;

pub fn privacy_set(open: &mut Open<'_>, request: PrivacyWish) -> Result<PrivacyState> {
    open.service.privacy.store(request.on, Ordering::SeqCst);
    if request.on {
        // Who wants names off the screen wants these off first.
        open.session.close_seal();
    }
    Ok(PrivacyState { on: request.on })
}

pub fn privacy_reveal(open: &mut Open<'_>, request: VeiledText) -> Result<VeiledText> {
    Ok(VeiledText {
        text: open.session.veil.reveal(&request.text),
    })
}
