//! What is whole of a damaged store can be had.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

mod support;

use std::path::PathBuf;
use std::sync::Arc;

use agevfs::fs::sim::SimFs;
use agevfs::{Entropy, Error, Key, Kind, Salvage};
use support::{KEY, create, dir, open};

fn salvage(fs: &SimFs, key: &Key) -> Result<(Salvage, Vec<u8>), Error> {
    let before = fs.files();
    let mut plain = Vec::new();
    let salvaged = agevfs::salvage(Arc::new(fs.clone()), dir(), key, &Entropy::os(), &mut plain);
    assert_eq!(fs.files(), before, "it only reads");
    salvaged.map(|s| (s, plain))
}

/// Rows of the table in a plain database.
fn rows(plain: &[u8]) -> Vec<i64> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), plain).unwrap();
    let conn = rusqlite::Connection::open(file.path()).unwrap();
    let mut ids = conn.prepare("SELECT id FROM t ORDER BY id").unwrap();
    ids.query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// A snapshot with row 0 and deltas with rows 1 to 4.
fn store() -> SimFs {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB); INSERT INTO t VALUES(0, x'00')",
        )
        .unwrap();
    db.compact().unwrap();
    for i in 1..5_i64 {
        db.connection()
            .execute("INSERT INTO t VALUES(?1, zeroblob(100))", [i])
            .unwrap();
    }
    fs.fork()
}

fn paths(fs: &SimFs, kind: &str) -> Vec<PathBuf> {
    let files = fs.files().into_iter().map(|(path, _)| path);
    files
        .filter(|p| p.file_name().unwrap().to_str().unwrap().starts_with(kind))
        .collect()
}

#[test]
fn a_whole_store_gives_everything() {
    let (salvaged, plain) = salvage(&store(), &KEY).unwrap();
    assert_eq!(
        (salvaged.problems, salvaged.unreadable, rows(&plain)),
        (vec![], 0, vec![0, 1, 2, 3, 4])
    );
}

#[test]
fn what_one_generation_lost_the_other_still_has() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);
             WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
             INSERT INTO t SELECT i, zeroblob(4000) FROM n",
        )
        .unwrap();
    db.compact().unwrap();
    db.connection()
        .execute("INSERT INTO t VALUES(100, x'00')", [])
        .unwrap();
    let mut compaction = db.begin_compaction().unwrap().unwrap();
    compaction.run(&mut |_, _| true).unwrap();
    let leftovers = db.finish_compaction(compaction).unwrap();
    drop(db);
    let newest = paths(&fs, "s-").pop().unwrap();
    let (_, mut bytes) = fs.files().into_iter().find(|(p, _)| *p == newest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs.tamper(&newest, Some(bytes));
    let (salvaged, plain) = salvage(&fs, &KEY).unwrap();
    assert_eq!((salvaged.unreadable, rows(&plain).len()), (0, 101));
    assert!(newest.ends_with(&salvaged.problems[0].file), "it is said");
    // The negative control: without the generation before, it is lost.
    leftovers.remove();
    let (salvaged, _) = salvage(&fs, &KEY).unwrap();
    assert!(salvaged.unreadable > 0);
}

#[test]
fn the_commits_before_a_damaged_one_are_saved() {
    let fs = store();
    for (i, path) in paths(&fs, "d-").iter().enumerate() {
        for content in [None, Some(vec![0; 100])] {
            let missing = content.is_none();
            let fs = fs.fork();
            fs.tamper(path, content);
            let (salvaged, plain) = salvage(&fs, &KEY).unwrap();
            let expected: Vec<i64> = (0..=i64::try_from(i).unwrap()).collect();
            assert_eq!(rows(&plain), expected);
            assert!(
                !salvaged.problems.is_empty() || (missing && i == 3),
                "a cut end cannot be seen"
            );
        }
    }
}

#[test]
fn an_earlier_generation_stands_in() {
    let fs = store();
    let earlier = fs.files();
    let mut db = open(&fs).unwrap();
    db.compact().unwrap();
    db.connection()
        .execute("INSERT INTO t VALUES(5, x'00')", [])
        .unwrap();
    drop(db);
    let (snapshot, manifest) = (paths(&fs, "s-").remove(0), paths(&fs, "m-").remove(0));
    for (path, content) in earlier {
        fs.tamper(&path, Some(content));
    }
    for path in [snapshot, manifest] {
        let fs = fs.fork();
        fs.tamper(&path, Some(b"age-encryption.org/v1\n".to_vec()));
        assert_eq!(open(&fs).err().map(|e| e.kind()), Some(Kind::Damaged));
        let (salvaged, plain) = salvage(&fs, &KEY).unwrap();
        assert_eq!(rows(&plain), [0, 1, 2, 3, 4, 5], "{salvaged:?}");
        assert_eq!(salvaged.problems.len(), 1, "{salvaged:?}");
    }
}

