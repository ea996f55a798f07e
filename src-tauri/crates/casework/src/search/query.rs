//! Answering what a person typed.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::doc::{self, Doc};
use super::passage::{self, Passage, Wanted};
use super::shelf::{Shelf, spans};
use super::{tally, tiers};
use crate::record::{CaseId, Kind, ReviewState, Sensitivity};
use crate::store::{self, Fields};
use crate::view::{SearchFacets, SearchHit};
use crate::{Book, Result, label, name};

/// How many words of a query count.
const WORDS: usize = 16;
/// How much of a query is looked at, in characters.
const LENGTH: usize = 1_000;
/// How many hits at most.
const LIMIT: u32 = 200;
/// How far down one can leaf.
const DEEPEST: u32 = 2_000;

/// What to search in, and which part of what is found to show. A list that is empty lets everything through.
#[derive(Clone, Default)]
pub struct SearchFilter {
    /// Only these kinds.
    pub kinds: Vec<Kind>,
    /// Privileged notes too.
    pub privileged: bool,
    /// Only in these cases.
    pub cases: Vec<CaseId>,
    /// Only what happened (or was noted) in these years.
    pub years: Vec<i32>,
    /// Only what belongs to cases in these states of review.
    pub status: Vec<ReviewState>,
    /// Only what may travel so far.
    pub sensitivity: Vec<Sensitivity>,
    /// So many of the best are passed over.
    pub offset: u32,
}

impl SearchFilter {
    /// Results beyond this many are not reached.
    pub const DEEPEST: u32 = DEEPEST;
}

/// Reads a query as words; quotes, stars and operators mean nothing here.
pub(crate) fn wanted(query: &str) -> Vec<Wanted> {
    let query: String = query.chars().take(LENGTH).collect();
    let open = query.chars().last().is_some_and(char::is_alphanumeric);
    let words: Vec<String> = name::words(&query).take(WORDS).collect();
    let last = words.len().saturating_sub(1);
    let wanted = words
        .iter()
        .enumerate()
        .map(|(at, word)| Wanted::new(word, open && at == last));
    wanted
        .filter(|wanted| !wanted.readings.is_empty())
        .collect()
}

