//! The keys of one vault towards others: what it signs with and what it receives with.

use age::secrecy::SecretString;
use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use casework::date::Lang;
use zeroize::{Zeroize as _, Zeroizing};

use crate::card::Card;
use crate::minisign::SigningKey;
use crate::recipient::{PASSPHRASE, mark};
use crate::select::StandIns;
use crate::words::Words;

/// Label under which a vault derives the seed of its signing key.
pub const SIGNING_LABEL: &str = "sandyq signing v1";
/// Label under which a vault derives the identity that handovers to it are sealed to. It is a key of its own: the
/// identity of a compartment must never show its recipient.
pub const RECIPIENT_LABEL: &str = "sandyq handover recipient v1";
/// The same for the post-quantum identity.
pub const QUANTUM_LABEL: &str = "sandyq handover post-quantum recipient v1";

/// The key under which people who may not be named get their stand-ins.
pub const STAND_IN_LABEL: &str = "sandyq stand-in v1";

/// The four 32-byte values that a vault derives for its dealings with others.
pub struct Seeds {
    /// Under [`SIGNING_LABEL`].
    pub signing: Zeroizing<[u8; 32]>,
    /// Under [`RECIPIENT_LABEL`].
    pub recipient: Zeroizing<[u8; 32]>,
    /// Under [`QUANTUM_LABEL`].
    pub quantum: Zeroizing<[u8; 32]>,
    /// Under [`STAND_IN_LABEL`].
    pub stand_in: Zeroizing<[u8; 32]>,
}

/// What a vault signs and receives with. There is deliberately no `Debug`.
pub struct Keys {
    signing: SigningKey,
    identity: Identity,
    quantum: agepq::Identity,
    stand_in: Zeroizing<[u8; 32]>,
    /// What somebody told us to open one file with.
    passphrase: Option<age::scrypt::Identity>,
}

/// Most work a passphrase may ask for, as a power of two: 512 MiB of memory. Stock age writes 18.
const MAX_WORK: u8 = 19;

impl Keys {
    /// The keys of an open vault.
    pub fn of(vault: &vault::Vault<vault::Unlocked>) -> Self {
        Self::from_seeds(&Seeds {
            signing: vault.derive(SIGNING_LABEL),
            recipient: vault.derive(RECIPIENT_LABEL),
            quantum: vault.derive(QUANTUM_LABEL),
            stand_in: vault.derive(STAND_IN_LABEL),
        })
    }

    /// From the values that a vault derives.
    ///
    /// # Panics
    /// Never: any 32 bytes are an X25519 scalar (RFC 7748, 5).
    pub fn from_seeds(seeds: &Seeds) -> Self {
        let prefix = Hrp::parse_unchecked("age-secret-key-");
        let mut lower = bech32::encode::<Bech32>(prefix, &*seeds.recipient)
            .expect("32 bytes are within the limit of Bech32");
        let upper = Zeroizing::new(lower.to_uppercase());
        lower.zeroize();
        let identity = upper
            .parse()
            .expect("Bech32 of 32 bytes under age's prefix is an identity");
        Self {
            signing: SigningKey::from_seed(&seeds.signing),
            identity,
            quantum: agepq::Identity::from_seed(&seeds.quantum),
            stand_in: seeds.stand_in.clone(),
            passphrase: None,
        }
    }

    /// What manifests are signed with.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// The same keys, and a passphrase that was told by voice.
    #[must_use]
    pub fn with_passphrase(mut self, passphrase: SecretString) -> Self {
        let mut identity = age::scrypt::Identity::new(passphrase);
        identity.set_max_work_factor(MAX_WORK);
        self.passphrase = Some(identity);
        self
    }

    /// What opens handovers to this vault.
    pub fn identities(&self) -> Vec<&dyn age::Identity> {
        let mut all: Vec<&dyn age::Identity> = vec![&self.quantum, &self.identity];
        if let Some(passphrase) = &self.passphrase {
            all.push(passphrase);
        }
        all
    }

    /// Somebody gave a passphrase.
    pub fn has_passphrase(&self) -> bool {
        self.passphrase.is_some()
    }

    /// Makes stand-ins for these receivers.
    pub fn stand_ins(&self, readers: &[String], lang: Lang) -> StandIns {
        StandIns::new(&self.stand_in, readers, Words::of(lang).get("stand-in"))
    }

    /// The one of them that any age has, for a test to take a bundle apart with.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What stands for this vault in a manifest, whichever recipient it was sealed to.
    pub fn marks(&self) -> Vec<String> {
        let mut marks = vec![
            mark(&self.quantum.to_public().to_string()),
            mark(&self.recipient().to_string()),
        ];
        marks.extend(self.passphrase.as_ref().map(|_| mark(PASSPHRASE)));
        marks
    }

    /// What others seal to, if somebody among the receivers has nothing newer.
    pub fn recipient(&self) -> Recipient {
        self.identity.to_public()
    }

    /// What others seal to.
    pub fn quantum(&self) -> agepq::Recipient {
        self.quantum.to_public()
    }

    /// Keys for tests: every byte of a seed is the same.
    #[doc(hidden)]
    pub fn of_seeds(signing: u8, recipient: u8) -> Self {
        Self::from_seeds(&Seeds {
            signing: Zeroizing::new([signing; 32]),
            recipient: Zeroizing::new([recipient; 32]),
            quantum: Zeroizing::new([recipient; 32]),
            stand_in: Zeroizing::new([signing; 32]),
        })
    }

    /// The card of this vault under `name`; control and direction characters in it are dropped.
    ///
    /// # Panics
    /// Never: a cleaned name is a good name.
    pub fn card(&self, name: &str) -> Card {
        Card::new(
            &crate::card::clean_name(name),
            self.recipient(),
            self.quantum(),
            self.signing.public(),
        )
        .expect("a cleaned name is a good name")
    }
}
