//! Everything that is found in a text, piece by piece, none over another: what is surest takes its place first.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::entities::{Entities, Mention};
use super::known::Vault;
use super::law::Article;
use super::model::Surety;
use super::text::{Sentence, Word, sentences, words};
use super::{act, group, measure, organisation, person};
use crate::date::{Lang, UncertainDate, words as dates};
use crate::record::PlaceId;
use crate::spot::What;

/// Something found.
pub(super) struct Piece {
    /// First byte ...
    pub from: usize,
    /// ... and the one after the last.
    pub to: usize,
    /// Number of the sentence.
    pub sentence: usize,
    pub surety: Surety,
    pub is: Is,
}

/// What it is.
pub(super) enum Is {
    Date(UncertainDate),
    Person(u32),
    Organisation(u32),
    Group(u32),
    Place(Option<PlaceId>, String),
    Provision(Article),
    Act {
        act_type: String,
        lang: Lang,
        denied: bool,
        extent: String,
        /// A word of "to be" stands before it.
        passive: bool,
    },
    Measure {
        /// Code of vocabulary `measure`; empty where the words do not say which.
        status: String,
        extended: bool,
        lang: Lang,
        denied: bool,
        passive: bool,
        /// How much longer: an ISO 8601 duration, or nothing.
        duration: String,
    },
}

/// A text and what was found in it.
pub(super) struct Finding<'t> {
    pub text: &'t str,
    pub sentences: Vec<Sentence>,
    words: Vec<Vec<Word<'t>>>,
    pub pieces: Vec<Piece>,
    pub entities: Entities,
    /// First byte of each piece and the one after its last.
    taken: BTreeMap<usize, usize>,
    /// Bytes of words that say what goes on longer: they tell of no act.
    longer: BTreeMap<usize, usize>,
    /// What resolves a date said without its year.
    pub today: NaiveDate,
    pub hint: Option<Lang>,
}

/// Reads a text. `today` resolves "yesterday" and years left out; `hint` is the language in which 03/04/2025 is read.
pub(super) fn find<'t>(
    text: &'t str,
    vault: &Vault,
    today: NaiveDate,
    hint: Option<Lang>,
) -> Finding<'t> {
    let sentences = sentences(text);
    let words = sentences
        .iter()
        .map(|sentence| words(text, sentence))
        .collect();
    let mut finding = Finding {
        text,
        sentences,
        words,
        pieces: Vec::new(),
        entities: Entities::default(),
        taken: BTreeMap::new(),
        longer: BTreeMap::new(),
        today,
        hint,
    };
    finding.provisions(vault);
    finding.dates(today, hint);
    finding.organisations(vault);
    finding.people(vault);
    finding.places(vault);
    finding.groups();
    finding.measures();
    finding.acts();
    finding.pieces.sort_by_key(|piece| piece.from);
    finding
}

