//! Records: read, saved, deleted, brought back; and their history.

use casework::record::{Evidence, Kind, Record, RevisionId};
use casework::view::{Saved, SinceReview};

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::Open;

pub fn record_get(open: &mut Open<'_>, request: RecordRef) -> Result<RecordState> {
    let (record, revision) = open.book()?.record(request.kind, request.id)?;
    Ok(RecordState {
        record,
        revision: revision.unwrap_or_default(),
    })
}

const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

/// Entries of the chain of custody and the bytes of evidence come from the commands that did what they tell of, never from a form.
fn written_by_the_program(open: &mut Open<'_>, record: &Record) -> Result<bool> {
    Ok(match record {
        Record::CustodyEvent(_) => true,
        Record::Evidence(item) => {
            let known = open.book()?.get::<Evidence>(item.id.0);
            let bytes = |item: &Evidence| {
                (
                    item.blob.clone(),
                    item.binding.clone(),
                    item.sha256.clone(),
                    item.size,
                )
            };
            !known.is_ok_and(|known| bytes(&known) == bytes(item))
        }
        _ => false,
    })
}

pub fn record_save(open: &mut Open<'_>, request: RecordSave) -> Result<Saved> {
    if written_by_the_program(open, &request.record)? {
        return Err(Error::new(Code::BadRequest).at("record"));
    }
    // A nil revision stands for "none yet", as `record_get` gives it for a term of the shipped lists.
    let base = request.base.filter(|base| *base != RevisionId::default());
    Ok(open.book()?.save(request.record, base)?)
}

pub fn record_delete(open: &mut Open<'_>, request: RecordDelete) -> Result<Deleted> {
    let deleted = open
        .book()?
        .delete(request.kind, request.id, request.cascade);
    let (revisions, at) = deleted.map_err(|error| match error {
        // A term is not deleted together with what says it: what else can be done is another step.
        casework::Error::InUse { by } if request.kind == Kind::Term => {
            Error::new(Code::TermInUse).with("count", by.len())
        }
        other => other.into(),
    })?;
    Ok(Deleted { revisions, at })
}

pub fn record_restore(open: &mut Open<'_>, request: RevisionRef) -> Result<Saved> {
    Ok(open.book()?.restore(request.revision)?)
}

pub fn record_undo(open: &mut Open<'_>, request: RevisionRef) -> Result<Undone> {
    let revisions = open.book()?.undo(request.revision)?;
    Ok(Undone {
        revisions,
        at: open.service.now().format(MOMENT).to_string(),
    })
}

pub fn undo_peek(open: &mut Open<'_>, _: Nothing) -> Result<UndoOffered> {
    let since = open.session.since.format(MOMENT).to_string();
    let offer = open.book()?.last_of_mine()?;
    Ok(UndoOffered {
        older: offer.as_ref().is_some_and(|offer| offer.at < since),
        offer,
    })
}

pub fn case_changes(open: &mut Open<'_>, request: CaseRef) -> Result<SinceReview> {
    let book = open.book()?;
    Ok(book.since_review(book.find_case(&request.case)?)?)
}

pub fn record_history(open: &mut Open<'_>, request: RecordRef) -> Result<History> {
    let book = open.book()?;
    Ok(History {
        revisions: book.history(request.kind, request.id)?,
        intact: book.is_intact(request.kind, request.id)?,
    })
}

pub fn case_history(open: &mut Open<'_>, request: CaseRef) -> Result<History> {
    let book = open.book()?;
    let case = book.find_case(&request.case)?;
    Ok(History {
        revisions: book.history_of_case(case)?,
        intact: book.is_case_intact(case)?,
    })
}

pub fn case_set_status(open: &mut Open<'_>, request: CaseStatus) -> Result<Saved> {
    Ok(open
        .book()?
        .set_status(request.id, request.status, &request.comment)?)
}
