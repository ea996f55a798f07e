//! Before a matter is taken on: whether anybody in it stands in the vault already, on whatever side.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::alike::codes;
use super::parts::Parts;
use crate::derived::names;
use crate::name::{self, Band, Match, Probe};
use crate::record::{
    Case, CaseId, Intervention, Kind, Name, Note, NoteKind, Party, PartyId, Proceeding,
};
use crate::spot::{Needs, Sought};
use crate::store;
use crate::view::{ConflictHit, ConflictPlace, ConflictReport};
use crate::{Book, Error, Result};

/// Most names of one check.
const ASKED: usize = 200;

impl Book<'_> {
    /// Everybody whose name is like one of those asked: parties by all their names, and judges, prosecutors, counsel and addressees as
    /// they stand in the words of records. What is under the seal is not looked at, and privileged notes are counted and no more.
    ///
    /// # Errors
    /// [`Error::Invalid`] with `required` if no name is given, `too_long` if there are too many or one is no name.
    pub fn conflict_check(&self, asked: &[String]) -> Result<ConflictReport> {
        let asked: Vec<&str> = asked.iter().map(|name| name.trim()).collect();
        if asked.iter().all(|name| name.is_empty()) {
            return Err(Error::invalid("names", "required"));
        }
        let too_long = |name: &&str| name.chars().count() > name::MAX_NAME;
        if asked.len() > ASKED || asked.iter().any(too_long) {
            return Err(Error::invalid("names", "too_long"));
        }
        let written = self.written()?;
        let mut hits: Vec<ConflictHit> = Vec::new();
        for (number, one) in asked
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
        {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for (party, spellings) in self.may_be(one)? {
                let names = spellings.iter().map(String::as_str);
                if let Some((matched, found)) = best(one, names) {
                    hits.push(ConflictHit {
                        asked: number,
                        party: Some(party),
                        name: spellings[0].clone(),
                        ..hit(matched, &found)
                    });
                }
            }
            for (name, places) in &written {
                if let Some((matched, found)) = best(one, std::iter::once(name.as_str())) {
                    hits.push(ConflictHit {
                        asked: number,
                        places: places.clone(),
                        ..hit(matched, &found)
                    });
                }
            }
        }
        self.fill_places(&mut hits)?;
        hits.sort_by(|a, b| {
            a.asked
                .cmp(&b.asked)
                .then(b.score.total_cmp(&a.score))
                .then_with(|| a.name.cmp(&b.name))
        });
        let counts = self.counts()?;
        let proceedings = store::ids(self.conn, Kind::Proceeding)?.len();
        Ok(ConflictReport {
            on: self.today(),
            privileged: self.privileged_with(&asked)?,
            parties: counts.parties,
            proceedings: u32::try_from(proceedings).unwrap_or(u32::MAX),
            cases: counts.cases,
            hits,
        })
    }

    /// Parties that may bear a name, with all their names, the main one first.
    fn may_be(&self, asked: &str) -> Result<BTreeMap<PartyId, Vec<String>>> {
        let alike = names::candidates(self.conn, &Probe::new(asked))?;
        let ids: BTreeSet<Uuid> = alike
            .into_iter()
            .filter(|(_, may_be_alike)| *may_be_alike)
            .map(|(id, _)| id.0)
            .collect();
        let mut out: BTreeMap<PartyId, Vec<String>> = self
            .some::<Party>("id", &ids)?
            .into_iter()
            .map(|party| (party.id, vec![party.name]))
            .collect();
        for further in self.some::<Name>("party", &ids)? {
            if let Some(names) = out.get_mut(&further.party) {
                names.push(further.full);
            }
        }
        Ok(out)
    }

    /// Names in the words of records, cut apart where a field holds several, each with everywhere it stands.
    fn written(&self) -> Result<BTreeMap<String, Vec<ConflictPlace>>> {
        let mut out: BTreeMap<String, Vec<ConflictPlace>> = BTreeMap::new();
        let mut add = |words: &str, role: &str, case: CaseId| {
            for name in several(words) {
                let places = out.entry(name).or_default();
                if !places
                    .iter()
                    .any(|place| place.role == role && place.case_id == case)
                {
                    places.push(ConflictPlace {
                        role: role.to_owned(),
                        case_id: case,
                        reference: String::new(),
                        title: String::new(),
                    });
                }
            }
        };
        for one in self.list::<Proceeding>()? {
            add(&one.judge, "judge", one.case_id);
            add(&one.prosecutor, "prosecutor", one.case_id);
            add(&one.counsel, "counsel", one.case_id);
        }
        for one in self.list::<Intervention>()? {
            add(&one.addressee, "addressee", one.case_id);
        }
        Ok(out)
    }

    /// Cases of parties, and titles of cases that only words name.
    fn fill_places(&self, hits: &mut [ConflictHit]) -> Result<()> {
        let who: BTreeSet<PartyId> = hits.iter().filter_map(|hit| hit.party).collect();
        let standing = Parts::of(self, &who)?;
        let ids: BTreeSet<Uuid> = hits
            .iter()
            .flat_map(|hit| hit.places.iter().map(|place| place.case_id.0))
            .collect();
        let cases: BTreeMap<CaseId, Case> = self
            .some::<Case>("id", &ids)?
            .into_iter()
            .map(|case| (case.id, case))
            .collect();
        for hit in hits {
            if let Some(party) = hit.party {
                hit.places = standing.all(party);
            }
            for place in &mut hit.places {
                if let Some(case) = cases.get(&place.case_id) {
                    place.reference.clone_from(&case.reference);
                    place.title.clone_from(&case.title);
                }
            }
        }
        Ok(())
    }

    /// How many privileged notes name one of them.
    fn privileged_with(&self, asked: &[&str]) -> Result<u32> {
        let mut sought = Sought::default();
        for name in asked {
            let words = name.split_whitespace().count();
            let needs = if words > 1 { Needs::Two } else { Needs::All };
            sought.name(0, name, needs);
        }
        let notes: Vec<Note> = store::select_as(self.conn, "WHERE \"kind\" = 'privileged'", [])?;
        let named = notes
            .iter()
            .filter(|note| note.kind == NoteKind::Privileged)
            .filter(|note| !sought.spots(&note.text).is_empty());
        Ok(u32::try_from(named.count()).unwrap_or(u32::MAX))
    }
}

