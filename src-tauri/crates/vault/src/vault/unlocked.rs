//! An open vault.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use agevfs::fs::Lock;
use agevfs::{Head, Key, Report};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::check::Check;
use super::locked::slots;
use super::{Locked, Vault};
use crate::blobs::{BlobRef, Blobs, Folders, HeldBlobs};
use crate::compartment::{Access, OpenCompartment, belongs, store};
use crate::error::{Error, Result};
use crate::high_water::{self, LastSeen};
use crate::kit::read_kit;
use crate::layout::{BLOBS_NAME, Compartment, bytes_of};
use crate::passphrase::Passphrase;
use crate::slot::{self, Credential, SlotInfo, SlotKind};

/// The state of a vault whose case compartment is open. Dropping it, locking or not, closes the databases, wipes the keys
/// and gives the lock back, in this order.
pub struct Unlocked {
    pub(crate) sealed: Option<OpenCompartment>,
    pub(crate) case: OpenCompartment,
    /// Where this device keeps its mark.
    pub(super) seen: Option<PathBuf>,
    /// Whether this opening brought a rotation to its end.
    pub(super) renewed: bool,
    /// The slot it was opened with; empty for the compartment's own identity.
    pub(super) slot: String,
    /// Slots that one was made to replace.
    pub(super) replaced: Vec<String>,
    folders: Folders,
    /// None if it was opened for reading.
    pub(super) lock: Option<Arc<dyn Lock>>,
}

/// Whether the sealed compartment is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealState {
    /// Source identities can be read.
    Open,
    /// They cannot, by nothing in this process.
    Closed,
}

/// Figures of an open vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// The case database.
    pub case: agevfs::Stats,
    /// The sealed database, if it is open.
    pub sealed: Option<agevfs::Stats>,
    /// Commits so far, and the value of their chain.
    pub head: Head,
    /// Size of all files of the vault in bytes.
    pub bytes: u64,
}

impl Unlocked {
    pub(super) fn new(case: OpenCompartment, lock: Option<Arc<dyn Lock>>) -> Self {
        Self {
            sealed: None,
            case,
            seen: None,
            folders: Folders::default(),
            renewed: false,
            slot: String::new(),
            replaced: Vec::new(),
            lock,
        }
    }
}

impl Vault<Unlocked> {
    /// The database of cases. A transaction that committed is durable.
    pub fn cases(&mut self) -> &mut Connection {
        self.state.case.db.connection()
    }

    /// Whether it was opened for reading only: every change is refused with [`Error::ReadOnly`].
    pub fn read_only(&self) -> bool {
        self.state.lock.is_none()
    }

    /// The id of the key slot it was opened with; empty if it was opened with the compartment's own identity.
    pub fn opened_with(&self) -> &str {
        &self.state.slot
    }

    /// Slots that this one was made to replace: the same person's, of before.
    pub fn opened_instead_of(&self) -> &[String] {
        &self.state.replaced
    }

    fn access(&self) -> Access {
        if self.read_only() {
            Access::Read
        } else {
            Access::Write
        }
    }

