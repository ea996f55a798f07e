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

use crate::date::UncertainDate;
use crate::derived::force::{Span, without};
use crate::duration::Duration;
use crate::record::{Case, CaseId, Measure, MeasureId, Party, PartyId, PartyKind, Place, PlaceId};
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
    parties: HashMap<PartyId, Party>,
    cases: HashMap<CaseId, Case>,
    places: HashMap<PlaceId, Place>,
}

impl Names {
    /// Those that some measures speak of.
    pub(crate) fn of(book: &Book<'_>, measures: &[&Measure]) -> Result<Self> {
        let parties = measures.iter().map(|measure| measure.party.0).collect();
        let cases = measures.iter().map(|measure| measure.case_id.0).collect();
        let places = measures
            .iter()
            .filter_map(|measure| measure.place)
            .map(|place| place.0)
            .collect();
        let parties: Vec<Party> = book.some("id", &parties)?;
        let cases: Vec<Case> = book.some("id", &cases)?;
        let places: Vec<Place> = book.some("id", &places)?;
        Ok(Self {
            parties: parties.into_iter().map(|party| (party.id, party)).collect(),
            cases: cases.into_iter().map(|case| (case.id, case)).collect(),
            places: places.into_iter().map(|place| (place.id, place)).collect(),
        })
    }

    pub(crate) fn row(&self, measure: &Measure, on: NaiveDate) -> HeldRow {
        let party = self.parties.get(&measure.party);
        let expires = expiry(measure);
        HeldRow {
            party: party.map(|party| party.name.clone()).unwrap_or_default(),
            party_id: measure.party,
            count: party
                .filter(|party| party.kind != PartyKind::Person)
                .and_then(|party| party.count_min),
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
                .map(|case| case.reference.clone())
                .unwrap_or_default(),
            case_id: measure.case_id,
            measure: measure.id,
            place: measure
                .place
                .and_then(|place| self.places.get(&place))
                .map(|place| place.name.clone())
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
    out.sort_by(|a, b| {
        b.people
            .cmp(&a.people)
            .then_with(|| a.status.cmp(&b.status))
    });
    out
}

/// Expiries of measures, by id.
pub(crate) fn expiries(measures: &[Measure]) -> std::collections::BTreeMap<MeasureId, NaiveDate> {
    measures
        .iter()
        .filter_map(|measure| Some((measure.id, expiry(measure)?)))
        .collect()
}
