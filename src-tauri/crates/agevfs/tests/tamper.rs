//! Whatever is done to the files of a store: it is refused, or reads exactly right.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use agevfs::fs::sim::{Bad, SimFs, Tally};
use agevfs::{Entropy, Error, Kind};
use support::{KEY, create, dir, open, rows};

/// What is compared: the head and the rows.
type State = (u64, Vec<(i64, Vec<u8>)>);

/// A snapshot, its manifest and some deltas.
fn small(deltas: usize) -> (SimFs, State) {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    db.compact().unwrap();
    for _ in 0..deltas {
        db.connection()
            .execute("INSERT INTO t VALUES(NULL, x'0102')", [])
            .unwrap();
    }
    let state = (db.head().seq, rows(&mut db).unwrap());
    drop(db);
    assert_eq!(fs.files().len(), 2 + deltas);
    (fs, state)
}

/// A snapshot of several chunks and a delta of several.
fn large() -> (SimFs, State) {
    let fs = SimFs::new();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    let insert = "INSERT INTO t VALUES(?1, randomblob(200000))";
    db.connection().execute(insert, [1]).unwrap();
    db.compact().unwrap();
    db.connection().execute(insert, [2]).unwrap();
    let state = (db.head().seq, rows(&mut db).unwrap());
    (fs, state)
}

/// Opens, reads everything and verifies: the state, or the first error.
fn read(fs: &SimFs) -> Result<State, Error> {
    let mut db = open(fs)?;
    let found = rows(&mut db).map_err(|e| db.take_fault().unwrap_or(e.into()))?;
    match db.verify().problems.pop() {
        None => Ok((db.head().seq, found)),
        Some(problem) => Err(Error::Damaged {
            file: problem.file,
            what: problem.what,
        }),
    }
}

/// Damages one file and expects a refusal that leaves everything as it was.
fn damaged(fs: &SimFs, path: &Path, content: Vec<u8>) -> Result<(), Bad> {
    let fs = fs.fork();
    fs.tamper(path, Some(content));
    let before = fs.files();
    match read(&fs) {
        Ok(_) => return Err(Bad::Wrong("it went unseen".into())),
        Err(e)
            if !matches!(
                e.kind(),
                Kind::Damaged | Kind::Foreign | Kind::WrongKey | Kind::Newer
            ) =>
        {
            return Err(Bad::Wrong(e.to_string()));
        }
        Err(_) => {}
    }
    if fs.files() == before {
        Ok(())
    } else {
        Err(Bad::Wrong("a refusal changed something".into()))
    }
}

fn refused(tally: &Tally, fs: &SimFs, path: &Path, content: Vec<u8>, what: &str) {
    tally.case(
        || format!("{what} of {}", path.display()),
        || damaged(fs, path, content),
    );
}

fn header_len(file: &[u8]) -> usize {
    let mac = file.windows(5).position(|w| w == b"\n--- ").unwrap();
    mac + 5 + file[mac + 5..].iter().position(|b| *b == b'\n').unwrap() + 1 + 16
}

/// Every bit of every byte in one residue class, so that several tests share the work.
fn flip_bytes(class: usize, classes: usize) {
    let (fs, state) = small(1);
    assert_eq!(read(&fs).unwrap(), state);
    let tally = Tally::of("bits flipped in a small store");
    for (path, file) in fs.files() {
        for at in (class..file.len()).step_by(classes) {
            for bit in 0..8 {
                let mut flipped = file.clone();
                flipped[at] ^= 1 << bit;
                let what = "a flipped bit";
                refused(&tally, &fs, &path, flipped, what);
            }
        }
    }
    tally.end(8 * 10_000);
}

#[test]
fn a_flipped_bit_is_refused_in_even_bytes() {
    flip_bytes(0, 2);
}

#[test]
fn a_flipped_bit_is_refused_in_odd_bytes() {
    flip_bytes(1, 2);
}

#[test]
fn a_flipped_bit_is_refused_in_a_large_store() {
    let (fs, state) = large();
    assert_eq!(read(&fs).unwrap(), state);
    let random = Entropy::seeded(8);
    let tally = Tally::of("bits flipped in a large store");
    for (path, file) in fs.files() {
        for _ in 0..200 {
            let at = usize::try_from(u64::from_be_bytes(*random.bytes::<8>()) % file.len() as u64)
                .unwrap();
            let mut flipped = file.clone();
            flipped[at] ^= 1 << (random.bytes::<1>()[0] % 8);
            refused(&tally, &fs, &path, flipped, &format!("byte {at}"));
        }
    }
    tally.end(600);
}

