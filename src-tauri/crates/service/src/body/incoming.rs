//! What comes in: looked at, laid beside what is here, merged, taken back; what stands against each other; and receipts.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use ::handover::reply::{self, State};
use ::handover::{Keys, Wanted, differ::Difference, partner};
use casework::merge::{Compared, FieldPair, Sameness, case_id_of, side};
use casework::record::CaseId;
use casework::view::Saved;

use super::partner::{own, sender, tables};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::session::Open;

/// Most records of one answer.
const LIMIT: u32 = 500;

pub fn handover_check(open: &mut Open<'_>, request: HandoverFile) -> Result<HandoverCheck> {
    let file = received(&request.path)?;
    let keys = keys(open, &request.passphrase);
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
    let keys = keys(open, &request.passphrase);
    let partners = partner::list(tables(open)?)?;
    let files = ::handover::open(file, &keys, &partners, out)
        .map_err(|error| Error::from(error).with("path", out.display()))?;
    Ok(HandoverOpened {
        out: request.out,
        files,
    })
}

pub fn handover_diff(open: &mut Open<'_>, request: HandoverDiff) -> Result<HandoverDifference> {
    let file = received(&request.path)?;
    let (keys, ctx) = (keys(open, &request.passphrase), open.ctx());
    let partners = partner::list(tables(open)?)?;
    let found = ::handover::diff(file, &keys, &partners, open.session.vault.cases(), &ctx)?;
    Ok(difference(found, &request))
}

fn difference(found: Difference, request: &HandoverDiff) -> HandoverDifference {
    let Difference {
        check,
        cases,
        mut records,
        page,
        sha256,
    } = found;
    let place: BTreeMap<CaseId, usize> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| (case.id, at))
        .collect();
    // Parents stay before children: the sort is stable.
    records.sort_by_key(|one| {
        one.case_id
            .and_then(|case| place.get(&case).copied())
            .unwrap_or(usize::MAX)
    });
    let of_case = |id: CaseId| counts(records.iter().filter(move |one| one.case_id == Some(id)));
    let told = cases
        .into_iter()
        .map(|case| HandoverCase {
            counts: of_case(case.id),
            id: case.id,
            reference: case.reference,
            title: case.title,
        })
        .collect();
    let all = counts(records.iter());
    let changes = |one: &Compared| {
        matches!(
            one.sameness,
            Sameness::New | Sameness::Changed | Sameness::Back
        )
    };
    records.retain(|one| {
        (!request.changes || changes(one))
            && request.case.is_none_or(|case| one.case_id == Some(case))
    });
    let total = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let records = records
        .into_iter()
        .skip(usize::try_from(request.offset).unwrap_or(usize::MAX))
        .take(usize::try_from(request.limit.min(LIMIT)).unwrap_or_default())
        .map(record)
        .collect();
    HandoverDifference {
        sender: check.sender,
        known: check.known,
        at: check.at,
        sha256,
        cases: told,
        counts: all,
        records,
        total,
        page: if request.page { page } else { String::new() },
    }
}

fn counts<'c>(records: impl Iterator<Item = &'c Compared>) -> HandoverCounts {
    let mut counts = HandoverCounts {
        new: 0,
        changed: 0,
        both: 0,
        same: 0,
        deleted: 0,
        back: 0,
    };
    for one in records {
        *match one.sameness {
            Sameness::New => &mut counts.new,
            Sameness::Changed => &mut counts.changed,
            Sameness::Same => &mut counts.same,
            Sameness::Deleted => &mut counts.deleted,
            Sameness::Back => &mut counts.back,
        } += 1;
        counts.both += u32::from(one.fields.iter().any(|field| field.both));
    }
    counts
}

fn record(one: Compared) -> HandoverRecord {
    let state = match one.sameness {
        Sameness::New => "new",
        Sameness::Changed => "changed",
        Sameness::Same => "same",
        Sameness::Deleted => "deleted",
        Sameness::Back => "back",
    };
    HandoverRecord {
        kind: one.kind,
        id: one.id,
        label: one.label,
        case_id: one.case_id,
        state: state.to_owned(),
        fields: one.fields.into_iter().map(field).collect(),
    }
}

fn field(pair: FieldPair) -> HandoverField {
    HandoverField {
        field: pair.field,
        ours: pair.ours,
        theirs: pair.theirs,
        both: pair.both,
    }
}

pub fn handover_merge(open: &mut Open<'_>, request: HandoverMerge) -> Result<HandoverMerged> {
    let file = received(&request.path)?;
    let (keys, ctx) = (keys(open, &request.passphrase), open.ctx());
    let partners = partner::list(tables(open)?)?;
    let mut fields: BTreeMap<_, std::collections::BTreeSet<String>> = BTreeMap::new();
    for leave in request.leave {
        fields.entry(leave.id).or_default().extend(leave.fields);
    }
    let wanted = Wanted {
        only: request.only.into_iter().collect(),
        without: request.without.into_iter().collect(),
        fields,
    };
    let (conn, blobs) = open.session.vault.cases_and_blobs();
    let merged = ::handover::merge_some(file, &keys, &partners, conn, &ctx, &blobs, &wanted)?;
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
        along: merged.along,
        conflicts,
        sender: merged.sender,
        arrival: merged.arrival,
    })
}

