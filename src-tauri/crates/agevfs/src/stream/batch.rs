//! A run of chunks on its way into a file.

use ring::digest::Context;
use zeroize::Zeroize;

use super::{CHUNK, PayloadKey, STRIDE, TAG};

/// Plaintext of a few chunks, with room for each tag behind its chunk, sealed where it lies. What has not been sealed is
/// wiped when it is dropped; what has is ciphertext and needs no wiping.
pub(super) struct Batch {
    /// Number of the first chunk.
    first: u64,
    bytes: Vec<u8>,
    /// How many chunks fit.
    most: usize,
    /// How many bytes of plaintext, from the front, count for the hash of the content.
    counted: usize,
    sealed: bool,
}

impl Batch {
    /// An empty one for `most` chunks. All memory is taken here: growing later would leave an unwiped copy behind.
    pub fn new(first: u64, most: usize) -> Self {
        Self {
            first,
            bytes: Vec::with_capacity(most * STRIDE),
            most,
            counted: 0,
            sealed: false,
        }
    }

    /// Empties one that was sealed, for the chunks from `first`.
    pub fn reuse(&mut self, first: u64) {
        debug_assert!(self.sealed, "plaintext would be forgotten");
        self.bytes.clear();
        self.counted = 0;
        self.sealed = false;
        self.first = first;
    }

    /// Whether no byte more fits.
    pub fn is_full(&self) -> bool {
        self.bytes.len() == self.most * STRIDE - TAG
    }

    /// Takes as much of `plain` as fits into the chunk begun, and says how much. `counts`: for the hash of the content.
    pub fn fill(&mut self, plain: &[u8], counts: bool) -> usize {
        let mut within = self.bytes.len() % STRIDE;
        if within == CHUNK && !plain.is_empty() && !self.is_full() {
            self.bytes.extend_from_slice(&[0; TAG]);
            within = 0;
        }
        let n = plain.len().min(CHUNK - within);
        self.bytes.extend_from_slice(&plain[..n]);
        if counts {
            self.counted += n;
        }
        n
    }

    /// Adds what counts to the hash of the content.
    pub fn hash(&self, hash: &mut Context) {
        let mut left = self.counted;
        for chunk in self.bytes.chunks(STRIDE) {
            let n = left.min(CHUNK);
            hash.update(&chunk[..n]);
            left -= n;
            if left == 0 {
                break;
            }
        }
    }

    /// Seals every chunk; `last`: the file ends with this batch.
    pub fn seal(&mut self, key: &PayloadKey, last: bool) {
        self.bytes.extend_from_slice(&[0; TAG]);
        let chunks = self.bytes.len().div_ceil(STRIDE);
        for (i, chunk) in self.bytes.chunks_mut(STRIDE).enumerate() {
            key.seal(self.first + i as u64, last && i + 1 == chunks, chunk);
        }
        self.sealed = true;
    }

    /// The sealed bytes.
    pub fn bytes(&self) -> &[u8] {
        debug_assert!(self.sealed, "plaintext must not get out");
        &self.bytes
    }

    pub fn first(&self) -> u64 {
        self.first
    }

    /// Number of the chunk behind the last one of this batch, once it is sealed.
    pub fn end(&self) -> u64 {
        self.first + self.bytes.len().div_ceil(STRIDE) as u64
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if !self.sealed {
            self.bytes.as_mut_slice().zeroize();
        }
    }
}
