//! Ids that come twice, and references that lead nowhere.

use std::collections::HashSet;

use crate::casebook::model::{CaseItem, Casebook};
use crate::casebook::path;
use crate::casebook::reader::Faults;

impl Casebook {
    pub(super) fn references(&self, faults: &Faults) {
        let parties = ids(
            faults,
            "parties",
            "id",
            self.parties.iter().map(|party| party.id.as_str()),
        );
        let sources = ids(
            faults,
            "sources",
            "id",
            self.sources.iter().map(|source| source.id.as_str()),
        );
        let cases = ids(
            faults,
            "cases",
            "id",
            self.cases.iter().map(|case| case.id.as_str()),
        );
        ids(
            faults,
            "provisions",
            "code",
            self.provisions
                .iter()
                .map(|provision| provision.code.as_str()),
        );
        ids(
            faults,
            "act_types",
            "code",
            self.act_types.iter().map(|act_type| act_type.code.as_str()),
        );
        let mut claims = HashSet::new();
        let mut acts = HashSet::new();
        for (at, case) in self.cases.iter().enumerate() {
            for (n, act) in case.acts.iter().enumerate() {
                unique(faults, &mut acts, &act.id, || {
                    format!("cases[{at}].acts[{n}].id")
                });
            }
            for (n, claim) in case.claims.iter().enumerate() {
                unique(faults, &mut claims, &claim.id, || {
                    format!("cases[{at}].claims[{n}].id")
                });
            }
        }
        let known = Known {
            parties,
            sources,
            cases,
            claims,
        };
        for (at, pair) in self.distinct.iter().enumerate() {
            for (end, id) in [("party", &pair.party), ("other", &pair.other)] {
                if !known.parties.contains(id.as_str()) {
                    faults.add(
                        format!("distinct[{at}].{end}"),
                        "unresolved",
                        "no party has this id",
                    );
                }
            }
            if pair.party == pair.other {
                faults.add(
                    format!("distinct[{at}].other"),
                    "same_record",
                    "a party is not another than itself",
                );
            }
        }
        for (at, case) in self.cases.iter().enumerate() {
            known.check(faults, at, case);
        }
    }

    pub(super) fn codes(&self, faults: &Faults) {
        let provisions: HashSet<&str> = self
            .provisions
            .iter()
            .map(|provision| provision.code.as_str())
            .collect();
        let seeded: HashSet<String> = crate::vocabulary::seeded()
            .filter(|term| term.vocabulary == "act_type")
            .map(|term| term.code)
            .collect();
        let types: HashSet<&str> =
            self.act_types
                .iter()
                .map(|act_type| act_type.code.as_str())
                .chain(self.terms.iter().filter_map(|term| {
                    (term.vocabulary == "act_type").then_some(term.code.as_str())
                }))
                .chain(seeded.iter().map(String::as_str))
                .collect();
        let listed = |codes: &[String], path: String| {
            if codes.iter().any(|code| !provisions.contains(code.as_str())) {
                faults.add(path, "unknown_provision", "no provision has this code");
            }
        };
        for (at, case) in self.cases.iter().enumerate() {
            for (n, act) in case.acts.iter().enumerate() {
                if !act.act_type.is_empty() && !types.contains(act.act_type.as_str()) {
                    faults.add(
                        format!("cases[{at}].acts[{n}].type"),
                        "unresolved",
                        "no act type has this code",
                    );
                }
                listed(&act.provisions, format!("cases[{at}].acts[{n}].provisions"));
            }
            for (n, measure) in case.measures.iter().enumerate() {
                listed(
                    &measure.provisions,
                    format!("cases[{at}].measures[{n}].provisions"),
                );
            }
            for (n, proceeding) in case.proceedings.iter().enumerate() {
                listed(
                    &proceeding.provisions,
                    format!("cases[{at}].proceedings[{n}].provisions"),
                );
                for (m, charge) in proceeding.charges.iter().enumerate() {
                    if !charge.provision.is_empty() {
                        listed(
                            std::slice::from_ref(&charge.provision),
                            format!("cases[{at}].proceedings[{n}].charges[{m}].provision"),
                        );
                    }
                }
            }
        }
    }
}

struct Known<'c> {
    parties: HashSet<&'c str>,
    sources: HashSet<&'c str>,
    cases: HashSet<&'c str>,
    claims: HashSet<&'c str>,
}

impl Known<'_> {
    fn check(&self, faults: &Faults, at: usize, case: &CaseItem) {
        let need = |set: &HashSet<&str>, id: &str, path: String| {
            if !id.is_empty() && !set.contains(id) {
                faults.add(
                    format!("cases[{at}].{path}"),
                    "unresolved",
                    "nothing in the file has this id",
                );
            }
        };
        let own = |id: &str, path: String| {
            if id == case.id {
                faults.add(
                    format!("cases[{at}].{path}"),
                    "same_record",
                    "a case cannot be linked to itself",
                );
            }
        };
        for (n, involved) in case.involved.iter().enumerate() {
            need(
                &self.parties,
                &involved.party,
                format!("involved[{n}].party"),
            );
        }
        for (n, act) in case.acts.iter().enumerate() {
            need(&self.parties, &act.victim, format!("acts[{n}].victim"));
            for (m, perpetrator) in act.perpetrators.iter().enumerate() {
                need(
                    &self.parties,
                    perpetrator,
                    format!("acts[{n}].perpetrators[{m}]"),
                );
            }
        }
        for (n, measure) in case.measures.iter().enumerate() {
            need(
                &self.parties,
                &measure.party,
                format!("measures[{n}].party"),
            );
        }
        for (n, proceeding) in case.proceedings.iter().enumerate() {
            for (m, charge) in proceeding.charges.iter().enumerate() {
                let path = format!("proceedings[{n}].charges[{m}].party");
                need(&self.parties, &charge.party, path);
            }
        }
        for (n, intervention) in case.interventions.iter().enumerate() {
            for (m, party) in intervention.by.iter().enumerate() {
                need(&self.parties, party, format!("interventions[{n}].by[{m}]"));
            }
        }
        for (n, link) in case.links.iter().enumerate() {
            need(&self.cases, &link.case, format!("links[{n}].case"));
            own(&link.case, format!("links[{n}].case"));
        }
        for (n, claim) in case.claims.iter().enumerate() {
            need(&self.sources, &claim.source, format!("claims[{n}].source"));
            for other in &claim.conflicts_with {
                need(&self.claims, other, format!("claims[{n}].conflicts_with"));
            }
            if !claim.about.is_empty()
                && path::resolve(case, &claim.about).is_none()
                && path::party(&claim.about, |id| self.parties.contains(id)).is_none()
            {
                faults.add(
                    format!("cases[{at}].claims[{n}].about"),
                    "unresolved",
                    "neither an act of this case nor a path in it",
                );
            }
        }
    }
}

/// All ids of a list; a fault for each that comes twice.
fn ids<'c>(
    faults: &Faults,
    list: &str,
    key: &str,
    ids: impl Iterator<Item = &'c str>,
) -> HashSet<&'c str> {
    let mut seen = HashSet::new();
    for (at, id) in ids.enumerate() {
        unique(faults, &mut seen, id, || format!("{list}[{at}].{key}"));
    }
    seen
}

fn unique<'c>(
    faults: &Faults,
    seen: &mut HashSet<&'c str>,
    id: &'c str,
    path: impl Fn() -> String,
) {
    // An id that is missing has been told of already.
    if !id.is_empty() && !seen.insert(id) {
        faults.add(path(), "duplicate_id", "this id is there already");
    }
}
