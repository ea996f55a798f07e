//! A writing process is killed at any time, on the real file system.
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "support/writer.rs"]
mod writing;

use std::path::Path;
use std::thread::{self, sleep};
use std::time::Duration;

use agevfs::fs::sim::{Bad, Tally};
use writing::{Writer, create, open, options, reads_right, transaction, write_if_child};

/// Commits acknowledged in all before the test ends.
const ENOUGH: u64 = 10_000;
/// Stores written to at the same time: most of a commit is waiting for the disk.
const STORES: u64 = 3;

/// Not a test by itself: the process that is killed.
#[test]
fn writer() {
    write_if_child();
}

/// Everything saved is there, and nothing but a whole transaction more. Gives the last row.
fn check(dir: &Path, last: i64) -> Result<i64, Bad> {
    let mut db = open(dir, options()).map_err(|e| Bad::Lost(e.to_string()))?;
    let max = reads_right(&mut db)?;
    if max < last {
        return Err(Bad::Lost(format!("{max} rows, {last} were saved")));
    }
    if max != last && max != last + transaction(last + 1).0 {
        return Err(Bad::Wrong(format!("rows up to {max} after {last}")));
    }
    Ok(max)
}

#[test]
fn what_a_killed_process_saved_is_there() {
    let home = tempfile::tempdir().unwrap();
    let kills = Tally::of("kills");
    let commits = Tally::of("commits acknowledged before a kill");
    let store = |number: u64| {
        let dir = home.path().join(format!("case-{number}"));
        create(&dir);
        let mut last = 0;
        for round in number.. {
            if commits.cases() >= ENOUGH {
                break;
            }
            let writer = Writer::start(&dir, Duration::ZERO);
            sleep(Duration::from_millis(60 + round * 37 % 500));
            let saved = writer.kill();
            commits.add(saved.len() as u64);
            last = saved.last().copied().unwrap_or(last);
            kills.case(
                || format!("store {number}, round {round}"),
                || check(&dir, last).map(|found| last = found),
            );
        }
    };
    thread::scope(|scope| {
        for number in 0..STORES {
            let store = &store;
            scope.spawn(move || store(number));
        }
    });
    commits.end(ENOUGH);
    kills.end(30);
}
