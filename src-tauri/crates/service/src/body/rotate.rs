//! New keys for the whole vault. Evidence is sealed anew beside everything else; for the databases, which come last, the vault is
//! out of reach: whatever was written to it meanwhile would be missing from the new one.

use std::collections::{HashMap, HashSet};

use casework::Book;
use vault::{BlobRef, Next, Renewal, Rotation};

use super::vault::status;
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::kit;
use crate::session::{CHAIN_LABEL, Open, Quiet, Service, Session, State, passphrase};
use crate::strong;
use crate::who;
use crate::work::identity;

const NAME: &str = "key_rotate";
/// How often it is tried to find the vault not being tidied up.
const TRIES: u32 = 100;

pub fn key_rotate(service: &Service, request: KeyRotate) -> Result<KeysRotated> {
    let leave_damaged = request.even_if_damaged;
    let (job, begun) = {
        let mut state = service.state();
        let mut open = Open::of(service, &mut state)?;
        // Under the lock of the state: a vault that is being locked waits for what was begun before.
        let job = service.jobs.begin(NAME, true, &*service.host)?;
        let begun = begin(&mut open, leave_damaged);
        (job, begun.map_err(|error| open.explained(error)))
    };
    let Begun {
        mut renewal,
        expected,
        of,
    } = begun?;
    let mut person = None;
    let prepared = prepare(service, request, &mut renewal, &expected, &job);
    let sealed = prepared.and_then(|whose| {
        person = whose;
        let mut tell = |done, total| job.step(done, total);
        Ok(renewal.seal(&expected, &mut tell)?)
    });
    if let Err(error) = sealed {
        return Err(leave(&job, renewal, error));
    }
    // Neither holds keys of the open vault, so that nobody waits for them with the lock of the state in hand.
    let _no_upkeep = match no_upkeep(service) {
        Ok(held) => held,
        Err(error) => return Err(leave(&job, renewal, error)),
    };
    let mut state = service.state();
    let open = Open::of(service, &mut state).ok();
    let Some(mut open) = open.filter(|open| identity(open) == of) else {
        renewal.leave();
        return Err(Error::new(Code::Locked));
    };
    let next = complete(&mut open, renewal, leave_damaged, person.as_deref(), &job)
        .map_err(|error| open.explained(error))?;
    let files = next.blobs().len() as u64;
    let left_behind = next.left_behind().iter();
    let left_behind = left_behind
        .map(|problem| format!("{}: {}", problem.file, problem.what))
        .collect();
    let (kit, open) = turn(service, &mut state, next)?;
    Ok(KeysRotated {
        kit: kit::kit(&kit, kit::list(state.app.settings())),
        open,
        files,
        left_behind,
    })
}

pub fn key_rotate_drop(open: &mut Open<'_>, _: Nothing) -> Result<VaultStatus> {
    refuse_beside(open)?;
    open.session.vault.drop_rotation()?;
    status(open)
}

/// Refuses to touch keys and sources while new keys are being made: what is changed now would be missing afterwards.
pub(super) fn refuse_beside(open: &Open<'_>) -> Result<()> {
    if open.service.jobs.state().name.as_deref() == Some(NAME) {
        return Err(Error::new(Code::Busy));
    }
    Ok(())
}

/// What the work beside needs.
struct Begun {
    renewal: Renewal,
    expected: Vec<BlobRef>,
    of: (uuid::Uuid, std::path::PathBuf),
}

fn begin(open: &mut Open<'_>, leave_damaged: bool) -> Result<Begun> {
    open.session.close_seal();
    let broken = |problem: &casework::HistoryProblem| problem.code == "chain";
    if !leave_damaged && open.book()?.verify_history()?.problems.iter().any(broken) {
        return Err(Error::new(Code::HistoryBroken));
    }
    Ok(Begun {
        expected: expected(open)?,
        renewal: open.session.vault.begin_rotation()?,
        of: identity(open),
    })
}

/// All that needs the passphrases, which are gone when it returns.
fn prepare(
    service: &Service,
    request: KeyRotate,
    renewal: &mut Renewal,
    expected: &[BlobRef],
    job: &Job<'_>,
) -> Result<Option<String>> {
    let old = passphrase(request.passphrase)?;
    let new = request.new.map(passphrase).transpose();
    let new = new.map_err(|error| error.at("new"))?;
    let person;
    {
        let mut state = service.state();
        service.may_guess(&state)?;
        person = holder_of(service, &mut state, &old)?;
        if let Some(new) = &new {
            let State { app, open, .. } = &mut *state;
            let own = strong::own_words(app, open.as_mut());
            strong::refuse_weak(new, &own).map_err(|error| error.at("new"))?;
        }
    }
    let wish = Rotation {
        passphrase: &old,
        new: new.as_ref().unwrap_or(&old),
        params: service.kdf(),
        leave_damaged: request.even_if_damaged,
    };
    let mut tell = |done, total| job.step(done, total);
    let prepared = renewal.prepare(&wish, expected, &mut tell);
    service.answer_guess(&mut service.state(), prepared.map_err(Error::from))?;
    Ok(person)
}

