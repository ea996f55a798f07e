//! What the tests of this folder share.
#![allow(dead_code, reason = "every test file uses another part of it")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use agevfs::fs::sim::SimFs;
use agevfs::{Database, Entropy, Error, Key, Options};

pub static KEY: LazyLock<Key> = LazyLock::new(|| Key::generate(&Entropy::seeded(1)));

pub fn dir() -> &'static Path {
    Path::new("/case")
}

pub fn options() -> Options {
    Options {
        cache_bytes: 1 << 20,
        sqlite_cache_kib: 256,
        ..Options::default()
    }
}

pub fn create(fs: &SimFs) -> Result<Database, Error> {
    agevfs::create(Arc::new(fs.clone()), dir(), &KEY, &Entropy::os(), options())
}

pub fn open(fs: &SimFs) -> Result<Database, Error> {
    agevfs::open(Arc::new(fs.clone()), dir(), &KEY, &Entropy::os(), options())
}

pub type Rows = Vec<(i64, Vec<u8>)>;

/// Every row of the table `t`, in order.
pub fn rows(db: &mut Database) -> rusqlite::Result<Rows> {
    let mut statement = db
        .connection()
        .prepare("SELECT id, body FROM t ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

pub fn integrity(db: &mut Database) -> String {
    db.connection()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap()
}
