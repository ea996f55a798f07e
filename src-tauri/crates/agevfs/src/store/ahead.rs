//! Decrypting the chunks of a file ahead, on another core, while it is gone through.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread::{Builder, JoinHandle};

use zeroize::Zeroizing;

use super::chunks::ChunkKey;
use super::segment::Segment;
use crate::fs::File;
use crate::stream::{self, CHUNK, Reader, TAG};

/// Chunks that wait to be taken, at most.
const WAITING: usize = 8;

type Buffer = Zeroizing<Vec<u8>>;

/// Chunks of one file, in order. Dropping it waits until its thread has ended and wiped what it had: a moment, as a thread is never
/// longer than one chunk at work before it notices.
pub(super) struct Ahead {
    next: ChunkKey,
    chunks: Option<Receiver<Result<Buffer, stream::Error>>>,
    used: Sender<Buffer>,
    thread: Option<JoinHandle<()>>,
}

impl Ahead {
    /// Begins with chunk `first`; `None` if there is none, or only one core, or no thread to be had.
    pub fn start(segment: &Segment, first: u64) -> Option<Self> {
        let reader = segment.reader();
        if stream::spare_cores() == 0 || first >= reader.chunks() {
            return None;
        }
        let (to, chunks) = mpsc::sync_channel(WAITING);
        let (used, spare) = mpsc::channel();
        let thread = Builder::new()
            .name("read-ahead".into())
            .spawn(move || work(&reader, first, &to, &spare))
            .ok()?;
        Some(Self {
            next: (segment.number, first),
            chunks: Some(chunks),
            used,
            thread: Some(thread),
        })
    }

    /// Whether it is about this file.
    pub fn of(&self, file: u32) -> bool {
        self.next.0 == file
    }

    /// Whether the chunk after `key` is the one it gives next.
    pub fn goes_on(&self, key: ChunkKey) -> bool {
        self.next == (key.0, key.1 + 1)
    }

    /// The chunk of `key`, if it is the one that comes next; waits for it.
    pub fn take(&mut self, key: ChunkKey) -> Option<Result<Buffer, stream::Error>> {
        if self.next != key {
            return None;
        }
        let chunk = self.chunks.as_ref()?.recv().ok()?;
        self.next.1 += 1;
        Some(chunk)
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

fn work(
    reader: &Arc<Reader<Box<dyn File>>>,
    first: u64,
    to: &SyncSender<Result<Buffer, stream::Error>>,
    spare: &Receiver<Buffer>,
) {
    for index in first..reader.chunks() {
        let mut buf = spare
            .try_recv()
            .ok()
            .filter(|buf| buf.capacity() >= CHUNK + TAG)
            .unwrap_or_else(|| Zeroizing::new(Vec::with_capacity(CHUNK + TAG)));
        let read = reader.chunk(index, &mut buf).map(|()| buf);
        let failed = read.is_err();
        if to.send(read).is_err() || failed {
            return;
        }
    }
}
