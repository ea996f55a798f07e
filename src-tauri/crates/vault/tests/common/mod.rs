//! A vault on a simulated disk, with a clock that stands still and repeatable randomness.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use agevfs::fs::Fs;
use agevfs::fs::sim::SimFs;
use vault::{
    BlobRef, Entropy, Env, Error, FixedClock, KdfParams, Locked, Next, Passphrase, RecoveryKit,
    Rotation, Unlocked, Vault,
};

/// Where the vault of a test lies.
pub const ROOT: &str = "/home/cases.vault";

/// The passphrase it is made with, and another.
pub const FIRST: &str = "amber kettle orchard window seven lark";
pub const SECOND: &str = "шкаф облако ветер лодка сосна дюйм";

pub fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).expect("a passphrase")
}

/// A disk with a folder to make vaults in.
pub fn disk() -> SimFs {
    let disk = SimFs::new();
    disk.mkdir(Path::new("/home")).expect("a folder");
    disk.fork()
}

pub fn env(fs: impl Fs + 'static, seed: u64) -> Env {
    let now = chrono::NaiveDate::from_ymd_opt(2026, 1, 31)
        .and_then(|d| d.and_hms_opt(12, 0, 0))
        .expect("a date");
    Env {
        fs: Arc::new(fs),
        clock: Arc::new(FixedClock::new(now)),
        entropy: Entropy::seeded(seed),
    }
}

pub fn make(disk: &SimFs) -> Result<(Vault<Unlocked>, RecoveryKit), Error> {
    vault::create(
        ROOT.as_ref(),
        &passphrase(FIRST),
        KdfParams::for_tests(),
        env(disk.clone(), 1),
    )
}

/// A locked vault that holds one note in each compartment.
pub fn with_notes(disk: &SimFs) -> RecoveryKit {
    let (mut vault, kit) = make(disk).expect("makes a vault");
    note(vault.cases(), "first note");
    vault.open_seal(&passphrase(FIRST)).expect("opens the seal");
    note(vault.sealed().expect("open"), "sealed note");
    vault.lock().expect("locks");
    kit
}

/// The files without what is left of earlier states of the databases, which count for nothing.
pub fn counting(files: Vec<(PathBuf, Vec<u8>)>) -> Vec<(PathBuf, Vec<u8>)> {
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
    let counts = |path: &Path| {
        let beside = paths.iter().filter(|p| p.parent() == path.parent());
        let names: Vec<&str> = beside.filter_map(|p| p.file_name()?.to_str()).collect();
        let name = path.file_name().and_then(|n| n.to_str());
        !name.is_some_and(|name| agevfs::superseded(&names).contains(name))
    };
    files.into_iter().filter(|(path, _)| counts(path)).collect()
}

pub fn note(conn: &rusqlite::Connection, text: &str) {
    conn.execute_batch("CREATE TABLE IF NOT EXISTS note(text TEXT)")
        .expect("a table");
    conn.execute("INSERT INTO note VALUES (?1)", [text])
        .expect("a row");
}

pub fn notes(conn: &rusqlite::Connection) -> Vec<String> {
    let mut rows = conn
        .prepare("SELECT text FROM note ORDER BY rowid")
        .expect("a table");
    let found = rows.query_map([], |row| row.get(0)).expect("rows");
    found.collect::<Result<_, _>>().expect("text")
}

pub fn at(disk: &SimFs) -> Result<Vault<Locked>, Error> {
    // Every opening draws other names, as it does in life; a test has its process to itself, so runs repeat.
    static OPENINGS: AtomicU64 = AtomicU64::new(1000);
    let seed = OPENINGS.fetch_add(1, Ordering::Relaxed);
    Vault::at(ROOT, env(disk.clone(), seed))
}

pub fn unlock(disk: &SimFs, with: &str) -> Result<Vault<Unlocked>, Error> {
    at(disk)?.unlock(&passphrase(with)).map_err(|(_, e)| e)
}

/// Both notes can be read with `with`, through both compartments.
pub fn opens_whole(disk: &SimFs, with: &str) -> Result<(), Error> {
    let mut vault = unlock(disk, with)?;
    assert_eq!(notes(vault.cases()), ["first note"]);
    vault.open_seal(&passphrase(with))?;
    assert_eq!(notes(vault.sealed().expect("open")), ["sealed note"]);
    Ok(())
}

pub fn opens_whole_with_kit(disk: &SimFs, kit: &str) -> Result<(), Error> {
    let mut vault = at(disk)?.unlock_with_identity(kit).map_err(|(_, e)| e)?;
    assert_eq!(notes(vault.cases()), ["first note"]);
    vault.open_seal_with_identity(kit)?;
    assert_eq!(notes(vault.sealed().expect("open")), ["sealed note"]);
    Ok(())
}

/// All of a rotation but its last step.
pub fn prepare(
    vault: &mut Vault<Unlocked>,
    wish: &Rotation<'_>,
    expected: &[BlobRef],
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Next, Error> {
    let mut renewal = vault.begin_rotation()?;
    renewal.prepare(wish, expected, progress)?;
    renewal.seal(expected, progress)?;
    let completed = vault.complete_rotation(renewal, progress);
    completed.map_err(|(_, why)| why)
}
