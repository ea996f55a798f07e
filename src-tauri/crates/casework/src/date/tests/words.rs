//! Plain words to EDTF, in three languages.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::edtf::visit;
use crate::date::{DateError, Lang, MAX_WORDS, UncertainDate, words};

/// A Sunday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 1).expect("a day")
}

#[track_caller]
fn check(text: &str, edtf: &str) {
    match words::parse(text, today(), None) {
        Ok(date) => assert_eq!(date.edtf(), edtf, "{text}"),
        Err(error) => panic!("{text}: {error}"),
    }
}

#[test]
fn plain_dates() {
    check("13 Nov 2025", "2025-11-13");
    check("13th November 2025", "2025-11-13");
    check("November 13, 2025", "2025-11-13");
    check("Nov. 13th, 2025", "2025-11-13");
    check("the 13th of November 2025", "2025-11-13");
    check("on Thursday, 13 November 2025", "2025-11-13");
    check("13.11.2025", "2025-11-13");
    check("3.1.2026", "2026-01-03");
    check("13/11/2025", "2025-11-13");
    check("11/13/2025", "2025-11-13");
    check("13-11-2025", "2025-11-13");
    check("2025.11.13", "2025-11-13");
    check("2025-11-13", "2025-11-13");
    check("13-Nov-2025", "2025-11-13");
    check("13.11.25", "2025-11-13");
    check("13.11.85", "1985-11-13");
    check("11.2025", "2025-11");
    check("13 ноября 2025 года", "2025-11-13");
    check("13 ноября 2025 г.", "2025-11-13");
    check("13-го ноября 2025", "2025-11-13");
    check("2025 жылғы 13 қараша", "2025-11-13");
    check("2025 жылдың 13 қарашасы", "2025-11-13");
    check("2025 жылғы 13 қарашада", "2025-11-13");
    check("2025 ж. 13 қараша", "2025-11-13");
    check("2025 жылгы 13 караша", "2025-11-13");
    check("November 2025", "2025-11");
    check("in November 2025", "2025-11");
    check("в ноябре 2025", "2025-11");
    check("НОЯБРЬ 2025", "2025-11");
    check("2025 жылғы қараша", "2025-11");
    check("2025 жылғы қараша айында", "2025-11");
    check("2025", "2025");
    check("in 2025", "2025");
    check("2025 год", "2025");
    check("в 2025 году", "2025");
    check("2025 жыл", "2025");
    check("2025 жылы", "2025");
    check("  2025-11~ ", "2025-11~");
    check("21 ноября 2025", "2025-11-21");
}

#[test]
fn languages_may_be_mixed() {
    check("13 қараша 2025 года", "2025-11-13");
    check("mid-январь 2026", "[2026-01-11..2026-01-20]");
    check("около 2025 жылғы қараша", "2025-11~");
}

