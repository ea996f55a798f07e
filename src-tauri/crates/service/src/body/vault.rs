//! Making, opening, checking and locking a vault.

use std::path::{Path, PathBuf};

use casework::casebook::{Casebook, EXAMPLE};
use chrono::NaiveDateTime;
use vault::{Compartment, LastSeen, Unlocked, Vault};
use zeroize::Zeroizing;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::kit;
use crate::session::{Open, Service, Session, State, passphrase};
use crate::strong;
use crate::upkeep::Upkeep;
use crate::who::Who;
use crate::work::Work;

pub fn vault_inspect(service: &Service, request: VaultPath) -> Result<VaultInfo> {
    let path = absolute(&request.path);
    let vault = locked(service, &path)?;
    let info = vault.info()?;
    let keys = super::key::listed(info.slots);
    let opens_in = keys
        .iter()
        .filter_map(|key| key.opens_in)
        // Slots are tried one after the other: this is the longest it may take.
        .sum();
    Ok(VaultInfo {
        name: name(&path),
        path: shown(&path),
        format: info.format,
        bytes: info.bytes,
        keys,
        opens_in,
    })
}

pub fn vault_create(service: &Service, request: VaultCreate) -> Result<VaultCreated> {
    let mut state = service.state();
    refuse_second(&state)?;
    let passphrase = passphrase(request.passphrase)?;
    let path = absolute(&request.path);
    let own = strong::own_words(&state.app, None);
    strong::refuse_weak(&passphrase, &strong::with_name(own, &path))?;
    let (vault, kit) = vault::create(&path, &passphrase, service.kdf(), service.env.clone())
        .map_err(|error| located(error, &path))?;
    adopt(service, &mut state, vault, path);
    let mut open = Open::of(service, &mut state)?;
    if request.demo {
        let example = Casebook::parse(EXAMPLE.as_bytes())?;
        super::file::take_in(&mut open, &example, false, &mut |_, _| true)?;
    }
    let kit = kit::kit(&kit, kit::list(open.app.settings()));
    Ok(VaultCreated {
        status: status(&mut open)?,
        kit,
    })
}

pub fn vault_open(service: &Service, request: VaultOpen) -> Result<VaultStatus> {
    let passphrase = passphrase(request.passphrase)?;
    open_with(service, &request.path, |vault, reading| {
        let unlocked = if reading {
            vault.unlock_for_reading(&passphrase)
        } else {
            vault.unlock(&passphrase)
        };
        unlocked.map_err(|(_, why)| why)
    })
}

pub fn vault_open_with_kit(service: &Service, request: VaultOpenWithKit) -> Result<VaultStatus> {
    let kit = Zeroizing::new(request.kit);
    open_with(service, &request.path, |vault, reading| {
        let unlocked = if reading {
            vault.unlock_for_reading_with_identity(&kit)
        } else {
            vault.unlock_with_identity(&kit)
        };
        unlocked.map_err(|(_, why)| why)
    })
}

type Unlocking = std::result::Result<Vault<Unlocked>, vault::Error>;

/// Opens for writing; where the vault cannot be written to, for reading, which `unlock` is told.
fn open_with(
    service: &Service,
    path: &str,
    unlock: impl Fn(Vault<vault::Locked>, bool) -> Unlocking,
) -> Result<VaultStatus> {
    let mut state = service.state();
    refuse_second(&state)?;
    service.may_guess(&state)?;
    let path = absolute(path);
    let mut opened = unlock(locked(service, &path)?, false);
    if opened
        .as_ref()
        .is_err_and(vault::Error::is_place_for_reading)
    {
        opened = unlock(locked(service, &path)?, true);
    }
    let opened = opened.map_err(|error| match error {
        // New keys for the whole vault were interrupted, and can be ended only where it can be written to.
        vault::Error::ReadOnly => Error::new(Code::VaultForReading),
        other => located(other, &path),
    });
    let vault = service.answer_guess(&mut state, opened)?;
    adopt(service, &mut state, vault, path);
    let opened = Open::of(service, &mut state).and_then(|mut open| {
        catch_up(&mut open);
        status(&mut open)
    });
    if opened.is_err() {
        // A casework that cannot be read is not left half open.
        state.open = None;
    }
    opened
}

