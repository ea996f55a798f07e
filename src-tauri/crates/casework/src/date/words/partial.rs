//! What one stretch of words says about a date, in any order, before it is known to be enough.

use chrono::{Datelike, Days, NaiveDate};

use super::lexicon::{Part, Term, Unit};
use super::token::Token;
use crate::date::form::{FIRST_YEAR, LAST_YEAR, Member, Point, Season, Shape, last_of};
use crate::date::{DateError, Lang};

/// The year, as far as it is known.
#[derive(Clone, Copy, PartialEq)]
enum Years {
    One(i32),
    Decade(i32),
    Century(i32),
}

/// The parts named so far. Naming one twice is an error, so that nothing is silently dropped.
#[derive(Clone, Default)]
pub(super) struct Partial {
    years: Option<Years>,
    month: Option<u32>,
    day: Option<u32>,
    season: Option<Season>,
    part: Option<Part>,
    weekday: Option<u32>,
    exact: Option<Shape>,
    /// Half or quarter of the year or month: how many there are and which.
    slice: Option<(u32, u32)>,
    /// "some day of", "some month of".
    some: Option<Unit>,
    /// "the week of".
    week: bool,
    /// The year was worked out, not said.
    guessed_year: bool,
}

/// What the words come to: one point, or a stretch in which it happened once.
pub(super) enum Stretch {
    Point(Point),
    Once(Point, Point),
}

impl Stretch {
    pub(super) fn member(self) -> Member {
        match self {
            Self::Point(point) => Member::One(point),
            Self::Once(start, end) => Member::Span(start, end),
        }
    }
}

impl Partial {
    /// Collects the parts from tokens that hold nothing but a simple date.
    pub(super) fn collect(
        tokens: &[Token],
        today: NaiveDate,
        hint: Option<Lang>,
    ) -> Result<Self, DateError> {
        let mut partial = Self::default();
        let mut ordinal = None;
        let mut some = false;
        let mut index = 0;
        while index < tokens.len() {
            // «2010-жылдар»: a hyphen between a number and its noun says nothing.
            let joint = tokens
                .get(index + 1)
                .is_some_and(|token| token.term == Term::Joint);
            let next = tokens
                .get(index + 1 + usize::from(joint))
                .map(|token| token.term);
            match tokens[index].term {
                Term::Number {
                    value,
                    digits,
                    plural,
                } => {
                    let (years, taken) = number(value, digits, plural, next);
                    match years {
                        Some(years) => set(&mut partial.years, years)?,
                        None if matches!(next, Some(Term::Quarter)) => set(&mut ordinal, value)?,
                        None if (1..=31).contains(&value) && digits <= 2 => {
                            set(&mut partial.day, value)?;
                        }
                        None => {
                            return Err(DateError::Word {
                                at: tokens[index].at.clone(),
                            });
                        }
                    }
                    index += if taken > 0 {
                        taken + usize::from(joint)
                    } else {
                        0
                    };
                }
                Term::Exact(shape) => set(&mut partial.exact, shape)?,
                Term::DayMonth { day, month } => {
                    set(&mut partial.day, day)?;
                    set(&mut partial.month, month)?;
                }
                Term::ShortYear { day, month, year } => {
                    set(&mut partial.exact, short_year(day, month, year, today)?)?;
                }
                Term::Slashed(day, month, year) => {
                    if !matches!(hint, Some(Lang::Ru | Lang::Kk)) {
                        return Err(DateError::DayOrMonth);
                    }
                    set(&mut partial.day, day)?;
                    set(&mut partial.month, month)?;
                    if let Some(year) = year {
                        set(&mut partial.years, Years::One(year))?;
                    }
                }
                Term::Month(month) => set(&mut partial.month, month)?,
                Term::Season(season) => set(&mut partial.season, season)?,
                Term::Part(part) => set(&mut partial.part, part)?,
                Term::Weekday(weekday) => set(&mut partial.weekday, weekday)?,
                Term::Ordinal(number) => set(&mut ordinal, number)?,
                Term::Half => set(&mut partial.slice, (2, 0))?,
                Term::Quarter => {
                    if let Some(Term::Number {
                        value, digits: 1, ..
                    }) = next.filter(|_| ordinal.is_none())
                    {
                        set(&mut ordinal, value)?;
                        index += 1;
                    }
                    set(&mut partial.slice, (4, 0))?;
                }
                Term::Some => some = true,
                Term::Unit(unit @ (Unit::Day | Unit::Month)) if some => {
                    set(&mut partial.some, unit)?;
                }
                Term::Unit(Unit::Week) => partial.week = true,
                Term::Unit(Unit::Time) if some => {}
                // «ноябрь месяц», «2025 года», "the day of" say nothing more than what stands beside them.
                Term::Unit(Unit::Year | Unit::Month) | Term::Filler | Term::Joint | Term::Comma => {
                }
                _ => return Err(DateError::Phrase),
            }
            index += 1;
        }
        partial.slice = match (partial.slice, ordinal) {
            (None, None) => None,
            (Some((of, _)), Some(which)) if (1..=of).contains(&which) => Some((of, which)),
            _ => return Err(DateError::Phrase),
        };
        Ok(partial)
    }

