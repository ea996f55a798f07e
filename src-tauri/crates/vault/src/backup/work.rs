//! Copying, reading back and proving.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::Path;

use agevfs::fs::File;
use chrono::NaiveDateTime;

use super::copying::{From, Meter, copy, hash, hash_of};
use super::list::{Hash, Item, List};
use super::plan::{Act, Step};
use super::run::BackupJob;
use super::{Backup, FOLDERS, TOP};
use crate::blobs::Blobs;
use crate::compartment::Check;
use crate::error::{Error, Result};
use crate::layout::{self, BLOBS_NAME, Format};

/// A backup under way.
pub(super) struct Work<'a, 'm> {
    pub(super) job: &'a BackupJob,
    pub(super) backup: &'a Backup,
    pub(super) meter: Meter<'m>,
    pub(super) items: Vec<Item>,
    /// Files that no proved generation vouches for.
    pub(super) fresh: HashSet<String>,
    /// Files and bytes.
    pub(super) copied: (u64, u64),
    pub(super) healed: u64,
}

impl Work<'_, '_> {
    pub(super) fn take(&mut self, step: &Step) -> Result<()> {
        let sha256 = match step.act {
            Act::Trust(sum) => sum,
            Act::Recheck(sum) => {
                let at = self.backup.path.join(&step.path);
                if !matches!(hash(&self.job.env, &at, &mut self.meter), Ok(found) if found == (step.size, sum))
                {
                    self.meter.add(0)?;
                    self.copy(step, Some(sum))?;
                    self.healed += 1;
                }
                sum
            }
            Act::Copy(expect) => {
                self.fresh.insert(step.path.clone());
                self.healed += u64::from(expect.is_some());
                self.copy(step, expect)?
            }
        };
        self.items.push(Item {
            path: step.path.clone(),
            size: step.size,
            sha256,
        });
        Ok(())
    }

    /// Brings a file into the backup, unless these very bytes are there already. Returns their SHA-256.
    fn copy(&mut self, step: &Step, expect: Option<Hash>) -> Result<Hash> {
        let env = &self.job.env;
        let from = self.job.root.join(&step.path);
        let opened;
        let file: &dyn File = if let Some(Some(file)) = self.job.source.get(&step.path) {
            &**file
        } else {
            opened = env.fs.open(&from).map_err(|e| gone(&from, e))?;
            &*opened
        };
        // At the top of a vault the place depends on the content; an interrupted backup may have brought the others already.
        let is_top = !step.path.contains('/');
        let known = if is_top || self.is_there(step)? {
            Some(hash_of(file, &from, &mut self.meter)?)
        } else {
            None
        };
        let place = match known {
            Some((size, sha256)) => {
                let item = Item {
                    path: step.path.clone(),
                    size,
                    sha256,
                };
                let place = item.place();
                let there = hash(env, &self.backup.path.join(&place), &mut self.meter);
                if there.is_ok_and(|there| there == (size, sha256))
                    && expect.is_none_or(|e| e == sha256)
                {
                    return Ok(sha256);
                }
                self.meter.add(0)?;
                place
            }
            None => step.path.clone(),
        };
        let (folder, name) = place.rsplit_once('/').unwrap_or((TOP, &place));
        self.make_folder(folder)?;
        let source = From {
            file,
            path: Path::new(&step.path),
            expect: expect.map(|sum| (step.size, sum)).or(known),
        };
        let (size, sha256) = copy(
            env,
            &source,
            &self.backup.path.join(folder),
            name,
            &mut self.meter,
        )?;
        if size != step.size {
            return Err(Error::damaged(&step.path, "changed while it was copied"));
        }
        self.copied = (self.copied.0 + 1, self.copied.1 + size);
        Ok(sha256)
    }

    fn is_there(&self, step: &Step) -> Result<bool> {
        let at = self.backup.path.join(&step.path);
        match self.job.env.fs.len(&at) {
            Ok(len) => Ok(len == step.size),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(Error::io("measure", &at, e)),
        }
    }

