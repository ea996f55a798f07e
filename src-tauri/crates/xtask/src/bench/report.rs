//! The results, for a person and for a script.

use std::fmt::{self, Display};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::Plan;
use super::line::{LINES, Line, PEERS, Samples};
use super::machine::Machine;

/// Lines that scripts rely on.
const RELIED_ON: &[&str] = &[
    "open_after_key",
    "durable_insert",
    "commit_overhead",
    "point_read",
    "fts_query",
    "full_scan",
    "resident_after_scan",
    "stream_encrypt",
    "stream_decrypt",
    "argon2id",
];

/// What was measured, where and when.
pub struct Report {
    machine: Machine,
    quick: bool,
    notes: u64,
    rounds: u64,
    rows: Vec<Row>,
}

struct Row {
    line: &'static Line,
    ours: f64,
    peers: Vec<(&'static str, f64)>,
}

impl Report {
    /// The medians of the samples.
    pub fn new(machine: Machine, quick: bool, plan: &Plan, samples: &Samples) -> Self {
        let row = |line: &'static Line| {
            let value = |who: &&'static str| Some((*who, samples.median(line.name, who)?));
            Some(Row {
                line,
                ours: samples.median(line.name, "ours")?,
                peers: PEERS.iter().filter_map(value).collect(),
            })
        };
        Self {
            machine,
            quick,
            notes: plan.notes,
            rounds: plan.rounds,
            rows: LINES.iter().filter_map(row).collect(),
        }
    }

    /// For scripts. Keys may be added and are never renamed.
    pub fn json(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let peers: Map<String, Value> = row
                .peers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), rounded(*value)))
                .collect();
            let mut out = json!({
                "name": row.line.name,
                "unit": row.line.unit,
                "better": if row.line.higher { "higher" } else { "lower" },
                "ours": rounded(row.ours),
                "peers": peers,
            });
            if let Some((met, target)) = row.line.judge(row.ours, &row.peers) {
                out["target"] = target.into();
                out["met"] = met.into();
            }
            out
        });
        let all = json!({
            "machine": self.machine.to_string(),
            "date": self.machine.date,
            "quick": self.quick,
            "notes": self.notes,
            "rounds": self.rounds,
            "lines": rows.collect::<Vec<_>>(),
        });
        format!("{all:#}\n")
    }
}

/// Four digits that count: no measurement here is finer.
fn rounded(value: f64) -> Value {
    format!("{value:.3e}")
        .parse::<f64>()
        .map_or(Value::Null, Value::from)
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} · {} · {} notes, medians of {} rounds",
            self.machine.date, self.machine, self.notes, self.rounds
        )?;
        writeln!(f, "In brackets: ours divided by the peer's.")?;
        for row in &self.rows {
            let better = if row.line.higher {
                "more is better"
            } else {
                "less is better"
            };
            write!(f, "\n{} ({}, {better})", row.line.name, row.line.unit)?;
            if let Some((met, target)) = row.line.judge(row.ours, &row.peers) {
                write!(
                    f,
                    " · target: {target}: {}",
                    if met { "reached" } else { "MISSED" }
                )?;
            }
            write!(f, "\n    {:<18}{:>10}", "ours", shown(row.ours))?;
            for (name, value) in &row.peers {
                write!(
                    f,
                    "\n    {name:<18}{:>10}  ({:.2})",
                    shown(*value),
                    row.ours / value
                )?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

fn shown(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.3}"),
    }
}

/// Fails unless `path` holds results in the shape that scripts rely on.
pub fn check_shape(path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    shape(&text).map_err(|why| format!("{}: {why}", path.display()))
}

fn shape(text: &str) -> Result<(), String> {
    let all: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    for key in ["machine", "date"] {
        all[key].as_str().ok_or_else(|| format!("no {key}"))?;
    }
    let lines = all["lines"].as_array().ok_or("no lines")?;
    for name in RELIED_ON {
        let line = lines
            .iter()
            .find(|line| line["name"] == *name)
            .ok_or_else(|| format!("no line {name}"))?;
        let positive = |value: &Value| value.as_f64().is_some_and(|number| number > 0.0);
        let peers = line["peers"]
            .as_object()
            .ok_or_else(|| format!("{name}: no peers"))?;
        let whole = line["unit"].is_string()
            && (line["better"] == "lower" || line["better"] == "higher")
            && positive(&line["ours"])
            && !peers.is_empty()
            && peers.values().all(positive);
        if !whole {
            return Err(format!("{name}: {line}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{RELIED_ON, rounded, shape};
    use serde_json::{Value, json};

    fn whole() -> Value {
        let lines: Vec<Value> = RELIED_ON
            .iter()
            .map(|name| json!({"name": name, "unit": "ms", "better": "lower", "ours": 1.5, "peers": {"other": 2}}))
            .collect();
        json!({"machine": "m", "date": "d", "lines": lines})
    }

    #[test]
    fn the_shape_is_what_scripts_rely_on() {
        shape(&whole().to_string()).expect("whole");
        for (at, value) in [
            ("/machine", json!(1)),
            ("/lines", json!({})),
            ("/lines/2/name", json!("renamed")),
            ("/lines/3/ours", json!(0)),
            ("/lines/3/peers", json!({})),
            ("/lines/3/peers/other", json!("2")),
            ("/lines/4/better", json!("less")),
        ] {
            let mut broken = whole();
            *broken.pointer_mut(at).expect("there") = value;
            assert!(shape(&broken.to_string()).is_err(), "{at}");
        }
    }

    #[test]
    fn numbers_have_four_digits() {
        assert_eq!(rounded(1_234.567), json!(1235.0));
        assert_eq!(rounded(0.000_123_456), json!(0.000_123_5));
    }
}
