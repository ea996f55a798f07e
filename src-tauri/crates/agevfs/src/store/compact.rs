//! A new generation: one snapshot of everything, and the manifest that makes it count.

use std::io::{self, Write};
use std::path::Path;

use ring::digest::{Context, SHA256};
use zeroize::Zeroizing;

use super::layout::{Hash, MOST_POINTS, Manifest, Point};
use super::name::{self, Name};
use super::open::ends;
use super::open::{Place, names};
use super::segment::Segment;
use super::{Page, Store};
use crate::Error;
use crate::fs::place;
use crate::stream;

/// Below this, deltas are never worth a new snapshot.
const SMALLEST_WORTH: u64 = 16 << 20;

/// The moment a snapshot is taken of.
pub(super) struct Moment {
    pub page_size: u32,
    pub seq: u64,
    pub chain: Hash,
    pub pages: u32,
    /// See [`Manifest::points`].
    pub points: Vec<Point>,
}

/// Gives the content of the next page, from 1.
type NextPage<'a> = &'a mut dyn FnMut(&mut Page) -> Result<(), Error>;

impl Store {
    /// Whether the deltas have grown beyond 16 MiB and half of the snapshot.
    pub fn needs_compaction(&self) -> bool {
        let deltas: u64 = self.deltas.iter().map(|d| d.segment.file_len()).sum();
        deltas > SMALLEST_WORTH.max(self.snapshot.file_len() / 2)
    }

    /// Writes the current state as a new snapshot and makes it count. Nothing happens if there are no deltas.
    ///
    /// The order keeps at least one whole generation on the disk: the snapshot is made durable, read again
    /// and compared; then the manifest is made durable and read again; then the files before are removed.
    pub fn compact(&mut self) -> Result<(), Error> {
        if self.options.read_only {
            return Err(Error::ReadOnly);
        }
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        if self.deltas.is_empty() {
            return Ok(());
        }
        let number = self.number();
        let moment = Moment {
            page_size: self.page_size(),
            seq: self.head.seq,
            chain: self.head.chain,
            pages: self.pages,
            points: self.past(),
        };
        let (fs, dir, key, entropy) = (
            self.fs.clone(),
            self.dir.clone(),
            self.key.clone(),
            self.entropy.clone(),
        );
        let place = Place {
            fs,
            dir: &dir,
            key: &key,
            entropy: &entropy,
            options: self.options,
        };
        let mut page = 0;
        let (manifest, snapshot) = write_snapshot(&place, moment, number, &mut |out| {
            page += 1;
            self.read_committed(page, 0, out)
        })?;
        // From here on a manifest of this commit may be on the disk, whatever happens.
        self.floor = self.head.seq;
        self.own.insert(Name::Snapshot {
            seq: manifest.seq,
            suffix: manifest.suffix,
        });
        self.own.insert(Name::Manifest {
            seq: manifest.seq,
            suffix: manifest.suffix,
        });
        write_manifest(&place, &manifest)?;
        self.adopt(manifest, snapshot);
        self.prune();
        Ok(())
    }

    /// The ends of every file that may be left of this history, the newest of them if there are many.
    fn past(&self) -> Vec<Point> {
        let mut points = self.manifest.points.clone();
        points.push((self.manifest.seq, self.manifest.chain));
        points.extend(&self.points);
        points.extend(self.deltas.iter().flat_map(ends));
        points.retain(|point| point.0 < self.head.seq);
        points.sort_unstable();
        points.dedup();
        points.split_off(points.len().saturating_sub(MOST_POINTS))
    }

    fn adopt(&mut self, manifest: Manifest, snapshot: Segment) {
        self.cache.forget(self.snapshot.number);
        for delta in self.deltas.drain(..) {
            self.cache.forget(delta.segment.number);
        }
        self.index.clear();
        // They are among the manifest's now.
        self.points.clear();
        self.snapshot_pages = manifest.pages;
        self.manifest = manifest;
        self.snapshot = snapshot;
    }

    /// Removes the files of earlier generations. Manifests go first and for good, so that none is left
    /// without its snapshot. What cannot be removed now is left to the next time.
    fn prune(&self) {
        let live = Name::Snapshot {
            seq: self.manifest.seq,
            suffix: self.manifest.suffix,
        };
        let Ok(mut names) = names(&*self.fs, &self.dir) else {
            return;
        };
        names.retain(|name| self.own.contains(name));
        let unlink = |name: &Name| self.fs.unlink(&self.path(&name.to_string())).is_ok();
        let old_manifest = |name: &&Name| match name {
            Name::Manifest { seq, suffix } => {
                (*seq, *suffix) != (self.manifest.seq, self.manifest.suffix)
            }
            _ => false,
        };
        if !names.iter().filter(old_manifest).all(unlink) || self.fs.sync_dir(&self.dir).is_err() {
            return;
        }
        for name in &names {
            match name {
                Name::Snapshot { .. } if *name != live => {
                    unlink(name);
                }
                Name::Delta { to, .. } if *to <= self.manifest.seq => {
                    unlink(name);
                }
                _ => {}
            }
        }
    }

