//! Recovery kits: shares of one, and the drill that proves one.

use std::path::Path;

use rusqlite::Connection;
use vault::{Backup, GenerationState, Opener, Share, Split, combine, find_backups};
use zeroize::Zeroizing;

use crate::app_dir::{LastBackup, LastProof};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::job::Job;
use crate::kit;
use crate::session::{Open, Service, passphrase};
use crate::work::identity;

const NAME: &str = "kit_prove";
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

pub fn key_add_shares(open: &mut Open<'_>, request: KeyAddShares) -> Result<ShareSetText> {
    super::rotate::refuse_beside(open)?;
    let split = Split::ALL
        .into_iter()
        .find(|split| split.threshold == request.threshold)
        .ok_or_else(|| {
            Error::new(Code::Invalid)
                .with("field", "threshold")
                .with("code", "out_of_range")
                .at("threshold")
        })?;
    let passphrase = passphrase(request.passphrase)?;
    let set = open.guess(|open| Ok(open.session.vault.add_shares(&passphrase, split)?))?;
    let list = kit::list(open.app.settings());
    kit::shares(&set, list).ok_or_else(|| Error::new(Code::Internal))
}

/// What shares are together, as far as they were given. No vault is needed and none is touched.
pub fn shares_check(_: &Service, request: SharesTyped) -> Result<SharesState> {
    let typed = Zeroizing::new(request.shares);
    let mut shares: Vec<Share> = Vec::with_capacity(typed.len());
    for text in typed.iter() {
        shares.push(Share::parse(text).map_err(|error| match error {
            vault::Error::BadIdentity => Error::new(Code::NoShare).at("share"),
            other => Error::from(other).at("share"),
        })?);
    }
    let first = shares
        .first()
        .ok_or_else(|| Error::new(Code::NoShare).at("share"))?;
    match combine(&shares) {
        Ok(_) | Err(vault::Error::BadKit(vault::Flaw::TooFew { .. })) => {}
        Err(error) => return Err(Error::from(error).at("share")),
    }
    let (split, have) = (first.split(), shares.len());
    Ok(SharesState {
        set: first.set(),
        threshold: split.threshold,
        count: split.count,
        missing: split
            .threshold
            .saturating_sub(u8::try_from(have).unwrap_or(u8::MAX)),
        shares: shares
            .iter()
            .map(|share| ShareRead {
                number: share.number(),
                line: share.line().as_str().to_owned(),
            })
            .collect(),
    })
}

/// The drill: the kit alone opens this vault and its last backup, and their databases are read with it.
pub fn kit_prove(service: &Service, request: KitProve) -> Result<KitProved> {
    let typed = Zeroizing::new(request.kit);
    let text = if request.files.is_empty() {
        typed
    } else {
        from_files(&request.files)?
    };
    let (job, drill, of, last) = {
        let mut state = service.state();
        service.may_guess(&state)?;
        let open = Open::of(service, &mut state)?;
        // Under the lock of the state: a vault that is being locked waits for what was begun before.
        let job = service.jobs.begin(NAME, true, &*service.host)?;
        let last = open.app.last_backup(open.session.vault.id());
        (job, open.session.vault.drill(), identity(&open), last)
    };
    let with = Opener::Identity(&text);
    let proved = drill.run(with, cases, &mut |done, total| job.step(done, total));
    let proved = service.answer_guess(&mut service.state(), proved.map_err(Error::from));
    let (proof, cases) = proved?;
    let backup = prove_backup(service, last, of.0, with, &job)?;
    let mut state = service.state();
    let open = Open::of(service, &mut state)?;
    if identity(&open) != of {
        return Err(Error::new(Code::Locked));
    }
    let slots = super::key::listed(open.session.vault.slots()?);
    let key = slots.into_iter().find(|slot| slot.id == proof.slot);
    let key = key.ok_or_else(|| Error::new(Code::UnknownKey))?;
    let at = service.now().format(MOMENT).to_string();
    let slot = key.id.clone();
    open.app.proved(
        of.0,
        LastProof {
            at: at.clone(),
            slot,
        },
    );
    Ok(KitProved {
        key,
        at,
        cases,
        bytes: proof.cases + proof.sealed,
        backup,
    })
}

/// Longest file of a kit or share, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The texts of files, with an empty line between them, so that the words of one share do not run into those of the next.
fn from_files(files: &[String]) -> Result<Zeroizing<String>> {
    let mut all = Zeroizing::new(String::with_capacity(
        files.len() * usize::try_from(LONGEST + 2).unwrap_or(0),
    ));
    for file in files {
        let bytes = Zeroizing::new(files::read_at_most(Path::new(file), LONGEST)?);
        let text = std::str::from_utf8(&bytes).map_err(|_| Error::new(Code::NoKeyInKit))?;
        all.push_str(text);
        all.push_str("\n\n");
    }
    Ok(all)
}

/// How many cases there are; a vault in which nothing was ever written has no tables yet.
fn cases(database: &mut Connection) -> u32 {
    let count = database.query_row("SELECT count(*) FROM \"case\"", [], |row| row.get(0));
    count.unwrap_or(0)
}

fn prove_backup(
    service: &Service,
    last: Option<LastBackup>,
    id: uuid::Uuid,
    with: Opener<'_>,
    job: &Job<'_>,
) -> Result<BackupProof> {
    let mut proof = BackupProof {
        state: "none".into(),
        place: last.as_ref().and_then(|last| last.folder.clone()),
        made: None,
        bytes: 0,
    };
    let Some(last) = last else { return Ok(proof) };
    let found = proof
        .place
        .as_deref()
        .and_then(|folder| backup_of(service, Path::new(folder), id));
    let Some((backup, generation, made)) = found else {
        proof.state = "absent".into();
        return Ok(proof);
    };
    proof.made = Some(made);
    let name = Some(generation.as_str());
    let read = backup
        .unlock(name, with)
        .and_then(|keys| backup.prove(name, &keys, &mut |done, total| job.step(done, total)));
    proof.state = match read {
        Ok((_, bytes)) => {
            proof.bytes = bytes;
            "proved"
        }
        Err(vault::Error::Cancelled) => return Err(Error::new(Code::Cancelled)),
        // It was made with the keys of before, or before there was this kit.
        Err(vault::Error::WrongKey) if last.old_keys => "old-keys",
        Err(vault::Error::WrongKey) => "before-kit",
        Err(vault::Error::Io { .. } | vault::Error::NoBackup) => "absent",
        Err(_) => "damaged",
    }
    .into();
    Ok(proof)
}

/// The backup of this vault in a folder, if it is there now, and its newest generation.
fn backup_of(service: &Service, folder: &Path, id: uuid::Uuid) -> Option<(Backup, String, String)> {
    let backups = find_backups(folder, &service.env).ok()?;
    backups.into_iter().find_map(|backup| {
        let generations = backup.generations().ok()?;
        let of_it = |state: &GenerationState| match state {
            GenerationState::Whole { vault, .. } | GenerationState::Incomplete { vault, .. } => {
                *vault == id
            }
            GenerationState::Damaged | GenerationState::Newer { .. } => false,
        };
        let newest = generations.into_iter().find(|one| of_it(&one.state))?;
        let made = newest.made.format(MOMENT).to_string();
        Some((backup, newest.name, made))
    })
}