#[test]
fn thirds_of_months_years_seasons_and_decades() {
    check("mid-January 2026", "[2026-01-11..2026-01-20]");
    check("mid January 2026", "[2026-01-11..2026-01-20]");
    check("in the middle of January 2026", "[2026-01-11..2026-01-20]");
    check("середина января 2026", "[2026-01-11..2026-01-20]");
    check("в середине января 2026 года", "[2026-01-11..2026-01-20]");
    check("2026 жылғы қаңтардың ортасы", "[2026-01-11..2026-01-20]");
    check("2026 жылғы қаңтардың ортасында", "[2026-01-11..2026-01-20]");
    check("early November 2025", "[2025-11-01..2025-11-10]");
    check("beginning of December 2025", "[2025-12-01..2025-12-10]");
    check("начало декабря 2025", "[2025-12-01..2025-12-10]");
    check("2025 жылғы желтоқсанның басы", "[2025-12-01..2025-12-10]");
    check("late November 2025", "[2025-11-21..2025-11-30]");
    check("end of December 2025", "[2025-12-21..2025-12-31]");
    check("late February 2024", "[2024-02-21..2024-02-29]");
    check("конец февраля 2025", "[2025-02-21..2025-02-28]");
    check("2025 жылғы желтоқсанның соңы", "[2025-12-21..2025-12-31]");
    check(
        "2025 жылғы желтоқсанның аяғында",
        "[2025-12-21..2025-12-31]",
    );
    check("early 2025", "[2025-01..2025-04]");
    check("mid-2025", "[2025-05..2025-08]");
    check("end of 2025", "[2025-09..2025-12]");
    check("в начале 2026 года", "[2026-01..2026-04]");
    check("2025 жылдың басы", "[2025-01..2025-04]");
    check("2025 жылдың соңында", "[2025-09..2025-12]");
    check("late summer 2025", "2025-08");
    check(
        "2026 жылғы қаңтар айының ортасы",
        "[2026-01-11..2026-01-20]",
    );
    check("қаңтардың ортасы 2026", "[2026-01-11..2026-01-20]");
    check("в конце лета 2025", "2025-08");
    check("2025 жылдың күзі", "2025-23");
    refuse("ближе к концу 2025", &DateError::Word { at: 0..5 });
    check("конец зимы 2025", "2026-02");
    check("early 2010s", "[2010..2013]");
    check("конец 2010-х годов", "[2017..2019]");
    check("first half of 2025", "[2025-01..2025-06]");
    check("вторая половина ноября 2025", "[2025-11-16..2025-11-30]");
    check("Q3 2025", "[2025-07..2025-09]");
    check("2 квартал 2025", "[2025-04..2025-06]");
    check("IV квартал 2025 года", "[2025-10..2025-12]");
    check("2025 жылдың бірінші жартысы", "[2025-01..2025-06]");
    check("2025 жылдың үшінші тоқсаны", "[2025-07..2025-09]");
    check("the week of 19 November 2025", "[2025-11-17..2025-11-23]");
}

#[test]
fn seasons_decades_centuries() {
    check("summer 2025", "2025-22");
    check("summer of 2025", "2025-22");
    check("лето 2025", "2025-22");
    check("летом 2025 года", "2025-22");
    check("2025 жылғы жаз", "2025-22");
    check("2025 жылдың жазында", "2025-22");
    check("осенью 2025", "2025-23");
    check("көктем 2025", "2025-21");
    check("winter 2025", "2025-24");
    check("winter 2025-26", "2025-24");
    check("winter 2025–2026", "2025-24");
    check("winter 2025/26", "2025-24");
    check("winter 2011-12", "2011-24");
    check("зима 2025-2026 годов", "2025-24");
    check("2025–2026 жылғы қыс", "2025-24");
    check("2010s", "201X");
    check("the 1990s", "199X");
    check("2010-е", "201X");
    check("2010-е годы", "201X");
    check("2010-х", "201X");
    check("2010 жылдар", "201X");
    check("2010-жылдары", "201X");
    check("20th century", "19XX");
    check("XX век", "19XX");
    check("ХХІ ғасыр", "20XX");
}

#[test]
fn before_and_after() {
    check("before December 2025", "[..2025-11]");
    check("before 1 December 2025", "[..2025-11-30]");
    check("before 2025", "[..2024]");
    check("before summer 2025", "[..2025-05]");
    check("до марта 2024", "[..2024-02]");
    check("до конца марта 2024", "[..2024-03-31]");
    check("2025 жылғы қарашаға дейін", "[..2025-10]");
    check("2025 жылғы қарашадан бұрын", "[..2025-10]");
    check("by November 2025", "[..2025-11]");
    check("by the end of November 2025", "[..2025-11-30]");
    check("not later than 5 November 2025", "[..2025-11-05]");
    check("no later than 5 November 2025", "[..2025-11-05]");
    check("к ноябрю 2025", "[..2025-11]");
    check("не позднее ноября 2025", "[..2025-11]");
    check("не позже 5 ноября 2025", "[..2025-11-05]");
    check("2025 жылғы қарашадан кешіктірмей", "[..2025-11]");
    check("after November 2025", "[2025-12..]");
    check("after 30 November 2025", "[2025-12-01..]");
    check("после 2024 года", "[2025..]");
    check("2025 жылғы қарашадан кейін", "[2025-12..]");
    check("not before November 2025", "[2025-11..]");
    check("не ранее ноября 2025", "[2025-11..]");
    check("2025 жылғы қарашадан ерте емес", "[2025-11..]");
    check("before about November 2025", "[..2025-10~]");
    check("not earlier than 5 May 2025", "[2025-05-05..]");
    check("после лета 2025", "[2025-09..]");
    check("к концу 2025 года", "[..2025-12]");
    check("до начала 2025 года", "[..2024-12]");
    check("2025 жылдың соңына дейін", "[..2025-12]");
}

