//! Who may be who: people whose names look alike, who was found to be one, and who stands on the other side.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::record::{CaseId, DistinctId, Kind, Party, PartyId, PartyKind, RevisionId};

/// What a merge of two parties did.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct MergedParties {
    /// Who stays.
    pub party: PartyId,
    /// Its revision: undoing it takes all of it back.
    pub revision: RevisionId,
    /// How many mentions were moved.
    pub moved: u32,
    /// When, UTC.
    pub at: String,
}

/// What taking two parties apart did.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SeparatedParty {
    /// Who stands on their own again.
    pub party: PartyId,
    /// From whom.
    pub from: PartyId,
    /// Its revision: undoing it takes all of it back.
    pub revision: RevisionId,
    /// When, UTC.
    pub at: String,
    /// What stays with the other and somebody has to look at.
    pub stayed: Vec<Stayed>,
}

/// A record that stays with the party it was moved to.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Stayed {
    /// Its kind.
    pub kind: Kind,
    /// Which.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The field, where it is one of the party itself.
    pub field: String,
    /// What to call it.
    pub label: String,
    /// Reference of its case.
    pub case: String,
    /// Its case.
    pub case_id: Option<CaseId>,
    /// `later` (made after the merge) or `changed` (moved by it, and changed since).
    pub why: String,
}

/// A part in a case, in short.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PartIn {
    /// The case.
    pub case_id: CaseId,
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Codes of vocabulary `role`; empty for somebody who is only named in an act or a measure.
    pub roles: Vec<String>,
}

/// One of two who may be the same.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct AlikeParty {
    /// Who.
    pub id: PartyId,
    /// What it is.
    pub kind: PartyKind,
    /// Primary name.
    pub name: String,
    /// The spelling that was compared.
    pub matched: String,
    /// A line on who this is.
    pub description: String,
    /// Occupation.
    pub occupation: String,
    /// Born, as EDTF; empty if not known.
    pub birth: String,
    /// Where they stand.
    pub cases: Vec<PartIn>,
}

/// Two who may be the same.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct AlikePair {
    /// One: who was recorded first.
    pub one: AlikeParty,
    /// The other.
    pub other: AlikeParty,
    /// `same` or `similar`.
    pub band: String,
    /// 0 to 1.
    pub score: f64,
    /// Why: codes, message key `name-reason-<code>`.
    pub reasons: Vec<String>,
}

/// Everybody who may be the same as somebody else, the likeliest first.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Alike {
    /// Pairs.
    pub pairs: Vec<AlikePair>,
    /// How many there are in all.
    pub total: u32,
}

/// Somebody of whom it was said that they are not this party.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct DistinctRow {
    /// The record that says so.
    pub id: DistinctId,
    /// Who it is not.
    pub party: PartyId,
    /// Their name.
    pub name: String,
    /// Known, not only as far as anybody can tell.
    pub certain: bool,
    /// How one knows.
    pub note: String,
}

/// A record that was found to be this party.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct JoinedParty {
    /// It, as it is now.
    pub party: Party,
    /// By whom.
    pub by: String,
    /// When, UTC.
    pub at: String,
    /// How many mentions were moved.
    pub moved: u32,
    /// Further names of the kept party that came from it.
    #[ts(type = "Array<string>")]
    pub names: Vec<Uuid>,
    /// Fields that somebody changed in it after it was merged.
    pub changed: Vec<String>,
}

/// Somebody who may be of the family.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct KinHint {
    /// Who.
    pub party: PartyId,
    /// Their name.
    pub name: String,
    /// `same-family-name`, `same-patronymic`.
    pub reasons: Vec<String>,
    /// In how many cases both stand.
    pub cases: u32,
}

/// Where a name stands.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConflictPlace {
    /// As what: a code of vocabulary `role`, or `victim`, `perpetrator`, `measure`, `charged`, `judge`, `prosecutor`, `counsel`, `speaker`,
    /// `addressee`, `consent`.
    pub role: String,
    /// The case.
    pub case_id: CaseId,
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// Somebody in the vault whose name is like one that was asked.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConflictHit {
    /// Which of the names asked, counted from 0, empty ones with them.
    pub asked: u32,
    /// The party; none for a name that stands only in the words of a record.
    pub party: Option<PartyId>,
    /// Name as the vault has it.
    pub name: String,
    /// The spelling that matched.
    pub matched: String,
    /// `same` or `similar`.
    pub band: String,
    /// 0 to 1.
    pub score: f64,
    /// Why: codes, message key `name-reason-<code>`.
    pub reasons: Vec<String>,
    /// Where.
    pub places: Vec<ConflictPlace>,
}

/// What was searched, and what was found. What was asked is not said back: a name that was typed may be nobody's business.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConflictReport {
    /// The day.
    pub on: NaiveDate,
    /// Who is like it, by name asked, the likeliest first.
    pub hits: Vec<ConflictHit>,
    /// In how many privileged notes one of the names stands. What they say, and of which case, is not told here.
    pub privileged: u32,
    /// How many parties were compared.
    pub parties: u32,
    /// How many proceedings were read.
    pub proceedings: u32,
    /// How many cases there are.
    pub cases: u32,
}
