//! What a rotation writes into `next/`: folders and slots first, everything else behind them.

use std::path::{Path, PathBuf};

use agevfs::{Head, Key, Problem};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::renewal::Rotation;
use crate::Env;
use crate::blobs::{BlobRef, Blobs};
use crate::compartment::OpenCompartment;
use crate::error::{Error, Result};
use crate::layout::{BLOBS_NAME, Compartment, Format};
use crate::slot::{self, Credential};
use crate::stanza;
use crate::succession::NEXT_NAME;
use crate::vault::discard;
use crate::vault::keys::ORDER;
use crate::vault::unlocked::derived;

/// The folder `next/` of this process. Dropping it removes it again, unless it is to stay; a process that ends otherwise
/// leaves it.
pub(super) struct Begun {
    pub(super) env: Env,
    pub(super) root: PathBuf,
    pub(super) format: Format,
    /// The case identity.
    pub(super) key: Key,
    pub(super) kit: Key,
    /// The id of the slot that the kit opens.
    pub(super) kit_slot: String,
    /// The id of the slot that the passphrase opens.
    pub(super) passphrase_slot: String,
    /// It counts, or somebody is to go on from it.
    pub(super) stays: bool,
}

/// A vault under new keys in the making: everything is written, nothing counts yet. Dropping it removes it again.
pub struct Next {
    /// `None` once it was closed to be moved.
    case: Option<OpenCompartment>,
    pub(super) begun: Begun,
    blobs: Vec<(BlobRef, BlobRef)>,
    left: Vec<Problem>,
    /// What it was made from.
    of: Made,
}

/// The state of the databases that were copied.
pub(super) struct Made {
    pub(super) cases: Head,
    /// The files of the sealed store: they never change, so the same files are the same state.
    pub(super) sealed: Vec<String>,
}

impl Next {
    pub(super) fn new(
        begun: Begun,
        case: OpenCompartment,
        (blobs, left): (Vec<(BlobRef, BlobRef)>, Vec<Problem>),
        of: Made,
    ) -> Self {
        Self {
            case: Some(case),
            begun,
            blobs,
            left,
            of,
        }
    }

    /// The new database of cases: what it says of blobs and of derived keys has to be brought up to date here.
    ///
    /// # Panics
    /// Never: it is closed by [`Vault::turn`](crate::Vault::turn) only, which takes it.
    pub fn cases(&mut self) -> &mut Connection {
        let case = self.case.as_mut().expect("open until it is turned to");
        case.db.connection()
    }

    /// As [`Vault::derive`](crate::Vault::derive), under the new key.
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        derived(&self.begun.key, label)
    }

    /// The blobs that were sealed anew, as they were and as they are: with another id and another binding. A file of a vault
    /// never changes under its name, on which backups rely.
    pub fn blobs(&self) -> &[(BlobRef, BlobRef)] {
        &self.blobs
    }

    /// The id of the slot that the passphrase opens from then on.
    pub fn passphrase_slot(&self) -> &str {
        &self.begun.passphrase_slot
    }

    /// Evidence that was left behind because it is missing or damaged.
    pub fn left_behind(&self) -> &[Problem] {
        &self.left
    }

    /// Leaves it for another attempt to go on from.
    pub fn leave(mut self) {
        self.begun.stays = true;
    }

    /// The last step before it counts: its database is folded, so that stock tools see everything, and closed. Returns its
    /// newest commit. `now` is that of the vault at `root`.
    pub(super) fn finish(&mut self, root: &Path, now: Head) -> Result<Head> {
        if now != self.of.cases || sealed_files(&self.begun.env, root)? != self.of.sealed {
            return Err(Error::damaged(
                NEXT_NAME,
                "is not of the newest state of the vault",
            ));
        }
        let mut case = self.case.take().expect("open until now");
        let folded = case.compact();
        let head = case.db.head();
        case.shut();
        folded.map(|()| head)
    }
}