impl Finding<'_> {
    /// Whether nothing was found between two bytes yet.
    fn is_free(&self, from: usize, to: usize) -> bool {
        self.taken
            .range(..to)
            .next_back()
            .is_none_or(|(_, end)| *end <= from)
    }

    fn take(&mut self, from: usize, to: usize, surety: Surety, is: Is) -> bool {
        let sentence = self
            .sentences
            .partition_point(|sentence| sentence.from <= from)
            .checked_sub(1);
        let Some(sentence) =
            sentence.filter(|number| to <= self.sentences[*number].to && from < to)
        else {
            return false;
        };
        if !self.is_free(from, to) {
            return false;
        }
        self.taken.insert(from, to);
        self.pieces.push(Piece {
            from,
            to,
            sentence,
            surety,
            is,
        });
        true
    }

    fn provisions(&mut self, vault: &Vault) {
        let mut found = Vec::new();
        let (mut law, mut paragraph) = (None, 0);
        for (sentence, words) in self.sentences.iter().zip(&self.words) {
            if sentence.paragraph != paragraph {
                (law, paragraph) = (None, sentence.paragraph);
            }
            found.extend(vault.provisions.find(words, &mut law));
        }
        for article in found {
            self.take(
                article.at.start,
                article.at.end,
                article.surety,
                Is::Provision(article),
            );
        }
    }

    fn dates(&mut self, today: NaiveDate, hint: Option<Lang>) {
        for number in 0..self.sentences.len() {
            let sentence = self.sentences[number];
            for found in dates::find(&self.text[sentence.from..sentence.to], today, hint) {
                let surety = if found.sure {
                    Surety::Sure
                } else {
                    Surety::Likely
                };
                let (from, to) = (sentence.from + found.at.start, sentence.from + found.at.end);
                self.take(from, to, surety, Is::Date(found.date));
            }
        }
    }

    fn organisations(&mut self, vault: &Vault) {
        // From, to, name, how sure, and which parties of the vault.
        let mut found: Vec<(usize, usize, String, Surety, Vec<usize>)> = Vec::new();
        for words in &self.words {
            for one in organisation::find(self.text, words) {
                found.push((one.at.start, one.at.end, one.name, one.surety, Vec::new()));
            }
        }
        for spot in vault.bodies.everyone(self.text) {
            let said = &self.text[spot.from..spot.to];
            if spot.what == What::Name
                && said.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric())
            {
                found.push((
                    spot.from,
                    spot.to,
                    said.to_owned(),
                    Surety::Sure,
                    vec![spot.whose],
                ));
            }
        }
        found.sort_by_key(|one| (one.0, std::cmp::Reverse(one.1)));
        let mut merged: Vec<(usize, usize, String, Surety, Vec<usize>)> = Vec::new();
        for one in found {
            match merged.last_mut().filter(|last| one.0 < last.1) {
                Some(last) if one.1 <= last.1 => {
                    last.4.extend(one.4);
                    last.3 = last.3.max(one.3);
                }
                _ => merged.push(one),
            }
        }
        for (from, to, name, surety, known) in merged {
            if !self.is_free(from, to) {
                continue;
            }
            if let Some(entity) = self.entities.organisation(vault, &name, &known) {
                self.take(from, to, surety, Is::Organisation(entity));
            }
        }
    }

    fn people(&mut self, vault: &Vault) {
        let places: BTreeMap<usize, usize> = vault
            .places(self.text)
            .into_iter()
            .map(|(from, to, ..)| (from, to))
            .collect();
        let mut mentions: Vec<Mention> = Vec::new();
        for words in &self.words {
            let taken = |at: usize| {
                let (from, to) = (words[at].from, words[at].to);
                let in_place = places
                    .range(..to)
                    .next_back()
                    .is_some_and(|(_, end)| *end > from);
                in_place || !self.is_free(from, to)
            };
            for person in person::find(self.text, words, taken) {
                mentions.push(Mention {
                    from: words[person.from].from,
                    to: words[person.to - 1].to,
                    person: Some(person),
                    known: Vec::new(),
                });
            }
        }
        for spot in vault.people.everyone(self.text) {
            if self.is_name(spot.from, spot.to, spot.what) {
                mentions.push(Mention {
                    from: spot.from,
                    to: spot.to,
                    person: None,
                    known: vec![(spot.whose, spot.what == What::Part)],
                });
            }
        }
        // The longest first among those that begin together: what lies inside it is of the same person.
        mentions.sort_by_key(|mention| (mention.from, std::cmp::Reverse(mention.to)));
        let mut merged: Vec<Mention> = Vec::new();
        for mention in mentions {
            match merged.last_mut().filter(|last| mention.from < last.to) {
                Some(last) => {
                    last.to = last.to.max(mention.to);
                    last.known.extend(mention.known);
                    last.person = last.person.take().or(mention.person);
                }
                None => merged.push(mention),
            }
        }
        let (alone, whole): (Vec<Mention>, Vec<Mention>) =
            merged.into_iter().partition(|mention| {
                mention.known.is_empty()
                    && mention
                        .person
                        .as_ref()
                        .is_some_and(|person| person.to - person.from == 1)
            });
        for mention in whole {
            self.person(vault, mention);
        }
        self.mentions();
        for mention in alone {
            self.person(vault, mention);
        }
    }

    /// Written large, and no given name alone: those are many people's.
    fn is_name(&self, from: usize, to: usize, what: What) -> bool {
        let said = &self.text[from..to];
        said.starts_with(char::is_uppercase) && (what == What::Name || !person::is_given(said))
    }

    fn person(&mut self, vault: &Vault, mention: Mention) {
        if !self.is_free(mention.from, mention.to) {
            return;
        }
        let said = &self.text[mention.from..mention.to];
        if let Some((entity, surety)) = self.entities.person(vault, said, &mention) {
            self.take(mention.from, mention.to, surety, Is::Person(entity));
        }
    }

    /// Further mentions, mostly by the family name, of those who were named in full.
    fn mentions(&mut self) {
        let mut named: Vec<(usize, u32)> = self
            .pieces
            .iter()
            .filter_map(|piece| match piece.is {
                Is::Person(entity) => Some((piece.from, entity)),
                _ => None,
            })
            .collect();
        named.sort_unstable();
        let mut latest: BTreeMap<u32, usize> = BTreeMap::new();
        let mut next = 0;
        let spots = self.entities.sought().everyone(self.text);
        let mut at = 0;
        while at < spots.len() {
            let end = spots[at..]
                .iter()
                .take_while(|spot| spot.from == spots[at].from)
                .count()
                + at;
            let here = &spots[at..end];
            at = end;
            while next < named.len() && named[next].0 <= here[0].from {
                latest.insert(named[next].1, named[next].0);
                next += 1;
            }
            let fits = here.iter().filter(|spot| {
                self.is_name(spot.from, spot.to, spot.what) && self.is_free(spot.from, spot.to)
            });
            // Of two people of one family name, the one who was spoken of last.
            let whose = |spot: &crate::spot::Spot| u32::try_from(spot.whose).unwrap_or(u32::MAX);
            let best = fits.max_by_key(|spot| (spot.what, latest.get(&whose(spot)).copied()));
            if let Some(spot) = best.copied() {
                self.take(spot.from, spot.to, Surety::Likely, Is::Person(whose(&spot)));
            }
        }
    }

    fn places(&mut self, vault: &Vault) {
        for (from, to, place, name) in vault.places(self.text) {
            self.take(from, to, Surety::Sure, Is::Place(place, name));
        }
        for number in 0..self.sentences.len() {
            for (from, to) in villages(&self.words[number]) {
                let name = self.text[from..to].to_owned();
                self.take(from, to, Surety::Likely, Is::Place(None, name));
            }
        }
    }

    fn groups(&mut self) {
        for number in 0..self.sentences.len() {
            for found in group::find(&self.words[number]) {
                let words = &self.words[number];
                let (from, to) = (words[found.from].from, words[found.to - 1].to);
                if !self.is_free(from, to) {
                    continue;
                }
                let name = found.name.unwrap_or_else(|| self.text[from..to].to_owned());
                let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
                if let Some(entity) = self.entities.group(&name, found.min, found.max) {
                    self.take(from, to, found.surety, Is::Group(entity));
                }
            }
        }
    }

    fn measures(&mut self) {
        for number in 0..self.sentences.len() {
            for found in measure::find(&self.words[number]) {
                let words = &self.words[number];
                let bytes = |(from, to): (usize, usize)| (words[from].from, words[to - 1].to);
                let is_free = |from: usize, to: usize| {
                    let (from, to) = bytes((from, to));
                    self.is_free(from, to)
                };
                let free = if is_free(found.from, found.to) {
                    Some(bytes((found.from, found.to)))
                } else {
                    run_of(words, &found.blocks, is_free).map(bytes)
                };
                let passive = is_passive(words, found.from, found.to);
                let blocks: Vec<(usize, usize)> = found.blocks.iter().copied().map(bytes).collect();
                let Some((from, to)) = free else { continue };
                if found.extended {
                    self.longer.extend(blocks);
                }
                let is = Is::Measure {
                    status: found.status,
                    extended: found.extended,
                    lang: found.lang,
                    denied: found.denied,
                    passive,
                    duration: found.duration,
                };
                self.take(from, to, found.surety, is);
            }
        }
    }

    fn acts(&mut self) {
        for number in 0..self.sentences.len() {
            for found in act::find(&self.words[number]) {
                let words = &self.words[number];
                let bytes = |(from, to): (usize, usize)| (words[from].from, words[to - 1].to);
                // What goes on longer was done before: "her detention was extended" is no detention.
                let told = |block: &(usize, usize)| {
                    let (from, to) = bytes(*block);
                    let before = self.longer.range(..to).next_back();
                    before.is_some_and(|(_, end)| *end > from)
                };
                if found.blocks.iter().any(told) {
                    continue;
                }
                let whole = bytes((found.from, found.to));
                let is_free = |from: usize, to: usize| {
                    let (from, to) = bytes((from, to));
                    self.is_free(from, to)
                };
                let free = if is_free(found.from, found.to) {
                    Some(whole)
                } else {
                    run_of(words, &found.blocks, is_free).map(bytes)
                };
                let extent = found.extent.map(bytes);
                let extent =
                    extent.map_or_else(String::new, |(from, to)| self.text[from..to].to_owned());
                let passive = is_passive(words, found.from, found.from + 1);
                let Some((from, to)) = free else { continue };
                self.take(
                    from,
                    to,
                    found.surety,
                    Is::Act {
                        act_type: found.code,
                        lang: found.lang,
                        denied: found.denied,
                        extent,
                        passive,
                    },
                );
            }
        }
    }
}

