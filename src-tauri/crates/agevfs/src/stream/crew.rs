//! Sealing a long file on several cores.
//!
//! Whoever writes fills batches of chunks; the crew hashes them in order and seals them in any; whoever writes puts them
//! out in order, and lends a hand when the next one is not ready. What comes out does not depend on who did what.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{Builder, JoinHandle};

use ring::digest::Context;

use super::PayloadKey;
use super::batch::Batch;

/// Chunks that are handed over at a time: enough that the handing over does not count.
pub(super) const CHUNKS: usize = 4;
/// More threads than this would wait for the disk.
const MOST: usize = 8;

/// How many threads besides the calling one can work at a time on this computer. Asked once: the system looks it up in files.
pub(crate) fn spare_cores() -> usize {
    static SPARE: OnceLock<usize> = OnceLock::new();
    *SPARE.get_or_init(|| {
        std::thread::available_parallelism().map_or(0, |cores| cores.get().min(MOST) - 1)
    })
}

/// The threads, and the batches between being filled and being put out.
pub(super) struct Crew {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    /// Batches handed over and not put out yet, and how many there may be.
    under_way: usize,
    most: usize,
    /// Number of the first chunk to put out next.
    next: u64,
    spare: Vec<Batch>,
}

struct Shared {
    key: PayloadKey,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    waiting: VecDeque<(Batch, bool)>,
    sealed: BTreeMap<u64, Batch>,
    /// The hash of the content goes from hand to hand: whoever takes it takes the first batch that waits with it.
    hash: Option<Context>,
    hash_taken: bool,
    stop: bool,
}

impl Crew {
    /// A crew of up to `threads` threads for the chunks from `next` on. Those that cannot be started are done without.
    pub fn start(key: PayloadKey, hash: Option<Context>, next: u64, threads: usize) -> Self {
        let shared = Arc::new(Shared {
            key,
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                sealed: BTreeMap::new(),
                hash,
                hash_taken: false,
                stop: false,
            }),
            changed: Condvar::new(),
        });
        let threads: Vec<_> = (0..threads)
            .map_while(|_| {
                let shared = Arc::clone(&shared);
                let name = Builder::new().name("seal".into());
                name.spawn(move || shared.work()).ok()
            })
            .collect();
        Self {
            shared,
            most: 2 * (threads.len() + 1),
            threads,
            under_way: 0,
            next,
            spare: Vec::new(),
        }
    }

    /// An empty batch for the chunks from `first` on.
    pub fn empty(&mut self, first: u64) -> Batch {
        match self.spare.pop() {
            Some(mut batch) => {
                batch.reuse(first);
                batch
            }
            None => Batch::new(first, CHUNKS),
        }
    }

    /// Takes a full batch and puts out what is due. Returns how many bytes went out.
    pub fn take(&mut self, batch: Batch, out: &mut dyn Write) -> io::Result<u64> {
        self.hand_over(batch, false);
        let mut written = 0;
        while self.under_way >= self.most {
            written += self.put_next(out)?;
        }
        Ok(written)
    }

    /// Takes the last batch and puts everything out. Returns how many bytes went out, and the hash of the content.
    pub fn finish(
        mut self,
        batch: Batch,
        out: &mut dyn Write,
    ) -> io::Result<(u64, Option<Context>)> {
        self.hand_over(batch, true);
        let mut written = 0;
        while self.under_way > 0 {
            written += self.put_next(out)?;
        }
        let hash = self.shared.state().hash.take();
        Ok((written, hash))
    }

    fn hand_over(&mut self, batch: Batch, last: bool) {
        self.under_way += 1;
        self.shared.state().waiting.push_back((batch, last));
        self.shared.changed.notify_all();
    }

    fn put_next(&mut self, out: &mut dyn Write) -> io::Result<u64> {
        let mut state = self.shared.state();
        let batch = loop {
            if let Some(batch) = state.sealed.remove(&self.next) {
                break batch;
            }
            state = match state.take() {
                Some(task) => {
                    drop(state);
                    self.shared.do_it(task);
                    self.shared.state()
                }
                None => self.shared.wait(state),
            };
        };
        drop(state);
        out.write_all(batch.bytes())?;
        self.next = batch.end();
        self.under_way -= 1;
        let len = batch.bytes().len() as u64;
        self.spare.push(batch);
        Ok(len)
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.shared.state().stop = true;
        self.shared.changed.notify_all();
        for thread in self.threads.drain(..) {
            // It ends after the batch in its hands; nothing in there panics.
            let _ = thread.join();
        }
    }
}

struct Task {
    batch: Batch,
    last: bool,
    hash: Option<Context>,
}

impl State {
    /// The first batch that waits, if the hash of what is before it is known.
    fn take(&mut self) -> Option<Task> {
        if self.hash_taken {
            return None;
        }
        let (batch, last) = self.waiting.pop_front()?;
        let hash = self.hash.take();
        self.hash_taken = hash.is_some();
        Some(Task { batch, last, hash })
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        let mut state = self.state();
        while !state.stop {
            state = match state.take() {
                Some(task) => {
                    drop(state);
                    self.do_it(task);
                    self.state()
                }
                None => self.wait(state),
            };
        }
    }

    fn do_it(&self, task: Task) {
        let Task {
            mut batch,
            last,
            hash,
        } = task;
        if let Some(mut hash) = hash {
            batch.hash(&mut hash);
            let mut state = self.state();
            state.hash = Some(hash);
            state.hash_taken = false;
            drop(state);
            self.changed.notify_all();
        }
        batch.seal(&self.key, last);
        self.state().sealed.insert(batch.first(), batch);
        self.changed.notify_all();
    }
}
