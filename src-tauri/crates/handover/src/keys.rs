//! The keys of one vault towards others: what it signs with and what it receives with.

use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use zeroize::{Zeroize as _, Zeroizing};

use crate::card::Card;
use crate::minisign::SigningKey;

/// Label under which a vault derives the seed of its signing key.
pub const SIGNING_LABEL: &str = "sandyq signing v1";
/// Label under which a vault derives the identity that handovers to it are sealed to. It is a key of its own: the
/// identity of a compartment must never show its recipient.
pub const RECIPIENT_LABEL: &str = "sandyq handover recipient v1";

/// What a vault signs and receives with. There is deliberately no `Debug`.
pub struct Keys {
    signing: SigningKey,
    identity: Identity,
}

impl Keys {
    /// The keys of an open vault.
    pub fn of(vault: &vault::Vault<vault::Unlocked>) -> Self {
        Self::from_seeds(&vault.derive(SIGNING_LABEL), &vault.derive(RECIPIENT_LABEL))
    }

    /// From the two 32-byte values that a vault derives under [`SIGNING_LABEL`] and [`RECIPIENT_LABEL`].
    ///
    /// # Panics
    /// Never: any 32 bytes are an X25519 scalar (RFC 7748, 5).
    pub fn from_seeds(signing: &[u8; 32], recipient: &[u8; 32]) -> Self {
        let prefix = Hrp::parse_unchecked("age-secret-key-");
        let mut lower = bech32::encode::<Bech32>(prefix, recipient)
            .expect("32 bytes are within the limit of Bech32");
        let upper = Zeroizing::new(lower.to_uppercase());
        lower.zeroize();
        let identity = upper
            .parse()
            .expect("Bech32 of 32 bytes under age's prefix is an identity");
        Self {
            signing: SigningKey::from_seed(signing),
            identity,
        }
    }

    /// What manifests are signed with.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// What opens handovers to this vault.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What others seal to.
    pub fn recipient(&self) -> Recipient {
        self.identity.to_public()
    }

    /// The card of this vault under `name`; control and direction characters in it are dropped.
    ///
    /// # Panics
    /// Never: a cleaned name is a good name.
    pub fn card(&self, name: &str) -> Card {
        Card::new(
            &crate::card::clean_name(name),
            self.recipient(),
            self.signing.public(),
        )
        .expect("a cleaned name is a good name")
    }
}
