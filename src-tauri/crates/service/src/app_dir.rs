//! What this device remembers outside any vault: preferences, which vaults were opened here, and a mark of how far each had come. No case content.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::contract::{LockOn, Settings};
use crate::error::{Error, Result};
use crate::files;

const FILE: &str = "settings.json";
/// Vaults remembered, latest first.
const KNOWN: usize = 8;

/// The folder of the program's own on this device; none for one that must leave nothing.
pub struct AppDir {
    folder: Option<PathBuf>,
    kept: Kept,
}

/// The content of `settings.json`.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    settings: Settings,
    known: Vec<PathBuf>,
    /// The last backup of each vault that was proved, by the vault's id.
    backups: BTreeMap<String, LastBackup>,
    /// The last drill of each vault that proved a kit, by the vault's id.
    proofs: BTreeMap<String, LastProof>,
}

/// A kit that was proved to open its vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastProof {
    /// When, UTC.
    pub at: String,
    /// The id of its key: a proof ends with the key.
    pub slot: String,
}

/// A backup that was read back and proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "KeptBackup")]
pub struct LastBackup {
    /// When, UTC.
    pub at: String,
    /// The folder a person chose for it.
    pub folder: Option<String>,
    /// The vault got new keys since: this one opens with those of before only.
    pub old_keys: bool,
}

/// As it may stand in the file: earlier versions kept the time alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptBackup {
    Time(String),
    Place {
        at: String,
        folder: Option<String>,
        #[serde(default)]
        old_keys: bool,
    },
}

impl From<KeptBackup> for LastBackup {
    fn from(kept: KeptBackup) -> Self {
        match kept {
            KeptBackup::Time(at) => Self {
                at,
                folder: None,
                old_keys: false,
            },
            KeptBackup::Place {
                at,
                folder,
                old_keys,
            } => Self {
                at,
                folder,
                old_keys,
            },
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: "en".into(),
            theme: "system".into(),
            text_percent: 100,
            auto_lock_minutes: 5,
            lock_on: LockOn::default(),
        }
    }
}

impl Default for LockOn {
    fn default() -> Self {
        Self {
            sleep: true,
            screen: true,
            switch: true,
            lid: true,
        }
    }
}

impl Settings {
    /// The same with every value inside its bounds; a device must not be made unusable by a file that was edited by hand.
    fn bounded(mut self) -> Self {
        if crate::Language::of(&self.language).is_none() {
            self.language = "en".into();
        }
        if !["system", "light", "dark", "contrast"].contains(&self.theme.as_str()) {
            self.theme = "system".into();
        }
        self.text_percent = self.text_percent.clamp(90, 200);
        self.auto_lock_minutes = self.auto_lock_minutes.clamp(1, 60);
        self
    }
}

impl AppDir {
    /// Reads what is there; a file that does not read counts as none.
    pub fn open(folder: Option<PathBuf>) -> Self {
        let read = |folder: &PathBuf| -> Option<(Kept, bool)> {
            let mut text: serde_json::Value =
                serde_json::from_slice(&files::read(&folder.join(FILE)).ok()?).ok()?;
            // Earlier versions kept a person's name here. It stands in the vault now, and nowhere in clear.
            let named = text
                .get_mut("settings")
                .and_then(|settings| settings.as_object_mut()?.remove("author"))
                .is_some();
            Some((serde_json::from_value(text).ok()?, named))
        };
        let (mut kept, named) = folder.as_ref().and_then(read).unwrap_or_default();
        kept.settings = kept.settings.bounded();
        let app = Self { folder, kept };
        if named {
            // Where it cannot be written, the next change of a preference does it.
            let _ = app.write();
        }
        app
    }

    /// Preferences.
    pub fn settings(&self) -> &Settings {
        &self.kept.settings
    }

    /// Changes the preferences. Answers with what was kept.
    pub fn save_settings(&mut self, settings: Settings) -> Result<Settings> {
        self.kept.settings = settings.bounded();
        self.write()?;
        Ok(self.kept.settings.clone())
    }

    /// Vaults opened here before that still exist, latest first.
    pub fn known(&self) -> Vec<&Path> {
        self.kept
            .known
            .iter()
            .map(PathBuf::as_path)
            .filter(|path| path.is_dir())
            .collect()
    }

    /// The last one.
    pub fn last(&self) -> Option<&Path> {
        self.known().into_iter().next()
    }

    /// Remembers that a vault was opened. A device that cannot keep it still opens the vault.
    pub fn opened(&mut self, vault: &Path) {
        if vault.to_str().is_none() {
            return;
        }
        self.kept.known.retain(|known| known != vault);
        self.kept.known.insert(0, vault.to_owned());
        self.kept.known.truncate(KNOWN);
        let _ = self.write();
    }

    /// The last backup of a vault that this device made.
    pub fn last_backup(&self, vault: impl std::fmt::Display) -> Option<LastBackup> {
        self.kept.backups.get(&vault.to_string()).cloned()
    }

