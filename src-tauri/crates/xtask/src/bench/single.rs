//! What is measured as whole programs, each started, timed and ended: streams beside `age`, evidence, guesses at a passphrase beside `argon2`.
#![expect(clippy::print_stdout, reason = "says how far it is")]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::line::Samples;
use super::machine::children_cpu_seconds;
use super::{Plan, Programs};
use crate::sh::{read, run};

/// What a passphrase costs: 256 MiB, three passes, four lanes. `argon2` takes the logarithm of the KiB.
const COST: [&str; 3] = ["262144", "3", "4"];
const COST_OF_PEER: [&str; 10] = [
    "saltsaltsaltsalt",
    "-id",
    "-m",
    "18",
    "-t",
    "3",
    "-p",
    "4",
    "-l",
    "32",
];

/// Measures all of it.
pub fn measure(
    plan: &Plan,
    programs: &Programs,
    room: &Path,
    into: &mut Samples,
) -> Result<(), String> {
    streams(plan, &programs.ours, room, into)?;
    pieces(plan, &programs.ours, room, into)?;
    for guess in 0..plan.guesses {
        println!("passphrase, {} of {}", guess + 1, plan.guesses);
        let mut ours = Command::new(&programs.ours);
        let ours = timed(ours.arg("argon2id").args(COST))?;
        let words = room.join("passphrase");
        fs::write(&words, "amber kettle orchard window seven lark").map_err(|e| e.to_string())?;
        let mut peer = Command::new("argon2");
        // Raw output: without it the program guesses a second time, to compare.
        peer.args(COST_OF_PEER).arg("-r").stdin(open(&words)?);
        for (who, took) in [("ours", ours), ("argon2_c", timed(&mut peer)?)] {
            into.add("argon2id", who, took.seconds);
            into.add("argon2id_cpu", who, took.cpu_seconds);
        }
    }
    Ok(())
}

fn streams(plan: &Plan, worker: &Path, room: &Path, into: &mut Samples) -> Result<(), String> {
    let path = |name: &str| room.join(name);
    let (source, sealed, out, key) = (path("source"), path("source.age"), path("out"), path("key"));
    let ours = |command: &str| {
        let mut process = Command::new(worker);
        process.arg(command);
        process
    };
    run(ours("identity").arg(&key))?;
    run(ours("content").arg(&source).arg(plan.stream_mb.to_string()))?;
    run(ours("encrypt").arg(&key).arg(&source).arg(&sealed))?;
    let mb = megabytes(plan);
    for round in 0..plan.streams {
        println!("streams, round {} of {}", round + 1, plan.streams);
        for (verb, from) in [("encrypt", &source), ("decrypt", &sealed)] {
            let age = |out: Stdio| {
                let mut process = Command::new("age");
                if verb == "encrypt" {
                    process.arg("-R").arg(key.with_extension("pub"));
                } else {
                    process.arg("-d").arg("-i").arg(&key);
                }
                process.stdin(open(from)?).stdout(out);
                Ok::<_, String>(process)
            };
            let line = format!("stream_{verb}");
            timed(ours(verb).arg(&key).arg(from).arg("-"))?.stream(into, &line, "ours", mb);
            timed(&mut age(Stdio::null())?)?.stream(into, &line, "age_cli", mb);
            let line = format!("stream_{verb}_file");
            timed(ours(verb).arg(&key).arg(from).arg(&out))?.stream(into, &line, "ours", mb);
            same_afterwards(verb, &source, &out)?;
            let file = File::create_new(&out).map_err(|e| e.to_string())?;
            timed(&mut age(file.into())?)?.stream(into, &line, "age_cli", mb);
            same_afterwards(verb, &source, &out)?;
        }
    }
    fs::remove_file(&sealed).map_err(|error| format!("{}: {error}", sealed.display()))?;
    evidence(plan, worker, room, &source, into)
}

/// A large file into a vault, out again, and parts of it: one process, which says what took how long.
fn evidence(
    plan: &Plan,
    worker: &Path,
    room: &Path,
    source: &Path,
    into: &mut Samples,
) -> Result<(), String> {
    println!("evidence");
    let mut process = Command::new(worker);
    let rounds = plan.streams.to_string();
    let said = read(process.arg("evidence").arg(room).arg(source).arg(&rounds))?;
    for (name, who, value) in measurements(&said)? {
        match name {
            // Milliseconds for all of it.
            "evidence_in" | "evidence_out" => into.add(name, who, megabytes(plan) / value * 1e3),
            _ => into.add(name, who, value),
        }
    }
    Ok(())
}

/// Very many small files in a vault, in one process likewise.
fn pieces(plan: &Plan, worker: &Path, room: &Path, into: &mut Samples) -> Result<(), String> {
    println!("{} pieces of evidence", plan.pieces);
    let mut process = Command::new(worker);
    let said = read(process.arg("many").arg(room).arg(plan.pieces.to_string()))?;
    for (name, who, value) in measurements(&said)? {
        match name {
            "blobs_100k_verify" | "blobs_100k_backup" => into.add(name, who, value / 1e3),
            _ => into.add(name, who, value),
        }
    }
    Ok(())
}

/// Lines of a name, an engine and a number.
fn measurements(said: &str) -> Result<Vec<(&str, &str, f64)>, String> {
    said.lines()
        .map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            let [name, who, value] = words[..] else {
                return Err(format!("no measurement: {line}"));
            };
            let value = value.parse();
            Ok((
                name,
                who,
                value.map_err(|_| format!("no measurement: {line}"))?,
            ))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a size")]
fn megabytes(plan: &Plan) -> f64 {
    plan.stream_mb as f64
}

/// What was decrypted is what was encrypted. Removes it.
fn same_afterwards(verb: &str, source: &Path, out: &Path) -> Result<(), String> {
    if verb == "decrypt" {
        read(Command::new("cmp").arg(source).arg(out))?;
    }
    fs::remove_file(out).map_err(|error| format!("{}: {error}", out.display()))
}

fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// How long a program took: on the clock, and of all processors together.
struct Timed {
    seconds: f64,
    cpu_seconds: f64,
}

impl Timed {
    /// Counts `mb` million bytes a run: as MB in a second, and as seconds of processors for a GB.
    fn stream(&self, into: &mut Samples, line: &str, who: &str, mb: f64) {
        into.add(line, who, mb / self.seconds);
        into.add(&format!("{line}_cpu"), who, self.cpu_seconds / mb * 1e3);
    }
}

fn timed(command: &mut Command) -> Result<Timed, String> {
    let (start, cpu) = (Instant::now(), children_cpu_seconds()?);
    read(command)?;
    Ok(Timed {
        seconds: start.elapsed().as_secs_f64(),
        cpu_seconds: children_cpu_seconds()? - cpu,
    })
}
