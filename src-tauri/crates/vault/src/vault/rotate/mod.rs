//! New keys for the whole vault: everything is sealed anew to new identities, beside what is there, and then takes its place.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agevfs::{Head, Key, Options, Problem};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::keys::ORDER;
use super::unlocked::derived;
use super::{Unlocked, Vault};
use crate::Env;
use crate::blobs::{BlobRef, Blobs};
use crate::compartment::{Access, OpenCompartment, store};
use crate::error::{Error, Result};
use crate::high_water::{self, LastSeen};
use crate::kdf::KdfParams;
use crate::kit::RecoveryKit;
use crate::layout::{BLOBS_NAME, Compartment, FORMAT_NAME, Format, bytes_below};
use crate::passphrase::Passphrase;
use crate::slot::{self, Credential};
use crate::stanza;
use crate::strength::assess_passphrase;
use crate::succession::{self, NEXT_NAME};
use crate::vault::discard;

/// Room for slots, manifests and folders, in bytes.
const SMALL_FILES: u64 = 4 << 20;

const BLOB_LABEL: &str = "sandyq.org/rotation blob v1";

/// What a rotation is asked for.
#[derive(Clone, Copy)]
pub struct Rotation<'a> {
    /// The passphrase that opens both compartments now.
    pub passphrase: &'a Passphrase,
    /// The one that opens them afterwards; may be the same.
    pub new: &'a Passphrase,
    /// Cost of the new slots.
    pub params: KdfParams,
    /// Leave evidence behind that is missing or damaged, rather than refuse.
    pub leave_damaged: bool,
}

/// A vault under new keys in the making: everything is written, nothing counts yet. Dropping it removes it again; a process
/// that ends otherwise leaves it, and the next attempt with the same new passphrase goes on from there.
pub struct Next {
    env: Env,
    root: PathBuf,
    format: Format,
    /// `None` once it was closed to be moved.
    case: Option<OpenCompartment>,
    key: Key,
    kit: Key,
    blobs: Vec<(BlobRef, BlobRef)>,
    left: Vec<Problem>,
    /// What it was made from.
    of: Head,
    counts: bool,
}

/// A vault that got new keys.
pub struct Turned {
    /// The new kit; every kit of before opens nothing any more. It is not stored anywhere: show it now.
    pub kit: RecoveryKit,
    /// The vault, open, its seal closed. An error means that the disk failed while the new keys came into force: open the
    /// vault again, which ends what was begun. If not even that much was certain, the error is the reason, and the keys of
    /// before may still be in force.
    pub vault: Result<Vault<Unlocked>>,
}

impl Next {
    /// The new database of cases: what it says of blobs and of derived keys has to be brought up to date here.
    ///
    /// # Panics
    /// Never: it is closed by [`Vault::turn`] only, which takes it.
    pub fn cases(&mut self) -> &mut Connection {
        let case = self.case.as_mut().expect("open until it is turned to");
        case.db.connection()
    }

    /// As [`Vault::derive`], under the new key.
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        derived(&self.key, label)
    }

    /// The blobs that were sealed anew, as they were and as they are: with another id and another binding. A file of a vault
    /// never changes under its name, on which backups rely.
    pub fn blobs(&self) -> &[(BlobRef, BlobRef)] {
        &self.blobs
    }

    /// Evidence that was left behind because it is missing or damaged.
    pub fn left_behind(&self) -> &[Problem] {
        &self.left
    }
}

impl Drop for Next {
    fn drop(&mut self) {
        if !self.counts {
            if let Some(case) = self.case.take() {
                case.shut();
            }
            discard(&*self.env.fs, &self.root);
        }
    }
}

impl Vault<Unlocked> {
    /// Whether a rotation was begun by a process that ended before it was done. What it wrote counts for nothing; another
    /// rotation goes on from there, or [`Vault::drop_rotation`] removes it.
    pub fn rotation_unfinished(&self) -> Result<bool> {
        succession::unfinished(&*self.env.fs, &self.root)
    }

    /// Removes what an unfinished rotation left.
    pub fn drop_rotation(&mut self) -> Result<()> {
        if self.rotation_unfinished()? {
            discard(&*self.env.fs, &self.root.join(NEXT_NAME));
        }
        Ok(())
    }

