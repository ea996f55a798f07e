//! How many there are of what: by kind, year, review state and sensitivity.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::passage::Wanted;
use super::query::SearchFilter;
use super::shelf::{Shelf, spans};
use super::tiers::{self, LOOSEST, Part};
use crate::Result;
use crate::record::Kind;
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

/// Counts for every facet. Of the facet itself what is chosen does not narrow: a person sees what else there is to choose.
pub(super) fn tally(
    conn: &Connection,
    wanted: &[Wanted],
    filter: &SearchFilter,
) -> Result<SearchFacets> {
    let mut out = SearchFacets::default();
    let Some(expression) = tiers::expression(wanted, LOOSEST, filter, None) else {
        return Ok(out);
    };
    let everywhere = Shelf::open_to(&[], filter.privileged);
    let (rows, cut) = sample(conn, &expression, &everywhere)?;
    let mut kinds: BTreeMap<Kind, FacetCount> = BTreeMap::new();
    let chosen = Shelf::open_to(&filter.kinds, filter.privileged);
    let mut within = Vec::new();
    for row in rows {
        let shelf = Shelf::of_row(row);
        if chosen.contains(&shelf) {
            within.push(row);
        }
        if let Some((kind, _)) = tiers::record(conn, row)? {
            let count = kinds.entry(kind).or_insert_with(|| FacetCount {
                value: kind.name().to_owned(),
                count: 0,
                more: false,
            });
            count.count += 1;
            count.more |= cut.contains(&shelf);
        }
    }
    out.kinds = kinds.into_values().collect();
    let whole = !cut.iter().any(|shelf| chosen.contains(shelf));
    let again = |part: Part, is_chosen: bool| -> Result<(Vec<i64>, bool)> {
        match tiers::expression(wanted, LOOSEST, filter, Some(part)) {
            Some(expression) if is_chosen => {
                let (rows, cut) = sample(conn, &expression, &chosen)?;
                Ok((rows, cut.is_empty()))
            }
            // Nothing but this facet was asked for: there is nothing to count beside it.
            None if is_chosen => Ok((Vec::new(), true)),
            _ => Ok((within.clone(), whole)),
        }
    };
    out.years = by(conn, 0, again(Part::Years, !filter.years.is_empty())?)?;
    out.years.reverse();
    out.status = by(conn, 1, again(Part::Status, !filter.status.is_empty())?)?;
    out.sensitivity = by(
        conn,
        2,
        again(Part::Sensitivity, !filter.sensitivity.is_empty())?,
    )?;
    Ok(out)
}

/// Counts the values in a column of the rows.
fn by(conn: &Connection, column: usize, (rows, whole): (Vec<i64>, bool)) -> Result<Vec<FacetCount>> {
    let mut statement = conn
        .prepare_cached("SELECT years, status, sensitivity FROM search_row WHERE rowid = ?1")?;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for row in rows {
        let values: String = statement.query_row([row], |row| row.get(column))?;
        for value in values.split(' ').filter(|value| !value.is_empty()) {
            *counts.entry(value.to_owned()).or_default() += 1;
        }
    }
    Ok(counts
        .into_iter()
        .map(|(value, count)| FacetCount {
            value,
            count,
            more: !whole,
        })
        .collect())
}
