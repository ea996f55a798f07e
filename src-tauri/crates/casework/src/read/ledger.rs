//! The status ledger: which measures are in force on a day, and when each runs out.
//!
//! - A measure begins on the first day it may have begun and is over after the last day of its `until`.
//! - It runs out on `expires_on`, else on the last day it may have begun plus its duration.
//! - A sentence or fixed term that has run out is over. Custody before trial and the like is not: past its expiry without a word it
//!   is *overdue* until somebody writes of an extension or a release.
//! - A person is in one place: a newer measure on somebody's liberty replaces the older one, unless it is over already and lay
//!   within the older one's own term (a day in custody during a house arrest). Bans run beside it.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::Connection;
use uuid::Uuid;

use crate::date::UncertainDate;
use crate::derived::force::{Span, without};
use crate::duration::Duration;
use crate::record::{CaseId, Measure, MeasureId, PartyId, PlaceId};
use crate::view::{HeldCount, HeldRow};
use crate::{Book, Result, store};

/// Statuses that end by themselves when their term is over.
const FIXED_TERM: [&str; 6] = [
    "administrative_arrest",
    "imprisoned",
    "restricted_freedom",
    "activity_ban",
    "publication_ban",
    "travel_ban",
];

/// Statuses of somebody who is not held and yet not free.
const NOT_FREE: [&str; 4] = ["restricted_freedom", "recognizance", "bail", "wanted"];

/// Measures with what the vocabulary says of their status.
pub(crate) struct Ledger {
    measures: Vec<Measure>,
    groups: HashMap<String, String>,
    of_party: HashMap<PartyId, Vec<usize>>,
}

impl Ledger {
    /// All there are.
    pub(crate) fn read(conn: &Connection) -> Result<Self> {
        Self::select(conn, "WHERE ?1 = ''", String::new())
    }

    /// Those of a party.
    pub(crate) fn of_party(conn: &Connection, party: PartyId) -> Result<Self> {
        Self::select(conn, "WHERE \"party\" = ?1", party.to_string())
    }

    /// Those of some parties.
    pub(crate) fn of_parties(conn: &Connection, parties: &BTreeSet<PartyId>) -> Result<Self> {
        let list = serde_json::to_string(parties).unwrap_or_default();
        Self::select(
            conn,
            "WHERE \"party\" IN (SELECT value FROM json_each(?1))",
            list,
        )
    }

    /// Those of everybody who has one in a case, wherever theirs stand: one may replace another.
    pub(crate) fn of_case(conn: &Connection, case: CaseId) -> Result<Self> {
        Self::select(
            conn,
            "WHERE \"party\" IN (SELECT \"party\" FROM \"measure\" WHERE \"case_id\" = ?1)",
            case.to_string(),
        )
    }

    /// Only what the vocabulary says of each status.
    fn without_measures(conn: &Connection) -> Result<Self> {
        Self::select(conn, "WHERE ?1 <> ''", String::new())
    }

    fn select(conn: &Connection, of: &str, id: String) -> Result<Self> {
        let measures: Vec<Measure> =
            store::select_as(conn, &format!("{of} ORDER BY \"rowid\""), [id])?;
        let mut statement = conn.prepare_cached(
            "SELECT \"code\", \"group\" FROM \"term\" WHERE \"vocabulary\" = 'measure'",
        )?;
        let groups = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut of_party: HashMap<PartyId, Vec<usize>> = HashMap::new();
        for (at, measure) in measures.iter().enumerate() {
            of_party.entry(measure.party).or_default().push(at);
        }
        Ok(Self {
            measures,
            groups,
            of_party,
        })
    }

    /// All measures, in the order they were written.
    pub(crate) fn all(&self) -> &[Measure] {
        &self.measures
    }

    /// Measures in force on a day.
    pub(crate) fn in_force(&self, on: NaiveDate) -> impl Iterator<Item = &Measure> {
        self.measures
            .iter()
            .filter(move |measure| self.runs(measure, on))
    }

