//! What must not be found in what goes, and where it stands in a text.

use std::collections::{BTreeSet, HashMap};

use casework::record::{PartyKind, Source};
use casework::spot::{self, Memory, Needs, Sought};
use casework::view::SourceIdentity;
use casework::{is_a_name, name};
use uuid::Uuid;

use super::view::{View, views};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// One word of a hidden name, which may be somebody else's.
    Part,
    /// The code name of a source beside the name of a person.
    Link,
    /// A place that must never leave.
    Place,
    /// A hidden name.
    Name,
    /// A telephone number, e-mail address or handle.
    Contact,
}

impl What {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Part,
        Self::Link,
        Self::Place,
        Self::Name,
        Self::Contact,
    ];

    /// Stable code. Message `leak-what-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Link => "link",
            Self::Place => "place",
            Self::Name => "name",
            Self::Contact => "contact",
        }
    }
}

/// Whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Whose {
    /// The record: a party, a place or a source.
    pub id: Uuid,
    /// What the vault calls it; the code name of a source.
    pub label: String,
    place: bool,
}

/// A place in a text where something hidden stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub from: usize,
    pub to: usize,
    pub what: What,
    pub whose: usize,
}

/// Everything that must not be found.
#[derive(Default)]
pub struct Hidden {
    sought: Sought,
    whose: Vec<Whose>,
    numbers: HashMap<Uuid, usize>,
    /// Whole names that go: what stands inside one of them is theirs.
    others: Sought,
    /// Every word of them: alone it tells nobody.
    words: Sought,
    going: BTreeSet<Vec<String>>,
    /// Code names of confidential sources, in small letters.
    codes: HashMap<String, usize>,
    /// Whether it is known who the sealed sources are.
    sealed: bool,
}

/// What may stand between a code name and the name that it stands for.
const IS: [&str; 22] = [
    "is",
    "aka",
    "real",
    "name",
    "named",
    "called",
    "it",
    "s",
    "это",
    "есть",
    "он",
    "она",
    "же",
    "имя",
    "настоящее",
    "зовут",
    "бұл",
    "деп",
    "аты",
    "шын",
    "есімі",
    "яғни",
];
/// Furthest that a name stands from a code name that it explains, in bytes.
const NEAR: usize = 60;
/// Parts of a family name near its end, folded.
const FAMILY: [&str; 6] = ["ov", "ev", "sk", "in", "enko", "uli"];

impl Hidden {
    fn number(&mut self, id: Uuid, label: &str, place: bool) -> usize {
        *self.numbers.entry(id).or_insert_with(|| {
            self.whose.push(Whose {
                id,
                label: label.to_owned(),
                place,
            });
            self.whose.len() - 1
        })
    }

    /// A name of somebody that goes. Tell these first: the same name of another is not hidden then.
    pub fn goes(&mut self, kind: PartyKind, name: &str) {
        self.others.name(0, name, needs(kind, name, Needs::Two));
        self.words.name(0, name, Needs::Any);
        self.going.insert(folded(name));
    }

    /// A place that goes.
    pub fn place_goes(&mut self, name: &str) {
        self.others.name(0, name, Needs::All);
        self.words.name(0, name, Needs::Any);
        self.going.insert(folded(name));
    }

    /// A name of somebody who stays, or one that must not be told. `label` is what the vault calls them.
    pub fn name(&mut self, id: Uuid, label: &str, kind: PartyKind, name: &str) {
        if !self.going.contains(&folded(name)) {
            let number = self.number(id, label, false);
            self.sought
                .name(number, name, needs(kind, name, Needs::One));
        }
    }

    /// Addresses in what is written of somebody.
    pub fn contacts(&mut self, id: Uuid, label: &str, text: &str) {
        if !text.is_empty() {
            let number = self.number(id, label, false);
            self.sought.contacts(number, text);
        }
    }

    /// A place that must never leave.
    pub fn place(&mut self, id: Uuid, name: &str) {
        let label = name;
        // «Shelterovka; Панахан» and «Shelterovka / Панахан» are two names of one place.
        for one in name.split([';', '/', '(', ')', '\n']) {
            if !self.going.contains(&folded(one)) {
                let number = self.number(id, label, true);
                self.sought.name(number, one, Needs::All);
            }
        }
    }

    /// The code name of a source, if it hides somebody.
    pub fn source(&mut self, source: &Source) {
        if source.confidential && !source.code.is_empty() {
            let number = self.number(source.id.0, &source.code, false);
            self.codes.insert(plain(&source.code), number);
        }
    }

    /// The people behind the seal, while it is open. Whoever is a person that goes too is named there in any case.
    pub fn sealed(&mut self, people: &[SourceIdentity]) {
        self.sealed = true;
        for person in people {
            let known = self.numbers.get(&person.id.0).copied();
            let label = known.map_or_else(
                || String::from("S-?"),
                |number| self.whose[number].label.clone(),
            );
            let own = std::iter::once(person.name.as_str()).chain(person.also.lines());
            for name in own.filter(|name| !name.trim().is_empty()) {
                self.name(person.id.0, &label, PartyKind::Person, name);
            }
            for text in [
                &person.name,
                &person.also,
                &person.channel,
                &person.never_by,
                &person.note,
            ] {
                self.contacts(person.id.0, &label, text);
            }
        }
    }

    /// Whether the people behind the seal were looked for.
    pub fn knows_sealed(&self) -> bool {
        self.sealed
    }

