//! Key slots: small age files, each holding the identity of one compartment.
//!
//! A slot stands alone: adding or removing one never touches another. Its payload is a stock age identity file: comment
//! lines and one `AGE-SECRET-KEY-1...` line. Before it is opened it tells its kind and, for a passphrase, the cost of
//! trying; it bears no date, no name and no recipient.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::path::Path;

use age::{DecryptError, Decryptor};
use age_core::format::{FileKey, Stanza};
use agevfs::Key;
use agevfs::stream;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::Env;
use crate::error::{Error, Result};
use crate::kdf::KdfParams;
use crate::kit;
use crate::layout::{Compartment, unplaced};
use crate::passphrase::Passphrase;
use crate::share::Split;
use crate::stanza::{self, Wrapped, stands_alone};

/// No slot file is longer, in bytes. The parser's work grows with the square of the header.
pub(crate) const LONGEST: u64 = 16 * 1024;
/// A further kit is refused beyond this, which leaves room for the slots of an interrupted change.
pub(crate) const ENOUGH: usize = 16;
/// No compartment has more slots. Each one may cost a derivation before a wrong key is known to be wrong.
const MOST: usize = 32;
const SUFFIX: &str = ".age";
const REPLACES: &str = "# replaces ";
const SHARES_LABEL: &str = "sandyq.org/slot of shares v1";

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase, at this cost.
    Passphrase(KdfParams),
    /// A recovery kit.
    Kit,
    /// A recovery kit in shares. Seen by who has the key of the cases; to everybody else it is a kit.
    Shares(Split),
    /// Not known here: damaged, or made by a later version.
    Unknown,
}

impl SlotKind {
    /// `passphrase`, `kit`, `shares` or `unknown`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Passphrase(_) => "passphrase",
            Self::Kit => "kit",
            Self::Shares(_) => "shares",
            Self::Unknown => "unknown",
        }
    }
}

/// One key of the vault, as far as it can be seen without opening anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotInfo {
    /// Its id, as in the file names.
    pub id: String,
    /// What opens it.
    pub kind: SlotKind,
    /// Whether it opens both compartments, as every slot does unless adding or removing it was interrupted.
    pub complete: bool,
}

/// What was inside a slot.
pub(crate) struct Opened {
    pub(crate) slot: String,
    pub(crate) key: Key,
    /// Slots that this one was made to replace.
    pub(crate) replaces: Vec<String>,
}

/// What a person offers to open a slot with.
#[derive(Clone, Copy)]
pub(crate) enum Credential<'a> {
    Passphrase(&'a Passphrase),
    /// An age identity: a recovery kit's, or a compartment's own.
    Identity(&'a Key),
}

/// The slots of one compartment, in order of their ids.
///
/// # Errors
/// [`Error::Io`] if a file cannot be read: a slot must not pass for another kind because the disk failed for a moment.
pub(crate) fn list(env: &Env, root: &Path, of: Compartment) -> Result<Vec<(String, SlotKind)>> {
    let ids = ids(env, root, of)?;
    ids.into_iter()
        .map(|id| Ok((id.clone(), kind(env, root, of, &id)?)))
        .collect()
}

fn ids(env: &Env, root: &Path, of: Compartment) -> Result<Vec<String>> {
    let dir = root.join(of.keys());
    let entries = match env.fs.list(&dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::damaged(of.keys(), "is missing"));
        }
        Err(e) => return Err(Error::io("list", &dir, e)),
    };
    let ids = entries
        .into_iter()
        .filter(|e| !e.is_dir)
        .filter_map(|e| e.name.strip_suffix(SUFFIX).map(str::to_owned));
    let ids: Vec<String> = ids.filter(|id| is_id(id)).collect();
    if ids.len() > MOST {
        return Err(Error::damaged(
            of.keys(),
            "holds more key slots than any vault has",
        ));
    }
    Ok(ids)
}

fn kind(env: &Env, root: &Path, of: Compartment, id: &str) -> Result<SlotKind> {
    match read(env, root, of, id).and_then(|bytes| kind_of(&bytes)) {
        Ok(kind) => Ok(kind),
        Err(Error::Damaged { .. } | Error::OutOfRange { .. }) => Ok(SlotKind::Unknown),
        Err(e) => Err(e),
    }
}

/// Opens the first slot of `of` that the credential opens and whose key is the vault's, as `fits` tells.
///
/// # Errors
/// [`Error::WrongKey`] if a slot of the right kind refused the credential; [`Error::Damaged`] if those that opened gave keys of
/// another vault or of an earlier generation of this one; what is wrong with the slots otherwise.
pub(crate) fn open_any(
    env: &Env,
    root: &Path,
    of: Compartment,
    with: Credential<'_>,
    fits: &dyn Fn(&Key) -> bool,
) -> Result<Opened> {
    let slots = ids(env, root, of)?;
    if slots.is_empty() {
        return Err(Error::damaged(of.keys(), "holds no key slot"));
    }
    let (mut refused, mut stale) = (None, false);
    for id in slots {
        match open(env, root, of, &id, with) {
            Ok(Some(opened)) if fits(&opened.key) => return Ok(opened),
            Ok(Some(_)) => stale = true,
            Ok(None) => {}
            // That this key does not fit here says more than the damage of another slot.
            Err(Error::WrongKey) => refused = Some(Error::WrongKey),
            Err(e) => refused = refused.or(Some(e)),
        }
    }
    if stale {
        return Err(Error::damaged(
            of.keys(),
            "the slot that opens does not belong to this vault, or no longer",
        ));
    }
    Err(refused.unwrap_or(Error::WrongKey))
}