/// The words of an act that nothing else has taken: the first run of them that is no word for somebody ("journalist").
fn run_of(
    words: &[Word<'_>],
    blocks: &[(usize, usize)],
    is_free: impl Fn(usize, usize) -> bool,
) -> Option<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &(from, to) in blocks {
        for at in from..to {
            match runs.last_mut() {
                _ if !is_free(at, at + 1) => {}
                Some(run) if run.1 == at && is_free(run.0, at + 1) => run.1 = at + 1,
                _ => runs.push((at, at + 1)),
            }
        }
    }
    let tells = |run: &&(usize, usize)| !person::is_title(words, run.0);
    runs.iter().find(tells).or(runs.first()).copied()
}

/// A word of "to be" stands before words, or among them.
fn is_passive(words: &[Word<'_>], from: usize, to: usize) -> bool {
    words[from.saturating_sub(3)..to]
        .iter()
        .any(|word| BE.contains(&word.plain.as_str()))
}

const BE: [&str; 10] = [
    "was", "were", "been", "being", "is", "are", "be", "got", "gets", "get",
];

/// Places by a word for their kind: "village of Ushtobe", «село Акжар», «Ақжар ауылы».
fn villages(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    const AHEAD: [&str; 17] = [
        "село",
        "селе",
        "села",
        "поселок",
        "поселке",
        "поселка",
        "аул",
        "ауле",
        "аула",
        "город",
        "городе",
        "города",
        "village",
        "town",
        "city",
        "settlement",
        "district",
    ];
    const BEHIND: [&str; 10] = [
        "ауылы",
        "ауылында",
        "ауылынын",
        "каласы",
        "каласында",
        "каласынын",
        "ауданы",
        "ауданында",
        "village",
        "district",
    ];
    let mut found = Vec::new();
    for at in 0..words.len() {
        let plain = words[at].plain.as_str();
        let mut next = at + 1;
        if words.get(next).is_some_and(|word| word.plain == "of") {
            next += 1;
        }
        let named = |at: usize| {
            words.get(at).filter(|word| {
                word.large && word.plain.chars().count() > 2 && !person::is_common(word)
            })
        };
        if AHEAD.contains(&plain)
            && words
                .get(next)
                .is_some_and(|word| word.gap == super::text::Gap::Space)
        {
            found.extend(named(next).map(|word| (word.from, word.to)));
        } else if BEHIND.contains(&plain) && at > 0 && words[at].gap == super::text::Gap::Space {
            found.extend(named(at - 1).map(|word| (word.from, word.to)));
        }
    }
    found
}