    /// Takes from the later date of a pair what this one leaves out: "from 1 to 5 March 2025".
    pub(super) fn fill_from_later(&mut self, later: &Self) {
        if self.exact.is_some()
            || self.season.is_some() && later.season.is_none() && later.month.is_some()
        {
            return;
        }
        if self.day.is_some() && self.month.is_none() {
            self.month = later.month.or_else(|| exact_month(later.exact));
        } else if self.part.is_some()
            && self.month.is_none()
            && self.season.is_none()
            && self.years.is_none()
        {
            self.month = later.month;
            self.season = later.season;
        }
        if self.years.is_none() {
            self.guessed_year = later.guessed_year;
            self.years = later
                .years
                .or_else(|| exact_year(later.exact))
                .map(|years| match (years, self.order(), later.order()) {
                    // "28 December to 3 January 2026" began the year before.
                    (Years::One(year), Some(own), Some(other)) if own > other => {
                        Years::One(year - 1)
                    }
                    (years, _, _) => years,
                });
        }
    }

    /// Takes from the earlier date of a pair what this one leaves out: "from 1 March 2025 to 5 April".
    pub(super) fn fill_from_earlier(&mut self, earlier: &Self) {
        if self.exact.is_some() {
            return;
        }
        if self.day.is_some() && self.month.is_none() {
            self.month = earlier.month.or_else(|| exact_month(earlier.exact));
        }
        if self.years.is_some() {
            return;
        }
        self.guessed_year = earlier.guessed_year;
        self.years = earlier
            .years
            .or_else(|| exact_year(earlier.exact))
            .map(|years| match (years, self.order(), earlier.order()) {
                (Years::One(year), Some(own), Some(other)) if own < other => Years::One(year + 1),
                (years, _, _) => years,
            });
    }

    /// Whether a year is named.
    pub(super) fn has_year(&self) -> bool {
        self.years.is_some() || self.exact.is_some()
    }

    /// Works out a year left out: the latest that does not put the date after today. Marks the date doubtful.
    pub(super) fn guess_year(&mut self, today: NaiveDate) -> Result<(), DateError> {
        if self.has_year() {
            return Ok(());
        }
        if self.month.is_none() && self.season.is_none() {
            return Err(DateError::Phrase);
        }
        self.guessed_year = true;
        for year in [
            today.year(),
            today.year() - 1,
            today.year() - 2,
            today.year() - 3,
            today.year() - 4,
        ] {
            self.years = Some(Years::One(year));
            // 29 February waits for a leap year.
            if self
                .clone()
                .stretch()
                .is_ok_and(|stretch| stretch.first().earliest() <= today)
            {
                return Ok(());
            }
        }
        Err(DateError::Day { at: 1 })
    }

