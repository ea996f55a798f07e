//! The disk under the vault, and where memory goes: swap and hibernation.

use std::path::{Path, PathBuf};

use super::blocks::Under;
use super::{Device, State, finding};
use crate::contract::DeviceFinding;

/// File systems that encrypt what lies in them, on top of any disk.
const STACKED: [&str; 6] = [
    "ecryptfs",
    "fuse.gocryptfs",
    "fuse.encfs",
    "fuse.cryfs",
    "fuse.securefs",
    "fuse.veracrypt",
];
const NETWORK: [&str; 8] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "fuse.sshfs",
    "9p",
    "virtiofs",
    "fuse.rclone",
];
const IN_MEMORY: [&str; 2] = ["tmpfs", "ramfs"];

/// A line of `/proc/self/mountinfo` (proc(5)).
struct Mount {
    point: PathBuf,
    numbers: String,
    kind: String,
    source: String,
}

impl Device {
    pub(super) fn disk(&self, vault: &Path) -> DeviceFinding {
        let say =
            |state, code, kind: &str| finding("disk", state, code, &[("kind", kind.to_owned())]);
        let Some(mount) = self.mount_of(vault) else {
            return say(State::Unknown, "unknown", "");
        };
        let kind = mount.kind.as_str();
        if STACKED.contains(&kind) {
            return say(State::Good, "stacked", kind);
        }
        if NETWORK.contains(&kind) {
            return say(State::Care, "network", kind);
        }
        if IN_MEMORY.contains(&kind) {
            return say(State::Care, "in-memory", kind);
        }
        if kind == "zfs" {
            let encryption = (self.run)(
                "zfs",
                &["get", "-H", "-o", "value", "encryption", &mount.source],
            );
            return match encryption.as_deref() {
                None => say(State::Unknown, "unknown", kind),
                Some("off" | "-") => say(State::Bad, "plain", kind),
                Some(_) => say(State::Good, "zfs", kind),
            };
        }
        match self.under_mount(&mount) {
            Under::Encrypted => say(State::Good, "encrypted", kind),
            Under::Partly => say(State::Bad, "partly", kind),
            Under::Plain if self.is_fscrypt(vault) => say(State::Good, "fscrypt", kind),
            Under::Plain => say(State::Bad, "plain", kind),
            Under::Unknown => say(State::Unknown, "unknown", kind),
        }
    }

    /// Swap and hibernation.
    pub(super) fn memory(&self) -> [DeviceFinding; 2] {
        let swap = self.swap();
        let say = |state, code| finding("swap", state, code, &[]);
        let first = match swap {
            Swap::None => say(State::Good, "none"),
            Swap::InMemory => say(State::Good, "zram"),
            Swap::Encrypted => say(State::Good, "encrypted"),
            Swap::Plain => say(State::Bad, "plain"),
            Swap::Unknown => say(State::Unknown, "unknown"),
        };
        [first, self.hibernation(swap)]
    }

