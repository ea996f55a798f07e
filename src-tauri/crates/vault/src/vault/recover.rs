//! Getting the content out of a vault that is not opened the usual way.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use agevfs::{Key, Options, Salvage};

use crate::Env;
use crate::compartment::store;
use crate::error::{Error, Result};
use crate::kit::parse_identity;
use crate::layout::Compartment;
use crate::passphrase::Passphrase;
use crate::slot::{self, Credential};

/// What a person has to open a vault with.
#[derive(Clone, Copy)]
pub enum Opener<'a> {
    /// The passphrase.
    Passphrase(&'a Passphrase),
    /// A recovery kit, its page or its key line, or the compartment's own identity.
    Identity(&'a str),
}

/// Writes one compartment's database to `out` as an ordinary `SQLite` file, plain, with a recovery kit or the compartment's
/// own identity. Reads only: no lock is taken, nothing in the folder changes, and a lost `format` file does not matter.
///
/// # Errors
/// [`Error::BadIdentity`], [`Error::WrongKey`], [`Error::Damaged`], [`Error::Newer`], [`Error::Io`].
pub fn recover(
    path: &Path,
    identity: &str,
    which: Compartment,
    env: &Env,
    out: &mut dyn Write,
) -> Result<()> {
    let found = find(path, Opener::Identity(identity), which, env)?;
    let options = Options {
        read_only: true,
        ..Options::default()
    };
    let dir = path.join(which.store());
    let db = agevfs::open(Arc::clone(&env.fs), &dir, &found.key, &env.entropy, options);
    let db = db.map_err(|e| found.refused(which, e))?;
    db.export_plain(out).map_err(|e| store(which, e))
}

/// Writes what is still whole of a damaged compartment to `out`, as [`recover`] does: the newest state that an unbroken line
/// of files leads to. The answer says what is missing. Reads only.
///
/// # Errors
/// [`Error::BadIdentity`], [`Error::WrongKey`]; [`Error::Damaged`] if nothing can be saved; [`Error::Io`].
pub fn salvage(
    path: &Path,
    with: Opener<'_>,
    which: Compartment,
    env: &Env,
    out: &mut dyn Write,
) -> Result<Salvage> {
    let found = find(path, with, which, env)?;
    let dir = path.join(which.store());
    let saved = agevfs::salvage(Arc::clone(&env.fs), &dir, &found.key, &env.entropy, out);
    saved.map_err(|e| found.refused(which, e))
}

/// A key to try, and why no slot gave it.
struct Found {
    key: Key,
    slots: Option<Error>,
}

impl Found {
    /// What a refusal of the store means: if the slots failed, their fault comes before the store's.
    fn refused(self, which: Compartment, e: agevfs::Error) -> Error {
        match (e, self.slots) {
            (agevfs::Error::WrongKey, Some(slots)) => slots,
            (agevfs::Error::WrongKey, None) => store(which, agevfs::Error::WrongKey),
            (other, _) => store(which, other),
        }
    }
}

fn find(path: &Path, with: Opener<'_>, which: Compartment, env: &Env) -> Result<Found> {
    match with {
        Opener::Passphrase(passphrase) => {
            let opened = slot::open_any(env, path, which, Credential::Passphrase(passphrase))?;
            Ok(Found {
                key: opened.key,
                slots: None,
            })
        }
        Opener::Identity(text) => {
            let offered = parse_identity(text)?;
            Ok(
                match slot::open_any(env, path, which, Credential::Identity(&offered)) {
                    Ok(opened) => Found {
                        key: opened.key,
                        slots: None,
                    },
                    // It may be the compartment's own identity, and then the slots do not matter.
                    Err(e) => Found {
                        key: offered,
                        slots: Some(e),
                    },
                },
            )
        }
    }
}
