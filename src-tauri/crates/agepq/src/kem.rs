//! The key encapsulation MLKEM768-X25519, also named X-Wing (draft-ietf-hpke-pq; draft-connolly-cfrg-xwing-kem), as HPKE
//! takes one.
//!
//! ```text
//! seed, 32 bytes -- SHAKE256 -> d, z (ML-KEM key generation), 32 bytes (X25519)
//! public key    = ML-KEM encapsulation key (1184) || X25519 (32)
//! enc           = ML-KEM ciphertext (1088) || X25519 share (32)
//! shared secret = SHA3-256(ML-KEM secret || X25519 secret || X25519 share || X25519 public key || label)
//! ```

use std::fmt;

use hpke::generic_array::typenum::{Sum, U32, U96, U192, U1024, Unsigned as _};
use hpke::kem::SharedSecret;
use hpke::{Deserializable, HpkeError, Serializable};
use ml_kem::kem::{Decapsulate as _, Encapsulate as _};
use ml_kem::{Ciphertext, Encoded, EncodedSizeUser, KemCore, MlKem768};
use rand_core_06::{CryptoRng, RngCore};
use sha3::digest::{ExtendableOutput as _, Update as _, XofReader as _};
use sha3::{Digest as _, Sha3_256, Shake256};
use x25519_dalek::{StaticSecret, x25519};
use zeroize::{Zeroize as _, Zeroizing};

type EncapsulationKey = <MlKem768 as KemCore>::EncapsulationKey;
type DecapsulationKey = <MlKem768 as KemCore>::DecapsulationKey;
type PublicLen = Sum<U1024, U192>;
type EncLen = Sum<U1024, U96>;

const LABEL: &[u8; 6] = b"\\.//^\\";
const POINT: usize = 32;

/// The encapsulation; it has no values.
pub(crate) struct MlKem768X25519;

#[derive(Clone)]
pub(crate) struct PublicKey {
    lattice: EncapsulationKey,
    curve: [u8; POINT],
}

#[derive(Clone)]
pub(crate) struct PrivateKey {
    seed: Zeroizing<[u8; 32]>,
    lattice: DecapsulationKey,
    curve: StaticSecret,
    public: PublicKey,
}

#[derive(Clone)]
pub(crate) struct EncappedKey {
    lattice: Ciphertext<MlKem768>,
    curve: [u8; POINT],
}

impl PrivateKey {
    pub(crate) fn expand(seed: &[u8; 32]) -> Self {
        let mut stream = Shake256::default().chain(seed).finalize_xof();
        let mut next = || {
            let mut bytes = Zeroizing::new([0; 32]);
            stream.read(&mut *bytes);
            bytes
        };
        let (d, z, scalar) = (next(), next(), next());
        let (lattice, encapsulation) = MlKem768::generate_deterministic(&(*d).into(), &(*z).into());
        let curve = StaticSecret::from(*scalar);
        let public = PublicKey {
            lattice: encapsulation,
            curve: x25519_dalek::PublicKey::from(&curve).to_bytes(),
        };
        Self {
            seed: Zeroizing::new(*seed),
            lattice,
            curve,
            public,
        }
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The X25519 half is not all zeros, which it is for points of low order (RFC 7748, 6.1).
    pub(crate) fn contributes(&self, enc: &EncappedKey) -> bool {
        self.curve
            .diffie_hellman(&enc.curve.into())
            .was_contributory()
    }
}

impl hpke::Kem for MlKem768X25519 {
    type PublicKey = PublicKey;
    type PrivateKey = PrivateKey;
    type EncappedKey = EncappedKey;
    type NSecret = U32;
    const KEM_ID: u16 = 0x647a;

    fn sk_to_pk(key: &PrivateKey) -> PublicKey {
        key.public.clone()
    }

    fn derive_keypair(seed: &[u8]) -> (PrivateKey, PublicKey) {
        // Only keys that are given whole are used here; how one is derived from other material is not asked for.
        let mut whole = [0; 32];
        Shake256::default()
            .chain(seed)
            .finalize_xof_into(&mut whole);
        let key = PrivateKey::expand(&whole);
        whole.zeroize();
        let public = key.public.clone();
        (key, public)
    }

    fn decap(
        key: &PrivateKey,
        sender: Option<&PublicKey>,
        enc: &EncappedKey,
    ) -> Result<SharedSecret<Self>, HpkeError> {
        if sender.is_some() {
            return Err(HpkeError::DecapError); // this encapsulation does not authenticate senders
        }
        let lattice = Zeroizing::new(
            key.lattice
                .decapsulate(&enc.lattice)
                .map_err(|()| HpkeError::DecapError)?
                .0,
        );
        let curve = key.curve.diffie_hellman(&enc.curve.into());
        Ok(combine(
            &*lattice,
            curve.as_bytes(),
            &enc.curve,
            &key.public.curve,
        ))
    }