pub fn handover_undo(open: &mut Open<'_>, request: HandoverUndo) -> Result<HandoverUndone> {
    let ctx = open.ctx();
    tables(open)?;
    let (conn, blobs) = open.session.vault.cases_and_blobs();
    let undone = ::handover::undo(conn, &ctx, &blobs, request.arrival)?;
    let stays = undone.stays.into_iter().map(|one| HandoverStays {
        kind: one.kind,
        id: one.id,
        label: one.label,
        fields: one.fields,
    });
    Ok(HandoverUndone {
        removed: undone.removed,
        restored: undone.restored,
        stays: stays.collect(),
    })
}

pub fn merge_conflicts(open: &mut Open<'_>, _: Nothing) -> Result<MergeConflicts> {
    let shown = |one: casework::merge::Conflict| {
        let sides = one.fields.iter().map(|name| HandoverField {
            field: name.clone(),
            ours: side(&one.ours, name),
            theirs: side(&one.theirs, name),
            both: true,
        });
        OpenConflict {
            fields: sides.collect(),
            case_id: case_id_of(&one.ours),
            kind: one.kind,
            id: one.id,
            label: one.label,
            their_revision: one.their_revision,
            from: one.origin,
            at: one.at,
        }
    };
    Ok(MergeConflicts {
        conflicts: open.book()?.conflicts()?.into_iter().map(shown).collect(),
    })
}

pub fn merge_decide(open: &mut Open<'_>, request: MergeDecide) -> Result<Saved> {
    let picks = request
        .ours
        .into_iter()
        .map(|field| (field, true))
        .chain(request.theirs.into_iter().map(|field| (field, false)))
        .collect();
    Ok(open
        .book()?
        .decide_fields(request.id, request.their_revision, &picks)?)
}

pub fn receipt_make(open: &mut Open<'_>, request: ReceiptMake) -> Result<ReceiptWritten> {
    let out = Path::new(&request.out);
    files::outside(open.path(), out)?;
    let state = State::of(&request.state).ok_or_else(|| {
        Error::new(Code::Invalid)
            .with("field", "state")
            .with("code", "unknown_code")
            .at("state")
    })?;
    let file = received(&request.path)?;
    let (keys, ctx, name) = (keys(open, &request.passphrase), open.ctx(), sender(open));
    let partners = partner::list(tables(open)?)?;
    let conn = open.session.vault.cases();
    let reply = reply::make(file, &keys, &partners, conn, &ctx, state, &name, out)
        .map_err(|error| Error::from(error).with("path", out.display()))?;
    Ok(ReceiptWritten {
        path: request.out,
        state: reply.state.code().to_owned(),
        sha256: reply.sha256,
        at: reply.at,
    })
}

pub fn receipt_take(open: &mut Open<'_>, request: HandoverFile) -> Result<HandoverReply> {
    let file = received(&request.path)?;
    let (keys, ctx) = (keys(open, &request.passphrase), open.ctx());
    Ok(told(reply::take(file, &keys, tables(open)?, &ctx)?))
}

/// Receipts that came back, oldest first.
pub fn replies(open: &mut Open<'_>) -> Result<Vec<HandoverReply>> {
    Ok(reply::list(tables(open)?)?.into_iter().map(told).collect())
}

/// Merges that changed something, latest first.
pub fn arrivals(open: &mut Open<'_>) -> Result<Vec<HandoverArrival>> {
    let shown = |one: casework::merge::Arrived| HandoverArrival {
        id: one.id,
        from: one.origin,
        made: one.made,
        sha256: one.sha256,
        at: one.at,
        undone: one.undone,
    };
    Ok(open.book()?.arrivals()?.into_iter().map(shown).collect())
}

fn told(taken: reply::Taken) -> HandoverReply {
    HandoverReply {
        name: taken.reply.name,
        state: taken.reply.state.code().to_owned(),
        at: taken.reply.at,
        taken: taken.taken,
        sha256: taken.reply.sha256,
    }
}

/// What may open it: the keys of the vault, and a passphrase that was told.
fn keys(open: &Open<'_>, passphrase: &str) -> Keys {
    if passphrase.is_empty() {
        own(open)
    } else {
        own(open).with_passphrase(passphrase.to_owned().into())
    }
}

/// A received file; what it is is for its own reader to say.
pub(super) fn received(path: &str) -> Result<File> {
    let path = Path::new(path);
    files::Source::open(path)?;
    File::open(path).map_err(|error| Error::io(path, &error))
}
