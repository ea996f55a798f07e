//! Storage that fails at any operation: what was acknowledged stays, what failed is gone, nothing is wrong.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use agevfs::fs::sim::{Bad, Fault, SimFs, Tally};
use agevfs::{Database, Entropy, Options};
use support::{KEY, create, dir, integrity, open, options, rows};

/// What the caller was told.
#[derive(Default)]
struct Told {
    /// Rows whose commit returned.
    safe: Vec<i64>,
    /// Rows whose commit failed and left the store poisoned: they may be there after reopening.
    doubtful: Vec<i64>,
    failed: usize,
    /// Disks looked at after a loss of power right after a failure.
    images: usize,
    /// The first thing that was not as it was told.
    bad: Option<Bad>,
}

impl Told {
    fn note(&mut self, outcome: Result<usize, Bad>) {
        match outcome {
            Ok(images) => self.images += images,
            Err(bad) => self.bad = self.bad.take().or(Some(bad)),
        }
    }
}

fn small_options() -> Options {
    Options {
        max_deltas: 3,
        ..options()
    }
}

fn reopen(fs: &SimFs) -> Result<Database, agevfs::Error> {
    agevfs::open(
        Arc::new(fs.clone()),
        dir(),
        &KEY,
        &Entropy::os(),
        small_options(),
    )
}

/// A store with a table and some rows, to begin from.
fn start() -> SimFs {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    db.compact().unwrap();
    fs.fork()
}

fn insert(fs: &SimFs, db: &mut Database, id: i64, size: i64, told: &mut Told) {
    let poisoned = db.poisoned();
    match db
        .connection()
        .execute("INSERT INTO t VALUES(?1, zeroblob(?2))", (id, size))
    {
        Ok(_) => told.safe.push(id),
        Err(error) => {
            told.failed += 1;
            if db.take_fault().is_none() && !poisoned {
                told.note(Err(Bad::Wrong(format!(
                    "the store does not know why: {error}"
                ))));
            }
            if db.poisoned() && !poisoned {
                told.doubtful.push(id);
            }
            // Once in a run is enough: the failures that follow in it leave the same.
            if told.images == 0 && !poisoned {
                let checked = check_after_power_loss(fs, told);
                told.note(checked);
            }
        }
    }
    // What SQLite shows now is what the caller was told, error or not.
    if let Ok(shown) = rows(db) {
        let shown: Vec<i64> = shown.into_iter().map(|(id, _)| id).collect();
        if shown != told.safe {
            told.note(Err(Bad::Wrong(format!(
                "{shown:?} is shown, {:?} was told",
                told.safe
            ))));
        }
    }
}

/// Commits, merges, compacts and reopens while storage fails as `fault` says.
fn run(fs: &SimFs, fault: Option<Fault>) -> Told {
    let mut told = Told::default();
    let mut db = reopen(fs).unwrap();
    fs.set_fault(fault);
    for id in 1..=4 {
        insert(fs, &mut db, id, 10, &mut told);
    }
    if db.compact().is_err() {
        told.failed += 1;
    }
    insert(fs, &mut db, 5, 70_000, &mut told);
    insert(fs, &mut db, 6, 10, &mut told);
    drop(db);
    let mut db = reopen(fs).unwrap_or_else(|_| {
        told.failed += 1;
        fs.set_fault(None);
        reopen(fs).unwrap()
    });
    // Rows in doubt have been decided now, one way or the other.
    if let Ok(shown) = rows(&mut db) {
        let shown: Vec<i64> = shown.into_iter().map(|(id, _)| id).collect();
        let checked = check_rows(&shown, &told).map(|()| 0);
        told.note(checked);
        told.safe = shown;
        told.doubtful.clear();
        insert(fs, &mut db, 7, 10, &mut told);
    } else {
        told.failed += 1;
    }
    let _ = db.compact();
    told
}

