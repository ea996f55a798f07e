//! Sentences with what is to be found in them, the example casebook's own words, and texts made to do harm.

mod any;
mod book;
mod more;
mod sentences;
mod stories;

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::find::{Finding, Is, find};
use super::known::Vault;
use super::model::ReadEntity;
use crate::record::PartyKind;

/// The day on which everything is read.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 31).expect("a day")
}

/// What was found, in order: `date 2025-11-13`, `person Dana Ospanova`, `act arrest`, `denied arrest`, ...
fn said(finding: &Finding<'_>) -> Vec<String> {
    finding
        .pieces
        .iter()
        .map(|piece| match &piece.is {
            Is::Date(date) => format!("date {}", date.edtf()),
            Is::Person(entity) | Is::Organisation(entity) => {
                let entity = &finding.entities.list[*entity as usize];
                let kind = if entity.kind == PartyKind::Person {
                    "person"
                } else {
                    "organisation"
                };
                format!("{kind} {}", entity.name)
            }
            Is::Group(entity) => {
                let entity = &finding.entities.list[*entity as usize];
                format!("group {} {}", entity.name, many(entity))
            }
            Is::Measure {
                status,
                extended,
                denied,
                duration,
                ..
            } => {
                let what = if *extended { "longer" } else { "measure" };
                let not = if *denied { "not " } else { "" };
                format!("{not}{what} {status} {duration}")
                    .trim_end()
                    .to_owned()
            }
            Is::Place(_, name) => format!("place {name}"),
            Is::Provision(article) => format!("provision {}", article.code),
            Is::Act {
                act_type,
                denied: true,
                ..
            } => format!("denied {act_type}"),
            Is::Act { act_type, .. } => format!("act {act_type}"),
        })
        .collect()
}

/// How many a group is: `12..12`, `21..`, `?` where no number is said.
fn many(group: &ReadEntity) -> String {
    let said = |count: Option<u32>| count.map_or_else(String::new, |count| count.to_string());
    match (group.count_min, group.count_max) {
        (None, None) => "?".to_owned(),
        (min, max) => format!("{}..{}", said(min), said(max)),
    }
}

/// A vault that knows nobody, made once.
static NOBODY: LazyLock<Vault> = LazyLock::new(Vault::empty);

/// What is found in a text by rules alone.
fn cold(text: &str) -> Vec<String> {
    said(&find(text, &NOBODY, today(), None))
}
