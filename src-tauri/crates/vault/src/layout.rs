//! Where things lie in a vault's folder, and the one file that says what it is.
//!
//! ```text
//! name.vault/
//!   format            what this is, its id, and a MAC over both
//!   README.txt        how to recover it with stock tools; the same in every vault
//!   lock              locked by the operating system while the vault is open; empty
//!   keys/<id>.age     key slots of the case compartment
//!   case/             its store
//!   sealed/           store of the source compartment
//!   sealed/keys/      its key slots
//!   blobs/<xx>/       evidence
//! ```

use std::path::Path;

use agevfs::Key;
use agevfs::fs::{Entry, Fs};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::Env;
use crate::error::{Error, Result};

/// The format this program writes, and the newest it reads.
pub const FORMAT: u32 = 1;

pub(crate) const README: &str = include_str!("readme.txt");
pub(crate) const README_NAME: &str = "README.txt";
pub(crate) const FORMAT_NAME: &str = "format";
pub(crate) const LOCK_NAME: &str = "lock";
pub(crate) const BLOBS_NAME: &str = "blobs";

const MAGIC: &str = "sandyq.org/vault ";
const MAC_LABEL: &str = "sandyq.org/vault format v1";
/// More than any such file needs.
const LONGEST: u64 = 4096;

/// One of the two halves of a vault, each with its own identity and store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compartment {
    /// Cases and everything about them.
    Case,
    /// Who the sources are; opened on purpose only.
    Sealed,
}

impl Compartment {
    /// Its store, relative to the vault.
    pub(crate) fn store(self) -> &'static Path {
        Path::new(match self {
            Self::Case => "case",
            Self::Sealed => "sealed",
        })
    }

    /// Its key slots, relative to the vault.
    pub(crate) fn keys(self) -> &'static Path {
        Path::new(match self {
            Self::Case => "keys",
            Self::Sealed => "sealed/keys",
        })
    }
}

/// The content of the file `format`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) version: u32,
    pub(crate) id: Uuid,
    mac: Vec<u8>,
}

impl Format {
    /// For a new vault whose case compartment has `key`.
    pub(crate) fn new(id: Uuid, key: &Key) -> Self {
        let mac = mac(key, &signed(FORMAT, id))
            .finalize()
            .into_bytes()
            .to_vec();
        Self {
            version: FORMAT,
            id,
            mac,
        }
    }

    /// Whether `key` belongs to this vault and the file was not altered.
    pub(crate) fn authenticate(&self, key: &Key) -> Result<()> {
        mac(key, &signed(self.version, self.id))
            .verify_slice(&self.mac)
            .map_err(|_| Error::damaged(FORMAT_NAME, "does not belong to the keys beside it"))
    }

    pub(crate) fn encode(&self) -> String {
        format!(
            "{}mac {}\n",
            signed(self.version, self.id),
            BASE64_STANDARD_NO_PAD.encode(&self.mac)
        )
    }

    /// Reads it; a higher version is refused whatever else the file says.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self> {
        let damaged = || Error::damaged(FORMAT_NAME, "not in the form of such a file");
        let text = std::str::from_utf8(bytes).map_err(|_| damaged())?;
        let version = text
            .lines()
            .next()
            .and_then(|l| l.strip_prefix(MAGIC))
            .and_then(|n| n.parse().ok())
            .ok_or_else(damaged)?;
        if version > FORMAT {
            return Err(Error::Newer { found: version });
        }
        let field = |name: &str| {
            text.lines()
                .find_map(|l| l.strip_prefix(name))
                .ok_or_else(damaged)
        };
        let id = Uuid::try_parse(field("id ")?).map_err(|_| damaged())?;
        let mac = BASE64_STANDARD_NO_PAD
            .decode(field("mac ")?)
            .map_err(|_| damaged())?;
        let format = Self { version, id, mac };
        // One state has one spelling: nothing can hide between the lines.
        if version == 0 || format.encode() != text {
            Err(damaged())
        } else {
            Ok(format)
        }
    }

    /// Reads the file of the vault at `root`, telling apart what is no vault from one that lost its file.
    pub(crate) fn read(fs: &dyn Fs, root: &Path) -> Result<Self> {
        let path = root.join(FORMAT_NAME);
        match agevfs::fs::read(fs, &path, LONGEST) {
            Ok(bytes) => Self::decode(&bytes),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                if fs
                    .exists(&root.join(crate::backup::GENERATIONS))
                    .unwrap_or(false)
                {
                    return Err(Error::Backup);
                }
                let traces = [Compartment::Case, Compartment::Sealed]
                    .iter()
                    .any(|c| fs.exists(&root.join(c.keys())).unwrap_or(false));
                if traces {
                    Err(Error::damaged(
                        FORMAT_NAME,
                        "is missing; a vault whose making was interrupted, or a file that was lost",
                    ))
                } else {
                    Err(Error::NotAVault)
                }
            }
            Err(e) if e.kind() == std::io::ErrorKind::FileTooLarge => {
                Err(Error::damaged(FORMAT_NAME, "is too long"))
            }
            // A folder in place of the file, or a file in place of the folder.
            Err(e)
                if matches!(
                    e.kind(),
                    std::io::ErrorKind::NotADirectory | std::io::ErrorKind::InvalidInput
                ) =>
            {
                Err(Error::NotAVault)
            }
            Err(e) => Err(Error::io("read", &path, e)),
        }
    }
}

