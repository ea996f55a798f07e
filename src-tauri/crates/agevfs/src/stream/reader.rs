//! Reading an age file at any offset.

use std::io::{self, Read, Seek, SeekFrom};

use age::Identity;
use ring::digest::{SHA256, digest};
use zeroize::{Zeroize, Zeroizing};

use super::writer::Finished;
use super::{CHUNK, Error, PayloadKey, SEALED_CHUNK, STRIDE, Sealed, TAG, header};
use crate::fs::ReadAt;

/// Opens an age file with the first of `identities` that fits.
///
/// The header's seal and the last chunk are checked at once, so the length is authentic; every other chunk
/// is checked when it is read.
///
/// # Errors
///
/// [`Error::NoMatch`] if no identity fits, [`Error::Newer`], [`Error::Damaged`], [`Error::Io`].
pub fn open<R: ReadAt>(source: R, identities: &[&dyn Identity]) -> Result<Reader<R>, Error> {
    let len = source.len()?;
    let mut reader = open_as(source, identities, len)?;
    reader.load(reader.chunks - 1)?;
    Ok(reader)
}

/// Opens what is left of a file that had `len` bytes. Its last chunk is not looked at: chunks that are damaged or
/// cut off are found when they are read, and the length is as true as `len` is.
pub(crate) fn open_as<R: ReadAt>(
    source: R,
    identities: &[&dyn Identity],
    len: u64,
) -> Result<Reader<R>, Error> {
    let header = header::read(&source, identities)?;
    let start = header.bytes.len() as u64;
    let (chunks, plain_len) = measure(len.saturating_sub(start))?;
    Ok(Reader {
        source,
        key: header.key,
        start,
        chunks,
        plain_len,
        sealed: Sealed {
            binding: digest(&SHA256, &header.bytes)
                .as_ref()
                .try_into()
                .expect("SHA-256 gives 32 bytes"),
            len,
        },
        current: None,
        position: 0,
    })
}

pub(super) fn cut(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::Damaged("the file has been cut short"),
        _ => Error::Io(error),
    }
}

/// The number of chunks and of plaintext bytes in a payload of `sealed` bytes.
fn measure(sealed: u64) -> Result<(u64, u64), Error> {
    let (full, rest) = (sealed / SEALED_CHUNK, sealed % SEALED_CHUNK);
    let tag = TAG as u64;
    // Only the single chunk of an empty file may be empty.
    let well_formed = (full > 0 && rest == 0) || rest > tag || (full == 0 && rest == tag);
    if !well_formed {
        return Err(Error::Damaged("the file has been cut short"));
    }
    let chunks = full + u64::from(rest > 0);
    Ok((chunks, sealed - chunks * tag))
}

/// A decrypted view of an age file: [`Read`] and [`Seek`], or chunk by chunk.
///
/// Nothing that was not authenticated is ever handed out. One decrypted chunk is held at a time and wiped
/// when dropped.
pub struct Reader<R> {
    pub(super) source: R,
    pub(super) key: PayloadKey,
    pub(super) start: u64,
    pub(super) chunks: u64,
    pub(super) plain_len: u64,
    sealed: Sealed,
    current: Option<(u64, Zeroizing<Vec<u8>>)>,
    position: u64,
}

impl<R: ReadAt> Reader<R> {
    /// A reader of a file that was just written to `source`.
    pub(crate) fn of_finished(source: R, finished: Finished) -> Self {
        let Finished { key, start, sealed } = finished;
        let (chunks, plain_len) =
            measure(sealed.len - start).expect("the writer writes whole chunks");
        Self {
            source,
            key,
            start,
            chunks,
            plain_len,
            sealed,
            current: None,
            position: 0,
        }
    }

