//! One signed text, sealed: what goes between two vaults beside handovers.
//!
//! ```text
//! age( tar( <name>.<ending> <name>.<ending>.minisig ) )
//! ```

use std::io::{Read, Seek};
use std::path::Path;

use crate::error::{Error, Problem, Result};
use crate::keys::Keys;
use crate::minisign::{self, MAX_SIGNATURE, PublicKey};
use crate::read::{decrypt, whole};
use crate::recipient::Recipient;
use crate::seal::{Written, seal, write_file};
use crate::tar;

/// A kind of letter.
pub(crate) struct Kind {
    /// Name of the text in the archive.
    pub text: &'static str,
    /// Name of its signature.
    pub signature: &'static str,
    /// What the trusted comment begins with: a signature made for anything else does not count.
    pub comment: &'static str,
    /// Longest text, in bytes.
    pub most: u64,
}

/// A letter that was opened. Nothing in it is believed before [`Kind::signed`].
pub(crate) struct Letter {
    pub text: String,
    signature: String,
}

impl Kind {
    fn comment(&self, at: &str) -> String {
        format!("{}, {at}", self.comment)
    }

    /// Signs a text, seals it, and writes it to a new file.
    ///
    /// # Errors
    /// Those of [`write_file`] and [`seal`].
    pub fn write(
        &self,
        out: &Path,
        to: &[Recipient],
        text: &str,
        at: &str,
        keys: &Keys,
    ) -> Result<Written> {
        let signature = keys.signing().sign(text.as_bytes(), &self.comment(at));
        let failed = Error::io("write the letter");
        write_file(out, |file| {
            seal(file, to, |sealed| {
                let mut archive = tar::Writer::new(sealed);
                for (name, text) in [(self.text, text), (self.signature, &signature)] {
                    let mut bytes = text.as_bytes();
                    archive
                        .file(name, text.len() as u64, &mut bytes)
                        .map_err(&failed)?;
                }
                archive.finish().map(drop).map_err(&failed)
            })
            .map(drop)
        })
    }

    /// Opens one to its last byte.
    ///
    /// # Errors
    /// [`Error::Refused`], or I/O.
    pub fn open(&self, mut file: impl Read + Seek, keys: &Keys) -> Result<Letter> {
        file.rewind().map_err(Error::io("read the letter"))?;
        let mut archive = tar::Reader::new(decrypt(file, keys)?);
        let text = whole(&mut archive, self.text, self.most)?;
        let signature = whole(&mut archive, self.signature, MAX_SIGNATURE as u64)?;
        archive.finish()?;
        let utf8 = |bytes, problem: Problem| String::from_utf8(bytes).map_err(|_| problem);
        Ok(Letter {
            text: utf8(text, Problem::Manifest)?,
            signature: utf8(signature, Problem::Signature)?,
        })
    }

    /// The key that stands in the letter signed it, as a letter of this kind and of that time. The key is in the text it signs: this says "made by
    /// whoever holds that key", and the caller says who that is.
    ///
    /// # Errors
    /// [`Problem::Signature`].
    pub fn signed(&self, letter: &Letter, key: &str, at: &str) -> Result<PublicKey, Problem> {
        let wrong = |_| Problem::Signature;
        let key = PublicKey::parse(key).map_err(wrong)?;
        let comment = key
            .verify(letter.text.as_bytes(), &letter.signature)
            .map_err(wrong)?;
        if comment == self.comment(at) && minisign::is_plain(&letter.signature) {
            Ok(key)
        } else {
            Err(Problem::Signature)
        }
    }
}

/// UTC, to the second, as it stands in letters: `YYYY-MM-DDTHH:MM:SS`.
pub(crate) fn is_moment(text: &str) -> bool {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S")
        .is_ok_and(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string() == text)
}
