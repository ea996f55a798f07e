//! What is overdue and what is due in the next days: what the whole calendar says of them, without making all of it. Everything is found by the
//! day it may be, in an index; what is found is then judged by the rules of the calendar itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::params;
use uuid::Uuid;

use super::calendar::{
    measures_due, of_consent, of_proceeding, of_retention, of_task, sort, touches,
};
use super::ledger::Ledger;
use crate::record::{Case, CaseId, Consent, Kind, Measure, PartyId, Proceeding, Task, TaskId};
use crate::view::CalendarEntry;
use crate::{Book, Result, store};

impl Book<'_> {
    /// Everything that is overdue, or due from today until a day; by day. Names are not filled in, and tasks are not compared with what their rules
    /// give now, see [`Book::mark_outdated`].
    pub(crate) fn due_until(
        &self,
        last: NaiveDate,
        today: NaiveDate,
    ) -> Result<Vec<CalendarEntry>> {
        let mut out = Vec::new();
        let days = [today.to_string(), last.to_string()];
        let ledger = Ledger::of_parties(self.conn, &self.who_may_be_due(&days)?)?;
        measures_due(&ledger, today, &mut out);
        let proceedings: Vec<Proceeding> = store::select_as(
            self.conn,
            "WHERE \"id\" IN (SELECT proceeding FROM derived_day WHERE last >= ?1 AND first <= ?2)",
            [&days[0], &days[1]],
        )?;
        for proceeding in &proceedings {
            of_proceeding(proceeding, &mut out);
        }
        let tasks: Vec<Task> = store::select_as(
            self.conn,
            "WHERE \"done\" = 0 AND \"due\" <= ?1",
            [&days[1]],
        )?;
        out.extend(tasks.iter().map(|task| of_task(task, today)));
        // Of those that are over only the ones without another in their place.
        let consents: Vec<Consent> = store::select_as(
            self.conn,
            "WHERE \"withdrawn_on\" IS NULL AND \"valid_until\" <= ?2 AND (\"valid_until\" >= ?1 OR NOT EXISTS (
               SELECT 1 FROM consent k WHERE k.withdrawn_on IS NULL AND (k.valid_until IS NULL OR k.valid_until >= ?1)
               AND k.party IS \"consent\".\"party\" AND k.case_id IS \"consent\".\"case_id\"))",
            [&days[0], &days[1]],
        )?;
        out.extend(
            consents
                .iter()
                .filter_map(|consent| of_consent(consent, false, today)),
        );
        let cases: Vec<Case> =
            store::select_as(self.conn, "WHERE \"retention_review\" <= ?1", [&days[1]])?;
        out.extend(cases.iter().map(|case| of_retention(case, today)));
        out.retain(|entry| {
            let dated = entry.earliest.is_some() || entry.latest.is_some();
            entry.overdue || dated && touches(entry.earliest, entry.latest, today, last)
        });
        sort(&mut out);
        Ok(out)
    }

    /// Whose measures may run out or be reviewed in these days, or should have been before.
    fn who_may_be_due(&self, days: &[String; 2]) -> Result<BTreeSet<PartyId>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT party FROM derived_force WHERE until >= ?1 AND due <= ?2
             UNION SELECT \"party\" FROM \"measure\" WHERE \"next_review\" BETWEEN ?1 AND ?2",
        )?;
        let rows = statement.query_map(params![days[0], days[1]], |row| row.get::<_, String>(0))?;
        let mut out = BTreeSet::new();
        for row in rows {
            out.extend(Uuid::parse_str(&row?).ok().map(PartyId));
        }
        Ok(out)
    }

    /// Says of tasks that came from a rule whether its start has moved since.
    pub(crate) fn mark_outdated(
        &self,
        entries: &mut [CalendarEntry],
        today: NaiveDate,
    ) -> Result<()> {
        let ids = entries
            .iter()
            .filter(|entry| entry.record == Kind::Task)
            .map(|entry| entry.id)
            .collect();
        let tasks: Vec<Task> = self.some("id", &ids)?;
        let cases: BTreeSet<CaseId> = tasks
            .iter()
            .filter(|task| task.start_id.is_some())
            .filter_map(|task| task.case_id)
            .collect();
        if cases.is_empty() {
            return Ok(());
        }
        let mut people = BTreeSet::new();
        for case in &cases {
            let measures: Vec<Measure> = self.list_of_case(*case)?;
            people.extend(measures.iter().map(|measure| measure.party));
        }
        let ledger = Ledger::of_parties(self.conn, &people)?;
        let outdated = self.outdated(&cases, &ledger, today)?;
        for entry in entries {
            entry.outdated = entry.record == Kind::Task && outdated.contains(&TaskId(entry.id));
        }
        Ok(())
    }
}
