//! EDTF in, bounds and EDTF out.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::date::{DateError, Precision, UncertainDate};

/// `bounds` is written `earliest..latest`, with nothing where open.
fn check(edtf: &str, bounds: &str, precision: Precision) {
    let date = UncertainDate::parse(edtf).unwrap_or_else(|error| panic!("{edtf}: {error}"));
    let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    assert_eq!(
        format!("{}..{}", shown(date.earliest()), shown(date.latest())),
        bounds,
        "{edtf}"
    );
    assert_eq!(date.precision(), precision, "{edtf}");
    assert_eq!(date.edtf(), edtf);
}

#[test]
fn reads_every_kept_form() {
    check("2025", "2025-01-01..2025-12-31", Precision::Year);
    check("0001", "0001-01-01..0001-12-31", Precision::Year);
    check("2025-11", "2025-11-01..2025-11-30", Precision::Month);
    check("2024-02", "2024-02-01..2024-02-29", Precision::Month);
    check("2025-11-13", "2025-11-13..2025-11-13", Precision::Day);
    check("2025-11?", "2025-11-01..2025-11-30", Precision::Month);
    check("2025-11-13~", "2025-11-13..2025-11-13", Precision::Day);
    check("2025%", "2025-01-01..2025-12-31", Precision::Year);
    check("2025-21", "2025-03-01..2025-05-31", Precision::Season);
    check("2025-22", "2025-06-01..2025-08-31", Precision::Season);
    check("2025-23", "2025-09-01..2025-11-30", Precision::Season);
    check("2025-24", "2025-12-01..2026-02-28", Precision::Season);
    check("9999-24", "9999-12-01..9999-12-31", Precision::Season);
    check("202X", "2020-01-01..2029-12-31", Precision::Decade);
    check("000X", "0001-01-01..0009-12-31", Precision::Decade);
    check("19XX", "1900-01-01..1999-12-31", Precision::Century);
    check("2025-XX", "2025-01-01..2025-12-31", Precision::Year);
    check("2025-XX-XX", "2025-01-01..2025-12-31", Precision::Year);
    check("2025-11-XX", "2025-11-01..2025-11-30", Precision::Month);
    check("2025-07/..", "2025-07-01..", Precision::Interval);
    check("../2025", "..2025-12-31", Precision::Interval);
    check("2025-07/", "2025-07-01..", Precision::Interval);
    check("/2025-07-02", "..2025-07-02", Precision::Interval);
    check(
        "2025-06/2026-01",
        "2025-06-01..2026-01-31",
        Precision::Interval,
    );
    check(
        "2025-06~/2026-01?",
        "2025-06-01..2026-01-31",
        Precision::Interval,
    );
    check(
        "[2026-01-11..2026-01-20]",
        "2026-01-11..2026-01-20",
        Precision::OneOf,
    );
    check("[..2025-11]", "..2025-11-30", Precision::OneOf);
    check("[2025-11..]", "2025-11-01..", Precision::OneOf);
    check(
        "[2025-11-01,2025-11-03]",
        "2025-11-01..2025-11-03",
        Precision::OneOf,
    );
    check(
        "[2025-11-03,2025-11-01]",
        "2025-11-01..2025-11-03",
        Precision::OneOf,
    );
    check("[..2023,2024-02,2025..]", "..", Precision::OneOf);
    check(
        "[1667,1668,1670..1672]",
        "1667-01-01..1672-12-31",
        Precision::OneOf,
    );
}

#[test]
fn marks_are_seen_anywhere() {
    let marks = |edtf| {
        let date = UncertainDate::parse(edtf).unwrap();
        (date.approximate(), date.uncertain())
    };
    assert_eq!(marks("2025"), (false, false));
    assert_eq!(marks("2025~"), (true, false));
    assert_eq!(marks("2025?"), (false, true));
    assert_eq!(marks("2025%"), (true, true));
    assert_eq!(marks("2025-06~/.."), (true, false));
    assert_eq!(marks("[2025-06,2025-08?]"), (false, true));
}