/// What lists are read from may be of a day long past. Where it cannot be brought up (a full disk, a vault for reading) lists work it out by themselves,
/// only slower.
fn catch_up(open: &mut Open<'_>) {
    if !open.session.vault.read_only()
        && let Ok(mut book) = open.book()
        && book.is_behind().unwrap_or(false)
    {
        let _ = book.catch_up();
    }
}

/// Keeps the open vault, and compares it with what this device saw last.
pub(super) fn adopt(
    service: &Service,
    state: &mut State,
    mut vault: Vault<Unlocked>,
    path: PathBuf,
) {
    let seen = match state.app.mark(vault.id()) {
        Some(mark) => vault.watch(mark),
        None => LastSeen::Never,
    };
    state.app.opened(&path);
    // Where that cannot be read, nothing else can, and the caller says so.
    let who = Who::of(&mut vault).unwrap_or_default();
    state.open = Some(Session {
        who,
        since: service.now(),
        vault,
        path,
        seal_until: None,
        seen,
        upkeep: Upkeep::default(),
        came: Vec::new(),
        veil: casework::Veil::default(),
    });
}

pub fn vault_recover(service: &Service, request: VaultRecover) -> Result<Recovered> {
    let (path, out) = (absolute(&request.path), absolute(&request.out));
    let kit = Zeroizing::new(request.kit);
    files::outside(&path, &out)?;
    let (which, env) = (Compartment::Case, &service.env);
    let mut problems = Vec::new();
    let mut state = service.state();
    service.may_guess(&state)?;
    let written = files::export(&out, |file| {
        if request.salvage {
            let saved = vault::salvage(&path, vault::Opener::Identity(&kit), which, env, file);
            let saved = saved.map_err(|error| located(error, &path))?;
            problems.extend(
                saved
                    .problems
                    .iter()
                    .map(|one| format!("{}: {}", one.file, one.what)),
            );
            return Ok(());
        }
        vault::recover(&path, &kit, which, env, file).map_err(|error| located(error, &path))
    });
    let bytes = service.answer_guess(&mut state, written)?;
    Ok(Recovered {
        path: shown(&out),
        bytes,
        problems,
    })
}

pub fn vault_lock(service: &Service, _: Nothing) -> Result<Nothing> {
    service.lock();
    Ok(Nothing {})
}

pub fn vault_status(open: &mut Open<'_>, _: Nothing) -> Result<VaultStatus> {
    status(open)
}

pub fn vault_verify(service: &Service, _: Nothing) -> Result<VerifyReport> {
    let ((looked, check), work) = Work::begin(service, "vault_verify", |open| {
        let looked = look(open);
        let check = open.session.vault.check()?;
        let sizes = looked.1.iter().map(|blob| blob.size);
        let bytes = sizes.fold(check.bytes(), u64::saturating_add);
        Ok(((looked, check), bytes))
    })?;
    let (read, expected, history) = looked;
    let before = check.bytes();
    let mut databases = check.run(&mut |done, total| work.step(done, total))?;
    let blobs = work.blobs.blobs();
    let mut report = blobs.verify_told(&expected, &mut |done, total| {
        work.step(before + done, before + total)
    })?;
    report.checked_bytes += databases.checked_bytes;
    report.problems.append(&mut databases.problems);
    work.end(service, |open| verified(open, report, &history, read))
}

/// The same for a vault that nobody else gets at meanwhile.
pub(super) fn verify_now(open: &mut Open<'_>) -> Result<VerifyReport> {
    let (read, expected, history) = look(open);
    let report = open.session.vault.verify(&expected)?;
    verified(open, report, &history, read)
}

/// What the database says of the files and of its history. One that cannot be read must not keep the rest from being looked at.
fn look(
    open: &mut Open<'_>,
) -> (
    Result<()>,
    Vec<vault::BlobRef>,
    Vec<casework::HistoryProblem>,
) {
    let read = open.book().and_then(|book| {
        let history = book.verify_history()?.problems;
        Ok((super::evidence::blobs(&book)?, history))
    });
    match read {
        Ok((expected, history)) => (Ok(()), expected, history),
        Err(error) => (Err(open.explained(error)), Vec::new(), Vec::new()),
    }
}