#[test]
fn a_damaged_part_costs_its_pages_only() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);
             WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c LIMIT 200)
             INSERT INTO t SELECT i, zeroblob(3500) FROM c;",
        )
        .unwrap();
    db.compact().unwrap();
    drop(db);
    let path = paths(&fs, "s-").remove(0);
    let mut content = fs.files().into_iter().find(|(p, _)| *p == path).unwrap().1;
    let middle = content.len() / 2;
    content[middle] ^= 1;
    fs.tamper(&path, Some(content));
    let (salvaged, plain) = salvage(&fs, &KEY).unwrap();
    assert_eq!(salvaged.unreadable, 16, "one chunk of 64 KiB");
    assert_eq!(salvaged.problems.len(), 1);
    assert_eq!(plain.len(), salvaged.pages as usize * 4096);
    let zeros = plain
        .chunks(4096)
        .filter(|page| page.iter().all(|b| *b == 0))
        .count();
    assert_eq!(zeros, 16);
}

#[test]
fn the_longer_of_two_histories_is_taken() {
    let fs = store();
    let (left, right) = (fs.fork(), fs.fork());
    for (fs, ids) in [(&left, 10..12_i64), (&right, 20..25)] {
        let mut db = open(fs).unwrap();
        for id in ids {
            db.connection()
                .execute("INSERT INTO t VALUES(?1, x'00')", [id])
                .unwrap();
        }
    }
    for (path, content) in right.files() {
        left.tamper(&path, Some(content));
    }
    assert_eq!(open(&left).err().map(|e| e.kind()), Some(Kind::Fork));
    let (_, plain) = salvage(&left, &KEY).unwrap();
    assert_eq!(rows(&plain), [0, 1, 2, 3, 4, 20, 21, 22, 23, 24]);
}

#[test]
fn nothing_is_had_without_the_key() {
    let fs = store();
    let other = Key::generate(&Entropy::seeded(2));
    assert_eq!(
        salvage(&fs, &other).map(|_| ()).map_err(|e| e.kind()),
        Err(Kind::WrongKey)
    );
    assert_eq!(
        salvage(&SimFs::new(), &KEY)
            .map(|_| ())
            .map_err(|e| e.kind()),
        Err(Kind::NotAStore)
    );
    for path in paths(&fs, "m-") {
        fs.tamper(&path, None);
    }
    assert_eq!(
        salvage(&fs, &other).map(|_| ()).map_err(|e| e.kind()),
        Err(Kind::WrongKey)
    );
    for path in paths(&fs, "s-") {
        fs.tamper(&path, None);
    }
    assert_eq!(
        salvage(&fs, &KEY).map(|_| ()).map_err(|e| e.kind()),
        Err(Kind::Damaged)
    );
}

#[test]
fn a_lost_manifest_costs_nothing() {
    for compacted in [false, true] {
        for content in [None, Some(b"age-encryption.org/v1\n".to_vec())] {
            let fs = store();
            if compacted {
                open(&fs).unwrap().compact().unwrap();
            }
            let whole = salvage(&fs, &KEY).unwrap().0;
            fs.tamper(&paths(&fs, "m-").remove(0), content.clone());
            let (salvaged, plain) = salvage(&fs, &KEY).unwrap();
            assert_eq!(salvaged.head.seq, whole.head.seq);
            assert_eq!(salvaged.unreadable, 0);
            assert_eq!(rows(&plain), [0, 1, 2, 3, 4]);
            let problems = if content.is_some() { 2 } else { 1 };
            assert_eq!(salvaged.problems.len(), problems, "{salvaged:?}");
        }
    }
}

/// A snapshot that was cut, or whose end is damaged, costs the pages of that end.
#[test]
fn the_end_of_a_snapshot_costs_its_pages_only() {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB);
             WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c LIMIT 200)
             INSERT INTO t SELECT i, zeroblob(3500) FROM c;",
        )
        .unwrap();
    db.compact().unwrap();
    let pages = db.stats().pages;
    drop(db);
    let path = paths(&fs, "s-").remove(0);
    let content = fs.files().into_iter().find(|(p, _)| *p == path).unwrap().1;
    let mut flipped = content.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let (end, chunk) = (pages % 16, 65_552);
    let cut = content[..content.len() - chunk].to_vec();
    for (content, lost) in [(flipped, end), (cut, end + 16)] {
        fs.tamper(&path, Some(content));
        assert_eq!(open(&fs).err().map(|e| e.kind()), Some(Kind::Damaged));
        let (salvaged, plain) = salvage(&fs, &KEY).unwrap();
        assert_eq!((salvaged.pages, salvaged.unreadable), (pages, lost));
        assert_eq!(plain.len(), pages as usize * 4096);
        assert_eq!(&plain[..15], b"SQLite format 3");
    }
}
