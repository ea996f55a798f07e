//! The parts of an EDTF date, their bounds, and how they are written.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DateError;

/// First year that can be kept.
pub const FIRST_YEAR: i32 = 1;
/// Last year that can be kept.
pub const LAST_YEAR: i32 = 9999;

/// How finely a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the season.
    Season,
    /// To the year.
    Year,
    /// To ten years.
    Decade,
    /// To a hundred years.
    Century,
    /// It lasted from one date to another, or until now.
    Interval,
    /// It happened once, at one of several dates or somewhere between two.
    OneOf,
}

/// A season of the northern year, by its EDTF number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Season {
    /// 21: March to May.
    Spring,
    /// 22: June to August.
    Summer,
    /// 23: September to November.
    Autumn,
    /// 24: December to February of the year after, since the standard counts winter after autumn.
    Winter,
}

impl Season {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    /// EDTF number, 21 to 24.
    pub fn number(self) -> u32 {
        21 + self as u32
    }

    /// Number of its first month.
    pub fn first_month(self) -> u32 {
        3 + 3 * self as u32
    }
}

/// What a point in time says, without its marks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `20XX`: the hundred years that begin with this year.
    Century(i32),
    /// `202X`: the ten years that begin with this year.
    Decade(i32),
    /// `2025`.
    Year(i32),
    /// `2025-XX`: some month of the year.
    SomeMonth(i32),
    /// `2025-XX-XX`: some day of the year.
    SomeDayOfYear(i32),
    /// `2025-22`.
    Season(i32, Season),
    /// `2025-11`: year and month.
    Month(i32, u32),
    /// `2025-11-XX`: some day of the month.
    SomeDay(i32, u32),
    /// `2025-11-13`.
    Day(NaiveDate),
}

/// A point in time with its marks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    /// What is known.
    pub shape: Shape,
    /// About then (`~`).
    pub approximate: bool,
    /// Doubtful (`?`).
    pub uncertain: bool,
}

/// One end of an interval.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge {
    /// A date.
    Date(Point),
    /// `..`: no end, or still going on.
    Open,
    /// Empty: there is an end, but it is not known.
    Unknown,
}

/// One member of a set of which one holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Member {
    /// `a`.
    One(Point),
    /// `a..b`.
    Span(Point, Point),
    /// `..a`: then or earlier.
    UpTo(Point),
    /// `a..`: then or later.
    From(Point),
}

/// A whole EDTF date.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// One point.
    One(Point),
    /// `a/b`: it lasted.
    Interval(Edge, Edge),
    /// `[a..b]`, `[a,b]`: it happened once, at one of these.
    OneOf(Vec<Member>),
}

impl Shape {
    /// Whether its year is one that can be kept.
    pub(crate) fn is_kept(&self) -> bool {
        match *self {
            Self::Century(year) | Self::Decade(year) => (0..=LAST_YEAR).contains(&year),
            Self::Year(year)
            | Self::SomeMonth(year)
            | Self::SomeDayOfYear(year)
            | Self::Season(year, _)
            | Self::Month(year, _)
            | Self::SomeDay(year, _) => (FIRST_YEAR..=LAST_YEAR).contains(&year),
            Self::Day(day) => (FIRST_YEAR..=LAST_YEAR).contains(&day.year()),
        }
    }
}

impl Point {
    /// A point without marks.
    pub fn new(shape: Shape) -> Self {
        Self {
            shape,
            approximate: false,
            uncertain: false,
        }
    }

    /// A known day; refused outside the years that can be kept.
    pub fn day(day: NaiveDate) -> Result<Self, DateError> {
        if (FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
            Ok(Self::new(Shape::Day(day)))
        } else {
            Err(DateError::Year { at: 1 })
        }
    }

    /// Its first day.
    pub fn earliest(&self) -> NaiveDate {
        match self.shape {
            Shape::Century(year) | Shape::Decade(year) => first_of(year.max(FIRST_YEAR), 1),
            Shape::Year(year) | Shape::SomeMonth(year) | Shape::SomeDayOfYear(year) => {
                first_of(year, 1)
            }
            Shape::Season(year, season) => first_of(year, season.first_month()),
            Shape::Month(year, month) | Shape::SomeDay(year, month) => first_of(year, month),
            Shape::Day(day) => day,
        }
    }

