//! Drafts: what somebody is still writing, kept in the vault and out of the history.

use casework::view::Draft;

use crate::contract::*;
use crate::error::Result;
use crate::session::Open;

pub fn draft_save(open: &mut Open<'_>, request: DraftSave) -> Result<Draft> {
    Ok(open.book()?.save_draft(&request.key, &request.value)?)
}

pub fn draft_list(open: &mut Open<'_>, _: Nothing) -> Result<DraftList> {
    Ok(DraftList {
        drafts: open.book()?.drafts()?,
    })
}

pub fn draft_discard(open: &mut Open<'_>, request: DraftKey) -> Result<Nothing> {
    open.book()?.discard_draft(&request.key)?;
    Ok(Nothing {})
}
