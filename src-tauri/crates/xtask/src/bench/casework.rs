//! `cargo xtask bench casework`: the whole program at the size of a whole organisation, with made-up cases: search, lists, saves.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::line::nth;
use super::machine::Machine;
use super::{MANIFEST, Room};
use crate::paths;
use crate::sh::{self, command, step};

/// Cases that the promises are about; and so many to see that everything works.
const FULL: usize = 10_000;
const QUICK: usize = 60;
/// Fresh processes: each opens the vault and does one thing.
const COLD: usize = 20;

/// Milliseconds that 95 of 100 are to stay below.
const TARGETS: &[(&str, f64)] = &[
    ("search", 50.0),
    ("case_open", 100.0),
    ("case_list", 200.0),
    ("home", 200.0),
    ("party_list", 200.0),
    ("name_suggest", 50.0),
    ("save_note", 50.0),
    ("save_act", 50.0),
    ("reviewed_case_list", 300.0),
    ("source_list", 1000.0),
    ("party_alike", 1000.0),
];

/// Values by line, in the order in which lines came first.
#[derive(Default)]
struct Samples {
    names: Vec<String>,
    values: BTreeMap<String, Vec<f64>>,
}

/// Fills a vault and measures. `json` gets the results for scripts.
pub fn run(dir: &Path, quick: bool, json: Option<&Path>) -> Result<(), String> {
    let worker = build()?;
    let room = Room::new(dir)?;
    let machine = Machine::look(&room.0)?;
    println!("{machine}");
    let cases = if quick { QUICK } else { FULL };
    let mut samples = Samples::default();
    let mut ask = |words: &[&str]| samples.take(&worker, words, &room.0, cases);
    step(&format!("a vault with {cases} cases"), || ask(&["fill"]))?;
    step("what people do in it", || ask(&["measure"]))?;
    step("half of the cases reviewed", || ask(&["review"]))?;
    let cold = if quick { 4 } else { COLD };
    step(
        &format!("{cold} times the first thing after opening"),
        || (0..cold).try_for_each(|at| ask(&["cold", &at.to_string()])),
    )?;
    step("the same words in plain SQLite", || ask(&["peer"]))?;
    println!("\n{}", samples.table(quick));
    let all = samples.json(&machine, quick, cases);
    for (name, _) in TARGETS {
        // A line that fell out would be a promise that nobody looks at any more.
        if all["lines"]
            .as_array()
            .is_none_or(|lines| lines.iter().all(|line| line["name"] != *name))
        {
            return Err(format!("nothing was measured for {name}"));
        }
    }
    if let Some(path) = json {
        fs::write(path, format!("{all:#}\n"))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        println!("Written to {}.", path.display());
    }
    Ok(())
}

/// Fills a vault and drives the real window over it: how smoothly lists scroll, how soon a case is there.
pub fn window(dir: &Path, quick: bool) -> Result<(), String> {
    let worker = build()?;
    let room = Room::new(dir)?;
    println!("{}", Machine::look(&room.0)?);
    let cases = if quick { QUICK } else { FULL };
    step(&format!("a vault with {cases} cases"), || {
        Samples::default().take(&worker, &["fill"], &room.0, cases)
    })?;
    crate::tests::smooth(&room.0.join("big.vault"))
}

fn build() -> Result<PathBuf, String> {
    let folder = paths::target().join("bench/ours");
    let target = folder
        .to_str()
        .ok_or("the target folder's path is not text")?;
    let args = [
        "build",
        "--locked",
        "--release",
        "--manifest-path",
        MANIFEST,
        "--no-default-features",
        "--features",
        "casework",
        "--bin",
        "casework-worker",
        "--target-dir",
        target,
    ];
    step("measuring program with the whole casework", || {
        sh::run(&mut command("cargo", &args))
    })?;
    Ok(folder.join("release/casework-worker"))
}

impl Samples {
    /// Runs the program and takes its lines in.
    fn take(
        &mut self,
        worker: &Path,
        words: &[&str],
        room: &Path,
        cases: usize,
    ) -> Result<(), String> {
        let (verb, rest) = words.split_first().ok_or("no command")?;
        let mut process = Command::new(worker);
        process
            .arg(verb)
            .arg(room)
            .arg(cases.to_string())
            .args(rest)
            .stderr(Stdio::inherit());
        let out = process
            .output()
            .map_err(|error| format!("{}: {error}", worker.display()))?;
        if !out.status.success() {
            return Err(format!("{verb} ended with {}", out.status));
        }
        for line in String::from_utf8_lossy(&out.stdout).lines() {
            let (name, value) = line
                .split_once(' ')
                .ok_or_else(|| format!("a line that is none: {line}"))?;
            let value: f64 = value
                .parse()
                .map_err(|_| format!("a line that is none: {line}"))?;
            if !self.values.contains_key(name) {
                self.names.push(name.to_owned());
            }
            self.values.entry(name.to_owned()).or_default().push(value);
        }
        Ok(())
    }

    fn rows(&self) -> impl Iterator<Item = (&str, &[f64])> {
        self.names
            .iter()
            .map(|name| (name.as_str(), self.values[name].as_slice()))
    }

    fn table(&self, quick: bool) -> String {
        let mut out = format!(
            "{:<28} {:>7} {:>10} {:>10} {:>10}  target for p95\n",
            "line", "times", "p50", "p95", "most"
        );
        for (name, values) in self.rows() {
            let (p50, p95, most) = (nth(values, 50), nth(values, 95), nth(values, 100));
            let target = TARGETS.iter().find(|target| target.0 == name);
            let verdict = target.map_or_else(String::new, |(_, most)| {
                let met = if quick {
                    "too little to say"
                } else if p95 <= *most {
                    "met"
                } else {
                    "NOT met"
                };
                format!("{most} ms: {met}")
            });
            let _ = writeln!(
                out,
                "{name:<28} {:>7} {p50:>10.2} {p95:>10.2} {most:>10.2}  {verdict}",
                values.len()
            );
        }
        out
    }

    fn json(&self, machine: &Machine, quick: bool, cases: usize) -> Value {
        let three = |value: f64| {
            format!("{value:.3}")
                .parse::<f64>()
                .map_or(Value::Null, Value::from)
        };
        let lines: Vec<Value> = self
            .rows()
            .map(|(name, values)| {
                let p95 = nth(values, 95);
                let mut line = json!({"name": name, "times": values.len(), "p50": three(nth(values, 50)), "p95": three(p95), "max": three(nth(values, 100))});
                if let Some((_, most)) = TARGETS.iter().find(|target| target.0 == name) {
                    line["target"] = json!(most);
                    line["met"] = json!(p95 <= *most);
                }
                line
            })
            .collect();
        json!({"machine": machine.to_string(), "date": machine.date, "quick": quick, "cases": cases, "lines": lines})
    }
}

#[cfg(test)]
mod tests {
    use super::Samples;

    #[test]
    fn lines_keep_their_order_and_say_where_the_most_lie() {
        let mut samples = Samples::default();
        for (name, value) in [
            ("search", 3.0),
            ("home", 9.0),
            ("search", 1.0),
            ("search", 70.0),
        ] {
            if !samples.values.contains_key(name) {
                samples.names.push(name.to_owned());
            }
            samples
                .values
                .entry(name.to_owned())
                .or_default()
                .push(value);
        }
        let table = samples.table(false);
        let lines: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(
            lines[1],
            [
                "search", "3", "3.00", "70.00", "70.00", "50", "ms:", "NOT", "met"
            ]
        );
        assert_eq!(lines[2][..3], ["home", "1", "9.00"]);
    }
}
