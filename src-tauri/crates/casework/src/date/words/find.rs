//! Dates in running text, where most words are no part of any: the same lexicon and grammar as for a date typed into a field, but a word
//! that is not known ends a phrase instead of refusing it, and what could as well be something else is left alone.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::grammar::{self, Context};
use super::lexicon::{self, Behind, Part, Term, Unit};
use super::token::{self, Token};
use crate::date::form::Shape;
use crate::date::{Lang, MAX_WORDS, UncertainDate};
use crate::effort;

/// A date in a text.
pub(crate) struct Found {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// What it stands for, with the words it was read from.
    pub date: UncertainDate,
    /// Its year is said, and nothing of it is a guess.
    pub sure: bool,
}

/// Most tokens of one date; a longer phrase is read in parts, so that work grows with the text and no faster.
const LONGEST: usize = 12;
/// Longest word that is looked up, in letters.
const LONGEST_WORD: usize = 24;
/// Years that a number of four figures may be taken for.
const YEARS: Range<u32> = 1900..2100;

/// Months cut so short that they are mostly other words: only with a full stop behind them.
const DOTTED_ONLY: [&str; 12] = [
    "там", "мар", "нау", "мам", "мау", "жел", "кар", "каз", "кыр", "шил", "сен", "акп",
];
/// What is counted: the number before it is no day and no year.
const COUNTED: [&str; 36] = [
    "people",
    "persons",
    "men",
    "women",
    "activists",
    "protesters",
    "participants",
    "journalists",
    "others",
    "cases",
    "tenge",
    "dollars",
    "mci",
    "posts",
    "km",
    "percent",
    "человек",
    "человека",
    "людей",
    "активистов",
    "участников",
    "журналистов",
    "женщин",
    "мужчин",
    "тенге",
    "мрп",
    "рублей",
    "долларов",
    "случаев",
    "адам",
    "адамды",
    "белсенди",
    "журналист",
    "айел",
    "тенгеге",
    "аек",
];

/// A token with what running text needs to know of it.
struct Piece {
    token: Token,
    /// The word as written, plain; empty for signs and numbers.
    word: String,
    /// Begins with a large letter.
    large: bool,
    /// Written in Latin letters.
    latin: bool,
    /// A full stop follows at once.
    dotted: bool,
}

/// Pieces with nothing unknown between them.
#[derive(Default)]
struct Run {
    pieces: Vec<Piece>,
    /// The unknown word right behind them, plain.
    then: String,
}

/// Every date of a text, in order, none over another. `today` resolves "yesterday" and years left out, `hint` is the language that
/// decides how 03/04/2025 is read.
pub(crate) fn find(text: &str, today: NaiveDate, hint: Option<Lang>) -> Vec<Found> {
    let letters: Vec<char> = text.chars().collect();
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let context = Context { today, hint };
    let mut found = Vec::new();
    for run in runs(&letters) {
        let mut at = 0;
        while at < run.pieces.len() {
            let Some((end, date, sure)) = longest(&run, at, &context) else {
                at += 1;
                continue;
            };
            let (from, to) = (
                bytes[run.pieces[at].token.at.start],
                bytes[run.pieces[end - 1].token.at.end],
            );
            if to - from <= MAX_WORDS
                && let Ok(date) = date.with_words(&text[from..to])
            {
                found.push(Found {
                    at: from..to,
                    date,
                    sure,
                });
            }
            at = end;
        }
    }
    found
}

