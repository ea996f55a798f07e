//! Proving that a generation can be restored, by reading all of it.

use std::path::Path;

use agevfs::{Key, Problem, stream};

use super::copying::{Meter, hash};
use super::list::List;
use super::{Backup, Generation};
use crate::Env;
use crate::compartment::{Check, belongs};
use crate::error::{Error, Result};
use crate::kit::read_kit;
use crate::layout::{Compartment, Format};
use crate::slot::{self, Credential};
use crate::vault::{Opener, Unlocked, Vault};

/// The keys of a vault that are at hand, cheap to clone; wiped when the last holder lets go. There is deliberately no `Debug`.
#[derive(Clone)]
pub struct Keys {
    pub(super) case: Key,
    pub(super) sealed: Option<Key>,
}

impl Keys {
    pub(super) fn of(&self, which: Compartment) -> Option<&Key> {
        match which {
            Compartment::Case => Some(&self.case),
            Compartment::Sealed => self.sealed.as_ref(),
        }
    }
}

impl Vault<Unlocked> {
    /// Its keys: that of the cases, and that of the sources while the seal is open.
    pub fn keys(&self) -> Keys {
        Keys {
            case: self.state.case.key.clone(),
            sealed: self.state.sealed.as_ref().map(|open| open.key.clone()),
        }
    }
}

/// What reading a whole generation showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which one.
    pub generation: String,
    /// Files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// What was decrypted too, and found whole.
    pub opened: Vec<Compartment>,
    /// What is wrong; empty if it can be restored.
    pub problems: Vec<Problem>,
}

impl Backup {
    /// The keys of a generation, out of its own key slots: both compartments.
    ///
    /// # Errors
    /// [`Error::WrongKey`], [`Error::BadIdentity`], [`Error::BadKit`], [`Error::Damaged`], [`Error::UnknownGeneration`].
    pub fn unlock(&self, generation: Option<&str>, with: Opener<'_>) -> Result<Keys> {
        let (_, list) = self.chosen(generation)?;
        let env = self.view(&list);
        let offered;
        let credential = match with {
            Opener::Passphrase(passphrase) => Credential::Passphrase(passphrase),
            Opener::Identity(text) => {
                offered = read_kit(text)?;
                Credential::Identity(&offered)
            }
        };
        let open = |of| {
            let fits = |key: &Key| belongs(&env, &self.path, of, key);
            slot::open_any(&env, &self.path, of, credential, &fits).map(|opened| opened.key)
        };
        let case = open(Compartment::Case)?;
        Format::read(&*env.fs, &self.path)?.authenticate(&case)?;
        Ok(Keys {
            case,
            sealed: Some(open(Compartment::Sealed)?),
        })
    }

