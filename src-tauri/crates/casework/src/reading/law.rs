//! Articles of laws: "article 174 (2) of the Criminal Code", «ч. 2 ст. 174 УК РК», «ҚР ҚК 174-бабының 2-бөлігі».

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::{Lexicon, rows};
use super::model::Surety;
use super::text::{Gap, Word};
use crate::date::Lang;
use crate::effort;
use crate::record::Provision;

const LAWS: &str = include_str!("../../data/reading/laws.tsv");

/// A law and what it is called.
struct Law {
    key: &'static str,
    names: [&'static str; 3],
}

static LAW_LIST: LazyLock<Vec<Law>> = LazyLock::new(|| {
    rows(LAWS)
        .map(|row| Law {
            key: row[0],
            names: [row[1], row[2], row[3]],
        })
        .collect()
});
static LAW_WORDS: LazyLock<Lexicon<usize>> = LazyLock::new(|| {
    Lexicon::new(rows(LAWS).enumerate().flat_map(|(number, row)| {
        let ways = row.get(4).copied().unwrap_or_default().split('|');
        ways.map(move |way| (way.to_owned(), number))
            .collect::<Vec<_>>()
    }))
});

/// An article that was found.
pub(super) struct Article {
    /// Bytes of the text.
    pub at: Range<usize>,
    pub code: String,
    pub law: String,
    pub number: String,
    pub part: String,
    pub known: bool,
    pub surety: Surety,
}

/// The provisions of a vault by law and article.
pub(super) struct Provisions {
    /// Key of the law, article, part: code.
    by_law: BTreeMap<(String, String, String), String>,
    /// Article and part alone, where only one law has them.
    alone: BTreeMap<(String, String), Option<(String, String)>>,
    lang: Lang,
}

/// Most articles of one list.
const MOST: usize = 12;

impl Provisions {
    /// Of those in a vault; `lang` is the language in which new ones name their law.
    pub fn of(known: &[Provision], lang: Lang) -> Self {
        let mut found = Self {
            by_law: BTreeMap::new(),
            alone: BTreeMap::new(),
            lang,
        };
        for one in known {
            let key = law_of(&one.law).unwrap_or_else(|| one.law.clone());
            let part = (one.article.clone(), one.part.clone());
            found.by_law.insert(
                (key, one.article.clone(), one.part.clone()),
                one.code.clone(),
            );
            found
                .alone
                .entry(part)
                .and_modify(|held| *held = None)
                .or_insert_with(|| Some((one.code.clone(), one.law.clone())));
        }
        found
    }

    /// The articles of a sentence. `law` is the law named last in the paragraph; it is taken over and kept up.
    pub fn find(&self, words: &[Word<'_>], law: &mut Option<usize>) -> Vec<Article> {
        let laws = laws(words);
        let mut found: Vec<Article> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some(list) = numbers(words, at) else {
                if let Some((which, ..)) = laws.iter().find(|(_, from, _)| *from == at) {
                    *law = Some(*which);
                }
                at += 1;
                continue;
            };
            let named = near(&laws, words, &list);
            if let Some((which, ..)) = named {
                *law = Some(which);
            }
            found.extend(self.articles(words, &list, named, *law));
            at = list.to.max(at + 1);
        }
        found
    }

