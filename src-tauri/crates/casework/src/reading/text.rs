//! A text cut into paragraphs, sentences and words, each with the bytes it came from: a claim quotes the very passage and says where it stands.

use crate::date::words::plain;
use crate::effort;

/// A sentence and its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sentence {
    /// Which paragraph, from 1.
    pub paragraph: u32,
    /// Which sentence of it, from 1.
    pub number: u32,
    /// First byte ...
    pub from: usize,
    /// ... and the one after the last.
    pub to: usize,
}

/// Longest sentence, in letters; a longer one is cut, so that work on one is bounded and every one fits into a claim.
pub(super) const LONGEST: usize = 1_500;
/// Most signs that end one.
const SIGNS: usize = 8;
/// Letters of a word that are compared.
const LONGEST_WORD: usize = 40;

/// A word of a sentence.
pub(super) struct Word<'t> {
    pub from: usize,
    pub to: usize,
    /// As written.
    pub text: &'t str,
    /// Lower case, without the letters and accents that keyboards lack.
    pub plain: String,
    /// Begins with a large letter.
    pub large: bool,
    /// All its letters are large, and there are two or more.
    pub capitals: bool,
    /// Its value, if it is a number in figures or words.
    pub number: Option<u32>,
    /// What stands between it and the word before.
    pub gap: Gap,
}

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gap {
    /// It is the first.
    Start,
    Space,
    Hyphen,
    /// A full stop, with or without a space.
    Stop,
    Comma,
    /// Quotes, brackets, dashes, anything else.
    Other,
}

/// The sentences of a text, in order. Paragraphs are parted by empty lines; where there are none, every line is one.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (number, (from, to)) in (1..).zip(paragraphs(text)) {
        split(text, number, from, to, &mut found);
    }
    found
}

fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, at + line.len()));
        at += line.len();
    }
    let is_empty = |line: &(usize, usize)| text[line.0..line.1].trim().is_empty();
    let first = lines.iter().position(|line| !is_empty(line));
    let last = lines.iter().rposition(|line| !is_empty(line));
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let lines = &lines[first..=last];
    let parted = lines.iter().any(is_empty);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        if is_empty(line) {
            goes_on = false;
        } else if goes_on && parted {
            if let Some(paragraph) = found.last_mut() {
                paragraph.1 = line.1;
            }
        } else {
            found.push(*line);
            goes_on = true;
        }
    }
    found
}

fn split(text: &str, paragraph: u32, from: usize, to: usize, found: &mut Vec<Sentence>) {
    let mut number = 0;
    let mut begin = from;
    let mut letters = 0;
    let mut space = None;
    let mut at = from;
    let mut close = |begin: usize, end: usize| {
        let inside = &text[begin..end];
        let trimmed = inside.trim();
        if !trimmed.is_empty() {
            number += 1;
            let start = begin + (inside.len() - inside.trim_start().len());
            found.push(Sentence {
                paragraph,
                number,
                from: start,
                to: start + trimmed.len(),
            });
        }
    };
    while at < to {
        let Some(letter) = text[at..to].chars().next() else {
            break;
        };
        effort::step();
        let mut next = at + letter.len_utf8();
        letters += 1;
        if letter.is_whitespace() {
            space = Some(next);
        }
        let ends = match letter {
            '.' | '!' | '?' | '…' => {
                let end = closed(text, next, to);
                letters += text[next..end].chars().count();
                next = end;
                begins_anew(text, next, to) && !(letter == '.' && is_cut_short(text, begin, at))
            }
            '\n' => is_item(text, next, to),
            _ => false,
        };
        if ends {
            close(begin, next);
            (begin, letters, space) = (next, 0, None);
        } else if letters + SIGNS >= LONGEST {
            let cut = space.filter(|cut| *cut > begin).unwrap_or(next);
            close(begin, cut);
            letters = text[cut..next].chars().count();
            (begin, space) = (cut, None);
        }
        at = next;
    }
    close(begin, to);
}

/// Past further signs that end a sentence and the quotes and brackets that close it.
fn closed(text: &str, from: usize, to: usize) -> usize {
    let signs = text[from..to].chars().take(SIGNS).take_while(|sign| {
        matches!(
            sign,
            '.' | '!' | '?' | '…' | '»' | '”' | '"' | '’' | ')' | ']'
        )
    });
    from + signs.map(char::len_utf8).sum::<usize>()
}

/// Whether what follows may begin a sentence.
fn begins_anew(text: &str, from: usize, to: usize) -> bool {
    let mut rest = text[from..to].chars();
    if !rest.next().is_some_and(char::is_whitespace) {
        return false;
    }
    let first = rest.find(|letter| {
        !letter.is_whitespace()
            && !matches!(
                letter,
                '«' | '“' | '„' | '"' | '(' | '[' | '—' | '–' | '-' | '•' | '*'
            )
    });
    first.is_some_and(|letter| {
        letter.is_uppercase()
            || letter.is_numeric()
            || letter.is_alphabetic() && !letter.is_lowercase()
    })
}

/// A line that begins an item of a list.
fn is_item(text: &str, from: usize, to: usize) -> bool {
    let line = text[from..to].trim_start_matches([' ', '\t']);
    let mut letters = line.chars();
    match letters.next() {
        Some('•' | '–' | '—' | '-' | '*' | '·') => {
            letters.next().is_some_and(char::is_whitespace)
        }
        Some(letter) if letter.is_ascii_digit() => {
            let rest = line.trim_start_matches(|one: char| one.is_ascii_digit());
            line.len() - rest.len() <= 2 && rest.starts_with(['.', ')'])
        }
        _ => false,
    }
}

