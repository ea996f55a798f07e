//! Decrypting a part of a chunk.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};

use super::reader::{Reader, cut};
use super::{CHUNK, Error, SEALED_CHUNK, nonce_bytes};
use crate::fs::ReadAt;

/// Where the key stream of the content begins: the first block of 64 bytes is for the tag (RFC 8439, section 2.8).
const FIRST: u64 = 64;

impl<R: ReadAt> Reader<R> {
    /// Decrypts `out.len()` bytes from plaintext offset `offset`, all within one chunk, **without authenticating them**. Only
    /// for who knows what they have to be, and compares.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] if the content ends before, or the part reaches into another chunk; [`Error::Io`].
    pub(crate) fn unauthenticated(&self, offset: u64, out: &mut [u8]) -> Result<(), Error> {
        let (index, within) = (offset / CHUNK as u64, offset % CHUNK as u64);
        let end = offset.saturating_add(out.len() as u64);
        if end > self.plain_len || within + out.len() as u64 > CHUNK as u64 {
            return Err(Error::Damaged("the content ends too early"));
        }
        self.source
            .read_exact_at(self.start + index * SEALED_CHUNK + within, out)
            .map_err(cut)?;
        let nonce = nonce_bytes(index, index + 1 == self.chunks);
        let mut cipher = self
            .key
            .0
            .with(|key| ChaCha20::new(key.into(), &nonce.into()));
        cipher.seek(FIRST + within);
        cipher.apply_keystream(out);
        Ok(())
    }
}