#[test]
fn refuses_and_says_where() {
    fn refuse(edtf: &str, error: &DateError) {
        match UncertainDate::parse(edtf) {
            Ok(_) => panic!("{edtf} was taken"),
            Err(found) => assert_eq!(&found, error, "{edtf}"),
        }
    }
    refuse("", &DateError::Empty);
    refuse("   ", &DateError::Empty);
    refuse("2025-13", &DateError::Month { at: 6 });
    refuse("2025-00", &DateError::Month { at: 6 });
    refuse("2025-20", &DateError::Month { at: 6 });
    refuse("2025-22-01", &DateError::Month { at: 6 });
    refuse("2025-02-29", &DateError::Day { at: 9 });
    refuse("2025-11-31", &DateError::Day { at: 9 });
    refuse("0000", &DateError::Year { at: 1 });
    refuse("-0044", &DateError::Year { at: 1 });
    refuse("Y17000", &DateError::Year { at: 1 });
    refuse("2025-11-13T10:00", &DateError::Time { at: 11 });
    refuse("2025-1-3", &DateError::Unreadable { at: 7 });
    refuse("25", &DateError::Unreadable { at: 3 });
    refuse("2025-11-13??", &DateError::Unreadable { at: 11 });
    refuse("2025 -11", &DateError::Unreadable { at: 5 });
    refuse("2X25", &DateError::Unreadable { at: 2 });
    refuse("2025-1X", &DateError::Unreadable { at: 7 });
    refuse("2026/2025", &DateError::Reversed);
    refuse("[2026..2025]", &DateError::Reversed);
    refuse("2025/2026/2027", &DateError::Unreadable { at: 10 });
    refuse("[2025", &DateError::Unreadable { at: 6 });
    refuse("[]", &DateError::Unreadable { at: 2 });
    refuse("[2025,]", &DateError::Unreadable { at: 7 });
    refuse("[2025..,2026]", &DateError::Unreadable { at: 2 });
    refuse(
        "[..]",
        &DateError::Unsupported {
            what: "a set without any date",
        },
    );
    refuse(
        "../..",
        &DateError::Unsupported {
            what: "an interval without any date",
        },
    );
    refuse(
        "{2025,2026}",
        &DateError::Unsupported {
            what: "a set of which all hold, {a,b},",
        },
    );
    refuse(
        "2025-XX-13",
        &DateError::Unsupported {
            what: "a day of an unknown month",
        },
    );
    refuse(
        "202X-05",
        &DateError::Unsupported {
            what: "a month of an unknown year",
        },
    );
    refuse(
        "2025-34",
        &DateError::Unsupported {
            what: "a quarter, half or hemisphere's season",
        },
    );
    refuse("қараша", &DateError::Unreadable { at: 1 });
    refuse(&"2".repeat(257), &DateError::TooLong { max: 256 });
}

#[test]
fn sorts_by_earliest_then_latest_with_open_ends_outside() {
    let mut dates: Vec<UncertainDate> = [
        "2025-07/..",
        "2025",
        "[..2025-11]",
        "2025-01-01",
        "2025-07",
        "[..2024]",
    ]
    .map(|edtf| UncertainDate::parse(edtf).unwrap())
    .into();
    dates.sort();
    let sorted: Vec<&str> = dates.iter().map(UncertainDate::edtf).collect();
    assert_eq!(
        sorted,
        [
            "[..2024]",
            "[..2025-11]",
            "2025-01-01",
            "2025",
            "2025-07",
            "2025-07/.."
        ]
    );
}

#[test]
fn overlap_counts_both_ends_and_takes_open_ones() {
    let overlaps = |edtf, from: &str, to: &str| {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        UncertainDate::parse(edtf)
            .unwrap()
            .overlaps(day(from), day(to))
    };
    assert!(overlaps("2025-11", "2025-11-30", "2025-12-31"));
    assert!(!overlaps("2025-11", "2025-12-01", "2025-12-31"));
    assert!(overlaps("[..2025-11]", "1999-01-01", "1999-01-01"));
    assert!(!overlaps("[..2025-11]", "2025-12-01", ""));
    assert!(overlaps("2025-07/..", "2030-01-01", ""));
    assert!(!overlaps("2025-07/..", "", "2025-06-30"));
    assert!(overlaps("2025", "", ""));
}

#[test]
fn an_interval_began_within_its_first_date() {
    let began = |edtf| UncertainDate::parse(edtf).unwrap().began();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    assert_eq!(
        began("2025-06/2026-01"),
        (day("2025-06-01"), day("2025-06-30"))
    );
    assert_eq!(
        began("[2026-01-11..2026-01-20]"),
        (day("2026-01-11"), day("2026-01-20"))
    );
    assert_eq!(began("../2025"), (None, day("2025-12-31")));
}

