//! What is shown, and that it is understood again.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::edtf::edtf;
use crate::date::{Lang, UncertainDate, words};

#[track_caller]
fn check(edtf: &str, en: &str, ru: &str, kk: &str) {
    let date = UncertainDate::parse(edtf).unwrap();
    assert_eq!(
        Lang::ALL.map(|lang| date.display(lang)),
        [en, ru, kk],
        "{edtf}"
    );
    same_in_all(&date);
}

#[track_caller]
fn same_in_all(date: &UncertainDate) {
    for lang in Lang::ALL {
        same_again(date, lang);
    }
}

#[track_caller]
fn same_again(date: &UncertainDate, lang: Lang) {
    let shown = date.display(lang);
    let today = NaiveDate::from_ymd_opt(2026, 2, 1).expect("a day");
    match words::parse(&shown, today, Some(lang)) {
        Ok(again) => assert_eq!(again.edtf(), date.edtf(), "{shown}"),
        Err(error) => panic!("{} shown as {shown}: {error}", date.edtf()),
    }
}

#[test]
fn shows_each_form_in_three_languages() {
    check(
        "2025-12-24",
        "24 Dec 2025",
        "24 декабря 2025",
        "2025 жылғы 24 желтоқсан",
    );
    check("2025-11", "Nov 2025", "ноябрь 2025", "2025 жылғы қараша");
    check("2025", "2025", "2025 год", "2025 жыл");
    check("2025-22", "summer 2025", "лето 2025", "2025 жылғы жаз");
    check(
        "2025-24",
        "winter 2025–2026",
        "зима 2025–2026",
        "2025–2026 жылғы қыс",
    );
    check("202X", "2020s", "2020-е годы", "2020-жылдар");
    check("20XX", "21st century", "XXI век", "XXI ғасыр");
    check(
        "2025-12-01~",
        "about 1 Dec 2025",
        "примерно 1 декабря 2025",
        "шамамен 2025 жылғы 1 желтоқсан",
    );
    check(
        "2025-11?",
        "possibly Nov 2025",
        "возможно, ноябрь 2025",
        "мүмкін, 2025 жылғы қараша",
    );
    check(
        "2012%",
        "possibly about 2012",
        "возможно, примерно 2012 год",
        "мүмкін, шамамен 2012 жыл",
    );
    check(
        "2025-XX",
        "some month of 2025",
        "какой-то месяц 2025 года",
        "2025 жылдың бір айы",
    );
    check(
        "2025-XX-XX",
        "some day of 2025",
        "какой-то день 2025 года",
        "2025 жылдың бір күні",
    );
    check(
        "2025-11-XX",
        "some day of Nov 2025",
        "какой-то день ноября 2025",
        "2025 жылғы қарашаның бір күні",
    );
    check(
        "[2026-01-11..2026-01-20]",
        "some day 11–20 Jan 2026",
        "один из дней 11–20 января 2026",
        "2026 жылғы 11–20 қаңтардың бір күні",
    );
    check(
        "[2022-07..2025-11]",
        "between Jul 2022 and Nov 2025",
        "между июлем 2022 и ноябрём 2025",
        "2022 жылғы шілде мен 2025 жылғы қараша аралығында",
    );
    check(
        "[..2025-11]",
        "by Nov 2025",
        "не позднее ноября 2025",
        "2025 жылғы қарашадан кешіктірмей",
    );
    check(
        "[2025-11..]",
        "not before Nov 2025",
        "не ранее ноября 2025",
        "2025 жылғы қарашадан ерте емес",
    );
    check(
        "[2025-11-01,2025-11-03]",
        "1 Nov 2025 or 3 Nov 2025",
        "1 ноября 2025 или 3 ноября 2025",
        "2025 жылғы 1 қараша немесе 2025 жылғы 3 қараша",
    );
    check(
        "2025-03-01/2025-03-05",
        "from 1 to 5 Mar 2025",
        "с 1 по 5 марта 2025",
        "2025 жылғы 1 наурыздан 5 наурызға дейін",
    );
    check(
        "2025-06/2026-01",
        "from Jun 2025 to Jan 2026",
        "с июня 2025 по январь 2026",
        "2025 жылғы маусымнан 2026 жылғы қаңтарға дейін",
    );
    check(
        "2025-07/..",
        "since Jul 2025",
        "с июля 2025",
        "2025 жылғы шілдеден бері",
    );
    check(
        "../2025-11",
        "until Nov 2025",
        "по ноябрь 2025",
        "2025 жылғы қарашаны қоса алғанға дейін",
    );
    check(
        "2025-07/",
        "from Jul 2025, end not known",
        "с июля 2025, конец неизвестен",
        "2025 жылғы шілдеден бастап, аяқталуы белгісіз",
    );
    check(
        "/2025-07",
        "until Jul 2025, start not known",
        "по июль 2025, начало неизвестно",
        "2025 жылғы шілдені қоса алғанға дейін, басталуы белгісіз",
    );
}

#[test]
fn every_month_and_season_is_understood_again_in_every_form() {
    for month in 1..=12 {
        for form in [
            "2025-MM",
            "2025-MM-02",
            "[..2025-MM]",
            "[2025-MM..]",
            "2025-MM/..",
            "../2025-MM",
            "2024-MM/2025-MM",
            "[2024-MM..2025-MM]",
            "2025-MM-XX",
            "2025-MM-02/2025-MM-07",
            "[2025-MM-02..2025-MM-07]",
        ] {
            let date = UncertainDate::parse(&form.replace("MM", &format!("{month:02}"))).unwrap();
            same_in_all(&date);
        }
    }
    for season in 21..=24 {
        for form in [
            "2025-SS",
            "[..2025-SS]",
            "[2025-SS..]",
            "2025-SS/..",
            "../2025-SS",
            "2024-SS/2025-SS",
            "[2024-SS..2025-SS]",
        ] {
            let date = UncertainDate::parse(&form.replace("SS", &season.to_string())).unwrap();
            same_in_all(&date);
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_shown_is_understood_again(text in edtf(), lang in prop::sample::select(Lang::ALL.to_vec())) {
        // A set of one plain date and that date are shown alike.
        let single = text.starts_with('[') && !text.contains(',') && !text.contains("..");
        if let Ok(date) = UncertainDate::parse(&text) && !single {
            same_again(&date, lang);
        }
    }
}
