//! Any text at all: what is found lies inside it and nowhere over something else, and work grows with the text and no faster.

use proptest::prelude::*;

use super::super::MOST_MARKS;
use super::super::model::Reading;
use super::super::text::{LONGEST, words};
use super::super::{entities, reading};
use super::{NOBODY, find, today};
use crate::date::Lang;
use crate::effort;

/// Reads a text and looks at everything that must hold of any reading.
fn sound(text: &str) -> Reading {
    let finding = find(text, &NOBODY, today(), Some(Lang::Ru));
    let mut end = 0;
    for piece in &finding.pieces {
        assert!(
            end <= piece.from && piece.from < piece.to && piece.to <= text.len(),
            "over each other or outside"
        );
        assert!(
            text.is_char_boundary(piece.from) && text.is_char_boundary(piece.to),
            "inside a letter"
        );
        let sentence = &finding.sentences[piece.sentence];
        assert!(
            sentence.from <= piece.from && piece.to <= sentence.to,
            "outside its sentence"
        );
        end = piece.to;
    }
    let mut last = 0;
    for sentence in &finding.sentences {
        assert!(last <= sentence.from && sentence.from < sentence.to && sentence.to <= text.len());
        assert!(text[sentence.from..sentence.to].chars().count() <= LONGEST);
        for word in words(text, sentence) {
            assert_eq!(&text[word.from..word.to], word.text);
        }
        last = sentence.to;
    }
    let made = reading(&finding);
    let units = text.encode_utf16().count();
    assert!(made.marks.len() <= MOST_MARKS && made.entities.len() <= entities::MOST);
    assert!(
        made.marks
            .iter()
            .all(|mark| mark.from < mark.to && mark.to as usize <= units)
    );
    for proposal in &made.proposals {
        let inside = |mark: u32| (mark as usize) < made.marks.len();
        assert!(
            inside(proposal.mark)
                && proposal.date.is_none_or(inside)
                && proposal.place.is_none_or(inside)
        );
        assert!(proposal.provisions.iter().all(|mark| inside(*mark)));
        assert!(
            proposal
                .victim
                .is_none_or(|victim| (victim as usize) < made.entities.len())
        );
    }
    made
}

/// Pieces that mean something to one rule or another.
const PARTS: [&str; 44] = [
    "Амир Касенов",
    "Қасеновтың",
    "А. Б.",
    "Kassenov's",
    "Болатұлы",
    " қызы ",
    "journalist ",
    "ст. 174",
    " УК РК",
    "174-бап",
    "ч. 2",
    "articles 1, 2 and 3",
    "«",
    "»",
    "“",
    "\"",
    "Ministry of ",
    "Orda.kz",
    " суд",
    "арестован на 15 суток",
    "was not detained",
    "house arrest",
    "ұсталды",
    "жоқ",
    "13 ноября 2025",
    "2025 жылғы ",
    "с 1 по ",
    "до",
    "mid-",
    "yesterday",
    "1.2.3",
    "2025-11-",
    "Алматы",
    "\n",
    "\n\n",
    ". ",
    "…",
    "- ",
    "\u{301}",
    "\u{200b}",
    "😀",
    "\u{feff}",
    "İ",
    "ǅ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_letters(text in "\\PC{0,300}") {
        sound(&text);
    }

    #[test]
    fn any_parts(parts in prop::collection::vec((0..PARTS.len(), 0..4_usize), 0..60)) {
        let text: String = parts.iter().flat_map(|(part, gap)| [PARTS[*part], ["", " ", ", ", ". "][*gap]]).collect();
        sound(&text);
    }
}

/// What somebody might repeat to make a reader hang.
const REPEATED: [&str; 48] = [
    "а",
    "A",
    "А. ",
    "Kh. ",
    "Касенов ",
    "Амир Касенов, ",
    "Амир Касенов. ",
    "Абаев-",
    "1 ",
    "13 ",
    "1,",
    "ст. ",
    "ст. 1, ",
    "ст. 1 и ",
    "174-бап ",
    "174, ",
    "ч. 2 ",
    "«",
    "\"A ",
    "«А",
    ".",
    ". ",
    "! ",
    "\n",
    "\n\n",
    "- ",
    "\n- ",
    "арестован ",
    "арестован на ",
    "задержан Амир Касенов ",
    "не ",
    "в 2025 ",
    "до ",
    "с ",
    "1 мая ",
    "2025-",
    "1.",
    "мая - ",
    "Orda.kz.",
    "е\u{301}",
    "\u{200b}",
    "😀",
    "Ministry of ",
    "and ",
    "aaaaaaaa-",
    "(",
    "УК ",
    "не был задержан, ",
];

#[test]
fn work_grows_with_the_text() {
    let effort = |unit: &str, letters: usize| {
        let text: String = unit.chars().cycle().take(letters).collect();
        effort::taken();
        let made = sound(&text);
        assert!(made.marks.len() <= letters);
        effort::taken()
    };
    let wrong: Vec<String> = REPEATED
        .iter()
        .filter_map(|unit| {
            let (small, large) = (effort(unit, 3_000), effort(unit, 12_000));
            // Four times the text, four times the work, with some room for what is done once.
            (large > 5 * small + 10_000).then(|| format!("{unit:?}: {small} then {large}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_of_the_largest_size_is_read() {
    let mut text = String::new();
    // Different names everywhere: nobody may be compared with everybody.
    let letters = ["а", "о", "е", "и", "у", "ы", "э", "ю", "я"];
    for number in 0.. {
        let name = |of: usize| {
            format!(
                "К{}р{}м{}",
                letters[of % 9],
                letters[of / 9 % 9],
                letters[of / 81 % 9]
            )
        };
        let line = format!(
            "Активист {}ов {}ев арестован на 15 суток по ст. {} УК РК 13 ноября 2025 года. ",
            name(number),
            name(number / 729 + number),
            number % 500
        );
        if text.chars().count() + line.chars().count() > super::super::MAX_TEXT {
            break;
        }
        text.push_str(&line);
    }
    effort::taken();
    let made = sound(&text);
    let steps = effort::taken();
    assert!(made.more && made.marks.len() == MOST_MARKS);
    assert!(steps < 300 * super::super::MAX_TEXT as u64, "{steps} steps");
}

#[test]
fn what_is_too_long_is_refused() {
    assert!(super::super::bounded(&"я".repeat(super::super::MAX_TEXT)).is_ok());
    assert!(super::super::bounded(&"я".repeat(super::super::MAX_TEXT + 1)).is_err());
    assert!(super::super::bounded(" \n").is_err());
}
