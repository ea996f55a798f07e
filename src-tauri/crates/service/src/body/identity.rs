//! Who the sources are; and whether ordinary text says it.

use std::collections::BTreeMap;

use casework::record::{Party, Source};
use casework::view::{IdentityFinding, SourceIdentity};
use casework::{Lookout, sealed};
use rusqlite::Connection;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::{Open, Service};
use crate::work::identity;

const SCAN: &str = "identity_scan";
/// Records or entries looked through at once, with the state in hand: typing waits no longer than for these.
const AT_ONCE: usize = 64;
/// More than anybody goes through.
const MOST: usize = 500;
/// Single words of a name may be everywhere; looking ends only when there are far too many.
const TOO_MANY: usize = 20 * MOST;

pub fn sealed_sources(open: &mut Open<'_>, _: Nothing) -> Result<SealedSources> {
    let identities = sealed::list(compartment(open)?)?;
    let book = open.book()?;
    let mut parties = BTreeMap::new();
    for id in identities.iter().filter_map(|identity| identity.party) {
        // A party that was deleted is nobody any more.
        let now = book.party_now(id)?;
        if let Ok(party) = book.get::<Party>(now.0) {
            parties.insert(id, party.name);
        }
    }
    Ok(SealedSources {
        identities,
        parties,
    })
}

pub fn source_identity_get(open: &mut Open<'_>, request: SourceRef) -> Result<SourceIdentityState> {
    Ok(SourceIdentityState {
        identity: sealed::get(compartment(open)?, request.id)?,
    })
}

pub fn source_identity_save(open: &mut Open<'_>, request: SourceIdentity) -> Result<Nothing> {
    // Only for a source the casework knows, or nobody would find it again.
    let book = open.book()?;
    book.get::<Source>(request.id.0)?;
    if let Some(party) = request.party {
        // Which one it is not does not matter; that it is unknown must not say whom somebody meant.
        book.get::<Party>(party.0).map_err(|_| {
            Error::new(Code::Invalid)
                .with("code", "unknown_record")
                .at("party")
        })?;
    }
    sealed::save(compartment(open)?, &request)?;
    Ok(Nothing {})
}

pub fn source_identity_delete(open: &mut Open<'_>, request: SourceRef) -> Result<Nothing> {
    sealed::delete(compartment(open)?, request.id)?;
    Ok(Nothing {})
}

pub fn identity_find(open: &mut Open<'_>, request: IdentityFind) -> Result<IdentityFound> {
    let lookout = lookout(open)?;
    let mut findings = lookout.in_record(&request.record);
    let book = open.book()?;
    // Whether it may be saved is not asked here: only what it says.
    let clean = lookout.clean(&request.record, None)?;
    book.name_places(&mut findings)?;
    Ok(IdentityFound { findings, clean })
}

/// Looks through everything, a few records at a time. Between two steps it holds nothing of anybody: whom to look for is read anew each time,
/// out of the open compartment, and when that closes there is nothing left to read.
pub fn identity_scan(service: &Service, _: Nothing) -> Result<IdentityScan> {
    let (job, of, mut walk) = {
        let mut state = service.state();
        let mut open = Open::sealed(service, &mut state)?;
        let job = service.jobs.begin(SCAN, false, &*service.host)?;
        let walk = open.book()?.walk()?;
        (job, identity(&open), walk)
    };
    let mut findings: Vec<IdentityFinding> = Vec::new();
    loop {
        {
            let mut state = service.state();
            let mut open = Open::sealed(service, &mut state)?;
            if identity(&open) != of {
                return Err(Error::new(Code::Locked));
            }
            let lookout = lookout(&mut open)?;
            let going = open
                .book()?
                .step(&mut walk, &lookout, AT_ONCE, &mut findings)
                .map_err(|error| open.explained(error.into()))?;
            if !going || findings.len() > TOO_MANY {
                break;
            }
        }
        let (done, total) = walk.progress();
        if !job.step(done, total) {
            return Err(Error::new(Code::Cancelled));
        }
    }
    // What is sure first, in the order it was found.
    findings.sort_by_key(|one| one.what == "part");
    let more = findings.len() > MOST;
    findings.truncate(MOST);
    Ok(IdentityScan {
        findings,
        more,
        looked: walk.progress().0,
    })
}

pub fn identity_conceal(
    open: &mut Open<'_>,
    request: IdentityConceal,
) -> Result<IdentityConcealed> {
    super::rotate::refuse_beside(open)?;
    let lookout = lookout(open)?;
    let only = Some(request.source);
    let forget = request.forget || request.place == "history";
    let mut book = open.book()?;
    let saved = if request.place == "draft" {
        book.conceal_draft(&request.field, &lookout, only)?;
        None
    } else {
        book.conceal(request.kind, request.id, &lookout, only, forget)?
    };
    if forget || request.place == "draft" {
        // Files of before hold the words until they are folded.
        open.session.vault.compact()?;
    }
    Ok(IdentityConcealed { saved })
}

fn lookout(open: &mut Open<'_>) -> Result<Lookout> {
    let identities = sealed::list(compartment(open)?)?;
    Ok(Lookout::of(&open.book()?, &identities)?)
}

pub(super) fn compartment<'a>(open: &'a mut Open<'_>) -> Result<&'a mut Connection> {
    open.session
        .vault
        .sealed()
        .ok_or_else(|| Error::new(Code::SealClosed))
}
