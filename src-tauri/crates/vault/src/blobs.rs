//! Evidence: files too large for the database, each one an age file of its own.
//!
//! A blob is sealed to the identity of the case compartment, under a random name that says nothing. Its plaintext is the
//! content and then zeros up to the next Padmé length, so that the size on disk tells little. What it is, how long it
//! really is, its SHA-256 and what binds the reference to exactly this file stand in the [`BlobRef`], which belongs in the
//! database: a blob exchanged for another of the same vault is refused.

mod folders;
mod reader;
mod verify;

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agevfs::fs::{File, Lock};
use agevfs::{Key, stream};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub(crate) use self::folders::Folders;
pub use self::reader::BlobReader;
use crate::Env;
use crate::error::{Error, Result};
use crate::layout::{BLOBS_NAME, unplaced};

const SUFFIX: &str = ".age";
/// Even an empty blob is padded to this, in bytes.
const LEAST: u64 = 4096;
const STEP: usize = 64 * 1024;

/// What the database keeps of a blob.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct BlobRef {
    /// Its random name: 32 hexadecimal digits.
    pub id: String,
    /// Length of the content in bytes, without padding.
    pub size: u64,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// SHA-256 of the age header and payload nonce, hexadecimal: binds this reference to one file.
    pub binding: String,
}

/// The blobs of an open vault.
#[derive(Clone, Copy)]
pub struct Blobs<'a> {
    pub(crate) env: &'a Env,
    pub(crate) root: &'a Path,
    pub(crate) key: &'a Key,
    /// What is known of the folders; none: nothing is.
    pub(crate) folders: Option<&'a Folders>,
}

/// The blobs of an open vault for work on another thread, while the vault is read and written.
///
/// It holds the key of the cases and the vault's lock: whoever locks the vault ends the work first.
#[derive(Clone)]
pub struct HeldBlobs {
    pub(crate) env: Env,
    pub(crate) root: PathBuf,
    pub(crate) key: Key,
    pub(crate) folders: Folders,
    pub(crate) _lock: Option<Arc<dyn Lock>>,
}

impl HeldBlobs {
    /// The blobs themselves.
    pub fn blobs(&self) -> Blobs<'_> {
        Blobs {
            env: &self.env,
            root: &self.root,
            key: &self.key,
            folders: Some(&self.folders),
        }
    }
}

