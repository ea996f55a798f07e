//! Computing the views: everything follows from the records and the day asked for. Lists of everything read [`crate::derived`], which is kept as the records are.

mod alike;
pub(crate) mod calendar;
mod case;
mod cases;
mod client;
mod conflicts;
pub(crate) mod deadlines;
mod due;
mod figures;
pub(crate) mod gaps;
mod graph;
mod home;
pub(crate) mod ledger;
mod parts;
mod party;
mod review;
mod source;
pub(crate) mod standing;
mod unsettled;

pub(crate) use party::begins;
pub use source::NoteRow;
