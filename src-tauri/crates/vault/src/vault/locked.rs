//! What can be said and done without a key.

use std::path::Path;
use std::sync::Arc;

use agevfs::Key;
use agevfs::fs::ReadOnlyBelow;
use uuid::Uuid;

use super::{Unlocked, Vault, hold};
use crate::Env;
use crate::compartment::{Access, OpenCompartment, belongs};
use crate::error::{Error, Result};
use crate::kit::read_kit;
use crate::layout::{Compartment, Format, bytes_below};
use crate::passphrase::Passphrase;
use crate::slot::{self, Credential, Opened, SlotInfo};
use crate::succession::{self, Successor};

/// The state of a vault whose keys are nowhere in memory.
pub struct Locked;

/// What a locked vault shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Its random id.
    pub id: Uuid,
    /// The version of its format.
    pub format: u32,
    /// Its keys, by kind.
    pub slots: Vec<SlotInfo>,
    /// Size of all its files in bytes.
    pub bytes: u64,
}

impl Vault<Locked> {
    /// Looks whether there is a vault at `path`. Touches nothing.
    ///
    /// # Errors
    /// [`Error::NotAVault`], [`Error::Damaged`], [`Error::Newer`], [`Error::Io`].
    pub fn at(path: impl AsRef<Path>, env: Env) -> Result<Self> {
        let root = path.as_ref().to_path_buf();
        let format = Format::read(&*env.fs, &root)?;
        Ok(Self {
            root,
            env,
            format,
            state: Locked,
        })
    }

    /// What it shows without a key. Touches nothing.
    pub fn info(&self) -> Result<Info> {
        Ok(Info {
            id: self.format.id,
            format: self.format.version,
            slots: self.slots()?,
            bytes: bytes_below(&*self.env.fs, &self.root)?,
        })
    }

    /// The slots that count. While a successor stands ready, those it brings.
    fn slots(&self) -> Result<Vec<SlotInfo>> {
        let fs = &*self.env.fs;
        if Successor::find(fs, &self.root, &self.format)?.is_none() {
            return slots(&self.env, &self.root, &self.root);
        }
        let home = |part: &str| succession::home_of(fs, &self.root, part);
        slots(&self.env, &home("keys")?, &home("sealed")?)
    }

    /// Opens the case compartment with the passphrase; the sealed one stays closed. Takes about a second, on purpose.
    ///
    /// # Errors
    /// The vault comes back, locked, with [`Error::WrongKey`], [`Error::InUse`], [`Error::Damaged`], [`Error::Newer`],
    /// [`Error::OutOfRange`] (a slot asks for a cost outside the bounds), [`Error::NoMemory`] or [`Error::Io`]. A vault
    /// that is refused is left as it is.
    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    pub fn unlock(
        self,
        passphrase: &Passphrase,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        self.with_passphrase(passphrase, Access::Write)
    }

    /// The same for reading only, where the vault lies on a medium that takes no changes (see
    /// [`Error::is_place_for_reading`]). No lock is taken, so that nobody is kept out: what another process writes
    /// meanwhile is not seen.
    ///
    /// # Errors
    /// As [`Vault::unlock`], without [`Error::InUse`]; [`Error::ReadOnly`] if new keys for the whole vault were interrupted,
    /// which can be ended only where it can be written to.
    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    pub fn unlock_for_reading(
        self,
        passphrase: &Passphrase,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        self.with_passphrase(passphrase, Access::Read)
    }

    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    fn with_passphrase(
        self,
        passphrase: &Passphrase,
        access: Access,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        self.open(access, |env, root, format| {
            slot_of_cases(env, root, format, Credential::Passphrase(passphrase))
        })
    }

    /// Opens the case compartment with a recovery kit (its page or its key line) or with the compartment's own identity.
    ///
    /// # Errors
    /// As [`Vault::unlock`], and [`Error::BadIdentity`], [`Error::BadKit`] for a text that is no key.
    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    pub fn unlock_with_identity(
        self,
        text: &str,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        self.with_identity(text, Access::Write)
    }

    /// [`Vault::unlock_for_reading`] with a recovery kit or the compartment's own identity.
    ///
    /// # Errors
    /// As there, and [`Error::BadIdentity`], [`Error::BadKit`].
    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    pub fn unlock_for_reading_with_identity(
        self,
        text: &str,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        self.with_identity(text, Access::Read)
    }

    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    fn with_identity(
        self,
        text: &str,
        access: Access,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        self.open(access, |env, root, format| {
            let key = read_kit(text)?;
            // The compartment's own identity is known by the MAC it makes.
            if format.authenticate(&key).is_ok() {
                return Ok(Opened {
                    slot: String::new(),
                    key,
                    replaces: Vec::new(),
                });
            }
            slot_of_cases(env, root, format, Credential::Identity(&key))
        })
    }

    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    fn open(
        mut self,
        access: Access,
        find: impl Fn(&Env, &Path, &Format) -> Result<Opened>,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        let free = self.env.clone();
        if access == Access::Read {
            self.env.fs = Arc::new(ReadOnlyBelow::new(Arc::clone(&free.fs), &self.root));
        }
        match self.open_with(access, &find) {
            Ok(state) => Ok(Vault {
                root: self.root,
                env: self.env,
                format: self.format,
                state,
            }),
            Err(e) => {
                self.env = free;
                Err((self, e))
            }
        }
    }

