//! A compaction beside a database that goes on being written.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

mod support;

use std::sync::Arc;

use agevfs::fs::sim::{Fault, SimFs};
use agevfs::{Compaction, Database, Entropy, Kind, Options};
use support::{KEY, create, dir, integrity, open, options, rows};

/// Few deltas, so that merges happen beside the compaction too.
fn reopen(fs: &SimFs) -> Database {
    let options = Options {
        max_deltas: 4,
        ..options()
    };
    agevfs::open(Arc::new(fs.clone()), dir(), &KEY, &Entropy::os(), options).unwrap()
}

fn insert(db: &mut Database, ids: std::ops::Range<i64>) {
    for id in ids {
        db.connection()
            .execute("INSERT INTO t VALUES(?1, zeroblob(900))", [id])
            .unwrap();
    }
}

/// A store of some hundred pages with deltas on top.
fn start(fs: &SimFs) -> Database {
    drop(create(fs).unwrap());
    let mut db = reopen(fs);
    db.connection()
        .execute_batch(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);
             WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1400)
             INSERT INTO t SELECT i, zeroblob(3000) FROM n;",
        )
        .unwrap();
    insert(&mut db, 0..6);
    db
}

fn begin(db: &Database) -> Compaction {
    db.begin_compaction().unwrap().unwrap()
}

fn names(fs: &SimFs, kind: &str) -> usize {
    let of = |path: &std::path::Path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with(kind)
    };
    fs.files().iter().filter(|(path, _)| of(path)).count()
}

#[test]
fn what_is_committed_meanwhile_stays_on_top() {
    let fs = SimFs::new();
    let mut db = start(&fs);
    let generation = db.stats().generation;
    let mut compaction = begin(&db);
    let (mut next, mut asked) = (10, 0);
    compaction
        .run(&mut |_, _| {
            insert(&mut db, next..next + 3);
            next += 3;
            asked += 1;
            true
        })
        .unwrap();
    assert!(asked > 3, "{asked}");
    insert(&mut db, next..next + 1);
    let before = rows(&mut db).unwrap();
    db.finish_compaction(compaction).unwrap().remove();
    assert!(db.stats().generation > generation);
    assert!(db.stats().deltas > 0, "the commits of meanwhile");
    assert_eq!(rows(&mut db).unwrap(), before);
    insert(&mut db, 100..140);
    let now = rows(&mut db).unwrap();
    assert_eq!(
        (names(&fs, "s-"), names(&fs, "m-"), names(&fs, "tmp-")),
        (1, 1, 0)
    );
    drop(db);
    let mut db = open(&fs).unwrap();
    assert_eq!(rows(&mut db).unwrap(), now);
    assert_eq!(integrity(&mut db), "ok");
    assert_eq!(db.verify().problems, []);
    // And once more, over a store that has compacted beside itself before.
    let mut again = begin(&db);
    again.run(&mut |_, _| true).unwrap();
    db.finish_compaction(again).unwrap().remove();
    assert_eq!(db.stats().deltas, 0);
    assert_eq!(rows(&mut db).unwrap(), now);
}

#[test]
fn stopped_or_dropped_it_leaves_nothing() {
    let fs = SimFs::new();
    let mut db = start(&fs);
    let files = fs.files();
    let mut compaction = begin(&db);
    let mut asked = 0;
    let stopped = compaction.run(&mut |done, total| {
        assert!(done <= total);
        asked += 1;
        asked < 3
    });
    assert_eq!(stopped.map_err(|e| e.kind()), Err(Kind::Cancelled));
    assert_eq!(fs.files(), files);
    assert_eq!(
        db.finish_compaction(compaction)
            .map(|_| ())
            .map_err(|e| e.kind()),
        Err(Kind::Cancelled),
        "it has not run"
    );
    let mut compaction = begin(&db);
    compaction.run(&mut |_, _| true).unwrap();
    assert_ne!(fs.files(), files);
    drop(compaction);
    assert_eq!(fs.files(), files);
    insert(&mut db, 200..240);
    drop(db);
    assert_eq!(open(&fs).unwrap().verify().problems, []);
}

