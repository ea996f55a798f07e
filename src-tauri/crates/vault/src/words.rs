//! Passphrases of random words: the lists and the generator.
//!
//! The lists (`words/*.txt`) were written for this program: plain, harmless, distinct words, one a line. They are also the digits
//! in which keys are printed ([`crate::wordcode`]), so that they never change. A word is worth
//! `log2` of the list's length, 10.3 bits or more; six words stand about 2^62 guesses, each of which costs the key
//! derivation.

use std::collections::HashMap;
use std::sync::LazyLock;

use agevfs::Entropy;
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, Result};

/// Words of a generated passphrase unless asked otherwise.
pub const DEFAULT_WORDS: usize = 6;

/// A language with a word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordList {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
}

static LISTS: LazyLock<[Vec<&'static str>; 3]> = LazyLock::new(|| {
    [
        include_str!("../words/en.txt"),
        include_str!("../words/ru.txt"),
        include_str!("../words/kk.txt"),
    ]
    .map(|text| {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect()
    })
});

static INDEX: LazyLock<[HashMap<&'static str, usize>; 3]> = LazyLock::new(|| {
    [0, 1, 2].map(|list: usize| {
        LISTS[list]
            .iter()
            .enumerate()
            .map(|(at, word)| (*word, at))
            .collect()
    })
});

/// By what becomes of a word on a keyboard without its letters; none where two words become one.
static FOLDED: LazyLock<[HashMap<String, Option<usize>>; 3]> = LazyLock::new(|| {
    [0, 1, 2].map(|list: usize| {
        let mut folded = HashMap::new();
        for (at, word) in LISTS[list].iter().enumerate() {
            folded
                .entry(fold(word))
                .and_modify(|found| *found = None)
                .or_insert(Some(at));
        }
        folded
    })
});

/// A word without the letters that a Russian keyboard lacks. No letter grows, so that nothing is left where it was first.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    folded.extend(word.chars().map(|c| match c {
        'ё' => 'е',
        'қ' => 'к',
        'ғ' => 'г',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        'ә' => 'а',
        other => other,
    }));
    folded
}

impl WordList {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::En, Self::Ru, Self::Kk];

    /// By language code: `en`, `ru`, `kk`.
    pub fn of(language: &str) -> Option<Self> {
        match language {
            "en" => Some(Self::En),
            "ru" => Some(Self::Ru),
            "kk" => Some(Self::Kk),
            _ => None,
        }
    }

    /// The words.
    pub fn words(self) -> &'static [&'static str] {
        &LISTS[self as usize]
    }

    /// The place of a word, in lower case. Letters that a Russian keyboard lacks, and the dots of "ё", may be replaced where that
    /// makes no other word of it.
    pub(crate) fn digit(self, word: &str) -> Option<u32> {
        let exact = INDEX[self as usize].get(word).copied();
        let found = exact.or_else(|| {
            let folded = Zeroizing::new(fold(word));
            FOLDED[self as usize]
                .get(folded.as_str())
                .copied()
                .flatten()
        });
        found.and_then(|at| u32::try_from(at).ok())
    }

    /// What `count` random words of this list are worth, in bits.
    pub fn bits(self, count: usize) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "thousands of words, tens in a passphrase"
        )]
        let bits = (self.words().len() as f64).log2() * count as f64;
        bits
    }
}

/// Draws `count` words, 4 to 12, each independently and uniformly, joined by spaces.
///
/// # Errors
/// [`Error::OutOfRange`] for another count.
pub fn generate_passphrase(
    count: usize,
    list: WordList,
    entropy: &Entropy,
) -> Result<Zeroizing<String>> {
    if !(4..=12).contains(&count) {
        return Err(Error::OutOfRange {
            what: "words of a passphrase",
            found: count as u64,
        });
    }
    // Room for every word at once: a growing string would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(count * 64));
    for at in 0..count {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(list.words()[uniform(list.words().len(), entropy)]);
    }
    Ok(text)
}

