//! Writing an age file.

use std::io::{self, Write};

use age::Recipient;
use ring::digest::{Context, SHA256, digest};

use super::batch::Batch;
use super::crew::{self, Crew};
use super::header::Header;
use super::{Error, PayloadKey, header};

/// A file longer than so many chunks is sealed on all cores from there on; for a shorter one, starting threads takes
/// longer than they would save.
const ALONE: u64 = 16;

/// Starts an age file sealed to `recipients` on `out`: writes the header and the nonce.
///
/// A long file (over 1 MiB) is sealed on all cores; `out` is only ever written by the calling thread, in order.
///
/// # Errors
///
/// [`Error::Recipients`] if there are none or they cannot be used together; [`Error::Io`] of `out`.
pub fn seal<W: Write>(out: W, recipients: &[&dyn Recipient]) -> Result<Writer<W>, Error> {
    Writer::start(out, header::make(recipients)?, None, crew::spare_cores())
}

/// As [`seal`], and takes the SHA-256 of the content on the way: see [`Writer::finish_hashed`].
///
/// # Errors
///
/// As [`seal`].
pub fn seal_hashed<W: Write>(out: W, recipients: &[&dyn Recipient]) -> Result<Writer<W>, Error> {
    let hash = Some(Context::new(&SHA256));
    Writer::start(out, header::make(recipients)?, hash, crew::spare_cores())
}

/// Encrypts what is written to it. Call [`Writer::finish`], or the file is refused as truncated.
pub struct Writer<W> {
    out: W,
    key: PayloadKey,
    batch: Batch,
    hash: Option<Context>,
    crew: Option<Crew>,
    /// How many threads a crew would have.
    threads: usize,
    start: u64,
    sealed: Sealed,
}

/// A finished file with its payload key, which saves unwrapping it again.
pub(crate) struct Finished {
    pub(super) key: PayloadKey,
    /// Where the payload begins.
    pub(super) start: u64,
    pub(super) sealed: Sealed,
}

/// What identifies a finished file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 of the header and the payload nonce. Together with [`Sealed::len`] it binds the content: the
    /// file key and the nonce fix the payload key, and every chunk is authenticated under that.
    pub binding: [u8; 32],
    /// The length of the age file in bytes.
    pub len: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn start(
        mut out: W,
        header: Header,
        hash: Option<Context>,
        threads: usize,
    ) -> Result<Self, Error> {
        out.write_all(&header.bytes)?;
        Ok(Self {
            out,
            key: header.key,
            batch: Batch::new(0, 1),
            hash,
            crew: None,
            threads,
            start: header.bytes.len() as u64,
            sealed: Sealed {
                binding: sha256(digest(&SHA256, &header.bytes)),
                len: header.bytes.len() as u64,
            },
        })
    }

    /// Writes `zeros` zeros that do not count for the hash of the content.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn pad(&mut self, mut zeros: u64) -> io::Result<()> {
        let some = [0; 4096];
        while zeros > 0 {
            let n = usize::try_from(zeros).unwrap_or(usize::MAX).min(some.len());
            zeros -= self.take(&some[..n], false)? as u64;
        }
        Ok(())
    }

    /// Writes the last chunk and gives `out` back. Does not flush or sync it.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn finish(self) -> io::Result<(W, Sealed)> {
        let (out, finished, _) = self.end()?;
        Ok((out, finished.sealed))
    }

    /// As [`Writer::finish`], and gives the SHA-256 of what was written, padding apart.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    ///
    /// # Panics
    ///
    /// If the writer was not made by [`seal_hashed`].
    pub fn finish_hashed(self) -> io::Result<(W, Sealed, [u8; 32])> {
        let (out, finished, hash) = self.end()?;
        let hash = hash.expect("made by seal_hashed");
        Ok((out, finished.sealed, sha256(hash.finish())))
    }

    /// As [`Writer::finish`], for a file that is to be read again at once.
    pub(crate) fn finish_readable(self) -> io::Result<(W, Finished)> {
        let (out, finished, _) = self.end()?;
        Ok((out, finished))
    }

    fn end(mut self) -> io::Result<(W, Finished, Option<Context>)> {
        let hash = if let Some(crew) = self.crew.take() {
            let (written, hash) = crew.finish(self.batch, &mut self.out)?;
            self.sealed.len += written;
            hash
        } else {
            self.put(true)?;
            self.hash
        };
        Ok((
            self.out,
            Finished {
                key: self.key,
                start: self.start,
                sealed: self.sealed,
            },
            hash,
        ))
    }

    /// Takes as much of `plain` as fits into the chunk begun.
    fn take(&mut self, plain: &[u8], counts: bool) -> io::Result<usize> {
        // A full batch waits until more comes, as only then it is known not to be the last one.
        if self.batch.is_full() && !plain.is_empty() {
            self.pass_on()?;
        }
        Ok(self.batch.fill(plain, counts))
    }

    fn pass_on(&mut self) -> io::Result<()> {
        if let Some(crew) = &mut self.crew {
            let first = self.batch.first() + crew::CHUNKS as u64;
            let full = std::mem::replace(&mut self.batch, crew.empty(first));
            self.sealed.len += crew.take(full, &mut self.out)?;
            return Ok(());
        }
        self.put(false)?;
        let next = self.batch.end();
        if next >= ALONE && self.threads > 0 {
            let mut crew = Crew::start(self.key.copy(), self.hash.take(), next, self.threads);
            self.batch = crew.empty(next);
            self.crew = Some(crew);
        } else {
            self.batch.reuse(next);
        }
        Ok(())
    }

    fn put(&mut self, last: bool) -> io::Result<()> {
        if let Some(hash) = &mut self.hash {
            self.batch.hash(hash);
        }
        self.batch.seal(&self.key, last);
        self.out.write_all(self.batch.bytes())?;
        self.sealed.len += self.batch.bytes().len() as u64;
        Ok(())
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.take(buf, true)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn sha256(digest: ring::digest::Digest) -> [u8; 32] {
    digest.as_ref().try_into().expect("SHA-256 gives 32 bytes")
}
