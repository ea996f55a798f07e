//! Signatures in the format of [minisign](https://jedisct1.github.io/minisign/), so that `minisign -V` checks them.
//!
//! A signature is Ed25519 (RFC 8032) over BLAKE2b-512 (RFC 7693) of the file: minisign's prehashed form, algorithm `ED`.
//! A second, "global" signature covers the first one and the trusted comment. The older form that signs the file
//! itself (`Ed`) is refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest as _};
use ed25519_dalek::{Signature as Ed25519, Signer as _, VerifyingKey};

/// Longest signature file that is looked at, in bytes.
pub const MAX_SIGNATURE: usize = 4096;
/// Longest trusted comment, in bytes.
const MAX_COMMENT: usize = 1024;
const KEY_ALGORITHM: &[u8; 2] = b"Ed";
const PREHASHED: &[u8; 2] = b"ED";
const UNTRUSTED: &str = "untrusted comment: ";
/// What [`SigningKey::sign`] writes after [`UNTRUSTED`].
const PLAIN: &str = "signature from minisign secret key";
const TRUSTED: &str = "trusted comment: ";

/// A key or signature that is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bad {
    /// Not a minisign public key.
    #[error("not a minisign public key")]
    Key,
    /// Not a minisign signature of the prehashed form.
    #[error("not a minisign signature")]
    Format,
    /// Made by another key.
    #[error("signed by another key")]
    OtherKey,
    /// The signature does not fit the text or the comment.
    #[error("the signature is wrong")]
    Wrong,
}

/// The secret half. Wiped when dropped; there is deliberately no `Debug`.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a 32-byte seed (RFC 8032, 5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::of(self.0.verifying_key())
    }

    /// Signs `data`; the result is the text of a `.minisig` file. `comment` is signed too and must be one line.
    ///
    /// # Panics
    /// If `comment` has a line break or more than 1,024 bytes: comments are ours, not input.
    pub fn sign(&self, data: &[u8], comment: &str) -> String {
        let mut hashed = Prehash::default();
        hashed.add(data);
        self.sign_hashed(hashed, comment)
    }

    /// The same for data that was hashed piece by piece.
    ///
    /// # Panics
    /// As [`SigningKey::sign`].
    pub fn sign_hashed(&self, data: Prehash, comment: &str) -> String {
        assert!(
            !comment.contains(['\r', '\n']) && comment.len() <= MAX_COMMENT,
            "a trusted comment is one line"
        );
        let public = self.public();
        let hash: [u8; 64] = data.0.finalize().into();
        let signature = self.0.sign(&hash).to_bytes();
        let mut bytes = Vec::with_capacity(74);
        bytes.extend_from_slice(PREHASHED);
        bytes.extend_from_slice(&public.id);
        bytes.extend_from_slice(&signature);
        let global = self
            .0
            .sign(&[&signature, comment.as_bytes()].concat())
            .to_bytes();
        format!(
            "{UNTRUSTED}{PLAIN}\n{}\n{TRUSTED}{comment}\n{}\n",
            STANDARD.encode(bytes),
            STANDARD.encode(global)
        )
    }
}

/// What is signed of data: BLAKE2b-512 (RFC 7693), fed piece by piece.
#[derive(Default)]
pub struct Prehash(Blake2b512);

impl Prehash {
    /// Takes the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }
}

/// The public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    id: [u8; 8],
    key: VerifyingKey,
}

impl PublicKey {
    /// The key id is derived from the key, so that one key has one id: the first 8 bytes of BLAKE2b-512 of a label and
    /// the key. (minisign itself draws it at random; a reader need not care.)
    fn of(key: VerifyingKey) -> Self {
        let hash = Blake2b512::new()
            .chain_update(b"sandyq minisign key id v1")
            .chain_update(key.as_bytes())
            .finalize();
        let mut id = [0; 8];
        id.copy_from_slice(&hash[..8]);
        Self { id, key }
    }

