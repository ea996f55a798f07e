//! Names across scripts: one fold for matching and for search, and a careful comparison that suggests and never merges.
//!
//! Қасенов, Касенов, Kassenov and Kasenov fold to one text, so that whoever types any of them finds them all.

mod fold;
mod letters;

#[cfg(test)]
mod tests;

pub use fold::{Fold, fold_text, fold_word, readings, skeleton, words};
