//! What a reading of a text comes to. Offsets count UTF-16 units of the text as it was given, which is how a page counts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::date::UncertainDate;
use crate::record::{PartyId, PartyKind, PlaceId};

/// How sure it is that words mean what they were taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Surety {
    /// One would hardly read it otherwise, but look.
    Weak,
    /// Likely.
    Likely,
    /// As good as sure.
    Sure,
}

/// A text with everything that was found in it. Nothing of it is written anywhere.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Reading {
    /// Sentences in which something was found, in order.
    pub passages: Vec<Passage>,
    /// Places in the text, in order, none over another.
    pub marks: Vec<Mark>,
    /// People and organisations the marks stand for.
    pub entities: Vec<ReadEntity>,
    /// Acts that sentences seem to tell of.
    pub proposals: Vec<Proposal>,
    /// Releases, and measures that go on longer.
    pub measures: Vec<MeasureProposal>,
    /// There was more than is shown.
    pub more: bool,
}

/// A sentence.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Passage {
    /// Which sentence of the whole text, from 0.
    pub index: u32,
    /// Which paragraph, from 1.
    pub paragraph: u32,
    /// Which sentence of the paragraph, from 1.
    pub sentence: u32,
    /// First UTF-16 unit ...
    pub from: u32,
    /// ... and the one after the last.
    pub to: u32,
}

/// A place in the text and what it was taken for.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Mark {
    /// First UTF-16 unit ...
    pub from: u32,
    /// ... and the one after the last.
    pub to: u32,
    /// Which sentence of the whole text.
    pub passage: u32,
    /// How sure it is.
    pub surety: Surety,
    /// What it was taken for.
    pub is: Meaning,
}

/// What words were taken for.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Meaning {
    /// A date.
    Date {
        /// Which, with the words it was read from.
        date: UncertainDate,
    },
    /// A person.
    Person {
        /// Which of the entities.
        entity: u32,
    },
    /// An organisation.
    Organisation {
        /// Which of the entities.
        entity: u32,
    },
    /// People who are counted and not named.
    Group {
        /// Which of the entities.
        entity: u32,
    },
    /// A place.
    Place {
        /// The place of the vault, if it is one.
        place: Option<PlaceId>,
        /// As it is called there, or in the text.
        name: String,
    },
    /// An article of a law.
    Provision {
        /// Its code, known or made up; empty where the law is not said.
        code: String,
        /// The law, in the language of the reader.
        law: String,
        /// The article.
        article: String,
        /// The part.
        part: String,
        /// The vault has it.
        known: bool,
    },
    /// An act.
    Act {
        /// Code of vocabulary `act_type`.
        act_type: String,
        /// The words deny it: "was not detained".
        denied: bool,
        /// How long or how much, in the words of the text: "15 days".
        extent: String,
    },
    /// A release, or a measure that goes on longer.
    Measure {
        /// Code of vocabulary `measure`; empty where the words do not say which.
        status: String,
        /// It was there before and goes on longer.
        extended: bool,
        /// The words deny it: "was not released".
        denied: bool,
    },
}

/// A person or organisation of the text.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ReadEntity {
    /// `person`, `organisation` or `group`.
    pub kind: PartyKind,
    /// The name as it would be written into a record: without title, in the first case where that can be told.
    pub name: String,
    /// Given name, as far as it can be told.
    pub given: String,
    /// Patronymic.
    pub patronymic: String,
    /// Family name.
    pub family: String,
    /// Occupation, in the words of the text.
    pub occupation: String,
    /// How many a group is, at least; none where no number is said, or only about.
    pub count_min: Option<u32>,
    /// At most.
    pub count_max: Option<u32>,
    /// Parties of the vault it may be, the likeliest first. One is never taken without being shown.
    pub candidates: Vec<Candidate>,
}

/// A party of the vault that somebody in a text may be.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Candidate {
    /// Which.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// `same` or `similar`.
    pub band: String,
    /// Why: codes, message key `name-reason-<code>`.
    pub reasons: Vec<String>,
    /// A line on who this is.
    pub description: String,
}

/// An act that a sentence seems to tell of.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Proposal {
    /// Code of vocabulary `act_type`.
    pub act_type: String,
    /// The mark of the words that gave it.
    pub mark: u32,
    /// Which sentence of the whole text.
    pub passage: u32,
    /// To whom: one of the entities.
    pub victim: Option<u32>,
    /// When: a mark.
    pub date: Option<u32>,
    /// Where: a mark.
    pub place: Option<u32>,
    /// Articles: marks.
    pub provisions: Vec<u32>,
    /// Fields taken over from an earlier sentence of the paragraph: `victim`, `date`.
    pub carried: Vec<String>,
    /// The words deny it.
    pub denied: bool,
    /// How long or how much, in the words of the text.
    pub extent: String,
    /// How sure it is.
    pub surety: Surety,
}

/// A release, or a measure that goes on longer, that a sentence seems to tell of. Whose it is or which may be left open: then a person has to say it.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct MeasureProposal {
    /// Code of vocabulary `measure`; empty where the words do not say which.
    pub status: String,
    /// It was there before and goes on longer.
    pub extended: bool,
    /// The mark of the words that gave it.
    pub mark: u32,
    /// Which sentence of the whole text.
    pub passage: u32,
    /// Whose: one of the entities.
    pub party: Option<u32>,
    /// Since when: a mark.
    pub date: Option<u32>,
    /// The day on which it runs out, where one is said.
    pub until: Option<NaiveDate>,
    /// How much longer: an ISO 8601 duration, or nothing.
    pub duration: String,
    /// Fields taken over from an earlier sentence of the paragraph: `party`, `date`.
    pub carried: Vec<String>,
    /// The words deny it.
    pub denied: bool,
    /// How sure it is.
    pub surety: Surety,
}
