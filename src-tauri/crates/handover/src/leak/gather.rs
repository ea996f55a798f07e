//! What must not be found, out of the vault.

use std::collections::BTreeMap;

use casework::Book;
use casework::record::{Name, Party, PartyId, PartyKind, Place, Source};

use super::{Hidden, Plan};
use crate::error::Result;
use crate::select::Chosen;

/// Everything that stays: the names and addresses of parties of which `stays` says so, confidential names, places that must never leave, code
/// names; and of parties that go the addresses, unless those go too (`contacts_go`).
pub(crate) fn gather(
    book: &Book<'_>,
    chosen: &Chosen,
    stays: &dyn Fn(&Party) -> bool,
    place_stays: &dyn Fn(&Place) -> bool,
    contacts_go: bool,
    plan: &Plan,
) -> Result<Hidden> {
    let mut hidden = Hidden::default();
    let parties: BTreeMap<PartyId, Party> = book
        .list::<Party>()?
        .into_iter()
        .map(|party| (party.id, party))
        .collect();
    let kind = |id: &PartyId| {
        parties
            .get(id)
            .map_or(PartyKind::default(), |party| party.kind)
    };
    for party in &chosen.parties {
        hidden.goes(party.kind, &party.name);
    }
    for name in &chosen.names {
        hidden.goes(kind(&name.party), &name.full);
    }
    for place in &chosen.places {
        hidden.place_goes(&place.name);
    }
    for party in parties.values() {
        if stays(party) {
            hidden.name(party.id.0, &party.name, party.kind, &party.name);
            hidden.contacts(party.id.0, &party.name, &party.contact);
        } else if !contacts_go {
            hidden.contacts(party.id.0, &party.name, &party.contact);
        }
    }
    for name in book.list::<Name>()? {
        let Some(party) = parties.get(&name.party) else {
            continue;
        };
        if stays(party) {
            hidden.name(party.id.0, &party.name, party.kind, &name.full);
        } else if name.confidential {
            hidden.name(name.id.0, &name.full, party.kind, &name.full);
        }
    }
    for place in book.list::<Place>()? {
        if place_stays(&place) {
            hidden.place(place.id.0, &place.name);
        }
    }
    for source in book.list::<Source>()? {
        hidden.source(&source);
    }
    if let Some(people) = &plan.sealed {
        hidden.sealed(people);
    }
    Ok(hidden)
}
