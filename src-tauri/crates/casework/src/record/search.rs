//! A search kept with a name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Kind, ReviewState, SavedSearchId, Sensitivity};

/// What was typed and what it was narrowed by, to be asked again; what it finds is looked for anew each time.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SavedSearch {
    /// Identity.
    pub id: SavedSearchId,
    /// What people call it.
    pub name: String,
    /// Privileged notes too.
    pub privileged: bool,
    /// Words in any script and spelling.
    pub text: String,
    /// Only these kinds; empty for all.
    pub kinds: Vec<Kind>,
    /// Only these years.
    pub years: Vec<i32>,
    /// Only what belongs to cases in these states.
    pub status: Vec<ReviewState>,
    /// Only what may travel so far.
    pub sensitivity: Vec<Sensitivity>,
}
