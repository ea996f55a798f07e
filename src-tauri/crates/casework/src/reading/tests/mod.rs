//! Sentences with what is to be found in them, the example casebook's own words, and texts made to do harm.

mod any;
mod book;
mod sentences;
mod stories;

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::find::{Finding, Is, find};
use super::known::Vault;
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

/// A vault that knows nobody, made once.
static NOBODY: LazyLock<Vault> = LazyLock::new(Vault::empty);

/// What is found in a text by rules alone.
fn cold(text: &str) -> Vec<String> {
    said(&find(text, &NOBODY, today(), None))
}
