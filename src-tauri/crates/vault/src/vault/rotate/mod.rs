//! New keys for the whole vault: everything is sealed anew to new identities, beside what is there, and then takes its place.
//!
//! Most of the work, a [`Renewal`], runs on any thread while the vault is read and written. Then the database of cases is
//! copied, and what was made, a [`Next`], is turned to; nothing may be written in between.

mod next;
mod renewal;

use std::path::Path;
use std::sync::Arc;

pub use self::next::Next;
pub use self::renewal::{Renewal, Rotation};
use super::{Unlocked, Vault};
use crate::Env;
use crate::compartment::{Access, OpenCompartment, store};
use crate::error::{Error, Result};
use crate::high_water;
use crate::kit::RecoveryKit;
use crate::layout::Compartment;
use crate::succession::{self, NEXT_NAME};
use crate::vault::discard;

/// A vault that got new keys.
pub struct Turned {
    /// The new kit; every kit of before opens nothing any more. It is not stored anywhere: show it now.
    pub kit: RecoveryKit,
    /// The vault, open, its seal closed. An error means that the disk failed while the new keys came into force: open the
    /// vault again, which ends what was begun. If not even that much was certain, the error is the reason, and the keys of
    /// before may still be in force.
    pub vault: Result<Vault<Unlocked>>,
}

impl Vault<Unlocked> {
    /// Whether a rotation was begun and left before it was done. What it wrote counts for nothing; another rotation goes on
    /// from there, or [`Vault::drop_rotation`] removes it.
    pub fn rotation_unfinished(&self) -> Result<bool> {
        succession::unfinished(&*self.env.fs, &self.root)
    }

    /// Removes what an unfinished rotation left.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] where it cannot be; [`Error::Io`] if something of it is still there.
    pub fn drop_rotation(&mut self) -> Result<()> {
        if !self.rotation_unfinished()? {
            return Ok(());
        }
        if self.read_only() {
            return Err(Error::ReadOnly);
        }
        let next = self.root.join(NEXT_NAME);
        discard(&*self.env.fs, &next);
        if self.rotation_unfinished()? {
            let left = std::io::ErrorKind::DirectoryNotEmpty.into();
            return Err(Error::io("remove", &next, left));
        }
        Ok(())
    }

    /// Takes what making new keys needs, and closes the seal. Quick; the work itself is [`Renewal::prepare`] and [`Renewal::seal`].
    ///
    /// Until [`Vault::turn`] the seal must stay closed and no key of the vault be changed; cases and evidence may be.
    ///
    /// # Errors
    /// [`Error::ReadOnly`].
    pub fn begin_rotation(&mut self) -> Result<Renewal> {
        if self.read_only() {
            return Err(Error::ReadOnly);
        }
        self.close_seal()?;
        Ok(Renewal::new(self.hold_blobs(), self.format.clone()))
    }

    /// Copies the database of cases as it is now, which makes the new vault whole but for what the caller has to bring up to
    /// date in [`Next::cases`]. Nothing may be written to the vault from here until [`Vault::turn`].
    ///
    /// # Errors
    /// The work comes back, to be tried again or left, with [`Error::NoSpace`], [`Error::Io`], [`Error::Cancelled`].
    #[expect(clippy::result_large_err, reason = "the work comes back to go on with")]
    pub fn complete_rotation(
        &self,
        renewal: Renewal,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> std::result::Result<Next, (Renewal, Error)> {
        let cases = &self.state.case.db;
        renewal.complete(progress, cases.head(), &|dir, key, go_on| {
            let copied = cases.copy_to(dir, key, &self.env.entropy, go_on);
            copied.map_err(|e| store(Compartment::Case, e))
        })
    }

    /// Puts `next` in the place of the vault, which is closed and opened again under its new keys, the seal closed. From one
    /// instant on, the new keys are in force and the old ones open nothing; an interruption after it is made good by opening
    /// the vault with a new key.
    ///
    /// # Errors
    /// The vault comes back as it was, and what was prepared is removed; with [`Error::InUse`] while a
    /// [`Compaction`](super::Compaction) is under way.
    #[expect(
        clippy::result_large_err,
        reason = "the vault comes back to go on with"
    )]
    pub fn turn(self, mut next: Next) -> std::result::Result<Turned, (Self, Error)> {
        let Some(lock) = &self.state.lock else {
            return Err((self, Error::ReadOnly));
        };
        if Arc::strong_count(lock) > 1 {
            // A compaction is under way: it would go on writing where the new databases are by then.
            return Err((self, Error::InUse { pid: None }));
        }
        let head = match next.finish(&self.root, self.state.case.db.head()) {
            Ok(head) => head,
            Err(e) => return Err((self, e)),
        };
        let old = self.state.case.key.clone();
        let begun = &mut next.begun;
        let committed = succession::commit(
            &self.env,
            &self.root,
            (&self.format, &old),
            (&begun.format, &begun.key),
        );
        let unclear = match committed {
            Ok(()) => None,
            Err((e, true)) => return Err((self, e)),
            Err((e, false)) => Some(e),
        };
        begun.stays = true;
        let kit = RecoveryKit::new(
            begun.kit.clone(),
            begun.kit_slot.clone(),
            begun.format.id,
            &self.env,
        );
        let (of, seen) = (self.state.case.db.head(), self.state.seen);
        let (root, env) = (self.root, self.env);
        self.state.case.shut();
        if let Some(sealed) = self.state.sealed {
            sealed.shut();
        }
        if let Some(e) = unclear {
            return Ok(Turned { kit, vault: Err(e) });
        }
        if let Some(path) = &seen {
            // A device that cannot keep its mark has only less to compare with next time.
            let (old, new) = ((&old, of), (&begun.key, head));
            let _ = high_water::retire(&env, path, begun.format.id, old, new);
        }
        drop(old);
        let opened = succession::roll_forward(&env, &root).and_then(|()| {
            let key = begun.key.clone();
            OpenCompartment::open(&env, &root, Compartment::Case, key, Access::Write)
        });
        let vault = opened.map(|case| {
            succession::sweep(&env, &root);
            let mut state = Unlocked::new(case, self.state.lock);
            state.seen = seen;
            state.slot.clone_from(&begun.passphrase_slot);
            Vault {
                root,
                env,
                format: begun.format.clone(),
                state,
            }
        });
        Ok(Turned { kit, vault })
    }
}

fn exists(env: &Env, path: &Path) -> Result<bool> {
    let there = env.fs.exists(path);
    there.map_err(|e| Error::io("look for", path, e))
}
