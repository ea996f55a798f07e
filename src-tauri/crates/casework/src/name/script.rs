//! What script and what pattern a name is in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::token::{Part, father, tokens};

/// The script of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// More than one of these.
    Mixed,
    /// None of these.
    Other,
}

/// How a name is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Pattern {
    /// Family name, given name, patronymic in -ovich or -ovna.
    ThreePart,
    /// Given and family name.
    TwoPart,
    /// With a father's name in -uly or -kyzy.
    UlyKyzy,
    /// One word.
    Mononym,
    /// With initials.
    Initials,
    /// Anything else.
    Other,
}

/// Guesses the script from the letters.
pub fn script(name: &str) -> Script {
    let mut found = None;
    for letter in name.chars().filter(|letter| letter.is_alphabetic()) {
        let this = match letter {
            'A'..='Z' | 'a'..='z' | '\u{00c0}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => {
                Script::Latin
            }
            '\u{0400}'..='\u{052f}' => Script::Cyrillic,
            '\u{0600}'..='\u{06ff}'
            | '\u{0750}'..='\u{077f}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}' => Script::Arabic,
            _ => Script::Other,
        };
        match found {
            None => found = Some(this),
            Some(before) if before == this => {}
            Some(_) => return Script::Mixed,
        }
    }
    found.unwrap_or(Script::Other)
}

/// Guesses the pattern from the words and their endings.
pub fn pattern(name: &str) -> Pattern {
    let tokens = tokens(name);
    if tokens.iter().any(|token| token.part == Part::Initial) {
        return Pattern::Initials;
    }
    let patronymic = tokens.iter().find(|token| token.part == Part::Patronymic);
    let russian = |folded: &str| folded.ends_with("ih") || folded.ends_with("na");
    match (tokens.len(), patronymic) {
        (0, _) => Pattern::Other,
        (_, Some(token)) if father(token.folded()).is_some() && !russian(token.folded()) => {
            Pattern::UlyKyzy
        }
        (3, Some(_)) => Pattern::ThreePart,
        (1, _) => Pattern::Mononym,
        (2, _) => Pattern::TwoPart,
        _ => Pattern::Other,
    }
}
