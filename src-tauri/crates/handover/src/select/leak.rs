//! Looks for names that stay behind in texts that go, in any script and spelling.

use std::collections::{BTreeSet, HashSet};

use casework::name;
use casework::record::Entity;
use serde_json::Value;

/// Names that must not be found.
#[derive(Default)]
pub struct Needles(BTreeSet<Vec<String>>);

impl Needles {
    /// Takes a name in, unless it is too short to be told from ordinary words.
    pub fn add(&mut self, name: &str) {
        let words: Vec<String> = folded(name)
            .into_iter()
            .filter(|word| word.chars().count() > 1)
            .collect();
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        if letters >= 3 {
            self.0.insert(words);
        }
    }

    /// Drops names that stand in a text which goes in any case, such as the name of another party.
    pub fn except(&mut self, text: &str) {
        let words = folded(text);
        self.0.retain(|needle| !stands_in(needle, &words));
    }

    /// One of the names stands in the text: all its words close together, in any order, with any ending.
    pub fn found_in(&self, text: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let words = folded(text);
        // Most names share no beginning with any word of a text; those need no closer look.
        let starts: HashSet<&str> = words.iter().map(|word| start(word)).collect();
        let likely = |needle: &&Vec<String>| needle.iter().all(|part| starts.contains(start(part)));
        self.0
            .iter()
            .filter(likely)
            .any(|needle| stands_in(needle, &words))
    }
}

/// The first three letters, which every form of a word has.
fn start(word: &str) -> &str {
    word.char_indices()
        .nth(3)
        .map_or(word, |(end, _)| &word[..end])
}

/// The words of a text in the one spelling in which all scripts meet.
fn folded(text: &str) -> Vec<String> {
    name::fold_text(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn stands_in(needle: &[String], words: &[String]) -> bool {
    let at = |from: usize| {
        let near = &words[from..words.len().min(from + needle.len() + 1)];
        needle
            .iter()
            .all(|part| near.iter().any(|word| is_form_of(word, part)))
    };
    (0..words.len()).any(at)
}

/// `word` is `part`, or `part` with a grammatical ending: Серикову for Сериков, Сәрсеннің for Сәрсен.
fn is_form_of(word: &str, part: &str) -> bool {
    let (letters, longest) = (part.chars().count(), part.chars().count() + 4);
    let common = word
        .chars()
        .zip(part.chars())
        .take_while(|(a, b)| a == b)
        .count();
    word == part || letters >= 4 && common + 1 >= letters && word.chars().count() <= longest
}

/// Empties the fields of a record in which a needle stands; gives which. A field that cannot be empty is left.
pub fn scrub<T: Entity>(record: &mut T, needles: &Needles) -> Vec<String> {
    if needles.0.is_empty() {
        return Vec::new();
    }
    let Ok(Value::Object(fields)) = serde_json::to_value(&*record) else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    for (name, value) in &fields {
        let mut clean = value.clone();
        if !empty(&mut clean, needles) {
            continue;
        }
        let mut whole = serde_json::to_value(&*record).unwrap_or_default();
        whole[name] = clean;
        if let Ok(changed) = serde_json::from_value(whole) {
            *record = changed;
            hits.push(name.clone());
        }
    }
    hits
}

/// Empties every text in a value that holds a needle; whether there was one.
fn empty(value: &mut Value, needles: &Needles) -> bool {
    match value {
        Value::String(text) if needles.found_in(text) => {
            text.clear();
            true
        }
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |hit, item| empty(item, needles) | hit),
        Value::Object(map) => map
            .values_mut()
            .fold(false, |hit, item| empty(item, needles) | hit),
        _ => false,
    }
}
