//! `cargo xtask fuzz`: builds libFuzzer around the targets of `tests/fuzz` and lets each run for a while.
#![expect(clippy::print_stdout, reason = "the table is what this is for")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::apart::FUZZ;
use crate::sh::{self, command};
use crate::{debian, paths, sanitize};

/// Coverage as libFuzzer wants it: a counter for each edge, and what is compared with what.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0";
const SECONDS: u64 = 60;
/// An input that takes longer, or asks for more memory at once, is a finding; in seconds and MB.
const TIMEOUT: u64 = 25;
const MOST_AT_ONCE: u64 = 256;
const MOST: u64 = 2048;

/// How one target went.
struct Run {
    target: String,
    runs: u64,
    edges: u64,
    features: u64,
    inputs: u64,
    findings: Vec<PathBuf>,
    ended_well: bool,
}

/// Reads the arguments and fuzzes.
pub fn run(args: &[&str]) -> Result<(), String> {
    const USAGE: &str = "cargo xtask fuzz [TARGET] [--seconds N] | cargo xtask fuzz lock";
    let (mut only, mut seconds) = (None, SECONDS);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match *arg {
            "lock" => return FUZZ.write_lock(),
            "--seconds" => {
                let value = args.next().and_then(|value| value.parse().ok());
                seconds = value.ok_or(USAGE)?;
            }
            name if !name.starts_with('-') && only.is_none() => only = Some(name),
            _ => return Err(USAGE.into()),
        }
    }
    debian::install(&[debian::SANITIZE])?;
    let program = build()?;
    let folder = paths::target().join("fuzz");
    let mut targets = seeds(&folder.join("seeds"))?;
    if let Some(only) = only {
        if !targets.iter().any(|target| target == only) {
            return Err(format!(
                "no such target: {only}; there are {}",
                targets.join(", ")
            ));
        }
        targets.retain(|target| target == only);
    }
    let runs = all(&program, &folder, &targets, seconds)?;
    print(&runs);
    let bad: Vec<&str> = runs
        .iter()
        .filter(|run| !run.ended_well || !run.findings.is_empty())
        .map(|run| run.target.as_str())
        .collect();
    if bad.is_empty() {
        return Ok(());
    }
    for finding in runs.iter().flat_map(|run| &run.findings) {
        println!("found: {}", finding.display());
    }
    Err(format!(
        "something was found in: {}. What it says is in {}/TARGET.log; the input belongs in tests/fuzz/found/TARGET, where \
         `cargo test -p sandyq-fuzz` tries it for ever",
        bad.join(", "),
        folder.display()
    ))
}

fn build() -> Result<PathBuf, String> {
    let words = [
        "build",
        "--locked",
        "--release",
        "--manifest-path",
        FUZZ.manifest,
    ];
    sh::run(&mut sanitize::cargo(&words, COVERAGE, "fuzz")?)?;
    let machine = sh::host()?;
    Ok(paths::target().join(format!("fuzz/{machine}/release/fuzz-driver")))
}

/// Writes the first inputs anew and gives the names of the targets.
fn seeds(folder: &Path) -> Result<Vec<String>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    let mut make = command(
        "cargo",
        &[
            "run",
            "--quiet",
            "--locked",
            "--package",
            "sandyq-fuzz",
            "--bin",
            "fuzz-seeds",
            "--",
        ],
    );
    sh::run(make.arg(folder))?;
    let mut names: Vec<String> = fs::read_dir(folder)
        .map_err(failed)?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// As many at once as there are cores.
fn all(
    program: &Path,
    folder: &Path,
    targets: &[String],
    seconds: u64,
) -> Result<Vec<Run>, String> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicUsize::new(0);
    let runs = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..cores.min(targets.len()) {
            scope.spawn(|| {
                while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
                    println!("{target}: {seconds} s");
                    let run = one(program, folder, target, seconds);
                    runs.lock().expect("no holder panics").push(run);
                }
            });
        }
    });
    let runs: Result<Vec<Run>, String> = runs
        .into_inner()
        .expect("no holder panics")
        .into_iter()
        .collect();
    runs.map(|mut runs| {
        runs.sort_by(|a, b| a.target.cmp(&b.target));
        runs
    })
}

fn one(program: &Path, folder: &Path, target: &str, seconds: u64) -> Result<Run, String> {
    let (corpus, found) = (
        folder.join("corpus").join(target),
        folder.join("found").join(target),
    );
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let log = folder.join(format!("{target}.log"));
    let out = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let kept = paths::root().join("tests/fuzz/found").join(target);
    let status = Command::new(program)
        .arg(&corpus)
        .arg(folder.join("seeds").join(target))
        .args(kept.is_dir().then_some(&kept))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={TIMEOUT}"))
        .arg(format!("-malloc_limit_mb={MOST_AT_ONCE}"))
        .arg(format!("-rss_limit_mb={MOST}"))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg("-print_final_stats=1")
        .env("SANDYQ_FUZZ_TARGET", target)
        .env("ASAN_OPTIONS", "detect_stack_use_after_return=1")
        .stdout(Stdio::null())
        .stderr(out)
        .status()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let text = fs::read(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let mut run = Run {
        target: target.to_owned(),
        inputs: count(&corpus)?.len() as u64,
        findings: count(&found)?,
        ended_well: status.success(),
        ..read(&String::from_utf8_lossy(&text))
    };
    run.findings.sort();
    Ok(run)
}

fn count(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect())
}

/// The figures in what libFuzzer said: the newest of each.
fn read(log: &str) -> Run {
    let number = |line: &str, name: &str| -> Option<u64> {
        let (_, rest) = line.split_once(name)?;
        rest.split_whitespace().next()?.parse().ok()
    };
    let newest = |name: &str| {
        log.lines()
            .rev()
            .find_map(|line| number(line, name))
            .unwrap_or(0)
    };
    Run {
        target: String::new(),
        runs: newest("stat::number_of_executed_units:"),
        edges: newest(" cov:"),
        features: newest(" ft:"),
        inputs: 0,
        findings: Vec::new(),
        ended_well: false,
    }
}

fn print(runs: &[Run]) {
    println!(
        "\n{:10} {:>12} {:>7} {:>9} {:>7}  {:>5}",
        "", "runs", "edges", "features", "inputs", "found"
    );
    for run in runs {
        println!(
            "{:10} {:>12} {:>7} {:>9} {:>7}  {:>5}",
            run.target,
            run.runs,
            run.edges,
            run.features,
            run.inputs,
            run.findings.len()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_newest_figures_are_taken() {
        let log = "\
#2\tINITED cov: 10 ft: 11 corp: 1/1b exec/s: 0 rss: 30Mb
#9\tNEW    cov: 3456 ft: 7890 corp: 5/2Kb lim: 9 exec/s: 4 rss: 31Mb L: 2/9 MS: 1 CopyPart-
#10\tDONE   cov: 3456 ft: 7891 corp: 5/2Kb lim: 9 exec/s: 4 rss: 31Mb
stat::number_of_executed_units: 1234567
stat::average_exec_per_sec:     20
";
        let run = read(log);
        assert_eq!((run.runs, run.edges, run.features), (1_234_567, 3456, 7891));
        assert_eq!(read("").runs, 0);
    }
}
