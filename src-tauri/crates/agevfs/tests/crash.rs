//! Loss of power at any moment: the store opens as a state that was acknowledged, or the one being made.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use agevfs::fs::sim::{Bad, Moment, SimFs, Tally};
use agevfs::{Database, Entropy, Kind, Leftovers, Options};
use support::{KEY, Rows, create, dir, integrity, open, options, rows};

/// How many different images are looked at.
const ENOUGH: u64 = 100_000;
/// One in so many is also written to and opened again.
const GO_ON: u64 = 4;

/// What is done, each step one commit or none.
enum Step {
    Sql(String),
    Compact,
    /// Takes hold of a state, to make a snapshot of it beside what goes on.
    Begin,
    /// Writes that snapshot.
    Run,
    /// Makes it count; what it leaves over is removed later.
    Finish,
    Reopen,
}

fn insert(id: u64, size: u64) -> Step {
    Step::Sql(format!(
        "INSERT OR REPLACE INTO t VALUES({id}, CAST(printf('%.{size}c', 'r{id}') AS BLOB))"
    ))
}

/// One of each kind, in an order that once mattered.
fn by_hand() -> Vec<Step> {
    let mut steps: Vec<Step> = (0..20).map(|i| insert(i, 900)).collect();
    steps.push(Step::Compact);
    steps.extend((20..26).map(|i| insert(i, 5000)));
    steps.push(Step::Sql(
        "UPDATE t SET body = x'00' WHERE id % 2 = 0".into(),
    ));
    steps.push(Step::Reopen);
    steps.push(Step::Sql("DELETE FROM t WHERE id > 12".into()));
    steps.push(Step::Sql("PRAGMA incremental_vacuum".into()));
    steps.push(Step::Compact);
    steps.push(insert(100, 100_000));
    steps.push(Step::Sql("VACUUM".into()));
    steps.extend((30..34).map(|i| insert(i, 50)));
    steps.push(Step::Sql(
        "BEGIN; DELETE FROM t WHERE id < 5; INSERT INTO t VALUES(5000, x'01'); COMMIT".into(),
    ));
    steps.push(Step::Compact);
    steps.push(insert(40, 70_000));
    steps.push(Step::Begin);
    steps.extend((50..53).map(|i| insert(i, 200)));
    steps.push(Step::Run);
    steps.extend((53..60).map(|i| insert(i, 200)));
    steps.push(Step::Finish);
    steps.extend((60..63).map(|i| insert(i, 200)));
    steps
}

/// Many small commits, and in between all else that a store does.
fn by_chance(random: &Entropy, steps: usize) -> Vec<Step> {
    let below = |n: u64| u64::from_be_bytes(*random.bytes::<8>()) % n;
    (0..steps)
        .map(|_| match below(45) {
            0..=1 => Step::Compact,
            2..=3 => Step::Reopen,
            40..=41 => Step::Begin,
            42..=43 => Step::Run,
            44 => Step::Finish,
            4 => Step::Sql("VACUUM".into()),
            5..=6 => Step::Sql(format!("PRAGMA incremental_vacuum({})", below(4))),
            7..=9 => Step::Sql(format!("DELETE FROM t WHERE id % 5 = {}", below(5))),
            10..=12 => Step::Sql(format!(
                "UPDATE t SET body = CAST(printf('%.{}c', 'u') AS BLOB) WHERE id % 4 = {}",
                below(300),
                below(4)
            )),
            13 => insert(below(12), 66_000),
            14..=16 => insert(below(12), 4000 + below(3000)),
            _ => insert(below(12), below(300)),
        })
        .collect()
}

/// What was told and what happened while a script ran.
struct Run {
    /// What the table held after each commit.
    states: BTreeMap<u64, Rows>,
    /// The commit acknowledged last at each mark.
    acknowledged: Vec<u64>,
    moments: Vec<Moment>,
}

