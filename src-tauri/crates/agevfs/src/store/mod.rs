//! The chain of files: which pages a database has, and where each of them lies.
//!
//! A snapshot holds all pages of one moment; deltas hold the pages that changed since. The store reads pages
//! lazily from the files and gathers written pages until [`Store::commit`] makes one new file of them.

mod ahead;
mod cache;
mod chunks;
mod commit;
mod compact;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod generation;
mod history;
mod known;
mod layers;
mod layout;
mod merge;
mod name;
mod open;
mod rekey;
mod salvage;
mod segment;
#[cfg(all(test, feature = "sim"))]
mod tests;
mod verify;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::fs::{Fs, Unplaced};
use crate::{Entropy, Error, Head, Key, Options, Stats};
use cache::Cache;
use layers::{Delta, Layers};
use layout::{Manifest, Point};
use name::Name;

pub use compact::{Compaction, Leftovers};
pub use name::superseded;
pub(crate) use open::Place;

/// One page, wiped when dropped.
pub(crate) type Page = Zeroizing<Box<[u8]>>;

/// The pages of new stores. The size `SQLite` picks by itself.
const PAGE_SIZE: u32 = 4096;

/// The open files of one compartment.
pub(crate) struct Store {
    fs: Arc<dyn Fs>,
    dir: PathBuf,
    key: Key,
    entropy: Entropy,
    options: Options,
    manifest: Manifest,
    layers: Layers,
    head: Head,
    /// No merge may reach across this commit: a manifest for it may be on the disk, or is being made.
    floor: u64,
    cache: Cache,
    next_segment: u32,
    /// The commits known of, beyond those at the ends of the deltas; the newest of them, once there are many.
    points: Vec<Point>,
    /// Deltas that were merged into others and are left for a while, the oldest first: whoever copies the folder just
    /// now has listed them already.
    spent: VecDeque<Name>,
    /// The files that were there when the store was opened, or were made since. Others came from elsewhere and
    /// are not removed.
    own: BTreeSet<Name>,
    /// Pages written since the last commit.
    pending: BTreeMap<u32, Page>,
    /// The size the pending pages give the file, in pages.
    pending_size: u32,
    poisoned: bool,
    /// Tells a compaction of this store from one of another.
    token: Arc<()>,
    /// Why a call failed last, for the caller behind `SQLite`, which only passes numbers on.
    pub fault: Option<Error>,
}

impl Store {
    pub fn fs(&self) -> Arc<dyn Fs> {
        Arc::clone(&self.fs)
    }

    pub fn head(&self) -> Head {
        self.head
    }

    pub fn options(&self) -> &Options {
        &self.options
    }

    pub fn poisoned(&self) -> bool {
        self.poisoned
    }

    pub fn read_only(&self) -> bool {
        self.options.read_only
    }

    pub fn page_size(&self) -> u32 {
        self.manifest.page_size
    }

    /// The size of the file as `SQLite` sees it, in pages.
    pub fn size(&self) -> u32 {
        self.pending_size
    }

    pub fn stats(&self) -> Stats {
        let deltas = self.layers.deltas();
        Stats {
            deltas: deltas.len(),
            bytes_on_disk: self.layers.snapshot().file_len() + bytes_of(deltas),
            pages: self.layers.pages(),
            page_size: self.page_size(),
            generation: self.manifest.seq,
        }
    }

    /// Copies a part of a page as `SQLite` sees it now; zeros for a page never written.
    ///
    /// # Panics
    ///
    /// If the part is not within the page.
    pub fn read(&mut self, page: u32, within: usize, out: &mut [u8]) -> Result<(), Error> {
        if let Some(pending) = self.pending.get(&page) {
            out.copy_from_slice(&pending[within..within + out.len()]);
            return Ok(());
        }
        self.read_committed(page, within, out)
    }

    /// Copies a part of a page as of the last commit.
    fn read_committed(&mut self, page: u32, within: usize, out: &mut [u8]) -> Result<(), Error> {
        self.layers.read(&mut self.cache, page, within, out)
    }

    /// Takes a written page, or several zero pages as the file grows.
    pub fn write(&mut self, page: u32, content: &[u8]) {
        self.pending.insert(page, Zeroizing::new(content.into()));
        self.pending_size = self.pending_size.max(page);
    }

    /// Sets the size `SQLite` sees. What counts at the next commit is the size in the database's own header.
    pub fn truncate(&mut self, pages: u32) {
        self.pending.split_off(&pages.saturating_add(1));
        self.pending_size = pages;
    }

    /// Drops whatever was written since the last commit.
    pub fn discard(&mut self) {
        self.pending.clear();
        self.pending_size = self.layers.pages();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    fn number(&mut self) -> u32 {
        self.next_segment += 1;
        self.next_segment
    }
}

impl From<Unplaced> for Error {
    fn from(failed: Unplaced) -> Self {
        Self::io(failed.op, &failed.path, failed.source)
    }
}

/// Bytes of these files on the disk.
fn bytes_of(deltas: &[Arc<Delta>]) -> u64 {
    deltas.iter().map(|d| d.segment.file_len()).sum()
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