    /// Writes everything anew, under new identities for both compartments, into the folder `next/`: slots for the new
    /// passphrase and a new kit, the databases as of now, and the blobs in `expected`. The vault stays as it is; nothing may
    /// be written to it until [`Vault::turn`].
    ///
    /// `progress` is told the bytes sealed and all bytes to seal; when it answers `false`, everything is removed again.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if the passphrase does not open both compartments; [`Error::WeakPassphrase`];
    /// [`Error::NeedsSpace`], before anything is written; [`Error::Damaged`], [`Error::UnknownBlob`] for evidence that is
    /// not whole, unless it is to be left behind; [`Error::NoSpace`], [`Error::Io`], [`Error::Cancelled`].
    pub fn prepare_rotation(
        &mut self,
        wish: &Rotation<'_>,
        expected: &[BlobRef],
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Next> {
        let assessment = assess_passphrase(wish.new.expose());
        if !assessment.acceptable {
            return Err(Error::WeakPassphrase {
                reasons: assessment.reasons,
            });
        }
        let [sealed, _] = self.keys_of(Credential::Passphrase(wish.passphrase))?;
        let root = self.root.join(NEXT_NAME);
        if self.exists(&root.join(FORMAT_NAME))? {
            // Opening would have used it if it were ours.
            return Err(Error::damaged(
                NEXT_NAME,
                "is not of this vault; move it elsewhere and keep it",
            ));
        }
        self.room_for(expected, &root)?;
        let keys = if let Some(keys) = self.keys_begun_with(&root, wish.new)? {
            keys
        } else {
            discard(&*self.env.fs, &root);
            [(); 2].map(|()| Key::generate(&self.env.entropy))
        };
        let mut next = Next {
            env: self.env.clone(),
            format: Format::new(self.format.id, &keys[1]),
            case: None,
            key: keys[1].clone(),
            kit: Key::generate(&self.env.entropy),
            blobs: Vec::new(),
            left: Vec::new(),
            of: self.state.case.db.head(),
            counts: false,
            root,
        };
        next.lay_out()?;
        next.write_slots(&keys, wish)?;
        self.seal_blobs(&mut next, expected, wish.leave_damaged, progress)?;
        self.copy_databases(&mut next, &sealed, &keys)?;
        Ok(next)
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
        let head = match next.finish(self.state.case.db.head()) {
            Ok(head) => head,
            Err(e) => return Err((self, e)),
        };
        let old = self.state.case.key.clone();
        let committed = succession::commit(
            &self.env,
            &self.root,
            (&self.format, &old),
            (&next.format, &next.key),
        );
        let unclear = match committed {
            Ok(()) => None,
            Err((e, true)) => return Err((self, e)),
            Err((e, false)) => Some(e),
        };
        next.counts = true;
        let kit = RecoveryKit::new(&next.kit, next.format.id);
        let (of, seen) = (self.state.case.db.head(), self.state.seen);
        let (root, env) = (self.root, self.env);
        self.state.case.shut();
        if let Some(sealed) = self.state.sealed {
            sealed.shut();
        }
        if let Some(e) = unclear {
            return Ok(Turned { kit, vault: Err(e) });
        }
        if let Some((path, _)) = &seen {
            // A device that cannot keep its mark has only less to compare with next time.
            let (old, new) = ((&old, of), (&next.key, head));
            let _ = high_water::retire(&env, path, next.format.id, old, new);
        }
        drop(old);
        let opened = succession::roll_forward(&env, &root).and_then(|()| {
            let key = next.key.clone();
            OpenCompartment::open(&env, &root, Compartment::Case, key, Access::Write)
        });
        let vault = opened.map(|case| {
            succession::sweep(&env, &root);
            let mut state = Unlocked::new(case, self.state.lock);
            state.seen = seen.map(|(path, _)| (path, LastSeen::Known));
            Vault {
                root,
                env,
                format: next.format.clone(),
                state,
            }
        });
        Ok(Turned { kit, vault })
    }

    /// The identities of an unfinished rotation to the same new passphrase, in [`ORDER`].
    fn keys_begun_with(&self, root: &Path, new: &Passphrase) -> Result<Option<[Key; 2]>> {
        let mut keys = Vec::new();
        for of in ORDER {
            if !self.exists(&root.join(of.keys()))? {
                return Ok(None);
            }
            let with = Credential::Passphrase(new);
            match slot::open_any(&self.env, root, of, with, &|_| true) {
                Ok(opened) => keys.push(opened.key),
                Err(e @ (Error::Io { .. } | Error::NoMemory { .. })) => return Err(e),
                // Begun with another passphrase, or not far enough.
                Err(_) => return Ok(None),
            }
        }
        Ok(keys.try_into().ok())
    }

    /// Refuses if the disk has no room for all of the vault once more.
    fn room_for(&self, expected: &[BlobRef], root: &Path) -> Result<()> {
        let free = self.env.fs.free(&self.root);
        let Some(free) = free.map_err(|e| Error::io("measure the room at", &self.root, e))? else {
            return Ok(());
        };
        let mut bytes = SMALL_FILES;
        for blob in expected {
            match self.blobs().file_len(&blob.id) {
                Ok(len) => bytes = bytes.saturating_add(len),
                Err(Error::UnknownBlob) => {}
                Err(e) => return Err(e),
            }
        }
        let begun = root.join(BLOBS_NAME);
        if self.exists(&begun)? {
            // What is there already of an unfinished rotation is used, or makes room.
            bytes = bytes.saturating_sub(bytes_below(&*self.env.fs, &begun)?);
        }
        for which in ORDER {
            let dir = self.root.join(which.store());
            let entries = self.env.fs.list(&dir);
            for entry in entries.map_err(|e| Error::io("list", &dir, e))? {
                let path = dir.join(&entry.name);
                if !entry.is_dir {
                    let len = self.env.fs.len(&path);
                    let len = len.map_err(|e| Error::io("measure", &path, e))?;
                    // A snapshot, and for the cases a second one when their database was brought up to date.
                    bytes = bytes.saturating_add(2 * len);
                }
            }
        }
        if bytes > free {
            Err(Error::NeedsSpace {
                bytes: bytes - free,
            })
        } else {
            Ok(())
        }
    }

    fn seal_blobs(
        &self,
        next: &mut Next,
        expected: &[BlobRef],
        leave_damaged: bool,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<()> {
        let total = expected.iter().map(|blob| blob.size).sum();
        let to = self.blobs_in(&next.root, &next.key);
        let (mut new, mut left) = (Vec::new(), Vec::new());
        let mut before = 0;
        for blob in expected {
            if !progress(before, total) {
                return Err(Error::Cancelled);
            }
            let mut tell = |done: u64| progress(before + done, total);
            match self.seal_anew(blob, &to, &mut tell) {
                Ok(sealed) => new.push((blob.clone(), sealed)),
                Err(e @ (Error::Damaged { .. } | Error::UnknownBlob)) if leave_damaged => {
                    left.push(Problem {
                        file: format!("{BLOBS_NAME}/{}", blob.id),
                        what: e.to_string(),
                    });
                }
                Err(e) => return Err(e),
            }
            before += blob.size;
        }
        (next.blobs, next.left) = (new, left);
        if progress(total, total) {
            Ok(())
        } else {
            Err(Error::Cancelled)
        }
    }

    /// Seals a blob anew under a key of its own, and reads back what was written.
    fn seal_anew(
        &self,
        blob: &BlobRef,
        to: &Blobs<'_>,
        tell: &mut dyn FnMut(u64) -> bool,
    ) -> Result<BlobRef> {
        let id = renewed_id(to.key, &blob.id);
        if let Some(there) = to.renewed(blob, &id)? {
            return Ok(there);
        }
        let mut content = self.blobs().open(blob)?;
        let written = to.put(id.clone(), &mut content, u64::MAX, tell);
        let written = written.map_err(|e| match e {
            // The bytes of the old file, which are not what was sealed.
            Error::Io { source, .. } if source.kind() == std::io::ErrorKind::InvalidData => {
                Error::damaged(blob_name(blob), "is damaged")
            }
            other => other,
        })?;
        if written.sha256 != blob.sha256 || written.size != blob.size {
            to.remove(&id)?;
            return Err(Error::damaged(
                blob_name(blob),
                "does not have the content that was recorded",
            ));
        }
        match to.renewed(blob, &id)? {
            Some(read) if read == written => Ok(written),
            _ => Err(Error::io(
                "read back",
                &self.root.join(NEXT_NAME),
                std::io::ErrorKind::InvalidData.into(),
            )),
        }
    }

    fn copy_databases(&self, next: &mut Next, sealed: &Key, keys: &[Key; 2]) -> Result<()> {
        let env = &self.env;
        let to = |which: Compartment| next.root.join(which.store());
        let which = Compartment::Sealed;
        let copied = if let Some(open) = &self.state.sealed {
            open.db.copy_to(&to(which), &keys[0], &env.entropy)
        } else {
            let options = Options {
                read_only: true,
                ..Options::default()
            };
            let (fs, dir) = (Arc::clone(&env.fs), self.root.join(which.store()));
            agevfs::open(fs, &dir, sealed, &env.entropy, options)
                .and_then(|db| db.copy_to(&to(which), &keys[0], &env.entropy))
        };
        copied.map_err(|e| store(which, e))?;
        let which = Compartment::Case;
        let cases = &self.state.case.db;
        let copied = cases.copy_to(&to(which), &keys[1], &env.entropy);
        copied.map_err(|e| store(which, e))?;
        next.case = Some(OpenCompartment::open(
            env,
            &next.root,
            which,
            keys[1].clone(),
            Access::Write,
        )?);
        Ok(())
    }

    fn blobs_in<'a>(&'a self, root: &'a Path, key: &'a Key) -> Blobs<'a> {
        Blobs {
            env: &self.env,
            root,
            key,
            folders: None,
        }
    }

