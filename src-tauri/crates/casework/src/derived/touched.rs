//! What a change of one record changes of what is derived.

use std::collections::BTreeSet;

use rusqlite::Connection;
use uuid::Uuid;

use crate::Result;
use crate::record::Kind;
use crate::store::{self, Fields, text};

/// What a transaction touched, by id.
#[derive(Default)]
pub(crate) struct Touched {
    /// Cases whose facts may be others now.
    pub cases: BTreeSet<Uuid>,
    /// Parties whose measures changed.
    pub measures: BTreeSet<Uuid>,
    /// Proceedings whose days changed.
    pub proceedings: BTreeSet<Uuid>,
    /// Parties whose names changed.
    pub names: BTreeSet<Uuid>,
}

impl Touched {
    /// A record became `new` (none: taken out) and was `old` (none: not there).
    pub(crate) fn add(
        &mut self,
        conn: &Connection,
        kind: Kind,
        old: Option<&Fields>,
        new: Option<&Fields>,
    ) -> Result<()> {
        let both = [old, new];
        let both = || both.iter().flatten();
        let differs = |field: &str| {
            old.is_none()
                || new.is_none()
                || old.map(|old| old.get(field)) != new.map(|new| new.get(field))
        };
        // Whatever it is: when the case was changed last is in its row.
        if minded("case") {
            self.cases
                .extend(both().filter_map(|record| store::case_of(kind, record)));
        }
        let ids = |field: &str| {
            both()
                .filter_map(|record| store::uuid(record, field))
                .collect::<BTreeSet<_>>()
        };
        match kind {
            Kind::Measure if minded("measure") => self.measures.extend(ids("party")),
            Kind::Proceeding if minded("proceeding") => {
                self.proceedings
                    .extend(both().map(|record| store::id_of(record)));
            }
            Kind::Name if minded("name") => self.names.extend(ids("party")),
            Kind::Party => {
                let party: BTreeSet<Uuid> = both().map(|record| store::id_of(record)).collect();
                if minded("party in cases") && ["name", "kind", "flags"].into_iter().any(differs) {
                    self.cases_of(conn, OF_PARTY, &party)?;
                }
                if minded("party") {
                    self.names.extend(party);
                }
            }
            Kind::Consent if minded("consent") => {
                let everywhere = both().any(|consent| store::uuid(consent, "case_id").is_none());
                if everywhere {
                    self.cases_of(conn, OF_INVOLVED, &ids("party"))?;
                }
            }
            // A claim may be about an act of another case.
            Kind::Claim if minded("claim") => self.cases_of(conn, OF_ACT, &ids("about_id"))?,
            Kind::Source if minded("source") && differs("confidential") => {
                let source = both().map(|record| store::id_of(record)).collect();
                self.cases_of(conn, OF_SOURCE, &source)?;
            }
            Kind::Term
                if minded("term") && both().any(|term| text(term, "vocabulary") == "measure") =>
            {
                for term in both() {
                    self.measures_with(conn, text(term, "code"))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cases_of(&mut self, conn: &Connection, sql: &str, ids: &BTreeSet<Uuid>) -> Result<()> {
        let mut statement = conn.prepare_cached(sql)?;
        for id in ids {
            let rows = statement.query_map([id.to_string()], |row| row.get::<_, String>(0))?;
            for row in rows {
                self.cases.extend(Uuid::parse_str(&row?).ok());
            }
        }
        Ok(())
    }

    /// What a status means changed: whoever has it is touched.
    fn measures_with(&mut self, conn: &Connection, status: &str) -> Result<()> {
        let mut statement = conn.prepare_cached(
            "SELECT DISTINCT \"case_id\", \"party\" FROM \"measure\" WHERE \"status\" = ?1",
        )?;
        let rows = statement.query_map([status], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        for row in rows {
            let (case, party) = row?;
            self.cases.extend(Uuid::parse_str(&case).ok());
            self.measures.extend(Uuid::parse_str(&party).ok());
        }
        Ok(())
    }
}

/// Every touch there is, by name: a test leaves out one after the other and has to notice.
#[cfg(test)]
pub(super) const ALL: [&str; 10] = [
    "case",
    "measure",
    "proceeding",
    "name",
    "party in cases",
    "party",
    "consent",
    "claim",
    "source",
    "term",
];

#[cfg(test)]
std::thread_local! {
    /// The one a test leaves out.
    pub(super) static LEFT_OUT: std::cell::Cell<&'static str> = const { std::cell::Cell::new("") };
}

/// Outside tests everything is.
#[cfg(test)]
fn minded(touch: &str) -> bool {
    assert!(ALL.contains(&touch), "{touch}");
    LEFT_OUT.get() != touch
}

#[cfg(not(test))]
const fn minded(_: &str) -> bool {
    true
}

const OF_PARTY: &str = "SELECT \"case_id\" FROM \"involved\" WHERE \"party\" = ?1 UNION SELECT \"case_id\" FROM \"act\" WHERE \"victim\" = ?1";
const OF_INVOLVED: &str = "SELECT DISTINCT \"case_id\" FROM \"involved\" WHERE \"party\" = ?1";
const OF_ACT: &str = "SELECT \"case_id\" FROM \"act\" WHERE \"id\" = ?1";
const OF_SOURCE: &str = "SELECT DISTINCT \"case_id\" FROM \"claim\" WHERE \"source\" = ?1";
