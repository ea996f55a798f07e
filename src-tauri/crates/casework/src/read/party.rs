//! People: the list, a person's page, and names that look alike.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;

use super::ledger;
use crate::derived::names;
use crate::name::{self, Band, Match, Probe, Reason};
use crate::record::{
    Act, CaseId, Entity, Intervention, Involved, Kind, Measure, Name, Party, PartyId, PartyKind,
    Relationship,
};
use crate::same::Apart;
use crate::search::{self, SearchFilter};
use crate::view::{NameSuggestion, PartyFilter, PartyRow, PartyView};
use crate::{Book, Error, Result, store};

impl Book<'_> {
    /// Parties that pass a filter, by name.
    pub fn party_rows(&self, filter: &PartyFilter, today: NaiveDate) -> Result<Vec<PartyRow>> {
        let found = if filter.text.trim().is_empty() {
            None
        } else {
            let mut found: HashSet<PartyId> = self
                .suggest_names(&filter.text, usize::MAX)?
                .into_iter()
                .map(|hit| hit.party)
                .collect();
            let words = SearchFilter {
                kinds: vec![Kind::Party],
                ..SearchFilter::default()
            };
            found.extend(
                search::matching(self.conn, &filter.text, &words)?
                    .into_iter()
                    .map(|(_, id)| PartyId(id)),
            );
            Some(found)
        };
        let mut names = self.further_names(found.as_ref())?;
        let mut parts = self.parts(found.as_ref())?;
        let mut status = self.status_of_all(today)?;
        let mut rows = Vec::new();
        self.of_parties(
            "SELECT \"id\", \"name\", \"kind\", \"description\", \"merged_into\" IS NOT NULL FROM \"party\"",
            "id",
            found.as_ref(),
            |id, row| {
                // Who was found to be somebody else is in the list as them.
                if row.get(4)? {
                    return Ok(());
                }
                let kind: PartyKind = serde_json::from_value(row.get::<_, String>(2)?.into())
                    .map_err(|_| Error::Broken { kind: Kind::Party })?;
                let (roles, cases) = parts.remove(&id).unwrap_or_default();
                rows.push(PartyRow {
                    id,
                    name: row.get(1)?,
                    kind,
                    description: row.get(3)?,
                    names: names.remove(&id).unwrap_or_default(),
                    roles,
                    cases: u32::try_from(cases.len()).unwrap_or(u32::MAX),
                    status: status.remove(&id),
                });
                Ok(())
            },
        )?;
        rows.retain(|row| {
            (filter.kinds.is_empty() || filter.kinds.contains(&row.kind))
                && (filter.roles.is_empty()
                    || row.roles.iter().any(|role| filter.roles.contains(role)))
        });
        rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id));
        Ok(rows)
    }

    /// Runs a query whose first column is a party, for some parties or all, in the order in which things were written.
    fn of_parties(
        &self,
        select: &str,
        column: &str,
        parties: Option<&HashSet<PartyId>>,
        mut each: impl FnMut(PartyId, &Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let which = if parties.is_some() {
            format!("\"{column}\" IN (SELECT value FROM json_each(?1))")
        } else {
            "?1 IS NULL".into()
        };
        let mut statement = self
            .conn
            .prepare_cached(&format!("{select} WHERE {which} ORDER BY \"rowid\""))?;
        let ids = parties.map(|parties| serde_json::to_string(parties).unwrap_or_default());
        let mut rows = statement.query([ids])?;
        while let Some(row) = rows.next()? {
            if let Ok(id) = Uuid::parse_str(&row.get::<_, String>(0)?) {
                each(PartyId(id), row)?;
            }
        }
        Ok(())
    }

    fn further_names(
        &self,
        parties: Option<&HashSet<PartyId>>,
    ) -> Result<HashMap<PartyId, Vec<String>>> {
        let mut out: HashMap<PartyId, Vec<String>> = HashMap::new();
        let sql = "SELECT \"party\", \"full\" FROM \"name\"";
        self.of_parties(sql, "party", parties, |party, row| {
            out.entry(party).or_default().push(row.get(1)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Roles of parties, without repeats, and their cases.
    fn parts(&self, parties: Option<&HashSet<PartyId>>) -> Result<HashMap<PartyId, Parts>> {
        let mut out: HashMap<PartyId, Parts> = HashMap::new();
        let sql = "SELECT \"party\", \"role\", \"case_id\" FROM \"involved\"";
        self.of_parties(sql, "party", parties, |party, row| {
            let (roles, cases) = out.entry(party).or_default();
            let role: String = row.get(1)?;
            if !roles.contains(&role) {
                roles.push(role);
            }
            cases.insert(row.get(2)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Where each person is today: the latest measure on their liberty, else a ban.
    fn status_of_all(&self, today: NaiveDate) -> Result<HashMap<PartyId, String>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT f.party, f.held, f.liberty, m.\"status\" FROM derived_force f JOIN \"measure\" m ON m.\"id\" = f.measure
             WHERE f.until >= ?1 AND f.\"from\" <= ?1 ORDER BY m.\"rowid\"",
        )?;
        let rows = statement.query_map([today.to_string()], |row| {
            Ok((
                row.get::<_, String>(0)?,
                (row.get::<_, bool>(1)?, row.get::<_, bool>(2)?),
                row.get::<_, String>(3)?,
            ))
        })?;
        let mut out: HashMap<PartyId, ((bool, bool), String)> = HashMap::new();
        for row in rows {
            let (party, rank, status) = row?;
            let Ok(party) = Uuid::parse_str(&party) else {
                continue;
            };
            let entry = out.entry(PartyId(party)).or_default();
            if entry.1.is_empty() || rank >= entry.0 {
                *entry = (rank, status);
            }
        }
        Ok(out
            .into_iter()
            .map(|(party, (_, status))| (party, status))
            .collect())
    }

    /// A whole party.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn party_view(&self, id: PartyId, today: NaiveDate) -> Result<PartyView> {
        // Whoever looks for one that was found to be another sees the other.
        let id = self.party_now(id)?;
        let party: Party = self.get(id.0)?;
        let key = id.to_string();
        let names: Vec<Name> =
            store::select_as(self.conn, "WHERE \"party\" = ?1 ORDER BY \"rowid\"", [&key])?;
        let joined = self.joined_to(id)?;
        let same: BTreeSet<PartyId> = joined.iter().map(|joined| joined.party.id).collect();
        let mut relationships: Vec<Relationship> = store::select_as(
            self.conn,
            "WHERE \"party\" = ?1 OR \"other\" = ?1 ORDER BY \"rowid\"",
            [&key],
        )?;
        // A link between two records of one person says nothing any more.
        relationships.retain(|link| !same.contains(&link.party) && !same.contains(&link.other));
        let mut distinct = self.not_these(id)?;
        distinct.retain(|row| !same.contains(&row.party));
        let involved: Vec<Involved> =
            store::select_as(self.conn, "WHERE \"party\" = ?1 ORDER BY \"rowid\"", [&key])?;
        let mut acts: Vec<Act> = store::select_as(
            self.conn,
            "WHERE \"victim\" = ?1 OR \"id\" IN (SELECT \"act\" FROM \"involvement\" WHERE \"perpetrator\" = ?1) ORDER BY \"rowid\"",
            [&key],
        )?;
        acts.sort_by(|a, b| (a.start.is_none(), &a.start).cmp(&(b.start.is_none(), &b.start)));
        let mut measures: Vec<Measure> =
            store::select_as(self.conn, "WHERE \"party\" = ?1 ORDER BY \"rowid\"", [&key])?;
        measures.sort_by(|a, b| (a.from.is_none(), &a.from).cmp(&(b.from.is_none(), &b.from)));

        let mut cases: HashSet<CaseId> = involved.iter().map(|involved| involved.case_id).collect();
        cases.extend(acts.iter().map(|act| act.case_id));
        cases.extend(measures.iter().map(|measure| measure.case_id));
        cases.extend(self.interventions_by(id)?);
        let mut others: BTreeSet<Uuid> = relationships
            .iter()
            .flat_map(|link| [link.party.0, link.other.0])
            .collect();
        others.extend(
            acts.iter()
                .filter_map(|act| act.victim)
                .map(|victim| victim.0),
        );
        others.remove(&id.0);

        let mut similar = self.suggest_names(&party.name, 9)?;
        let apart = Apart::read(self.conn)?;
        similar.retain(|hit| hit.party != id && !apart.are(id, hit.party));
        let near: BTreeSet<PartyId> = relationships
            .iter()
            .flat_map(|link| [link.party, link.other])
            .chain(similar.iter().map(|hit| hit.party))
            .collect();
        let kin = self.kin_of(&party, &names, &near)?;
        let mut shown: BTreeSet<Uuid> = BTreeSet::from([id.0]);
        shown.extend(names.iter().map(Entity::id));
        shown.extend(relationships.iter().map(Entity::id));
        shown.extend(distinct.iter().map(|row| row.id.0));
        shown.extend(involved.iter().map(Entity::id));
        shown.extend(acts.iter().map(Entity::id));
        shown.extend(measures.iter().map(Entity::id));
        Ok(PartyView {
            revisions: self.heads(&shown)?,
            cases: self.rows_of(&cases, today)?,
            expiries: ledger::expiries(&measures),
            parties: self.some("id", &others)?,
            party,
            names,
            relationships,
            involved,
            acts,
            measures,
            similar,
            distinct,
            joined,
            kin,
        })
    }

    fn interventions_by(&self, party: PartyId) -> Result<Vec<CaseId>> {
        let rows: Vec<Intervention> =
            store::select_as(self.conn, "WHERE instr(\"by\", ?1)", [party.to_string()])?;
        Ok(rows
            .into_iter()
            .map(|intervention| intervention.case_id)
            .collect())
    }

    /// Parties whose names look like what was typed, best first. Suggests; never decides that two are one.
    pub fn suggest_names(&self, text: &str, limit: usize) -> Result<Vec<NameSuggestion>> {
        // Whatever was pasted into the field: a name is not longer.
        let text: String = text.trim().chars().take(name::MAX_NAME).collect();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let probe = Probe::new(&text);
        let mut out = Vec::new();
        for (id, may_be_alike) in names::candidates(self.conn, &probe)? {
            out.extend(self.suggested(&text, id, may_be_alike)?);
        }
        out.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.party.0.cmp(&b.party.0))
        });
        Apart::read(self.conn)?.settle(
            &mut out,
            |hit| hit.party,
            |hit| {
                let identical = hit
                    .reasons
                    .iter()
                    .any(|why| why == Reason::Identical.code());
                let fit = hit.score + f64::from(u8::from(identical));
                (fit, hit.band == Band::Same.code())
            },
        );
        out.truncate(limit);
        Ok(out)
    }

    /// The best of a party's names. `may_be_alike`: else what was typed can only be the beginning of one.
    fn suggested(
        &self,
        typed: &str,
        id: PartyId,
        may_be_alike: bool,
    ) -> Result<Option<NameSuggestion>> {
        let key = id.to_string();
        let party: Option<(String, String)> = self
            .conn
            .prepare_cached("SELECT \"name\", \"description\" FROM \"party\" WHERE \"id\" = ?1")?
            .query_row([&key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((name, description)) = party else {
            return Ok(None);
        };
        let mut spellings = vec![name.clone()];
        let mut further = self.conn.prepare_cached(
            "SELECT \"full\" FROM \"name\" WHERE \"party\" = ?1 ORDER BY \"rowid\"",
        )?;
        for spelling in further.query_map([&key], |row| row.get(0))? {
            spellings.push(spelling?);
        }
        let mut best: Option<NameSuggestion> = None;
        for spelling in spellings {
            let found = if may_be_alike {
                compared(typed, &spelling)
            } else {
                begins(typed, &spelling).then(begun)
            };
            if let Some(found) = found
                && best.as_ref().is_none_or(|known| found.score > known.score)
            {
                best = Some(NameSuggestion {
                    party: id,
                    name: name.clone(),
                    matched: spelling,
                    band: found.band.code().into(),
                    score: found.score,
                    reasons: found
                        .reasons
                        .iter()
                        .map(|reason| reason.code().into())
                        .collect(),
                    description: description.clone(),
                });
            }
        }
        Ok(best)
    }
}

/// Roles, and the cases they are in.
type Parts = (Vec<String>, BTreeSet<String>);

/// Compares whole names, or the words typed so far with the beginnings of a name's words.
fn compared(typed: &str, spelling: &str) -> Option<Match> {
    let found = name::compare(typed, spelling);
    if found.band == Band::Different {
        begins(typed, spelling).then(begun)
    } else {
        Some(found)
    }
}

/// What was typed is the beginning of a name.
fn begun() -> Match {
    Match {
        band: Band::Similar,
        score: 0.5,
        reasons: vec![Reason::PartOnly],
    }
}

/// Every word typed begins a word of the name.
pub(crate) fn begins(typed: &str, spelling: &str) -> bool {
    let (typed, spelling) = (name::fold_text(typed), name::fold_text(spelling));
    !typed.is_empty()
        && typed
            .split(' ')
            .all(|part| spelling.split(' ').any(|word| word.starts_with(part)))
}
