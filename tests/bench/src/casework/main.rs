//! The casework at the size of a whole organisation: `cargo xtask bench casework` builds this program and reads its lines.
//!
//! `fill DIR CASES` makes a vault; `measure DIR CASES` does what people do in it, through the same commands as the window, and `cold DIR CASES N` the
//! first thing a person does after opening it; `search DIR CASES` only searches; `review DIR CASES` looks at half of the cases and
//! measures the lists again; `peer DIR CASES` looks for the same words in plain `SQLite`. A measurement is a line `NAME VALUE`.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts and sizes far below 2^52"
)]

#[path = "../notes.rs"]
#[expect(dead_code, reason = "what the other program asks of it")]
mod notes;
#[path = "../random.rs"]
#[expect(dead_code, reason = "what the other program asks of it")]
mod random;

mod desk;
mod fill;
mod measure;
mod peer;
mod people;
mod plausible;
mod queries;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Why something could not be done.
pub type Failure = Box<dyn std::error::Error>;

/// Since `start`.
pub fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

/// One measurement.
pub fn say(name: &str, value: f64) {
    println!("{} {value:.4}", name.replace(' ', "_"));
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["fill", dir, cases] => number(cases).and_then(|cases| fill::fill(Path::new(dir), cases)),
        ["measure", dir, cases] => {
            number(cases).and_then(|cases| measure::warm(Path::new(dir), cases))
        }
        ["review", dir, cases] => {
            number(cases).and_then(|cases| measure::reviewed(Path::new(dir), cases))
        }
        ["search", dir, cases] => {
            number(cases).and_then(|cases| measure::searches(Path::new(dir), cases))
        }
        ["cold", dir, cases, at] => {
            number(cases).and_then(|cases| measure::cold(Path::new(dir), cases, number(at)?))
        }
        ["peer", dir, cases] => {
            number(cases).and_then(|cases| peer::measure(Path::new(dir), cases))
        }
        _ => Err("fill DIR CASES, measure DIR CASES, review DIR CASES, search DIR CASES, cold DIR CASES N, or peer DIR CASES".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("casework-worker: {why}");
            ExitCode::FAILURE
        }
    }
}

fn number(text: &str) -> Result<usize, Failure> {
    Ok(text.parse()?)
}
