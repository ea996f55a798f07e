//! Which names can be alike at all: words to keep for a name, and what to look for when one is typed. Whatever [`super::compare()`] does not call
//! different has a word in common with it here, or one so near that [`Probe::may_be`] says so; a test holds the two together.

use std::collections::BTreeSet;

use super::align::cores;
use super::compare::MAX_NAME;
use super::distance::{first_letters, may_be_near};
use super::fold::fold_text;
use super::organisation;
use super::token::{Part, Token, tokens};

/// Before the first letters of the words of a name, which an acronym may be.
const FIRSTS: char = '=';
/// Before a name of one word, which may be an acronym.
const ALONE: char = '~';
/// After every word that begins with what stands before it.
const END: char = '\u{10ffff}';

/// The words a name is kept by.
pub(crate) fn keys(name: &str) -> BTreeSet<String> {
    let name: String = name.trim().chars().take(MAX_NAME).collect();
    let mut out = all_cores(&name);
    out.extend(fold_text(&name).split(' ').map(str::to_owned));
    let significant = organisation::significant(&name);
    out.extend(organisation::firsts(&significant).map(|firsts| format!("{FIRSTS}{firsts}")));
    if let [word] = significant.as_slice() {
        out.insert(format!("{ALONE}{}", word.text));
    }
    out.remove("");
    out
}

/// What is typed, made ready to be looked for.
pub(crate) struct Probe {
    cores: BTreeSet<String>,
    /// Names of one word that may be made of its first letters.
    acronyms: Vec<String>,
    /// It may itself be made of the first letters of others.
    acronym: Option<String>,
    /// The longest word, which may be the beginning of another.
    begun: Option<String>,
}

impl Probe {
    pub(crate) fn new(typed: &str) -> Self {
        let typed: String = typed.trim().chars().take(MAX_NAME).collect();
        let significant = organisation::significant(&typed);
        let firsts: Option<Vec<char>> =
            organisation::firsts(&significant).map(|firsts| firsts.chars().collect());
        let acronyms = firsts.iter().flat_map(|firsts| {
            (3..=firsts.len()).map(move |end| firsts[..end].iter().collect::<String>())
        });
        Self {
            cores: all_cores(&typed),
            acronyms: acronyms.map(|word| format!("{ALONE}{word}")).collect(),
            acronym: match significant.as_slice() {
                [word] if word.text.chars().count() >= 3 => Some(format!("{FIRSTS}{}", word.text)),
                _ => None,
            },
            begun: fold_text(&typed)
                .split(' ')
                .max_by_key(|word| word.len())
                .filter(|word| !word.is_empty())
                .map(str::to_owned),
        }
    }

    /// Spans of words, from the first to before the second, in which those that may be meant stand.
    pub(crate) fn beginnings(&self) -> Vec<(String, String)> {
        let letters: BTreeSet<char> = self
            .cores
            .iter()
            .flat_map(|core| first_letters(core))
            .collect();
        let words = letters.into_iter().map(String::from);
        words
            .chain(self.acronyms.iter().cloned())
            .chain(self.acronym.iter().cloned())
            .map(|first| {
                let after = format!("{first}{END}");
                (first, after)
            })
            .collect()
    }

    /// Whether a word that was kept may be meant.
    pub(crate) fn may_be(&self, word: &str) -> bool {
        if word.starts_with([FIRSTS, ALONE]) {
            return self.acronyms.iter().any(|acronym| acronym == word)
                || self
                    .acronym
                    .as_ref()
                    .is_some_and(|own| word.starts_with(own.as_str()));
        }
        self.cores.iter().any(|core| may_be_near(core, word))
    }

    /// The span of words that begin with what was typed.
    pub(crate) fn begun(&self) -> Option<(String, String)> {
        let first = self.begun.clone()?;
        let after = format!("{first}{END}");
        Some((first, after))
    }
}

/// What two names must share to be alike: the cores of their words, of two neighbouring words as one, and of the words of an organisation.
fn all_cores(name: &str) -> BTreeSet<String> {
    let tokens = tokens(name);
    let mut all: Vec<Token> = organisation::significant(name);
    if tokens.len() <= 6 {
        all.extend(tokens.windows(2).map(|pair| pair[0].joined(&pair[1])));
    }
    all.extend(
        tokens
            .into_iter()
            .filter(|token| token.part != Part::Initial),
    );
    all.iter().flat_map(cores).collect()
}
