//! Typed identifiers: UUID version 4 (RFC 9562), so that an id says nothing about when a record was made.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
    )*};
}

ids! {
    /// A case.
    CaseId,
    /// A party: person, group, organisation, unit or unknown.
    PartyId,
    /// A further name of a party.
    NameId,
    /// A party's part in a case.
    InvolvedId,
    /// An act: one type, one victim or group.
    ActId,
    /// An alleged perpetrator's part in an act.
    InvolvementId,
    /// A link between two parties.
    RelationshipId,
    /// Two parties that are not the same.
    DistinctId,
    /// A link between two cases.
    ChainId,
    /// A status of a person from one date to another.
    MeasureId,
    /// An investigation, trial, appeal or other proceeding.
    ProceedingId,
    /// A source; outside the seal it has a code name only.
    SourceId,
    /// What a source says about a record or one of its fields.
    ClaimId,
    /// A consent and its limits.
    ConsentId,
    /// A statement, letter, opinion, appeal or visit.
    InterventionId,
    /// An evidence item.
    EvidenceId,
    /// One entry of an evidence item's chain of custody.
    CustodyId,
    /// A note.
    NoteId,
    /// A task or deadline.
    TaskId,
    /// A rule by which deadlines are worked out.
    RuleId,
    /// A profile: what may go to one kind of reader.
    ProfileId,
    /// An amount of money.
    MoneyId,
    /// A place.
    PlaceId,
    /// A review comment.
    CommentId,
    /// A search kept with a name.
    SavedSearchId,
    /// A term of an editable vocabulary.
    TermId,
    /// A provision: an article of a law.
    ProvisionId,
    /// One revision of one record.
    RevisionId,
}
