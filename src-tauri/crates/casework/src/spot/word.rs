//! Words of a text with their places, and when one of them is a form of a word of a name.

use std::ops::RangeInclusive;

use super::arabic;
use crate::name::{fold_word, is_ending, readings, words as split};

/// A word of a text.
pub(super) struct Word<'a> {
    /// Its first byte ...
    pub from: usize,
    /// ... and the one after its last.
    pub to: usize,
    text: &'a str,
}

/// A word of a name, folded in every reading.
pub(super) struct Form(Vec<String>);

/// How much a word is like one of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// It may be, beside another word of the name.
    Weak,
    /// It is one of its forms.
    Sure,
}

/// Letters by which words are looked up: from the fewest to the most.
const STARTS: RangeInclusive<usize> = 2..=4;
/// Endings of patronymics, folded.
const PATRONYMICS: [&str; 8] = ["ovih", "evih", "ovna", "evna", "uli", "ulu", "kizi", "ihna"];

/// What an initial in the Latin script may stand for beside its own sound.
const INITIALS: [(&str, &[&str]); 24] = [
    ("Z", &["j"]),
    ("D", &["j"]),
    ("S", &["w"]),
    ("C", &["c", "h", "s", "w", "k"]),
    ("Y", &["e", "i"]),
    ("J", &["i"]),
    ("I", &["e"]),
    ("T", &["c"]),
    ("W", &["v"]),
    ("X", &["k"]),
    ("Zh", &["j"]),
    ("Dj", &["j"]),
    ("Dzh", &["j"]),
    ("Sh", &["w"]),
    ("Sch", &["w"]),
    ("Shch", &["w"]),
    ("Ch", &["h"]),
    ("Kh", &["k"]),
    ("Gh", &["g"]),
    ("Ts", &["c"]),
    ("Yu", &["iu"]),
    ("Ya", &["ia"]),
    ("Ye", &["e"]),
    ("Yo", &["e"]),
];

impl<'a> Word<'a> {
    /// As it is written.
    pub fn written(&self) -> &'a str {
        self.text
    }

    /// Folded in every reading.
    pub fn readings(&self) -> Vec<String> {
        all_readings(&without_hidden(self.text))
    }

    /// It is a letter alone, or one of the pairs that stand for a letter in the Latin script.
    pub fn is_initial(&self) -> bool {
        let mut letters = self.text.chars();
        let first = letters.next();
        first.is_some_and(char::is_uppercase)
            && (letters.next().is_none() || INITIALS.iter().any(|(pair, _)| *pair == self.text))
    }

    /// The sounds an initial may stand for; none if it is a word.
    pub fn initials(&self) -> Vec<String> {
        if !self.is_initial() {
            return Vec::new();
        }
        let also = INITIALS.iter().find(|(letter, _)| *letter == self.text);
        let also = also.into_iter().flat_map(|(_, sounds)| sounds.iter());
        let mut sounds: Vec<String> = also.map(ToString::to_string).collect();
        if self.text.chars().count() == 1 {
            sounds.push(fold_word(self.text));
        }
        sounds
    }
}

impl Form {
    pub fn letters(&self) -> usize {
        self.0.first().map_or(0, |word| word.chars().count())
    }

    /// By what it is looked up: the letters that every form of it begins with, see [`like`].
    pub fn starts(&self) -> impl Iterator<Item = String> {
        self.0.iter().filter_map(|reading| {
            let letters = reading.chars().count();
            let kept = letters
                .saturating_sub(1)
                .clamp(*STARTS.start(), *STARTS.end());
            start(reading, kept).map(str::to_owned)
        })
    }

    pub fn begins_with(&self, letter: &str) -> bool {
        !letter.is_empty() && self.0.iter().any(|reading| reading.starts_with(letter))
    }

    /// It is made of a father's name.
    pub fn is_patronymic(&self) -> bool {
        let ends = |reading: &String| PATRONYMICS.iter().any(|ending| reading.ends_with(ending));
        self.0.iter().any(ends)
    }
}

