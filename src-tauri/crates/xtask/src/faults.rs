//! Every fault the engine is tried with, counted in one table.
#![expect(clippy::print_stdout, reason = "the table is what this is for")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::sh::command;

/// The tests that count, by crate. Each says its figures in lines of the form `FAULTS {"what":...}` (`agevfs::fs::sim::Tally`).
const TESTS: [(&str, &[&str]); 2] = [
    (
        "agevfs",
        &[
            "crash",
            "faults",
            "memory",
            "kill",
            "copied",
            "tamper",
            "differential",
        ],
    ),
    ("vault", &["whole"]),
];
const MARK: &str = "FAULTS ";
const FIGURES: [&str; 4] = ["cases", "lost", "wrong", "panics"];

/// What was counted, by name, in order of the names.
type Counts = BTreeMap<String, [u64; 4]>;

/// `cargo xtask faults`.
pub fn run(args: &[&str]) -> Result<(), String> {
    let json = match args {
        [] => None,
        ["--json", file] => Some(Path::new(file)),
        _ => return Err("cargo xtask faults [--json FILE]".into()),
    };
    let mut counts = Counts::new();
    let mut failed = Vec::new();
    for (package, tests) in TESTS {
        for test in tests {
            println!("\x1b[2m$ {package}: {test}\x1b[0m");
            if !one(package, test, &mut counts)? {
                failed.push(format!("{package}/tests/{test}.rs"));
            }
        }
    }
    print(&counts);
    if let Some(file) = json {
        fs::write(file, format!("{:#}\n", to_json(&counts)))
            .map_err(|error| format!("{}: {error}", file.display()))?;
    }
    let bad = counts.values().any(|[_, bad @ ..]| *bad != [0; 3]);
    if failed.is_empty() && !bad {
        Ok(())
    } else {
        Err(format!("not everything held: {}", failed.join(", ")))
    }
}

/// Runs one file of tests and adds what it counted. Tells whether it passed.
fn one(package: &str, test: &str, counts: &mut Counts) -> Result<bool, String> {
    listen(package, test, &mut |line| {
        if let Some((what, figures)) = parse(line) {
            println!("  {what}: {}", figures[0]);
            let sum = counts.entry(what).or_default();
            for (sum, figure) in sum.iter_mut().zip(figures) {
                *sum += figure;
            }
        }
    })
}

/// Runs one file of tests and hands over what it says, line by line. Tells whether it passed.
pub fn listen(package: &str, test: &str, hear: &mut dyn FnMut(&str)) -> Result<bool, String> {
    let words = [
        "test",
        "--quiet",
        "--locked",
        "--package",
        package,
        "--test",
        test,
        "--",
        "--nocapture",
    ];
    let mut child = command("cargo", &words)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    let output = child.stdout.take().expect("piped");
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        hear(&line);
    }
    let status = child.wait().map_err(|error| format!("cargo: {error}"))?;
    Ok(status.success())
}

/// The figures in a line of output, if it holds any.
pub fn parse(line: &str) -> Option<(String, [u64; 4])> {
    let (_, text) = line.split_once(MARK)?;
    let figures: Value = serde_json::from_str(text.trim()).ok()?;
    let of = |name: &str| figures.get(name)?.as_u64();
    let [cases, lost, wrong, panics] = FIGURES.map(of);
    let what = figures.get("what")?.as_str()?.to_owned();
    Some((what, [cases?, lost?, wrong?, panics?]))
}

fn print(counts: &Counts) {
    let width = counts
        .keys()
        .map(|what| what.chars().count())
        .max()
        .unwrap_or(0);
    println!(
        "\n{:width$}  {:>9}  {:>5}  {:>5}  {:>6}",
        "", "cases", "lost", "wrong", "panics"
    );
    for (what, [cases, lost, wrong, panics]) in counts {
        println!("{what:width$}  {cases:>9}  {lost:>5}  {wrong:>5}  {panics:>6}");
    }
}

fn to_json(counts: &Counts) -> Value {
    let line = |(what, [cases, lost, wrong, panics]): (&String, &[u64; 4])| json!({ "what": what, "cases": cases, "lost": lost, "wrong": wrong, "panics": panics });
    counts.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_behind_other_output() {
        let line = r#"test x ... FAULTS {"what":"kills","cases":30,"lost":0,"wrong":1,"panics":2}"#;
        assert_eq!(parse(line), Some(("kills".into(), [30, 0, 1, 2])));
        assert_eq!(parse("test x ... ok"), None);
        assert_eq!(parse(r#"FAULTS {"what":"kills"}"#), None);
    }
}
