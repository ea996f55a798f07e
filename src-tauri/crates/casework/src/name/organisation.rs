//! Names of organisations: every word counts, legal forms and small words do not.

use super::align::align;
use super::compare::{Band, Match, Reason};
use super::fold::words;
use super::token::{MOST, Part, Token, is_title, without_brackets};

/// Words that make a name an organisation's, in the three languages, by their beginnings.
const SIGNS: [&str; 52] = [
    "organi",
    "foundation",
    "fund",
    "union",
    "ministry",
    "court",
    "party",
    "committee",
    "bureau",
    "international",
    "association",
    "agency",
    "service",
    "department",
    "police",
    "office",
    "centre",
    "center",
    "council",
    "institute",
    "university",
    "initiative",
    "movement",
    "watch",
    "embassy",
    "coalition",
    "authorit",
    "media",
    "news",
    "фонд",
    "союз",
    "министерств",
    "суд",
    "парти",
    "комитет",
    "бюро",
    "ассоциаци",
    "агентств",
    "служб",
    "департамент",
    "полици",
    "центр",
    "совет",
    "институт",
    "организаци",
    "движени",
    "инициатив",
    "прокуратур",
    "қоры",
    "одағы",
    "министрлі",
    "бірлесті",
];

/// Legal forms and small words.
const IGNORED: [&str; 44] = [
    "the",
    "of",
    "for",
    "and",
    "in",
    "on",
    "to",
    "llp",
    "llc",
    "ltd",
    "inc",
    "jsc",
    "ngo",
    "тоо",
    "ооо",
    "ао",
    "оо",
    "оф",
    "рго",
    "гу",
    "ип",
    "жшс",
    "ақ",
    "қб",
    "ққ",
    "и",
    "по",
    "в",
    "на",
    "за",
    "о",
    "об",
    "для",
    "при",
    "және",
    "мен",
    "бен",
    "пен",
    "үшін",
    "жөніндегі",
    "республики",
    "республика",
    "republic",
    "public",
];

/// Whether a word tells nothing of an organisation.
pub(super) fn is_ignored(word: &str) -> bool {
    IGNORED.contains(&word)
}

/// Whether a name looks like an organisation's.
pub(super) fn looks_like(name: &str) -> bool {
    if name.contains(['«', '»', '“', '”', '"']) {
        return true;
    }
    let words: Vec<String> = words(name).collect();
    words.len() > 5
        || words
            .iter()
            // «Судья» begins as «суд» does and is a person.
            .filter(|word| !is_title(word))
            .any(|word| LEGAL_FORMS.contains(&word.as_str()) || is_generic(word))
}

const LEGAL_FORMS: [&str; 11] = [
    "llp", "llc", "ltd", "inc", "jsc", "ngo", "тоо", "ооо", "жшс", "қб", "ққ",
];

/// Compares two names of which at least one looks like an organisation's.
pub(super) fn compare(one: &[Token], other: &[Token]) -> Match {
    if one.is_empty() || other.is_empty() {
        return Match::new(Band::Different, 0.0, vec![Reason::NothingShared]);
    }
    if is_acronym_of(one, other) || is_acronym_of(other, one) {
        return Match::new(Band::Similar, 0.85, vec![Reason::Acronym]);
    }
    let alignment = align(one, other);
    let (counts, score) = (alignment.counts(), alignment.score());
    let mut reasons = alignment.reasons();
    let (left_over, right_over) = (alignment.left_over(), alignment.right_over());
    let telling = alignment
        .strong()
        .filter(|token| !is_generic(&token.text))
        .count();
    let doubtful = counts.near + counts.related;
    let over: Vec<&Token> = left_over.iter().chain(&right_over).copied().collect();
    let band =
        if !left_over.is_empty() && !right_over.is_empty() || doubtful > 1 || counts.strong == 0 {
            Band::Different
        } else if doubtful == 0
            && (over.is_empty() || telling > 0 && over.iter().all(|token| is_generic(&token.text)))
        {
            Band::Same
        } else if over.is_empty() || telling >= 2 {
            reasons.extend((!over.is_empty()).then_some(Reason::PartOnly));
            Band::Similar
        } else {
            Band::Different
        };
    Match::new(band, score, reasons)
}

/// A word for a kind of organisation, which alone tells none apart.
fn is_generic(word: &str) -> bool {
    SIGNS.iter().any(|sign| word.starts_with(sign))
}

/// The words that tell organisations apart.
pub(super) fn significant(name: &str) -> Vec<Token> {
    let all: Vec<String> = words(&without_brackets(name)).collect();
    let kept: Vec<&String> = all.iter().filter(|word| !is_ignored(word)).collect();
    let kept = if kept.is_empty() {
        all.iter().collect()
    } else {
        kept
    };
    kept.into_iter()
        .take(MOST)
        .map(|word| Token::new(word, Part::Name))
        .collect()
}

/// The first letters of three words or more, of which an acronym may be made.
pub(super) fn firsts(words: &[Token]) -> Option<String> {
    let firsts: String = words
        .iter()
        .filter_map(|token| token.text.chars().next())
        .collect();
    (firsts.chars().count() >= 3).then_some(firsts)
}

/// Whether one word is made of the first letters of several, in order; an acronym may leave out the last words.
fn is_acronym_of(short: &[Token], long: &[Token]) -> bool {
    let [word] = short else { return false };
    let letters: Vec<char> = word.text.chars().collect();
    let firsts: Vec<char> = long
        .iter()
        .filter_map(|token| token.text.chars().next())
        .collect();
    letters.len() >= 3 && letters.len() <= firsts.len() && firsts[..letters.len()] == letters[..]
}