    /// Remembers that a backup was made. A device that cannot keep it has made the backup all the same.
    pub fn backed_up(&mut self, vault: impl std::fmt::Display, backup: LastBackup) {
        self.kept.backups.insert(vault.to_string(), backup);
        let _ = self.write();
    }

    /// Remembers that a vault got new keys, which its last backup does not have.
    pub fn keys_changed(&mut self, vault: impl std::fmt::Display) {
        if let Some(backup) = self.kept.backups.get_mut(&vault.to_string()) {
            backup.old_keys = true;
            let _ = self.write();
        }
    }

    /// The last drill of a vault on this device.
    pub fn last_proof(&self, vault: impl std::fmt::Display) -> Option<LastProof> {
        self.kept.proofs.get(&vault.to_string()).cloned()
    }

    /// Remembers that a kit was proved. A device that cannot keep it has proved it all the same.
    pub fn proved(&mut self, vault: impl std::fmt::Display, proof: LastProof) {
        self.kept.proofs.insert(vault.to_string(), proof);
        let _ = self.write();
    }

    /// Where the mark of a vault lies: how far it had come when this device saw it last.
    pub fn mark(&self, vault: impl std::fmt::Display) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?.join("seen");
        files::private_folder(&folder).ok()?;
        Some(folder.join(vault.to_string()))
    }

    fn write(&self) -> Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let path = folder.join(FILE);
        let text =
            serde_json::to_vec_pretty(&self.kept).expect("paths that are not text are not kept");
        files::replace(&path, &text).map_err(|error| Error::io(&path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_last_and_stay_in_bounds() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("app");
        let mut app = AppDir::open(Some(folder.clone()));
        assert_eq!(app.settings().auto_lock_minutes, 5);
        let wish = Settings {
            language: "kk".into(),
            theme: "pink".into(),
            text_percent: 900,
            auto_lock_minutes: 0,
            lock_on: LockOn::default(),
        };
        let kept = app.save_settings(wish).unwrap();
        assert_eq!(
            (
                kept.language.as_str(),
                kept.theme.as_str(),
                kept.text_percent,
                kept.auto_lock_minutes
            ),
            ("kk", "system", 200, 1)
        );
        let again = AppDir::open(Some(folder.clone()));
        assert_eq!(again.settings().language, "kk");
        // A name that an earlier version kept in clear goes, and nothing else.
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap();
        let named = text.replacen("\"language\"", "\"author\":\"Dana Tester\",\"language\"", 1);
        assert!(named.contains("Dana Tester"), "the control");
        std::fs::write(folder.join(FILE), named).unwrap();
        let again = AppDir::open(Some(folder.clone()));
        assert_eq!(again.settings().language, "kk");
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap();
        assert!(!text.contains("Dana Tester") && text.contains("text_percent"));
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(
                &std::fs::metadata(folder.join(FILE)).unwrap().permissions()
            ) & 0o777,
            0o600
        );
        std::fs::write(folder.join(FILE), "not json").unwrap();
        assert_eq!(AppDir::open(Some(folder)).settings().language, "en");
    }

    #[test]
    fn the_last_backup_is_remembered_with_its_place() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("app");
        std::fs::create_dir(&folder).unwrap();
        let old = r#"{"backups": {"a": "2026-01-02T03:04:05"}}"#;
        std::fs::write(folder.join(FILE), old).unwrap();
        let mut app = AppDir::open(Some(folder.clone()));
        let kept = |at: &str, folder: Option<&str>| LastBackup {
            at: at.into(),
            folder: folder.map(str::to_owned),
            old_keys: false,
        };
        assert_eq!(
            app.last_backup("a"),
            Some(kept("2026-01-02T03:04:05", None))
        );
        let now = kept("2026-02-02T03:04:05", Some("/media/stick"));
        app.backed_up("a", kept("2026-01-05T03:04:05", None));
        app.keys_changed("a");
        app.keys_changed("b");
        assert!(
            AppDir::open(Some(folder.clone()))
                .last_backup("a")
                .is_some_and(|one| one.old_keys)
        );
        app.backed_up("a", now.clone());
        let again = AppDir::open(Some(folder));
        assert_eq!(
            (again.last_backup("a"), again.last_backup("b")),
            (Some(now), None)
        );
    }

    #[test]
    fn vaults_are_remembered_latest_first_while_they_exist() {
        let dir = tempfile::tempdir().unwrap();
        let vault = |name: &str| {
            let path = dir.path().join(name);
            std::fs::create_dir_all(&path).unwrap();
            path
        };
        let mut app = AppDir::open(Some(dir.path().join("app")));
        let (one, two) = (vault("one.vault"), vault("two.vault"));
        for path in [&one, &two, &one] {
            app.opened(path);
        }
        assert_eq!(app.known(), [&*one, &*two]);
        std::fs::remove_dir(&one).unwrap();
        assert_eq!(
            AppDir::open(Some(dir.path().join("app"))).last(),
            Some(&*two)
        );
    }
}