#[test]
fn a_shortened_or_lengthened_file_is_refused() {
    let tally = Tally::of("truncations of a store");
    let (fs, _) = small(1);
    for (path, file) in fs.files() {
        for len in 0..file.len() {
            let what = format!("the first {len} bytes");
            refused(&tally, &fs, &path, file[..len].to_vec(), &what);
        }
        for more in [1, 16, 17, 4096] {
            let what = format!("{more} bytes more");
            let longer = [file.clone(), vec![0; more]].concat();
            refused(&tally, &fs, &path, longer, &what);
        }
    }
    let (fs, _) = large();
    for (path, file) in fs.files() {
        let header = header_len(&file);
        let ends = (0..3).flat_map(|chunks| {
            let end = header + chunks * 65552;
            [end, end + 16, end + 17]
        });
        for len in ends.filter(|len| *len < file.len()) {
            let what = format!("the first {len} bytes");
            refused(&tally, &fs, &path, file[..len].to_vec(), &what);
        }
    }
    tally.end(20_000);
}

/// Any two files of a store change places, wholly or in part; several of them are missing at once.
#[test]
fn swapped_spliced_and_missing_files_are_refused() {
    let (fs, state) = small(5);
    let files = fs.files();
    let tally = Tally::of("files swapped, spliced, dropped");
    for (path, file) in &files {
        for (other_path, other) in &files {
            if path == other_path {
                continue;
            }
            refused(
                &tally,
                &fs,
                path,
                other.clone(),
                "another file in its place",
            );
            let (header, other_header) = (header_len(file), header_len(other));
            let spliced = [&other[..other_header], &file[header..]].concat();
            refused(&tally, &fs, path, spliced, "another header");
            let spliced = [&file[..header - 16], &other[other_header - 16..]].concat();
            refused(&tally, &fs, path, spliced, "another payload");
            let spliced = [&file[..file.len() / 2], &other[other.len() / 2..]].concat();
            refused(&tally, &fs, path, spliced, "another second half");
        }
    }
    for missing in 1..1_u64 << files.len() {
        tally.case(
            || format!("missing {missing:b}"),
            || without(&fs, missing, &state),
        );
    }
    tally.end(200);
}

/// A store without the files whose bits are set: a state that was acknowledged once, or a refusal.
fn without(fs: &SimFs, missing: u64, newest: &State) -> Result<(), Bad> {
    let fs = fs.fork();
    for (bit, (path, _)) in (0..).zip(fs.files()) {
        if missing >> bit & 1 == 1 {
            fs.tamper(&path, None);
        }
    }
    let before = fs.files();
    match read(&fs) {
        // The newest commits may be cut off without a trace inside; their number shows it to a caller that remembers.
        Ok((seq, found)) => {
            let less = usize::try_from(newest.0 - seq).unwrap();
            if found != newest.1[..newest.1.len() - less] {
                return Err(Bad::Wrong(format!("{} rows at commit {seq}", found.len())));
            }
        }
        Err(e) if matches!(e.kind(), Kind::Damaged | Kind::NotAStore) => {}
        Err(e) => return Err(Bad::Wrong(e.to_string())),
    }
    if fs.files() == before {
        Ok(())
    } else {
        Err(Bad::Wrong("a refusal changed something".into()))
    }
}

#[test]
fn replayed_and_renamed_files_are_refused_or_count_for_nothing() {
    let (fs, _) = small(2);
    let earlier: BTreeMap<PathBuf, Vec<u8>> = fs.files().into_iter().collect();
    let mut db = open(&fs).unwrap();
    db.compact().unwrap();
    db.connection()
        .execute("UPDATE t SET body = x'03'", [])
        .unwrap();
    let state = (db.head().seq, rows(&mut db).unwrap());
    drop(db);
    let tally = Tally::of("files replayed and renamed");
    // Files of the generation before, put back under their own names, are leftovers.
    for (path, file) in &earlier {
        let fs = fs.fork();
        fs.tamper(path, Some(file.clone()));
        assert_eq!(read(&fs).unwrap(), state, "{}", path.display());
    }
    // Under any other name they are found out.
    let delta = |seq: u64, to: u64| dir().join(format!("d-{seq:010}-{to:010}-00000000.age"));
    let next = state.0 + 1;
    for file in earlier.values() {
        for (name, what) in [
            (delta(next, next), "an old file as the next commit"),
            (
                delta(state.0, state.0),
                "an old file beside the last commit",
            ),
            (delta(1, next), "an old file as a merged one"),
            (
                dir().join(format!("m-{next:010}-00000000.age")),
                "an old file as a newer manifest",
            ),
        ] {
            refused(&tally, &fs, &name, file.clone(), what);
        }
    }
    tally.end(12);
}

