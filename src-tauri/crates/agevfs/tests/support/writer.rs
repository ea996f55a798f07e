//! A process that writes to a store on the real file system and says what is safe, and what has to be there afterwards.
#![allow(clippy::print_stdout, reason = "the child says what is safe")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::{self, JoinHandle, sleep};
use std::time::Duration;

use agevfs::fs::RealFs;
use agevfs::fs::sim::Bad;
use agevfs::{Compaction, Database, Entropy, Error, Key, Options};

/// The folder of the store, for the child; and how many milliseconds it rests after each commit.
const FOLDER: &str = "AGEVFS_TEST_FOLDER";
const REST: &str = "AGEVFS_TEST_REST";

pub fn options() -> Options {
    Options {
        max_deltas: 4,
        ..Options::default()
    }
}

pub fn open(dir: &Path, options: Options) -> Result<Database, Error> {
    let key = Key::generate(&Entropy::seeded(1));
    agevfs::open(Arc::new(RealFs), dir, &key, &Entropy::os(), options)
}

/// Makes a store with an empty table.
pub fn create(dir: &Path) {
    let key = Key::generate(&Entropy::seeded(1));
    let (fs, options) = (Arc::new(RealFs), Options::default());
    let mut db = agevfs::create(fs, dir, &key, &Entropy::os(), options).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    db.close().unwrap();
}

/// How many rows the transaction that begins with row `first` has, and how large they are.
pub fn transaction(first: i64) -> (i64, i64) {
    match first % 11 {
        0 => (20, 40),
        1 | 2 => (3, 200),
        3 => (1, 20_000),
        4 => (2, 3000),
        _ => (1, 60),
    }
}

/// In the child: writes for ever. Elsewhere nothing.
pub fn write_if_child() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let rest = std::env::var(REST).unwrap().parse().unwrap();
    let mut db = open(Path::new(&dir), options()).unwrap();
    let next = "SELECT coalesce(max(id), 0) + 1 FROM t";
    let mut id: i64 = db
        .connection()
        .query_row(next, [], |row| row.get(0))
        .unwrap();
    let mut beside: Option<JoinHandle<Compaction>> = None;
    for commit in 1.. {
        let (rows, size) = transaction(id);
        let work = db.connection().transaction().unwrap();
        for row in id..id + rows {
            work.execute("INSERT INTO t VALUES(?1, randomblob(?2))", [row, size])
                .unwrap();
        }
        // Space comes back, so that the store stays small however long this runs.
        work.execute(
            "UPDATE t SET body = x'' WHERE id BETWEEN ?1 - 60 AND ?1 - 40",
            [id],
        )
        .unwrap();
        work.commit().unwrap();
        id += rows;
        println!("\nsaved {}", id - 1);
        if commit % 29 == 0 {
            db.compact().unwrap();
        }
        if let Some(done) = beside.take_if(|work| work.is_finished()) {
            // A compaction of meanwhile was quicker, perhaps.
            if let Ok(leftovers) = db.finish_compaction(done.join().unwrap()) {
                leftovers.remove();
            }
        }
        if commit % 7 == 0
            && beside.is_none()
            && let Some(mut compaction) = db.begin_compaction().unwrap()
        {
            beside = Some(thread::spawn(move || {
                compaction.run(&mut |_, _| true).unwrap();
                compaction
            }));
        }
        sleep(Duration::from_millis(rest));
    }
}

/// A child that writes.
pub struct Writer {
    child: Child,
    reader: JoinHandle<Vec<i64>>,
}

impl Writer {
    /// Starts this test binary once more, as the child.
    pub fn start(dir: &Path, rest: Duration) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writer", "--nocapture"])
            .env(FOLDER, dir)
            .env(REST, rest.as_millis().to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        // Read while it writes, or it would wait for a reader instead of the disk.
        let reader = thread::spawn(|| {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            let rows = lines.filter_map(|line| line.strip_prefix("saved ")?.parse().ok());
            rows.collect()
        });
        Self { child, reader }
    }

    /// Kills it. Gives the last row of each commit that it said was saved.
    pub fn kill(mut self) -> Vec<i64> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.reader.join().unwrap()
    }
}

/// Whether whole transactions up to some row are there, unharmed. Gives the row.
pub fn reads_right(db: &mut Database) -> Result<i64, Bad> {
    let wrong = |e: rusqlite::Error| Bad::Wrong(e.to_string());
    let count = "SELECT count(*), coalesce(max(id), 0) FROM t";
    let (count, max): (i64, i64) = db
        .connection()
        .query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(wrong)?;
    let mut end = 0;
    while end < max {
        end += transaction(end + 1).0;
    }
    if count != max || end != max {
        return Err(Bad::Wrong(format!("{count} rows up to {max}")));
    }
    let found: String = db
        .connection()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(wrong)?;
    match (found.as_str(), db.verify().problems.first()) {
        ("ok", None) => Ok(max),
        (found, problem) => Err(Bad::Wrong(format!("{found} {problem:?}"))),
    }
}