/// Cuts a text into runs of what may belong to dates.
fn runs(letters: &[char]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut close = |run: &mut Run, then: String| {
        if !run.pieces.is_empty() {
            run.then = then;
            runs.push(std::mem::take(run));
        }
    };
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        if letter.is_ascii_digit() {
            at = if let Some(end) = figures(letters, at, &mut run) {
                end
            } else {
                close(&mut run, String::new());
                after(letters, at, char::is_alphanumeric)
            };
        } else if letter.is_alphabetic() {
            let end = after(letters, at, |one| one.is_alphabetic() || one == '\u{301}');
            if let Some(piece) = known(letters, at, end) {
                run.pieces.push(piece);
            } else {
                let word: String = letters[at..end.min(at + LONGEST_WORD)].iter().collect();
                close(&mut run, lexicon::plain(&word));
            }
            // «Qaznews24»: figures glued to a word are a part of it.
            let glued = after(letters, end, char::is_alphanumeric);
            if glued > end {
                close(&mut run, String::new());
            }
            at = glued;
        } else {
            let term = match letter {
                '-' | '‐' | '‑' | '−' if token::is_joint(letters, at) => Some(Term::Joint),
                '-' | '‐' | '‑' | '−' | '–' | '—' => Some(Term::Dash),
                '~' | '≈' => Some(Term::Tilde),
                '/' => Some(Term::Slash),
                ',' => Some(Term::Comma),
                _ => None,
            };
            let skipped = letter.is_whitespace()
                || matches!(letter, '\'' | '’' | 'ʼ')
                || letter == '.' && run.pieces.last().is_some_and(|piece| piece.dotted);
            match term {
                Some(term) => run.pieces.push(sign(term, at)),
                None if skipped => {}
                None => close(&mut run, String::new()),
            }
            at += 1;
        }
    }
    close(&mut run, String::new());
    runs
}

fn after(letters: &[char], from: usize, is: impl Fn(char) -> bool) -> usize {
    from + letters[from..].iter().take_while(|one| is(**one)).count()
}

fn sign(term: Term, at: usize) -> Piece {
    Piece {
        token: Token {
            term,
            at: at..at + 1,
            ablative: false,
        },
        word: String::new(),
        large: false,
        latin: false,
        dotted: false,
    }
}

/// Reads figures into a run; none if they are no part of a date.
fn figures(letters: &[char], at: usize, run: &mut Run) -> Option<usize> {
    let mut read = Vec::new();
    let end = token::number(letters, at, &mut read).ok()?;
    // "4K", «15мың», "10:30", "1,500", "3.5", № 12/7-3.
    let next = letters.get(end).copied().unwrap_or(' ');
    let beyond = letters.get(end + 1).copied().unwrap_or(' ');
    let goes_on = next.is_alphanumeric()
        || matches!(next, ':' | '%' | '.' | ',' | '/') && beyond.is_ascii_digit();
    let before = at.checked_sub(1).map_or(' ', |index| letters[index]);
    let part = matches!(before, '.' | ',' | '/') && at > 1 && letters[at - 2].is_ascii_digit();
    if goes_on || part || matches!(before, '№' | '#' | '$' | '€' | '+' | ':' | '_' | '@') {
        return None;
    }
    run.pieces.extend(read.into_iter().map(|token| Piece {
        token,
        word: String::new(),
        large: false,
        latin: false,
        dotted: false,
    }));
    Some(end)
}

/// A word that dates are made of.
fn known(letters: &[char], at: usize, end: usize) -> Option<Piece> {
    if end - at > LONGEST_WORD {
        return None;
    }
    let mut read = Vec::new();
    token::word(letters, at, &mut read).ok()?;
    let word: String = letters[at..end].iter().collect();
    let token = read.pop()?;
    let stopped = letters.get(end) == Some(&'.');
    // A full stop after a month cut short and after «г.» is no end of anything.
    let dotted = stopped
        && end - at <= 4
        && matches!(
            token.term,
            Term::Month(_) | Term::Unit(Unit::Year) | Term::About
        );
    Some(Piece {
        large: letters[at].is_uppercase(),
        latin: letters[at].is_ascii_alphabetic(),
        word: lexicon::plain(&word),
        token,
        dotted,
    })
}

