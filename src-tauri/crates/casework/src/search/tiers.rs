//! Finding the best first. A query becomes expressions from the closest to the loosest: every word as it is typed in what a record is called, then
//! beginnings and other cases of it there, then in its own words, then in the names of what it is linked with. Each is read from the top of the index
//! (people, cases, ... ; the latest first) until there are enough, so that a word of every other note costs no more than a rare one.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::facet;
use super::passage::Wanted;
use super::query::SearchFilter;
use super::shelf::{Shelf, spans};
use crate::Result;
use crate::record::Kind;

/// How close a word must come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// The word as it is typed.
    Same,
    /// Or what is left of it without a case ending.
    Inflected,
    /// Or another that begins so.
    Begun,
}

/// Where the words must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In what the record is called.
    Name,
    /// In that, or in its own words.
    Own,
    /// Anywhere, names of what it is linked with included.
    Anywhere,
}

/// Where, and how close.
type Tier = (Place, Close);
const TIERS: [Tier; 6] = [
    (Place::Name, Close::Same),
    (Place::Name, Close::Inflected),
    (Place::Name, Close::Begun),
    (Place::Own, Close::Same),
    (Place::Own, Close::Begun),
    LOOSEST,
];
/// Of several words only a few come together anywhere: how close each is says less, and finding it out takes as long.
const FOR_SEVERAL: [Tier; 4] = [
    (Place::Name, Close::Same),
    (Place::Name, Close::Begun),
    (Place::Own, Close::Begun),
    LOOSEST,
];
pub(super) const LOOSEST: Tier = (Place::Anywhere, Close::Begun);

/// One part of a filter, which a tally of that part leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Years,
    Status,
    Sensitivity,
}

/// The FTS5 expression of a query; every word is a quoted string of letters and digits, so nothing in it is syntax. None if nothing is asked for.
pub(super) fn expression(
    wanted: &[Wanted],
    (place, close): Tier,
    filter: &SearchFilter,
    without: Option<Part>,
) -> Option<String> {
    let (columns, kept): (&str, fn(&str) -> String) = match place {
        Place::Name => ("{facet}", facet::named),
        Place::Own => ("{title body}", str::to_owned),
        Place::Anywhere => ("{title body context}", str::to_owned),
    };
    let word = |wanted: &Wanted| {
        let begun = close == Close::Begun;
        let star = if wanted.prefix && begun { " *" } else { "" };
        let readings = wanted
            .readings
            .iter()
            .map(|reading| format!("\"{}\"{star}", kept(reading)));
        let stems = wanted
            .stems
            .iter()
            .filter(|_| close != Close::Same)
            .map(|stem| format!("\"{}\"{}", kept(stem), if begun { " *" } else { "" }));
        format!(
            "({})",
            readings.chain(stems).collect::<Vec<_>>().join(" OR ")
        )
    };
    let words: Vec<String> = wanted.iter().map(word).collect();
    let words = (!words.is_empty()).then(|| format!("{columns} : ({})", words.join(" AND ")));
    let narrowed = narrowed(filter, without);
    let all: Vec<String> = words.into_iter().chain(narrowed).collect();
    (!all.is_empty()).then(|| all.join(" AND "))
}

fn narrowed(filter: &SearchFilter, without: Option<Part>) -> Vec<String> {
    let any = |part: Option<Part>, words: Vec<String>| {
        let counts = !words.is_empty() && (part.is_none() || part != without);
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        counts.then(|| format!("{{facet}} : ({})", quoted.join(" OR ")))
    };
    [
        any(
            None,
            filter
                .cases
                .iter()
                .map(|case| facet::case(case.0))
                .collect(),
        ),
        any(
            Some(Part::Years),
            filter.years.iter().map(|year| facet::year(*year)).collect(),
        ),
        any(
            Some(Part::Status),
            filter
                .status
                .iter()
                .map(|status| facet::status(*status))
                .collect(),
        ),
        any(
            Some(Part::Sensitivity),
            filter
                .sensitivity
                .iter()
                .map(|value| facet::sensitivity(*value))
                .collect(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Row numbers of the best, at most `most`, in order.
pub(super) fn best(
    conn: &Connection,
    wanted: &[Wanted],
    filter: &SearchFilter,
    most: usize,
) -> Result<Vec<i64>> {
    let spans = spans(&Shelf::open_to(&filter.kinds, filter.privileged));
    // Without words there is nothing to be closer to.
    let tiers = match wanted.len() {
        0 => &TIERS[TIERS.len() - 1..],
        1 => &TIERS[..],
        _ => &FOR_SEVERAL[..],
    };
    let (mut out, mut seen) = (Vec::new(), HashSet::new());
    for tier in tiers {
        let Some(expression) = expression(wanted, *tier, filter, None) else {
            break;
        };
        for (first, last) in &spans {
            // What closer tiers found is found again.
            let rows = rows(conn, &expression, *first, *last, most)?;
            for row in rows {
                if out.len() < most && seen.insert(row) {
                    out.push(row);
                }
            }
            if out.len() >= most {
                return Ok(out);
            }
        }
    }
    Ok(out)
}

/// Row numbers between two that match, the highest first, at most `most`.
pub(super) fn rows(
    conn: &Connection,
    expression: &str,
    first: i64,
    last: i64,
    most: usize,
) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let found = statement.query_map(params![expression, first, last, most], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The record of a row.
pub(super) fn record(conn: &Connection, row: i64) -> Result<Option<(Kind, Uuid)>> {
    let mut statement =
        conn.prepare_cached("SELECT kind, record FROM search_row WHERE rowid = ?1")?;
    let mut found = statement.query([row])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let (kind, id): (String, String) = (row.get(0)?, row.get(1)?);
    Ok(Kind::of(&kind).zip(Uuid::parse_str(&id).ok()))
}
