//! Destroying a vault: every key slot goes, so that nothing opens it any more. What is encrypted stays where it is, and stays closed.
//!
//! The order lets it be begun again: slots nobody relies on first, then kits, then passphrases, of each the sealed half before the other. As
//! long as anything is left, a passphrase slot that opens the cases is there, or nothing opens at all.

use std::path::{Path, PathBuf};

use super::{Locked, Unlocked, Vault};
use crate::Env;
use crate::backup::Backup;
use crate::error::{Error, Result};
use crate::layout::{Compartment, LOCK_NAME};
use crate::slot::{self, SlotKind};
use crate::succession;

/// What destroying did to one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destruction {
    /// Slot files that were removed.
    pub removed: u32,
    /// Of those, how many were written over first. What the disk keeps of them elsewhere is not known.
    pub overwritten: u32,
    /// Slot files that are still there, relative to the place.
    pub left: Vec<PathBuf>,
}

impl Destruction {
    /// No slot is left.
    pub fn is_whole(&self) -> bool {
        self.left.is_empty()
    }
}

impl Vault<Unlocked> {
    /// Locks the vault without folding anything and removes every key slot of it, also those that an interrupted change of keys left. A slot that
    /// cannot be removed does not stop it: the next one may go.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] if it was opened for reading; nothing is touched then. [`Error::Io`] if its folder cannot be listed.
    pub fn destroy(self) -> Result<(Vault<Locked>, Destruction)> {
        if self.read_only() {
            return Err(Error::ReadOnly);
        }
        let Self {
            root,
            env,
            format,
            state,
        } = self;
        let Unlocked {
            sealed, case, lock, ..
        } = state;
        if let Some(sealed) = sealed {
            sealed.shut();
        }
        case.shut();
        // The lock is held until the last slot is gone: nobody opens it meanwhile.
        let destroyed = remove_all(&env, &root);
        drop(lock);
        let vault = Vault {
            root,
            env,
            format,
            state: Locked,
        };
        Ok((vault, destroyed?))
    }
}

impl Backup {
    /// Removes every key slot of every generation. The generations stay and open no more.
    ///
    /// # Errors
    /// [`Error::BackupBusy`] while a backup is written there; [`Error::Io`].
    pub fn destroy(&self) -> Result<Destruction> {
        let (env, path) = (self.env(), self.path());
        let lock = path.join(LOCK_NAME);
        let held = env.fs.lock(&lock);
        let held = held.map_err(|e| Error::io("lock", &lock, e))?;
        let _held = held.ok_or(Error::BackupBusy)?;
        remove_all(env, path)
    }

    /// The slots that are there, of any generation.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn slots(&self) -> Result<Vec<PathBuf>> {
        Ok(all(self.env(), self.path())?.concat())
    }
}

impl Vault<Locked> {
    /// Every file in the folders of key slots, relative to the vault, whatever it is.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn slot_files(&self) -> Result<Vec<PathBuf>> {
        Ok(all(&self.env, &self.root)?.concat())
    }
}

fn remove_all(env: &Env, root: &Path) -> Result<Destruction> {
    let mut done = Destruction::default();
    for slots in all(env, root)? {
        for file in slots {
            let path = root.join(&file);
            let overwritten = overwrite(env, &path);
            let gone = env.fs.unlink(&path);
            let gone = gone.or_else(|e| match e.kind() {
                std::io::ErrorKind::NotFound => Ok(()),
                _ => Err(e),
            });
            // A removal that is not on the disk may come back.
            let dir = path.parent().unwrap_or(root);
            let synced = gone.and_then(|()| env.fs.sync_dir(dir));
            if synced.is_ok() {
                done.removed += 1;
                done.overwritten += u32::from(overwritten);
            } else {
                done.left.push(file);
            }
        }
    }
    Ok(done)
}

/// Writes random bytes over a slot, as a wish: file systems and disks may keep the old ones elsewhere.
fn overwrite(env: &Env, path: &Path) -> bool {
    let Ok(length) = env.fs.len(path) else {
        return false;
    };
    let mut noise = vec![0; usize::try_from(length.min(slot::LONGEST)).unwrap_or(0)];
    env.entropy.fill(&mut noise);
    env.fs.overwrite(path, &noise).is_ok()
}

/// All slot files, in the groups and order in which they go.
fn all(env: &Env, root: &Path) -> Result<Vec<Vec<PathBuf>>> {
    let mut groups = Vec::new();
    // What an interrupted rotation left aside or made ready. While it counts (a successor stands ready), its slots are the ones that open, so
    // they go after those of before.
    let (mut aside, mut next) = (Vec::new(), Vec::new());
    for name in folders(env, root)? {
        let files = of_home(env, root, Path::new(&name))?;
        if name == succession::NEXT_NAME {
            next = files;
        } else if name.starts_with("tmp-") {
            aside.extend(files);
        }
    }
    groups.push(aside.concat());
    groups.extend(of_home(env, root, Path::new(""))?);
    groups.extend(next);
    Ok(groups)
}

fn folders(env: &Env, dir: &Path) -> Result<Vec<String>> {
    let entries = env.fs.list(dir).map_err(|e| Error::io("list", dir, e))?;
    let folders = entries.into_iter().filter(|entry| entry.is_dir);
    Ok(folders.map(|entry| entry.name).collect())
}

/// The slots below a folder that is laid out like a vault: others and kits, then passphrases; of each the sealed half first.
fn of_home(env: &Env, root: &Path, home: &Path) -> Result<Vec<Vec<PathBuf>>> {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for of in [Compartment::Sealed, Compartment::Case] {
        let dir = home.join(of.keys());
        let entries = match env.fs.list(&root.join(&dir)) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
            Err(e) => return Err(Error::io("list", &root.join(dir), e)),
        };
        for entry in entries.into_iter().filter(|entry| !entry.is_dir) {
            let file = dir.join(&entry.name);
            let opens = agevfs::fs::read(&*env.fs, &root.join(&file), slot::LONGEST)
                .is_ok_and(|bytes| matches!(slot::kind_of(&bytes), Ok(SlotKind::Passphrase(_))));
            if opens {
                last.push(file);
            } else {
                first.push(file);
            }
        }
    }
    Ok(vec![first, last])
}
