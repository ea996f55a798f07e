//! The age header: recipient stanzas that wrap the file key, by the `age` crate.

use std::cell::RefCell;
use std::collections::HashSet;

use age::secrecy::ExposeSecret;
use age::{DecryptError, Decryptor, EncryptError, Encryptor, Identity, Recipient};
use age_core::format::{FileKey, Stanza};
use zeroize::Zeroizing;

use super::{Error, NONCE, PayloadKey};
use crate::fs::ReadAt;

/// No header is longer. The parser reads line by line and starts over each time, so its work grows with the
/// square of the length; room for dozens of post-quantum recipients is left.
const LONGEST: usize = 128 * 1024;
const FIRST_LINE: &[u8] = b"age-encryption.org/v1\n";
const FIRST_READ: usize = 4 * 1024;

/// A header that was read, or is to be written.
pub(super) struct Header {
    /// The header's bytes and the payload nonce behind it.
    pub bytes: Vec<u8>,
    pub key: PayloadKey,
}

/// Makes a header for a new file with a fresh file key and payload nonce.
pub(super) fn make(recipients: &[&dyn Recipient]) -> Result<Header, Error> {
    let caught = Caught::default();
    let wrapping: Vec<Wrapping<'_>> = recipients
        .iter()
        .map(|inner| Wrapping {
            inner: *inner,
            caught: &caught,
        })
        .collect();
    let encryptor = Encryptor::with_recipients(wrapping.iter().map(|w| w as &dyn Recipient))
        .map_err(Error::Recipients)?;
    let mut bytes = Vec::with_capacity(FIRST_READ);
    // Only the header and the nonce are taken; the crate's own payload writer is dropped unused.
    drop(encryptor.wrap_output(&mut bytes)?);
    let key = caught
        .payload_key(&bytes)
        .expect("wrapping for at least one recipient showed the file key");
    Ok(Header { bytes, key })
}

/// Reads the header of `source` and the payload key with the first of `identities` that fits.
pub(super) fn read(source: &dyn ReadAt, identities: &[&dyn Identity]) -> Result<Header, Error> {
    let mut bytes = head_of(source)?;
    let caught = Caught::default();
    let mut rest = bytes.as_slice();
    let decryptor = Decryptor::new_buffered(&mut rest).map_err(error)?;
    let unwrapping: Vec<Unwrapping<'_>> = identities
        .iter()
        .map(|inner| Unwrapping {
            inner: *inner,
            caught: &caught,
        })
        .collect();
    // Verifies the header's MAC; the crate's own payload reader is dropped unused.
    drop(
        decryptor
            .decrypt(unwrapping.iter().map(|u| u as &dyn Identity))
            .map_err(error)?,
    );
    let used = bytes.len() - rest.len();
    bytes.truncate(used);
    let key = caught.payload_key(&bytes).ok_or(Error::NoMatch)?;
    Ok(Header { bytes, key })
}

/// The header's bytes with the nonce, checked for what the `age` crate is known to let pass.
fn head_of(source: &dyn ReadAt) -> Result<Vec<u8>, Error> {
    let len = source.len()?;
    let mut want = FIRST_READ;
    loop {
        let take = usize::try_from(len).unwrap_or(usize::MAX).min(want);
        let mut bytes = vec![0; take];
        source.read_exact_at(0, &mut bytes)?;
        if let Some(end) = end_of_header(&bytes)? {
            if bytes.len() < end + NONCE {
                if (bytes.len() as u64) < len {
                    want *= 2;
                    continue;
                }
                return Err(Error::Damaged("the file ends within its header"));
            }
            bytes.truncate(end + NONCE);
            return Ok(bytes);
        }
        if take as u64 == len {
            return Err(Error::Damaged("the file ends within its header"));
        }
        if want >= LONGEST {
            return Err(Error::Damaged("the header is longer than any may be"));
        }
        want *= 2;
    }
}

/// Where the header ends, or `None` if `bytes` holds no whole one.
///
/// Stricter than the parser of the `age` crate, which accepts a stanza whose body lacks its final short line.
fn end_of_header(bytes: &[u8]) -> Result<Option<usize>, Error> {
    let seen = bytes.len().min(FIRST_LINE.len());
    if bytes[..seen] != FIRST_LINE[..seen] {
        let other = bytes.starts_with(b"age-encryption.org/") && bytes.contains(&b'\n');
        return Err(if other {
            Error::Newer
        } else {
            Error::Damaged("not an age file")
        });
    }
    let mut at = FIRST_LINE.len();
    let mut body_open = false;
    while let Some(length) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|b| *b == b'\n'))
    {
        let line = &bytes[at..at + length];
        at += length + 1;
        if body_open {
            if line.len() > 64 || line.starts_with(b"-") {
                return Err(Error::Damaged("a recipient stanza is not well formed"));
            }
            body_open = line.len() == 64;
        } else if line.starts_with(b"-> ") {
            body_open = true;
        } else if line.starts_with(b"--- ") {
            return Ok(Some(at));
        } else {
            return Err(Error::Damaged("the header is not well formed"));
        }
    }
    Ok(None)
}

fn error(error: DecryptError) -> Error {
    match error {
        DecryptError::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
            Error::Damaged("the file ends within its header")
        }
        DecryptError::Io(e) => Error::Io(e),
        DecryptError::NoMatchingKeys
        | DecryptError::KeyDecryptionFailed
        | DecryptError::DecryptionFailed => Error::NoMatch,
        DecryptError::InvalidMac => Error::Damaged("the header does not match its seal"),
        DecryptError::ExcessiveWork { .. } => {
            Error::Damaged("the passphrase asks for more work than is allowed")
        }
        // Also for an unknown format: the first line has been compared already, and the parser falls back to that answer for
        // a first version that is not well formed.
        _ => Error::Damaged("the header is not well formed"),
    }
}

/// The file key, seen on its way through a recipient or an identity.
#[derive(Default)]
struct Caught(RefCell<Option<Zeroizing<[u8; 16]>>>);

impl Caught {
    fn see(&self, file_key: &FileKey) {
        *self.0.borrow_mut() = Some(Zeroizing::new(*file_key.expose_secret()));
    }

    fn payload_key(&self, header_and_nonce: &[u8]) -> Option<PayloadKey> {
        let nonce = header_and_nonce.last_chunk::<NONCE>()?;
        self.0
            .borrow()
            .as_ref()
            .map(|file_key| PayloadKey::derive(file_key, nonce))
    }
}

struct Wrapping<'a> {
    inner: &'a dyn Recipient,
    caught: &'a Caught,
}

impl Recipient for Wrapping<'_> {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        self.caught.see(file_key);
        self.inner.wrap_file_key(file_key)
    }
}

struct Unwrapping<'a> {
    inner: &'a dyn Identity,
    caught: &'a Caught,
}

impl Identity for Unwrapping<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        self.inner.unwrap_stanza(stanza).inspect(|r| self.keep(r))
    }

    // Not the default: an identity may look at all stanzas together, as the one for passphrases does.
    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<FileKey, DecryptError>> {
        self.inner.unwrap_stanzas(stanzas).inspect(|r| self.keep(r))
    }
}

impl Unwrapping<'_> {
    fn keep(&self, unwrapped: &Result<FileKey, DecryptError>) {
        if let Ok(file_key) = unwrapped {
            self.caught.see(file_key);
        }
    }
}
