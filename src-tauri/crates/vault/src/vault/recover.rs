//! Getting the content out of a vault that is not opened the usual way.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agevfs::{Key, Options, Problem, Salvage};
use zeroize::Zeroizing;

use crate::Env;
use crate::blobs::Blobs;
use crate::compartment::{belongs, store};
use crate::error::{Error, Result};
use crate::kit::read_kit;
use crate::layout::{BLOBS_NAME, Compartment, Format, bytes_below};
use crate::passphrase::Passphrase;
use crate::slot::{self, Credential};
use crate::succession;

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
/// [`Error::BadIdentity`], [`Error::BadKit`], [`Error::WrongKey`], [`Error::Damaged`], [`Error::Newer`], [`Error::Io`].
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
    let db = agevfs::open(
        Arc::clone(&env.fs),
        &found.store,
        &found.key,
        &env.entropy,
        options,
    );
    let db = db.map_err(|e| found.refused(which, e))?;
    db.export_plain(out).map_err(|e| store(which, e))
}

/// Writes what is still whole of a damaged compartment to `out`, as [`recover`] does: the newest state that an unbroken line
/// of files leads to. The answer says what is missing. Reads only.
///
/// # Errors
/// [`Error::BadIdentity`], [`Error::BadKit`], [`Error::WrongKey`]; [`Error::Damaged`] if nothing can be saved; [`Error::Io`].
pub fn salvage(
    path: &Path,
    with: Opener<'_>,
    which: Compartment,
    env: &Env,
    out: &mut dyn Write,
) -> Result<Salvage> {
    let found = find(path, with, which, env)?;
    let saved = agevfs::salvage(
        Arc::clone(&env.fs),
        &found.store,
        &found.key,
        &env.entropy,
        out,
    );
    saved.map_err(|e| found.refused(which, e))
}

/// What is left of a damaged vault, read with its keys. No lock is taken, and nothing in its folder changes, whatever is called.
pub struct Remains {
    env: Env,
    /// Where the evidence and the file `format` lie that belong to the key.
    evidence: PathBuf,
    root: PathBuf,
    case: Found,
    sealed: Result<Found>,
}

impl Remains {
    /// Finds the keys. That of the sealed compartment may be missing: then its database is refused later.
    ///
    /// # Errors
    /// [`Error::NotAVault`]; [`Error::BadIdentity`], [`Error::BadKit`], [`Error::WrongKey`]; what is wrong with the slots.
    pub fn open(path: &Path, with: Opener<'_>, env: &Env) -> Result<Self> {
        let there = env.fs.exists(path);
        if !there.map_err(|e| Error::io("look for", path, e))? {
            return Err(Error::NotAVault);
        }
        let case = find(path, with, Compartment::Case, env)?;
        let (evidence, root) = if case.of_next {
            let next = path.join(succession::NEXT_NAME);
            (succession::home_of(&*env.fs, path, BLOBS_NAME)?, next)
        } else {
            (path.to_path_buf(), path.to_path_buf())
        };
        Ok(Self {
            env: env.clone(),
            evidence,
            root,
            case,
            sealed: find(path, with, Compartment::Sealed, env),
        })
    }

    /// A compartment's database, as [`salvage`] gives it, in memory that is wiped.
    ///
    /// # Errors
    /// As [`salvage`]; [`Error::WrongKey`] if the compartment's key was not found.
    pub fn database(&self, which: Compartment) -> Result<(Salvage, Zeroizing<Vec<u8>>)> {
        let found = match (which, &self.sealed) {
            (Compartment::Case, _) => &self.case,
            (Compartment::Sealed, Ok(found)) => found,
            (Compartment::Sealed, Err(why)) => return Err(again(why)),
        };
        let dir = &found.store;
        // Room for every page at once: growing later would leave unwiped copies behind.
        let room = usize::try_from(bytes_below(&*self.env.fs, dir)?).unwrap_or(0);
        let mut out = Zeroizing::new(Vec::with_capacity(room));
        let (fs, entropy) = (|| Arc::clone(&self.env.fs), &self.env.entropy);
        let saved = agevfs::salvage(fs(), dir, &found.key, entropy, &mut *out);
        let mut saved = saved.map_err(|e| match (e, &found.slots) {
            (agevfs::Error::WrongKey, Some(slots)) => again(slots),
            (other, _) => store(which, other),
        })?;
        let options = Options {
            read_only: true,
            ..Options::default()
        };
        // Of two histories only one can be taken, and each of their files may be whole.
        if let Err(agevfs::Error::Fork { seq }) =
            agevfs::open(fs(), dir, &found.key, entropy, options)
        {
            let what = format!("two different histories from commit {seq} on; one was taken");
            let file = "the store".into();
            saved.problems.push(Problem { file, what });
        }
        Ok((saved, out))
    }

