//! One open file of a store.

use std::path::Path;
use std::sync::Arc;

use super::cache::Cache;
use crate::fs::{File, Fs};
use crate::stream::{self, Reader, Sealed};
use crate::{Error, Key};

/// An open snapshot or delta.
pub(super) struct Segment {
    /// Names its chunks in the cache; never used twice in one store.
    pub number: u32,
    pub file: String,
    reader: Arc<Reader<Box<dyn File>>>,
}

impl Segment {
    /// Opens a file of the store. The last chunk is authenticated, and cached if it is the only one.
    pub fn open(fs: &dyn Fs, path: &Path, key: &Key, number: u32) -> Result<Self, Error> {
        let source = fs.open(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error::damaged(super::file_name(path), "it is missing"),
            _ => Error::io("open", path, e),
        })?;
        let reader = stream::open(source, &[key.identity()]).map_err(|e| Error::stream(path, e))?;
        Ok(Self::new(number, super::file_name(path), reader))
    }

    /// Opens what is left of a damaged file that had `len` bytes, or all that is there: no chunk is authenticated yet.
    pub fn open_damaged(
        fs: &dyn Fs,
        path: &Path,
        key: &Key,
        number: u32,
        len: Option<u64>,
    ) -> Result<Self, Error> {
        let damaged = |e| Error::stream(path, e);
        let source = fs.open(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error::damaged(super::file_name(path), "it is missing"),
            _ => Error::io("open", path, e),
        })?;
        let len = match len {
            Some(len) => len,
            None => source.len().map_err(|e| Error::io("read", path, e))?,
        };
        let reader = stream::open_as(source, &[key.identity()], len).map_err(damaged)?;
        Ok(Self::new(number, super::file_name(path), reader))
    }

    pub fn new(number: u32, file: String, reader: Reader<Box<dyn File>>) -> Self {
        Self {
            number,
            file,
            reader: Arc::new(reader),
        }
    }

    pub fn plain_len(&self) -> u64 {
        self.reader.len()
    }

    pub fn file_len(&self) -> u64 {
        self.reader.sealed().len
    }

    pub fn sealed(&self) -> Sealed {
        self.reader.sealed()
    }

    /// Hands the chunk that opening has decrypted to the cache.
    pub fn settle(&mut self, cache: &mut Cache) {
        if let Some((index, chunk)) = self.opened().take_chunk() {
            cache.insert(self, index, chunk);
        }
    }

    /// Wipes the chunk that opening has decrypted.
    pub fn release(&mut self) {
        drop(self.opened().take_chunk());
    }

    /// Decrypts every chunk in order, past the cache.
    pub fn scan(&self, mut each: impl FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
        let mut stopped = Ok(());
        self.reader
            .scan(0, &mut |chunk| {
                stopped = each(chunk);
                stopped.is_ok()
            })
            .map_err(|e| Error::stream(Path::new(&self.file), e))?;
        stopped
    }

    /// Decrypts one chunk into `buf`.
    pub fn chunk(&self, index: u64, buf: &mut Vec<u8>) -> Result<(), Error> {
        self.reader.chunk(index, buf).map_err(|e| self.error(e))
    }

    /// Decrypts a part of a chunk **without authenticating it**.
    pub fn unauthenticated(&self, offset: u64, out: &mut [u8]) -> Result<(), Error> {
        self.reader
            .unauthenticated(offset, out)
            .map_err(|e| self.error(e))
    }

    /// The file, to be read by another thread.
    pub fn reader(&self) -> Arc<Reader<Box<dyn File>>> {
        Arc::clone(&self.reader)
    }

    /// What an error of the age file means for this one.
    pub fn error(&self, error: stream::Error) -> Error {
        Error::stream(Path::new(&self.file), error)
    }

    fn opened(&mut self) -> &mut Reader<Box<dyn File>> {
        Arc::get_mut(&mut self.reader).expect("a file is shared only after it was opened")
    }
}