impl Book<'_> {
    /// Finds records in which every word of the query occurs, in any script and spelling; the last word may be unfinished.
    ///
    /// Gives the best first, at most `limit` (200), and whether there are more. A query with neither words nor anything to narrow it by finds nothing.
    pub fn search(
        &self,
        query: &str,
        limit: u32,
        filter: &SearchFilter,
    ) -> Result<(Vec<SearchHit>, bool)> {
        let wanted = wanted(query);
        let (found, _) = self.best(&wanted, limit, filter)?;
        self.page(&wanted, found, limit, filter)
    }

    /// The same, and how many there are by what it can be narrowed by. Large numbers are lower bounds, see [`crate::view::FacetCount`].
    pub fn search_and_count(
        &self,
        query: &str,
        limit: u32,
        filter: &SearchFilter,
    ) -> Result<(Vec<SearchHit>, bool, SearchFacets)> {
        let wanted = wanted(query);
        let (found, whole) = self.best(&wanted, limit, filter)?;
        // What was found to its end is not looked for again, unless the facets are to tell of other kinds as well.
        let known = (whole && filter.kinds.is_empty()).then(|| found.clone());
        let facets = tally::tally(self.conn, &wanted, filter, known)?;
        let (hits, more) = self.page(&wanted, found, limit, filter)?;
        Ok((hits, more, facets))
    }

    /// How many a search finds, by what it can be narrowed by. Large numbers are lower bounds, see [`crate::view::FacetCount`].
    pub fn search_facets(&self, query: &str, filter: &SearchFilter) -> Result<SearchFacets> {
        tally::tally(self.conn, &wanted(query), filter, None)
    }

    /// The best, and whether that is all there are.
    fn best(
        &self,
        wanted: &[Wanted],
        limit: u32,
        filter: &SearchFilter,
    ) -> Result<(Vec<i64>, bool)> {
        let most = filter.offset.min(DEEPEST) + limit.clamp(1, LIMIT) + 1;
        let found = tiers::best(self.conn, wanted, filter, most as usize)?;
        let whole = found.len() < most as usize;
        Ok((found, whole))
    }

    fn page(
        &self,
        wanted: &[Wanted],
        mut found: Vec<i64>,
        limit: u32,
        filter: &SearchFilter,
    ) -> Result<(Vec<SearchHit>, bool)> {
        let (limit, offset) = (
            limit.clamp(1, LIMIT) as usize,
            filter.offset.min(DEEPEST) as usize,
        );
        found.drain(..offset.min(found.len()));
        let more = found.len() > limit;
        found.truncate(limit);
        let mut hits = Vec::new();
        for row in found {
            if let Some((kind, id)) = tiers::record(self.conn, row)? {
                hits.extend(self.hit(kind, id, wanted)?);
            }
        }
        Ok((hits, more))
    }

    fn hit(&self, kind: Kind, id: Uuid, wanted: &[Wanted]) -> Result<Option<SearchHit>> {
        let Some(record) = store::read(self.conn, kind, id)? else {
            return Ok(None);
        };
        let doc = doc::of(self.conn, kind, &record)?;
        let (field, passage) = best(&doc, wanted);
        let case = store::case_of(kind, &record);
        Ok(Some(SearchHit {
            kind,
            id,
            case: case
                .map(|case| reference(self.conn, case))
                .transpose()?
                .flatten(),
            case_id: case.map(CaseId),
            title: self.title(kind, &record)?,
            why: passage.text,
            marks: passage.marks,
            field: field.to_owned(),
        }))
    }

    fn title(&self, kind: Kind, record: &Fields) -> Result<String> {
        if kind == Kind::Case {
            Ok(store::text(record, "title").to_owned())
        } else {
            label::of(self.conn, self.ctx.lang, kind, record)
        }
    }
}

/// Ids of all records that match a query, in no order that means anything.
pub(crate) fn all(
    conn: &Connection,
    query: &str,
    filter: &SearchFilter,
) -> Result<Vec<(Kind, Uuid)>> {
    let wanted = wanted(query);
    let mut out = Vec::new();
    if wanted.is_empty() {
        return Ok(out);
    }
    let asked = tiers::Asked::new(conn, &wanted, filter)?;
    let Some(expression) = asked.expression(tiers::LOOSEST, None) else {
        return Ok(out);
    };
    for (first, last) in spans(&Shelf::open_to(&filter.kinds, filter.privileged)) {
        for row in tiers::rows(conn, &expression, first, last, usize::MAX)? {
            out.extend(tiers::record(conn, row)?);
        }
    }
    Ok(out)
}

/// The field that shows most of the wanted words.
fn best<'d>(doc: &'d Doc, wanted: &[Wanted]) -> (&'d str, Passage) {
    let mut best: Option<(&str, Passage)> = None;
    for (field, words) in doc.texts() {
        if let Some(passage) = passage::find(words, wanted)
            && best
                .as_ref()
                .is_none_or(|(_, known)| passage.hits > known.hits)
        {
            best = Some((field, passage));
        }
    }
    best.unwrap_or_else(|| {
        let (field, words) = doc
            .texts()
            .next()
            .map_or(("", ""), |(field, words)| (*field, words.as_str()));
        (
            field,
            Passage {
                text: label::short(words),
                marks: Vec::new(),
                hits: 0,
            },
        )
    })
}

fn reference(conn: &Connection, case: Uuid) -> Result<Option<String>> {
    let mut statement =
        conn.prepare_cached("SELECT \"reference\" FROM \"case\" WHERE \"id\" = ?1")?;
    Ok(statement
        .query_row([case.to_string()], |row| row.get(0))
        .optional()?)
}