    /// The evidence files.
    pub fn blobs(&self) -> Blobs<'_> {
        Blobs {
            env: &self.env,
            root: &self.root,
            key: &self.state.case.key,
            folders: Some(&self.state.folders),
        }
    }

    /// The evidence files, for work on another thread.
    pub fn hold_blobs(&self) -> HeldBlobs {
        HeldBlobs {
            env: self.env.clone(),
            root: self.root.clone(),
            key: self.state.case.key.clone(),
            folders: self.state.folders.clone(),
            _lock: self.state.lock.clone(),
        }
    }

    /// Database and evidence files at once.
    pub fn cases_and_blobs(&mut self) -> (&mut Connection, Blobs<'_>) {
        let OpenCompartment { db, key, .. } = &mut self.state.case;
        (
            db.connection(),
            Blobs {
                env: &self.env,
                root: &self.root,
                key,
                folders: Some(&self.state.folders),
            },
        )
    }

    /// Both databases at once, for a step that must happen in both or in neither; the second while the seal is open.
    pub fn cases_and_sealed(&mut self) -> (&mut Connection, Option<&mut Connection>) {
        let Unlocked { case, sealed, .. } = &mut self.state;
        (
            case.db.connection(),
            sealed.as_mut().map(|open| open.db.connection()),
        )
    }

    /// Whether the sealed compartment is open.
    pub fn seal_state(&self) -> SealState {
        if self.state.sealed.is_some() {
            SealState::Open
        } else {
            SealState::Closed
        }
    }

    /// Opens the sealed compartment; the passphrase is asked for again and derived anew.
    ///
    /// # Errors
    /// [`Error::WrongKey`], [`Error::Damaged`] and the others of [`Vault::unlock`]. Nothing happens if it is open already.
    pub fn open_seal(&mut self, passphrase: &Passphrase) -> Result<()> {
        self.unseal(Credential::Passphrase(passphrase))
    }

    /// Opens the sealed compartment with a recovery kit.
    ///
    /// # Errors
    /// As [`Vault::open_seal`], and [`Error::BadIdentity`], [`Error::BadKit`].
    pub fn open_seal_with_identity(&mut self, text: &str) -> Result<()> {
        let key = read_kit(text)?;
        self.unseal(Credential::Identity(&key))
    }

    fn unseal(&mut self, with: Credential<'_>) -> Result<()> {
        if self.state.sealed.is_none() {
            let sealed = Compartment::Sealed;
            let fits = |key: &Key| belongs(&self.env, &self.root, sealed, key);
            let opened = slot::open_any(&self.env, &self.root, sealed, with, &fits)?;
            self.state.sealed = Some(OpenCompartment::open(
                &self.env,
                &self.root,
                Compartment::Sealed,
                opened.key,
                self.access(),
            )?);
        }
        Ok(())
    }

    /// Closes the sealed compartment and wipes its key. What fails is only the folding of deltas; it is closed in any case.
    pub fn close_seal(&mut self) -> Result<()> {
        self.state
            .sealed
            .take()
            .map_or(Ok(()), OpenCompartment::close)
    }

    /// The database of sources, while the seal is open.
    pub fn sealed(&mut self) -> Option<&mut Connection> {
        self.state.sealed.as_mut().map(|open| open.db.connection())
    }

    /// The keys of the vault. Here, where the key of the cases is at hand, kits in shares are told from whole ones.
    pub fn slots(&self) -> Result<Vec<SlotInfo>> {
        let mut all = slots(&self.env, &self.root, &self.root)?;
        for one in all.iter_mut().filter(|one| one.kind == SlotKind::Kit) {
            if let Some(split) = slot::split_of(&self.state.case.key, &one.id) {
                one.kind = SlotKind::Shares(split);
            }
        }
        Ok(all)
    }

    /// A key for another purpose: HKDF-SHA256 of the case identity with `label` as info.
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        derived(&self.state.case.key, label)
    }

    /// Sizes and counts.
    pub fn stats(&self) -> Result<Stats> {
        Ok(Stats {
            case: self.state.case.db.stats(),
            sealed: self.state.sealed.as_ref().map(|open| open.db.stats()),
            head: self.state.case.db.head(),
            bytes: self.bytes()?,
        })
    }

    /// Very many pieces of evidence are not asked for their lengths every time.
    fn bytes(&self) -> Result<u64> {
        let (fs, root) = (&*self.env.fs, &self.root);
        let entries = fs.list(root).map_err(|e| Error::io("list", root, e))?;
        let other = entries.iter().filter(|entry| entry.name != BLOBS_NAME);
        let other: u64 = other
            .map(|entry| bytes_of(fs, root, entry))
            .sum::<Result<_>>()?;
        Ok(other + self.blobs().bytes()?)
    }

    /// Whether an earlier failed write left the database readable only.
    pub fn poisoned(&self) -> bool {
        self.state.case.db.poisoned()
    }

    /// What the store said last when a statement failed, which the database can only pass on as an error of input or output.
    pub fn take_fault(&self) -> Option<Error> {
        let of = |which, open: &OpenCompartment| open.db.take_fault().map(|e| store(which, e));
        of(Compartment::Case, &self.state.case).or_else(|| {
            self.state
                .sealed
                .as_ref()
                .and_then(|open| of(Compartment::Sealed, open))
        })
    }

    /// Reads every byte of the case database, of the sealed one if it is open, and of the blobs in `expected`.
    pub fn verify(&self, expected: &[BlobRef]) -> Result<Report> {
        let mut all = self.blobs().verify(expected);
        let databases = self.check()?.run(&mut |_, _| true)?;
        all.checked_bytes += databases.checked_bytes;
        all.problems.extend(databases.problems);
        Ok(all)
    }

    /// What is needed to do so with the databases and the key slots as they are now, on any thread, while the vault is written. Quick.
    ///
    /// # Errors
    /// [`Error::Io`] if the slots cannot be read.
    pub fn check(&self) -> Result<Check> {
        let open = std::iter::once(&self.state.case).chain(&self.state.sealed);
        let databases = open.map(|open| open.check(&self.env, &self.root)).collect();
        let unknown = |slot: &SlotInfo| slot.kind == SlotKind::Unknown;
        let slots = self.slots()?.into_iter().filter(unknown);
        let problems = slots.map(|slot| agevfs::Problem {
            file: format!("{}/{}.age", Compartment::Case.keys().display(), slot.id),
            what: "not a key slot this program knows".into(),
        });
        Ok(Check {
            databases,
            problems: problems.collect(),
        })
    }

    /// Writes fresh snapshots of the open compartments.
    pub fn compact(&mut self) -> Result<()> {
        self.state.case.compact()?;
        self.state
            .sealed
            .as_mut()
            .map_or(Ok(()), OpenCompartment::compact)
    }

    /// Writes the case database as an ordinary `SQLite` file, plain. Only for an export a person asked for.
    pub fn export_plain(&self, out: &mut dyn Write) -> Result<()> {
        self.state
            .case
            .db
            .export_plain(out)
            .map_err(|e| store(Compartment::Case, e))
    }

    /// Writes the sealed database likewise.
    ///
    /// # Errors
    /// [`Error::SealClosed`].
    pub fn export_sealed_plain(&self, out: &mut dyn Write) -> Result<()> {
        let open = self.state.sealed.as_ref().ok_or(Error::SealClosed)?;
        open.db
            .export_plain(out)
            .map_err(|e| store(Compartment::Sealed, e))
    }

    /// Compares the vault with the mark at `path`, and from now on leaves one there when it is locked. The folder must
    /// exist, outside the vault.
    pub fn watch(&mut self, path: impl Into<PathBuf>) -> LastSeen {
        let path = path.into();
        let case = &self.state.case;
        let mut seen =
            high_water::compare(&self.env, &path, self.format.id, &case.key, case.db.head());
        if seen == LastSeen::OtherKeys && self.state.renewed {
            // The mark is of the keys that were in force until a moment ago.
            seen = LastSeen::Known;
        }
        self.state.seen = Some(path);
        seen
    }

    /// Leaves the mark now. Without [`Vault::watch`] before, nothing happens.
    pub fn remember(&self) -> Result<()> {
        let Some(path) = &self.state.seen else {
            return Ok(());
        };
        let case = &self.state.case;
        high_water::remember(&self.env, path, self.format.id, &case.key, case.db.head())
    }

    /// Locks: leaves the mark, folds small deltas into snapshots so that stock tools see everything, closes both
    /// databases, wipes the keys and gives the lock back. All of that happens even when it returns an error.
    ///
    /// # Errors
    /// Of closing a database. No acknowledged commit depends on it.
    pub fn lock(mut self) -> Result<Vault<Locked>> {
        // A device that cannot keep its mark has only less to compare with next time.
        let _ = self.remember();
        let sealed = self.close_seal();
        let Unlocked { case, lock, .. } = self.state;
        let closed = case.close();
        drop(lock);
        sealed.and(closed)?;
        Ok(Vault {
            root: self.root,
            env: self.env,
            format: self.format,
            state: Locked,
        })
    }
}

pub(super) fn derived(key: &Key, label: &str) -> Zeroizing<[u8; 32]> {
    key.derive(&format!("sandyq.org/derive {label}"))
}
