//! Adding, changing and removing keys. Every step leaves a vault that opens: what is new is safe before what is old goes.

use std::path::Path;

use agevfs::Key;

use super::{Opener, Unlocked, Vault};
use crate::Env;
use crate::compartment::belongs;
use crate::error::{Error, Result};
use crate::kdf::KdfParams;
use crate::kit::{RecoveryKit, read_kit};
use crate::layout::{Compartment, Format};
use crate::passphrase::Passphrase;
use crate::share::{self, ShareSet, Split};
use crate::slot::{self, Credential, SlotKind};
use crate::stanza;
use crate::strength::assess_passphrase;

/// The sealed compartment comes first when a slot is written and when one is removed: a slot that opens the cases is
/// listed, and seen to be incomplete, until nothing of it is left.
pub(super) const ORDER: [Compartment; 2] = [Compartment::Sealed, Compartment::Case];

impl Vault<Unlocked> {
    /// Whether `passphrase` opens this vault; derives it anew.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if not.
    pub fn check_passphrase(&self, passphrase: &Passphrase) -> Result<()> {
        self.key_of(Compartment::Case, Credential::Passphrase(passphrase))
            .map(|_| ())
    }

    /// Whether a recovery kit opens this vault.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if not; [`Error::BadIdentity`].
    pub fn check_kit(&self, kit: &str) -> Result<()> {
        let kit = read_kit(kit)?;
        self.key_of(Compartment::Case, Credential::Identity(&kit))
            .map(|_| ())
    }

    /// Puts `new` in the place of every passphrase of the vault, in both compartments.
    ///
    /// The new slots are durable before an old one is removed, and name those they replace: after an interruption at any
    /// instant the old passphrase opens the vault, or the new one, or both; opening with the new one ends the change.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if `old` does not open both compartments; [`Error::WeakPassphrase`]; [`Error::Io`],
    /// [`Error::NoSpace`].
    pub fn change_passphrase(
        &mut self,
        old: &Passphrase,
        new: &Passphrase,
        params: KdfParams,
    ) -> Result<()> {
        self.put_passphrase(Credential::Passphrase(old), new, params, &[])
            .map(|_| ())
    }

    /// The same with a recovery kit in place of the old passphrase, for who forgot it.
    ///
    /// # Errors
    /// As [`Vault::change_passphrase`], and [`Error::BadIdentity`].
    pub fn replace_passphrase(
        &mut self,
        kit: &str,
        new: &Passphrase,
        params: KdfParams,
    ) -> Result<()> {
        let kit = read_kit(kit)?;
        self.put_passphrase(Credential::Identity(&kit), new, params, &[])
            .map(|_| ())
    }

    /// The same, but the passphrases of the slots in `keep` stay as they are: they are other people's. Returns the id of the new slot.
    ///
    /// # Errors
    /// As [`Vault::change_passphrase`] or [`Vault::replace_passphrase`], and [`Error::PassphraseInUse`].
    pub fn change_passphrase_of(
        &mut self,
        with: Opener<'_>,
        new: &Passphrase,
        params: KdfParams,
        keep: &[String],
    ) -> Result<String> {
        match with {
            Opener::Passphrase(old) => {
                self.put_passphrase(Credential::Passphrase(old), new, params, keep)
            }
            Opener::Identity(kit) => {
                let kit = read_kit(kit)?;
                self.put_passphrase(Credential::Identity(&kit), new, params, keep)
            }
        }
    }

    /// Adds a further passphrase, somebody else's. Returns the id of its slot.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if `passphrase` does not open both compartments; [`Error::WeakPassphrase`]; [`Error::PassphraseInUse`];
    /// [`Error::OutOfRange`] if there are sixteen keys already; [`Error::Io`], [`Error::NoSpace`].
    pub fn add_passphrase(
        &mut self,
        passphrase: &Passphrase,
        new: &Passphrase,
        params: KdfParams,
    ) -> Result<String> {
        refuse_weak(new)?;
        let keys = self.keys_for_more(passphrase)?;
        match self.slot_of(new) {
            Err(Error::WrongKey) => {}
            Ok(_) => return Err(Error::PassphraseInUse),
            Err(e) => return Err(e),
        }
        let recipient = stanza::Recipient {
            passphrase: new,
            params,
            entropy: &self.env.entropy,
        };
        let id = slot::new_id(&self.env);
        self.write_slots(&id, &keys, &[], &recipient)?;
        Ok(id)
    }

    /// The id of the slot that a passphrase opens; derives it anew.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if it opens none.
    pub fn slot_of(&self, passphrase: &Passphrase) -> Result<String> {
        let fits = |key: &Key| self.format.authenticate(key).is_ok();
        let with = Credential::Passphrase(passphrase);
        slot::open_any(&self.env, &self.root, Compartment::Case, with, &fits)
            .map(|opened| opened.slot)
    }

    /// Makes a further recovery kit. It is not stored anywhere: show it now.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if the passphrase does not open both compartments; [`Error::OutOfRange`] if there are sixteen
    /// keys already; [`Error::Io`], [`Error::NoSpace`].
    pub fn add_kit(&mut self, passphrase: &Passphrase) -> Result<RecoveryKit> {
        let keys = self.keys_for_more(passphrase)?;
        let kit = Key::generate(&self.env.entropy);
        let id = slot::new_id(&self.env);
        self.write_slots(&id, &keys, &[], kit.recipient())?;
        Ok(RecoveryKit::new(kit, id, self.format.id, &self.env))
    }

