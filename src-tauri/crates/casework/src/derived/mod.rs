//! What lists need, worked out in the transaction of every save for what it touches, so that a list of ten thousand cases reads rows and computes
//! nothing. Like the search index it is no part of history, and [`rebuild`] makes it anew from the records.
//!
//! - [`case`]: one row for each case. Its number of gaps may change with the day alone (a consent runs out), so it says for which days it holds. Whether a case
//!   that was reviewed still is what was looked at stands in it too, as far as its own records say; what is said of somebody or of a place beside it is
//!   looked at when it is asked for.
//! - [`force`]: the spans of days in which each measure is in force; good for any day that is asked for.
//! - [`days`]: first and last day of a proceeding and its hearings.
//! - [`names`]: folded words of names.

pub(crate) mod case;
pub(crate) mod days;
pub(crate) mod force;
pub(crate) mod names;
mod touched;

#[cfg(test)]
pub(crate) mod tests;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::record::{CaseId, Kind, PartyId, ProceedingId};
use crate::{Book, Result, store};

pub(crate) use touched::Touched;

/// Earlier than any date, and later: a span without an end on that side.
pub(crate) const EVER: (&str, &str) = ("0001-01-01", "9999-12-31");

/// Cases brought up at the end of a save because their day is over, at most; lists compute the rest by themselves.
const RUN_OUT: usize = 200;

/// Brings everything up that a transaction touched.
pub(crate) fn refresh(conn: &Connection, touched: &Touched, today: NaiveDate) -> Result<()> {
    for party in &touched.names {
        names::refresh(conn, PartyId(*party))?;
    }
    force::refresh(conn, &touched.measures)?;
    for proceeding in &touched.proceedings {
        days::refresh(conn, ProceedingId(*proceeding))?;
    }
    for case in &touched.cases {
        case::refresh(conn, CaseId(*case), today)?;
    }
    Ok(())
}

/// Brings up some of the cases whose day is over.
pub(crate) fn bring_up(conn: &Connection, today: NaiveDate) -> Result<()> {
    for case in case::run_out(conn, today, RUN_OUT)? {
        case::refresh(conn, case, today)?;
    }
    Ok(())
}

/// Makes all of it anew.
pub(crate) fn rebuild(conn: &Connection, today: NaiveDate) -> Result<()> {
    conn.execute_batch(
        "DELETE FROM derived_case; DELETE FROM derived_force; DELETE FROM derived_day; DELETE FROM derived_name;",
    )?;
    for id in store::ids(conn, Kind::Party)? {
        names::refresh(conn, PartyId(id))?;
    }
    force::fill(conn)?;
    for id in store::ids(conn, Kind::Proceeding)? {
        days::refresh(conn, ProceedingId(id))?;
    }
    for id in store::ids(conn, Kind::Case)? {
        case::refresh(conn, CaseId(id), today)?;
    }
    Ok(())
}

impl Book<'_> {
    /// Whether so many cases wait to be looked at because their day is over that lists would be slow: a vault nobody has opened for long.
    pub fn is_behind(&self) -> Result<bool> {
        Ok(case::run_out(self.conn, self.today(), RUN_OUT)?.len() == RUN_OUT)
    }

    /// Brings them up, in one transaction.
    pub fn catch_up(&mut self) -> Result<()> {
        let today = self.today();
        let tx = self.conn.transaction()?;
        for case in case::run_out(&tx, today, usize::MAX)? {
            case::refresh(&tx, case, today)?;
        }
        tx.commit()?;
        Ok(())
    }
}
