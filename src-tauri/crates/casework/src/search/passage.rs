//! The passage that matched, in its own spelling.

use crate::name::{fold_word, readings, search_stems};

/// A word somebody searches for.
pub(crate) struct Wanted {
    /// Every way to read it, folded.
    pub readings: Vec<String>,
    /// What is left of it without a case ending; a word that begins so is meant too.
    pub stems: Vec<String>,
    /// The beginning of a word is enough.
    pub prefix: bool,
}

impl Wanted {
    pub(crate) fn new(word: &str, prefix: bool) -> Self {
        // Letters in black circles and squares are signs to the index, which would take the word apart.
        let letter = |c: char| c.is_alphanumeric() && !('\u{1f100}'..='\u{1f1ff}').contains(&c);
        let plain = |text: &String| !text.is_empty() && text.chars().all(letter);
        let readings: Vec<String> = readings(word).into_iter().filter(plain).collect();
        let stems = search_stems(word)
            .into_iter()
            .filter(plain)
            .filter(|stem| !readings.contains(stem))
            .collect();
        Self {
            readings,
            stems,
            prefix,
        }
    }

    /// Whether a folded word is what is wanted, or begins as it.
    pub(crate) fn is(&self, folded: &str) -> bool {
        let read = |reading: &String| {
            folded == reading || self.prefix && folded.starts_with(reading.as_str())
        };
        self.readings.iter().any(read)
            || self
                .stems
                .iter()
                .any(|stem| folded.starts_with(stem.as_str()))
    }
}

/// A passage and the words in it that matched, as character offsets.
pub(crate) struct Passage {
    pub text: String,
    pub marks: Vec<(u32, u32)>,
    /// How many of the wanted words stand in it.
    pub hits: usize,
}

/// Characters shown before the first match.
const LEAD: usize = 50;
/// Characters shown in all.
const WIDTH: usize = 200;

/// Looks for the wanted words in a text; none if there is none of them.
pub(crate) fn find(text: &str, wanted: &[Wanted]) -> Option<Passage> {
    let chars: Vec<char> = text.chars().collect();
    let mut marks = Vec::new();
    let mut found = vec![false; wanted.len()];
    for (from, to) in spans(&chars) {
        let folded = fold_word(&chars[from..to].iter().collect::<String>());
        for (hit, wanted) in found.iter_mut().zip(wanted) {
            if wanted.is(&folded) {
                *hit = true;
                if marks.last() != Some(&(from, to)) {
                    marks.push((from, to));
                }
            }
        }
    }
    let first = marks.first()?.0;
    let start = if first > LEAD {
        word_start(&chars, first - LEAD)
    } else {
        0
    };
    let end = chars.len().min(start + WIDTH);
    let (head, tail) = (
        if start > 0 { "…" } else { "" },
        if end < chars.len() { "…" } else { "" },
    );
    let shift = head.chars().count();
    let shown = |at: usize| u32::try_from(at - start + shift).unwrap_or(u32::MAX);
    // Line breaks would tear a list apart; one character for one keeps the offsets.
    let middle: String = chars[start..end]
        .iter()
        .map(|c| if c.is_control() { ' ' } else { *c })
        .collect();
    Some(Passage {
        text: format!("{head}{middle}{tail}"),
        marks: marks
            .into_iter()
            .filter(|(_, to)| *to <= end)
            .map(|(from, to)| (shown(from), shown(to)))
            .collect(),
        hits: found.into_iter().filter(|hit| *hit).count(),
    })
}

/// Words of a text as ranges; a mark or an apostrophe inside a word belongs to it.
fn spans(chars: &[char]) -> Vec<(usize, usize)> {
    let inside = |at: usize| {
        chars.get(at).is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(c, '\u{0300}'..='\u{036f}')
                || matches!(c, '\'' | '’' | 'ʼ' | '`')
                    && at > 0
                    && chars[at - 1].is_alphanumeric()
                    && chars.get(at + 1).is_some_and(|next| next.is_alphanumeric())
        })
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !inside(at) {
            at += 1;
            continue;
        }
        let from = at;
        while inside(at) {
            at += 1;
        }
        out.push((from, at));
    }
    out
}

fn word_start(chars: &[char], at: usize) -> usize {
    (at..chars.len())
        .find(|&at| at == 0 || chars[at - 1].is_whitespace())
        .unwrap_or(at)
}
