//! One search over everything, in any script and spelling.
//!
//! [`index`] keeps folded words of every record in an FTS5 table, inside the transaction of the save; [`query`] reads what a person
//! typed as words (never as query syntax), [`words`] knows which of them there are, and [`tiers`] finds the best without looking at all that matches; the passage that matched is shown in its
//! own spelling.

pub(crate) mod doc;
pub(crate) mod facet;
pub(crate) mod index;
mod passage;
mod query;
mod shelf;
mod tally;
mod tiers;
mod words;

#[cfg(test)]
mod tests;

pub use query::SearchFilter;
pub(crate) use query::all as matching;
