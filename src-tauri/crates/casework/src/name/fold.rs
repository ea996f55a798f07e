//! The fold: text in any spelling to a text in which spellings of one name meet.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::letters::{
    LATIN_GROUPS, LOOK_ALIKES, cyrillic, is_apostrophe, is_vowel, marked_latin, plain_latin,
};

/// How the letters that have two readings in the Latin script are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Fold {
    /// As in Kazakhstan: `j` is ж, `sh` is ш, `w` is у; `c` is ц before e and i, else к.
    #[default]
    Usual,
    /// `j` is й: German spelling and ISO 9.
    JAsI,
    /// `c` is с.
    CAsS,
    /// `c` is дж: Turkish.
    CAsJ,
    /// `ch` is х: German and Greek.
    ChAsK,
    /// `sh`, `th`, `zh`, `gh` are two sounds: с-х in Исхаков.
    Apart,
    /// `w` is в.
    WAsV,
    /// `x` the other way: к-с at the beginning (Xenia), х inside.
    OtherX,
    /// `h` is г: Heydar and Гейдар.
    HAsG,
    /// `ee` is и, `oo` is у: English.
    English,
    /// `ie`, `io` after a consonant are ье, ё: Soloviev, Artiom.
    Soft,
}

impl Fold {
    /// Every reading but the usual one, with the letters without which it changes nothing.
    const OTHERS: [(Self, &'static [&'static str]); 10] = [
        (Self::JAsI, &["j"]),
        (Self::CAsS, &["c"]),
        (Self::CAsJ, &["c"]),
        (Self::ChAsK, &["ch"]),
        (Self::Apart, &["sh", "th", "zh", "gh"]),
        (Self::WAsV, &["w"]),
        (Self::OtherX, &["x"]),
        (Self::HAsG, &["h"]),
        (Self::English, &["ee", "oo"]),
        (Self::Soft, &["ie", "io"]),
    ];
}

/// Folds a text of any length: its words folded and joined by one space. The same on both sides of a search.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in words(text) {
        let word = fold_normal(&word, Fold::Usual);
        if !word.is_empty() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(&word);
        }
    }
    folded
}

/// Folds one word; anything that is not a letter or digit is dropped.
pub fn fold_word(word: &str) -> String {
    words(word)
        .map(|word| fold_normal(&word, Fold::Usual))
        .collect()
}

