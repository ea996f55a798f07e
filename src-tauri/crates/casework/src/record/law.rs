//! Measures, proceedings, interventions, and the lists they draw on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CaseId, InterventionId, MeasureId, PartyId, PlaceId, ProceedingId, ProvisionId, Sensitivity,
    TermId,
};
use crate::date::UncertainDate;

/// A measure: a person's status from one date to another. Who is held where is computed from these, never typed.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Measure {
    /// Identity.
    pub id: MeasureId,
    /// In which case.
    pub case_id: CaseId,
    /// Whose.
    pub party: PartyId,
    /// Code of vocabulary `measure` (`house_arrest`, `pretrial`, `released`, ...).
    pub status: String,
    /// Since.
    pub from: Option<UncertainDate>,
    /// Until, where it is over.
    pub until: Option<UncertainDate>,
    /// Who ordered it.
    pub authority: String,
    /// Where.
    pub place: Option<PlaceId>,
    /// Law articles: codes of provisions.
    pub provisions: Vec<String>,
    /// ISO 8601 duration, for example `P2M`.
    pub duration: String,
    /// Runs out on, where it is known better than start plus duration.
    pub expires_on: Option<NaiveDate>,
    /// Next review by a court.
    pub next_review: Option<NaiveDate>,
    /// A word on it.
    pub note: String,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
}

/// A proceeding before a court or other body.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Proceeding {
    /// Identity.
    pub id: ProceedingId,
    /// In which case.
    pub case_id: CaseId,
    /// Code of vocabulary `proceeding` (`investigation`, `trial`, `appeal`, ...).
    pub kind: String,
    /// Court or body.
    pub court: String,
    /// Its number there.
    pub number: String,
    /// Stage.
    pub stage: String,
    /// Judge.
    pub judge: String,
    /// Prosecutor.
    pub prosecutor: String,
    /// Counsel.
    pub counsel: String,
    /// Date of the decision or of the opening.
    pub date: Option<UncertainDate>,
    /// Law articles: codes of provisions.
    pub provisions: Vec<String>,
    /// Charges by person.
    pub charges: Vec<Charge>,
    /// Hearings.
    pub hearings: Vec<Hearing>,
    /// What was decided.
    pub decision: String,
    /// Sentence in words.
    pub sentence: String,
    /// The sentence as each instance left it.
    pub sentences: Vec<SentenceVersion>,
}

/// One charge against one person.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Charge {
    /// Against whom.
    pub party: Option<PartyId>,
    /// Code of a provision.
    pub provision: String,
    /// In words.
    pub words: String,
}

/// One hearing.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Hearing {
    /// When.
    pub date: Option<UncertainDate>,
    /// What for, and what came of it.
    pub words: String,
}

/// A sentence as one instance left it: 4 years, then 2.5 on appeal.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SentenceVersion {
    /// First instance, appeal, cassation.
    pub instance: String,
    /// When.
    pub date: Option<UncertainDate>,
    /// ISO 8601 duration.
    pub duration: String,
    /// In words, with ancillary bans.
    pub words: String,
}

/// An intervention (26xx).
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Intervention {
    /// Identity.
    pub id: InterventionId,
    /// In which case.
    pub case_id: CaseId,
    /// By whom.
    pub by: Vec<PartyId>,
    /// Code of vocabulary `intervention` (`statement`, `letter`, `opinion`, ...).
    pub kind: String,
    /// Code of vocabulary `intervention_status` (`planned`, `pending`, `answered`, ...); empty if nobody said.
    pub status: String,
    /// Addressee.
    pub addressee: String,
    /// When.
    pub date: Option<UncertainDate>,
    /// What it said.
    pub gist: String,
    /// What was answered.
    pub response: String,
    /// What came of it.
    pub impact: String,
}

/// An article of a law.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Provision {
    /// Identity.
    pub id: ProvisionId,
    /// Stable code records refer to, for example `KZ-CC-274`; unique.
    pub code: String,
    /// What it forbids or says.
    pub title: String,
    /// Law or code.
    pub law: String,
    /// Article.
    pub article: String,
    /// Part.
    pub part: String,
}

/// A term of an editable vocabulary. The code is stable, so that no data is orphaned when labels change.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Term {
    /// Identity.
    pub id: TermId,
    /// Which list: `act_type`, `measure`, `role`, ...
    pub vocabulary: String,
    /// Stable ASCII code; unique in its list.
    pub code: String,
    /// Label in English.
    pub en: String,
    /// Label in Russian.
    pub ru: String,
    /// Label in Kazakh.
    pub kk: String,
    /// Group within the list; for measures `held` or `free` or `other`.
    pub group: String,
    /// HURIDOCS code, where one fits.
    pub huridocs: String,
    /// No longer offered, still shown where used.
    pub retired: bool,
}
