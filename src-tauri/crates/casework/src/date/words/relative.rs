//! Dates counted from today: yesterday, last week, three months ago.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::lexicon::{Behind, Term, Unit};
use super::partial::{Stretch, week_of};
use super::token::Token;
use crate::date::DateError;
use crate::date::form::{Point, Shape};

/// Reads such a date; none if the words are of another kind.
pub(super) fn read(tokens: &[Token], today: NaiveDate) -> Option<Result<Stretch, DateError>> {
    let terms: Vec<Term> = tokens
        .iter()
        .map(|token| token.term)
        .filter(|term| !matches!(term, Term::Filler | Term::Comma | Term::Joint))
        .collect();
    let stretch = match terms.as_slice() {
        [Term::Today(days)] => day_from(today, *days),
        // "day before yesterday", «алдыңғы күні» is in the lexicon as one word.
        [Term::Unit(Unit::Day), Term::Before, Term::Today(-1)] => day_from(today, -2),
        [Term::YearFromNow(years)] => Ok(Stretch::Point(Point::new(Shape::Year(
            today.year() + years,
        )))),
        [Term::Last, Term::Unit(unit)] => whole(today, *unit, -1),
        [Term::This, Term::Unit(unit)] => whole(today, *unit, 0),
        [Term::Next, Term::Unit(unit)] => whole(today, *unit, 1),
        [
            Term::Number {
                value,
                digits: 1..=3,
                plural: false,
            },
            unit,
            Term::Ago | Term::Behind(Behind::Before),
        ] => match unit {
            Term::Unit(unit) => ago(today, *value, *unit),
            Term::Years => ago(today, *value, Unit::Year),
            _ => return None,
        },
        _ => return None,
    };
    Some(stretch)
}

fn day_from(today: NaiveDate, days: i64) -> Result<Stretch, DateError> {
    let day = today
        .checked_add_signed(chrono::TimeDelta::days(days))
        .ok_or(DateError::Phrase)?;
    Point::day(day).map(Stretch::Point)
}

/// The whole week, month or year beside or around today.
fn whole(today: NaiveDate, unit: Unit, step: i32) -> Result<Stretch, DateError> {
    match unit {
        Unit::Week => {
            let day = today
                .checked_add_signed(chrono::TimeDelta::weeks(i64::from(step)))
                .ok_or(DateError::Phrase)?;
            let (monday, sunday) = week_of(Shape::Day(day))?;
            Ok(Stretch::Once(Point::new(monday), Point::new(sunday)))
        }
        Unit::Month => {
            let months = today.year() * 12 + today.month0().cast_signed() + step;
            Ok(Stretch::Point(Point::new(Shape::Month(
                months.div_euclid(12),
                months.rem_euclid(12).unsigned_abs() + 1,
            ))))
        }
        Unit::Year => Ok(Stretch::Point(Point::new(Shape::Year(today.year() + step)))),
        Unit::Day | Unit::Time => Err(DateError::Phrase),
    }
}

/// So many units before today: days to the day, anything longer marked approximate.
fn ago(today: NaiveDate, count: u32, unit: Unit) -> Result<Stretch, DateError> {
    let about = |shape| {
        Ok(Stretch::Point(Point {
            shape,
            approximate: true,
            uncertain: false,
        }))
    };
    match unit {
        Unit::Day => day_from(today, -i64::from(count)),
        Unit::Week => {
            let day = today
                .checked_sub_days(Days::new(7 * u64::from(count)))
                .ok_or(DateError::Phrase)?;
            about(Point::day(day)?.shape)
        }
        Unit::Month => {
            let day = today
                .checked_sub_months(Months::new(count))
                .ok_or(DateError::Phrase)?;
            Point::day(day)?;
            about(Shape::Month(day.year(), day.month()))
        }
        Unit::Year => {
            let day = today
                .checked_sub_months(Months::new(12 * count))
                .ok_or(DateError::Phrase)?;
            Point::day(day)?;
            about(Shape::Year(day.year()))
        }
        Unit::Time => Err(DateError::Phrase),
    }
}