fn run(steps: &[Step], options: Options, entropy: &Entropy) -> Run {
    let fs = SimFs::new();
    let reopen = || agevfs::open(Arc::new(fs.clone()), dir(), &KEY, entropy, options).unwrap();
    let mut db = create(&fs).unwrap();
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .unwrap();
    drop(db);
    let mut db = reopen();
    let mut states = BTreeMap::from([(db.head().seq, Rows::new())]);
    let mut acknowledged = vec![db.head().seq];
    fs.mark(0);
    fs.record();
    let (mut beside, mut leftovers) = (None, None::<Leftovers>);
    for step in steps {
        match step {
            Step::Sql(sql) => db.connection().execute_batch(sql).unwrap(),
            Step::Compact => db.compact().unwrap(),
            Step::Begin => {
                beside = db.begin_compaction().unwrap();
                if let Some(leftovers) = leftovers.take() {
                    leftovers.remove();
                }
            }
            Step::Run => {
                if let Some(compaction) = &mut beside {
                    compaction.run(&mut |_, _| true).unwrap();
                }
            }
            // It did not run, or another one was quicker: then nothing happens.
            Step::Finish => {
                if let Some(Ok(left)) = beside.take().map(|done| db.finish_compaction(done)) {
                    leftovers = Some(left);
                }
            }
            Step::Reopen => {
                (beside, leftovers) = (None, None);
                drop(db);
                db = reopen();
            }
        }
        let seq = db.head().seq;
        assert!(seq <= acknowledged.last().unwrap() + 1, "one commit a step");
        states.insert(seq, rows(&mut db).unwrap());
        acknowledged.push(seq);
        fs.mark(acknowledged.len() as u64 - 1);
    }
    Run {
        states,
        acknowledged,
        moments: fs.moments(),
    }
}

/// An image opens whole, as one of the states there were. Tells which commit it shows.
fn reads_right(image: &SimFs, states: &BTreeMap<u64, Rows>, go_on: bool) -> Result<u64, Bad> {
    let wrong = |e: &dyn std::fmt::Display| Bad::Wrong(e.to_string());
    let mut db: Database = open(image).map_err(|e| Bad::Lost(e.to_string()))?;
    let seq = db.head().seq;
    let found = rows(&mut db).map_err(|e| wrong(&e))?;
    if states.get(&seq) != Some(&found) {
        return Err(wrong(&format!("{} rows at commit {seq}", found.len())));
    }
    if integrity(&mut db) != "ok" {
        return Err(wrong(&integrity(&mut db)));
    }
    if let Some(problem) = db.verify().problems.first() {
        return Err(wrong(&format!("{problem:?}")));
    }
    if !go_on {
        return Ok(seq);
    }
    db.connection()
        .execute("INSERT INTO t VALUES(9999, x'02')", [])
        .map_err(|e| wrong(&e))?;
    drop(db);
    let mut db = open(image).map_err(|e| Bad::Lost(format!("after writing on: {e}")))?;
    let after = rows(&mut db).map_err(|e| wrong(&e))?;
    if db.head().seq != seq + 1 || after.len() != found.len() + 1 {
        return Err(Bad::Lost("what was written on".into()));
    }
    Ok(seq)
}

/// Power is lost, and lost again while the store is opened, written to and compacted. Checks what the second loss leaves.
fn check_twice(run: &Run, tally: &Tally, every: u64) {
    let mut known = BTreeSet::new();
    for moment in &run.moments {
        for image in moment.images(2) {
            let key = image.fingerprint();
            if key % every != 0 || !known.insert(key) {
                continue;
            }
            let disk = image.disk();
            disk.record();
            let mut db = open(&disk).unwrap();
            let mut states = BTreeMap::from([(db.head().seq, rows(&mut db).unwrap())]);
            disk.mark(db.head().seq);
            for id in [9998, 9999] {
                db.connection()
                    .execute("INSERT INTO t VALUES(?1, x'03')", [id])
                    .unwrap();
                states.insert(db.head().seq, rows(&mut db).unwrap());
                disk.mark(db.head().seq);
            }
            db.compact().unwrap();
            drop(db);
            let mut again = BTreeSet::new();
            for moment in disk.moments() {
                for image in moment.images(3) {
                    if again.insert((moment.mark, image.fingerprint())) {
                        let say =
                            || format!("after step {}, then {}", moment.mark, image.fingerprint());
                        tally.case(say, || {
                            let seq = reads_right(&image.disk(), &states, false)?;
                            match seq {
                                seq if seq < moment.mark => {
                                    Err(Bad::Lost(format!("commit {}", moment.mark)))
                                }
                                seq if moment.mark > 0 && seq > moment.mark + 1 => {
                                    Err(Bad::Wrong(format!("commit {seq}")))
                                }
                                _ => Ok(()),
                            }
                        });
                    }
                }
            }
        }
    }
}

