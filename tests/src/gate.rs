//! A host that holds long work half way, for as long as a test wants.

#![expect(clippy::missing_panics_doc, reason = "a test stops where it fails")]

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use service::{Host, Service};

/// Longest wait for work that never comes by.
const LONGEST: Duration = Duration::from_secs(60);

/// Holds the first long work that comes by, half way.
#[derive(Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    closed: bool,
    waiting: bool,
    refuses: bool,
    told: u64,
}

impl Gate {
    /// Begins long work on a service whose host this is, and once it is half way does something else. The answer, or the code of the refusal.
    pub fn beside(
        &self,
        service: &Service,
        name: &str,
        request: Value,
        meanwhile: impl FnOnce(),
    ) -> Result<Value, String> {
        self.close();
        std::thread::scope(|scope| {
            let long = scope.spawn(|| service.call(name, request));
            self.reached();
            let open = Opens(self);
            meanwhile();
            drop(open);
            long.join().expect("no panic").map_err(|error| error.code)
        })
    }

    /// From now on work waits here.
    pub fn close(&self) {
        self.state().closed = true;
    }

    /// Lets it go on.
    pub fn open(&self) {
        self.state().closed = false;
        self.changed.notify_all();
    }

    /// Until long work stands at the gate.
    pub fn reached(&self) {
        let wait = self
            .changed
            .wait_timeout_while(self.state(), LONGEST, |s| !s.waiting);
        assert!(!wait.expect("no holder panics").1.timed_out());
    }

    /// Whether long work is told to stop.
    pub fn refuse(&self, refuses: bool) {
        self.state().refuses = refuses;
    }

    /// How often long work has said how far it is.
    pub fn told(&self) -> u64 {
        self.state().told
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Gate {
    fn progress(&self, _: &'static str, done: u64, total: u64) -> bool {
        let mut state = self.state();
        state.told += 1;
        if state.closed && !state.waiting && done > total / 2 {
            state.waiting = true;
            self.changed.notify_all();
            while state.closed {
                state = self.changed.wait(state).expect("no holder panics");
            }
            state.waiting = false;
        }
        !state.refuses
    }
}

/// Opens the gate, also when a test fails: nobody waits for ever.
pub struct Opens<'a>(pub &'a Gate);

impl Drop for Opens<'_> {
    fn drop(&mut self) {
        self.0.open();
    }
}
