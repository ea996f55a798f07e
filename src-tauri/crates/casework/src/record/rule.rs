//! Deadlines and the rules they come from. The program counts days; it knows no law, and says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{CaseId, Kind, RuleId, RuleStart, TaskId};
use crate::date::UncertainDate;

/// A task or deadline.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Task {
    /// Identity.
    pub id: TaskId,
    /// In which case, if any.
    pub case_id: Option<CaseId>,
    /// What is to be done.
    pub title: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// The rule it came from, in words.
    pub rule: String,
    /// The law the rule stands on; the program gives no legal advice.
    pub legal_basis: String,
    /// Done.
    pub done: bool,
    /// The rule it was worked out by, if it was.
    pub rule_id: Option<RuleId>,
    /// Kind of the record whose date set it off.
    pub start_kind: Option<Kind>,
    /// Which record; it may be gone by now.
    #[ts(type = "string | null")]
    pub start_id: Option<Uuid>,
    /// The date that set it off, as it was when the task was taken. Where it is another now, the task is outdated.
    pub start: Option<UncertainDate>,
}

/// A rule by which deadlines are worked out: so long after (or before) something that a record says.
///
/// Those that come with the program are examples (`checked` is not set); what holds in a country, a lawyer must say.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// Identity.
    pub id: RuleId,
    /// What is to be done, in English.
    pub en: String,
    /// In Russian.
    pub ru: String,
    /// In Kazakh.
    pub kk: String,
    /// What sets it off.
    pub starts: RuleStart,
    /// For a measure: only these codes of vocabulary `measure`; empty for every one.
    pub measures: Vec<String>,
    /// For a hearing, decision or sentence: only these codes of vocabulary `proceeding`; empty for every one.
    pub proceedings: Vec<String>,
    /// For an act: only these codes of vocabulary `act_type`; empty for every one.
    pub acts: Vec<String>,
    /// How long: an ISO 8601 duration, for example `P15D`.
    pub offset: String,
    /// Before it and not after it.
    pub before: bool,
    /// The law it stands on, in words.
    pub legal_basis: String,
    /// A word on it.
    pub note: String,
    /// A lawyer has looked at it.
    pub checked: bool,
    /// No longer offered.
    pub retired: bool,
}
