//! The list of cases.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::params;
use uuid::Uuid;

use crate::derived::case::{self as derived, CaseFacts};
use crate::record::{CaseId, Kind, ReviewState};
use crate::search::{self, SearchFilter};
use crate::view::{CaseFilter, CaseRow, CaseSort};
use crate::{Book, Error, Result};

/// Cases with what is derived of each.
const ROWS: &str = "SELECT c.\"id\", c.\"reference\", c.\"title\", c.\"kind\", c.\"status\", c.\"sensitivity\", c.\"space\", c.\"tags\"";

/// What the measures in force on a day say of a case.
#[derive(Clone, Copy, Default)]
struct Force {
    /// The next expiry.
    expires: Option<NaiveDate>,
    /// One of them holds somebody.
    holds: bool,
}

impl Book<'_> {
    /// Cases that pass a filter, in its order.
    pub fn case_rows(&self, filter: &CaseFilter, today: NaiveDate) -> Result<Vec<CaseRow>> {
        let mut found: Option<HashSet<CaseId>> = None;
        let mut only = |cases: HashSet<CaseId>| {
            found = Some(match found.take() {
                None => cases,
                Some(known) => known.intersection(&cases).copied().collect(),
            });
        };
        if !filter.text.trim().is_empty() {
            only(self.cases_with_words(&filter.text)?);
        }
        if filter.from.is_some() || filter.until.is_some() {
            only(self.cases_between(filter.from, filter.until)?);
        }
        let force = self.force_by_case(today)?;
        let mut rows = self.rows(found.as_ref(), &force, &self.unsettled()?, today)?;
        rows.retain(|row| {
            (filter.status.is_empty() || filter.status.contains(&row.status))
                && (filter.space.is_empty()
                    || row.space.iter().any(|space| filter.space.contains(space)))
                && filter.tags.iter().all(|tag| row.tags.contains(tag))
                && (!filter.open_measures || force.get(&row.id).is_some_and(|force| force.holds))
        });
        sort(&mut rows, filter.sort);
        rows.truncate(filter.limit.map_or(usize::MAX, |limit| limit as usize));
        Ok(rows)
    }

    /// Cases that wait for somebody to look: not reviewed yet, or changed since they were. Those that fell first, then the one that is
    /// furthest, with fewest gaps.
    pub fn review_queue(&self, today: NaiveDate) -> Result<Vec<CaseRow>> {
        let mut rows = self.case_rows(&CaseFilter::default(), today)?;
        rows.retain(|row| waits(row.status, row.changed_since));
        sort_queue(&mut rows);
        Ok(rows)
    }

    /// The first of them, and how many there are: what a line shows is read of these first ones alone.
    pub(crate) fn review_first(
        &self,
        today: NaiveDate,
        most: usize,
    ) -> Result<(Vec<CaseRow>, usize)> {
        let unsettled = self.unsettled()?;
        let mut statement = self.conn.prepare_cached(
            "SELECT c.\"id\", c.\"reference\", c.\"status\", d.\"gaps\", d.\"gaps_from\", d.\"gaps_until\"
             FROM \"case\" c LEFT JOIN derived_case d ON d.case_id = c.\"id\"",
        )?;
        let mut found = statement.query([])?;
        let (day, mut waiting) = (today.to_string(), Vec::new());
        while let Some(row) = found.next()? {
            let broken = |_| Error::Broken { kind: Kind::Case };
            let id = CaseId(Uuid::parse_str(&row.get::<_, String>(0)?).unwrap_or_default());
            let status: ReviewState =
                serde_json::from_value(row.get::<_, String>(2)?.into()).map_err(broken)?;
            if !waits(status, unsettled.contains(&id)) {
                continue;
            }
            let from: Option<String> = row.get(4)?;
            let gaps = match (from, row.get::<_, Option<String>>(5)?) {
                (Some(from), Some(until)) if from <= day && day <= until => row.get(3)?,
                _ => CaseFacts::of(self.conn, id, today)?.gaps,
            };
            let reference: String = row.get(1)?;
            waiting.push((Reverse(status), gaps, reference, id));
        }
        waiting.sort_unstable();
        let first: HashSet<CaseId> = waiting.iter().take(most).map(|case| case.3).collect();
        let force = self.force_by_case(today)?;
        let mut rows = self.rows(Some(&first), &force, &unsettled, today)?;
        sort_queue(&mut rows);
        Ok((rows, waiting.len()))
    }

    fn cases_with_words(&self, text: &str) -> Result<HashSet<CaseId>> {
        let filter = SearchFilter {
            kinds: vec![Kind::Case],
            ..SearchFilter::default()
        };
        let found = search::matching(self.conn, text, &filter)?;
        Ok(found.into_iter().map(|(_, id)| CaseId(id)).collect())
    }

    fn cases_between(
        &self,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
    ) -> Result<HashSet<CaseId>> {
        let mut out = HashSet::new();
        for (table, first, last) in [
            ("act", "start", "end"),
            ("measure", "from", "until"),
            ("proceeding", "date", "date"),
            ("intervention", "date", "date"),
        ] {
            // An open bound is null and lets everything through; a record without a date says nothing.
            let sql = format!(
                "SELECT DISTINCT case_id FROM \"{table}\" WHERE \"{first}\" IS NOT NULL AND (?2 IS NULL OR \"{first}_earliest\" IS NULL OR \"{first}_earliest\" <= ?2)
                 AND (?1 IS NULL OR \"{first}_latest\" IS NULL OR max(\"{first}_latest\", coalesce(\"{last}_latest\", '')) >= ?1)"
            );
            let mut statement = self.conn.prepare_cached(&sql)?;
            let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
            let rows = statement.query_map(params![day(from), day(until)], |row| {
                row.get::<_, String>(0)
            })?;
            for row in rows {
                out.extend(Uuid::parse_str(&row?).ok().map(CaseId));
            }
        }
        Ok(out)
    }

    /// What the measures in force on a day say, by case.
    fn force_by_case(&self, on: NaiveDate) -> Result<HashMap<CaseId, Force>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT case_id, min(expires), max(held) FROM derived_force WHERE until >= ?1 AND \"from\" <= ?1 GROUP BY case_id",
        )?;
        let rows = statement.query_map([on.to_string()], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, bool>(2)?,
            ))
        })?;
        let mut out = HashMap::new();
        for row in rows {
            let (case, expires, holds) = row?;
            let expires = expires.and_then(|day| day.parse().ok());
            out.extend(
                Uuid::parse_str(&case)
                    .ok()
                    .map(|case| (CaseId(case), Force { expires, holds })),
            );
        }
        Ok(out)
    }

    /// The rows of some cases, in the order they were written.
    pub(crate) fn rows_of(
        &self,
        cases: &HashSet<CaseId>,
        today: NaiveDate,
    ) -> Result<Vec<CaseRow>> {
        let force = self.force_by_case(today)?;
        let mut rows = self.rows(Some(cases), &force, &self.unsettled()?, today)?;
        sort(&mut rows, CaseSort::Reference);
        Ok(rows)
    }

    /// The rows of some cases or of all.
    fn rows(
        &self,
        cases: Option<&HashSet<CaseId>>,
        force: &HashMap<CaseId, Force>,
        unsettled: &HashSet<CaseId>,
        today: NaiveDate,
    ) -> Result<Vec<CaseRow>> {
        let which = cases.map_or(
            "?1 IS NULL",
            |_| "c.\"id\" IN (SELECT value FROM json_each(?1))",
        );
        let sql = format!(
            "{ROWS}, {} FROM \"case\" c LEFT JOIN derived_case d ON d.case_id = c.\"id\" WHERE {which} ORDER BY c.\"rowid\"",
            derived::COLUMNS
        );
        let ids = cases.map(|cases| serde_json::to_string(cases).unwrap_or_default());
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut found = statement.query([ids])?;
        let (day, mut out) = (today.to_string(), Vec::new());
        while let Some(row) = found.next()? {
            let text = |column: usize| -> Result<String> { Ok(row.get(column)?) };
            let id = CaseId(Uuid::parse_str(&text(0)?).unwrap_or_default());
            let facts = match CaseFacts::read(row, 8)? {
                Some(facts) if facts.holds_on(&day) => facts,
                _ => CaseFacts::of(self.conn, id, today)?,
            };
            let broken = |_| Error::Broken { kind: Kind::Case };
            out.push(CaseRow {
                id,
                reference: text(1)?,
                title: text(2)?,
                kind: serde_json::from_value(text(3)?.into()).map_err(broken)?,
                status: serde_json::from_value(text(4)?.into()).map_err(broken)?,
                sensitivity: serde_json::from_value(text(5)?.into()).map_err(broken)?,
                space: serde_json::from_str(&text(6)?).map_err(broken)?,
                tags: serde_json::from_str(&text(7)?).map_err(broken)?,
                start: facts.start,
                victims: facts.victims,
                victim_count: facts.victim_count,
                expires: force.get(&id).and_then(|force| force.expires),
                conflicts: facts.conflicts,
                gaps: facts.gaps,
                changed: facts.changed,
                changed_since: unsettled.contains(&id),
            });
        }
        Ok(out)
    }
}

/// Whether a case waits for somebody to look.
fn waits(status: ReviewState, changed_since: bool) -> bool {
    status < ReviewState::Reviewed || changed_since
}

fn sort_queue(rows: &mut [CaseRow]) {
    rows.sort_by(|a, b| {
        b.status
            .cmp(&a.status)
            .then(a.gaps.cmp(&b.gaps))
            .then_with(|| a.reference.cmp(&b.reference))
    });
}

fn sort(rows: &mut [CaseRow], by: CaseSort) {
    rows.sort_by(|a, b| a.reference.cmp(&b.reference));
    match by {
        CaseSort::Reference => {}
        CaseSort::Changed => rows.sort_by(|a, b| b.changed.cmp(&a.changed)),
        CaseSort::Event => rows.sort_by(|a, b| b.start.cmp(&a.start)),
        CaseSort::Expiry => rows.sort_by_key(|row| row.expires.unwrap_or(NaiveDate::MAX)),
    }
}
