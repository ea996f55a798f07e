//! Getting a vault back.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::copying::{From, Meter, copy};
use super::list::{Item, List};
use super::{Backup, FOLDERS};
use crate::error::{Error, Result};
use crate::layout::FORMAT_NAME;
use crate::vault::discard;

/// A vault that was made from a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The generation it is.
    pub generation: String,
    /// Files written.
    pub files: u64,
    /// Bytes written.
    pub bytes: u64,
}

impl Backup {
    /// Makes the vault `target` out of a generation (the newest if none is named; any beginning of a name will do). Nothing may be
    /// at `target`, ever: nothing is written over, nothing merged.
    ///
    /// Every file is compared with the list while it is read and again when it was written; `format`, which makes the folder a
    /// vault, comes last.
    ///
    /// # Errors
    /// [`Error::Exists`]; [`Error::BackupDamaged`] with the file that is not what was backed up: another generation may be whole;
    /// [`Error::UnknownGeneration`], [`Error::NoSpace`], [`Error::Io`], [`Error::Cancelled`]. What was written is removed again.
    pub fn restore(
        &self,
        generation: Option<&str>,
        target: &Path,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Restored> {
        let (name, list) = self.chosen(generation)?;
        let at = |op, e| Error::io(op, target, e);
        if self.env.fs.exists(target).map_err(|e| at("look for", e))? {
            return Err(Error::Exists);
        }
        if target.starts_with(&self.path) {
            return Err(at("restore into", io::ErrorKind::InvalidInput.into()));
        }
        self.env.fs.mkdir(target).map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists,
            _ => at("make", e),
        })?;
        let mut meter = Meter::new(progress);
        // Written, and read again.
        meter.expect(list.bytes().saturating_mul(2));
        let filled = self.fill(&list, target, &mut meter);
        if filled.is_err() {
            // The folder was made by us a moment ago, so everything in it is ours.
            discard(&*self.env.fs, target);
        }
        filled?;
        Ok(Restored {
            generation: name,
            files: list.items.len() as u64,
            bytes: list.bytes(),
        })
    }

    fn fill(&self, list: &List, target: &Path, meter: &mut Meter<'_>) -> Result<()> {
        let fs = &*self.env.fs;
        let sync = |dir: &Path| fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e));
        let parent = target
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        sync(parent)?;
        let mut folders: BTreeSet<&str> = FOLDERS.into_iter().collect();
        folders.extend(
            list.items
                .iter()
                .filter_map(|item| item.path.rsplit_once('/'))
                .map(|(folder, _)| folder),
        );
        for folder in &folders {
            let dir = target.join(folder);
            fs.mkdir(&dir).map_err(|e| Error::io("make", &dir, e))?;
        }
        let (format, others): (Vec<&Item>, Vec<&Item>) =
            list.items.iter().partition(|item| item.path == FORMAT_NAME);
        others
            .into_iter()
            .try_for_each(|item| self.bring(item, target, meter))?;
        folders
            .iter()
            .rev()
            .try_for_each(|folder| sync(&target.join(folder)))?;
        sync(target)?;
        format
            .into_iter()
            .try_for_each(|item| self.bring(item, target, meter))?;
        sync(target)
    }

    fn bring(&self, item: &Item, target: &Path, meter: &mut Meter<'_>) -> Result<()> {
        let damaged = || Error::BackupDamaged {
            what: item.path.clone(),
        };
        let from = self.path.join(item.place());
        let file = self.env.fs.open(&from).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::InvalidInput => damaged(),
            _ => Error::io("open", &from, e),
        })?;
        // Before a single byte of another file is written.
        if file.len().map_err(|e| Error::io("measure", &from, e))? != item.size {
            return Err(damaged());
        }
        let (folder, name) = item.path.rsplit_once('/').unwrap_or(("", &item.path));
        let source = From {
            file: &*file,
            path: Path::new(&item.path),
            expect: Some((item.size, item.sha256)),
        };
        match copy(&self.env, &source, &target.join(folder), name, meter) {
            Ok(_) => Ok(()),
            Err(Error::Damaged { .. }) => Err(damaged()),
            Err(other) => Err(other),
        }
    }
}
