//! Parties (09xx) and their names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use super::{DistinctId, Kind, NameId, NameKind, PartyId, PartyKind, RelationshipId, Sensitivity};
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
    /// The party that this one was found to be; none for everybody who stands on their own.
    pub merged_into: Option<PartyId>,
    /// What that moved, so that it can be taken apart again; empty for everybody else.
    #[ts(type = "{ [key in string]: unknown }")]
    pub merge: Merge,
}

/// What a merge of two parties moved from this one to the other. The program's own book-keeping, never typed.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Merge {
    /// Fields of records that named this party.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
    /// Further names that were made of the primary names of either.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<NameId>,
    /// Fields of the other party that were written over.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Replaced>,
}

/// One field of one record that was moved.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Kind of the record.
    pub kind: Kind,
    /// The record.
    pub id: Uuid,
    /// Its field.
    pub field: String,
    /// Of a list: every item before and after; nothing after where the other party stood in the list already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<(Value, Value)>,
    /// The whole record, where the other party had the very same and this one went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Value>,
}

/// A field before and after.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// Before.
    pub before: Value,
    /// After.
    pub after: Value,
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

/// Two parties that are not the same, although their names look alike. Symmetric: one record for a pair, whichever comes first.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Distinct {
    /// Identity.
    pub id: DistinctId,
    /// One ...
    pub party: PartyId,
    /// ... and the other.
    pub other: PartyId,
    /// Known, and not only as far as anybody can tell.
    pub certain: bool,
    /// How one knows.
    pub note: String,
}

impl Default for Distinct {
    fn default() -> Self {
        Self {
            id: DistinctId::default(),
            party: PartyId::default(),
            other: PartyId::default(),
            certain: true,
            note: String::new(),
        }
    }
}
