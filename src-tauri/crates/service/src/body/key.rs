//! The keys of a vault: passphrases and recovery kits.

use std::collections::BTreeMap;
use std::path::Path;

use vault::{KdfParams, MAX_M_KIB, MAX_T, Opener, SlotKind, looks_like_kit};
use zeroize::Zeroizing;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::kit;
use crate::session::{Open, passphrase};
use crate::strong;
use crate::who;

pub fn key_list(open: &mut Open<'_>, _: Nothing) -> Result<KeyList> {
    let slots = open.session.vault.slots()?;
    let me = open.session.who.person.clone();
    let book = open.book()?;
    let (holders, names) = (book.holders()?, who::names(&book)?);
    let of: BTreeMap<String, String> = slots
        .iter()
        .filter_map(|slot| Some((slot.id.clone(), who::whose(slot, &holders)?)))
        .collect();
    let mut keys = listed(slots);
    for key in &mut keys {
        if let Some(person) = of.get(&key.id) {
            key.mine = *person == me;
            key.person = Some(names.get(person).cloned().unwrap_or_default());
        }
    }
    Ok(KeyList { keys })
}

/// Keys as a host shows them.
pub fn listed(slots: Vec<vault::SlotInfo>) -> Vec<KeyInfo> {
    slots
        .into_iter()
        .map(|slot| {
            let split = match slot.kind {
                SlotKind::Shares(split) => Some(split),
                _ => None,
            };
            let cost = match slot.kind {
                SlotKind::Passphrase(params) => Some(params),
                _ => None,
            };
            KeyInfo {
                id: slot.id,
                kind: slot.kind.code().to_owned(),
                threshold: split.map(|split| split.threshold),
                count: split.map(|split| split.count),
                opens_in: cost.map(KdfParams::estimate),
                cost: cost.map(|params| weighed(params, params.estimate()).to_owned()),
                person: None,
                mine: false,
            }
        })
        .collect()
}

/// Seconds of a try below which a guess is cheaper than it need be, and above which opening takes long. Between them lies what a
/// calibration to one second comes to: it prefers memory to time, up to two seconds, and the measurement is a short one.
const LIGHT: f64 = 0.35;
const HEAVY: f64 = 4.0;

/// Whether a cost is about what would be chosen now.
fn weighed(params: KdfParams, seconds: f64) -> &'static str {
    let floor = KdfParams::floor();
    let at_most = params.m_kib() >= MAX_M_KIB && params.t() >= MAX_T;
    let at_least = params.m_kib() <= floor.m_kib() && params.t() <= floor.t();
    if seconds < LIGHT && !at_most {
        "light"
    } else if seconds > HEAVY && !at_least {
        "heavy"
    } else {
        "right"
    }
}

pub fn key_add_kit(open: &mut Open<'_>, request: KeyAddKit) -> Result<RecoveryKitText> {
    super::rotate::refuse_beside(open)?;
    let passphrase = passphrase(request.passphrase)?;
    let made = open.guess(|open| Ok(open.session.vault.add_kit(&passphrase)?))?;
    Ok(kit::kit(&made, kit::list(open.app.settings())))
}

pub fn key_remove(open: &mut Open<'_>, request: KeyRemove) -> Result<KeyList> {
    super::rotate::refuse_beside(open)?;
    let passphrase = passphrase(request.passphrase)?;
    open.guess(|open| Ok(open.session.vault.check_passphrase(&passphrase)?))?;
    open.session.vault.remove_slot(&request.id)?;
    open.book()?.let_go(&request.id)?;
    open.keys_changed()?;
    key_list(open, Nothing {})
}

pub fn passphrase_change(open: &mut Open<'_>, request: PassphraseChange) -> Result<Nothing> {
    super::rotate::refuse_beside(open)?;
    let (old, new) = (
        Zeroizing::new(request.old),
        passphrase(request.new).map_err(|error| error.at("new"))?,
    );
    let kit = looks_like_kit(&old);
    let old_passphrase = (!kit).then(|| vault::Passphrase::new(&old));
    // The same once more is how the cost is chosen anew; it was strong enough when it was chosen.
    let same = matches!(&old_passphrase, Some(Ok(old)) if old.expose() == new.expose());
    if !same {
        let own = strong::own_words(open.app, Some(open.session));
        strong::refuse_weak(&new, &own).map_err(|error| error.at("new"))?;
    }
    let params = open.service.kdf();
    open.guess(|open| {
        let with = match &old_passphrase {
            None => Opener::Identity(&old),
            Some(Ok(old)) => Opener::Passphrase(old),
            Some(Err(_)) => return Err(Error::new(Code::WrongKey).at("old")),
        };
        let (person, keep) = meant(open, with, request.id.as_deref())?;
        let vault = &mut open.session.vault;
        let id = vault.change_passphrase_of(with, &new, params, &keep)?;
        // Should this fail, the slot itself says which it replaces, and opening with it makes good for it.
        let _ = open
            .book()
            .and_then(|mut book| Ok(book.hold(&id, &person)?));
        open.keys_changed()?;
        Ok(Nothing {})
    })
}

/// Whose passphrase is to be changed, and the slots of other people's, which stay.
fn meant(open: &mut Open<'_>, with: Opener<'_>, id: Option<&str>) -> Result<(String, Vec<String>)> {
    let slots = open.session.vault.slots()?;
    let holders = open.book()?.holders()?;
    let passphrases: Vec<_> = slots
        .iter()
        .filter(|slot| matches!(slot.kind, SlotKind::Passphrase(_)))
        .filter_map(|slot| Some((slot.id.clone(), who::whose(slot, &holders)?)))
        .collect();
    let whose = |id: &str| {
        let found = passphrases.iter().find(|(slot, _)| slot == id);
        found.map(|(_, person)| person.clone())
    };
    let several = passphrases.iter().any(|(_, one)| *one != passphrases[0].1);
    let person = match (id, with) {
        (Some(id), _) if whose(id).is_none() => return Err(Error::new(Code::UnknownKey)),
        (_, _) if !several => passphrases.first().map(|(_, person)| person.clone()),
        (Some(id), Opener::Passphrase(old)) => {
            let opened = whose(&open.session.vault.slot_of(old)?);
            if opened != whose(id) {
                return Err(Error::new(Code::WrongKey).at("old"));
            }
            opened
        }
        (Some(id), Opener::Identity(_)) => whose(id),
        (None, Opener::Passphrase(old)) => whose(&open.session.vault.slot_of(old)?),
        (None, Opener::Identity(_)) => return Err(Error::new(Code::WhosePassphrase).at("id")),
    };
    let person = person.ok_or_else(|| Error::new(Code::UnknownKey))?;
    let others = passphrases.into_iter().filter(|(_, one)| *one != person);
    let keep = others.map(|(slot, _)| slot).collect();
    Ok((person, keep))
}

pub fn recovery_kit_save(open: &mut Open<'_>, request: KitSave) -> Result<FileWritten> {
    let (path, text) = (Path::new(&request.path), Zeroizing::new(request.text));
    // A kit beside the vault it opens protects nothing.
    files::outside(open.path(), path)?;
    let bytes = files::export_bytes(path, text.as_bytes())?;
    Ok(FileWritten {
        path: request.path,
        bytes,
    })
}
