//! What to do with each file of a vault.

use std::collections::{BTreeMap, HashMap};

use super::copying::Meter;
use super::list::Hash;
use super::run::BackupJob;
use super::work::gone;
use crate::error::{Error, Result};
use crate::layout::BLOBS_NAME;

/// Evidence that is in the backup already is read again bit by bit: at each backup so many bytes at least,
const RECHECK_BYTES: u64 = 64 << 20;
/// and one part in so many of all of it, so that all is read within as many backups.
const RECHECK_PART: u64 = 16;

/// What was true of a file when the newest generation was proved.
pub(super) type Trusted = HashMap<String, (u64, Hash)>;

/// One file of the vault, and what is done with it.
pub(super) struct Step {
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) act: Act,
}

#[derive(Clone, Copy)]
pub(super) enum Act {
    /// It is there, in its length, and was proved before.
    Trust(Hash),
    /// The same, and it is read again.
    Recheck(Hash),
    /// It is to be copied, unless it is there; with what it has to be, if that is known.
    Copy(Option<Hash>),
}

pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) checked: Option<String>,
}

/// Picks those old blobs whose turn it is to be read again: the ones behind `cursor`, around the end. Returns the last of them.
pub(super) fn recheck(blobs: &mut [Step], cursor: Option<&str>) -> Option<String> {
    let total: u64 = blobs.iter().map(|step| step.size).sum();
    let start = cursor.map_or(0, |cursor| {
        blobs.partition_point(|step| step.path.as_str() <= cursor)
    });
    let (mut left, mut last) = (RECHECK_BYTES.max(total / RECHECK_PART), None);
    for at in 0..blobs.len() {
        let step = &mut blobs[(start + at) % blobs.len().max(1)];
        if let Act::Trust(sum) = step.act {
            step.act = Act::Recheck(sum);
        }
        last = Some(step.path.clone());
        left = left.saturating_sub(step.size);
        if left == 0 {
            break;
        }
    }
    last
}

impl BackupJob {
    /// What to do with each file of the vault.
    pub(super) fn plan(
        &self,
        there: &BTreeMap<String, u64>,
        trusted: &Trusted,
        cursor: Option<&str>,
        meter: &mut Meter<'_>,
    ) -> Result<Plan> {
        let mut steps = Vec::new();
        let mut blobs = Vec::new();
        for (path, open) in &self.source {
            let at = self.root.join(path);
            let size = match open {
                Some(file) => file.len(),
                None => self.env.fs.len(&at),
            };
            let size = size.map_err(|e| gone(&at, e))?;
            let known = trusted.get(path);
            if known.is_some_and(|(len, _)| *len != size) && path.contains('/') {
                return Err(Error::damaged(
                    path,
                    "has another length than when it was backed up",
                ));
            }
            let step = |act| Step {
                path: path.clone(),
                size,
                act,
            };
            match known.filter(|_| path.contains('/')) {
                Some((_, sum)) if there.get(path) == Some(&size) => {
                    let step = step(Act::Trust(*sum));
                    if path.starts_with("blobs/") {
                        blobs.push(step);
                    } else {
                        steps.push(Step {
                            act: Act::Recheck(*sum),
                            ..step
                        });
                    }
                }
                Some((_, sum)) => steps.push(step(Act::Copy(Some(*sum)))),
                None => steps.push(step(Act::Copy(None))),
            }
        }
        let checked = recheck(&mut blobs, cursor);
        // What may vanish soonest comes first: databases, keys, then evidence.
        steps.sort_by_key(|step| step.path.starts_with("blobs/"));
        steps.extend(blobs);
        for step in &steps {
            // A copy is written and read again; what is new or may be opened is decrypted too.
            let proved = !step.path.starts_with(BLOBS_NAME);
            let times = match step.act {
                Act::Trust(_) => u64::from(proved),
                Act::Recheck(_) => 1 + u64::from(proved),
                Act::Copy(_) => 3,
            };
            meter.expect(step.size.saturating_mul(times));
        }
        Ok(Plan { steps, checked })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_evidence_is_read_again_in_turn() {
        let blob = |n: u8| Step {
            path: format!("blobs/{n:02x}"),
            size: 30 << 20,
            act: Act::Trust([0; 32]),
        };
        let read = |blobs: &[Step]| -> Vec<String> {
            blobs
                .iter()
                .filter(|b| matches!(b.act, Act::Recheck(_)))
                .map(|b| b.path[6..].to_owned())
                .collect()
        };
        let mut cursor = None;
        let mut turns = Vec::new();
        for _ in 0..4 {
            let mut blobs: Vec<Step> = (0..7).map(blob).collect();
            cursor = recheck(&mut blobs, cursor.as_deref());
            turns.push(read(&blobs));
        }
        assert_eq!(
            turns,
            [
                vec!["00", "01", "02"],
                vec!["03", "04", "05"],
                vec!["00", "01", "06"],
                vec!["02", "03", "04"]
            ]
        );
        assert_eq!(recheck(&mut [], Some("blobs/99")), None);
    }
}
