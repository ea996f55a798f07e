//! Writing a bundle: pack, sign, seal, and put the file in place only when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use casework::record::Evidence;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::manifest::{self, FileEntry, Manifest, hex};
use crate::minisign::SigningKey;
use crate::recipient::Recipient;
use crate::tar;

/// What the signature's trusted comment begins with: a signature made for anything else does not count as one of a
/// handover.
pub const COMMENT: &str = "sandyq handover manifest v1";

/// Most recipients of one bundle. A post-quantum one takes 1.6 KiB of a header that may have 128.
pub const MAX_RECIPIENTS: usize = 64;

/// One file that goes into a bundle.
pub struct Part<'a> {
    entry: FileEntry,
    open: Open<'a>,
}

/// Opens a file when its turn comes, so that thousands are not open at once.
type Open<'a> = Box<dyn FnOnce() -> Result<Box<dyn Read + 'a>> + 'a>;

impl<'a> Part<'a> {
    /// A file whose bytes are at hand.
    pub fn bytes(name: &str, bytes: Vec<u8>) -> Self {
        let entry = FileEntry {
            name: name.to_owned(),
            size: bytes.len() as u64,
            sha256: hex(&Sha256::digest(&bytes)),
            evidence: None,
        };
        Self {
            entry,
            open: Box::new(|| Ok(Box::new(io::Cursor::new(bytes)))),
        }
    }

    /// The file of an evidence item, opened and read while it is packed; packing stops if the bytes are not the recorded ones.
    pub fn evidence(
        name: String,
        item: &Evidence,
        open: impl FnOnce() -> Result<Box<dyn Read + 'a>> + 'a,
    ) -> Self {
        let entry = FileEntry {
            name,
            size: item.size,
            sha256: item.sha256.clone(),
            evidence: Some(item.id),
        };
        Self {
            entry,
            open: Box::new(open),
        }
    }

    /// What the manifest says of it.
    pub fn entry(&self) -> &FileEntry {
        &self.entry
    }
}

/// Packs and signs: writes the archive onto `out`. `manifest.files` is filled in here; `parts` are README, casebook, database and
/// page, then evidence, in any order. The same input gives the same bytes.
///
/// # Errors
/// [`Error::Evidence`] if an evidence file is not the recorded one, [`Error::TooLarge`], or I/O.
pub fn pack<W: Write>(
    out: W,
    mut manifest: Manifest,
    mut parts: Vec<Part<'_>>,
    key: &SigningKey,
) -> Result<W> {
    let place = |name: &str| {
        manifest::FIXED
            .iter()
            .position(|fixed| *fixed == name)
            .unwrap_or(usize::MAX)
    };
    parts.sort_by(|a, b| {
        (place(&a.entry.name), &a.entry.name).cmp(&(place(&b.entry.name), &b.entry.name))
    });
    let mut sums = String::new();
    for FileEntry { name, sha256, .. } in parts.iter().map(|part| &part.entry) {
        sums.extend([sha256, "  ", name, "\n"]);
    }
    parts.insert(
        1.min(parts.len()),
        Part::bytes(manifest::SUMS, sums.into_bytes()),
    );

    manifest.files = parts.iter().map(|part| part.entry.clone()).collect();
    let bytes = manifest.to_bytes();
    // What could not be read again is not written.
    if bytes.len() as u64 > manifest::MAX_MANIFEST || Manifest::parse(&bytes).is_err() {
        return Err(Error::TooLarge);
    }
    let comment = format!("{COMMENT}, {}", manifest.created);
    let signature = key.sign(&bytes, &comment).into_bytes();

    let write = Error::io("write the handover");
    let mut archive = tar::Writer::new(out);
    archive
        .file(
            manifest::MANIFEST,
            bytes.len() as u64,
            &mut bytes.as_slice(),
        )
        .map_err(&write)?;
    archive
        .file(
            manifest::SIGNATURE,
            signature.len() as u64,
            &mut signature.as_slice(),
        )
        .map_err(&write)?;
    for part in parts {
        let mut from = Hashing {
            inner: (part.open)()?,
            hash: Sha256::new(),
        };
        archive
            .file(&part.entry.name, part.entry.size, &mut from)
            .map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => {
                    Error::Evidence(part.entry.name.clone())
                }
                _ => write(error),
            })?;
        if hex(&from.hash.finalize()) != part.entry.sha256 {
            return Err(Error::Evidence(part.entry.name));
        }
    }
    archive.finish().map_err(write)
}

