//! Parties (09xx) and their names.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{NameId, NameKind, PartyId, PartyKind, RelationshipId, Sensitivity};
use crate::date::UncertainDate;

/// A person, group, organisation, unit, or someone not known yet.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// Identity.
    pub id: PartyId,
    /// What it is.
    pub kind: PartyKind,
    /// Primary name in full, as this vault writes it; further spellings are `Name` records.
    pub name: String,
    /// A line on who this is.
    pub description: String,
    /// Vocabulary `sex`; empty where not asked.
    pub sex: String,
    /// Born.
    pub birth: Option<UncertainDate>,
    /// ISO 3166 code or plain words.
    pub citizenship: String,
    /// Occupation.
    pub occupation: String,
    /// Vulnerability: codes of vocabulary `flag` (`minor`, `pregnant`, `health`, `lgbtqi`, ...).
    pub flags: Vec<String>,
    /// Phone, mail, address. Never for a confidential source: that lives under the seal.
    pub contact: String,
    /// How many people at least, for a group.
    pub count_min: Option<u32>,
    /// How many at most.
    pub count_max: Option<u32>,
    /// Free tags, lower case.
    pub tags: Vec<String>,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
}

/// A further name of a party.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Name {
    /// Identity.
    pub id: NameId,
    /// Whose.
    pub party: PartyId,
    /// What kind of name.
    pub kind: NameKind,
    /// In full.
    pub full: String,
    /// Given name, where taken apart.
    pub given: String,
    /// Patronymic.
    pub patronymic: String,
    /// Family name.
    pub family: String,
    /// Must not leave with the party.
    pub confidential: bool,
}

/// A link between two parties.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Relationship {
    /// Identity.
    pub id: RelationshipId,
    /// Who ...
    pub party: PartyId,
    /// ... and whom.
    pub other: PartyId,
    /// Vocabulary `relationship` (`parent of`, `works for`, `lawyer of`, ...).
    pub kind: String,
    /// Since.
    pub from: Option<UncertainDate>,
    /// Until.
    pub until: Option<UncertainDate>,
    /// A word on it.
    pub note: String,
}
