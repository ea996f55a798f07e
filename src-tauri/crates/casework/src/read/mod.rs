//! Computing the views: nothing here is stored, everything follows from the records and the day asked for.

mod alike;
mod calendar;
mod case;
mod cases;
mod client;
mod conflicts;
mod deadlines;
mod figures;
mod gaps;
mod graph;
mod home;
pub(crate) mod ledger;
mod party;
mod places;
mod review;
mod source;
pub(crate) mod standing;

pub use source::NoteRow;
