//! Loss of power at any moment: the store opens as a state that was acknowledged, or the one being made.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

mod support;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use agevfs::fs::sim::{Moment, SimFs};
use agevfs::{Database, Entropy, Kind, Options};
use support::{KEY, create, dir, integrity, open, options, rows};

type Rows = Vec<(i64, Vec<u8>)>;

/// What is done, in steps that are acknowledged one by one.
enum Step {
    Sql(String),
    Compact,
    Reopen,
}

fn steps() -> Vec<Step> {
    let mut steps = vec![Step::Sql(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)".into(),
    )];
    let insert = |i: i64, size: i64| {
        Step::Sql(format!(
            "INSERT INTO t VALUES({i}, CAST(printf('%.{size}c', 'r{i}') AS BLOB))"
        ))
    };
    for i in 0..20 {
        steps.push(insert(i, 900));
    }
    steps.push(Step::Compact);
    for i in 20..26 {
        steps.push(insert(i, 5000));
    }
    steps.push(Step::Sql(
        "UPDATE t SET body = x'00' WHERE id % 2 = 0".into(),
    ));
    steps.push(Step::Reopen);
    steps.push(Step::Sql("DELETE FROM t WHERE id > 12".into()));
    steps.push(Step::Sql("PRAGMA incremental_vacuum".into()));
    steps.push(Step::Compact);
    steps.push(insert(100, 100_000));
    steps.push(Step::Sql("VACUUM".into()));
    for i in 30..34 {
        steps.push(insert(i, 50));
    }
    steps.push(Step::Sql(
        "BEGIN; DELETE FROM t WHERE id < 5; INSERT INTO t VALUES(5000, x'01'); COMMIT".into(),
    ));
    steps.push(Step::Compact);
    steps.push(insert(40, 70_000));
    steps
}

/// Runs the steps; returns what the table held after each, and the moments in between.
fn run(fs: &SimFs, options: Options) -> (Vec<Rows>, Vec<Moment>) {
    let reopen = |fs: &SimFs| {
        agevfs::open(Arc::new(fs.clone()), dir(), &KEY, &Entropy::os(), options).unwrap()
    };
    drop(create(fs).unwrap());
    let mut db = reopen(fs);
    let mut states = vec![Rows::new()];
    fs.mark(0);
    fs.record();
    for step in steps() {
        match step {
            Step::Sql(sql) => db.connection().execute_batch(&sql).unwrap(),
            Step::Compact => db.compact().unwrap(),
            Step::Reopen => {
                drop(db);
                db = reopen(fs);
            }
        }
        states.push(rows(&mut db).unwrap());
        fs.mark(states.len() as u64 - 1);
    }
    (states, fs.moments())
}

fn fingerprint(mark: u64, image: &SimFs) -> u64 {
    let mut hasher = DefaultHasher::new();
    (mark, image.files()).hash(&mut hasher);
    hasher.finish()
}

/// An image opens as the state acknowledged last, or as the next one; and it can be written to again.
fn check(image: &SimFs, mark: u64, states: &[Rows]) {
    let mut db: Database = open(image).unwrap_or_else(|e| panic!("after step {mark}: {e}"));
    assert_eq!(integrity(&mut db), "ok");
    let found = rows(&mut db).unwrap_or_default();
    let old = usize::try_from(mark).unwrap();
    let new = (old + 1).min(states.len() - 1);
    assert!(
        found == states[old] || found == states[new],
        "after step {mark}: {} rows",
        found.len()
    );
    assert_eq!(db.verify().problems, [], "after step {mark}");
    let sql = "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, body BLOB); INSERT INTO t VALUES(9999, x'02');";
    db.connection().execute_batch(sql).unwrap();
    drop(db);
    let mut db = open(image).unwrap();
    assert_eq!(rows(&mut db).unwrap().len(), found.len() + 1);
}

fn check_all(name: &str, options: Options) {
    let fs = SimFs::new();
    let (states, moments) = run(&fs, options);
    let mut known = HashSet::new();
    let mut images = 0;
    for moment in &moments {
        for image in moment.crash_images(4) {
            if known.insert(fingerprint(moment.mark, &image)) {
                images += 1;
                check(&image, moment.mark, &states);
            }
        }
    }
    println!(
        "{name}: {images} crash images of {} moments, all opened as old or new",
        moments.len()
    );
    assert!(images > 500, "{images}");
}

#[test]
fn power_is_lost_while_few_deltas_are_kept() {
    check_all(
        "at most 4 deltas",
        Options {
            max_deltas: 4,
            ..options()
        },
    );
}

#[test]
fn power_is_lost_while_many_deltas_are_kept() {
    check_all("at most 32 deltas", options());
}

#[test]
fn power_is_lost_while_a_store_is_made() {
    let fs = SimFs::new();
    fs.record();
    let mut db = create(&fs).unwrap();
    fs.mark(1);
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    let mut counts = [0; 2];
    for moment in fs.moments() {
        for image in moment.crash_images(6) {
            let before = image.files();
            match open(&image) {
                Ok(mut db) => {
                    assert_eq!(integrity(&mut db), "ok");
                    counts[0] += 1;
                }
                Err(e) => {
                    assert_eq!(moment.mark, 0, "a store that was made is there: {e}");
                    assert!(matches!(e.kind(), Kind::NotAStore | Kind::Damaged), "{e}");
                    assert_eq!(image.files(), before, "a refusal changes nothing");
                    counts[1] += 1;
                }
            }
        }
    }
    println!(
        "making a store: {} images opened, {} were not yet a store",
        counts[0], counts[1]
    );
    assert!(counts[0] > 10 && counts[1] > 10, "{counts:?}");
}