/// Words that are cut short with a full stop.
const SHORT: [&str; 62] = [
    "г",
    "гг",
    "ст",
    "ч",
    "п",
    "пп",
    "ул",
    "пр",
    "просп",
    "им",
    "т",
    "д",
    "др",
    "тов",
    "см",
    "руб",
    "тг",
    "тыс",
    "млн",
    "млрд",
    "обл",
    "р",
    "пос",
    "с",
    "кв",
    "стр",
    "абз",
    "ж",
    "жж",
    "б",
    "тенге",
    "art",
    "arts",
    "no",
    "nos",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "st",
    "p",
    "pp",
    "vs",
    "e",
    "i",
    "cf",
    "etc",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "янв",
    "гр",
];
/// Initials of two letters.
const INITIALS: [&str; 12] = [
    "zh", "sh", "kh", "ch", "ye", "yu", "ya", "yo", "дж", "ts", "iu", "ia",
];

/// Whether the full stop at `at` belongs to a word that is cut short, an initial, or the number of an item.
fn is_cut_short(text: &str, begin: usize, at: usize) -> bool {
    let mut from = at;
    for (index, letter) in text[begin..at].char_indices().rev().take(12) {
        if !letter.is_alphanumeric() {
            break;
        }
        from = begin + index;
    }
    let word = &text[from..at];
    let count = word.chars().count();
    if count == 0 || count >= 12 {
        return false;
    }
    if word.chars().all(char::is_numeric) {
        return text[begin..from].trim().is_empty();
    }
    let large = word.chars().next().is_some_and(char::is_uppercase);
    let small = plain(word);
    large && (count == 1 || INITIALS.contains(&small.as_str())) || SHORT.contains(&small.as_str())
}

/// The words of a sentence.
pub(super) fn words<'t>(text: &'t str, sentence: &Sentence) -> Vec<Word<'t>> {
    let inside = &text[sentence.from..sentence.to];
    let mut found: Vec<Word<'t>> = Vec::new();
    let mut begun: Option<usize> = None;
    let mut end = 0;
    let mut push = |from: usize, to: usize| {
        let (from, to) = (sentence.from + from, sentence.from + to);
        let gap = found
            .last()
            .map_or(Gap::Start, |before| gap_of(&text[before.to..from]));
        found.push(word(text, from, to, gap));
    };
    let mut letters = inside.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter.is_alphanumeric() {
            begun.get_or_insert(at);
            end = at + letter.len_utf8();
        } else if begun.is_some() && is_joining(letter) {
            // A part of the word only if more of it follows; but "Kassenov's" is Kassenov.
            let rest = &inside[at + letter.len_utf8()..];
            let possessive = is_apostrophe(letter)
                && rest.starts_with(['s', 'S'])
                && !rest[1..].chars().next().is_some_and(char::is_alphanumeric);
            if possessive {
                if let Some(from) = begun.take() {
                    push(from, end);
                }
                letters.next();
            }
        } else if let Some(from) = begun.take() {
            push(from, end);
        }
    }
    if let Some(from) = begun {
        push(from, end);
    }
    found
}

fn word(text: &str, from: usize, to: usize, gap: Gap) -> Word<'_> {
    let whole = &text[from..to];
    let kept: String = whole
        .chars()
        .filter(|letter| !is_joining(*letter))
        .take(LONGEST_WORD)
        .collect();
    let plain = plain(&kept);
    let large = kept.chars().next().is_some_and(char::is_uppercase);
    let count = kept.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = count > 1 && !kept.chars().any(char::is_lowercase);
    Word {
        from,
        to,
        text: whole,
        number: number(&plain),
        plain,
        large,
        capitals,
        gap,
    }
}

fn gap_of(between: &str) -> Gap {
    let sign = between.trim();
    match sign {
        "" => Gap::Space,
        "-" | "‐" | "‑" if between.len() == sign.len() => Gap::Hyphen,
        "." => Gap::Stop,
        "," => Gap::Comma,
        _ => Gap::Other,
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′')
}

/// Apostrophes, accents, and signs nobody sees.
fn is_joining(letter: char) -> bool {
    is_apostrophe(letter)
        || unicode_normalization::char::is_combining_mark(letter)
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A number in figures, or one of the small ones in words.
fn number(plain: &str) -> Option<u32> {
    if plain.starts_with(|letter: char| letter.is_ascii_digit()) {
        return (plain.len() <= 6).then(|| plain.parse().ok()).flatten();
    }
    let value = match plain {
        "one" | "один" | "одну" | "бир" => 1,
        "two" | "два" | "две" | "двух" | "еки" => 2,
        "three" | "три" | "трех" | "уш" => 3,
        "four" | "четыре" | "торт" => 4,
        "five" | "пять" | "пяти" | "бес" => 5,
        "six" | "шесть" | "алты" => 6,
        "seven" | "семь" | "семи" | "жети" => 7,
        "eight" | "восемь" | "сегиз" => 8,
        "nine" | "девять" | "тогыз" => 9,
        "ten" | "десять" | "десяти" | "он" => 10,
        "twelve" | "двенадцать" => 12,
        "fifteen" | "пятнадцать" => 15,
        "twenty" | "двадцать" | "жиырма" => 20,
        "thirty" | "тридцать" | "отыз" => 30,
        _ => return None,
    };
    Some(value)
}

/// Counts UTF-16 units up to bytes asked for in rising order: what a page needs to find a place in the same text.
pub(super) struct Units<'t> {
    text: &'t str,
    byte: usize,
    unit: u32,
}

impl<'t> Units<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            unit: 0,
        }
    }

    /// Units before a byte, which must not lie before the last one asked for.
    pub fn at(&mut self, byte: usize) -> u32 {
        let more: usize = self.text[self.byte..byte]
            .chars()
            .map(char::len_utf16)
            .sum();
        self.byte = byte;
        self.unit = self
            .unit
            .saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.unit
    }
}
