//! Organisations nobody knows yet: by a word for a kind of one with what stands around it, by quotes, and names of sites.

use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::{Lexicon, rows};
use super::model::Surety;
use super::person;
use super::text::{Gap, Word};

const WORDS: &str = include_str!("../../data/reading/organisations.tsv");

/// Where the name of an organisation stands, seen from the word for its kind.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// What it is of follows: «департамент полиции».
    Before,
    /// What it is of stands before it: "Almaty District Court".
    After,
    Both,
    /// It is the name: "Majlis".
    Own,
    /// The name stands in quotes beside it.
    Quoted,
}

static KINDS: LazyLock<Lexicon<Side>> = LazyLock::new(|| {
    Lexicon::new(rows(WORDS).filter_map(|row| {
        let side = match *row.get(1)? {
            "before" => Side::Before,
            "after" => Side::After,
            "both" => Side::Both,
            "self" => Side::Own,
            "quoted" => Side::Quoted,
            _ => return None,
        };
        Some((row[0].to_owned(), side))
    }))
});

/// Words that go on a name of an organisation though they are written small.
const INNER: [&str; 62] = [
    "of",
    "for",
    "and",
    "the",
    "on",
    "to",
    "полиции",
    "юстиции",
    "внутренних",
    "дел",
    "по",
    "правам",
    "человека",
    "города",
    "области",
    "и",
    "национальной",
    "безопасности",
    "района",
    "республики",
    "финансов",
    "обороны",
    "здравоохранения",
    "образования",
    "науки",
    "культуры",
    "информации",
    "общественного",
    "развития",
    "иностранных",
    "государственных",
    "доходов",
    "противодействия",
    "коррупции",
    "экономических",
    "расследований",
    "районный",
    "городской",
    "областной",
    "районного",
    "городского",
    "областного",
    "суд",
    "суда",
    "специализированный",
    "межрайонный",
    "административный",
    "калалык",
    "аудандык",
    "облыстык",
    "полиция",
    "ишки",
    "истер",
    "улттык",
    "кауипсиздик",
    "жогаргы",
    "ауданынын",
    "каласынын",
    "облысынын",
    "мамандандырылган",
    "аудандыкаралык",
    "халыкаралык",
];
/// Small words that do not end a name.
const JOINS: [&str; 9] = ["of", "for", "and", "the", "on", "to", "по", "и", "мен"];
/// Longest name, in words.
const MOST: usize = 9;
/// Longest name in quotes, in letters.
const QUOTED: usize = 60;

/// An organisation that was found.
pub(super) struct Organisation {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// As it would be written into a record.
    pub name: String,
    pub surety: Surety,
}

/// Organisations in the words of a sentence.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Organisation> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let side = KINDS.at(words, at).first().map(|hit| *hit.what);
        let one = match side {
            Some(side) => of_a_kind(text, words, at, side),
            None => site(text, words, at),
        };
        let Some((from, to, surety)) = one else {
            at += 1;
            continue;
        };
        let range = words[from].from..words[to - 1].to;
        found.push(Organisation {
            name: text[range.clone()]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            at: range,
            surety,
        });
        at = to.max(at + 1);
    }
    found
}

