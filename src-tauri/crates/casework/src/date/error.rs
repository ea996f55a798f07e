//! What can be wrong with a date. Nothing here repeats the text: a place in it is given instead, so that a form can mark it.

use std::ops::Range;

/// Why a text is not a date this program keeps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was given.
    #[error("the date is empty")]
    Empty,
    /// Longer than any date.
    #[error("the date is longer than {max} characters")]
    TooLong {
        /// The bound.
        max: usize,
    },
    /// Characters that no EDTF date has.
    #[error(
        "not an EDTF date at character {at}: expected a form such as 2025, 2025-11, 2025-11-13, 2025-11~, 2025-22, 202X, 2025-07/.. or [2026-01-11..2026-01-20]"
    )]
    Unreadable {
        /// Counted from 1.
        at: usize,
    },
    /// A year before 1 or after 9999.
    #[error("the year at character {at} is outside 1 to 9999")]
    Year {
        /// Counted from 1.
        at: usize,
    },
    /// No month or season has this number.
    #[error("at character {at} stands neither a month (01 to 12) nor a season (21 to 24)")]
    Month {
        /// Counted from 1.
        at: usize,
    },
    /// That month has no such day.
    #[error("that month has no such day, at character {at}")]
    Day {
        /// Counted from 1.
        at: usize,
    },
    /// A time of day or a zone.
    #[error("a time of day is not kept with a date, at character {at}")]
    Time {
        /// Counted from 1.
        at: usize,
    },
    /// Ends before it begins.
    #[error("it ends before it begins")]
    Reversed,
    /// EDTF beyond what is kept.
    #[error("{what} cannot be kept; use one date, an interval a/b or one of a set [a..b]")]
    Unsupported {
        /// Which part of the standard.
        what: &'static str,
    },
    /// Plain words with something in them that is not understood.
    #[error("the part from character {} to {} is not understood; {EXAMPLES}", .at.start + 1, .at.end)]
    Word {
        /// Which characters, counted from 0, the end not included.
        at: Range<usize>,
    },
    /// Known words in an order that says no date.
    #[error("the words do not make up a date; {EXAMPLES}")]
    Phrase,
    /// May be read in two ways.
    #[error(
        "the day and the month cannot be told apart; write the month as a word, or the date as 2025-11-03"
    )]
    DayOrMonth,
    /// The weekday named is not the weekday of that date.
    #[error("that date falls on another day of the week")]
    Weekday,
}

/// Examples shown with every refusal of plain words.
pub const EXAMPLES: &str = "write, for example, 13 Nov 2025, mid-January 2026, summer 2025, before March 2024, about 1 Dec 2025, \
     середина января 2026, до марта 2024, 2025 жылғы қараша or 2025-11-13";

impl DateError {
    /// A stable code for messages: `date-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::Unreadable { .. } => "unreadable",
            Self::Year { .. } => "year",
            Self::Month { .. } => "month",
            Self::Day { .. } => "day",
            Self::Time { .. } => "time",
            Self::Reversed => "reversed",
            Self::Unsupported { .. } => "unsupported",
            Self::Word { .. } => "word",
            Self::Phrase => "phrase",
            Self::DayOrMonth => "day-or-month",
            Self::Weekday => "weekday",
        }
    }

    /// The characters that are not understood, where the fault can be pinned to some.
    pub fn span(&self) -> Option<Range<usize>> {
        match self {
            Self::Unreadable { at }
            | Self::Year { at }
            | Self::Month { at }
            | Self::Day { at }
            | Self::Time { at } => Some(at - 1..*at),
            Self::Word { at } => Some(at.clone()),
            _ => None,
        }
    }
}
