//! Dates in plain words, the way they are read back to the person who typed them. What is shown is understood again when it
//! is typed: `words::parse` of a display gives the same date.

mod en;
mod kk;
mod ru;

use chrono::Datelike;

use super::{Lang, Member, Point, Season, Shape, UncertainDate};

impl UncertainDate {
    /// The date in words of a language, for example "about 1 Dec 2025" or "2026 жылғы 24 қаңтар".
    pub fn display(&self, lang: Lang) -> String {
        match lang {
            Lang::En => en::form(&self.form),
            Lang::Ru => ru::form(&self.form),
            Lang::Kk => kk::form(&self.form),
        }
    }
}

/// Two plain days of one month: year, month, first and last day of the month.
fn same_month(start: &Point, end: &Point) -> Option<(i32, u32, u32, u32)> {
    match (start, end) {
        (
            Point {
                shape: Shape::Day(first),
                approximate: false,
                uncertain: false,
            },
            Point {
                shape: Shape::Day(last),
                approximate: false,
                uncertain: false,
            },
        ) if (first.year(), first.month()) == (last.year(), last.month()) => {
            Some((first.year(), first.month(), first.day(), last.day()))
        }
        _ => None,
    }
}

/// `2025`, or `2025–2026` for a winter.
fn season_year(year: i32, season: Season) -> String {
    if season == Season::Winter {
        format!("{year:04}–{:04}", year + 1)
    } else {
        format!("{year:04}")
    }
}

/// Joins the members of a set with a word for "or".
fn alternatives(members: &[Member], or: &str, show: impl Fn(&Member) -> String) -> String {
    members
        .iter()
        .map(show)
        .collect::<Vec<_>>()
        .join(&format!(" {or} "))
}

/// A Roman numeral of 1 to 99, as centuries are counted in Russian and Kazakh; the hundredth in figures, since a lone C is
/// read as "circa".
fn roman(number: i32) -> String {
    const SIGNS: [(i32, &str); 8] = [
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 99 {
        return number.to_string();
    }
    let mut rest = number;
    let mut signs = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            signs.push_str(sign);
            rest -= value;
        }
    }
    signs
}

/// Puts the words for "doubtful" and "about" before a date.
fn marked(point: &Point, possibly: &str, about: &str, plain: String) -> String {
    match (point.uncertain, point.approximate) {
        (false, false) => plain,
        (false, true) => format!("{about} {plain}"),
        (true, false) => format!("{possibly} {plain}"),
        (true, true) => format!("{possibly} {about} {plain}"),
    }
}
