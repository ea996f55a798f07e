//! The post-quantum recipient of age: `age1pq1...` with its identity `AGE-SECRET-KEY-PQ-1...`, stanza `mlkem768x25519`
//! (C2SP age, "The MLKEM768-X25519 hybrid post-quantum recipient type").
//!
//! The file key is sealed by HPKE (RFC 9180, base mode, HKDF-SHA256, ChaCha20-Poly1305) to a key encapsulation that holds
//! as long as one of ML-KEM-768 (FIPS 203) and X25519 (RFC 7748) does. All primitives are those of the crates `ml-kem`,
//! `x25519-dalek`, `sha3` and `hpke`; what stands here is how age puts them together, checked against the vectors of C2SP
//! CCTV and against another implementation of age.
//!
//! The version of the `age` crate that is in use has no such recipient. When one has, this crate goes.

mod kem;

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use age::{DecryptError, EncryptError};
use age_core::format::{FileKey, Stanza};
use age_core::primitives::{bech32_decode, bech32_encode, hpke_open, hpke_seal};
use age_core::secrecy::{ExposeSecret as _, SecretString};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use bech32::Hrp;
use hpke::{Deserializable as _, Serializable as _};
use rand_core_06::{CryptoRng, OsRng, RngCore};
use zeroize::{Zeroize as _, Zeroizing};

use kem::{EncappedKey, MlKem768X25519, PrivateKey, PublicKey};

const TAG: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
const RECIPIENT: Hrp = Hrp::parse_unchecked("age1pq");
const IDENTITY: Hrp = Hrp::parse_unchecked("age-secret-key-pq-");
/// Bytes of a file key, and of one that is sealed.
const FILE_KEY: usize = 16;
const SEALED: usize = FILE_KEY + 16;

/// A text that is no such key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKey;

impl fmt::Display for NotAKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a post-quantum key of age")
    }
}

impl std::error::Error for NotAKey {}

/// Whom to seal to: 1,216 bytes, `age1pq1...`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(PublicKey);

/// What opens what was sealed so: a seed of 32 bytes, `AGE-SECRET-KEY-PQ-1...`. There is deliberately no `Debug`.
pub struct Identity(PrivateKey);

impl Identity {
    /// From a seed, all of whose bits count.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(PrivateKey::expand(seed))
    }

    /// The recipient that this opens for.
    #[must_use]
    pub fn to_public(&self) -> Recipient {
        Recipient(self.0.public().clone())
    }

    /// `AGE-SECRET-KEY-PQ-1...`
    #[must_use]
    pub fn to_text(&self) -> SecretString {
        let mut lower = bech32_encode(IDENTITY, self.0.seed());
        let text = SecretString::from(lower.to_uppercase());
        lower.zeroize();
        text
    }
}

impl FromStr for Identity {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let is_ours = |hrp| (hrp == IDENTITY).then_some(()).ok_or(NotAKey);
        bech32_decode(
            text,
            |_| NotAKey,
            is_ours,
            |_, bytes| {
                let bytes = Zeroizing::new(bytes.collect::<Vec<u8>>());
                let seed: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| NotAKey)?;
                Ok(Self::from_seed(seed))
            },
        )
    }
}

impl FromStr for Recipient {
    type Err = NotAKey;

    /// Also refuses a key that FIPS 203 (7.2) would refuse: one whose numbers are not below the modulus.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let is_ours = |hrp| (hrp == RECIPIENT).then_some(()).ok_or(NotAKey);
        bech32_decode(
            text,
            |_| NotAKey,
            is_ours,
            |_, bytes| {
                let bytes = bytes.collect::<Vec<u8>>();
                PublicKey::from_bytes(&bytes).map(Self).map_err(|_| NotAKey)
            },
        )
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech32_encode(RECIPIENT, &self.0.to_bytes()))
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Recipient {
    fn stanza<R: RngCore + CryptoRng>(&self, file_key: &FileKey, random: &mut R) -> Stanza {
        let (enc, body) =
            hpke_seal::<MlKem768X25519, R>(&self.0, INFO, file_key.expose_secret(), random);
        Stanza {
            tag: TAG.to_owned(),
            args: vec![BASE64_STANDARD_NO_PAD.encode(enc.to_bytes())],
            body,
        }
    }
}

impl age::Recipient for Recipient {
    /// Says that it must not stand in one file with recipients that a quantum computer opens.
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let label = HashSet::from(["postquantum".to_owned()]);
        Ok((vec![self.stanza(file_key, &mut OsRng)], label))
    }
}

impl age::Identity for Identity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let [enc] = stanza.args.as_slice() else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        let enc = BASE64_STANDARD_NO_PAD
            .decode(enc)
            .ok()
            .and_then(|bytes| EncappedKey::from_bytes(&bytes).ok());
        // The length first: a key that opens more than one body would tell an attacker which keys it is not.
        let Some(enc) = enc.filter(|_| stanza.body.len() == SEALED) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        if !self.0.contributes(&enc) {
            return Some(Err(DecryptError::InvalidHeader));
        }
        // That it does not open is no fault of the file: it may be for somebody else.
        let opened = hpke_open::<MlKem768X25519>(&enc, &self.0, INFO, &stanza.body).ok()?;
        let opened = Zeroizing::new(opened);
        Some(Ok(FileKey::init_with_mut(|file_key| {
            file_key.copy_from_slice(&opened);
        })))
    }
}