#[test]
fn one_that_was_overtaken_counts_for_nothing() {
    let fs = SimFs::new();
    let mut db = start(&fs);
    let mut late = begin(&db);
    late.run(&mut |_, _| true).unwrap();
    insert(&mut db, 300..302);
    db.compact().unwrap();
    let (files, stats) = (fs.files().len(), db.stats());
    let refused = db.finish_compaction(late).map(|_| ());
    assert_eq!(refused.map_err(|e| e.kind()), Err(Kind::Cancelled));
    assert_eq!(db.stats(), stats);
    assert!(fs.files().len() <= files, "its snapshot is gone");
    let other = SimFs::new();
    let mut of_another = begin(&start(&other));
    of_another.run(&mut |_, _| true).unwrap();
    insert(&mut db, 302..303);
    let refused = db.finish_compaction(of_another).map(|_| ());
    assert_eq!(refused.map_err(|e| e.kind()), Err(Kind::Cancelled));
    drop(db);
    assert_eq!(open(&fs).unwrap().verify().problems, []);
}

/// One compaction with commits before, between its steps and after; gives the rows acknowledged.
fn interleaved(fs: &SimFs, db: &mut Database) -> Vec<i64> {
    let mut acknowledged = Vec::new();
    let mut id = 500;
    let mut commit = |db: &mut Database| {
        let done = db
            .connection()
            .execute("INSERT INTO t VALUES(?1, zeroblob(900))", [id]);
        if done.is_ok() {
            acknowledged.push(id);
            fs.mark(acknowledged.len() as u64);
        }
        id += 1;
    };
    commit(db);
    if let Ok(Some(mut compaction)) = db.begin_compaction() {
        commit(db);
        let ran = compaction.run(&mut |done, _| {
            if done % 128 == 0 {
                commit(db);
            }
            true
        });
        commit(db);
        if ran.is_ok()
            && let Ok(leftovers) = db.finish_compaction(compaction)
        {
            commit(db);
            leftovers.remove();
        }
    }
    commit(db);
    acknowledged
}

fn check(image: &SimFs, told: &[i64], more: usize, what: impl std::fmt::Debug) {
    let mut db = open(image).unwrap_or_else(|e| panic!("{what:?}: {e}"));
    assert_eq!(integrity(&mut db), "ok", "{what:?}");
    let found = rows(&mut db).unwrap();
    let found: Vec<i64> = found
        .into_iter()
        .map(|(id, _)| id)
        .filter(|id| (500..1000).contains(id))
        .collect();
    assert!(found.starts_with(told), "{what:?}: {found:?} {told:?}");
    assert!(
        found.len() <= told.len() + more,
        "{what:?}: {found:?} {told:?}"
    );
}

#[test]
fn power_is_lost_at_any_moment_of_it() {
    let fs = SimFs::new();
    let mut db = start(&fs);
    fs.record();
    fs.mark(0);
    let told = interleaved(&fs, &mut db);
    assert!(told.len() > 5, "{told:?}");
    let (mut images, moments) = (0, fs.moments());
    for moment in &moments {
        for image in moment.crash_images(3) {
            images += 1;
            let safe = usize::try_from(moment.mark).unwrap();
            check(&image, &told[..safe], 1, moment.mark);
        }
    }
    println!("{images} crash images of a compaction beside commits");
    assert!(images > 200, "{images}");
}

#[test]
fn storage_fails_at_any_call_of_it() {
    let origin = SimFs::new();
    drop(start(&origin));
    let trial = origin.fork();
    let mut db = reopen(&trial);
    let first = trial.operations();
    interleaved(&trial, &mut db);
    let calls = trial.operations() - first;
    let mut runs = 0;
    for (at, times, done) in (0..calls)
        .step_by(7)
        .flat_map(|at| [(at, 1, false), (at, 1, true), (at, u64::MAX, false)])
    {
        let fs = origin.fork();
        let mut db = reopen(&fs);
        let fault = Fault {
            at: fs.operations() + at,
            times,
            kind: std::io::ErrorKind::Other,
            done,
        };
        fs.set_fault(Some(fault));
        let told = interleaved(&fs, &mut db);
        let doubtful = usize::from(db.poisoned());
        drop(db);
        fs.set_fault(None);
        check(&fs, &told, doubtful, fault);
        runs += 1;
    }
    println!("{runs} runs of {calls} calls with a fault");
    assert!(runs > 50, "{runs}");
}