    /// The date the parts come to.
    pub(super) fn stretch(self) -> Result<Stretch, DateError> {
        let shape = self.shape()?;
        if let (Some(weekday), Shape::Day(day)) = (self.weekday, shape) {
            if day.weekday().num_days_from_monday() != weekday {
                return Err(DateError::Weekday);
            }
        } else if self.weekday.is_some() {
            return Err(DateError::Phrase);
        }
        let (start, end) = match (self.part, self.slice, self.week) {
            (None, None, false) => (shape, shape),
            (Some(part), None, false) => third(shape, part)?,
            (None, Some((of, which)), false) => slice(shape, of, which)?,
            (None, None, true) => week_of(shape)?,
            _ => return Err(DateError::Phrase),
        };
        let point = |shape| Point {
            shape,
            approximate: false,
            uncertain: self.guessed_year,
        };
        Ok(if start == end {
            Stretch::Point(point(start))
        } else {
            Stretch::Once(point(start), point(end))
        })
    }

    fn shape(&self) -> Result<Shape, DateError> {
        let named = (self.years, self.month, self.day, self.season, self.some);
        if let Some(exact) = self.exact {
            return if named == (None, None, None, None, None) {
                Ok(exact)
            } else {
                Err(DateError::Phrase)
            };
        }
        match named {
            (Some(Years::Century(year)), None, None, None, None) => Ok(Shape::Century(year)),
            (Some(Years::Decade(year)), None, None, None, None) => Ok(Shape::Decade(year)),
            (Some(Years::One(year)), month, day, season, some) => {
                if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
                    return Err(DateError::Year { at: 1 });
                }
                match (month, day, season, some) {
                    (None, None, None, None) => Ok(Shape::Year(year)),
                    (None, None, None, Some(Unit::Month)) => Ok(Shape::SomeMonth(year)),
                    (None, None, None, Some(_)) => Ok(Shape::SomeDayOfYear(year)),
                    (None, None, Some(season), None) => Ok(Shape::Season(year, season)),
                    (Some(month), None, None, None) => Ok(Shape::Month(year, month)),
                    (Some(month), None, None, Some(Unit::Day)) => Ok(Shape::SomeDay(year, month)),
                    (Some(month), Some(day), None, None) => {
                        NaiveDate::from_ymd_opt(year, month, day)
                            .map(Shape::Day)
                            .ok_or(DateError::Day { at: 1 })
                    }
                    _ => Err(DateError::Phrase),
                }
            }
            _ => Err(DateError::Phrase),
        }
    }

    /// Where it stands within a year, to tell which of two comes first.
    fn order(&self) -> Option<(u32, u32)> {
        let month = self
            .month
            .or(self.season.map(Season::first_month))
            .or_else(|| exact_month(self.exact))?;
        Some((month, self.day.or(exact_day(self.exact)).unwrap_or(0)))
    }
}

impl Stretch {
    /// Its first point.
    pub(super) fn first(&self) -> &Point {
        match self {
            Self::Point(point) | Self::Once(point, _) => point,
        }
    }
}

/// Sets a part once.
fn set<T>(part: &mut Option<T>, value: T) -> Result<(), DateError> {
    match part.replace(value) {
        None => Ok(()),
        Some(_) => Err(DateError::Phrase),
    }
}

/// Whether a number is a year, a decade or a century by what follows it, and how many tokens that takes.
fn number(value: u32, digits: usize, plural: bool, next: Option<Term>) -> (Option<Years>, usize) {
    let year = i32::try_from(value).unwrap_or(i32::MAX);
    let decade = digits == 4 && value.is_multiple_of(10);
    match next {
        Some(Term::Century) if (1..=100).contains(&value) => {
            (Some(Years::Century((year - 1) * 100)), 1)
        }
        Some(Term::Years) if decade => (Some(Years::Decade(year)), 1),
        Some(Term::Years) if digits == 4 => (Some(Years::One(year)), 1),
        _ if decade && plural => (Some(Years::Decade(year)), 0),
        _ if digits == 4 && !plural => (Some(Years::One(year)), 0),
        _ => (None, 0),
    }
}

