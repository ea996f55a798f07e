//! The vocabularies, the places and the articles of laws as people look after them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Place, PlaceId, Provision, RevisionId, Term};

/// A term and how it stands.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct TermRow {
    /// The term.
    pub term: Term,
    /// Its revision; none for one that came with the program and was never edited.
    pub revision: Option<RevisionId>,
    /// How many records and rules use it.
    pub uses: u32,
    /// The wording it came with; none for one that people or a file added.
    pub shipped: Option<TermLabels>,
    /// The program itself goes by this code: it cannot be retired or replaced.
    pub needed: bool,
}

/// What a term is called.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TermLabels {
    /// In English.
    pub en: String,
    /// In Russian.
    pub ru: String,
    /// In Kazakh.
    pub kk: String,
}

/// A place and what it is used by.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PlaceRow {
    /// The place.
    pub place: Place,
    /// Its revision.
    pub revision: Option<RevisionId>,
    /// How many cases, acts and measures name it.
    pub uses: u32,
    /// In how many cases.
    pub cases: u32,
}

/// An article of a law and what it is named by.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ProvisionRow {
    /// The article.
    pub provision: Provision,
    /// Its revision.
    pub revision: Option<RevisionId>,
    /// How many acts, measures and proceedings name it.
    pub uses: u32,
    /// In how many cases.
    pub cases: u32,
}

/// A place that may be meant by what was typed.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PlaceHint {
    /// Which.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its area.
    pub area: String,
    /// It never leaves the vault.
    pub never_export: bool,
    /// `same`: another spelling of the name; `similar`: near it, or begins so.
    pub band: String,
}

/// One record took the place of another.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Replaced {
    /// Revisions, the first one can be undone and takes back all of it.
    pub revisions: Vec<RevisionId>,
    /// How many records point to the other one now.
    pub moved: u32,
    /// When, UTC.
    pub at: String,
}
