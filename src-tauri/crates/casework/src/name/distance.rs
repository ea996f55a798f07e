//! How far two folded words are from each other, in the errors that spelling makes.
//!
//! Costs follow one rule: what spelling and hearing confuse is cheap, what makes another name is dear. A letter left out or
//! two changed places are how a slip looks; a letter replaced by an unrelated one makes another name (Serik and Berik,
//! Marat and Murat, Sydykov and Sadykov), so it costs as much as taking one out and putting the other in.

use super::fold::skeleton;
use super::letters::is_vowel;

/// How two words stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// Nothing that spelling explains.
    Apart,
    /// One slip in a word long enough to carry it.
    Near,
    /// A sound that spellings drop or write in two ways.
    Variant,
    /// The same after folding.
    Identical,
}

/// Most a variant may cost: in all, and for each letter of the shorter word.
const VARIANT: (f64, f64) = (0.5, 0.1);
/// Most a slip may cost.
const NEAR: (f64, f64) = (1.0, 0.135);

/// Compares two folded words.
pub(super) fn closeness(left: &str, right: &str) -> Closeness {
    if left == right {
        return Closeness::Identical;
    }
    if may_begin_alike(left, right) {
        by_cost(left, right)
    } else {
        Closeness::Apart
    }
}

fn by_cost(left: &str, right: &str) -> Closeness {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let shorter = left.len().min(right.len());
    // No slip bridges more than two letters; long words are not worth the table.
    if shorter < 3 || left.len().abs_diff(right.len()) > 2 || shorter > 60 {
        return Closeness::Apart;
    }
    let cost = cost(&left, &right);
    #[expect(clippy::cast_precision_loss, reason = "word lengths are small")]
    let share = cost / shorter as f64;
    if cost <= VARIANT.0 && share <= VARIANT.1 {
        Closeness::Variant
    } else if cost <= NEAR.0 && share <= NEAR.1 {
        Closeness::Near
    } else {
        Closeness::Apart
    }
}

/// Whether the first letters leave any way that costs no more than a slip: dropping one of them costs more already, so they
/// are the same, or cheap to replace, or have changed places. Most pairs of names end here, before the table is made.
fn may_begin_alike(left: &str, right: &str) -> bool {
    let two = |word: &str| {
        let mut letters = word.chars();
        (letters.next(), letters.next())
    };
    match (two(left), two(right)) {
        ((Some(one), second), (Some(other), other_second)) => {
            one == other
                || replaced(one, other, true) <= NEAR.0
                || (Some(one), second) == (other_second, Some(other))
        }
        _ => false,
    }
}

/// Whether two words are anything but apart.
pub(super) fn may_be_near(left: &str, right: &str) -> bool {
    closeness(left, right) != Closeness::Apart
}

/// The letters a word may begin with that is not apart from this one; see [`may_begin_alike`].
pub(super) fn first_letters(word: &str) -> Vec<char> {
    let mut letters = word.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else {
        return Vec::new();
    };
    let cheap = ('a'..='z').filter(|other| replaced(first, *other, true) <= NEAR.0);
    cheap.chain([first]).chain(second).collect()
}

/// Likeness of two folded words from 0 to 1: Jaro-Winkler, lowered where the consonant skeletons differ.
pub(super) fn likeness(left: &str, right: &str) -> f64 {
    let plain = strsim::jaro_winkler(left, right);
    let (left, right) = (skeleton(left), skeleton(right));
    if left == right {
        plain
    } else {
        plain * (0.7 + 0.3 * strsim::jaro_winkler(&left, &right)) * 0.95
    }
}

/// Cheapest way from one word to the other (Damerau-Levenshtein with weights).
fn cost(left: &[char], right: &[char]) -> f64 {
    let width = right.len() + 1;
    let mut table = vec![0.0; (left.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    for row in 1..=left.len() {
        table[at(row, 0)] = table[at(row - 1, 0)] + dropped(left, row - 1);
    }
    for column in 1..=right.len() {
        table[at(0, column)] = table[at(0, column - 1)] + dropped(right, column - 1);
    }
    for row in 1..=left.len() {
        for column in 1..=right.len() {
            let replace = table[at(row - 1, column - 1)]
                + replaced(left[row - 1], right[column - 1], row == 1 && column == 1);
            let take = table[at(row - 1, column)] + dropped(left, row - 1);
            let put = table[at(row, column - 1)] + dropped(right, column - 1);
            let mut least = f64::min(replace, f64::min(take, put));
            let crossed = row > 1
                && column > 1
                && left[row - 1] == right[column - 2]
                && left[row - 2] == right[column - 1];
            if crossed && left[row - 1] != left[row - 2] {
                least = least.min(table[at(row - 2, column - 2)] + 1.0);
            }
            table[at(row, column)] = least;
        }
    }
    table[at(left.len(), right.len())]
}

/// Cost of leaving a letter out.
fn dropped(word: &[char], at: usize) -> f64 {
    let before = at.checked_sub(1).map(|index| word[index]);
    let after = word.get(at + 1).copied();
    match (word[at], before, after) {
        // ы and і between consonants, or after у, are hardly heard: Тілеужан and Tleuzhan, Бауыржан and Baurzhan.
        ('i', Some(before), Some(after))
            if (!is_vowel(before) || before == 'u') && !is_vowel(after) =>
        {
            0.25
        }
        // Russian writes ля for лә: Күләш and Куляш.
        ('i', Some('l'), Some('a')) => 0.45,
        // Alexander and Александр.
        ('e', Some(before), Some('r')) if !is_vowel(before) && at + 2 == word.len() => 0.3,
        // The glide of я, ю and й is heard: Diana is not Dana.
        ('i', Some(_), Some(_)) => 0.6,
        // Гульнар and Гульнара.
        ('a', Some(_), None) => 0.75,
        (vowel, Some(_), _) if is_vowel(vowel) => 0.8,
        // The first letter carries a name.
        (_, None, _) => 1.5,
        _ => 1.0,
    }
}

/// Cost of one letter for another.
fn replaced(left: char, right: char, first: bool) -> f64 {
    if left == right {
        return 0.0;
    }
    let pair = if left < right {
        (left, right)
    } else {
        (right, left)
    };
    let cost = match pair {
        ('u', 'v') => 0.3,
        // Russian writes у for ө: Өтегенов and Утегенов.
        ('o', 'u') => 0.5,
        ('a', 'e' | 'o') | ('e', 'i') | ('i', 'u') | ('s', 'z') => 0.6,
        ('d', 't') => 0.8,
        ('f', 'v') | ('c', 's' | 'h') | ('j', 'z') | ('h', 'w') | ('i', 'j') => 1.0,
        _ => 2.0,
    };
    if first && cost > 0.5 && cost < 2.0 {
        cost + 0.3
    } else {
        cost
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Closeness, by_cost, closeness};

    proptest! {
        #[test]
        fn the_look_at_first_letters_changes_no_verdict(stem in "[a-z]{3,9}", left in "[aeiouszvdtkm]{0,2}", right in "[aeiouszvdtkm]{0,2}") {
            let (left, right) = (format!("{left}{stem}"), format!("{right}{stem}"));
            if left != right {
                prop_assert_eq!(closeness(&left, &right), by_cost(&left, &right), "{} {}", left, right);
            }
        }

        #[test]
        fn closeness_has_no_direction(left in "[aeiouszkln]{2,8}", right in "[aeiouszkln]{2,8}") {
            prop_assert_eq!(closeness(&left, &right), closeness(&right, &left));
            prop_assert_eq!(closeness(&left, &left), Closeness::Identical);
        }
    }
}
