//! The bytes of a manifest and of the head of a delta. All numbers are big-endian.

use ring::hmac;

use crate::{Error, Key};

/// The format written by this version.
pub(super) const VERSION: u32 = 1;
/// Bytes of a manifest's plaintext.
pub(super) const MANIFEST_LEN: usize = 172;
/// Bytes of a delta's plaintext before its page table.
pub(super) const DELTA_HEAD_LEN: usize = 172;

const MANIFEST_MAGIC: &[u8; 8] = b"agevfs-m";
const DELTA_MAGIC: &[u8; 8] = b"agevfs-d";
const CHAIN_MAGIC: &[u8; 8] = b"agevfs-c";

/// A 32-byte hash or MAC.
pub(super) type Hash = [u8; 32];

/// What a manifest says of its snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub page_size: u32,
    pub seq: u64,
    /// The chain value at `seq`.
    pub chain: Hash,
    /// The random part of the snapshot's name.
    pub suffix: [u8; 8],
    /// SHA-256 of the snapshot's age header and payload nonce.
    pub binding: Hash,
    /// The snapshot file's length.
    pub file_len: u64,
    pub pages: u32,
    /// SHA-256 of the snapshot's plaintext.
    pub content: Hash,
}

/// What stands before the pages of a delta.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DeltaHead {
    pub page_size: u32,
    /// The first and the last commit in it.
    pub from: u64,
    pub to: u64,
    /// The chain values at `from - 1` and at `to`.
    pub before: Hash,
    pub after: Hash,
    /// The database's size after `to`.
    pub pages_after: u32,
    /// The smallest size after any of the commits: older pages beyond it are gone.
    pub pages_min: u32,
    /// How many pages follow.
    pub count: u32,
    /// SHA-256 of count, page table and pages.
    pub content: Hash,
}

/// The chain value of commit `seq` after `before`.
pub(super) fn chain(key: &Key, before: &Hash, seq: u64, pages_after: u32, content: &Hash) -> Hash {
    let mut mac = hmac::Context::with_key(&mac_key(key));
    mac.update(CHAIN_MAGIC);
    mac.update(before);
    mac.update(&seq.to_be_bytes());
    mac.update(&pages_after.to_be_bytes());
    mac.update(content);
    mac.sign()
        .as_ref()
        .try_into()
        .expect("HMAC-SHA256 gives 32 bytes")
}

fn mac_key(key: &Key) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, key.mac_key())
}

impl Manifest {
    pub fn encode(&self, key: &Key) -> Vec<u8> {
        let mut out = Vec::with_capacity(MANIFEST_LEN);
        out.extend_from_slice(MANIFEST_MAGIC);
        out.extend_from_slice(&VERSION.to_be_bytes());
        out.extend_from_slice(&self.page_size.to_be_bytes());
        out.extend_from_slice(&self.seq.to_be_bytes());
        out.extend_from_slice(&self.chain);
        out.extend_from_slice(&self.suffix);
        out.extend_from_slice(&self.binding);
        out.extend_from_slice(&self.file_len.to_be_bytes());
        out.extend_from_slice(&self.pages.to_be_bytes());
        out.extend_from_slice(&self.content);
        sign(key, out)
    }

    /// # Errors
    ///
    /// [`Error::Newer`] or [`Error::Damaged`], naming `file`.
    pub fn decode(key: &Key, file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let mut fields = verify(key, file, bytes, MANIFEST_MAGIC, MANIFEST_LEN)?;
        let manifest = Self {
            page_size: fields.u32(),
            seq: fields.u64(),
            chain: fields.take(),
            suffix: fields.take(),
            binding: fields.take(),
            file_len: fields.u64(),
            pages: fields.u32(),
            content: fields.take(),
        };
        check_page_size(file, manifest.page_size)?;
        Ok(manifest)
    }
}

