//! People nobody knows yet, by rules: large letters, initials, patronymics, endings of family names, given names, and what stands before a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::{Lexicon, rows};
use super::model::Surety;
use super::text::{Gap, Word};
use crate::date::words::plain;
use crate::name::fold_word;

const GIVEN: &str = include_str!("../../data/reading/given.txt");
const TITLES: &str = include_str!("../../data/reading/titles.tsv");
const COMMON: &str = include_str!("../../data/reading/common.txt");

/// Given names as they sound.
static GIVEN_NAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| words_of(GIVEN).map(fold_word).collect());
/// Words with a large letter that are no names.
static COMMON_WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| words_of(COMMON).map(plain).collect());
/// What people are called before their names; with the occupation it makes, if it is one.
static TITLE_WORDS: LazyLock<Lexicon<Option<&'static str>>> = LazyLock::new(|| {
    Lexicon::new(rows(TITLES).map(|row| {
        let word = row[0];
        let said = row.get(2).copied().unwrap_or(word.trim_end_matches('*'));
        let occupation = (row.get(1) == Some(&"occupation")).then_some(said);
        (word.to_owned(), occupation)
    }))
});

fn words_of(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

/// Whether a word is a given name, whatever its spelling.
pub(super) fn is_given(word: &str) -> bool {
    GIVEN_NAMES.contains(&fold_word(word)) || given_of(word).is_some()
}

/// Whether a word is a given name in another case than the first: «Амира», «Айгүлді».
pub(super) fn is_bent(word: &str) -> bool {
    given_of(word).is_some()
}

/// A word with a large letter that is part of nobody's name.
pub(super) fn is_common(word: &Word<'_>) -> bool {
    COMMON_WORDS.contains(&word.plain)
}

/// Whether a word is what somebody is called, by occupation or otherwise.
pub(super) fn is_title(words: &[Word<'_>], at: usize) -> bool {
    !TITLE_WORDS.at(words, at).is_empty()
}

/// The occupation a word tells; none if it tells none.
fn occupation(words: &[Word<'_>], at: usize) -> Option<&'static str> {
    *TITLE_WORDS.at(words, at).first()?.what
}

/// Somebody named.
pub(super) struct Person {
    /// First word ...
    pub from: usize,
    /// ... and the one after the last.
    pub to: usize,
    /// As it would be written into a record.
    pub name: String,
    pub given: String,
    pub patronymic: String,
    pub family: String,
    pub occupation: String,
    pub surety: Surety,
}

/// What part of a name a word may be.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Name,
    Initial,
    /// «ұлы», «қызы» written apart.
    Child,
    Other,
}

/// Longest name, in words; more of them with large letters in a row are a headline.
const MOST: usize = 5;

/// People named in the words of a sentence. `taken` says which words mean something else.
pub(super) fn find(text: &str, words: &[Word<'_>], taken: impl Fn(usize) -> bool) -> Vec<Person> {
    let sorts: Vec<Sort> = (0..words.len())
        .map(|at| {
            if taken(at) {
                Sort::Other
            } else {
                sort(text, words, at)
            }
        })
        .collect();
    let headline = is_headline(words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = run(words, &sorts, at);
        if end > at {
            found.extend(person(words, &sorts, at, end, headline));
        }
        at = end.max(at + 1);
    }
    found
}

fn sort(text: &str, words: &[Word<'_>], at: usize) -> Sort {
    let word = &words[at];
    if CHILD.contains(&word.plain.as_str()) {
        return Sort::Child;
    }
    if !word.large || word.plain.starts_with(|letter: char| letter.is_numeric()) {
        return Sort::Other;
    }
    let count = word.plain.chars().count();
    let stopped = text[word.to..].starts_with('.');
    if stopped && (count == 1 || TWO_LETTERS.contains(&word.plain.as_str())) {
        return Sort::Initial;
    }
    let odd = word.text.chars().any(char::is_numeric) || count < 2;
    // «Orda.kz»: a name of a site.
    let site = stopped
        && words
            .get(at + 1)
            .is_some_and(|next| next.from == word.to + 1 && !next.large);
    let acronym = word.capitals && count < 5;
    // «Лариса Ким»: a family name that is a word too. Nobody writes that word large in the middle of a sentence, but in English headlines.
    let surname = !word.plain.is_ascii()
        && word.gap == Gap::Space
        && at
            .checked_sub(1)
            .is_some_and(|before| words[before].large && is_given(words[before].text));
    if odd || site || acronym || is_common(word) && !surname || is_title(words, at) {
        return Sort::Other;
    }
    Sort::Name
}

const CHILD: [&str; 8] = ["улы", "кызы", "uly", "kyzy", "ogly", "оглы", "kizi", "ugli"];
const TWO_LETTERS: [&str; 12] = [
    "zh", "sh", "kh", "ch", "ye", "yu", "ya", "yo", "дж", "ts", "iu", "ia",
];

/// Where a run of parts of names that begins at a word ends.
fn run(words: &[Word<'_>], sorts: &[Sort], at: usize) -> usize {
    if !matches!(sorts[at], Sort::Name | Sort::Initial) {
        return at;
    }
    let mut end = at + 1;
    while end < words.len() && sorts[end] != Sort::Other {
        let joined = match words[end].gap {
            Gap::Space | Gap::Hyphen => true,
            Gap::Stop => sorts[end - 1] == Sort::Initial,
            _ => false,
        };
        if !joined {
            break;
        }
        end += 1;
    }
    end
}

/// Most words begin with a large letter: it says little then.
fn is_headline(words: &[Word<'_>]) -> bool {
    let long: Vec<&Word<'_>> = words
        .iter()
        .filter(|word| word.plain.chars().count() > 3)
        .collect();
    long.len() >= 4 && long.iter().filter(|word| word.large).count() * 10 >= long.len() * 8
}

fn person(
    words: &[Word<'_>],
    sorts: &[Sort],
    from: usize,
    to: usize,
    headline: bool,
) -> Option<Person> {
    if to - from > MOST {
        return None;
    }
    let parts: Vec<&str> = words[from..to].iter().map(|word| word.text).collect();
    let names = sorts[from..to]
        .iter()
        .filter(|sort| **sort == Sort::Name)
        .count();
    if names == 0 {
        return None;
    }
    let initials = sorts[from..to].contains(&Sort::Initial);
    let patronymic =
        sorts[from..to].contains(&Sort::Child) || parts.iter().any(|part| is_patronymic(part));
    let given = parts.iter().any(|part| is_given(part));
    let family = parts.iter().any(|part| is_family(part));
    let before = from
        .checked_sub(1)
        .filter(|_| words[from].gap == Gap::Space)
        .filter(|before| is_title(words, *before));
    let starts = from == 0;
    let points = 3 * usize::from(patronymic)
        + 2 * usize::from(initials)
        + 2 * usize::from(given)
        + 2 * usize::from(family)
        + 2 * usize::from(before.is_some())
        + usize::from(names > 1 && !starts && !headline);
    let whole = names > 1 || initials || patronymic;
    // One word: with a title before it, or the ending of a family name where nothing else makes it large.
    let telling = parts.iter().any(|part| is_telling(part)) && !headline;
    let alone = before.is_some() && !starts || telling && (!starts || speaks(words, to));
    let surety = match (whole, points) {
        (true, 4..) => Surety::Sure,
        (true, 2..) | (false, 4..) => Surety::Likely,
        (true, 1) => Surety::Weak,
        (false, 2..) if alone => Surety::Weak,
        _ => return None,
    };
    let mut person = named(words, sorts, from, to);
    if let Some(told) = before.and_then(|before| occupation(words, before)) {
        told.clone_into(&mut person.occupation);
    }
    person.surety = surety;
    Some(person)
}

/// A name at the beginning of a sentence, where every word is written large: English has no plural that ends like one, and in Russian what
/// follows is one person's deed («Касенов заявил»), while «Активистов задержали».
fn speaks(words: &[Word<'_>], to: usize) -> bool {
    let latin = words[0].plain.is_ascii();
    let deed = words.get(to).is_some_and(|next| {
        ["л", "ла", "лся", "лась"]
            .iter()
            .any(|ending| next.plain.chars().count() > 3 && next.plain.ends_with(ending))
    });
    latin || deed
}

/// The parts of a name, in the first case where that can be told.
fn named(words: &[Word<'_>], sorts: &[Sort], from: usize, to: usize) -> Person {
    let mut person = Person {
        from,
        to,
        name: String::new(),
        given: String::new(),
        patronymic: String::new(),
        family: String::new(),
        occupation: String::new(),
        surety: Surety::Weak,
    };
    let child = |at: usize| sorts.get(at + 1) == Some(&Sort::Child) && at + 1 < to;
    let given_at =
        (from..to).find(|at| sorts[*at] == Sort::Name && !child(*at) && is_given(words[*at].text));
    let given =
        given_at.map(|at| given_of(words[at].text).unwrap_or_else(|| words[at].text.to_owned()));
    // Somebody's given name that stands as it is written in a list is in the first case, and so is the rest.
    let bent = given_at.is_some_and(|at| given_of(words[at].text).is_some());
    let female = given
        .as_deref()
        .is_some_and(|given| given.ends_with(['а', 'я', 'А', 'Я']));
    let mut whole: Vec<String> = Vec::new();
    let names = sorts[from..to]
        .iter()
        .filter(|sort| **sort == Sort::Name)
        .count();
    for at in from..to {
        let word = words[at].text;
        match sorts[at] {
            Sort::Initial => {
                whole.push(format!("{word}."));
                continue;
            }
            Sort::Child => {
                let own = kazakh_stem(word).unwrap_or_else(|| word.to_owned());
                if let Some(father) = whole.last().cloned() {
                    person.patronymic = format!("{father} {own}");
                    if person.given == father {
                        person.given.clear();
                    }
                }
                whole.push(own);
                continue;
            }
            _ => {}
        }
        let own = if Some(at) == given_at {
            given.clone().unwrap_or_else(|| word.to_owned())
        } else {
            first_case(word, bent, female, given.is_some())
        };
        if is_patronymic(word) && person.patronymic.is_empty() {
            person.patronymic.clone_from(&own);
        } else if Some(at) == given_at {
            person.given.clone_from(&own);
        } else if person.family.is_empty()
            && (is_family(word) || given.is_some() || names == 1 || at + 1 == to)
        {
            person.family.clone_from(&own);
        } else if person.given.is_empty() {
            person.given.clone_from(&own);
        }
        // A hyphen stays a hyphen.
        match whole.last_mut() {
            Some(last) if at > from && words[at].gap == Gap::Hyphen => {
                last.push('-');
                last.push_str(&own);
            }
            _ => whole.push(own),
        }
    }
    person.name = whole.join(" ");
    person
}

/// Endings of patronymics, plain, in the cases a text has them in.
const PATRONYMICS: [&str; 24] = [
    "ович",
    "евич",
    "овича",
    "евича",
    "овичу",
    "евичу",
    "овичем",
    "евичем",
    "овна",
    "евна",
    "овны",
    "евны",
    "овне",
    "евне",
    "овну",
    "евну",
    "овной",
    "евной",
    "улы",
    "кызы",
    "ovich",
    "evich",
    "ovna",
    "evna",
];

fn is_patronymic(word: &str) -> bool {
    let word = plain(word);
    let count = word.chars().count();
    let latin = ["uly", "kyzy", "uli", "qyzy"];
    let bent = kazakh_stem(&word);
    let word = bent.as_deref().unwrap_or(&word);
    count > 5
        && (PATRONYMICS.iter().any(|ending| word.ends_with(ending))
            || latin.iter().any(|ending| word.ends_with(ending)))
}

/// Endings of family names, plain, in the cases a text has them in.
const FAMILY: [&str; 60] = [
    "ов",
    "ова",
    "ову",
    "овым",
    "ове",
    "овой",
    "ев",
    "ева",
    "еву",
    "евым",
    "еве",
    "евой",
    "овы",
    "овых",
    "евых",
    "ин",
    "ина",
    "ину",
    "иным",
    "ине",
    "иной",
    "ский",
    "ская",
    "ского",
    "скому",
    "ским",
    "скую",
    "ской",
    "цкий",
    "цкая",
    "енко",
    "чук",
    "швили",
    "дзе",
    "ян",
    "баев",
    "баева",
    "бай",
    "бек",
    "бекова",
    "алы",
    "али",
    "бергенов",
    "ов",
    "ov",
    "ova",
    "ev",
    "eva",
    "yev",
    "yeva",
    "in",
    "ina",
    "sky",
    "skaya",
    "skiy",
    "enko",
    "bay",
    "bek",
    "bai",
    "baev",
];

/// Whether a word ends like a family name. Short words do not say enough.
pub(super) fn is_family(word: &str) -> bool {
    let word = plain(word);
    let bent = kazakh_stem(&word);
    let fits = |word: &str| {
        let count = word.chars().count();
        FAMILY.iter().any(|ending| {
            // -ин and -ян are endings of many words.
            let least =
                if ending.chars().count() < 3 && !matches!(*ending, "ов" | "ев" | "ov" | "ev") {
                    6
                } else {
                    5
                };
            count >= least && word.ends_with(ending)
        })
    };
    fits(&word) || bent.is_some_and(|word| fits(&word))
}

/// A family name by an ending that few other words have.
fn is_telling(word: &str) -> bool {
    const LONG: [&str; 4] = ["ина", "ину", "иной", "ina"];
    const ENDINGS: [&str; 18] = [
        "ов", "ова", "ову", "овым", "ове", "овой", "ев", "ева", "еву", "евым", "еве", "евой", "ov",
        "ova", "ev", "eva", "yev", "yeva",
    ];
    let word = plain(word);
    let bent = kazakh_stem(&word);
    let word = bent.as_deref().unwrap_or(&word);
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let count = word.chars().count();
    count > 5 && ends(&ENDINGS) || count > 7 && ends(&LONG)
}

/// Kazakh endings of case, longest first.
const KAZAKH: [&str; 30] = [
    "ның", "нің", "дың", "дің", "тың", "тің", "нан", "нен", "дан", "ден", "тан", "тен", "мен",
    "бен", "пен", "ға", "ге", "қа", "ке", "ны", "ні", "ды", "ді", "ты", "ті", "да", "де", "та",
    "те", "на",
];

/// A word of a name without its Kazakh ending, where what is left ends like a name. Also of a word written plain.
fn kazakh_stem(word: &str) -> Option<String> {
    const STEMS: [&str; 22] = [
        "ов", "ова", "ев", "ева", "ин", "ина", "ұлы", "улы", "қызы", "кызы", "бек", "бай", "хан",
        "қан", "кан", "жан", "гүл", "гуль", "ский", "ская", "нұр", "ғали",
    ];
    KAZAKH.iter().find_map(|ending| {
        let stem = [(*ending).to_owned(), plain(ending)]
            .iter()
            .find_map(|ending| word.strip_suffix(ending.as_str()))?;
        let small = stem.to_lowercase();
        (stem.chars().count() >= 4 && STEMS.iter().any(|end| small.ends_with(end)))
            .then(|| stem.to_owned())
    })
}

/// A given name out of another case, if the word is one and stands in no list as it is: «Амиру», «Гульнару», «Айгүлдің».
fn given_of(word: &str) -> Option<String> {
    if GIVEN_NAMES.contains(&fold_word(word)) {
        return None;
    }
    let known = |name: &str| GIVEN_NAMES.contains(&fold_word(name));
    let cut = |ending: &str, instead: &[&str]| {
        let stem = word.strip_suffix(ending)?;
        if stem.chars().count() < 3 {
            return None;
        }
        instead
            .iter()
            .map(|end| format!("{stem}{end}"))
            .find(|name| known(name))
    };
    KAZAKH
        .iter()
        .find_map(|ending| cut(ending, &[""]).or_else(|| cut(&plain(ending), &[""])))
        .or_else(|| cut("ом", &[""]))
        .or_else(|| cut("ем", &["", "й", "ь"]))
        .or_else(|| cut("ой", &["а"]))
        .or_else(|| cut("ей", &["я", "а"]))
        .or_else(|| cut("а", &[""]))
        .or_else(|| cut("у", &["а", ""]))
        .or_else(|| cut("я", &["й", "ь"]))
        .or_else(|| cut("ю", &["я", "й", "ь"]))
        .or_else(|| cut("ы", &["а"]))
        .or_else(|| cut("и", &["а", "я", "ь"]))
        .or_else(|| cut("е", &["а", "я", ""]))
}

/// A family name or patronymic in the first case. `bent` says that the given name beside it is not.
fn first_case(word: &str, bent: bool, female: bool, with_given: bool) -> String {
    if let Some(stem) = kazakh_stem(word) {
        return stem;
    }
    let cut = |ending: &str, instead: &str| {
        word.strip_suffix(ending)
            .filter(|stem| stem.chars().count() > 2)
            .map(|stem| format!("{stem}{instead}"))
    };
    let sure = [
        ("овым", "ов"),
        ("евым", "ев"),
        ("иным", "ин"),
        ("овой", "ова"),
        ("евой", "ева"),
        ("иной", "ина"),
        ("ского", "ский"),
        ("скому", "ский"),
        ("скую", "ская"),
        ("овичем", "ович"),
        ("евичем", "евич"),
        ("овича", "ович"),
        ("евича", "евич"),
        ("овичу", "ович"),
        ("евичу", "евич"),
        ("овной", "овна"),
        ("евной", "евна"),
        ("овну", "овна"),
        ("евну", "евна"),
        ("овне", "овна"),
        ("евне", "евна"),
        ("овны", "овна"),
        ("евны", "евна"),
    ];
    if let Some(found) = sure
        .iter()
        .find_map(|(ending, instead)| cut(ending, instead))
    {
        return found;
    }
    if with_given && !bent {
        // «Айгерим Бекову»: a name that does not bend beside one that does is a woman's.
        let endings = [("ову", "ова"), ("еву", "ева"), ("ину", "ина")];
        if let Some(found) = endings
            .iter()
            .find_map(|(ending, instead)| cut(ending, instead))
        {
            return found;
        }
    }
    if with_given && bent {
        let endings: &[(&str, &str)] = if female {
            &[("ову", "ова"), ("еву", "ева"), ("ину", "ина")]
        } else {
            &[
                ("ова", "ов"),
                ("ева", "ев"),
                ("ина", "ин"),
                ("ову", "ов"),
                ("еву", "ев"),
                ("ину", "ин"),
                ("ове", "ов"),
                ("еве", "ев"),
            ]
        };
        if let Some(found) = endings
            .iter()
            .find_map(|(ending, instead)| cut(ending, instead))
        {
            return found;
        }
    }
    word.to_owned()
}
