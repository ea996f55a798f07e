//! Everything that is measured on a database of notes.
#![expect(clippy::print_stdout, reason = "says how far it is")]

use std::fs;
use std::path::Path;
use std::process::Command;

use super::line::{Samples, mean, nth};
use super::worker::{Answer, Worker};
use super::{Plan, Programs};
use crate::sh::read;

/// Deltas that the slowest opening has to read, and most saves it may take to get as many. When there are 32, they become one.
const DELTAS: usize = 31;
const SAVES_FOR_DELTAS: u64 = 2000;

/// One engine: its name, and the one whose database it takes over instead of filling its own.
struct Seat<'a> {
    name: &'static str,
    copy_of: Option<&'static str>,
    program: &'a Path,
}

/// Fills the databases and measures, round after round.
pub fn measure(
    plan: &Plan,
    programs: &Programs,
    room: &Path,
    samples: &mut Samples,
) -> Result<(), String> {
    let cache_kib = read(Command::new(&programs.ours).arg("cache-kib"))?;
    let seats = seats(programs);
    let start = |seat: &Seat<'_>| {
        Worker::start(
            seat.program,
            seat.name,
            &room.join(seat.name),
            cache_kib.trim(),
        )
    };
    for seat in &seats {
        println!("{}: {} notes", seat.name, plan.notes);
        if let Some(from) = seat.copy_of {
            let (from, to) = (room.join(from), room.join(seat.name));
            fs::copy(&from, &to).map_err(|error| format!("{}: {error}", from.display()))?;
        }
        let mut worker = start(seat)?;
        if seat.copy_of.is_some() {
            worker.ask("adopt")?;
        } else {
            worker.ask("create")?;
            let filled = worker.ask(&format!("fill 0 {}", plan.notes))?;
            samples.add("fill", seat.name, filled.numbers[0] / 1e3);
            worker.ask("settle")?;
        }
        worker.finish()?;
        samples.add("size", seat.name, size(&room.join(seat.name))?);
    }
    for round in 0..plan.rounds {
        println!("round {} of {}", round + 1, plan.rounds);
        let mut workers: Vec<Worker> = seats.iter().map(start).collect::<Result<_, _>>()?;
        // Another one is first each time.
        let turn = usize::try_from(round).expect("few rounds") % workers.len();
        workers.rotate_left(turn);
        run_round(plan, round, &mut workers, samples)?;
        for worker in workers {
            worker.finish()?;
        }
    }
    ours_alone(plan, start(&seats[0])?, samples)
}

fn seats(programs: &Programs) -> Vec<Seat<'_>> {
    let seat = |name, copy_of, program| Seat {
        name,
        copy_of,
        program,
    };
    let mut seats = vec![
        seat("ours", None, &*programs.ours),
        seat("sqlite_wal", None, &*programs.ours),
        seat("sqlite_delete", Some("sqlite_wal"), &*programs.ours),
    ];
    if let Some(program) = &programs.sqlcipher {
        seats.push(seat("sqlcipher_wal", None, &**program));
        seats.push(seat("sqlcipher_delete", Some("sqlcipher_wal"), &**program));
    }
    seats
}

