//! How the matters of a client stand. What is made here may be printed and handed to the client or laid before a court, so that what is
//! confidential, a place that must not leave, and every note stay out of it.

use std::collections::{BTreeSet, HashSet};

use chrono::{Days, NaiveDate};

use super::calendar::sunday;
use super::ledger::{self, Ledger, Names};
use crate::date::UncertainDate;
use crate::record::{
    Case, CaseId, Involved, Measure, Party, PartyId, Place, Proceeding, Sensitivity, Task,
};
use crate::view::{
    CalendarEntry, CaseLink, ClientProceeding, ClientRow, ClientStatus, EntryKind, HeldRow,
};
use crate::{Book, Result, store};

/// The role (vocabulary `role`) that makes a party a client.
const CLIENT: &str = "client";

impl Book<'_> {
    /// Everybody who is a client in some case, by name.
    pub fn clients(&self, today: NaiveDate) -> Result<Vec<ClientRow>> {
        let parts: Vec<Involved> = store::select_as(
            self.conn,
            "WHERE \"role\" = ?1 ORDER BY \"rowid\"",
            [CLIENT],
        )?;
        let ids: BTreeSet<uuid::Uuid> = parts.iter().map(|part| part.party.0).collect();
        let running = self.in_force(today, "1")?;
        let mut entries = self.entries(today, today)?;
        entries.retain(|entry| is_due(entry, today));
        let mut rows = Vec::new();
        for party in self.some::<Party>("id", &ids)? {
            let cases: BTreeSet<CaseId> = parts
                .iter()
                .filter(|part| part.party == party.id)
                .map(|part| part.case_id)
                .collect();
            let own: Vec<CalendarEntry> = entries
                .iter()
                .filter(|entry| concerns(entry, party.id, &cases))
                .cloned()
                .collect();
            let (overdue, week, next_week) = weeks(&own, today);
            let mut next: Vec<CalendarEntry> = own
                .iter()
                .find(|entry| !entry.overdue && entry.earliest.is_some())
                .cloned()
                .into_iter()
                .collect();
            self.name(&mut next)?;
            let in_force: Vec<&Measure> = in_force(&running, party.id, &cases);
            rows.push(ClientRow {
                cases: self.links(&cases.iter().map(|case| case.0).collect())?,
                now: self.printed(&in_force, today)?,
                next: next.pop(),
                week: count(&week),
                next_week: count(&next_week),
                overdue: count(&overdue),
                tasks: count(
                    &own.iter()
                        .filter(|entry| entry.kind == EntryKind::Task)
                        .collect::<Vec<_>>(),
                ),
                party: party.id,
                name: party.name,
            });
        }
        rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.party));
        Ok(rows)
    }

    /// How one client's matters stand.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn client_status(&self, party: PartyId, today: NaiveDate) -> Result<ClientStatus> {
        let who: Party = self.get(party.0)?;
        let involved: Vec<Involved> = store::select_as(
            self.conn,
            "WHERE \"party\" = ?1 AND \"role\" = ?2 ORDER BY \"rowid\"",
            [party.to_string(), CLIENT.to_owned()],
        )?;
        let ids: BTreeSet<uuid::Uuid> = involved.iter().map(|part| part.case_id.0).collect();
        let cases: Vec<Case> = self.some("id", &ids)?;
        let open: BTreeSet<CaseId> = cases
            .iter()
            .filter(|case| may_be_printed(case.sensitivity))
            .map(|case| case.id)
            .collect();
        let mut left_out = cases.len() - open.len();

        let ledger = Ledger::of_party(self.conn, party)?;
        let running = self.in_force(today, &format!("party = '{party}'"))?;
        let mut in_force = in_force(&running, party, &open);
        let before = in_force.len();
        in_force.retain(|measure| may_be_printed(measure.sensitivity));
        left_out += before - in_force.len();
        let hidden: HashSet<uuid::Uuid> = ledger
            .all()
            .iter()
            .filter(|measure| !may_be_printed(measure.sensitivity))
            .map(|measure| measure.id.0)
            .collect();

        let mut entries = self.entries(today, today)?;
        entries.retain(|entry| {
            is_due(entry, today) && concerns(entry, party, &open) && !hidden.contains(&entry.id)
        });
        self.name(&mut entries)?;
        let (overdue, week, next_week) = weeks(&entries, today);
        let mut tasks: Vec<Task> = Vec::new();
        for case in &open {
            tasks.extend(self.list_of_case::<Task>(*case)?);
        }
        tasks.retain(|task| !task.done);
        tasks.sort_by_key(|task| (task.due.is_none(), task.due));
        Ok(ClientStatus {
            party,
            name: who.name,
            on: today,
            sunday: sunday(today),
            now: self.printed(&in_force, today)?,
            proceedings: self.proceedings_of(&open, &cases, today)?,
            cases: cases
                .into_iter()
                .filter(|case| open.contains(&case.id))
                .map(|case| CaseLink {
                    id: case.id,
                    reference: case.reference,
                    title: case.title,
                })
                .collect(),
            overdue,
            week,
            next_week,
            tasks,
            left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
        })
    }

    fn proceedings_of(
        &self,
        open: &BTreeSet<CaseId>,
        cases: &[Case],
        today: NaiveDate,
    ) -> Result<Vec<ClientProceeding>> {
        let mut found: Vec<Proceeding> = Vec::new();
        for case in open {
            found.extend(self.list_of_case::<Proceeding>(*case)?);
        }
        // The latest first; `None` is less than any date.
        found.sort_by(|a, b| b.date.cmp(&a.date));
        let reference = |id: CaseId| {
            let case = cases.iter().find(|case| case.id == id);
            case.map(|case| case.reference.clone()).unwrap_or_default()
        };
        Ok(found
            .into_iter()
            .map(|proceeding| ClientProceeding {
                next_hearing: next_hearing(&proceeding, today),
                id: proceeding.id,
                case: reference(proceeding.case_id),
                kind: proceeding.kind,
                court: proceeding.court,
                number: proceeding.number,
                stage: proceeding.stage,
                provisions: proceeding.provisions,
                date: proceeding.date,
                decision: proceeding.decision,
                sentence: proceeding.sentence,
            })
            .collect())
    }

    /// Lines of a board, without the names of places that must not leave.
    fn printed(&self, measures: &[&Measure], today: NaiveDate) -> Result<Vec<HeldRow>> {
        let names = Names::of(self, measures)?;
        let mut rows = Vec::new();
        for measure in measures {
            let mut row = names.row(measure, today);
            if let Some(place) = measure.place
                && self.get::<Place>(place.0)?.never_export
            {
                row.place.clear();
            }
            rows.push(row);
        }
        ledger::sort(&mut rows);
        Ok(rows)
    }
}

