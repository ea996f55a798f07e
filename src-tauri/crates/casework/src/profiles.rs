//! The profiles a new casework starts with: five kinds of reader. A team changes them as it needs.

use rusqlite::Connection;
use uuid::Uuid;

use crate::record::{Audience, Entity as _, Kind, Part, Profile, ProfileId, Record, Sensitivity};
use crate::{Book, Error, Result, store, vocabulary};

struct Seed {
    code: &'static str,
    labels: [&'static str; 3],
    limit: Sensitivity,
    audience: Option<Audience>,
    unasked: bool,
    parts: &'static [Part],
}

/// Whoever has been asked and said no is never named outside the team. Who was never asked is named to those who work on the case, since most
/// of what is documented is public already; not to the public, where nothing can be taken back.
const SEEDS: [Seed; 5] = [
    Seed {
        code: "internal",
        labels: [
            "For our own team",
            "Для своей команды",
            "Өз командамыз үшін",
        ],
        limit: Sensitivity::Restricted,
        audience: None,
        unasked: true,
        parts: Part::ALL,
    },
    Seed {
        code: "partner",
        labels: ["For a partner", "Для партнёра", "Серіктес үшін"],
        limit: Sensitivity::Internal,
        audience: Some(Audience::NamedOrganisations),
        unasked: true,
        parts: &[
            Part::Claims,
            Part::Proceedings,
            Part::Interventions,
            Part::Money,
            Part::Relationships,
            Part::Perpetrators,
            Part::Notes,
            Part::Personal,
            Part::Tags,
            Part::Custody,
            Part::Device,
        ],
    },
    Seed {
        code: "un",
        labels: [
            "For the UN, in confidence",
            "Для ООН, конфиденциально",
            "БҰҰ үшін, құпия түрде",
        ],
        limit: Sensitivity::Restricted,
        audience: Some(Audience::UnConfidential),
        unasked: true,
        parts: &[
            Part::Claims,
            Part::Proceedings,
            Part::Interventions,
            Part::Relationships,
            Part::Perpetrators,
            Part::Notes,
            Part::Personal,
            Part::Custody,
            Part::Device,
        ],
    },
    Seed {
        code: "court",
        labels: ["For a court", "Для суда", "Сот үшін"],
        limit: Sensitivity::Internal,
        audience: Some(Audience::NationalCourt),
        unasked: true,
        parts: &[
            Part::Claims,
            Part::Proceedings,
            Part::Money,
            Part::Relationships,
            Part::Perpetrators,
            Part::Personal,
            Part::Custody,
            Part::Keepers,
            Part::Origin,
            Part::Device,
        ],
    },
    Seed {
        code: "public",
        labels: ["For the public", "Для всех", "Жұртшылық үшін"],
        limit: Sensitivity::Open,
        audience: Some(Audience::NameInPublic),
        unasked: false,
        parts: &[
            Part::Claims,
            Part::Proceedings,
            Part::Interventions,
            Part::Money,
            Part::Relationships,
            Part::Perpetrators,
        ],
    },
];

/// Writes them into a new casework. They have no revision until somebody edits them.
pub(crate) fn seed(conn: &Connection) -> Result<()> {
    for profile in seeded() {
        let fields = store::to_fields(&Record::Profile(profile));
        store::write(conn, Kind::Profile, &fields)?;
    }
    Ok(())
}

/// Whether a record is one of them.
pub(crate) fn is_seeded(id: Uuid) -> bool {
    seeded().any(|profile| profile.id() == id)
}

/// Those that come with the program, with the same ids in every vault.
pub fn seeded() -> impl Iterator<Item = Profile> {
    SEEDS.iter().map(|seed| {
        let [en, ru, kk] = seed.labels.map(str::to_owned);
        Profile {
            id: ProfileId(vocabulary::term_id("profile", seed.code).0),
            code: seed.code.to_owned(),
            en,
            ru,
            kk,
            limit: seed.limit,
            audience: seed.audience,
            unasked: seed.unasked,
            stand_in: true,
            parts: seed.parts.to_vec(),
            ..Profile::default()
        }
    })
}

impl Book<'_> {
    /// Every profile, in the order in which they came.
    ///
    /// # Errors
    /// Of the database.
    pub fn profiles(&self) -> Result<Vec<Profile>> {
        store::select_as(self.conn, "ORDER BY \"rowid\"", [])
    }

    /// The profile of that code, retired or not.
    ///
    /// # Errors
    /// [`Error::Invalid`] if there is none; the database.
    pub fn profile(&self, code: &str) -> Result<Profile> {
        self.profiles()?
            .into_iter()
            .find(|profile| profile.code == code)
            .ok_or_else(|| Error::invalid("profile", "unknown_code"))
    }
}
