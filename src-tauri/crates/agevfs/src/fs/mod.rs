//! Storage as a parameter.
//!
//! Only what a store of write-once files needs: a file is created, written from front to back, synced and
//! renamed into place; afterwards it is only read, at any offset, or removed. The same trait serves stores,
//! key slots and blobs, and [`sim::SimFs`] can stand in for the disk, lose power and fail.

mod below;
mod place;
mod real;
#[cfg(feature = "sim")]
pub mod sim;

pub use below::{OpenedForReading, ReadOnlyBelow};
pub use place::{Unplaced, place};
pub use real::RealFs;

use std::io;
use std::path::Path;

/// Bytes that can be read at any offset, by several threads at once.
#[expect(
    clippy::len_without_is_empty,
    reason = "a length in bytes that may fail to be read, not a collection"
)]
pub trait ReadAt: Send + Sync {
    /// Reads up to `buf.len()` bytes from `offset`; 0 at the end.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize>;

    /// The length in bytes.
    fn len(&self) -> io::Result<u64>;

    /// Fills `buf` from `offset`.
    fn read_exact_at(&self, mut offset: u64, mut buf: &mut [u8]) -> io::Result<()> {
        while !buf.is_empty() {
            match self.read_at(offset, buf) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(n) => {
                    offset += n as u64;
                    buf = &mut buf[n..];
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
}

impl ReadAt for Vec<u8> {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let start = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(Vec::len(self));
        let n = buf.len().min(Vec::len(self) - start);
        buf[..n].copy_from_slice(&self[start..start + n]);
        Ok(n)
    }

    fn len(&self) -> io::Result<u64> {
        Ok(Vec::len(self) as u64)
    }
}

/// An open file. Writing appends; there is no seeking and no overwriting.
pub trait File: ReadAt + io::Write {
    /// Waits until every byte written so far would survive a loss of power. After an error nothing may be
    /// assumed about the bytes, and a second call proves nothing: give the file up.
    fn fsync(&mut self) -> io::Result<()>;

    /// Asks the system to forget what it remembers of the bytes, so that the next reading comes from the medium. Only a wish:
    /// a system that cannot does nothing.
    fn forget(&self) -> io::Result<()> {
        Ok(())
    }
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The name, without its folder.
    pub name: String,
    /// Whether it is a folder itself.
    pub is_dir: bool,
}

/// Keeps a lock file locked; dropping it, or the end of the process, gives the lock back.
pub trait Lock: Send + Sync {}

/// A file system. Paths are passed on as they are.
pub trait Fs: Send + Sync {
    /// Opens a file for reading.
    fn open(&self, path: &Path) -> io::Result<Box<dyn File>>;

    /// Creates a file for appending, readable by its owner only; refuses if the name exists.
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn File>>;

    /// Gives a file another name, replacing any file of that name at once, or a folder another name, which must be
    /// free. It happens whole or not at all; durable only after [`Fs::sync_dir`], of both folders if it changed folders.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file. Durable only after [`Fs::sync_dir`].
    fn unlink(&self, path: &Path) -> io::Result<()>;

    /// Writes over the beginning of a file in place and waits until that is on the disk. A wish, for a file that is about to be removed: a disk or
    /// file system may keep the old bytes elsewhere, and one that cannot do it says so. Nothing relies on it.
    fn overwrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let _ = (path, bytes);
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Makes a folder, readable by its owner only, in an existing one. Durable only after [`Fs::sync_dir`] of the latter.
    fn mkdir(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn rmdir(&self, path: &Path) -> io::Result<()>;

    /// Waits until every creation, renaming and removal in the folder would survive a loss of power.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;

    /// The names in a folder, in order. Names that are not Unicode are left out.
    fn list(&self, path: &Path) -> io::Result<Vec<Entry>>;

    /// The length of a file in bytes.
    fn len(&self, path: &Path) -> io::Result<u64>;

    /// Whether there is anything of that name.
    fn exists(&self, path: &Path) -> io::Result<bool>;

    /// Bytes that can still be written where `path` lies; `None` if the system does not say.
    fn free(&self, path: &Path) -> io::Result<Option<u64>> {
        let _ = path;
        Ok(None)
    }

    /// Whether calls from several threads are answered side by side. A simulated one takes them in an order that can be
    /// repeated.
    fn many_at_once(&self) -> bool {
        false
    }

    /// Takes an exclusive advisory lock on the file at `path`, making it if needed; `None` if another holder,
    /// in this process or another, has it.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>>;
}

/// Reads a whole file, refusing one longer than `limit` bytes.
pub fn read(fs: &dyn Fs, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = fs.open(path)?;
    let len = file.len()?;
    if len > limit {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "longer than such a file may be",
        ));
    }
    let mut bytes = vec![0; usize::try_from(len).map_err(|_| io::ErrorKind::FileTooLarge)?];
    file.read_exact_at(0, &mut bytes)?;
    Ok(bytes)
}

impl<T: ReadAt + ?Sized> ReadAt for Box<T> {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        (**self).read_at(offset, buf)
    }

    fn len(&self) -> io::Result<u64> {
        (**self).len()
    }
}

impl ReadAt for &[u8] {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let start = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(<[u8]>::len(self));
        let n = buf.len().min(<[u8]>::len(self) - start);
        buf[..n].copy_from_slice(&self[start..start + n]);
        Ok(n)
    }

    fn len(&self) -> io::Result<u64> {
        Ok(<[u8]>::len(self) as u64)
    }
}
