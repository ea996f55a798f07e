//! Whether two names may be one person's or one organisation's. A suggestion with its reasons, never a merge.

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::align::{Alignment, align};
use super::organisation;
use super::script::{Script, script};
use super::token::{Part, Token, tokens};

/// What two names are likely to be to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Band {
    /// Two people, as far as spelling tells.
    Different,
    /// Worth a look.
    Similar,
    /// Likely one name in two spellings.
    Same,
}

/// Why. Codes for messages `name-reason-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename_all = "kebab-case")]
pub enum Reason {
    /// Letter for letter.
    Identical,
    /// The same sounds written otherwise.
    SameSounds,
    /// In two scripts.
    OtherScript,
    /// The words stand in another order.
    WordOrder,
    /// Written apart in one, together in the other.
    Joined,
    /// A sound that spellings drop or write in two ways.
    VariantSpelling,
    /// One slip apart.
    OneSlip,
    /// An initial stands for a name.
    Initial,
    /// One has a patronymic that the other leaves out.
    PatronymicLeftOut,
    /// The same father.
    SamePatronymic,
    /// Other fathers.
    OtherPatronymic,
    /// One is a part of the other.
    PartOnly,
    /// The same family name, another person.
    SameFamilyName,
    /// The same given name, another person.
    SameGivenName,
    /// The same family name in the form of the other sex.
    OtherSexForm,
    /// The same root with another ending: -ov, -uly, or none.
    OtherEnding,
    /// The letters of one begin the words of the other.
    Acronym,
    /// Nothing in common.
    NothingShared,
}

impl Reason {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::SameSounds => "same-sounds",
            Self::OtherScript => "other-script",
            Self::WordOrder => "word-order",
            Self::Joined => "joined",
            Self::VariantSpelling => "variant-spelling",
            Self::OneSlip => "one-slip",
            Self::Initial => "initial",
            Self::PatronymicLeftOut => "patronymic-left-out",
            Self::SamePatronymic => "same-patronymic",
            Self::OtherPatronymic => "other-patronymic",
            Self::PartOnly => "part-only",
            Self::SameFamilyName => "same-family-name",
            Self::SameGivenName => "same-given-name",
            Self::OtherSexForm => "other-sex-form",
            Self::OtherEnding => "other-ending",
            Self::Acronym => "acronym",
            Self::NothingShared => "nothing-shared",
        }
    }
}

impl Band {
    /// Its code: `same`, `similar` or `different`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Different => "different",
            Self::Similar => "similar",
            Self::Same => "same",
        }
    }

    /// Scores of this band lie between these two.
    fn range(self) -> (f64, f64) {
        match self {
            Self::Different => (0.0, 0.74),
            Self::Similar => (0.75, 0.89),
            Self::Same => (0.9, 1.0),
        }
    }
}

/// What a comparison came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Match {
    /// The suggestion.
    pub band: Band,
    /// 0 to 1, for sorting; agrees with the band.
    pub score: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

impl Match {
    pub(super) fn new(band: Band, score: f64, reasons: Vec<Reason>) -> Self {
        let (least, most) = band.range();
        Self {
            band,
            score: (score.clamp(least, most) * 1000.0).round() / 1000.0,
            reasons,
        }
    }
}

/// Longest name that is compared, in characters; the rest is not looked at.
pub const MAX_NAME: usize = 300;

/// Compares two names of persons or organisations, whichever they look like.
///
/// ```
/// use casework::name::{Band, compare};
///
/// assert_eq!(compare("Amir Kassenov", "Әмір Қасенов").band, Band::Same);
/// assert_eq!(compare("Aidos Sadykov", "Natalia Sadykova").band, Band::Different);
/// ```
pub fn compare(left: &str, right: &str) -> Match {
    Spelling::new(left).compare(&Spelling::new(right))
}

/// A name made ready to be compared with many others: what it is made of is found out once.
pub struct Spelling {
    text: String,
    organisation: bool,
    tokens: OnceCell<Vec<Token>>,
    significant: OnceCell<Vec<Token>>,
}

impl Spelling {
    /// Of any length; see [`MAX_NAME`].
    pub fn new(name: &str) -> Self {
        let text = bounded(name);
        Self {
            organisation: organisation::looks_like(&text),
            text,
            tokens: OnceCell::new(),
            significant: OnceCell::new(),
        }
    }

    /// As [`compare`].
    pub fn compare(&self, other: &Self) -> Match {
        self.judged(other, true)
    }

    /// The same; none if they are different, and then sooner.
    pub fn alike(&self, other: &Self) -> Option<Match> {
        Some(self.judged(other, false)).filter(|found| found.band != Band::Different)
    }

