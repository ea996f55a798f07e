//! The long part of a rotation: keys, evidence and sources, sealed anew beside everything else.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agevfs::{Head, Key, Options, Problem};

use super::exists;
use super::next::{Begun, Made, Next, sealed_files};
use crate::Env;
use crate::blobs::{BlobRef, Blobs, HeldBlobs};
use crate::compartment::{Access, OpenCompartment, store};
use crate::error::{Error, Result};
use crate::kdf::KdfParams;
use crate::layout::{BLOBS_NAME, Compartment, FORMAT_NAME, Format, bytes_below};
use crate::passphrase::Passphrase;
use crate::slot::{self, Credential};
use crate::strength::assess_passphrase;
use crate::succession::NEXT_NAME;
use crate::vault::discard;
use crate::vault::keys::{ORDER, identities};

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

/// New keys in the making. It may run on any thread, while the vault is read and written.
///
/// It holds the key of the cases and the vault's lock: whoever locks the vault ends it first. Dropping it removes what it
/// wrote, unless it is [left](Renewal::leave); a process that ends otherwise leaves it, and the next attempt with the same new
/// passphrase goes on from there.
pub struct Renewal {
    begun: Option<Begun>,
    of: HeldBlobs,
    old: Format,
    sealed: Vec<String>,
    blobs: Vec<(BlobRef, BlobRef)>,
    left: Vec<Problem>,
    leave_damaged: bool,
    /// All that was asked for is sealed.
    whole: bool,
    /// Bytes of content sealed anew, and bytes that the databases take.
    done: u64,
    databases: u64,
}

impl Renewal {
    pub(super) fn new(of: HeldBlobs, old: Format) -> Self {
        Self {
            begun: None,
            of,
            old,
            sealed: Vec::new(),
            blobs: Vec::new(),
            left: Vec::new(),
            leave_damaged: false,
            whole: false,
            done: 0,
            databases: 0,
        }
    }

