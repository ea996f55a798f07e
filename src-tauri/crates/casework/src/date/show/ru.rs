//! Russian: «24 декабря 2025», «один из дней 11–20 января 2026», «не позднее ноября 2025».

use chrono::Datelike;

use super::{alternatives, marked, roman, same_month, season_year};
use crate::date::{Edge, Form, Member, Point, Season, Shape};

/// The cases a date is put in. Accusative is what «по» takes.
#[derive(Clone, Copy)]
enum Case {
    Nominative,
    Genitive,
    Accusative,
    Instrumental,
}

/// Nominative (also accusative), genitive, instrumental.
const MONTHS: [[&str; 3]; 12] = [
    ["январь", "января", "январём"],
    ["февраль", "февраля", "февралём"],
    ["март", "марта", "мартом"],
    ["апрель", "апреля", "апрелем"],
    ["май", "мая", "маем"],
    ["июнь", "июня", "июнем"],
    ["июль", "июля", "июлем"],
    ["август", "августа", "августом"],
    ["сентябрь", "сентября", "сентябрём"],
    ["октябрь", "октября", "октябрём"],
    ["ноябрь", "ноября", "ноябрём"],
    ["декабрь", "декабря", "декабрём"],
];

/// In the order of [`Case`].
const SEASONS: [[&str; 4]; 4] = [
    ["весна", "весны", "весну", "весной"],
    ["лето", "лета", "лето", "летом"],
    ["осень", "осени", "осень", "осенью"],
    ["зима", "зимы", "зиму", "зимой"],
];

pub(super) fn form(form: &Form) -> String {
    match form {
        Form::One(one) => point(one, Case::Nominative),
        Form::OneOf(members) => alternatives(members, "или", member),
        Form::Interval(start, end) => interval(start, end),
    }
}

fn interval(start: &Edge, end: &Edge) -> String {
    match (start, end) {
        (Edge::Date(start), Edge::Date(end)) => match same_month(start, end) {
            Some((year, month, first, last)) => format!(
                "с {first} по {last} {} {year:04}",
                month_name(month, Case::Genitive)
            ),
            None => format!(
                "с {} по {}",
                point(start, Case::Genitive),
                point(end, Case::Accusative)
            ),
        },
        (Edge::Date(start), Edge::Open) => format!("с {}", point(start, Case::Genitive)),
        (Edge::Date(start), Edge::Unknown) => {
            format!("с {}, конец неизвестен", point(start, Case::Genitive))
        }
        (Edge::Unknown, Edge::Date(end)) => {
            format!("по {}, начало неизвестно", point(end, Case::Accusative))
        }
        (_, Edge::Date(end)) => format!("по {}", point(end, Case::Accusative)),
        (_, _) => String::new(),
    }
}

fn member(member: &Member) -> String {
    match member {
        Member::One(one) => point(one, Case::Nominative),
        Member::UpTo(end) => format!("не позднее {}", point(end, Case::Genitive)),
        Member::From(start) => format!("не ранее {}", point(start, Case::Genitive)),
        Member::Span(start, end) => match same_month(start, end) {
            Some((year, month, first, last)) => format!(
                "один из дней {first}–{last} {} {year:04}",
                month_name(month, Case::Genitive)
            ),
            None => format!(
                "между {} и {}",
                point(start, Case::Instrumental),
                point(end, Case::Instrumental)
            ),
        },
    }
}

fn point(point: &Point, case: Case) -> String {
    let plain = match point.shape {
        Shape::Century(year) => format!(
            "{} {}",
            roman(year / 100 + 1),
            pick(["век", "века", "веком"], case)
        ),
        Shape::Decade(year) => format!(
            "{year:04}-{}",
            pick(["е годы", "х годов", "ми годами"], case)
        ),
        Shape::Year(year) => format!("{year:04} {}", pick(["год", "года", "годом"], case)),
        Shape::SomeMonth(year) => format!(
            "{} {year:04} года",
            pick(
                ["какой-то месяц", "какого-то месяца", "каким-то месяцем"],
                case
            )
        ),
        Shape::SomeDayOfYear(year) => format!("{} {year:04} года", some_day(case)),
        Shape::Season(year, season) => format!(
            "{} {}",
            season_name(season, case),
            season_year(year, season)
        ),
        Shape::Month(year, month) => format!("{} {year:04}", month_name(month, case)),
        Shape::SomeDay(year, month) => format!(
            "{} {} {year:04}",
            some_day(case),
            month_name(month, Case::Genitive)
        ),
        Shape::Day(day) => format!(
            "{} {} {:04}",
            day.day(),
            month_name(day.month(), Case::Genitive),
            day.year()
        ),
    };
    marked(point, "возможно,", "примерно", plain)
}

/// Of nominative (also accusative), genitive and instrumental.
fn pick(forms: [&'static str; 3], case: Case) -> &'static str {
    match case {
        Case::Nominative | Case::Accusative => forms[0],
        Case::Genitive => forms[1],
        Case::Instrumental => forms[2],
    }
}

fn some_day(case: Case) -> &'static str {
    pick(["какой-то день", "какого-то дня", "каким-то днём"], case)
}

fn month_name(month: u32, case: Case) -> &'static str {
    pick(MONTHS[month as usize - 1], case)
}

fn season_name(season: Season, case: Case) -> &'static str {
    SEASONS[season as usize][case as usize]
}
