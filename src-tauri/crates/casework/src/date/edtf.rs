//! Reads EDTF text: ISO 8601-2:2019 (Library of Congress EDTF specification, 4 February 2019) levels 0 and 1 without times
//! of day and long years, and one-of-a-set of level 2.

use chrono::NaiveDate;

use super::form::{Edge, Form, Member, Point, Season, Shape};
use super::{DateError, MAX_EDTF};

/// Reads a whole date.
pub(super) fn parse(text: &str) -> Result<Form, DateError> {
    if text.len() > MAX_EDTF {
        return Err(DateError::TooLong { max: MAX_EDTF });
    }
    let lead = text.len() - text.trim_start().len();
    let whole = Piece {
        text: text.trim(),
        at: text[..lead].chars().count() + 1,
    };
    if whole.text.is_empty() {
        return Err(DateError::Empty);
    }
    if let Some(odd) = whole
        .text
        .char_indices()
        .find(|(_, c)| !c.is_ascii_graphic())
    {
        return Err(DateError::Unreadable {
            at: whole.at + odd.0,
        });
    }
    if whole.text.starts_with('{') {
        return Err(DateError::Unsupported {
            what: "a set of which all hold, {a,b},",
        });
    }
    if whole.text.starts_with('[') {
        one_of(whole)
    } else if let Some((start, end)) = whole.split_once("/") {
        interval(start, end)
    } else {
        point(whole).map(Form::One)
    }
}

/// A part of the text and where it begins, in characters from 1 (all text is ASCII by the time a piece is cut).
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    at: usize,
}

impl Piece<'_> {
    fn slice(self, from: usize, to: usize) -> Self {
        Self {
            text: &self.text[from..to],
            at: self.at + from,
        }
    }

    fn split_once(self, mark: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(mark)?;
        let rest = Self {
            text: after,
            at: self.at + before.len() + mark.len(),
        };
        Some((
            Self {
                text: before,
                at: self.at,
            },
            rest,
        ))
    }

    fn unreadable(self) -> DateError {
        DateError::Unreadable { at: self.at }
    }
}

fn interval(start: Piece<'_>, end: Piece<'_>) -> Result<Form, DateError> {
    if let Some((_, more)) = end.split_once("/") {
        return Err(DateError::Unreadable { at: more.at - 1 });
    }
    let (start, end) = (edge(start)?, edge(end)?);
    match (start.point(), end.point()) {
        (None, None) => {
            return Err(DateError::Unsupported {
                what: "an interval without any date",
            });
        }
        (Some(first), Some(last)) if last.latest() < first.earliest() => {
            return Err(DateError::Reversed);
        }
        _ => {}
    }
    Ok(Form::Interval(start, end))
}

fn edge(piece: Piece<'_>) -> Result<Edge, DateError> {
    match piece.text {
        "" => Ok(Edge::Unknown),
        ".." => Ok(Edge::Open),
        _ => point(piece).map(Edge::Date),
    }
}

fn one_of(whole: Piece<'_>) -> Result<Form, DateError> {
    let Some(inside) = whole
        .text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    else {
        return Err(DateError::Unreadable {
            at: whole.at + whole.text.len(),
        });
    };
    let mut rest = Piece {
        text: inside,
        at: whole.at + 1,
    };
    let mut members = Vec::new();
    while let Some((first, more)) = rest.split_once(",") {
        members.push(member(first, members.is_empty(), false)?);
        rest = more;
    }
    members.push(member(rest, members.is_empty(), true)?);
    Ok(Form::OneOf(members))
}

/// Reads one member; an open beginning is allowed in the first only, an open end in the last.
fn member(piece: Piece<'_>, first: bool, last: bool) -> Result<Member, DateError> {
    let Some((start, end)) = piece.split_once("..") else {
        return point(piece).map(Member::One);
    };
    match (start.text.is_empty(), end.text.is_empty()) {
        (true, true) => Err(DateError::Unsupported {
            what: "a set without any date",
        }),
        (true, false) if first => point(end).map(Member::UpTo),
        (false, true) if last => point(start).map(Member::From),
        (true, false) | (false, true) => Err(piece.unreadable()),
        (false, false) => {
            let (start, end) = (point(start)?, point(end)?);
            if end.latest() < start.earliest() {
                Err(DateError::Reversed)
            } else {
                Ok(Member::Span(start, end))
            }
        }
    }
}

