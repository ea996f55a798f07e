//! Dates in plain words: English, Russian and Kazakh, mixed freely.
//!
//! Conventions, all of them shown back to the person:
//! - early, mid and late take days 1-10, 11-20 and 21 to the end of a month; January to April, May to August and September to
//!   December of a year; the three months of a season; years 0-3, 4-6 and 7-9 of a decade. They say that something happened
//!   *once* in that stretch.
//! - before, after, by: once, on a day not known. Since, until, from-to and a dash: it lasted. Between-and: once.
//! - "до" and "дейін" leave the date itself out, as they do in law, unless the words say it is included.
//! - Winter of a year begins in its December.
//! - A year left out is the latest one that is not after today, and the date is marked doubtful.
//! - A vague end of something that lasted ("since mid-January") keeps its outer day, marked approximate.
//!
//! A word that is not known is an error, never a guess.

mod edge;
mod find;
mod grammar;
mod lexicon;
mod partial;
mod relative;
mod token;

use chrono::NaiveDate;

use super::{DateError, Lang, MAX_WORDS, UncertainDate};

pub(crate) use find::find;
pub(crate) use lexicon::plain;

/// Reads plain words or EDTF text. `today` resolves "yesterday" and years left out; `hint` is the language of the person,
/// and only decides whether 03/04/2025 may be read day first (Russian, Kazakh) or is refused (English, unknown).
///
/// The words are kept with the date, unless they are EDTF already.
///
/// ```
/// use casework::date::words;
///
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 2, 1).expect("a day");
/// assert_eq!(words::parse("mid-January 2026", today, None)?.edtf(), "[2026-01-11..2026-01-20]");
/// assert_eq!(words::parse("лето 2025", today, None)?.edtf(), "2025-22");
/// assert_eq!(words::parse("2025 жылғы 13 қараша", today, None)?.edtf(), "2025-11-13");
/// # Ok::<(), casework::date::DateError>(())
/// ```
pub fn parse(text: &str, today: NaiveDate, hint: Option<Lang>) -> Result<UncertainDate, DateError> {
    if text.chars().count() > MAX_WORDS {
        return Err(DateError::TooLong { max: MAX_WORDS });
    }
    if text.trim().is_empty() {
        return Err(DateError::Empty);
    }
    let edtf_error = match UncertainDate::parse(text) {
        Ok(date) => return Ok(date),
        Err(error) => error,
    };
    let context = grammar::Context { today, hint };
    let understood = token::tokens(text).and_then(|tokens| grammar::read(&tokens, &context));
    match understood {
        Ok(form) => UncertainDate::from_form(form).with_words(text),
        // Whoever writes EDTF wants to hear what is wrong with the EDTF.
        Err(DateError::Phrase | DateError::Word { .. }) if looks_like_edtf(text) => Err(edtf_error),
        Err(error) => Err(error),
    }
}

fn looks_like_edtf(text: &str) -> bool {
    text.trim().bytes().all(|byte| {
        matches!(
            byte,
            b'0'..=b'9'
                | b'X'
                | b'T'
                | b'Z'
                | b':'
                | b'-'
                | b'/'
                | b'.'
                | b','
                | b'['
                | b']'
                | b'{'
                | b'}'
                | b'~'
                | b'?'
                | b'%'
        )
    }) && text.trim().starts_with([
        '[', '{', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '/', '-',
    ])
}