/// Seals whatever `fill` writes to `recipients`, all of one sort ([`crate::recipient::agreed`]), onto `out`.
///
/// # Errors
/// [`Error::NoRecipient`] if there are none or they do not go together, [`Error::TooLarge`] if there are more than [`MAX_RECIPIENTS`], I/O, or what `fill` says.
pub fn seal<W: Write>(
    out: W,
    recipients: &[Recipient],
    fill: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<W> {
    let write = Error::io("write the handover");
    if recipients.len() > MAX_RECIPIENTS {
        return Err(Error::TooLarge);
    }
    let all = recipients.iter().map(Recipient::as_age);
    let encryptor = age::Encryptor::with_recipients(all).map_err(|_| Error::NoRecipient)?;
    let mut sealed = encryptor.wrap_output(out).map_err(&write)?;
    fill(&mut sealed)?;
    sealed.finish().map_err(write)
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

/// Writes a new file beside its place, readable by its owner only, and moves it there when `write` is done and the bytes are on
/// the disk. Nothing is left behind if anything fails.
///
/// # Errors
/// [`Error::Exists`] if there is a file already, I/O, or what `write` says.
pub fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<Written> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(Error::Exists);
    }
    let part = part_path(path);
    sweep(path);
    let file = private_new(&part)?;
    let done = fill_file(file, write).and_then(|written| {
        if fs::symlink_metadata(path).is_ok() {
            return Err(Error::Exists);
        }
        fs::rename(&part, path).map_err(Error::io("put the handover in place"))?;
        sync_folder(path)?;
        Ok(written)
    });
    if done.is_err() {
        // The error that matters is the first one.
        let _ = fs::remove_file(&part);
    }
    done
}

fn fill_file(file: File, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<Written> {
    let failed = Error::io("write the handover");
    let inner = BufWriter::with_capacity(256 << 10, file);
    let mut out = Counting {
        inner,
        bytes: 0,
        hash: Sha256::new(),
    };
    write(&mut out)?;
    out.flush().map_err(&failed)?;
    out.inner.get_ref().sync_all().map_err(failed)?;
    Ok(Written {
        bytes: out.bytes,
        sha256: hex(&out.hash.finalize()),
    })
}

/// `.name.PID.part`: what is not whole yet, in the same folder and so on the same file system.
pub(crate) fn part_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// Removes what a process that was killed left of the same place: nobody else would find it, and of an opened handover it can be read.
pub(crate) fn sweep(path: &Path) {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let of_the_dead = |found: &str| {
        let pid = found
            .strip_prefix(&format!(".{name}."))
            .and_then(|rest| rest.strip_suffix(".part"))
            .and_then(|pid| pid.parse::<u32>().ok());
        pid.is_some_and(|pid| {
            cfg!(target_os = "linux") && !Path::new(&format!("/proc/{pid}")).exists()
        })
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !of_the_dead(&entry.file_name().to_string_lossy()) {
            continue;
        }
        // What cannot be removed is in nobody's way.
        let _ = match entry.file_type() {
            Ok(kind) if kind.is_dir() => fs::remove_dir_all(entry.path()),
            _ => fs::remove_file(entry.path()),
        };
    }
}

/// A new file that only its owner reads.
pub(crate) fn private_new(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(Error::io("make a file"))
}

/// Makes a rename in the folder of `path` last.
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(Error::io("put the handover in place"))
    } else {
        Ok(())
    }
}

struct Hashing<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let found = self.inner.read(buffer)?;
        self.hash.update(&buffer[..found]);
        Ok(found)
    }
}

struct Counting<W> {
    inner: W,
    bytes: u64,
    hash: Sha256,
}

impl<W: Write> Write for Counting<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.bytes += written as u64;
        self.hash.update(&buffer[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests;
