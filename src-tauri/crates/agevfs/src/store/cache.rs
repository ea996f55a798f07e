//! Reading the files of a store through memory: decrypted chunks, tags of blocks that were seen before, and chunks that are
//! decrypted ahead when a file is gone through.

use zeroize::Zeroizing;

use super::ahead::Ahead;
use super::chunks::{ChunkKey, Chunks};
use super::known::{BLOCK, Known};
use super::segment::Segment;
use crate::stream::CHUNK;
use crate::{Entropy, Error};

/// After so many blocks in a row, chunks are decrypted ahead: what reads that far reads on.
const A_LONG_RUN: u32 = 48;

/// What is kept of files in memory.
pub(super) struct Cache {
    chunks: Chunks,
    known: Option<Known>,
    ahead: Option<Ahead>,
    /// A block that is not wanted whole.
    block: Zeroizing<Vec<u8>>,
}

impl Cache {
    /// For who reads every chunk once: about `bytes` bytes of chunks and nothing more.
    pub fn new(bytes: usize) -> Self {
        Self {
            chunks: Chunks::new(bytes),
            known: None,
            ahead: None,
            block: Zeroizing::default(),
        }
    }

    /// For who reads here and there for a long time.
    pub fn learning(bytes: usize, entropy: &Entropy) -> Self {
        Self {
            known: Some(Known::new(entropy)),
            block: Zeroizing::new(vec![0; BLOCK]),
            ..Self::new(bytes)
        }
    }

    /// Fills `out` from a plaintext offset of a file. Whatever comes out was authenticated.
    pub fn read(
        &mut self,
        segment: &Segment,
        mut offset: u64,
        mut out: &mut [u8],
    ) -> Result<(), Error> {
        while !out.is_empty() {
            let index = offset / CHUNK as u64;
            let within = usize::try_from(offset % CHUNK as u64).expect("less than a chunk");
            let left = segment.plain_len().saturating_sub(offset);
            let n = usize::try_from(left)
                .unwrap_or(usize::MAX)
                .min(CHUNK - within)
                .min(out.len());
            if n == 0 {
                return Err(Error::damaged(&*segment.file, "the content ends too early"));
            }
            let (part, rest) = out.split_at_mut(n);
            self.read_within(segment, index, within, part)?;
            offset += n as u64;
            out = rest;
        }
        Ok(())
    }

    /// Puts a chunk in that is already decrypted.
    pub fn insert(&mut self, segment: &Segment, index: u64, chunk: Zeroizing<Vec<u8>>) {
        self.chunks.insert((segment.number, index), chunk);
    }

    /// Forgets a file.
    pub fn forget(&mut self, file: u32) {
        self.chunks.forget(file);
        self.ahead.take_if(|ahead| ahead.of(file));
        if let Some(known) = &mut self.known {
            known.forget(file);
        }
    }

    fn read_within(
        &mut self,
        segment: &Segment,
        index: u64,
        within: usize,
        out: &mut [u8],
    ) -> Result<(), Error> {
        let key = (segment.number, index);
        let runs = self
            .known
            .as_mut()
            .is_some_and(|known| known.runs(key.0, index * CHUNK as u64 + within as u64));
        let copy = |chunk: &[u8], out: &mut [u8]| {
            let n = out.len();
            out.copy_from_slice(&chunk[within..within + n]);
        };
        if let Some(chunk) = self.chunks.peek(key) {
            copy(chunk, out);
            return Ok(());
        }
        if !runs && self.known.as_ref().is_some_and(|known| known.knows(key)) {
            return self.read_known(segment, index, within, out);
        }
        self.take_ahead(key);
        let chunk = self.chunks.get(key, |buf| segment.chunk(index, buf))?;
        copy(chunk, out);
        if let Some(known) = &mut self.known {
            if !runs {
                known.learn(key, chunk);
            } else if known.run() >= A_LONG_RUN
                && !self.ahead.as_ref().is_some_and(|ahead| ahead.reaches(key))
            {
                self.ahead = Ahead::start(segment, index + 1, known.tagger());
            }
        }
        Ok(())
    }

    /// Takes what was decrypted ahead up to the chunk of `key`, if that is on the way: who goes through a table comes back to what
    /// was passed over.
    fn take_ahead(&mut self, key: ChunkKey) {
        let (Some(ahead), Some(known)) = (&mut self.ahead, &mut self.known) else {
            return;
        };
        while let Some(done) = ahead.next_up_to(key) {
            let found = (key.0, done.index);
            known.keep(found, done.tags);
            ahead.give_back(match self.chunks.peek(found) {
                Some(_) => done.chunk,
                None => self.chunks.insert(found, done.chunk),
            });
        }
    }

    /// Reads only the blocks that `out` touches, of a chunk whose blocks are known.
    fn read_known(
        &mut self,
        segment: &Segment,
        index: u64,
        mut within: usize,
        mut out: &mut [u8],
    ) -> Result<(), Error> {
        let known = self.known.as_mut().expect("asked by the caller");
        let start = index * CHUNK as u64;
        let end = usize::try_from((segment.plain_len() - start).min(CHUNK as u64))
            .expect("at most a chunk");
        while !out.is_empty() {
            let number = within / BLOCK;
            let first = number * BLOCK;
            let n = out.len().min(first + BLOCK - within);
            let (part, rest) = out.split_at_mut(n);
            let block = &mut self.block[..BLOCK.min(end - first)];
            segment.unauthenticated(start + first as u64, block)?;
            if !known.is((segment.number, index), number, block) {
                return Err(Error::damaged(
                    &*segment.file,
                    "it has been changed since it was opened",
                ));
            }
            part.copy_from_slice(&block[within - first..within - first + n]);
            within += n;
            out = rest;
        }
        Ok(())
    }
}
