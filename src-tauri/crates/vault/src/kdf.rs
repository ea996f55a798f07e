//! Argon2id (RFC 9106): its parameters, their bounds, and how many are chosen.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, Result};
use crate::passphrase::Passphrase;

/// What one guess costs. Build it with [`KdfParams::new`], which checks the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfParams {
    m_kib: u32,
    t: u32,
    p: u32,
}

/// Whether tests may use parameters that protect nothing: the feature is on *and* this is not a release build.
const TEST_KDF: bool = cfg!(all(feature = "test-kdf", debug_assertions));

/// Least memory: 64 MiB (8 KiB for tests, never in a release build).
pub const MIN_M_KIB: u32 = least(TEST_KDF).0;
/// Most memory: 1 GiB. A forged slot cannot make a computer allocate more.
pub const MAX_M_KIB: u32 = 1024 * 1024;
/// Fewest passes: three (one for tests, never in a release build).
pub const MIN_T: u32 = least(TEST_KDF).1;
/// Most passes.
pub const MAX_T: u32 = 10;
/// Most lanes.
pub const MAX_P: u32 = 4;

/// Least memory in KiB and fewest passes.
const fn least(for_tests: bool) -> (u32, u32) {
    if for_tests {
        (8, 1)
    } else {
        (FLOOR_M_KIB, FLOOR_T)
    }
}

/// The memory a calibration prefers where there is room: 256 MiB.
const PREFERRED_M_KIB: u32 = 256 * 1024;
const FLOOR_M_KIB: u32 = 64 * 1024;
const FLOOR_T: u32 = 3;
const SAMPLE_M_KIB: u32 = 32 * 1024;
const SAMPLE_T: u32 = FLOOR_T;

impl KdfParams {
    /// Parameters within bounds.
    ///
    /// # Arguments
    /// `m_kib`: memory in KiB, 65,536 to 1,048,576. `t`: passes, 3 to 10. `p`: lanes, 1 to 4.
    ///
    /// # Errors
    /// [`Error::OutOfRange`], before anything is allocated.
    pub fn new(m_kib: u32, t: u32, p: u32) -> Result<Self> {
        let check = |what, value: u32, least, most| {
            if (least..=most).contains(&value) {
                Ok(())
            } else {
                Err(Error::OutOfRange {
                    what,
                    found: u64::from(value),
                })
            }
        };
        check("Argon2id memory", m_kib, MIN_M_KIB, MAX_M_KIB)?;
        check("Argon2id passes", t, MIN_T, MAX_T)?;
        check("Argon2id lanes", p, 1, MAX_P)?;
        // RFC 9106 section 3.1: at least 8 KiB a lane. Only reachable with the tests' small parameters.
        check("Argon2id memory", m_kib, 8 * p, u32::MAX)?;
        Ok(Self { m_kib, t, p })
    }

    /// The cheapest parameters a vault may have: 64 MiB, 3 passes, 4 lanes (the second choice of RFC 9106 section 4).
    pub fn floor() -> Self {
        Self {
            m_kib: FLOOR_M_KIB,
            t: FLOOR_T,
            p: MAX_P,
        }
    }

    /// Parameters for tests that open many vaults; useless as a protection. In a release build they are the floor.
    #[cfg(feature = "test-kdf")]
    pub fn for_tests() -> Self {
        if TEST_KDF {
            Self {
                m_kib: 8,
                t: 1,
                p: 1,
            }
        } else {
            Self::floor()
        }
    }

    /// Measures this computer and chooses parameters that cost about `target_ms` milliseconds: memory first (256 MiB to
    /// 1 GiB, at most a quarter of what is free), then passes; never below [`KdfParams::floor`].
    pub fn calibrate(target_ms: u32) -> Self {
        let lanes = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let p = u32::try_from(lanes).unwrap_or(MAX_P).clamp(1, MAX_P);
        let cost = Self {
            m_kib: FLOOR_M_KIB,
            t: FLOOR_T,
            p,
        }
        .measure();
        Self::choose(
            Duration::from_millis(u64::from(target_ms)),
            free_memory_kib(),
            p,
            cost,
        )
    }

