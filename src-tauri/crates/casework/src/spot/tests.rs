use super::{Memory, Needs, Sought, What, word};

fn found(names: &[&str], contacts: &str, text: &str) -> Vec<(String, What)> {
    let mut sought = Sought::default();
    for name in names {
        sought.name(0, name, Needs::One);
    }
    sought.contacts(0, contacts);
    let spots = sought.spots(text);
    spots
        .into_iter()
        .map(|spot| (text[spot.from..spot.to].to_owned(), spot.what))
        .collect()
}

#[test]
fn a_name_is_found_in_every_spelling_and_case() {
    let names = ["Зүлфия Қасенова Маратқызы"];
    for (text, expect) in [
        ("We met Zulfiya Kassenova today.", "Zulfiya Kassenova"),
        ("We met Zulfija Kasenova today.", "Zulfija Kasenova"),
        ("Встретились с Зульфиёй Касеновой.", "Зульфиёй Касеновой"),
        ("Касеновой Зульфие сказали", "Касеновой Зульфие"),
        ("Зүлфия Қасенованың айтуынша", "Зүлфия Қасенованың"),
        ("ZULFIYA KASSENOVA", "ZULFIYA KASSENOVA"),
        ("said Z. Kassenova, twice", "Z. Kassenova"),
        ("сказала Касенова З. вчера", "Касенова З"),
        (
            "Zulfiya Marat-qyzy Kassenova",
            "Zulfiya Marat-qyzy Kassenova",
        ),
        (
            "Zulf\u{ad}iya Kasse\u{200b}nova",
            "Zulf\u{ad}iya Kasse\u{200b}nova",
        ),
        ("Zulfiya\nKassenova", "Zulfiya\nKassenova"),
    ] {
        assert_eq!(
            found(&names, "", text),
            [(expect.to_owned(), What::Name)],
            "{text}"
        );
    }
}

#[test]
fn a_name_is_found_by_its_initials_in_arabic_letters_and_as_an_adjective() {
    let names = ["Зүлфия Қасенова", "Жанна Ковалевская", "Шолпан Юсупова"];
    for (text, expect) in [
        ("said Zh. Kovalevskaya there", "Zh. Kovalevskaya"),
        ("у Ж. М. Ковалевской дома", "Ж. М. Ковалевской"),
        ("Жанну Ковалевскую", "Жанну Ковалевскую"),
        ("Sh. Yusupova", "Sh. Yusupova"),
        ("Юсупова Ш.А.", "Юсупова Ш"),
        ("ол ٴزۇلفيا قاسەنوۆا دەدى", "ٴزۇلفيا قاسەنوۆا"),
        ("زۇلفيا قاسەنوۋا", "زۇلفيا قاسەنوۋا"),
    ] {
        assert_eq!(
            found(&names, "", text),
            [(expect.to_owned(), What::Name)],
            "{text}"
        );
    }
    // And the other way round.
    assert_eq!(
        found(&["شولپان يۋسۋپوۆا"], "", "от Шолпан Юсуповой"),
        [("Шолпан Юсуповой".to_owned(), What::Name)]
    );
}

#[test]
fn one_word_of_a_name_may_be_somebody_elses() {
    let names = ["Зүлфия Қасенова"];
    for (text, expect) in [
        ("the Kassenov family", "Kassenov"),
        ("Қасеновтардың үйі", "Қасеновтардың"),
        ("Зульфия пришла", "Зульфия"),
    ] {
        assert_eq!(
            found(&names, "", text),
            [(expect.to_owned(), What::Part)],
            "{text}"
        );
    }
    for text in [
        "Касса закрыта",
        "Kazakh",
        "Каскелен",
        "a case note",
        "S-014",
    ] {
        assert_eq!(found(&names, "", text), [], "{text}");
    }
    assert_eq!(found(&["Айгуль Ли"], "", "или ли да"), []);
    assert_eq!(
        found(&["Айгуль Ли"], "", "к Айгуль Ли"),
        [("Айгуль Ли".to_owned(), What::Name)]
    );
}

#[test]
fn an_address_is_found_however_it_is_written() {
    let own = "Signal +7 701 555-01-99; zulfiya.q@example.org; @zq; zulfiya_q on Instagram";
    for (text, expect) in [
        ("call 8 (701) 555 01 99 at night", "8 (701) 555 01 99"),
        ("call 87015550199.", "87015550199"),
        ("тел.: +7-701-555-01-99, вечером", "+7-701-555-01-99"),
        ("тел ٧٠١٥٥٥٠١٩٩", "٧٠١٥٥٥٠١٩٩"),
        ("mail Zulfiya.Q@Example.org!", "Zulfiya.Q@Example.org"),
        ("see https://t.me/zq for it", "t.me/zq"),
        ("see @ZQ for it", "@ZQ"),
        ("it is ZULFIYA_Q there", "ZULFIYA_Q"),
    ] {
        let spots = found(&[], own, text);
        assert_eq!(spots.len(), 1, "{text}");
        assert!(spots[0].0.ends_with(expect), "{text}: {}", spots[0].0);
        assert_eq!(spots[0].1, What::Contact, "{text}");
    }
    for text in ["on 2026-01-23 at 12:30", "zq", "article 701", "555-01-99"] {
        assert_eq!(found(&[], own, text), [], "{text}");
    }
}

