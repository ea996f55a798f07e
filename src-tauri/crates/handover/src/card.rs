//! A contact card: what one needs to hand something over to somebody, and to know what comes from them. Holds no secret.
//!
//! ```text
//! -----BEGIN SANDYQ CARD-----
//! version: 1
//! name: Aigerim
//! recipient: age1...
//! recipient-pq: age1pq1...
//! signing-key: RW...
//! check: 0123456789abcdef
//! -----END SANDYQ CARD-----
//! ```
//! The check finds typing errors; it proves nothing. What proves a card is comparing its [`Card::words`] by voice.

use age::x25519::Recipient;
use sha2::{Digest as _, Sha256};

use crate::manifest::hex;
use crate::minisign::PublicKey;

/// Longest text in which a card is looked for, in bytes.
pub const MAX_TEXT: usize = 16 * 1024;
/// Longest name on a card, in characters.
pub const MAX_NAME: usize = 80;
/// What a vault is called, with a number behind it or not, that nobody has given a name: it stands on cards as nobody's name.
pub const UNNAMED: &str = "Sandyq";
const BEGIN: &str = "-----BEGIN SANDYQ CARD-----";
const END: &str = "-----END SANDYQ CARD-----";
const FIELDS: [&str; 6] = [
    "version",
    "name",
    "recipient",
    "recipient-pq",
    "signing-key",
    "check",
];

/// Why a text is not taken as a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No card in it, or more than one, or lines that do not belong.
    #[error("not a contact card")]
    NotACard,
    /// Of a later version.
    #[error("a contact card of a later version")]
    Newer,
    /// The name is empty, too long, or has control characters.
    #[error("the name on the card is not usable")]
    Name,
    /// Not the recipients of age that a card has: X25519, and the post-quantum one.
    #[error("the recipient on the card is not usable")]
    Recipient,
    /// Not a signing key.
    #[error("the signing key on the card is not usable")]
    SigningKey,
    /// A character was lost or changed on the way.
    #[error("the card was damaged on the way")]
    Check,
}

impl Fault {
    /// Stable code; message `card-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotACard => "not-a-card",
            Self::Newer => "newer",
            Self::Name => "name",
            Self::Recipient => "recipient",
            Self::SigningKey => "signing-key",
            Self::Check => "check",
        }
    }
}

/// Whether that is the name of a vault that nobody has given one: as many people have it as like.
pub fn is_nobody(name: &str) -> bool {
    let rest = name.trim().strip_prefix(UNNAMED);
    rest.is_some_and(|rest| rest.trim().chars().all(|char| char.is_ascii_digit()))
}

/// A contact card.
#[derive(Clone, PartialEq)]
pub struct Card {
    name: String,
    recipient: Recipient,
    quantum: agepq::Recipient,
    signing: PublicKey,
}

