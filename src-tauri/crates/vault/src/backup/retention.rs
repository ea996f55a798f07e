//! Which generations stay.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDateTime};

const NEWEST: usize = 10;
const DAYS: usize = 7;
const WEEKS: usize = 4;

/// For each stamp (UTC, in any order) whether its generation stays: the 10 newest, the newest of each of the last 7 days, and
/// the newest of each of the last 4 ISO weeks.
///
/// Days and weeks without a generation do not count: who comes back after a summer still has seven days and four weeks of
/// before, and a clock that is wrong removes nothing by passing time.
pub(crate) fn kept(stamps: &[NaiveDateTime]) -> Vec<bool> {
    let mut newest_first: Vec<usize> = (0..stamps.len()).collect();
    newest_first.sort_by(|a, b| stamps[*b].cmp(&stamps[*a]));
    let (mut days, mut weeks) = (HashSet::new(), HashSet::new());
    let mut kept = vec![false; stamps.len()];
    for (place, at) in newest_first.into_iter().enumerate() {
        let day = stamps[at].date();
        let of_day = days.len() < DAYS && days.insert(day);
        let of_week =
            weeks.len() < WEEKS && weeks.insert((day.iso_week().year(), day.iso_week().week()));
        kept[at] = place < NEWEST || of_day || of_week;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a stamp")
    }

    /// The kept ones, newest first, of `stamps` in any order.
    fn check(stamps: &[&str], expect: &[&str]) {
        let parsed: Vec<NaiveDateTime> = stamps.iter().map(|s| stamp(s)).collect();
        let mut left: Vec<&str> = stamps
            .iter()
            .zip(kept(&parsed))
            .filter_map(|(s, keep)| keep.then_some(*s))
            .collect();
        left.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(left, expect);
    }

    #[test]
    fn few_all_stay() {
        check(&[], &[]);
        check(&["2026-02-01 10:00"], &["2026-02-01 10:00"]);
        check(
            &["2026-02-01 10:00", "2020-01-01 00:00", "2026-02-01 10:00"],
            &["2026-02-01 10:00", "2026-02-01 10:00", "2020-01-01 00:00"],
        );
    }

    #[test]
    fn many_in_a_day_leave_ten() {
        let all: Vec<String> = (0..15).map(|h| format!("2026-02-03 {h:02}:00")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let ten: Vec<&str> = all[5..].iter().rev().copied().collect();
        check(&all, &ten);
    }

    #[test]
    fn the_newest_of_each_day_and_week_stay_behind_the_ten() {
        // Twelve on Tuesday the 3rd; two a day from the 2nd back to 25 January; one a week before.
        let mut all: Vec<String> = (0..12).map(|h| format!("2026-02-03 {h:02}:30")).collect();
        let days = [
            "02-02", "02-01", "01-31", "01-30", "01-29", "01-28", "01-27", "01-26", "01-25",
        ];
        for day in days {
            all.push(format!("2026-{day} 08:00"));
            all.push(format!("2026-{day} 20:00"));
        }
        for day in [
            "2026-01-14",
            "2026-01-07",
            "2025-12-31",
            "2025-12-24",
            "2025-12-17",
        ] {
            all.push(format!("{day} 12:00"));
        }
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let mut expect: Vec<String> = (2..12)
            .rev()
            .map(|h| format!("2026-02-03 {h:02}:30"))
            .collect();
        // Seven days: the 3rd itself and six before it.
        expect.extend(days[..6].iter().map(|d| format!("2026-{d} 20:00")));
        // Four weeks: of the 3rd (from 2 February), of 1 February, of 25 January, and then the 14th of January.
        expect.push("2026-01-25 20:00".into());
        expect.push("2026-01-14 12:00".into());
        let expect: Vec<&str> = expect.iter().map(String::as_str).collect();
        check(&all, &expect);
    }

    #[test]
    fn a_week_is_an_iso_week_across_the_new_year() {
        let mut all: Vec<String> = (0..10).map(|h| format!("2026-03-01 {h:02}:00")).collect();
        // Seven days that fill the days.
        all.extend((20..27).map(|d| format!("2026-02-{d} 00:00")));
        // Monday 29 December 2025 to Sunday 4 January 2026 are one week, the first of 2026.
        all.extend(["2026-01-04 00:00", "2025-12-29 00:00", "2025-12-28 00:00"].map(String::from));
        let parsed: Vec<NaiveDateTime> = all.iter().map(|s| stamp(s)).collect();
        let left: Vec<&String> = all
            .iter()
            .zip(kept(&parsed))
            .filter_map(|(s, k)| k.then_some(s))
            .collect();
        assert!(left.contains(&&"2026-01-04 00:00".to_owned()));
        assert!(!left.contains(&&"2025-12-29 00:00".to_owned()));
    }

    #[test]
    fn years_of_nothing_remove_nothing() {
        let monthly = [
            "2026-06-15 09:00",
            "2025-05-15 09:00",
            "2024-04-15 09:00",
            "2023-03-15 09:00",
            "2022-02-15 09:00",
        ];
        check(&monthly, &monthly);
        // A clock once far ahead takes one place, no more.
        let mut ahead = vec!["2099-01-01 00:00"];
        ahead.extend(monthly);
        check(&ahead, &ahead);
    }

    #[test]
    fn two_years_of_a_backup_an_hour_stay_bounded() {
        let start = stamp("2024-01-01 00:00");
        let all: Vec<NaiveDateTime> = (0..24 * 730)
            .map(|h| start + chrono::TimeDelta::hours(h))
            .collect();
        let count = kept(&all).into_iter().filter(|k| *k).count();
        assert!((17..=21).contains(&count), "{count}");
    }
}
