//! The folder of a store is copied while it is written to, by tools that know nothing of it: the copy is a store.
//!
//! A tool lists the folder, then copies what it listed. As long as it takes, files may be merged into others, and one generation
//! may take the place of another; no more than that happens here during one copy, whatever else the machine does.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use agevfs::fs::sim::{Bad, SimFs, Tally};
use agevfs::fs::{Fs, RealFs};
use agevfs::{Database, Entropy, Error, Leftovers, Options};
use support::{KEY, integrity};

/// Commits during one copy.
const COMMITS: i64 = 24;
const ROUNDS: u64 = 30;

/// Writes rows, and makes a new generation now and then; the files of the one before stay until the next.
struct Writer {
    db: Database,
    last: i64,
    leftovers: Option<Leftovers>,
}

impl Writer {
    fn new(mut db: Database) -> Self {
        let table = "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)";
        db.connection().execute_batch(table).unwrap();
        Self {
            db,
            last: 0,
            leftovers: None,
        }
    }

    fn commit(&mut self) {
        self.last += 1;
        let row = "INSERT INTO t VALUES(?1, randomblob(900 + ?1 % 4000))";
        self.db.connection().execute(row, [self.last]).unwrap();
        // Space comes back, so that the store stays small.
        let old = "UPDATE t SET body = x'' WHERE id = ?1 - 60";
        if self.last % 5 == 0 {
            self.last += 1;
            let work = self.db.connection().transaction().unwrap();
            work.execute(row, [self.last]).unwrap();
            work.execute(old, [self.last]).unwrap();
            work.commit().unwrap();
        }
    }

    fn compact(&mut self) {
        if let Some(before) = self.leftovers.take() {
            before.remove();
        }
        if let Some(mut compaction) = self.db.begin_compaction().unwrap() {
            compaction.run(&mut |_, _| true).unwrap();
            self.leftovers = Some(self.db.finish_compaction(compaction).unwrap());
        }
    }

    /// What happens during one copy.
    fn round(&mut self, number: u64, rest: Duration) {
        for commit in 0..COMMITS {
            if number.is_multiple_of(2) && commit == (number * 7 % 24).cast_signed() {
                self.compact();
            }
            self.commit();
            thread::sleep(rest);
        }
    }
}

/// Whether the rows up to some row are there and the files are whole. Gives the row.
fn reads_right(mut db: Database) -> Result<i64, Bad> {
    let wrong = |e: rusqlite::Error| Bad::Wrong(e.to_string());
    let count = "SELECT count(*), coalesce(max(id), 0) FROM t";
    let (count, max): (i64, i64) = db
        .connection()
        .query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(wrong)?;
    if count != max || integrity(&mut db) != "ok" {
        return Err(Bad::Wrong(format!("{count} rows up to {max}")));
    }
    match db.verify().problems.first() {
        None => Ok(max),
        Some(problem) => Err(Bad::Wrong(format!("{problem:?}"))),
    }
}

/// A copy that ended is at least as new as what was saved when it began.
fn check(dir: &Path, before: i64, after: i64) -> Result<(), Bad> {
    let db = agevfs::open(
        Arc::new(RealFs),
        dir,
        &KEY,
        &Entropy::os(),
        Options::default(),
    )
    .map_err(|e| Bad::Lost(e.to_string()))?;
    match reads_right(db)? {
        max if max < before => Err(Bad::Lost(format!("{max} rows, {before} were saved"))),
        max if max > after => Err(Bad::Wrong(format!("{max} rows, only {after} were written"))),
        _ => Ok(()),
    }
}

