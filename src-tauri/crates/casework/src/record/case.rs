//! Cases and what happened in them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ActId, CaseId, CaseKind, ChainId, CommentId, InvolvedId, InvolvementId, Kind, MoneyId, NoteId,
    NoteKind, PartyId, PlaceId, ReviewState, Sensitivity,
};
use crate::date::UncertainDate;

/// A case: what is kept together because it is one story or one client's matter.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Case {
    /// Identity.
    pub id: CaseId,
    /// Short reference people say aloud, for example `KZ-003`; unique in a vault. Empty on the first save: the vault gives one.
    pub reference: String,
    /// One line; all that a case needs to exist.
    pub title: String,
    /// What happened, in a paragraph.
    pub summary: String,
    /// Why it is kept.
    pub kind: CaseKind,
    /// Civic space concerned: codes of vocabulary `space` (`expression`, `association`, `assembly`, `other`).
    pub space: Vec<String>,
    /// Where it stands on its way to release.
    pub status: ReviewState,
    /// 0 none, 1 low, 2 normal, 3 urgent.
    pub priority: u8,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
    /// Who looks after it (a person of the team).
    pub owner: String,
    /// Free tags, lower case.
    pub tags: Vec<String>,
    /// Places.
    pub places: Vec<PlaceId>,
    /// When to ask again whether it must still be kept.
    pub retention_review: Option<NaiveDate>,
    /// Why we keep it.
    pub retention_reason: String,
}

/// A party's part in a case; the same party may have several.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Involved {
    /// Identity.
    pub id: InvolvedId,
    /// In which case.
    pub case_id: CaseId,
    /// Who.
    pub party: PartyId,
    /// Code of vocabulary `role` (`victim`, `alleged-perpetrator`, `witness`, `lawyer`, ...).
    pub role: String,
    /// A word on it.
    pub note: String,
}

/// An act (21xx): the smallest unit, one type done to one victim or group.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Act {
    /// Identity.
    pub id: ActId,
    /// In which case.
    pub case_id: CaseId,
    /// Code of vocabulary `act_type`.
    pub act_type: String,
    /// To whom.
    pub victim: Option<PartyId>,
    /// When it began.
    pub start: Option<UncertainDate>,
    /// When it ended; none for an act of a moment.
    pub end: Option<UncertainDate>,
    /// Where.
    pub place: Option<PlaceId>,
    /// The reason that was given for it.
    pub stated_reason: String,
    /// Law articles named: codes of provisions.
    pub provisions: Vec<String>,
    /// How it came to be laid at someone's door (vocabulary `attribution`).
    pub attribution: String,
    /// How it stood at the end.
    pub outcome: String,
    /// How many victims at least.
    pub count_min: Option<u32>,
    /// How many at most; none where only a lower bound is known ("more than 20").
    pub count_max: Option<u32>,
    /// Of what (people, posts, ...).
    pub count_unit: String,
    /// Parts that must add up to the count.
    pub sub_counts: Vec<SubCount>,
    /// More on it.
    pub description: String,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
}

/// One part of a group's number: 13 in custody of 19 arrested.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SubCount {
    /// What these have in common.
    pub label: String,
    /// How many.
    pub count: u32,
}

/// An involvement (24xx): an alleged perpetrator's part in an act.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Involvement {
    /// Identity.
    pub id: InvolvementId,
    /// In which case (that of the act).
    pub case_id: CaseId,
    /// In which act.
    pub act: ActId,
    /// Who is alleged to have done it.
    pub perpetrator: PartyId,
    /// Degree of involvement (vocabulary `degree`).
    pub degree: String,
    /// Unit or agency, where known.
    pub unit: String,
    /// Rank or title.
    pub rank: String,
    /// Why it is believed.
    pub basis: String,
}

/// A link between two cases (chain of events).
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Chain {
    /// Identity.
    pub id: ChainId,
    /// From this case ...
    pub case_id: CaseId,
    /// ... to this one.
    pub to_case: CaseId,
    /// How: vocabulary `chain` (`precedes`, `causes`, `part of`, `follows`) or plain words.
    pub how: String,
}

/// A note in Markdown.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Note {
    /// Identity.
    pub id: NoteId,
    /// In which case; none for a quick note not sorted yet.
    pub case_id: Option<CaseId>,
    /// What kind.
    pub kind: NoteKind,
    /// Markdown text.
    pub text: String,
    /// Records it speaks of.
    pub links: Vec<RecordLink>,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
}

/// A pointer to any record.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecordLink {
    /// Which kind.
    pub kind: Kind,
    /// Which one.
    #[ts(type = "string")]
    pub id: uuid::Uuid,
}

/// An amount of money.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Money {
    /// Identity.
    pub id: MoneyId,
    /// In which case.
    pub case_id: CaseId,
    /// Decimal number as text, never a binary fraction.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
    /// About, not exactly.
    pub approximate: bool,
    /// What for.
    pub what: String,
}

/// A place.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    /// Identity.
    pub id: PlaceId,
    /// As people call it.
    pub name: String,
    /// Administrative area, larger ones last.
    pub area: String,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// Must never leave this vault: a shelter, a home, a country of refuge.
    pub never_export: bool,
}

/// A reviewer's word on a case.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Comment {
    /// Identity.
    pub id: CommentId,
    /// On which case.
    pub case_id: CaseId,
    /// What.
    pub text: String,
    /// Dealt with.
    pub resolved: bool,
}
