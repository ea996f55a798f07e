//! Backups: whole copies of a vault, each a vault itself, proved readable before an older one goes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use agevfs::fs::ReadAt;
use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::create::discard;
use super::{Unlocked, Vault};
use crate::Env;
use crate::blobs::{BlobRef, Blobs};
use crate::error::{Error, Result};
use crate::layout::{FORMAT_NAME, Format, LOCK_NAME, bytes_below};

const STEP: usize = 1 << 20;
const STAMP: &str = "%Y-%m-%d-%H%M%S";

/// One copy of a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its folder, which opens like any vault.
    pub path: PathBuf,
    /// When it was made, UTC, by its name.
    pub made: NaiveDateTime,
}

/// The backups of the vault `id` in the folder `dir`, newest first.
pub fn backups(dir: &Path, id: Uuid, env: &Env) -> Result<Vec<Backup>> {
    let entries = env.fs.list(dir).map_err(|e| Error::io("list", dir, e))?;
    let mut found = Vec::new();
    for entry in entries.into_iter().filter(|e| e.is_dir) {
        let path = dir.join(&entry.name);
        let Some(made) = stamp_of(&entry.name) else {
            continue;
        };
        // What is not whole has no format file, and another vault has another id.
        if Format::read(&*env.fs, &path).is_ok_and(|format| format.id == id) {
            found.push(Backup { path, made });
        }
    }
    found.sort_by(|a, b| (b.made, &b.path).cmp(&(a.made, &a.path)));
    Ok(found)
}

