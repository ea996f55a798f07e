//! The full check: every byte of every file that counts.

use ring::digest::{Context, SHA256};

use super::Store;
use super::generation::hash_of;
use super::layers::Delta;
use super::layout::{DELTA_HEAD_LEN, chain};
use crate::{Error, Problem, Report};

impl Store {
    /// Reads every file that counts and compares content hashes and chain. Takes time in proportion to the
    /// size of the database.
    pub fn verify(&self) -> Report {
        let mut report = Report::default();
        let files = self
            .layers
            .deltas()
            .iter()
            .map(|delta| (&delta.segment, self.check_delta(delta)));
        for (segment, checked) in
            std::iter::once((self.layers.snapshot(), self.check_snapshot())).chain(files)
        {
            report.checked_bytes += segment.file_len();
            if let Err(error) = checked {
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
        report
    }

    fn check_snapshot(&self) -> Result<(), Error> {
        let snapshot = self.layers.snapshot();
        if hash_of(snapshot)? == self.manifest.content {
            return Ok(());
        }
        Err(Error::damaged(
            &*snapshot.file,
            "its content is not what its manifest names",
        ))
    }

    fn check_delta(&self, delta: &Delta) -> Result<(), Error> {
        let mut hash = Context::new(&SHA256);
        hash.update(&delta.head.count.to_be_bytes());
        let mut skip = DELTA_HEAD_LEN;
        delta.segment.scan(|chunk| {
            let skipped = skip.min(chunk.len());
            skip -= skipped;
            hash.update(&chunk[skipped..]);
            Ok(())
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
