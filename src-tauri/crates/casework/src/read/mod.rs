//! Computing the views: everything follows from the records and the day asked for. Lists of everything read [`crate::derived`], which is kept as the records are.

mod case;
mod cases;
pub(crate) mod gaps;
mod home;
pub(crate) mod ledger;
mod party;
mod review;
mod source;

pub use source::NoteRow;
