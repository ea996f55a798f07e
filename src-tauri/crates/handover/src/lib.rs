//! Handing cases over: choose them, choose who may read them, seal, sign; check, open and merge what comes in.
//!
//! A handover is one file: `age(tar(manifest.json, manifest.json.minisig, ..., evidence/))`. `age -d | tar x`,
//! `minisign -V`, `sha256sum -c`, `sqlite3` and a browser read it without this program. Who a source is never gets in:
//! that lives in another database, which this crate has no way to reach.
//!
//! The layers, lowest first: [`minisign`] (signatures), [`card`] (who somebody is), [`manifest`] and [`tar`] (what a
//! bundle is made of), [`seal`] (writing one) and [`read`] (taking one apart as if an enemy had made it).
//! The bytes are described in `docs/handover-format.md`.

pub mod card;
mod error;
pub mod keys;
pub mod manifest;
pub mod minisign;
pub mod read;
pub mod seal;
pub mod select;
pub mod tar;

pub use card::Card;
pub use error::{Error, Problem, Result};
pub use keys::Keys;
pub use select::{Profile, Wish};
