//! What stays behind, and why.

use std::collections::BTreeMap;

use casework::record::{Entity, Kind};
use uuid::Uuid;

/// Why something stays behind. Message `withheld-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// More sensitive than the profile lets go.
    Sensitivity,
    /// A lawyer-client note nobody picked.
    Privileged,
    /// A name marked confidential.
    ConfidentialName,
    /// A place marked never to leave.
    NeverExportPlace,
    /// The person has not consented to this audience.
    Consent,
    /// Review comments.
    Comment,
    /// Tasks and deadlines of the team.
    Task,
    /// Notes of the team.
    Note,
    /// A part that does not go with this profile.
    Part,
    /// Evidence was not chosen.
    Evidence,
    /// Records that would point at something that stays.
    Reference,
    /// Texts in which a withheld name stands.
    Leak,
    /// Fields of the team: contacts, owner, custody, where an original is kept.
    Field,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::Sensitivity,
        Self::Privileged,
        Self::ConfidentialName,
        Self::NeverExportPlace,
        Self::Consent,
        Self::Comment,
        Self::Task,
        Self::Note,
        Self::Part,
        Self::Evidence,
        Self::Reference,
        Self::Leak,
        Self::Field,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sensitivity => "sensitivity",
            Self::Privileged => "privileged",
            Self::ConfidentialName => "confidential-name",
            Self::NeverExportPlace => "never-export-place",
            Self::Consent => "consent",
            Self::Comment => "comment",
            Self::Task => "task",
            Self::Note => "note",
            Self::Part => "part",
            Self::Evidence => "evidence",
            Self::Reference => "reference",
            Self::Leak => "leak",
            Self::Field => "field",
        }
    }
}

/// A record that stays behind, or one field of a record that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub reason: Reason,
    /// Kind of the record.
    pub kind: Kind,
    /// Which.
    pub id: Uuid,
    /// The field; empty if all of it stays.
    pub field: String,
}

/// All that stays behind, in the order in which it was found.
#[derive(Clone, Default)]
pub struct Withheld(Vec<Held>);

impl Withheld {
    /// A whole record stays.
    pub fn record<T: Entity>(&mut self, reason: Reason, record: &T) {
        self.field(reason, record, String::new());
    }

    /// A field of a record stays.
    pub fn field<T: Entity>(&mut self, reason: Reason, record: &T, field: impl Into<String>) {
        self.0.push(Held {
            reason,
            kind: T::KIND,
            id: record.id(),
            field: field.into(),
        });
    }

    /// One each.
    pub fn list(&self) -> &[Held] {
        &self.0
    }

    /// How many for each reason.
    pub fn counts(&self) -> BTreeMap<Reason, u32> {
        let mut counts = BTreeMap::new();
        for held in &self.0 {
            *counts.entry(held.reason).or_default() += 1;
        }
        counts
    }
}
