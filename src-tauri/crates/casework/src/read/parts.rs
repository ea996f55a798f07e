//! Where parties stand: in which cases, and as what.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::record::{
    Act, Case, CaseId, Consent, Intervention, Involved, Involvement, Measure, PartyId, Proceeding,
};
use crate::view::{ConflictPlace, PartIn};
use crate::{Book, Result};

/// Of some parties.
pub(super) struct Parts {
    found: BTreeMap<PartyId, BTreeSet<(CaseId, String)>>,
    cases: BTreeMap<CaseId, Case>,
}

impl Parts {
    pub(super) fn of(book: &Book<'_>, parties: &BTreeSet<PartyId>) -> Result<Self> {
        let mut out = Self {
            found: BTreeMap::new(),
            cases: BTreeMap::new(),
        };
        let ids: BTreeSet<Uuid> = parties.iter().map(|party| party.0).collect();
        for one in book.some::<Involved>("party", &ids)? {
            out.add(one.party, one.case_id, &one.role);
        }
        for one in book.some::<Act>("victim", &ids)? {
            out.add(one.victim.unwrap_or_default(), one.case_id, "victim");
        }
        for one in book.some::<Involvement>("perpetrator", &ids)? {
            out.add(one.perpetrator, one.case_id, "perpetrator");
        }
        for one in book.some::<Measure>("party", &ids)? {
            out.add(one.party, one.case_id, "measure");
        }
        for one in book.some::<Consent>("party", &ids)? {
            if let (Some(party), Some(case)) = (one.party, one.case_id) {
                out.add(party, case, "consent");
            }
        }
        for one in book.list::<Proceeding>()? {
            for party in one.charges.iter().filter_map(|charge| charge.party) {
                if parties.contains(&party) {
                    out.add(party, one.case_id, "charged");
                }
            }
        }
        for one in book.list::<Intervention>()? {
            for party in one.by.iter().filter(|party| parties.contains(party)) {
                out.add(*party, one.case_id, "speaker");
            }
        }
        let cases: BTreeSet<Uuid> = out
            .found
            .values()
            .flatten()
            .map(|(case, _)| case.0)
            .collect();
        out.cases = book
            .some::<Case>("id", &cases)?
            .into_iter()
            .map(|case| (case.id, case))
            .collect();
        Ok(out)
    }

    fn add(&mut self, party: PartyId, case: CaseId, role: &str) {
        let places = self.found.entry(party).or_default();
        places.insert((case, role.to_owned()));
    }

    /// The cases of a party.
    pub(super) fn cases(&self, party: PartyId) -> BTreeSet<CaseId> {
        let places = self.found.get(&party).into_iter().flatten();
        places.map(|(case, _)| *case).collect()
    }

    /// Each case once, with the roles in it that a person recorded.
    pub(super) fn by_case(&self, party: PartyId) -> Vec<PartIn> {
        let mut out: Vec<PartIn> = Vec::new();
        for (case, role) in self.found.get(&party).into_iter().flatten() {
            let Some(whole) = self.cases.get(case) else {
                continue;
            };
            let implied = matches!(&**role, "measure" | "consent" | "charged" | "speaker");
            let roles = if implied {
                Vec::new()
            } else {
                vec![role.clone()]
            };
            match out.iter_mut().find(|part| part.case_id == *case) {
                Some(known) => known.roles.extend(roles),
                None => out.push(PartIn {
                    case_id: *case,
                    reference: whole.reference.clone(),
                    title: whole.title.clone(),
                    roles,
                }),
            }
        }
        out.sort_by(|a, b| a.reference.cmp(&b.reference));
        out
    }

    /// Every place of a party.
    pub(super) fn all(&self, party: PartyId) -> Vec<ConflictPlace> {
        let places = self.found.get(&party).into_iter().flatten();
        let mut out: Vec<ConflictPlace> = places
            .filter_map(|(case, role)| {
                self.cases.get(case).map(|case| ConflictPlace {
                    role: role.clone(),
                    case_id: case.id,
                    reference: case.reference.clone(),
                    title: case.title.clone(),
                })
            })
            .collect();
        out.sort_by(|a, b| (&a.reference, &a.role).cmp(&(&b.reference, &b.role)));
        out
    }
}