    /// The key line of a `.pub` file: 56 characters of base64, as `minisign -P` takes it.
    pub fn line(&self) -> String {
        STANDARD.encode([KEY_ALGORITHM.as_slice(), &self.id, self.key.as_bytes()].concat())
    }

    /// The whole `.pub` file.
    pub fn to_text(&self) -> String {
        format!(
            "{UNTRUSTED}minisign public key {}\n{}\n",
            self.id_hex(),
            self.line()
        )
    }

    /// The key id as minisign shows it: 16 digits, most significant first.
    pub fn id_hex(&self) -> String {
        format!("{:016X}", u64::from_le_bytes(self.id))
    }

    /// The 32 bytes of the key (RFC 8032, 5.1.5).
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Reads a key line, or the last line of a `.pub` file.
    ///
    /// # Errors
    /// [`Bad::Key`] for anything else, and for a point of small order.
    pub fn parse(text: &str) -> Result<Self, Bad> {
        let line = text.trim().lines().last().unwrap_or_default().trim();
        let bytes = decode::<42>(line).ok_or(Bad::Key)?;
        let (head, key) = bytes.split_at(10);
        if &head[..2] != KEY_ALGORITHM {
            return Err(Bad::Key);
        }
        let key = VerifyingKey::from_bytes(key.try_into().map_err(|_| Bad::Key)?)
            .map_err(|_| Bad::Key)?;
        if key.is_weak() {
            return Err(Bad::Key);
        }
        let mut id = [0; 8];
        id.copy_from_slice(&head[2..]);
        Ok(Self { id, key })
    }

    /// Checks the text of a `.minisig` file against `data` and gives the trusted comment.
    ///
    /// # Errors
    /// [`Bad::Format`], [`Bad::OtherKey`] or [`Bad::Wrong`].
    pub fn verify<'a>(&self, data: &[u8], signature: &'a str) -> Result<&'a str, Bad> {
        if signature.len() > MAX_SIGNATURE {
            return Err(Bad::Format);
        }
        let mut lines = signature.lines();
        let mut next = || lines.next().ok_or(Bad::Format);
        let untrusted = next()?;
        let first = decode::<74>(next()?).ok_or(Bad::Format)?;
        let comment = next()?.strip_prefix(TRUSTED).ok_or(Bad::Format)?;
        let global = decode::<64>(next()?).ok_or(Bad::Format)?;
        if !untrusted.starts_with(UNTRUSTED)
            || lines.next().is_some()
            || comment.len() > MAX_COMMENT
            || &first[..2] != PREHASHED
        {
            return Err(Bad::Format);
        }
        if first[2..10] != self.id {
            return Err(Bad::OtherKey);
        }
        let signed = &first[10..];
        // `verify_strict` also refuses what RFC 8032 leaves open: a signature has one spelling only.
        let check = |message: &[u8], bytes: &[u8]| {
            let signature = Ed25519::from_slice(bytes).map_err(|_| Bad::Wrong)?;
            self.key
                .verify_strict(message, &signature)
                .map_err(|_| Bad::Wrong)
        };
        check(&prehash(data), signed)?;
        check(&[signed, comment.as_bytes()].concat(), &global)?;
        Ok(comment)
    }
}

/// Whether the parts of a signature's text that nothing protects are just as [`SigningKey::sign`] writes them.
pub fn is_plain(signature: &str) -> bool {
    let first = signature
        .lines()
        .next()
        .and_then(|line| line.strip_prefix(UNTRUSTED));
    first == Some(PLAIN) && signature.ends_with('\n') && !signature.contains('\r')
}

fn prehash(data: &[u8]) -> [u8; 64] {
    Blake2b512::digest(data).into()
}

/// Exactly `N` bytes of canonical base64.
fn decode<const N: usize>(line: &str) -> Option<[u8; N]> {
    STANDARD.decode(line).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests;
