//! Which names are worth comparing at all. Comparing everybody with everybody grows with the square of a vault; this does not.

use std::collections::{BTreeSet, HashMap};

use super::align::root;
use super::fold::{fold_word, readings, skeleton, words};
use super::letters::is_vowel;
use super::organisation;
use super::token::{Part, Token, tokens};

/// A word that so many organisations share is a kind ("foundation") and tells none apart.
const COMMON: usize = 40;

/// Somebody's name at a key.
struct At {
    name: usize,
    /// First sounds of the other words; none if they may be anything (an initial, or there are none).
    firsts: Option<BTreeSet<char>>,
}

/// Pairs of numbers (`names` holds somebody's number and one of their names, as often as they have names) that may be one and should be
/// compared. Each pair once, the smaller number first, in order.
///
/// Two names meet where they share a word, by its consonants and without the ending of a family name, and the first sound of another.
pub fn candidates(names: &[(usize, &str)]) -> Vec<(usize, usize)> {
    let mut by_key: HashMap<String, Vec<At>> = HashMap::new();
    for (name, (_, spelling)) in names.iter().enumerate() {
        for (key, firsts) in keys(spelling) {
            by_key.entry(key).or_default().push(At { name, firsts });
        }
    }
    let mut found = BTreeSet::new();
    for (key, list) in &by_key {
        if key.starts_with("o:") && list.len() > COMMON {
            continue;
        }
        meet(names, list, &mut found);
    }
    found.into_iter().collect()
}

fn meet(names: &[(usize, &str)], list: &[At], found: &mut BTreeSet<(usize, usize)>) {
    let mut pair = |one: &At, other: &At| {
        let (one, other) = (names[one.name].0, names[other.name].0);
        if one != other {
            found.insert((one.min(other), one.max(other)));
        }
    };
    let mut by_first: HashMap<char, Vec<&At>> = HashMap::new();
    let (mut any, mut known): (Vec<&At>, Vec<&At>) = (Vec::new(), Vec::new());
    for at in list {
        match &at.firsts {
            None => any.push(at),
            Some(firsts) => {
                known.push(at);
                for first in firsts {
                    by_first.entry(*first).or_default().push(at);
                }
            }
        }
    }
    for (place, one) in any.iter().enumerate() {
        for other in &known {
            pair(one, other);
        }
        for other in &any[..place] {
            pair(one, other);
        }
    }
    for same in by_first.values() {
        for (place, one) in same.iter().enumerate() {
            for other in &same[..place] {
                pair(one, other);
            }
        }
    }
}

/// The keys of a name.
fn keys(name: &str) -> Vec<(String, Option<BTreeSet<char>>)> {
    let mut out: Vec<(String, Option<BTreeSet<char>>)> = Vec::new();
    let tokens = tokens(name);
    let bearing: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens[*at].part == Part::Name)
        .collect();
    // «Ұлдана Шәріпқызы»: the father's name is all there is beside the given one.
    let also_fathers = bearing.len() < 2;
    let telling =
        |token: &Token| token.part == Part::Name || also_fathers && token.part == Part::Patronymic;
    let full: Vec<&Token> = tokens.iter().filter(|token| telling(token)).collect();
    let fathers: Vec<&Token> = tokens
        .iter()
        .filter(|token| token.part == Part::Patronymic && !also_fathers)
        .collect();
    let vague = tokens.iter().any(|token| token.part == Part::Initial) || full.len() < 2;
    for (at, token) in full.iter().enumerate() {
        let others = full.iter().enumerate().filter(|(place, _)| *place != at);
        // A father's name beside a family name meets one that stands in for it («Роза Ильясқызы»).
        let firsts: BTreeSet<char> = others
            .map(|(_, token)| *token)
            .chain(fathers.iter().copied())
            .flat_map(|token| token.readings.iter().filter_map(|reading| first(reading)))
            .collect();
        let firsts = (!vague).then_some(firsts);
        for reading in &token.readings {
            let key = key(root(reading));
            if full.len() == 1 {
                // With one word a slip in it is all there may be.
                out.extend(less_one(&key).into_iter().map(|key| (key, None)));
            }
            out.push((key, firsts.clone()));
        }
    }
    // Two words of one name are written as one elsewhere.
    for two in full.windows(2) {
        let joined = two[0].joined(two[1]);
        out.push((key(root(joined.folded())), None));
    }
    if organisation::looks_like(name) || tokens.len() < 2 {
        out.extend(of_organisation(name));
    }
    out.sort();
    out.dedup();
    out
}

fn of_organisation(name: &str) -> Vec<(String, Option<BTreeSet<char>>)> {
    let said: Vec<String> = words(name)
        .filter(|word| !organisation::is_ignored(word))
        .collect();
    let mut out: Vec<String> = said
        .iter()
        .flat_map(|word| readings(word))
        .map(|word| format!("o:{}", key(&word)))
        .collect();
    let mut whole: Vec<String> = said.iter().map(|word| key(&fold_word(word))).collect();
    whole.sort();
    out.push(format!("w:{}", whole.join(" ")));
    let initials: String = said
        .iter()
        .filter_map(|word| fold_word(word).chars().next())
        .collect();
    if said.len() >= 2 {
        out.push(format!("a:{initials}"));
    } else if let Some(only) = said.first() {
        out.push(format!("a:{}", fold_word(only)));
    }
    out.into_iter().map(|key| (key, None)).collect()
}

/// The consonants of a folded word, those that are heard alike as one; a word without any is its own key.
fn key(folded: &str) -> String {
    let bones: String = skeleton(folded)
        .chars()
        .filter(|sound| *sound != 'v')
        .map(alike)
        .collect();
    if bones.is_empty() {
        format!("={folded}")
    } else {
        bones
    }
}

fn alike(sound: char) -> char {
    match sound {
        'z' => 's',
        'd' => 't',
        'f' => 'v',
        other => other,
    }
}

fn first(folded: &str) -> Option<char> {
    let sound = folded.chars().next()?;
    Some(if is_vowel(sound) || sound == 'v' {
        '0'
    } else {
        alike(sound)
    })
}

/// A key with one sound left out.
fn less_one(key: &str) -> Vec<String> {
    let sounds: Vec<char> = key.chars().collect();
    if sounds.len() < 4 || key.starts_with('=') {
        return Vec::new();
    }
    (0..sounds.len())
        .map(|gone| {
            let rest = sounds.iter().enumerate().filter(|(at, _)| *at != gone);
            rest.map(|(_, sound)| *sound).collect()
        })
        .collect()
}
