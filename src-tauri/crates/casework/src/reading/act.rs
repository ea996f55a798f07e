//! Words that tell of acts, in three languages, with what denies or weakens them and how long or how much it was.

use std::sync::LazyLock;

use super::lexicon::{Form, Hit, Lexicon, rows};
use super::model::Surety;
use super::text::Word;
use crate::date::Lang;

const FILES: [&str; 3] = [
    include_str!("../../data/reading/acts-en.tsv"),
    include_str!("../../data/reading/acts-ru.tsv"),
    include_str!("../../data/reading/acts-kk.tsv"),
];

/// What an entry stands for.
struct Entry {
    lang: Lang,
    /// More than one: each has its own words, in order.
    act_types: Vec<String>,
    /// The first of its words is what they share, such as "searched".
    led: bool,
    /// The words themselves deny it.
    denied: bool,
    /// One of these must stand in the same sentence.
    beside: Vec<Form>,
}

static ACTS: LazyLock<Lexicon<Entry>> = LazyLock::new(|| {
    let all = FILES
        .into_iter()
        .zip(Lang::ALL)
        .flat_map(|(file, lang)| rows(file).map(move |row| (lang, row)));
    Lexicon::new(all.map(|(lang, row)| {
        let (denied, codes) = match row[0].strip_prefix('!') {
            Some(code) => (true, code),
            None => (false, row[0]),
        };
        let beside = row.get(2).copied().unwrap_or_default();
        let entry = Entry {
            lang,
            led: codes.starts_with('+'),
            act_types: codes
                .split('+')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect(),
            denied,
            beside: beside
                .split(['|', ' '])
                .filter(|form| !form.is_empty())
                .map(Form::new)
                .collect(),
        };
        (row[1].to_owned(), entry)
    }))
});

/// Codes of act types that the words of a language are known for: `en`, `ru`, `kk` in order.
#[cfg(test)]
pub(super) fn codes(language: usize) -> std::collections::BTreeSet<String> {
    rows(FILES[language])
        .flat_map(|row| row[0].trim_start_matches(['!', '+']).split('+'))
        .map(str::to_owned)
        .collect()
}

/// An act that a sentence tells of.
pub(super) struct Act {
    /// First word ...
    pub from: usize,
    /// ... and the one after the last.
    pub to: usize,
    /// Its words without the gaps between them.
    pub blocks: Vec<(usize, usize)>,
    /// Code of its type.
    pub code: String,
    /// The language of its words.
    pub lang: Lang,
    pub denied: bool,
    pub surety: Surety,
    /// Words of a duration or an amount: first and the one after the last.
    pub extent: Option<(usize, usize)>,
}

/// The acts of a sentence, in order, none over another: what more words tell goes before what fewer do.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Act> {
    let mut hits: Vec<(usize, Hit<'_, Entry>)> = Vec::new();
    for at in 0..words.len() {
        for hit in ACTS.at(words, at) {
            let beside = &hit.what.beside;
            let fits = beside.is_empty()
                || words
                    .iter()
                    .any(|word| beside.iter().any(|form| form.fits(&word.plain)));
            if fits {
                let weight = 2 * hit.weight + usize::from(!beside.is_empty());
                hits.push((weight, hit));
            }
        }
    }
    hits.sort_by_key(|(weight, hit)| (std::cmp::Reverse(*weight), hit.from, hit.to));
    let mut free = vec![true; words.len()];
    let mut found: Vec<Act> = Vec::new();
    for (_, hit) in hits {
        if free[hit.from..hit.to].iter().all(|free| *free) {
            free[hit.from..hit.to].fill(false);
            found.extend(acts(words, &hit));
        }
    }
    found.sort_by_key(|act| act.from);
    found
}

