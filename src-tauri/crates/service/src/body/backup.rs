//! Backups: making, listing, proving and restoring them. None of it holds the lock of the state while it works, so that typing goes on.

use std::path::Path;

use vault::{Backup, Compartment, GenerationState, Keys, Opener, find_backups, looks_like_kit};
use zeroize::Zeroizing;

use super::vault::{absolute, located, shown};
use crate::app_dir::LastBackup;
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::session::{Open, Service, passphrase};

/// A vault whose evidence is deleted while it is copied is copied again, so often.
const TRIES: u32 = 5;
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

pub fn backup_make(service: &Service, request: BackupWish) -> Result<BackupMade> {
    let folder = absolute(&request.folder);
    let mut begun = None;
    for _ in 0..TRIES {
        let (plan, id) = {
            let mut state = service.state();
            let mut open = Open::of(service, &mut state)?;
            if !folder.is_dir() {
                return Err(Error::file(Code::FileMissing, &folder).at("folder"));
            }
            files::outside(open.path(), &folder.join("backup"))
                .map_err(|_| Error::new(Code::BackupInVault).at("folder"))?;
            if begun.is_none() {
                // Under the lock of the state: a vault that is being locked waits for what was begun before.
                begun = Some(service.jobs.begin("backup", true, &*service.host)?);
            }
            let expected = open.book().and_then(|book| super::evidence::blobs(&book));
            let expected = expected.map_err(|error| open.explained(error))?;
            let vault = &open.session.vault;
            (vault.backup_job(expected)?, vault.id())
        };
        let job = begun.as_ref().expect("begun above");
        let made = match plan.run(&folder, &mut |done, total| job.step(done, total)) {
            Err(vault::Error::Moved) => continue,
            made => made?,
        };
        let at = made.made.format(MOMENT).to_string();
        let last = LastBackup {
            at: at.clone(),
            folder: folder.to_str().map(str::to_owned),
            old_keys: false,
        };
        service.state().app.backed_up(id, last);
        return Ok(BackupMade {
            path: shown(&made.path),
            generation: made.generation,
            at,
            copied: made.copied,
            copied_bytes: made.copied_bytes,
            healed: made.healed,
            bytes: made.bytes,
            kept: made.generations,
        });
    }
    Err(Error::new(Code::VaultMoved))
}

pub fn backup_list(service: &Service, request: BackupPlace) -> Result<BackupList> {
    let folder = absolute(&request.folder);
    let open = service
        .state()
        .open
        .as_ref()
        .map(|session| session.vault.id());
    let backups = find_backups(&folder, &service.env).map_err(|error| located(error, &folder))?;
    let backups = backups
        .iter()
        .map(|backup| info(backup, open))
        .collect::<Result<_>>()?;
    Ok(BackupList { backups })
}

fn info(backup: &Backup, open: Option<uuid::Uuid>) -> Result<BackupInfo> {
    let mut is_open = false;
    let generations = backup.generations()?.into_iter().map(|one| {
        let (state, files, bytes) = match one.state {
            GenerationState::Whole {
                vault,
                files,
                bytes,
            } => {
                is_open |= open == Some(vault);
                ("whole", files, bytes)
            }
            GenerationState::Incomplete { vault, missing } => {
                is_open |= open == Some(vault);
                ("incomplete", missing, 0)
            }
            GenerationState::Damaged => ("damaged", 0, 0),
            GenerationState::Newer { .. } => ("newer", 0, 0),
        };
        GenerationInfo {
            name: one.name,
            made: one.made.format(MOMENT).to_string(),
            state: state.to_owned(),
            files,
            bytes,
        }
    });
    Ok(BackupInfo {
        generations: generations.collect(),
        path: shown(backup.path()),
        name: backup.vault_name(),
        open: is_open,
    })
}

pub fn backup_check(service: &Service, request: BackupCheck) -> Result<BackupChecked> {
    let backup = at(service, &request.path)?;
    let wish = request.generation.as_deref();
    let (job, keys) = {
        let mut state = service.state();
        let job = service.jobs.begin("backup_check", true, &*service.host)?;
        let keys = match request.key {
            Some(key) => Some(service.guess(&mut state, |_| unlock(&backup, wish, key))?),
            None => state.open.as_ref().map(|session| session.vault.keys()),
        };
        (job, keys)
    };
    let checked = backup.check(wish, keys.as_ref(), &mut |done, total| {
        job.step(done, total)
    })?;
    let ok = checked.problems.is_empty();
    let earlier = if ok {
        None
    } else {
        backup.earlier(&checked.generation)?.map(|one| one.name)
    };
    Ok(BackupChecked {
        ok,
        files: checked.files,
        bytes: checked.bytes,
        cases: checked.opened.contains(&Compartment::Case),
        sealed: checked.opened.contains(&Compartment::Sealed),
        problems: checked
            .problems
            .iter()
            .map(|one| format!("{}: {}", one.file, one.what))
            .collect(),
        generation: checked.generation,
        earlier,
    })
}

fn unlock(backup: &Backup, generation: Option<&str>, key: String) -> Result<Keys> {
    if looks_like_kit(&key) {
        let kit = Zeroizing::new(key);
        return Ok(backup.unlock(generation, Opener::Identity(&kit))?);
    }
    let passphrase = passphrase(key)?;
    Ok(backup.unlock(generation, Opener::Passphrase(&passphrase))?)
}

pub fn backup_restore(service: &Service, request: BackupRestore) -> Result<BackupRestored> {
    let backup = at(service, &request.path)?;
    let target = absolute(&request.target);
    let job = service
        .jobs
        .begin("backup_restore", false, &*service.host)?;
    let restored = backup.restore(
        request.generation.as_deref(),
        &target,
        &mut |done, total| job.step(done, total),
    );
    let restored = restored.map_err(|error| match error {
        vault::Error::Exists => Error::file(Code::VaultExists, &target).at("target"),
        other => other.into(),
    })?;
    Ok(BackupRestored {
        path: shown(&target),
        generation: restored.generation,
        files: restored.files,
        bytes: restored.bytes,
    })
}

/// The one backup at a place that somebody named: its folder, or a folder that holds nothing else of the kind.
fn at(service: &Service, path: &str) -> Result<Backup> {
    let path = absolute(path);
    let mut found = find_backups(&path, &service.env).map_err(|error| located(error, &path))?;
    match (found.pop(), found.is_empty()) {
        (Some(backup), true) => Ok(backup),
        _ => Err(Error::file(Code::NoBackup, Path::new(&path)).at("path")),
    }
}

pub fn job_state(service: &Service, _: Nothing) -> Result<JobState> {
    Ok(service.jobs.state())
}

pub fn job_stop(service: &Service, _: Nothing) -> Result<Nothing> {
    service.jobs.stop();
    Ok(Nothing {})
}
