//! How long a measure or sentence lasts: ISO 8601 durations of years, months, weeks and days, and when they run out.
//!
//! ```
//! use casework::date::{Lang, UncertainDate};
//! use casework::duration::Duration;
//!
//! let two_months: Duration = "P2M".parse()?;
//! assert_eq!(two_months.display(Lang::En), "2 months");
//! let start = UncertainDate::parse("2025-12-24")?;
//! assert_eq!(two_months.expiry(&start)?.edtf(), "2026-02-24");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::date::{Form, Lang, Member, Point, Shape, UncertainDate};

/// Most of any one unit.
pub const MOST: u32 = 9999;

/// A length of time in calendar units: it is as long as the months it falls on. Written `P2Y6M` on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Duration {
    /// Years.
    pub years: u32,
    /// Months.
    pub months: u32,
    /// Weeks.
    pub weeks: u32,
    /// Days.
    pub days: u32,
}

/// Why a text is not a duration, or a date cannot be reached. Never repeats the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// Not of the form.
    #[error("not a duration at character {at}: expected a form such as P2M, P10D, P1Y6M or P6W")]
    Unreadable {
        /// Counted from 1.
        at: usize,
    },
    /// Hours, minutes or seconds.
    #[error("a duration in hours or less is not kept")]
    Time,
    /// More than can be kept.
    #[error("a duration has at most {MOST} of each unit")]
    TooLong,
    /// It would lie outside the years 1 to 9999.
    #[error("it lies outside the years 1 to 9999")]
    OutOfRange,
    /// The start is not known at all.
    #[error("it has no known start")]
    NoStart,
}

impl Duration {
    /// The day this long after another: years and months first, then weeks and days. A day that the month reached does not
    /// have becomes its last day: 31 January and one month is 28 or 29 February.
    pub fn after(&self, start: NaiveDate) -> Result<NaiveDate, DurationError> {
        let months = Months::new(self.years * 12 + self.months);
        let days = Days::new(u64::from(self.weeks) * 7 + u64::from(self.days));
        let end = start
            .checked_add_months(months)
            .and_then(|day| day.checked_add_days(days));
        end.filter(|day| day.year() <= 9999)
            .ok_or(DurationError::OutOfRange)
    }

    /// The day this long before another: years and months first, then weeks and days. 31 March less a month is 28 or 29 February.
    pub fn before(&self, end: NaiveDate) -> Result<NaiveDate, DurationError> {
        let months = Months::new(self.years * 12 + self.months);
        let days = Days::new(u64::from(self.weeks) * 7 + u64::from(self.days));
        let start = end
            .checked_sub_months(months)
            .and_then(|day| day.checked_sub_days(days));
        start
            .filter(|day| day.year() >= 1)
            .ok_or(DurationError::OutOfRange)
    }

    /// When it runs out, if it began at an uncertain date: one day, or some day between the earliest and the latest. What is
    /// approximate or doubtful about the start is so about the end.
    pub fn expiry(&self, start: &UncertainDate) -> Result<UncertainDate, DurationError> {
        Self::moved(start, |day| self.after(day))
    }

    /// When it must begin, to be over at an uncertain date; as [`Self::expiry`], the other way.
    pub fn lead(&self, end: &UncertainDate) -> Result<UncertainDate, DurationError> {
        Self::moved(end, |day| self.before(day))
    }

    fn moved(
        start: &UncertainDate,
        by: impl Fn(NaiveDate) -> Result<NaiveDate, DurationError>,
    ) -> Result<UncertainDate, DurationError> {
        let point = |day: NaiveDate| {
            Ok(Point {
                shape: Shape::Day(by(day)?),
                approximate: start.approximate(),
                uncertain: start.uncertain(),
            })
        };
        let form = match start.began() {
            (Some(first), Some(last)) => {
                let (first, last) = (point(first)?, point(last)?);
                if first == last {
                    Form::One(first)
                } else {
                    Form::OneOf(vec![Member::Span(first, last)])
                }
            }
            (Some(first), None) => Form::OneOf(vec![Member::From(point(first)?)]),
            (None, Some(last)) => Form::OneOf(vec![Member::UpTo(point(last)?)]),
            (None, None) => return Err(DurationError::NoStart),
        };
        Ok(UncertainDate::from_form(form))
    }

