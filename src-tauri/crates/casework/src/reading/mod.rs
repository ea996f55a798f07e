//! Reading a pasted report: dates, people, organisations, places, articles of laws and words that tell of acts are marked, and acts are
//! proposed. By rules and lists alone, offline; nothing is written here. What a person accepts is written by [`Book::accept_reading`] in one
//! step, with claims that quote the very passage and say where it stands.
//!
//! - `text`: paragraphs, sentences and words with their bytes. `lexicon`: words to look for, as data (`data/reading`).
//! - `law`, `organisation`, `person`, `group`, `measure`, `act`: what is found, one file each. `known`: what the vault knows already.
//! - `find` puts the pieces together, none over another; `propose` makes acts of them; `accept` writes.
//!
//! Work grows with the text and no faster: sentences are cut at a bound, and what is compared with each other is bounded too.

mod accept;
mod act;
mod entities;
mod find;
mod group;
mod known;
mod law;
mod lexicon;
mod measure;
mod model;
mod organisation;
mod person;
mod propose;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub use accept::{
    Acceptance, Accepted, AcceptedAct, AcceptedMeasure, AcceptedParty, AcceptedPlace,
    AcceptedSource, Names,
};
pub use model::{
    Candidate, Mark, Meaning, MeasureProposal, Passage, Proposal, ReadEntity, Reading, Surety,
};

use crate::date::Lang;
use crate::{Book, Error, Result};
use find::{Finding, Is, find};
use known::Vault;
use text::Units;

/// Longest text that is read, in characters.
pub const MAX_TEXT: usize = 200_000;
/// Most marks that are given.
const MOST_MARKS: usize = 3_000;

impl Book<'_> {
    /// Reads a text. `day` is the day it was written, which resolves "yesterday" and years left out; `lang` the language of the reader,
    /// which decides how 03/04/2025 is read.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a text that is empty or longer than [`MAX_TEXT`].
    pub fn read_text(&self, text: &str, day: NaiveDate, lang: Option<Lang>) -> Result<Reading> {
        bounded(text)?;
        Ok(reading(&find(text, &Vault::of(self)?, day, lang)))
    }
}

fn bounded(text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "required"));
    }
    if text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT {
        return Err(Error::invalid("text", "too_long"));
    }
    Ok(())
}

/// What was found, as it goes to a page.
fn reading(finding: &Finding<'_>) -> Reading {
    let shown = finding.pieces.len().min(MOST_MARKS);
    let mut units = Units::new(finding.text);
    let marks: Vec<Mark> = finding.pieces[..shown]
        .iter()
        .map(|piece| Mark {
            from: units.at(piece.from),
            to: units.at(piece.to),
            passage: number(piece.sentence),
            surety: piece.surety,
            is: meaning(&piece.is),
        })
        .collect();
    let used: BTreeSet<usize> = finding.pieces[..shown]
        .iter()
        .map(|piece| piece.sentence)
        .collect();
    let mut units = Units::new(finding.text);
    let passages = used
        .into_iter()
        .map(|index| {
            let sentence = &finding.sentences[index];
            Passage {
                index: number(index),
                paragraph: sentence.paragraph,
                sentence: sentence.number,
                from: units.at(sentence.from),
                to: units.at(sentence.to),
            }
        })
        .collect();
    let (proposals, measures) = propose::propose(finding, shown);
    Reading {
        passages,
        marks,
        entities: finding.entities.list.clone(),
        proposals,
        measures,
        more: shown < finding.pieces.len() || finding.entities.more,
    }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn meaning(is: &Is) -> Meaning {
    match is {
        Is::Date(date) => Meaning::Date { date: date.clone() },
        Is::Person(entity) => Meaning::Person { entity: *entity },
        Is::Organisation(entity) => Meaning::Organisation { entity: *entity },
        Is::Group(entity) => Meaning::Group { entity: *entity },
        Is::Place(place, name) => Meaning::Place {
            place: *place,
            name: name.clone(),
        },
        Is::Provision(article) => Meaning::Provision {
            code: article.code.clone(),
            law: article.law.clone(),
            article: article.number.clone(),
            part: article.part.clone(),
            known: article.known,
        },
        Is::Act {
            act_type,
            denied,
            extent,
            ..
        } => Meaning::Act {
            act_type: act_type.clone(),
            denied: *denied,
            extent: extent.clone(),
        },
        Is::Measure {
            status,
            extended,
            denied,
            ..
        } => Meaning::Measure {
            status: status.clone(),
            extended: *extended,
            denied: *denied,
        },
    }
}
