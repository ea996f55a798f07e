//! A store does what a database does, and refuses what would break its promises.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::sync::Arc;

use agevfs::fs::sim::SimFs;
use agevfs::{Entropy, Kind, Options};
use support::{KEY, create, dir, integrity, open, options, rows};

#[test]
fn what_is_committed_is_there_again() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);")
        .unwrap();
    for i in 0..100_i64 {
        let body = vec![u8::try_from(i).unwrap(); 3000];
        db.connection()
            .execute("INSERT INTO t VALUES(?1, ?2)", (i, body))
            .unwrap();
    }
    let (head, stats) = (db.head(), db.stats());
    assert_eq!(
        head.seq, 102,
        "one commit sets auto_vacuum, one makes the table"
    );
    assert!(stats.deltas <= 32, "{stats:?}");
    db.close().unwrap();
    let mut db = open(&fs).unwrap();
    assert_eq!((db.head(), db.stats()), (head, stats));
    assert_eq!(rows(&mut db).unwrap().len(), 100);
    assert_eq!(integrity(&mut db), "ok");
    assert_eq!(db.verify().problems, []);
    db.compact().unwrap();
    assert_eq!(
        (db.stats().deltas, db.stats().generation, db.head()),
        (0, 102, head)
    );
    assert_eq!(fs.files().len(), 2, "a snapshot and its manifest");
    assert_eq!(rows(&mut db).unwrap().len(), 100);
    db.connection()
        .execute("DELETE FROM t WHERE id > 10", [])
        .unwrap();
    db.connection()
        .execute_batch("PRAGMA incremental_vacuum; VACUUM;")
        .unwrap();
    assert!(db.stats().pages < 20, "{:?}", db.stats());
    drop(db);
    let mut db = open(&fs).unwrap();
    assert_eq!(rows(&mut db).unwrap().len(), 11);
    assert_eq!(integrity(&mut db), "ok");
    assert_eq!(db.verify().problems, []);
    let mut plain = Vec::new();
    db.export_plain(&mut plain).unwrap();
    assert_eq!(plain.len() as u64, u64::from(db.stats().pages) * 4096);
}

#[test]
fn many_commits_leave_few_files() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);")
        .unwrap();
    for i in 0..700_i64 {
        db.connection()
            .execute("INSERT INTO t VALUES(?1, x'00')", [i])
            .unwrap();
        let deltas = db.stats().deltas;
        // As many again are left for whoever copies the folder just then.
        let files = fs.files().len() - 2;
        assert!(
            deltas <= 32 && (deltas..=deltas + 32).contains(&files),
            "{deltas} of {files} after {i}"
        );
    }
    let head = db.head();
    drop(db);
    let mut db = open(&fs).unwrap();
    assert_eq!((db.head(), db.verify().problems), (head, vec![]));
    assert_eq!(rows(&mut db).unwrap().len(), 700);
}

#[test]
fn a_folder_is_made_once_and_opened_with_its_key_only() {
    let fs = SimFs::new();
    let kind = |r: Result<agevfs::Database, agevfs::Error>| r.err().map(|e| e.kind());
    assert_eq!(kind(open(&fs)), Some(Kind::NotAStore));
    drop(create(&fs).unwrap());
    assert_eq!(kind(create(&fs)), Some(Kind::Exists));
    assert_eq!(kind(open(&fs)), None);
    let other = agevfs::Key::generate(&Entropy::seeded(2));
    let wrong = agevfs::open(
        Arc::new(fs.clone()),
        dir(),
        &other,
        &Entropy::os(),
        options(),
    );
    assert_eq!(kind(wrong), Some(Kind::WrongKey));
}

