//! A wrong passphrase costs more each time, within this process. The key derivation is what holds off a thief of the folder; this
//! holds off somebody at an unattended keyboard, and a script in the window.

use std::time::Duration;

/// Wrong guesses that cost nothing extra: people mistype.
const FREE: u32 = 2;
const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(8);

/// Counts wrong guesses in a row.
#[derive(Default)]
pub struct Guesses(u32);

impl Guesses {
    /// One more was wrong: how long to wait before saying so.
    pub fn wrong(&mut self) -> Duration {
        self.0 = self.0.saturating_add(1);
        if self.0 <= FREE {
            return Duration::ZERO;
        }
        FIRST
            .saturating_mul(1 << (self.0 - FREE - 1).min(16))
            .min(LONGEST)
    }

    /// One was right.
    pub fn right(&mut self) {
        self.0 = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_to_a_bound_and_a_right_one_ends_it() {
        let mut guesses = Guesses::default();
        let waits: Vec<u128> = (0..9).map(|_| guesses.wrong().as_millis()).collect();
        assert_eq!(waits, [0, 0, 250, 500, 1000, 2000, 4000, 8000, 8000]);
        guesses.right();
        assert_eq!(guesses.wrong(), Duration::ZERO);
    }
}