/// What may stand on a page that is handed to somebody.
fn may_be_printed(sensitivity: Sensitivity) -> bool {
    sensitivity < Sensitivity::Confidential
}

fn in_force<'l>(
    running: &'l [Measure],
    party: PartyId,
    cases: &BTreeSet<CaseId>,
) -> Vec<&'l Measure> {
    running
        .iter()
        .filter(|measure| measure.party == party && cases.contains(&measure.case_id))
        .collect()
}

/// Still to be minded: overdue, to come, or without a day.
fn is_due(entry: &CalendarEntry, today: NaiveDate) -> bool {
    entry.overdue || entry.latest.is_none_or(|day| day >= today)
}

/// In one of the cases, and about nobody else.
fn concerns(entry: &CalendarEntry, party: PartyId, cases: &BTreeSet<CaseId>) -> bool {
    entry.kind != EntryKind::Retention
        && entry.case_id.is_some_and(|case| cases.contains(&case))
        && entry.party_id.is_none_or(|about| about == party)
}

/// Overdue; to come until Sunday; to come in the week after.
fn weeks(
    entries: &[CalendarEntry],
    today: NaiveDate,
) -> (Vec<CalendarEntry>, Vec<CalendarEntry>, Vec<CalendarEntry>) {
    let this = sunday(today);
    let next = this.checked_add_days(Days::new(7)).unwrap_or(this);
    let within = |until: NaiveDate, after: Option<NaiveDate>| {
        entries
            .iter()
            .filter(|entry| !entry.overdue)
            .filter(|entry| {
                let first = entry.earliest.map(|day| day.max(today));
                first.is_some_and(|day| day <= until && after.is_none_or(|after| day > after))
            })
            .cloned()
            .collect()
    };
    let overdue = entries.iter().filter(|entry| entry.overdue).cloned();
    (
        overdue.collect(),
        within(this, None),
        within(next, Some(this)),
    )
}

/// The first hearing that may still be to come.
fn next_hearing(proceeding: &Proceeding, today: NaiveDate) -> Option<UncertainDate> {
    let dates = proceeding
        .hearings
        .iter()
        .filter_map(|hearing| hearing.date.as_ref());
    dates
        .filter(|date| date.overlaps(Some(today), None))
        .min()
        .cloned()
}

fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