/// All that was found, in one list.
fn verified(
    open: &Open<'_>,
    report: vault::Report,
    history: &[casework::HistoryProblem],
    read: Result<()>,
) -> Result<VerifyReport> {
    let mut problems: Vec<String> = report
        .problems
        .iter()
        .map(|problem| format!("{}: {}", problem.file, problem.what))
        .collect();
    problems.extend(
        history
            .iter()
            .map(|problem| format!("history {}: {}", problem.seq, problem.code)),
    );
    if problems.is_empty() {
        // Nothing wrong with the files, and still not readable: then that is the answer.
        read?;
    }
    let sealed = open.session.seal_until.is_some();
    Ok(VerifyReport {
        ok: problems.is_empty(),
        checked_bytes: report.checked_bytes,
        sealed,
        problems,
    })
}

pub fn vault_compact(open: &mut Open<'_>, _: Nothing) -> Result<VaultStatus> {
    open.session.vault.compact()?;
    status(open)
}

fn seen(seen: LastSeen) -> &'static str {
    match seen {
        LastSeen::Never => "never",
        LastSeen::Known => "known",
        LastSeen::Older(_) => "older",
        LastSeen::Parted => "parted",
        LastSeen::Retired => "retired",
        LastSeen::OtherKeys => "other-keys",
    }
}

pub(super) fn status(open: &mut Open<'_>) -> Result<VaultStatus> {
    let counts = open.book()?.counts()?;
    let stats = open.session.vault.stats()?;
    let last = open.app.last_backup(open.session.vault.id());
    let last_proof = proof(open)?;
    Ok(VaultStatus {
        proof_due: proof_due(last_proof.as_deref(), open.service.now()),
        last_proof,
        format: open.session.vault.format(),
        locked: false,
        path: shown(&open.session.path),
        name: name(&open.session.path),
        counts,
        deltas: u32::try_from(stats.case.deltas).unwrap_or(u32::MAX),
        bytes: stats.bytes,
        last_backup: last.as_ref().map(|backup| backup.at.clone()),
        backup_old_keys: last.as_ref().is_some_and(|backup| backup.old_keys),
        backup_folder: last.and_then(|backup| backup.folder),
        older_by: open.session.older_by(),
        seen: seen(open.session.seen).into(),
        rotation_unfinished: open.session.vault.rotation_unfinished()?,
        read_only: open.session.vault.read_only(),
        person: open.session.who.name.clone(),
        nobody: open.session.who.person.is_empty(),
        shared: open.session.who.shared,
        seal: open.session.seal_state(open.service.now()),
    })
}

/// After so many days a kit wants to be proved again: long enough not to annoy, and within the time in which papers get lost.
const PROOF_DAYS: i64 = 180;

/// When a kit that still counts was proved last.
fn proof(open: &Open<'_>) -> Result<Option<String>> {
    let Some(last) = open.app.last_proof(open.session.vault.id()) else {
        return Ok(None);
    };
    let counts = open.session.vault.slots()?;
    let counts = counts.iter().any(|slot| slot.id == last.slot);
    Ok(counts.then_some(last.at))
}

fn proof_due(last: Option<&str>, now: NaiveDateTime) -> bool {
    let at = last.and_then(|at| NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M:%S").ok());
    at.is_none_or(|at| (now - at).num_days() >= PROOF_DAYS)
}

fn locked(service: &Service, path: &Path) -> Result<Vault<vault::Locked>> {
    Vault::at(path, service.env.clone()).map_err(|error| located(error, path))
}

pub(super) fn refuse_second(state: &State) -> Result<()> {
    if state.open.is_some() {
        Err(Error::new(Code::AlreadyOpen))
    } else {
        Ok(())
    }
}

/// Where it happened, for messages that say so.
pub fn located(error: vault::Error, path: &Path) -> Error {
    Error::from(error).with("path", path.display())
}

pub fn absolute(path: &str) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path))
}

pub fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The vault as people call it: its folder without `.vault`.
pub fn name(path: &Path) -> String {
    path.file_stem()
        .map_or_else(|| shown(path), |stem| stem.to_string_lossy().into_owned())
}
