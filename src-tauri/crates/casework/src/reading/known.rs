//! What the vault knows already: parties by all their names, places, provisions.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::law::Provisions;
use super::lexicon::rows;
use crate::date::words::plain;
use crate::name::{self, Band, Reason, fold_text};
use crate::record::{Name, PartyId, PartyKind, Place, PlaceId};
use crate::same::Apart;
use crate::spot::{Needs, Sought};
use crate::veil::is_a_name;
use crate::{Book, Result};

use super::model::Candidate;

const PLACES: &str = include_str!("../../data/reading/places.tsv");

/// Cities, regions and countries, in three languages.
static GAZETTEER: LazyLock<Vec<[&str; 3]>> =
    LazyLock::new(|| rows(PLACES).map(|row| [row[0], row[1], row[2]]).collect());

/// A party of the vault.
pub(super) struct Known {
    pub id: PartyId,
    pub kind: PartyKind,
    pub description: String,
    /// Its name, then its further names.
    pub names: Vec<String>,
}

/// Everything known.
pub(super) struct Vault {
    pub parties: Vec<Known>,
    /// People, by the number of the party.
    pub people: Sought,
    /// Organisations, units and groups that have a name.
    pub bodies: Sought,
    pub provisions: Provisions,
    /// Of whom it was said that they are not one.
    apart: Apart,
    places: Vec<(PlaceId, String)>,
    sought_places: Sought,
    /// The place of the vault that a row of the gazetteer is.
    own: HashMap<usize, usize>,
}

/// Longest name of a place that is looked for, in words: others are descriptions.
const PLACE_WORDS: usize = 4;

impl Vault {
    /// Of a casework.
    pub fn of(book: &Book<'_>) -> Result<Self> {
        let mut parties: Vec<Known> = Vec::new();
        let mut numbers: HashMap<PartyId, usize> = HashMap::new();
        for party in book.parties()? {
            numbers.insert(party.id, parties.len());
            parties.push(Known {
                id: party.id,
                kind: party.kind,
                description: party.description,
                names: vec![party.name],
            });
        }
        for further in book.list::<Name>()? {
            if let Some(number) = numbers.get(&further.party) {
                parties[*number].names.push(further.full);
            }
        }
        let (mut people, mut bodies) = (Sought::default(), Sought::default());
        for (number, party) in parties.iter().enumerate() {
            for name in &party.names {
                let words = name.split_whitespace().count();
                match party.kind {
                    PartyKind::Person if is_a_name(name) => people.name(number, name, Needs::One),
                    PartyKind::Organisation => bodies.name(number, name, Needs::All),
                    PartyKind::Unit | PartyKind::Group if words <= 3 => {
                        bodies.name(number, name, Needs::All);
                    }
                    _ => {}
                }
            }
        }
        let places: Vec<(PlaceId, String)> = book
            .list::<Place>()?
            .into_iter()
            .map(|place| (place.id, place.name))
            .collect();
        let provisions = Provisions::of(&book.provisions()?, book.ctx.lang);
        Ok(Self {
            apart: Apart::read(book.conn)?,
            ..Self::with(parties, people, bodies, places, provisions)
        })
    }

    /// Of nothing: what is found then is found by rules alone.
    #[cfg(test)]
    pub fn empty() -> Self {
        Self::with(
            Vec::new(),
            Sought::default(),
            Sought::default(),
            Vec::new(),
            Provisions::of(&[], crate::date::Lang::En),
        )
    }