/// Opens one slot; `None` if it takes another kind of key.
fn open(
    env: &Env,
    root: &Path,
    of: Compartment,
    id: &str,
    with: Credential<'_>,
) -> Result<Option<Opened>> {
    open_bytes(read(env, root, of, id)?, &file(of, id), id, with)
}

/// The same for the bytes of a slot that is called `file`. Nothing is allocated for the key derivation before its
/// parameters are known to be within bounds.
pub(crate) fn open_bytes(
    bytes: Vec<u8>,
    file: &Path,
    id: &str,
    with: Credential<'_>,
) -> Result<Option<Opened>> {
    let kind = kind_of(&bytes).map_err(|e| match e {
        Error::Damaged { .. } => Error::damaged(file, "is not a key slot of this vault's kind"),
        other => other,
    })?;
    let opened = match (with, kind) {
        (Credential::Passphrase(passphrase), SlotKind::Passphrase(params)) => {
            let opened = stream::open(bytes, &[&stanza::Identity(passphrase)]);
            opened.map_err(|e| slot_error(file, e, Some(params)))?
        }
        (Credential::Identity(key), SlotKind::Kit) => {
            stream::open(bytes, &[key.identity()]).map_err(|e| slot_error(file, e, None))?
        }
        (_, _) => return Ok(None),
    };
    let opened = payload(opened, id).ok_or_else(|| Error::damaged(file, "holds no identity"))?;
    Ok(Some(opened))
}

/// Writes a slot; durable and whole when this returns.
pub(crate) fn write(
    env: &Env,
    root: &Path,
    of: Compartment,
    id: &str,
    key: &Key,
    replaces: &[String],
    to: &dyn age::Recipient,
) -> Result<()> {
    let identity = key.identity_string();
    let mut text = Zeroizing::new(String::with_capacity(256 + 32 * replaces.len()));
    if !replaces.is_empty() {
        text.push_str(REPLACES);
        text.push_str(&replaces.join(" "));
        text.push('\n');
    }
    text.push_str(&identity);
    text.push('\n');
    let mut sealed = Vec::new();
    let mut writer = stream::seal(&mut sealed, &[to]).map_err(seal_error)?;
    writer
        .write_all(text.as_bytes())
        .and_then(|()| writer.finish().map(|_| ()))
        .expect("writing to memory succeeds");
    let (name, tmp) = (
        format!("{id}{SUFFIX}"),
        format!("{id}.{}.tmp", env.entropy.hex(4)),
    );
    agevfs::fs::place(&*env.fs, &root.join(of.keys()), &tmp, &name, |file| {
        file.write_all(&sealed)
    })
    .map(|_| ())
    .map_err(unplaced)
}

/// Removes a slot for good; one that is gone already is no error.
pub(crate) fn remove(env: &Env, root: &Path, of: Compartment, id: &str) -> Result<()> {
    let path = root.join(file(of, id));
    match env.fs.unlink(&path) {
        Ok(()) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(Error::io("remove", &path, e)),
    }
    let dir = root.join(of.keys());
    env.fs
        .sync_dir(&dir)
        .map_err(|e| Error::io("sync", &dir, e))
}

/// Removes what an interrupted [`write`] left, as far as it goes. Only for the holder of the vault's lock.
pub(crate) fn sweep(env: &Env, root: &Path, of: Compartment) {
    let dir = root.join(of.keys());
    for entry in env.fs.list(&dir).unwrap_or_default() {
        let unfinished = entry.name.rsplit('.').next() == Some("tmp")
            && entry.name.split('.').next().is_some_and(is_id);
        if unfinished && !entry.is_dir {
            let _ = env.fs.unlink(&dir.join(entry.name));
        }
    }
}

/// Where a slot lies.
pub(crate) fn path(root: &Path, of: Compartment, id: &str) -> std::path::PathBuf {
    root.join(file(of, id))
}

/// A new id: 16 hexadecimal digits.
pub(crate) fn new_id(env: &Env) -> String {
    env.entropy.hex(8)
}

/// An id for a slot that is opened by shares: four random bytes, then the first four of HMAC-SHA256 over them and the split, under
/// a key that comes from the case identity. Who has that identity knows the slot for what it is; nobody else learns that there are
/// people to be asked for shares.
pub(crate) fn new_shares_id(env: &Env, case: &Key, split: Split) -> String {
    let mut id = [0; 8];
    env.entropy.fill(&mut id[..4]);
    let tag = shares_tag(case, &id[..4], split);
    id[4..].copy_from_slice(&tag);
    hex(&id)
}

