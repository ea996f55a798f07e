//! One search over everything, in any script and spelling.
//!
//! [`index`] keeps folded words of every record in an FTS5 table, inside the transaction of the save; [`query`] reads what a person
//! typed as words (never as query syntax) and shows the passage that matched in its own spelling.

pub(crate) mod doc;
pub(crate) mod index;
mod passage;
mod query;

pub use query::SearchFilter;
pub(crate) use query::all as matching;
