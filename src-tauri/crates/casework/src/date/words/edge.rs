//! Small moves on tokens and on what they came to: marks off either end, outer edges, neighbours, order.

use chrono::Datelike;

use super::lexicon::Term;
use super::partial::Stretch;
use super::token::Token;
use crate::date::DateError;
use crate::date::form::{Edge, FIRST_YEAR, Form, LAST_YEAR, Member, Point, Shape};

/// Cuts off what says nothing at either end.
pub(super) fn trim(mut tokens: &[Token]) -> &[Token] {
    while let Some((first, rest)) = tokens.split_first()
        && matches!(first.term, Term::Filler | Term::Comma | Term::Joint)
    {
        tokens = rest;
    }
    while let Some((last, rest)) = tokens.split_last()
        && matches!(last.term, Term::Comma | Term::Joint)
    {
        tokens = rest;
    }
    tokens
}

/// Takes the marks for "about" and "doubtful" off both ends.
pub(super) fn marks(tokens: &[Token]) -> ((bool, bool), &[Token]) {
    let mut tokens = trim(tokens);
    let (mut approximate, mut uncertain) = (false, false);
    loop {
        let (first, last) = (
            tokens.first().map(|token| token.term),
            tokens.last().map(|token| token.term),
        );
        tokens = match (first, last) {
            (Some(Term::About | Term::Tilde), _) => {
                approximate = true;
                &tokens[1..]
            }
            (Some(Term::Possibly), _) => {
                uncertain = true;
                &tokens[1..]
            }
            (_, Some(Term::Tilde)) => {
                approximate = true;
                &tokens[..tokens.len() - 1]
            }
            (_, Some(Term::Question)) => {
                uncertain = true;
                &tokens[..tokens.len() - 1]
            }
            (_, Some(Term::Inclusive)) => &tokens[..tokens.len() - 1],
            _ => return ((approximate, uncertain), trim(tokens)),
        };
        tokens = trim(tokens);
    }
}

pub(super) fn mark(stretch: Stretch, approximate: bool, uncertain: bool) -> Stretch {
    let mark = |point: Point| Point {
        approximate: point.approximate | approximate,
        uncertain: point.uncertain | uncertain,
        ..point
    };
    match stretch {
        Stretch::Point(point) => Stretch::Point(mark(point)),
        Stretch::Once(start, end) => Stretch::Once(mark(start), mark(end)),
    }
}

pub(super) fn stretch_form(stretch: Stretch) -> Form {
    match stretch {
        Stretch::Point(point) => Form::One(point),
        Stretch::Once(..) => Form::OneOf(vec![stretch.member()]),
    }
}

pub(super) fn last(stretch: &Stretch) -> &Point {
    match stretch {
        Stretch::Point(point) | Stretch::Once(_, point) => point,
    }
}

/// An end of something that lasted: a vague one keeps its outer day or month, marked approximate.
pub(super) fn outer(stretch: &Stretch, start: bool) -> Point {
    match stretch {
        Stretch::Point(point) => *point,
        Stretch::Once(first, last) => Point {
            approximate: true,
            ..if start { *first } else { *last }
        },
    }
}

/// Where a dash or slash parts two dates.
pub(super) fn range_sign(tokens: &[Token]) -> Option<usize> {
    tokens
        .iter()
        .position(|token| matches!(token.term, Term::Dash | Term::Slash))
}

pub(super) fn is_plain_number(token: &Token) -> bool {
    matches!(token.term, Term::Number { plural: false, .. })
}

pub(super) fn ends_behind(tokens: &[Token]) -> bool {
    matches!(tokens.last().map(|token| token.term), Some(Term::Behind(_)))
}

/// The point just before (-1) or after (1) another, as finely as that one is known.
pub(super) fn neighbour(point: &Point, step: i32) -> Result<Point, DateError> {
    let outside = || DateError::Year { at: 1 };
    let (edge, year) = if step < 0 {
        (point.earliest().pred_opt(), point.earliest().year() - 1)
    } else {
        (point.latest().succ_opt(), point.latest().year() + 1)
    };
    let day = edge
        .filter(|day| (FIRST_YEAR..=LAST_YEAR).contains(&day.year()))
        .ok_or_else(outside)?;
    let shape = match point.shape {
        Shape::Century(_)
        | Shape::Decade(_)
        | Shape::Year(_)
        | Shape::SomeMonth(_)
        | Shape::SomeDayOfYear(_) => Shape::Year(year),
        Shape::Month(..) | Shape::SomeDay(..) | Shape::Season(..) => {
            Shape::Month(day.year(), day.month())
        }
        Shape::Day(_) => Shape::Day(day),
    };
    Ok(Point { shape, ..*point })
}

/// Refuses years that cannot be kept, and what ends before it begins.
pub(super) fn in_order(form: &Form) -> Result<(), DateError> {
    if form.points().iter().any(|point| !point.shape.is_kept()) {
        return Err(DateError::Year { at: 1 });
    }
    let reversed = |start: &Point, end: &Point| end.latest() < start.earliest();
    let bad = match form {
        Form::Interval(Edge::Date(start), Edge::Date(end)) => reversed(start, end),
        Form::One(_) | Form::Interval(..) => false,
        Form::OneOf(members) => members
            .iter()
            .any(|member| matches!(member, Member::Span(start, end) if reversed(start, end))),
    };
    if bad {
        Err(DateError::Reversed)
    } else {
        Ok(())
    }
}
