//! age v1 files with random access.
//!
//! The header, with its recipient stanzas, is written and read by the `age` crate. The payload is this
//! module's own: STREAM over ChaCha20-Poly1305 in chunks of 64 KiB, as in <https://c2sp.org/age#payload>, so
//! that any chunk can be read alone, and long files on all cores ([`Writer`], [`Reader::scan`]). Files are
//! ordinary age files in both directions, and the same whatever number of threads made them.
//!
//! Note on memory: `ring` keeps no secrets beyond a call here. The 32-byte payload key lives in a wiped
//! buffer and is expanded for each chunk, which costs a copy of 32 bytes.

mod ahead;
mod batch;
mod crew;
mod header;
mod part;
mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use crew::spare_cores;
pub(crate) use reader::open_as;
pub use reader::{Reader, open};
pub use writer::{Sealed, Writer, seal, seal_hashed};

use std::io;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::held::HeldKey;

/// Plaintext bytes in every chunk but the last.
pub const CHUNK: usize = 64 * 1024;
/// Bytes of the Poly1305 tag behind each chunk.
pub const TAG: usize = 16;
/// Bytes of the payload nonce behind the header.
pub const NONCE: usize = 16;

/// A chunk with its tag, in bytes.
const STRIDE: usize = CHUNK + TAG;
const SEALED_CHUNK: u64 = STRIDE as u64;

/// Why an age file could not be written or read. Never holds content.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The storage failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// None of the identities opens the file.
    #[error("none of the keys opens this file")]
    NoMatch,
    /// An age file of a version not known here.
    #[error("an age file of an unknown version")]
    Newer,
    /// Not an age file, or a damaged one.
    #[error("{0}")]
    Damaged(&'static str),
    /// The recipients cannot be used, or not together.
    #[error("these recipients cannot be used together: {0}")]
    Recipients(#[source] age::EncryptError),
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Io(e) => e,
            other => Self::new(io::ErrorKind::InvalidData, other),
        }
    }
}

/// The key of one payload: HKDF-SHA256(file key, salt = nonce, info = "payload").
///
/// It must never be repeated across files: chunk nonces start at zero in each.
struct PayloadKey(HeldKey);

impl PayloadKey {
    fn new(bytes: &Zeroizing<[u8; 32]>) -> Self {
        Self(HeldKey::new(bytes))
    }

    fn derive(file_key: &[u8; 16], nonce: &[u8; NONCE]) -> Self {
        Self::new(&crate::key::hkdf_sha256(nonce, file_key, b"payload"))
    }

    fn cipher(&self) -> LessSafeKey {
        let key = self
            .0
            .with(|bytes| UnboundKey::new(&CHACHA20_POLY1305, bytes));
        LessSafeKey::new(key.expect("the key has 32 bytes"))
    }

    /// A second copy for the threads that seal the same file.
    fn copy(&self) -> Self {
        Self(self.0.copy())
    }

    /// Encrypts a chunk where it lies; the last [`TAG`] bytes of `chunk` are the place of the tag.
    fn seal(&self, index: u64, last: bool, chunk: &mut [u8]) {
        let (plain, place) = chunk.split_at_mut(chunk.len() - TAG);
        let tag = self
            .cipher()
            .seal_in_place_separate_tag(nonce(index, last), Aad::empty(), plain)
            .expect("a chunk is far below the limit of the cipher");
        place.copy_from_slice(tag.as_ref());
    }

    /// Decrypts a chunk with its tag where it lies; the plaintext is `chunk[..chunk.len() - TAG]`.
    fn open(&self, index: u64, last: bool, chunk: &mut [u8]) -> Result<usize, Error> {
        match self
            .cipher()
            .open_in_place(nonce(index, last), Aad::empty(), chunk)
        {
            Ok(plain) => Ok(plain.len()),
            Err(_) => Err(Error::Damaged(
                "a part of the content does not match its seal",
            )),
        }
    }
}

/// The nonce of a chunk: an 11-byte big-endian counter and a byte that marks the last chunk.
fn nonce_bytes(index: u64, last: bool) -> [u8; 12] {
    let mut bytes = [0; 12];
    bytes[3..11].copy_from_slice(&index.to_be_bytes());
    bytes[11] = u8::from(last);
    bytes
}

fn nonce(index: u64, last: bool) -> Nonce {
    Nonce::assume_unique_for_key(nonce_bytes(index, last))
}
