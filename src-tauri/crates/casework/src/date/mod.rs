//! Uncertain dates: what a person knows about when something happened, no more and no less.
//!
//! A date is kept as EDTF text (ISO 8601-2:2019, levels 0 and 1, and one-of-a-set of level 2) with the plain dates that
//! bound it and the person's own words. It is never an instant: no time of day, no zone.
//!
//! ```
//! use casework::date::UncertainDate;
//!
//! let date = UncertainDate::parse("[2026-01-11..2026-01-20]")?;
//! assert_eq!(date.earliest().map(|day| day.to_string()).as_deref(), Some("2026-01-11"));
//! # Ok::<(), casework::date::DateError>(())
//! ```

mod edtf;
mod error;
mod form;
mod lang;
mod show;
mod wire;
pub mod words;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

pub use error::DateError;
pub use form::{Edge, Form, Member, Point, Precision, Season, Shape};
pub use lang::Lang;

/// Longest EDTF text that is read, in bytes.
pub const MAX_EDTF: usize = 256;

/// Longest plain words that are read or kept, in characters.
pub const MAX_WORDS: usize = 300;

/// A date with its uncertainty: the EDTF text, its bounds, and the words it came from.
///
/// Ordered by earliest day, then latest; an open start comes first and an open end last. There is no `Debug` that shows
/// the date, because a date of a case is content.
///
/// On the wire it is an object of the fields below; read back, only `edtf` and `words` are trusted, and a bare EDTF
/// string is taken too.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, TS)]
pub struct UncertainDate {
    #[serde(skip)]
    #[ts(skip)]
    form: Form,
    /// EDTF text.
    edtf: String,
    /// First day, `YYYY-MM-DD`; null where open.
    #[ts(type = "string | null")]
    earliest: Option<NaiveDate>,
    /// Last day; null where open.
    #[ts(type = "string | null")]
    latest: Option<NaiveDate>,
    /// How finely it is known.
    precision: Precision,
    /// Marked "about".
    approximate: bool,
    /// Marked doubtful.
    uncertain: bool,
    /// The person's own words.
    words: Option<String>,
}

impl UncertainDate {
    /// Reads EDTF text, for example `2025-11~` or `[..2025-11]`.
    ///
    /// Fails with a [`DateError`] that names what is wrong and where.
    pub fn parse(edtf: &str) -> Result<Self, DateError> {
        edtf::parse(edtf).map(Self::from_form)
    }

    /// A single known day.
    pub fn day(day: NaiveDate) -> Result<Self, DateError> {
        Point::day(day).map(Self::from)
    }

    /// Builds a date from its parts, which are known to be sound.
    pub(crate) fn from_form(form: Form) -> Self {
        let (earliest, latest) = form.bounds();
        Self {
            edtf: form.to_string(),
            earliest,
            latest,
            precision: form.precision(),
            approximate: form.points().iter().any(|point| point.approximate),
            uncertain: form.points().iter().any(|point| point.uncertain),
            words: None,
            form,
        }
    }

    /// The same date with the words a person used for it; words that are empty are left out, too long ones refused.
    pub fn with_words(mut self, words: &str) -> Result<Self, DateError> {
        let words = words.trim();
        if words.chars().count() > MAX_WORDS {
            return Err(DateError::TooLong { max: MAX_WORDS });
        }
        self.words = (!words.is_empty()).then(|| words.to_owned());
        Ok(self)
    }

    /// The EDTF text.
    pub fn edtf(&self) -> &str {
        &self.edtf
    }

    /// The parts the EDTF text is made of.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// First day it may touch; none where that is open. An approximate date is not widened: EDTF does not say by how much.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.earliest
    }

    /// Last day it may touch; none where that is open.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// How finely it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Marked "about" (`~` or `%`) anywhere.
    pub fn approximate(&self) -> bool {
        self.approximate
    }

    /// Marked doubtful (`?` or `%`) anywhere.
    pub fn uncertain(&self) -> bool {
        self.uncertain
    }

    /// The person's own words.
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// Earliest and latest day on which it may have begun; differs from the bounds only for an interval.
    pub fn began(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match &self.form {
            Form::Interval(Edge::Date(start), _) => (Some(start.earliest()), Some(start.latest())),
            Form::Interval(..) => (None, self.latest),
            Form::One(_) | Form::OneOf(_) => (self.earliest, self.latest),
        }
    }

    /// Whether it may touch the days from `from` to `to`, both included; none means open.
    pub fn overlaps(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
        let ends_before =
            matches!((self.latest, from), (Some(latest), Some(from)) if latest < from);
        let starts_after =
            matches!((self.earliest, to), (Some(earliest), Some(to)) if earliest > to);
        !ends_before && !starts_after
    }
}

impl From<Point> for UncertainDate {
    fn from(point: Point) -> Self {
        Self::from_form(Form::One(point))
    }
}

impl std::str::FromStr for UncertainDate {
    type Err = DateError;

    fn from_str(edtf: &str) -> Result<Self, DateError> {
        Self::parse(edtf)
    }
}

impl std::fmt::Debug for UncertainDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UncertainDate({} bytes)", self.edtf.len())
    }
}

impl Ord for UncertainDate {
    fn cmp(&self, other: &Self) -> Ordering {
        // `None < Some` is right for an open start; an open end must come after every day.
        let latest = |date: &Self| date.latest.unwrap_or(NaiveDate::MAX);
        (self.earliest.cmp(&other.earliest))
            .then_with(|| latest(self).cmp(&latest(other)))
            .then_with(|| self.edtf.cmp(&other.edtf))
            .then_with(|| self.words.cmp(&other.words))
    }
}

impl PartialOrd for UncertainDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
