//! The days on which a measure is in force, as spans: the rules of the ledger once for all days, and not for one day again and again.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::EVER;
use crate::Result;
use crate::read::deadlines;
use crate::read::ledger::{Ledger, expiry};
use crate::record::{Measure, PartyId};

/// Days from the first to the last, either open.
pub(crate) type Span = (Option<NaiveDate>, Option<NaiveDate>);

/// Writes the spans of the measures of some parties anew. What all of them had goes first: a measure may have passed from one to another.
pub(crate) fn refresh(conn: &Connection, parties: &BTreeSet<Uuid>) -> Result<()> {
    for party in parties {
        conn.prepare_cached("DELETE FROM derived_force WHERE party = ?1")?
            .execute([party.to_string()])?;
    }
    for party in parties {
        write(conn, &Ledger::of_party(conn, PartyId(*party))?)?;
    }
    Ok(())
}

/// Writes the spans of all measures into the empty table.
pub(crate) fn fill(conn: &Connection) -> Result<()> {
    write(conn, &Ledger::read(conn)?)
}

fn write(conn: &Connection, ledger: &Ledger) -> Result<()> {
    for measure in ledger.all() {
        for (from, until) in ledger.spans(measure) {
            conn.prepare_cached(
                "INSERT INTO derived_force (measure, \"from\", until, party, case_id, expires, due, held, liberty) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                measure.id.to_string(),
                written(from, EVER.0),
                written(until, EVER.1),
                measure.party.to_string(),
                measure.case_id.to_string(),
                expiry(measure).map(|day| written(Some(day), EVER.1)),
                due(measure).map(|day| written(Some(day), EVER.1)),
                ledger.holds(measure),
                ledger.on_liberty(measure)
            ])?;
        }
    }
    Ok(())
}

/// The first day on which somebody may have to look at a measure: it may have run out, or a review of it is due.
fn due(measure: &Measure) -> Option<NaiveDate> {
    let runs_out = deadlines::expiry(measure).and_then(|date| {
        let (first, last) = date.began();
        first.or(last)
    });
    [runs_out, expiry(measure), measure.next_review]
        .into_iter()
        .flatten()
        .min()
}

/// A day as text that sorts; a year of more than four figures is the end of time.
pub(super) fn written(day: Option<NaiveDate>, open: &str) -> String {
    day.map(|day| day.to_string())
        .filter(|day| day.len() == open.len())
        .unwrap_or_else(|| open.to_owned())
}

/// What is left of a span without others.
pub(crate) fn without(span: Span, cuts: &[Span]) -> Vec<Span> {
    let mut left = vec![span];
    for cut in cuts {
        left = left
            .into_iter()
            .flat_map(|(from, until)| {
                let before = cut.0.map(|day| {
                    let day = day.pred_opt();
                    (from, earlier(until, day))
                });
                let after = cut.1.and_then(|day| day.succ_opt()).map(|day| {
                    let from = from.map_or(Some(day), |from| Some(from.max(day)));
                    (from, until)
                });
                // Apart from the cut altogether: as it was, not as two halves of itself.
                if is_apart((from, until), *cut) {
                    [Some((from, until)), None]
                } else {
                    [before, after]
                }
            })
            .flatten()
            .filter(|span| !is_empty(*span))
            .collect();
    }
    left
}

fn earlier(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn is_empty(span: Span) -> bool {
    matches!(span, (Some(from), Some(until)) if until < from)
}

fn is_apart(span: Span, cut: Span) -> bool {
    let ends_before = |one: Span, other: Span| matches!((one.1, other.0), (Some(end), Some(start)) if end < start);
    is_empty(cut) || ends_before(span, cut) || ends_before(cut, span)
}
