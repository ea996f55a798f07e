//! Files that are changed on the disk while the store is open: every read is as it was, or refused.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

mod support;

use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agevfs::fs::RealFs;
use agevfs::{Database, Entropy, Kind, Options};
use support::KEY;

const ROWS: i64 = 1500;

/// The smallest caches there can be, so that reading goes to the file.
fn open(dir: &Path) -> Database {
    let options = Options {
        cache_bytes: 0,
        sqlite_cache_kib: 40,
        ..Options::default()
    };
    agevfs::open(Arc::new(RealFs), dir, &KEY, &Entropy::os(), options).unwrap()
}

fn content(id: i64) -> String {
    format!("row {id} ").repeat(150)
}

fn make(dir: &Path) -> PathBuf {
    let options = Options::default();
    let mut db = agevfs::create(Arc::new(RealFs), dir, &KEY, &Entropy::os(), options).unwrap();
    let connection = db.connection();
    connection
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT); BEGIN")
        .unwrap();
    for id in 0..ROWS {
        connection
            .execute("INSERT INTO t VALUES(?1, ?2)", (id, content(id)))
            .unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    db.compact().unwrap();
    db.close().unwrap();
    let snapshot = |path: &PathBuf| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("s-")
    };
    std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(snapshot)
        .unwrap()
}

/// Reads rows here and there; gives how many were refused. What is not refused is right.
fn read(db: &mut Database, seed: i64) -> usize {
    let mut refused = 0;
    for step in 0..2 * ROWS {
        let id = (seed + step * 7919) % ROWS;
        let found = db
            .connection()
            .prepare_cached("SELECT body FROM t WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id], |row| row.get::<_, String>(0)));
        if let Ok(body) = found {
            assert!(body == content(id), "row {id}");
        } else {
            let why = db.take_fault().unwrap();
            assert_eq!(why.kind(), Kind::Damaged, "{why}");
            refused += 1;
        }
    }
    refused
}

#[test]
fn a_flipped_bit_is_refused_in_blocks_that_were_read_before() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("case");
    let snapshot = make(&dir);
    let len = std::fs::metadata(&snapshot).unwrap().len();
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(&snapshot)
        .unwrap();
    let mut db = open(&dir);
    assert_eq!(read(&mut db, 1), 0, "everything can be read");
    let flip = |at: u64, bit: u8| {
        let mut byte = [0];
        file.read_exact_at(&mut byte, at).unwrap();
        file.write_all_at(&[byte[0] ^ bit], at).unwrap();
    };
    let (mut refused, rounds) = (0, 40_u8);
    for round in 0..rounds {
        // Behind the first pages, which stay in memory; anywhere in a block, and in every bit of a byte.
        let at = 70_000 + (u64::from(round) * 7_919_041) % (len - 140_000);
        let bit = 1 << (round % 8);
        flip(at, bit);
        refused += usize::from(read(&mut db, i64::from(round)) > 0);
        flip(at, bit);
        assert_eq!(read(&mut db, i64::from(round)), 0, "the bit is as it was");
    }
    println!("{refused} of {rounds} flipped bits were in the way of a read, and refused");
    assert!(refused > 30, "{refused}");
}
