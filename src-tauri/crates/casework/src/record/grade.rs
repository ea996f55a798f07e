//! Small closed lists whose values the program acts on. Open lists are vocabulary codes instead.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! choice {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    )*};
}

choice! {
    /// How far a record or field may travel; ordered from least to most protected.
    Sensitivity {
        /// May be published.
        Open,
        /// For the team.
        #[default] Internal,
        /// For named persons of the team.
        Restricted,
        /// For the author and those they choose.
        Confidential,
        /// Lives in the sealed compartment only.
        Sealed,
    }
    /// Why a case is kept.
    CaseKind {
        /// Monitoring and documentation.
        #[default] Monitoring,
        /// A client's legal matter.
        Legal,
        /// Protection of a person at risk.
        Protection,
    }
    /// Where a case stands on its way to release.
    ReviewState {
        /// Being written.
        #[default] Draft,
        /// Every act has a source.
        Sourced,
        /// Every act has two independent sources.
        Corroborated,
        /// A reviewer has approved it.
        Reviewed,
        /// It may leave the vault.
        Cleared,
    }
    /// What a party is; what it does in a case comes from the link, not from the party.
    PartyKind {
        /// One human being.
        #[default] Person,
        /// Several people, named or counted.
        Group,
        /// An organisation with a name.
        Organisation,
        /// A unit of a state body or force.
        Unit,
        /// Not known yet.
        Unknown,
    }
    /// What kind of name a further name is.
    NameKind {
        /// Another name in use.
        #[default] AlsoKnownAs,
        /// Before marriage.
        Maiden,
        /// Nickname.
        Nickname,
        /// Pen name or assumed name.
        Pseudonym,
        /// Account name.
        Handle,
        /// As a court or document spells it.
        CourtSpelling,
        /// The same name in another script.
        Transliteration,
    }
    /// How far a source can be trusted in general (the letter of the two-part grade).
    Reliability {
        /// Completely reliable.
        A,
        /// Usually reliable.
        B,
        /// Fairly reliable.
        C,
        /// Not usually reliable.
        D,
        /// Unreliable.
        E,
        /// Cannot be judged.
        #[default] F,
    }
    /// How likely one piece of information is (the figure of the two-part grade): `C1` confirmed to `C6` cannot be judged.
    Credibility {
        /// Confirmed by other independent sources.
        C1,
        /// Probably true.
        C2,
        /// Possibly true.
        C3,
        /// Doubtful.
        C4,
        /// Improbable.
        C5,
        /// Cannot be judged.
        #[default] C6,
    }
    /// What has been decided about a claim.
    ClaimStatus {
        /// Not looked at yet.
        #[default] New,
        /// Taken as the value of the record.
        Accepted,
        /// Stands against another claim; both are kept.
        Conflict,
        /// Something is missing.
        NeedsWork,
        /// Not believed; kept all the same.
        Rejected,
    }
    /// What kind of note it is.
    NoteKind {
        /// What was seen or heard.
        #[default] FieldNote,
        /// What the author makes of it.
        Analysis,
        /// Something to do.
        ToDo,
        /// Lawyer and client; never leaves unless picked by hand.
        Privileged,
    }
    /// How a consent was given.
    ConsentHow {
        /// Spoken.
        #[default] Oral,
        /// Signed.
        Written,
        /// On a recording.
        Recorded,
    }
    /// For whom and what for a person may consent.
    Audience {
        /// Keep on file.
        #[default] KeepOnFile,
        /// Use without the name.
        UseAnonymised,
        /// Name in public.
        NameInPublic,
        /// Share with named organisations.
        NamedOrganisations,
        /// Submit to the UN in confidence.
        UnConfidential,
        /// Submit to the UN, with the name passed on to the State.
        UnNameToState,
        /// National court.
        NationalCourt,
        /// Media.
        Media,
        /// Use of photo or voice.
        PhotoOrVoice,
        /// Referral for help.
        Referral,
    }
    /// What goes along in a handover, beyond who did what to whom.
    Part {
        /// What sources say.
        #[default] Claims,
        /// Investigations, trials, appeals.
        Proceedings,
        /// Statements, letters, opinions.
        Interventions,
        /// Amounts of money.
        Money,
        /// How people are related.
        Relationships,
        /// Alleged perpetrators.
        Perpetrators,
        /// Notes, but those between lawyer and client.
        Notes,
        /// What the team has still to do: tasks and such notes.
        Tasks,
        /// The consents themselves.
        Consents,
        /// Birth and what makes a person vulnerable.
        Personal,
        /// How to reach people.
        Contacts,
        /// The team's words to file by: tags.
        Tags,
        /// Who is in charge of a case, and how long it is kept.
        Keeping,
        /// Custody of evidence, without who and why.
        Custody,
        /// Who had evidence in hand, and their remarks.
        Keepers,
        /// How and by whom evidence was obtained, where the original is.
        Origin,
        /// With what evidence was made.
        Device,
        /// Which people were found to be one, and which not.
        Identities,
    }
    /// What sets off a deadline.
    RuleStart {
        /// A measure began.
        #[default] MeasureBegins,
        /// A measure runs out.
        MeasureExpires,
        /// A proceeding has a decision.
        Decision,
        /// A sentence of the first instance.
        Sentence,
        /// A sentence as a later instance left it.
        LaterSentence,
        /// A hearing.
        Hearing,
        /// An act was done.
        Act,
        /// A day that a person types.
        Day,
    }
    /// What happened to an evidence item.
    CustodyEventKind {
        /// Taken into the vault.
        #[default] Received,
        /// Looked at.
        Opened,
        /// Copied.
        Copied,
        /// Written out as an export.
        Exported,
        /// Handed to someone.
        Transferred,
        /// Hash compared.
        Verified,
        /// Given back.
        Returned,
        /// Destroyed.
        Destroyed,
    }
}
