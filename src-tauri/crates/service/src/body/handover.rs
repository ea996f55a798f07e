//! Sealed bundles out, and the log of what went and came.

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
    let (keys, order) = (own(open), order(open, request, Vec::new(), String::new())?);
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
    let (keys, order, ctx) = (
        own(open),
        order(open, request.wish, to, request.message)?,
        open.ctx(),
    );
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

pub fn handover_log(open: &mut Open<'_>, _: Nothing) -> Result<HandoverLog> {
    let replies = super::incoming::replies(open)?;
    let arrivals = super::incoming::arrivals(open)?;
    let entry = |entry: log::Entry| {
        let log::Entry {
            direction,
            at,
            who,
            cases,
            profile,
            sha256,
        } = entry;
        let about = |reply: &&HandoverReply| direction == "out" && reply.sha256 == sha256;
        HandoverEntry {
            replies: replies.iter().filter(about).cloned().collect(),
            direction,
            at,
            who,
            cases,
            profile,
            sha256,
        }
    };
    Ok(HandoverLog {
        entries: log::list(tables(open)?)?.into_iter().map(entry).collect(),
        arrivals,
    })
}

fn order(
    open: &Open<'_>,
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
    Ok(Order {
        wish: Wish {
            cases: wish.cases,
            profile,
            evidence: wish.evidence,
            privileged: wish.privileged,
        },
        to,
        sender: sender(open),
        message,
        lang: open.ctx().lang,
    })
}

/// Which of several recipients is the wrong one; a long text is a card and is not repeated.
fn named(error: ::handover::Error, who: &str) -> Error {
    let short: String = who.trim().chars().take(80).collect();
    Error::from(error)
        .with("recipient", short.lines().next().unwrap_or_default())
        .at("to")
}