    fn open_with(
        &mut self,
        access: Access,
        find: &dyn Fn(&Env, &Path, &Format) -> Result<Opened>,
    ) -> Result<Unlocked> {
        // Again, because the folder may have changed since it was looked at.
        if Format::read(&*self.env.fs, &self.root)? != self.format {
            return Err(Error::damaged(
                "format",
                "changed while the vault was locked",
            ));
        }
        let lock = match access {
            Access::Write => Some(hold(&self.env, &self.root)?),
            Access::Read => None,
        };
        let next = Successor::find(&*self.env.fs, &self.root, &self.format)?;
        let (opened, of_next) = self.key(next.as_ref(), find)?;
        if of_next && access == Access::Read {
            return Err(Error::ReadOnly);
        }
        if let Some(next) = next.filter(|_| of_next) {
            succession::roll_forward(&self.env, &self.root)?;
            self.format = next.format;
        }
        self.format.authenticate(&opened.key)?;
        let key: Key = opened.key.clone();
        let case = OpenCompartment::open(&self.env, &self.root, Compartment::Case, key, access)?;
        let with = (opened.slot.clone(), opened.replaces.clone());
        if access == Access::Read {
            let mut state = Unlocked::new(case, None);
            (state.slot, state.replaced) = with;
            return Ok(state);
        }
        finish_replacing(&self.env, &self.root, &opened);
        for of in [Compartment::Case, Compartment::Sealed] {
            slot::sweep(&self.env, &self.root, of);
        }
        succession::sweep(&self.env, &self.root);
        let mut state = Unlocked::new(case, lock);
        state.renewed = of_next;
        (state.slot, state.replaced) = with;
        Ok(state)
    }

    /// The key that opens the vault, and whether it is that of the successor in `next/`.
    ///
    /// # Errors
    /// [`Error::WrongKey`] also for a key that was given up when the vault got new ones.
    fn key(
        &self,
        next: Option<&Successor>,
        find: &dyn Fn(&Env, &Path, &Format) -> Result<Opened>,
    ) -> Result<(Opened, bool)> {
        let present = || find(&self.env, &self.root, &self.format);
        let Some(next) = next else {
            return Ok((present()?, false));
        };
        let keys = Compartment::Case.keys();
        let home = succession::home_of(&*self.env.fs, &self.root, &keys.to_string_lossy())?;
        let (mut torn, mut refused) = (false, None);
        match find(&self.env, &home, &next.format) {
            Ok(opened) if next.is_of(&opened.key) => return Ok((opened, true)),
            Ok(opened) => torn = next.format.authenticate(&opened.key).is_ok(),
            Err(e) => refused = Some(e),
        }
        match present() {
            Ok(opened) if next.replaces_that_of(&opened.key) => Err(Error::WrongKey),
            // Nobody who has the keys of this vault wrote that successor.
            Ok(opened) => Ok((opened, false)),
            Err(_) if torn => Err(Error::damaged("next/replaces", "is not as it was written")),
            Err(Error::WrongKey) => Err(Error::WrongKey),
            Err(e) => Err(refused.unwrap_or(e)),
        }
    }
}

/// Opens the case identity out of the slots at `root`.
fn slot_of_cases(env: &Env, root: &Path, format: &Format, with: Credential<'_>) -> Result<Opened> {
    // A key that opens the store and not the `format` beside it is right, and `format` is not.
    let fits =
        |key: &Key| format.authenticate(key).is_ok() || belongs(env, root, Compartment::Case, key);
    slot::open_any(env, root, Compartment::Case, with, &fits)
}

/// The slots of both compartments by id. The folders are the vault's, but in the middle of a rotation.
pub(super) fn slots(env: &Env, case: &Path, sealed: &Path) -> Result<Vec<SlotInfo>> {
    let case = slot::list(env, case, Compartment::Case)?;
    let sealed = slot::list(env, sealed, Compartment::Sealed)?;
    let has =
        |list: &[(String, slot::SlotKind)], id: &str| list.iter().any(|(other, _)| other == id);
    let mut all: Vec<SlotInfo> = case
        .iter()
        .map(|(id, kind)| SlotInfo {
            id: id.clone(),
            kind: *kind,
            complete: has(&sealed, id),
        })
        .collect();
    let alone = sealed.iter().filter(|(id, _)| !has(&case, id));
    all.extend(alone.map(|(id, kind)| SlotInfo {
        id: id.clone(),
        kind: *kind,
        complete: false,
    }));
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}

/// Ends a change of the passphrase that was interrupted after the new slots were safe: the new one says which it replaces.
/// If that fails, the next opening tries again.
fn finish_replacing(env: &Env, root: &Path, opened: &Opened) {
    if opened.replaces.is_empty()
        || !env
            .fs
            .exists(&slot::path(root, Compartment::Sealed, &opened.slot))
            .unwrap_or(false)
    {
        return;
    }
    for id in opened.replaces.iter().filter(|id| **id != opened.slot) {
        for of in [Compartment::Sealed, Compartment::Case] {
            if env.fs.exists(&slot::path(root, of, id)).unwrap_or(false) {
                let _ = slot::remove(env, root, of, id);
            }
        }
    }
}
