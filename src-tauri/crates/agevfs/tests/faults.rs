//! Storage that fails at any operation: what was acknowledged stays, what failed is gone, nothing is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

mod support;

use std::io::ErrorKind;
use std::sync::Arc;

use agevfs::fs::sim::{Fault, SimFs};
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
            assert!(
                db.take_fault().is_some() || poisoned,
                "the store knows why: {error}"
            );
            if db.poisoned() && !poisoned {
                told.doubtful.push(id);
            }
            // Once in a run is enough: the failures that follow in it leave the same.
            if told.images == 0 && !poisoned {
                told.images += check_after_power_loss(fs, told, id);
            }
        }
    }
    // What SQLite shows now is what the caller was told, error or not.
    if let Ok(shown) = rows(db) {
        let shown: Vec<i64> = shown.into_iter().map(|(id, _)| id).collect();
        assert_eq!(shown, told.safe);
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
        check_rows(&shown, &told);
        told.safe = shown;
        told.doubtful.clear();
        insert(fs, &mut db, 7, 10, &mut told);
    } else {
        told.failed += 1;
    }
    let _ = db.compact();
    told
}

fn check_rows(found: &[i64], told: &Told) {
    assert!(
        told.safe.iter().all(|id| found.contains(id)),
        "{found:?} lacks some of {:?}",
        told.safe
    );
    let known = |id| told.safe.contains(id) || told.doubtful.contains(id);
    assert!(
        found.iter().all(known),
        "{found:?} has more than {:?} and {:?}",
        told.safe,
        told.doubtful
    );
}

fn check_disk(fs: &SimFs, told: &Told, what: impl std::fmt::Debug) {
    let mut db = open(fs).unwrap_or_else(|e| panic!("{what:?}: {e}"));
    assert_eq!(integrity(&mut db), "ok", "{what:?}");
    let found: Vec<i64> = rows(&mut db)
        .unwrap()
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    check_rows(&found, told);
    assert_eq!(db.verify().problems, [], "{what:?}");
}

/// The disks that a loss of power may leave now keep to what the caller was told.
fn check_after_power_loss(fs: &SimFs, told: &Told, what: impl std::fmt::Debug + Copy) -> usize {
    fs.record();
    let images = fs.moments()[0].crash_images(3);
    for image in &images {
        check_disk(image, told, what);
    }
    images.len()
}

/// Fails every operation in turn, and looks at the disk afterwards: as it is, and after a loss of power.
fn fail_everywhere(kind: ErrorKind, done: bool) {
    let start = start();
    let fs = start.fork();
    run(&fs, None);
    let operations = fs.operations();
    let (mut runs, mut failed, mut images) = (0, 0, 0);
    // The rarer lengths for a part of the operations only: the first failure decides most.
    for (times, every) in [(1, 1), (2, 1), (3, 2), (5, 3), (u64::MAX, 1)] {
        for at in (0..operations).step_by(every) {
            let fs = start.fork();
            let fault = Fault {
                at,
                times,
                kind,
                done,
            };
            let told = run(&fs, Some(fault));
            fs.set_fault(None);
            runs += 1;
            failed += told.failed;
            check_disk(&fs.fork(), &told, fault);
            images += told.images + check_after_power_loss(&fs, &told, fault);
        }
    }
    println!(
        "{kind:?}, done {done}: {runs} runs, {failed} calls failed, {images} disks after loss of power"
    );
    assert!(runs > 500 && failed > runs, "{runs} {failed}");
}

#[test]
fn input_and_output_errors() {
    fail_everywhere(ErrorKind::Other, false);
}

#[test]
fn errors_of_work_that_was_done_all_the_same() {
    fail_everywhere(ErrorKind::Other, true);
}

#[test]
fn a_full_disk() {
    fail_everywhere(ErrorKind::StorageFull, false);
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
    let mut images = 0;
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
                images += 1;
                check_disk(&image, &told, (at, times, done));
            }
        }
    }
    println!("{images} disks after loss of power in a second compaction");
    assert!(images > 1000, "{images}");
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
    check_after_power_loss(&fs, &told, "after reopening");
}
