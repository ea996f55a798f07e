//! Who is linked with a party.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::record::{Case, CaseId, Involved, Party, PartyId, Relationship};
use crate::view::{GraphCase, GraphLink, GraphParty, PartyGraph};
use crate::{Book, Result, store};

/// Parties and cases drawn beside the one in the middle; more cannot be read.
const PARTIES: usize = 40;
const CASES: usize = 16;

impl Book<'_> {
    /// What is linked with a party: its relationships, the cases it has a part in, who else has a part in them, and who is alleged to have
    /// done something to it, or it to whom. The nearest come first where there are too many.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn party_graph(&self, id: PartyId) -> Result<PartyGraph> {
        let id = self.party_now(id)?;
        let center: Party = self.get(id.0)?;
        let key = id.to_string();
        let own: Vec<Involved> = store::select_as(
            self.conn,
            "WHERE \"party\" = ?1 ORDER BY \"rowid\" DESC",
            [&key],
        )?;
        let mut cases: Vec<CaseId> = Vec::new();
        for part in &own {
            if !cases.contains(&part.case_id) && cases.len() < CASES {
                cases.push(part.case_id);
            }
        }
        let relationships: Vec<Relationship> = store::select_as(
            self.conn,
            "WHERE \"party\" = ?1 OR \"other\" = ?1 ORDER BY \"rowid\"",
            [&key],
        )?;
        let acts = self.acts_between(id)?;
        let case_ids: BTreeSet<Uuid> = cases.iter().map(|case| case.0).collect();
        let parts: Vec<Involved> = self.some("case_id", &case_ids)?;

        let mut near: Vec<PartyId> = Vec::new();
        let linked = relationships
            .iter()
            .flat_map(|link| [link.party, link.other])
            .chain(acts.iter().flat_map(|(from, to, _)| [*from, *to]));
        let mut shared: BTreeMap<PartyId, usize> = BTreeMap::new();
        for part in &parts {
            *shared.entry(part.party).or_default() += 1;
        }
        let mut others: Vec<(PartyId, usize)> = shared.into_iter().collect();
        // Who shares more cases stands nearer.
        others.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        for party in linked.chain(others.into_iter().map(|(party, _)| party)) {
            if party != id && !near.contains(&party) {
                near.push(party);
            }
        }
        let more = near.len().saturating_sub(PARTIES);
        near.truncate(PARTIES);
        let shown: BTreeSet<PartyId> = near.iter().copied().chain([id]).collect();

        let ids: BTreeSet<Uuid> = near.iter().map(|party| party.0).collect();
        let mut named: BTreeMap<PartyId, Party> = self
            .some::<Party>("id", &ids)?
            .into_iter()
            .map(|party| (party.id, party))
            .collect();
        let node = |party: Party| GraphParty {
            id: party.id,
            name: party.name,
            kind: party.kind,
        };
        let mut parties = vec![node(center)];
        parties.extend(
            near.iter()
                .filter_map(|party| named.remove(party))
                .map(node),
        );

        let mut titles: BTreeMap<CaseId, Case> = self
            .some::<Case>("id", &case_ids)?
            .into_iter()
            .map(|case| (case.id, case))
            .collect();
        let mut links: Vec<GraphLink> = Vec::new();
        let mut link = |from: PartyId, to: Uuid, by: &str, how: &str| {
            let known = |one: &GraphLink| one.from == from && one.to == to && one.how == how;
            if !links.iter().any(known) {
                links.push(GraphLink {
                    from,
                    to,
                    by: by.to_owned(),
                    how: how.to_owned(),
                });
            }
        };
        for one in &relationships {
            if shown.contains(&one.party) && shown.contains(&one.other) {
                link(one.party, one.other.0, "relationship", &one.kind);
            }
        }
        for (from, to, how) in &acts {
            if shown.contains(from) && shown.contains(to) {
                link(*from, to.0, "act", how);
            }
        }
        for part in parts.iter().filter(|part| shown.contains(&part.party)) {
            link(part.party, part.case_id.0, "involved", &part.role);
        }
        Ok(PartyGraph {
            center: id,
            parties,
            cases: cases
                .iter()
                .filter_map(|case| titles.remove(case))
                .map(|case| GraphCase {
                    id: case.id,
                    reference: case.reference,
                    title: case.title,
                })
                .collect(),
            links,
            more: u32::try_from(more).unwrap_or(u32::MAX),
        })
    }

    /// Who is alleged to have done what to whom, with this party on either side: perpetrator, victim, type of act.
    fn acts_between(&self, id: PartyId) -> Result<Vec<(PartyId, PartyId, String)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT i.perpetrator, a.victim, a.act_type FROM involvement i JOIN act a ON a.id = i.act
             WHERE a.victim = ?1 OR (i.perpetrator = ?1 AND a.victim IS NOT NULL)",
        )?;
        let rows = statement.query_map([id.to_string()], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let mut out = Vec::new();
        for row in rows {
            let (from, to, how) = row?;
            if let (Ok(from), Ok(to)) = (Uuid::parse_str(&from), Uuid::parse_str(&to)) {
                out.push((PartyId(from), PartyId(to), how));
            }
        }
        Ok(out)
    }
}