/// First word, the word after the last, how sure.
fn of_a_kind(
    text: &str,
    words: &[Word<'_>],
    at: usize,
    side: Side,
) -> Option<(usize, usize, Surety)> {
    let word = &words[at];
    if side == Side::Quoted {
        return quoted(text, words, at + 1);
    }
    if side == Side::Own {
        return word.large.then_some((at, at + 1, Surety::Likely));
    }
    // A name in quotes right behind: партия «Алға», Фонд «Ізгілік».
    if let Some(named) = quoted(text, words, at + 1) {
        return Some(named);
    }
    // "association leaders": in English the name of one is written large.
    if word.plain.is_ascii() && !word.large {
        return None;
    }
    let mut from = at;
    if matches!(side, Side::After | Side::Both) {
        while from > 0
            && at - from < MOST
            && words[from].gap == Gap::Space
            && goes_on(&words[from - 1])
        {
            from -= 1;
        }
    }
    // «Ерлана Сагындыкова суд арестовал»: whom it was done to, and not what the court is called.
    if !word.large
        && words[from..at]
            .iter()
            .any(|one| one.large && person::is_bent(one.text))
    {
        return None;
    }
    let mut to = at + 1;
    if matches!(side, Side::Before | Side::Both)
        || words
            .get(to)
            .is_some_and(|next| next.plain == "of" && word.large)
    {
        while to < words.len()
            && to - at < MOST
            && words[to].gap == Gap::Space
            && goes_on(&words[to])
        {
            to += 1;
        }
    }
    // Neither begins nor ends with a small word that only joins.
    while from < at
        && (JOINS.contains(&words[from].plain.as_str())
            || person::is_common(&words[from]) && !words[from].large)
    {
        from += 1;
    }
    while from < at && from == 0 && person::is_common(&words[from]) {
        from += 1;
    }
    while to > at + 1 && JOINS.contains(&words[to - 1].plain.as_str()) {
        to -= 1;
    }
    let large = words[from..to].iter().filter(|word| word.large).count();
    let surety = match (to - from, large) {
        (2.., 2..) => Surety::Sure,
        (2.., 1) => Surety::Likely,
        _ => return None,
    };
    Some((from, to, surety))
}

fn goes_on(word: &Word<'_>) -> bool {
    word.large && !word.plain.starts_with(|letter: char| letter.is_numeric())
        || INNER.contains(&word.plain.as_str())
}

/// A name in quotes that begins at a word.
fn quoted(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize, Surety)> {
    let first = words.get(at)?;
    let before = text[..first.from].chars().next_back()?;
    let close = match before {
        '«' => '»',
        '“' => '”',
        '„' => '“',
        '"' => '"',
        _ => return None,
    };
    let mut to = at;
    while let Some(word) = words.get(to) {
        if word.to - first.from > 4 * QUOTED || to - at > MOST {
            return None;
        }
        to += 1;
        if text[word.to..].starts_with(close)
            || text[word.to..].starts_with(['!', '?', '.'])
                && text[word.to + 1..].starts_with(close)
        {
            return first.large.then_some((at, to, Surety::Sure));
        }
    }
    None
}

/// "Orda.kz", "Respublika.kz.news", "Qaznews24": names of sites, written large.
fn site(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize, Surety)> {
    const ENDS: [&str; 14] = [
        "kz", "com", "org", "net", "info", "news", "media", "ru", "uz", "kg", "tv", "io", "me",
        "live",
    ];
    let first = words.get(at)?;
    let mut to = at + 1;
    while let Some(word) = words.get(to) {
        let glued = word.from == words[to - 1].to + 1 && text[words[to - 1].to..].starts_with('.');
        if !glued || !ENDS.contains(&word.plain.as_str()) {
            break;
        }
        to += 1;
    }
    let glued = text[..first.from].ends_with(['/', '@', '.']);
    if to > at + 1 && !glued {
        return Some((at, to, Surety::Sure));
    }
    // Two large letters inside a word: KazTAG, CNews; or figures behind one: Qaznews24.
    let inner = first
        .text
        .chars()
        .skip(1)
        .filter(|letter| letter.is_uppercase())
        .count()
        > 1;
    let mixed =
        first.large && !first.capitals && inner && first.text.chars().any(char::is_lowercase);
    let figures = first.large
        && first.text.chars().next_back().is_some_and(char::is_numeric)
        && first
            .text
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            > 3;
    if (mixed || figures) && !person::is_common(first) {
        return Some((at, at + 1, Surety::Likely));
    }
    acronym(words, at).then_some((at, at + 1, Surety::Weak))
}

/// "KIBHR", «КМБПЧ» among words that are not all written so.
fn acronym(words: &[Word<'_>], at: usize) -> bool {
    const OTHERS: [&str; 14] = [
        "mci", "gmt", "sim", "vpn", "url", "pdf", "dvd", "мрп", "аек", "иин", "жсн", "бин", "тоо",
        "жшс",
    ];
    let word = &words[at];
    let letters = word
        .text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count();
    let roman = word.plain.chars().all(|letter| "ivxlcdm".contains(letter));
    let shouted = words.iter().filter(|word| word.capitals).count() * 2 > words.len();
    word.capitals
        && (3..=8).contains(&letters)
        && letters == word.text.chars().count()
        && !roman
        && !shouted
        && !person::is_common(word)
        && !OTHERS.contains(&word.plain.as_str())
}
