//! A name cut into tokens, each with what it looks like: a name, an initial, a patronymic.

use unicode_normalization::UnicodeNormalization;

use super::fold::readings;
use super::letters::is_apostrophe;

/// What part of a name a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A name in full.
    Name,
    /// "A.", "Zh.", «Ж».
    Initial,
    /// -ович, -овна, -ұлы, -қызы and their kin.
    Patronymic,
}

/// One token.
#[derive(Clone)]
pub(super) struct Token {
    /// Lower case, as written.
    pub text: String,
    /// Folded, in every reading, the usual one first.
    pub readings: Vec<String>,
    /// What it looks like.
    pub part: Part,
    /// An initial that follows another: it stands for the patronymic or the middle name.
    pub second: bool,
}

impl Token {
    pub(super) fn new(text: &str, part: Part) -> Self {
        let readings = readings(text);
        Self {
            text: text.to_owned(),
            readings,
            part,
            second: false,
        }
    }

    /// The usual reading.
    pub(super) fn folded(&self) -> &str {
        &self.readings[0]
    }

    /// This token and the next as one word.
    pub(super) fn joined(&self, next: &Self) -> Self {
        let text = format!("{}{}", self.text, next.text);
        let part = part_of(&text, &readings(&text)[0]);
        Self::new(&text, part)
    }
}

/// A name's words before they are judged.
struct Word {
    text: String,
    dotted: bool,
}

/// Most tokens of one name that are looked at.
pub(super) const MOST: usize = 12;

/// Cuts a name into tokens. Titles, particles and what stands in brackets are left out, unless nothing else is there.
pub(super) fn tokens(name: &str) -> Vec<Token> {
    let lower: String = without_brackets(name)
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_apostrophe(*letter))
        .collect();
    // «г-н» and «г-жа» would come apart at the hyphen.
    let lower = lower.replace("г-н", "гн").replace("г-жа", "гжа");
    let mut words: Vec<Word> = Vec::new();
    let mut word = String::new();
    for letter in lower.chars().chain([' ']) {
        if letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter) {
            word.push(letter);
        } else if !word.is_empty() {
            words.push(Word {
                text: std::mem::take(&mut word),
                dotted: letter == '.',
            });
        }
    }
    words.truncate(2 * MOST);
    let said: Vec<&Word> = words
        .iter()
        .filter(|word| !is_title(&word.text) && !PARTICLES.contains(&word.text.as_str()))
        .collect();
    let kept = if said.is_empty() {
        words.iter().collect()
    } else {
        said
    };
    let mut tokens: Vec<Token> = Vec::new();
    for word in kept {
        let token = token(word);
        match tokens.pop() {
            // «Шерізат қызы», "Nurlan uly": the ending stands apart.
            Some(father)
                if PATRONYMIC_WORDS.contains(&token.folded()) && father.part == Part::Name =>
            {
                tokens.push(Token::new(
                    &format!("{}{}", father.text, token.text),
                    Part::Patronymic,
                ));
            }
            previous => {
                tokens.extend(previous);
                tokens.push(token);
            }
        }
    }
    tokens.truncate(MOST);
    let initials = tokens
        .iter_mut()
        .filter(|token| token.part == Part::Initial);
    initials.skip(1).for_each(|token| token.second = true);
    tokens
}

fn token(word: &Word) -> Token {
    let readings = readings(&word.text);
    let letters = word.text.chars().count();
    let figures = word.text.chars().any(char::is_numeric);
    let short = letters == 1
        || (word.dotted
            && letters <= 3
            && (readings[0].chars().count() == 1
                || matches!(word.text.as_str(), "yu" | "ya" | "ye" | "yo" | "iu" | "ia")));
    let part = if short && !figures {
        Part::Initial
    } else {
        part_of(&word.text, &readings[0])
    };
    Token {
        text: word.text.clone(),
        readings,
        part,
        second: false,
    }
}

fn part_of(text: &str, folded: &str) -> Part {
    if text.chars().count() > 4 && father(folded).is_some() {
        Part::Patronymic
    } else {
        Part::Name
    }
}

/// Text in brackets is a note on the name, unless the whole name stands in them.
pub(super) fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    let outside: String = name
        .chars()
        .filter(|letter| {
            match letter {
                '(' | '[' => depth += 1,
                ')' | ']' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    if outside.chars().any(char::is_alphanumeric) {
        outside
    } else {
        name.to_owned()
    }
}

/// Endings of patronymics as they fold, with the sex they tell.
const PATRONYMICS: [(&str, Sex); 16] = [
    ("ovih", Sex::Male),
    ("evih", Sex::Male),
    ("ievih", Sex::Male),
    ("ovna", Sex::Female),
    ("evna", Sex::Female),
    ("inihna", Sex::Female),
    ("ihna", Sex::Female),
    ("uli", Sex::Male),
    ("ulu", Sex::Male),
    ("ogli", Sex::Male),
    ("oglu", Sex::Male),
    ("ugli", Sex::Male),
    ("kizi", Sex::Female),
    ("gizi", Sex::Female),
    ("zade", Sex::Male),
    ("kisi", Sex::Female),
];

/// Short Russian patronymics that end in -ич alone.
const SHORT_PATRONYMICS: [&str; 5] = ["ilih", "kuzmih", "lukih", "fomih", "nikitih"];

/// The same endings where they stand as words of their own.
const PATRONYMIC_WORDS: [&str; 9] = [
    "uli", "ulu", "ogli", "oglu", "ugli", "kizi", "gizi", "kisi", "zade",
];

/// The sex that a form of a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
}

/// Father's name inside a folded patronymic, and the sex of the child.
pub(super) fn father(folded: &str) -> Option<(&str, Sex)> {
    if SHORT_PATRONYMICS.contains(&folded) {
        return Some((folded.strip_suffix("ih")?, Sex::Male));
    }
    let longest = PATRONYMICS
        .iter()
        .filter(|(ending, _)| folded.ends_with(ending))
        .max_by_key(|(ending, _)| ending.len())?;
    let father = folded.strip_suffix(longest.0)?;
    (father.len() >= 2).then_some((father, longest.1))
}

/// Short particles that are written or left out as it pleases.
const PARTICLES: [&str; 8] = ["al", "el", "bin", "ibn", "van", "von", "der", "de"];

pub(super) fn is_title(word: &str) -> bool {
    const TITLES: [&str; 34] = [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "professor",
        "president",
        "judge",
        "lawyer",
        "advocate",
        "attorney",
        "prosecutor",
        "minister",
        "colonel",
        "captain",
        "господин",
        "госпожа",
        "гн",
        "гжа",
        "адвокат",
        "судья",
        "прокурор",
        "следователь",
        "президент",
        "министр",
        "полковник",
        "профессор",
        "доктор",
        "мырза",
        "ханым",
        "төреші",
        "адвокаты",
        "профессоры",
        "қорғаушы",
    ];
    TITLES.contains(&word)
}