impl Blobs<'_> {
    /// Takes everything from `content`, at most `limit` bytes; durable when this returns.
    ///
    /// `progress` is told the bytes taken so far after every 64 KiB; when it answers `false`, adding stops.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::Cancelled`], [`Error::Io`] when reading or writing fails, [`Error::NoSpace`]. Whatever
    /// the error, nothing is left behind that counts.
    pub fn add(
        &self,
        content: &mut dyn Read,
        limit: u64,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<BlobRef> {
        self.put(self.env.entropy.hex(16), content, limit, progress)
    }

    /// The same under a given id, which no blob has yet.
    pub(crate) fn put(
        &self,
        id: String,
        content: &mut dyn Read,
        limit: u64,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<BlobRef> {
        let (name, tmp) = (format!("{id}{SUFFIX}"), format!("{id}.tmp"));
        let mut why = None;
        let mut fill = |file: &mut dyn File| {
            self.pour(content, limit, progress, file)
                .map_err(|e| match e {
                    Pour::Output(e) => e,
                    Pour::Input(e) => {
                        why = Some(e);
                        io::ErrorKind::Other.into()
                    }
                })
        };
        let fs = &*self.env.fs;
        let mut placed = agevfs::fs::place(fs, &self.folder(&id)?, &tmp, &name, &mut fill);
        let vanished = |e: &agevfs::fs::Unplaced| {
            e.op == "create" && e.source.kind() == io::ErrorKind::NotFound
        };
        if placed.as_ref().is_err_and(vanished) && self.forget_folder(&id) {
            placed = agevfs::fs::place(fs, &self.folder(&id)?, &tmp, &name, &mut fill);
        }
        self.changed(&id);
        match placed {
            Ok((_, (size, sha256, binding))) => Ok(BlobRef {
                id,
                size,
                sha256,
                binding,
            }),
            Err(e) => Err(why.unwrap_or_else(|| unplaced(e))),
        }
    }

    /// Opens a blob for reading at any place. Only authenticated bytes come out.
    ///
    /// # Errors
    /// [`Error::UnknownBlob`]; [`Error::Damaged`] if the file is not the one the reference was made for.
    pub fn open(&self, blob: &BlobRef) -> Result<BlobReader> {
        let path = self.root.join(relative(&blob.id)?);
        let file = self.env.fs.open(&path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => Error::UnknownBlob,
            _ => Error::io("open", &path, e),
        })?;
        let inner =
            stream::open(file, &[self.key.identity()]).map_err(|e| damage(&blob.id, &path, e))?;
        if hex(&inner.sealed().binding) != blob.binding || padded(blob.size) != Some(inner.len()) {
            return Err(Error::damaged(
                relative(&blob.id)?,
                "is not the file that was recorded",
            ));
        }
        Ok(BlobReader::new(inner, blob.size))
    }

    /// Removes a blob for good.
    ///
    /// # Errors
    /// [`Error::UnknownBlob`] if there is none.
    pub fn remove(&self, id: &str) -> Result<()> {
        let path = self.root.join(relative(id)?);
        self.env.fs.unlink(&path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => Error::UnknownBlob,
            _ => Error::io("remove", &path, e),
        })?;
        self.changed(id);
        let dir = path.parent().unwrap_or(self.root);
        self.env
            .fs
            .sync_dir(dir)
            .map_err(|e| Error::io("sync", dir, e))
    }

    /// The ids of all blobs, in order.
    pub fn list(&self) -> Result<Vec<String>> {
        let mut ids: Vec<String> = self
            .files()?
            .into_iter()
            .filter_map(|(_, name)| {
                name.strip_suffix(SUFFIX)
                    .filter(|id| is_id(id))
                    .map(str::to_owned)
            })
            .collect();
        ids.sort();
        Ok(ids)
    }

    /// Removes what `keep` does not name, and leftovers of interrupted writing. Returns how many files went.
    ///
    /// Only for a moment when nothing is being added: a blob whose reference is not in the database yet would go too.
    pub fn sweep(&self, keep: &HashSet<String>) -> Result<usize> {
        let mut gone = 0;
        let mut touched = BTreeSet::new();
        for (dir, name) in self.files()? {
            let id = name
                .strip_suffix(SUFFIX)
                .or_else(|| name.strip_suffix(".tmp"));
            let id = id.filter(|id| is_id(id));
            let wanted = name
                .strip_suffix(SUFFIX)
                .is_some_and(|id| keep.contains(id));
            if let Some(id) = id.filter(|_| !wanted) {
                let path = dir.join(&name);
                self.env
                    .fs
                    .unlink(&path)
                    .map_err(|e| Error::io("remove", &path, e))?;
                self.changed(id);
                touched.insert(dir);
                gone += 1;
            }
        }
        for dir in touched {
            self.env
                .fs
                .sync_dir(&dir)
                .map_err(|e| Error::io("sync", &dir, e))?;
        }
        Ok(gone)
    }

    /// The reference of a blob that was sealed anew under `id`, if it is there and has the content of `of`; what is there
    /// otherwise is removed.
    pub(crate) fn renewed(&self, of: &BlobRef, id: &str) -> Result<Option<BlobRef>> {
        let path = self.root.join(relative(id)?);
        let file = match self.env.fs.open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::io("open", &path, e)),
        };
        let binding = match stream::open(file, &[self.key.identity()]) {
            Ok(opened) => hex(&opened.sealed().binding),
            Err(stream::Error::Io(e)) => return Err(Error::io("read", &path, e)),
            Err(_) => String::new(),
        };
        let found = BlobRef {
            id: id.to_owned(),
            binding,
            ..of.clone()
        };
        match self.check(&found, &mut |_| true) {
            Ok(_) => Ok(Some(found)),
            Err(Error::Damaged { .. }) => self.remove(id).map(|()| None),
            Err(e) => Err(e),
        }
    }

    /// The size of a blob's file in bytes; 0 if there is none.
    pub(crate) fn file_len(&self, id: &str) -> Result<u64> {
        let path = self.root.join(relative(id)?);
        match self.env.fs.len(&path) {
            Ok(len) => Ok(len),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(e) => Err(Error::io("measure", &path, e)),
        }
    }

    /// Seals `content` into `file`: size, SHA-256 and binding.
    fn pour(
        &self,
        content: &mut dyn Read,
        limit: u64,
        progress: &mut dyn FnMut(u64) -> bool,
        file: &mut dyn File,
    ) -> std::result::Result<(u64, String, String), Pour> {
        let mut writer = stream::seal_hashed(file, &[self.key.recipient()])
            .map_err(|e| Pour::Output(e.into()))?;
        let mut buf = Zeroizing::new(vec![0; STEP]);
        let mut size = 0;
        loop {
            let n = match content.read(&mut buf) {
                Ok(0) => break,
                Ok(n) => n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    return Err(Pour::Input(Error::Io {
                        op: "read",
                        path: PathBuf::from("the file to add"),
                        source: e,
                    }));
                }
            };
            size += n as u64;
            if size > limit || padded(size).is_none() {
                return Err(Pour::Input(Error::TooLarge { limit }));
            }
            writer.write_all(&buf[..n]).map_err(Pour::Output)?;
            if !progress(size) {
                return Err(Pour::Input(Error::Cancelled));
            }
        }
        let padding = padded(size).expect("checked with every step") - size;
        writer.pad(padding).map_err(Pour::Output)?;
        let (_, sealed, sha256) = writer.finish_hashed().map_err(Pour::Output)?;
        Ok((size, hex(&sha256), hex(&sealed.binding)))
    }

    fn files(&self) -> Result<Vec<(PathBuf, String)>> {
        let blobs = self.root.join(BLOBS_NAME);
        let list = |dir: &Path| self.env.fs.list(dir).map_err(|e| Error::io("list", dir, e));
        let mut files = Vec::new();
        if !self
            .env
            .fs
            .exists(&blobs)
            .map_err(|e| Error::io("look for", &blobs, e))?
        {
            return Ok(files);
        }
        for folder in list(&blobs)?.into_iter().filter(|e| e.is_dir) {
            let dir = blobs.join(folder.name);
            files.extend(
                list(&dir)?
                    .into_iter()
                    .filter(|e| !e.is_dir)
                    .map(|e| (dir.clone(), e.name)),
            );
        }
        Ok(files)
    }
}