    /// In words: "2 years 6 months", «2 года 6 месяцев», «2 жыл 6 ай».
    pub fn display(&self, lang: Lang) -> String {
        let units = [
            (self.years, 0),
            (self.months, 1),
            (self.weeks, 2),
            (self.days, 3),
        ];
        let mut parts: Vec<String> = units
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, unit)| format!("{count} {}", unit_name(*count, *unit, lang)))
            .collect();
        if parts.is_empty() {
            parts.push(format!("0 {}", unit_name(0, 3, lang)));
        }
        parts.join(" ")
    }
}

/// The word for a unit (0 year, 1 month, 2 week, 3 day) after a number.
fn unit_name(count: u32, unit: usize, lang: Lang) -> &'static str {
    const EN: [[&str; 2]; 4] = [
        ["year", "years"],
        ["month", "months"],
        ["week", "weeks"],
        ["day", "days"],
    ];
    const RU: [[&str; 3]; 4] = [
        ["год", "года", "лет"],
        ["месяц", "месяца", "месяцев"],
        ["неделя", "недели", "недель"],
        ["день", "дня", "дней"],
    ];
    const KK: [&str; 4] = ["жыл", "ай", "апта", "күн"];
    match lang {
        Lang::En => EN[unit][usize::from(count != 1)],
        Lang::Ru => RU[unit][russian_plural(count)],
        // Kazakh keeps the singular after a number.
        Lang::Kk => KK[unit],
    }
}

