//! Checking the databases while they are used.

use agevfs::{Problem, Report};

use crate::compartment;
use crate::error::Result;

/// The databases of a vault at one moment, about to be checked. It holds their keys: whoever locks the vault ends it first.
pub struct Check {
    pub(super) databases: Vec<compartment::Check>,
    pub(super) problems: Vec<Problem>,
}

impl Check {
    /// How many bytes there are to read.
    pub fn bytes(&self) -> u64 {
        self.databases.iter().map(compartment::Check::bytes).sum()
    }

    /// Reads every byte and compares it with what was recorded. `progress` is told bytes done and bytes in all, and answers whether to
    /// go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Report> {
        let (total, mut done) = (self.bytes(), 0);
        let mut report = Report::default();
        for database in self.databases {
            let found = database.run(&mut |bytes| {
                done += bytes;
                progress(done.min(total), total)
            })?;
            report.checked_bytes += found.checked_bytes;
            report.problems.extend(found.problems);
        }
        report.problems.extend(self.problems);
        Ok(report)
    }
}