fn signed(version: u32, id: Uuid) -> String {
    format!("{MAGIC}{version}\nid {id}\n")
}

fn mac(key: &Key, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&*key.derive(MAC_LABEL))
        .expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac
}

/// A random version 4 UUID (RFC 9562) from `env`'s randomness.
pub(crate) fn new_id(env: &Env) -> Uuid {
    uuid::Builder::from_random_bytes(*env.entropy.bytes::<16>()).into_uuid()
}

/// Writes a small file whole or not at all.
pub(crate) fn place(env: &Env, dir: &Path, name: &str, content: &[u8]) -> Result<()> {
    let tmp = format!("{name}.{}.tmp", env.entropy.hex(4));
    agevfs::fs::place(&*env.fs, dir, &tmp, name, |file| file.write_all(content))
        .map(|_| ())
        .map_err(unplaced)
}

pub(crate) fn unplaced(e: agevfs::fs::Unplaced) -> Error {
    Error::io(e.op, &e.path, e.source)
}

/// Whether a path relative to a vault, with `/`, has the form of a file that belongs to one: nothing else is ever backed up or restored.
/// All are in small letters but one, so that no file system folds two into one.
pub(crate) fn belongs(path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else {
        return path == FORMAT_NAME || path == README_NAME;
    };
    let Some(stem) = name.strip_suffix(".age") else {
        return false;
    };
    match folder {
        "case" | "sealed" => {
            let plain = |b: u8| b.is_ascii_digit() || b.is_ascii_lowercase() || b == b'-';
            (1..=100).contains(&stem.len()) && stem.bytes().all(plain) && !stem.starts_with("tmp-")
        }
        "keys" | "sealed/keys" => stem.len() == 16 && is_hex(stem),
        _ => {
            let fits = |xx: &str| xx.len() == 2 && stem.starts_with(xx);
            stem.len() == 32 && is_hex(stem) && folder.strip_prefix("blobs/").is_some_and(fits)
        }
    }
}

/// Whether a text is hexadecimal digits only, in small letters.
pub(crate) fn is_hex(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Size of every file below `dir`, in bytes.
pub(crate) fn bytes_below(fs: &dyn Fs, dir: &Path) -> Result<u64> {
    let entries = fs.list(dir).map_err(|e| Error::io("list", dir, e))?;
    entries.iter().map(|entry| bytes_of(fs, dir, entry)).sum()
}

/// Size of a file in `dir`, or of all in a folder there, in bytes.
pub(crate) fn bytes_of(fs: &dyn Fs, dir: &Path, entry: &Entry) -> Result<u64> {
    let path = dir.join(&entry.name);
    if entry.is_dir {
        bytes_below(fs, &path)
    } else {
        fs.len(&path).map_err(|e| Error::io("measure", &path, e))
    }
}

#[cfg(test)]
mod tests {
    use agevfs::Entropy;

    use super::*;

    fn key() -> Key {
        Key::generate(&Entropy::seeded(7))
    }

    #[test]
    fn the_file_says_what_it_is_and_belongs_to_its_keys() {
        let format = Format::new(Uuid::from_u128(1 << 100), &key());
        let text = format.encode();
        let again = Format::decode(text.as_bytes()).expect("our own");
        assert!(again == format);
        again.authenticate(&key()).expect("same key");
        assert!(matches!(
            again.authenticate(&Key::generate(&Entropy::seeded(8))),
            Err(Error::Damaged { .. })
        ));
    }

    #[test]
    fn any_other_text_is_refused_and_a_newer_one_by_name() {
        let text = Format::new(Uuid::nil(), &key()).encode();
        let check = |text: &str, kind| {
            assert_eq!(
                Format::decode(text.as_bytes()).err().map(|e| e.kind()),
                Some(kind),
                "{text}"
            );
        };
        check("", "damaged");
        check("hello\n", "damaged");
        check(&text.replace("vault 1", "vault 2"), "newer");
        check("sandyq.org/vault 7\nwhatever comes then\n", "newer");
        check(&text.replace("vault 1", "vault 0"), "damaged");
        check(&text.replace("vault 1", "vault 01"), "damaged");
        check(&format!("{text}more\n"), "damaged");
        check(&text.replace('\n', "\r\n"), "damaged");
        let altered = text.replace("id 0", "id 1");
        let format = Format::decode(altered.as_bytes()).expect("well formed");
        assert!(matches!(
            format.authenticate(&key()),
            Err(Error::Damaged { .. })
        ));
    }
}
