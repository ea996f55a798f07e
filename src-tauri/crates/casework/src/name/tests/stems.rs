//! Names in their cases, and what names look like.

use crate::name::{Pattern, Script, fold_text, pattern, script, search_stems};

/// A typed form finds a text if a word of the text begins with one of its stems.
#[track_caller]
fn finds(typed: &str, text: &str) {
    let text = fold_text(text);
    let stems = search_stems(typed);
    assert!(
        text.split(' ')
            .any(|word| stems.iter().any(|stem| word.starts_with(stem.as_str()))),
        "{typed} ({stems:?}) in {text}"
    );
}

#[test]
fn a_name_is_found_in_any_case_script_and_spelling() {
    for typed in [
        "Касенов",
        "Касенова",
        "Касенову",
        "Касеновым",
        "Касенове",
        "Касеновой",
        "Касеновых",
        "Касеновтың",
        "Қасеновке",
        "Қасеновтен",
        "Kassenov's",
        "Kasenov",
    ] {
        for text in [
            "Amir Kassenov",
            "Амир Касенов",
            "Әмір Қасенов",
            "Әмір Қасеновтың",
            "Касеновым",
            "KASENOV",
        ] {
            finds(typed, text);
        }
    }
    finds("Тілеужанның", "Айгерім Тілеужан");
    finds("Динары", "Dinara Smailova");
    finds("Динаре", "Динара");
    finds("Сергея", "Sergey Duvanov");
    finds("Мария", "Марии");
    finds("Марией", "Maria");
    finds("Жовтиса", "Yevgeniy Zhovtis");
    finds("Ишимского", "Ишимский");
    finds("Алматыда", "в Алматы");
}

#[test]
fn a_stem_does_not_find_another_name() {
    let misses = |typed: &str, text: &str| {
        let folded = fold_text(text);
        assert!(
            !search_stems(typed)
                .iter()
                .any(|stem| folded.starts_with(stem.as_str())),
            "{typed} in {text}"
        );
    };
    misses("Марина", "Мария");
    misses("Динара", "Дина");
    misses("Асель", "Асет");
    misses("Сыдыков", "Садыков");
}

#[test]
fn short_words_keep_their_endings() {
    assert_eq!(search_stems("Ли"), ["li"]);
    assert_eq!(search_stems("Анна"), ["ana"]);
    assert_eq!(search_stems(""), Vec::<String>::new());
    assert_eq!(search_stems("—"), Vec::<String>::new());
}

#[test]
fn script_and_pattern_are_guessed() {
    assert_eq!(script("Amir Kässenov"), Script::Latin);
    assert_eq!(script("Әмір Қасенов"), Script::Cyrillic);
    assert_eq!(script("قاسىم"), Script::Arabic);
    assert_eq!(script("Kасенов"), Script::Mixed);
    assert_eq!(script("19"), Script::Other);
    assert_eq!(pattern("Касенов Амир Болатович"), Pattern::ThreePart);
    assert_eq!(pattern("Amir Kassenov"), Pattern::TwoPart);
    assert_eq!(pattern("Гүлдария Шерізатқызы"), Pattern::UlyKyzy);
    assert_eq!(pattern("Қасенов Әмір Болатұлы"), Pattern::UlyKyzy);
    assert_eq!(pattern("Шерізат қызы Гүлдария"), Pattern::UlyKyzy);
    assert_eq!(pattern("Tokayev"), Pattern::Mononym);
    assert_eq!(pattern("A. Kassenov"), Pattern::Initials);
    assert_eq!(pattern("Касенов А.Б."), Pattern::Initials);
    assert_eq!(pattern(""), Pattern::Other);
}
