//! Decrypting the chunks of a file ahead, on another core, while it is gone through.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread::{Builder, JoinHandle};

use zeroize::Zeroizing;

use super::chunks::ChunkKey;
use super::known::{BLOCK, Tagger, Tags};
use super::segment::Segment;
use crate::fs::File;
use crate::stream::{self, CHUNK, Reader, TAG};

/// Chunks that wait to be taken, at most.
const WAITING: usize = 8;
/// Who goes through a table skips what lies between its pages: so many chunks further on it is still the same going through.
const SKIPPED: u64 = 64;

type Buffer = Zeroizing<Vec<u8>>;

/// A chunk that was decrypted ahead.
pub(super) struct Decrypted {
    pub index: u64,
    pub chunk: Buffer,
    pub tags: Tags,
}

/// Chunks of one file, in order. Dropping it waits until its thread has ended and wiped what it had: a moment, as a thread is never
/// longer than one chunk at work before it notices.
pub(super) struct Ahead {
    file: u32,
    next: u64,
    /// The thread leaves out what comes before.
    wanted: Arc<AtomicU64>,
    chunks: Option<Receiver<Decrypted>>,
    used: Sender<Buffer>,
    thread: Option<JoinHandle<()>>,
}

impl Ahead {
    /// Begins with chunk `first`; `None` if there is none, or only one core, or no thread to be had.
    pub fn start(segment: &Segment, first: u64, tagger: Tagger) -> Option<Self> {
        let reader = segment.reader();
        if stream::spare_cores() == 0 || first >= reader.chunks() {
            return None;
        }
        let (to, chunks) = mpsc::sync_channel(WAITING);
        let (used, spare) = mpsc::channel();
        let wanted = Arc::new(AtomicU64::new(first));
        let work = Work {
            file: segment.number,
            reader,
            wanted: Arc::clone(&wanted),
            tagger,
            to,
            spare,
        };
        let thread = Builder::new().name("read-ahead".into());
        Some(Self {
            file: segment.number,
            next: first,
            wanted,
            chunks: Some(chunks),
            used,
            thread: Some(thread.spawn(move || work.run()).ok()?),
        })
    }

    /// Whether it is about this file.
    pub fn of(&self, file: u32) -> bool {
        self.file == file
    }

    /// Whether it comes to the chunk of `key` soon, or to the one after it.
    pub fn reaches(&self, (file, index): ChunkKey) -> bool {
        file == self.file && (self.next..=self.next + SKIPPED).contains(&(index + 1))
    }

    /// The next chunk up to that of `key`, if this is one of those that come next and can be read; waits for it.
    pub fn next_up_to(&mut self, key: ChunkKey) -> Option<Decrypted> {
        if key.1 < self.next || !self.reaches(key) {
            return None;
        }
        self.wanted.store(key.1, Ordering::Relaxed);
        let done = self.chunks.as_ref()?.recv().ok()?;
        self.next = done.index + 1;
        Some(done)
    }

    /// A buffer that is not needed any more.
    pub fn give_back(&self, buffer: Buffer) {
        let _ = self.used.send(buffer);
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.chunks = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread does.
struct Work {
    file: u32,
    reader: Arc<Reader<Box<dyn File>>>,
    wanted: Arc<AtomicU64>,
    tagger: Tagger,
    to: SyncSender<Decrypted>,
    spare: Receiver<Buffer>,
}

impl Work {
    fn run(self) {
        let mut scratch = Zeroizing::new(Vec::with_capacity(BLOCK));
        let mut next = 0;
        loop {
            let index = self.wanted.load(Ordering::Relaxed).max(next);
            if index >= self.reader.chunks() {
                return;
            }
            let mut chunk = self
                .spare
                .try_recv()
                .ok()
                .filter(|buf| buf.capacity() >= CHUNK + TAG)
                .unwrap_or_else(|| Zeroizing::new(Vec::with_capacity(CHUNK + TAG)));
            if self.reader.chunk(index, &mut chunk).is_err() {
                // Whoever asks for it reads it himself, and is told why.
                return;
            }
            let tags = self.tagger.tags((self.file, index), &chunk, &mut scratch);
            if self.to.send(Decrypted { index, chunk, tags }).is_err() {
                return;
            }
            next = index + 1;
        }
    }
}
