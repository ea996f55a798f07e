//! Sealed bundles that came in, and the log of all.

use std::fs::File;
use std::path::Path;

use ::handover::{Keys, log, partner};

use super::partner::{own, tables};
use crate::contract::*;
use crate::error::{Error, Result};
use crate::files;
use crate::session::Open;

pub fn handover_check(open: &mut Open<'_>, request: HandoverFile) -> Result<HandoverCheck> {
    let file = received(&request.path)?;
    let keys = keys(open, request.passphrase);
    let partners = partner::list(tables(open)?)?;
    let check = ::handover::check(file, &keys, &partners)?;
    Ok(HandoverCheck {
        valid: check.valid,
        sender: check.sender,
        signed: check.signed,
        known: check.known,
        at: check.at,
        cases: u32::try_from(check.titles.len()).unwrap_or(u32::MAX),
        evidence: check.evidence,
        message: check.message,
        titles: check.titles,
        problems: check
            .problems
            .iter()
            .map(|problem| problem.code().to_owned())
            .collect(),
    })
}

pub fn handover_open(open: &mut Open<'_>, request: HandoverOpen) -> Result<HandoverOpened> {
    let out = Path::new(&request.out);
    files::outside(open.path(), out)?;
    let file = received(&request.path)?;
    let keys = keys(open, request.passphrase);
    let partners = partner::list(tables(open)?)?;
    let files = ::handover::open(file, &keys, &partners, out)
        .map_err(|error| Error::from(error).with("path", out.display()))?;
    Ok(HandoverOpened {
        out: request.out,
        files,
    })
}

pub fn handover_merge(open: &mut Open<'_>, request: HandoverFile) -> Result<HandoverMerged> {
    let file = received(&request.path)?;
    let (keys, ctx) = (keys(open, request.passphrase), open.ctx());
    let partners = partner::list(tables(open)?)?;
    let (conn, blobs) = open.session.vault.cases_and_blobs();
    let merged = ::handover::merge(file, &keys, &partners, conn, &ctx, &blobs)?;
    let conflicts = merged
        .conflicts
        .into_iter()
        .map(|one| MergeConflict {
            kind: one.kind,
            id: one.id,
            label: one.label,
            fields: one.fields,
        })
        .collect();
    Ok(HandoverMerged {
        added: merged.added,
        updated: merged.updated,
        unchanged: merged.unchanged,
        conflicts,
    })
}

pub fn handover_log(open: &mut Open<'_>, _: Nothing) -> Result<HandoverLog> {
    let conn = tables(open)?;
    let entry = |entry: log::Entry| {
        let accepted = super::leaks::accepted(conn, &entry)?;
        let log::Entry {
            direction,
            at,
            who,
            cases,
            readers,
            profile,
            since,
            counts,
            withheld,
            sha256,
            ..
        } = entry;
        Ok(HandoverEntry {
            accepted,
            direction,
            at,
            who,
            cases,
            readers,
            profile,
            since,
            counts,
            withheld,
            sha256,
        })
    };
    let entries = log::list(conn)?.into_iter().map(entry);
    Ok(HandoverLog {
        entries: entries.collect::<Result<_>>()?,
    })
}

/// What may open it: the keys of the vault, and a passphrase that was told.
fn keys(open: &Open<'_>, passphrase: String) -> Keys {
    if passphrase.is_empty() {
        own(open)
    } else {
        own(open).with_passphrase(passphrase.into())
    }
}

/// A received file; whether it is a bundle is for the bundle's own reader to say.
fn received(path: &str) -> Result<File> {
    let path = Path::new(path);
    files::Source::open(path)?;
    File::open(path).map_err(|error| Error::io(path, &error))
}
