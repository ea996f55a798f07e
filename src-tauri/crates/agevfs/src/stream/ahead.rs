//! Opening a long file on several cores, in order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

use zeroize::{Zeroize, Zeroizing};

use super::crew;
use super::{CHUNK, Error, Reader, STRIDE, TAG};
use crate::fs::ReadAt;

/// Chunks that are read and opened at a time.
const CHUNKS: u64 = 4;
/// A file with fewer chunks left than this is opened by the calling thread alone.
const ALONE: u64 = 16;

impl<R: ReadAt> Reader<R> {
    /// Hands the content to `each` from plaintext offset `offset` to the end, piece by piece and in order, until `each` answers
    /// `false`. Returns whether it went to the end.
    ///
    /// A long file is read and decrypted ahead on all cores; `each` runs on the calling thread. Only authenticated bytes come
    /// out; a piece is at most [`CHUNK`] bytes long.
    ///
    /// # Errors
    ///
    /// As [`Reader::chunk`]. What came before the damage has been handed out.
    pub fn scan(&self, offset: u64, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<bool, Error> {
        self.scan_with(offset, crew::spare_cores(), each)
    }

    pub(super) fn scan_with(
        &self,
        offset: u64,
        threads: usize,
        each: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<bool, Error> {
        if offset >= self.len() {
            return Ok(true);
        }
        let first = offset / CHUNK as u64;
        let mut skip = usize::try_from(offset % CHUNK as u64).expect("less than a chunk");
        let mut each = |chunk: &[u8]| each(&chunk[std::mem::take(&mut skip)..]);
        if threads == 0 || self.chunks() - first <= ALONE {
            let mut buf = Zeroizing::new(Vec::with_capacity(CHUNK + TAG));
            for index in first..self.chunks() {
                self.chunk(index, &mut buf)?;
                if !each(&buf) {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let ahead = Ahead::new(self, first, 2 * (threads + 1));
        std::thread::scope(|scope| {
            let _stop = Stop(&ahead);
            for _ in 0..threads {
                let work = || {
                    let stop = Stop(&ahead);
                    ahead.work();
                    std::mem::forget(stop);
                };
                // What cannot be started is done without.
                if Builder::new()
                    .name("open".into())
                    .spawn_scoped(scope, work)
                    .is_err()
                {
                    break;
                }
            }
            while let Some(batch) = ahead.next() {
                let batch = batch?;
                for chunk in batch.bytes.chunks(STRIDE) {
                    if !each(&chunk[..chunk.len() - TAG]) {
                        return Ok(false);
                    }
                }
                ahead.give_back(batch);
            }
            Ok(true)
        })
    }
}

/// A run of chunks, each with its tag behind it; plaintext once it was opened, and wiped when dropped.
struct Batch {
    bytes: Vec<u8>,
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.bytes.as_mut_slice().zeroize();
    }
}

struct Ahead<'a, R> {
    reader: &'a Reader<R>,
    /// How many batches are opened before they are asked for, at most.
    most: u64,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// First chunk of the batch that is opened next, and of the one that is handed out next.
    open: u64,
    out: u64,
    opened: BTreeMap<u64, Result<Batch, Error>>,
    spare: Vec<Batch>,
    stop: bool,
}

/// Ends the work of all when one of them ends early, by an error or by a panic: nobody waits for ever.
struct Stop<'a, 'b, R>(&'a Ahead<'b, R>);

impl<R> Drop for Stop<'_, '_, R> {
    fn drop(&mut self) {
        self.0.state().stop = true;
        self.0.changed.notify_all();
    }
}

impl<R> Ahead<'_, R> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a, R: ReadAt> Ahead<'a, R> {
    fn new(reader: &'a Reader<R>, first: u64, most: usize) -> Self {
        Self {
            reader,
            most: most as u64,
            state: Mutex::new(State {
                open: first,
                out: first,
                opened: BTreeMap::new(),
                spare: Vec::new(),
                stop: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// What a thread of the crew does until the end.
    fn work(&self) {
        let mut state = self.state();
        while !state.stop && state.open < self.reader.chunks() {
            state = match self.claim(&mut state) {
                Some(task) => {
                    drop(state);
                    self.open(task);
                    self.state()
                }
                None => self.wait(state),
            };
        }
    }

    /// The next batch in order; opened here if nobody else has begun it. `None` at the end.
    fn next(&self) -> Option<Result<Batch, Error>> {
        let mut state = self.state();
        let out = state.out;
        if out >= self.reader.chunks() {
            return None;
        }
        loop {
            if let Some(batch) = state.opened.remove(&out) {
                state.out = out + CHUNKS;
                drop(state);
                self.changed.notify_all();
                return Some(batch);
            }
            assert!(!state.stop, "a thread that reads ahead ended by a fault");
            state = match self.claim(&mut state) {
                Some(task) => {
                    drop(state);
                    self.open(task);
                    self.state()
                }
                None => self.wait(state),
            };
        }
    }

    fn claim(&self, state: &mut State) -> Option<(u64, Option<Batch>)> {
        let first = state.open;
        if first >= self.reader.chunks() || first >= state.out + self.most * CHUNKS {
            return None;
        }
        state.open = first + CHUNKS;
        Some((first, state.spare.pop()))
    }

    fn open(&self, (first, spare): (u64, Option<Batch>)) {
        let mut batch = spare.unwrap_or_else(|| Batch { bytes: Vec::new() });
        let opened = self.reader.chunks_at(first, CHUNKS, &mut batch.bytes);
        self.state().opened.insert(first, opened.map(|()| batch));
        self.changed.notify_all();
    }

    fn give_back(&self, batch: Batch) {
        self.state().spare.push(batch);
    }
}
