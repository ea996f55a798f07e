//! How hard a passphrase is to guess.
//!
//! zxcvbn estimates guesses from dictionaries, keyboards, dates and repeats, but knows English only. Two corrections are
//! added: Cyrillic text is also judged by the Latin letters on the same keys (so that "пароль" is seen as the well-known
//! "gfhjkm"), and text that consists of words counts as words, not as random letters. The lowest estimate is used.
//!
//! zxcvbn copies parts of the text into memory that it frees without wiping. It sees a passphrase only when one is chosen,
//! never when a vault is opened.

use zeroize::Zeroizing;
use zxcvbn::matching::Match;
use zxcvbn::matching::patterns::MatchPattern;

use crate::words;

/// A new passphrase must be expected to stand this many guesses, as a power of ten: at one second a guess, ten thousand
/// computers need three years for 10^12.
pub const ACCEPTABLE_LOG10: f64 = 12.0;

/// Words a guesser would try first; one more word in a phrase multiplies the guesses by so much at most.
const GUESSES_A_WORD_LOG10: f64 = 4.0;

/// Verdict on a passphrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// 0 (guessed at once) to 4 (acceptable).
    pub score: u8,
    /// Expected guesses, as a power of ten.
    pub guesses_log10: f64,
    /// Whether [`crate::create`] takes it.
    pub acceptable: bool,
    /// Why not; empty when acceptable.
    pub reasons: Vec<Reason>,
}

/// Why a passphrase is easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nothing, longer than the bound, or with control characters.
    NotAllowed,
    /// Too few characters.
    TooShort,
    /// Among the passwords that everyone tries first.
    Common,
    /// Words, but too few of them.
    FewWords,
    /// The same again and again.
    Repeats,
    /// Neighbours in the alphabet, in counting or on the keyboard.
    Sequence,
    /// A date or a year.
    Date,
    /// A name that whoever knows the vault would try: its own, its author's, those of its cases and people.
    Own,
    /// None of these, but still too few guesses.
    Guessable,
}

impl Reason {
    /// Stable code in kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "not-allowed",
            Self::TooShort => "too-short",
            Self::Common => "common",
            Self::FewWords => "few-words",
            Self::Repeats => "repeats",
            Self::Sequence => "sequence",
            Self::Date => "date",
            Self::Own => "own",
            Self::Guessable => "guessable",
        }
    }
}

/// Judges `text` as it was typed; it is normalised like [`crate::Passphrase`] first.
pub fn assess_passphrase(text: &str) -> Assessment {
    assess_passphrase_with(text, &[])
}

/// The same for somebody who knows the words in `own`: names in the vault, of the vault, of its author. Such a word is worth no
/// more than its place among them.
pub fn assess_passphrase_with(text: &str, own: &[String]) -> Assessment {
    let Ok(passphrase) = crate::Passphrase::new(text) else {
        return Assessment {
            score: 0,
            guesses_log10: 0.0,
            acceptable: false,
            reasons: vec![Reason::NotAllowed],
        };
    };
    let text = passphrase.expose();
    if let Some(bits) = words::bits_of(text) {
        return verdict(bits * std::f64::consts::LOG10_2, vec![Reason::FewWords]);
    }
    let own = own_words(own);
    let known: Vec<&str> = OURS
        .into_iter()
        .chain(own.iter().map(|word| word.as_str()))
        .collect();
    let typed = zxcvbn::zxcvbn(text, &known);
    let keys = latin_keys(text).map(|latin| zxcvbn::zxcvbn(&latin, &[]));
    let mut guesses = typed.guesses_log10();
    let mut reasons: Vec<Reason> = typed.sequence().iter().filter_map(reason_of).collect();
    if let Some(keys) = keys.filter(|k| k.guesses_log10() < guesses) {
        guesses = keys.guesses_log10();
        reasons.extend(keys.sequence().iter().filter_map(reason_of));
    }
    if let Some(own) = own_guesses(text, &own) {
        guesses = guesses.min(own);
        reasons.push(Reason::Own);
    }
    if let Some(words) = plain_words(text) {
        #[expect(clippy::cast_precision_loss, reason = "at most a few hundred words")]
        let as_words = words as f64 * GUESSES_A_WORD_LOG10;
        if as_words < guesses {
            guesses = as_words;
            reasons.push(Reason::FewWords);
        }
    }
    if text.chars().count() < 12 {
        reasons.push(Reason::TooShort);
    }
    verdict(guesses, reasons)
}

/// Names of this program.
const OURS: [&str; 3] = ["sandyq", "сандық", "сандык"];
/// A shorter word is no name to be known by.
const SHORTEST_OWN: usize = 3;

/// The words in names, in lower case, each once.
fn own_words(names: &[String]) -> Vec<Zeroizing<String>> {
    let mut words: Vec<Zeroizing<String>> = names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= SHORTEST_OWN)
        .map(|word| Zeroizing::new(word.to_lowercase()))
        .collect();
    words.sort_unstable_by(|a, b| a.as_str().cmp(b));
    words.dedup();
    words
}

/// Expected guesses of a text that has own words in it, as a power of ten: each own word costs the number of own words, what is
/// between them the letters and digits it has.
fn own_guesses(text: &str, own: &[Zeroizing<String>]) -> Option<f64> {
    let mut rest = Zeroizing::new(text.to_lowercase());
    let mut found = 0;
    // The longest first, so that a name counts as one.
    let mut longest: Vec<&str> = own.iter().map(|word| word.as_str()).collect();
    longest.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in longest {
        while rest.contains(word) && found < 64 {
            // A sign that nothing is made of, so that no new word comes about.
            rest = Zeroizing::new(rest.replacen(word, "\u{1}", 1));
            found += 1;
        }
    }
    if found == 0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "thousands of words at most")]
    let a_word = (own.len() as f64 + OURS.len() as f64).log10().max(1.0);
    let between = Zeroizing::new(rest.replace(['\u{1}', ' ', '-', '_', '.', ','], ""));
    let between = if between.is_empty() {
        0.0
    } else {
        zxcvbn::zxcvbn(&between, &[]).guesses_log10()
    };
    Some(f64::from(found) * a_word + between)
}

