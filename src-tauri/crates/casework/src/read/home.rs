//! What needs the person now.

use chrono::{Days, NaiveDate};

use crate::record::{Kind, Note, Task};
use crate::view::{CalendarEntry, Counts, EntryKind, HeldRow, HomeView};
use crate::{Book, Result, store};

/// How far ahead an expiry or a deadline is shown, in days.
const AHEAD: u64 = 45;
/// How far ahead everything else of the calendar is shown, in days: this week and the next.
const FORTNIGHT: u64 = 13;
/// Most lines of one list.
const LINES: usize = 50;

impl Book<'_> {
    /// How many records there are.
    pub fn counts(&self) -> Result<Counts> {
        let count = |kind: Kind| -> Result<u32> {
            Ok(self
                .conn
                .prepare_cached(&format!("SELECT count(*) FROM \"{}\"", kind.name()))?
                .query_row([], |row| row.get(0))?)
        };
        Ok(Counts {
            cases: count(Kind::Case)?,
            parties: self
                .conn
                .prepare_cached("SELECT count(*) FROM \"party\" WHERE \"merged_into\" IS NULL")?
                .query_row([], |row| row.get(0))?,
            acts: count(Kind::Act)?,
            measures: count(Kind::Measure)?,
            claims: count(Kind::Claim)?,
            sources: count(Kind::Source)?,
            notes: count(Kind::Note)?,
            evidence: count(Kind::Evidence)?,
        })
    }

    /// The first page on a day.
    pub fn home(&self, on: NaiveDate) -> Result<HomeView> {
        let (review, waiting) = self.review_first(on, 10)?;
        let review_count = u32::try_from(waiting).unwrap_or(u32::MAX);
        let (overdue, ahead) = self.soon(on)?;
        Ok(HomeView {
            counts: self.counts()?,
            expiring: self.expiring(on)?,
            due: self.due(on)?,
            overdue,
            ahead,
            review,
            review_count,
            held: self.held_by_status(on)?,
            unsorted: store::select_as::<Note>(
                self.conn,
                "WHERE \"case_id\" IS NULL ORDER BY \"rowid\" DESC",
                [],
            )?,
            drafts: self.drafts()?,
        })
    }

    /// Measures of any kind that run out soon or are overdue.
    fn expiring(&self, on: NaiveDate) -> Result<Vec<HeldRow>> {
        let horizon = on
            .checked_add_days(Days::new(AHEAD))
            .unwrap_or(NaiveDate::MAX);
        let soon = self.in_force(on, &format!("expires <= '{horizon}'"))?;
        self.board_of(&soon, on)
    }

    /// What is overdue, and hearings, reviews and deadlines of the next two weeks. What runs out stands in a list of its own.
    fn soon(&self, on: NaiveDate) -> Result<(Vec<CalendarEntry>, Vec<CalendarEntry>)> {
        let last = on
            .checked_add_days(Days::new(FORTNIGHT))
            .unwrap_or(NaiveDate::MAX);
        let (mut overdue, mut ahead): (Vec<_>, Vec<_>) = self
            .due_until(last, on)?
            .into_iter()
            .partition(|entry| entry.overdue);
        ahead.retain(|entry| entry.kind != EntryKind::Expiry);
        for list in [&mut overdue, &mut ahead] {
            list.truncate(LINES);
            self.mark_outdated(list, on)?;
            self.name(list)?;
        }
        Ok((overdue, ahead))
    }

    /// Tasks due soon or overdue, and those without a day last.
    fn due(&self, on: NaiveDate) -> Result<Vec<Task>> {
        let horizon = on
            .checked_add_days(Days::new(AHEAD))
            .unwrap_or(NaiveDate::MAX);
        store::select_as(
            self.conn,
            "WHERE \"done\" = 0 AND (\"due\" IS NULL OR \"due\" <= ?1) ORDER BY \"due\" IS NULL, \"due\", \"rowid\"",
            [horizon.to_string()],
        )
    }
}