/// Reads one point: a shape with an optional mark behind it.
fn point(piece: Piece<'_>) -> Result<Point, DateError> {
    let (body, approximate, uncertain) = match piece.text.as_bytes().last() {
        None => return Err(piece.unreadable()),
        Some(b'~') => (&piece.text[..piece.text.len() - 1], true, false),
        Some(b'?') => (&piece.text[..piece.text.len() - 1], false, true),
        Some(b'%') => (&piece.text[..piece.text.len() - 1], true, true),
        Some(_) => (piece.text, false, false),
    };
    let shape = shape(Piece {
        text: body,
        at: piece.at,
    })?;
    Ok(Point {
        shape,
        approximate,
        uncertain,
    })
}

fn shape(piece: Piece<'_>) -> Result<Shape, DateError> {
    let bytes = piece.text.as_bytes();
    if let Some(at) = bytes
        .iter()
        .position(|byte| matches!(byte, b'T' | b't' | b':' | b'Z'))
    {
        return Err(DateError::Time { at: piece.at + at });
    }
    if matches!(bytes.first(), Some(b'-' | b'Y' | b'+')) {
        return Err(DateError::Year { at: piece.at });
    }
    if let Some(at) = bytes
        .iter()
        .position(|byte| !matches!(byte, b'0'..=b'9' | b'X' | b'-'))
    {
        return Err(DateError::Unreadable { at: piece.at + at });
    }
    // Only the lengths 4, 7 and 10 with hyphens at 4 and 7 are dates; anything else is marked where it departs from that.
    let cut = bytes
        .iter()
        .enumerate()
        .position(|(index, byte)| (*byte == b'-') != (index == 4 || index == 7));
    match (bytes.len(), cut) {
        (4 | 7 | 10, None) => {}
        (length, cut) => {
            return Err(DateError::Unreadable {
                at: piece.at + cut.unwrap_or(length),
            });
        }
    }
    let year = year(piece.slice(0, 4))?;
    if bytes.len() == 4 {
        return Ok(year);
    }
    let Shape::Year(year) = year else {
        return Err(DateError::Unsupported {
            what: "a month of an unknown year",
        });
    };
    within_year(year, piece)
}

/// Reads what follows a known year.
fn within_year(year: i32, piece: Piece<'_>) -> Result<Shape, DateError> {
    let month = piece.slice(5, 7);
    let day = (piece.text.len() == 10).then(|| piece.slice(8, 10));
    match (month.text, day) {
        ("XX", None) => return Ok(Shape::SomeMonth(year)),
        ("XX", Some(day)) if day.text == "XX" => return Ok(Shape::SomeDayOfYear(year)),
        ("XX", Some(_)) => {
            return Err(DateError::Unsupported {
                what: "a day of an unknown month",
            });
        }
        _ => {}
    }
    let number = two_digits(month)?;
    match (number, day) {
        (1..=12, None) => Ok(Shape::Month(year, number)),
        (1..=12, Some(day)) if day.text == "XX" => Ok(Shape::SomeDay(year, number)),
        (1..=12, Some(day)) => {
            let date = NaiveDate::from_ymd_opt(year, number, two_digits(day)?);
            date.map(Shape::Day).ok_or(DateError::Day { at: day.at })
        }
        (21..=24, None) => Ok(Shape::Season(year, Season::ALL[number as usize - 21])),
        (25..=41, None) => Err(DateError::Unsupported {
            what: "a quarter, half or hemisphere's season",
        }),
        _ => Err(DateError::Month { at: month.at }),
    }
}

/// `2025`, `202X` or `20XX`; the piece is four characters of digits and `X`.
fn year(piece: Piece<'_>) -> Result<Shape, DateError> {
    let digits = piece.text.trim_end_matches('X');
    if let Some(at) = digits.find('X') {
        return Err(DateError::Unreadable { at: piece.at + at });
    }
    let number: i32 = digits.parse().map_err(|_| piece.unreadable())?;
    match digits.len() {
        4 if number == 0 => Err(DateError::Year { at: piece.at }),
        4 => Ok(Shape::Year(number)),
        3 => Ok(Shape::Decade(number * 10)),
        2 => Ok(Shape::Century(number * 100)),
        _ => Err(DateError::Unsupported {
            what: "a date of which not even the century is known",
        }),
    }
}

fn two_digits(piece: Piece<'_>) -> Result<u32, DateError> {
    match piece.text.find('X') {
        Some(at) => Err(DateError::Unreadable { at: piece.at + at }),
        None => piece.text.parse().map_err(|_| piece.unreadable()),
    }
}
