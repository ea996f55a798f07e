//! The calendar: hearings, expiries, reviews, deadlines, consents and retention, by day. Nothing of it is stored; it follows from the records.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{Datelike, Days, NaiveDate};
use uuid::Uuid;

use super::deadlines;
use super::ledger::{self, Ledger};
use crate::date::UncertainDate;
use crate::record::{
    Case, CaseId, CaseKind, Consent, Entity, Party, PartyId, Proceeding, Task, TaskId,
};
use crate::view::{BareCase, CalendarEntry, CalendarQuery, CalendarView, EntryKind};
use crate::{Book, Error, Result, store};

/// Longest part of the calendar that is given at once, in days.
const LONGEST: i64 = 400;
/// Most entries given at once.
const ENTRIES: usize = 2_000;
/// Most cases without a next step that are given at once.
const BARE: usize = 200;

impl Book<'_> {
    /// A part of the calendar, with everything overdue and the cases in which nothing is to come.
    ///
    /// # Errors
    /// [`Error::Invalid`] if the last day is before the first or more than 400 days after it.
    pub fn calendar(&self, query: &CalendarQuery, today: NaiveDate) -> Result<CalendarView> {
        let (from, to) = (query.from, query.to);
        if to < from {
            return Err(Error::invalid("to", "ends_before_start"));
        }
        if (to - from).num_days() > LONGEST {
            return Err(Error::invalid("to", "too_wide"));
        }
        let mut all = self.entries(from.min(today), today)?;
        let (bare, bare_count) = self.bare(&all, today)?;
        all.retain(|entry| query.kinds.is_empty() || query.kinds.contains(&entry.kind));
        let mut view = CalendarView {
            from,
            to,
            today,
            overdue: Vec::new(),
            entries: Vec::new(),
            undated: Vec::new(),
            bare,
            bare_count,
            more: false,
        };
        for entry in all {
            if entry.overdue {
                view.overdue.push(entry.clone());
            }
            match (entry.earliest, entry.latest) {
                (None, None) => view.undated.push(entry),
                (first, last) if touches(first, last, from, to) => view.entries.push(entry),
                _ => {}
            }
        }
        for list in [&mut view.overdue, &mut view.entries, &mut view.undated] {
            view.more |= list.len() > ENTRIES;
            list.truncate(ENTRIES);
            self.name(list)?;
        }
        Ok(view)
    }

    /// Everything in the calendar that may be on or after a day, and all that is overdue, in order. Names are not filled in.
    pub(crate) fn entries(&self, since: NaiveDate, today: NaiveDate) -> Result<Vec<CalendarEntry>> {
        let ledger = Ledger::read(self.conn)?;
        let mut out = Vec::new();
        measures_due(&ledger, today, &mut out);
        self.proceedings_due(since, &mut out)?;
        self.tasks_due(&ledger, today, &mut out)?;
        self.consents_due(today, &mut out)?;
        self.retention_due(today, &mut out)?;
        sort(&mut out);
        Ok(out)
    }

    fn proceedings_due(&self, since: NaiveDate, out: &mut Vec<CalendarEntry>) -> Result<()> {
        let proceedings: Vec<Proceeding> = store::select_as(
            self.conn,
            "WHERE \"id\" IN (SELECT proceeding FROM derived_day WHERE last >= ?1) ORDER BY \"rowid\"",
            [since.to_string()],
        )?;
        for proceeding in &proceedings {
            of_proceeding(proceeding, out);
        }
        Ok(())
    }

    fn tasks_due(
        &self,
        ledger: &Ledger,
        today: NaiveDate,
        out: &mut Vec<CalendarEntry>,
    ) -> Result<()> {
        let tasks: Vec<Task> =
            store::select_as(self.conn, "WHERE \"done\" = 0 ORDER BY \"rowid\"", [])?;
        let ruled: BTreeSet<CaseId> = tasks
            .iter()
            .filter(|task| task.start_id.is_some())
            .filter_map(|task| task.case_id)
            .collect();
        let outdated: BTreeSet<TaskId> = self.outdated(&ruled, ledger, today)?;
        for task in &tasks {
            out.push(CalendarEntry {
                outdated: outdated.contains(&task.id),
                ..of_task(task, today)
            });
        }
        Ok(())
    }

    /// A consent that ran out is overdue until there is a later one of the same person in the same case.
    fn consents_due(&self, today: NaiveDate, out: &mut Vec<CalendarEntry>) -> Result<()> {
        let consents: Vec<Consent> = store::select_as(
            self.conn,
            "WHERE \"withdrawn_on\" IS NULL ORDER BY \"rowid\"",
            [],
        )?;
        let holds: HashSet<(Option<CaseId>, Option<PartyId>)> = consents
            .iter()
            .filter(|consent| consent.valid_until.is_none_or(|day| day >= today))
            .map(|consent| (consent.case_id, consent.party))
            .collect();
        for consent in &consents {
            let renewed = holds.contains(&(consent.case_id, consent.party));
            out.extend(of_consent(consent, renewed, today));
        }
        Ok(())
    }

    fn retention_due(&self, today: NaiveDate, out: &mut Vec<CalendarEntry>) -> Result<()> {
        let cases: Vec<Case> = store::select_as(
            self.conn,
            "WHERE \"retention_review\" IS NOT NULL ORDER BY \"rowid\"",
            [],
        )?;
        out.extend(cases.iter().map(|case| of_retention(case, today)));
        Ok(())
    }

    /// Cases in which nothing is to come. What only concerns keeping the file (retention, consent) is no next step.
    fn bare(&self, all: &[CalendarEntry], today: NaiveDate) -> Result<(Vec<BareCase>, u32)> {
        let stirs: HashSet<CaseId> = all
            .iter()
            .filter(|entry| !matches!(entry.kind, EntryKind::Consent | EntryKind::Retention))
            .filter(|entry| {
                let ahead = entry
                    .latest
                    .or(entry.earliest)
                    .is_some_and(|day| day >= today);
                ahead || entry.overdue || entry.kind == EntryKind::Task
            })
            .filter_map(|entry| entry.case_id)
            .collect();
        let mut cases: Vec<BareCase> = self
            .list::<Case>()?
            .into_iter()
            .filter(|case| !stirs.contains(&case.id))
            .map(|case| BareCase {
                id: case.id,
                reference: case.reference,
                title: case.title,
                kind: case.kind,
            })
            .collect();
        cases.sort_by(|a, b| {
            let last = |case: &BareCase| case.kind != CaseKind::Legal;
            (last(a), &a.reference).cmp(&(last(b), &b.reference))
        });
        let count = u32::try_from(cases.len()).unwrap_or(u32::MAX);
        cases.truncate(BARE);
        Ok((cases, count))
    }

    /// Fills in references of cases and names of parties.
    pub(crate) fn name(&self, entries: &mut [CalendarEntry]) -> Result<()> {
        let ids = |of: fn(&CalendarEntry) -> Option<Uuid>| -> BTreeSet<Uuid> {
            entries.iter().filter_map(of).collect()
        };
        let cases: Vec<Case> = self.some("id", &ids(|entry| entry.case_id.map(|id| id.0)))?;
        let parties: Vec<Party> = self.some("id", &ids(|entry| entry.party_id.map(|id| id.0)))?;
        let references: HashMap<CaseId, String> = cases
            .into_iter()
            .map(|case| (case.id, case.reference))
            .collect();
        let names: HashMap<PartyId, String> = parties
            .into_iter()
            .map(|party| (party.id, party.name))
            .collect();
        for entry in entries {
            if let Some(reference) = entry.case_id.and_then(|id| references.get(&id)) {
                entry.case.clone_from(reference);
            }
            if let Some(name) = entry.party_id.and_then(|id| names.get(&id)) {
                entry.party.clone_from(name);
            }
        }
        Ok(())
    }
}