fn hit(matched: &str, found: &Match) -> ConflictHit {
    ConflictHit {
        asked: 0,
        party: None,
        name: matched.to_owned(),
        matched: matched.to_owned(),
        band: found.band.code().into(),
        score: found.score,
        reasons: codes(found),
        places: Vec::new(),
    }
}

/// The spelling that goes best with a name.
fn best<'n>(asked: &str, names: impl Iterator<Item = &'n str>) -> Option<(&'n str, Match)> {
    names
        .map(|name| (name, name::compare(asked, name)))
        .filter(|(_, found)| found.band != Band::Different)
        .max_by(|a, b| a.1.score.total_cmp(&b.1.score))
}

/// The names in a field: cut at commas, semicolons, slashes, line breaks and "and"; initials belong to what stands beside them.
fn several(words: &str) -> Vec<String> {
    let mut text = words.to_owned();
    for and in [" and ", " и ", " және ", " мен ", " пен ", " бен "] {
        text = text.replace(and, ";");
    }
    text.split([',', ';', '/', '\n'])
        .map(str::trim)
        .filter(|name| name.chars().filter(|letter| letter.is_alphabetic()).count() > 1)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::several;

    #[test]
    fn a_field_may_hold_several_names() {
        let check = |words: &str, names: &[&str]| assert_eq!(several(words), names, "{words}");
        check("", &[]);
        check("Judge A. Omarova", &["Judge A. Omarova"]);
        check(
            "А. Омарова, Б. Сейтов и В. Ким",
            &["А. Омарова", "Б. Сейтов", "В. Ким"],
        );
        check("Омарова А.\nСейтов; Ким", &["Омарова А.", "Сейтов", "Ким"]);
    }
}
