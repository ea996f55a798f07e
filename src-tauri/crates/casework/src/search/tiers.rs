//! Finding the best first. A query becomes expressions from the closest to the loosest: every word as it is typed in what a record is called, then
//! beginnings and other cases of it there, then in its own words, then in the names of what it is linked with. Each is read from the top of the index
//! (people, cases, ... ; the latest first) until there are enough, so that a word of every other note costs no more than a rare one. What begins in some
//! way is asked for as the words that do, see [`words`].

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::doc::{self, Doc};
use super::facet;
use super::passage::Wanted;
use super::query::SearchFilter;
use super::shelf::{Shelf, spans};
use super::words::{self, Begun};
use crate::name::fold_text;
use crate::record::Kind;
use crate::{Result, store};

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
pub(super) type Tier = (Place, Close);
pub(super) const TIERS: [Tier; 6] = [
    (Place::Name, Close::Same),
    (Place::Name, Close::Inflected),
    (Place::Name, Close::Begun),
    (Place::Own, Close::Same),
    (Place::Own, Close::Begun),
    LOOSEST,
];
/// Of several words only a few come together anywhere: how close each is says less, and finding it out takes as long.
pub(super) const FOR_SEVERAL: [Tier; 4] = [
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

/// A query as the index is asked: for each word of it everything that may be meant, as far as it stands there.
pub(super) struct Asked<'f> {
    /// As words are kept ...
    plain: Vec<Meant>,
    /// ... and as those a record is called by are.
    named: Vec<Meant>,
    filter: &'f SearchFilter,
}

/// What one word may mean, as terms of FTS5; every word is a quoted string of letters and digits, so nothing in it is syntax.
struct Meant {
    same: Vec<String>,
    inflected: Vec<String>,
    begun: Vec<String>,
}

impl Meant {
    fn new(conn: &Connection, wanted: &Wanted, kept: fn(&str) -> String) -> Result<Self> {
        let quoted = |word: &String| format!("\"{word}\"");
        let exactly = |words: &[String]| -> Result<Vec<String>> {
            let mut out = Vec::new();
            for word in words.iter().map(|word| kept(word)) {
                if words::is_there(conn, &word)? {
                    out.push(quoted(&word));
                }
            }
            Ok(out)
        };
        let same = exactly(&wanted.readings)?;
        let inflected = [same.clone(), exactly(&wanted.stems)?].concat();
        let mut begun: BTreeSet<String> = BTreeSet::new();
        if !wanted.prefix {
            begun.extend(same.iter().cloned());
        }
        let readings = wanted.readings.iter().filter(|_| wanted.prefix);
        for start in readings.chain(&wanted.stems).map(|start| kept(start)) {
            let meant = words::begun(conn, &start)?;
            begun.extend(meant.iter().map(|meant| match meant {
                Begun::Word(word) => quoted(word),
                Begun::All(start) => format!("\"{start}\" *"),
            }));
        }
        Ok(Self {
            same,
            inflected,
            begun: begun.into_iter().collect(),
        })
    }

    fn terms(&self, close: Close) -> &[String] {
        match close {
            Close::Same => &self.same,
            Close::Inflected => &self.inflected,
            Close::Begun => &self.begun,
        }
    }
}

impl<'f> Asked<'f> {
    pub(super) fn new(
        conn: &Connection,
        wanted: &[Wanted],
        filter: &'f SearchFilter,
    ) -> Result<Self> {
        let kept_as = |kept: fn(&str) -> String| {
            let meant = wanted.iter().map(|wanted| Meant::new(conn, wanted, kept));
            meant.collect::<Result<_>>()
        };
        Ok(Self {
            plain: kept_as(str::to_owned)?,
            named: kept_as(facet::named)?,
            filter,
        })
    }

