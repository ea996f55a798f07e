//! Kazakh: «2026 жылғы 24 қаңтар», «2026 жылғы 11–20 қаңтардың бір күні», «2025 жылғы қарашадан кешіктірмей».

use chrono::Datelike;

use super::{alternatives, marked, roman, same_month, season_year};
use crate::date::{Edge, Form, Member, Point, Season, Shape};
use crate::kazakh::{Case, decline, with};

const MONTHS: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const SEASONS: [&str; 4] = ["көктем", "жаз", "күз", "қыс"];

pub(super) fn form(form: &Form) -> String {
    match form {
        Form::One(one) => point(one, Case::Nominative),
        Form::OneOf(members) => alternatives(members, "немесе", member),
        Form::Interval(start, end) => interval(start, end),
    }
}

fn interval(start: &Edge, end: &Edge) -> String {
    match (start, end) {
        (Edge::Date(start), Edge::Date(end)) => {
            let until = match same_month(start, end) {
                Some((_, month, _, last)) => {
                    format!("{last} {}", decline(month_name(month), Case::Dative))
                }
                None => point(end, Case::Dative),
            };
            format!("{} {until} дейін", point(start, Case::Ablative))
        }
        (Edge::Date(start), Edge::Open) => format!("{} бері", point(start, Case::Ablative)),
        (Edge::Date(start), Edge::Unknown) => {
            format!("{} бастап, аяқталуы белгісіз", point(start, Case::Ablative))
        }
        (Edge::Unknown, Edge::Date(end)) => format!("{}, басталуы белгісіз", up_to(end)),
        (_, Edge::Date(end)) => up_to(end),
        (_, _) => String::new(),
    }
}

/// "Until and including": plain «дейін» may leave the date itself out.
fn up_to(end: &Point) -> String {
    format!("{} қоса алғанға дейін", point(end, Case::Accusative))
}

fn member(member: &Member) -> String {
    match member {
        Member::One(one) => point(one, Case::Nominative),
        Member::UpTo(end) => format!("{} кешіктірмей", point(end, Case::Ablative)),
        Member::From(start) => format!("{} ерте емес", point(start, Case::Ablative)),
        Member::Span(start, end) => span(start, end),
    }
}

fn span(start: &Point, end: &Point) -> String {
    if let Some((year, month, first, last)) = same_month(start, end) {
        return format!(
            "{year:04} жылғы {first}–{last} {} бір күні",
            decline(month_name(month), Case::Genitive)
        );
    }
    let start = point(start, Case::Nominative);
    format!(
        "{start} {} {} аралығында",
        with(&start),
        point(end, Case::Nominative)
    )
}

fn point(point: &Point, case: Case) -> String {
    let plain = match point.shape {
        Shape::Century(year) => format!("{} {}", roman(year / 100 + 1), decline("ғасыр", case)),
        Shape::Decade(year) => format!("{year:04}-{}", decline("жылдар", case)),
        Shape::Year(year) => format!("{year:04} {}", decline("жыл", case)),
        Shape::SomeMonth(year) => format!("{year:04} жылдың бір {}", some("айы", case)),
        Shape::SomeDayOfYear(year) => format!("{year:04} жылдың бір {}", some("күні", case)),
        Shape::Season(year, season) => format!(
            "{} жылғы {}",
            season_year(year, season),
            decline(season_name(season), case)
        ),
        Shape::Month(year, month) => {
            format!("{year:04} жылғы {}", decline(month_name(month), case))
        }
        Shape::SomeDay(year, month) => {
            format!(
                "{year:04} жылғы {} бір {}",
                decline(month_name(month), Case::Genitive),
                some("күні", case)
            )
        }
        Shape::Day(day) => format!(
            "{:04} жылғы {} {}",
            day.year(),
            day.day(),
            decline(month_name(day.month()), case)
        ),
    };
    marked(point, "мүмкін,", "шамамен", plain)
}

/// A noun that belongs to something (айы, күні) takes its endings after an н.
fn some(noun: &str, case: Case) -> String {
    let front = noun.ends_with('і');
    let ending = match (case, front) {
        (Case::Nominative, _) => "",
        (Case::Genitive, true) => "нің",
        (Case::Genitive, false) => "ның",
        (Case::Dative, true) => "не",
        (Case::Dative, false) => "на",
        (Case::Accusative, _) => "н",
        (Case::Ablative, true) => "нен",
        (Case::Ablative, false) => "нан",
    };
    format!("{noun}{ending}")
}

fn month_name(month: u32) -> &'static str {
    MONTHS[month as usize - 1]
}

fn season_name(season: Season) -> &'static str {
    SEASONS[season as usize]
}