    /// The plaintext's length in bytes, authenticated.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a length in bytes, not a collection"
    )]
    pub fn len(&self) -> u64 {
        self.plain_len
    }

    /// What identifies the file: the hash of its header and nonce, and its length.
    pub fn sealed(&self) -> Sealed {
        self.sealed
    }

    /// The number of chunks, at least 1.
    pub fn chunks(&self) -> u64 {
        self.chunks
    }

    /// Decrypts chunk number `index`, from 0, into `buf`, which is resized to its plaintext: [`CHUNK`] bytes
    /// for every chunk but the last. `buf` is emptied on error.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] if the chunk does not match its seal or there is none; [`Error::Io`].
    pub fn chunk(&self, index: u64, buf: &mut Vec<u8>) -> Result<(), Error> {
        if index >= self.chunks {
            buf.clear();
            return Err(Error::Damaged("no such part of the content"));
        }
        let last = index + 1 == self.chunks;
        let plain = if last {
            self.plain_len - index * CHUNK as u64
        } else {
            CHUNK as u64
        };
        // What is left in it from before is written over, not cleared first.
        buf.resize(
            usize::try_from(plain).expect("a chunk fits in memory") + TAG,
            0,
        );
        let offset = self.start + index * SEALED_CHUNK;
        let opened = self
            .source
            .read_exact_at(offset, buf)
            .map_err(cut)
            .and_then(|()| self.key.open(index, last, buf));
        buf.truncate(*opened.as_ref().unwrap_or(&0));
        opened.map(|_| ())
    }

    /// Reads the chunks from `first` on, up to `most` of them, in one go and opens each where it lies: in `buf` plaintext and
    /// tag of each follow one another. `buf` holds nothing that may be used on error.
    pub(super) fn chunks_at(&self, first: u64, most: u64, buf: &mut Vec<u8>) -> Result<(), Error> {
        let offset = self.start + first * SEALED_CHUNK;
        let len = (self.sealed.len - offset).min(most * SEALED_CHUNK);
        let len = usize::try_from(len).expect("a few chunks fit in memory");
        if buf.capacity() < len {
            // Nothing is left in it that growing could leave behind.
            buf.zeroize();
            *buf = Vec::with_capacity(len);
        }
        buf.resize(len, 0);
        self.source.read_exact_at(offset, buf).map_err(cut)?;
        for (i, chunk) in buf.chunks_mut(STRIDE).enumerate() {
            let index = first + i as u64;
            self.key.open(index, index + 1 == self.chunks, chunk)?;
        }
        Ok(())
    }

    /// Fills `buf` from plaintext offset `offset`.
    ///
    /// # Errors
    ///
    /// As [`Reader::chunk`]; [`Error::Damaged`] if the content ends before.
    pub fn read_exact_at(&mut self, offset: u64, mut buf: &mut [u8]) -> Result<(), Error> {
        self.position = offset;
        while !buf.is_empty() {
            let n = self.read_some(buf)?;
            if n == 0 {
                return Err(Error::Damaged("the content ends too early"));
            }
            buf = &mut buf[n..];
        }
        Ok(())
    }

    /// Takes the chunk decrypted last, with its number. A file of one chunk has it from the start.
    pub fn take_chunk(&mut self) -> Option<(u64, Zeroizing<Vec<u8>>)> {
        self.current.take()
    }

    fn load(&mut self, index: u64) -> Result<(), Error> {
        if self
            .current
            .as_ref()
            .is_some_and(|(held, _)| *held == index)
        {
            return Ok(());
        }
        // As large as any chunk here: growing later would leave an unwiped copy behind.
        let largest = usize::try_from(self.plain_len.min(CHUNK as u64))
            .expect("a chunk fits in memory")
            + TAG;
        let fresh = || Zeroizing::new(Vec::with_capacity(largest));
        let mut buf = self.current.take().map_or_else(fresh, |(_, buf)| buf);
        self.chunk(index, &mut buf)?;
        self.current = Some((index, buf));
        Ok(())
    }

    fn read_some(&mut self, buf: &mut [u8]) -> Result<usize, Error> {
        if self.position >= self.plain_len || buf.is_empty() {
            return Ok(0);
        }
        let index = self.position / CHUNK as u64;
        self.load(index)?;
        let within = usize::try_from(self.position % CHUNK as u64).expect("less than a chunk");
        let (_, chunk) = self.current.as_ref().expect("just loaded");
        let n = buf.len().min(chunk.len() - within);
        buf[..n].copy_from_slice(&chunk[within..within + n]);
        self.position += n as u64;
        Ok(n)
    }
}

impl<R: ReadAt> Read for Reader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        Ok(self.read_some(buf)?)
    }
}

impl<R: ReadAt> Seek for Reader<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::End(n) => self.plain_len.checked_add_signed(n),
            SeekFrom::Current(n) => self.position.checked_add_signed(n),
        };
        self.position = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