    /// The evidence files.
    pub fn blobs(&self) -> Blobs<'_> {
        Blobs {
            env: &self.env,
            root: &self.evidence,
            key: &self.case.key,
            folders: None,
        }
    }

    /// What is wrong with the file that says what the vault is.
    pub fn format_problem(&self) -> Option<Error> {
        let format = Format::read(&*self.env.fs, &self.root);
        format
            .and_then(|format| format.authenticate(&self.case.key))
            .err()
    }
}

/// The same error once more, as far as it matters whether a key fits.
fn again(why: &Error) -> Error {
    match why {
        Error::Damaged { what } => Error::Damaged { what: what.clone() },
        _ => Error::WrongKey,
    }
}

/// A key to try, where its store lies, and why no slot gave it.
struct Found {
    key: Key,
    store: PathBuf,
    /// It is a key of the successor in `next/`.
    of_next: bool,
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

/// Where slots and store of a compartment may lie: in the middle of a rotation first where the new ones are, then where the
/// old ones were, for a `next/` that was put there by somebody else.
fn places(path: &Path, which: Compartment, env: &Env) -> Result<Vec<[PathBuf; 2]>> {
    let fs = &*env.fs;
    let here = [path.to_owned(), path.to_owned()];
    if !succession::stands_ready(fs, path)? {
        return Ok(vec![here]);
    }
    let home = |part: &Path| succession::home_of(fs, path, &part.to_string_lossy());
    let next = match which {
        Compartment::Case => [home(which.keys())?, home(which.store())?],
        Compartment::Sealed => [home(which.store())?, home(which.store())?],
    };
    Ok(vec![next, here])
}

fn find(path: &Path, with: Opener<'_>, which: Compartment, env: &Env) -> Result<Found> {
    let offered = match with {
        Opener::Passphrase(_) => None,
        Opener::Identity(text) => Some(read_kit(text)?),
    };
    let credential = match (with, &offered) {
        (Opener::Passphrase(passphrase), _) => Credential::Passphrase(passphrase),
        (Opener::Identity(_), offered) => {
            Credential::Identity(offered.as_ref().expect("parsed above"))
        }
    };
    let mut places = places(path, which, env)?;
    let mut refused = None;
    for (at, [slots, store]) in places.iter().enumerate() {
        let fits = |key: &Key| belongs(env, store, which, key);
        match slot::open_any(env, slots, which, credential, &fits) {
            Ok(opened) => {
                return Ok(Found {
                    key: opened.key,
                    store: store.join(which.store()),
                    of_next: at + 1 < places.len(),
                    slots: None,
                });
            }
            Err(e) => refused = refused.or(Some(e)),
        }
    }
    let refused = refused.unwrap_or(Error::WrongKey);
    let Some(key) = offered else {
        return Err(refused);
    };
    // It may be the compartment's own identity, and then the slots do not matter.
    let [_, here] = places.pop().expect("there is always the vault itself");
    let next = places
        .into_iter()
        .map(|[_, store]| store)
        .find(|store| belongs(env, store, which, &key));
    Ok(Found {
        key,
        of_next: next.is_some(),
        store: next.unwrap_or(here).join(which.store()),
        slots: Some(refused),
    })
}
