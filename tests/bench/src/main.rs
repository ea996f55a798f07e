//! Does measured work when told to. `cargo xtask bench engine` builds it twice, once with each library, and talks to it.
//!
//! `bench-worker serve ENGINE PATH CACHE_KIB` keeps one database and reads a command a line; it answers each with a line `ok CHECK CPU TIME...` or
//! `failed WHY`. The other commands do one thing and end.

mod engine;
#[cfg(feature = "ours")]
mod evidence;
#[cfg(feature = "ours")]
mod many;
mod notes;
#[cfg(feature = "ours")]
mod ours;
mod random;
#[cfg(feature = "ours")]
mod stream;
mod work;

use std::cell::LazyCell;
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use engine::{Engine, Kind};
use notes::Notes;

/// Why something could not be done.
pub type Failure = Box<dyn std::error::Error>;

/// What a command answers.
pub struct Answer {
    check: u64,
    numbers: Vec<f64>,
}

impl Answer {
    /// `check` is the same for all engines that did the same work.
    pub fn new(check: u64, numbers: Vec<f64>) -> Self {
        Self { check, numbers }
    }
}

/// Since `start`.
pub fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["serve", kind, path, cache_kib] => serve(kind, Path::new(path), cache_kib),
        words => once(words),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("bench-worker: {why}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "ours")]
fn once(words: &[&str]) -> Result<(), Failure> {
    fn sink(path: &str) -> Option<&Path> {
        (path != "-").then(|| Path::new(path))
    }
    match words {
        ["cache-kib"] => {
            println!("{}", ours::cache_kib());
            Ok(())
        }
        ["content", to, mb] => stream::content(Path::new(to), mb.parse()?),
        ["identity", to] => stream::identity(Path::new(to)),
        ["encrypt", key, from, to] => stream::encrypt(Path::new(key), Path::new(from), sink(to)),
        ["decrypt", key, from, to] => stream::decrypt(Path::new(key), Path::new(from), sink(to)),
        ["argon2id", m_kib, t, p] => stream::argon2id(m_kib.parse()?, t.parse()?, p.parse()?),
        ["evidence", dir, source, rounds] => {
            evidence::measure(Path::new(dir), Path::new(source), rounds.parse()?)
        }
        ["many", dir, count] => many::measure(Path::new(dir), count.parse()?),
        _ => Err("no such command".into()),
    }
}

#[cfg(not(feature = "ours"))]
fn once(_: &[&str]) -> Result<(), Failure> {
    Err("this build only serves".into())
}

fn serve(kind: &str, path: &Path, cache_kib: &str) -> Result<(), Failure> {
    let mut engine = Engine::new(Kind::of(kind)?, path, cache_kib.parse()?);
    // Made when they are first needed: the memory of a process that only reads has none of it.
    let notes: LazyCell<Notes> = LazyCell::new(Notes::new);
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let before = work::processor();
        match command(&mut engine, &notes, &words) {
            Ok(answer) => {
                let used = work::processor() - before;
                write!(out, "ok {} {used:.6}", answer.check)?;
                for number in answer.numbers {
                    write!(out, " {number:.6}")?;
                }
                writeln!(out)?;
            }
            Err(why) => writeln!(out, "failed {}", why.to_string().replace('\n', " "))?,
        }
        out.flush()?;
    }
    engine.close()
}

fn command(
    engine: &mut Engine,
    notes: &LazyCell<Notes>,
    words: &[&str],
) -> Result<Answer, Failure> {
    let done = |()| Answer::new(0, Vec::new());
    match words {
        ["create"] => engine.create().map(done),
        ["adopt"] => engine.adopt().map(done),
        ["settle"] => engine.settle().map(done),
        ["close"] => engine.close().map(done),
        ["fill", from, to] => work::fill(engine, notes, from.parse()?, to.parse()?),
        ["open", count] => work::open(engine, count.parse()?),
        ["insert", from, count] => work::insert(engine, notes, from.parse()?, count.parse()?),
        ["scan"] => work::scan(engine),
        ["points", seed, of, count] => {
            work::points(engine, seed.parse()?, of.parse()?, count.parse()?)
        }
        ["search", seed, count] => work::search(engine, notes, seed.parse()?, count.parse()?),
        ["resident"] => Ok(Answer::new(0, vec![work::resident()?])),
        #[cfg(feature = "ours")]
        ["deltas", from, wanted, most] => {
            ours::deltas(engine, notes, from.parse()?, wanted.parse()?, most.parse()?)
        }
        #[cfg(feature = "ours")]
        ["background", from] => ours::background(engine, notes, from.parse()?),
        #[cfg(feature = "ours")]
        ["commits", count] => ours::commits(engine, count.parse()?),
        #[cfg(feature = "ours")]
        ["snapshot"] => ours::snapshot(engine),
        _ => Err("no such command".into()),
    }
}