enum Pour {
    Input(Error),
    Output(io::Error),
}

/// The length that `size` bytes are padded to: Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
/// Communication with PURBs", 2019), which keeps as many leading bits of the length as its exponent has digits. At most
/// 12 % longer, falling with size; `None` near the end of 64 bits.
fn padded(size: u64) -> Option<u64> {
    if size <= LEAST {
        return Some(LEAST);
    }
    let exponent = size.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1 << (exponent - kept)) - 1;
    size.checked_add(mask).map(|sum| sum & !mask)
}

fn is_id(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Where a blob lies, relative to the vault. An id in another form names no blob, and no other file either.
fn relative(id: &str) -> Result<PathBuf> {
    if is_id(id) {
        Ok(Path::new(BLOBS_NAME)
            .join(&id[..2])
            .join(format!("{id}{SUFFIX}")))
    } else {
        Err(Error::UnknownBlob)
    }
}

fn damage(id: &str, path: &Path, e: stream::Error) -> Error {
    match e {
        stream::Error::Io(e) => Error::io("read", path, e),
        other => Error::damaged(relative(id).unwrap_or_default(), &other.to_string()),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, b| {
        write!(text, "{b:02x}").expect("writing to memory succeeds");
        text
    })
}

#[cfg(test)]
mod tests;