    fn articles(
        &self,
        words: &[Word<'_>],
        list: &List,
        named: Option<(usize, usize, usize)>,
        before: Option<usize>,
    ) -> Vec<Article> {
        let mut from = list.from;
        let mut to = list.to;
        if let Some((_, first, end)) = named {
            from = from.min(first);
            to = to.max(end);
        }
        let count = list.numbers.len();
        let article = |(index, one): (usize, &Number)| {
            let first = if index == 0 { from } else { one.from };
            let end = if index + 1 == count { to } else { one.to };
            self.article(one, words[first].from..words[end - 1].to, named, before)
        };
        list.numbers.iter().enumerate().map(article).collect()
    }

    fn article(
        &self,
        one: &Number,
        at: Range<usize>,
        named: Option<(usize, usize, usize)>,
        before: Option<usize>,
    ) -> Article {
        let (law, surety) = match (named, before) {
            (Some((law, ..)), _) => (Some(law), Surety::Sure),
            (None, Some(law)) => (Some(law), Surety::Likely),
            (None, None) => (None, Surety::Weak),
        };
        let made = |code: String, law: String, known: bool, surety: Surety| Article {
            at,
            code,
            law,
            number: one.article.clone(),
            part: one.part.clone(),
            known,
            surety,
        };
        let Some(law) = law.map(|law| &LAW_LIST[law]) else {
            let held = self.alone.get(&(one.article.clone(), one.part.clone()));
            return match held {
                Some(Some((code, law))) => made(code.clone(), law.clone(), true, Surety::Likely),
                _ => made(String::new(), String::new(), false, surety),
            };
        };
        let name = law.names[self.lang as usize].to_owned();
        let held = self
            .by_law
            .get(&(law.key.to_owned(), one.article.clone(), one.part.clone()));
        if let Some(code) = held {
            return made(code.clone(), name, true, surety);
        }
        let mut code = format!("KZ-{}-{}", law.key, one.article);
        if !one.part.is_empty() {
            code = format!("{code}-{}", one.part);
        }
        made(code, name, false, surety)
    }
}

/// Key of the law that a text names, if it names one and nothing else.
fn law_of(text: &str) -> Option<String> {
    let sentence = super::text::sentences(text).into_iter().next()?;
    let words = super::text::words(text, &sentence);
    let (law, ..) = laws(&words).into_iter().next()?;
    Some(LAW_LIST[law].key.to_owned())
}

/// Laws named in a sentence: which, first word, the word after the last.
fn laws(words: &[Word<'_>]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let hits = LAW_WORDS.at(words, at);
        let fits = hits.iter().filter(|hit| {
            // «УК», "CC", «ҚК» are written large; "ак" and "cc" are something else.
            hit.weight > 1
                || words[at].large && (words[at].capitals || words[at].plain.chars().count() >= 4)
        });
        match fits.max_by_key(|hit| hit.weight) {
            Some(hit) => {
                found.push((*hit.what, at, hit.to));
                at = hit.to;
            }
            None => at += 1,
        }
    }
    found
}

/// The law that belongs to a list of articles: right behind it, or right before.
fn near(
    laws: &[(usize, usize, usize)],
    words: &[Word<'_>],
    list: &List,
) -> Option<(usize, usize, usize)> {
    let small = |range: Range<usize>| {
        range.len() <= 5
            && words[range].iter().all(|word| {
                matches!(
                    word.plain.as_str(),
                    "of" | "the"
                        | "in"
                        | "under"
                        | "to"
                        | "kazakhstan"
                        | "republic"
                        | "рк"
                        | "кр"
                        | "рф"
                        | "республики"
                        | "казахстан"
                        | "казакстан"
                        | "республикасы"
                        | "республикасынын"
                        | "казакстаннын"
                        | "по"
                        | "в"
                )
            })
    };
    let behind = laws
        .iter()
        .find(|(_, from, _)| *from >= list.to && small(list.to..*from));
    let ahead = laws
        .iter()
        .rev()
        .find(|(_, _, to)| *to <= list.from && small(*to..list.from));
    let inside = laws
        .iter()
        .find(|(_, from, to)| *from >= list.from && *to <= list.to);
    inside.or(behind).or(ahead).copied()
}

/// Numbers of articles that stand together.
struct List {
    from: usize,
    to: usize,
    numbers: Vec<Number>,
}

struct Number {
    from: usize,
    to: usize,
    article: String,
    part: String,
}

/// The list that begins at a word: with the word for an article, a part of one, or (Kazakh) a number before it.
fn numbers(words: &[Word<'_>], at: usize) -> Option<List> {
    kazakh(words, at).or_else(|| others(words, at))
}

fn others(words: &[Word<'_>], at: usize) -> Option<List> {
    let mut next = at;
    // «ч. 2 ст. 174», "part 2 of article 174".
    let mut ahead = String::new();
    if is_part(&words[at].plain) {
        let (part, end) = figures(words, at + 1)?;
        ahead = part;
        next = end;
        while words
            .get(next)
            .is_some_and(|word| matches!(word.plain.as_str(), "of" | "the"))
        {
            next += 1;
        }
    }
    let word = words.get(next)?;
    if !is_article(&word.plain) {
        return None;
    }
    let mut list = List {
        from: at,
        to: next,
        numbers: Vec::new(),
    };
    next += 1;
    while list.numbers.len() < MOST {
        let Some((article, end)) = figures(words, next) else {
            break;
        };
        let (part, end) = part_behind(words, end);
        let part = match (part, list.numbers.is_empty()) {
            (Some(part), _) => part,
            (None, true) => std::mem::take(&mut ahead),
            (None, false) => String::new(),
        };
        list.numbers.push(Number {
            from: next,
            to: end,
            article,
            part,
        });
        list.to = end;
        next = end;
        // "174, 258 and 405", «ст. 174, ст. 405».
        let after = next;
        if words
            .get(next)
            .is_some_and(|word| matches!(word.plain.as_str(), "and" | "и" | "or" | "или" | "жане"))
        {
            next += 1;
        }
        if words.get(next).is_some_and(|word| is_article(&word.plain)) {
            next += 1;
        }
        let joined = next > after;
        if !joined && !words.get(next).is_some_and(|word| word.gap == Gap::Comma) {
            break;
        }
    }
    (!list.numbers.is_empty()).then_some(list)
}

/// «174-бап», «174, 405-баптары», «174-бабының 2-бөлігі».
fn kazakh(words: &[Word<'_>], at: usize) -> Option<List> {
    let mut list = List {
        from: at,
        to: at,
        numbers: Vec::new(),
    };
    let mut next = at;
    while list.numbers.len() < MOST {
        let (article, end) = figures(words, next)?;
        let named = words
            .get(end)
            .is_some_and(|word| is_kazakh_article(&word.plain));
        list.numbers.push(Number {
            from: next,
            to: end,
            article,
            part: String::new(),
        });
        if named {
            let end = end + 1;
            let part = figures(words, end).filter(|(_, after)| {
                words.get(*after).is_some_and(|word| {
                    word.plain.starts_with("болиг") || word.plain.starts_with("болик")
                })
            });
            list.to = end;
            if let (Some((part, after)), Some(last)) = (part, list.numbers.last_mut()) {
                last.part = part;
                list.to = after + 1;
            }
            if let Some(last) = list.numbers.last_mut() {
                last.to = list.to;
            }
            return Some(list);
        }
        next = end;
        if words
            .get(next)
            .is_some_and(|word| matches!(word.plain.as_str(), "жане" | "мен" | "пен"))
        {
            next += 1;
        } else if !words.get(next).is_some_and(|word| word.gap == Gap::Comma) {
            return None;
        }
    }
    None
}

fn is_article(plain: &str) -> bool {
    matches!(
        plain,
        "article" | "articles" | "art" | "arts" | "ст" | "стст"
    ) || plain.starts_with("стать") && plain.chars().count() <= 8
        || plain == "статей"
}

fn is_kazakh_article(plain: &str) -> bool {
    plain.starts_with("бап") || plain.starts_with("бабы") || plain.starts_with("бабын")
}

fn is_part(plain: &str) -> bool {
    matches!(
        plain,
        "part"
            | "paragraph"
            | "para"
            | "ч"
            | "часть"
            | "части"
            | "частью"
            | "частям"
            | "п"
            | "пункт"
            | "пункту"
    )
}

/// A number of an article or part, «456-2» and "272.1" too, and the word after it.
fn figures(words: &[Word<'_>], at: usize) -> Option<(String, usize)> {
    effort::step();
    let is_number = |word: &Word<'_>| {
        word.plain.len() <= 4 && word.plain.bytes().all(|byte| byte.is_ascii_digit())
    };
    let word = words.get(at).filter(|word| is_number(word))?;
    let more = words
        .get(at + 1)
        .filter(|next| is_number(next) && next.gap == Gap::Hyphen && next.plain.len() <= 2);
    Some(match more {
        Some(more) => (format!("{}-{}", word.plain, more.plain), at + 2),
        None => (word.plain.clone(), at + 1),
    })
}

/// "(2)", "part 2", «ч. 2», «часть вторая» is left to the person.
fn part_behind(words: &[Word<'_>], at: usize) -> (Option<String>, usize) {
    let Some(word) = words.get(at) else {
        return (None, at);
    };
    if is_part(&word.plain) {
        if let Some((part, end)) = figures(words, at + 1) {
            return (Some(part), end);
        }
        return (None, at);
    }
    match figures(words, at) {
        Some((part, end)) if word.gap == Gap::Other && word.plain.len() <= 2 => (Some(part), end),
        _ => (None, at),
    }
}