    /// The FTS5 expression of a tier. None if nothing is asked for, or one of the words stands nowhere in that way.
    pub(super) fn expression(&self, (place, close): Tier, without: Option<Part>) -> Option<String> {
        let (columns, meant) = match place {
            Place::Name => ("{facet}", &self.named),
            Place::Own => ("{title body}", &self.plain),
            Place::Anywhere => ("{title body context}", &self.plain),
        };
        let mut words = Vec::new();
        for meant in meant {
            let terms = meant.terms(close);
            if terms.is_empty() {
                return None;
            }
            words.push(format!("({})", terms.join(" OR ")));
        }
        let words = (!words.is_empty()).then(|| format!("{columns} : ({})", words.join(" AND ")));
        let narrowed = narrowed(self.filter, without);
        let all: Vec<String> = words.into_iter().chain(narrowed).collect();
        (!all.is_empty()).then(|| all.join(" AND "))
    }
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
    let asked = Asked::new(conn, wanted, filter)?;
    // Without words there is nothing to be closer to.
    let tiers = match wanted.len() {
        0 => &TIERS[TIERS.len() - 1..],
        1 => &TIERS[..],
        _ => &FOR_SEVERAL[..],
    };
    // Of several words the loosest is looked at first: it holds what all others find, and words that seldom come together take long to be found together.
    let loosest = match wanted.len() {
        0 | 1 => None,
        _ => Some(found(conn, &asked, LOOSEST, &spans, most)?),
    };
    if let Some(all) = loosest.as_ref().filter(|rows| rows.len() < most) {
        return in_order(conn, wanted, all);
    }
    let (mut out, mut seen) = (Vec::new(), HashSet::new());
    for tier in tiers {
        let rows = match &loosest {
            Some(rows) if *tier == LOOSEST => rows.clone(),
            _ => found(conn, &asked, *tier, &spans, most)?,
        };
        // What closer tiers found is found again.
        out.extend(rows.into_iter().filter(|row| seen.insert(*row)));
        if out.len() >= most {
            break;
        }
    }
    out.truncate(most);
    Ok(out)
}

/// All that several words find, the closest first: of so few the words themselves are looked at, which takes less than asking the index once for
/// every tier.
fn in_order(conn: &Connection, wanted: &[Wanted], all: &[i64]) -> Result<Vec<i64>> {
    let mut ranked = Vec::new();
    for row in all {
        let doc = match record(conn, *row)? {
            Some((kind, id)) => match store::read(conn, kind, id)? {
                Some(fields) => Some(doc::of(conn, kind, &fields)?),
                None => None,
            },
            None => None,
        };
        let rank = doc.map_or(FOR_SEVERAL.len(), |doc| rank(&doc, wanted));
        ranked.push((rank, *row));
    }
    // Stable: in one tier they stay as they are in the index.
    ranked.sort_by_key(|(rank, _)| *rank);
    Ok(ranked.into_iter().map(|(_, row)| row).collect())
}

/// Which of [`FOR_SEVERAL`] finds a record first.
fn rank(doc: &Doc, wanted: &[Wanted]) -> usize {
    let folded = |parts: &[(&str, String)]| -> Vec<String> {
        let texts = parts.iter().map(|(_, words)| fold_text(words));
        texts
            .flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let (title, body) = (folded(&doc.title), folded(&doc.body));
    let stand = |wanted: &Wanted, (place, close): Tier| {
        let is = |word: &String| match close {
            Close::Same => wanted.readings.contains(word),
            Close::Inflected => wanted.readings.contains(word) || wanted.stems.contains(word),
            Close::Begun => wanted.is(word),
        };
        match place {
            Place::Name => title.iter().any(is),
            Place::Own => title.iter().chain(&body).any(is),
            Place::Anywhere => true,
        }
    };
    let all_stand = |tier: &Tier| wanted.iter().all(|wanted| stand(wanted, *tier));
    FOR_SEVERAL
        .iter()
        .position(all_stand)
        .unwrap_or(FOR_SEVERAL.len())
}

/// The best of one tier, at most `most`.
fn found(
    conn: &Connection,
    asked: &Asked<'_>,
    tier: Tier,
    spans: &[(i64, i64)],
    most: usize,
) -> Result<Vec<i64>> {
    let mut out = Vec::new();
    if let Some(expression) = asked.expression(tier, None) {
        for (first, last) in spans {
            out.extend(rows(conn, &expression, *first, *last, most - out.len())?);
            if out.len() >= most {
                break;
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
