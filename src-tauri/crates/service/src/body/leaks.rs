//! The leak check before a handover is sealed.

use ::handover::leak::{self, Act, Choice, Hit, Plan, Unlooked};
use ::handover::log::Entry;
use casework::record::{Kind, Source};
use casework::{Book, sealed};
use rusqlite::Connection;
use uuid::Uuid;

use super::giving::Looking;
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::{Open, Service};

/// What stands before the id of an item in a choice to send its file as it is.
const ORIGINAL: &str = "original:";
/// Longest reason, in characters.
const LONGEST: usize = 500;

pub fn handover_leaks(service: &Service, request: HandoverWish) -> Result<HandoverLeaks> {
    let Looking {
        sight,
        looked,
        work,
        ..
    } = Looking::begin(service, "handover_leaks", request, None)?;
    work.end(service, |open| {
        let book = open.book()?;
        let hidden_sources = book
            .list::<Source>()?
            .iter()
            .any(|source| source.confidential);
        let made = looked.copies.keys().map(|id| (*id, Act::Replace));
        let kept = looked.originals.iter().map(|id| (*id, Act::Accept));
        let copies = made.chain(kept).map(|(id, act)| copy(&book, id, act));
        let copies = copies.collect::<Result<_>>()?;
        let waiting = u32::try_from(looked.open()).unwrap_or(u32::MAX);
        let hits = looked.hits.into_iter().map(|hit| one(&book, hit));
        let unlooked = looked.unlooked.into_iter().map(|one| file(&book, one));
        Ok(HandoverLeaks {
            hits: hits.collect::<Result<_>>()?,
            unlooked: unlooked.collect::<Result<_>>()?,
            copies,
            more: looked.more,
            waiting,
            sealed_missed: hidden_sources && !sight.knows_sealed(),
        })
    })
}

fn one(book: &Book<'_>, hit: Hit) -> Result<LeakHit> {
    let (label, case) = called(book, hit.kind, hit.record)?;
    Ok(LeakHit {
        id: hit.id,
        place: hit.place.code().to_owned(),
        kind: hit.kind,
        record: hit.record,
        label,
        case,
        field: hit.field,
        what: hit.what.code().to_owned(),
        whose: hit.whose,
        needle: hit.needle,
        why: hit.why,
        marks: vec![hit.mark],
        times: hit.times,
        act: hit.act.map(|act| act.code().to_owned()),
        replaceable: hit.replaceable,
    })
}

fn file(book: &Book<'_>, file: Unlooked) -> Result<LeakFile> {
    let (label, case) = called(book, Kind::Evidence, file.record)?;
    Ok(LeakFile {
        id: file.id,
        record: file.record,
        label,
        case,
        reason: file.why.code().to_owned(),
        act: file.act.map(|act| act.code().to_owned()),
    })
}

fn copy(book: &Book<'_>, record: Uuid, act: Act) -> Result<LeakCopy> {
    let (label, case) = called(book, Kind::Evidence, record)?;
    Ok(LeakCopy {
        id: format!("{ORIGINAL}{record}"),
        record,
        label,
        case,
        act: act.code().to_owned(),
    })
}

fn called(book: &Book<'_>, kind: Kind, id: Uuid) -> Result<(String, Option<String>)> {
    if id.is_nil() {
        return Ok(Default::default());
    }
    Ok(book.called(kind, id)?)
}

/// What is to be done about hits; and who else is looked for, if the seal is open.
pub(super) fn plan(open: &mut Open<'_>, choices: Vec<LeakChoice>, unlooked: &str) -> Result<Plan> {
    let wrong = |field: &str, code: &str| {
        Error::new(Code::Invalid)
            .with("field", field)
            .with("code", code)
            .at(field)
    };
    let reason = |text: &str| {
        if text.chars().count() > LONGEST {
            Err(wrong("reason", "too_long"))
        } else if text.chars().any(char::is_control) {
            Err(wrong("reason", "control_character"))
        } else {
            Ok(text.trim().to_owned())
        }
    };
    let choice = |choice: LeakChoice| {
        let act = Act::of(&choice.act).ok_or_else(|| wrong("act", "unknown_code"))?;
        let reason = reason(&choice.reason)?;
        if act == Act::Accept && reason.is_empty() {
            return Err(wrong("reason", "required"));
        }
        Ok(Choice {
            hit: choice.hit,
            act,
            reason,
        })
    };
    let unlooked = reason(unlooked)?;
    let choices: Vec<Choice> = choices.into_iter().map(choice).collect::<Result<_>>()?;
    let original = |choice: &Choice| {
        let id = choice.hit.strip_prefix(ORIGINAL)?;
        let id = Uuid::parse_str(id).ok()?;
        (choice.act == Act::Accept).then(|| (id, choice.reason.clone()))
    };
    let originals = choices.iter().filter_map(original).collect();
    let sealed = match open.session.vault.sealed() {
        Some(compartment) if open.session.seal_until.is_some() => Some(sealed::list(compartment)?),
        _ => None,
    };
    Ok(Plan {
        choices,
        originals,
        unlooked: (!unlooked.is_empty()).then_some(unlooked),
        sealed,
    })
}

/// What was accepted with a handover.
pub(super) fn accepted(conn: &Connection, entry: &Entry) -> Result<Vec<LeakAccepted>> {
    if entry.direction != "out" {
        return Ok(Vec::new());
    }
    let one = |one: leak::log::Accepted| LeakAccepted {
        kind: one.kind,
        record: one.record,
        field: one.field,
        what: one.what,
        by: one.by,
        at: one.at,
        reason: one.reason,
    };
    let list = leak::log::of(conn, &entry.sha256)?;
    Ok(list.into_iter().map(one).collect())
}
