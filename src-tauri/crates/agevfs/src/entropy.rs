//! Where random bytes come from: a parameter, so that a test can repeat a run.

use std::sync::{Arc, Mutex};

use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

/// A source of random bytes, cheap to clone and shared between threads.
///
/// It feeds identities and file names. File keys and ephemeral shares of an age header are drawn by the
/// `age` crate from the operating system directly, whatever the source here.
#[derive(Clone)]
pub struct Entropy(Arc<Fill>);

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl Entropy {
    /// The operating system's source.
    ///
    /// # Panics
    ///
    /// Drawing from it panics if the system has no randomness to give, as nothing safe can be done then.
    pub fn os() -> Self {
        let system = SystemRandom::new();
        Self::new(move |buf| system.fill(buf).expect("the system gives random bytes"))
    }

    /// A repeatable source for tests: SHA-256 of seed and counter. Never for a real vault.
    pub fn seeded(seed: u64) -> Self {
        let counter = Mutex::new(0_u64);
        Self::new(move |buf| {
            let mut counter = counter.lock().expect("no holder of this lock panics");
            for part in buf.chunks_mut(32) {
                let mut block = [0_u8; 16];
                block[..8].copy_from_slice(&seed.to_be_bytes());
                block[8..].copy_from_slice(&counter.to_be_bytes());
                *counter += 1;
                part.copy_from_slice(
                    &digest::digest(&digest::SHA256, &block).as_ref()[..part.len()],
                );
            }
        })
    }

    /// A source that calls `fill` for every request.
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// Fills `buf`.
    pub fn fill(&self, buf: &mut [u8]) {
        (self.0)(buf);
    }

    /// `N` random bytes, wiped when dropped.
    pub fn bytes<const N: usize>(&self) -> Zeroizing<[u8; N]> {
        let mut out = Zeroizing::new([0; N]);
        self.fill(out.as_mut_slice());
        out
    }

    /// `2 * bytes` lower-case hexadecimal digits, for file names.
    pub fn hex(&self, bytes: usize) -> String {
        let mut raw = vec![0; bytes];
        self.fill(&mut raw);
        let digit = |b: u8| char::from_digit(b.into(), 16).expect("below sixteen");
        raw.iter()
            .flat_map(|b| [digit(b >> 4), digit(b & 15)])
            .collect()
    }
}