    /// Deprives somebody of liberty.
    pub(crate) fn holds(&self, measure: &Measure) -> bool {
        self.group(measure) == "held"
    }

    /// Restricts somebody without holding them: bans, and what a court leaves of liberty.
    fn restricts(&self, measure: &Measure) -> bool {
        self.group(measure) == "other" || NOT_FREE.contains(&measure.status.as_str())
    }

    /// Says where somebody is: held or free, not a ban beside it.
    pub(crate) fn on_liberty(&self, measure: &Measure) -> bool {
        matches!(self.group(measure), "held" | "free")
    }

    /// Has no end written down and was not replaced by another: its running out is still to come, or went by without a word.
    pub(crate) fn may_run_out(&self, measure: &Measure, on: NaiveDate) -> bool {
        ends(measure).is_none() && !self.replaced(measure, on)
    }

    /// Whether a measure is in force on a day.
    pub(crate) fn is_in_force(&self, measure: &Measure, on: NaiveDate) -> bool {
        self.runs(measure, on)
    }

    fn group(&self, measure: &Measure) -> &str {
        self.groups.get(&measure.status).map_or("", String::as_str)
    }

    fn runs(&self, measure: &Measure, on: NaiveDate) -> bool {
        begins(measure).is_none_or(|day| day <= on)
            && ends(measure).is_none_or(|day| on <= day)
            && !(FIXED_TERM.contains(&measure.status.as_str())
                && expiry(measure).is_some_and(|day| day < on))
            && !self.replaced(measure, on)
    }

    /// The days a measure is in force, for every day what [`Ledger::in_force`] says of one.
    pub(crate) fn spans(&self, measure: &Measure) -> Vec<Span> {
        let fixed = FIXED_TERM.contains(&measure.status.as_str());
        let runs_out = expiry(measure).filter(|_| fixed);
        let until = [ends(measure), runs_out].into_iter().flatten().min();
        let own_end = ends(measure).or_else(|| expiry(measure));
        let replaced_by = |other: &Measure| {
            let day = begins(other)?;
            let newer = begins(measure).is_none_or(|older| older < day);
            let within = ends(other).filter(|end| own_end.is_some_and(|own| *end <= own));
            newer.then_some((Some(day), within))
        };
        let others = self
            .of_party
            .get(&measure.party)
            .into_iter()
            .flatten()
            .map(|at| &self.measures[*at])
            .filter(|other| {
                self.on_liberty(measure) && other.id != measure.id && self.on_liberty(other)
            });
        let cuts: Vec<Span> = others.filter_map(replaced_by).collect();
        without((begins(measure), until), &cuts)
    }

    fn replaced(&self, measure: &Measure, on: NaiveDate) -> bool {
        if !self.on_liberty(measure) {
            return false;
        }
        let own_end = ends(measure).or_else(|| expiry(measure));
        let others = self
            .of_party
            .get(&measure.party)
            .into_iter()
            .flatten()
            .map(|at| &self.measures[*at]);
        others
            .filter(|other| other.id != measure.id && self.on_liberty(other))
            .any(|other| {
                let newer = begins(other).is_some_and(|day| {
                    day <= on && begins(measure).is_none_or(|older| older < day)
                });
                let within = ends(other)
                    .is_some_and(|end| end < on && own_end.is_some_and(|own| end <= own));
                newer && !within
            })
    }
}

/// First day a measure may have begun; none where that is not known.
fn begins(measure: &Measure) -> Option<NaiveDate> {
    measure.from.as_ref().and_then(|from| from.began().0)
}

/// Last day of a measure, where an end is written down.
fn ends(measure: &Measure) -> Option<NaiveDate> {
    measure.until.as_ref().and_then(UncertainDate::latest)
}

/// The day a measure runs out on; none where neither a day nor a duration is known.
pub(crate) fn expiry(measure: &Measure) -> Option<NaiveDate> {
    if measure.expires_on.is_some() {
        return measure.expires_on;
    }
    let from = measure.from.as_ref()?.began().1?;
    measure.duration.parse::<Duration>().ok()?.after(from).ok()
}

