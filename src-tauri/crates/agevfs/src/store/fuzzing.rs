//! Doors for the fuzz targets in `tests/fuzz`, behind a feature that no shipped crate turns on: what stands behind a
//! seal in a store, and a store without `SQLite` on top of it.

use std::path::Path;
use std::sync::Arc;

use super::layout::{DeltaHead, Manifest};
use super::{Place, Store};
use crate::fs::Fs;
use crate::{Entropy, Error, Head, Key, Options, Report};

/// What an opened store holds.
pub struct Content {
    /// The newest commit.
    pub head: Head,
    /// The size of the database in pages.
    pub pages: u32,
    /// What the full check found.
    pub report: Report,
    /// The database, if it has no more pages than were wanted.
    pub image: Option<Vec<u8>>,
}

/// Reads the plaintext of a manifest and writes it again.
///
/// # Errors
///
/// [`Error::Damaged`], [`Error::Newer`].
pub fn manifest(key: &Key, plain: &[u8]) -> Result<Vec<u8>, Error> {
    Manifest::decode(key, "manifest", plain).map(|manifest| manifest.encode(key))
}

/// The same for the head of a delta: what stands before its page table.
///
/// # Errors
///
/// [`Error::Damaged`], [`Error::Newer`].
pub fn delta_head(key: &Key, plain: &[u8]) -> Result<Vec<u8>, Error> {
    DeltaHead::decode(key, "delta", plain).map(|head| head.encode(key))
}

/// Opens the store in `dir` for reading and reads it whole, if it has at most `most` pages.
///
/// # Errors
///
/// As [`crate::open`].
pub fn content(fs: Arc<dyn Fs>, dir: &Path, key: &Key, most: u32) -> Result<Content, Error> {
    let options = Options {
        read_only: true,
        cache_bytes: 0,
        ..Options::default()
    };
    let entropy = &Entropy::seeded(0);
    let mut store = Store::open(&Place {
        fs,
        dir,
        key,
        entropy,
        options,
    })?;
    let pages = store.stats().pages;
    let image = if pages <= most {
        let mut image = Vec::new();
        store.export(&mut image)?;
        Some(image)
    } else {
        None
    };
    Ok(Content {
        head: store.head(),
        pages,
        report: store.verify(&mut |_| true)?,
        image,
    })
}