    /// The choice itself: `floor_cost` is the time that 64 MiB and 3 passes took; cost grows in proportion to both.
    fn choose(target: Duration, free_kib: u64, p: u32, floor_cost: Duration) -> Self {
        let unit =
            floor_cost.as_secs_f64().max(1e-4) / (f64::from(FLOOR_M_KIB) * f64::from(FLOOR_T));
        let budget = target.as_secs_f64() / unit; // KiB times passes that fit
        let cap = u32::try_from(free_kib / 4)
            .unwrap_or(MAX_M_KIB)
            .clamp(FLOOR_M_KIB, MAX_M_KIB);
        let three_passes = |kib: u32| f64::from(kib) * f64::from(FLOOR_T);
        // A slow computer still gets the preferred memory if that costs no more than twice the target.
        let preferred = PREFERRED_M_KIB.min(cap);
        let least = if three_passes(preferred) <= 2.0 * budget {
            preferred
        } else {
            FLOOR_M_KIB
        };
        let m_kib = whole_mib(budget / f64::from(FLOOR_T)).clamp(least, cap) / 1024 * 1024;
        let mut t = FLOOR_T;
        while t < MAX_T && f64::from(m_kib) * f64::from(t + 1) <= budget {
            t += 1;
        }
        Self { m_kib, t, p }
    }

    fn measure(self) -> Duration {
        let start = Instant::now();
        let _ = self.run(b"calibration", &[0; 16]); // too little memory shows as a fast run and leads to the floor
        start.elapsed()
    }

    /// About how many seconds one derivation takes on this computer: three passes over 32 MiB, as most keys have, are timed twice
    /// for each number of lanes, and the shorter time is scaled to memory and passes. What else the computer does makes it longer, never shorter.
    pub fn estimate(self) -> f64 {
        static UNITS: [OnceLock<f64>; MAX_P as usize] = [const { OnceLock::new() }; MAX_P as usize];
        let sample = Self {
            m_kib: SAMPLE_M_KIB,
            t: SAMPLE_T,
            p: self.p,
        };
        let unit = UNITS[self.p as usize - 1].get_or_init(|| {
            let shorter = sample.measure().min(sample.measure());
            shorter.as_secs_f64() / f64::from(SAMPLE_M_KIB * SAMPLE_T)
        });
        unit * f64::from(self.m_kib) * f64::from(self.t)
    }

    /// Memory in KiB.
    pub fn m_kib(self) -> u32 {
        self.m_kib
    }

    /// Passes.
    pub fn t(self) -> u32 {
        self.t
    }

    /// Lanes.
    pub fn p(self) -> u32 {
        self.p
    }

    /// The 32-byte output for `passphrase` and `salt` (Argon2id version 0x13, no secret, no associated data).
    pub(crate) fn derive(
        self,
        passphrase: &Passphrase,
        salt: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>> {
        self.run(passphrase.expose().as_bytes(), salt)
    }

    fn run(self, secret: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
        let no_memory = || Error::NoMemory { m_kib: self.m_kib };
        let params = Params::new(self.m_kib, self.t, self.p, Some(32)).map_err(|_| no_memory())?;
        // Our own blocks: a refused allocation is an error instead of an abort, and they are wiped afterwards.
        let mut blocks: Vec<Block> = Vec::new();
        blocks
            .try_reserve_exact(params.block_count())
            .map_err(|_| no_memory())?;
        blocks.resize(params.block_count(), Block::new());
        let mut out = Zeroizing::new([0; 32]);
        let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(secret, salt, &mut *out, &mut blocks[..]);
        for block in &mut blocks {
            block.zeroize();
        }
        done.map_err(|_| no_memory())?;
        Ok(out)
    }
}

fn whole_mib(kib: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of the bounds"
    )]
    let kib = kib.clamp(0.0, f64::from(MAX_M_KIB)) as u32;
    kib / 1024 * 1024
}