    /// There is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.sought.is_empty() && self.codes.is_empty()
    }

    pub(super) fn whose(&self, found: &Found) -> &Whose {
        &self.whose[found.whose]
    }

    /// Where hidden things stand in a text, in order, none over another. `name` says that it is the name of a file, in which nobody writes
    /// capital letters.
    pub(super) fn look(&self, text: &str, name: bool, memory: &mut Memory) -> Vec<Found> {
        if self.is_empty() || text.is_empty() {
            return Vec::new();
        }
        let mut found = self.in_one(text, name, memory);
        if name {
            // Names of files have other signs where others write spaces, and an ending that belongs to no word.
            let end = text.rfind('.').unwrap_or(text.len());
            found.extend(self.in_one(&text[..end].replace('_', " "), name, memory));
        }
        for view in views(text) {
            let here = self.in_one(&view.text, name, memory);
            found.extend(here.into_iter().map(|one| back(&view, one)));
        }
        apart(found)
    }

    fn in_one(&self, text: &str, file: bool, memory: &mut Memory) -> Vec<Found> {
        let spots = self.sought.spots_knowing(text, memory);
        let mut found: Vec<Found> = spots
            .iter()
            .map(|spot| Found {
                from: spot.from,
                to: spot.to,
                what: match spot.what {
                    spot::What::Contact => What::Contact,
                    _ if self.whose[spot.whose].place => What::Place,
                    spot::What::Part => What::Part,
                    spot::What::Name => What::Name,
                },
                whose: spot.whose,
            })
            .collect();
        let is_part = |one: &Found| one.what == What::Part;
        if found.iter().any(|one| one.what != What::Contact) {
            let others = self.others.spots(text);
            let inside = |one: &Found, spots: &[spot::Spot], whole: bool| {
                spots.iter().any(|spot| {
                    (!whole || spot.what == spot::What::Name)
                        && spot.from <= one.from
                        && one.to <= spot.to
                })
            };
            found.retain(|one| one.what == What::Contact || !inside(one, &others, true));
            if found.iter().any(is_part) {
                let words = self.words.spots(text);
                found.retain(|one| {
                    !is_part(one)
                        || !inside(one, &words, false) && tells(&text[one.from..one.to], file)
                });
            }
        }
        found.extend(self.links(text));
        found
    }

    /// «S-014 (Зульфия Касенова)», where the name itself may go.
    fn links(&self, text: &str) -> Vec<Found> {
        if self.codes.is_empty() {
            return Vec::new();
        }
        let mut codes = Vec::new();
        let inside = |letter: char| letter.is_alphanumeric() || letter == '-';
        let mut at = 0;
        while let Some(begin) = text[at..].find(inside).map(|from| at + from) {
            let end = text[begin..]
                .find(|letter: char| !inside(letter))
                .map_or(text.len(), |length| begin + length);
            if let Some(number) = self.codes.get(&plain(&text[begin..end])) {
                codes.push((begin, end, *number));
            }
            at = end;
        }
        if codes.is_empty() {
            return Vec::new();
        }
        let names = self.words.spots(text);
        let tells_it = |(from, to, _): &(usize, usize, usize)| {
            names.iter().any(|spot| {
                text[spot.from..].starts_with(char::is_uppercase)
                    && (*to <= spot.from && is_same(&text[*to..spot.from])
                        || spot.to <= *from && is_same(&text[spot.to..*from]))
            })
        };
        let found = codes.into_iter().filter(tells_it);
        found
            .map(|(from, to, whose)| Found {
                from,
                to,
                what: What::Link,
                whose,
            })
            .collect()
    }
}

/// What stands between says that both are one.
fn is_same(between: &str) -> bool {
    between.len() <= NEAR
        && !between.contains([',', ';', '\n', '?', '!'])
        && !between.contains(". ")
        && between
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| IS.contains(&word.to_lowercase().as_str()))
}

/// One word of a name tells something if it is written like a name: with a capital letter, or with the ending of a family name.
fn tells(word: &str, file: bool) -> bool {
    let small = word.chars().next().is_some_and(char::is_lowercase);
    let folded = name::fold_word(word);
    let letters = folded.chars().count();
    let end: String = folded.chars().skip(letters.saturating_sub(6)).collect();
    file || !small || letters >= 6 && FAMILY.iter().any(|part| end.contains(part))
}

/// How much of a name has to stand together. Descriptions («a neighbour of the union leader») are made of ordinary words.
fn needs(kind: PartyKind, name: &str, person: Needs) -> Needs {
    let words = name.split_whitespace().count();
    match kind {
        PartyKind::Person if is_a_name(name) => person,
        PartyKind::Person if words <= 3 => Needs::Two,
        _ => Needs::All,
    }
}

fn folded(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name::words(name)
        .map(|word| name::fold_word(&word))
        .collect();
    words.sort();
    words
}

/// A code name in small letters; the Cyrillic letter that looks like an S is one.
fn plain(code: &str) -> String {
    let small = code.chars().flat_map(char::to_lowercase);
    small
        .map(|letter| if letter == 'с' { 's' } else { letter })
        .collect()
}

fn back(view: &View, one: Found) -> Found {
    let (from, to) = view.back(one.from, one.to);
    Found { from, to, ..one }
}

/// Those that are left if none may lie over another: the surest and longest first.
fn apart(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| (std::cmp::Reverse((one.what, one.to - one.from)), one.from));
    let mut kept: std::collections::BTreeMap<usize, Found> = std::collections::BTreeMap::new();
    for one in found {
        let before = kept.range(..one.to).next_back();
        if one.from < one.to && before.is_none_or(|(_, other)| other.to <= one.from) {
            kept.insert(one.from, one);
        }
    }
    kept.into_values().collect()
}
