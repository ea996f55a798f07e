//! Who a source is, told to somebody else, and taken in from them. Each is an act of its own, in a file of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ::handover::disclose::{self, Disclosed, MAX_REASON, MAX_SOURCES};
use ::handover::{log, partner};
use casework::record::{Source, SourceId};
use casework::sealed;
use rusqlite::Connection;

use super::identity::compartment;
use super::incoming::received;
use super::partner::{own, sender, tables};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::session::Open;

pub fn identity_give(open: &mut Open<'_>, request: IdentityGive) -> Result<FileWritten> {
    let out = Path::new(&request.path);
    files::outside(open.path(), out)?;
    let reason = request.reason.trim();
    let invalid = |field, code| Error::new(Code::Invalid).with("code", code).at(field);
    if reason.is_empty() {
        return Err(invalid("reason", "required"));
    }
    if reason.chars().count() > MAX_REASON {
        return Err(invalid("reason", "too_long"));
    }
    let ids: BTreeSet<SourceId> = request.ids.into_iter().collect();
    if ids.len() > MAX_SOURCES {
        return Err(invalid("ids", "too_long"));
    }
    let to = partner::list(tables(open)?)?
        .into_iter()
        .find(|partner| partner.id == request.to)
        .ok_or_else(|| Error::new(Code::NotFound).at("to"))?;
    let mut sources = Vec::new();
    for id in ids {
        let code = open.book()?.get::<Source>(id.0)?.code;
        let identity = sealed::get(compartment(open)?, id)?
            .ok_or_else(|| Error::new(Code::NothingKnown).at("ids"))?;
        sources.push(Disclosed::of(&code, &identity));
    }
    let (keys, ctx, name) = (own(open), open.ctx(), sender(open));
    let conn = tables(open)?;
    let written = disclose::write(sources, &to, reason, (&keys, &name), conn, &ctx, out)
        .map_err(|error| Error::from(error).with("path", out.display()))?;
    Ok(FileWritten {
        path: request.path,
        bytes: written.bytes,
    })
}

pub fn identity_look(open: &mut Open<'_>, request: IdentityLetter) -> Result<IdentityCame> {
    let came = letter(open, &request.path)?;
    let mut sources = Vec::new();
    for one in &came.letter.sources {
        let ours = sealed::get(compartment(open)?, one.id)?;
        let known = known(open, one.id)?;
        let fields = one.beside(ours.as_ref()).into_iter();
        sources.push(IdentityBeside {
            id: one.id,
            here: known.is_some(),
            code_name: known.unwrap_or_else(|| one.code_name.clone()),
            fields: fields
                .map(|pair| IdentityField {
                    field: pair.field.to_owned(),
                    ours: pair.ours,
                    theirs: pair.theirs,
                })
                .collect(),
        });
    }
    Ok(IdentityCame {
        from: came.from,
        at: came.letter.created,
        sha256: came.sha256,
        sources,
    })
}

pub fn identity_take(open: &mut Open<'_>, request: IdentityTake) -> Result<IdentityTaken> {
    let came = letter(open, &request.path)?;
    if came.sha256 != request.sha256 {
        return Err(Error::new(Code::ChangedSince));
    }
    let mut wanted: BTreeMap<SourceId, BTreeSet<String>> = BTreeMap::new();
    for pick in request.take {
        wanted.entry(pick.id).or_default().extend(pick.fields);
    }
    let mut kept = Vec::new();
    for one in &came.letter.sources {
        let Some(fields) = wanted.get(&one.id) else {
            continue;
        };
        // Only for a source the casework knows, or nobody would find it again.
        if known(open, one.id)?.is_none() {
            return Err(Error::new(Code::NotFound).at("take"));
        }
        let ours = sealed::get(compartment(open)?, one.id)?;
        let says = one.beside(ours.as_ref());
        let new: BTreeSet<String> = says
            .iter()
            .filter(|pair| fields.contains(pair.field))
            .map(|pair| pair.field.to_owned())
            .collect();
        if !new.is_empty() {
            kept.push(one.over(ours, &new));
        }
    }
    sealed::save_all(compartment(open)?, &kept)?;
    let taken = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    if taken > 0 {
        let ctx = open.ctx();
        disclose::taken(tables(open)?, &ctx, &came, taken)?;
    }
    Ok(IdentityTaken { taken })
}

/// Of which sources an entry of the log told.
pub fn told(conn: &Connection, entry: &log::Entry) -> Result<Vec<SourceTold>> {
    let told = disclose::told(conn, entry)?.into_iter();
    Ok(told
        .map(|one| SourceTold {
            code_name: one.code_name,
            reason: one.reason,
            by: one.by,
        })
        .collect())
}

fn letter(open: &mut Open<'_>, path: &str) -> Result<disclose::Came> {
    let file = received(path)?;
    let keys = own(open);
    let partners = partner::list(tables(open)?)?;
    Ok(disclose::read(file, &keys, &partners)?)
}

/// The code name of a source that is in the casework.
fn known(open: &mut Open<'_>, id: SourceId) -> Result<Option<String>> {
    match open.book()?.get::<Source>(id.0) {
        Ok(source) => Ok(Some(source.code)),
        Err(casework::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
