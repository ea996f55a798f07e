//! The archive inside a bundle: POSIX ustar (IEEE Std 1003.1-1988), of regular files only, always written the same way.
//!
//! The reader does not interpret headers. It computes the header that *must* stand there and compares all 512 bytes, so
//! that links, devices, absolute names, extensions and everything else that archives can do to a reader do not exist for it.

use std::io::{self, Read, Write};

use crate::error::{Error, Problem, Result};

const BLOCK: usize = 512;
/// 2000-01-01 00:00:00 UTC. A fixed time says nothing and makes the same content the same bytes; `tar` grumbles about 1970.
const MTIME: u64 = 946_684_800;
const MODE: u32 = 0o600;
const SIZE_FIELD: std::ops::Range<usize> = 124..136;
const CHECKSUM_FIELD: std::ops::Range<usize> = 148..156;

/// The one header that a file of this name and size has here. `name` has at most 99 bytes, `size` is below 8 GiB.
fn header(name: &str, size: u64) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, name.as_bytes());
    put(100, format!("{MODE:07o}").as_bytes());
    put(108, b"0000000\0"); // user
    put(116, b"0000000\0"); // group
    put(SIZE_FIELD.start, format!("{size:011o}").as_bytes());
    put(136, format!("{MTIME:011o}").as_bytes());
    put(CHECKSUM_FIELD.start, b"        ");
    put(156, b"0"); // a regular file
    put(257, b"ustar\x0000");
    put(329, b"0000000\0"); // device numbers
    put(337, b"0000000\0");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[CHECKSUM_FIELD].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// The size in a header, if it is written as this one is.
fn size_in(block: &[u8; BLOCK]) -> Option<u64> {
    let digits = std::str::from_utf8(block[SIZE_FIELD].strip_suffix(&[0])?).ok()?;
    let octal = digits.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    octal.then(|| u64::from_str_radix(digits, 8).ok())?
}

/// Bytes of zero after a file of `size` bytes.
fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).expect("below 512");
    (BLOCK - over) % BLOCK
}

/// Writes an archive.
pub struct Writer<W>(W);

impl<W: Write> Writer<W> {
    /// Onto `out`.
    pub fn new(out: W) -> Self {
        Self(out)
    }

    /// Adds one file of exactly `size` bytes.
    ///
    /// # Errors
    /// Of `out` or `from`; `UnexpectedEof` or `InvalidData` if `from` has fewer or more bytes.
    pub fn file(&mut self, name: &str, size: u64, from: &mut dyn Read) -> io::Result<()> {
        self.0.write_all(&header(name, size))?;
        let mut buffer = vec![0; 64 << 10];
        let mut left = size;
        loop {
            let found = match from.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if found == 0 {
                break;
            }
            left = left
                .checked_sub(found as u64)
                .ok_or(io::ErrorKind::InvalidData)?;
            self.0.write_all(&buffer[..found])?;
        }
        if left > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.0.write_all(&[0; BLOCK][..padding(size)])
    }

    /// Ends the archive and gives back what it was written onto.
    ///
    /// # Errors
    /// Of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.0.write_all(&[0; 2 * BLOCK])?;
        Ok(self.0)
    }
}

/// Reads an archive that must be exactly as [`Writer`] makes it.
pub struct Reader<R> {
    from: R,
    /// Bytes of the current file not read yet.
    left: u64,
    padding: usize,
    /// The header that was read last.
    block: [u8; BLOCK],
}

impl<R: Read> Reader<R> {
    /// From `from`.
    pub fn new(from: R) -> Self {
        Self {
            from,
            left: 0,
            padding: 0,
            block: [0; BLOCK],
        }
    }

    /// The name in the header that was read last, if it is the header that this name and size have; to say what a file is that was not expected.
    pub fn found(&self) -> Option<&str> {
        let end = self.block.iter().position(|byte| *byte == 0)?;
        let name = std::str::from_utf8(self.block.get(..end)?).ok()?;
        let good = end < 100 && self.block == header(name, size_in(&self.block)?);
        good.then_some(name)
    }

    /// Goes to the next file, which must be called `name`; gives its size, at most `limit`.
    ///
    /// # Errors
    /// [`Problem::Structure`] if anything else stands there, [`Problem::TooLarge`], [`Problem::Damaged`], or I/O.
    pub fn next(&mut self, name: &str, limit: u64) -> Result<u64> {
        self.skip()?;
        let mut block = [0; BLOCK];
        self.fill(&mut block)?;
        self.block = block;
        let size = size_in(&block).ok_or(Problem::Structure)?;
        if block != header(name, size) {
            return Err(Problem::Structure.into());
        }
        if size > limit {
            return Err(Problem::TooLarge.into());
        }
        self.left = size;
        self.padding = padding(size);
        Ok(size)
    }

    /// Reads some of the current file; 0 at its end.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let found = self.some(&mut buffer[..most])?;
        if found == 0 {
            return Err(Problem::Structure.into());
        }
        self.left -= found as u64;
        Ok(found)
    }

    /// Checks that nothing but the end follows.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn finish(mut self) -> Result<()> {
        self.skip()?;
        let mut end = [0; 2 * BLOCK];
        self.fill(&mut end)?;
        if end.iter().any(|byte| *byte != 0) || self.some(&mut [0])? != 0 {
            return Err(Problem::Structure.into());
        }
        Ok(())
    }

    /// Past what is left of the current file and the zeros after it.
    fn skip(&mut self) -> Result<()> {
        let mut buffer = [0; 4096];
        while self.read(&mut buffer)? > 0 {}
        let mut zeros = [0; BLOCK];
        let padding = std::mem::take(&mut self.padding);
        self.fill(&mut zeros[..padding])?;
        if zeros.iter().all(|byte| *byte == 0) {
            Ok(())
        } else {
            Err(Problem::Structure.into())
        }
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<()> {
        let mut at = 0;
        while at < buffer.len() {
            match self.some(&mut buffer[at..])? {
                0 => return Err(Problem::Structure.into()),
                found => at += found,
            }
        }
        Ok(())
    }

    fn some(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            match self.from.read(buffer) {
                Ok(found) => return Ok(found),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // This is how the age stream says that a chunk does not decrypt, or that the last one is missing.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
                    ) =>
                {
                    return Err(Problem::Damaged.into());
                }
                Err(error) => return Err(Error::io("read the handover")(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests;
