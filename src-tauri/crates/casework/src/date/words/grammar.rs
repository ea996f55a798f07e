//! What words around dates make of them: before, since, between, or.

use chrono::NaiveDate;

use super::edge::{
    ends_behind, in_order, is_plain_number, last, mark, marks, neighbour, outer, range_sign,
    stretch_form, trim,
};
use super::lexicon::{Behind, Part, Term};
use super::partial::{Partial, Stretch};
use super::relative;
use super::token::Token;
use crate::date::form::{Edge, Form, Member, Season, Shape};
use crate::date::{DateError, Lang};

/// What reading needs beside the words.
pub(super) struct Context {
    pub today: NaiveDate,
    pub hint: Option<Lang>,
}

/// Reads all tokens of a text.
pub(super) fn read(tokens: &[Token], context: &Context) -> Result<Form, DateError> {
    let form = context.phrase(&join_winter_years(tokens))?;
    in_order(&form)?;
    Ok(form)
}

/// "Winter 2025–2026" is one winter, not a range: leaves its first year alone.
fn join_winter_years(tokens: &[Token]) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let has_winter = tokens
        .iter()
        .any(|token| token.term == Term::Season(Season::Winter));
    let mut index = 0;
    while index < tokens.len() {
        let mut token = tokens[index].clone();
        let mut length = 1;
        if has_winter {
            let following = tokens
                .get(index + 1)
                .zip(tokens.get(index + 2))
                .map(|(sign, year)| (sign.term, year.term));
            match (token.term, following) {
                (
                    Term::Number {
                        value: year,
                        digits: 4,
                        ..
                    },
                    Some((
                        Term::Dash | Term::Joint | Term::Slash,
                        Term::Number { value: next, .. },
                    )),
                ) if next == year + 1 || next == (year + 1) % 100 => {
                    length = 3;
                }
                (Term::Exact(Shape::Month(year, month)), _)
                    if (year + 1).rem_euclid(100).unsigned_abs() == month =>
                {
                    token.term = Term::Number {
                        value: year.unsigned_abs(),
                        digits: 4,
                        plural: false,
                    };
                }
                _ => {}
            }
        }
        joined.push(token);
        index += length;
    }
    joined
}

impl Context {
    fn phrase(&self, tokens: &[Token]) -> Result<Form, DateError> {
        let tokens = trim(tokens);
        let Some((first, rest)) = tokens.split_first() else {
            return Err(DateError::Phrase);
        };
        let second = rest.first().map(|token| token.term);
        if let Some(form) = self.unknown_end(tokens) {
            return form;
        }
        if let Some(form) = self.alternatives(tokens) {
            return form;
        }
        match (first.term, second) {
            (Term::Not, Some(Term::Before | Term::Earlier)) => self.not_before(&rest[1..]),
            (Term::Not, Some(Term::After | Term::Later)) => self.by(&rest[1..]),
            (Term::Between, _) => self.between(rest),
            (Term::Before, _) if !self.is_relative(tokens) => self.before_or_until(rest),
            (Term::By, _) => self.by(rest),
            (Term::Until | Term::To, _) => self.interval(None, Some(rest)),
            (Term::After, _) => self.after(rest),
            (Term::Since, _) => self.interval(Some(rest), None),
            (Term::From, _) => self.from(rest),
            (Term::About | Term::Tilde | Term::Possibly, _)
                if range_sign(rest).is_none() && !ends_behind(rest) =>
            {
                self.simple(tokens).map(stretch_form)
            }
            _ => self.behind_or_range(tokens),
        }
    }

    /// Kazakh words that follow what they govern, ranges with a dash, and simple dates.
    fn behind_or_range(&self, tokens: &[Token]) -> Result<Form, DateError> {
        let (last, body) = tokens.split_last().ok_or(DateError::Phrase)?;
        if let (Term::Behind(behind), false) = (last.term, self.is_relative(tokens)) {
            return self.behind(behind, body);
        }
        if let Some(form) = self.some_of_range(tokens) {
            return form;
        }
        match range_sign(tokens) {
            Some(at) => self.interval(Some(&tokens[..at]), Some(&tokens[at + 1..])),
            None => self.simple(tokens).map(stretch_form),
        }
    }

    fn behind(&self, behind: Behind, body: &[Token]) -> Result<Form, DateError> {
        match behind {
            Behind::UpTo => self.up_to(body),
            Behind::Before => self.before(body),
            Behind::After => self.after(body),
            Behind::Since => self.interval(Some(body), None),
            Behind::Between => self.between(body),
            Behind::By => self.by(body),
            Behind::About => {
                let stretch = self.simple(body)?;
                Ok(stretch_form(mark(stretch, true, false)))
            }
            // «ерте емес»: not earlier.
            Behind::Not => match body.split_last() {
                Some((early, date)) if early.term == Term::Part(Part::Early) => {
                    self.not_before(date)
                }
                _ => Err(DateError::Phrase),
            },
        }
    }

