//! Names across scripts: one fold for matching and for search, and a careful comparison that suggests and never merges.
//!
//! Қасенов, Касенов, Kassenov and Kasenov fold to one text, so that whoever types any of them finds them all.

mod align;
mod candidates;
mod compare;
mod distance;
mod fold;
mod keys;
mod kin;
mod letters;
mod organisation;
mod script;
mod stems;
mod token;

#[cfg(test)]
mod tests;

pub use candidates::candidates;
pub use compare::{Band, MAX_NAME, Match, Reason, Spelling, compare};
pub use fold::{Fold, fold_text, fold_word, readings, skeleton, words};
pub(crate) use keys::{Probe, keys};
pub use kin::family;
pub use script::{Pattern, Script, pattern, script};
pub(crate) use stems::is_ending;
pub use stems::search_stems;