/// A proceeding and its hearings.
pub(crate) fn of_proceeding(proceeding: &Proceeding, out: &mut Vec<CalendarEntry>) {
    if let Some(date) = &proceeding.date {
        out.push(CalendarEntry {
            case_id: Some(proceeding.case_id),
            code: proceeding.kind.clone(),
            title: proceeding.decision.clone(),
            ..entry(EntryKind::Proceeding, proceeding, Some(date.clone()))
        });
    }
    for (at, hearing) in proceeding.hearings.iter().enumerate() {
        if let Some(date) = &hearing.date {
            out.push(CalendarEntry {
                part: u32::try_from(at).unwrap_or(u32::MAX),
                case_id: Some(proceeding.case_id),
                code: proceeding.kind.clone(),
                title: hearing.words.clone(),
                ..entry(EntryKind::Hearing, proceeding, Some(date.clone()))
            });
        }
    }
}

/// An open task; whether its start has moved is another question.
pub(super) fn of_task(task: &Task, today: NaiveDate) -> CalendarEntry {
    let date = task.due.and_then(|day| UncertainDate::day(day).ok());
    CalendarEntry {
        case_id: task.case_id,
        title: task.title.clone(),
        rule: task.rule.clone(),
        overdue: task.due.is_some_and(|day| day < today),
        ..entry(EntryKind::Task, task, date)
    }
}

