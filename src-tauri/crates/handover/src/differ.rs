//! A bundle beside what is here, before anything of it is written.

use std::io::{Read, Seek};

use casework::merge::Compared;
use casework::{Book, Ctx};
use rusqlite::Connection;

use crate::error::{Problem, Result};
use crate::keys::Keys;
use crate::manifest::ManifestCase;
use crate::merge::whole_hash;
use crate::partner::Partner;
use crate::receive::{Check, inspect_page, told};

/// What a bundle would change.
pub struct Difference {
    /// Whose it is.
    pub check: Check,
    /// Its cases.
    pub cases: Vec<ManifestCase>,
    /// Each record of it beside ours, parents before children.
    pub records: Vec<Compared>,
    /// The page for people in it; empty if it is too long to be shown.
    pub page: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Lays a bundle beside a casework. Its records are held in memory, in a casework of their own; nothing is written.
///
/// # Errors
/// [`crate::Error::Refused`] with what is wrong with it, I/O, the database.
pub fn diff(
    mut file: impl Read + Seek,
    keys: &Keys,
    partners: &[Partner],
    conn: &mut Connection,
    ctx: &Ctx,
) -> Result<Difference> {
    let sha256 = whole_hash(&mut file)?;
    let inspected = inspect_page(file, keys, partners)?;
    let mut apart = Connection::open_in_memory()?;
    let alone = Ctx {
        chain_key: None,
        ..ctx.clone()
    };
    let mut theirs = Book::open(&mut apart, alone)?;
    theirs
        .carry(inspected.records.clone())
        .map_err(|_| Problem::Records)?;
    let records = Book::open(conn, ctx.clone())?.compare(&theirs, &inspected.records)?;
    Ok(Difference {
        check: Check {
            valid: true,
            ..told(&inspected.manifest, inspected.known)
        },
        cases: inspected.manifest.cases,
        records,
        page: inspected.page,
        sha256,
    })
}