/// How the kit of this slot was split, if it was.
pub(crate) fn split_of(case: &Key, id: &str) -> Option<Split> {
    let bytes = bytes_of_id(id);
    Split::ALL
        .into_iter()
        .find(|split| shares_tag(case, &bytes[..4], *split) == bytes[4..])
}

/// What shares say of their slot: the first three bytes of its id.
pub(crate) fn set_of(id: &str) -> [u8; 3] {
    let [a, b, c, ..] = bytes_of_id(id);
    [a, b, c]
}

fn shares_tag(case: &Key, random: &[u8], split: Split) -> [u8; 4] {
    let key = case.derive(SHARES_LABEL);
    let mut mac = Hmac::<Sha256>::new_from_slice(&*key).expect("any length is a key");
    mac.update(random);
    mac.update(&[split.byte()]);
    let [a, b, c, d, ..] = <[u8; 32]>::from(mac.finalize().into_bytes());
    [a, b, c, d]
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).expect("below sixteen");
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn bytes_of_id(id: &str) -> [u8; 8] {
    u64::from_str_radix(id, 16).unwrap_or(0).to_be_bytes()
}

fn is_id(text: &str) -> bool {
    text.len() == 16
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn file(of: Compartment, id: &str) -> std::path::PathBuf {
    of.keys().join(format!("{id}{SUFFIX}"))
}

fn read(env: &Env, root: &Path, of: Compartment, id: &str) -> Result<Vec<u8>> {
    let path = root.join(file(of, id));
    agevfs::fs::read(&*env.fs, &path, LONGEST).map_err(|e| match e.kind() {
        std::io::ErrorKind::FileTooLarge => {
            Error::damaged(file(of, id), "is too long for a key slot")
        }
        _ => Error::io("read", &path, e),
    })
}

/// What opens a slot of these bytes.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<SlotKind> {
    stanzas(bytes).and_then(|stanzas| classify(&stanzas))
}

/// The stanzas of a header. An identity that fits nothing is shown all of them by the `age` crate's own parser.
fn stanzas(bytes: &[u8]) -> Result<Vec<Stanza>> {
    struct Look(RefCell<Vec<Stanza>>);
    impl age::Identity for Look {
        fn unwrap_stanza(&self, _: &Stanza) -> Option<std::result::Result<FileKey, DecryptError>> {
            None
        }
        fn unwrap_stanzas(
            &self,
            stanzas: &[Stanza],
        ) -> Option<std::result::Result<FileKey, DecryptError>> {
            *self.0.borrow_mut() = stanzas
                .iter()
                .map(|s| Stanza {
                    tag: s.tag.clone(),
                    args: s.args.clone(),
                    body: s.body.clone(),
                })
                .collect();
            None
        }
    }
    let look = Look(RefCell::default());
    let damaged = || Error::damaged("key slot", "is not an age file");
    let decryptor = Decryptor::new_buffered(bytes).map_err(|_| damaged())?;
    match decryptor.decrypt(std::iter::once(&look as &dyn age::Identity)) {
        Err(DecryptError::NoMatchingKeys) => Ok(look.0.into_inner()),
        _ => Err(damaged()),
    }
}

fn classify(stanzas: &[Stanza]) -> Result<SlotKind> {
    if !stands_alone(stanzas) {
        return Err(Error::damaged("key slot", "is sealed to more than one key"));
    }
    for stanza in stanzas {
        match stanza.tag.as_str() {
            stanza::TAG => return Ok(SlotKind::Passphrase(Wrapped::parse(stanza)?.params)),
            "X25519" => return Ok(SlotKind::Kit),
            _ => {}
        }
    }
    Ok(SlotKind::Unknown)
}

fn payload<R: agevfs::fs::ReadAt>(mut opened: stream::Reader<R>, id: &str) -> Option<Opened> {
    if opened.len() > LONGEST {
        return None;
    }
    let mut text = Zeroizing::new(String::with_capacity(usize::try_from(LONGEST).ok()?));
    opened.read_to_string(&mut text).ok()?;
    let key = kit::parse_identity(&text).ok()?;
    let replaces = text
        .lines()
        .filter_map(|l| l.strip_prefix(REPLACES))
        .flat_map(str::split_whitespace);
    Some(Opened {
        slot: id.to_owned(),
        key,
        replaces: replaces.filter(|r| is_id(r)).map(str::to_owned).collect(),
    })
}

fn slot_error(file: &Path, e: stream::Error, params: Option<KdfParams>) -> Error {
    match (e, params) {
        (stream::Error::NoMatch, _) => Error::WrongKey,
        (stream::Error::Io(e), Some(params)) if e.kind() == std::io::ErrorKind::OutOfMemory => {
            Error::NoMemory {
                m_kib: params.m_kib(),
            }
        }
        (stream::Error::Io(e), _) => Error::io("read", file, e),
        (other, _) => Error::damaged(file, &other.to_string()),
    }
}

fn seal_error(e: stream::Error) -> Error {
    if let stream::Error::Recipients(age::EncryptError::Io(e)) = e {
        match e.downcast::<Error>() {
            Ok(ours) => return ours,
            Err(e) => return Error::io("seal", Path::new("keys"), e),
        }
    }
    Error::damaged("keys", &e.to_string())
}