#[test]
fn travels_as_an_object_of_which_only_text_and_words_count() {
    let date = UncertainDate::parse("2025-11~")
        .unwrap()
        .with_words("about November")
        .unwrap();
    let json = serde_json::to_string(&date).unwrap();
    assert_eq!(
        json,
        r#"{"edtf":"2025-11~","earliest":"2025-11-01","latest":"2025-11-30","precision":"month","approximate":true,"uncertain":false,"words":"about November"}"#
    );
    assert!(serde_json::from_str::<UncertainDate>(&json).unwrap() == date);

    let lied: UncertainDate = serde_json::from_str(
        r#"{"earliest":"1999-01-01","precision":"day","edtf":"2025-11~","new":[1],"words":null}"#,
    )
    .unwrap();
    assert_eq!(lied.earliest().unwrap().to_string(), "2025-11-01");
    assert_eq!(
        serde_json::from_str::<UncertainDate>("\"2025-11~\"")
            .unwrap()
            .edtf(),
        "2025-11~"
    );

    let refused = |json: &str| {
        serde_json::from_str::<UncertainDate>(json)
            .expect_err(json)
            .to_string()
    };
    assert!(
        refused("\"2025-13\"").contains("neither a month"),
        "{}",
        refused("\"2025-13\"")
    );
    assert!(refused("{}").contains("edtf"));
    assert!(refused("{\"edtf\":\"\"}").contains("empty"));
    assert!(refused("7").contains("EDTF"));
}

#[test]
fn nothing_of_a_date_is_in_its_debug_text() {
    let date = UncertainDate::parse("2025-11-13")
        .unwrap()
        .with_words("the day of the raid")
        .unwrap();
    assert_eq!(format!("{date:?}"), "UncertainDate(10 bytes)");
}

#[test]
fn every_date_of_the_example_casebook_is_read() {
    let book: serde_json::Value =
        serde_json::from_str(include_str!("../../../data/kazakhstan-2025.json")).unwrap();
    let mut read = 0;
    visit(&book, &mut |key, text| {
        if matches!(key, "start" | "end" | "from" | "until" | "date" | "period") {
            let date =
                UncertainDate::parse(text).unwrap_or_else(|error| panic!("{key} {text}: {error}"));
            assert_eq!(date.edtf(), text);
            read += 1;
        }
    });
    assert_eq!(read, 235, "dates in the casebook");
}

pub(super) fn visit(value: &serde_json::Value, see: &mut impl FnMut(&str, &str)) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                if let Some(text) = value.as_str() {
                    see(key, text);
                }
                visit(value, see);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| visit(item, see)),
        _ => {}
    }
}

/// One point as EDTF text, with any mark.
pub(super) fn point() -> impl Strategy<Value = String> {
    let shape = prop_oneof![
        (1..=9999).prop_map(|year| format!("{year:04}")),
        (1..=9999, 1..=12).prop_map(|(year, month)| format!("{year:04}-{month:02}")),
        (1..=9999, 1..=12, 1..=28)
            .prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
        (1900..=2100, 21..=24).prop_map(|(year, season)| format!("{year}-{season}")),
        (0..=999).prop_map(|decade| format!("{decade:03}X")),
        (0..=99).prop_map(|century| format!("{century:02}XX")),
        (1..=9999).prop_map(|year| format!("{year:04}-XX")),
        (1..=9999).prop_map(|year| format!("{year:04}-XX-XX")),
        (1..=9999, 1..=12).prop_map(|(year, month)| format!("{year:04}-{month:02}-XX")),
    ];
    (
        shape,
        prop_oneof![4 => Just(""), 1 => Just("~"), 1 => Just("?"), 1 => Just("%")],
    )
        .prop_map(|(shape, mark)| format!("{shape}{mark}"))
}

/// Any EDTF text of the kept levels; spans may be reversed, which is refused.
pub(super) fn edtf() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => point(),
        1 => (point(), point()).prop_map(|(start, end)| format!("{start}/{end}")),
        1 => point().prop_map(|start| format!("{start}/..")),
        1 => point().prop_map(|end| format!("../{end}")),
        1 => point().prop_map(|start| format!("{start}/")),
        1 => point().prop_map(|end| format!("/{end}")),
        2 => (point(), point()).prop_map(|(start, end)| format!("[{start}..{end}]")),
        1 => point().prop_map(|start| format!("[{start}..]")),
        1 => point().prop_map(|end| format!("[..{end}]")),
        1 => prop::collection::vec(point(), 1..6).prop_map(|points| format!("[{}]", points.join(","))),
    ]
}

proptest! {
    #[test]
    fn text_survives_a_round_trip(edtf in edtf()) {
        match UncertainDate::parse(&edtf) {
            Ok(date) => {
                prop_assert_eq!(date.edtf(), &edtf);
                if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
                    prop_assert!(earliest <= latest);
                }
            }
            Err(error) => prop_assert_eq!(error, DateError::Reversed),
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}") {
        let _ = UncertainDate::parse(&text);
    }

    #[test]
    fn near_misses_do_not_make_it_panic(text in "[0-9X./\\[\\],~?%-]{0,24}") {
        if let Ok(date) = UncertainDate::parse(&text) {
            prop_assert!(UncertainDate::parse(date.edtf()).is_ok());
        }
    }
}
