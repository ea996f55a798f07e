//! Making a vault.

use std::io;
use std::path::{Path, PathBuf};

use agevfs::Key;
use agevfs::fs::Fs;

use super::{Unlocked, Vault, hold};
use crate::Env;
use crate::compartment::OpenCompartment;
use crate::error::{Error, Result};
use crate::kdf::KdfParams;
use crate::kit::RecoveryKit;
use crate::layout::{
    self, BLOBS_NAME, Compartment, FORMAT_NAME, Format, LOCK_NAME, README, README_NAME,
};
use crate::passphrase::Passphrase;
use crate::slot;
use crate::stanza;
use crate::strength::assess_passphrase;

/// Makes a vault at `path` and opens it. The passphrase and the kit open both compartments; the sealed one is closed.
///
/// The file `format` is written last: a folder without it is not opened, so an interrupted making leaves no vault rather
/// than half of one. The kit is not stored anywhere: show it now.
///
/// # Errors
/// [`Error::Exists`] if anything is at `path`; [`Error::WeakPassphrase`]; [`Error::Io`], [`Error::NoSpace`]. After an
/// error what was written is removed again.
pub fn create(
    path: &Path,
    passphrase: &Passphrase,
    params: KdfParams,
    env: Env,
) -> Result<(Vault<Unlocked>, RecoveryKit)> {
    let assessment = assess_passphrase(passphrase.expose());
    if !assessment.acceptable {
        return Err(Error::WeakPassphrase {
            reasons: assessment.reasons,
        });
    }
    let at = |op, e| Error::io(op, path, e);
    if env.fs.exists(path).map_err(|e| at("look for", e))? {
        return Err(Error::Exists);
    }
    env.fs.mkdir(path).map_err(|e| {
        if e.kind() == io::ErrorKind::AlreadyExists {
            Error::Exists
        } else {
            at("make", e)
        }
    })?;
    let made = fill(path, passphrase, params, &env);
    if made.is_err() {
        // The folder was made by us a moment ago, so everything in it is ours.
        discard(&*env.fs, path);
    }
    let (format, state, kit) = made?;
    Ok((
        Vault {
            root: path.to_path_buf(),
            env,
            format,
            state,
        },
        kit,
    ))
}

fn fill(
    root: &Path,
    passphrase: &Passphrase,
    params: KdfParams,
    env: &Env,
) -> Result<(Format, Unlocked, RecoveryKit)> {
    let parent = match root.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => root,
    };
    env.fs
        .sync_dir(parent)
        .map_err(|e| Error::io("sync", parent, e))?;
    let lock = hold(env, root)?;
    let [case, sealed] = [Compartment::Case, Compartment::Sealed];
    for dir in [
        case.keys(),
        case.store(),
        sealed.store(),
        sealed.keys(),
        Path::new(BLOBS_NAME),
    ] {
        let dir = root.join(dir);
        env.fs.mkdir(&dir).map_err(|e| Error::io("make", &dir, e))?;
    }
    let sealed_dir = root.join(sealed.store());
    env.fs
        .sync_dir(&sealed_dir)
        .map_err(|e| Error::io("sync", &sealed_dir, e))?;
    layout::place(env, root, README_NAME, README.as_bytes())?;

    let kit = Key::generate(&env.entropy);
    let (for_passphrase, for_kit) = (slot::new_id(env), slot::new_id(env));
    let mut case_open = None;
    for which in [sealed, case] {
        let key = Key::generate(&env.entropy);
        let recipient = stanza::Recipient {
            passphrase,
            params,
            entropy: &env.entropy,
        };
        slot::write(env, root, which, &for_passphrase, &key, &[], &recipient)?;
        slot::write(env, root, which, &for_kit, &key, &[], kit.recipient())?;
        let open = OpenCompartment::create(env, root, which, key)?;
        match which {
            Compartment::Case => case_open = Some(open),
            Compartment::Sealed => open.close()?,
        }
    }
    let case_open = case_open.expect("the loop made it");
    let format = Format::new(layout::new_id(env), &case_open.key);
    layout::place(env, root, FORMAT_NAME, format.encode().as_bytes())?;
    let kit = RecoveryKit::new(kit, for_kit, format.id, env);
    let mut state = Unlocked::new(case_open, Some(lock));
    state.slot = for_passphrase;
    Ok((format, state, kit))
}

impl Vault<Unlocked> {
    /// Closes a vault that was made a moment ago and is not to be kept, and removes it with everything in it.
    pub fn discard(self) {
        let Self {
            root, env, state, ..
        } = self;
        drop(state);
        discard(&*env.fs, &root);
    }
}

/// Removes a folder and everything in it, as far as it goes; the file that makes it a vault first.
pub(crate) fn discard(fs: &dyn Fs, dir: &Path) {
    let _ = fs.unlink(&dir.join(FORMAT_NAME));
    let mut folders: Vec<PathBuf> = vec![dir.to_path_buf()];
    let mut at = 0;
    while at < folders.len() {
        let folder = folders[at].clone();
        for entry in fs.list(&folder).unwrap_or_default() {
            let path = folder.join(&entry.name);
            if entry.is_dir {
                folders.push(path);
            } else {
                let _ = fs.unlink(&path);
            }
        }
        at += 1;
    }
    let _ = fs.unlink(&dir.join(LOCK_NAME));
    for folder in folders.iter().rev() {
        let _ = fs.rmdir(folder);
    }
    if let Some(parent) = dir.parent() {
        let _ = fs.sync_dir(parent);
    }
}
