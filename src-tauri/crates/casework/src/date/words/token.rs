//! Cuts plain words into tokens, each with the characters it came from.

use std::ops::Range;

use chrono::NaiveDate;

use super::lexicon::{self, Term};
use crate::date::DateError;
use crate::date::form::{LAST_YEAR, Season, Shape};

/// A term and where it stands, in characters from 0.
#[derive(Clone)]
pub(super) struct Token {
    pub term: Term,
    pub at: Range<usize>,
    /// A Kazakh ablative, «наурыздан»: where a range begins.
    pub ablative: bool,
}

/// Cuts a text into tokens; fails at the first word that is not known.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, DateError> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        if letter.is_ascii_digit() {
            at = number(&letters, at, &mut tokens)?;
        } else if letter.is_alphabetic() {
            at = word(&letters, at, &mut tokens)?;
        } else {
            let term = match letter {
                '-' | '‐' | '‑' | '−' if is_joint(&letters, at) => Some(Term::Joint),
                '-' | '‐' | '‑' | '−' | '–' | '—' | '…' => Some(Term::Dash),
                '?' => Some(Term::Question),
                '~' | '≈' => Some(Term::Tilde),
                '/' => Some(Term::Slash),
                ',' | ';' => Some(Term::Comma),
                '&' => Some(Term::And),
                _ if letter.is_whitespace() || "\"'.()«»“”„’ʼ".contains(letter) => None,
                _ => return Err(DateError::Word { at: at..at + 1 }),
            };
            tokens.extend(term.map(|term| Token {
                term,
                at: at..at + 1,
                ablative: false,
            }));
            at += 1;
        }
    }
    Ok(tokens)
}

/// A hyphen between letters or figures without spaces joins them ("mid-January", "13-Nov-2025", "2010-е"); only one between
/// two numbers, or after a year and before a month, is a range.
pub(super) fn is_joint(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|index| letters[index]);
    let after = letters.get(at + 1);
    match (before, after) {
        (Some(before), Some(after)) if before.is_alphanumeric() && after.is_alphanumeric() => {
            let year = letters[..at]
                .iter()
                .rev()
                .take_while(|letter| letter.is_ascii_digit())
                .count()
                == 4;
            let both_figures = before.is_ascii_digit() && after.is_ascii_digit();
            let ahead = letters[..at]
                .iter()
                .rev()
                .take_while(|letter| letter.is_alphabetic())
                .count();
            let behind = letters[at + 1..]
                .iter()
                .take_while(|letter| letter.is_alphabetic())
                .count();
            let term = |word: &[char]| {
                lexicon::word(&word.iter().collect::<String>()).map(|(term, _)| term)
            };
            let (left, right) = (
                term(&letters[at - ahead..at]),
                term(&letters[at + 1..=at + behind]),
            );
            let range_to_month = year && matches!(right, Some(Term::Month(_)));
            // «ноябрь-декабрь», "summer-autumn".
            let of_a_kind = matches!(
                (left, right),
                (Some(Term::Month(_)), Some(Term::Month(_)))
                    | (Some(Term::Season(_)), Some(Term::Season(_)))
            );
            !both_figures && !range_to_month && !of_a_kind
        }
        _ => false,
    }
}

pub(super) fn word(
    letters: &[char],
    start: usize,
    tokens: &mut Vec<Token>,
) -> Result<usize, DateError> {
    let end = start
        + letters[start..]
            .iter()
            .take_while(|letter| letter.is_alphabetic() || **letter == '\u{301}')
            .count();
    let text: String = letters[start..end].iter().collect();
    let (term, ablative) = lexicon::word(&text).ok_or(DateError::Word { at: start..end })?;
    tokens.push(Token {
        term,
        at: start..end,
        ablative,
    });
    Ok(end)
}

/// Reads a number with what is glued to it: 13.11.2025, 2025-11, 10th, 2010s, 2010-х, 1-ші.
pub(super) fn number(
    letters: &[char],
    start: usize,
    tokens: &mut Vec<Token>,
) -> Result<usize, DateError> {
    let groups = Groups::at(letters, start);
    if let Some((term, end)) = groups.date()? {
        tokens.push(Token {
            term,
            at: start..end,
            ablative: false,
        });
        return Ok(end);
    }
    let end = start + groups.parts[0].len();
    let digits: String = letters[start..end].iter().collect();
    if digits.len() > 4 {
        return Err(DateError::Word { at: start..end });
    }
    let value = digits
        .parse()
        .map_err(|_| DateError::Word { at: start..end })?;
    let (plural, end, ablative) = ending(letters, end);
    tokens.push(Token {
        term: Term::Number {
            value,
            digits: digits.len(),
            plural,
        },
        at: start..end,
        ablative,
    });
    Ok(end)
}

