//! New keys for the whole vault. The vault is out of reach while they are made: whatever was written to it meanwhile would be
//! missing from the new one.

use std::collections::{HashMap, HashSet};

use casework::Book;
use vault::{BlobRef, Rotation};

use super::evidence::{blob, blobs};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::{CHAIN_LABEL, Open, Quiet, Service, Session, State, passphrase};

/// How often it is tried to find the vault not being tidied up.
const TRIES: u32 = 100;

pub fn key_rotate(service: &Service, request: KeyRotate) -> Result<KeysRotated> {
    let old = passphrase(request.passphrase)?;
    let new = request.new.map(passphrase).transpose();
    let new = new.map_err(|error| error.at("new"))?;
    // Neither holds keys of the open vault, so that nobody waits for them with the lock of the state in hand.
    let job = service.jobs.begin("key_rotate", false, &*service.host)?;
    let _no_upkeep = no_upkeep(service)?;
    let mut state = service.state();
    let wish = Rotation {
        passphrase: &old,
        new: new.as_ref().unwrap_or(&old),
        params: service.kdf(),
        leave_damaged: request.even_if_damaged,
    };
    let prepared = Open::of(service, &mut state).and_then(|mut open| {
        let prepared = prepare(&mut open, &wish, &mut |done, total| job.step(done, total));
        open.answer_guess(prepared)
    });
    let next = prepared?;
    if !job.step(1, 1) {
        return Err(Error::new(Code::Cancelled));
    }
    let sealed = next.blobs().len() as u64;
    let left_behind = next.left_behind().iter();
    let left_behind = left_behind
        .map(|problem| format!("{}: {}", problem.file, problem.what))
        .collect();
    let (kit, open) = turn(service, &mut state, next)?;
    Ok(KeysRotated {
        kit: RecoveryKitText {
            text: kit.to_text().as_str().to_owned(),
            identity: kit.identity().to_owned(),
        },
        open,
        files: sealed,
        left_behind,
    })
}

/// Ends tidying up and keeps it away.
fn no_upkeep(service: &Service) -> Result<crate::job::Job<'_>> {
    for _ in 0..TRIES {
        service.upkeep.end_with_the_vault();
        if let Ok(held) = service.upkeep.begin("key_rotate", false, &Quiet) {
            return Ok(held);
        }
    }
    Err(Error::new(Code::Busy))
}

fn prepare(
    open: &mut Open<'_>,
    wish: &Rotation<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<vault::Next> {
    open.session.close_seal();
    let expected = {
        let here: HashSet<String> = open.session.vault.blobs().list()?.into_iter().collect();
        let book = open.book()?;
        let broken = |problem: &casework::HistoryProblem| problem.code == "chain";
        if !wish.leave_damaged && book.verify_history()?.problems.iter().any(broken) {
            return Err(Error::new(Code::HistoryBroken));
        }
        let mut expected = blobs(&book)?;
        // The history brings deleted items back, so their files stay; but some were never kept.
        let deleted = book.deleted_evidence()?;
        expected.extend(
            deleted
                .iter()
                .map(blob)
                .filter(|one| here.contains(&one.id)),
        );
        once(expected)
    };
    let mut next = open
        .session
        .vault
        .prepare_rotation(wish, &expected, progress)?;
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
    Book::open(next.cases(), ctx)?.rekey(&old_key, &names, wish.leave_damaged)?;
    Ok(next)
}

/// Two items may share a file.
fn once(mut blobs: Vec<BlobRef>) -> Vec<BlobRef> {
    let mut seen = HashSet::new();
    blobs.retain(|blob| seen.insert(blob.id.clone()));
    blobs
}

/// Puts the new keys into force. The kit is given even if the vault could not be opened again.
fn turn(
    service: &Service,
    state: &mut State,
    next: vault::Next,
) -> Result<(vault::RecoveryKit, bool)> {
    let session = state.open.take().ok_or_else(|| Error::new(Code::Locked))?;
    let Session {
        vault,
        path,
        older_by,
        upkeep,
        ..
    } = session;
    let mut keep = |vault, older_by| {
        state.open = Some(Session {
            vault,
            path: path.clone(),
            seal_until: None,
            older_by,
            upkeep,
        });
    };
    match vault.turn(next) {
        Ok(turned) => {
            let open = match turned.vault {
                Ok(vault) => {
                    keep(vault, 0);
                    true
                }
                Err(_) => false,
            };
            if !open {
                service.host.locked();
            }
            Ok((turned.kit, open))
        }
        Err((vault, error)) => {
            keep(vault, older_by);
            Err(error.into())
        }
    }
}