    /// Makes a further recovery kit in shares, of which enough together open the vault. They are not stored anywhere: show them
    /// now. Removing their slot voids them.
    ///
    /// # Errors
    /// As [`Vault::add_kit`].
    pub fn add_shares(&mut self, passphrase: &Passphrase, split: Split) -> Result<ShareSet> {
        let keys = self.keys_for_more(passphrase)?;
        let kit = Key::generate(&self.env.entropy);
        let id = slot::new_shares_id(&self.env, &self.state.case.key, split);
        self.write_slots(&id, &keys, &[], kit.recipient())?;
        let shares = share::split(&kit, split, &id, &self.env.entropy);
        let made = self.env.clock.now().date();
        Ok(ShareSet::new(shares, id, self.format.id, made))
    }

    fn keys_for_more(&self, passphrase: &Passphrase) -> Result<[Key; 2]> {
        let slots = self.slots()?.len();
        if slots >= slot::ENOUGH {
            return Err(Error::OutOfRange {
                what: "key slots",
                found: slots as u64,
            });
        }
        self.keys_of(Credential::Passphrase(passphrase))
    }

    /// Removes a key from both compartments. Copies of the vault made before still open with it.
    ///
    /// # Errors
    /// [`Error::UnknownSlot`]; [`Error::LastSlot`] for the last passphrase that opens the vault, and for the last slot of
    /// all; [`Error::Io`], after which the slot is listed as long as anything of it is left.
    pub fn remove_slot(&mut self, id: &str) -> Result<()> {
        let slots = self.slots()?;
        let slot = slots
            .iter()
            .find(|s| s.id == id)
            .ok_or(Error::UnknownSlot)?;
        let others = || slots.iter().filter(|s| s.id != id && s.complete);
        let passphrase = |kind| matches!(kind, SlotKind::Passphrase(_));
        if others().next().is_none()
            || (passphrase(slot.kind) && !others().any(|s| passphrase(s.kind)))
        {
            return Err(Error::LastSlot);
        }
        self.remove_both(id)
    }

    fn put_passphrase(
        &mut self,
        with: Credential<'_>,
        new: &Passphrase,
        params: KdfParams,
        keep: &[String],
    ) -> Result<String> {
        refuse_weak(new)?;
        let keys = self.keys_of(with)?;
        if !keep.is_empty() {
            match self.slot_of(new) {
                Ok(slot) if keep.contains(&slot) => return Err(Error::PassphraseInUse),
                Ok(_) | Err(Error::WrongKey) => {}
                Err(e) => return Err(e),
            }
        }
        let old: Vec<String> = self
            .slots()?
            .into_iter()
            .filter(|s| matches!(s.kind, SlotKind::Passphrase(_)) && !keep.contains(&s.id))
            .map(|s| s.id)
            .collect();
        let recipient = stanza::Recipient {
            passphrase: new,
            params,
            entropy: &self.env.entropy,
        };
        let id = slot::new_id(&self.env);
        self.write_slots(&id, &keys, &old, &recipient)?;
        // From here on the change holds. Nothing that was written is taken back: an unlink that reports an error may have
        // happened all the same.
        if old.contains(&self.state.slot) {
            self.state.slot.clone_from(&id);
        }
        old.iter().try_for_each(|id| self.remove_both(id))?;
        Ok(id)
    }

    fn write_slots(
        &self,
        id: &str,
        keys: &[Key; 2],
        replaces: &[String],
        to: &dyn age::Recipient,
    ) -> Result<()> {
        for (of, key) in ORDER.into_iter().zip(keys) {
            slot::write(&self.env, &self.root, of, id, key, replaces, to)?;
        }
        Ok(())
    }

    fn remove_both(&self, id: &str) -> Result<()> {
        ORDER
            .into_iter()
            .try_for_each(|of| slot::remove(&self.env, &self.root, of, id))
    }

    /// The identities of both compartments, in [`ORDER`].
    fn keys_of(&self, with: Credential<'_>) -> Result<[Key; 2]> {
        identities(&self.env, &self.root, &self.format, with)
    }

    fn key_of(&self, of: Compartment, with: Credential<'_>) -> Result<Key> {
        identity(&self.env, &self.root, &self.format, of, with)
    }
}

fn refuse_weak(new: &Passphrase) -> Result<()> {
    let assessment = assess_passphrase(new.expose());
    if assessment.acceptable {
        return Ok(());
    }
    Err(Error::WeakPassphrase {
        reasons: assessment.reasons,
    })
}

/// The identities of both compartments of the vault at `root`, in [`ORDER`].
pub(super) fn identities(
    env: &Env,
    root: &Path,
    format: &Format,
    with: Credential<'_>,
) -> Result<[Key; 2]> {
    let key = |of| identity(env, root, format, of, with);
    Ok([key(ORDER[0])?, key(ORDER[1])?])
}

fn identity(
    env: &Env,
    root: &Path,
    format: &Format,
    of: Compartment,
    with: Credential<'_>,
) -> Result<Key> {
    let fits = |key: &Key| belongs(env, root, of, key);
    let key = slot::open_any(env, root, of, with, &fits)?.key;
    if of == Compartment::Case {
        format.authenticate(&key)?;
    }
    Ok(key)
}