    /// «A-дан B-ға дейін» lasted; «B-ға дейін» alone means before it, unless it says "included".
    fn up_to(&self, body: &[Token]) -> Result<Form, DateError> {
        let start = body
            .iter()
            .position(|token| token.ablative)
            .filter(|at| at + 1 < body.len());
        match start {
            Some(at) => {
                let after = &body[at + 1..];
                let after = if after[0].term == Term::Behind(Behind::Since) {
                    &after[1..]
                } else {
                    after
                };
                self.interval(Some(&body[..=at]), Some(after))
            }
            None => self.before_or_until(body),
        }
    }

    /// "From A to B", or «с A» alone.
    fn from(&self, rest: &[Token]) -> Result<Form, DateError> {
        let to = rest
            .iter()
            .position(|token| matches!(token.term, Term::To | Term::Until | Term::Before))
            .or_else(|| range_sign(rest));
        match to {
            Some(at) => self.interval(Some(&rest[..at]), Some(&rest[at + 1..])),
            None => self.interval(Some(rest), None),
        }
    }

    /// "Before": the date itself is left out, unless the words include it or name its end ("до конца ноября").
    fn before_or_until(&self, rest: &[Token]) -> Result<Form, DateError> {
        if rest.iter().any(|token| token.term == Term::Inclusive) {
            return self.interval(None, Some(rest));
        }
        if rest.iter().any(|token| token.term == Term::Part(Part::End)) {
            return self.by(rest);
        }
        self.before(rest)
    }

    fn before(&self, rest: &[Token]) -> Result<Form, DateError> {
        let point = neighbour(self.simple(rest)?.first(), -1)?;
        Ok(Form::OneOf(vec![Member::UpTo(point)]))
    }

    fn after(&self, rest: &[Token]) -> Result<Form, DateError> {
        let point = neighbour(last(&self.simple(rest)?), 1)?;
        Ok(Form::OneOf(vec![Member::From(point)]))
    }

    fn by(&self, rest: &[Token]) -> Result<Form, DateError> {
        Ok(Form::OneOf(vec![Member::UpTo(*last(&self.simple(rest)?))]))
    }

    fn not_before(&self, rest: &[Token]) -> Result<Form, DateError> {
        let rest = if rest.first().is_some_and(|token| token.term == Term::Filler) {
            &rest[1..]
        } else {
            rest
        };
        Ok(Form::OneOf(vec![Member::From(*self.simple(rest)?.first())]))
    }

    fn between(&self, tokens: &[Token]) -> Result<Form, DateError> {
        let at = tokens
            .iter()
            .position(|token| matches!(token.term, Term::And))
            .or_else(|| range_sign(tokens))
            .ok_or(DateError::Phrase)?;
        let (start, end) = self.pair(&tokens[..at], &tokens[at + 1..])?;
        Ok(Form::OneOf(vec![Member::Span(*start.first(), *last(&end))]))
    }

    /// "Some day 11–20 Jan 2026", «11–20 қаңтардың бір күні»: once, within a range.
    fn some_of_range(&self, tokens: &[Token]) -> Option<Result<Form, DateError>> {
        let some = tokens.iter().position(|token| token.term == Term::Some)?;
        let dates: Vec<Token> = match &tokens[some..] {
            [_, unit, rest @ ..] if matches!(unit.term, Term::Unit(_)) => {
                tokens[..some].iter().chain(rest).cloned().collect()
            }
            [_, filler, unit, rest @ ..]
                if filler.term == Term::Filler && matches!(unit.term, Term::Unit(_)) =>
            {
                tokens[..some].iter().chain(rest).cloned().collect()
            }
            _ => return None,
        };
        let at = range_sign(&dates)?;
        let pair = self.pair(&dates[..at], &dates[at + 1..]);
        Some(pair.map(|(start, end)| Form::OneOf(vec![Member::Span(*start.first(), *last(&end))])))
    }

    /// It lasted: an end left out is open.
    fn interval(&self, start: Option<&[Token]>, end: Option<&[Token]>) -> Result<Form, DateError> {
        let (start, end) = match (start, end) {
            (Some(start), Some(end)) => {
                let (start, end) = self.pair(start, end)?;
                (
                    Edge::Date(outer(&start, true)),
                    Edge::Date(outer(&end, false)),
                )
            }
            (Some(start), None) => (Edge::Date(outer(&self.simple(start)?, true)), Edge::Open),
            (None, Some(end)) => (Edge::Open, Edge::Date(outer(&self.simple(end)?, false))),
            (None, None) => return Err(DateError::Phrase),
        };
        Ok(Form::Interval(start, end))
    }

