//! English: "24 Dec 2025", "some day 11–20 Jan 2026", "by Nov 2025".

use chrono::Datelike;

use super::{alternatives, marked, same_month, season_year};
use crate::date::{Edge, Form, Member, Point, Season, Shape};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

pub(super) fn form(form: &Form) -> String {
    match form {
        Form::One(one) => point(one),
        Form::OneOf(members) => alternatives(members, "or", member),
        Form::Interval(start, end) => interval(start, end),
    }
}

fn interval(start: &Edge, end: &Edge) -> String {
    match (start, end) {
        (Edge::Date(start), Edge::Date(end)) => match same_month(start, end) {
            Some((year, month, first, last)) => {
                format!("from {first} to {last} {} {year:04}", month_name(month))
            }
            None => format!("from {} to {}", point(start), point(end)),
        },
        (Edge::Date(start), Edge::Open) => format!("since {}", point(start)),
        (Edge::Date(start), Edge::Unknown) => format!("from {}, end not known", point(start)),
        (Edge::Unknown, Edge::Date(end)) => format!("until {}, start not known", point(end)),
        (_, Edge::Date(end)) => format!("until {}", point(end)),
        (_, _) => String::new(),
    }
}

fn member(member: &Member) -> String {
    match member {
        Member::One(one) => point(one),
        Member::UpTo(end) => format!("by {}", point(end)),
        Member::From(start) => format!("not before {}", point(start)),
        Member::Span(start, end) => match same_month(start, end) {
            Some((year, month, first, last)) => {
                format!("some day {first}–{last} {} {year:04}", month_name(month))
            }
            None => format!("between {} and {}", point(start), point(end)),
        },
    }
}

fn point(point: &Point) -> String {
    let plain = match point.shape {
        Shape::Century(year) => format!("{} century", ordinal(year / 100 + 1)),
        Shape::Decade(year) => format!("{year:04}s"),
        Shape::Year(year) => format!("{year:04}"),
        Shape::SomeMonth(year) => format!("some month of {year:04}"),
        Shape::SomeDayOfYear(year) => format!("some day of {year:04}"),
        Shape::Season(year, season) => {
            format!("{} {}", season_name(season), season_year(year, season))
        }
        Shape::Month(year, month) => format!("{} {year:04}", month_name(month)),
        Shape::SomeDay(year, month) => format!("some day of {} {year:04}", month_name(month)),
        Shape::Day(day) => format!(
            "{} {} {:04}",
            day.day(),
            month_name(day.month()),
            day.year()
        ),
    };
    marked(point, "possibly", "about", plain)
}

fn month_name(month: u32) -> &'static str {
    MONTHS[month as usize - 1]
}

fn season_name(season: Season) -> &'static str {
    ["spring", "summer", "autumn", "winter"][season as usize]
}

fn ordinal(number: i32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
