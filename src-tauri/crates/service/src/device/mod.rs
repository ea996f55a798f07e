//! What of this computer can be seen that matters to a vault: whether its disk is encrypted, where memory goes, who else can sit down at it.
//!
//! Each finding says what was seen and claims nothing beyond; what cannot be read is unknown and never good. Everything is read below one root
//! folder and through one function that runs a program, so that tests look at made-up computers.

mod blocks;
mod disk;
mod folder;
mod people;
mod screen;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};

use crate::contract::DeviceFinding;

/// A computer to look at.
#[derive(Clone)]
pub struct Device {
    /// Where its file system begins; `/` for this one.
    pub root: PathBuf,
    /// Home folder of the person.
    pub home: Option<PathBuf>,
    /// What the system calls its desktop (`XDG_CURRENT_DESKTOP`).
    pub desktop: String,
    /// Runs a program with arguments and gives what it says; none if it is not there, fails, or takes long.
    pub run: fn(&str, &[&str]) -> Option<String>,
}

/// How a finding is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Good,
    /// Worth a thought.
    Care,
    Bad,
    Unknown,
}

impl State {
    const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Care => "care",
            Self::Bad => "bad",
            Self::Unknown => "unknown",
        }
    }
}

/// What is known of the vault beside its place.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known {
    /// When this device last made a proved backup of it, UTC.
    pub backup: Option<NaiveDateTime>,
    /// When the newest entry of its history was written, UTC; only of an open one.
    pub newest: Option<NaiveDateTime>,
}

/// A clock that shows less is wrong: this version was not there yet.
const NOT_BEFORE: NaiveDate = match NaiveDate::from_ymd_opt(2026, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// And so, most likely, is one that shows so many years more.
const YEARS: i32 = 15;
/// Days after which a backup is old.
const OLD: i64 = 7;

impl Device {
    /// This computer.
    pub fn this() -> Self {
        Self {
            root: PathBuf::from("/"),
            home: std::env::var_os("HOME").map(PathBuf::from),
            desktop: std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default(),
            run,
        }
    }

    /// Looks at everything. `vault` is the absolute path of a vault's folder.
    pub(crate) fn check(
        &self,
        vault: &Path,
        known: Known,
        now: NaiveDateTime,
    ) -> Vec<DeviceFinding> {
        let mut found = vec![self.disk(vault)];
        found.extend(self.memory());
        found.push(self.screen());
        found.push(backup(known.backup, now));
        found.push(clock(known.newest, now));
        found.extend(self.people());
        found.extend(self.folder(vault));
        found
    }

    /// A path of that computer.
    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref();
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }

    /// A small text file of it, without white space at the ends.
    fn text(&self, path: impl AsRef<Path>) -> Option<String> {
        small(&self.at(path))
    }
}

/// A small text file, without white space at the ends.
fn small(path: &Path) -> Option<String> {
    use std::io::Read;
    let mut text = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    file.take(1 << 20).read_to_end(&mut text).ok()?;
    Some(String::from_utf8_lossy(&text).trim().to_owned())
}

pub(crate) fn finding(
    what: &str,
    state: State,
    code: &str,
    args: &[(&str, String)],
) -> DeviceFinding {
    DeviceFinding {
        what: what.to_owned(),
        state: state.code().to_owned(),
        code: format!("{what}-{code}"),
        args: args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn backup(last: Option<NaiveDateTime>, now: NaiveDateTime) -> DeviceFinding {
    let Some(last) = last else {
        return finding("backup", State::Bad, "none", &[]);
    };
    let days = (now - last).num_days();
    let args = [("days", days.max(0).to_string())];
    if days > OLD {
        finding("backup", State::Care, "old", &args)
    } else {
        finding("backup", State::Good, "recent", &args)
    }
}

fn clock(newest: Option<NaiveDateTime>, now: NaiveDateTime) -> DeviceFinding {
    use chrono::Datelike;
    let args = [("day", now.date().to_string())];
    if now.date() < NOT_BEFORE {
        return finding("clock", State::Bad, "before", &args);
    }
    if let Some(newest) = newest.filter(|newest| now < *newest) {
        let newest = ("newest", newest.date().to_string());
        return finding("clock", State::Bad, "behind", &[args[0].clone(), newest]);
    }
    if now.year() - NOT_BEFORE.year() > YEARS {
        return finding("clock", State::Care, "ahead", &args);
    }
    finding("clock", State::Good, "plausible", &args)
}

/// Runs a program for at most two seconds.
fn run(program: &str, args: &[&str]) -> Option<String> {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let until = Instant::now() + Duration::from_secs(2);
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < until => std::thread::sleep(Duration::from_millis(10)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    };
    let output = child.wait_with_output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (status.success() && !said.is_empty()).then_some(said)
}