    /// "from A, end not known", "until B, start not known".
    fn unknown_end(&self, tokens: &[Token]) -> Option<Result<Form, DateError>> {
        let terms: Vec<Term> = tokens.iter().map(|token| token.term).collect();
        let (part, taken) = match terms.as_slice() {
            [.., Term::Comma, Term::Part(part), Term::Not, Term::Known] => (*part, 4),
            [.., Term::Comma, Term::Part(part), Term::NotKnown] => (*part, 3),
            _ => return None,
        };
        let body = self.phrase(&tokens[..tokens.len() - taken]);
        Some(body.and_then(|form| match (form, part) {
            (Form::Interval(start, Edge::Open), Part::End) => {
                Ok(Form::Interval(start, Edge::Unknown))
            }
            (Form::Interval(Edge::Open, end), Part::Early) => {
                Ok(Form::Interval(Edge::Unknown, end))
            }
            _ => Err(DateError::Phrase),
        }))
    }

    /// "A or B": each side is one date, a set, or a stretch.
    fn alternatives(&self, tokens: &[Token]) -> Option<Result<Form, DateError>> {
        if !tokens.iter().any(|token| token.term == Term::Or) {
            return None;
        }
        let sides: Vec<&[Token]> = tokens.split(|token| token.term == Term::Or).collect();
        Some(self.members(&sides).map(Form::OneOf))
    }

    fn members(&self, sides: &[&[Token]]) -> Result<Vec<Member>, DateError> {
        let mut members = Vec::new();
        for (index, side) in sides.iter().enumerate() {
            let form = match sides.get(index + 1) {
                // "1 or 3 November 2025": what is missing stands on the other side.
                Some(next)
                    if self.phrase(side).is_err()
                        || self.phrase(side).is_ok_and(|form| {
                            form.points().iter().any(|point| point.uncertain)
                        }) =>
                {
                    self.pair(side, next)
                        .map(|(left, _)| stretch_form(left))
                        .or_else(|error| self.phrase(side).map_err(|_| error))
                }
                _ => self.phrase(side),
            };
            match form? {
                Form::One(point) => members.push(Member::One(point)),
                Form::OneOf(more) => members.extend(more),
                Form::Interval(..) => return Err(DateError::Phrase),
            }
        }
        let last = members.len() - 1;
        let open_inside = members
            .iter()
            .enumerate()
            .any(|(index, member)| match member {
                Member::UpTo(_) => index > 0,
                Member::From(_) => index < last,
                Member::One(_) | Member::Span(..) => false,
            });
        if open_inside {
            Err(DateError::Phrase)
        } else {
            Ok(members)
        }
    }

    /// Two dates that lend each other what one leaves out.
    fn pair(&self, start: &[Token], end: &[Token]) -> Result<(Stretch, Stretch), DateError> {
        if let (Some(start), Some(end)) = (
            relative::read(trim(start), self.today),
            relative::read(trim(end), self.today),
        ) {
            return Ok((start?, end?));
        }
        let (start_marks, start) = marks(start);
        let (end_marks, end) = marks(end);
        let end = match (start, end) {
            // «2020–2030 годы» are years on both sides, not a decade.
            ([left], [right, years])
                if is_plain_number(left) && is_plain_number(right) && years.term == Term::Years =>
            {
                &end[..1]
            }
            _ => end,
        };
        let mut left = Partial::collect(start, self.today, self.hint)?;
        let right_relative = relative::read(end, self.today);
        let mut right = match &right_relative {
            Some(_) => Partial::default(),
            None => Partial::collect(end, self.today, self.hint)?,
        };
        right.fill_from_earlier(&left);
        if right_relative.is_none() {
            right.guess_year(self.today)?;
        }
        left.fill_from_later(&right);
        left.guess_year(self.today)?;
        let right = match right_relative {
            Some(relative) => relative?,
            None => right.stretch()?,
        };
        Ok((
            mark(left.stretch()?, start_marks.0, start_marks.1),
            mark(right, end_marks.0, end_marks.1),
        ))
    }

    /// A single date with its marks.
    fn simple(&self, tokens: &[Token]) -> Result<Stretch, DateError> {
        let ((approximate, uncertain), tokens) = marks(tokens);
        if tokens.is_empty() {
            return Err(DateError::Phrase);
        }
        if let Some(stretch) = relative::read(tokens, self.today) {
            return stretch.map(|stretch| mark(stretch, approximate, uncertain));
        }
        let mut partial = Partial::collect(tokens, self.today, self.hint)?;
        partial.guess_year(self.today)?;
        Ok(mark(partial.stretch()?, approximate, uncertain))
    }

    fn is_relative(&self, tokens: &[Token]) -> bool {
        relative::read(tokens, self.today).is_some()
    }
}
