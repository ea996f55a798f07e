//! Words to look for, as data: stems, alternatives, numbers and short gaps, found in the words of a sentence.

use std::collections::HashMap;

use super::text::Word;
use crate::date::words::plain;
use crate::effort;

/// Words a gap may hold.
const GAP: usize = 4;

/// A way to write something.
enum Part {
    /// One of these.
    Word(Vec<Form>),
    /// A number.
    Number,
    /// Up to so many words, whatever they are.
    Gap,
}

/// A word, or the beginning of one.
pub(super) enum Form {
    Whole(String),
    Begins(String),
}

impl Form {
    /// `stem*` or `word`.
    pub fn new(text: &str) -> Self {
        match text.strip_suffix('*') {
            Some(stem) => Self::Begins(plain(stem)),
            None => Self::Whole(plain(text)),
        }
    }

    pub fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => whole == word,
            Self::Begins(stem) => word.starts_with(stem.as_str()),
        }
    }
}

/// Entries with what each of them stands for.
pub(super) struct Lexicon<T> {
    entries: Vec<(Vec<Part>, T)>,
    /// Entries by their first word ...
    whole: HashMap<String, Vec<usize>>,
    /// ... by its beginning ...
    begins: HashMap<String, Vec<usize>>,
    /// ... and those that begin with a number.
    numbers: Vec<usize>,
    /// Letters of the longest beginning.
    longest: usize,
}

/// An entry in the words of a sentence.
pub(super) struct Hit<'l, T> {
    pub what: &'l T,
    /// First word ...
    pub from: usize,
    /// ... and the one after the last.
    pub to: usize,
    /// Runs of its words without the gaps between them.
    pub blocks: Vec<(usize, usize)>,
    /// How many words it is made of, gaps left out.
    pub weight: usize,
}

impl<T> Lexicon<T> {
    /// Of entries such as `arrested|jailed for # day*`.
    pub fn new(entries: impl Iterator<Item = (String, T)>) -> Self {
        let mut lexicon = Self {
            entries: Vec::new(),
            whole: HashMap::new(),
            begins: HashMap::new(),
            numbers: Vec::new(),
            longest: 0,
        };
        for (words, what) in entries {
            let parts = parts(&words);
            let number = lexicon.entries.len();
            match parts.first() {
                Some(Part::Word(forms)) => {
                    for form in forms {
                        let (map, key) = match form {
                            Form::Whole(key) => (&mut lexicon.whole, key),
                            Form::Begins(key) => {
                                lexicon.longest = lexicon.longest.max(key.chars().count());
                                (&mut lexicon.begins, key)
                            }
                        };
                        map.entry(key.clone()).or_default().push(number);
                    }
                }
                Some(Part::Number) => lexicon.numbers.push(number),
                Some(Part::Gap) | None => continue,
            }
            lexicon.entries.push((parts, what));
        }
        lexicon
    }

    /// Everything that begins at a word.
    pub fn at(&self, words: &[Word<'_>], at: usize) -> Vec<Hit<'_, T>> {
        let word = &words[at];
        let mut numbers: Vec<usize> = self.whole.get(&word.plain).cloned().unwrap_or_default();
        let ends = word
            .plain
            .char_indices()
            .map(|(index, letter)| index + letter.len_utf8())
            .take(self.longest);
        for end in ends {
            numbers.extend(self.begins.get(&word.plain[..end]).into_iter().flatten());
        }
        if word.number.is_some() {
            numbers.extend(&self.numbers);
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
            .into_iter()
            .filter_map(|number| self.hit(number, words, at))
            .collect()
    }

    fn hit(&self, number: usize, words: &[Word<'_>], at: usize) -> Option<Hit<'_, T>> {
        let (parts, what) = &self.entries[number];
        let mut blocks = Vec::new();
        let to = fits(parts, words, at, at, &mut blocks)?;
        blocks.reverse();
        let weight = parts
            .iter()
            .filter(|part| !matches!(part, Part::Gap))
            .count();
        Some(Hit {
            what,
            from: at,
            to,
            blocks,
            weight,
        })
    }
}

/// Where the parts end if they stand at a word; blocks are pushed last first.
fn fits(
    parts: &[Part],
    words: &[Word<'_>],
    at: usize,
    block: usize,
    blocks: &mut Vec<(usize, usize)>,
) -> Option<usize> {
    effort::step();
    let Some((part, rest)) = parts.split_first() else {
        if at > block {
            blocks.push((block, at));
        }
        return Some(at);
    };
    if matches!(part, Part::Gap) {
        return (0..=GAP).find_map(|skipped| {
            let from = if skipped == 0 { block } else { at + skipped };
            let end = fits(rest, words, at + skipped, from, blocks)?;
            if skipped > 0 && at > block {
                blocks.push((block, at));
            }
            Some(end)
        });
    }
    let word = words.get(at)?;
    let is = match part {
        Part::Word(forms) => forms.iter().any(|form| form.fits(&word.plain)),
        Part::Number => word.number.is_some(),
        Part::Gap => false,
    };
    if is {
        fits(rest, words, at + 1, block, blocks)
    } else {
        None
    }
}

fn parts(words: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for token in words.split_whitespace() {
        match token {
            "#" => parts.push(Part::Number),
            "~" => parts.push(Part::Gap),
            _ if token.contains('|') => {
                // A word with a hyphen is two words in a text.
                let forms = token.split('|').filter(|form| !form.contains('-'));
                parts.push(Part::Word(forms.map(Form::new).collect()));
            }
            _ => parts.extend(
                token
                    .split('-')
                    .filter(|form| !form.is_empty())
                    .map(|form| Part::Word(vec![Form::new(form)])),
            ),
        }
    }
    parts
}

/// The lines of a file of data, cut into cells; comments and empty lines left out.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
}
