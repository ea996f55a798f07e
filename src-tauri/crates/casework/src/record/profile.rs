//! Profiles of handovers: rules that say what may go to one kind of reader.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Audience, Part, ProfileId, Sensitivity};

/// How much of the records goes to one kind of reader, by sensitivity, by part and by consent.
///
/// What no profile lets go is not for a profile to say: who a source is, confidential and sealed records, notes between lawyer and
/// client, confidential names, places marked *never export*, comments of the review, drafts, the contents of history.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Identity.
    pub id: ProfileId,
    /// Short name that stands in a handover and on the command line: letters, digits, `-`, `_`; no other profile has it.
    pub code: String,
    /// What people call it, in English.
    pub en: String,
    /// In Russian.
    pub ru: String,
    /// In Kazakh.
    pub kk: String,
    /// Who it is for, in the team's words.
    pub note: String,
    /// The most sensitive that goes: at most `restricted`.
    pub limit: Sensitivity,
    /// The consent that lets a person be named to these readers; none for the team itself, which asks nobody.
    pub audience: Option<Audience>,
    /// A person of whom no consent at all is recorded is named all the same. Alleged perpetrators always are.
    pub unasked: bool,
    /// Whoever may not be named appears under a stand-in that is the same each time for the same receiver; otherwise not at all.
    pub stand_in: bool,
    /// What goes along.
    pub parts: Vec<Part>,
    /// No longer offered.
    pub retired: bool,
}

impl Profile {
    /// Whether this goes along.
    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}