    fn with(
        parties: Vec<Known>,
        people: Sought,
        bodies: Sought,
        places: Vec<(PlaceId, String)>,
        provisions: Provisions,
    ) -> Self {
        let mut sought_places = Sought::default();
        let folded: HashMap<String, usize> = places
            .iter()
            .enumerate()
            .map(|(number, (_, name))| (fold_text(name), number))
            .collect();
        for (number, (_, name)) in places.iter().enumerate() {
            let named = name.starts_with(char::is_uppercase);
            if named && name.split_whitespace().count() <= PLACE_WORDS {
                sought_places.name(number, name, Needs::All);
            }
        }
        let mut own = HashMap::new();
        for (row, names) in GAZETTEER.iter().enumerate() {
            for (variant, name) in names.iter().enumerate() {
                sought_places.name(places.len() + 3 * row + variant, name, Needs::All);
                if let Some(number) = folded.get(&fold_text(name)) {
                    own.entry(row).or_insert(*number);
                }
            }
        }
        Self {
            parties,
            people,
            bodies,
            provisions,
            apart: Apart::default(),
            places,
            sought_places,
            own,
        }
    }

    /// Places in a text: bytes, the place of the vault if it is one, what it is called.
    pub fn places(&self, text: &str) -> Vec<(usize, usize, Option<PlaceId>, String)> {
        let spots = self.sought_places.spots(text);
        let place = |spot: crate::spot::Spot| {
            let said = &text[spot.from..spot.to];
            // «казахстанский» is of a country and no place; "oral" is no city.
            if !said.starts_with(char::is_uppercase) || !said.contains(' ') && is_adjective(said) {
                return None;
            }
            let number = match spot.whose.checked_sub(self.places.len()) {
                None => Some(spot.whose),
                Some(entry) => self.own.get(&(entry / 3)).copied(),
            };
            let (place, name) = match (number, spot.whose.checked_sub(self.places.len())) {
                (Some(number), _) => {
                    let (id, name) = &self.places[number];
                    (Some(*id), name.clone())
                }
                (None, Some(entry)) => (None, called(&GAZETTEER[entry / 3], said).to_owned()),
                (None, None) => return None,
            };
            Some((spot.from, spot.to, place, name))
        };
        spots.into_iter().filter_map(place).collect()
    }

    /// Leaves out, of those who somebody may be, the ones that are known not to be the one whose name it is.
    pub fn settle(&self, candidates: &mut Vec<Candidate>) {
        let fits = |one: &Candidate| {
            let identical = one
                .reasons
                .iter()
                .any(|why| why == Reason::Identical.code());
            let same = one.band == Band::Same.code();
            (
                f64::from(u8::from(same) + u8::from(same && identical)),
                same,
            )
        };
        self.apart.settle(candidates, |one| one.party, fits);
    }

    /// How somebody named so compares with a party; none if they are not the same by any of its names.
    pub fn compared(&self, number: usize, said: &str, part: bool) -> Option<Candidate> {
        let party = &self.parties[number];
        let found = party
            .names
            .iter()
            .map(|name| name::compare(said, name))
            .max_by(|a, b| {
                (a.band, a.score)
                    .partial_cmp(&(b.band, b.score))
                    .unwrap_or(std::cmp::Ordering::Equal)
            })?;
        let (band, mut reasons) = (found.band, found.reasons);
        if part {
            reasons = vec![Reason::PartOnly];
        } else if band == Band::Different {
            return None;
        }
        let band = if part { Band::Similar } else { band };
        Some(Candidate {
            party: party.id,
            name: party.names[0].clone(),
            band: band.code().into(),
            reasons: reasons.iter().map(|reason| reason.code().into()).collect(),
            description: party.description.clone(),
        })
    }
}

/// A place in the language it is named in.
fn called(names: &[&'static str; 3], said: &str) -> &'static str {
    if said.is_ascii() {
        return names[0];
    }
    let alike = |name: &str| {
        plain(name)
            .chars()
            .zip(plain(said).chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    if alike(names[2]) > alike(names[1]) {
        names[2]
    } else {
        names[1]
    }
}

fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "ский",
        "ская",
        "ское",
        "ские",
        "ского",
        "ской",
        "скую",
        "ских",
        "ским",
        "скими",
        "скому",
        "ском",
        "tani",
        "стандық",
    ];
    let small = word.to_lowercase();
    ENDINGS.iter().any(|ending| small.ends_with(ending))
}
