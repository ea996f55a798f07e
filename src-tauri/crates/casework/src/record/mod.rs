//! The records of a casebook. Every struct here is at once a row in the casework database, a value on the wire to the window
//! and the command line, and an entry in the revision log. Names and numbers in brackets follow HURIDOCS Events Standard Formats.
//!
//! Fields hold what a person said or is, so none of these types implements `Debug`.

mod case;
mod entity;
mod evidence;
mod grade;
mod ids;
mod law;
mod party;
mod profile;
mod rule;
mod search;
mod source;

pub use case::{
    Act, Case, Chain, Comment, Involved, Involvement, Money, Note, Place, RecordLink, SubCount,
};
pub use entity::{Entity, Kind, Record};
pub use evidence::{CustodyEvent, Evidence};
pub use grade::*;
pub use ids::*;
pub use law::{
    Charge, Hearing, Intervention, Measure, Proceeding, Provision, SentenceVersion, Term,
};
pub use party::{Distinct, Merge, Moved, Name, Party, Relationship, Replaced};
pub use profile::Profile;
pub use rule::{Rule, Task};
pub use search::SavedSearch;
pub use source::{Claim, Consent, Source};
