//! Who works in a vault: people, and which key slot is whose.
//!
//! A person is known by the id of the first key slot they had, which stays when keys change. A slot that opens with a passphrase
//! and is in no list is a person of its own without a name, so that a vault that nobody has named anything in needs no rows here.
//! A kit is nobody's unless somebody says whose it is. Names stand in the database and nowhere else: never in a slot or its file.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Book, Error, Result, name};

/// Longest name, in characters.
pub const LONGEST: usize = 80;

/// Somebody who has, or had, a key of the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The id of the first key slot they had.
    pub id: String,
    /// What they are called; empty if nobody said.
    pub name: String,
}

/// Whose slot it is, if it stands in the list.
///
/// # Errors
/// Of the database; none for one without tables yet.
pub fn holder(conn: &Connection, slot: &str) -> Result<Option<String>> {
    if !has_tables(conn)? {
        return Ok(None);
    }
    let mut statement = conn.prepare_cached("SELECT person FROM holder WHERE slot = ?1")?;
    Ok(statement.query_row([slot], |row| row.get(0)).optional()?)
}

/// What a person is called; empty if nobody said.
///
/// # Errors
/// As [`holder`].
pub fn name_of(conn: &Connection, person: &str) -> Result<String> {
    if !has_tables(conn)? {
        return Ok(String::new());
    }
    let mut statement = conn.prepare_cached("SELECT name FROM person WHERE id = ?1")?;
    let name = statement.query_row([person], |row| row.get(0)).optional()?;
    Ok(name.unwrap_or_default())
}

/// Writes down whose a slot is, where there are tables.
///
/// # Errors
/// Of the database.
pub fn keep_holder(conn: &Connection, slot: &str, person: &str) -> Result<()> {
    if has_tables(conn)? {
        conn.execute(
            "INSERT INTO holder (slot, person) VALUES (?1, ?2) ON CONFLICT (slot) DO UPDATE SET person = excluded.person",
            params![slot, person],
        )?;
    }
    Ok(())
}

/// A vault in which nothing was ever written has no tables.
fn has_tables(conn: &Connection) -> Result<bool> {
    let mut statement = conn
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'holder'")?;
    Ok(statement.exists([])?)
}

impl Book<'_> {
    /// Everybody who has a name here, also those who have no key any more.
    pub fn people(&self) -> Result<Vec<Person>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, name FROM person ORDER BY name, id")?;
        let rows = statement.query_map([], |row| {
            Ok(Person {
                id: row.get(0)?,
                name: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whose the slots are that stand in the list.
    pub fn holders(&self) -> Result<BTreeMap<String, String>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT slot, person FROM holder")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Calls a person by a name. Answers with the name as it was kept.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or long one, and for the name of somebody else, in whatever script or spelling: two people
    /// under one name could not be told apart in the history.
    pub fn name_person(&mut self, person: &str, name: &str) -> Result<String> {
        let name = self.good_name(person, name)?;
        self.conn.execute(
            "INSERT INTO person (id, name) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            params![person, name],
        )?;
        Ok(name)
    }

    /// A name as it would be kept for a person, if it may be theirs.
    ///
    /// # Errors
    /// As [`Book::name_person`].
    pub fn good_name(&self, person: &str, name: &str) -> Result<String> {
        let name = clean(name);
        if name.is_empty() {
            return Err(Error::invalid("name", "required"));
        }
        if name.chars().count() > LONGEST {
            return Err(Error::invalid("name", "too_long"));
        }
        let mut others = self
            .people()?
            .into_iter()
            .filter(|other| other.id != person);
        if others.any(|other| same(&other.name, &name)) {
            return Err(Error::invalid("name", "taken"));
        }
        Ok(name)
    }

    /// The person of a name, if there is one.
    pub fn person_called(&self, name: &str) -> Result<Option<Person>> {
        let name = clean(name);
        Ok(self
            .people()?
            .into_iter()
            .find(|person| same(&person.name, &name)))
    }

    /// Writes down whose a slot is.
    pub fn hold(&mut self, slot: &str, person: &str) -> Result<()> {
        keep_holder(self.conn, slot, person)
    }

    /// A slot is gone. Its person stays: the history names them.
    pub fn let_go(&mut self, slot: &str) -> Result<()> {
        self.conn
            .execute("DELETE FROM holder WHERE slot = ?1", [slot])?;
        Ok(())
    }

    /// All slots are gone but one, which is that person's, or nobody's: the vault got new keys.
    pub fn hold_alone(&mut self, slot: &str, person: Option<&str>) -> Result<()> {
        let tx = self.conn.transaction()?;
        tx.execute("DELETE FROM holder", [])?;
        if let Some(person) = person {
            tx.execute(
                "INSERT INTO holder (slot, person) VALUES (?1, ?2)",
                params![slot, person],
            )?;
        }
        Ok(tx.commit()?)
    }
}

/// One line without what steers a terminal or turns the direction of a text.
fn clean(name: &str) -> String {
    let plain = |char: &char| {
        !char.is_control()
            && !matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let name: String = name.chars().filter(plain).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same(one: &str, other: &str) -> bool {
    let folded = name::fold_text(one);
    one == other || !folded.is_empty() && folded == name::fold_text(other)
}
