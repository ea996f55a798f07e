//! Who is the same as whom, who is not, and who stands on the other side.

use casework::MergeWish;
use casework::record::Distinct;
use casework::view::{Alike, ConflictReport, MergedParties, Saved, SeparatedParty};

use crate::contract::*;
use crate::error::Result;
use crate::session::Open;

pub fn party_alike(open: &mut Open<'_>, _: Nothing) -> Result<Alike> {
    Ok(open.book()?.alike()?)
}

pub fn party_merge(open: &mut Open<'_>, request: MergeWish) -> Result<MergedParties> {
    Ok(open.book()?.merge_parties(&request)?)
}

pub fn party_separate(open: &mut Open<'_>, request: PartyRef) -> Result<SeparatedParty> {
    Ok(open.book()?.separate_party(request.id)?)
}

pub fn party_distinct(open: &mut Open<'_>, request: PartyDistinct) -> Result<Saved> {
    Ok(open.book()?.set_apart(Distinct {
        party: request.party,
        other: request.other,
        certain: request.certain,
        note: request.note,
        ..Distinct::default()
    })?)
}

pub fn conflict_check(open: &mut Open<'_>, request: ConflictNames) -> Result<ConflictReport> {
    Ok(open.book()?.conflict_check(&request.names)?)
}