/// Copies `from` into `to` again and again, while it is written to.
fn copies(tally: &Tally, tool: &str, args: &[&str], one_folder: bool) {
    let home = tempfile::tempdir().unwrap();
    let source = home.path().join("case");
    let (fs, options) = (Arc::new(RealFs), Options::default());
    let db = agevfs::create(fs, &source, &KEY, &Entropy::os(), options).unwrap();
    let mut writer = Writer::new(db);
    let (go, rounds): (Sender<u64>, Receiver<u64>) = channel();
    let (done, ends) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            for round in rounds {
                writer.round(round, Duration::from_micros(300));
                done.send(writer.last).unwrap();
            }
        });
        let mut before = 0;
        for round in 0..ROUNDS {
            let to = home
                .path()
                .join(if one_folder { 0 } else { round }.to_string());
            go.send(round).unwrap();
            thread::sleep(Duration::from_millis(round * 3 % 20));
            // What vanished after it was listed is a complaint of the tool's, and no failure here.
            let from = format!("{}/.", source.display());
            let copied = Command::new(tool).args(args).arg(&from).arg(&to).output();
            assert!(copied.is_ok(), "{tool} is missing");
            let after = ends.recv().unwrap();
            tally.case(
                || format!("{tool} {args:?}, round {round}"),
                || check(&to, before, after),
            );
            before = after;
        }
        drop(go);
    });
}

#[test]
fn a_copy_made_while_it_is_written_opens() {
    let tally = Tally::of("copies by cp and rsync while it is written to");
    copies(&tally, "cp", &["-r"], false);
    copies(&tally, "cp", &["-r"], true);
    copies(&tally, "rsync", &["-a"], false);
    copies(&tally, "rsync", &["-a"], true);
    copies(&tally, "rsync", &["-a", "--delete"], true);
    tally.end(5 * ROUNDS);
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(fs: &SimFs) -> Files {
    fs.files().into_iter().collect()
}

fn open(fs: &SimFs) -> Result<Database, Error> {
    let fs = Arc::new(fs.clone());
    agevfs::open(fs, support::dir(), &KEY, &Entropy::os(), support::options())
}

/// A folder that is kept the same on two computers gets the files of the other in any order, each of them whole, and loses in any
/// order what is gone there. Half-way it is one of the states that were saved, or refused; in the end it is the newest.
#[test]
fn a_folder_that_is_synced_file_by_file_is_right_or_refused() {
    let tally = Tally::of("states of a folder that is synced file by file");
    let refused = Tally::of("of these refused, because files are on their way");
    let random = Entropy::seeded(7);
    let pick = |n: usize| {
        let two = random.bytes::<2>();
        usize::from(u16::from_be_bytes([two[0], two[1]])) % n.max(1)
    };
    let source = SimFs::new();
    let mut writer = Writer::new(support::create(&source).unwrap());
    let mut target = files(&source);
    let mut had = writer.last;
    for round in 0..14 {
        writer.round(round, Duration::ZERO);
        let now = files(&source);
        let mut arriving: Vec<_> = now
            .iter()
            .filter(|(p, _)| !target.contains_key(*p))
            .collect();
        let mut going: Vec<_> = target
            .keys()
            .filter(|p| !now.contains_key(*p))
            .cloned()
            .collect();
        while !arriving.is_empty() || !going.is_empty() {
            // What is new comes first mostly, as such tools do; what is gone may go at any time.
            if !arriving.is_empty() && (going.is_empty() || pick(10) > 0) {
                let (path, bytes) = arriving.swap_remove(pick(arriving.len()));
                target.insert(path.clone(), bytes.clone());
            } else {
                target.remove(&going.swap_remove(pick(going.len())));
            }
            let copy = SimFs::new();
            copy.mkdir(support::dir()).unwrap();
            for (path, bytes) in &target {
                copy.tamper(path, Some(bytes.clone()));
            }
            let last = arriving.is_empty() && going.is_empty();
            tally.case(
                || {
                    format!(
                        "round {round}, {} to come, {} to go",
                        arriving.len(),
                        going.len()
                    )
                },
                || match open(&copy) {
                    Ok(db) => match reads_right(db)? {
                        max if max < had || max > writer.last => Err(Bad::Wrong(format!(
                            "{max} rows, not {had} to {}",
                            writer.last
                        ))),
                        max if last && max < writer.last => Err(Bad::Lost(format!("{max} rows"))),
                        _ => Ok(()),
                    },
                    Err(Error::Damaged { .. }) if !last => {
                        refused.add(1);
                        Ok(())
                    }
                    Err(error) => Err(Bad::Lost(error.to_string())),
                },
            );
        }
        had = writer.last;
    }
    refused.end(0);
    tally.end(300);
}