/// Reads an ending behind a number, with or without a hyphen; gives whether it makes a decade of it, and where it stops.
fn ending(letters: &[char], number_end: usize) -> (bool, usize, bool) {
    let start = number_end
        + usize::from(matches!(
            letters.get(number_end),
            Some('-' | '‐' | '‑' | '’' | '\'')
        ));
    let text: String = letters[start..]
        .iter()
        .take_while(|letter| letter.is_alphabetic())
        .collect();
    let end = start + text.chars().count();
    match lexicon::plain(&text).as_str() {
        "s" | "е" | "х" | "ми" => (true, end, false),
        "st" | "nd" | "rd" | "th" | "го" | "ого" | "ое" | "й" | "ый" | "я" | "му" | "шы" | "ши"
        | "ынши" | "инши" => (false, end, false),
        "нан" | "нен" | "дан" | "ден" | "тан" | "тен" => (false, end, true),
        _ => (false, number_end, false),
    }
}

/// Groups of figures with the same sign between them: 13.11.2025.
struct Groups {
    parts: Vec<String>,
    sign: char,
    end: usize,
}

impl Groups {
    fn at(letters: &[char], start: usize) -> Self {
        let figures = |from: usize| {
            letters[from.min(letters.len())..]
                .iter()
                .take_while(|letter| letter.is_ascii_digit())
                .collect::<String>()
        };
        let first = figures(start);
        let mut end = start + first.len();
        let sign = letters
            .get(end)
            .copied()
            .filter(|sign| matches!(sign, '.' | '/' | '-'))
            .unwrap_or(' ');
        let mut parts = vec![first];
        while sign != ' ' && letters.get(end) == Some(&sign) && parts.len() < 4 {
            let next = figures(end + 1);
            if next.is_empty() {
                break;
            }
            end += 1 + next.len();
            parts.push(next);
        }
        Self { parts, sign, end }
    }

    /// A numeric date, if the groups are one.
    fn date(&self) -> Result<Option<(Term, usize)>, DateError> {
        let lengths: Vec<usize> = self.parts.iter().map(String::len).collect();
        let numbers: Vec<u32> = self
            .parts
            .iter()
            .filter(|part| part.len() <= 4)
            .filter_map(|part| part.parse().ok())
            .collect();
        let at = self.end - self.parts.last().map_or(0, String::len) + 1;
        let term = match (lengths.as_slice(), numbers.as_slice(), self.sign) {
            ([1..=2, 1..=2, 4], [first, second, year], '/')
                if *first <= 12 && *second <= 12 && first != second =>
            {
                Term::Slashed(*first, *second, Some(signed(*year)))
            }
            ([1..=2, 1..=2, 4], [first, second, year], '/') if *second > 12 => {
                day_term(*year, *first, *second, at)?
            }
            ([4, 1..=2, 1..=2], [year, month, day], _)
            | ([1..=2, 1..=2, 4], [day, month, year], _) => day_term(*year, *month, *day, at)?,
            ([1..=2, 1..=2, 2], [day, month, year], '.') => Term::ShortYear {
                day: *day,
                month: *month,
                year: *year,
            },
            ([4, 2], [year, month], '-') if (1..=12).contains(month) => {
                Term::Exact(Shape::Month(checked(*year, at)?, *month))
            }
            ([4, 2], [year, season], '-') if (21..=24).contains(season) => Term::Exact(
                Shape::Season(checked(*year, at)?, Season::ALL[*season as usize - 21]),
            ),
            ([1..=2, 4], [month, year], '.' | '/') if (1..=12).contains(month) => {
                Term::Exact(Shape::Month(checked(*year, at)?, *month))
            }
            ([1 | 2, 2], [day, month], '.')
                if (1..=31).contains(day) && (1..=12).contains(month) =>
            {
                Term::DayMonth {
                    day: *day,
                    month: *month,
                }
            }
            _ => return Ok(None),
        };
        Ok(Some((term, self.end)))
    }
}

fn day_term(year: u32, month: u32, day: u32, at: usize) -> Result<Term, DateError> {
    let year = checked(year, at)?;
    if !(1..=12).contains(&month) {
        return Err(DateError::Month { at });
    }
    NaiveDate::from_ymd_opt(year, month, day)
        .map(|day| Term::Exact(Shape::Day(day)))
        .ok_or(DateError::Day { at })
}

fn checked(year: u32, at: usize) -> Result<i32, DateError> {
    let year = signed(year);
    if (1..=LAST_YEAR).contains(&year) {
        Ok(year)
    } else {
        Err(DateError::Year { at })
    }
}

fn signed(year: u32) -> i32 {
    i32::try_from(year).unwrap_or(i32::MAX)
}
