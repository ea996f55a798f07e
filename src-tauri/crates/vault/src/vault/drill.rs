//! Proving that a kit opens this vault: done with the kit alone, as if nobody had the passphrase.

use std::path::PathBuf;
use std::sync::Arc;

use agevfs::Key;
use agevfs::fs::Lock;
use rusqlite::Connection;

use super::{Opener, Unlocked, Vault};
use crate::Env;
use crate::compartment::{Access, Check, OpenCompartment, belongs};
use crate::error::{Error, Result};
use crate::kit::read_kit;
use crate::layout::{Compartment, Format};
use crate::slot::{self, Credential};

/// What is needed for a drill, on any thread, while the vault is open and written. It holds no key; [`Drill::run`] takes those of
/// the kit. Whoever locks the vault ends it first.
pub struct Drill {
    env: Env,
    root: PathBuf,
    format: Format,
    _lock: Option<Arc<dyn Lock>>,
}

/// What a drill showed.
pub struct Proof {
    /// The id of the slot that opened the cases.
    pub slot: String,
    /// Bytes of the database of cases that were read and authenticated.
    pub cases: u64,
    /// The same of the sealed one.
    pub sealed: u64,
}

impl Vault<Unlocked> {
    /// Gets ready to prove that a kit opens this vault. Quick.
    pub fn drill(&self) -> Drill {
        Drill {
            env: self.env.clone(),
            root: self.root.clone(),
            format: self.format.clone(),
            _lock: self.state.lock.clone(),
        }
    }
}

impl Drill {
    /// Opens both compartments with what was given, through their slots and nothing else, reads every byte of both databases, and
    /// shows the one of cases to `look`. `progress` is told bytes done and in all, and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if it opens no slot of this vault; [`Error::BadIdentity`], [`Error::BadKit`]; [`Error::Damaged`];
    /// [`Error::Cancelled`]; [`Error::Io`].
    pub fn run<T>(
        self,
        with: Opener<'_>,
        look: impl FnOnce(&mut Connection) -> T,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<(Proof, T)> {
        let offered;
        let credential = match with {
            Opener::Passphrase(passphrase) => Credential::Passphrase(passphrase),
            Opener::Identity(text) => {
                offered = read_kit(text)?;
                Credential::Identity(&offered)
            }
        };
        let (env, root) = (&self.env, &self.root);
        let open = |of| {
            let fits = |key: &Key| belongs(env, root, of, key);
            slot::open_any(env, root, of, credential, &fits)
        };
        let case = open(Compartment::Case)?;
        self.format.authenticate(&case.key)?;
        let sealed = open(Compartment::Sealed)?;
        let mut proof = Proof {
            slot: case.slot,
            cases: 0,
            sealed: 0,
        };
        let check = |which, key| Check::of(env, root, which, key, None);
        let cases = check(Compartment::Case, &case.key);
        let sealed = check(Compartment::Sealed, &sealed.key);
        let total = cases.bytes() + sealed.bytes();
        let mut done = 0;
        let mut step = |bytes| {
            done += bytes;
            progress(done.min(total), total)
        };
        for (check, read) in [(cases, &mut proof.cases), (sealed, &mut proof.sealed)] {
            let report = check.run(&mut step)?;
            *read = report.checked_bytes;
            if let Some(problem) = report.problems.first() {
                return Err(Error::damaged(&problem.file, &problem.what));
            }
        }
        let (of, access) = (Compartment::Case, Access::Read);
        let mut opened = OpenCompartment::open(env, root, of, case.key, access)?;
        let seen = look(opened.db.connection());
        opened.shut();
        Ok((proof, seen))
    }
}