    /// Writes the pages of the last commit, as an ordinary `SQLite` file.
    pub fn export(&mut self, out: &mut dyn Write) -> Result<(), Error> {
        let mut page: Page = blank(self.page_size());
        for number in 1..=self.pages {
            self.read_committed(number, 0, &mut page)?;
            out.write_all(&page)
                .map_err(|e| Error::io("write", Path::new("the exported database"), e))?;
        }
        Ok(())
    }
}

/// Writes a snapshot, makes it durable, and reads it again to compare.
pub(super) fn write_snapshot(
    to: &Place<'_>,
    moment: Moment,
    number: u32,
    next: NextPage<'_>,
) -> Result<(Manifest, Segment), Error> {
    let suffix = name::suffix(to.entropy);
    let file = Name::Snapshot {
        seq: moment.seq,
        suffix,
    }
    .to_string();
    let mut failed = None;
    let written = place(
        &*to.fs,
        to.dir,
        &name::temporary(to.entropy),
        &file,
        |out| {
            let mut writer = stream::seal(
                io::BufWriter::with_capacity(1 << 20, out),
                &[to.key.recipient()],
            )?;
            let mut hash = Context::new(&SHA256);
            let mut page = blank(moment.page_size);
            for _ in 0..moment.pages {
                next(&mut page).map_err(|e| {
                    failed = Some(e);
                    io::Error::other("a page could not be read")
                })?;
                hash.update(&page);
                writer.write_all(&page)?;
            }
            let (mut out, sealed) = writer.finish()?;
            out.flush()?;
            Ok((digest(hash), sealed))
        },
    );
    let (content, sealed) = match (written, failed) {
        (Ok((_, value)), _) => value,
        (Err(_), Some(error)) => return Err(error),
        (Err(unplaced), None) => return Err(unplaced.into()),
    };
    let manifest = Manifest {
        page_size: moment.page_size,
        seq: moment.seq,
        chain: moment.chain,
        suffix,
        binding: sealed.binding,
        file_len: sealed.len,
        pages: moment.pages,
        content,
        points: moment.points,
    };
    let path = to.dir.join(&file);
    let snapshot = read_again(to, &path, &manifest, number).inspect_err(|_| {
        let _ = to.fs.unlink(&path);
    })?;
    Ok((manifest, snapshot))
}

fn read_again(
    to: &Place<'_>,
    path: &Path,
    manifest: &Manifest,
    number: u32,
) -> Result<Segment, Error> {
    let mut snapshot = Segment::open(&*to.fs, path, to.key, number)?;
    let sealed = snapshot.sealed();
    if hash_of(&snapshot)? != manifest.content
        || sealed.binding != manifest.binding
        || sealed.len != manifest.file_len
    {
        return Err(Error::damaged(
            super::file_name(path),
            "what was written does not read back the same",
        ));
    }
    snapshot.release();
    Ok(snapshot)
}

/// Writes a manifest, makes it durable, and reads it again to compare. Until it is there, the generation
/// before counts; both tell the same state.
pub(super) fn write_manifest(to: &Place<'_>, manifest: &Manifest) -> Result<(), Error> {
    let name = Name::Manifest {
        seq: manifest.seq,
        suffix: manifest.suffix,
    };
    let tmp = name::temporary(to.entropy);
    place(&*to.fs, to.dir, &tmp, &name.to_string(), |out| {
        let mut writer = stream::seal(out, &[to.key.recipient()])?;
        writer.write_all(&manifest.encode(to.key))?;
        writer.finish().map(|_| ())
    })?;
    if super::open::read_manifest(to, name)? == *manifest {
        Ok(())
    } else {
        Err(Error::damaged(
            name.to_string(),
            "what was written does not read back the same",
        ))
    }
}

/// SHA-256 of a file's whole plaintext.
pub(super) fn hash_of(segment: &Segment) -> Result<Hash, Error> {
    let mut hash = Context::new(&SHA256);
    segment.scan(|chunk| {
        hash.update(chunk);
        Ok(())
    })?;
    Ok(digest(hash))
}

fn digest(hash: Context) -> Hash {
    hash.finish()
        .as_ref()
        .try_into()
        .expect("SHA-256 gives 32 bytes")
}

pub(super) fn blank(page_size: u32) -> Page {
    Zeroizing::new(vec![0; page_size as usize].into())
}