fn check_rows(found: &[i64], told: &Told) -> Result<(), Bad> {
    if !told.safe.iter().all(|id| found.contains(id)) {
        return Err(Bad::Lost(format!(
            "{found:?} lacks some of {:?}",
            told.safe
        )));
    }
    let known = |id| told.safe.contains(id) || told.doubtful.contains(id);
    if !found.iter().all(known) {
        return Err(Bad::Wrong(format!(
            "{found:?} has more than {:?} and {:?}",
            told.safe, told.doubtful
        )));
    }
    Ok(())
}

fn check_disk(fs: &SimFs, told: &Told) -> Result<(), Bad> {
    let mut db = open(fs).map_err(|e| Bad::Lost(e.to_string()))?;
    let found = rows(&mut db).map_err(|e| Bad::Lost(e.to_string()))?;
    let found: Vec<i64> = found.into_iter().map(|(id, _)| id).collect();
    check_rows(&found, told)?;
    if integrity(&mut db) != "ok" || !db.verify().problems.is_empty() {
        return Err(Bad::Wrong(format!("{:?}", db.verify())));
    }
    Ok(())
}

/// The disks that a loss of power may leave now keep to what the caller was told.
fn check_after_power_loss(fs: &SimFs, told: &Told) -> Result<usize, Bad> {
    fs.record();
    let images = fs.moments()[0].crash_images(3);
    for image in &images {
        check_disk(image, told)?;
    }
    Ok(images.len())
}

/// Fails every operation in turn, and looks at the disk afterwards: as it is, and after a loss of power.
fn fail_everywhere(what: &'static str, kind: ErrorKind, done: bool, runs_of: &[(u64, usize)]) {
    let start = start();
    let fs = start.fork();
    run(&fs, None);
    let operations = fs.operations();
    let (tally, images) = (
        Tally::of(what),
        Tally::of("disks after loss of power behind a failure"),
    );
    let failed = AtomicUsize::new(0);
    // The rarer lengths for a part of the operations only: the first failure decides most.
    for (times, every) in runs_of {
        for at in (0..operations).step_by(*every) {
            let fault = Fault {
                at,
                times: *times,
                kind,
                done,
            };
            tally.case(
                || format!("{fault:?}"),
                || {
                    let fs = start.fork();
                    let told = run(&fs, Some(fault));
                    fs.set_fault(None);
                    failed.fetch_add(told.failed, Ordering::Relaxed);
                    check_disk(&fs.fork(), &told)?;
                    let after = check_after_power_loss(&fs, &told)?;
                    images.add((told.images + after) as u64);
                    told.bad.map_or(Ok(()), Err)
                },
            );
        }
    }
    let (runs, failed) = (tally.cases(), failed.into_inner());
    assert!(
        kind == ErrorKind::Interrupted || failed as u64 > runs,
        "{runs} {failed}"
    );
    images.end(100);
    tally.end(operations);
}

/// How many calls fail in a row, and at which part of the calls that is tried.
const OFTEN: [(u64, usize); 5] = [(1, 1), (2, 1), (3, 2), (5, 3), (u64::MAX, 1)];

#[test]
fn input_and_output_errors() {
    fail_everywhere("runs with EIO", ErrorKind::Other, false, &OFTEN);
}

#[test]
fn errors_of_work_that_was_done_all_the_same() {
    fail_everywhere(
        "runs with EIO after the work",
        ErrorKind::Other,
        true,
        &OFTEN,
    );
}

#[test]
fn a_full_disk() {
    fail_everywhere("runs with ENOSPC", ErrorKind::StorageFull, false, &OFTEN);
}

/// A call that was interrupted asks to be made again; where it is not, it is an error like any other.
#[test]
fn interrupted_calls() {
    let often = [(1, 1), (2, 1), (3, 2)];
    fail_everywhere("runs with EINTR", ErrorKind::Interrupted, false, &often);
}

