//! Where it was measured.

use std::fmt::{self, Display};
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::sh::read;

/// A computer, a moment, a place on its disk.
pub struct Machine {
    cpu: String,
    cores: usize,
    memory_gb: u64,
    kernel: String,
    /// Of the folder that is worked in.
    pub file_system: String,
    /// Processes that wanted to run, on average over the last minute, before anything was measured. On a quiet machine below one.
    pub load: String,
    /// UTC.
    pub date: String,
}

impl Machine {
    /// Looks at this one.
    pub fn look(dir: &Path) -> Result<Self, String> {
        let file =
            |path: &str| fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
        let line = |text: &str, name: &str| {
            text.lines()
                .find(|line| line.starts_with(name))
                .and_then(|line| line.split_once(':'))
                .map_or("unknown", |(_, value)| value.trim())
                .to_owned()
        };
        let first_word = |text: &str| {
            text.split_whitespace()
                .next()
                .unwrap_or("unknown")
                .to_owned()
        };
        let memory: u64 = first_word(&line(&file("/proc/meminfo")?, "MemTotal"))
            .parse()
            .unwrap_or(0);
        Ok(Self {
            cpu: line(&file("/proc/cpuinfo")?, "model name"),
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            memory_gb: (memory * 1024 + 500_000_000) / 1_000_000_000,
            kernel: read(Command::new("uname").arg("-sr"))?.trim().to_owned(),
            file_system: file_system(&file("/proc/self/mounts")?, dir),
            load: first_word(&file("/proc/loadavg")?),
            date: read(Command::new("date").args(["-u", "+%Y-%m-%dT%H:%M:%SZ"]))?
                .trim()
                .to_owned(),
        })
    }

    /// Whether the folder has no disk below.
    pub fn in_memory(&self) -> bool {
        matches!(self.file_system.as_str(), "tmpfs" | "ramfs")
    }
}

impl Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {} cores, {} GB, {}, {}, load {}",
            self.cpu, self.cores, self.memory_gb, self.kernel, self.file_system, self.load
        )
    }
}

/// The kind of the file system that holds `dir`: of the longest mount point it lies under.
fn file_system(mounts: &str, dir: &Path) -> String {
    let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?, words.next()?))
        })
        .filter(|(point, _)| dir.starts_with(point))
        .max_by_key(|(point, _)| point.len())
        .map_or("unknown", |(_, kind)| kind)
        .to_owned()
}

/// Seconds of processors that the ended children of this process have used, theirs included.
pub fn children_cpu_seconds() -> Result<f64, String> {
    let stat = fs::read_to_string("/proc/self/stat").map_err(|error| error.to_string())?;
    // Behind the name in brackets, which may hold anything: proc_pid_stat(5), fields 16 and 17, in hundredths of a second.
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after
        .split_whitespace()
        .skip(13)
        .take(2)
        .map(|field| field.parse().unwrap_or(0.0))
        .sum();
    Ok(ticks / 100.0)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::file_system;

    #[test]
    fn the_nearest_mount_counts() {
        let mounts =
            "/dev/a / ext4 rw 0 0\ntmpfs /nowhere tmpfs rw 0 0\n/dev/b /nowhere/disk xfs rw 0 0\n";
        for (dir, expect) in [
            ("/nowhere/disk/x", "xfs"),
            ("/nowhere/disks", "tmpfs"),
            ("/other", "ext4"),
        ] {
            assert_eq!(file_system(mounts, Path::new(dir)), expect, "{dir}");
        }
    }
}
