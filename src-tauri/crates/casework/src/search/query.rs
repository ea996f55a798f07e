//! Answering what a person typed.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::doc::{self, Doc};
use super::passage::{self, Passage, Wanted};
use crate::record::{CaseId, Kind};
use crate::store::{self, Fields};
use crate::view::SearchHit;
use crate::{Book, Result, label, name};

/// How many words of a query count.
const WORDS: usize = 16;
/// How much of a query is looked at, in characters.
const LENGTH: usize = 1_000;
/// How many hits at most.
const LIMIT: u32 = 200;

/// What to search in.
#[derive(Clone, Default)]
pub struct SearchFilter {
    /// Only these kinds; empty for all.
    pub kinds: Vec<Kind>,
    /// Privileged notes too.
    pub privileged: bool,
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

/// The FTS5 expression of a query; every reading is a quoted string of letters and digits, so nothing in it is syntax.
fn expression(wanted: &[Wanted]) -> String {
    let word = |wanted: &Wanted| {
        let star = if wanted.prefix { " *" } else { "" };
        let readings = wanted
            .readings
            .iter()
            .map(|reading| format!("\"{reading}\"{star}"));
        let stems = wanted.stems.iter().map(|stem| format!("\"{stem}\" *"));
        format!(
            "({})",
            readings.chain(stems).collect::<Vec<_>>().join(" OR ")
        )
    };
    wanted.iter().map(word).collect::<Vec<_>>().join(" AND ")
}

impl Book<'_> {
    /// Finds records in which every word of the query occurs, in any script and spelling; the last word may be unfinished.
    ///
    /// Gives the best first, at most `limit` (200), and whether there are more. A query without words finds nothing.
    pub fn search(
        &self,
        query: &str,
        limit: u32,
        filter: &SearchFilter,
    ) -> Result<(Vec<SearchHit>, bool)> {
        let wanted = wanted(query);
        let limit = limit.clamp(1, LIMIT) as usize;
        let mut found = matching(self.conn, &wanted, filter, limit + 1)?;
        let more = found.len() > limit;
        found.truncate(limit);
        let hits = found
            .into_iter()
            .map(|(kind, id)| self.hit(kind, id, &wanted))
            .collect::<Result<Vec<_>>>()?;
        Ok((hits.into_iter().flatten().collect(), more))
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

/// Ids of all records that match a query.
pub(crate) fn all(
    conn: &Connection,
    query: &str,
    filter: &SearchFilter,
) -> Result<Vec<(Kind, Uuid)>> {
    matching(conn, &wanted(query), filter, usize::MAX)
}

/// Ids of matching records, best first.
pub(crate) fn matching(
    conn: &Connection,
    wanted: &[Wanted],
    filter: &SearchFilter,
    limit: usize,
) -> Result<Vec<(Kind, Uuid)>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let kinds: Vec<&str> = filter.kinds.iter().map(|kind| kind.name()).collect();
    // bm25 is negative, the lower the better; a person or a case is more often what is looked for than a line in it.
    let mut statement = conn.prepare_cached(
        "SELECT r.kind, r.record FROM search s JOIN search_row r ON r.rowid = s.rowid
         WHERE search MATCH ?1 AND (?2 OR r.privileged = 0) AND (?3 = '[]' OR r.kind IN (SELECT value FROM json_each(?3)))
         ORDER BY bm25(search, 10.0, 2.0) * CASE r.kind WHEN 'party' THEN 2.0 WHEN 'case' THEN 1.6 ELSE 1.0 END, r.rowid LIMIT ?4",
    )?;
    let kinds = serde_json::to_string(&kinds).unwrap_or_default();
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map(
        params![expression(wanted), filter.privileged, kinds, limit],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    let mut out = Vec::new();
    for row in rows {
        let (kind, id) = row?;
        out.extend(Kind::of(&kind).zip(Uuid::parse_str(&id).ok()));
    }
    Ok(out)
}

/// The field that shows most of the wanted words.
fn best<'d>(doc: &'d Doc, wanted: &[Wanted]) -> (&'d str, Passage) {
    let mut best: Option<(&str, Passage)> = None;
    for (field, words) in doc.body.iter().chain(&doc.context) {
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
            .body
            .first()
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