/// Reads and writes may move fewer bytes than they were given. That is no failure, and nothing is to be seen of it.
#[test]
fn short_reads_and_writes() {
    let start = start();
    let fs = start.fork();
    run(&fs, None);
    let operations = fs.operations();
    let tally = Tally::of("runs with short reads and writes");
    let ranges = (0..operations).map(|at| at..at + 1);
    for range in ranges.chain(std::iter::once(0..u64::MAX)) {
        tally.case(
            || format!("{range:?}"),
            || {
                let fs = start.fork();
                fs.set_short(range.clone());
                let told = run(&fs, None);
                check_disk(&fs, &told)?;
                if told.failed > 0 || told.safe.len() != 7 {
                    return Err(Bad::Wrong(format!("{} calls failed", told.failed)));
                }
                told.bad.map_or(Ok(()), Err)
            },
        );
    }
    tally.end(100);
}

#[test]
fn a_full_disk_is_told_apart() {
    let fs = start();
    let mut db = open(&fs).unwrap();
    let fault = Fault {
        at: fs.operations(),
        times: u64::MAX,
        kind: ErrorKind::StorageFull,
        done: false,
    };
    fs.set_fault(Some(fault));
    let error = db
        .connection()
        .execute("INSERT INTO t VALUES(1, x'00')", [])
        .unwrap_err();
    assert_eq!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DiskFull)
    );
    assert_eq!(db.take_fault().unwrap().kind(), agevfs::Kind::NoSpace);
    assert!(!db.poisoned(), "nothing was put in place");
    assert_eq!(
        db.compact().map_err(|e| e.kind()),
        Ok(()),
        "there is nothing to compact"
    );
    fs.set_fault(None);
    db.connection()
        .execute("INSERT INTO t VALUES(1, x'00')", [])
        .unwrap();
}

/// The operations that a piece of work takes.
fn operations_of(fs: &SimFs, work: impl FnOnce()) -> std::ops::Range<u64> {
    let before = fs.operations();
    work();
    before..fs.operations()
}

#[test]
fn power_is_lost_while_a_compaction_cleans_up_after_a_failed_one() {
    let start = start();
    let mut told = Told::default();
    insert(&start, &mut reopen(&start).unwrap(), 1, 10, &mut told);
    let trial = start.fork();
    let mut db = reopen(&trial).unwrap();
    let length = operations_of(&trial, || db.compact().unwrap()).count() as u64;
    let tally = Tally::of("crash images of a second compaction");
    for (at, times, done) in
        (0..length).flat_map(|at| [(at, 1, true), (at, 2, true), (at, 3, false)])
    {
        let fs = start.fork();
        let mut db = reopen(&fs).unwrap();
        let at = fs.operations() + at;
        fs.set_fault(Some(Fault {
            at,
            times,
            kind: ErrorKind::Other,
            done,
        }));
        let _ = db.compact();
        fs.set_fault(None);
        fs.record();
        db.compact().unwrap();
        for moment in fs.moments() {
            for image in moment.crash_images(4) {
                tally.case(
                    || format!("{at} {times} {done}"),
                    || check_disk(&image, &told),
                );
            }
        }
    }
    tally.end(1000);
}

#[test]
fn what_was_shown_after_reopening_stays() {
    let fs = start();
    let mut told = Told::default();
    let mut db = reopen(&fs).unwrap();
    // The commit's name reaches the folder, but the sync fails, and so does taking it back.
    let trial = fs.fork();
    let mut other = reopen(&trial).unwrap();
    let length = operations_of(&trial, || {
        insert(&trial, &mut other, 1, 10, &mut Told::default());
    })
    .count() as u64;
    let at = fs.operations() + length - 1;
    fs.set_fault(Some(Fault {
        at,
        times: u64::MAX,
        kind: ErrorKind::Other,
        done: false,
    }));
    insert(&fs, &mut db, 1, 10, &mut told);
    assert!(db.poisoned());
    drop(db);
    fs.set_fault(None);
    let shown = rows(&mut reopen(&fs).unwrap()).unwrap().len();
    assert_eq!(shown, 1, "the commit is in the folder");
    told = Told {
        safe: vec![1],
        ..Told::default()
    };
    assert!(check_after_power_loss(&fs, &told).is_ok_and(|images| images > 0));
}
