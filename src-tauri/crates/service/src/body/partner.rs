//! This vault's contact card, and the cards of others.

use std::path::Path;

use ::handover::card::is_nobody;
use ::handover::partner::{self, Known};
use ::handover::{Card as ContactCard, Keys};
use casework::Book;
use rusqlite::Connection;

use crate::contract::*;
use crate::error::{Error, Result};
use crate::files;
use crate::session::Open;

/// Longest text that may be the name of a file rather than a card.
const PATH: usize = 4096;

pub fn card_get(open: &mut Open<'_>, _: Nothing) -> Result<Card> {
    let card = own(open).card(&sender(open));
    let text = card.to_text();
    Ok(Card {
        qr: crate::qr::large(&text),
        text,
        name: card.name().to_owned(),
        nameless: is_nobody(card.name()),
        recipient: card.recipient().to_string(),
        recipient_pq: card.quantum().to_string(),
        signing_key: card.signing().line(),
        words: card.words(),
    })
}

pub fn card_save(open: &mut Open<'_>, request: CardSave) -> Result<FileWritten> {
    let path = Path::new(&request.path);
    files::outside(open.path(), path)?;
    let text = own(open).card(&sender(open)).to_text();
    let bytes = files::export_bytes(path, text.as_bytes())?;
    Ok(FileWritten {
        path: request.path,
        bytes,
    })
}

pub fn partner_list(open: &mut Open<'_>, _: Nothing) -> Result<PartnerList> {
    let partners = partner::list(tables(open)?)?;
    Ok(PartnerList {
        partners: partners.into_iter().map(shown).collect(),
    })
}

pub fn partner_save(open: &mut Open<'_>, request: PartnerSave) -> Result<PartnerList> {
    let given = request.card.trim();
    if let Ok(id) = given.parse::<uuid::Uuid>() {
        let known = partner::list(tables(open)?)?;
        let kept = known
            .into_iter()
            .find(|one| one.id == id)
            .ok_or_else(|| Error::new(crate::Code::NotFound).at("card"))?;
        partner::save(tables(open)?, &kept.card, request.compared, id)?;
        return partner_list(open, Nothing {});
    }
    let text = if given.len() <= PATH && Path::new(given).is_file() {
        String::from_utf8(files::read(Path::new(given))?)
            .map_err(|_| Error::new(crate::Code::CardInvalid).at("card"))?
    } else {
        given.to_owned()
    };
    let card = ContactCard::parse(&text)
        .map_err(|fault| Error::from(::handover::Error::from(fault)).at("card"))?;
    let name = request.name.trim();
    let called = |name: &str| {
        card.named(name)
            .map_err(|fault| Error::from(::handover::Error::from(fault)).at("name"))
    };
    let id = new_id(open);
    let conn = tables(open)?;
    let typed = if name.is_empty() {
        card.clone()
    } else {
        called(name)?
    };
    // Whoever is known keeps the name they have here, unless somebody types another.
    let kept = |known: &::handover::Partner| match name {
        "" => called(known.card.name()),
        _ => Ok(typed.clone()),
    };
    let known = partner::known(conn, &typed)?;
    let of_nobody = name.is_empty() && is_nobody(card.name());
    match (known, request.instead_of) {
        (Known::Same(known), Some(chosen)) if known.id != chosen => {
            return Err(::handover::Error::Theirs(known.card.name().to_owned()).into());
        }
        (Known::Same(known), _) => {
            partner::save(conn, &kept(&known)?, request.compared, id)?;
        }
        (Known::Changed(known), Some(chosen)) if known.id == chosen => {
            partner::replace(conn, chosen, &kept(&known)?)?;
        }
        (Known::Changed(known), _) if known.card.signing() == card.signing() || !of_nobody => {
            return Err(Error::new(crate::Code::PartnerChanged)
                .with("name", known.card.name())
                .with("partner", known.id)
                .at("card"));
        }
        (Known::Changed(_) | Known::Nobody, _) if of_nobody => {
            return Err(Error::new(crate::Code::PartnerUnnamed).at("name"));
        }
        (Known::Nobody, Some(chosen)) => {
            partner::replace(conn, chosen, &typed)?;
        }
        (Known::Changed(_) | Known::Nobody, _) => {
            partner::save(conn, &typed, request.compared, id)?;
        }
    }
    partner_list(open, Nothing {})
}

pub fn partner_delete(open: &mut Open<'_>, request: PartnerRef) -> Result<PartnerList> {
    partner::delete(tables(open)?, request.id)?;
    partner_list(open, Nothing {})
}

fn shown(partner: ::handover::Partner) -> Partner {
    let card = &partner.card;
    Partner {
        id: partner.id,
        name: card.name().to_owned(),
        recipient: card.recipient().to_string(),
        recipient_pq: card.quantum().to_string(),
        signing_key: card.signing().line(),
        words: card.words(),
        compared: partner.compared,
    }
}

/// What this vault signs and receives with: derived anew each time, kept nowhere.
pub fn own(open: &Open<'_>) -> Keys {
    Keys::of(&open.session.vault)
}

/// The name on the card: that of who has the vault open, otherwise the name of the vault.
pub fn sender(open: &Open<'_>) -> String {
    let author = &open.session.who.name;
    if author.is_empty() {
        super::vault::name(open.path())
    } else {
        author.clone()
    }
}

/// The database with the tables of partners and of the log in it.
pub fn tables<'a>(open: &'a mut Open<'_>) -> Result<&'a mut Connection> {
    let conn = open.session.vault.cases();
    Book::migrate(conn)?;
    ::handover::create_schema(conn)?;
    Ok(conn)
}

fn new_id(open: &Open<'_>) -> uuid::Uuid {
    let mut bytes = [0; 16];
    open.service.env.entropy.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