/// The last day of a consent, if it has one; `renewed`: a later one of the same person in the same case holds.
pub(super) fn of_consent(
    consent: &Consent,
    renewed: bool,
    today: NaiveDate,
) -> Option<CalendarEntry> {
    let day = consent.valid_until?;
    Some(CalendarEntry {
        case_id: consent.case_id,
        party_id: consent.party,
        overdue: day < today && !renewed,
        ..entry(EntryKind::Consent, consent, UncertainDate::day(day).ok())
    })
}

/// The day on which somebody has to say whether a case is still needed.
pub(super) fn of_retention(case: &Case, today: NaiveDate) -> CalendarEntry {
    let day = case.retention_review;
    let date = day.and_then(|day| UncertainDate::day(day).ok());
    CalendarEntry {
        case_id: Some(case.id),
        title: case.title.clone(),
        overdue: day.is_some_and(|day| day < today),
        ..entry(EntryKind::Retention, case, date)
    }
}

/// Expiries and reviews of measures.
pub(super) fn measures_due(ledger: &Ledger, today: NaiveDate, out: &mut Vec<CalendarEntry>) {
    let running = ledger
        .all()
        .iter()
        .filter(|measure| ledger.may_run_out(measure, today));
    for measure in running {
        let in_force = ledger.is_in_force(measure, today);
        let of = |kind, date: UncertainDate, late: bool| CalendarEntry {
            case_id: Some(measure.case_id),
            party_id: Some(measure.party),
            code: measure.status.clone(),
            overdue: in_force && late,
            ..entry(kind, measure, Some(date))
        };
        if let Some(date) = deadlines::expiry(measure) {
            let late = ledger::expiry(measure).is_some_and(|day| day < today);
            out.push(of(EntryKind::Expiry, date, late));
        }
        if let Some(day) = measure.next_review
            && let Ok(date) = UncertainDate::day(day)
        {
            out.push(of(EntryKind::Review, date, day < today));
        }
    }
}

/// An entry of a record; an interval counts by the days it may have begun on.
fn entry<T: Entity>(kind: EntryKind, record: &T, date: Option<UncertainDate>) -> CalendarEntry {
    let (first, last) = date.as_ref().map_or((None, None), UncertainDate::began);
    CalendarEntry {
        kind,
        record: T::KIND,
        id: record.id(),
        part: 0,
        // What is not known to an end must not stand in every month there is.
        earliest: first.or(last),
        latest: last.or(first),
        date,
        case_id: None,
        case: String::new(),
        party_id: None,
        party: String::new(),
        code: String::new(),
        title: String::new(),
        rule: String::new(),
        overdue: false,
        outdated: false,
    }
}

/// Whether days overlap.
pub(super) fn touches(
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    from: NaiveDate,
    to: NaiveDate,
) -> bool {
    first.is_none_or(|first| first <= to) && last.is_none_or(|last| last >= from)
}

/// By first day, then last; what has no day comes at the end.
pub(super) fn sort(entries: &mut [CalendarEntry]) {
    entries.sort_by_key(|entry| {
        (
            entry.earliest.unwrap_or(NaiveDate::MAX),
            entry.latest.unwrap_or(NaiveDate::MAX),
            entry.kind,
            entry.id,
            entry.part,
        )
    });
}

/// The Sunday of a day's week.
pub(crate) fn sunday(day: NaiveDate) -> NaiveDate {
    let left = 6 - day.weekday().num_days_from_monday();
    day.checked_add_days(Days::new(left.into())).unwrap_or(day)
}