#[test]
fn what_lasted() {
    check("since July 2025", "2025-07/..");
    check("с июля 2025", "2025-07/..");
    check("начиная с июля 2025", "2025-07/..");
    check("2025 жылғы шілдеден бері", "2025-07/..");
    check("2025 жылғы шілдеден бастап", "2025-07/..");
    check("since mid-January 2026", "2026-01-11~/..");
    check("until November 2025", "../2025-11");
    check("по ноябрь 2025", "../2025-11");
    check("до 5 ноября 2025 включительно", "../2025-11-05");
    check("2025 жылғы қарашаны қоса алғанға дейін", "../2025-11");
    check("from 1 to 5 March 2025", "2025-03-01/2025-03-05");
    check("1-5 March 2025", "2025-03-01/2025-03-05");
    check("1–5 March 2025", "2025-03-01/2025-03-05");
    check("from June 2025 to January 2026", "2025-06/2026-01");
    check("June 2025 – January 2026", "2025-06/2026-01");
    check("June 2025-January 2026", "2025-06/2026-01");
    check("July–September 2025", "2025-07/2025-09");
    check("28 December – 3 January 2026", "2025-12-28/2026-01-03");
    check("from 28 Dec 2025 to 3 Jan", "2025-12-28/2026-01-03");
    check("2024–2025", "2024/2025");
    check("2024-2025", "2024/2025");
    check("2020–2030 годы", "2020/2030");
    check("2024–2025 годы", "2024/2025");
    check("с 1 по 5 марта 2025", "2025-03-01/2025-03-05");
    check("с 1 до 5 марта 2025 года", "2025-03-01/2025-03-05");
    check("с июня 2025 по январь 2026", "2025-06/2026-01");
    check(
        "2025 жылғы 1 наурыздан 5 наурызға дейін",
        "2025-03-01/2025-03-05",
    );
    check(
        "2025 жылғы маусымнан 2026 жылғы қаңтарға дейін",
        "2025-06/2026-01",
    );
    check(
        "2025 жылғы маусымнан бастап қыркүйекке дейін",
        "2025-06/2025-09",
    );
    check("01.03.2025 - 05.03.2025", "2025-03-01/2025-03-05");
    check("from 2025-06-01 to 2025-06-05", "2025-06-01/2025-06-05");
    check(
        "from early March to mid-April 2025",
        "2025-03-01~/2025-04-20~",
    );
    check("from about June 2025 to January 2026", "2025-06~/2026-01");
    check("from July 2025, end not known", "2025-07/");
    check("ноябрь-декабрь 2025", "2025-11/2025-12");
    check("2025 жылғы қараша-желтоқсан", "2025-11/2025-12");
    check("summer-autumn 2025", "2025-22/2025-23");
    check("Nov 10-12, 2025", "2025-11-10/2025-11-12");
    check("10–12.11.2025", "2025-11-10/2025-11-12");
    check("с лета 2025", "2025-22/..");
    check("since 2023", "2023/..");
    check("с 2023 года", "2023/..");
    check("с конца 2023 года", "2023-09~/..");
    check("с 1 по 5 марта", "2025-03-01?/2025-03-05?");
}