    fn judged(&self, other: &Self, whole: bool) -> Match {
        // The verdict must not hang on which name comes first, to the last digit.
        let (left, right) = if self.text <= other.text {
            (self, other)
        } else {
            (other, self)
        };
        let mut found = if left.organisation || right.organisation {
            organisation::compare(left.significant(), right.significant())
        } else {
            persons(left.tokens(), right.tokens(), whole)
        };
        if found.band != Band::Different {
            if left.text == right.text {
                found.reasons.insert(0, Reason::Identical);
            }
            let scripts = (script(&left.text), script(&right.text));
            if scripts.0 != scripts.1 && scripts.0 != Script::Other && scripts.1 != Script::Other {
                found.reasons.push(Reason::OtherScript);
            }
        }
        found
    }

    fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| tokens(&self.text))
    }

    fn significant(&self) -> &[Token] {
        self.significant
            .get_or_init(|| organisation::significant(&self.text))
    }
}

fn bounded(name: &str) -> String {
    name.trim().chars().take(MAX_NAME).collect()
}

/// Compares two persons' names in the best way to read them: as they stand, or with two neighbouring words as one. Unless `whole`, nothing more
/// is said of names that are different.
fn persons(left: &[Token], right: &[Token], whole: bool) -> Match {
    let mut best = judge(left, right, whole);
    let mut consider = |mut other: Match| {
        if (other.band, other.score) > (best.band, best.score) {
            other.reasons.push(Reason::Joined);
            best = other;
        }
    };
    for (longer, shorter) in [(left, right), (right, left)] {
        if longer.len() > shorter.len() && longer.len() <= 6 {
            let initial = |at: usize| longer[at].part == Part::Initial;
            for at in (0..longer.len() - 1).filter(|at| !initial(*at) && !initial(at + 1)) {
                let mut joined = longer.to_vec();
                joined[at] = joined[at].joined(&joined[at + 1]);
                joined.remove(at + 1);
                consider(judge(&joined, shorter, whole));
            }
        }
    }
    best
}

/// The rules, on the best alignment of the words.
fn judge(left: &[Token], right: &[Token], whole: bool) -> Match {
    let alignment = align(left, right);
    let (band, why) = verdict(left, right, &alignment);
    if band == Band::Different && !whole {
        return Match::new(band, 0.0, why);
    }
    let mut reasons = why;
    reasons.extend(alignment.reasons());
    Match::new(band, alignment.score(), reasons)
}

fn verdict(left: &[Token], right: &[Token], alignment: &Alignment<'_>) -> (Band, Vec<Reason>) {
    let counts = alignment.counts();
    let (left_over, right_over) = (alignment.left_over(), alignment.right_over());
    let over: Vec<Part> = left_over
        .iter()
        .chain(&right_over)
        .map(|token| token.part)
        .collect();
    let weak = counts.near + counts.related;
    if counts.strong + weak == 0 {
        return (Band::Different, vec![Reason::NothingShared]);
    }
    if alignment.other_father() {
        return (Band::Different, vec![Reason::OtherPatronymic]);
    }
    // A word on each side without a partner is what tells two people apart; so are two weak links.
    let apart = !left_over.is_empty() && !right_over.is_empty()
        || weak > 1
        || weak == 1 && counts.initial > 0;
    if apart {
        return (Band::Different, alignment.what_is_shared());
    }
    let alone = left.len() == 1 && right.len() == 1;
    if weak == 1 {
        let only = |part: Part| over.iter().all(|found| *found == part);
        let carried = counts.strong >= 1 && (only(Part::Patronymic) || only(Part::Initial));
        return if alone || carried {
            (Band::Similar, Vec::new())
        } else {
            (Band::Different, alignment.what_is_shared())
        };
    }
    if alignment.family_is_initial() {
        return (Band::Similar, vec![Reason::PartOnly]);
    }
    if over.is_empty() {
        // One short word in a variant spelling is too little to go by.
        let thin = alone && !alignment.all_identical() && left[0].folded().len() < 6;
        return (if thin { Band::Similar } else { Band::Same }, Vec::new());
    }
    let carried = counts.strong + counts.initial >= 2 && counts.names >= 1;
    let only_father_over = over.iter().all(|part| *part == Part::Patronymic)
        || over.iter().all(|part| *part == Part::Initial);
    if carried && only_father_over {
        (Band::Same, vec![Reason::PatronymicLeftOut])
    } else {
        (Band::Similar, vec![Reason::PartOnly])
    }
}

/// How many pairs of each kind an alignment has.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    /// Identical and variant pairs.
    pub strong: usize,
    /// Of those, pairs of names (not patronymics).
    pub names: usize,
    pub near: usize,
    pub related: usize,
    pub initial: usize,
}
