//! Reading everything again.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

use agevfs::{Problem, Report};
use sha2::{Digest, Sha256};

use super::{BlobRef, Blobs, hex, padded, relative};
use crate::error::{Error, Result};
use crate::layout::BLOBS_NAME;

/// A blob longer than this is read by all cores together; shorter ones by one core each. In bytes.
const LONG: u64 = 1 << 20;
const MOST_THREADS: usize = 8;

impl Blobs<'_> {
    /// Reads every byte of the blobs in `expected` and compares size and SHA-256. Files that nobody expects are no fault:
    /// an interrupted addition leaves them.
    #[expect(
        clippy::missing_panics_doc,
        reason = "only being stopped is an error, and nobody stops it"
    )]
    pub fn verify(&self, expected: &[BlobRef]) -> Report {
        self.verify_told(expected, &mut |_, _| true)
            .expect("nothing stops it")
    }

    /// The same; `progress` is told the bytes read so far and in all, and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub fn verify_told(
        &self,
        expected: &[BlobRef],
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Report> {
        let total = expected
            .iter()
            .filter_map(|blob| padded(blob.size))
            .fold(0, u64::saturating_add);
        let mut found = vec![Ok(0); expected.len()];
        let (long, short): (Vec<_>, Vec<_>) =
            (0..expected.len()).partition(|at| expected[*at].size > LONG);
        let done = self.check_short(expected, &short, &mut found, &mut |done| {
            progress(done, total)
        })?;
        let mut before: u64 = done;
        for at in long {
            let blob = &expected[at];
            let mut wanted = true;
            found[at] = self
                .check(blob, &mut |read| {
                    wanted = progress(before.saturating_add(read), total);
                    wanted
                })
                .map_err(|e| e.to_string());
            if !wanted {
                return Err(Error::Cancelled);
            }
            before = before.saturating_add(padded(blob.size).unwrap_or(0));
        }
        let mut report = Report::default();
        for (blob, found) in expected.iter().zip(found) {
            match found {
                Ok(bytes) => report.checked_bytes += bytes,
                Err(what) => {
                    let file = relative(&blob.id).unwrap_or_else(|_| PathBuf::from(BLOBS_NAME));
                    report.problems.push(Problem {
                        file: file.display().to_string(),
                        what,
                    });
                }
            }
        }
        Ok(report)
    }

    /// Checks many short ones, each on one thread. Returns the bytes they stand for.
    fn check_short(
        &self,
        expected: &[BlobRef],
        which: &[usize],
        found: &mut [std::result::Result<u64, String>],
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<u64> {
        let next = AtomicUsize::new(0);
        let done = AtomicU64::new(0);
        let stop = AtomicBool::new(false);
        let results = Mutex::new(Vec::with_capacity(which.len()));
        let one = || -> bool {
            let Some(at) = which.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return false;
            };
            let blob = &expected[*at];
            let checked = self.check(blob, &mut |_| true).map_err(|e| e.to_string());
            done.fetch_add(padded(blob.size).unwrap_or(0), Ordering::Relaxed);
            results
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((*at, checked));
            !stop.load(Ordering::Relaxed)
        };
        let threads = std::thread::available_parallelism()
            .map_or(1, std::num::NonZero::get)
            .min(MOST_THREADS)
            .min(which.len() / 16 + 1);
        let wanted = std::thread::scope(|scope| {
            for _ in 1..threads {
                // What cannot be started is done without.
                let helper = Builder::new().name("verify".into());
                if helper.spawn_scoped(scope, || while one() {}).is_err() {
                    break;
                }
            }
            while one() {
                if !progress(done.load(Ordering::Relaxed)) {
                    stop.store(true, Ordering::Relaxed);
                    return false;
                }
            }
            true
        });
        if !wanted {
            return Err(Error::Cancelled);
        }
        for (at, checked) in results.into_inner().unwrap_or_else(PoisonError::into_inner) {
            found[at] = checked;
        }
        Ok(done.into_inner())
    }

    /// Reads one, and returns the size of its file. `each` is told the bytes read so far, and answers whether to go on.
    pub(super) fn check(&self, blob: &BlobRef, each: &mut dyn FnMut(u64) -> bool) -> Result<u64> {
        let reader = self.open(blob)?;
        let path = relative(&blob.id)?;
        let mut hash = Sha256::new();
        let mut read = 0;
        let whole = reader
            .scan_all(&mut |piece| {
                hash.update(piece);
                read += piece.len() as u64;
                each(read)
            })
            .map_err(|e| Error::damaged(&path, &e.to_string()))?;
        if !whole {
            return Err(Error::Cancelled);
        }
        if hex(&hash.finalize()) != blob.sha256 {
            return Err(Error::damaged(
                path,
                "does not have the content that was recorded",
            ));
        }
        Ok(reader.inner.sealed().len)
    }
}
