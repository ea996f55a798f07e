//! How many there are of what: by kind, year, review state and sensitivity.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::passage::Wanted;
use super::query::SearchFilter;
use super::shelf::{Shelf, spans};
use super::tiers::{self, Asked, LOOSEST, Part};
use crate::Result;
use crate::view::{FacetCount, SearchFacets};

/// Of each kind so many are looked at; a common word is in more than anybody counts.
const LOOKED_AT: usize = 500;

/// Rows that match, of each shelf at most [`LOOKED_AT`], and whether there are more.
fn sample(
    conn: &Connection,
    expression: &str,
    shelves: &[Shelf],
) -> Result<(Vec<i64>, Vec<Shelf>)> {
    let (mut rows, mut cut) = (Vec::new(), Vec::new());
    for (first, mut last) in spans(shelves) {
        while first <= last {
            // Usually all there is; else the shelf that is full is skipped.
            let found = tiers::rows(conn, expression, first, last, LOOKED_AT * 4)?;
            let full = found.len() == LOOKED_AT * 4;
            let mut stopped = None;
            let mut count: (Option<Shelf>, usize) = (None, 0);
            for row in found {
                let shelf = Shelf::of_row(row);
                count = match count {
                    (Some(known), n) if known == shelf => (Some(known), n + 1),
                    _ => (Some(shelf), 1),
                };
                if count.1 > LOOKED_AT {
                    stopped = Some(shelf);
                    break;
                }
                rows.push(row);
            }
            match (stopped, full, count.0) {
                (Some(shelf), ..) => {
                    cut.push(shelf);
                    last = shelf.range().0 - 1;
                }
                // The last shelf was cut by the limit, not by its own end: it is looked at again, whole.
                (None, true, Some(shelf)) => {
                    rows.retain(|row| !shelf.holds(*row));
                    last = shelf.range().1.min(last);
                }
                _ => break,
            }
        }
    }
    Ok((rows, cut))
}

/// Counts for every facet; `known`: all rows that match, if that is known. Of the facet itself what is chosen does not narrow: a person sees what else there is to choose.
pub(super) fn tally(
    conn: &Connection,
    wanted: &[Wanted],
    filter: &SearchFilter,
    known: Option<Vec<i64>>,
) -> Result<SearchFacets> {
    let mut out = SearchFacets::default();
    let asked = Asked::new(conn, wanted, filter)?;
    let Some(expression) = asked.expression(LOOSEST, None) else {
        return Ok(out);
    };
    let everywhere = Shelf::open_to(&[], filter.privileged);
    let chosen = Shelf::open_to(&filter.kinds, filter.privileged);
    let (rows, cut) = match known.filter(|rows| rows.len() <= LOOKED_AT) {
        Some(rows) => (rows, Vec::new()),
        None => sample(conn, &expression, &everywhere)?,
    };
    let mut kinds: BTreeMap<String, FacetCount> = BTreeMap::new();
    let mut within = Counts::default();
    each(conn, &rows, |row, found| {
        let shelf = Shelf::of_row(row);
        let more = cut.contains(&shelf);
        if let Some(count) = kinds.get_mut(found.kind) {
            count.count += 1;
            count.more |= more;
        } else {
            let value = found.kind.to_owned();
            let count = FacetCount {
                value: value.clone(),
                count: 1,
                more,
            };
            kinds.insert(value, count);
        }
        if chosen.contains(&shelf) {
            within.add(found);
        }
    })?;
    within.more = cut.iter().any(|shelf| chosen.contains(shelf));
    out.kinds = kinds.into_values().collect();
    let without = |part: Part, is_chosen: bool| -> Result<Option<Counts>> {
        if !is_chosen {
            return Ok(None);
        }
        let mut counts = Counts::default();
        // If nothing but this facet was asked for, there is nothing to count beside it.
        if let Some(expression) = asked.expression(LOOSEST, Some(part)) {
            let (rows, cut) = sample(conn, &expression, &chosen)?;
            each(conn, &rows, |_, found| counts.add(found))?;
            counts.more = !cut.is_empty();
        }
        Ok(Some(counts))
    };
    let years = without(Part::Years, !filter.years.is_empty())?;
    let years = years.as_ref().unwrap_or(&within);
    out.years = years.list(&years.years);
    out.years.reverse();
    let status = without(Part::Status, !filter.status.is_empty())?;
    let status = status.as_ref().unwrap_or(&within);
    out.status = status.list(&status.status);
    let sensitivity = without(Part::Sensitivity, !filter.sensitivity.is_empty())?;
    let sensitivity = sensitivity.as_ref().unwrap_or(&within);
    out.sensitivity = sensitivity.list(&sensitivity.sensitivity);
    Ok(out)
}

/// What a row can be counted by.
struct Row<'r> {
    kind: &'r str,
    years: &'r str,
    status: &'r str,
    sensitivity: &'r str,
}

/// Reads rows one after the other.
fn each(conn: &Connection, rows: &[i64], mut seen: impl FnMut(i64, &Row<'_>)) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, years, status, sensitivity FROM search_row WHERE rowid = ?1",
    )?;
    for row in rows {
        statement.query_row([row], |found| {
            let text = |column: usize| Ok::<_, rusqlite::Error>(found.get_ref(column)?.as_str()?);
            let found = Row {
                kind: text(0)?,
                years: text(1)?,
                status: text(2)?,
                sensitivity: text(3)?,
            };
            seen(*row, &found);
            Ok(())
        })?;
    }
    Ok(())
}

/// How many rows have which value.
#[derive(Default)]
struct Counts {
    years: BTreeMap<String, u32>,
    status: BTreeMap<String, u32>,
    sensitivity: BTreeMap<String, u32>,
    more: bool,
}

impl Counts {
    fn add(&mut self, row: &Row<'_>) {
        for (counts, values) in [
            (&mut self.years, row.years),
            (&mut self.status, row.status),
            (&mut self.sensitivity, row.sensitivity),
        ] {
            for value in values.split(' ').filter(|value| !value.is_empty()) {
                match counts.get_mut(value) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(value.to_owned(), 1)),
                }
            }
        }
    }

    fn list(&self, counts: &BTreeMap<String, u32>) -> Vec<FacetCount> {
        let count = |(value, count): (&String, &u32)| FacetCount {
            value: value.clone(),
            count: *count,
            more: self.more,
        };
        counts.iter().map(count).collect()
    }
}