/// Memory this computer could give, in KiB. Where it cannot be asked, as if 1 GiB were free.
fn free_memory_kib() -> u64 {
    let unknown = 1024 * 1024;
    let Ok(text) = std::fs::read_to_string("/proc/meminfo") else {
        return unknown;
    };
    text.lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))
        .and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok())
        .unwrap_or(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole cost as it is shipped: 64 MiB really are filled, and a calibrated choice takes about what was asked.
    #[test]
    fn a_real_derivation_costs_what_it_says() {
        let passphrase = Passphrase::new("amber kettle orchard").expect("short");
        let floor = KdfParams::floor();
        let (a, b) = (
            floor.derive(&passphrase, &[1; 16]),
            floor.derive(&passphrase, &[2; 16]),
        );
        assert_ne!(*a.expect("memory"), *b.expect("memory"), "the salt counts");
        let chosen = KdfParams::calibrate(300);
        assert_eq!(
            KdfParams::new(chosen.m_kib, chosen.t, chosen.p).ok(),
            Some(chosen)
        );
        assert!(chosen.m_kib >= FLOOR_M_KIB && chosen.t >= FLOOR_T);
        // Other work may be going on, so the bounds are wide.
        let took = chosen.measure().as_secs_f64();
        assert!((0.05..6.0).contains(&took), "{took} s for {chosen:?}");
        assert!(
            (took / 20.0..took * 20.0).contains(&chosen.estimate()),
            "{took} s, {} estimated",
            chosen.estimate()
        );
    }

    #[test]
    fn what_is_shipped_has_the_floor_as_its_bound() {
        assert_eq!(least(false), (64 * 1024, 3));
        assert_eq!(
            (KdfParams::floor().m_kib(), KdfParams::floor().t()),
            least(false)
        );
    }

    #[test]
    fn bounds_are_checked() {
        for (m, t, p) in [
            (MIN_M_KIB - 1, 3, 1),
            (MAX_M_KIB + 1, 3, 1),
            (65536, MIN_T - 1, 1),
            (65536, 11, 1),
            (65536, 3, 0),
            (65536, 3, 5),
        ] {
            assert!(
                matches!(KdfParams::new(m, t, p), Err(Error::OutOfRange { .. })),
                "{m} {t} {p}"
            );
        }
        assert!(KdfParams::new(u32::MAX, u32::MAX, u32::MAX).is_err());
        assert!(KdfParams::new(65536, 3, 1).is_ok());
        assert!(KdfParams::new(MAX_M_KIB, MAX_T, MAX_P).is_ok());
    }

    /// Memory in MiB and passes chosen for: milliseconds that 64 MiB and 3 passes took, free memory in MiB.
    #[test]
    fn memory_comes_first_then_passes() {
        let check = |floor_ms, free_mib: u64, expect| {
            let got = KdfParams::choose(
                Duration::from_secs(1),
                free_mib * 1024,
                2,
                Duration::from_millis(floor_ms),
            );
            assert_eq!(
                (got.m_kib / 1024, got.t),
                expect,
                "{floor_ms} ms, {free_mib} MiB free"
            );
        };
        check(125, 16_000, (512, 3)); // a usual laptop
        check(20, 16_000, (1024, 9)); // a fast one: memory to its bound, then passes
        check(400, 16_000, (256, 3)); // a slow one keeps 256 MiB: 1.6 s
        check(900, 16_000, (71, 3)); // very slow: 3.6 s for 256 MiB is too much
        check(5000, 16_000, (64, 3)); // never below the floor
        check(125, 600, (150, 10)); // little memory: a quarter of it, more passes
        check(125, 100, (64, 10)); // hardly any: the floor
    }

    /// The vector of RFC 9106 section 5.3 needs a secret and associated data, which we do not use; this one is from the
    /// reference implementation's test file (version 0x13, Argon2id, m = 256 KiB, t = 2, p = 1).
    #[test]
    #[cfg(all(feature = "test-kdf", debug_assertions))]
    fn agrees_with_the_reference_implementation() {
        let params = KdfParams::new(256, 2, 1).expect("within the tests' bounds");
        let out = params.run(b"password", b"somesalt").expect("memory");
        let expect = "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe";
        let start: Vec<u8> = (0..expect.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(&expect[i..i + 2], 16).unwrap())
            .collect();
        assert_eq!(out[..], start[..]);
    }
}
