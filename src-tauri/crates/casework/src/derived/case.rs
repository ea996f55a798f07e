//! The row of a case.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::EVER;
use crate::Result;
use crate::date::UncertainDate;
use crate::read::{gaps, standing};
use crate::record::CaseId;

/// Names of victims that are kept.
const VICTIMS: usize = 3;

/// What a list shows of a case beside the case itself.
#[derive(Clone, PartialEq)]
pub(crate) struct CaseFacts {
    pub start: Option<UncertainDate>,
    pub victims: Vec<String>,
    pub victim_count: u32,
    pub conflicts: u32,
    pub gaps: u32,
    /// First and last day for which the number of gaps holds.
    pub good: (String, String),
    pub changed: String,
}

/// Columns of a row, for a query that joins it as `d`.
pub(crate) const COLUMNS: &str = "d.\"start\", d.\"start_words\", d.\"victims\", d.\"victim_count\", d.\"conflicts\", d.\"gaps\", d.\"gaps_from\", d.\"gaps_until\", d.\"changed\"";

impl CaseFacts {
    /// Reads [`COLUMNS`] that begin at column `at`; none if the case has no row.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Option<Self>> {
        let Some(victims) = row.get::<_, Option<String>>(at + 2)? else {
            return Ok(None);
        };
        let start: Option<String> = row.get(at)?;
        let words: Option<String> = row.get(at + 1)?;
        Ok(Some(Self {
            start: start.and_then(|edtf| date(&edtf, words.as_deref())),
            victims: serde_json::from_str(&victims).unwrap_or_default(),
            victim_count: row.get(at + 3)?,
            conflicts: row.get(at + 4)?,
            gaps: row.get(at + 5)?,
            good: (row.get(at + 6)?, row.get(at + 7)?),
            changed: row.get(at + 8)?,
        }))
    }

    /// Whether it holds on a day.
    pub(crate) fn holds_on(&self, day: &str) -> bool {
        (self.good.0.as_str()..=self.good.1.as_str()).contains(&day)
    }

    /// Works it out from the records.
    pub(crate) fn of(conn: &Connection, case: CaseId, today: NaiveDate) -> Result<Self> {
        let id = case.to_string();
        let (victims, victim_count) = victims(conn, &id)?;
        Ok(Self {
            start: start(conn, &id)?,
            victims,
            victim_count,
            conflicts: conn
                .prepare_cached("SELECT count(*) FROM \"claim\" WHERE \"case_id\" = ?1 AND \"status\" = 'conflict'")?
                .query_row([&id], |row| row.get(0))?,
            gaps: u32::try_from(gaps::find(conn, Some(case), today)?.len()).unwrap_or(u32::MAX),
            good: good(conn, &id, today)?,
            changed: changed(conn, &id)?,
        })
    }
}

/// Writes the row of a case anew; of one that is gone there is none.
pub(crate) fn refresh(conn: &Connection, case: CaseId, today: NaiveDate) -> Result<()> {
    let id = case.to_string();
    let there = conn
        .prepare_cached("SELECT 1 FROM \"case\" WHERE \"id\" = ?1")?
        .exists([&id])?;
    if !there {
        conn.prepare_cached("DELETE FROM derived_case WHERE case_id = ?1")?
            .execute([&id])?;
        return Ok(());
    }
    let facts = CaseFacts::of(conn, case, today)?;
    let kept = standing::kept(conn, case)?;
    let words = facts
        .start
        .as_ref()
        .and_then(|date| date.words().map(str::to_owned));
    conn.prepare_cached(
        "INSERT OR REPLACE INTO derived_case (case_id, start, start_words, victims, victim_count, conflicts, gaps, gaps_from, gaps_until, changed, decided, moved)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        id,
        facts.start.as_ref().map(|date| date.edtf().to_owned()),
        words,
        serde_json::to_string(&facts.victims).unwrap_or_default(),
        facts.victim_count,
        facts.conflicts,
        facts.gaps,
        facts.good.0,
        facts.good.1,
        facts.changed,
        kept.decided,
        kept.moved
    ])?;
    Ok(())
}

