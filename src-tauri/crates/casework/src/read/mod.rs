//! Computing the views: nothing here is stored, everything follows from the records and the day asked for.

mod calendar;
mod case;
mod cases;
mod client;
mod deadlines;
mod figures;
mod gaps;
mod graph;
mod home;
pub(crate) mod ledger;
mod party;
mod review;
mod source;
pub(crate) mod standing;

pub(crate) use party::begins;
pub use source::NoteRow;