    /// Its last day. The winter of the last year is cut at the end of that year.
    pub fn latest(&self) -> NaiveDate {
        match self.shape {
            Shape::Century(year) => last_of(year + 99, 12),
            Shape::Decade(year) => last_of(year + 9, 12),
            Shape::Year(year) | Shape::SomeMonth(year) | Shape::SomeDayOfYear(year) => {
                last_of(year, 12)
            }
            Shape::Season(LAST_YEAR, Season::Winter) => last_of(LAST_YEAR, 12),
            Shape::Season(year, Season::Winter) => last_of(year + 1, 2),
            Shape::Season(year, season) => last_of(year, season.first_month() + 2),
            Shape::Month(year, month) | Shape::SomeDay(year, month) => last_of(year, month),
            Shape::Day(day) => day,
        }
    }

    fn precision(&self) -> Precision {
        match self.shape {
            Shape::Century(_) => Precision::Century,
            Shape::Decade(_) => Precision::Decade,
            Shape::Year(_) | Shape::SomeMonth(_) | Shape::SomeDayOfYear(_) => Precision::Year,
            Shape::Season(..) => Precision::Season,
            Shape::Month(..) | Shape::SomeDay(..) => Precision::Month,
            Shape::Day(_) => Precision::Day,
        }
    }
}

impl Form {
    /// First and last day it may touch; none where open or not known.
    pub fn bounds(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Self::One(point) => (Some(point.earliest()), Some(point.latest())),
            Self::Interval(start, end) => (
                start.point().map(Point::earliest),
                end.point().map(Point::latest),
            ),
            Self::OneOf(members) => {
                let open_start = members
                    .iter()
                    .any(|member| matches!(member, Member::UpTo(_)));
                let open_end = members
                    .iter()
                    .any(|member| matches!(member, Member::From(_)));
                let points = self.points();
                let earliest = points.iter().map(|point| point.earliest()).min();
                let latest = points.iter().map(|point| point.latest()).max();
                (
                    earliest.filter(|_| !open_start),
                    latest.filter(|_| !open_end),
                )
            }
        }
    }

    /// How finely it is known. `2025-XX` counts as known to the year, which is all it says.
    pub fn precision(&self) -> Precision {
        match self {
            Self::One(point) => point.precision(),
            Self::Interval(..) => Precision::Interval,
            Self::OneOf(_) => Precision::OneOf,
        }
    }

    /// Every point in it, in order.
    pub fn points(&self) -> Vec<&Point> {
        match self {
            Self::One(point) => vec![point],
            Self::Interval(start, end) => {
                [start, end].into_iter().filter_map(Edge::point).collect()
            }
            Self::OneOf(members) => members.iter().flat_map(Member::points).collect(),
        }
    }
}

impl Edge {
    /// Its date, if it has one.
    pub fn point(&self) -> Option<&Point> {
        match self {
            Self::Date(point) => Some(point),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Member {
    /// The dates it names, in order.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        let (first, second) = match self {
            Self::One(point) | Self::UpTo(point) | Self::From(point) => (point, None),
            Self::Span(start, end) => (start, Some(end)),
        };
        std::iter::once(first).chain(second)
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shape {
            Shape::Century(year) => write!(f, "{:02}XX", year / 100)?,
            Shape::Decade(year) => write!(f, "{:03}X", year / 10)?,
            Shape::Year(year) => write!(f, "{year:04}")?,
            Shape::SomeMonth(year) => write!(f, "{year:04}-XX")?,
            Shape::SomeDayOfYear(year) => write!(f, "{year:04}-XX-XX")?,
            Shape::Season(year, season) => write!(f, "{year:04}-{}", season.number())?,
            Shape::Month(year, month) => write!(f, "{year:04}-{month:02}")?,
            Shape::SomeDay(year, month) => write!(f, "{year:04}-{month:02}-XX")?,
            Shape::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day())?,
        }
        f.write_str(match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        })
    }
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(point) => point.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(point) => point.fmt(f),
            Self::Span(start, end) => write!(f, "{start}..{end}"),
            Self::UpTo(point) => write!(f, "..{point}"),
            Self::From(point) => write!(f, "{point}.."),
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(point) => point.fmt(f),
            Self::Interval(start, end) => write!(f, "{start}/{end}"),
            Self::OneOf(members) => {
                for (index, member) in members.iter().enumerate() {
                    write!(f, "{}{member}", if index == 0 { "[" } else { "," })?;
                }
                f.write_str("]")
            }
        }
    }
}

/// First day of a month; `year` and `month` were checked when the shape was made.
pub(crate) fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).expect("shapes hold years 1 to 9999 and months 1 to 12")
}

/// Last day of a month.
pub(crate) fn last_of(year: i32, month: u32) -> NaiveDate {
    (first_of(year, month) + Months::new(1))
        .pred_opt()
        .expect("the first of a month after year 1 has a day before it")
}
