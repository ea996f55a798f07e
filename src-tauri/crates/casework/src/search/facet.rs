//! What a search can be narrowed by beside its words: the case, years, where its case stands in the review, how far it may travel.
//!
//! Each stands in the index as a word that nobody can type (it begins with a character for private use), so that SQLite's own index narrows, and not a
//! look at every hit.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::Result;
use crate::record::{Kind, ReviewState, Sensitivity};
use crate::store::{self, Fields, text};

/// Begins every word of a facet.
const SIGN: char = '\u{e000}';
/// Begins every word of what a record is called, kept a second time by itself: looked for among all places of a common word, they would take as long.
const NAMED: char = '\u{e001}';
/// Years of one record, at most: what lasted longer is found by its last.
const MOST_YEARS: i32 = 60;

/// The facets of a record.
pub(crate) struct Facets {
    pub case: Option<Uuid>,
    pub years: BTreeSet<i32>,
    pub status: String,
    pub sensitivity: String,
}

impl Facets {
    pub(crate) fn of(conn: &Connection, kind: Kind, record: &Fields) -> Result<Self> {
        let case = store::case_of(kind, record);
        let of_case: Option<(String, String)> = match case {
            Some(case) => conn
                .prepare_cached(
                    "SELECT \"status\", \"sensitivity\" FROM \"case\" WHERE \"id\" = ?1",
                )?
                .query_row([case.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?,
            None => None,
        };
        let (status, of_case) = of_case.unwrap_or_default();
        let own = text(record, "sensitivity");
        Ok(Self {
            case,
            years: years(conn, kind, record)?,
            status,
            sensitivity: if own.is_empty() {
                of_case
            } else {
                own.to_owned()
            },
        })
    }

    /// As the index keeps them.
    pub(crate) fn tokens(&self) -> String {
        let case = self.case.map(case);
        let years = self.years.iter().map(|year| self::year(*year));
        let others = [
            ('s', self.status.as_str()),
            ('v', self.sensitivity.as_str()),
        ];
        let others = others
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(sign, value)| word(sign, value));
        case.into_iter()
            .chain(years)
            .chain(others)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Years with spaces between.
    pub(crate) fn years_in_words(&self) -> String {
        let years: Vec<String> = self.years.iter().map(ToString::to_string).collect();
        years.join(" ")
    }
}

/// Between these lie the words of facets, and no others.
pub(super) fn signs() -> [String; 2] {
    [SIGN.to_string(), NAMED.to_string()]
}

/// A folded word as it is kept if a record is called by it.
pub(crate) fn named(word: &str) -> String {
    format!("{NAMED}{word}")
}

/// The word for a case.
pub(crate) fn case(id: Uuid) -> String {
    word('c', &id.simple().to_string())
}

/// The word for a year.
pub(crate) fn year(year: i32) -> String {
    word('y', &year.to_string())
}

/// The word for a state of review.
pub(crate) fn status(status: ReviewState) -> String {
    word('s', &code(&status))
}

/// The word for a sensitivity.
pub(crate) fn sensitivity(sensitivity: Sensitivity) -> String {
    word('v', &code(&sensitivity))
}

/// A value of a closed list as it is stored.
fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code,
        _ => unreachable!("values of closed lists are text"),
    }
}

fn word(sign: char, value: &str) -> String {
    format!("{SIGN}{sign}{value}")
}

fn years(conn: &Connection, kind: Kind, record: &Fields) -> Result<BTreeSet<i32>> {
    match kind {
        Kind::Case => years_of_case(conn, store::id_of(record)),
        // When it was first written down: a note has no other date.
        Kind::Note | Kind::Comment => {
            let at: Option<String> = conn
                .prepare_cached("SELECT at FROM revision WHERE record = ?1 ORDER BY seq LIMIT 1")?
                .query_row([store::id_of(record).to_string()], |row| row.get(0))
                .optional()?;
            Ok(at.iter().filter_map(|at| year_in(at)).collect())
        }
        _ => Ok(years_of(record)),
    }
}

/// The years in which a record says that something happened.
pub(crate) fn years_of(record: &Fields) -> BTreeSet<i32> {
    let mut out = BTreeSet::new();
    let bound = |field: &str, bound: &str| {
        record
            .get(field)
            .and_then(|date| date.get(bound)?.as_str())
            .and_then(year_in)
    };
    for (first, last) in [
        ("start", "end"),
        ("from", "until"),
        ("date", "date"),
        ("obtained", "obtained"),
        ("date_given", "date_given"),
    ] {
        let end = bound(last, "latest").max(bound(first, "latest"));
        out.extend(span(bound(first, "earliest"), end));
    }
    out.extend(year_in(text(record, "due")));
    out
}

fn years_of_case(conn: &Connection, case: Uuid) -> Result<BTreeSet<i32>> {
    let mut statement = conn.prepare_cached(
        "SELECT \"start_earliest\", max(coalesce(\"start_latest\", ''), coalesce(\"end_latest\", '')) FROM \"act\" WHERE \"case_id\" = ?1
         UNION SELECT \"from_earliest\", max(coalesce(\"from_latest\", ''), coalesce(\"until_latest\", '')) FROM \"measure\" WHERE \"case_id\" = ?1",
    )?;
    let rows = statement.query_map([case.to_string()], |row| {
        Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut out = BTreeSet::new();
    for row in rows {
        let (first, last) = row?;
        out.extend(span(first.as_deref().and_then(year_in), year_in(&last)));
    }
    Ok(out)
}

/// From one year to another; only the one that is known.
fn span(first: Option<i32>, last: Option<i32>) -> impl Iterator<Item = i32> {
    let (first, last) = (first.or(last), last.or(first));
    let years = first
        .zip(last)
        .map(|(first, last)| first.max(last - MOST_YEARS)..=last);
    years.into_iter().flatten()
}

/// The year a day or a moment begins with.
fn year_in(day: &str) -> Option<i32> {
    day.get(..4)?.parse().ok()
}