/// 13.11.25: in the hundred years that end ten years from now.
fn short_year(day: u32, month: u32, year: u32, today: NaiveDate) -> Result<Shape, DateError> {
    let last = today.year() + 10;
    let two = i32::try_from(year).unwrap_or(0);
    let year = last - (last - two).rem_euclid(100);
    NaiveDate::from_ymd_opt(year, month, day)
        .map(Shape::Day)
        .ok_or(DateError::Day { at: 1 })
}

/// First and last shape of a third.
fn third(shape: Shape, part: Part) -> Result<(Shape, Shape), DateError> {
    let which = match part {
        Part::Early => 0,
        Part::Mid => 1,
        Part::Late | Part::End => 2,
    };
    match shape {
        Shape::Month(year, month) => {
            let end = last_of(year, month);
            let days = [(1, 10), (11, 20), (21, end.day())][which];
            let day = |day| end.with_day(day).map(Shape::Day).ok_or(DateError::Phrase);
            Ok((day(days.0)?, day(days.1)?))
        }
        Shape::Year(year) => {
            let months = [(1, 4), (5, 8), (9, 12)][which];
            Ok((Shape::Month(year, months.0), Shape::Month(year, months.1)))
        }
        Shape::Season(year, season) => {
            let month = season.first_month() + u32::try_from(which).unwrap_or(0);
            let month = if month > 12 {
                Shape::Month(year + 1, month - 12)
            } else {
                Shape::Month(year, month)
            };
            Ok((month, month))
        }
        Shape::Decade(year) => {
            let years = [(0, 3), (4, 6), (7, 9)][which];
            Ok((
                Shape::Year((year + years.0).max(FIRST_YEAR)),
                Shape::Year(year + years.1),
            ))
        }
        _ => Err(DateError::Phrase),
    }
}

/// First and last shape of a half or quarter of a year, or of half a month (which ends on the 15th).
fn slice(shape: Shape, of: u32, which: u32) -> Result<(Shape, Shape), DateError> {
    match (shape, of, which) {
        (Shape::Year(year), _, _) => {
            let months = 12 / of;
            Ok((
                Shape::Month(year, months * (which - 1) + 1),
                Shape::Month(year, months * which),
            ))
        }
        (Shape::Month(year, month), 2, _) => {
            let end = last_of(year, month);
            let days = if which == 1 { (1, 15) } else { (16, end.day()) };
            let day = |day| end.with_day(day).map(Shape::Day).ok_or(DateError::Phrase);
            Ok((day(days.0)?, day(days.1)?))
        }
        _ => Err(DateError::Phrase),
    }
}

/// Monday to Sunday around a day.
pub(super) fn week_of(shape: Shape) -> Result<(Shape, Shape), DateError> {
    let Shape::Day(day) = shape else {
        return Err(DateError::Phrase);
    };
    let back = Days::new(u64::from(day.weekday().num_days_from_monday()));
    let monday = day.checked_sub_days(back).ok_or(DateError::Phrase)?;
    let sunday = monday
        .checked_add_days(Days::new(6))
        .ok_or(DateError::Phrase)?;
    Ok((Point::day(monday)?.shape, Point::day(sunday)?.shape))
}

fn exact_month(exact: Option<Shape>) -> Option<u32> {
    match exact? {
        Shape::Day(day) => Some(day.month()),
        Shape::Month(_, month) | Shape::SomeDay(_, month) => Some(month),
        _ => None,
    }
}

fn exact_day(exact: Option<Shape>) -> Option<u32> {
    match exact? {
        Shape::Day(day) => Some(day.day()),
        _ => None,
    }
}

fn exact_year(exact: Option<Shape>) -> Option<Years> {
    match exact? {
        Shape::Day(day) => Some(Years::One(day.year())),
        Shape::Month(year, _)
        | Shape::SomeDay(year, _)
        | Shape::Year(year)
        | Shape::Season(year, _) => Some(Years::One(year)),
        _ => None,
    }
}
