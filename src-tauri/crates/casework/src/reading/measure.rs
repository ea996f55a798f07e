//! Words that tell of a release, or of a measure that goes on longer. What only looks like it (a report that was released, a visa that was extended) stands in
//! the lists too, and takes its words away; a wish or a plan is neither.

use std::sync::LazyLock;

use super::act::{extent, is_denied, is_only_possible};
use super::lexicon::{Form, Hit, Lexicon, rows};
use super::model::Surety;
use super::text::Word;
use crate::date::Lang;
use crate::duration::Duration;

const FILES: [&str; 3] = [
    include_str!("../../data/reading/measures-en.tsv"),
    include_str!("../../data/reading/measures-ru.tsv"),
    include_str!("../../data/reading/measures-kk.tsv"),
];

/// What an entry stands for.
struct Entry {
    lang: Lang,
    /// Code of vocabulary `measure`; empty where the words do not say which, none where they tell of nothing.
    status: Option<String>,
    extended: bool,
    /// One of these must stand in the same sentence.
    beside: Vec<Form>,
}

static MEASURES: LazyLock<Lexicon<Entry>> = LazyLock::new(|| {
    let all = FILES
        .into_iter()
        .zip(Lang::ALL)
        .flat_map(|(file, lang)| rows(file).map(move |row| (lang, row)));
    Lexicon::new(all.map(|(lang, row)| {
        let code = row[0];
        let entry = Entry {
            lang,
            status: (code != "-").then(|| code.trim_start_matches('>').to_owned()),
            extended: code.starts_with('>'),
            beside: row
                .get(2)
                .copied()
                .unwrap_or_default()
                .split(['|', ' '])
                .filter(|form| !form.is_empty())
                .map(Form::new)
                .collect(),
        };
        (row[1].to_owned(), entry)
    }))
});

/// Codes of measures that the lists name.
#[cfg(test)]
pub(super) fn codes() -> std::collections::BTreeSet<String> {
    FILES
        .into_iter()
        .flat_map(rows)
        .map(|row| row[0].trim_start_matches(['>', '-']).to_owned())
        .filter(|code| !code.is_empty())
        .collect()
}

/// A measure that a sentence tells of.
pub(super) struct Measure {
    /// First word ...
    pub from: usize,
    /// ... and the one after the last.
    pub to: usize,
    /// Its words without the gaps between them.
    pub blocks: Vec<(usize, usize)>,
    /// Code of vocabulary `measure`; empty where the words do not say which.
    pub status: String,
    /// It was there before and goes on longer.
    pub extended: bool,
    /// The language of its words.
    pub lang: Lang,
    pub denied: bool,
    pub surety: Surety,
    /// How much longer: an ISO 8601 duration, or nothing.
    pub duration: String,
}

/// The measures of a sentence, in order, none over another.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Measure> {
    let mut hits: Vec<(usize, Hit<'_, Entry>)> = Vec::new();
    for at in 0..words.len() {
        for hit in MEASURES.at(words, at) {
            let beside = &hit.what.beside;
            let fits = beside.is_empty()
                || words
                    .iter()
                    .any(|word| beside.iter().any(|form| form.fits(&word.plain)));
            if fits {
                // What looks like it goes before what it looks like.
                let weight = 2 * hit.weight + usize::from(hit.what.status.is_none());
                hits.push((weight, hit));
            }
        }
    }
    hits.sort_by_key(|(weight, hit)| (std::cmp::Reverse(*weight), hit.from, hit.to));
    let mut free = vec![true; words.len()];
    let mut found = Vec::new();
    for (_, hit) in hits {
        if free[hit.from..hit.to].iter().all(|free| *free) {
            free[hit.from..hit.to].fill(false);
            found.extend(measure(words, &hit));
        }
    }
    found.sort_by_key(|one: &Measure| one.from);
    found
}

fn measure(words: &[Word<'_>], hit: &Hit<'_, Entry>) -> Option<Measure> {
    let status = hit.what.status.clone()?;
    if is_wished(words, hit) {
        return None;
    }
    let denied = is_denied(words, hit);
    let surety = if denied || status.is_empty() || is_only_possible(words, hit.from) {
        Surety::Weak
    } else if hit.weight > 1 {
        Surety::Sure
    } else {
        Surety::Likely
    };
    let span = extent(words, hit.from, hit.to).filter(|_| hit.what.extended);
    Some(Measure {
        from: hit.from,
        to: hit.to,
        blocks: hit.blocks.clone(),
        status,
        extended: hit.what.extended,
        lang: hit.what.lang,
        denied,
        surety,
        duration: span
            .map(|(from, _)| duration(words, from))
            .unwrap_or_default(),
    })
}

/// Words before it within which a wish belongs to it.
const NEAR: usize = 6;
/// Beginnings of words of those who want it, or say that it will be.
const WISHES: [&str; 22] = [
    "demand",
    "call",
    "urge",
    "appeal",
    "want",
    "must",
    "should",
    "will",
    "ask",
    "hope",
    "request",
    "refus",
    "требу",
    "потребова",
    "призва",
    "призыв",
    "должн",
    "прос",
    "надеж",
    "отказ",
    "тиис",
    "талап",
];

/// "Called for the release of", "want him freed", "is to be released", «должны освободить».
fn is_wished(words: &[Word<'_>], hit: &Hit<'_, Entry>) -> bool {
    let before = &words[hit.from.saturating_sub(NEAR)..hit.from];
    let wished = before.iter().any(|word| {
        WISHES
            .iter()
            .any(|wish| word.plain.starts_with(wish) && word.plain != "called")
    });
    let to_be = words[hit.from.saturating_sub(1)..hit.to]
        .iter()
        .any(|word| matches!(word.plain.as_str(), "be" | "быть" | "будет" | "будут"));
    let after = words[hit.to..].iter().take(2);
    wished
        || to_be
        || after.into_iter().any(|word| {
            matches!(word.plain.as_str(), "тиис" | "керек" | "мумкин")
                || word.plain.starts_with("талап")
        })
}

/// A number and a unit as a duration: `2 months` is `P2M`.
fn duration(words: &[Word<'_>], at: usize) -> String {
    let (Some(number), Some(unit)) = (
        words[at].number,
        words.get(at + 1).map(|word| word.plain.as_str()),
    ) else {
        return String::new();
    };
    let begins = |units: &[&str]| units.iter().any(|stem| unit.starts_with(stem));
    let mut found = Duration::default();
    let field = if begins(&["day", "сут", "дня", "дней", "день", "таулик", "кун"])
    {
        &mut found.days
    } else if begins(&["week", "недел", "апта"]) {
        &mut found.weeks
    } else if begins(&["month", "месяц", "ай"]) {
        &mut found.months
    } else if begins(&["year", "год", "лет", "жыл"]) {
        &mut found.years
    } else {
        return String::new();
    };
    *field = number;
    found.to_string()
}