/// Names for the rows of a board.
pub(crate) struct Names {
    /// What a party is called, and the least number of people in a group.
    parties: HashMap<PartyId, (String, Option<u32>)>,
    cases: HashMap<CaseId, String>,
    places: HashMap<PlaceId, String>,
}

/// How many people a party is, for a count: none for a person.
const PEOPLE: &str = "CASE WHEN p.\"kind\" <> 'person' THEN p.\"count_min\" END";

impl Names {
    /// Those that some measures speak of.
    pub(crate) fn of(book: &Book<'_>, measures: &[&Measure]) -> Result<Self> {
        let parties = measures.iter().map(|measure| measure.party.0);
        let cases = measures.iter().map(|measure| measure.case_id.0);
        let places = measures.iter().filter_map(|measure| Some(measure.place?.0));
        let named = |sql: &str, ids: BTreeSet<Uuid>| -> Result<Vec<(Uuid, String, Option<u32>)>> {
            let ids = serde_json::to_string(&ids).unwrap_or_default();
            let mut statement = book.conn.prepare_cached(sql)?;
            let mut rows = statement.query([ids])?;
            let mut out = Vec::new();
            while let Some(row) = rows.next()? {
                let id = Uuid::parse_str(&row.get::<_, String>(0)?).unwrap_or_default();
                out.push((id, row.get(1)?, row.get(2)?));
            }
            Ok(out)
        };
        let of = "IN (SELECT value FROM json_each(?1))";
        let parties = named(
            &format!("SELECT p.\"id\", p.\"name\", {PEOPLE} FROM \"party\" p WHERE p.\"id\" {of}"),
            parties.collect(),
        )?;
        let cases = named(
            &format!("SELECT \"id\", \"reference\", NULL FROM \"case\" WHERE \"id\" {of}"),
            cases.collect(),
        )?;
        let places = named(
            &format!("SELECT \"id\", \"name\", NULL FROM \"place\" WHERE \"id\" {of}"),
            places.collect(),
        )?;
        let party = |(id, name, people)| (PartyId(id), (name, people));
        Ok(Self {
            parties: parties.into_iter().map(party).collect(),
            cases: cases
                .into_iter()
                .map(|(id, name, _)| (CaseId(id), name))
                .collect(),
            places: places
                .into_iter()
                .map(|(id, name, _)| (PlaceId(id), name))
                .collect(),
        })
    }

    pub(crate) fn row(&self, measure: &Measure, on: NaiveDate) -> HeldRow {
        let party = self.parties.get(&measure.party);
        let expires = expiry(measure);
        HeldRow {
            party: party.map(|(name, _)| name.clone()).unwrap_or_default(),
            party_id: measure.party,
            count: party.and_then(|(_, people)| *people),
            status: measure.status.clone(),
            since: measure
                .from
                .as_ref()
                .map(|from| from.edtf().to_owned())
                .unwrap_or_default(),
            since_date: measure.from.clone(),
            expires,
            provisions: measure.provisions.clone(),
            case: self
                .cases
                .get(&measure.case_id)
                .cloned()
                .unwrap_or_default(),
            case_id: measure.case_id,
            measure: measure.id,
            place: measure
                .place
                .and_then(|place| self.places.get(&place).cloned())
                .unwrap_or_default(),
            overdue: expires.is_some_and(|day| day < on),
        }
    }
}

/// What runs out first, first; then by name.
pub(crate) fn sort(rows: &mut [HeldRow]) {
    rows.sort_by(|a, b| {
        (a.expires.unwrap_or(NaiveDate::MAX), &a.party, &a.status).cmp(&(
            b.expires.unwrap_or(NaiveDate::MAX),
            &b.party,
            &b.status,
        ))
    });
}

