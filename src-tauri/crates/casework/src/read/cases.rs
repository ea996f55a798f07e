//! The list of cases.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::params;
use uuid::Uuid;

use super::gaps;
use super::ledger::{Ledger, soonest};
use crate::date::UncertainDate;
use crate::record::{Act, Case, CaseId, Kind, Measure, PartyId, ReviewState};
use crate::search::{self, SearchFilter};
use crate::view::{CaseFilter, CaseRow, CaseSort};
use crate::{Book, Result};

/// Everything the rows need, read once for all cases.
struct Facts {
    starts: HashMap<CaseId, UncertainDate>,
    victims: HashMap<CaseId, Vec<String>>,
    open: HashMap<CaseId, Vec<Measure>>,
    holding: HashSet<CaseId>,
    conflicts: HashMap<CaseId, u32>,
    gaps: HashMap<CaseId, u32>,
    changed: HashMap<CaseId, String>,
    unsettled: HashSet<CaseId>,
}

impl Book<'_> {
    /// Cases that pass a filter, in its order.
    pub fn case_rows(&self, filter: &CaseFilter, today: NaiveDate) -> Result<Vec<CaseRow>> {
        let mut cases = self.list::<Case>()?;
        if !filter.text.trim().is_empty() {
            let found = self.cases_with_words(&filter.text)?;
            cases.retain(|case| found.contains(&case.id.0));
        }
        if filter.from.is_some() || filter.until.is_some() {
            let found = self.cases_between(filter.from, filter.until)?;
            cases.retain(|case| found.contains(&case.id));
        }
        cases.retain(|case| {
            (filter.status.is_empty() || filter.status.contains(&case.status))
                && (filter.space.is_empty()
                    || case.space.iter().any(|space| filter.space.contains(space)))
                && filter.tags.iter().all(|tag| case.tags.contains(tag))
        });
        let facts = self.facts(today)?;
        cases.retain(|case| !filter.open_measures || facts.holding.contains(&case.id));
        let mut rows: Vec<CaseRow> = cases.into_iter().map(|case| facts.row(case)).collect();
        sort(&mut rows, filter.sort);
        Ok(rows)
    }

    /// Cases that wait for somebody to look: not reviewed yet, or changed since they were. Those that fell first, then the one that is
    /// furthest, with fewest gaps.
    pub fn review_queue(&self, today: NaiveDate) -> Result<Vec<CaseRow>> {
        let mut rows = self.case_rows(&CaseFilter::default(), today)?;
        rows.retain(|row| row.status < ReviewState::Reviewed || row.changed_since);
        rows.sort_by(|a, b| {
            b.status
                .cmp(&a.status)
                .then(a.gaps.cmp(&b.gaps))
                .then_with(|| a.reference.cmp(&b.reference))
        });
        Ok(rows)
    }

    fn cases_with_words(&self, text: &str) -> Result<HashSet<Uuid>> {
        let filter = SearchFilter {
            kinds: vec![Kind::Case],
            privileged: false,
        };
        let found = search::matching(self.conn, text, &filter)?;
        Ok(found.into_iter().map(|(_, id)| id).collect())
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

    fn facts(&self, today: NaiveDate) -> Result<Facts> {
        let ledger = Ledger::read(self.conn)?;
        let mut starts: HashMap<CaseId, UncertainDate> = HashMap::new();
        let mut start = |case: CaseId, date: Option<UncertainDate>| {
            // An open start ("some time before") is no first day.
            if let Some(date) = date.filter(|date| date.earliest().is_some()) {
                let known = starts.entry(case).or_insert_with(|| date.clone());
                if date < *known {
                    *known = date;
                }
            }
        };
        for act in self.list::<Act>()? {
            start(act.case_id, act.start);
        }
        for measure in self.list::<Measure>()? {
            start(measure.case_id, measure.from);
        }
        let (mut open, mut holding): (HashMap<CaseId, Vec<Measure>>, HashSet<CaseId>) =
            (HashMap::new(), HashSet::new());
        for measure in ledger.in_force(today) {
            if ledger.holds(measure) {
                holding.insert(measure.case_id);
            }
            open.entry(measure.case_id)
                .or_default()
                .push(measure.clone());
        }
        let mut gap_counts = HashMap::new();
        for gap in gaps::find(self.conn, None, today)? {
            *gap_counts.entry(CaseId(gap.case)).or_default() += 1;
        }
        Ok(Facts {
            starts,
            victims: self.victims()?,
            open,
            holding,
            conflicts: self.by_case(
                "SELECT case_id, count(*) FROM claim WHERE status = 'conflict' GROUP BY case_id",
            )?,
            gaps: gap_counts,
            changed: self.by_case(
                "SELECT case_id, max(at) FROM revision WHERE case_id IS NOT NULL GROUP BY case_id",
            )?,
            unsettled: self.unsettled()?,
        })
    }

    fn by_case<T: rusqlite::types::FromSql>(&self, sql: &str) -> Result<HashMap<CaseId, T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, T>(1)?))
        })?;
        let mut out = HashMap::new();
        for row in rows {
            let (case, value) = row?;
            if let Ok(id) = Uuid::parse_str(&case) {
                out.insert(CaseId(id), value);
            }
        }
        Ok(out)
    }

    /// Names of victims by case: those who have the role, then those acts were done to.
    fn victims(&self) -> Result<HashMap<CaseId, Vec<String>>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT case_id, party, name FROM (
               SELECT i.case_id, p.id AS party, p.name, 0 AS step, i.rowid AS place FROM involved i JOIN party p ON p.id = i.party WHERE i.role = 'victim'
               UNION ALL SELECT a.case_id, p.id, p.name, 1, a.rowid FROM act a JOIN party p ON p.id = a.victim)
             ORDER BY case_id, step, place",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let mut seen: HashSet<(CaseId, PartyId)> = HashSet::new();
        let mut out: HashMap<CaseId, Vec<String>> = HashMap::new();
        for row in rows {
            let (case, party, name) = row?;
            if let (Ok(case), Ok(party)) = (Uuid::parse_str(&case), Uuid::parse_str(&party))
                && seen.insert((CaseId(case), PartyId(party)))
            {
                out.entry(CaseId(case)).or_default().push(name);
            }
        }
        Ok(out)
    }

    /// The row of one case.
    pub(crate) fn rows_of(
        &self,
        cases: &HashSet<CaseId>,
        today: NaiveDate,
    ) -> Result<Vec<CaseRow>> {
        let mut rows = self.case_rows(&CaseFilter::default(), today)?;
        rows.retain(|row| cases.contains(&row.id));
        Ok(rows)
    }
}

impl Facts {
    fn row(&self, case: Case) -> CaseRow {
        let mut victims = self.victims.get(&case.id).cloned().unwrap_or_default();
        let victim_count = u32::try_from(victims.len()).unwrap_or(u32::MAX);
        victims.truncate(3);
        CaseRow {
            start: self.starts.get(&case.id).cloned(),
            victims,
            victim_count,
            expires: soonest(self.open.get(&case.id).into_iter().flatten()),
            conflicts: self.conflicts.get(&case.id).copied().unwrap_or_default(),
            gaps: self.gaps.get(&case.id).copied().unwrap_or_default(),
            changed: self.changed.get(&case.id).cloned().unwrap_or_default(),
            changed_since: self.unsettled.contains(&case.id),
            id: case.id,
            reference: case.reference,
            title: case.title,
            kind: case.kind,
            status: case.status,
            sensitivity: case.sensitivity,
            space: case.space,
            tags: case.tags,
        }
    }
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