fn run_round(
    plan: &Plan,
    round: u64,
    workers: &mut [Worker],
    samples: &mut Samples,
) -> Result<(), String> {
    all(workers, &format!("open {}", plan.opens), |name, answer| {
        samples.add("open_after_key", name, nth(&answer.numbers, 50));
    })?;
    all(workers, "scan", |name, answer| {
        samples.add("full_scan", name, answer.numbers[0] / 1e3);
        samples.add("full_scan_cpu", name, answer.cpu / 1e3);
    })?;
    all(workers, "resident", |name, answer| {
        samples.add("resident_after_scan", name, answer.numbers[0]);
    })?;
    let points = format!("points {round} {} {}", plan.notes, plan.points);
    all(workers, &points, |name, answer| {
        samples.add("point_read", name, answer.numbers[0] * 1e3);
        samples.add(
            "point_read_cpu",
            name,
            answer.cpu * 1e3 / count(plan.points),
        );
    })?;
    all(
        workers,
        &format!("search {round} {}", plan.searches),
        |name, answer| {
            samples.add("fts_query", name, mean(&answer.numbers));
            samples.add("fts_query_cpu", name, answer.cpu / count(plan.searches));
        },
    )?;
    let insert = format!(
        "insert {} {}",
        plan.notes + round * plan.inserts,
        plan.inserts
    );
    all(workers, &insert, |name, answer| {
        samples.add("durable_insert", name, mean(&answer.numbers));
        samples.add("durable_insert_cpu", name, answer.cpu / count(plan.inserts));
        samples.add("durable_insert_median", name, nth(&answer.numbers, 50));
        samples.add("durable_insert_p99", name, nth(&answer.numbers, 99));
    })?;
    for worker in workers.iter_mut().filter(|worker| worker.name == "ours") {
        let answer = worker.ask(&format!("commits {}", plan.commits))?;
        for (at, name) in ["ours", "bare_fsync_rename"].into_iter().enumerate() {
            let times: Vec<f64> = answer.numbers.iter().skip(at).step_by(2).copied().collect();
            samples.add("commit_overhead", name, nth(&times, 50));
            samples.add("commit_overhead_mean", name, mean(&times));
        }
        let answer = worker.ask("snapshot")?;
        samples.add("snapshot", "ours", answer.numbers[0] / 1e3);
        let mb = count(answer.check) / 1e6;
        samples.add("snapshot_rate", "ours", mb / answer.numbers[0] * 1e3);
    }
    all(workers, "settle", |_, _| {})
}

/// Asks all of them the same, one after the other; they must agree on the answer.
fn all(
    workers: &mut [Worker],
    what: &str,
    mut take: impl FnMut(&str, Answer),
) -> Result<(), String> {
    let mut agreed = None;
    for worker in workers {
        let answer = worker.ask(what)?;
        if *agreed.get_or_insert(answer.check) != answer.check {
            return Err(format!(
                "{}: {what}: another answer than the engines before",
                worker.name
            ));
        }
        take(worker.name, answer);
    }
    Ok(())
}

/// What only ours does: opening where most files have to be read, and saving beside a compaction.
fn ours_alone(plan: &Plan, mut ours: Worker, samples: &mut Samples) -> Result<(), String> {
    println!("opening with deltas, saving beside a compaction");
    ours.ask("open 1")?;
    let mut from = plan.notes + plan.rounds * plan.inserts;
    let made = ours.ask(&format!("deltas {from} {DELTAS} {SAVES_FOR_DELTAS}"))?;
    let times = ours.ask(&format!("open {}", plan.opens * 2))?.numbers;
    samples.add("open_32_deltas", "ours", nth(&times, 50));
    samples.add("open_32_deltas_count", "ours", count(made.check));
    from += SAVES_FOR_DELTAS;
    for _ in 0..plan.rounds {
        let answer = ours.ask(&format!("background {from}"))?;
        from += answer.check;
        samples.add("background_save_median", "ours", nth(&answer.numbers, 50));
        samples.add("background_save_p99", "ours", nth(&answer.numbers, 99));
    }
    ours.finish()
}

/// Million bytes of a file, or of all in a folder.
fn size(path: &Path) -> Result<f64, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut bytes = 0;
    if path.is_dir() {
        for entry in fs::read_dir(path).map_err(failed)? {
            bytes += entry
                .and_then(|entry| entry.metadata())
                .map_err(failed)?
                .len();
        }
    } else {
        bytes = fs::metadata(path).map_err(failed)?.len();
    }
    Ok(count(bytes) / 1e6)
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn count(n: u64) -> f64 {
    n as f64
}
