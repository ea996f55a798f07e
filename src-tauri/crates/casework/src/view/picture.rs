//! What pictures are drawn of: counts of acts, and who is linked with whom.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::record::{CaseId, PartyId, PartyKind};

/// Which acts to count.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct FigureFilter {
    /// That may have begun on this day or later.
    pub from: Option<NaiveDate>,
    /// That may have begun on this day or earlier.
    pub until: Option<NaiveDate>,
    /// In a case of any of these civic spaces; empty for all.
    pub space: Vec<String>,
}

/// Acts counted in several ways. Each act counts once, also one done to a group; what is not recorded is not counted.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Figures {
    /// Acts that pass the filter.
    pub acts: u32,
    /// Cases they belong to.
    pub cases: u32,
    /// Those of the acts that were done to more than one person.
    pub to_groups: u32,
    /// By code of vocabulary `act_type`, the most first.
    pub by_type: Vec<Figure>,
    /// By `YYYY-MM`, in order; by `YYYY` where the month is not known; under an empty code where the year is not.
    pub by_month: Vec<Figure>,
    /// By name of the place, the most first; an empty one where it is not known.
    pub by_place: Vec<Figure>,
    /// By code of vocabulary `space`. An act of a case with two spaces counts in both; an empty code where there is none.
    pub by_space: Vec<Figure>,
}

/// One bar.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Figure {
    /// What of.
    pub code: String,
    /// How many acts.
    pub acts: u32,
}

/// A person in the middle, and what is linked with them directly or through a case.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PartyGraph {
    /// Who is in the middle.
    pub center: PartyId,
    /// Parties, the one in the middle first.
    pub parties: Vec<GraphParty>,
    /// Cases of the one in the middle.
    pub cases: Vec<GraphCase>,
    /// Lines.
    pub links: Vec<GraphLink>,
    /// Parties left out because there are too many.
    pub more: u32,
}

/// A party in the picture.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct GraphParty {
    /// Who.
    pub id: PartyId,
    /// Primary name.
    pub name: String,
    /// Kind.
    pub kind: PartyKind,
}

/// A case in the picture.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct GraphCase {
    /// Which.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// A line of the picture.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct GraphLink {
    /// A party.
    pub from: PartyId,
    /// A party or a case.
    #[ts(type = "string")]
    pub to: Uuid,
    /// `relationship`, `involved` (a part in a case), `act` (alleged to have done something to).
    pub by: String,
    /// Code of vocabulary `relationship` or `role`, or of the act.
    pub how: String,
}
