//! The vault's folder: who may look into it, and whether something carries it elsewhere.

use std::path::Path;

use super::{Device, State, finding};
use crate::contract::DeviceFinding;

/// Marks that programs for synchronising leave in a folder they carry elsewhere.
const MARKS: [(&str, &str); 9] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".stignore", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync.ffs_db", "FreeFileSync"),
    (".megaignore", "MEGA"),
    (".tresorit", "Tresorit"),
];
/// Beginnings of names of their databases.
const DATABASES: [(&str, &str); 3] = [
    (".sync_", "Nextcloud"),
    ("._sync_", "Nextcloud"),
    (".csync_journal", "ownCloud"),
];
/// Names that such folders have by themselves.
const NAMES: [&str; 7] = [
    "dropbox",
    "nextcloud",
    "owncloud",
    "onedrive",
    "google drive",
    "googledrive",
    "yandex.disk",
];

impl Device {
    pub(super) fn folder(&self, vault: &Path) -> [DeviceFinding; 2] {
        [self.rights(vault), self.synced(vault)]
    }

    #[cfg(not(unix))]
    fn rights(&self, _: &Path) -> DeviceFinding {
        finding("folder", State::Unknown, "unknown", &[])
    }

    #[cfg(unix)]
    fn rights(&self, vault: &Path) -> DeviceFinding {
        use std::os::unix::fs::MetadataExt;
        let say = |state, code, mode: u32| {
            finding(
                "folder",
                state,
                code,
                &[("mode", format!("{:03o}", mode & 0o777))],
            )
        };
        let Ok(meta) = std::fs::metadata(self.at(vault)) else {
            return say(State::Unknown, "unknown", 0);
        };
        let own = std::fs::metadata(self.at("proc/self")).map(|meta| meta.uid());
        let mode = meta.mode();
        if own.is_ok_and(|own| own != meta.uid()) {
            say(State::Care, "foreign", mode)
        } else if mode & 0o022 != 0 {
            say(State::Bad, "writable", mode)
        } else if mode & 0o077 != 0 {
            say(State::Care, "open", mode)
        } else {
            say(State::Good, "private", mode)
        }
    }

    fn synced(&self, vault: &Path) -> DeviceFinding {
        for folder in vault.ancestors().filter(|folder| folder.parent().is_some()) {
            let seen = mark_in(&self.at(folder)).or_else(|| {
                let name = folder.file_name()?.to_string_lossy().to_lowercase();
                let known = NAMES.iter().find(|known| name.starts_with(**known))?;
                Some(*known)
            });
            if let Some(program) = seen {
                let args = [
                    ("program", program.to_owned()),
                    ("folder", folder.to_string_lossy().into_owned()),
                ];
                return finding("sync", State::Care, "seen", &args);
            }
        }
        finding("sync", State::Good, "none", &[])
    }
}

fn mark_in(folder: &Path) -> Option<&'static str> {
    let known = MARKS.iter().find(|(mark, _)| folder.join(mark).exists());
    if let Some((_, program)) = known {
        return Some(program);
    }
    let entries = std::fs::read_dir(folder).ok()?;
    entries.filter_map(Result::ok).find_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = DATABASES
            .iter()
            .find(|(start, _)| name.starts_with(start))?;
        Some(known.1)
    })
}
