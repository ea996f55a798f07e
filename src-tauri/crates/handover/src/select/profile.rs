//! How much of each record goes.

use casework::record::{Audience, Sensitivity};

/// A profile: who is to read the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Within the team: another vault of the same people.
    Internal,
    /// A trusted partner: a colleague abroad, a UN desk.
    Partner,
    /// Anybody.
    Public,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Partner, Self::Public];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Partner => "partner",
            Self::Public => "public",
        }
    }

    /// The profile of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// The most sensitive that goes. What is confidential or sealed never does.
    pub const fn limit(self) -> Sensitivity {
        match self {
            Self::Internal => Sensitivity::Restricted,
            Self::Partner => Sensitivity::Internal,
            Self::Public => Sensitivity::Open,
        }
    }

    /// What a person must have consented to, where a consent is recorded at all.
    pub(super) const fn audience(self) -> Option<Audience> {
        match self {
            Self::Internal => None,
            Self::Partner => Some(Audience::NamedOrganisations),
            Self::Public => Some(Audience::NameInPublic),
        }
    }

    /// The workings of the team go along: owner, retention, contacts, tasks, consents, where originals are kept.
    pub(crate) const fn is_team(self) -> bool {
        matches!(self, Self::Internal)
    }

    /// Anybody may read it.
    pub(super) const fn is_public(self) -> bool {
        matches!(self, Self::Public)
    }
}
