//! Backups: many generations of a vault in one folder, which share every file they have in common.
//!
//! The files of a vault never change, so a generation is a list of them, and a further backup copies what is new. A list is put
//! in its place last, when everything it names was read back and what the keys at hand open was decrypted; only then older ones
//! go. The lists are plain text: see `docs/vault-format.md`, "Backups".
//!
//! ```text
//! NAME-2f1c6d0e.backup/
//!   generations/2026-11-25-215000-0a1b2c3d   the list of one generation
//!   case/ sealed/ sealed/keys/ keys/ blobs/  the files of all of them, where a vault has them
//!   top/<sha256>                             `format` and `README.txt`, by what is in them
//!   lock                                     locked while something is written here
//! ```

mod check;
mod copying;
mod list;
mod place;
mod plan;
mod restore;
mod retention;
mod run;
mod tidy;
mod view;
mod work;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use uuid::Uuid;

pub use check::{Checked, Keys};
pub use restore::Restored;
pub use run::{BackupJob, Made};

#[cfg(feature = "fuzzing")]
pub(crate) use list::List as BackupList;

use crate::Env;
use crate::error::{Error, Result};
use crate::layout::{self, BLOBS_NAME};
use list::{Fault, List};
use view::View;

/// Where the lists are.
pub(crate) const GENERATIONS: &str = "generations";
/// Where files from the top of the vault are.
const TOP: &str = "top";
const SUFFIX: &str = ".backup";
/// More generations than any backup keeps; what a list of a folder that somebody made may cost.
const MOST_GENERATIONS: usize = 1000;

/// The backups of one vault in one folder.
pub struct Backup {
    env: Env,
    path: PathBuf,
}

/// One state of the vault that can be had back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// The name of its list.
    pub name: String,
    /// When it was made, UTC.
    pub made: NaiveDateTime,
    /// What can be said of it without reading its files.
    pub state: GenerationState,
}

/// What can be said of a generation without a key and without reading its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GenerationState {
    /// Every file is there in its length.
    Whole {
        /// The vault's id.
        vault: Uuid,
        /// How many files.
        files: u64,
        /// Their size in bytes.
        bytes: u64,
    },
    /// So many files are missing or have another length.
    Incomplete {
        /// The vault's id.
        vault: Uuid,
        /// How many.
        missing: u64,
    },
    /// Its list is damaged.
    Damaged,
    /// A newer version of the program wrote its list.
    Newer {
        /// The version found.
        found: u32,
    },
}

impl GenerationState {
    /// Whose it is, if its list says.
    pub fn vault(&self) -> Option<Uuid> {
        match self {
            Self::Whole { vault, .. } | Self::Incomplete { vault, .. } => Some(*vault),
            Self::Damaged | Self::Newer { .. } => None,
        }
    }
}

/// The backups in the folder `dir`, by name; or `dir` alone, if it is one itself. Touches nothing.
///
/// # Errors
/// [`Error::NoBackup`] if there are none; [`Error::Io`].
pub fn find_backups(dir: &Path, env: &Env) -> Result<Vec<Backup>> {
    let is_backup = |path: &Path| env.fs.exists(&path.join(GENERATIONS)).unwrap_or(false);
    if is_backup(dir) {
        return Ok(vec![Backup::new(dir, env)]);
    }
    let entries = env.fs.list(dir).map_err(|e| Error::io("list", dir, e))?;
    let found: Vec<Backup> = entries
        .into_iter()
        .filter(|e| e.is_dir && e.name.ends_with(SUFFIX))
        .map(|e| dir.join(e.name))
        .filter(|path| is_backup(path))
        .map(|path| Backup::new(&path, env))
        .collect();
    if found.is_empty() {
        Err(Error::NoBackup)
    } else {
        Ok(found)
    }
}

impl Backup {
    fn new(path: &Path, env: &Env) -> Self {
        Self {
            env: env.clone(),
            path: path.to_owned(),
        }
    }

    /// The backup at `path`, a folder whose name ends in `.backup`. Touches nothing.
    ///
    /// # Errors
    /// [`Error::NoBackup`] if it is none.
    pub fn at(path: &Path, env: &Env) -> Result<Self> {
        let is = env
            .fs
            .exists(&path.join(GENERATIONS))
            .map_err(|e| Error::io("look for", path, e))?;
        if is {
            Ok(Self::new(path, env))
        } else {
            Err(Error::NoBackup)
        }
    }

    /// The outside world it was given.
    pub(crate) fn env(&self) -> &Env {
        &self.env
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name of the vault, by the name of the folder.
    pub fn vault_name(&self) -> String {
        let name = self
            .path
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default();
        let name = name.strip_suffix(SUFFIX).unwrap_or(name);
        name.rsplit_once('-')
            .map_or(name, |(name, _)| name)
            .to_owned()
    }

    /// Its generations, newest first. Touches nothing.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn generations(&self) -> Result<Vec<Generation>> {
        let there = self.files()?;
        let mut all = Vec::new();
        for (name, made) in self.names()? {
            let state = match self.list(&name)? {
                Ok(list) => {
                    let missing = list
                        .items
                        .iter()
                        .filter(|i| there.get(&i.place()) != Some(&i.size))
                        .count();
                    if missing == 0 {
                        GenerationState::Whole {
                            vault: list.vault,
                            files: list.items.len() as u64,
                            bytes: list.bytes(),
                        }
                    } else {
                        GenerationState::Incomplete {
                            vault: list.vault,
                            missing: missing as u64,
                        }
                    }
                }
                Err(Fault::Damaged) => GenerationState::Damaged,
                Err(Fault::Newer(found)) => GenerationState::Newer { found },
            };
            all.push(Generation { name, made, state });
        }
        Ok(all)
    }

