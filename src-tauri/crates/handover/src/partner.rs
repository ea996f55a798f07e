//! People one hands over to, and takes handovers from: cards that were taken in.

use age::secrecy::SecretString;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::card::{Card, clean_name};
use crate::error::{Error, Result};
use crate::recipient::{Recipient, mark};

const SCHEMA: &str = "
-- People one exchanges handovers with: what stood on their cards. \"compared\": the words of the card were compared by voice.
CREATE TABLE IF NOT EXISTS \"partner\" (
  \"id\" TEXT PRIMARY KEY NOT NULL,
  \"name\" TEXT NOT NULL,
  \"recipient\" TEXT NOT NULL,
  \"recipient_pq\" TEXT NOT NULL,
  \"signing_key\" TEXT NOT NULL UNIQUE,
  \"compared\" INTEGER NOT NULL CHECK (\"compared\" IN (0, 1))
) STRICT;";

/// A partner.
#[derive(Clone, PartialEq)]
pub struct Partner {
    /// Identity of the entry.
    pub id: Uuid,
    /// Their card.
    pub card: Card,
    /// Its words have been compared by voice.
    pub compared: bool,
}

/// Somebody a bundle is sealed to.
#[derive(Clone)]
pub struct To {
    /// Name on the card; the beginning of the recipient where there is no card.
    pub name: String,
    /// What stays the same of them from one handover to the next: id of the partner, or SHA-256 of the recipient.
    pub reader: String,
    /// Any of these opens for them; those of a card are two.
    pub ways: Vec<Recipient>,
}

/// Makes the table, if it is not there. Call it after the casework has made its own.
///
/// # Errors
/// Of the database.
pub fn create_schema(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(SCHEMA)?)
}

/// Every partner, by name.
///
/// # Errors
/// Of the database.
pub fn list(conn: &Connection) -> Result<Vec<Partner>> {
    let mut statement = conn.prepare(
        "SELECT id, name, recipient, recipient_pq, signing_key, compared FROM partner ORDER BY name, id",
    )?;
    let rows = statement.query_map([], |row| Ok(partner(row)))?;
    rows.map(|row| row?).collect()
}

/// Takes a card in. A card with a signing key that is known replaces that partner's; `compared` is kept only if nothing that the words
/// cover has changed. `id` is used if the partner is new.
///
/// # Errors
/// Of the database.
pub fn save(conn: &Connection, card: &Card, compared: bool, id: Uuid) -> Result<Partner> {
    let (recipient, quantum, signing) = (
        card.recipient().to_string(),
        card.quantum().to_string(),
        card.signing().line(),
    );
    let old = conn
        .query_row(
            "SELECT id, name, recipient, recipient_pq, signing_key, compared FROM partner WHERE signing_key = ?1",
            [&signing],
            |row| Ok(partner(row)),
        )
        .optional()?
        .transpose()?;
    let compared = compared
        || old
            .as_ref()
            .is_some_and(|old| old.compared && old.card.words() == card.words());
    let id = old.map_or(id, |old| old.id);
    conn.execute(
        "INSERT INTO partner (id, name, recipient, recipient_pq, signing_key, compared) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, recipient = excluded.recipient, recipient_pq = excluded.recipient_pq,
           compared = excluded.compared",
        params![id.to_string(), card.name(), recipient, quantum, signing, compared],
    )?;
    Ok(Partner {
        id,
        card: card.clone(),
        compared,
    })
}

/// Puts another card in the place of a partner's, who made a new vault: its words have to be compared again.
///
/// # Errors
/// Of the database; [`Error::Recipient`] if there is no such partner; [`Error::Theirs`] if the card is another partner's.
pub fn replace(conn: &Connection, id: Uuid, card: &Card) -> Result<Partner> {
    let other = list(conn)?
        .into_iter()
        .find(|partner| partner.id != id && partner.card.signing() == card.signing());
    if let Some(other) = other {
        return Err(Error::Theirs(other.card.name().to_owned()));
    }
    let (recipient, quantum, signing) = (
        card.recipient().to_string(),
        card.quantum().to_string(),
        card.signing().line(),
    );
    let changed = conn.execute(
        "UPDATE partner SET name = ?2, recipient = ?3, recipient_pq = ?4, signing_key = ?5, compared = 0 WHERE id = ?1",
        params![id.to_string(), card.name(), recipient, quantum, signing],
    )?;
    if changed == 0 {
        return Err(Error::Recipient);
    }
    Ok(Partner {
        id,
        card: card.clone(),
        compared: false,
    })
}