/// The words of a name.
pub(super) fn forms(name: &str) -> Vec<Form> {
    split(&without_hidden(name))
        .map(|word| Form(with_stems(all_readings(&word))))
        .filter(|form| form.letters() > 1)
        .collect()
}

/// A word in every reading, one in the Arabic script as the sounds that its letters stand for.
fn all_readings(word: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let ways = arabic::in_cyrillic(word);
    if ways.is_empty() {
        return readings(word);
    }
    for way in ways.iter().flat_map(|way| readings(way)) {
        if !found.contains(&way) {
            found.push(way);
        }
    }
    found
}

/// The endings of adjectives are longer than the one letter that [`like`] lets go: Ковалевской is a form of Ковалевская.
fn with_stems(mut readings: Vec<String>) -> Vec<String> {
    for at in 0..readings.len() {
        let stem = readings[at].strip_suffix("aia").unwrap_or_default();
        if stem.ends_with('k') && stem.chars().count() >= 5 {
            readings.push(stem.to_owned());
        }
    }
    readings
}

/// Everything by which a word of a name can be kept that a folded word may be a form of.
pub(super) fn starts_of(word: &str) -> impl Iterator<Item = &str> {
    STARTS.filter_map(|letters| start(word, letters))
}

/// The first letters of a folded word of at least so many.
fn start(word: &str, letters: usize) -> Option<&str> {
    let mut ends = word
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    ends.nth(letters - 1).map(|end| &word[..end])
}

/// The words of a text. Signs nobody sees belong to the word they stand in.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() {
            begun.get_or_insert(at);
            end = at + letter.len_utf8();
        } else if begun.is_some() && (is_joining(letter) || is_hidden(letter)) {
            // Part of it only if more of it follows.
        } else if let Some(from) = begun.take() {
            found.push(word(text, from, end));
        }
    }
    found.extend(begun.map(|from| word(text, from, end)));
    found
}

fn word(text: &str, from: usize, to: usize) -> Word<'_> {
    Word {
        from,
        to,
        text: &text[from..to],
    }
}

fn is_joining(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
        || matches!(
            letter,
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | 'ʺ' | '`' | '´' | '′'
        )
}

/// Zero-width signs, soft hyphens, marks of direction.
pub(super) fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

pub(super) fn without_hidden(text: &str) -> String {
    text.chars().filter(|letter| !is_hidden(*letter)).collect()
}

/// Whether a word of a text, in its readings, is a form of a word of a name.
pub(super) fn likeness(word: &[String], form: &Form) -> Option<Likeness> {
    let pairs = word
        .iter()
        .flat_map(|word| form.0.iter().map(move |form| (word, form)));
    pairs.filter_map(|(word, form)| like(word, form)).max()
}

fn like(word: &str, form: &str) -> Option<Likeness> {
    let (length, letters) = (word.chars().count(), form.chars().count());
    let common = word
        .chars()
        .zip(form.chars())
        .take_while(|(a, b)| a == b)
        .count();
    if word == form {
        return Some(if letters > 2 {
            Likeness::Sure
        } else {
            Likeness::Weak
        });
    }
    // An ending in place of the last letter: Касеновой for Касенова. A chain of Kazakh endings after the whole: Қасеновтардың.
    let ending = letters >= 5 && common + 1 >= letters && length <= letters + 4;
    let chain =
        common + usize::from(letters >= 7) >= letters && letters >= 5 && length <= letters + 8;
    let short = letters == 4 && common == letters && length <= letters + 3;
    if ending || chain || short {
        return Some(Likeness::Sure);
    }
    // Of two letters nothing may change, and what follows is an ending: үйінде for үйі.
    let least = letters == 2 && word.strip_prefix(form).is_some_and(is_ending);
    let weak = letters >= 3 && common + 1 >= letters && length <= letters + 3;
    (least || weak).then_some(Likeness::Weak)
}
