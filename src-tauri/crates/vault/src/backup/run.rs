//! Making a generation.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use agevfs::Head;
use agevfs::fs::File;
use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::check::Keys;
use super::copying::Meter;
use super::list::{self, List};
use super::plan::Trusted;
use super::tidy::{prepare, sweep};
use super::work::Work;
use super::{Top, belonging};
use crate::Env;
use crate::blobs::BlobRef;
use crate::compartment;
use crate::error::{Error, Result};
use crate::layout::{Compartment, Format, LOCK_NAME};
use crate::vault::{Unlocked, Vault};

/// A backup about to be made. It owns what it needs and asks nothing of the open vault any more, so that it can run on another
/// thread while the vault is written: the files of both databases are held open, and the others never change.
pub struct BackupJob {
    pub(super) env: Env,
    pub(super) root: PathBuf,
    pub(super) format: Format,
    pub(super) keys: Keys,
    pub(super) heads: Vec<(Compartment, Head)>,
    pub(super) expected: Vec<BlobRef>,
    pub(super) source: BTreeMap<String, Option<Box<dyn File>>>,
}

/// A backup that was made, read back and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The folder of this vault's backups.
    pub path: PathBuf,
    /// The new generation.
    pub generation: String,
    /// When it was made, UTC.
    pub made: NaiveDateTime,
    /// Files that were copied now, those that were found damaged and written again among them.
    pub copied: u64,
    /// Their size in bytes.
    pub copied_bytes: u64,
    /// Files of earlier generations that were damaged on the medium or gone, and are whole again.
    pub healed: u64,
    /// Files of the generation.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Generations there are now.
    pub generations: u64,
}

impl Vault<Unlocked> {
    /// What is needed to back the vault up as it is now. `expected` is the evidence the database speaks of.
    ///
    /// # Errors
    /// [`Error::Io`] if a folder cannot be read.
    pub fn backup_job(&self, expected: Vec<BlobRef>) -> Result<BackupJob> {
        let mut source = BTreeMap::new();
        for path in newest_only(belonging(&self.env, &self.root, Top::InPlace)?) {
            // Merging and compacting remove files of the databases; one that is open stays readable.
            let volatile = !path.starts_with("blobs/");
            let at = self.root.join(&path);
            let file =
                volatile.then(|| self.env.fs.open(&at).map_err(|e| Error::io("open", &at, e)));
            source.insert(path, file.transpose()?);
        }
        let head = |open: &compartment::OpenCompartment, which| (which, open.db.head());
        let mut heads = vec![head(&self.state.case, Compartment::Case)];
        heads.extend(
            self.state
                .sealed
                .as_ref()
                .map(|open| head(open, Compartment::Sealed)),
        );
        Ok(BackupJob {
            env: self.env.clone(),
            root: self.root.clone(),
            format: self.format.clone(),
            keys: self.keys(),
            heads,
            expected,
            source,
        })
    }

