//! The vocabularies a new casework starts with: codes with labels in English, Russian and Kazakh (`data/terms.tsv`).

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::record::{Kind, Record, Term, TermId};
use crate::{Result, store};

const TERMS: &str = include_str!("../data/terms.tsv");

/// Writes the seeded terms into a new casework. They have no revision until somebody edits them.
pub(crate) fn seed(conn: &Connection) -> Result<()> {
    for term in seeded() {
        store::write(conn, Kind::Term, &store::to_fields(&Record::Term(term)))?;
    }
    Ok(())
}

/// The terms a new casework starts with.
pub(crate) fn seeded() -> impl Iterator<Item = Term> {
    TERMS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t').map(str::to_owned);
            let mut cell = || cells.next().unwrap_or_default();
            let (vocabulary, code, group, en, ru, kk) =
                (cell(), cell(), cell(), cell(), cell(), cell());
            Term {
                id: term_id(&vocabulary, &code),
                vocabulary,
                code,
                en,
                ru,
                kk,
                group,
                huridocs: String::new(),
                retired: false,
            }
        })
}

/// The id of a term, the same in every vault (RFC 9562, version 8), so that vaults that exchange records agree on it.
pub(crate) fn term_id(vocabulary: &str, code: &str) -> TermId {
    let digest = Sha256::digest(format!("sandyq term\0{vocabulary}\0{code}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    TermId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// The id of a provision, likewise.
pub(crate) fn provision_id(code: &str) -> Uuid {
    term_id("provision", code).0
}
