//! The folders that blobs lie in.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::Blobs;
use crate::error::{Error, Result};
use crate::layout::BLOBS_NAME;

/// Which folders this process made or found, and then synced the names of: they need no sync again. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Folders(Arc<Mutex<HashSet<String>>>);

impl Folders {
    fn with<T>(&self, f: impl FnOnce(&mut HashSet<String>) -> T) -> T {
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
            .is_some_and(|folders| folders.with(|known| known.contains(name)))
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
            folders.with(|known| known.insert(name.to_owned()));
        }
        Ok(dir)
    }

    /// The folder for `id` is not there any more, as somebody removed it. Whether it was known at all.
    pub(super) fn forget_folder(&self, id: &str) -> bool {
        self.folders
            .is_some_and(|folders| folders.with(|known| known.remove(&id[..2])))
    }
}