    /// Backs up into the folder `dir`, which must exist, outside the vault. As [`Vault::backup_job`] and [`BackupJob::run`].
    pub fn backup(
        &self,
        dir: &Path,
        expected: &[BlobRef],
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Made> {
        self.backup_job(expected.to_vec())?.run(dir, progress)
    }
}

/// The paths without what the databases do not need any more.
fn newest_only(found: Vec<(String, PathBuf)>) -> Vec<String> {
    let mut paths: Vec<String> = found.into_iter().map(|(path, _)| path).collect();
    for which in [Compartment::Case, Compartment::Sealed] {
        let folder = format!("{}/", which.store().display());
        let names: Vec<&str> = paths
            .iter()
            .filter_map(|path| path.strip_prefix(&folder))
            .collect();
        let needless: Vec<String> = agevfs::superseded(&names)
            .iter()
            .map(|name| format!("{folder}{name}"))
            .collect();
        paths.retain(|path| !needless.contains(path));
    }
    paths
}

impl BackupJob {
    /// Makes a generation in the backup of this vault in `dir`: copies what is not there yet, reads it back, decrypts what the keys
    /// at hand open, then writes the list. Only then generations go that need not stay, and files no list names any more.
    ///
    /// `progress` is told the bytes done and all bytes to do, as far as known; when it answers `false`, the backup stops.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the vault is; [`Error::BadMedium`] if the medium does not keep what is written;
    /// [`Error::BackupBusy`] if another backup is under way there; [`Error::Moved`] if a file was removed from the vault meanwhile: begin again
    /// with a new job; [`Error::NoSpace`], [`Error::TooLargeForDisk`], [`Error::Io`], [`Error::Cancelled`]. Every older
    /// generation stays as it was; what was copied stays too and is used the next time.
    pub fn run(self, dir: &Path, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Made> {
        if dir.starts_with(&self.root) {
            return Err(Error::io(
                "back up into",
                dir,
                io::ErrorKind::InvalidInput.into(),
            ));
        }
        let backup = self.folder(dir)?;
        let env = &self.env;
        let lock = backup.path.join(LOCK_NAME);
        let held = env
            .fs
            .lock(&lock)
            .map_err(|e| Error::io("lock", &lock, e))?;
        let _held = held.ok_or(Error::BackupBusy)?;
        prepare(env, &backup.path)?;
        let newest = self.newest(&backup)?;
        // An interrupted backup may have left files that the vault has no more, and the room is needed.
        sweep(&backup, |path| self.source.contains_key(path));

        let mut work = Work {
            job: &self,
            backup: &backup,
            meter: Meter::new(progress),
            items: Vec::new(),
            fresh: HashSet::new(),
            copied: (0, 0),
            healed: 0,
        };
        let there = backup.files()?;
        let cursor = newest.as_ref().and_then(|list| list.checked.clone());
        let trusted: Trusted = newest
            .iter()
            .flat_map(|list| &list.items)
            .map(|i| (i.path.clone(), (i.size, i.sha256)))
            .collect();
        let plan = self.plan(&there, &trusted, cursor.as_deref(), &mut work.meter)?;
        for step in &plan.steps {
            work.take(step)?;
        }
        work.sync()?;
        work.prove()?;
        let Work {
            items,
            copied,
            healed,
            ..
        } = work;
        let made = after(newest.as_ref().map(|list| list.made), env.clock.now());
        let list = List::new(
            self.format.id,
            made,
            plan.checked.or(cursor),
            items,
            &self.keys.case,
        );
        let name = list::name(made, &env.entropy.hex(4));
        self.put(&backup, &name, &list)?;

        // From here on the backup is made; what is left to do is to tidy up, and the next one does it again.
        self.prune(&backup, &name);
        sweep(&backup, |_| false);
        let generations = backup.names().map_or(1, |names| names.len() as u64);
        Ok(Made {
            path: backup.path.clone(),
            generation: name,
            made,
            copied: copied.0,
            copied_bytes: copied.1,
            healed,
            files: list.items.len() as u64,
            bytes: list.bytes(),
            generations,
        })
    }
}

/// The time of a new list, in whole seconds: two in a row within one second do not change places.
fn after(newest: Option<NaiveDateTime>, now: NaiveDateTime) -> NaiveDateTime {
    let now = now.with_nanosecond(0).unwrap_or(now);
    newest
        .filter(|newest| *newest >= now && *newest - now < TimeDelta::minutes(1))
        .map_or(now, |newest| newest + TimeDelta::seconds(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_newer_than_the_one_before_unless_the_clock_was_set_back() {
        let at = |text: &str| {
            NaiveDateTime::parse_from_str(text, "%H:%M:%S%.f %Y-%m-%d").expect("a time")
        };
        let now = at("12:00:00.7 2026-02-03");
        for (newest, expect) in [
            (None, "12:00:00 2026-02-03"),
            (Some("11:59:59 2026-02-03"), "12:00:00 2026-02-03"),
            (Some("12:00:00 2026-02-03"), "12:00:01 2026-02-03"),
            (Some("12:00:09 2026-02-03"), "12:00:10 2026-02-03"),
            (Some("12:00:09 2099-02-03"), "12:00:00 2026-02-03"),
        ] {
            assert_eq!(after(newest.map(at), now), at(expect));
        }
    }

    #[test]
    fn a_job_may_go_to_another_thread() {
        fn travels<T: Send + 'static>() {}
        travels::<BackupJob>();
    }
}
