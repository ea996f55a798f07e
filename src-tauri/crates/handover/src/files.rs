//! Where the bytes of evidence live.

use std::io::Read;

use casework::record::Evidence;
use vault::{BlobRef, Blobs};

use crate::error::{Error, Result};
use crate::manifest::MAX_FILE;

/// The evidence files of a vault.
pub trait Files {
    /// Opens the file of an item.
    ///
    /// # Errors
    /// If it is missing or not the one that was recorded.
    fn open(&self, item: &Evidence) -> Result<Box<dyn Read + '_>>;
    /// Takes a file in; durable when this returns.
    ///
    /// # Errors
    /// Of reading or writing; nothing is left behind then.
    fn add(&self, from: &mut dyn Read) -> Result<BlobRef>;
    /// Takes a file out again.
    ///
    /// # Errors
    /// If there is none, or of the storage.
    fn remove(&self, id: &str) -> Result<()>;
}

impl Files for Blobs<'_> {
    fn open(&self, item: &Evidence) -> Result<Box<dyn Read + '_>> {
        let Evidence {
            blob,
            size,
            sha256,
            binding,
            ..
        } = item.clone();
        Ok(Box::new(Blobs::open(
            self,
            &BlobRef {
                id: blob,
                size,
                sha256,
                binding,
            },
        )?))
    }

    fn add(&self, from: &mut dyn Read) -> Result<BlobRef> {
        Blobs::add(self, from, MAX_FILE, &mut |_| true).map_err(Error::from)
    }

    fn remove(&self, id: &str) -> Result<()> {
        Blobs::remove(self, id).map_err(Error::from)
    }
}