impl Book<'_> {
    /// Who is held on a day: where, under what, until when.
    pub fn held(&self, on: NaiveDate) -> Result<Vec<HeldRow>> {
        self.board(on, None)
    }

    /// How many people are held on a day, by status; groups count with their lower bound, at least one.
    pub(crate) fn held_by_status(&self, on: NaiveDate) -> Result<Vec<HeldCount>> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT m.\"status\", sum(max(coalesce({PEOPLE}, 1), 1)) FROM derived_force f JOIN \"measure\" m ON m.\"id\" = f.measure
             LEFT JOIN \"party\" p ON p.\"id\" = m.\"party\" WHERE f.until >= ?1 AND f.\"from\" <= ?1 AND f.held = 1 GROUP BY m.\"status\""
        ))?;
        let rows = statement.query_map([on.to_string()], |row| {
            Ok(HeldCount {
                status: row.get(0)?,
                people: row.get(1)?,
            })
        })?;
        let mut out: Vec<HeldCount> = rows.collect::<rusqlite::Result<_>>()?;
        sort_counts(&mut out);
        Ok(out)
    }

    /// Who is not held on a day, but restricted: under what, until when.
    pub fn restricted(&self, on: NaiveDate) -> Result<Vec<HeldRow>> {
        let ledger = Ledger::without_measures(self.conn)?;
        let mut measures = self.in_force(on, "held = 0")?;
        measures.retain(|measure| ledger.restricts(measure));
        self.board_of(&measures, on)
    }

    pub(crate) fn board(&self, on: NaiveDate, case: Option<CaseId>) -> Result<Vec<HeldRow>> {
        let measures: Vec<Measure> = match case {
            Some(case) => {
                let ledger = Ledger::of_case(self.conn, case)?;
                let held = ledger
                    .in_force(on)
                    .filter(|measure| ledger.holds(measure) && measure.case_id == case);
                held.cloned().collect()
            }
            None => self.in_force(on, "held = 1")?,
        };
        self.board_of(&measures, on)
    }

    /// Measures in force on a day, in the order they were written; `and`: a condition on their rows of what is derived.
    pub(crate) fn in_force(&self, on: NaiveDate, and: &str) -> Result<Vec<Measure>> {
        store::select_as(
            self.conn,
            &format!(
                "WHERE \"id\" IN (SELECT measure FROM derived_force WHERE until >= ?1 AND \"from\" <= ?1 AND {and}) ORDER BY \"rowid\""
            ),
            [on.to_string()],
        )
    }

    /// Lines for measures, what runs out first at the top.
    pub(crate) fn board_of(&self, measures: &[Measure], on: NaiveDate) -> Result<Vec<HeldRow>> {
        let measures: Vec<&Measure> = measures.iter().collect();
        let names = Names::of(self, &measures)?;
        let mut rows: Vec<HeldRow> = measures
            .into_iter()
            .map(|measure| names.row(measure, on))
            .collect();
        sort(&mut rows);
        Ok(rows)
    }
}

/// People by status; groups count with their lower bound, at least one.
#[cfg(test)]
pub(crate) fn by_status(rows: &[HeldRow]) -> Vec<HeldCount> {
    let mut out: Vec<HeldCount> = Vec::new();
    for row in rows {
        let people = row.count.unwrap_or(1).max(1);
        match out.iter_mut().find(|count| count.status == row.status) {
            Some(count) => count.people += people,
            None => out.push(HeldCount {
                status: row.status.clone(),
                people,
            }),
        }
    }
    sort_counts(&mut out);
    out
}

fn sort_counts(counts: &mut [HeldCount]) {
    counts.sort_by(|a, b| {
        b.people
            .cmp(&a.people)
            .then_with(|| a.status.cmp(&b.status))
    });
}

/// Expiries of measures, by id.
pub(crate) fn expiries(measures: &[Measure]) -> std::collections::BTreeMap<MeasureId, NaiveDate> {
    measures
        .iter()
        .filter_map(|measure| Some((measure.id, expiry(measure)?)))
        .collect()
}
