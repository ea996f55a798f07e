//! The full check: every byte of every file that counts.

use ring::digest::{Context, SHA256};

use super::Store;
use super::generation::hash_told;
use super::layers::Delta;
use super::layout::{DELTA_HEAD_LEN, chain};
use crate::{Error, Problem, Report};

/// Is told each chunk that was read.
type Told<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;

impl Store {
    /// Reads every file that counts and compares content hashes and chain. Takes time in proportion to the
    /// size of the database.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`], if `go_on`, which is told the bytes of another part that was read, says so.
    pub fn verify(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Result<Report, Error> {
        let mut report = Report::default();
        let mut told = |chunk: &[u8]| {
            let go_on = go_on(chunk.len() as u64);
            go_on.then_some(()).ok_or(Error::Cancelled)
        };
        let snapshot = (self.layers.snapshot(), self.check_snapshot(&mut told));
        let mut checked = vec![snapshot];
        for delta in self.layers.deltas() {
            checked.push((&delta.segment, self.check_delta(delta, &mut told)));
        }
        for (segment, checked) in checked {
            report.checked_bytes += segment.file_len();
            if let Err(error) = checked {
                if matches!(error, Error::Cancelled) {
                    return Err(error);
                }
                let what = match error {
                    Error::Damaged { what, .. } => what,
                    other => other.to_string(),
                };
                report.problems.push(Problem {
                    file: segment.file.clone(),
                    what,
                });
            }
        }
        Ok(report)
    }

    fn check_snapshot(&self, told: Told<'_>) -> Result<(), Error> {
        let snapshot = self.layers.snapshot();
        if hash_told(snapshot, told)? == self.manifest.content {
            return Ok(());
        }
        Err(Error::damaged(
            &*snapshot.file,
            "its content is not what its manifest names",
        ))
    }

    fn check_delta(&self, delta: &Delta, told: Told<'_>) -> Result<(), Error> {
        let mut hash = Context::new(&SHA256);
        hash.update(&delta.head.count.to_be_bytes());
        let mut skip = DELTA_HEAD_LEN;
        delta.segment.scan(|chunk| {
            let skipped = skip.min(chunk.len());
            skip -= skipped;
            hash.update(&chunk[skipped..]);
            told(chunk)
        })?;
        let head = &delta.head;
        if hash.finish().as_ref() != head.content {
            return Err(Error::damaged(
                &*delta.segment.file,
                "its content is not what its head names",
            ));
        }
        // A merged delta does not hold what its inner links were made of; its own seal vouches for both ends.
        if head.from == head.to
            && chain(
                &self.key,
                &head.before,
                head.to,
                head.pages_after,
                &head.content,
            ) != head.after
        {
            return Err(Error::damaged(
                &*delta.segment.file,
                "its link in the chain is wrong",
            ));
        }
        Ok(())
    }
}
