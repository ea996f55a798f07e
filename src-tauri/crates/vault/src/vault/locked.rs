//! What can be said and done without a key.

use std::path::Path;

use agevfs::Key;
use uuid::Uuid;

use super::{Unlocked, Vault, hold};
use crate::Env;
use crate::compartment::OpenCompartment;
use crate::error::{Error, Result};
use crate::kit::parse_identity;
use crate::layout::{Compartment, Format, bytes_below};
use crate::passphrase::Passphrase;
use crate::slot::{self, Credential, Opened, SlotInfo};

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
            slots: slots(&self.env, &self.root)?,
            bytes: bytes_below(&*self.env.fs, &self.root)?,
        })
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
        let opened = self.open(|env, root| {
            slot::open_any(
                env,
                root,
                Compartment::Case,
                Credential::Passphrase(passphrase),
            )
        });
        self.into_unlocked(opened)
    }

    /// Opens the case compartment with a recovery kit (its page or its key line) or with the compartment's own identity.
    ///
    /// # Errors
    /// As [`Vault::unlock`], and [`Error::BadIdentity`] for a text that is no key.
    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    pub fn unlock_with_identity(
        self,
        text: &str,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        let format = self.format.clone();
        let opened = self.open(|env, root| {
            let key = parse_identity(text)?;
            // The compartment's own identity is known by the MAC it makes.
            if format.authenticate(&key).is_ok() {
                return Ok(Opened {
                    slot: String::new(),
                    key,
                    replaces: Vec::new(),
                });
            }
            slot::open_any(env, root, Compartment::Case, Credential::Identity(&key))
        });
        self.into_unlocked(opened)
    }

    fn open(&self, find: impl FnOnce(&Env, &Path) -> Result<Opened>) -> Result<Unlocked> {
        // Again, because the folder may have changed since it was looked at.
        if Format::read(&*self.env.fs, &self.root)? != self.format {
            return Err(Error::damaged(
                "format",
                "changed while the vault was locked",
            ));
        }
        let lock = hold(&self.env, &self.root)?;
        let opened = find(&self.env, &self.root)?;
        self.format.authenticate(&opened.key)?;
        let key: Key = opened.key.clone();
        let case = OpenCompartment::open(&self.env, &self.root, Compartment::Case, key)?;
        finish_replacing(&self.env, &self.root, &opened);
        for of in [Compartment::Case, Compartment::Sealed] {
            slot::sweep(&self.env, &self.root, of);
        }
        Ok(Unlocked::new(case, lock))
    }

    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back for another try"
    )]
    fn into_unlocked(
        self,
        opened: Result<Unlocked>,
    ) -> std::result::Result<Vault<Unlocked>, (Self, Error)> {
        match opened {
            Ok(state) => Ok(Vault {
                root: self.root,
                env: self.env,
                format: self.format,
                state,
            }),
            Err(e) => Err((self, e)),
        }
    }
}

/// The slots of both compartments by id.
pub(super) fn slots(env: &Env, root: &Path) -> Result<Vec<SlotInfo>> {
    let case = slot::list(env, root, Compartment::Case)?;
    let sealed = slot::list(env, root, Compartment::Sealed)?;
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
