//! Vocabularies, places and articles of laws: looked after, and one put in the place of another. And one field put back.

use casework::view::{Replaced, Saved};

use crate::contract::*;
use crate::error::Result;
use crate::session::Open;

/// Suggestions under a field for a place.
const SUGGESTIONS: usize = 8;

pub fn term_list(open: &mut Open<'_>, _: Nothing) -> Result<TermList> {
    Ok(TermList {
        terms: open.book()?.term_rows()?,
    })
}

pub fn term_replace(open: &mut Open<'_>, request: TermReplace) -> Result<Replaced> {
    Ok(open.book()?.replace_term(request.id, request.by)?)
}

pub fn place_list(open: &mut Open<'_>, _: Nothing) -> Result<PlaceList> {
    Ok(PlaceList {
        places: open.book()?.place_rows()?,
    })
}

pub fn place_suggest(open: &mut Open<'_>, request: NameTyped) -> Result<PlaceSuggestions> {
    Ok(PlaceSuggestions {
        suggestions: open.book()?.suggest_places(&request.text, SUGGESTIONS)?,
    })
}

pub fn place_merge(open: &mut Open<'_>, request: PlaceMerge) -> Result<Replaced> {
    Ok(open.book()?.merge_places(request.keep, request.gone)?)
}

pub fn provision_list(open: &mut Open<'_>, _: Nothing) -> Result<ProvisionList> {
    Ok(ProvisionList {
        provisions: open.book()?.provision_rows()?,
    })
}

pub fn field_restore(open: &mut Open<'_>, request: FieldRestore) -> Result<Saved> {
    Ok(open
        .book()?
        .restore_field(request.revision, &request.field)?)
}