    /// Names and times of the lists, newest first.
    fn names(&self) -> Result<Vec<(String, NaiveDateTime)>> {
        let dir = self.path.join(GENERATIONS);
        let entries = self
            .env
            .fs
            .list(&dir)
            .map_err(|e| Error::io("list", &dir, e))?;
        let mut names: Vec<(String, NaiveDateTime)> = entries
            .into_iter()
            .filter(|e| !e.is_dir)
            .filter_map(|e| list::stamp_of(&e.name).map(|made| (e.name, made)))
            .collect();
        if names.len() > MOST_GENERATIONS {
            return Err(Error::OutOfRange {
                what: "generations",
                found: names.len() as u64,
            });
        }
        names.sort_by(|a, b| (b.1, &b.0).cmp(&(a.1, &a.0)));
        Ok(names)
    }

    /// The list `name`, or why it is not taken.
    fn list(&self, name: &str) -> Result<std::result::Result<List, Fault>> {
        let path = self.path.join(GENERATIONS).join(name);
        match agevfs::fs::read(&*self.env.fs, &path, list::LONGEST) {
            Ok(bytes) => Ok(List::decode(name, &bytes)),
            Err(e) if e.kind() == io::ErrorKind::FileTooLarge => Ok(Err(Fault::Damaged)),
            Err(e) => Err(Error::io("read", &path, e)),
        }
    }

    /// The list of a generation somebody named: its whole name, or a beginning that only one has.
    fn chosen(&self, wish: Option<&str>) -> Result<(String, List)> {
        let names: Vec<String> = self.names()?.into_iter().map(|(name, _)| name).collect();
        let name = match wish {
            None => names.first().ok_or(Error::NoBackup)?,
            Some(wish) => match &names
                .iter()
                .filter(|n| n.starts_with(wish))
                .collect::<Vec<_>>()[..]
            {
                [one] => one,
                _ => return Err(Error::UnknownGeneration),
            },
        };
        match self.list(name)? {
            Ok(list) => Ok((name.clone(), list)),
            Err(Fault::Newer(found)) => Err(Error::Newer { found }),
            Err(Fault::Damaged) => Err(Error::BackupDamaged {
                what: format!("{GENERATIONS}/{name}"),
            }),
        }
    }

    /// The environment in which this generation is a folder of its own, below [`Backup::path`].
    fn view(&self, list: &List) -> Env {
        Env {
            fs: Arc::new(View::new(Arc::clone(&self.env.fs), &self.path, list)),
            ..self.env.clone()
        }
    }

    /// Every file that may belong to a generation, with its size: place in the backup to bytes.
    fn files(&self) -> Result<BTreeMap<String, u64>> {
        let mut files = BTreeMap::new();
        for (path, _) in belonging(&self.env, &self.path, Top::Kept)? {
            let at = self.path.join(&path);
            match self.env.fs.len(&at) {
                Ok(len) => drop(files.insert(path, len)),
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(e) => return Err(Error::io("measure", &at, e)),
            }
        }
        Ok(files)
    }
}

/// Whether files at the top of a vault are looked for where a vault or where a backup has them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Top {
    InPlace,
    Kept,
}

/// Every file below `root` in a form that a vault has, and its folder. Links are not followed and nothing else is looked at, so that
/// a folder somebody prepared leads nowhere.
fn belonging(env: &Env, root: &Path, top: Top) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut look = |folder: &str| -> Result<Vec<String>> {
        let dir = root.join(folder);
        let entries = match env.fs.list(&dir) {
            Ok(entries) => entries,
            // Tools that copy folders leave empty ones out.
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(Error::io("list", &dir, e)),
        };
        let mut folders = Vec::new();
        for entry in entries {
            let path = if folder.is_empty() {
                entry.name
            } else {
                format!("{folder}/{}", entry.name)
            };
            let kept = top == Top::Kept
                && path
                    .strip_prefix("top/")
                    .is_some_and(|n| n.len() == 64 && layout::is_hex(n));
            if entry.is_dir {
                folders.push(path);
            } else if kept
                || (layout::belongs(&path) && (top == Top::InPlace || path.contains('/')))
            {
                found.push((path, dir.clone()));
            }
        }
        Ok(folders)
    };
    let mut next = look("")?;
    while let Some(folder) = next.pop() {
        let known = is_folder(&folder) || (top == Top::Kept && folder == TOP);
        if known {
            next.extend(look(&folder)?);
        }
    }
    found.sort();
    Ok(found)
}

/// The folders of a vault, below which [`layout::belongs`] may hold.
fn is_folder(path: &str) -> bool {
    FOLDERS.contains(&path)
        || path
            .strip_prefix("blobs/")
            .is_some_and(|xx| xx.len() == 2 && layout::is_hex(xx))
}

const FOLDERS: [&str; 5] = ["case", "keys", "sealed", "sealed/keys", BLOBS_NAME];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Compartment, LOCK_NAME};

    #[test]
    fn the_folders_are_those_of_a_vault() {
        for of in [Compartment::Case, Compartment::Sealed] {
            assert!(is_folder(of.store().to_str().expect("ascii")));
            assert!(is_folder(of.keys().to_str().expect("ascii")));
        }
        assert!(
            is_folder("blobs/0a")
                && !is_folder("blobs/0A")
                && !is_folder("blobs/0a/00")
                && !is_folder(LOCK_NAME)
        );
    }
}
