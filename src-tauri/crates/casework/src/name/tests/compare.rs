//! Single comparisons: bands, reasons, and what must never happen.

use proptest::prelude::*;

use crate::name::{Band, MAX_NAME, Reason, compare};

#[track_caller]
fn check(left: &str, right: &str, band: Band, reason: Reason) {
    let found = compare(left, right);
    assert!(
        found.band == band && found.reasons.contains(&reason),
        "{left} and {right}: {found:?}"
    );
}

#[test]
fn reasons_are_told() {
    check(
        "Amir Kassenov",
        "Amir Kassenov",
        Band::Same,
        Reason::Identical,
    );
    check(
        "Amir Kassenov",
        "Amir Kasenov",
        Band::Same,
        Reason::SameSounds,
    );
    check(
        "Amir Kassenov",
        "Әмір Қасенов",
        Band::Same,
        Reason::OtherScript,
    );
    check(
        "Amir Kassenov",
        "Kassenov Amir",
        Band::Same,
        Reason::WordOrder,
    );
    check(
        "Нур Султан Абенов",
        "Нурсултан Абенов",
        Band::Same,
        Reason::Joined,
    );
    check(
        "Aigerim Tleuzhan",
        "Айгерім Тілеужан",
        Band::Same,
        Reason::VariantSpelling,
    );
    check("A. Kassenov", "Amir Kassenov", Band::Same, Reason::Initial);
    check(
        "Касенов Амир Болатович",
        "Амир Касенов",
        Band::Same,
        Reason::PatronymicLeftOut,
    );
    check(
        "Касенов Амир Болатович",
        "Әмір Болатұлы Қасенов",
        Band::Same,
        Reason::SamePatronymic,
    );
    check(
        "Касенов Амир Болатович",
        "Касенов Амир Серикович",
        Band::Different,
        Reason::OtherPatronymic,
    );
    check("Амир К.", "Амир Касенов", Band::Similar, Reason::Initial);
    check("Kassenov", "Amir Kassenov", Band::Similar, Reason::PartOnly);
    check(
        "Temirlan Ensebek",
        "Temirlan Ensebekov",
        Band::Similar,
        Reason::OtherEnding,
    );
    check(
        "Дулат Агадил",
        "Дулат Агадилулы",
        Band::Similar,
        Reason::OtherEnding,
    );
    check(
        "Amir Kassenov",
        "Amir Kassenova",
        Band::Similar,
        Reason::OtherSexForm,
    );
    check(
        "Duman Mukhamedkarim",
        "Duman Mukhamdekarim",
        Band::Similar,
        Reason::OneSlip,
    );
    check(
        "Aidos Sadykov",
        "Natalia Sadykova",
        Band::Different,
        Reason::SameFamilyName,
    );
    check(
        "Temirlan Baymash",
        "Temirlan Ensebek",
        Band::Different,
        Reason::SameGivenName,
    );
    check(
        "Murat Adam",
        "Timur Turlov",
        Band::Different,
        Reason::NothingShared,
    );
    check(
        "KIBHR",
        "Kazakhstan International Bureau for Human Rights and Rule of Law",
        Band::Similar,
        Reason::Acronym,
    );
    check("«Әділ сөз»", "Adil Soz", Band::Same, Reason::OtherScript);
}

#[test]
fn a_brother_and_a_sister_are_two_people() {
    check(
        "Касенов Амир Болатович",
        "Касенова Амира Болатовна",
        Band::Different,
        Reason::OtherPatronymic,
    );
    assert_eq!(
        compare("Нурлан Токтаров", "Нурлана Токтарова").band,
        Band::Different
    );
}

#[test]
fn empty_names_match_nothing() {
    for (left, right) in [("", ""), ("", "Amir"), ("—", "—"), ("...", "Amir Kassenov")] {
        assert_eq!(
            compare(left, right).band,
            Band::Different,
            "{left:?} {right:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_names_make_it_panic(left in "\\PC{0,40}", right in "\\PC{0,40}") {
        let found = compare(&left, &right);
        prop_assert!((0.0..=1.0).contains(&found.score));
        let back = compare(&right, &left);
        prop_assert_eq!((found.band, found.score), (back.band, back.score));
    }

    #[test]
    fn a_name_is_the_same_as_itself_and_in_capitals(name in "[А-Я][а-я]{2,9} [А-Я][а-я]{3,9}(ов|ова|бай)") {
        prop_assert_eq!(compare(&name, &name).band, Band::Same);
        prop_assert_eq!(compare(&name, &name.to_uppercase()).band, Band::Same);
    }

    #[test]
    fn the_score_agrees_with_the_band(left in "[A-Z][a-z]{2,7} [A-Z][a-z]{2,9}", right in "[A-Z][a-z]{2,7} [A-Z][a-z]{2,9}") {
        let found = compare(&left, &right);
        let agrees = match found.band {
            Band::Same => found.score >= 0.9,
            Band::Similar => (0.75..0.9).contains(&found.score),
            Band::Different => found.score < 0.75,
        };
        prop_assert!(agrees, "{} and {}: {:?}", left, right, found);
    }
}

#[test]
fn very_long_names_are_cut_and_soon_done() {
    let long = "Абвгд ".repeat(MAX_NAME * 10);
    let started = std::time::Instant::now();
    let _ = compare(&long, &format!("{long} x"));
    assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
}
