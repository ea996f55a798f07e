//! A vault under new keys that stands ready in `next/`, and how it takes the place of the one around it.
//!
//! ```text
//! next/case  next/sealed  next/blobs  next/keys    as in a vault
//! next/replaces                                    which vault it replaces; authenticated by both
//! next/format                                      written last: from then on the new keys are in force
//! ```
//!
//! Before `next/format` is there, `next/` counts for nothing. From then on each part counts from `next/` while it is there,
//! and from the vault once it was moved. Moving is done by whoever opens the vault with one of the new keys, as often as
//! needed; nobody else can make a folder `next/` count, and a leftover of one that had its turn counts for nothing.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use agevfs::Key;
use agevfs::fs::Fs;
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::Env;
use crate::error::{Error, Result};
use crate::layout::{self, FORMAT_NAME, Format};
use crate::vault::discard;

/// The folder, in the vault's.
pub(crate) const NEXT_NAME: &str = "next";

const RECORD_NAME: &str = "replaces";
const MAGIC: &str = "sandyq.org/rotation 1";
const MAC_LABEL: &str = "sandyq.org/vault rotation v1";
/// What moves, in this order. The slots come last: as long as the old ones are in their place, an old key can be told that it
/// is one.
const PARTS: [&str; 4] = ["case", "sealed", "blobs", KEYS];
const KEYS: &str = "keys";
const LONGEST: u64 = 4096;
/// Folders of a generation that had its day are called this and eight hexadecimal digits: names that count for nothing.
const PAST: &str = "tmp-";

/// A vault in `next/` that is whole and says that it replaces the one around it. Whether that is true, only a key can tell.
pub(crate) struct Successor {
    pub(crate) format: Format,
    record: Record,
}

impl Successor {
    /// The successor of the vault at `root`, whose own `format` is `present`. What is not finished, not well formed or made
    /// for another vault counts for nothing.
    ///
    /// # Errors
    /// [`Error::Io`] if the disk does not say what is there.
    pub(crate) fn find(fs: &dyn Fs, root: &Path, present: &Format) -> Result<Option<Self>> {
        let next = root.join(NEXT_NAME);
        let Some(format) = read(fs, &next.join(FORMAT_NAME))? else {
            return Ok(None);
        };
        let Some(record) = read(fs, &next.join(RECORD_NAME))? else {
            return Ok(None);
        };
        let (Ok(format), Some(record)) = (Format::decode(&format), Record::decode(&record)) else {
            return Ok(None);
        };
        let fits = format.id == present.id
            && record.replaces == hash(present)
            && record.by == hash(&format);
        Ok(fits.then_some(Self { format, record }))
    }

    /// Whether `key` is its case identity, and it was made to replace this vault.
    pub(crate) fn is_of(&self, key: &Key) -> bool {
        self.format.authenticate(key).is_ok() && self.record.is_by_new(key)
    }

    /// Whether `key`, the case identity of the vault around it, was given up for it.
    pub(crate) fn replaces_that_of(&self, key: &Key) -> bool {
        self.record.is_by_old(key)
    }
}

/// Makes what was prepared in `next/` count: the moment at which the new keys come into force.
///
/// # Errors
/// [`agevfs::fs::Unplaced`] says whether it is certain that it does not count.
pub(crate) fn commit(
    env: &Env,
    root: &Path,
    old: (&Format, &Key),
    new: (&Format, &Key),
) -> std::result::Result<(), (Error, bool)> {
    let next = root.join(NEXT_NAME);
    let record = Record::new(old, new);
    layout::place(env, &next, RECORD_NAME, record.encode().as_bytes()).map_err(|e| (e, true))?;
    let tmp = format!("{FORMAT_NAME}.{}.tmp", env.entropy.hex(4));
    let text = new.0.encode();
    agevfs::fs::place(&*env.fs, &next, &tmp, FORMAT_NAME, |file| {
        file.write_all(text.as_bytes())
    })
    .map(|_| ())
    .map_err(|e| {
        let undone = e.undone;
        (layout::unplaced(e), undone)
    })
}