    /// Writes, under new identities for both compartments, into the folder `next/`: slots for the new passphrase and a new
    /// kit, and the sealed database. The vault stays as it is. Takes some seconds, because of the passphrases, which are not
    /// needed after it; `expected` are the blobs that there has to be room for.
    ///
    /// `progress` is told the bytes done and all bytes to do; when it answers `false`, the work stops.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if the passphrase does not open both compartments; [`Error::WeakPassphrase`];
    /// [`Error::NeedsSpace`], before anything is written; [`Error::NoSpace`], [`Error::Io`], [`Error::Cancelled`].
    pub fn prepare(
        &mut self,
        wish: &Rotation<'_>,
        expected: &[BlobRef],
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<()> {
        let assessment = assess_passphrase(wish.new.expose());
        if !assessment.acceptable {
            return Err(Error::WeakPassphrase {
                reasons: assessment.reasons,
            });
        }
        self.leave_damaged = wish.leave_damaged;
        self.databases = self.bytes_of_databases()?;
        let total = self.databases + sum(expected);
        let mut go_on = || ask(progress, 0, total);
        go_on()?;
        let (env, of) = (self.of.env.clone(), self.of.root.clone());
        let [sealed, _] = identities(
            &env,
            &of,
            &self.old,
            Credential::Passphrase(wish.passphrase),
        )?;
        let root = of.join(NEXT_NAME);
        if exists(&env, &root.join(FORMAT_NAME))? {
            // Opening would have used it if it were ours.
            return Err(Error::damaged(
                NEXT_NAME,
                "is not of this vault; move it elsewhere and keep it",
            ));
        }
        self.room_for(expected, &root)?;
        go_on()?;
        let keys = if let Some(keys) = keys_begun_with(&env, &root, wish.new)? {
            keys
        } else {
            discard(&*env.fs, &root);
            [(); 2].map(|()| Key::generate(&env.entropy))
        };
        let begun = self.begun.insert(Begun {
            format: Format::new(self.old.id, &keys[1]),
            key: keys[1].clone(),
            kit: Key::generate(&env.entropy),
            kit_slot: slot::new_id(&env),
            passphrase_slot: slot::new_id(&env),
            stays: false,
            env,
            root,
        });
        begun.lay_out()?;
        begun.write_slots(&keys, wish, &mut go_on)?;
        self.sealed = copy_sealed(begun, &of, (&sealed, &keys[0]), &mut || go_on().is_ok())?;
        Ok(())
    }

    /// Seals the blobs in `expected` anew, but for those that are already. May be called again for what came since.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::UnknownBlob`] for evidence that is not whole, unless it is to be left behind;
    /// [`Error::NoSpace`], [`Error::Io`], [`Error::Cancelled`].
    ///
    /// # Panics
    /// If it was not [prepared](Renewal::prepare).
    pub fn seal(
        &mut self,
        expected: &[BlobRef],
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<()> {
        self.whole = false;
        let known = self.blobs.iter().map(|(was, _)| was.id.as_str());
        let known: HashSet<&str> = known.collect();
        let behind = |blob: &BlobRef| self.left.iter().any(|one| one.file == left_name(blob));
        let fresh: Vec<&BlobRef> = expected
            .iter()
            .filter(|blob| !known.contains(blob.id.as_str()) && !behind(blob))
            .collect();
        let total = self.done + self.databases + sum(fresh.iter().copied());
        for blob in fresh {
            ask(progress, self.done, total)?;
            let before = self.done;
            let mut tell = |done: u64| progress(before + done, total);
            match self.seal_anew(blob, &mut tell) {
                Ok(sealed) => self.blobs.push((blob.clone(), sealed)),
                Err(e @ (Error::Damaged { .. } | Error::UnknownBlob)) if self.leave_damaged => {
                    self.left.push(Problem {
                        file: left_name(blob),
                        what: e.to_string(),
                    });
                }
                Err(e) => return Err(e),
            }
            self.done += blob.size;
        }
        ask(progress, self.done, total)?;
        self.whole = true;
        Ok(())
    }

    /// Leaves what was written for another attempt to go on from.
    pub fn leave(mut self) {
        if let Some(begun) = &mut self.begun {
            begun.stays = true;
        }
    }

    /// The new vault, once `copy` has copied the database of cases, which ends at `head`, into a folder under a key.
    #[expect(clippy::result_large_err, reason = "the work comes back to go on with")]
    pub(super) fn complete(
        mut self,
        progress: &mut dyn FnMut(u64, u64) -> bool,
        head: Head,
        copy: Copying<'_>,
    ) -> std::result::Result<Next, (Self, Error)> {
        let Some(begun) = self.begun.take_if(|_| self.whole) else {
            return Err((self, Error::damaged(NEXT_NAME, "is not finished")));
        };
        let total = self.done + self.databases;
        let done = self.done;
        let case = copy_cases(&begun, copy, &mut || progress(done, total));
        match case.and_then(|case| ask(progress, total, total).map(|()| case)) {
            Ok(case) => {
                let of = Made {
                    cases: head,
                    sealed: self.sealed,
                };
                Ok(Next::new(begun, case, (self.blobs, self.left), of))
            }
            Err(e) => {
                self.begun = Some(begun);
                Err((self, e))
            }
        }
    }

    /// Refuses if the disk has no room for all of the vault once more.
    fn room_for(&self, expected: &[BlobRef], next: &Path) -> Result<()> {
        let (env, root) = (&self.of.env, &self.of.root);
        let free = env.fs.free(root);
        let Some(free) = free.map_err(|e| Error::io("measure the room at", root, e))? else {
            return Ok(());
        };
        // A snapshot, and for the cases a second one when their database was brought up to date.
        let mut bytes = SMALL_FILES.saturating_add(2 * self.databases);
        for blob in expected {
            match self.of.blobs().file_len(&blob.id) {
                Ok(len) => bytes = bytes.saturating_add(len),
                Err(Error::UnknownBlob) => {}
                Err(e) => return Err(e),
            }
        }
        let begun = next.join(BLOBS_NAME);
        if exists(env, &begun)? {
            // What is there already of an unfinished rotation is used, or makes room.
            bytes = bytes.saturating_sub(bytes_below(&*env.fs, &begun)?);
        }
        if bytes > free {
            Err(Error::NeedsSpace {
                bytes: bytes - free,
            })
        } else {
            Ok(())
        }
    }

    fn bytes_of_databases(&self) -> Result<u64> {
        let (env, mut bytes) = (&self.of.env, 0_u64);
        for which in ORDER {
            let dir = self.of.root.join(which.store());
            let entries = env.fs.list(&dir);
            for entry in entries.map_err(|e| Error::io("list", &dir, e))? {
                let path = dir.join(&entry.name);
                if entry.is_dir {
                    continue;
                }
                match env.fs.len(&path) {
                    Ok(len) => bytes = bytes.saturating_add(len),
                    // Merged away a moment ago.
                    Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
                    Err(e) => return Err(Error::io("measure", &path, e)),
                }
            }
        }
        Ok(bytes)
    }

    /// Seals a blob anew under a key of its own, and reads back what was written.
    fn seal_anew(&self, blob: &BlobRef, tell: &mut dyn FnMut(u64) -> bool) -> Result<BlobRef> {
        let begun = self.begun.as_ref().expect("it was prepared");
        let to: Blobs<'_> = begun.blobs();
        let id = renewed_id(to.key, &blob.id);
        if let Some(there) = to.renewed(blob, &id)? {
            return Ok(there);
        }
        let mut content = self.of.blobs().open(blob)?;
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
                &begun.root,
                std::io::ErrorKind::InvalidData.into(),
            )),
        }
    }
}

