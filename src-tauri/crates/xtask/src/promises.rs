//! `cargo xtask test promises`: every promise of docs/threats.md, measured with the programs as they are shipped, one line each.
#![expect(clippy::print_stdout, reason = "the lines are what this is for")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::sh::{self, step};
use crate::{debian, desktop, faults, node, paths};

/// A promise that is kept by the engine, and the tests that measure it: `package/file of tests`.
const ENGINE: [(&str, &str, &[&str]); 11] = [
    (
        "3",
        "An acknowledged save is never lost, a torn file never opened",
        &[
            "agevfs/crash",
            "agevfs/faults",
            "agevfs/memory",
            "agevfs/kill",
            "vault/faults",
        ],
    ),
    (
        "5",
        "A guess costs a second and cannot be made cheaper",
        &["vault/forged", "sandyq-tests/keys"],
    ),
    (
        "6",
        "Its owner recovers it without us",
        &["vault/recovery", "vault/reader"],
    ),
    ("7", "Backups happen and restore", &["vault/backup"]),
    ("9", "Hostile content stays text", &["sandyq-tests/hostile"]),
    ("10", "Tampering is seen", &["agevfs/tamper", "vault/whole"]),
    (
        "13",
        "The seal holds",
        &["sandyq-tests/seal", "sandyq-tests/seal_memory"],
    ),
    ("14", "A refusal never resets", &["vault/forged"]),
    (
        "15",
        "Who had a key is shut out",
        &["vault/rotate", "sandyq-tests/rotate"],
    ),
    (
        "16",
        "Destroyed means that nothing opens it",
        &["vault/destroy", "sandyq-tests/destroy"],
    ),
    (
        "17",
        "Names can be taken off the screen",
        &["sandyq-tests/privacy"],
    ),
];
/// Promises that the window's tests report.
const WINDOW: [&str; 6] = ["1", "2", "4", "8", "11", "12"];
/// Their files; the others need a window built for WebDriver.
const SPECS: [&str; 6] = ["session", "lock", "cycles", "network", "apart", "telling"];
/// How often the window is locked and opened.
const CYCLES: &str = "100";

/// `cargo xtask test promises`.
pub fn run() -> Result<(), String> {
    step("set-up", crate::setup)?;
    debian::install(&[debian::TEST])?;
    step("page", node::build)?;
    let programs = desktop::Programs::build(true)?;
    let mut lines = BTreeMap::<u32, Vec<String>>::new();
    let mut failed = Vec::new();
    for (number, promise, tests) in ENGINE {
        let mut measured = Measured::default();
        for test in tests {
            println!("\x1b[2m$ {test}\x1b[0m");
            if !measured.run(test)? {
                failed.push(format!("{promise} ({test})"));
            }
        }
        add(&mut lines, number, measured.line(number, promise));
    }
    add(&mut lines, "5", a_guess(&programs)?);
    let file = lines_of_the_window()?;
    let mut specs = programs.tests(&SPECS);
    specs
        .env("SANDYQ_PROMISES", &file)
        .env("SANDYQ_CYCLES", CYCLES);
    if let Err(why) = sh::run(&mut specs) {
        failed.push(why);
    }
    for line in fs::read_to_string(&file).unwrap_or_default().lines() {
        let number = line.split_whitespace().next().unwrap_or_default();
        add(&mut lines, number, line.to_owned());
    }
    println!();
    for line in lines.values().flatten() {
        println!("{line}");
    }
    for number in WINDOW {
        let there = number
            .parse()
            .is_ok_and(|number: u32| lines.contains_key(&number));
        if !there {
            failed.push(format!("promise {number} was not measured"));
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("not kept: {}", failed.join("; ")))
    }
}

/// What one wrong passphrase costs with the command line as it is shipped, on a vault whose cost it has just chosen itself.
fn a_guess(programs: &desktop::Programs) -> Result<String, String> {
    let dir = paths::target().join("promises");
    let _ = fs::remove_dir_all(&dir);
    let write = |name: &str, text: &str| -> Result<PathBuf, String> {
        let file = dir.join(name);
        fs::create_dir_all(&dir)
            .and_then(|()| fs::write(&file, text))
            .map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(file)
    };
    let right = write("right", "kettle orbit mango violin thunder pebble")?;
    let wrong = write("wrong", "kettle orbit mango violin thunder pebbles")?;
    let vault = dir.join("guessed.vault");
    let sandyq = |words: &[&str], passphrase: &PathBuf| {
        let mut command = Command::new(programs.sandyq());
        command.args(words).arg(&vault).arg("--passphrase-file");
        command.arg(passphrase).output().map_err(|e| e.to_string())
    };
    if !sandyq(&["init"], &right)?.status.success() {
        return Err("the command line made no vault".into());
    }
    let begun = Instant::now();
    let code = sandyq(&["status", "--json"], &wrong)?.status.code();
    let took = begun.elapsed().as_secs_f64();
    let _ = fs::remove_dir_all(&dir);
    if code == Some(3) {
        Ok(format!(
            "  5  One wrong passphrase takes {took:.1} s of this machine, whoever asks"
        ))
    } else {
        Err(format!("a wrong passphrase ended with {code:?}, not 3"))
    }
}

fn add(lines: &mut BTreeMap<u32, Vec<String>>, number: &str, line: String) {
    if let Ok(number) = number.parse() {
        lines.entry(number).or_default().push(line);
    }
}

/// An empty file for what the window's tests report.
fn lines_of_the_window() -> Result<PathBuf, String> {
    let file = paths::target().join("promises.txt");
    fs::write(&file, "").map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file)
}

/// What tests said of themselves: how many passed, and the figures in lines of the form `FAULTS {"what":..., "cases":...}` or `FIGURE words`.
#[derive(Default)]
struct Measured {
    passed: u64,
    cases: u64,
    bad: u64,
    words: Vec<String>,
}

impl Measured {
    fn run(&mut self, test: &str) -> Result<bool, String> {
        let (package, file) = test.split_once('/').ok_or("package/file")?;
        faults::listen(package, file, &mut |line| self.hear(line))
    }

    fn hear(&mut self, line: &str) {
        if let Some((_, [cases, bad @ ..])) = faults::parse(line) {
            self.cases += cases;
            self.bad += bad.iter().sum::<u64>();
        } else if let Some((_, words)) = line.split_once("FIGURE ") {
            self.words.push(words.trim().to_owned());
        } else if let Some((_, rest)) = line.split_once("test result: ok. ") {
            self.passed += rest
                .split_whitespace()
                .next()
                .and_then(|number| number.parse::<u64>().ok())
                .unwrap_or(0);
        }
    }

    fn line(&self, number: &str, promise: &str) -> String {
        let mut figures = self.words.clone();
        if self.cases > 0 {
            figures.push(format!("{} cases, {} lost or wrong", self.cases, self.bad));
        }
        figures.push(format!("{} tests", self.passed));
        format!("{number:>3}  {promise}: {}", figures.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_heard_behind_other_output() {
        let mut measured = Measured::default();
        for line in [
            r#"test x ... FAULTS {"what":"kills","cases":30,"lost":0,"wrong":1,"panics":2}"#,
            "test y ... FIGURE 12 vaults opened by age and sqlite3",
            "test result: ok. 4 passed; 0 failed; 0 ignored",
            "test result: FAILED. 3 passed; 1 failed",
        ] {
            measured.hear(line);
        }
        assert_eq!(
            measured.line("6", "P"),
            "  6  P: 12 vaults opened by age and sqlite3; 30 cases, 3 lost or wrong; 4 tests"
        );
    }
}