#[test]
fn once_at_one_of_several() {
    check("between 1 and 5 March 2025", "[2025-03-01..2025-03-05]");
    check("между 1 и 5 марта 2025", "[2025-03-01..2025-03-05]");
    check("между июнем и августом 2025", "[2025-06..2025-08]");
    check(
        "2025 жылғы 1 наурыз бен 5 наурыз аралығында",
        "[2025-03-01..2025-03-05]",
    );
    check("between July 2022 and November 2025", "[2022-07..2025-11]");
    check("some day 11–20 Jan 2026", "[2026-01-11..2026-01-20]");
    check("один из дней 11–20 января 2026", "[2026-01-11..2026-01-20]");
    check(
        "2026 жылғы 11–20 қаңтардың бір күні",
        "[2026-01-11..2026-01-20]",
    );
    check("1 or 3 November 2025", "[2025-11-01,2025-11-03]");
    check("1 November or 3 November 2025", "[2025-11-01,2025-11-03]");
    check("1 или 3 ноября 2025", "[2025-11-01,2025-11-03]");
    check(
        "2025 жылғы 1 қараша немесе 2025 жылғы 3 қараша",
        "[2025-11-01,2025-11-03]",
    );
    check("some day of November 2025", "2025-11-XX");
    check("some month of 2025", "2025-XX");
    check("какой-то день 2025 года", "2025-XX-XX");
}

#[test]
fn about_and_perhaps() {
    check("about 1 December 2025", "2025-12-01~");
    check("around December 2025", "2025-12~");
    check("c. 2012", "2012~");
    check("~ 2012", "2012~");
    check("около 1 декабря 2025", "2025-12-01~");
    check("примерно в декабре 2025", "2025-12~");
    check("шамамен 2025 жылғы 1 желтоқсан", "2025-12-01~");
    check("2025 жылғы желтоқсан шамасында", "2025-12~");
    check("possibly November 2025", "2025-11?");
    check("November 2025?", "2025-11?");
    check("возможно, ноябрь 2025", "2025-11?");
    check("мүмкін, 2025 жылғы қараша", "2025-11?");
    check("possibly about 2012", "2012%");
    check("about mid-January 2026", "[2026-01-11~..2026-01-20~]");
}

#[test]
fn a_year_left_out_is_the_latest_and_doubtful() {
    check("in July", "2025-07?");
    check("January", "2026-01?");
    check("in February", "2026-02?");
    check("в декабре", "2025-12?");
    check("22nd November", "2025-11-22?");
    check("13.11", "2025-11-13?");
    check("2 February", "2025-02-02?");
    check("29 February", "2024-02-29?");
    check("late November", "[2025-11-21?..2025-11-30?]");
    refuse("this summer", &DateError::Phrase);
}

#[test]
fn counted_from_today() {
    check("today", "2026-02-01");
    check("вчера", "2026-01-31");
    check("бүгін", "2026-02-01");
    check("кеше", "2026-01-31");
    check("позавчера", "2026-01-30");
    check("the day before yesterday", "2026-01-30");
    check("3 days ago", "2026-01-29");
    check("3 дня назад", "2026-01-29");
    check("3 күн бұрын", "2026-01-29");
    check("2 months ago", "2025-12~");
    check("last month", "2026-01");
    check("в прошлом году", "2025");
    check("былтыр", "2025");
    check("last week", "[2026-01-19..2026-01-25]");
    check("since yesterday", "2026-01-31/..");
}

#[track_caller]
fn refuse(text: &str, expect: &DateError) {
    match words::parse(text, today(), None) {
        Ok(date) => panic!("{text} was taken as {}", date.edtf()),
        Err(error) => assert_eq!(&error, expect, "{text}"),
    }
}

