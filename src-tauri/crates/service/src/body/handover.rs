//! Sealed bundles out and in.

use std::fs::File;
use std::path::Path;

use ::handover::make::{Order, Preview};
use ::handover::{Profile, Wish, log, partner};
use casework::view::CaseFilter;

use super::partner::{own, sender, tables};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::session::Open;

pub fn handover_preview(open: &mut Open<'_>, request: HandoverWish) -> Result<HandoverPreview> {
    let keys = own(open);
    let order = order(open, request, Vec::new(), String::new())?;
    let (at, today) = (
        open.service.now().format("%Y-%m-%dT%H:%M:%S").to_string(),
        open.service.today(),
    );
    let book = open.book()?;
    let Preview {
        cases,
        counts,
        evidence_bytes,
        withheld,
        page,
    } = ::handover::preview(&book, &keys, &order, &at)?;
    let rows = book.case_rows(&CaseFilter::default(), today)?;
    Ok(HandoverPreview {
        cases: rows
            .into_iter()
            .filter(|row| cases.contains(&row.id))
            .collect(),
        counts,
        evidence_bytes,
        withheld,
        page,
    })
}

pub fn handover_create(open: &mut Open<'_>, request: HandoverCreate) -> Result<HandoverReceipt> {
    let path = Path::new(&request.path);
    files::outside(open.path(), path)?;
    let conn = tables(open)?;
    let to = request
        .to
        .iter()
        .map(|who| partner::resolve(conn, who).map_err(|error| named(error, who)))
        .collect::<Result<Vec<_>>>()?;
    let order = order(open, request.wish, to, request.message)?;
    let (keys, ctx) = (own(open), open.ctx());
    let (conn, blobs) = open.session.vault.cases_and_blobs();
    let receipt = ::handover::create(conn, &ctx, &blobs, &keys, &order, path)
        .map_err(|error| Error::from(error).with("path", path.display()))?;
    Ok(HandoverReceipt {
        path: request.path,
        bytes: receipt.bytes,
        sha256: receipt.sha256,
        cases: receipt.cases,
        evidence: receipt.evidence,
        to: receipt.to,
        at: receipt.at,
    })
}

pub fn handover_check(open: &mut Open<'_>, request: HandoverFile) -> Result<HandoverCheck> {
    let file = received(&request.path)?;
    let keys = own(open);
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
    let keys = own(open);
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
    let (keys, ctx) = (own(open), open.ctx());
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
            profile,
            sha256,
        } = entry;
        Ok(HandoverEntry {
            accepted,
            direction,
            at,
            who,
            cases,
            profile,
            sha256,
        })
    };
    let entries = log::list(conn)?.into_iter().map(entry);
    Ok(HandoverLog {
        entries: entries.collect::<Result<_>>()?,
    })
}

pub(super) fn order(
    open: &mut Open<'_>,
    wish: HandoverWish,
    to: Vec<::handover::To>,
    message: String,
) -> Result<Order> {
    let profile = Profile::of(&wish.profile).ok_or_else(|| {
        Error::new(Code::Invalid)
            .with("field", "profile")
            .with("code", "unknown_code")
            .at("profile")
    })?;
    if !::handover::manifest::good_message(&message) {
        let long = message.chars().count() > ::handover::manifest::MAX_MESSAGE;
        let code = if long {
            "too_long"
        } else {
            "control_character"
        };
        return Err(Error::new(Code::Invalid)
            .with("field", "message")
            .with("code", code)
            .at("message"));
    }
    let leaks = super::leaks::plan(open, wish.leaks, &wish.unlooked)?;
    Ok(Order {
        wish: Wish {
            cases: wish.cases,
            profile,
            evidence: wish.evidence,
            privileged: wish.privileged,
            leaks,
        },
        to,
        sender: sender(open),
        message,
        lang: open.ctx().lang,
    })
}

/// A received file; whether it is a bundle is for the bundle's own reader to say.
fn received(path: &str) -> Result<File> {
    let path = Path::new(path);
    files::Source::open(path)?;
    File::open(path).map_err(|error| Error::io(path, &error))
}

/// Which of several recipients is the wrong one; a long text is a card and is not repeated.
fn named(error: ::handover::Error, who: &str) -> Error {
    let short: String = who.trim().chars().take(80).collect();
    Error::from(error)
        .with("recipient", short.lines().next().unwrap_or_default())
        .at("to")
}