/// Which of the three Russian forms follows a number (CLDR: one, few, many).
fn russian_plural(count: u32) -> usize {
    match (count % 10, count % 100) {
        (1, tens) if tens != 11 => 0,
        (2..=4, tens) if !(12..=14).contains(&tens) => 1,
        _ => 2,
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    /// Reads `PnYnMnWnD`, in this order, each at most once.
    fn from_str(text: &str) -> Result<Self, DurationError> {
        let text = text.trim();
        let rest = text
            .strip_prefix('P')
            .ok_or(DurationError::Unreadable { at: 1 })?;
        if text.len() > 40 {
            return Err(DurationError::TooLong);
        }
        let mut counts = [0; 4];
        let mut next = 0;
        let mut digits = String::new();
        for (index, letter) in rest.chars().enumerate() {
            let unreadable = DurationError::Unreadable { at: index + 2 };
            if letter == 'T' {
                return Err(DurationError::Time);
            }
            if letter.is_ascii_digit() {
                digits.push(letter);
                continue;
            }
            let unit = "YMWD"
                .find(letter)
                .filter(|unit| *unit >= next && !digits.is_empty())
                .ok_or(unreadable)?;
            counts[unit] = digits
                .parse()
                .ok()
                .filter(|count| *count <= MOST)
                .ok_or(DurationError::TooLong)?;
            next = unit + 1;
            digits.clear();
        }
        if next == 0 || !digits.is_empty() {
            return Err(DurationError::Unreadable {
                at: text.chars().count() + 1,
            });
        }
        let [years, months, weeks, days] = counts;
        Ok(Self {
            years,
            months,
            weeks,
            days,
        })
    }
}

impl TryFrom<String> for Duration {
    type Error = DurationError;

    fn try_from(text: String) -> Result<Self, DurationError> {
        text.parse()
    }
}

impl From<Duration> for String {
    fn from(duration: Duration) -> Self {
        duration.to_string()
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str("P0D");
        }
        f.write_str("P")?;
        for (count, unit) in [
            (self.years, 'Y'),
            (self.months, 'M'),
            (self.weeks, 'W'),
            (self.days, 'D'),
        ] {
            if count > 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Duration, DurationError};
    use crate::date::{Lang, UncertainDate};

    #[track_caller]
    fn check(text: &str, en: &str, ru: &str, kk: &str) {
        let duration: Duration = text.parse().unwrap();
        assert_eq!(duration.to_string(), text);
        assert_eq!(Lang::ALL.map(|lang| duration.display(lang)), [en, ru, kk]);
    }

    #[test]
    fn reads_and_shows() {
        check("P2M", "2 months", "2 месяца", "2 ай");
        check("P1Y", "1 year", "1 год", "1 жыл");
        check("P5Y", "5 years", "5 лет", "5 жыл");
        check(
            "P2Y6M",
            "2 years 6 months",
            "2 года 6 месяцев",
            "2 жыл 6 ай",
        );
        check("P10D", "10 days", "10 дней", "10 күн");
        check("P21D", "21 days", "21 день", "21 күн");
        check("P11D", "11 days", "11 дней", "11 күн");
        check("P1W", "1 week", "1 неделя", "1 апта");
        check(
            "P1Y2M3W4D",
            "1 year 2 months 3 weeks 4 days",
            "1 год 2 месяца 3 недели 4 дня",
            "1 жыл 2 ай 3 апта 4 күн",
        );
        check("P0D", "0 days", "0 дней", "0 күн");
    }

    #[test]
    fn refuses_what_is_none() {
        let refuse = |text: &str| text.parse::<Duration>().expect_err(text);
        for text in [
            "", "2M", "P", "P2", "PM", "P2M2M", "P2D1Y", "P-2M", "P1.5Y", "P2m", "-P2M", "P2H",
        ] {
            assert!(
                matches!(refuse(text), DurationError::Unreadable { .. }),
                "{text}"
            );
        }
        assert_eq!(refuse("PT2H"), DurationError::Time);
        assert_eq!(refuse("P10000D"), DurationError::TooLong);
        assert_eq!(refuse("P99999999999999999999D"), DurationError::TooLong);
    }

    #[test]
    fn runs_out() {
        let check = |start: &str, duration: &str, end: &str| {
            let duration: Duration = duration.parse().unwrap();
            assert_eq!(
                duration
                    .expiry(&UncertainDate::parse(start).unwrap())
                    .unwrap()
                    .edtf(),
                end,
                "{start} {duration}"
            );
        };
        check("2025-12-03", "P2M", "2026-02-03");
        check("2025-12-31", "P2M", "2026-02-28");
        check("2023-12-31", "P2M", "2024-02-29");
        check("2024-02-29", "P1Y", "2025-02-28");
        check("2026-01-15", "P10D", "2026-01-25");
        check("2025-12-01~", "P2M", "2026-02-01~");
        check("2025-11", "P2M", "[2026-01-01..2026-01-30]");
        check(
            "[2026-01-11..2026-01-20]",
            "P5D",
            "[2026-01-16..2026-01-25]",
        );
        check("2025-06/..", "P1M", "[2025-07-01..2025-07-30]");
        check("[..2025-11-01]", "P1M", "[..2025-12-01]");
        check("[2025-11-01..]", "P1M", "[2025-12-01..]");
        let endless = UncertainDate::parse("[..2025,2026..]").unwrap();
        assert_eq!(
            "P1M".parse::<Duration>().unwrap().expiry(&endless).err(),
            Some(DurationError::NoStart)
        );
        let late = UncertainDate::parse("9999-12-31").unwrap();
        assert_eq!(
            "P1D".parse::<Duration>().unwrap().expiry(&late).err(),
            Some(DurationError::OutOfRange)
        );
    }

    #[test]
    fn leads_up_to() {
        let check = |end: &str, duration: &str, start: &str| {
            let duration: Duration = duration.parse().unwrap();
            let found = duration.lead(&UncertainDate::parse(end).unwrap()).unwrap();
            assert_eq!(found.edtf(), start, "{end} less {duration}");
        };
        check("2026-03-31", "P1M", "2026-02-28");
        check("2024-03-31", "P1M", "2024-02-29");
        check("2026-01-05", "P10D", "2025-12-26");
        check("2026-03-01", "P1M1D", "2026-01-31");
        check("2026-02", "P2W", "[2026-01-18..2026-02-14]");
        check("2026-02-01~", "P10D", "2026-01-22~");
        let early = UncertainDate::parse("0001-01-05").unwrap();
        assert_eq!(
            "P10D".parse::<Duration>().unwrap().lead(&early).err(),
            Some(DurationError::OutOfRange)
        );
    }

    #[test]
    fn every_duration_of_the_example_casebook_is_read() {
        let book = include_str!("../data/kazakhstan-2025.json");
        let texts: Vec<&str> = book
            .lines()
            .filter_map(|line| {
                line.trim()
                    .strip_prefix("\"duration\": \"")?
                    .split('"')
                    .next()
            })
            .collect();
        assert!(texts.len() >= 9, "{}", texts.len());
        for text in texts {
            assert!(text.parse::<Duration>().is_ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "P?[0-9YMWDTH.-]{0,12}") {
            if let Ok(duration) = text.parse::<Duration>() {
                prop_assert_eq!(duration.to_string().parse::<Duration>(), Ok(duration));
                let start = chrono::NaiveDate::from_ymd_opt(2025, 1, 31).expect("a day");
                if let Ok(end) = duration.after(start) {
                    prop_assert!(end >= start);
                }
            }
        }
    }
}