#[test]
fn spots_are_replaced_and_the_rest_stays() {
    let mut sought = Sought::default();
    sought.name(0, "Зүлфия Қасенова", Needs::One);
    sought.contacts(0, "+77015550199");
    let text = "Зүлфия Қасенова (8 701 555 01 99) пришла.";
    let spots = sought.spots(text);
    assert_eq!(
        Sought::replaced(text, &spots, |_| "S-014".into()),
        "S-014 (S-014) пришла."
    );
}

#[test]
fn an_organisation_is_found_by_all_its_words_only() {
    let mut sought = Sought::default();
    sought.name(0, "Committee of National Security", Needs::All);
    for (text, expect) in [
        ("the Committee of National Security said", 1),
        ("Комитета национальной безопасности", 0),
        ("a national committee", 0),
    ] {
        assert_eq!(sought.spots(text).len(), expect, "{text}");
    }
}

#[test]
fn a_place_is_found_in_every_case_also_by_a_word_of_two_letters() {
    let mut sought = Sought::default();
    sought.name(0, "Үміт үйі", Needs::All);
    for (text, expect) in [
        ("Үміт үйінде кездестік", 1),
        ("Үміт үйінен шықты", 1),
        ("Үміт үйіне барды", 1),
        ("Үміт үйренді", 0),
        ("үйінде отыр", 0),
    ] {
        assert_eq!(sought.spots(text).len(), expect, "{text}");
    }
}

#[test]
fn dates_and_numbers_are_no_addresses() {
    let likely = |text: &str| super::likely_contacts(text).len();
    for text in [
        "2026-01-31T09:00:00",
        "2026-01-31 12:30, article 405",
        "7a3c1f2e-1234-4567-8901-123456789012",
        "case 1234567890123",
    ] {
        assert_eq!(likely(text), 0, "{text}");
    }
    for text in [
        "+7 701 555 01 99",
        "8 701 555 01 99",
        "a@example.org",
        "see t.me/someone",
        "@someone",
    ] {
        assert_eq!(likely(text), 1, "{text}");
    }
}

/// Names of many people, and texts in which some of them stand.
fn crowd() -> (Vec<&'static str>, Vec<String>) {
    let lists = [
        include_str!("../../data/names.tsv"),
        include_str!("../../data/names-made.tsv"),
    ];
    let lines = lists.into_iter().flat_map(str::lines);
    let names: Vec<&str> = lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split('\t').take(2))
        .filter(|part| part.contains(' ') && part.starts_with(char::is_uppercase))
        .collect();
    assert!(names.len() > 500, "{}", names.len());
    let texts = names.windows(3).step_by(3).map(|three| {
        let family = three[1].split(' ').next_back().unwrap_or_default();
        let first = three[2].split(' ').next().unwrap_or_default();
        let initial: String = first.chars().take(1).collect();
        format!(
            "{} видели у {family}ой; {initial}. {family}, {first} and Амир. {}",
            three[0], three[2]
        )
    });
    let texts = texts.collect();
    (names, texts)
}

#[test]
fn the_short_way_finds_what_the_long_one_does() {
    let (names, texts) = crowd();
    for needs in [Needs::Any, Needs::One, Needs::Two, Needs::All] {
        let mut sought = Sought::default();
        for (number, name) in names.iter().enumerate() {
            sought.name(number, name, needs);
        }
        let (mut memory, mut found) = (Memory::default(), 0);
        for text in texts.iter().step_by(9) {
            let all = Sought::apart(sought.named(text, &mut Memory::default(), true));
            let spots = sought.spots_knowing(text, &mut memory);
            assert_eq!(spots, all, "{text}");
            found += spots.len();
        }
        assert!(found > 50, "{found}");
        // Every word of a name that is alike is among those that are looked at.
        for text in texts.iter().step_by(25) {
            for word in word::words(text) {
                let readings = word.readings();
                let mut alike = Vec::new();
                for (number, name) in sought.names.iter().enumerate() {
                    for (at, form) in name.words.iter().enumerate() {
                        let like = word::likeness(&readings, form);
                        alike.extend(like.map(|like| (number, at, like)));
                    }
                }
                assert_eq!(sought.hits(&word), alike, "{}", word.written());
            }
        }
    }
}