/// Whose passphrase it is that opens the vault now, and will afterwards: the only one that does.
fn holder_of(
    service: &Service,
    state: &mut State,
    old: &vault::Passphrase,
) -> Result<Option<String>> {
    let Some(session) = &mut state.open else {
        return Err(Error::new(Code::Locked));
    };
    let one = session.who.person.clone();
    if !session.who.shared {
        return Ok((!one.is_empty()).then_some(one));
    }
    let slot = session.vault.slot_of(old).map_err(Error::from);
    let slot = service.answer_guess(state, slot)?;
    let mut open = Open::of(service, state)?;
    let slots = open.session.vault.slots()?;
    let holders = open.book()?.holders()?;
    let found = slots.iter().find(|one| one.id == slot);
    Ok(found.and_then(|slot| who::whose(slot, &holders)))
}

/// The files that go with the vault: those of its evidence, and of evidence that was deleted and can still come back.
fn expected(open: &mut Open<'_>) -> Result<Vec<BlobRef>> {
    let here: HashSet<String> = open.session.vault.blobs().list()?.into_iter().collect();
    let book = open.book()?;
    let mut expected = super::evidence::blobs(&book)?;
    let deleted = book.deleted_evidence()?;
    // Some of these were never kept.
    let deleted = deleted.iter().map(super::evidence::blob);
    expected.extend(deleted.filter(|one| here.contains(&one.id)));
    // Two items may share a file.
    let mut seen = HashSet::new();
    expected.retain(|blob| seen.insert(blob.id.clone()));
    Ok(expected)
}

/// What was made stays for another attempt if the vault is being locked, and goes if the work failed or was stopped.
fn leave(job: &Job<'_>, renewal: Renewal, error: Error) -> Error {
    if job.locking() {
        renewal.leave();
    }
    error
}

/// Ends tidying up and keeps it away.
pub(super) fn no_upkeep(service: &Service) -> Result<Job<'_>> {
    for _ in 0..TRIES {
        service.upkeep.end_with_the_vault();
        if let Ok(held) = service.upkeep.begin(NAME, false, &Quiet) {
            return Ok(held);
        }
    }
    Err(Error::new(Code::Busy))
}

/// Takes in what was added since, and the databases.
fn complete(
    open: &mut Open<'_>,
    mut renewal: Renewal,
    leave_damaged: bool,
    person: Option<&str>,
    job: &Job<'_>,
) -> Result<Next> {
    let mut tell = |done, total| job.step(done, total);
    let sealed =
        expected(open).and_then(|expected| renewal.seal(&expected, &mut tell).map_err(Error::from));
    if let Err(error) = sealed {
        return Err(leave(job, renewal, error));
    }
    let completed = open
        .session
        .vault
        .complete_rotation(renewal, &mut tell)
        .map_err(|(renewal, error)| leave(job, renewal, error.into()));
    let mut next = completed?;
    let rekeyed = rekey(open, &mut next, leave_damaged, person, job);
    // The last moment at which it can be called off.
    let rekeyed = rekeyed.and_then(|()| {
        if job.go_on() {
            Ok(())
        } else {
            Err(Error::new(Code::Cancelled))
        }
    });
    match rekeyed {
        Ok(()) => Ok(next),
        Err(error) => {
            if job.locking() {
                next.leave();
            }
            Err(error)
        }
    }
}

/// Brings the new database up to date: names of files, and what depends on the key of the history.
fn rekey(
    open: &mut Open<'_>,
    next: &mut Next,
    even_if_broken: bool,
    person: Option<&str>,
    job: &Job<'_>,
) -> Result<()> {
    let names: HashMap<String, String> = next
        .blobs()
        .iter()
        .flat_map(|(was, is)| {
            [
                (was.id.clone(), is.id.clone()),
                (was.binding.clone(), is.binding.clone()),
            ]
        })
        .collect();
    let old_key = open.session.vault.derive(CHAIN_LABEL);
    let mut ctx = open.ctx();
    ctx.chain_key = Some(next.derive(CHAIN_LABEL));
    let mut go_on = || job.go_on();
    let slot = next.passphrase_slot().to_owned();
    let mut book = Book::open(next.cases(), ctx)?;
    book.rekey(&old_key, &names, even_if_broken, &mut go_on)?;
    // Who had another key has none any more.
    Ok(book.hold_alone(&slot, person)?)
}

/// Puts the new keys into force. The kit is given even if the vault could not be opened again.
fn turn(service: &Service, state: &mut State, next: Next) -> Result<(vault::RecoveryKit, bool)> {
    let session = state.open.take().ok_or_else(|| Error::new(Code::Locked))?;
    let Session {
        vault,
        path,
        seen,
        upkeep,
        veil,
        who,
        since,
        came,
        ..
    } = session;
    let keep = |vault, seen| {
        state.open = Some(Session {
            vault,
            path: path.clone(),
            seal_until: None,
            seen,
            upkeep,
            veil,
            who,
            since,
            came,
        });
    };
    let id = vault.id();
    match vault.turn(next) {
        Ok(turned) => {
            state.app.keys_changed(id);
            let open = match turned.vault {
                Ok(vault) => {
                    keep(vault, vault::LastSeen::Known);
                    true
                }
                Err(_) => false,
            };
            if open {
                // The keys are in force and the kit has to be given, whatever can still not be read here.
                let _ = Open::of(service, state).and_then(|mut open| open.keys_changed());
            } else {
                service.host.locked();
            }
            Ok((turned.kit, open))
        }
        Err((vault, error)) => {
            keep(vault, seen);
            Err(error.into())
        }
    }
}