#[test]
fn a_foreign_file_and_a_fork_are_named() {
    let (fs, state) = small(2);
    let kind = |fs: &SimFs| read(fs).map_err(|e| e.kind());
    let path = |name: &str| dir().join(name);
    // A file of a store with another key.
    let mut alien = Vec::new();
    let other = agevfs::Key::generate(&Entropy::seeded(99));
    let writer = agevfs::stream::seal(&mut alien, &[other.recipient()]).unwrap();
    writer.finish().unwrap();
    for name in [
        "d-0000000099-0000000099-00000000.age",
        "m-0000000099-00000000.age",
    ] {
        let fs = fs.fork();
        fs.tamper(&path(name), Some(alien.clone()));
        assert_eq!(kind(&fs), Err(Kind::Foreign), "{name}");
    }
    // A file sealed to this key that this program did not write.
    let mut forged = Vec::new();
    let writer = agevfs::stream::seal(&mut forged, &[KEY.recipient()]).unwrap();
    writer.finish().unwrap();
    let next = path("d-0000000099-0000000099-00000000.age");
    assert_eq!(damaged(&fs, &next, forged), Ok(()), "an empty file");
    // Names that mean nothing are left alone.
    let quiet = fs.fork();
    quiet.tamper(&path("d-0000000099.age.sync-conflict"), Some(vec![1]));
    assert_eq!(read(&quiet).unwrap(), state);
    // Two devices go on from the same commit.
    let (left, right) = (fs.fork(), fs.fork());
    for (fs, body) in [(&left, 1), (&right, 2)] {
        let mut db = open(fs).unwrap();
        db.connection()
            .execute("INSERT INTO t VALUES(100, ?1)", [body])
            .unwrap();
    }
    for (path, file) in right.files() {
        left.tamper(&path, Some(file));
    }
    assert_eq!(kind(&left), Err(Kind::Fork));
    // The same, after one of them compacted.
    let mut db = open(&right).unwrap();
    db.compact().unwrap();
    drop(db);
    for (path, file) in right.files() {
        left.tamper(&path, Some(file));
    }
    assert_eq!(
        kind(&left),
        Err(Kind::Fork),
        "the other history is not forgotten silently"
    );
}

/// Two copies go on apart, each for some commits, and compact; then their files meet in one folder.
fn meet(left_commits: i64, right_commits: i64) {
    let (start, _) = small(2);
    let (left, right) = (start.fork(), start.fork());
    for (fs, commits) in [(&left, left_commits), (&right, right_commits)] {
        for _ in 0..2 {
            let mut db = open(fs).unwrap();
            for _ in 0..commits {
                db.connection()
                    .execute("INSERT INTO t VALUES(NULL, randomblob(9))", [])
                    .unwrap();
            }
            db.compact().unwrap();
        }
    }
    assert_eq!(
        right.files().len(),
        2,
        "nothing but a snapshot and its manifest"
    );
    let apart = [&left, &right].map(|fs| read(fs).unwrap());
    assert_ne!(apart[0], apart[1]);
    for (path, file) in right.files() {
        left.tamper(&path, Some(file));
    }
    let met = read(&left).map_err(|e| e.kind());
    assert_eq!(
        met,
        Err(Kind::Fork),
        "{left_commits} and {right_commits} commits"
    );
}

#[test]
fn two_compacted_histories_are_a_fork() {
    for (left, right) in [(1, 1), (1, 2), (2, 1), (1, 40), (40, 1), (20, 7)] {
        meet(left, right);
    }
}

#[test]
fn a_file_that_arrives_while_the_store_is_open_is_kept_and_found() {
    let (start, _) = small(1);
    let (left, right) = (start.fork(), start.fork());
    let mut db = open(&right).unwrap();
    db.connection()
        .execute("INSERT INTO t VALUES(NULL, x'07')", [])
        .unwrap();
    drop(db);
    let mut db = open(&left).unwrap();
    for (path, file) in right.files() {
        left.tamper(&path, Some(file));
    }
    for _ in 0..3 {
        db.connection()
            .execute("INSERT INTO t VALUES(NULL, x'08')", [])
            .unwrap();
    }
    db.compact().unwrap();
    drop(db);
    assert_eq!(
        left.files().len(),
        3,
        "snapshot, manifest, and the file that arrived"
    );
    assert_eq!(read(&left).map_err(|e| e.kind()), Err(Kind::Fork));
}
