//! What a disk may show after a loss of power.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::disk::{Disk, Id, Node};
use super::{Moment, SimFs};

/// What became of bytes that were written but not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// None of them is there.
    Lost,
    /// All of them are there.
    Whole,
    /// The first half is there.
    Half,
    /// The length is right, but the second half reads as zeros.
    Zeros,
}

const TAILS: [Tail; 4] = [Tail::Lost, Tail::Whole, Tail::Half, Tail::Zeros];

impl Moment {
    /// The different disks that a loss of power at this moment may leave: every subset of up to `exhaustive`
    /// pending name changes, or every front part and a spread of subsets of more, each with every [`Tail`].
    pub fn crash_images(&self, exhaustive: usize) -> Vec<SimFs> {
        let mut images = Vec::new();
        let mut known = BTreeSet::new();
        for kept in subsets(self.disk.pending.len(), exhaustive) {
            for tail in TAILS {
                let disk = self.image(&kept, tail);
                if known.insert(fingerprint(&disk)) {
                    images.push(SimFs::with_disk(disk));
                }
            }
        }
        images
    }

    fn image(&self, kept: &[bool], tail: Tail) -> Disk {
        let mut names = self.disk.durable.clone();
        for (change, _) in self
            .disk
            .pending
            .iter()
            .zip(kept)
            .filter(|(_, kept)| **kept)
        {
            change.apply(&mut names);
        }
        let orphan = |path: &PathBuf, names: &BTreeMap<PathBuf, Node>| {
            path.ancestors().skip(1).any(|a| {
                !a.as_os_str().is_empty()
                    && a.parent().is_some()
                    && names.get(a) != Some(&Node::Dir)
            })
        };
        let orphans: Vec<PathBuf> = names
            .keys()
            .filter(|path| orphan(path, &names))
            .cloned()
            .collect();
        for path in orphans {
            names.remove(&path);
        }
        Disk::of(names, |id| self.survives(id, tail))
    }

    fn survives(&self, id: Id, tail: Tail) -> Arc<Vec<u8>> {
        let inode = &self.disk.inodes[&id];
        let (seen, synced) = (&inode.seen, inode.synced);
        let middle = synced + (seen.len() - synced) / 2;
        match tail {
            _ if synced == seen.len() => Arc::clone(seen),
            Tail::Whole => Arc::clone(seen),
            Tail::Lost => Arc::new(seen[..synced].to_vec()),
            Tail::Half => Arc::new(seen[..middle].to_vec()),
            Tail::Zeros => {
                let mut bytes = seen[..middle].to_vec();
                bytes.resize(seen.len(), 0);
                Arc::new(bytes)
            }
        }
    }
}

/// Equal for disks that show the same.
fn fingerprint(disk: &Disk) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut all: Vec<_> = disk
        .files()
        .into_iter()
        .map(|(path, bytes)| (path, Some(bytes)))
        .collect();
    all.extend(
        disk.durable
            .iter()
            .filter(|(_, n)| **n == Node::Dir)
            .map(|(path, _)| (path.clone(), None)),
    );
    all
}

fn subsets(pending: usize, exhaustive: usize) -> Vec<Vec<bool>> {
    if pending <= exhaustive {
        return (0..1_u64 << pending)
            .map(|bits| (0..pending).map(|i| bits >> i & 1 == 1).collect())
            .collect();
    }
    let fronts = (0..=pending).map(|n| (0..pending).map(|i| i < n).collect());
    let without_one = (0..pending).map(|n| (0..pending).map(|i| i != n).collect());
    let only_one = (0..pending).map(|n| (0..pending).map(|i| i == n).collect());
    // A fixed mixing function spreads the rest, so that a failing run can be repeated.
    let spread = (1..=8_u64).map(|seed| {
        (0..pending as u64)
            .map(|i| {
                let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    ^ i.wrapping_mul(0xd134_2543_de82_ef95);
                (mixed >> 40) & 1 == 1
            })
            .collect()
    });
    fronts
        .chain(without_one)
        .chain(only_one)
        .chain(spread)
        .collect()
}