/// A number below `below` (at most 65,536), without modulo bias: values past the last whole multiple are drawn again.
fn uniform(below: usize, entropy: &Entropy) -> usize {
    let usable = 65_536 / below * below;
    loop {
        let mut bytes = [0; 2];
        entropy.fill(&mut bytes);
        let drawn = usize::from(u16::from_le_bytes(bytes));
        bytes.zeroize();
        if drawn < usable {
            return drawn % below;
        }
    }
}

/// What a passphrase is worth if it consists of words of one list only, in bits; repeated words count once.
pub(crate) fn bits_of(text: &str) -> Option<f64> {
    let lower = Zeroizing::new(text.to_lowercase());
    let words: Vec<&str> = lower.split_whitespace().collect();
    WordList::ALL.into_iter().find_map(|list| {
        let index = &INDEX[list as usize];
        let mut drawn: Vec<usize> = words
            .iter()
            .map(|word| index.get(word).copied())
            .collect::<Option<_>>()?;
        drawn.sort_unstable();
        drawn.dedup();
        Some(list.bits(drawn.len()))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sha2::Digest as _;

    use super::*;
    use crate::strength::assess_passphrase;

    /// Four dice: 6^4.
    const LEAST: usize = 1296;

    #[test]
    fn lists_are_long_enough_distinct_and_plain() {
        for list in WordList::ALL {
            let words = list.words();
            assert!(words.len() >= LEAST, "{list:?}: {}", words.len());
            let distinct: BTreeSet<_> = words.iter().collect();
            assert_eq!(distinct.len(), words.len(), "{list:?} repeats a word");
            for word in words {
                let letters = word.chars().count();
                assert!((3..=9).contains(&letters), "{list:?}: {word}");
                assert!(
                    word.chars().all(|c| c.is_alphabetic() && c.is_lowercase()),
                    "{list:?}: {word}"
                );
                let latin = word.is_ascii();
                assert_eq!(latin, list == WordList::En, "{list:?}: {word}");
            }
        }
    }

    /// Kits and shares on paper are read with these very lists.
    #[test]
    fn the_lists_never_change() {
        let sums = WordList::ALL.map(|list| {
            let sum = sha2::Sha256::digest(list.words().join("\n"));
            sum[..8]
                .iter()
                .fold(0_u64, |all, byte| all << 8 | u64::from(*byte))
        });
        let expect = [
            8_631_490_140_006_457_140,
            15_721_373_256_666_257_956,
            1_538_537_377_274_544_101,
        ];
        assert_eq!(sums, expect);
    }

    #[test]
    fn a_list_is_in_the_form_that_passphrases_are_normalised_to() {
        for list in WordList::ALL {
            for word in list.words() {
                assert_eq!(crate::Passphrase::new(word).expect("short").expose(), *word);
            }
        }
    }

    #[test]
    fn a_generated_passphrase_is_always_acceptable() {
        let entropy = Entropy::seeded(1);
        for list in WordList::ALL {
            for _ in 0..50 {
                let text = generate_passphrase(DEFAULT_WORDS, list, &entropy).expect("six words");
                assert_eq!(text.split(' ').count(), DEFAULT_WORDS);
                assert!(assess_passphrase(&text).acceptable);
            }
            assert!(list.bits(DEFAULT_WORDS) > 62.0);
        }
        assert!(generate_passphrase(3, WordList::En, &entropy).is_err());
        assert!(generate_passphrase(13, WordList::En, &entropy).is_err());
    }

    #[test]
    fn a_few_words_of_the_list_are_not_enough() {
        let three = WordList::Ru.words()[..3].join(" ");
        let repeated = [WordList::En.words()[0]; 8].join(" ");
        for weak in [three, repeated] {
            assert!(!assess_passphrase(&weak).acceptable, "{weak}");
        }
    }

    #[test]
    fn every_word_is_drawn_and_none_is_favoured() {
        let entropy = Entropy::seeded(2);
        let below = WordList::Kk.words().len();
        let rounds = 100 * below;
        let mut seen = vec![0_u32; below];
        for _ in 0..rounds {
            seen[uniform(below, &entropy)] += 1;
        }
        // 100 expected, standard deviation 10: seven of them away would be one chance in 10^11.
        assert!(seen.iter().all(|n| (30..=170).contains(n)));
    }
}