/// The longest date that begins at a piece: where it ends, what it is, whether it is sure.
fn longest(run: &Run, at: usize, context: &Context) -> Option<(usize, UncertainDate, bool)> {
    let most = run.pieces.len().min(at + LONGEST);
    if !begins(&run.pieces[at]) || !run.pieces[at..most].iter().any(is_anchor) {
        return None;
    }
    (at + 1..=most).rev().find_map(|end| {
        effort::step();
        let pieces = &run.pieces[at..end];
        if !ends(pieces) || !pieces.iter().any(is_anchor) || !is_a_date(run, at, end) {
            return None;
        }
        let tokens: Vec<Token> = pieces.iter().map(|piece| piece.token.clone()).collect();
        let form = grammar::read(&tokens, context).ok()?;
        let date = UncertainDate::from_form(form);
        let near = |day: Option<NaiveDate>| {
            day.is_none_or(|day| YEARS.contains(&u32::try_from(day.year()).unwrap_or(0)))
        };
        let sure = !date.uncertain() && !pieces.iter().any(is_relative);
        (near(date.earliest()) && near(date.latest())).then_some((end, date, sure))
    })
}

/// Says when by itself, so that a date may begin and end with it.
fn dates(term: &Term) -> bool {
    matches!(
        term,
        Term::Exact(_)
            | Term::DayMonth { .. }
            | Term::ShortYear { .. }
            | Term::Slashed(..)
            | Term::Month(_)
            | Term::Season(_)
            | Term::Part(_)
            | Term::Weekday(_)
            | Term::Today(_)
            | Term::YearFromNow(_)
    )
}

fn begins(piece: &Piece) -> bool {
    match piece.token.term {
        Term::Number { .. }
        | Term::Ordinal(_)
        | Term::Half
        | Term::Quarter
        | Term::Last
        | Term::This
        | Term::Next
        | Term::Before
        | Term::By
        | Term::Until
        | Term::After
        | Term::Since
        | Term::From
        | Term::Between
        | Term::Not
        | Term::Tilde => true,
        // "c" alone is a letter, "ca" and "circa" are not.
        Term::About => piece.word.chars().count() > 1,
        ref term => dates(term),
    }
}

fn ends(pieces: &[Piece]) -> bool {
    let Some((last, before)) = pieces.split_last() else {
        return false;
    };
    match last.token.term {
        // «13 ноября — 2 человека»: a small number ends a date only right after its month ("November 13").
        Term::Number { digits, .. } => {
            digits == 4
                || before
                    .last()
                    .is_some_and(|piece| matches!(piece.token.term, Term::Month(_)) && piece.latin)
        }
        Term::Ago
        | Term::Unit(_)
        | Term::Years
        | Term::Century
        | Term::Behind(_)
        | Term::Inclusive => true,
        ref term => dates(term),
    }
}

/// Without one of these there is no date.
fn is_anchor(piece: &Piece) -> bool {
    matches!(
        piece.token.term,
        Term::Exact(_)
            | Term::DayMonth { .. }
            | Term::ShortYear { .. }
            | Term::Slashed(..)
            | Term::Month(_)
            | Term::Season(_)
            | Term::Today(_)
            | Term::YearFromNow(_)
            | Term::Number { digits: 4, .. }
            | Term::Ago
            | Term::Last
            | Term::This
            | Term::Next
            | Term::Behind(Behind::Before)
    )
}

fn is_relative(piece: &Piece) -> bool {
    matches!(
        piece.token.term,
        Term::Today(_)
            | Term::YearFromNow(_)
            | Term::Ago
            | Term::Last
            | Term::This
            | Term::Next
            | Term::Behind(Behind::Before)
    )
}

/// What leads a reader to take the next words for a date.
fn introduces(piece: &Piece) -> bool {
    match piece.token.term {
        Term::Before
        | Term::By
        | Term::Until
        | Term::After
        | Term::Since
        | Term::From
        | Term::Between
        | Term::Part(_)
        | Term::About
        | Term::Last
        | Term::This
        | Term::Next => true,
        Term::Filler => matches!(
            piece.word.as_str(),
            "in" | "of" | "on" | "during" | "the" | "в" | "во" | "на" | "начиная"
        ),
        _ => false,
    }
}

