//! A file system of which one folder can only be read.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Entry, File, Fs, Lock};

/// The answer to every change below the folder, inside of an [`io::Error`] of the kind
/// [`io::ErrorKind::ReadOnlyFilesystem`]: it was opened for reading, whatever its medium would allow.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("opened for reading only")]
pub struct OpenedForReading;

/// Lets everything through but changes below one folder.
pub struct ReadOnlyBelow {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
}

impl ReadOnlyBelow {
    /// Of `fs` all but `folder` can be changed.
    pub fn new(fs: Arc<dyn Fs>, folder: &Path) -> Self {
        Self {
            fs,
            folder: folder.to_owned(),
        }
    }

    fn free(&self, path: &Path) -> io::Result<()> {
        if path.starts_with(&self.folder) {
            Err(io::Error::new(
                io::ErrorKind::ReadOnlyFilesystem,
                OpenedForReading,
            ))
        } else {
            Ok(())
        }
    }
}

impl Fs for ReadOnlyBelow {
    fn open(&self, path: &Path) -> io::Result<Box<dyn File>> {
        self.fs.open(path)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn File>> {
        self.free(path)?;
        self.fs.create_new(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.free(from)?;
        self.free(to)?;
        self.fs.rename(from, to)
    }

    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.free(path)?;
        self.fs.unlink(path)
    }

    fn overwrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.free(path)?;
        self.fs.overwrite(path, bytes)
    }

    fn mkdir(&self, path: &Path) -> io::Result<()> {
        self.free(path)?;
        self.fs.mkdir(path)
    }

    fn rmdir(&self, path: &Path) -> io::Result<()> {
        self.free(path)?;
        self.fs.rmdir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.free(path)?;
        self.fs.sync_dir(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.fs.list(path)
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        self.fs.len(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.fs.exists(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.free(path)?;
        self.fs.lock(path)
    }
}