/// The identities of an unfinished rotation to the same new passphrase, in [`ORDER`].
fn keys_begun_with(env: &Env, next: &Path, new: &Passphrase) -> Result<Option<[Key; 2]>> {
    let mut keys = Vec::new();
    for of in ORDER {
        if !exists(env, &next.join(of.keys()))? {
            return Ok(None);
        }
        match slot::open_any(env, next, of, Credential::Passphrase(new), &|_| true) {
            Ok(opened) => keys.push(opened.key),
            Err(e @ (Error::Io { .. } | Error::NoMemory { .. })) => return Err(e),
            // Begun with another passphrase, or not far enough.
            Err(_) => return Ok(None),
        }
    }
    Ok(keys.try_into().ok())
}

/// Copies a database into a folder under a key, and asks now and then whether to go on.
type Copying<'a> = &'a dyn Fn(&Path, &Key, &mut dyn FnMut() -> bool) -> Result<()>;

/// Copies the sealed database, which nobody has open, and names the files it was copied from.
fn copy_sealed(
    begun: &Begun,
    of: &Path,
    (old, new): (&Key, &Key),
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Vec<String>> {
    let (env, which) = (&begun.env, Compartment::Sealed);
    let files = sealed_files(env, of)?;
    let options = Options {
        read_only: true,
        ..Options::default()
    };
    let fs = Arc::clone(&env.fs);
    agevfs::open(fs, &of.join(which.store()), old, &env.entropy, options)
        .and_then(|db| db.copy_to(&begun.root.join(which.store()), new, &env.entropy, go_on))
        .map_err(|e| store(which, e))?;
    Ok(files)
}

fn copy_cases(
    begun: &Begun,
    copy: Copying<'_>,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<OpenCompartment> {
    let which = Compartment::Case;
    // An earlier try may have left something.
    begun.clear(which)?;
    copy(&begun.root.join(which.store()), &begun.key, go_on)?;
    let key = begun.key.clone();
    OpenCompartment::open(&begun.env, &begun.root, which, key, Access::Write)
}

fn ask(progress: &mut dyn FnMut(u64, u64) -> bool, done: u64, total: u64) -> Result<()> {
    if progress(done, total) {
        Ok(())
    } else {
        Err(Error::Cancelled)
    }
}

fn sum<'a>(blobs: impl IntoIterator<Item = &'a BlobRef>) -> u64 {
    let sizes = blobs.into_iter().map(|blob| blob.size);
    sizes.fold(0, u64::saturating_add)
}

fn left_name(blob: &BlobRef) -> String {
    format!("{BLOBS_NAME}/{}", blob.id)
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
