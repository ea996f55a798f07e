//! `SQLite` on immutable age files.
//!
//! A store is one folder. Every file in it is an ordinary [age v1] file that is written once and never
//! changed: a *snapshot*, whose plaintext is an ordinary `SQLite` database; a *manifest*, which says which
//! snapshot counts and binds it; and *deltas*, one for each commit since, or for several merged. `SQLite`
//! itself runs on top through a VFS of this crate and never sees a real file, so plaintext pages reach
//! memory only.
//!
//! What the crate promises:
//!
//! - a commit that returned is durable, and a commit that failed is gone: after a crash at any instant the
//!   folder opens as a state that was acknowledged, or a newer whole one;
//! - a file that is damaged, foreign, missing, replayed or out of order is refused with an error that names
//!   it, and a refusal changes nothing on the disk;
//! - stock `age` and `sqlite3` open a compacted store without this crate.
//!
//! The bytes are described in `docs/vault-format.md`. The layers, lowest first: [`fs`] (storage as a
//! parameter), [`stream`] (age files with random access), `store` (the chain of files), `vfs` (the C
//! interface, and the only `unsafe` here) and [`Database`].
//!
//! [age v1]: https://c2sp.org/age

#![expect(
    clippy::missing_panics_doc,
    reason = "each `expect` here says why it cannot happen"
)]

mod database;
mod entropy;
mod error;
pub mod fs;
mod key;
mod options;
mod report;
mod store;
pub mod stream;
#[expect(unsafe_code, reason = "SQLite's VFS is a C interface")]
mod vfs;

pub use database::{Database, create, open, salvage};
pub use entropy::Entropy;
pub use error::{Error, Kind};
pub use key::{BadIdentity, Key};
pub use options::Options;
pub use report::{Head, Problem, Report, Salvage, Stats};
pub use store::{Compaction, Leftovers, superseded};
#[cfg(feature = "sim")]
pub use vfs::scarce;
pub use vfs::{WipingMemory, wipe_freed_memory};

#[cfg(feature = "fuzzing")]
pub use store::fuzzing;
