//! Taking a bundle apart as if an enemy had made it.
//!
//! Order matters: nothing of the archive is looked at before it decrypts, nothing of the manifest is believed before its
//! signature fits, no file is used before its hash does, and nothing is used at all before the last byte has been read.

use std::io::{self, BufRead as _, BufReader, Read, Seek};

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Problem, Result};
use crate::keys::Keys;
use crate::manifest::{self, FileEntry, Manifest, hex};
use crate::minisign::{self, MAX_SIGNATURE, PublicKey};
use crate::seal::COMMENT;
use crate::tar;

const INTRO: &[u8] = b"age-encryption.org/v1\n";
/// Longest header of an age file that is parsed, in bytes: see [`crate::seal::MAX_RECIPIENTS`].
const MAX_HEADER: usize = 128 << 10;

/// A manifest whose signature fits the key named in it, with the very bytes of both files.
pub struct Signed {
    /// The manifest.
    pub manifest: Manifest,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The bytes of its signature.
    pub signature: Vec<u8>,
}

/// What is done with the files of a bundle, one after the other.
pub trait Visitor {
    /// The manifest has been read and its signature fits.
    ///
    /// # Errors
    /// Any error ends the walk.
    fn manifest(&mut self, signed: &Signed) -> Result<()>;
    /// The next file. What is not read of it is passed over; its hash is checked after this returns.
    ///
    /// # Errors
    /// Any error ends the walk.
    fn file(&mut self, entry: &FileEntry, from: &mut dyn Read) -> Result<()>;
}

/// Reads a bundle from its first byte to its last and hands its files to `visitor`.
///
/// The visitor sees bytes before the whole is known to be good, so a first walk is made only to check; see [`crate::check`].
///
/// # Errors
/// [`Error::Refused`] with the first problem found, I/O, or what the visitor says.
pub fn walk(mut file: impl Read + Seek, keys: &Keys, visitor: &mut dyn Visitor) -> Result<()> {
    file.rewind().map_err(Error::io("read the handover"))?;
    let mut archive = tar::Reader::new(decrypt(file, keys)?);
    let signed = signed_manifest(&mut archive)?;
    visitor.manifest(&signed)?;
    for entry in &signed.manifest.files {
        if archive.next(&entry.name, entry.size)? != entry.size {
            return Err(Problem::Hash.into());
        }
        let mut from = Checked {
            archive: &mut archive,
            hash: Sha256::new(),
            fault: None,
        };
        let visited = visitor.file(entry, &mut from);
        if let Some(fault) = from.fault.take() {
            return Err(fault);
        }
        visited?;
        from.drain()?;
        if hex(&from.hash.finalize()) != entry.sha256 {
            return Err(Problem::Hash.into());
        }
    }
    archive.finish()
}

pub(crate) fn decrypt<R: Read>(file: R, keys: &Keys) -> Result<impl Read + use<R>> {
    let mut file = BufReader::with_capacity(MAX_HEADER, file);
    let start = first_bytes(&mut file)?;
    if !start.starts_with(INTRO) {
        return Err(Problem::NotABundle.into());
    }
    if !start.windows(5).any(|window| window == b"\n--- ") {
        return Err(Problem::Damaged.into());
    }
    let by_passphrase = start[INTRO.len()..].starts_with(b"-> scrypt ");
    if by_passphrase && !keys.has_passphrase() {
        return Err(Problem::Passphrase.into());
    }
    let opened = age::Decryptor::new_buffered(file)
        .and_then(|decryptor| decryptor.decrypt(keys.identities().into_iter()));
    opened.map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => Problem::NotForUs.into(),
        age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed
            if by_passphrase =>
        {
            Problem::WrongPassphrase.into()
        }
        age::DecryptError::ExcessiveWork { .. } => Problem::TooLarge.into(),
        age::DecryptError::UnknownFormat => Problem::NotABundle.into(),
        age::DecryptError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Error::io("read the handover")(error)
        }
        _ => Problem::Damaged.into(),
    })
}

/// A full buffer of the file's beginning, without consuming it.
fn first_bytes<R: Read>(file: &mut BufReader<R>) -> Result<&[u8]> {
    file.fill_buf().map_err(Error::io("read the handover"))
}

fn signed_manifest<R: Read>(archive: &mut tar::Reader<R>) -> Result<Signed> {
    let bytes = match whole(archive, manifest::MANIFEST, manifest::MAX_MANIFEST) {
        Err(Error::Refused(Problem::Structure)) => return Err(other_letter(archive).into()),
        other => other?,
    };
    let signature = whole(archive, manifest::SIGNATURE, MAX_SIGNATURE as u64)?;
    // The key is in the text it signs: this says "made by whoever holds that key", and the caller says who that is.
    let manifest = Manifest::parse(&bytes)?;
    let key = PublicKey::parse(&manifest.sender.signing_key).map_err(|_| Problem::Manifest)?;
    let text = std::str::from_utf8(&signature).map_err(|_| Problem::Signature)?;
    let comment = key.verify(&bytes, text).map_err(|_| Problem::Signature)?;
    if comment != format!("{COMMENT}, {}", manifest.created) || !minisign::is_plain(text) {
        return Err(Problem::Signature.into());
    }
    Ok(Signed {
        manifest,
        bytes,
        signature,
    })
}

/// What a file is that is no handover: somebody may have taken a letter to the wrong place.
fn other_letter<R: Read>(archive: &tar::Reader<R>) -> Problem {
    match archive.found() {
        Some(name) if name == crate::reply::LETTER.text => Problem::Receipt,
        Some(name) if name == crate::disclose::LETTER.text => Problem::Sources,
        _ => Problem::Structure,
    }
}

pub(crate) fn whole<R: Read>(
    archive: &mut tar::Reader<R>,
    name: &str,
    limit: u64,
) -> Result<Vec<u8>> {
    let size = archive.next(name, limit)?;
    let mut bytes = vec![0; usize::try_from(size).map_err(|_| Problem::TooLarge)?];
    let mut at = 0;
    while at < bytes.len() {
        at += archive.read(&mut bytes[at..])?;
    }
    Ok(bytes)
}

/// One file of the archive: hashes what is read, and remembers why reading failed, because whoever reads may not.
struct Checked<'a, R> {
    archive: &'a mut tar::Reader<R>,
    hash: Sha256,
    fault: Option<Error>,
}

impl<R: Read> Checked<'_, R> {
    fn drain(&mut self) -> Result<()> {
        let mut buffer = vec![0; 64 << 10];
        loop {
            let found = self.archive.read(&mut buffer)?;
            if found == 0 {
                return Ok(());
            }
            self.hash.update(&buffer[..found]);
        }
    }
}

impl<R: Read> Read for Checked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.archive.read(buffer) {
            Ok(found) => {
                self.hash.update(&buffer[..found]);
                Ok(found)
            }
            Err(error) => {
                self.fault = Some(error);
                Err(io::Error::other("the handover cannot be read on"))
            }
        }
    }
}

#[cfg(test)]
mod tests;