fn verdict(guesses_log10: f64, mut reasons: Vec<Reason>) -> Assessment {
    let guesses_log10 = guesses_log10.max(0.0);
    let acceptable = guesses_log10 >= ACCEPTABLE_LOG10;
    reasons.sort_unstable();
    reasons.dedup();
    if acceptable {
        reasons.clear();
    } else if reasons.is_empty() {
        reasons.push(Reason::Guessable);
    }
    let score = [3.0, 6.0, 9.0, ACCEPTABLE_LOG10]
        .into_iter()
        .filter(|step| guesses_log10 >= *step)
        .count();
    Assessment {
        score: u8::try_from(score).expect("four steps"),
        guesses_log10,
        acceptable,
        reasons,
    }
}

fn reason_of(found: &Match) -> Option<Reason> {
    match &found.pattern {
        MatchPattern::Dictionary(_) => Some(Reason::Common),
        MatchPattern::Spatial(_) | MatchPattern::Sequence(_) => Some(Reason::Sequence),
        MatchPattern::Repeat(_) => Some(Reason::Repeats),
        MatchPattern::Regex(_) | MatchPattern::Date(_) => Some(Reason::Date),
        MatchPattern::BruteForce => None,
    }
}

/// How many different words there are, if the text is nothing but words.
fn plain_words(text: &str) -> Option<usize> {
    if !text
        .chars()
        .all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-')
    {
        return None;
    }
    let lower = Zeroizing::new(text.to_lowercase());
    let words = lower.split(|c: char| !c.is_alphabetic());
    let mut words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    // One unbroken string may be several words run together; long ones are counted as such, ten letters a word.
    let hidden: usize = words.iter().map(|w| w.chars().count() / 10).sum();
    words.sort_unstable();
    words.dedup();
    Some(words.len() + hidden)
}

/// The Latin letters on the keys that type this Cyrillic text (standard Russian layout), if there is any Cyrillic.
fn latin_keys(text: &str) -> Option<Zeroizing<String>> {
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    let lower = Zeroizing::new(text.to_lowercase());
    // No Latin letter is longer than the Cyrillic one on its key, so the text never outgrows its first place.
    let mut mapped = Zeroizing::new(String::with_capacity(lower.len()));
    mapped.extend(lower.chars().map(|c| {
        let key = CYRILLIC.chars().position(|k| k == c);
        key.and_then(|at| LATIN.chars().nth(at)).unwrap_or(c)
    }));
    (mapped != lower).then_some(mapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, acceptable: bool, reason: Option<Reason>) {
        let got = assess_passphrase(text);
        assert_eq!(got.acceptable, acceptable, "{text:?}: {got:?}");
        assert_eq!(got.reasons.is_empty(), acceptable, "{text:?}: {got:?}");
        if let Some(reason) = reason {
            assert!(got.reasons.contains(&reason), "{text:?}: {got:?}");
        }
    }

    #[test]
    fn what_everyone_tries_first_is_refused_with_its_reason() {
        check("", false, Some(Reason::NotAllowed));
        check("password", false, Some(Reason::Common));
        check("P@ssw0rd1", false, Some(Reason::Common));
        check("qwertyuiop", false, None);
        check(
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            false,
            Some(Reason::Repeats),
        );
        check("abcdefghijklmnop", false, Some(Reason::Sequence));
        check("16.12.1986", false, Some(Reason::Date));
        check("Almaty2025", false, Some(Reason::TooShort));
        check("sandyq", false, None);
    }

    #[test]
    fn russian_and_kazakh_are_no_better_for_being_unknown_to_the_dictionary() {
        check("пароль", false, Some(Reason::TooShort));
        check("привет", false, None);
        check("йцукенгшщз", false, Some(Reason::Common));
        check("парольпарольпароль", false, Some(Reason::Repeats));
        check("моя кошка", false, Some(Reason::FewWords));
        check("менің үйім", false, Some(Reason::FewWords));
    }

    /// Invented names.
    #[test]
    fn names_in_the_vault_are_worth_no_more_than_their_number() {
        let own: Vec<String> = [
            "Айгуль Тестова",
            "Ermek Sample",
            "Case of the Blue Door",
            "Tester",
        ]
        .map(str::to_owned)
        .to_vec();
        let with = |text: &str| assess_passphrase_with(text, &own);
        for weak in [
            "айгуль тестова 2025",
            "Ermek.Sample.Tester.Ermek.Sample",
            "АйгульТестоваErmekSample",
            "blue door sample tester айгуль",
        ] {
            let got = with(weak);
            assert!(!got.acceptable, "{weak}: {got:?}");
            assert!(got.reasons.contains(&Reason::Own), "{weak}: {got:?}");
        }
        for good in [
            "kT9#vLq2!xWz7",
            "correct horse battery staple",
            "tester kT9#vLq2!xWz7",
        ] {
            assert!(with(good).acceptable, "{good}: {:?}", with(good));
        }
        // Without the names, one of them would pass.
        assert!(assess_passphrase("АйгульТестоваErmekSample").acceptable);
    }

    #[test]
    fn long_or_random_ones_are_accepted() {
        check("kT9#vLq2!xWz7", true, None);
        check("correct horse battery staple", true, None);
        check("моя кошка ночью ела семь зелёных карандашей", true, None);
        check("біздің ауылда қысты күні он екі түйе билеген", true, None);
    }
}
