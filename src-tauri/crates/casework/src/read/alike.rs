//! Who may be the same, who may be of one family, and who was found to be one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::parts::Parts;
use crate::derived::names as names_kept;
use crate::history;
use crate::name::{self, Match, Probe, Spelling};
use crate::record::{Distinct, Kind, Name, Party, PartyId, PartyKind};
use crate::same::Apart;
use crate::store;
use crate::view::{Alike, AlikePair, AlikeParty, DistinctRow, JoinedParty, KinHint};
use crate::{Book, Result};

/// Most pairs that are shown at once.
const PAIRS: usize = 200;
/// Most hints of a family.
const KIN: usize = 8;

impl Book<'_> {
    /// Parties that may be the same, the likeliest first, without those of whom it was said that they are not.
    pub fn alike(&self) -> Result<Alike> {
        let parties = self.parties()?;
        let numbers: HashMap<PartyId, usize> = parties
            .iter()
            .enumerate()
            .map(|(number, party)| (party.id, number))
            .collect();
        let further = self.list::<Name>()?;
        let mut spellings: Vec<Vec<&str>> =
            parties.iter().map(|party| vec![&*party.name]).collect();
        for name in &further {
            if let Some(number) = numbers.get(&name.party) {
                spellings[*number].push(&name.full);
            }
        }
        let names: Vec<(usize, &str)> = spellings
            .iter()
            .enumerate()
            .flat_map(|(number, names)| names.iter().map(move |name| (number, *name)))
            .filter(|(_, name)| !name.trim().is_empty())
            .collect();
        let ready = |names: &Vec<&str>| names.iter().map(|name| Spelling::new(name)).collect();
        let ready: Vec<Vec<Spelling>> = spellings.iter().map(ready).collect();
        let apart = Apart::read(self.conn)?;
        let mut found: Vec<(usize, usize, Best)> = Vec::new();
        for (one, other) in name::candidates(&names) {
            let pair = (&parties[one], &parties[other]);
            if may_be_one(pair.0.kind, pair.1.kind) && !apart.are(pair.0.id, pair.1.id) {
                let best = best(&ready[one], &ready[other]);
                found.extend(best.map(|best| (one, other, best)));
            }
        }
        found.sort_by(|a, b| {
            let key = |pair: &(usize, usize, Best)| (pair.2.found.band, pair.2.found.score);
            key(b)
                .partial_cmp(&key(a))
                .unwrap_or(std::cmp::Ordering::Equal)
                .then((a.0, a.1).cmp(&(b.0, b.1)))
        });
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.truncate(PAIRS);
        let shown: BTreeSet<PartyId> = found
            .iter()
            .flat_map(|(one, other, _)| [parties[*one].id, parties[*other].id])
            .collect();
        let standing = Parts::of(self, &shown)?;
        let party = |number: usize, matched: &str| {
            let party = &parties[number];
            AlikeParty {
                id: party.id,
                kind: party.kind,
                name: party.name.clone(),
                matched: matched.to_owned(),
                description: party.description.clone(),
                occupation: party.occupation.clone(),
                birth: party
                    .birth
                    .as_ref()
                    .map(|date| date.edtf().to_owned())
                    .unwrap_or_default(),
                cases: standing.by_case(party.id),
            }
        };
        let pairs = found
            .into_iter()
            .map(|(one, other, best)| AlikePair {
                one: party(one, spellings[one][best.left]),
                other: party(other, spellings[other][best.right]),
                band: best.found.band.code().into(),
                score: best.found.score,
                reasons: codes(&best.found),
            })
            .collect();
        Ok(Alike { pairs, total })
    }

    /// People whose names are of the family of this one's, those of the same cases first; without those already related.
    pub(crate) fn kin_of(
        &self,
        party: &Party,
        names: &[Name],
        near: &BTreeSet<PartyId>,
    ) -> Result<Vec<KinHint>> {
        if party.kind != PartyKind::Person {
            return Ok(Vec::new());
        }
        let mut own: Vec<&str> = vec![&party.name];
        own.extend(names.iter().map(|name| &*name.full));
        let mut may_be: BTreeSet<Uuid> = BTreeSet::new();
        for name in &own {
            let alike = names_kept::candidates(self.conn, &Probe::new(name))?;
            may_be.extend(alike.into_iter().filter(|one| one.1).map(|one| one.0.0));
        }
        let mut found = Vec::new();
        for other in self.some::<Party>("id", &may_be)? {
            if other.kind != PartyKind::Person || other.id == party.id || near.contains(&other.id) {
                continue;
            }
            let reasons = own.iter().find_map(|name| {
                let reasons = name::family(name, &other.name);
                (!reasons.is_empty()).then_some(reasons)
            });
            found.extend(reasons.map(|reasons| (other, reasons)));
        }
        let mut who: BTreeSet<PartyId> = found.iter().map(|(other, _)| other.id).collect();
        who.insert(party.id);
        let standing = Parts::of(self, &who)?;
        let own = standing.cases(party.id);
        let mut hints: Vec<KinHint> = found
            .into_iter()
            .map(|(other, reasons)| {
                let shared = standing.cases(other.id).intersection(&own).count();
                KinHint {
                    party: other.id,
                    name: other.name,
                    reasons: reasons.iter().map(|reason| reason.code().into()).collect(),
                    cases: u32::try_from(shared).unwrap_or(u32::MAX),
                }
            })
            .collect();
        hints.sort_by(|a, b| {
            let key = |hint: &KinHint| (hint.cases, hint.reasons.len());
            key(b).cmp(&key(a)).then_with(|| a.name.cmp(&b.name))
        });
        hints.truncate(KIN);
        Ok(hints)
    }

    /// Of whom it was said that they are not this party.
    pub(crate) fn not_these(&self, id: PartyId) -> Result<Vec<DistinctRow>> {
        let pairs: Vec<Distinct> = store::select_as(
            self.conn,
            "WHERE \"party\" = ?1 OR \"other\" = ?1 ORDER BY \"rowid\"",
            [id.to_string()],
        )?;
        let others: BTreeSet<Uuid> = pairs
            .iter()
            .flat_map(|pair| [pair.party.0, pair.other.0])
            .collect();
        let named: BTreeMap<PartyId, String> = self
            .some::<Party>("id", &others)?
            .into_iter()
            .map(|party| (party.id, party.name))
            .collect();
        Ok(pairs
            .into_iter()
            .map(|pair| {
                let other = if pair.party == id {
                    pair.other
                } else {
                    pair.party
                };
                DistinctRow {
                    id: pair.id,
                    name: named.get(&other).cloned().unwrap_or_default(),
                    party: other,
                    certain: pair.certain,
                    note: pair.note,
                }
            })
            .collect())
    }

    /// Who was found to be this party, with what came of it since.
    pub(crate) fn joined_to(&self, id: PartyId) -> Result<Vec<JoinedParty>> {
        let mut out = Vec::new();
        for party in self.merged_into(id)? {
            let (mut by, mut at, mut later) = (String::new(), String::new(), BTreeSet::new());
            let mut failed = None;
            history::each(
                self.conn,
                "WHERE record = ?1 ORDER BY seq DESC",
                [party.id.to_string()],
                |entry| {
                    let changes = entry.changes()?;
                    let went = changes
                        .iter()
                        .any(|change| change.field == "merged_into" && !change.after.is_null());
                    if went {
                        match entry.signed(self.conn) {
                            Ok(name) => by = name,
                            Err(error) => failed = Some(error),
                        }
                        at.clone_from(&entry.at);
                        return Ok(false);
                    }
                    later.extend(
                        changes
                            .into_iter()
                            .map(|change| change.field)
                            .filter(|field| field != "merge"),
                    );
                    Ok(true)
                },
            )?;
            if let Some(error) = failed {
                return Err(error);
            }
            let moved = party.merge.moved.iter().map(|moved| (moved.kind, moved.id));
            let moved: BTreeSet<(Kind, Uuid)> = moved.collect();
            let mut names: Vec<Uuid> = party.merge.names.iter().map(|name| name.0).collect();
            names.extend(
                moved
                    .iter()
                    .filter(|(kind, _)| *kind == Kind::Name)
                    .map(|(_, id)| *id),
            );
            out.push(JoinedParty {
                moved: u32::try_from(moved.len()).unwrap_or(u32::MAX),
                names,
                by,
                at,
                changed: later.into_iter().collect(),
                party,
            });
        }
        Ok(out)
    }
}

/// A person is no organisation; what nobody knows may be anything.
fn may_be_one(one: PartyKind, other: PartyKind) -> bool {
    one == other
        || one == PartyKind::Unknown
        || other == PartyKind::Unknown
        || one != PartyKind::Person && other != PartyKind::Person
}

/// The best way in which two parties' names go together.
struct Best {
    /// Number of the one's name.
    left: usize,
    /// Of the other's.
    right: usize,
    found: Match,
}

fn best(one: &[Spelling], other: &[Spelling]) -> Option<Best> {
    let mut best: Option<Best> = None;
    for (left, name) in one.iter().enumerate() {
        for (right, another) in other.iter().enumerate() {
            let Some(found) = name.alike(another) else {
                continue;
            };
            let better = best.as_ref().is_none_or(|known| {
                (found.band, found.score) > (known.found.band, known.found.score)
            });
            if better {
                best = Some(Best { left, right, found });
            }
        }
    }
    best
}

pub(super) fn codes(found: &Match) -> Vec<String> {
    found
        .reasons
        .iter()
        .map(|reason| reason.code().into())
        .collect()
}
