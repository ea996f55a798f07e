//! Block devices as the kernel shows them below `/sys`, and whether encryption lies under them.

use std::path::{Path, PathBuf};

use super::{Device, small};

/// What lies under a block device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Under {
    /// Everything goes through the kernel's encryption.
    Encrypted,
    /// A part does not.
    Partly,
    /// None was seen.
    Plain,
    /// It cannot be read.
    Unknown,
}

/// Layers of devices on one another that are followed.
const DEEPEST: usize = 8;

impl Device {
    /// Under the device of these numbers (`253:1`).
    pub(super) fn under_numbers(&self, numbers: &str) -> Under {
        under(&self.at("sys/dev/block").join(numbers), 0)
    }

    /// Under the device that `/dev/...` names.
    pub(super) fn under_device(&self, device: &str) -> Under {
        match self.block_name(device) {
            Some(name) => under(&self.at("sys/class/block").join(name), 0),
            None => Under::Unknown,
        }
    }

    /// Its kernel name: `dm-0` for `/dev/mapper/root`.
    fn block_name(&self, device: &str) -> Option<String> {
        let path = self.at(device);
        let target = std::fs::read_link(&path).unwrap_or_else(|_| PathBuf::from(device));
        let name = target.file_name()?.to_string_lossy().into_owned();
        let there = self.at("sys/class/block").join(&name);
        there.exists().then_some(name)
    }
}

fn under(block: &Path, depth: usize) -> Under {
    if !block.exists() || depth > DEEPEST {
        return Under::Unknown;
    }
    // Device mapper says what made it: `CRYPT-LUKS2-...` of dm-crypt, `LVM-...` of LVM.
    if small(&block.join("dm/uuid")).is_some_and(|uuid| uuid.starts_with("CRYPT-")) {
        return Under::Encrypted;
    }
    let below: Vec<Under> = std::fs::read_dir(block.join("slaves"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| under(&entry.path(), depth + 1))
        .collect();
    let all = |what| below.iter().all(|one| *one == what);
    if below.is_empty() || all(Under::Plain) {
        Under::Plain
    } else if all(Under::Encrypted) {
        Under::Encrypted
    } else if below.contains(&Under::Unknown) {
        Under::Unknown
    } else {
        Under::Partly
    }
}
