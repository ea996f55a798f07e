//! What all records have in common, said once: their kind, table, id, and the case they belong to.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::TS;
use uuid::Uuid;

use super::CaseId;
use super::{
    Act, Case, Chain, Claim, Comment, Consent, CustodyEvent, Distinct, Evidence, Intervention,
    Involved, Involvement, Measure, Money, Name, Note, Party, Place, Proceeding, Profile,
    Provision, Relationship, Rule, SavedSearch, Source, Task, Term,
};

/// A record type: a row, a value on the wire, an entry of the revision log.
pub trait Entity: Serialize + DeserializeOwned + Clone + PartialEq {
    /// Its kind, which is also the name of its table.
    const KIND: Kind;
    /// Its identity.
    fn id(&self) -> Uuid;
    /// Gives it an identity.
    fn set_id(&mut self, id: Uuid);
    /// The case it belongs to, if it belongs to one.
    fn case(&self) -> Option<CaseId>;
    /// Wraps it.
    fn into_record(self) -> Record;
    /// Unwraps it, if it is of this type.
    fn from_record(record: Record) -> Option<Self>;
}

macro_rules! entities {
    ($($variant:ident $name:literal $case:expr;)*) => {
        /// The kinds of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $(#[doc = concat!("Table `", $name, "`.")] $variant),* }

        impl Kind {
            #![allow(unreachable_patterns, reason = "irregular plurals stand before the regular ones")]
            /// Every kind, parents before children.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// Stable name: of the table, in JSON, in the revision log.
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name),* } }
            /// Name of several, as in reports of an import.
            pub const fn plural(self) -> &'static str {
                match self {
                    Self::Party => "parties",
                    Self::Case => "cases",
                    Self::Name => "names",
                    Self::Involved | Self::Evidence | Self::Money | Self::Distinct => self.name(),
                    Self::Chain => "links",
                    Self::CustodyEvent => "custody_events",
                    Self::SavedSearch => "saved_searches",
                    $(Self::$variant => concat!($name, "s"),)*
                }
            }
            /// The kind of that name.
            pub fn of(name: &str) -> Option<Self> { match name { $($name => Some(Self::$variant),)* _ => None } }
        }

        /// Any record. In JSON: `{"kind":"act", ...its fields under "value"}`.
        #[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(tag = "kind", content = "value", rename_all = "snake_case")]
        pub enum Record { $(#[doc = concat!("A record of table `", $name, "`.")] $variant($variant)),* }

        impl Record {
            /// Its kind.
            pub const fn kind(&self) -> Kind { match self { $(Self::$variant(_) => Kind::$variant),* } }
            /// Its identity.
            pub fn id(&self) -> Uuid { match self { $(Self::$variant(value) => value.id()),* } }
            /// The case it belongs to.
            pub fn case(&self) -> Option<CaseId> { match self { $(Self::$variant(value) => value.case()),* } }
        }

        $(impl Entity for $variant {
            const KIND: Kind = Kind::$variant;
            fn id(&self) -> Uuid { self.id.0 }
            fn set_id(&mut self, id: Uuid) { self.id = id.into(); }
            fn case(&self) -> Option<CaseId> { let case: fn(&Self) -> Option<CaseId> = $case; case(self) }
            fn into_record(self) -> Record { Record::$variant(self) }
            fn from_record(record: Record) -> Option<Self> { match record { Record::$variant(value) => Some(value), _ => None } }
        })*
    };
}

impl Kind {
    /// A new casework has some of these already; they have no revision until somebody edits them.
    pub(crate) const fn is_seeded(self) -> bool {
        matches!(self, Self::Term | Self::Rule | Self::Profile)
    }
}

entities! {
    Term "term" |_| None;
    Provision "provision" |_| None;
    Rule "rule" |_| None;
    Place "place" |_| None;
    Party "party" |_| None;
    Name "name" |_| None;
    Relationship "relationship" |_| None;
    Distinct "distinct" |_| None;
    Source "source" |_| None;
    Case "case" |r| Some(r.id);
    Involved "involved" |r| Some(r.case_id);
    Act "act" |r| Some(r.case_id);
    Involvement "involvement" |r| Some(r.case_id);
    Chain "chain" |r| Some(r.case_id);
    Measure "measure" |r| Some(r.case_id);
    Proceeding "proceeding" |r| Some(r.case_id);
    Intervention "intervention" |r| Some(r.case_id);
    Money "money" |r| Some(r.case_id);
    Consent "consent" |r| r.case_id;
    Claim "claim" |r| Some(r.case_id);
    Note "note" |r| r.case_id;
    Evidence "evidence" |r| Some(r.case_id);
    CustodyEvent "custody_event" |r| Some(r.case_id);
    Task "task" |r| r.case_id;
    Comment "comment" |r| Some(r.case_id);
    SavedSearch "saved_search" |_| None;
    Profile "profile" |_| None;
}