impl DeltaHead {
    pub fn encode(&self, key: &Key) -> Vec<u8> {
        let mut out = Vec::with_capacity(DELTA_HEAD_LEN);
        out.extend_from_slice(DELTA_MAGIC);
        out.extend_from_slice(&VERSION.to_be_bytes());
        out.extend_from_slice(&self.page_size.to_be_bytes());
        out.extend_from_slice(&self.from.to_be_bytes());
        out.extend_from_slice(&self.to.to_be_bytes());
        out.extend_from_slice(&self.before);
        out.extend_from_slice(&self.after);
        out.extend_from_slice(&self.pages_after.to_be_bytes());
        out.extend_from_slice(&self.pages_min.to_be_bytes());
        out.extend_from_slice(&self.count.to_be_bytes());
        out.extend_from_slice(&self.content);
        sign(key, out)
    }

    /// # Errors
    ///
    /// [`Error::Newer`] or [`Error::Damaged`], naming `file`.
    pub fn decode(key: &Key, file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let mut fields = verify(key, file, bytes, DELTA_MAGIC, DELTA_HEAD_LEN)?;
        let head = Self {
            page_size: fields.u32(),
            from: fields.u64(),
            to: fields.u64(),
            before: fields.take(),
            after: fields.take(),
            pages_after: fields.u32(),
            pages_min: fields.u32(),
            count: fields.u32(),
            content: fields.take(),
        };
        check_page_size(file, head.page_size)?;
        if head.from == 0 || head.from > head.to || head.pages_min > head.pages_after {
            return Err(Error::damaged(file, "its fields contradict each other"));
        }
        Ok(head)
    }

    /// Bytes of the whole plaintext.
    pub fn plain_len(&self) -> u64 {
        self.body_offset() + u64::from(self.count) * u64::from(self.page_size)
    }

    /// Where the pages begin, behind head and page table.
    pub fn body_offset(&self) -> u64 {
        DELTA_HEAD_LEN as u64 + 4 * u64::from(self.count)
    }
}

fn check_page_size(file: &str, page_size: u32) -> Result<(), Error> {
    if (512..=65536).contains(&page_size) && page_size.is_power_of_two() {
        Ok(())
    } else {
        Err(Error::damaged(
            file,
            "its page size is none that SQLite has",
        ))
    }
}

/// Appends HMAC-SHA256 over everything so far. The magic keeps the kinds apart.
fn sign(key: &Key, mut bytes: Vec<u8>) -> Vec<u8> {
    let mac = hmac::sign(&mac_key(key), &bytes);
    bytes.extend_from_slice(mac.as_ref());
    bytes
}

fn verify<'a>(
    key: &Key,
    file: &str,
    bytes: &'a [u8],
    magic: &[u8],
    len: usize,
) -> Result<Fields<'a>, Error> {
    let body = bytes
        .strip_prefix(magic)
        .ok_or_else(|| Error::damaged(file, "it is not what its name says"))?;
    let (version, _) = body
        .split_first_chunk::<4>()
        .ok_or_else(|| Error::damaged(file, "it is too short"))?;
    let found = u32::from_be_bytes(*version);
    if found > VERSION {
        return Err(Error::Newer {
            file: file.to_owned(),
            found,
            known: VERSION,
        });
    }
    if bytes.len() != len || found == 0 {
        return Err(Error::damaged(
            file,
            "it does not have the length its format has",
        ));
    }
    let (signed, mac) = bytes.split_at(len - 32);
    hmac::verify(&mac_key(key), signed, mac)
        .map_err(|_| Error::damaged(file, "it was not written by this store"))?;
    Ok(Fields(&signed[magic.len() + 4..]))
}

/// Takes fields off the front; lengths were checked before.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (field, rest) = self.0.split_first_chunk().expect("the length was checked");
        self.0 = rest;
        *field
    }

    fn u32(&mut self) -> u32 {
        u32::from_be_bytes(self.take())
    }

    fn u64(&mut self) -> u64 {
        u64::from_be_bytes(self.take())
    }
}
