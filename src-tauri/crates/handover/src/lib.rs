//! Handing cases over: choose them, choose who may read them, seal, sign; check, open and merge what comes in.
//!
//! A handover is one file: `age(tar(manifest.json, manifest.json.minisig, ..., evidence/))`. `age -d | tar x`,
//! `minisign -V`, `sha256sum -c`, `sqlite3` and a browser read it without this program. Who a source is never gets in:
//! that lives in another database, which this crate has no way to reach; it can only be told in a letter of its own ([`disclose`]).
//!
//! The layers, lowest first: [`minisign`] (signatures), [`card`] (who somebody is), [`manifest`] and [`tar`] (what a
//! bundle is made of), [`seal`] (writing one) and [`read`] (taking one apart as if an enemy had made it).
//! The bytes are described in `docs/handover-format.md`.

pub mod card;
pub mod chronicle;
mod database;
pub mod differ;
pub mod disclose;
pub mod dossier;
mod error;
pub mod exchange;
mod files;
pub mod given;
pub mod keys;
pub mod leak;
mod letter;
pub mod log;
pub mod make;
pub mod manifest;
pub mod merge;
pub mod minisign;
pub mod partner;
pub mod read;
pub mod receive;
pub mod recipient;
pub mod reply;
pub mod seal;
pub mod select;
pub mod tar;
pub mod wanted;
pub mod words;

pub use card::Card;
pub use differ::{Difference, diff};
pub use error::{Error, Problem, Result};
pub use files::Files;
pub use keys::Keys;
pub use make::{Draft, Order, Preview, Receipt, Seen, Sight, create, preview};
pub use merge::{Merged, merge, merge_some, undo};
pub use partner::{Partner, To};
pub use receive::{Check, check, open};
pub use recipient::Recipient;
pub use select::{Profile, Wish};
pub use wanted::Wanted;

/// Makes the tables of this crate, where they are not there. Call it after the casework has made its own.
///
/// # Errors
/// Of the database.
pub fn create_schema(conn: &rusqlite::Connection) -> Result<()> {
    partner::create_schema(conn)?;
    log::create_schema(conn)?;
    given::create_schema(conn)?;
    reply::create_schema(conn)?;
    disclose::create_schema(conn)?;
    exchange::create_schema(conn)
}