/// Whether the words of a phrase that the grammar may understand are meant as a date at all.
fn is_a_date(run: &Run, at: usize, end: usize) -> bool {
    let pieces = &run.pieces[at..end];
    let has = |is: fn(&Term) -> bool| pieces.iter().any(|piece| is(&piece.token.term));
    // English writes months and days of the week with a large letter; "may" and "march" are other words.
    let small = pieces.iter().any(|piece| {
        matches!(piece.token.term, Term::Month(_) | Term::Weekday(_)) && piece.latin && !piece.large
    });
    let cut = pieces
        .iter()
        .any(|piece| !piece.dotted && DOTTED_ONLY.contains(&piece.word.as_str()));
    // «кеш» is late and evening, «орта» middle and average, "second", "end": never the whole of it.
    if small || cut {
        return false;
    }
    let led = at
        .checked_sub(1)
        .is_some_and(|before| introduces(&run.pieces[before]))
        || pieces.first().is_some_and(introduces);
    let year =
        has(|term| matches!(term, Term::Number { value, digits: 4, .. } if YEARS.contains(value)));
    let day = has(
        |term| matches!(term, Term::Number { value, digits: 1..=2, plural: false } if (1..=31).contains(value)),
    );
    let counted = matches!(
        pieces.last().map(|piece| piece.token.term),
        Some(Term::Number { .. })
    ) && end == run.pieces.len()
        && COUNTED.contains(&run.then.as_str());
    if counted {
        return false;
    }
    if has(|term| matches!(term, Term::Exact(shape) if matches!(shape, Shape::Day(_))))
        || has(|term| {
            matches!(
                term,
                Term::ShortYear { .. } | Term::Slashed(..) | Term::Today(_)
            )
        })
    {
        return true;
    }
    if has(|term| matches!(term, Term::Exact(_))) {
        return led || has(|term| matches!(term, Term::Unit(Unit::Year)));
    }
    if pieces.iter().any(is_relative) {
        return true;
    }
    if has(|term| matches!(term, Term::Month(_))) {
        let bent = pieces.iter().any(|piece| {
            matches!(piece.token.term, Term::Month(_))
                && !piece.latin
                && is_kazakh_case(&piece.word)
        });
        let month = has(|term| matches!(term, Term::Unit(Unit::Month)));
        return year || day || led || bent || month;
    }
    if has(|term| matches!(term, Term::Season(_))) {
        let when = pieces
            .iter()
            .any(|piece| WHEN.contains(&piece.word.as_str()));
        return year
            || when
            || led
                && pieces
                    .iter()
                    .all(|piece| !piece.latin || piece.word != "fall");
    }
    if has(|term| matches!(term, Term::DayMonth { .. })) {
        return led;
    }
    let said = has(|term| {
        matches!(
            term,
            Term::Unit(Unit::Year) | Term::Years | Term::Number { plural: true, .. }
        )
    });
    let vague = has(|term| matches!(term, Term::Part(Part::Early | Part::Mid | Part::Late)));
    year && (led || said || vague || has(|term| matches!(term, Term::Half | Term::Quarter)))
}

/// Seasons in the form that says when.
const WHEN: [&str; 8] = [
    "летом",
    "осенью",
    "зимой",
    "весной",
    "жазда",
    "кузде",
    "кыста",
    "коктемде",
];

/// «қарашада», «желтоқсаннан»: a month that nobody could mean otherwise.
fn is_kazakh_case(word: &str) -> bool {
    [
        "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "гы", "ги",
    ]
    .iter()
    .any(|ending| word.ends_with(ending))
        && word.chars().count() > 6
}