fn acts(words: &[Word<'_>], hit: &Hit<'_, Entry>) -> Vec<Act> {
    let denied = hit.what.denied || is_denied(words, hit);
    let surety = if denied || is_only_possible(words, hit.from) {
        Surety::Weak
    } else if hit.weight > 1 || !hit.what.beside.is_empty() {
        Surety::Sure
    } else {
        Surety::Likely
    };
    let one = |code: &String, from: usize, to: usize, blocks: Vec<(usize, usize)>| Act {
        extent: extent(words, hit.from, hit.to),
        from,
        to,
        blocks,
        code: code.clone(),
        lang: hit.what.lang,
        denied,
        surety,
    };
    match hit.what.act_types.as_slice() {
        [single] => vec![one(single, hit.from, hit.to, hit.blocks.clone())],
        several => {
            let more = hit.blocks.len().saturating_sub(several.len());
            let own = hit.blocks.iter().skip(if hit.what.led { more } else { 0 });
            several
                .iter()
                .zip(own)
                .map(|(act_type, block)| one(act_type, block.0, block.1, vec![*block]))
                .collect()
        }
    }
}

/// Words before an act within which "not" belongs to it.
const NEAR: usize = 3;
const NOT: [&str; 17] = [
    "not",
    "never",
    "nor",
    "neither",
    "wasnt",
    "werent",
    "isnt",
    "didnt",
    "hasnt",
    "havent",
    "cannot",
    "couldnt",
    "не",
    "ни",
    "nobody",
    "никто",
    "denied",
];
const MAYBE: [&str; 24] = [
    "risk",
    "risks",
    "risked",
    "could",
    "would",
    "might",
    "may",
    "if",
    "possible",
    "possibly",
    "fear",
    "fears",
    "feared",
    "грозит",
    "грозило",
    "могут",
    "может",
    "могли",
    "бы",
    "если",
    "возможно",
    "мумкин",
    "егер",
    "ыктимал",
];

pub(super) fn is_denied<T>(words: &[Word<'_>], hit: &Hit<'_, T>) -> bool {
    let before = &words[hit.from.saturating_sub(NEAR)..hit.from];
    // A "not" in a gap of the entry counts; one that is a word of it does not.
    let inside = (hit.from..hit.to).filter(|at| {
        !hit.blocks
            .iter()
            .any(|(from, to)| (*from..*to).contains(at))
    });
    let after = words[hit.to..].iter().take(2);
    before.iter().any(|word| NOT.contains(&word.plain.as_str()))
        || inside
            .into_iter()
            .any(|at| NOT.contains(&words[at].plain.as_str()))
        || after
            .into_iter()
            .any(|word| matches!(word.plain.as_str(), "жок" | "емес"))
}

pub(super) fn is_only_possible(words: &[Word<'_>], from: usize) -> bool {
    words[from.saturating_sub(NEAR + 1)..from]
        .iter()
        .any(|word| {
            // "May" written large is a month.
            MAYBE.contains(&word.plain.as_str()) && !(word.large && word.plain == "may")
        })
}

/// Units of durations and amounts, plain, by their beginnings.
const UNITS: [&str; 26] = [
    "day",
    "month",
    "year",
    "hour",
    "week",
    "mci",
    "tenge",
    "сут",
    "дня",
    "дней",
    "день",
    "месяц",
    "год",
    "лет",
    "час",
    "недел",
    "мрп",
    "тенге",
    "тг",
    "таулик",
    "кун",
    "ай",
    "жыл",
    "сагат",
    "аек",
    "апта",
];
/// Words around an act within which a duration belongs to it.
const AROUND: usize = 6;

pub(super) fn extent(words: &[Word<'_>], from: usize, to: usize) -> Option<(usize, usize)> {
    let first = from.saturating_sub(AROUND);
    let last = words.len().min(to + AROUND);
    let mut found: Option<(usize, (usize, usize))> = None;
    for at in first..last {
        let Some(number) = words[at].number.filter(|number| *number > 0) else {
            continue;
        };
        // A year is no duration.
        let unit = words
            .get(at + 1)
            .is_some_and(|next| UNITS.iter().any(|unit| next.plain.starts_with(unit)));
        if unit && !(1900..2100).contains(&number) && !is_an_age_or_past(words, at) {
            // Behind the act goes before ahead of it.
            let far = if at >= from { at - from } else { from - at + 2 };
            if found.is_none_or(|(near, _)| far < near) {
                found = Some((far, (at, at + 2)));
            }
        }
    }
    found.map(|(_, extent)| extent)
}

/// "19 years old", "3 days ago", «3 дня назад», «3 күн бұрын», «2025 года».
fn is_an_age_or_past(words: &[Word<'_>], at: usize) -> bool {
    words.get(at + 2).is_some_and(|word| {
        matches!(
            word.plain.as_str(),
            "old" | "ago" | "later" | "назад" | "бурын" | "кейин" | "after" | "before"
        )
    })
}