    /// The folders of blobs are made when they are needed.
    fn make_folder(&self, folder: &str) -> Result<()> {
        if !folder.starts_with("blobs/") {
            return Ok(());
        }
        let (fs, blobs) = (&*self.job.env.fs, self.backup.path.join(BLOBS_NAME));
        let path = self.backup.path.join(folder);
        match fs.mkdir(&path) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                let entries = fs.list(&blobs).map_err(|e| Error::io("list", &blobs, e))?;
                let is = entries
                    .iter()
                    .any(|e| e.is_dir && folder.strip_prefix("blobs/") == Some(&e.name));
                if is { Ok(()) } else { Err(not_a_folder(&path)) }
            }
            Err(e) => Err(Error::io("make", &path, e)),
        }
    }

    /// Makes every name durable.
    pub(super) fn sync(&self) -> Result<()> {
        let mut folders: BTreeSet<String> = self
            .items
            .iter()
            .filter_map(|i| i.place().rsplit_once('/').map(|(f, _)| f.to_owned()))
            .collect();
        folders.extend(FOLDERS.map(str::to_owned));
        folders.insert(TOP.to_owned());
        folders.insert(String::new());
        for folder in folders {
            let dir = self.backup.path.join(folder);
            self.job
                .env
                .fs
                .sync_dir(&dir)
                .map_err(|e| Error::io("sync", &dir, e))?;
        }
        Ok(())
    }

    /// Opens the new generation out of the backup, with the keys at hand, and reads both databases and all new evidence.
    pub(super) fn prove(&mut self) -> Result<()> {
        let job = self.job;
        let list = List::new(
            job.format.id,
            NaiveDateTime::default(),
            None,
            self.items.clone(),
            &job.keys.case,
        );
        let env = self.backup.view(&list);
        let format = Format::read(&*env.fs, &self.backup.path)?;
        format.authenticate(&job.keys.case)?;
        if format != job.format {
            return Err(Error::damaged(
                layout::FORMAT_NAME,
                "changed while the vault was open",
            ));
        }
        for (which, head) in &job.heads {
            let key = job
                .keys
                .of(*which)
                .expect("a database is open with its key");
            let report =
                Check::of(&env, &self.backup.path, *which, key, Some(*head)).run(&mut |_| true)?;
            first(&report.problems)?;
            self.meter.add(report.checked_bytes)?;
        }
        let places: HashSet<&str> = self.items.iter().map(|item| item.path.as_str()).collect();
        let mut fresh = Vec::new();
        for blob in &job.expected {
            let folder = blob.id.get(..2).unwrap_or_default();
            let path = format!("{BLOBS_NAME}/{folder}/{}.age", blob.id);
            if !places.contains(path.as_str()) {
                return Err(Error::damaged(&path, "is missing"));
            }
            if self.fresh.contains(&path) {
                fresh.push(blob.clone());
            }
        }
        let blobs = Blobs {
            env: &env,
            root: &self.backup.path,
            key: &job.keys.case,
            folders: None,
        };
        let (meter, mut before) = (&mut self.meter, 0);
        let report = blobs.verify_told(&fresh, &mut |done, _| {
            let step = done.saturating_sub(before);
            before = done;
            meter.add(step).is_ok()
        })?;
        first(&report.problems)
    }
}

pub(super) fn first(problems: &[agevfs::Problem]) -> Result<()> {
    problems
        .first()
        .map_or(Ok(()), |p| Err(Error::damaged(&p.file, &p.what)))
}

/// Evidence that a person deleted meanwhile: the list of files is to be taken anew.
pub(super) fn gone(path: &Path, e: io::Error) -> Error {
    if e.kind() == io::ErrorKind::NotFound {
        Error::Moved
    } else {
        Error::io("open", path, e)
    }
}

pub(super) fn not_a_folder(path: &Path) -> Error {
    Error::BackupDamaged {
        what: format!("{}: not a folder", path.display()),
    }
}
