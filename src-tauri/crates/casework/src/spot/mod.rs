//! Where people stand in ordinary text: their names in any script, spelling and grammatical case, and their addresses.
//!
//! A name is found by its words, folded as everywhere ([`crate::name`]). All of them, or two of them close together, are the name; one of them
//! alone may be somebody else's. Telephone numbers, e-mail addresses and handles are compared without what people write around them.

mod arabic;
mod contact;
mod text;
mod word;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub(crate) use contact::likely as likely_contacts;
pub use text::Texts;
pub use text::is_written;
pub(crate) use text::{change, strings};

use crate::effort;
use contact::Contact;
use word::{Form, Likeness, likeness};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// One word of a name: it may be somebody else's.
    Part,
    /// A name.
    Name,
    /// A telephone number, an e-mail address, a handle.
    Contact,
}

impl What {
    /// `part`, `name` or `contact`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Name => "name",
            Self::Contact => "contact",
        }
    }
}

/// A place in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// From this byte ...
    pub from: usize,
    /// ... to before this one.
    pub to: usize,
    /// Whose: the number that was given with the name.
    pub whose: usize,
    /// What it is.
    pub what: What,
}

/// Names and addresses to look for.
#[derive(Default)]
pub struct Sought {
    names: Vec<Name>,
    /// By the first letters of a word: which name, which of its words.
    starts: HashMap<String, BTreeSet<(usize, usize)>>,
    contacts: Vec<(usize, Contact)>,
}

/// A word of a name that a word of a text may be: whose name, which of its words, how much alike.
type Hit = (usize, usize, Likeness);

/// What is known of words by those who look through many texts for the same names. With other names to look for it has to be a new one.
#[derive(Default)]
pub struct Memory {
    hits: HashMap<String, Arc<[Hit]>>,
    /// How many hits that is.
    kept: usize,
}

/// Most hits that are kept: some megabytes.
const MOST_KEPT: usize = 400_000;

impl Memory {
    /// What a word of a text may be.
    fn of(&mut self, sought: &Sought, word: &word::Word<'_>) -> Arc<[Hit]> {
        if let Some(known) = self.hits.get(word.written()) {
            return Arc::clone(known);
        }
        let hits: Arc<[Hit]> = sought.hits(word).into();
        if self.kept > MOST_KEPT {
            *self = Self::default();
        }
        self.kept += hits.len() + 1;
        self.hits
            .insert(word.written().to_owned(), Arc::clone(&hits));
        hits
    }
}

/// How much of a name has to stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Every word: names of organisations are made of ordinary ones.
    All,
    /// Two words, or one and an initial.
    Two,
    /// One telling word. A patronymic tells whose child somebody is, and so do all brothers' and sisters': alone it counts only where it
    /// stands in for a family name.
    One,
    /// One word of three letters or more.
    Any,
}

struct Name {
    whose: usize,
    words: Vec<Form>,
    needs: Needs,
}

impl Sought {
    /// Looks for a name too.
    pub fn name(&mut self, whose: usize, name: &str, needs: Needs) {
        let words: Vec<Form> = word::forms(name);
        let letters: usize = words.iter().map(Form::letters).sum();
        // Two letters stand in every text.
        if letters < 3 {
            return;
        }
        let number = self.names.len();
        for (at, form) in words.iter().enumerate() {
            for start in form.starts() {
                self.starts.entry(start).or_default().insert((number, at));
            }
        }
        self.names.push(Name {
            whose,
            words,
            needs,
        });
    }

    /// Looks for every address that stands in a text of the person.
    pub fn contacts(&mut self, whose: usize, text: &str) {
        self.contacts
            .extend(contact::read(text).into_iter().map(|one| (whose, one)));
    }

