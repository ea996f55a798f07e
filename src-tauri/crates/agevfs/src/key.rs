//! The secret of one store.

use std::sync::Arc;

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use ring::hkdf;
use zeroize::{Zeroize, Zeroizing};

use crate::Entropy;
use crate::held::{self, Held};

const IDENTITY_PREFIX: &str = "age-secret-key-";
const MAC_LABEL: &str = "agevfs mac v1";

/// The secret that opens one store: a native age X25519 identity, and the keys derived from it.
///
/// Its *recipient* is secret too: whoever does not know it can neither read the store nor write a file the
/// store would accept. Clones share one copy, which is kept out of swap and wiped when the last one goes. There is
/// deliberately no `Debug`.
#[derive(Clone)]
pub struct Key(Arc<Held<Secret>>);

struct Secret {
    identity: Identity,
    recipient: Recipient,
    scalar: Zeroizing<[u8; 32]>,
    mac: Zeroizing<[u8; 32]>,
}

/// A text that is no native age identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an age identity (AGE-SECRET-KEY-1...)")]
pub struct BadIdentity;

impl Key {
    /// A new random key.
    pub fn generate(entropy: &Entropy) -> Self {
        let scalar = entropy.bytes::<32>();
        let text = encode(&scalar);
        Self::from_identity(&text).expect("32 bytes encode to an identity")
    }

    /// The key of a native age identity, `AGE-SECRET-KEY-1...` in one letter case; surrounding white space is ignored.
    ///
    /// # Errors
    ///
    /// [`BadIdentity`] if it is anything else.
    pub fn from_identity(text: &str) -> Result<Self, BadIdentity> {
        let read = Self::read(text);
        held::wipe_below();
        read
    }

    #[inline(never)]
    fn read(text: &str) -> Result<Self, BadIdentity> {
        let text = text.trim();
        let (prefix, data) = bech32::decode(text).map_err(|_| BadIdentity)?;
        let data = Zeroizing::new(data);
        let scalar =
            Zeroizing::new(<[u8; 32]>::try_from(data.as_slice()).map_err(|_| BadIdentity)?);
        if prefix.to_lowercase() != IDENTITY_PREFIX {
            return Err(BadIdentity);
        }
        // The age crate reads upper case only; Bech32 allows either.
        let identity: Identity = encode(&scalar).parse().map_err(|_| BadIdentity)?;
        let recipient = identity.to_public();
        let mac = hkdf_sha256(&[], scalar.as_slice(), MAC_LABEL.as_bytes());
        Ok(Self(Arc::new(Held::new(Secret {
            identity,
            recipient,
            scalar,
            mac,
        }))))
    }

    /// The identity as text, `AGE-SECRET-KEY-1...`, as `age -i` reads it.
    pub fn identity_string(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.identity.to_string().expose_secret().to_owned())
    }

    /// The identity, to open files sealed to this key.
    pub fn identity(&self) -> &Identity {
        &self.0.identity
    }

    /// The recipient, to seal files to this key. It is secret: never write or log it.
    pub fn recipient(&self) -> &Recipient {
        &self.0.recipient
    }

    /// 32 bytes for another purpose: HKDF-SHA256 (RFC 5869) without salt, the 32 bytes of the identity as
    /// input and `label` as info.
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        hkdf_sha256(&[], self.0.scalar.as_slice(), label.as_bytes())
    }

    pub(crate) fn mac_key(&self) -> &[u8; 32] {
        &self.0.mac
    }
}

fn encode(scalar: &[u8; 32]) -> Zeroizing<String> {
    let prefix = Hrp::parse_unchecked(IDENTITY_PREFIX);
    let mut lower =
        bech32::encode::<Bech32>(prefix, scalar).expect("an identity is shorter than any limit");
    let upper = Zeroizing::new(lower.to_uppercase());
    lower.zeroize();
    upper
}

/// HKDF-SHA256 (RFC 5869) with 32 bytes of output.
pub(crate) fn hkdf_sha256(salt: &[u8], input: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(input)
        .expand(&[info], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(out.as_mut_slice()))
        .expect("32 bytes are within the limit of RFC 5869");
    out
}