#[test]
fn what_is_not_understood_is_refused_with_its_place() {
    refuse("", &DateError::Empty);
    refuse("a few days later", &DateError::Word { at: 2..5 });
    refuse("in Smarch 2025", &DateError::Word { at: 3..9 });
    refuse("в прошлый раз", &DateError::Word { at: 10..13 });
    refuse("13 November 20255", &DateError::Word { at: 12..17 });
    refuse("45 November 2025", &DateError::Word { at: 0..2 });
    refuse("13 14 November 2025", &DateError::Phrase);
    refuse("November December 2025", &DateError::Phrase);
    refuse("13", &DateError::Unreadable { at: 3 });
    refuse("the 13th", &DateError::Phrase);
    refuse("before", &DateError::Phrase);
    refuse("mid-13 November 2025", &DateError::Phrase);
    refuse("30 February 2025", &DateError::Day { at: 1 });
    refuse("31.11.2025", &DateError::Day { at: 7 });
    refuse("from 5 March 2025 to 1 March 2025", &DateError::Reversed);
    refuse("Friday 13 November 2025", &DateError::Weekday);
    refuse("03/04/2025", &DateError::DayOrMonth);
    refuse("2025-13", &DateError::Month { at: 6 });
    refuse("2025-11-31", &DateError::Day { at: 9 });
    refuse(&"мая ".repeat(100), &DateError::TooLong { max: MAX_WORDS });
    let error = words::parse("subsequently", today(), None)
        .expect_err("refused")
        .to_string();
    assert!(
        error.contains("for example") && !error.contains("subsequently"),
        "{error}"
    );
}

#[test]
fn the_language_of_the_person_decides_slashes() {
    let read =
        |hint| words::parse("03/04/2025", today(), Some(hint)).map(|date| date.edtf().to_owned());
    assert_eq!(read(Lang::Ru).as_deref(), Ok("2025-04-03"));
    assert_eq!(read(Lang::Kk).as_deref(), Ok("2025-04-03"));
    assert_eq!(read(Lang::En), Err(DateError::DayOrMonth));
}

#[test]
fn the_words_are_kept() {
    let date = words::parse(" mid-January 2026 ", today(), None).unwrap();
    assert_eq!(date.words(), Some("mid-January 2026"));
    assert_eq!(
        words::parse("2026-01", today(), None).unwrap().words(),
        None
    );
}

/// The casebook keeps the reporter's words: those that name a date are read; those that lean on the text around them are not.
#[test]
fn words_of_the_example_casebook() {
    let book: serde_json::Value =
        serde_json::from_str(include_str!("../../../data/kazakhstan-2025.json")).unwrap();
    let (mut read, mut refused) = (0, Vec::new());
    visit(&book, &mut |key, text| {
        if key == "start_words" {
            match words::parse(text, today(), Some(Lang::En)) {
                Ok(_) => read += 1,
                Err(_) => refused.push(text.to_lowercase()),
            }
        }
    });
    assert!(read >= 60, "only {read} were read");
    let leaning = [
        "a few days later",
        "after being",
        "during the reporting",
        "same",
        "subsequently",
        "following",
        "earlier repeated",
        "months of",
        "more than ten",
    ];
    for text in refused {
        assert!(
            leaning.iter().any(|phrase| text.contains(phrase)),
            "{text} was refused"
        );
    }
}

proptest! {
    #[test]
    fn no_words_make_it_panic(text in "\\PC{0,60}") {
        let _ = words::parse(&text, today(), None);
    }

    #[test]
    fn known_words_in_any_order_do_not_make_it_panic(picked in prop::collection::vec(prop::sample::select(vec![
        "before", "after", "from", "to", "between", "and", "or", "about", "mid", "early", "end", "of", "the", "not", "later", "than", "some", "day", "week",
        "13", "2025", "31", "0", "99", "2010s", "29", "February", "Nov", "summer", "winter", "-", "–", "/", ",", "?", "~", "known", "last", "ago", "yesterday",
        "до", "по", "с", "между", "и", "или", "конец", "годов", "века", "XX", "жылғы", "қарашадан", "дейін", "бұрын", "кейін", "бір", "күні", "емес", "ерте", "мен",
        "аралығында", "қоса", "13.11.2025", "2025-11", "03/04/2025", "Q3", "half", "first", "Friday", "9999", "0001", "9990-е", "100",
    ]), 0..9)) {
        let text = picked.join(" ");
        for day in [today(), NaiveDate::from_ymd_opt(1, 1, 1).expect("a day"), NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day")] {
            if let Ok(date) = words::parse(&text, day, Some(Lang::Ru)) {
                prop_assert!(UncertainDate::parse(date.edtf()).is_ok(), "{} from {}", date.edtf(), text);
            }
        }
    }
}
