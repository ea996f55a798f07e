//! Compaction: the state of one moment becomes a new snapshot, while later commits go on.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::Cache;
use super::generation::{Moment, blank, write_manifest, write_snapshot};
use super::history::ends;
use super::layers::Layers;
use super::layout::{Manifest, Point, newest};
use super::name::Name;
use super::open::{Place, names};
use super::segment::Segment;
use super::{Page, Store, bytes_of};
use crate::fs::Fs;
use crate::{Entropy, Error, Key, Options};

/// Below this, deltas are never worth a new snapshot, in bytes.
const SMALLEST_WORTH: u64 = 16 << 20;
/// A compaction reads each of its files from front to back, so that some chunks of each are enough, in bytes.
const READ_CACHE: usize = 4 << 20;
/// The work asks whether to go on after so many pages.
pub(super) const ASK_EVERY: u32 = 64;

/// A compaction under way: everything it needs to make a snapshot of one moment, apart from the store it came
/// from. Made by [`crate::Database::begin_compaction`]; [`Compaction::run`] may take as long as it likes, on
/// any thread, while the database is read and written; [`crate::Database::finish_compaction`] makes its result
/// count. Dropped before that, it takes its file away again.
///
/// It holds the key of the store. Whoever locks the store has to end the run first.
pub struct Compaction {
    fs: Arc<dyn Fs>,
    dir: PathBuf,
    key: Key,
    entropy: Entropy,
    options: Options,
    layers: Layers,
    moment: Moment,
    number: u32,
    /// The store it belongs to.
    store: Arc<()>,
    written: Option<(Manifest, Segment)>,
}

impl Compaction {
    /// Writes the snapshot, makes it durable, and reads it again to compare. `progress` is told pages done and
    /// pages in all, and answers whether to go on.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`] if `progress` says so, and those of the storage. Nothing is left that counts, and the
    /// store is as it was.
    pub fn run(&mut self, progress: &mut dyn FnMut(u32, u32) -> bool) -> Result<(), Error> {
        if self.written.is_some() {
            return Ok(());
        }
        let mut cache = Cache::new(READ_CACHE);
        let (layers, mut page) = (&self.layers, 0);
        let total = layers.pages();
        let mut go_on = |page| {
            if page % ASK_EVERY == 0 && !progress(page, total) {
                return Err(Error::Cancelled);
            }
            Ok(())
        };
        let written = write_snapshot(&self.place(), &self.moment, self.number, &mut |out| {
            page += 1;
            go_on(page)?;
            layers.read(&mut cache, page, 0, out)
        })?;
        self.written = Some(written);
        Ok(())
    }

    fn place(&self) -> Place<'_> {
        Place {
            fs: Arc::clone(&self.fs),
            dir: &self.dir,
            key: &self.key,
            entropy: &self.entropy,
            options: self.options,
        }
    }
}

impl Drop for Compaction {
    fn drop(&mut self) {
        if let Some((manifest, _)) = self.written.take() {
            let file = manifest.snapshot().to_string();
            let _ = self.fs.unlink(&self.dir.join(file));
        }
    }
}

/// The files of earlier generations, not needed any more.
#[must_use = "the files stay until they are removed"]
pub struct Leftovers {
    fs: Arc<dyn Fs>,
    dir: PathBuf,
    live: Name,
    seq: u64,
    own: BTreeSet<Name>,
}

impl Leftovers {
    /// Removes the files. Manifests go first and for good, so that none is left without its snapshot. What cannot be
    /// removed now is left to the next compaction; so is what came from elsewhere.
    pub fn remove(self) {
        let Ok(mut names) = names(&*self.fs, &self.dir) else {
            return;
        };
        names.retain(|name| self.own.contains(name));
        let unlink = |name: &Name| self.fs.unlink(&self.dir.join(name.to_string())).is_ok();
        let old_manifest = |name: &&Name| {
            matches!(name, Name::Manifest { seq, suffix }
                if Name::Snapshot { seq: *seq, suffix: *suffix } != self.live)
        };
        if !names.iter().filter(old_manifest).all(unlink) || self.fs.sync_dir(&self.dir).is_err() {
            return;
        }
        for name in &names {
            match name {
                Name::Snapshot { .. } if *name != self.live => {
                    unlink(name);
                }
                Name::Delta { to, .. } if *to <= self.seq => {
                    unlink(name);
                }
                _ => {}
            }
        }
    }
}