    fn exists(&self, path: &Path) -> Result<bool> {
        let there = self.env.fs.exists(path);
        there.map_err(|e| Error::io("look for", path, e))
    }
}

impl Next {
    /// Makes the folders, or clears what an unfinished rotation left in them but for its keys and its blobs.
    fn lay_out(&self) -> Result<()> {
        let fs = &*self.env.fs;
        let [sealed, case] = ORDER;
        for dir in [
            Path::new(""),
            case.keys(),
            case.store(),
            sealed.store(),
            sealed.keys(),
            Path::new(BLOBS_NAME),
        ] {
            let dir = self.root.join(dir);
            match fs.mkdir(&dir) {
                Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(Error::io("make", &dir, e));
                }
                _ => {}
            }
        }
        for store in [case.store(), sealed.store()] {
            let dir = self.root.join(store);
            for entry in fs.list(&dir).map_err(|e| Error::io("list", &dir, e))? {
                let path = dir.join(&entry.name);
                if !entry.is_dir {
                    fs.unlink(&path)
                        .map_err(|e| Error::io("remove", &path, e))?;
                }
            }
        }
        let above = self.root.parent().unwrap_or(&self.root);
        for dir in [above, &self.root, &self.root.join(sealed.store())] {
            fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e))?;
        }
        // Half written blobs; those that are whole are looked at one by one.
        let blobs = Blobs {
            env: &self.env,
            root: &self.root,
            key: &self.key,
            folders: None,
        };
        let whole = blobs.list()?.into_iter().collect();
        blobs.sweep(&whole)?;
        Ok(())
    }

    /// Writes the slots and opens each again: nobody may be locked out by what was written wrong. Slots of an unfinished
    /// rotation go after that, so that its keys are never lost.
    fn write_slots(&self, keys: &[Key; 2], wish: &Rotation<'_>) -> Result<()> {
        let env = &self.env;
        let ids = [slot::new_id(env), slot::new_id(env)];
        let recipient = stanza::Recipient {
            passphrase: wish.new,
            params: wish.params,
            entropy: &env.entropy,
        };
        for (of, key) in ORDER.into_iter().zip(keys) {
            slot::write(env, &self.root, of, &ids[0], key, &[], &recipient)?;
            slot::write(env, &self.root, of, &ids[1], key, &[], self.kit.recipient())?;
            for (id, _) in slot::list(env, &self.root, of)? {
                if !ids.contains(&id) {
                    slot::remove(env, &self.root, of, &id)?;
                }
            }
            slot::sweep(env, &self.root, of);
            let same = |opened: &Key| *opened.identity_string() == *key.identity_string();
            for with in [
                Credential::Passphrase(wish.new),
                Credential::Identity(&self.kit),
            ] {
                slot::open_any(env, &self.root, of, with, &same)?;
            }
        }
        Ok(())
    }

    /// The last step before it counts: its database is folded, so that stock tools see everything, and closed. Returns its
    /// newest commit.
    fn finish(&mut self, now: Head) -> Result<Head> {
        if now != self.of {
            return Err(Error::damaged(
                NEXT_NAME,
                "is not of the newest state of the vault",
            ));
        }
        let mut case = self.case.take().expect("open until now");
        let folded = case.compact();
        let head = case.db.head();
        case.shut();
        folded.map(|()| head)
    }
}

fn blob_name(blob: &BlobRef) -> PathBuf {
    Path::new(BLOBS_NAME).join(&blob.id)
}

/// The id of a blob in the next generation: an interrupted rotation finds it again, and nobody without the new key can tell
/// which of before it is.
fn renewed_id(key: &Key, id: &str) -> String {
    let derived = key.derive(&format!("{BLOB_LABEL} {id}"));
    derived[..16].iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all");
        text
    })
}