    /// Nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.contacts.is_empty()
    }

    /// Where they stand, in order, none over another.
    pub fn spots(&self, text: &str) -> Vec<Spot> {
        self.spots_knowing(text, &mut Memory::default())
    }

    /// The same, one text after the other.
    pub fn spots_knowing(&self, text: &str, memory: &mut Memory) -> Vec<Spot> {
        let mut found = self.addresses(text);
        found.extend(self.named(text, memory, false));
        Self::apart(found)
    }

    /// Those that are left if none may lie over another.
    fn apart(mut found: Vec<Spot>) -> Vec<Spot> {
        // The surest and longest first; what overlaps it goes.
        found.sort_by_key(|spot| {
            (
                std::cmp::Reverse((spot.what, spot.to - spot.from)),
                spot.from,
            )
        });
        let mut kept: BTreeMap<usize, Spot> = BTreeMap::new();
        for spot in found {
            // None of them lies over another, so the last that begins before its end tells.
            let before = kept.range(..spot.to).next_back();
            if before.is_none_or(|(_, other)| other.to <= spot.from) {
                kept.insert(spot.from, spot);
            }
        }
        kept.into_values().collect()
    }

    /// Where names stand, those of several people over each other too, in order of the text.
    pub(crate) fn everyone(&self, text: &str) -> Vec<Spot> {
        self.named(text, &mut Memory::default(), true)
    }

    /// The text with something else in the place of each spot.
    pub fn replaced(text: &str, spots: &[Spot], with: impl Fn(&Spot) -> String) -> String {
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for spot in spots {
            out.push_str(&text[at..spot.from]);
            out.push_str(&with(spot));
            at = spot.to;
        }
        out.push_str(&text[at..]);
        out
    }

    fn addresses(&self, text: &str) -> Vec<Spot> {
        if self.contacts.is_empty() {
            return Vec::new();
        }
        let places = contact::places(text);
        let spot = |(whose, contact): &(usize, Contact)| {
            contact
                .find(text, &places)
                .map(|(from, to)| Spot {
                    from,
                    to,
                    whose: *whose,
                    what: What::Contact,
                })
                .collect::<Vec<_>>()
        };
        self.contacts.iter().flat_map(spot).collect()
    }

    /// Where names stand. `each`: every one of those whose word it may be; else one of them, the first, is enough where a word alone tells, for all
    /// of them stand in the same place.
    fn named(&self, text: &str, memory: &mut Memory, each: bool) -> Vec<Spot> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let words = word::words(text);
        let hits: Vec<Arc<[Hit]>> = words.iter().map(|word| memory.of(self, word)).collect();
        let initials: Vec<bool> = words.iter().map(word::Word::is_initial).collect();
        let mut found = Vec::new();
        for at in 0..words.len() {
            let (mut last, mut told) = (None, false);
            for (number, _, _) in hits[at].iter() {
                if last.replace(*number) == Some(*number) {
                    continue;
                }
                if each || !told || self.may_be_whole(*number, at, &hits, &initials) {
                    let spot = self.at(*number, at, &words, &hits);
                    told |= spot.is_some_and(|spot| spot.what == What::Part);
                    found.extend(spot);
                }
            }
        }
        found
    }

    /// Whether more than one word of a name may stand here: without that it is no more than a part, and a person has as many of those as there are people
    /// of that first name.
    fn may_be_whole(
        &self,
        number: usize,
        at: usize,
        hits: &[Arc<[Hit]>],
        initials: &[bool],
    ) -> bool {
        let length = self.names[number].words.len();
        let end = hits.len().min(at + length + 1);
        length == 1
            || initials[at.saturating_sub(1)..end].contains(&true)
            || (at + 1..end).any(|index| !of_name(&hits[index], number).is_empty())
    }

    /// The words of names that a word of a text may be, in order of the names.
    fn hits(&self, word: &word::Word<'_>) -> Vec<Hit> {
        let readings = word.readings();
        let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
        for start in readings.iter().flat_map(|reading| word::starts_of(reading)) {
            found.extend(self.starts.get(start).into_iter().flatten());
        }
        let like = |(number, at): (usize, usize)| {
            let like = likeness(&readings, &self.names[number].words[at])?;
            Some((number, at, like))
        };
        found.into_iter().filter_map(like).collect()
    }

    /// The name, if it begins at this word of the text.
    fn at(
        &self,
        number: usize,
        at: usize,
        words: &[word::Word<'_>],
        hits: &[Arc<[Hit]>],
    ) -> Option<Spot> {
        effort::step();
        let name = &self.names[number];
        let end = words.len().min(at + name.words.len() + 1);
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let (mut sure, mut last, mut initial) = (false, at, None);
        for (index, word) in words.iter().enumerate().take(end).skip(at) {
            let hit = of_name(&hits[index], number)
                .iter()
                .filter(|hit| !seen.contains(&hit.1))
                .max_by_key(|hit| hit.2);
            if let Some((_, part, like)) = hit {
                seen.insert(*part);
                sure |= *like == Likeness::Sure;
                last = index;
            } else if let Some(part) = name.initial(word, &seen) {
                initial = Some((index, part));
            }
        }
        let mut first = at;
        // «З. Қасенова» and «Қасенова З. М.»: an initial beside the one word.
        let before = at.checked_sub(1).map(|index| (index, &words[index]));
        let before = before.filter(|(_, word)| word.is_initial());
        let before = before.and_then(|(index, word)| {
            // «З. М. Қасенова», where nobody knows the father.
            let further = index.checked_sub(1).map(|index| (index, &words[index]));
            let ways = [Some((index, word)), further].into_iter().flatten();
            let mut ways = ways.filter(|(_, word)| name.initial(word, &seen).is_some());
            ways.next()
        });
        if seen.len() == 1 && sure && name.words.len() > 1 && name.needs != Needs::All {
            if let Some((index, _)) = before {
                first = index;
                seen.insert(usize::MAX);
            } else if let Some((index, _)) = initial.filter(|(index, _)| *index == at + 1) {
                last = index;
                seen.insert(usize::MAX);
            }
        }
        let enough = match name.needs {
            Needs::All => name.words.len(),
            Needs::Two | Needs::One | Needs::Any => name.words.len().min(2),
        };
        let whole = sure && seen.len() >= enough;
        let telling = || {
            of_name(&hits[at], number)
                .iter()
                .any(|(_, part, like)| *like == Likeness::Sure && name.tells(*part))
        };
        let what = if whole {
            What::Name
        } else if telling() {
            last = at;
            What::Part
        } else {
            return None;
        };
        Some(Spot {
            from: words[first].from,
            to: words[last].to,
            whose: name.whose,
            what,
        })
    }
}

/// Those of one name among the hits of a word, which stand in order of the names.
fn of_name(hits: &[Hit], number: usize) -> &[Hit] {
    let from = hits.partition_point(|hit| hit.0 < number);
    let to = hits.partition_point(|hit| hit.0 <= number);
    &hits[from..to]
}

impl Name {
    /// Whether one of its words alone counts.
    fn tells(&self, part: usize) -> bool {
        let word = &self.words[part];
        match self.needs {
            Needs::All | Needs::Two => false,
            Needs::One => word.letters() >= 4 && (self.words.len() < 3 || !word.is_patronymic()),
            Needs::Any => word.letters() >= 3,
        }
    }

    /// Which of its words a single letter stands for.
    fn initial(&self, word: &word::Word<'_>, seen: &BTreeSet<usize>) -> Option<usize> {
        let letters = word.initials();
        let begins = |at: &usize| {
            let word = &self.words[*at];
            letters.iter().any(|letter| word.begins_with(letter))
        };
        (0..self.words.len()).find(|at| !seen.contains(at) && begins(at))
    }
}