/// Whose a card is, as far as this vault knows.
#[derive(Clone, PartialEq)]
pub enum Known {
    /// Nobody's whom one knows.
    Nobody,
    /// That of a partner: the same keys, whatever the name.
    Same(Partner),
    /// A partner of the same signing key, or of the same name, however it is spelled, has other keys: they have a new vault, or somebody uses
    /// their name. A person has to ask.
    Changed(Partner),
}

/// Whose that card is. The signing key says more than a name: two people may be called the same.
///
/// # Errors
/// Of the database.
pub fn known(conn: &Connection, card: &Card) -> Result<Known> {
    let mut all = list(conn)?;
    if let Some(at) = all
        .iter()
        .position(|partner| partner.card.signing() == card.signing())
    {
        let partner = all.swap_remove(at);
        let same = partner.card.recipient() == card.recipient()
            && partner.card.quantum() == card.quantum();
        return Ok(if same {
            Known::Same(partner)
        } else {
            Known::Changed(partner)
        });
    }
    let name = casework::name::fold_text(card.name());
    let namesake = all
        .into_iter()
        .find(|partner| casework::name::fold_text(partner.card.name()) == name);
    Ok(namesake.map_or(Known::Nobody, Known::Changed))
}

/// Forgets a partner; one that is not there is no error.
///
/// # Errors
/// Of the database.
pub fn delete(conn: &Connection, id: Uuid) -> Result<()> {
    conn.execute("DELETE FROM partner WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// Who is meant: the id of a partner, a recipient ([`Recipient::parse`]), or the text of a card.
///
/// # Errors
/// [`Error::Recipient`] if it is none of these, [`Error::Card`] for a faulty card, those of [`Recipient::parse`].
pub fn resolve(conn: &Connection, text: &str) -> Result<To> {
    let text = text.trim();
    let known = list(conn)?;
    if let Ok(id) = Uuid::parse_str(text) {
        let found = known.iter().find(|partner| partner.id == id);
        return found.map(To::from).ok_or(Error::Recipient);
    }
    if text.contains("-----BEGIN ") {
        let card = Card::parse(text)?;
        let same = |partner: &&Partner| partner.card.signing() == card.signing();
        let reader = known.iter().find(same).map_or_else(
            || mark(&card.recipient().to_string()),
            |partner| partner.id.to_string(),
        );
        return Ok(To::card(&card, reader));
    }
    let way = Recipient::parse(text)?;
    let same = way.text();
    let has = |partner: &&Partner| To::from(*partner).ways.iter().any(|way| way.text() == same);
    let short = || match text.splitn(3, ' ').nth(2) {
        Some(comment) => clean_name(comment),
        None => format!("{}…", text.chars().take(12).collect::<String>()),
    };
    let (name, reader) = match known.iter().find(has) {
        Some(partner) => (partner.card.name().to_owned(), partner.id.to_string()),
        None => (short(), way.mark()),
    };
    Ok(To {
        name,
        reader,
        ways: vec![way],
    })
}

impl To {
    /// Whoever will be told a passphrase; they are known again by what they are called. Without one, for a preview only.
    pub fn passphrase(name: &str, passphrase: Option<SecretString>) -> Self {
        Self {
            name: clean_name(name),
            reader: mark(&format!(
                "passphrase for {}",
                casework::name::fold_text(name)
            )),
            ways: passphrase.map(Recipient::passphrase).into_iter().collect(),
        }
    }

    fn card(card: &Card, reader: String) -> Self {
        Self {
            name: card.name().to_owned(),
            reader,
            ways: vec![
                Recipient::Quantum(Box::new(card.quantum().clone())),
                Recipient::Classic(card.recipient().clone()),
            ],
        }
    }
}

impl From<&Partner> for To {
    fn from(partner: &Partner) -> Self {
        Self::card(&partner.card, partner.id.to_string())
    }
}

fn partner(row: &Row<'_>) -> Result<Partner> {
    let text = |column: usize| row.get::<_, String>(column);
    let card = Card::from_fields(&text(1)?, &text(2)?, &text(3)?, &text(4)?)?;
    let id =
        Uuid::parse_str(&text(0)?).map_err(|_| Error::Sqlite(rusqlite::Error::InvalidQuery))?;
    Ok(Partner {
        id,
        card,
        compared: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keys;

    fn card(signing: u8, recipient: u8, name: &str) -> Card {
        Keys::of_seeds(signing, recipient).card(name)
    }

    fn memory() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        create_schema(&conn).unwrap();
        create_schema(&conn).unwrap();
        conn
    }

    #[test]
    fn a_new_card_of_the_same_key_replaces_the_old_one_and_must_be_compared_again() {
        let conn = memory();
        let first = save(&conn, &card(1, 2, "A"), true, Uuid::from_u128(1)).unwrap();
        let renamed = save(&conn, &card(1, 2, "B"), false, Uuid::from_u128(2)).unwrap();
        assert!(renamed.id == first.id && renamed.compared);
        let moved = save(&conn, &card(1, 3, "B"), false, Uuid::from_u128(3)).unwrap();
        assert!(moved.id == first.id && !moved.compared);
        let all = list(&conn).unwrap();
        assert!(all.len() == 1 && all[0] == moved);
        delete(&conn, first.id).unwrap();
        assert!(list(&conn).unwrap().is_empty());
    }

    #[test]
    fn another_key_under_a_known_name_is_noticed_however_the_name_is_spelled() {
        let conn = memory();
        let first = save(
            &conn,
            &card(1, 2, "Айгүл Қасенова"),
            true,
            Uuid::from_u128(1),
        )
        .unwrap();
        let whose = |card: &Card| known(&conn, card).unwrap();
        assert!(whose(&card(1, 2, "Айгүл Қасенова")) == Known::Same(first.clone()));
        assert!(whose(&card(1, 2, "Another name")) == Known::Same(first.clone()));
        assert!(whose(&card(5, 6, "Somebody else")) == Known::Nobody);
        assert!(whose(&card(5, 6, "Aigul Kassenova")) == Known::Changed(first.clone()));
        assert!(whose(&card(1, 6, "Somebody else")) == Known::Changed(first.clone()));
        let now = replace(&conn, first.id, &card(5, 6, "Aigul")).unwrap();
        assert!(now.id == first.id && !now.compared);
        assert!(list(&conn).unwrap() == [now]);
        let gone = Uuid::from_u128(9);
        assert!(matches!(
            replace(&conn, gone, &card(7, 8, "B")),
            Err(Error::Recipient)
        ));
    }

    #[test]
    fn a_key_says_more_than_a_name_and_is_one_partners() {
        let conn = memory();
        let first = save(&conn, &card(1, 2, "Notebook"), true, Uuid::from_u128(1)).unwrap();
        let other = save(&conn, &card(3, 4, "Bolat"), true, Uuid::from_u128(2)).unwrap();
        let whose = |card: &Card| known(&conn, card).unwrap();
        assert!(whose(&card(3, 4, "Notebook")) == Known::Same(other.clone()));
        assert!(whose(&card(3, 6, "Notebook")) == Known::Changed(other.clone()));
        assert!(matches!(
            replace(&conn, first.id, &card(3, 4, "Notebook")),
            Err(Error::Theirs(name)) if name == "Bolat"
        ));
        assert!(list(&conn).unwrap() == [other, first]);
    }

    #[test]
    fn who_is_meant() {
        let conn = memory();
        let partner = save(&conn, &card(1, 2, "A"), true, Uuid::from_u128(1)).unwrap();
        let recipient = partner.card.recipient().to_string();
        let quantum = partner.card.quantum().to_string();
        for (text, ways) in [
            (partner.id.to_string(), vec![&quantum, &recipient]),
            (format!(" {recipient}\n"), vec![&recipient]),
            (quantum.clone(), vec![&quantum]),
            (partner.card.to_text(), vec![&quantum, &recipient]),
        ] {
            let to = resolve(&conn, &text).unwrap();
            assert_eq!(to.name, "A");
            assert!(
                to.ways
                    .iter()
                    .map(Recipient::text)
                    .eq(ways.into_iter().cloned())
            );
        }
        let stranger = card(5, 6, "C").recipient().to_string();
        assert_eq!(
            resolve(&conn, &stranger).unwrap().name,
            format!("{}…", &stranger[..12])
        );
        for text in [
            "",
            "x",
            "age1xyz",
            "/etc/passwd",
            &Uuid::from_u128(9).to_string(),
        ] {
            assert!(
                matches!(resolve(&conn, text), Err(Error::Recipient)),
                "{text}"
            );
        }
        assert!(matches!(
            resolve(&conn, "-----BEGIN SANDYQ CARD-----"),
            Err(Error::Card(_))
        ));
    }
}
