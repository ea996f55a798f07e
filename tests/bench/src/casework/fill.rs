//! Fills a vault through the door that people use: casebooks, taken in one after the other.

use std::fs;
use std::path::Path;
use std::time::Instant;

use serde_json::json;

use crate::desk::Desk;
use crate::plausible::Plausible;
use crate::{Failure, milliseconds, say};

/// Cases in one casebook.
const CHUNK: usize = 250;

/// Makes a vault below `dir` with `cases` cases.
pub fn fill(dir: &Path, cases: usize) -> Result<(), Failure> {
    let plausible = Plausible::new(cases);
    let desk = Desk::new(dir)?;
    desk.create(dir)?;
    let path = dir.join("chunk.json");
    let whole = Instant::now();
    for from in (0..cases).step_by(CHUNK) {
        let to = cases.min(from + CHUNK);
        fs::write(&path, plausible.casebook(from, to).to_string())?;
        let start = Instant::now();
        let report = desk.ask("import_casebook", &json!({"path": path, "dry_run": false}))?;
        say("import_a_case", milliseconds(start) / (to - from) as f64);
        let added = report["added"]["cases"].as_u64();
        if added != Some((to - from) as u64) {
            return Err(format!("{added:?} cases were added").into());
        }
        eprintln!(
            "{to} of {cases} cases, {:.0} s",
            whole.elapsed().as_secs_f64()
        );
    }
    fs::remove_file(&path)?;
    say("fill_seconds", whole.elapsed().as_secs_f64());
    desk.ask("vault_compact", &json!({}))?;
    let status = desk.ask("vault_status", &json!({}))?;
    for (name, key) in [
        ("cases", "cases"),
        ("people", "parties"),
        ("acts", "acts"),
        ("measures", "measures"),
        ("claims", "claims"),
        ("notes", "notes"),
    ] {
        say(
            &format!("count_{name}"),
            status["counts"][key].as_f64().unwrap_or_default(),
        );
    }
    say(
        "vault_mb",
        status["bytes"].as_f64().unwrap_or_default() / 1e6,
    );
    say("fill_resident_mb", resident()?);
    desk.ask("vault_lock", &json!({}))?;
    Ok(())
}

/// The most memory this process had in RAM so far, in MB (`VmHWM` of proc(5)).
pub fn resident() -> Result<f64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1024.0 / 1e6)
}
