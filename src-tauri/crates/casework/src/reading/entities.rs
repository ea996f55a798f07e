//! Who is who in a text: mentions of one person, known or not, brought together.

use std::collections::{BTreeSet, HashMap};

use super::known::Vault;
use super::model::{Candidate, ReadEntity, Surety};
use super::person::Person;
use crate::effort;
use crate::name::{self, Band, fold_word, words};
use crate::record::{PartyId, PartyKind};
use crate::spot::{Needs, Sought};

/// Most people and organisations of one text.
pub(super) const MOST: usize = 500;
/// Most parties one of them may be.
const CANDIDATES: usize = 5;
/// Most names of a text with which a further one is compared.
const COMPARED: usize = 12;

/// A mention: where, by which rule, and which parties it may be, with whether only a part of their name stands there.
pub(super) struct Mention {
    pub from: usize,
    pub to: usize,
    pub person: Option<Person>,
    pub known: Vec<(usize, bool)>,
}

/// Everybody found so far.
#[derive(Default)]
pub(super) struct Entities {
    pub list: Vec<ReadEntity>,
    by_party: HashMap<PartyId, u32>,
    /// Those that are no party yet, by the beginnings of the words of their names.
    by_start: HashMap<String, Vec<u32>>,
    /// The same by their whole names, letter for letter.
    by_name: HashMap<(PartyKind, String), u32>,
    /// Some were left out.
    pub more: bool,
}

impl Entities {
    /// The person a mention is of, and how sure it is that it is a person; none if there are too many.
    pub fn person(
        &mut self,
        vault: &Vault,
        said: &str,
        mention: &Mention,
    ) -> Option<(u32, Surety)> {
        let name = mention
            .person
            .as_ref()
            .map_or(said, |person| person.name.as_str());
        let whole = mention.person.as_ref().is_some_and(|person| {
            name.split_whitespace().count() > 1 && person.surety > Surety::Weak
        });
        let mut candidates: Vec<Candidate> = Vec::new();
        for (number, part) in &mention.known {
            let compared = vault.compared(*number, name, false);
            let candidate = match compared {
                Some(candidate) => Some(candidate),
                // Another given name beside the same family name is another person.
                None if *part && whole => None,
                None => vault.compared(*number, name, true),
            };
            candidates.extend(candidate);
        }
        candidates.sort_by(|a, b| a.band.cmp(&b.band).then_with(|| a.name.cmp(&b.name)));
        let mut seen = BTreeSet::new();
        candidates.retain(|candidate| seen.insert(candidate.party));
        vault.settle(&mut candidates);
        let same = candidates
            .iter()
            .position(|candidate| candidate.band == Band::Same.code());
        let mentioned = candidates
            .iter()
            .position(|candidate| self.by_party.contains_key(&candidate.party));
        let only = (candidates.len() == 1 && !whole).then_some(0);
        let chosen = same.or(if whole { None } else { mentioned.or(only) });
        if let Some(chosen) = chosen {
            candidates.swap(0, chosen);
        }
        candidates.truncate(CANDIDATES);
        let surety = mention
            .person
            .as_ref()
            .map_or(Surety::Likely, |person| person.surety);
        if chosen.is_some() {
            let surety = if same.is_some() {
                Surety::Sure
            } else {
                surety.max(Surety::Likely)
            };
            let entity = self.of_party(candidates, PartyKind::Person)?;
            self.learn(entity, mention.person.as_ref());
            return Some((entity, surety));
        }
        let entity = self.of_name(name, PartyKind::Person, candidates)?;
        self.learn(entity, mention.person.as_ref());
        Some((entity, surety))
    }

    /// The organisation a mention is of.
    pub fn organisation(&mut self, vault: &Vault, name: &str, known: &[usize]) -> Option<u32> {
        let mut candidates: Vec<Candidate> = known
            .iter()
            .filter_map(|number| {
                let part = vault.compared(*number, name, false).is_none();
                vault.compared(*number, name, part)
            })
            .collect();
        candidates.sort_by(|a, b| a.band.cmp(&b.band).then_with(|| a.name.cmp(&b.name)));
        let mut seen = BTreeSet::new();
        candidates.retain(|candidate| seen.insert(candidate.party));
        candidates.truncate(CANDIDATES);
        if candidates.is_empty() {
            self.of_name(name, PartyKind::Organisation, candidates)
        } else {
            self.of_party(candidates, PartyKind::Organisation)
        }
    }