    fn swap(&self) -> Swap {
        let Some(text) = self.text("proc/swaps") else {
            return Swap::Unknown;
        };
        let each = text.lines().skip(1).filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((unescaped(words.next()?), words.next()?))
        });
        each.map(|(path, kind)| self.swap_at(&path, kind))
            .max()
            .unwrap_or(Swap::None)
    }

    fn swap_at(&self, path: &str, kind: &str) -> Swap {
        if let Some(name) = path
            .strip_prefix("/dev/")
            .filter(|name| name.starts_with("zram"))
        {
            // What does not fit may go to a disk.
            let behind = self.text(format!("sys/block/{name}/backing_dev"));
            return match behind.as_deref() {
                None | Some("none" | "") => Swap::InMemory,
                Some(device) => Swap::of(self.under_device(device)),
            };
        }
        let under = if kind == "file" {
            self.mount_of(Path::new(path))
                .map_or(Under::Unknown, |mount| self.under_mount(&mount))
        } else {
            self.under_device(path)
        };
        Swap::of(under)
    }

    fn hibernation(&self, swap: Swap) -> DeviceFinding {
        let say = |state, code| finding("hibernation", state, code, &[]);
        let Some(states) = self.text("sys/power/state") else {
            return say(State::Unknown, "unknown");
        };
        let disabled = self
            .text("sys/power/disk")
            .is_some_and(|disk| disk.contains("[disabled]"));
        if !states.split_whitespace().any(|state| state == "disk") || disabled {
            return say(State::Good, "off");
        }
        let set = self
            .text("sys/power/resume")
            .is_some_and(|device| device != "0:0");
        let asked = self.text("proc/cmdline").is_some_and(|line| {
            line.split_whitespace()
                .any(|word| word.starts_with("resume="))
        });
        match swap {
            _ if !set && !asked => say(State::Good, "unset"),
            Swap::Encrypted => say(State::Care, "encrypted"),
            Swap::None | Swap::InMemory => say(State::Good, "unset"),
            Swap::Plain => say(State::Bad, "plain"),
            Swap::Unknown => say(State::Unknown, "unknown"),
        }
    }

    fn under_mount(&self, mount: &Mount) -> Under {
        // btrfs and others have numbers of no device; the source names one.
        let of_a_device = !mount.numbers.starts_with("0:");
        if of_a_device && self.at("sys/dev/block").join(&mount.numbers).exists() {
            self.under_numbers(&mount.numbers)
        } else if mount.source.starts_with("/dev/") {
            self.under_device(&mount.source)
        } else {
            Under::Unknown
        }
    }

    /// Where a path lies: the longest mount point above it, the latest of several.
    fn mount_of(&self, path: &Path) -> Option<Mount> {
        let text = self.text("proc/self/mountinfo")?;
        // A link leads elsewhere; a path that is not there yet lies where its folder does.
        let real = std::fs::canonicalize(self.at(path)).ok();
        let real = real.and_then(|real| {
            let root = std::fs::canonicalize(&self.root).ok()?;
            Some(Path::new("/").join(real.strip_prefix(root).ok()?))
        });
        let path = real.unwrap_or_else(|| path.to_owned());
        let mounts = text
            .lines()
            .filter_map(mount)
            .filter(|mount| path.starts_with(&mount.point));
        mounts.max_by_key(|mount| mount.point.components().count())
    }

    /// Encryption of the folder itself, on ext4 and f2fs: the file system marks it with `E`.
    fn is_fscrypt(&self, path: &Path) -> bool {
        let path = path.to_string_lossy();
        let said = (self.run)("lsattr", &["-d", &path]);
        said.and_then(|line| Some(line.split_whitespace().next()?.contains('E')))
            .unwrap_or(false)
    }
}

/// From the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Swap {
    None,
    InMemory,
    Encrypted,
    Unknown,
    Plain,
}

impl Swap {
    fn of(under: Under) -> Self {
        match under {
            Under::Encrypted => Self::Encrypted,
            Under::Partly | Under::Plain => Self::Plain,
            Under::Unknown => Self::Unknown,
        }
    }
}

fn mount(line: &str) -> Option<Mount> {
    let (left, right) = line.split_once(" - ")?;
    let left: Vec<&str> = left.split(' ').collect();
    let right: Vec<&str> = right.split(' ').collect();
    Some(Mount {
        numbers: (*left.get(2)?).to_owned(),
        point: unescaped(left.get(4)?).into(),
        kind: (*right.first()?).to_owned(),
        source: unescaped(right.get(1)?),
    })
}

/// Spaces and the like stand as `\040`.
fn unescaped(text: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'\\').then(|| after.get(..3)).flatten();
        let code =
            code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 8).ok());
        if let Some(byte) = code {
            out.push(byte);
            rest = &after[3..];
        } else {
            out.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