    fn encap<R: CryptoRng + RngCore>(
        to: &PublicKey,
        sender: Option<(&PrivateKey, &PublicKey)>,
        random: &mut R,
    ) -> Result<(SharedSecret<Self>, EncappedKey), HpkeError> {
        if sender.is_some() {
            return Err(HpkeError::EncapError);
        }
        let (ciphertext, lattice) = to
            .lattice
            .encapsulate(random)
            .map_err(|()| HpkeError::EncapError)?;
        let lattice = Zeroizing::new(lattice.0);
        let mut scalar = Zeroizing::new([0; 32]);
        random.fill_bytes(&mut *scalar);
        let share = x25519(*scalar, x25519_dalek::X25519_BASEPOINT_BYTES);
        let curve = Zeroizing::new(x25519(*scalar, to.curve));
        let secret = combine(&*lattice, &curve, &share, &to.curve);
        let enc = EncappedKey {
            lattice: ciphertext,
            curve: share,
        };
        Ok((secret, enc))
    }
}

fn combine(
    lattice: &[u8],
    curve: &[u8; 32],
    share: &[u8; 32],
    public: &[u8; 32],
) -> SharedSecret<MlKem768X25519> {
    let mut hash = Sha3_256::new();
    for part in [lattice, curve, share, public, LABEL] {
        sha3::Digest::update(&mut hash, part);
    }
    SharedSecret(hash.finalize())
}

impl Serializable for PublicKey {
    type OutputSize = PublicLen;

    fn write_exact(&self, out: &mut [u8]) {
        let (lattice, curve) = out.split_at_mut(PublicLen::USIZE - POINT);
        lattice.copy_from_slice(&self.lattice.as_bytes());
        curve.copy_from_slice(&self.curve);
    }
}

impl Deserializable for PublicKey {
    fn from_bytes(bytes: &[u8]) -> Result<Self, HpkeError> {
        let (lattice, curve) = halves(bytes, PublicLen::USIZE)?;
        let lattice: Encoded<EncapsulationKey> =
            lattice.try_into().map_err(|_| HpkeError::ValidationError)?;
        let key = Self {
            lattice: EncapsulationKey::from_bytes(&lattice),
            curve,
        };
        // FIPS 203, 7.2: numbers that are not below the modulus come back as others.
        if key.lattice.as_bytes() != lattice {
            return Err(HpkeError::ValidationError);
        }
        // A point of low order would leave all to the lattice alone.
        let probe = x25519([9; 32], curve);
        if probe == [0; 32] {
            return Err(HpkeError::ValidationError);
        }
        Ok(key)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.curve == other.curve && self.lattice == other.lattice
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicKey")
    }
}

impl Serializable for PrivateKey {
    type OutputSize = U32;

    fn write_exact(&self, out: &mut [u8]) {
        out.copy_from_slice(&*self.seed);
    }
}

impl Deserializable for PrivateKey {
    fn from_bytes(bytes: &[u8]) -> Result<Self, HpkeError> {
        let seed = bytes
            .try_into()
            .map_err(|_| HpkeError::IncorrectInputLength(32, bytes.len()))?;
        Ok(Self::expand(seed))
    }
}

impl PartialEq for PrivateKey {
    fn eq(&self, other: &Self) -> bool {
        self.public == other.public // one seed, one public key; and no time is told of a secret
    }
}

impl Eq for PrivateKey {}

impl Serializable for EncappedKey {
    type OutputSize = EncLen;

    fn write_exact(&self, out: &mut [u8]) {
        let (lattice, curve) = out.split_at_mut(EncLen::USIZE - POINT);
        lattice.copy_from_slice(&self.lattice);
        curve.copy_from_slice(&self.curve);
    }
}

impl Deserializable for EncappedKey {
    fn from_bytes(bytes: &[u8]) -> Result<Self, HpkeError> {
        let (lattice, curve) = halves(bytes, EncLen::USIZE)?;
        Ok(Self {
            lattice: lattice.try_into().map_err(|_| HpkeError::ValidationError)?,
            curve,
        })
    }
}

/// What is of the lattice and what is of the curve, of just `len` bytes.
fn halves(bytes: &[u8], len: usize) -> Result<(&[u8], [u8; POINT]), HpkeError> {
    let wrong = || HpkeError::IncorrectInputLength(len, bytes.len());
    if bytes.len() != len {
        return Err(wrong());
    }
    let (lattice, curve) = bytes.split_at(len - POINT);
    Ok((lattice, curve.try_into().map_err(|_| wrong())?))
}
