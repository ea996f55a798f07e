//! The two files of a generation: one snapshot of everything, and the manifest that makes it count.

use std::io::{self, Write};
use std::path::Path;

use ring::digest::{Context, SHA256};
use zeroize::Zeroizing;

use super::Page;
use super::layout::{Hash, Manifest, Point};
use super::name::{self, Name};
use super::open::Place;
use super::segment::Segment;
use crate::fs::{File, place};
use crate::{Error, stream};

/// A large file is synced in parts: one sync at the end would hold up every commit beside it for as long as the
/// disk needs for all of it.
const SYNC_EVERY: u64 = 8 << 20;

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

/// Writes a snapshot, makes it durable, and reads it again to compare.
pub(super) fn write_snapshot(
    to: &Place<'_>,
    moment: &Moment,
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
            let out = SyncedInParts { out, unsynced: 0 };
            let mut writer = stream::seal(out, &[to.key.recipient()])?;
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
            let (_, sealed) = writer.finish()?;
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
        points: moment.points.clone(),
    };
    let path = to.dir.join(&file);
    let snapshot = read_again(to, &path, &manifest, number).inspect_err(|_| {
        let _ = to.fs.unlink(&path);
    })?;
    Ok((manifest, snapshot))
}

/// Syncs a file again and again while it is written.
struct SyncedInParts<'a> {
    out: &'a mut dyn File,
    unsynced: u64,
}

impl Write for SyncedInParts<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let n = self.out.write(buf)?;
        self.unsynced += n as u64;
        if self.unsynced >= SYNC_EVERY {
            // A failure gives the whole file up, so no sync is ever repeated after one that failed.
            self.out.fsync()?;
            self.unsynced = 0;
        }
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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
fn hash_of(segment: &Segment) -> Result<Hash, Error> {
    hash_told(segment, &mut |_| Ok(()))
}

/// The same; `told` each chunk, which may end it.
pub(super) fn hash_told(
    segment: &Segment,
    told: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
) -> Result<Hash, Error> {
    let mut hash = Context::new(&SHA256);
    segment.scan(|chunk| {
        hash.update(chunk);
        told(chunk)
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
