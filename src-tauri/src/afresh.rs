//! Locked means gone: the program replaces itself, and every process that ever held something readable ends.
//!
//! Whatever a page forgets, a web engine keeps copies, and so does the way between it and us. execve(2) gives the memory of the process
//! back to the kernel, which clears it before anybody else gets it; the web engine's processes are killed and waited for before that.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

/// What the next program learns from this one: why it was locked, whether names were hidden, and where its window was. Nothing
/// else.
const HANDED: &str = "SANDYQ_AFRESH";
/// How long the end of the other processes is waited for.
const ENDING: Duration = Duration::from_millis(150);
/// A link to the program that runs, which stays true when the file is replaced by a newer one.
const OURSELVES: &str = "/proc/self/exe";

/// Where a window is, in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
    pub maximized: bool,
}

/// What was handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// Why it was locked, one of [`crate::lock::Why`]'s codes; empty: the program was started by a person.
    pub why: String,
    /// Names were hidden on the screen.
    pub private: bool,
    /// Where the window was.
    pub frame: Option<Frame>,
}

impl Handed {
    /// Reads what the program before this one left, if it did.
    pub fn take() -> Self {
        env::var(HANDED)
            .ok()
            .and_then(|text| Self::parse(&text))
            .unwrap_or_default()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let why = parts
            .next()
            .filter(|why| why.len() <= 20 && why.bytes().all(|b| b.is_ascii_lowercase()))?;
        let private = parts.next()? == "1";
        let numbers: Vec<i32> = parts.map_while(|part| part.parse().ok()).collect();
        let frame = match numbers[..] {
            [x, y, width, height, maximized] => Some(Frame {
                x,
                y,
                width: u32::try_from(width).ok()?.clamp(200, 20_000),
                height: u32::try_from(height).ok()?.clamp(200, 20_000),
                maximized: maximized != 0,
            }),
            _ => None,
        };
        Some(Self {
            why: why.to_owned(),
            private,
            frame,
        })
    }

    fn text(&self) -> String {
        let frame = self.frame.map_or(String::new(), |f| {
            format!(
                ";{};{};{};{};{}",
                f.x,
                f.y,
                f.width,
                f.height,
                i32::from(f.maximized)
            )
        });
        format!("{};{}{frame}", self.why, i32::from(self.private))
    }
}

/// Ends every process this one has started, and this one begins anew. Does not come back: if it cannot begin anew, it ends.
pub fn begin(handed: &Handed) -> ! {
    end_others();
    leave_files();
    let error = Command::new(OURSELVES)
        .arg0("sandyq-desktop")
        .env(HANDED, handed.text())
        .exec();
    eprintln!("Sandyq locked itself and could not start again: {error}. Start it once more.");
    std::process::exit(1)
}

/// Marks every open file but the three standard ones to be closed by execve(2): the web engine opens some without saying so.
fn leave_files() {
    #[expect(unsafe_code, reason = "close_range(2) has no safe wrapper")]
    // SAFETY: nothing is closed while this program runs; a flag is set on numbers of files, whoever they belong to.
    unsafe {
        libc::close_range(
            3,
            libc::c_uint::MAX,
            libc::CLOSE_RANGE_CLOEXEC.cast_signed(),
        );
    }
}

/// Ends every process this one has started, and waits for it: only then is their memory gone.
pub fn end_others() {
    let mut others = descendants();
    for pid in &others {
        let _ = kill_process(*pid, Signal::KILL);
    }
    let until = Instant::now() + ENDING;
    while !others.is_empty() && Instant::now() < until {
        // Those that are not our children, or were waited for by somebody else, answer with an error: gone all the same, or not ours to wait for.
        others.retain(|pid| matches!(waitpid(Some(*pid), WaitOptions::NOHANG), Ok(None)));
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// All processes below this one.
pub fn descendants() -> HashSet<Pid> {
    let mut found = HashSet::new();
    let mut look = vec![std::process::id()];
    while let Some(pid) = look.pop() {
        for child in children(pid) {
            if let Some(pid) = i32::try_from(child).ok().and_then(Pid::from_raw)
                && found.insert(pid)
            {
                look.push(child);
            }
        }
    }
    found
}

/// `/proc/PID/task/*/children` (proc(5)): unlike a walk over `/proc` it also shows processes that are hidden from us.
fn children(pid: u32) -> Vec<u32> {
    let Ok(tasks) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return Vec::new();
    };
    let lists = tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|pid| pid.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_over_comes_back() {
        let frame = Some(Frame {
            x: -12,
            y: 40,
            width: 1280,
            height: 860,
            maximized: true,
        });
        for handed in [
            Handed {
                why: "sleep".into(),
                private: true,
                frame,
            },
            Handed {
                why: "asked".into(),
                private: false,
                frame: None,
            },
        ] {
            assert_eq!(Handed::parse(&handed.text()), Some(handed));
        }
    }

    #[test]
    fn nonsense_is_not_taken() {
        for text in [
            "",
            "Sleep;1;2;3;4;0",
            "<script>",
            "sleepsleepsleepsleepsleep",
        ] {
            assert_eq!(
                Handed::parse(text).filter(|handed| !handed.why.is_empty()),
                None,
                "{text}"
            );
        }
        let vast = Handed::parse("idle;0;0;0;2000000000;1;0").and_then(|handed| handed.frame);
        assert_eq!(
            vast.map(|frame| (frame.width, frame.height)),
            Some((20_000, 200))
        );
    }

    #[test]
    fn a_child_and_its_child_are_found_and_ended() {
        let child = Command::new("sh").args(["-c", "sleep 60 & wait"]).spawn();
        let pid = child
            .as_ref()
            .map(std::process::Child::id)
            .expect("sh starts");
        let until = Instant::now() + Duration::from_secs(5);
        while children(pid).is_empty() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        let below = descendants();
        assert!(below.len() >= 2, "sh and sleep: {below:?}");
        end_others();
        assert!(
            children(std::process::id())
                .iter()
                .all(|other| *other != pid)
        );
    }
}
