//! What a disk may show after a loss of power.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

use super::disk::{Disk, Id, Inode, Node};
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
    /// The length is right, but the first half reads as zeros: later blocks reached the disk before earlier ones.
    Hole,
    /// The length is right, but the second half reads as what lay in its blocks before.
    Stale,
}

const TAILS: [Tail; 6] = [
    Tail::Lost,
    Tail::Whole,
    Tail::Half,
    Tail::Zeros,
    Tail::Hole,
    Tail::Stale,
];

/// Files with unsynced bytes whose tails are combined with each other; where there are more, all have the same.
const COMBINED: usize = 2;

/// One disk that a loss of power may leave, not yet made.
pub struct Image<'a> {
    moment: &'a Moment,
    names: BTreeMap<&'a PathBuf, Shown>,
}

/// What a name shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shown {
    Dir,
    File(Bytes),
}

/// The bytes of a file: those written, with `fill` in place of `from..to`, cut off at `len`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Bytes {
    id: Id,
    from: usize,
    to: usize,
    fill: u8,
    len: usize,
}

impl Moment {
    /// The different disks that a loss of power at this moment may leave: every subset of up to `exhaustive`
    /// pending name changes, or every front part and a spread of subsets of more, each with every [`Tail`] of the
    /// files that were not synced.
    pub fn images(&self, exhaustive: usize) -> Vec<Image<'_>> {
        let mut images = Vec::new();
        let mut known = BTreeSet::new();
        for kept in subsets(self.disk.pending.len(), exhaustive) {
            let names = self.names(&kept);
            let unsynced: BTreeSet<Id> = names
                .values()
                .filter_map(|node| match node {
                    Node::File(id) if self.disk.inodes[id].unsynced() => Some(*id),
                    _ => None,
                })
                .collect();
            for tails in tails_of(&unsynced) {
                let image = self.image(&names, &tails);
                if known.insert(image.fingerprint()) {
                    images.push(image);
                }
            }
        }
        images
    }

    /// [`Moment::images`], made.
    pub fn crash_images(&self, exhaustive: usize) -> Vec<SimFs> {
        self.images(exhaustive).iter().map(Image::disk).collect()
    }

    /// The names that are there if of the pending changes these were kept. Nothing lies in a folder that is not there.
    fn names(&self, kept: &[bool]) -> BTreeMap<&PathBuf, Node> {
        let disk = &self.disk;
        let mut names: BTreeMap<&PathBuf, Node> =
            disk.durable.iter().map(|(p, n)| (p, *n)).collect();
        for (change, _) in disk.pending.iter().zip(kept).filter(|(_, kept)| **kept) {
            change.show(&mut names);
        }
        if !kept.iter().all(|kept| *kept) {
            let there = |path: &&PathBuf| {
                path.ancestors().skip(1).all(|folder| {
                    folder.parent().is_none()
                        || folder.as_os_str().is_empty()
                        || names.get(&folder.to_owned()) == Some(&Node::Dir)
                })
            };
            let lost: Vec<&PathBuf> = names.keys().filter(|path| !there(path)).copied().collect();
            for path in lost {
                names.remove(path);
            }
        }
        names
    }

    fn image<'a>(
        &'a self,
        names: &BTreeMap<&'a PathBuf, Node>,
        tails: &BTreeMap<Id, Tail>,
    ) -> Image<'a> {
        let shown = |node: &Node| match node {
            Node::Dir => Shown::Dir,
            Node::File(id) => {
                let tail = tails.get(id).copied().unwrap_or(Tail::Whole);
                Shown::File(survives(*id, &self.disk.inodes[id], tail))
            }
        };
        Image {
            moment: self,
            names: names
                .iter()
                .map(|(path, node)| (*path, shown(node)))
                .collect(),
        }
    }
}

impl Image<'_> {
    /// Equal for images of one recording that show the same. Files only grow, so that a file, a length and what is
    /// blanked out say which bytes it shows.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.names.hash(&mut hasher);
        hasher.finish()
    }

    /// The disk itself.
    pub fn disk(&self) -> SimFs {
        let mut contents: BTreeMap<Id, Arc<Vec<u8>>> = BTreeMap::new();
        let mut names = BTreeMap::new();
        // Two names of one file show the same bytes, so one number for each will do.
        for (number, (path, shown)) in (0..).zip(&self.names) {
            let node = match shown {
                Shown::Dir => Node::Dir,
                Shown::File(bytes) => {
                    contents.insert(number, self.content(*bytes));
                    Node::File(number)
                }
            };
            names.insert((*path).clone(), node);
        }
        SimFs::with_disk(Disk::of(names, |id| Arc::clone(&contents[&id])))
    }

    fn content(&self, bytes: Bytes) -> Arc<Vec<u8>> {
        let Some(inode) = self.moment.disk.inodes.get(&bytes.id) else {
            return Arc::default();
        };
        if bytes.len == inode.seen.len() && bytes.from == bytes.to {
            return Arc::clone(&inode.seen);
        }
        let mut content = inode.seen[..bytes.len].to_vec();
        content[bytes.from..bytes.to].fill(bytes.fill);
        Arc::new(content)
    }
}

fn survives(id: Id, inode: &Inode, tail: Tail) -> Bytes {
    let (synced, end) = (inode.synced, inode.seen.len());
    let middle = synced + (end - synced) / 2;
    let (from, to, fill, len) = match tail {
        Tail::Whole => (0, 0, 0, end),
        Tail::Lost => (0, 0, 0, synced),
        Tail::Half => (0, 0, 0, middle),
        Tail::Zeros => (middle, end, 0, end),
        Tail::Hole => (synced, middle, 0, end),
        Tail::Stale => (middle, end, 0xa5, end),
    };
    Bytes {
        // One empty file is like another.
        id: if len == 0 { Id::MAX } else { id },
        from,
        to,
        fill,
        len,
    }
}

/// Every choice of tails for these files.
fn tails_of(unsynced: &BTreeSet<Id>) -> Vec<BTreeMap<Id, Tail>> {
    if unsynced.len() > COMBINED {
        let all = |tail| unsynced.iter().map(|id| (*id, tail)).collect();
        return TAILS.map(all).to_vec();
    }
    let mut choices = vec![BTreeMap::new()];
    for id in unsynced {
        choices = choices
            .into_iter()
            .flat_map(|choice| {
                TAILS.map(|tail| {
                    let mut choice = choice.clone();
                    choice.insert(*id, tail);
                    choice
                })
            })
            .collect();
    }
    choices
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
    let spread = (1..=1_u64 << exhaustive.min(6)).map(|seed| {
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