impl Drop for Next {
    fn drop(&mut self) {
        if let Some(case) = self.case.take() {
            case.shut();
        }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if !self.stays {
            discard(&*self.env.fs, &self.root);
        }
    }
}

impl Begun {
    pub(super) fn blobs(&self) -> Blobs<'_> {
        Blobs {
            env: &self.env,
            root: &self.root,
            key: &self.key,
            folders: None,
        }
    }

    /// Makes the folders, or clears what an unfinished rotation left in them but for its keys and its blobs.
    pub(super) fn lay_out(&self) -> Result<()> {
        let fs = &*self.env.fs;
        let [sealed, case] = ORDER;
        for dir in [
            Path::new(""),
            case.keys(),
            case.store(),
            sealed.store(),
            sealed.keys(),
            Path::new(BLOBS_NAME),
        ] {
            let dir = self.root.join(dir);
            match fs.mkdir(&dir) {
                Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(Error::io("make", &dir, e));
                }
                _ => {}
            }
        }
        for store in [case, sealed] {
            self.clear(store)?;
        }
        let above = self.root.parent().unwrap_or(&self.root);
        for dir in [above, &self.root, &self.root.join(sealed.store())] {
            fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e))?;
        }
        // Half written blobs; those that are whole are looked at one by one.
        let blobs = self.blobs();
        let whole = blobs.list()?.into_iter().collect();
        blobs.sweep(&whole)?;
        Ok(())
    }

    /// Empties a store, so that the database can be copied into it.
    pub(super) fn clear(&self, which: Compartment) -> Result<()> {
        let fs = &*self.env.fs;
        let dir = self.root.join(which.store());
        for entry in fs.list(&dir).map_err(|e| Error::io("list", &dir, e))? {
            let path = dir.join(&entry.name);
            if !entry.is_dir {
                fs.unlink(&path)
                    .map_err(|e| Error::io("remove", &path, e))?;
            }
        }
        Ok(())
    }

    /// Writes the slots and opens each again: nobody may be locked out by what was written wrong. Slots of an unfinished
    /// rotation go after that, so that its keys are never lost. `go_on` is asked before each that takes long on purpose.
    pub(super) fn write_slots(
        &self,
        keys: &[Key; 2],
        wish: &Rotation<'_>,
        go_on: &mut dyn FnMut() -> Result<()>,
    ) -> Result<()> {
        let env = &self.env;
        let ids = [self.passphrase_slot.clone(), self.kit_slot.clone()];
        let recipient = stanza::Recipient {
            passphrase: wish.new,
            params: wish.params,
            entropy: &env.entropy,
        };
        for (of, key) in ORDER.into_iter().zip(keys) {
            go_on()?;
            slot::write(env, &self.root, of, &ids[0], key, &[], &recipient)?;
            slot::write(env, &self.root, of, &ids[1], key, &[], self.kit.recipient())?;
            for (id, _) in slot::list(env, &self.root, of)? {
                if !ids.contains(&id) {
                    slot::remove(env, &self.root, of, &id)?;
                }
            }
            slot::sweep(env, &self.root, of);
            let same = |opened: &Key| *opened.identity_string() == *key.identity_string();
            for with in [
                Credential::Passphrase(wish.new),
                Credential::Identity(&self.kit),
            ] {
                go_on()?;
                slot::open_any(env, &self.root, of, with, &same)?;
            }
        }
        Ok(())
    }
}

/// The files of the sealed store of the vault at `root` that count, in order.
pub(super) fn sealed_files(env: &Env, root: &Path) -> Result<Vec<String>> {
    let dir = root.join(Compartment::Sealed.store());
    let entries = env.fs.list(&dir).map_err(|e| Error::io("list", &dir, e))?;
    let mut names: Vec<String> = entries
        .into_iter()
        .filter(|entry| !entry.is_dir && !entry.name.starts_with("tmp-"))
        .map(|entry| entry.name)
        .collect();
    names.sort();
    Ok(names)
}
