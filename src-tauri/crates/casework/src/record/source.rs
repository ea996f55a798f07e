//! Sources outside the seal, what they say, and what they consent to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Audience, CaseId, ClaimId, ClaimStatus, ConsentHow, ConsentId, Credibility, Kind, PartyId,
    Reliability, SourceId,
};
use crate::date::UncertainDate;

/// A source as the casework knows it. A confidential one has a code name, a kind and a grade, and nothing else here: the database
/// itself refuses words in `title`, `publisher` and `url` while `confidential` is set. Who it is lives in the sealed compartment.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// Identity; the sealed compartment uses the same one.
    pub id: SourceId,
    /// Code name, `S-014`; given by the vault on the first save when empty.
    pub code: String,
    /// Code of vocabulary `source` (`person`, `report`, `social-media`, ...).
    pub kind: String,
    /// A person to protect; then the three fields below stay empty.
    pub confidential: bool,
    /// Title of a published source.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where it can be read; kept as text, never fetched.
    pub url: String,
    /// Date of publication or statement.
    pub date: Option<UncertainDate>,
    /// How far it can be trusted in general.
    pub reliability: Reliability,
}

/// A claim (information, 25xx): what a source says about a record or a field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Identity.
    pub id: ClaimId,
    /// In which case.
    pub case_id: CaseId,
    /// Which kind of record it is about.
    pub about_kind: Kind,
    /// Which record.
    #[ts(type = "string")]
    pub about_id: uuid::Uuid,
    /// Which field of it; empty for the record as a whole.
    #[serde(default)]
    pub about_field: String,
    /// What the source says, in our words.
    #[serde(default)]
    pub says: String,
    /// The source's own words.
    #[serde(default)]
    pub quote: String,
    /// Page, paragraph, timecode.
    #[serde(default)]
    pub locator: String,
    /// Which source.
    pub source: SourceId,
    /// When it was said.
    #[serde(default)]
    pub date_given: Option<UncertainDate>,
    /// The source's reliability for this matter; none: as the source's own grade.
    #[serde(default)]
    pub reliability: Option<Reliability>,
    /// How likely this is.
    #[serde(default)]
    pub credibility: Credibility,
    /// What has been decided about it.
    #[serde(default)]
    pub status: ClaimStatus,
    /// Claims it stands against; both are kept.
    #[serde(default)]
    pub conflicts_with: Vec<ClaimId>,
    /// The consent under which it was given.
    #[serde(default)]
    pub consent: Option<ConsentId>,
}

/// A consent and its limits. An export asks it, field by field.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Consent {
    /// Identity.
    pub id: ConsentId,
    /// In which case, if bound to one.
    pub case_id: Option<CaseId>,
    /// Whose data it covers.
    pub party: Option<PartyId>,
    /// Who gave it, if not the person (a parent, a lawyer), in words.
    pub given_by: String,
    /// When.
    pub date: Option<UncertainDate>,
    /// How.
    pub how: ConsentHow,
    /// In which language.
    pub language: String,
    /// Through which interpreter (code or function, not a sealed name).
    pub interpreter: String,
    /// The risks were explained.
    pub risks_explained: bool,
    /// Allowed (`true`) or refused (`false`); an audience that is absent was not asked, which counts as refused.
    pub audiences: BTreeMap<Audience, bool>,
    /// Good until.
    pub valid_until: Option<NaiveDate>,
    /// Withdrawn on.
    pub withdrawn_on: Option<NaiveDate>,
    /// Conditions in words.
    pub conditions: String,
}
