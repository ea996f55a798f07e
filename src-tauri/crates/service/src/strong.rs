//! What a new passphrase must not be made of: names that whoever knows the vault would try.

use std::path::Path;

use rusqlite::Connection;
use vault::{Passphrase, assess_passphrase_with};
use zeroize::Zeroizing;

use crate::app_dir::AppDir;
use crate::error::{Error, Result};
use crate::session::Session;

/// So many names of each kind are asked for: enough for any vault, and quick.
const MOST: u32 = 3000;
const NAMES: [&str; 4] = [
    "SELECT title FROM \"case\" LIMIT ?1",
    "SELECT name FROM \"party\" LIMIT ?1",
    "SELECT \"full\" FROM \"name\" LIMIT ?1",
    "SELECT name FROM person LIMIT ?1",
];

/// Names in the open vault, also of those who work in it, and of the vaults known here. Wiped when dropped.
pub fn own_words(app: &AppDir, open: Option<&mut Session>) -> Zeroizing<Vec<String>> {
    let name = |path: &Path| super::files::stem(path);
    let mut own: Vec<String> = app.known().into_iter().map(name).collect();
    if let Some(session) = open {
        own.push(name(&session.path));
        let database = session.vault.cases();
        // A vault in which nothing was ever written has no tables yet.
        own.extend(
            NAMES
                .iter()
                .flat_map(|sql| names(database, sql).unwrap_or_default()),
        );
    }
    Zeroizing::new(own)
}

/// The same with the name of a vault that is yet to be made.
pub fn with_name(mut own: Zeroizing<Vec<String>>, path: &Path) -> Zeroizing<Vec<String>> {
    own.push(super::files::stem(path));
    own
}

fn names(database: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let mut found = database.prepare_cached(sql)?;
    let rows = found.query_map([MOST], |row| row.get(0))?;
    rows.collect()
}

/// Refuses a passphrase that is too easy to guess for somebody who knows these names.
pub fn refuse_weak(passphrase: &Passphrase, own: &[String]) -> Result<()> {
    let assessment = assess_passphrase_with(passphrase.expose(), own);
    if assessment.acceptable {
        return Ok(());
    }
    Err(Error::from(vault::Error::WeakPassphrase {
        reasons: assessment.reasons,
    }))
}
