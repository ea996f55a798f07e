//! People who have keys: giving one to somebody, and what they are called. Names stand in the vault alone, by the ids of slots.

use zeroize::Zeroizing;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::kit;
use crate::session::{Open, passphrase};
use crate::strong;
use crate::who;

pub fn key_add_person(open: &mut Open<'_>, request: KeyAddPerson) -> Result<PersonAdded> {
    super::rotate::refuse_beside(open)?;
    let old = passphrase(request.passphrase)?;
    let new = request.new.map(passphrase).transpose();
    let new = new.map_err(|error| error.at("new"))?;
    let names = names(open, &request.name, request.own.as_deref())?;
    if let Some(new) = &new {
        let own = strong::own_words(open.app, Some(open.session));
        let mut own = Zeroizing::new(own.to_vec());
        own.push(names.name.clone());
        strong::refuse_weak(new, &own).map_err(|error| error.at("new"))?;
    }
    let params = open.service.kdf();
    let (slot, made) = open.guess(|open| {
        let vault = &mut open.session.vault;
        if let Some(new) = &new {
            return Ok((vault.add_passphrase(&old, new, params)?, None));
        }
        let made = vault.add_kit(&old)?;
        Ok((made.slot().to_owned(), Some(made)))
    })?;
    let person = names.person.unwrap_or_else(|| slot.clone());
    let mut book = open.book()?;
    if let Some((me, own)) = names.own {
        book.name_person(&me, &own)?;
    }
    book.hold(&slot, &person)?;
    book.name_person(&person, &names.name)?;
    open.keys_changed()?;
    Ok(PersonAdded {
        keys: super::key::key_list(open, Nothing {})?.keys,
        kit: made.map(|made| kit::kit(&made, kit::list(open.app.settings()))),
    })
}

/// Names as they will be kept.
struct Names {
    name: String,
    /// Somebody of that name who had a key before.
    person: Option<String>,
    /// Who asks, with a name, if they had none.
    own: Option<(String, String)>,
}

/// Looks at both names before any key is made.
fn names(open: &mut Open<'_>, name: &str, own: Option<&str>) -> Result<Names> {
    let (me, my_name) = (
        open.session.who.person.clone(),
        open.session.who.name.clone(),
    );
    let slots = open.session.vault.slots()?;
    let book = open.book()?;
    let people = who::people(&slots, &book.holders()?);
    let taken = || casework::Error::Invalid {
        field: "name".into(),
        code: "taken",
    };
    let before = book.person_called(name)?;
    if before.as_ref().is_some_and(|one| people.contains(&one.id)) {
        return Err(taken().into());
    }
    let person = before.map(|one| one.id);
    let name = book.good_name(person.as_deref().unwrap_or_default(), name)?;
    // Nobody's key has no name to give; otherwise two people are told apart by both names.
    let own = match own.map(str::trim).filter(|own| !own.is_empty()) {
        _ if me.is_empty() || !my_name.is_empty() => None,
        None => {
            return Err(Error::new(Code::Invalid)
                .with("field", "own")
                .with("code", "required")
                .at("own"));
        }
        Some(own) => {
            let own = book
                .good_name(&me, own)
                .map_err(|error| Error::from(error).at("own"))?;
            if casework::name::fold_text(&own) == casework::name::fold_text(&name) {
                return Err(taken().into());
            }
            Some((me, own))
        }
    };
    Ok(Names { name, person, own })
}

pub fn key_name(open: &mut Open<'_>, request: KeyName) -> Result<KeyList> {
    let slots = open.session.vault.slots()?;
    let slot = slots.iter().find(|slot| slot.id == request.id);
    let slot = slot.ok_or_else(|| Error::new(Code::UnknownKey))?;
    let mut book = open.book()?;
    let person = who::whose(slot, &book.holders()?);
    let person = person.ok_or_else(|| Error::new(Code::UnknownKey))?;
    book.name_person(&person, &request.name)?;
    open.keys_changed()?;
    super::key::key_list(open, Nothing {})
}