/// Cases whose row does not hold on a day, at most `most`.
pub(crate) fn run_out(conn: &Connection, today: NaiveDate, most: usize) -> Result<Vec<CaseId>> {
    let mut statement = conn.prepare_cached(
        "SELECT case_id FROM derived_case WHERE gaps_until <> '9999-12-31' AND gaps_until < ?1
         UNION SELECT case_id FROM derived_case WHERE gaps_from <> '0001-01-01' AND gaps_from > ?1 LIMIT ?2",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![today.to_string(), most], |row| {
        row.get::<_, String>(0)
    })?;
    let mut out = Vec::new();
    for row in rows {
        out.extend(Uuid::parse_str(&row?).ok().map(CaseId));
    }
    Ok(out)
}

fn date(edtf: &str, words: Option<&str>) -> Option<UncertainDate> {
    UncertainDate::parse(edtf)
        .ok()?
        .with_words(words.unwrap_or_default())
        .ok()
}

/// The first thing that happened. An open start ("some time before") is no first day.
fn start(conn: &Connection, case: &str) -> Result<Option<UncertainDate>> {
    let mut first: Option<UncertainDate> = None;
    for (table, field) in [("act", "start"), ("measure", "from")] {
        // Those with the earliest first day; among them the end decides, which is not in the columns in that order.
        let sql = format!(
            "SELECT \"{field}\", \"{field}_words\" FROM \"{table}\" WHERE \"case_id\" = ?1 AND \"{field}_earliest\" =
               (SELECT min(\"{field}_earliest\") FROM \"{table}\" WHERE \"case_id\" = ?1) ORDER BY \"rowid\""
        );
        let mut statement = conn.prepare_cached(&sql)?;
        let rows = statement.query_map([case], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
        })?;
        for row in rows {
            let (edtf, words) = row?;
            let found = date(&edtf, words.as_deref());
            if let Some(found) = found
                && first.as_ref().is_none_or(|known| found < *known)
            {
                first = Some(found);
            }
        }
    }
    Ok(first)
}

/// Names of the victims: those who have the role, then those acts were done to.
fn victims(conn: &Connection, case: &str) -> Result<(Vec<String>, u32)> {
    let mut statement = conn.prepare_cached(
        "SELECT party, name FROM (
           SELECT p.id AS party, p.name, 0 AS step, i.rowid AS place FROM involved i JOIN party p ON p.id = i.party WHERE i.case_id = ?1 AND i.role = 'victim'
           UNION ALL SELECT p.id, p.name, 1, a.rowid FROM act a JOIN party p ON p.id = a.victim WHERE a.case_id = ?1)
         ORDER BY step, place",
    )?;
    let rows = statement.query_map([case], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let (mut seen, mut names) = (HashSet::new(), Vec::new());
    for row in rows {
        let (party, name) = row?;
        if seen.insert(party) && names.len() < VICTIMS {
            names.push(name);
        }
    }
    Ok((names, u32::try_from(seen.len()).unwrap_or(u32::MAX)))
}

/// The days around `today` on which the same consents are valid.
fn good(conn: &Connection, case: &str, today: NaiveDate) -> Result<(String, String)> {
    // The last day of a consent is the last one of what it makes true; the day after, another.
    let mut statement = conn.prepare_cached(
        "SELECT max(CASE WHEN k.valid_until < ?2 THEN k.valid_until END), min(CASE WHEN k.valid_until >= ?2 THEN k.valid_until END)
         FROM consent k WHERE k.valid_until IS NOT NULL AND k.withdrawn_on IS NULL AND (k.case_id IS NULL OR k.case_id = ?1)
         AND k.party IN (SELECT party FROM involved WHERE case_id = ?1)",
    )?;
    let (over, until): (Option<String>, Option<String>) = statement
        .query_row([case, &today.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let after = over
        .and_then(|day| day.parse::<NaiveDate>().ok())
        .and_then(|day| day.checked_add_days(Days::new(1)));
    Ok((
        after.map_or_else(|| EVER.0.to_owned(), |day| day.to_string()),
        until.unwrap_or_else(|| EVER.1.to_owned()),
    ))
}

fn changed(conn: &Connection, case: &str) -> Result<String> {
    let at: Option<Option<String>> = conn
        .prepare_cached("SELECT max(at) FROM revision WHERE case_id = ?1")?
        .query_row([case], |row| row.get(0))
        .optional()?;
    Ok(at.flatten().unwrap_or_default())
}
