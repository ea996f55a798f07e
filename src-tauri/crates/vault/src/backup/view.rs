//! A generation as a folder: what its list names, where a vault would have it, and nothing else.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agevfs::fs::{Entry, File, Fs, Lock};

use super::list::List;

/// A file system that shows one generation below `root`, for reading only.
///
/// The folder of a backup holds many generations at once, of which two may come from copies of the vault that were worked on
/// apart, and key slots that were removed since. Through this a store sees the files of its own time.
pub(crate) struct View {
    fs: Arc<dyn Fs>,
    root: PathBuf,
    /// Path in the vault to place in the backup.
    files: BTreeMap<String, String>,
}

impl View {
    pub(crate) fn new(fs: Arc<dyn Fs>, root: &Path, list: &List) -> Self {
        let files = list
            .items
            .iter()
            .map(|item| (item.path.clone(), item.place()))
            .collect();
        Self {
            fs,
            root: root.to_owned(),
            files,
        }
    }

    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        let name = self.relative(path)?;
        self.files
            .get(&name)
            .map(|place| self.root.join(place))
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn relative(&self, path: &Path) -> io::Result<String> {
        let path = path
            .strip_prefix(&self.root)
            .map_err(|_| io::ErrorKind::NotFound)?;
        let parts: Option<Vec<&str>> = path
            .components()
            .map(|part| part.as_os_str().to_str())
            .collect();
        parts
            .map(|parts| parts.join("/"))
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn refused<T>() -> io::Result<T> {
    Err(io::ErrorKind::ReadOnlyFilesystem.into())
}

impl Fs for View {
    fn open(&self, path: &Path) -> io::Result<Box<dyn File>> {
        self.fs.open(&self.place(path)?)
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        self.fs.len(&self.place(path)?)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let folder = self.relative(path)?;
        let front = if folder.is_empty() {
            folder
        } else {
            folder + "/"
        };
        let mut entries: Vec<Entry> = Vec::new();
        let inside = self
            .files
            .range(front.clone()..)
            .map_while(|(file, _)| file.strip_prefix(front.as_str()));
        for rest in inside {
            let (name, is_dir) = rest
                .split_once('/')
                .map_or((rest, false), |(name, _)| (name, true));
            if entries.last().is_none_or(|last| last.name != name) {
                entries.push(Entry {
                    name: name.to_owned(),
                    is_dir,
                });
            }
        }
        if entries.is_empty() {
            Err(io::ErrorKind::NotFound.into())
        } else {
            Ok(entries)
        }
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        match self.place(path) {
            Ok(place) => self.fs.exists(&place),
            Err(_) => Ok(self.list(path).is_ok()),
        }
    }

    fn create_new(&self, _: &Path) -> io::Result<Box<dyn File>> {
        refused()
    }

    fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
        refused()
    }

    fn unlink(&self, _: &Path) -> io::Result<()> {
        refused()
    }

    fn mkdir(&self, _: &Path) -> io::Result<()> {
        refused()
    }

    fn rmdir(&self, _: &Path) -> io::Result<()> {
        refused()
    }

    fn sync_dir(&self, _: &Path) -> io::Result<()> {
        refused()
    }

    fn lock(&self, _: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        refused()
    }
}