/// Where `part` of a vault counts from while a successor stands ready: the folder it lies in.
pub(crate) fn home_of(fs: &dyn Fs, root: &Path, part: &str) -> Result<PathBuf> {
    let next = root.join(NEXT_NAME);
    Ok(if exists(fs, &next.join(part))? {
        next
    } else {
        root.to_owned()
    })
}

/// Moves every part that still lies in `next/` to its place, and what was there aside. Every step may be done again after
/// an interruption, and each is durable before the next one. For the holder of the vault's lock and of a new key only.
pub(crate) fn roll_forward(env: &Env, root: &Path) -> Result<()> {
    let fs = &*env.fs;
    let (next, past) = (
        root.join(NEXT_NAME),
        root.join(format!("{PAST}{}", env.entropy.hex(4))),
    );
    // What is seen may not be durable yet, and what follows depends on it.
    sync(fs, &next)?;
    sync(fs, root)?;
    for part in PARTS {
        let (new, place) = (next.join(part), root.join(part));
        if !exists(fs, &new)? {
            continue;
        }
        if exists(fs, &place)? {
            if !exists(fs, &past)? {
                fs.mkdir(&past).map_err(|e| Error::io("make", &past, e))?;
                sync(fs, root)?;
            }
            rename(fs, &place, &past.join(part))?;
            sync(fs, &past)?;
            sync(fs, root)?;
        }
        rename(fs, &new, &place)?;
        sync(fs, root)?;
        sync(fs, &next)?;
    }
    rename(fs, &next.join(FORMAT_NAME), &root.join(FORMAT_NAME))?;
    sync(fs, root)?;
    sync(fs, &next)
}

/// Removes what a rotation leaves when it is over, as far as it goes: the generation before, and a `next/` that has neither
/// keys nor a `format`. For the holder of the vault's lock, once it is open.
pub(crate) fn sweep(env: &Env, root: &Path) {
    let fs = &*env.fs;
    for entry in fs.list(root).unwrap_or_default() {
        let past = entry.name.strip_prefix(PAST).is_some_and(|digits| {
            digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_hexdigit())
        });
        if past && entry.is_dir {
            discard(fs, &root.join(entry.name));
        }
    }
    let next = root.join(NEXT_NAME);
    let of_use = |name: &str| fs.exists(&next.join(name)).unwrap_or(true);
    if of_use("") && !of_use(FORMAT_NAME) && !of_use(KEYS) {
        discard(fs, &next);
    }
}

/// Whether something in `next/` says that it counts. Only for reading without the vault's `format`; see [`Successor`].
pub(crate) fn stands_ready(fs: &dyn Fs, root: &Path) -> Result<bool> {
    exists(fs, &root.join(NEXT_NAME).join(FORMAT_NAME))
}

/// Whether a rotation was begun and did not come to its end: `next/` is there and counts for nothing.
pub(crate) fn unfinished(fs: &dyn Fs, root: &Path) -> Result<bool> {
    let next = root.join(NEXT_NAME);
    Ok(exists(fs, &next)? && !exists(fs, &next.join(FORMAT_NAME))?)
}

/// Reads the bytes of a `next/replaces` and writes them again.
#[cfg(feature = "fuzzing")]
pub(crate) fn record_again(bytes: &[u8]) -> Option<String> {
    Record::decode(bytes).map(|record| record.encode())
}

/// The file `next/replaces`: which vault gives way to which, under keys of both.
struct Record {
    /// SHA-256 of both `format` files.
    replaces: [u8; 32],
    by: [u8; 32],
    old: Vec<u8>,
    new: Vec<u8>,
}

impl Record {
    fn new(old: (&Format, &Key), new: (&Format, &Key)) -> Self {
        let (replaces, by) = (hash(old.0), hash(new.0));
        let tag = |key, text: &str| mac(key, text).finalize().into_bytes().to_vec();
        let by_old = tag(old.1, &signed(&replaces, &by));
        let by_new = tag(new.1, &attested(&replaces, &by, &by_old));
        Self {
            replaces,
            by,
            old: by_old,
            new: by_new,
        }
    }

    /// Whether the case identity that was given up wrote it.
    fn is_by_old(&self, key: &Key) -> bool {
        let mac = mac(key, &signed(&self.replaces, &self.by));
        mac.verify_slice(&self.old).is_ok()
    }