impl Card {
    /// Puts a card together.
    ///
    /// # Errors
    /// [`Fault::Name`].
    pub fn new(
        name: &str,
        recipient: Recipient,
        quantum: agepq::Recipient,
        signing: PublicKey,
    ) -> Result<Self, Fault> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(is_unsafe) {
            return Err(Fault::Name);
        }
        Ok(Self {
            name: name.to_owned(),
            recipient,
            quantum,
            signing,
        })
    }

    /// From the stored fields of a card.
    ///
    /// # Errors
    /// [`Fault::Name`], [`Fault::Recipient`], [`Fault::SigningKey`].
    pub fn from_fields(
        name: &str,
        recipient: &str,
        quantum: &str,
        signing: &str,
    ) -> Result<Self, Fault> {
        let recipient = recipient.parse().map_err(|_| Fault::Recipient)?;
        let quantum = quantum.parse().map_err(|_| Fault::Recipient)?;
        let signing = PublicKey::parse(signing).map_err(|_| Fault::SigningKey)?;
        Self::new(name, recipient, quantum, signing)
    }

    /// Finds the one card in a text, which may have other lines before and after it.
    ///
    /// # Errors
    /// A [`Fault`]; nothing of a faulty card is used.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > MAX_TEXT || text.matches(BEGIN).count() != 1 {
            return Err(Fault::NotACard);
        }
        let inside = text
            .lines()
            .map(str::trim)
            .skip_while(|line| *line != BEGIN)
            .skip(1);
        let lines: Vec<&str> = inside
            .take_while(|line| *line != END)
            .filter(|line| !line.is_empty())
            .collect();
        if !text.lines().any(|line| line.trim() == END) {
            return Err(Fault::NotACard);
        }
        let version = lines
            .first()
            .and_then(|line| line.strip_prefix("version:"))
            .ok_or(Fault::NotACard)?;
        match version.trim().parse::<u32>() {
            Ok(1) => {}
            Ok(2..) => return Err(Fault::Newer),
            _ => return Err(Fault::NotACard),
        }
        if lines.len() != FIELDS.len() {
            return Err(Fault::NotACard);
        }
        let mut values = [""; FIELDS.len()];
        for ((value, field), line) in values.iter_mut().zip(FIELDS).zip(lines) {
            let rest = line
                .strip_prefix(field)
                .and_then(|rest| rest.strip_prefix(':'))
                .ok_or(Fault::NotACard)?;
            *value = rest.trim();
        }
        let [_, name, recipient, quantum, signing, check] = values;
        if check != check_of(&[name, recipient, quantum, signing]) {
            return Err(Fault::Check);
        }
        Self::from_fields(name, recipient, quantum, signing)
    }

    /// The card as text.
    pub fn to_text(&self) -> String {
        let (recipient, quantum, signing) = (
            self.recipient.to_string(),
            self.quantum.to_string(),
            self.signing.line(),
        );
        let check = check_of(&[&self.name, &recipient, &quantum, &signing]);
        let name = &self.name;
        format!(
            "{BEGIN}\nversion: 1\nname: {name}\nrecipient: {recipient}\nrecipient-pq: {quantum}\nsigning-key: {signing}\ncheck: {check}\n{END}\n"
        )
    }

    /// The same keys under the name that the person who keeps the card has for them.
    ///
    /// # Errors
    /// [`Fault::Name`].
    pub fn named(&self, name: &str) -> Result<Self, Fault> {
        Self::new(
            name,
            self.recipient.clone(),
            self.quantum.clone(),
            self.signing.clone(),
        )
    }

    /// Name on it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whom to seal to with programs that know nothing newer.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// Whom to seal to.
    pub fn quantum(&self) -> &agepq::Recipient {
        &self.quantum
    }

    /// What their signatures are checked with.
    pub fn signing(&self) -> &PublicKey {
        &self.signing
    }

    /// What two people compare by voice: six groups of five digits over all keys, not the name. Digits, because both
    /// sides must see the same whatever language their window speaks.
    ///
    /// About 100 bits of a hash that is repeated 8,192 times, so that finding other keys with the same digits
    /// costs about 2^112 hashes.
    pub fn words(&self) -> String {
        let seed = format!(
            "sandyq card v1\n{}\n{}\n{}\n",
            self.recipient,
            self.quantum,
            self.signing.line()
        );
        let mut hash = Sha256::digest(seed.as_bytes());
        for _ in 0..8192 {
            hash = Sha256::new()
                .chain_update(hash)
                .chain_update(seed.as_bytes())
                .finalize();
        }
        let group = |bytes: &[u8]| {
            let number = bytes
                .iter()
                .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            format!("{:05}", number % 100_000)
        };
        hash[..30]
            .chunks(5)
            .map(group)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A name as it may stand on a card or in a manifest: without control and direction characters, not too long, never
/// empty.
pub fn clean_name(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !is_unsafe(*c)).collect();
    let short: String = kept.trim().chars().take(MAX_NAME).collect();
    if short.trim().is_empty() {
        "?".to_owned()
    } else {
        short.trim().to_owned()
    }
}

/// Characters that break lines, hide, or turn the direction of what follows (Unicode TR 36, 3.1 and TR 9).
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn check_of(fields: &[&str]) -> String {
    let mut hash = Sha256::new_with_prefix("sandyq card v1\n");
    for field in fields {
        hash.update(format!("{field}\n"));
    }
    hex(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests;
