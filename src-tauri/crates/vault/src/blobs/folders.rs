//! The folders that blobs lie in.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::Blobs;
use crate::error::{Error, Result};
use crate::layout::{BLOBS_NAME, bytes_of};

/// What is known of the folders in this process. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Folders(Arc<Mutex<Known>>);

#[derive(Default)]
pub(super) struct Known {
    /// Made or found, and then synced the names of: they need no sync again.
    durable: HashSet<String>,
    /// Bytes in each, if nothing in it was changed since they were counted.
    bytes: HashMap<String, u64>,
    /// How often anything was changed.
    changes: u64,
}

impl Folders {
    fn with<T>(&self, f: impl FnOnce(&mut Known) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Blobs<'_> {
    /// The folder for `id`, made if need be, with a durable name.
    pub(super) fn folder(&self, id: &str) -> Result<PathBuf> {
        let blobs = self.root.join(BLOBS_NAME);
        let name = &id[..2];
        let dir = blobs.join(name);
        if self
            .folders
            .is_some_and(|folders| folders.with(|known| known.durable.contains(name)))
        {
            return Ok(dir);
        }
        // Tools that copy folders leave empty ones out.
        if !self
            .env
            .fs
            .exists(&blobs)
            .map_err(|e| Error::io("look for", &blobs, e))?
        {
            self.env
                .fs
                .mkdir(&blobs)
                .map_err(|e| Error::io("make", &blobs, e))?;
            self.env
                .fs
                .sync_dir(self.root)
                .map_err(|e| Error::io("sync", self.root, e))?;
        }
        match self.env.fs.mkdir(&dir) {
            Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Error::io("make", &dir, e));
            }
            _ => {}
        }
        // Also when it was there already: whoever made it may have failed before this.
        self.env
            .fs
            .sync_dir(&blobs)
            .map_err(|e| Error::io("sync", &blobs, e))?;
        if let Some(folders) = self.folders {
            folders.with(|known| known.durable.insert(name.to_owned()));
        }
        Ok(dir)
    }

    /// The folder for `id` is not there any more, as somebody removed it. Whether it was known at all.
    pub(super) fn forget_folder(&self, id: &str) -> bool {
        self.folders
            .is_some_and(|folders| folders.with(|known| known.durable.remove(&id[..2])))
    }

    /// Something in the folder for `id` is another than before, or is about to be.
    pub(super) fn changed(&self, id: &str) {
        if let Some(folders) = self.folders {
            folders.with(|known| {
                known.bytes.remove(&id[..2]);
                known.changes += 1;
            });
        }
    }

    /// Size of all files in bytes. Asks for the length of each file once, and again where something was changed by this process.
    pub(crate) fn bytes(&self) -> Result<u64> {
        let (fs, dir) = (&*self.env.fs, self.root.join(BLOBS_NAME));
        let found = fs
            .exists(&dir)
            .map_err(|e| Error::io("look for", &dir, e))?;
        if !found {
            return Ok(0);
        }
        let mut sum = 0;
        for entry in fs.list(&dir).map_err(|e| Error::io("list", &dir, e))? {
            let seen = self.folders.map_or((None, 0), |folders| {
                folders.with(|known| (known.bytes.get(&entry.name).copied(), known.changes))
            });
            if let (Some(bytes), _) = seen {
                sum += bytes;
                continue;
            }
            let bytes = bytes_of(fs, &dir, &entry)?;
            if let Some(folders) = self.folders {
                folders.with(|known| {
                    // What was changed while it was counted is counted again the next time.
                    if known.changes == seen.1 {
                        known.bytes.insert(entry.name, bytes);
                    }
                });
            }
            sum += bytes;
        }
        Ok(sum)
    }
}