#[test]
fn the_doors_are_closed() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    let conn = db.connection();
    conn.execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);")
        .unwrap();
    for refused in [
        "PRAGMA journal_mode = WAL",
        "PRAGMA main.journal_mode = DELETE",
        "PRAGMA synchronous = OFF",
        "PRAGMA page_size = 8192",
        "PRAGMA temp_store = FILE",
        "PRAGMA mmap_size = 1000000",
        "PRAGMA locking_mode = EXCLUSIVE",
        "PRAGMA trusted_schema = ON",
        "PRAGMA writable_schema = ON",
        "ATTACH 'plain.db' AS other",
        "ATTACH 'file:plain.db?vfs=unix' AS other",
        "ATTACH ':memory:' AS other",
        "VACUUM INTO 'plain.db'",
    ] {
        assert!(conn.execute_batch(refused).is_err(), "{refused}");
    }
    // Large sorts and temporary tables stay in memory: the VFS opens no other file.
    conn.execute_batch(
        "CREATE TEMP TABLE x AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c LIMIT 20000)
         SELECT i, randomblob(200) AS b FROM c;
         CREATE TEMP TABLE y AS SELECT * FROM x ORDER BY b;
         INSERT INTO t SELECT i, b FROM y WHERE i < 5000 ORDER BY b;
         SAVEPOINT s; DELETE FROM t; ROLLBACK TO s; RELEASE s;",
    )
    .unwrap();
    let mode: String = conn
        .query_row("PRAGMA journal_mode", [], |r| r.get(0))
        .unwrap();
    let auto_vacuum: i64 = conn
        .query_row("PRAGMA auto_vacuum", [], |r| r.get(0))
        .unwrap();
    let synchronous: i64 = conn
        .query_row("PRAGMA synchronous", [], |r| r.get(0))
        .unwrap();
    assert_eq!((mode.as_str(), auto_vacuum, synchronous), ("memory", 2, 2));
    assert_eq!(rows(&mut db).unwrap().len(), 4999);
}

#[test]
fn a_reader_changes_nothing() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);")
        .unwrap();
    drop(db);
    fs.tamper(&dir().join("tmp-0000"), Some(vec![1]));
    let before = fs.files();
    let options = Options {
        read_only: true,
        ..options()
    };
    let mut db = agevfs::open(Arc::new(fs.clone()), dir(), &KEY, &Entropy::os(), options).unwrap();
    assert!(rows(&mut db).unwrap().is_empty());
    assert!(
        db.connection()
            .execute("INSERT INTO t VALUES(1, x'00')", [])
            .is_err()
    );
    assert_eq!(db.compact().unwrap_err().kind(), Kind::ReadOnly);
    drop(db);
    assert_eq!(fs.files(), before);
    drop(open(&fs).unwrap());
    assert_eq!(
        fs.files().len(),
        before.len() - 1,
        "a writer removes the unfinished file"
    );
}

#[test]
fn a_connection_may_outlive_its_database() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);")
        .unwrap();
    let mut taken = rusqlite::Connection::open_in_memory().unwrap();
    std::mem::swap(db.connection(), &mut taken);
    drop(db);
    let mut other = create(&SimFs::new()).unwrap();
    other
        .connection()
        .execute_batch("CREATE TABLE u(id)")
        .unwrap();
    taken.execute("INSERT INTO t VALUES(1, x'00')", []).unwrap();
    let now: String = taken
        .query_row("SELECT datetime('now')", [], |r| r.get(0))
        .unwrap();
    assert!(now.as_str() > "2020");
    drop((taken, other));
    assert_eq!(rows(&mut open(&fs).unwrap()).unwrap().len(), 1);
}

/// Merged files come back after a loss of power, and opening reads them. What is cached of them is never taken for that of a
/// file written later.
#[test]
fn merged_files_that_come_back_are_not_read_for_others() {
    // After some of these the newest commit lies in a merged file.
    for commits in 3..12 {
        come_back(commits);
    }
}

fn come_back(commits: i64) {
    let fs = SimFs::new();
    drop(create(&fs).unwrap());
    let options = Options {
        max_deltas: 6,
        ..options()
    };
    let open = |fs: &SimFs| {
        agevfs::open(Arc::new(fs.clone()), dir(), &KEY, &Entropy::os(), options).unwrap()
    };
    let mut db = open(&fs);
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    let mut ever = Vec::new();
    for id in 0..commits {
        db.connection()
            .execute("INSERT INTO t VALUES(?1, zeroblob(50))", [id])
            .unwrap();
        ever.extend(fs.files());
    }
    drop(db);
    for (path, content) in ever {
        fs.tamper(&path, Some(content));
    }
    let mut db = open(&fs);
    let mut rows_written = rows(&mut db).unwrap();
    for id in 100..104_i64 {
        let body = vec![u8::try_from(id).unwrap(); 150_000];
        db.connection()
            .execute("INSERT INTO t VALUES(?1, ?2)", (id, &body))
            .unwrap();
        rows_written.push((id, body));
        db.connection()
            .execute_batch("PRAGMA shrink_memory")
            .unwrap();
        assert!(
            rows(&mut db).unwrap() == rows_written,
            "{commits} commits, after row {id}"
        );
    }
    assert_eq!(integrity(&mut db), "ok");
    assert_eq!(db.verify().problems, []);
}
