//! A recovery kit in parts: Shamir's scheme over GF(2^8) (A. Shamir, "How to share a secret", 1979), with the polynomials of the
//! crate `blahaj`: coefficients uniform over all 256 values, field polynomial x^8 + x^4 + x^3 + x^2 + 1.
//!
//! A share is 37 bytes: `threshold << 4 | count`, its number (the x of its point), three bytes of the set, and 32 of the point's y.
//! It is written as one line of Bech32m (BIP 350) that begins with `SANDYQ-SHARE-1`, or as words ([`crate::wordcode`]).

use std::convert::Infallible;
use std::fmt::Write as _;

use agevfs::{Entropy, Key};
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Bech32m, Hrp};
use blahaj::{Share as Point, Sharks};
use chrono::NaiveDate;
use rand_core::{TryCryptoRng, TryRng};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, Flaw, Result};
use crate::kit;
use crate::line;
use crate::slot;
use crate::wordcode;
use crate::words::WordList;

const PAGE: &str = include_str!("share.txt");
const HRP: &str = "sandyq-share-";
const SECRET: usize = 32;
/// Threshold and count, number, set.
const HEAD: usize = 5;

/// How many shares there are, and how many of them open the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// So many open it.
    pub threshold: u8,
    /// Of so many.
    pub count: u8,
}

impl Split {
    /// Two of three.
    pub const TWO_OF_THREE: Self = Self {
        threshold: 2,
        count: 3,
    };
    /// Three of five.
    pub const THREE_OF_FIVE: Self = Self {
        threshold: 3,
        count: 5,
    };
    /// All that are made. Few, so that people know what they have.
    pub const ALL: [Self; 2] = [Self::TWO_OF_THREE, Self::THREE_OF_FIVE];

    pub(crate) fn byte(self) -> u8 {
        self.threshold << 4 | self.count
    }

    fn of(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|split| split.byte() == byte)
    }
}

/// One share. Alone it says nothing about the key. Wiped when dropped; no `Debug`.
#[derive(Clone)]
pub struct Share {
    split: Split,
    number: u8,
    set: [u8; 3],
    value: Zeroizing<[u8; SECRET]>,
}

impl Share {
    /// How many there are and are needed.
    pub fn split(&self) -> Split {
        self.split
    }

    /// Which one it is, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// The set it belongs to, six hexadecimal digits: the first of the id of the key slot that the set opens.
    pub fn set(&self) -> String {
        slot::hex(&self.set)
    }

    /// As one line.
    ///
    /// # Panics
    /// Never: a share is short enough for a line.
    pub fn line(&self) -> Zeroizing<String> {
        let hrp = Hrp::parse_unchecked(HRP);
        let mut lower =
            bech32::encode::<Bech32m>(hrp, &*self.bytes()).expect("80 characters are allowed");
        let upper = Zeroizing::new(lower.to_uppercase());
        lower.zeroize();
        upper
    }

    /// As 30 words, joined by spaces.
    pub fn words(&self, list: WordList) -> Zeroizing<String> {
        wordcode::encode(&*self.bytes(), wordcode::SHARE, list)
    }

    /// Reads one share: its line, its words, or the page with its line.
    ///
    /// # Errors
    /// [`Error::BadKit`] with what is wrong; [`Error::BadIdentity`] if there is nothing like a share.
    pub fn parse(text: &str) -> Result<Self> {
        let mut found = Self::parse_all(text)?;
        match (found.pop(), found.is_empty()) {
            (Some(share), true) => Ok(share),
            _ => Err(Error::BadIdentity),
        }
    }

    /// All shares in a text: lines, or else words, thirty each.
    pub(crate) fn parse_all(text: &str) -> Result<Vec<Self>> {
        let lines = line::SHARE.find(text);
        if !lines.is_empty() {
            return lines.iter().map(|line| Self::of_line(line)).collect();
        }
        let (known, words) = wordcode::known(text);
        if words < wordcode::SHARE.words() / 2 || known * 2 < words {
            return Err(Error::BadIdentity);
        }
        let one = |text: &str| {
            let bytes = wordcode::decode(text, wordcode::SHARE).map_err(Error::BadKit)?;
            Self::of_bytes(&bytes).ok_or(Error::BadKit(Flaw::Words))
        };
        if let Some(papers) = wordcode::papers(text, wordcode::SHARE) {
            return papers.iter().map(|paper| one(paper)).collect();
        }
        // A word is missing or too many: of which share shows where there is an empty line between them.
        let text = Zeroizing::new(text.replace('\r', ""));
        text.split("\n\n")
            .filter(|part| wordcode::known(part).1 > 0)
            .map(one)
            .collect()
    }

    fn of_line(text: &str) -> Result<Self> {
        if let Some(flaw) = line::SHARE.flaw(text) {
            return Err(Error::BadKit(flaw));
        }
        let wrong = || Error::BadKit(Flaw::Line);
        let checked = CheckedHrpstring::new::<Bech32m>(text).map_err(|_| wrong())?;
        let bytes: Zeroizing<Vec<u8>> = Zeroizing::new(checked.byte_iter().collect());
        Self::of_bytes(&bytes).ok_or_else(wrong)
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, value) = bytes.split_at_checked(HEAD)?;
        let split = Split::of(head[0])?;
        let number = head[1];
        (1..=split.count).contains(&number).then_some(())?;
        Some(Self {
            split,
            number,
            set: head[2..].try_into().ok()?,
            value: Zeroizing::new(value.try_into().ok()?),
        })
    }

    fn bytes(&self) -> Zeroizing<[u8; HEAD + SECRET]> {
        let mut bytes = Zeroizing::new([0; HEAD + SECRET]);
        bytes[0] = self.split.byte();
        bytes[1] = self.number;
        bytes[2..HEAD].copy_from_slice(&self.set);
        bytes[HEAD..].copy_from_slice(&*self.value);
        bytes
    }
}

