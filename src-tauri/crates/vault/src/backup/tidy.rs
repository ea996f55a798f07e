//! Making room before a backup, and removing after it what need not stay.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use chrono::NaiveDateTime;

use super::list::Item;
use super::run::BackupJob;
use super::work::not_a_folder;
use super::{Backup, FOLDERS, GENERATIONS, TOP, Top, belonging, retention};
use crate::Env;
use crate::error::{Error, Result};
use crate::layout::BLOBS_NAME;

impl BackupJob {
    /// Removes the lists of generations that need not stay. Those that this vault's key did not write (of before a change of keys,
    /// damaged, or put there by somebody) push none of ours out, and go only by the same rule themselves.
    pub(super) fn prune(&self, backup: &Backup, new: &str) {
        let Ok(names) = backup.names() else { return };
        let stays = |names: &[&(String, NaiveDateTime)]| -> HashSet<String> {
            let stamps: Vec<NaiveDateTime> = names.iter().map(|(_, made)| *made).collect();
            names
                .iter()
                .zip(retention::kept(&stamps))
                .filter(|(_, keep)| *keep)
                .map(|((name, _), _)| name.clone())
                .collect()
        };
        let ours = |name: &str| matches!(backup.list(name), Ok(Ok(list)) if self.owns(&list));
        let (own, _): (Vec<_>, Vec<_>) = names.iter().partition(|(name, _)| ours(name));
        let mut keep = stays(&own);
        keep.extend(stays(&names.iter().collect::<Vec<_>>()));
        let dir = backup.path.join(GENERATIONS);
        for (name, _) in names
            .iter()
            .filter(|(name, _)| name != new && !keep.contains(name))
        {
            let _ = self.env.fs.unlink(&dir.join(name));
        }
    }
}

/// Makes the folders of a backup, removes what an interrupted one left under temporary names, and refuses links: somebody who
/// prepared the medium must not have us write or remove elsewhere.
pub(super) fn prepare(env: &Env, path: &Path) -> Result<()> {
    let fs = &*env.fs;
    let list = |dir: &Path| fs.list(dir).map_err(|e| Error::io("list", dir, e));
    for folder in FOLDERS.into_iter().chain([TOP, GENERATIONS]) {
        let dir = path.join(folder);
        let parent = dir.parent().unwrap_or(path);
        let entry = list(parent)?
            .into_iter()
            .find(|e| Some(e.name.as_str()) == folder.rsplit('/').next());
        match entry {
            Some(entry) if entry.is_dir => {}
            Some(_) => return Err(not_a_folder(&dir)),
            None => {
                fs.mkdir(&dir).map_err(|e| Error::io("make", &dir, e))?;
                fs.sync_dir(parent)
                    .map_err(|e| Error::io("sync", parent, e))?;
            }
        }
    }
    let blobs = list(&path.join(BLOBS_NAME))?
        .into_iter()
        .filter(|e| e.is_dir)
        .map(|e| format!("{BLOBS_NAME}/{}", e.name));
    for folder in FOLDERS
        .into_iter()
        .chain([TOP, GENERATIONS])
        .map(str::to_owned)
        .chain(blobs)
    {
        let dir = path.join(folder);
        for entry in list(&dir)?
            .into_iter()
            .filter(|e| !e.is_dir && e.name.starts_with("tmp-"))
        {
            let at = dir.join(entry.name);
            fs.unlink(&at).map_err(|e| Error::io("remove", &at, e))?;
        }
    }
    Ok(())
}

/// Removes files that no list names and that are not to stay, as far as it goes. While any list cannot be read nothing is removed:
/// it may name them.
pub(super) fn sweep(backup: &Backup, stays: impl Fn(&str) -> bool) {
    let _ = try_sweep(backup, stays);
}

pub(super) fn try_sweep(backup: &Backup, stays: impl Fn(&str) -> bool) -> Result<()> {
    let fs = &*backup.env.fs;
    let dir = backup.path.join(GENERATIONS);
    // A list that was removed must not come back after a loss of power without its files.
    fs.sync_dir(&dir).map_err(|e| Error::io("sync", &dir, e))?;
    let mut named = HashSet::new();
    for (name, _) in backup.names()? {
        match backup.list(&name)? {
            Ok(list) => named.extend(list.items.iter().map(Item::place)),
            Err(_) => return Ok(()),
        }
    }
    let mut folders = BTreeSet::new();
    for (path, folder) in belonging(&backup.env, &backup.path, Top::Kept)? {
        if !named.contains(&path) && !stays(&path) {
            let at = backup.path.join(&path);
            fs.unlink(&at).map_err(|e| Error::io("remove", &at, e))?;
            folders.insert(folder);
        }
    }
    folders
        .iter()
        .try_for_each(|dir| fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e)))
}
