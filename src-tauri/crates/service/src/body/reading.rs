//! A pasted report: read without a trace, and what was accepted of it written in one step.

use casework::reading::{Accepted, Reading};
use casework::{Lookout, sealed};

use crate::contract::*;
use crate::error::Result;
use crate::session::Open;
use crate::text::Language;

pub fn text_read(open: &mut Open<'_>, request: TextRead) -> Result<Reading> {
    let day = request.day.unwrap_or_else(|| open.service.today());
    let lang = Language::of(&request.language).map(Language::lang);
    Ok(open.book()?.read_text(&request.text, day, lang)?)
}

/// While the seal is open, the people behind it are looked for in everything that is about to be written.
pub fn reading_accept(open: &mut Open<'_>, request: ReadingAccept) -> Result<Accepted> {
    let identities = open.session.vault.sealed().map(sealed::list).transpose()?;
    let mut book = open.book()?;
    let lookout = identities
        .map(|identities| Lookout::of(&book, &identities))
        .transpose()?;
    Ok(book.accept_reading(&request.acceptance, request.names, lookout.as_ref())?)
}
