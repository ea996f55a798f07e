//! Words of a text with their places, and when one of them is a form of a word of a name.

use std::ops::RangeInclusive;

use crate::name::{fold_word, readings, words as split};

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

impl<'a> Word<'a> {
    /// As it is written.
    pub fn written(&self) -> &'a str {
        self.text
    }

    /// Folded in every reading.
    pub fn readings(&self) -> Vec<String> {
        readings(&without_hidden(self.text))
    }

    /// The letter, if it is one alone.
    pub fn initial(&self) -> Option<String> {
        let mut letters = self.text.chars();
        let letter = letters.next().filter(|letter| letter.is_uppercase())?;
        letters
            .next()
            .is_none()
            .then(|| fold_word(&letter.to_string()))
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
        .map(|word| Form(readings(&word)))
        .filter(|form| form.letters() > 1)
        .collect()
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
    let weak = letters >= 3 && common + 1 >= letters && length <= letters + 3;
    weak.then_some(Likeness::Weak)
}