impl Store {
    /// Whether the deltas have grown beyond 16 MiB and half of the snapshot.
    pub fn needs_compaction(&self) -> bool {
        bytes_of(self.layers.deltas()) > SMALLEST_WORTH.max(self.layers.snapshot().file_len() / 2)
    }

    /// Writes the current state as a new snapshot and makes it count. Nothing happens if there are no deltas.
    ///
    /// The order keeps at least one whole generation on the disk: the snapshot is made durable, read again
    /// and compared; then the manifest is made durable and read again; then the files before are removed.
    pub fn compact(&mut self) -> Result<(), Error> {
        if let Some(mut compaction) = self.begin_compaction()? {
            compaction.run(&mut |_, _| true)?;
            self.finish_compaction(compaction)?.remove();
        }
        Ok(())
    }

    /// Takes hold of the state of this moment; `None` if it is a snapshot already.
    pub fn begin_compaction(&mut self) -> Result<Option<Compaction>, Error> {
        if self.options.read_only {
            return Err(Error::ReadOnly);
        }
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        if self.layers.deltas().is_empty() {
            return Ok(None);
        }
        // From here on a manifest of this commit may come, whatever else happens.
        self.floor = self.head.seq;
        Ok(Some(Compaction {
            fs: Arc::clone(&self.fs),
            dir: self.dir.clone(),
            key: self.key.clone(),
            entropy: self.entropy.clone(),
            options: self.options,
            layers: self.layers.same(),
            moment: Moment {
                page_size: self.page_size(),
                seq: self.head.seq,
                chain: self.head.chain,
                pages: self.layers.pages(),
                points: self.past(),
            },
            number: self.number(),
            store: Arc::clone(&self.token),
            written: None,
        }))
    }

    /// Makes the new snapshot count. What commits came since stay on top of it.
    pub fn finish_compaction(&mut self, mut done: Compaction) -> Result<Leftovers, Error> {
        // Another compaction may have overtaken it; dropping it removes its file.
        let counts = Arc::ptr_eq(&done.store, &self.token) && done.moment.seq > self.manifest.seq;
        let Some((manifest, snapshot)) = done.written.take_if(|_| counts) else {
            return Err(Error::Cancelled);
        };
        self.own.insert(manifest.snapshot());
        self.own.insert(Name::Manifest {
            seq: manifest.seq,
            suffix: manifest.suffix,
        });
        // If this fails, the manifest may be there or not: both generations tell the same state, and the snapshot
        // stays for it.
        write_manifest(&done.place(), &manifest)?;
        for number in self
            .layers
            .rebase(manifest.seq, Arc::new(snapshot), manifest.pages)
        {
            self.cache.forget(number);
        }
        // Those up to it are among the manifest's now, or go with its leftovers.
        self.points.retain(|point| point.0 > manifest.seq);
        self.spent.retain(|name| name.last_commit() > manifest.seq);
        self.manifest = manifest;
        Ok(self.leftovers())
    }

    /// The files that the generation in force does not need and that are older than it.
    pub fn leftovers(&self) -> Leftovers {
        let writes = !self.options.read_only;
        let counts = |name: &&Name| writes && name.last_commit() <= self.manifest.seq;
        Leftovers {
            fs: Arc::clone(&self.fs),
            dir: self.dir.clone(),
            live: self.manifest.snapshot(),
            seq: self.manifest.seq,
            own: self.own.iter().filter(counts).copied().collect(),
        }
    }

    /// The ends of every file that may be left of this history, the newest of them if there are many.
    fn past(&self) -> Vec<Point> {
        let mut points = self.manifest.points.clone();
        points.push((self.manifest.seq, self.manifest.chain));
        points.extend(&self.points);
        points.extend(self.layers.deltas().iter().flat_map(|delta| ends(delta)));
        points.retain(|point| point.0 < self.head.seq);
        newest(&mut points);
        points
    }

    /// Writes the pages of the last commit, as an ordinary `SQLite` file.
    pub fn export(&mut self, out: &mut dyn Write) -> Result<(), Error> {
        let mut page: Page = blank(self.page_size());
        for number in 1..=self.layers.pages() {
            self.read_committed(number, 0, &mut page)?;
            out.write_all(&page)
                .map_err(|e| Error::io("write", Path::new("the exported database"), e))?;
        }
        Ok(())
    }
}
