//! A writing process is killed at any time, on the real file system.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use agevfs::fs::RealFs;
use agevfs::{Database, Entropy, Key, Options};

const FOLDER: &str = "AGEVFS_TEST_FOLDER";

fn open(dir: &Path) -> Database {
    let key = Key::generate(&Entropy::seeded(1));
    let options = Options {
        max_deltas: 4,
        ..Options::default()
    };
    agevfs::open(Arc::new(RealFs), dir, &key, &Entropy::os(), options).unwrap()
}

/// Not a test by itself: the process that is killed. It says each row number once its commit has returned.
#[test]
fn writer() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let mut db = open(Path::new(&dir));
    let next = "SELECT coalesce(max(id), 0) + 1 FROM t";
    let mut id: i64 = db
        .connection()
        .query_row(next, [], |row| row.get(0))
        .unwrap();
    loop {
        db.connection()
            .execute("INSERT INTO t VALUES(?1, randomblob(3000))", [id])
            .unwrap();
        println!("\nsaved {id}");
        if id % 7 == 0 {
            db.compact().unwrap();
        }
        id += 1;
    }
}

#[test]
fn what_a_killed_process_saved_is_there() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("case");
    let key = Key::generate(&Entropy::seeded(1));
    let mut db = agevfs::create(
        Arc::new(RealFs),
        &dir,
        &key,
        &Entropy::os(),
        Options::default(),
    )
    .unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    db.close().unwrap();
    let (mut acknowledged, mut last) = (0, 0);
    for kill in 0..25_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writer", "--nocapture"])
            .env(FOLDER, &dir)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(40 + 7 * kill));
        child.kill().unwrap();
        let saved = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let saved: Vec<i64> = saved
            .filter_map(|line| line.strip_prefix("saved ").and_then(|id| id.parse().ok()))
            .collect();
        child.wait().unwrap();
        acknowledged += saved.len();
        last = saved.last().copied().unwrap_or(last);
        let mut db = open(&dir);
        let (count, max): (i64, i64) = db
            .connection()
            .query_row("SELECT count(*), coalesce(max(id), 0) FROM t", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert!(
            count == max && (max == last || max == last + 1),
            "{count} rows to {max}, told of {last}"
        );
        let check: String = db
            .connection()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(check, "ok");
        assert_eq!(db.verify().problems, []);
        last = max;
    }
    println!("25 kills, {acknowledged} acknowledged commits, none lost");
    assert!(acknowledged > 25, "{acknowledged}");
}