/// Every way to read one word, the usual one first, none twice. A Cyrillic word has one.
pub fn readings(word: &str) -> Vec<String> {
    let whole: String = words(word).collect();
    let mut found = vec![fold_normal(&whole, Fold::Usual)];
    for (reading, signs) in Fold::OTHERS {
        if signs.iter().any(|sign| whole.contains(sign)) {
            let other = fold_normal(&whole, reading);
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}

/// The consonants of a folded word, in order.
pub fn skeleton(folded: &str) -> String {
    folded.chars().filter(|class| !is_vowel(*class)).collect()
}

/// The words of a text: compatibility-normalised (UAX 15, NFKC), lower case, without the apostrophes inside them.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let lower: String = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_apostrophe(*letter))
        .collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in lower.chars() {
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            word.push(letter);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words.into_iter()
}

/// Folds a word that [`words`] gave.
fn fold_normal(word: &str, reading: Fold) -> String {
    let letters = without_look_alikes(word);
    let mut classes = String::with_capacity(letters.len());
    let mut rest = letters.as_slice();
    while let Some((letter, after)) = rest.split_first() {
        let taken = latin_group(rest, reading, &mut classes);
        if taken > 0 {
            rest = &rest[taken..];
            continue;
        }
        push_letter(*letter, after, reading, &mut classes);
        rest = after;
    }
    settle(&classes)
}

/// Lower-case letters of a word; one that mixes scripts only by letters that look the same is put into the script of the rest.
fn without_look_alikes(word: &str) -> Vec<char> {
    let has_latin = word.chars().any(|letter| letter.is_ascii_alphabetic());
    let has_cyrillic = word.chars().any(|letter| cyrillic(letter).is_some());
    let letters = word.chars();
    if !(has_latin && has_cyrillic) {
        return letters.collect();
    }
    let to_cyrillic = |latin: char| {
        LOOK_ALIKES
            .iter()
            .find(|pair| pair.0 == latin)
            .map(|pair| pair.1)
    };
    let to_latin = |other: char| {
        LOOK_ALIKES
            .iter()
            .find(|pair| pair.1 == other)
            .map(|pair| pair.0)
    };
    if word
        .chars()
        .all(|letter| !letter.is_ascii_alphabetic() || to_cyrillic(letter).is_some())
    {
        letters
            .map(|letter| to_cyrillic(letter).unwrap_or(letter))
            .collect()
    } else if word
        .chars()
        .all(|letter| cyrillic(letter).is_none() || to_latin(letter).is_some())
    {
        letters
            .map(|letter| to_latin(letter).unwrap_or(letter))
            .collect()
    } else {
        letters.collect()
    }
}

/// Pushes the sound of a group of letters at the start of `rest` and says how many letters it took.
fn latin_group(rest: &[char], reading: Fold, classes: &mut String) -> usize {
    let starts = |group: &str| {
        group
            .chars()
            .enumerate()
            .all(|(index, letter)| rest.get(index) == Some(&letter))
    };
    let after_consonant = classes
        .chars()
        .last()
        .is_some_and(|class| class.is_ascii_alphabetic() && !is_vowel(class));
    if (starts("ye") && after_consonant)
        || (reading == Fold::Soft && after_consonant && (starts("ie") || starts("io")))
        || starts("йо")
    {
        classes.push('e');
        return 2;
    }
    if reading == Fold::Apart && ["sh", "th", "zh", "gh"].into_iter().any(starts) {
        return 0;
    }
    if reading == Fold::ChAsK && starts("ch") {
        classes.push('k');
        return 2;
    }
    if reading == Fold::English && (starts("ee") || starts("oo")) {
        classes.push(if starts("ee") { 'i' } else { 'u' });
        return 2;
    }
    let group = LATIN_GROUPS.iter().find(|(group, _)| starts(group));
    group.map_or(0, |(group, class)| {
        classes.push_str(class);
        group.len()
    })
}

/// Pushes the sound of one letter.
fn push_letter(letter: char, after: &[char], reading: Fold, classes: &mut String) {
    if let Some(class) = cyrillic(letter).or_else(|| marked_latin(letter)) {
        classes.push_str(class);
    } else if let Some(class) = plain_latin(letter) {
        classes.push_str(match (letter, reading) {
            ('j', Fold::JAsI) => "i",
            ('h', Fold::HAsG) => "g",
            _ => class,
        });
    } else if matches!(letter, 'c' | 'w' | 'x') {
        push_shifting(letter, after, reading, classes);
    } else if is_combining_mark(letter)
        && classes.ends_with(|class: char| class.is_ascii_alphabetic())
    {
        // A mark left over by composition on a letter of these tables says nothing the fold keeps.
    } else {
        push_stripped(letter, classes);
    }
}

/// Letters whose sound hangs on what stands beside them.
fn push_shifting(letter: char, after: &[char], reading: Fold, classes: &mut String) {
    let class = match (letter, reading) {
        ('c', Fold::CAsS) => "s",
        ('c', Fold::CAsJ) => "j",
        ('c', _) if matches!(after.first(), Some('e' | 'i' | 'y')) => "c",
        ('w', Fold::WAsV) => "v",
        ('w', _) if after.is_empty() => "v",
        ('w', _) => "u",
        ('x', reading) if classes.is_empty() == (reading == Fold::OtherX) => "ks",
        _ => "k",
    };
    classes.push_str(class);
}

/// A letter of no table: Latin with a mark loses the mark, every other script passes through.
fn push_stripped(letter: char, classes: &mut String) {
    let mut base = None;
    decompose_canonical(letter, |part| base = base.or(Some(part)));
    let base = base.unwrap_or(letter);
    match (plain_latin(base).or_else(|| cyrillic(base)), base) {
        (Some(class), _) => classes.push_str(class),
        (None, 'c') => classes.push('c'),
        (None, 'w') => classes.push('u'),
        (None, 'x') => classes.push_str("ks"),
        (None, _) => classes.push(letter),
    }
}

/// Rules that hold for sounds, whatever script they came from.
fn settle(classes: &str) -> String {
    let mut settled: Vec<char> = Vec::with_capacity(classes.len());
    for class in classes.chars() {
        let last = settled.last().copied();
        let before = settled.len().checked_sub(2).map(|index| settled[index]);
        match (last, class) {
            // Doubles say nothing; figures are kept as they are.
            (Some(last), class) if last == class && !class.is_numeric() => {}
            // A glide before e: Bayev, Baiev and Baev; Yensebek and Ensebek. But и-е after a consonant is a sound of its own: Aliev.
            (Some('i'), 'e') if before.is_none_or(is_vowel) => {
                settled.pop();
                if before != Some('e') {
                    settled.push('e');
                }
            }
            (Some('t'), 's') => replace_last(&mut settled, 'c'),
            (Some('t'), 'h') => replace_last(&mut settled, 'h'),
            (Some('d'), 'j') => replace_last(&mut settled, 'j'),
            // ng and ң are one sound.
            (Some('n'), 'g') => {}
            _ => settled.push(class),
        }
    }
    settled.into_iter().collect()
}

/// Replaces the last sound, unless that would double the one before it.
fn replace_last(settled: &mut Vec<char>, class: char) {
    settled.pop();
    if settled.last() != Some(&class) {
        settled.push(class);
    }
}
