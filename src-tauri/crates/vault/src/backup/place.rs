//! Where the backups of a vault are in a folder somebody chose, and the newest list in them that is to be believed.

use std::path::Path;

use super::list::List;
use super::run::BackupJob;
use super::{Backup, GENERATIONS, SUFFIX};
use crate::error::{Error, Result};
use crate::layout;

impl BackupJob {
    /// The folder of this vault's backups in `dir`, made if there is none: found by the vault's id, so that a vault may be renamed.
    pub(super) fn folder(&self, dir: &Path) -> Result<Backup> {
        let fs = &*self.env.fs;
        let id = self.format.id.simple().to_string();
        let entries = fs.list(dir).map_err(|e| Error::io("list", dir, e))?;
        let ending = format!("-{}{SUFFIX}", &id[..8]);
        let longer = format!("-{id}{SUFFIX}");
        for entry in entries
            .iter()
            .filter(|e| e.is_dir && (e.name.ends_with(&ending) || e.name.ends_with(&longer)))
        {
            let backup = Backup::new(&dir.join(&entry.name), &self.env);
            if self.is_ours(&backup)? {
                return Ok(backup);
            }
        }
        let stem = plain(
            self.root
                .file_stem()
                .and_then(|s| s.to_str())
                .unwrap_or_default(),
        );
        let taken = |name: &str| {
            entries
                .iter()
                .any(|e| e.name.to_lowercase() == name.to_lowercase())
        };
        let name = [format!("{stem}{ending}"), format!("{stem}{longer}")]
            .into_iter()
            .find(|name| !taken(name));
        let path = dir.join(name.ok_or(Error::Exists)?);
        fs.mkdir(&path).map_err(|e| Error::io("make", &path, e))?;
        fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e))?;
        Ok(Backup::new(&path, &self.env))
    }

    /// Whether no list in it speaks of another vault.
    pub(super) fn is_ours(&self, backup: &Backup) -> Result<bool> {
        let at = backup.path.join(GENERATIONS);
        if !self
            .env
            .fs
            .exists(&at)
            .map_err(|e| Error::io("look for", &at, e))?
        {
            return Ok(true);
        }
        for (name, _) in backup.names()? {
            if backup
                .list(&name)?
                .is_ok_and(|list| list.vault != self.format.id)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The newest list that this vault's own key wrote. Every list is written after a proof, so what it says of a file was true then;
    /// others are believed in nothing.
    pub(super) fn newest(&self, backup: &Backup) -> Result<Option<List>> {
        for (name, _) in backup.names()? {
            if let Ok(list) = backup.list(&name)?
                && self.owns(&list)
            {
                return Ok(Some(list));
            }
        }
        Ok(None)
    }

    pub(super) fn owns(&self, list: &List) -> bool {
        list.vault == self.format.id && list.is_of(&self.keys.case)
    }

    /// Puts the list in its place and reads it again.
    pub(super) fn put(&self, backup: &Backup, name: &str, list: &List) -> Result<()> {
        let dir = backup.path.join(GENERATIONS);
        let text = list.encode();
        let tmp = format!("tmp-{}", self.env.entropy.hex(8));
        agevfs::fs::place(&*self.env.fs, &dir, &tmp, name, |file| {
            file.write_all(text.as_bytes())
        })
        .map_err(layout::unplaced)?;
        let path = dir.join(name);
        let again = self.env.fs.open(&path).and_then(|file| {
            let _ = file.forget();
            let mut bytes = vec![0; text.len()];
            file.read_exact_at(0, &mut bytes)?;
            Ok(file.len()? == text.len() as u64 && bytes == text.as_bytes())
        });
        match again {
            Ok(true) => Ok(()),
            Ok(false) => {
                let _ = self.env.fs.unlink(&path);
                Err(Error::BadMedium { path })
            }
            Err(e) => Err(Error::io("read", &path, e)),
        }
    }
}

/// A vault's name as every file system takes it: FAT and Windows refuse some signs, and both ends of a name.
pub(super) fn plain(name: &str) -> String {
    let refused = |c: char| c.is_control() || "<>:\"/\\|?*".contains(c);
    let name: String = name
        .chars()
        .take(60)
        .map(|c| if refused(c) { '_' } else { c })
        .collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() {
        "vault".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_suits_every_file_system() {
        for (name, expect) in [
            ("cases", "cases"),
            ("Дела 2026", "Дела 2026"),
            ("a/b:c?", "a_b_c_"),
            (" . ", "vault"),
            ("x.", "x"),
        ] {
            assert_eq!(plain(name), expect);
        }
        assert_eq!(plain(&"я".repeat(200)).chars().count(), 60);
    }
}