impl Vault<Unlocked> {
    /// Copies the whole vault into a new folder in `dir`, which must exist, outside the vault.
    ///
    /// The copy is read back and compared, and what the keys at hand open is decrypted and checked, evidence in `expected`
    /// too. Only then are backups of this vault beyond the `keep` newest removed; the new one is never among them.
    /// `progress` is told the bytes copied and all bytes to copy; when it answers `false`, the backup stops.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the vault or the copy is; [`Error::NoSpace`], [`Error::Io`], [`Error::Cancelled`]. The copy is
    /// removed then, and every older backup stays.
    pub fn backup(
        &self,
        dir: &Path,
        expected: &[BlobRef],
        keep: usize,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Backup> {
        if dir.starts_with(&self.root) {
            return Err(Error::io(
                "back up into",
                dir,
                io::ErrorKind::InvalidInput.into(),
            ));
        }
        let backup = self.new_folder(dir)?;
        let copied = self
            .copy_to(&backup.path, progress)
            .and_then(|()| self.prove(&backup.path, expected));
        if let Err(e) = copied {
            discard(&*self.env.fs, &backup.path);
            return Err(e);
        }
        let newest = backups(dir, self.format.id, &self.env)?;
        for old in newest
            .iter()
            .filter(|b| **b != backup)
            .skip(keep.saturating_sub(1))
        {
            discard(&*self.env.fs, &old.path);
        }
        Ok(backup)
    }

    fn new_folder(&self, dir: &Path) -> Result<Backup> {
        let stem = self
            .root
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or("vault");
        let made = self.env.clock.now();
        for attempt in 0..100 {
            let again = if attempt == 0 {
                String::new()
            } else {
                format!(".{attempt}")
            };
            let path = dir.join(format!("{stem}.{}{again}.vault", made.format(STAMP)));
            match self.env.fs.mkdir(&path) {
                Ok(()) => {
                    self.env
                        .fs
                        .sync_dir(dir)
                        .map_err(|e| Error::io("sync", dir, e))?;
                    let made = stamp_of(&path.file_name().unwrap_or_default().to_string_lossy())
                        .unwrap_or(made);
                    return Ok(Backup { path, made });
                }
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(Error::io("make", &path, e)),
            }
        }
        Err(Error::Exists)
    }

    /// Copies every file; the one that makes the folder a vault last.
    fn copy_to(&self, to: &Path, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<()> {
        let total = bytes_below(&*self.env.fs, &self.root)?;
        let mut done = 0;
        let mut tell = |bytes: u64| {
            done += bytes;
            if progress(done, total.max(done)) {
                Ok(())
            } else {
                Err(Error::Cancelled)
            }
        };
        self.copy_folder(Path::new(""), to, &mut tell)?;
        self.copy_file(Path::new(FORMAT_NAME), to, &mut tell)?;
        self.env
            .fs
            .sync_dir(to)
            .map_err(|e| Error::io("sync", to, e))
    }

    fn copy_folder(
        &self,
        folder: &Path,
        to: &Path,
        tell: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<()> {
        let fs = &*self.env.fs;
        let from = self.root.join(folder);
        for entry in fs.list(&from).map_err(|e| Error::io("list", &from, e))? {
            let path = folder.join(&entry.name);
            if entry.is_dir {
                let made = to.join(&path);
                fs.mkdir(&made).map_err(|e| Error::io("make", &made, e))?;
                self.copy_folder(&path, to, tell)?;
            } else if !left_out(&path, &entry.name) {
                self.copy_file(&path, to, tell)?;
            }
        }
        let made = to.join(folder);
        fs.sync_dir(&made).map_err(|e| Error::io("sync", &made, e))
    }

    /// Copies one file and reads the copy back.
    fn copy_file(
        &self,
        path: &Path,
        to: &Path,
        tell: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<()> {
        let fs = &*self.env.fs;
        let (from, to) = (self.root.join(path), to.join(path));
        let source = fs.open(&from).map_err(|e| Error::io("open", &from, e))?;
        let mut copy = fs
            .create_new(&to)
            .map_err(|e| Error::io("create", &to, e))?;
        let mut written = Sha256::new();
        each_part(&*source, &from, |part| {
            written.update(part);
            copy.write_all(part)
                .map_err(|e| Error::io("write", &to, e))?;
            tell(part.len() as u64)
        })?;
        copy.fsync().map_err(|e| Error::io("sync", &to, e))?;
        drop(copy);
        let copy = fs.open(&to).map_err(|e| Error::io("open", &to, e))?;
        let mut read = Sha256::new();
        each_part(&*copy, &to, |part| {
            read.update(part);
            Ok(())
        })?;
        if written.finalize() == read.finalize() {
            Ok(())
        } else {
            Err(Error::damaged(path, "was not copied as it is"))
        }
    }

    /// Opens the copy with the keys at hand and reads all of it.
    fn prove(&self, copy: &Path, expected: &[BlobRef]) -> Result<()> {
        Format::read(&*self.env.fs, copy)?.authenticate(&self.state.case.key)?;
        let blobs = Blobs {
            env: &self.env,
            root: copy,
            key: &self.state.case.key,
            folders: None,
        };
        let mut problems = blobs.verify(expected).problems;
        for open in std::iter::once(&self.state.case).chain(&self.state.sealed) {
            problems.extend(open.verify(&self.env, copy).problems);
        }
        problems
            .first()
            .map_or(Ok(()), |p| Err(Error::damaged(&p.file, &p.what)))
    }
}

/// What belongs to this moment of the vault only.
fn left_out(path: &Path, name: &str) -> bool {
    path == Path::new(LOCK_NAME)
        || path == Path::new(FORMAT_NAME)
        || name.starts_with("tmp-")
        || name.rsplit('.').next() == Some("tmp")
}

/// The time in a backup's name.
fn stamp_of(name: &str) -> Option<NaiveDateTime> {
    let stem = name.strip_suffix(".vault")?;
    let parsed = |text: &str| NaiveDateTime::parse_from_str(text, STAMP).ok();
    let mut parts = stem.rsplit('.');
    let last = parts.next()?;
    parsed(last).or_else(|| last.parse::<u8>().ok().and_then(|_| parsed(parts.next()?)))
}

/// Reads the file at `path` from front to back.
fn each_part(
    file: &dyn ReadAt,
    path: &Path,
    mut each: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut buf = vec![0; STEP];
    let mut at = 0;
    loop {
        match file.read_at(at, &mut buf) {
            Ok(0) => return Ok(()),
            Ok(n) => {
                each(&buf[..n])?;
                at += n as u64;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Error::io("read", path, e)),
        }
    }
}
