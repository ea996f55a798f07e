//! The bytes of a manifest and of the head of a delta. All numbers are big-endian.

use ring::hmac;

use super::name::Name;
use crate::{Error, Key};

/// The format written by this version.
pub(super) const VERSION: u32 = 1;
/// Bytes of a manifest's plaintext before its list of points.
const MANIFEST_HEAD_LEN: usize = 144;
/// Bytes of a manifest's plaintext without points.
pub(super) const MANIFEST_MIN: usize = MANIFEST_HEAD_LEN + MAC_LEN;
/// Points of the past that a manifest keeps.
pub(super) const MOST_POINTS: usize = 1000;

/// Bytes of a delta's plaintext before its page table.
pub(super) const DELTA_HEAD_LEN: usize = 172;

const POINT_LEN: usize = 40;
const MAC_LEN: usize = 32;
const MANIFEST_MAGIC: &[u8; 8] = b"agevfs-m";
const DELTA_MAGIC: &[u8; 8] = b"agevfs-d";
const CHAIN_MAGIC: &[u8; 8] = b"agevfs-c";

/// A 32-byte hash or MAC.
pub(super) type Hash = [u8; 32];

/// A commit number, and the chain value there.
pub(super) type Point = (u64, Hash);

/// Puts points in order and leaves the newest [`MOST_POINTS`] of them.
pub(super) fn newest(points: &mut Vec<Point>) {
    points.sort_unstable();
    points.dedup();
    points.drain(..points.len().saturating_sub(MOST_POINTS));
}

/// What a manifest says of its snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The ends of all files this history ever had since the first point in the list, in order: a file with
    /// another end belongs to another history.
    pub points: Vec<Point>,
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
        let count = u32::try_from(self.points.len()).expect("the number of points is limited");
        let mut out = Vec::with_capacity(MANIFEST_MIN + POINT_LEN * self.points.len());
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
        out.extend_from_slice(&count.to_be_bytes());
        for (seq, chain) in &self.points {
            out.extend_from_slice(&seq.to_be_bytes());
            out.extend_from_slice(chain);
        }
        sign(key, out)
    }

    /// # Errors
    ///
    /// [`Error::Newer`] or [`Error::Damaged`], naming `file`.
    pub fn decode(key: &Key, file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let mut fields = verify(key, file, bytes, MANIFEST_MAGIC, MANIFEST_MIN)?;
        let mut manifest = Self {
            page_size: fields.u32(),
            seq: fields.u64(),
            chain: fields.take(),
            suffix: fields.take(),
            binding: fields.take(),
            file_len: fields.u64(),
            pages: fields.u32(),
            content: fields.take(),
            points: Vec::new(),
        };
        check_page_size(file, manifest.page_size)?;
        let count = fields.u32() as usize;
        if fields.0.len() != count.saturating_mul(POINT_LEN) {
            return Err(Error::damaged(
                file,
                "it does not have the length its format has",
            ));
        }
        manifest.points = (0..count).map(|_| (fields.u64(), fields.take())).collect();
        let rising = manifest.points.is_sorted_by(|a, b| a.0 < b.0);
        if !rising
            || manifest
                .points
                .last()
                .is_some_and(|last| last.0 >= manifest.seq)
        {
            return Err(Error::damaged(file, "its fields contradict each other"));
        }
        Ok(manifest)
    }

    /// The name of its snapshot.
    pub fn snapshot(&self) -> Name {
        Name::Snapshot {
            seq: self.seq,
            suffix: self.suffix,
        }
    }

    /// Whether a file with this end may be a leftover of the manifest's own history.
    pub fn knows(&self, point: &Point) -> bool {
        match self.points.first() {
            _ if point.0 >= self.seq => *point == (self.seq, self.chain) || point.0 > self.seq,
            // Older than anything kept, nothing can be said.
            Some(first) => point.0 < first.0 || self.points.binary_search(point).is_ok(),
            None => true,
        }
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

/// Checks kind, format and MAC; gives the fields between. There are at least `least` bytes in all.
fn verify<'a>(
    key: &Key,
    file: &str,
    bytes: &'a [u8],
    magic: &[u8],
    least: usize,
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
    if bytes.len() < least || found == 0 {
        return Err(Error::damaged(
            file,
            "it does not have the length its format has",
        ));
    }
    let (signed, mac) = bytes.split_at(bytes.len() - MAC_LEN);
    hmac::verify(&mac_key(key), signed, mac)
        .map_err(|_| Error::damaged(file, "it was not written by this store"))?;
    Ok(Fields(&signed[magic.len() + 4..]))
}

/// Takes fields off the front. That there are enough is checked before.
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

/// Makes the MAC of a manifest or a delta true again, where one would stand.
#[cfg(all(test, feature = "sim"))]
pub(super) fn resign(key: &Key, plain: &mut [u8]) {
    let end = match plain.get(..8) {
        Some(magic) if magic == DELTA_MAGIC => plain.len().min(DELTA_HEAD_LEN),
        _ => plain.len(),
    };
    if let Some((signed, place)) = plain[..end].split_last_chunk_mut::<MAC_LEN>() {
        place.copy_from_slice(hmac::sign(&mac_key(key), signed).as_ref());
    }
}
