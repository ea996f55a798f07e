//! Destroying the vault, and proving that nothing opens it any more.

use std::path::{Path, PathBuf};
use std::time::Duration;

use vault::{Backup, Destruction, Locked, Opener, Vault, find_backups};
use zeroize::Zeroizing;

use super::rotate::no_upkeep;
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::{Open, Service, passphrase};
use crate::work::identity;

const NAME: &str = "vault_destroy";
/// Seconds in which it can be called off.
const COUNTDOWN: u64 = 10;

/// The person's secrets, which are tried again afterwards.
struct Secrets {
    passphrase: Option<vault::Passphrase>,
    kits: Vec<Zeroizing<String>>,
}

pub fn vault_destroy(service: &Service, request: VaultDestroy) -> Result<VaultDestroyed> {
    let secrets = secrets(&request)?;
    let (job, of) = {
        let mut state = service.state();
        let mut open = Open::of(service, &mut state)?;
        super::rotate::refuse_beside(&open)?;
        if open.session.vault.read_only() {
            return Err(Error::new(Code::VaultForReading));
        }
        if !is_name(&request.word, open.path()) {
            return Err(Error::new(Code::Invalid)
                .with("code", "not_the_name")
                .with("field", "word")
                .at("word"));
        }
        open.guess(|open| {
            let vault = &open.session.vault;
            let known = match &secrets.passphrase {
                Some(passphrase) => vault.check_passphrase(passphrase),
                None => vault.check_kit(&secrets.kits[0]),
            };
            Ok(known?)
        })?;
        // Locking during the countdown calls it off.
        let job = service.jobs.begin(NAME, true, &*service.host)?;
        (job, identity(&open))
    };
    for second in 0..COUNTDOWN {
        if !job.step(second, COUNTDOWN) {
            return Err(Error::new(Code::Cancelled));
        }
        service.wait(Duration::from_secs(1));
    }
    if !job.step(COUNTDOWN, COUNTDOWN) {
        return Err(Error::new(Code::Cancelled));
    }
    let _no_upkeep = no_upkeep(service)?;
    let mut state = service.state();
    let same = Open::of(service, &mut state).is_ok_and(|open| identity(&open) == of);
    let Some(session) = state.open.take_if(|_| same) else {
        return Err(Error::new(Code::Locked));
    };
    // Backups first: as long as the vault opens, all of this can be begun again.
    let id = session.vault.id();
    let mut places: Vec<DestroyedPlace> = Vec::new();
    let mut proofs: Vec<Backup> = Vec::new();
    for folder in &request.backups {
        let (place, backup) = backup(service, Path::new(folder), id);
        places.push(place);
        proofs.extend(backup);
    }
    let path = session.path.clone();
    let destroyed = session.vault.destroy();
    // The host is not told that it was locked: it may end everything that shows anything, and the proof has yet to be seen.
    drop(state);
    let (closed, report) = destroyed?;
    let left = closed.slot_files()?;
    places.insert(0, place("vault", &path, &report, left));
    let tries = prove(closed, &proofs, &secrets);
    Ok(VaultDestroyed {
        ok: places
            .iter()
            .all(|place| place.left.is_empty() && place.trouble.is_none())
            && tries.iter().all(|one| !one.opens),
        places,
        tries,
    })
}

fn secrets(request: &VaultDestroy) -> Result<Secrets> {
    let kit = |text: &str| Zeroizing::new(text.to_owned());
    let mut kits: Vec<Zeroizing<String>> = request.kit.iter().map(|text| kit(text)).collect();
    for text in &kits {
        vault::read_kit(text).map_err(|error| Error::from(error).at("kit"))?;
    }
    let passphrase = if vault::looks_like_kit(&request.secret) {
        kits.insert(0, kit(&request.secret));
        None
    } else {
        Some(passphrase(request.secret.clone())?)
    };
    Ok(Secrets { passphrase, kits })
}

/// The name of the folder, with or without its ending, in any letter case.
fn is_name(word: &str, path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    let word = word.trim().to_lowercase();
    !word.is_empty() && (word == name || Some(&*word) == name.strip_suffix(".vault"))
}

/// Removes the keys of the backup of this vault in a folder.
fn backup(service: &Service, folder: &Path, id: uuid::Uuid) -> (DestroyedPlace, Option<Backup>) {
    let nothing = |trouble: Error| {
        let mut nothing = place("backup", folder, &Destruction::default(), Vec::new());
        nothing.trouble = Some(trouble.code);
        (nothing, None)
    };
    let of_it = |backup: &Backup| {
        let generations = backup.generations().unwrap_or_default();
        generations.iter().any(|one| one.state.vault() == Some(id))
    };
    let found = match find_backups(folder, &service.env) {
        Ok(found) => found.into_iter().find(of_it),
        Err(error) => return nothing(error.into()),
    };
    let Some(found) = found else {
        return nothing(Error::new(Code::NoBackup));
    };
    let destroyed = found.destroy();
    match destroyed.and_then(|report| Ok((report, found.slots()?))) {
        Ok((report, left)) => (place("backup", found.path(), &report, left), Some(found)),
        Err(error) => nothing(error.into()),
    }
}

fn place(kind: &str, path: &Path, report: &Destruction, left: Vec<PathBuf>) -> DestroyedPlace {
    DestroyedPlace {
        path: path.to_string_lossy().into_owned(),
        kind: kind.to_owned(),
        removed: report.removed,
        overwritten: report.overwritten,
        left: left
            .iter()
            .map(|file| file.to_string_lossy().into_owned())
            .collect(),
        trouble: None,
    }
}

/// Tries everything at hand on every place.
fn prove(closed: Vault<Locked>, backups: &[Backup], secrets: &Secrets) -> Vec<DestroyTry> {
    let mut tries = Vec::new();
    let one = |path: &Path, with: &str, opens: bool| DestroyTry {
        path: path.to_string_lossy().into_owned(),
        with: with.to_owned(),
        opens,
    };
    for backup in backups {
        let opens = |with| backup.unlock(None, with).is_ok();
        if let Some(passphrase) = &secrets.passphrase {
            let opens = opens(Opener::Passphrase(passphrase));
            tries.push(one(backup.path(), "passphrase", opens));
        }
        for kit in &secrets.kits {
            tries.push(one(backup.path(), "kit", opens(Opener::Identity(kit))));
        }
    }
    // A vault that opens all the same is locked again when it is dropped.
    let (path, env) = (closed.path().to_owned(), closed.env().clone());
    drop(closed);
    let again = || Vault::at(&path, env.clone()).ok();
    let mut own = Vec::new();
    if let Some(passphrase) = &secrets.passphrase {
        let opens = again().is_some_and(|vault| vault.unlock(passphrase).is_ok());
        own.push(one(&path, "passphrase", opens));
    }
    for kit in &secrets.kits {
        let opens = again().is_some_and(|vault| vault.unlock_with_identity(kit).is_ok());
        own.push(one(&path, "kit", opens));
    }
    own.extend(tries);
    own
}
