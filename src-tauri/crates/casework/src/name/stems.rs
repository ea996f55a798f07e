//! What to look for when a person types a name in a case: «Касеновым», «Қасеновтың», "Kassenov's".

use super::fold::{readings, words};
use super::letters::is_vowel;

/// Shortest stem that is still worth a search; [`is_telling`] lets some shorter ones pass.
const SHORTEST: usize = 5;
/// Most stems of one word.
const MOST: usize = 12;

/// Endings as they fold. Longer ones are tried too, so a stem is found whichever ending is the right one.
const ENDINGS: [&str; 58] = [
    // Russian cases of names in -ов, -ев, -ин, of given names, of names in -а and -я, and of adjectives.
    "a", "u", "e", "i", "o", "om", "em", "im", "oi", "ei", "oiu", "iu", "ia", "iam", "ami", "ik",
    "imi", "ogo", "omu", "aia", "uiu", // Kazakh cases.
    "nin", "din", "tin", "ga", "ge", "ka", "ke", "na", "ne", "ni", "di", "ti", "n", "da", "de",
    "ta", "te", "nda", "nde", "dan", "den", "tan", "ten", "nan", "nen", "men", "ben", "pen",
    // Kazakh plurals, and the possessives after them.
    "lar", "ler", "dar", "der", "tar", "ter", "lari", "dari", // English.
    "s",
];

/// Beginnings to search for, folded: every reading of the word, then its stems without case endings, longest first.
///
/// Text folded by [`super::fold_text`] in which the name stands in any case holds a word that begins with one of them.
///
/// ```
/// use casework::name::{fold_text, search_stems};
///
/// let stems = search_stems("Касеновым");
/// assert!(stems.iter().any(|stem| fold_text("Kassenov") == *stem));
/// ```
pub fn search_stems(word: &str) -> Vec<String> {
    let mut found: Vec<String> = words(word)
        .flat_map(|word| readings(&word))
        .filter(|reading| !reading.is_empty())
        .collect();
    let whole = found.len();
    for index in 0..whole {
        let reading = found[index].clone();
        let cut = ENDINGS
            .iter()
            .filter_map(|ending| reading.strip_suffix(ending).map(|stem| (stem, *ending)));
        let mut stems: Vec<&str> = cut
            .filter(|(stem, ending)| is_telling(stem, ending))
            .map(|(stem, _)| stem)
            .collect();
        stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
        for stem in stems {
            if !found.iter().any(|known| known == stem) {
                found.push(stem.to_owned());
            }
        }
    }
    found.truncate(MOST);
    found
}

/// Whether this is an ending of a case, folded.
pub(crate) fn is_ending(folded: &str) -> bool {
    ENDINGS.contains(&folded)
}

/// Whether a stem says enough. One of four letters must end in a consonant (Олег-ом) or lose the ending of -ия (Мари-ей):
/// else Марина would find Мария.
fn is_telling(stem: &str, ending: &str) -> bool {
    let ends_in_consonant = stem.chars().next_back().is_some_and(|last| !is_vowel(last));
    let of_iya = stem.ends_with('i') && ending.starts_with(is_vowel);
    match stem.chars().count() {
        SHORTEST.. => true,
        4 => ends_in_consonant || of_iya,
        _ => false,
    }
}