    /// Proves that `keys` open the newest generation, or the one named, by reading both its databases and its list; evidence is not
    /// read. Touches nothing. Answers with the name of the generation and the bytes that were read.
    ///
    /// # Errors
    /// [`Error::BackupDamaged`] for what does not read or is not of this vault; as [`Backup::check`].
    pub fn prove(
        &self,
        generation: Option<&str>,
        keys: &Keys,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<(String, u64)> {
        let (name, list) = self.chosen(generation)?;
        let damaged = |what: String| Error::BackupDamaged { what };
        if !list.is_of(&keys.case) {
            return Err(damaged(format!("{}/{name}", super::GENERATIONS)));
        }
        let env = self.view(&list);
        let checks: Vec<Check> = [Compartment::Case, Compartment::Sealed]
            .into_iter()
            .filter_map(|which| Some(Check::of(&env, &self.path, which, keys.of(which)?, None)))
            .collect();
        let total = checks.iter().map(Check::bytes).sum();
        let (mut done, mut read) = (0, 0);
        for check in checks {
            let report = check.run(&mut |bytes| {
                done += bytes;
                progress(done.min(total), total)
            })?;
            if let Some(problem) = report.problems.first() {
                return Err(damaged(problem.file.clone()));
            }
            read += report.checked_bytes;
        }
        Ok((name, read))
    }

    /// Reads every byte of a generation (the newest if none is named; any beginning of a name will do), compares it with the list
    /// and decrypts what `keys` open. Touches nothing. Without keys, or with those of another time, only hashes are compared.
    ///
    /// # Errors
    /// [`Error::UnknownGeneration`], [`Error::BackupDamaged`] for a list that does not read, [`Error::Newer`],
    /// [`Error::Cancelled`]. What is wrong with files is in the answer.
    pub fn check(
        &self,
        generation: Option<&str>,
        keys: Option<&Keys>,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Checked> {
        let (name, list) = self.chosen(generation)?;
        let mut meter = Meter::new(progress);
        let env = self.view(&list);
        // After a change of the vault's keys an older generation has keys of its own.
        let keys = keys.filter(|keys| {
            Format::read(&*env.fs, &self.path).is_ok_and(|f| f.authenticate(&keys.case).is_ok())
        });
        meter.expect(list.bytes());
        if let Some(keys) = keys {
            meter.expect(
                list.items
                    .iter()
                    .filter(|item| key_of(&item.path, keys).is_some())
                    .map(|item| item.size)
                    .sum(),
            );
        }
        let mut checked = Checked {
            generation: name,
            files: 0,
            bytes: 0,
            opened: Vec::new(),
            problems: Vec::new(),
        };
        if keys.is_some_and(|keys| !list.is_of(&keys.case)) {
            checked.problem(
                &format!("{}/{}", super::GENERATIONS, checked.generation),
                "was not written by someone with the key of the vault",
            );
        }
        self.read_all(&list, &mut meter, &mut checked)?;
        if let Some(keys) = keys {
            self.decrypt_all(&env, &list, keys, &mut meter, &mut checked)?;
        }
        Ok(checked)
    }

    fn read_all(&self, list: &List, meter: &mut Meter<'_>, checked: &mut Checked) -> Result<()> {
        for item in &list.items {
            match hash(&self.env, &self.path.join(item.place()), meter) {
                Ok(found) if found == (item.size, item.sha256) => {
                    checked.files += 1;
                    checked.bytes += item.size;
                }
                Ok(_) => checked.problem(&item.path, "is not what was backed up"),
                Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                    checked.problem(&item.path, "is missing");
                }
                Err(Error::Io { .. }) => checked.problem(&item.path, "cannot be read"),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    fn decrypt_all(
        &self,
        env: &Env,
        list: &List,
        keys: &Keys,
        meter: &mut Meter<'_>,
        checked: &mut Checked,
    ) -> Result<()> {
        for which in [Compartment::Case, Compartment::Sealed] {
            let Some(key) = keys.of(which) else { continue };
            let report = Check::of(env, &self.path, which, key, None).run(&mut |_| true)?;
            if report.problems.is_empty() {
                checked.opened.push(which);
            }
            checked.problems.extend(report.problems);
            let front = format!("{}/", which.store().display());
            meter.add(
                list.items
                    .iter()
                    .filter(|item| item.path.starts_with(&front))
                    .map(|item| item.size)
                    .sum(),
            )?;
        }
        for item in list
            .items
            .iter()
            .filter(|item| item.path.starts_with("blobs/"))
        {
            if let Err(what) = decrypts(env, &self.path.join(&item.path), &keys.case) {
                checked.problem(&item.path, &what);
            }
            meter.add(item.size)?;
        }
        // A file that was named once for its bytes and once for its content is one problem.
        checked.problems.dedup_by(|a, b| a == b);
        Ok(())
    }
}

impl Checked {
    fn problem(&mut self, file: &str, what: &str) {
        self.problems.push(Problem {
            file: file.to_owned(),
            what: what.to_owned(),
        });
    }
}

/// The key that opens this file, of those at hand; slots are opened by other keys.
fn key_of<'a>(path: &str, keys: &'a Keys) -> Option<&'a Key> {
    if path.starts_with("case/") || path.starts_with("blobs/") {
        Some(&keys.case)
    } else if path.starts_with("sealed/") && !path.starts_with("sealed/keys/") {
        keys.sealed.as_ref()
    } else {
        None
    }
}

/// Decrypts an age file to its end.
fn decrypts(env: &Env, path: &Path, key: &Key) -> std::result::Result<(), String> {
    let file = env
        .fs
        .open(path)
        .map_err(|_| "cannot be opened".to_owned())?;
    let reader = stream::open(file, &[key.identity()]).map_err(|e| e.to_string())?;
    let mut chunk = Vec::new();
    let read = (0..reader.chunks())
        .try_for_each(|index| reader.chunk(index, &mut chunk).map_err(|e| e.to_string()));
    zeroize::Zeroize::zeroize(&mut chunk);
    read
}

impl Backup {
    /// The newest generation before `than` whose files are all there, for who found that one damaged.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn earlier(&self, than: &str) -> Result<Option<Generation>> {
        let whole = |g: &Generation| matches!(g.state, super::GenerationState::Whole { .. });
        let all = self.generations()?;
        Ok(all
            .into_iter()
            .skip_while(|g| g.name != than)
            .skip(1)
            .find(whole))
    }
}
