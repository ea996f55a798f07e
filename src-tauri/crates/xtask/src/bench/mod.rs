//! `cargo xtask bench engine`: the engine beside plain SQLite, SQLCipher, `age` and `argon2`, on the same work in the same run. `bench casework` and `bench window`: see there.
//!
//! `tests/bench` holds the program that does the work; it is built once with SQLite and once with SQLCipher. Here it is told what to do, in rounds
//! that go through all engines, so that whatever else the machine does meets all of them alike.
#![expect(clippy::print_stdout, reason = "says what it measures")]

mod casework;
mod database;
mod line;
mod machine;
mod report;
mod single;
mod worker;

use std::fs;
use std::path::{Path, PathBuf};

use crate::apart::BENCH;
use crate::sh::{self, command, step};
use crate::{debian, paths};

/// How much is measured.
pub struct Plan {
    /// Notes in the database.
    pub notes: u64,
    /// Times that everything on the database is measured.
    pub rounds: u64,
    /// In each round: openings, saves, readings of one note, searches, least commits.
    pub opens: u64,
    pub inserts: u64,
    pub points: u64,
    pub searches: u64,
    pub commits: u64,
    /// Million bytes to encrypt and decrypt, and how often; how many guesses at a passphrase.
    pub stream_mb: u64,
    pub streams: u64,
    pub guesses: u64,
    /// Small pieces of evidence in one vault.
    pub pieces: u64,
}

const FULL: Plan = Plan {
    notes: 100_000,
    rounds: 5,
    opens: 20,
    inserts: 200,
    points: 10_000,
    searches: 50,
    commits: 200,
    stream_mb: 1000,
    streams: 3,
    guesses: 5,
    pieces: 100_000,
};
/// Enough to see that the program works.
const QUICK: Plan = Plan {
    notes: 10_000,
    rounds: 2,
    opens: 5,
    inserts: 40,
    points: 2000,
    searches: 20,
    commits: 40,
    stream_mb: 64,
    streams: 1,
    guesses: 1,
    pieces: 2000,
};

/// The programs that do the work.
pub struct Programs {
    /// Ours, and plain SQLite.
    pub ours: PathBuf,
    /// SQLCipher, unless it is left out.
    pub sqlcipher: Option<PathBuf>,
}

/// Reads the arguments and measures.
pub fn run(args: &[&str]) -> Result<(), String> {
    let (what, args) = match args {
        ["lock"] => return BENCH.write_lock(),
        [what @ ("engine" | "casework" | "window"), args @ ..] => (*what, args),
        _ => return Err("say what to measure: engine, casework or window".into()),
    };
    let (mut json, mut dir, mut quick, mut sqlcipher) = (None, None, false, true);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} needs a path"));
        match *arg {
            "--json" if what != "window" => json = Some(paths::root().join(value()?)),
            "--dir" => dir = Some(paths::root().join(value()?)),
            "--quick" => quick = true,
            "--without-sqlcipher" if what == "engine" => sqlcipher = false,
            _ => return Err(format!("unknown option {arg}")),
        }
    }
    let dir = dir.unwrap_or_else(|| paths::target().join("bench"));
    match what {
        "casework" => casework::run(&dir, quick, json.as_deref()),
        "window" => casework::window(&dir, quick),
        _ => engine(&dir, quick, sqlcipher, json.as_deref()),
    }
}

/// Runs the whole program on little, without SQLCipher, which takes minutes to compile. Fails if an engine gives another answer than the
/// others, or the results have not the shape that scripts rely on; speeds are not looked at.
pub fn check() -> Result<(), String> {
    let dir = paths::target().join("bench");
    let json = dir.join("quick.json");
    engine(&dir, true, false, Some(&json))?;
    casework::run(&dir, true, None)
}

/// Format and lints of the measuring programs, with our engine; SQLCipher and OpenSSL are not compiled for that.
pub fn lint() -> Result<(), String> {
    BENCH.check_format()?;
    let target = paths::target().join("bench/ours");
    let target = target
        .to_str()
        .ok_or("the target folder's path is not text")?;
    // In the profile it is built in: the libraries in C are compiled once for both.
    sh::run(&mut command(
        "cargo",
        &[
            "clippy",
            "--locked",
            "--release",
            "--manifest-path",
            MANIFEST,
            "--target-dir",
            target,
            "--all-targets",
            "--features",
            "casework",
            "--",
            "-D",
            "warnings",
        ],
    ))
}

fn engine(dir: &Path, quick: bool, sqlcipher: bool, json: Option<&Path>) -> Result<(), String> {
    let plan = if quick { QUICK } else { FULL };
    debian::install(&[debian::BENCH])?;
    let programs = build(sqlcipher)?;
    let room = Room::new(dir)?;
    let machine = machine::Machine::look(&room.0)?;
    if machine.in_memory() && !quick {
        return Err(format!(
            "{} lies in memory ({}), where a sync costs nothing; say --dir",
            dir.display(),
            machine.file_system
        ));
    }
    println!("{machine}");
    let mut samples = line::Samples::default();
    database::measure(&plan, &programs, &room.0, &mut samples)?;
    single::measure(&plan, &programs, &room.0, &mut samples)?;
    let report = report::Report::new(machine, quick, &plan, &samples);
    println!("\n{report}");
    if let Some(path) = json {
        fs::write(path, report.json()).map_err(|error| format!("{}: {error}", path.display()))?;
        report::check_shape(path)?;
        println!("Written to {}.", path.display());
    }
    Ok(())
}

fn build(sqlcipher: bool) -> Result<Programs, String> {
    let build = |library: &str| {
        let folder = paths::target().join("bench").join(library);
        let target = folder
            .to_str()
            .ok_or("the target folder's path is not text")?;
        step(&format!("measuring program with {library}"), || {
            sh::run(&mut command(
                "cargo",
                &[
                    "build",
                    "--locked",
                    "--release",
                    "--manifest-path",
                    MANIFEST,
                    "--no-default-features",
                    "--features",
                    library,
                    "--target-dir",
                    target,
                ],
            ))
        })?;
        Ok::<_, String>(folder.join("release/bench-worker"))
    };
    Ok(Programs {
        ours: build("ours")?,
        sqlcipher: if sqlcipher {
            Some(build("sqlcipher")?)
        } else {
            None
        },
    })
}

const MANIFEST: &str = BENCH.manifest;

/// A folder of its own to work in, gone afterwards.
struct Room(PathBuf);

impl Room {
    fn new(dir: &Path) -> Result<Self, String> {
        let path = dir.join(format!("work-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            println!("{} is left behind: {error}", self.0.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::MANIFEST;
    use crate::paths::root;

    #[test]
    fn it_is_compiled_as_what_is_shipped() {
        let profile = |path: &str| -> Vec<String> {
            let text = fs::read_to_string(root().join(path)).expect("a manifest");
            let section = text.split("[profile.release]").nth(1).expect("a profile");
            let lines = section
                .lines()
                .skip(1)
                .take_while(|line| line.contains('='));
            let mut settings: Vec<String> = lines
                .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
                .collect();
            settings.sort();
            assert!(settings.len() > 3, "{path}: {settings:?}");
            settings
        };
        assert_eq!(profile(MANIFEST), profile("Cargo.toml"));
    }
}
