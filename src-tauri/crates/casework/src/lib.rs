//! The domain of Sandyq: cases, people, acts, measures, claims, consent, review, search and history, over any SQLite connection.
//!
//! - [`record`]: the structs; each is a row, a value on the wire and an entry of the revision log.
//! - [`Book`]: the casework in an open database. Every write is one transaction and leaves a revision.
//! - [`view`]: what screens and reports read, computed, never stored.
//! - [`casebook`]: the JSON format in and out. [`merge`]: records from another vault. [`sealed`]: who a source is. [`salvage`]: a casework out of a damaged database.
//! - [`team`]: who works in a vault, and whose key is whose.
//! - [`reading`]: what stands in a pasted report, by rules; and writing what was accepted of it.
//! - [`date`], [`name`]: uncertain dates, and names across scripts.
//!
//! Invariants: a confidential source's name is never in these tables (the database itself refuses it); no error and no
//! `Debug` shows content; time and randomness are parameters ([`Ctx`]).

pub mod casebook;
pub mod date;
pub mod duration;
pub mod ics;
mod kazakh;
pub mod merge;
pub mod name;
pub mod plain;
mod provisions;
pub mod reading;
pub mod record;
pub mod salvage;
pub mod sealed;
pub mod spot;
pub mod team;
pub mod view;

mod book;
mod check;
mod derived;
mod effort;
mod error;
mod history;
mod intact;
mod label;
mod lineage;
mod log;
mod lookout;
mod number;
mod places;
pub mod profiles;
mod read;
mod refer;
mod rekey;
mod rules;
mod same;
mod schema;
mod seal;
mod search;
mod store;
mod terms;
mod undo;
mod veil;
mod vocabulary;
mod write;

pub use book::{Book, Ctx, Entropy};
pub use error::Error;
pub use history::{HistoryProblem, HistoryReport};
pub use lineage::{Lineage, Step};
pub use log::{LogCount, LogWish};
pub use lookout::{Lookout, Walk};
pub use read::NoteRow;
pub use rekey::Rekeyed;
pub use same::{MergeWish, Side};
pub use schema::VERSION;
pub use search::SearchFilter;
pub use veil::{Veil, is_a_name};

/// A result of the casework.
pub type Result<T, E = Error> = std::result::Result<T, E>;
