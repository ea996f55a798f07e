//! A wrong passphrase costs more each time, within this process. The key derivation is what holds off a thief of the folder; this
//! holds off somebody at an unattended keyboard, and a script in the window.
//!
//! Nothing waits here: a try that comes too early is refused with the seconds that are left, so that no thread stands still with
//! the state of the service in its hand. Times are of a clock that only goes forward, since the service was made.

use std::time::Duration;

use crate::error::{Code, Error, Result};

/// Wrong guesses that cost nothing extra: people mistype.
const FREE: u32 = 2;
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

/// Counts wrong guesses in a row.
#[derive(Default)]
pub struct Guesses {
    wrong: u32,
    until: Duration,
}

impl Guesses {
    /// Whether one may try at `now`.
    ///
    /// # Errors
    /// [`Code::Wait`] with the seconds that are left.
    pub fn may(&self, now: Duration) -> Result<()> {
        match self.until.saturating_sub(now) {
            Duration::ZERO => Ok(()),
            left => Err(Error::new(Code::Wait).with("seconds", seconds(left))),
        }
    }

    /// One more was wrong at `now`: in how many seconds the next may be tried.
    pub fn wrong(&mut self, now: Duration) -> u64 {
        self.wrong = self.wrong.saturating_add(1);
        let wait = match self.wrong.checked_sub(FREE + 1) {
            None => Duration::ZERO,
            Some(more) => FIRST.saturating_mul(1 << more.min(16)).min(LONGEST),
        };
        self.until = now + wait;
        seconds(wait)
    }

    /// One was right.
    pub fn right(&mut self) {
        *self = Self::default();
    }

    /// What a try that was allowed came to: a wrong one also says how long to wait before the next.
    pub fn answer<T>(&mut self, now: Duration, result: Result<T>) -> Result<T> {
        match result {
            Ok(answer) => {
                self.right();
                Ok(answer)
            }
            Err(error) if error.kind() == Code::WrongKey => match self.wrong(now) {
                0 => Err(error),
                wait => Err(error.with("wait", wait)),
            },
            Err(error) => Err(error),
        }
    }
}

/// Whole seconds, rounded up: who comes back then is not too early.
fn seconds(time: Duration) -> u64 {
    time.as_millis()
        .div_ceil(1000)
        .try_into()
        .unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_to_a_bound_and_a_right_one_ends_it() {
        let mut guesses = Guesses::default();
        let now = Duration::from_secs(100);
        let waits: Vec<u64> = (0..10).map(|_| guesses.wrong(now)).collect();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
        guesses.right();
        assert_eq!((guesses.wrong(now), guesses.may(now)), (0, Ok(())));
    }

    #[test]
    fn a_try_before_its_time_is_refused_with_what_is_left() {
        let mut guesses = Guesses::default();
        let at = Duration::from_millis;
        for _ in 0..4 {
            guesses.wrong(at(10_000));
        }
        let left = |now| {
            guesses
                .may(now)
                .err()
                .map(|error| error.args["seconds"].clone())
        };
        assert_eq!(left(at(10_000)).as_deref(), Some("2"));
        assert_eq!(left(at(10_001)).as_deref(), Some("2"));
        assert_eq!(left(at(11_500)).as_deref(), Some("1"));
        assert_eq!(left(at(11_999)).as_deref(), Some("1"));
        assert_eq!(left(at(12_000)), None);
    }

    #[test]
    fn only_a_wrong_key_counts() {
        let mut guesses = Guesses::default();
        let now = Duration::ZERO;
        let wrong = || Err::<(), _>(Error::new(Code::WrongKey));
        let wait = |error: Error| error.args.get("wait").cloned();
        for expect in [None, None, Some("1"), Some("2")] {
            let answer = guesses.answer(now, wrong()).err().and_then(wait);
            assert_eq!(answer.as_deref(), expect);
            let other = guesses.answer(now, Err::<(), _>(Error::new(Code::VaultDamaged)));
            assert_eq!(other.err().and_then(wait), None);
        }
        assert_eq!(guesses.answer(now, Ok(5)), Ok(5));
        assert_eq!(guesses.may(now), Ok(()));
    }
}