/// Shares that were just made: shown once and stored nowhere.
pub struct ShareSet {
    shares: Vec<Share>,
    slot: String,
    vault: Uuid,
    made: NaiveDate,
}

impl ShareSet {
    pub(crate) fn new(shares: Vec<Share>, slot: String, vault: Uuid, made: NaiveDate) -> Self {
        Self {
            shares,
            slot,
            vault,
            made,
        }
    }

    /// The shares, by number.
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// The page of one of them to save. Every line but the share is a comment.
    pub fn page(&self, share: &Share, list: WordList) -> Zeroizing<String> {
        let Split { threshold, count } = share.split;
        let mut text = Zeroizing::new(String::with_capacity(12 * 1024));
        for line in PAGE.lines() {
            match line {
                "LINE" => text.push_str(&share.line()),
                "WORDS" => kit::write_words(&mut text, &share.words(list)),
                "NUMBER" => {
                    let number = share.number;
                    write!(text, "#   {number} / {count}  ({threshold} / {count})")
                        .expect("a string takes all");
                }
                "VAULT" => {
                    let made = self.made.format("%Y-%m-%d");
                    write!(text, "#   {}, {}, {made}", self.vault, share.set())
                        .expect("a string takes all");
                }
                "" => text.push('#'),
                line => {
                    text.push_str("# ");
                    text.push_str(&line.replace("THRESHOLD", &threshold.to_string()));
                }
            }
            text.push('\n');
        }
        text
    }

    /// The id of the key slot they open.
    pub fn slot(&self) -> &str {
        &self.slot
    }

    /// The vault they belong to.
    pub fn vault(&self) -> Uuid {
        self.vault
    }

    /// The day they were made, UTC.
    pub fn made(&self) -> NaiveDate {
        self.made
    }
}

/// Splits an identity for the slot with this id.
pub(crate) fn split(key: &Key, split: Split, slot: &str, entropy: &Entropy) -> Vec<Share> {
    let secret = secret_of(key);
    let mut rng = Source(entropy);
    let set = slot::set_of(slot);
    Sharks(split.threshold)
        .dealer_rng(&*secret, &mut rng)
        .take(usize::from(split.count))
        .map(|point| {
            let bytes = Zeroizing::new(Vec::from(&point));
            let mut value = Zeroizing::new([0; SECRET]);
            value.copy_from_slice(&bytes[1..]);
            Share {
                split,
                number: bytes[0],
                set,
                value,
            }
        })
        .collect()
}

/// The identity that enough shares of one set make.
///
/// # Errors
/// [`Error::BadKit`]: too few, of different sets, one twice, or more than are needed that contradict each other.
pub fn combine(shares: &[Share]) -> Result<Key> {
    let bad = |flaw| Err(Error::BadKit(flaw));
    let Some(first) = shares.first() else {
        return Err(Error::BadIdentity);
    };
    if shares
        .iter()
        .any(|one| (one.set, one.split) != (first.set, first.split))
    {
        return bad(Flaw::Mixed);
    }
    for (at, one) in shares.iter().enumerate() {
        if shares[..at].iter().any(|other| other.number == one.number) {
            return bad(Flaw::Twice { number: one.number });
        }
    }
    let need = usize::from(first.split.threshold);
    if shares.len() < need {
        let have = shares.len();
        return bad(Flaw::TooFew { have, need });
    }
    let secret = point(&shares[..need]);
    // More than are needed lie on the same curve, or one of them is not what it says.
    if (1..=shares.len() - need).any(|from| *point(&shares[from..from + need]) != *secret) {
        return bad(Flaw::Disagree);
    }
    key_of(&secret)
}

fn point(shares: &[Share]) -> Zeroizing<Vec<u8>> {
    let points: Vec<Point> = shares
        .iter()
        .map(|share| {
            let mut bytes = Zeroizing::new(Vec::with_capacity(1 + SECRET));
            bytes.push(share.number);
            bytes.extend_from_slice(&*share.value);
            Point::try_from(bytes.as_slice()).expect("33 bytes are a point")
        })
        .collect();
    let threshold = u8::try_from(points.len()).expect("a few");
    let scheme = Sharks(threshold);
    let secret = scheme.recover(points.as_slice());
    Zeroizing::new(secret.expect("as many points as are needed, each at its own place"))
}

/// The 32 bytes of an identity.
pub(crate) fn secret_of(key: &Key) -> Zeroizing<[u8; SECRET]> {
    let text = key.identity_string();
    let (_, data) = bech32::decode(&text).expect("an identity is Bech32");
    let data = Zeroizing::new(data);
    let mut secret = Zeroizing::new([0; SECRET]);
    secret.copy_from_slice(&data);
    secret
}

/// The identity of 32 bytes.
pub(crate) fn key_of(secret: &[u8]) -> Result<Key> {
    let hrp = Hrp::parse_unchecked("age-secret-key-");
    let text = bech32::encode::<Bech32>(hrp, secret).map(Zeroizing::new);
    let text = text.map_err(|_| Error::BadIdentity)?;
    Key::from_identity(&text).map_err(|_| Error::BadIdentity)
}

/// The vault's source of randomness, as the crate takes it.
struct Source<'a>(&'a Entropy);

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> std::result::Result<u32, Infallible> {
        Ok(u32::from_le_bytes(*self.0.bytes()))
    }

    fn try_next_u64(&mut self) -> std::result::Result<u64, Infallible> {
        Ok(u64::from_le_bytes(*self.0.bytes()))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> std::result::Result<(), Infallible> {
        self.0.fill(out);
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}

#[cfg(test)]
mod tests;
