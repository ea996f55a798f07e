//! People: the list, a person's page, and names that look alike.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::ledger::{self, Ledger};
use crate::name::{self, Band, Reason};
use crate::record::{
    Act, CaseId, Entity, Intervention, Involved, Kind, Measure, Name, Party, PartyId, Relationship,
};
use crate::same::Apart;
use crate::search::{self, SearchFilter};
use crate::view::{NameSuggestion, PartyFilter, PartyRow, PartyView};
use crate::{Book, Result, store};

impl Book<'_> {
    /// Parties that pass a filter, by name.
    pub fn party_rows(&self, filter: &PartyFilter, today: NaiveDate) -> Result<Vec<PartyRow>> {
        let mut parties = self.parties()?;
        if !filter.text.trim().is_empty() {
            let mut found: HashSet<PartyId> = self
                .suggest_names(&filter.text, usize::MAX)?
                .into_iter()
                .map(|hit| hit.party)
                .collect();
            let words = SearchFilter {
                kinds: vec![Kind::Party],
                privileged: false,
            };
            found.extend(
                search::matching(self.conn, &filter.text, &words)?
                    .into_iter()
                    .map(|(_, id)| PartyId(id)),
            );
            parties.retain(|party| found.contains(&party.id));
        }
        parties.retain(|party| filter.kinds.is_empty() || filter.kinds.contains(&party.kind));
        let mut names: HashMap<PartyId, Vec<String>> = HashMap::new();
        for name in self.list::<Name>()? {
            names.entry(name.party).or_default().push(name.full);
        }
        let mut parts: HashMap<PartyId, (Vec<String>, BTreeSet<CaseId>)> = HashMap::new();
        for involved in self.list::<Involved>()? {
            let (roles, cases) = parts.entry(involved.party).or_default();
            if !roles.contains(&involved.role) {
                roles.push(involved.role);
            }
            cases.insert(involved.case_id);
        }
        let mut status = self.status_of_all(today)?;
        let mut rows: Vec<PartyRow> = parties
            .into_iter()
            .map(|party| {
                let (roles, cases) = parts.remove(&party.id).unwrap_or_default();
                PartyRow {
                    names: names.remove(&party.id).unwrap_or_default(),
                    roles,
                    cases: u32::try_from(cases.len()).unwrap_or(u32::MAX),
                    status: status.remove(&party.id),
                    id: party.id,
                    name: party.name,
                    kind: party.kind,
                    description: party.description,
                }
            })
            .collect();
        rows.retain(|row| {
            filter.roles.is_empty() || row.roles.iter().any(|role| filter.roles.contains(role))
        });
        rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id));
        Ok(rows)
    }

    /// Where each person is today: the latest measure on their liberty, else a ban.
    fn status_of_all(&self, today: NaiveDate) -> Result<HashMap<PartyId, String>> {
        let ledger = Ledger::read(self.conn)?;
        let mut out: HashMap<PartyId, (bool, bool, String)> = HashMap::new();
        for measure in ledger.in_force(today) {
            let rank = (ledger.holds(measure), ledger.on_liberty(measure));
            let entry = out.entry(measure.party).or_default();
            if entry.2.is_empty() || rank >= (entry.0, entry.1) {
                *entry = (rank.0, rank.1, measure.status.clone());
            }
        }
        Ok(out
            .into_iter()
            .map(|(party, (_, _, status))| (party, status))
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
        let parties: BTreeMap<PartyId, Party> = self
            .parties()?
            .into_iter()
            .map(|party| (party.id, party))
            .collect();
        let further = self.list::<Name>()?;
        let spellings = parties
            .values()
            .map(|party| (party.id, &party.name))
            .chain(further.iter().map(|name| (name.party, &name.full)));
        let mut best: HashMap<PartyId, NameSuggestion> = HashMap::new();
        for (id, spelling) in spellings {
            let Some(party) = parties.get(&id) else {
                continue;
            };
            let Some(hit) = compared(&text, spelling, party) else {
                continue;
            };
            let better = best.get(&id).is_none_or(|known| hit.score > known.score);
            if better {
                best.insert(id, hit);
            }
        }
        let mut out: Vec<NameSuggestion> = best.into_values().collect();
        out.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.name.cmp(&b.name))
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
}

/// Compares whole names, or the words typed so far with the beginnings of a name's words.
fn compared(typed: &str, spelling: &str, party: &Party) -> Option<NameSuggestion> {
    let suggestion = |band: Band, score: f64, reasons: &[Reason]| NameSuggestion {
        party: party.id,
        name: party.name.clone(),
        matched: spelling.to_owned(),
        band: band.code().into(),
        score,
        reasons: reasons.iter().map(|reason| reason.code().into()).collect(),
        description: party.description.clone(),
    };
    let found = name::compare(typed, spelling);
    if found.band != Band::Different {
        return Some(suggestion(found.band, found.score, &found.reasons));
    }
    begins(typed, spelling).then(|| suggestion(Band::Similar, 0.5, &[Reason::PartOnly]))
}

/// Every word typed begins a word of the name.
fn begins(typed: &str, spelling: &str) -> bool {
    let (typed, spelling) = (name::fold_text(typed), name::fold_text(spelling));
    !typed.is_empty()
        && typed
            .split(' ')
            .all(|part| spelling.split(' ').any(|word| word.starts_with(part)))
}
