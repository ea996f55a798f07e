//! Memory that runs out at any request of `SQLite`: an error or success, never a crash and never a wrong state.
//!
//! What Rust itself allocates is not part of this: there a refusal ends the process, which is the case of `kill.rs`.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use agevfs::fs::sim::{Bad, SimFs, Tally};
use agevfs::{Database, scarce};
use support::{create, integrity, open, rows};

/// A store with two tables and an index, to begin from.
fn start() -> SimFs {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);
             CREATE TABLE word(text TEXT UNIQUE, note INTEGER);
             CREATE VIRTUAL TABLE found USING fts5(body);
             INSERT INTO t SELECT value, zeroblob(300) FROM json_each('[1,2,3,4,5,6,7,8]');",
        )
        .unwrap();
    db.compact().unwrap();
    db.connection()
        .execute("INSERT INTO t VALUES(9, zeroblob(9000))", [])
        .unwrap();
    drop(db);
    fs.fork()
}

/// What is done, one commit each.
const STEPS: [&str; 9] = [
    "INSERT INTO t VALUES(20, zeroblob(40))",
    "INSERT INTO word SELECT printf('w%d', id), id FROM t",
    "UPDATE t SET body = zeroblob(6000) WHERE id < 4",
    "INSERT INTO found VALUES('about the hearing of the third of May')",
    "CREATE INDEX by_size ON t(length(body), body)",
    "INSERT INTO t VALUES(21, zeroblob(90000))",
    "DELETE FROM t WHERE id % 2 = 0",
    "BEGIN; INSERT INTO t VALUES(30, x'01'); SAVEPOINT s; DELETE FROM word; ROLLBACK TO s; COMMIT",
    "VACUUM",
];

/// Everything that can be seen of a database.
fn seen(db: &mut Database) -> rusqlite::Result<String> {
    let rows = rows(db)?;
    db.connection().query_row(
        "SELECT (SELECT group_concat(name) FROM sqlite_schema),
                (SELECT group_concat(text) FROM word),
                (SELECT count(*) FROM found WHERE found MATCH 'hearing')",
        [],
        |row| {
            let (names, words, found): (String, Option<String>, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let rows = rows.iter().map(|(id, body)| format!("{id}:{}", body.len()));
            let rows: Vec<String> = rows.collect();
            Ok(format!("{names} {words:?} {found} {}", rows.join(",")))
        },
    )
}

/// What is seen after each step when nothing fails, the state before any first.
fn states(start: &SimFs) -> Vec<String> {
    let mut db = open(&start.fork()).unwrap();
    let mut states = vec![seen(&mut db).unwrap()];
    for step in STEPS {
        db.connection().execute_batch(step).unwrap();
        states.push(seen(&mut db).unwrap());
    }
    states
}

/// One step, after those before it were done without trouble, while memory is refused; and what is there afterwards.
fn without_memory(
    disk: &SimFs,
    step: usize,
    requests: std::ops::Range<u64>,
    states: &[String],
) -> Result<u64, Bad> {
    let wrong = |what: &str, e: &dyn std::fmt::Display| Bad::Wrong(format!("{what}: {e}"));
    let mut db = open(disk).map_err(|e| wrong("before", &e))?;
    let (outcome, asked) = scarce::refuse(requests, || db.connection().execute_batch(STEPS[step]));
    let expected = &states[step + usize::from(outcome.is_ok())];
    if !db.connection().is_autocommit() {
        db.connection()
            .execute_batch("ROLLBACK")
            .map_err(|e| wrong("rolling back", &e))?;
    }
    // The same connection goes on.
    let shown = seen(&mut db).map_err(|e| wrong("going on", &e))?;
    if shown != *expected {
        return Err(wrong("shown", &shown));
    }
    drop(db);
    let mut db = open(disk).map_err(|e| Bad::Lost(e.to_string()))?;
    let shown = seen(&mut db).map_err(|e| wrong("after opening", &e))?;
    if shown != *expected || integrity(&mut db) != "ok" || !db.verify().problems.is_empty() {
        return Err(wrong("after opening", &shown));
    }
    Ok(asked)
}

#[test]
fn memory_runs_out_in_every_statement() {
    let start = start();
    let states = states(&start);
    let tally = Tally::of("runs without memory");
    let mut disk = start.fork();
    for (step, sql) in STEPS.iter().enumerate() {
        let asked = without_memory(&disk.fork(), step, 0..0, &states).unwrap();
        assert!(asked > 5, "{sql}: {asked}");
        for at in 0..asked {
            for requests in [at..at + 1, at..u64::MAX] {
                tally.case(
                    || format!("{sql} without {requests:?}"),
                    || without_memory(&disk.fork(), step, requests.clone(), &states).map(|_| ()),
                );
            }
        }
        let next = disk.fork();
        open(&next)
            .unwrap()
            .connection()
            .execute_batch(sql)
            .unwrap();
        disk = next;
    }
    tally.end(1000);
}

/// Opening, and what a store does by itself.
#[test]
fn memory_runs_out_while_a_store_is_opened_and_compacted() {
    let start = start();
    let expected = states(&start).swap_remove(0);
    let tally = Tally::of("openings without memory");
    let work = |fs: &SimFs| -> Result<(), agevfs::Error> {
        let mut db = open(fs)?;
        seen(&mut db)?;
        db.compact()?;
        db.close()
    };
    let (done, asked) = scarce::refuse(0..0, || work(&start.fork()));
    done.unwrap();
    let mut refused = 0;
    for at in 0..asked {
        for requests in [at..at + 1, at..u64::MAX] {
            tally.case(
                || format!("{requests:?}"),
                || {
                    let fs = start.fork();
                    let (outcome, _) = scarce::refuse(requests.clone(), || work(&fs));
                    refused += usize::from(outcome.is_err());
                    let mut db = open(&fs).map_err(|e| Bad::Lost(e.to_string()))?;
                    match seen(&mut db) {
                        Ok(shown) if shown == expected => Ok(()),
                        other => Err(Bad::Wrong(format!("{other:?}"))),
                    }
                },
            );
        }
    }
    assert!(refused > 100, "{refused}");
    tally.end(200);
}