    /// Whether the new one did, the line of the old one included.
    fn is_by_new(&self, key: &Key) -> bool {
        let mac = mac(key, &attested(&self.replaces, &self.by, &self.old));
        mac.verify_slice(&self.new).is_ok()
    }

    fn encode(&self) -> String {
        format!(
            "{}new {}\n",
            attested(&self.replaces, &self.by, &self.old),
            base64(&self.new)
        )
    }

    /// Reads it; anything but these five lines is no such file.
    fn decode(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.strip_prefix(MAGIC)?.strip_prefix('\n')?.lines();
        let mut field = |name: &str| {
            let value = lines.next()?.strip_prefix(name)?;
            BASE64_STANDARD_NO_PAD.decode(value).ok()
        };
        let record = Self {
            replaces: field("replaces ")?.try_into().ok()?,
            by: field("by ")?.try_into().ok()?,
            old: field("old ")?,
            new: field("new ")?,
        };
        (record.encode() == text).then_some(record)
    }
}

fn signed(replaces: &[u8; 32], by: &[u8; 32]) -> String {
    format!(
        "{MAGIC}\nreplaces {}\nby {}\n",
        base64(replaces),
        base64(by)
    )
}

fn attested(replaces: &[u8; 32], by: &[u8; 32], old: &[u8]) -> String {
    format!("{}old {}\n", signed(replaces, by), base64(old))
}

fn mac(key: &Key, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&*key.derive(MAC_LABEL))
        .expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac
}

fn hash(format: &Format) -> [u8; 32] {
    Sha256::digest(format.encode()).into()
}

fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD_NO_PAD.encode(bytes)
}

/// A small file; `None` if there is none, or something that no such file is.
fn read(fs: &dyn Fs, path: &Path) -> Result<Option<Vec<u8>>> {
    match agevfs::fs::read(fs, path, LONGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e)
            if matches!(
                e.kind(),
                ErrorKind::NotFound
                    | ErrorKind::NotADirectory
                    | ErrorKind::IsADirectory
                    | ErrorKind::InvalidInput
                    | ErrorKind::FileTooLarge
            ) =>
        {
            Ok(None)
        }
        Err(e) => Err(Error::io("read", path, e)),
    }
}

fn exists(fs: &dyn Fs, path: &Path) -> Result<bool> {
    fs.exists(path).map_err(|e| Error::io("look for", path, e))
}

fn rename(fs: &dyn Fs, from: &Path, to: &Path) -> Result<()> {
    fs.rename(from, to)
        .map_err(|e| Error::io("rename", from, e))
}

fn sync(fs: &dyn Fs, dir: &Path) -> Result<()> {
    fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e))
}

#[cfg(test)]
mod tests {
    use agevfs::Entropy;
    use uuid::Uuid;

    use super::*;

    fn key(seed: u64) -> Key {
        Key::generate(&Entropy::seeded(seed))
    }

    fn format(seed: u64) -> Format {
        Format::new(Uuid::from_u128(9 << 80), &key(seed))
    }

    #[test]
    fn a_record_belongs_to_both_vaults_and_to_no_other() {
        let text = Record::new((&format(1), &key(1)), (&format(2), &key(2))).encode();
        let record = Record::decode(text.as_bytes()).expect("our own");
        assert!(record.is_by_old(&key(1)) && record.is_by_new(&key(2)));
        assert!(!record.is_by_new(&key(1)) && !record.is_by_old(&key(2)));
        assert!(record.replaces == hash(&format(1)) && record.by == hash(&format(2)));
    }

    #[test]
    fn any_other_text_is_no_record() {
        let text = Record::new((&format(1), &key(1)), (&format(2), &key(2))).encode();
        for other in [
            String::new(),
            text.replace("rotation 1", "rotation 2"),
            format!("{text}more\n"),
            text.replace('\n', "\r\n"),
            text.replace("by ", "by  "),
            text.replacen("old ", "new ", 1),
        ] {
            assert!(Record::decode(other.as_bytes()).is_none(), "{other}");
        }
    }
}
