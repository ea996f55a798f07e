//! What a vault takes from the outside: storage, time, randomness. All three are parameters.

use std::sync::{Arc, Mutex, PoisonError};

use agevfs::Entropy;
use agevfs::fs::Fs;
use chrono::NaiveDateTime;

/// The outside world of a vault.
#[derive(Clone)]
pub struct Env {
    /// Where files live.
    pub fs: Arc<dyn Fs>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where secrets and names come from.
    pub entropy: Entropy,
}

impl Env {
    /// This computer: its files, its clock, its randomness.
    ///
    /// Call it before the program uses `SQLite` for anything: from then on, memory that `SQLite` frees is wiped first.
    pub fn real() -> Self {
        agevfs::wipe_freed_memory();
        Self {
            fs: Arc::new(agevfs::fs::RealFs),
            clock: Arc::new(SystemClock),
            entropy: Entropy::os(),
        }
    }
}

/// Tells the time, in UTC.
pub trait Clock: Send + Sync {
    /// Now, UTC.
    fn now(&self) -> NaiveDateTime;
}

/// The clock of the computer.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> NaiveDateTime {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that asks the computer for the time"
        )]
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        let secs = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        chrono::DateTime::from_timestamp(secs, since.subsec_nanos())
            .unwrap_or_default()
            .naive_utc()
    }
}

/// A clock that stands still until it is set.
pub struct FixedClock(Mutex<NaiveDateTime>);

impl FixedClock {
    /// Stands at `now`, UTC.
    pub fn new(now: NaiveDateTime) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves it, forwards or backwards.
    pub fn set(&self, now: NaiveDateTime) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> NaiveDateTime {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
