//! Casebook JSON: the plain format cases come in and go out by.
//!
//! Plain keys: `about`, `parties`, `cases`, `sources`, `provisions`, `act_types`, `rules`, `terms` (those that did not come with the program). Ids are the file's own. Dates are EDTF. Keys nobody
//! knows are left out. What records hold beyond the plain shape travels under `more`: fields of the record by their own names, and
//! in a case its notes, tasks, consents and evidence (without the bytes).
//!
//! [`Casebook::parse`] reads strictly and lists every fault by path; [`crate::Book::import`] writes all or nothing;
//! [`crate::Book::export`] writes the same shape.

mod export;
mod import;
mod item;
mod model;
mod parse;
mod path;
mod reader;

pub use export::Selection;
pub use import::Imported;
pub use model::{
    AboutItem, ActItem, ActTypeItem, CaseItem, Casebook, ClaimItem, CountItem, InterventionItem,
    InvolvedItem, LinkItem, MeasureItem, MoneyItem, NameItem, PartyItem, ProceedingItem,
    ProvisionItem, RuleItem, SourceItem, TermItem,
};

/// The example: public facts of a monitoring report on Kazakhstan, June 2025 to January 2026.
pub const EXAMPLE: &str = include_str!("../../data/kazakhstan-2025.json");

/// Largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;
