//! The content of one blob.

use std::io::{self, Read, Seek, SeekFrom};

use agevfs::fs::File;
use agevfs::stream;

/// The content of a blob: [`Read`] and [`Seek`] over the real size, without the padding.
///
/// Reading at a place costs the 64 KiB pieces that it touches, whatever the size; [`BlobReader::scan`] is for all of it.
pub struct BlobReader {
    pub(super) inner: stream::Reader<Box<dyn File>>,
    size: u64,
    at: u64,
}

impl BlobReader {
    pub(super) fn new(inner: stream::Reader<Box<dyn File>>, size: u64) -> Self {
        Self { inner, size, at: 0 }
    }

    /// Length of the content in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Hands the whole content to `each` in order, in pieces of at most 64 KiB, until `each` answers `false`. Returns whether it
    /// went to the end. A long one is read and decrypted ahead on all cores; `each` runs on the calling thread.
    ///
    /// # Errors
    /// Of kind [`io::ErrorKind::InvalidData`] if the file is damaged, others if it cannot be read. What came before has been
    /// handed out.
    pub fn scan(&self, each: &mut dyn FnMut(&[u8]) -> bool) -> io::Result<bool> {
        let mut left = self.size;
        let mut wanted = true;
        self.inner.scan(0, &mut |piece| {
            let n = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
            left -= n as u64;
            wanted = n == 0 || each(&piece[..n]);
            wanted && left > 0
        })?;
        Ok(wanted)
    }

    /// As [`BlobReader::scan`], and then the padding has to be zeros.
    pub(super) fn scan_all(&self, each: &mut dyn FnMut(&[u8]) -> bool) -> io::Result<bool> {
        let mut left = self.size;
        let mut padded = true;
        let whole = self.inner.scan(0, &mut |piece| {
            let n = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
            left -= n as u64;
            padded = piece[n..].iter().all(|byte| *byte == 0);
            padded && each(&piece[..n])
        })?;
        if padded {
            return Ok(whole);
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the padding is not zeros",
        ))
    }
}

impl Read for BlobReader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.size.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = buf.len().min(left);
        self.inner.seek(SeekFrom::Start(self.at))?;
        let n = self.inner.read(&mut buf[..most])?;
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for BlobReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::End(n) => self.size.checked_add_signed(n),
            SeekFrom::Current(n) => self.at.checked_add_signed(n),
        };
        self.at = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
