//! Writing an age file.

use std::io::{self, Write};

use age::Recipient;
use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::{CHUNK, Error, PayloadKey, TAG, header};

/// Starts an age file sealed to `recipients` on `out`: writes the header and the nonce.
///
/// # Errors
///
/// [`Error::Recipients`] if there are none or they cannot be used together; [`Error::Io`] of `out`.
pub fn seal<W: Write>(mut out: W, recipients: &[&dyn Recipient]) -> Result<Writer<W>, Error> {
    let header = header::make(recipients)?;
    out.write_all(&header.bytes)?;
    Ok(Writer {
        out,
        key: header.key,
        chunk: Zeroizing::new(Vec::with_capacity(CHUNK + TAG)),
        index: 0,
        start: header.bytes.len() as u64,
        sealed: Sealed {
            binding: digest(&SHA256, &header.bytes)
                .as_ref()
                .try_into()
                .expect("SHA-256 gives 32 bytes"),
            len: header.bytes.len() as u64,
        },
    })
}

/// Encrypts what is written to it. Call [`Writer::finish`], or the file is refused as truncated.
pub struct Writer<W> {
    out: W,
    key: PayloadKey,
    chunk: Zeroizing<Vec<u8>>,
    index: u64,
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
    /// Writes the last chunk and gives `out` back. Does not flush or sync it.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn finish(self) -> io::Result<(W, Sealed)> {
        let (out, finished) = self.finish_readable()?;
        Ok((out, finished.sealed))
    }

    /// As [`Writer::finish`], for a file that is to be read again at once.
    pub(crate) fn finish_readable(mut self) -> io::Result<(W, Finished)> {
        self.put(true)?;
        Ok((
            self.out,
            Finished {
                key: self.key,
                start: self.start,
                sealed: self.sealed,
            },
        ))
    }

    fn put(&mut self, last: bool) -> io::Result<()> {
        self.key.seal(self.index, last, &mut self.chunk);
        self.out.write_all(&self.chunk)?;
        self.sealed.len += self.chunk.len() as u64;
        self.chunk.clear();
        self.index += 1;
        Ok(())
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        // A full chunk waits until more comes, as only then it is known not to be the last one.
        if self.chunk.len() == CHUNK && !buf.is_empty() {
            self.put(false)?;
        }
        let n = buf.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&buf[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