    /// People who are counted and not named. The same words with the same number are the same people.
    pub fn group(&mut self, name: &str, min: Option<u32>, max: Option<u32>) -> Option<u32> {
        let key = (PartyKind::Group, name.to_lowercase());
        if let Some(entity) = self.by_name.get(&key) {
            return Some(*entity);
        }
        let entity = self.push(PartyKind::Group, name, Vec::new())?;
        let one = &mut self.list[entity as usize];
        (one.count_min, one.count_max) = (min, max);
        self.by_name.insert(key, entity);
        Some(entity)
    }

    /// The first of the candidates, as an entity.
    fn of_party(&mut self, candidates: Vec<Candidate>, kind: PartyKind) -> Option<u32> {
        let first = candidates.first()?;
        if let Some(entity) = self.by_party.get(&first.party) {
            return Some(*entity);
        }
        let (party, name) = (first.party, first.name.clone());
        let entity = self.push(kind, &name, candidates)?;
        self.by_party.insert(party, entity);
        Some(entity)
    }

    /// Somebody of that name who is mentioned already, or a new one.
    fn of_name(&mut self, name: &str, kind: PartyKind, candidates: Vec<Candidate>) -> Option<u32> {
        if let Some(entity) = self.by_name.get(&(kind, name.to_owned())) {
            return Some(*entity);
        }
        let starts: Vec<String> = words(name).filter_map(|word| start(&word)).collect();
        let mut seen: Vec<u32> = starts
            .iter()
            .flat_map(|start| self.by_start.get(start).into_iter().flatten())
            .copied()
            .collect();
        seen.sort_unstable();
        seen.dedup();
        let single = name.split_whitespace().count() == 1;
        let is_same = |entity: &u32| {
            effort::step();
            let other = &self.list[*entity as usize];
            if other.kind != kind {
                return false;
            }
            let found = name::compare(name, &other.name).band;
            found == Band::Same || single && kind == PartyKind::Person && found == Band::Similar
        };
        let same = seen.iter().rev().take(COMPARED).copied().find(is_same);
        if let Some(entity) = same {
            self.by_name.insert((kind, name.to_owned()), entity);
            return Some(entity);
        }
        let entity = self.push(kind, name, candidates)?;
        self.by_name.insert((kind, name.to_owned()), entity);
        for start in starts {
            self.by_start.entry(start).or_default().push(entity);
        }
        Some(entity)
    }

    fn push(&mut self, kind: PartyKind, name: &str, candidates: Vec<Candidate>) -> Option<u32> {
        if self.list.len() >= MOST {
            self.more = true;
            return None;
        }
        self.list.push(ReadEntity {
            kind,
            name: name.to_owned(),
            given: String::new(),
            patronymic: String::new(),
            family: String::new(),
            occupation: String::new(),
            count_min: None,
            count_max: None,
            candidates,
        });
        u32::try_from(self.list.len() - 1).ok()
    }

    /// Takes from a mention what was not known of somebody yet; the fuller name stays.
    fn learn(&mut self, entity: u32, person: Option<&Person>) {
        let (Some(person), Some(entity)) = (person, self.list.get_mut(entity as usize)) else {
            return;
        };
        let fill = |field: &mut String, with: &str| {
            if field.is_empty() {
                with.clone_into(field);
            }
        };
        fill(&mut entity.given, &person.given);
        fill(&mut entity.patronymic, &person.patronymic);
        fill(&mut entity.family, &person.family);
        fill(&mut entity.occupation, &person.occupation);
        let letters = |name: &str| name.chars().filter(|letter| letter.is_alphabetic()).count();
        let fuller = person.name.split_whitespace().count()
            > entity.name.split_whitespace().count()
            || entity.name.contains('.') && !person.name.contains('.');
        if entity.candidates.is_empty() && fuller && letters(&person.name) > letters(&entity.name) {
            entity.name.clone_from(&person.name);
        }
    }

    /// The people who are no party of the vault, to look for their single mentions.
    pub fn sought(&self) -> Sought {
        let mut sought = Sought::default();
        for (number, entity) in self.list.iter().enumerate() {
            let new = entity.kind == PartyKind::Person
                && !self
                    .by_party
                    .values()
                    .any(|known| *known as usize == number);
            if new && entity.name.split_whitespace().count() > 1 {
                sought.name(number, &entity.name, Needs::One);
            }
        }
        sought
    }
}

/// The first letters of a word as they sound.
fn start(word: &str) -> Option<String> {
    let folded = fold_word(word);
    let letters: String = folded.chars().take(3).collect();
    (letters.chars().count() > 1).then_some(letters)
}