#[test]
fn power_is_lost_again_while_going_on() {
    let tally = Tally::of("crash images of a second loss of power");
    for seed in 1..=2 {
        let entropy = Entropy::seeded(100 + seed);
        let options = Options {
            max_deltas: 3,
            ..options()
        };
        let run = run(&by_chance(&entropy, 40), options, &entropy);
        check_twice(&run, &tally, 16);
    }
    tally.end(5_000);
}

/// At which marks an image was possible, and what it shows.
struct Seen {
    marks: (u64, u64),
    seq: Option<u64>,
}

/// Checks every different image of every moment, on two threads.
fn check_all(run: &Run, exhaustive: usize, tally: &Tally, name: &str) {
    let (next, known) = (AtomicUsize::new(0), Mutex::new(HashMap::new()));
    let work = || {
        while let Some(moment) = run.moments.get(next.fetch_add(1, Ordering::Relaxed)) {
            for image in moment.images(exhaustive) {
                let key = image.fingerprint();
                {
                    let mut known = known.lock().unwrap();
                    let fresh = Seen {
                        marks: (moment.mark, moment.mark),
                        seq: None,
                    };
                    let before = known.len();
                    let seen: &mut Seen = known.entry(key).or_insert(fresh);
                    seen.marks.0 = seen.marks.0.min(moment.mark);
                    seen.marks.1 = seen.marks.1.max(moment.mark);
                    if known.len() == before {
                        continue;
                    }
                }
                let say = || format!("{name}, after step {}", moment.mark);
                tally.case(say, || {
                    let go_on = key % GO_ON == 0;
                    let seq = reads_right(&image.disk(), &run.states, go_on)?;
                    known.lock().unwrap().get_mut(&key).unwrap().seq = Some(seq);
                    Ok(())
                });
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    // An image may be possible at several moments; what it shows has to be right at each.
    let acknowledged = |mark: u64| run.acknowledged[usize::try_from(mark).unwrap()];
    for Seen { marks, seq } in known.into_inner().unwrap().values() {
        let Some(seq) = *seq else { continue };
        let (least, most) = (acknowledged(marks.1), acknowledged(marks.0) + 1);
        assert!(
            seq >= least,
            "{name}: commit {least} is lost, {seq} is shown"
        );
        assert!(
            seq <= most,
            "{name}: commit {seq} is shown before it was made"
        );
    }
}

#[test]
fn power_is_lost_at_any_moment() {
    let tally = Tally::of("crash images");
    for max_deltas in [4, 32] {
        let options = Options {
            max_deltas,
            ..options()
        };
        let name = format!("by hand, at most {max_deltas} deltas");
        let run = run(&by_hand(), options, &Entropy::seeded(0));
        check_all(&run, 5, &tally, &name);
    }
    for seed in 1.. {
        if tally.cases() >= ENOUGH {
            break;
        }
        let entropy = Entropy::seeded(seed);
        let options = Options {
            max_deltas: [2, 3, 5, 8][usize::try_from(seed % 4).unwrap()],
            ..options()
        };
        let run = run(&by_chance(&entropy, 60), options, &entropy);
        check_all(&run, 6, &tally, &format!("seed {seed}"));
    }
    tally.end(ENOUGH);
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
    let tally = Tally::of("crash images while a store is made");
    let mut counts = [0; 2];
    for moment in fs.moments() {
        for image in moment.crash_images(6) {
            let before = image.files();
            tally.case(
                || format!("mark {}", moment.mark),
                || match open(&image) {
                    Ok(mut db) => {
                        counts[0] += 1;
                        match integrity(&mut db).as_str() {
                            "ok" => Ok(()),
                            other => Err(Bad::Wrong(other.into())),
                        }
                    }
                    Err(e) => {
                        counts[1] += 1;
                        if moment.mark != 0 {
                            Err(Bad::Lost(e.to_string()))
                        } else if !matches!(e.kind(), Kind::NotAStore | Kind::Damaged) {
                            Err(Bad::Wrong(e.to_string()))
                        } else if image.files() != before {
                            Err(Bad::Wrong("a refusal changed something".into()))
                        } else {
                            Ok(())
                        }
                    }
                },
            );
        }
    }
    assert!(counts[0] > 10 && counts[1] > 10, "{counts:?}");
    tally.end(30);
}
