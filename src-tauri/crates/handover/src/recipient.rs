//! Whom a bundle is sealed to: the kinds of recipients, and which of them go together.

use std::sync::Arc;

use age::secrecy::SecretString;
use age::ssh::ParseRecipientKeyError;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::manifest::hex;
use crate::partner::To;

/// Longest text in which a recipient is looked for, in bytes: one of RSA with 16,384 bits is a fifth of it.
const MAX_TEXT: usize = 16 * 1024;

/// One recipient. There is no plugin among them: that would be a program of somebody else.
#[derive(Clone)]
pub enum Recipient {
    /// X25519, `age1...` (C2SP age).
    Classic(age::x25519::Recipient),
    /// ML-KEM-768 with X25519, `age1pq1...` (C2SP age).
    Quantum(Box<agepq::Recipient>),
    /// `ssh-ed25519 ...` or `ssh-rsa ...`, as age seals to them.
    Ssh(Box<age::ssh::Recipient>),
    /// A passphrase, told by voice; alone in its file (C2SP age).
    Passphrase(Arc<age::scrypt::Recipient>),
}

/// What stands in a manifest for a passphrase, hashed like the text of any recipient.
pub(crate) const PASSPHRASE: &str = "passphrase";
/// Work of a passphrase, as a power of two: what stock age takes, 256 MiB of memory.
const WORK: u8 = 18;

impl Recipient {
    /// Reads one, with white space around it; what stands behind an ssh key is its comment.
    ///
    /// # Errors
    /// [`Error::Recipient`] if it is none, [`Error::WeakSsh`] for RSA below 2,048 bits, [`Error::OtherSsh`] for kinds that age does not seal to.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.len() > MAX_TEXT || text.lines().count() != 1 {
            return Err(Error::Recipient);
        }
        if text.starts_with("age1pq1") {
            let quantum = text.parse().map_err(|_| Error::Recipient)?;
            return Ok(Self::Quantum(Box::new(quantum)));
        }
        if text.starts_with("age1") {
            return text
                .parse()
                .map(Self::Classic)
                .map_err(|_| Error::Recipient);
        }
        match text.parse() {
            Ok(ssh) => Ok(Self::Ssh(Box::new(ssh))),
            Err(ParseRecipientKeyError::RsaModulusTooSmall) => Err(Error::WeakSsh),
            Err(
                ParseRecipientKeyError::Ignore
                | ParseRecipientKeyError::Unsupported(_)
                | ParseRecipientKeyError::RsaModulusTooLarge,
            ) => Err(Error::OtherSsh),
            Err(_) => Err(Error::Recipient),
        }
    }

    /// Whoever knows the passphrase.
    pub fn passphrase(passphrase: SecretString) -> Self {
        let mut one = age::scrypt::Recipient::new(passphrase);
        one.set_work_factor(WORK);
        Self::Passphrase(Arc::new(one))
    }

    /// Holds against a quantum computer.
    pub fn is_quantum(&self) -> bool {
        matches!(self, Self::Quantum(_))
    }

    /// As text, without a comment; nothing of a passphrase.
    pub fn text(&self) -> String {
        match self {
            Self::Classic(one) => one.to_string(),
            Self::Quantum(one) => one.to_string(),
            Self::Ssh(one) => one.to_string(),
            Self::Passphrase(_) => PASSPHRASE.to_owned(),
        }
    }

    /// What stands for it in a manifest.
    pub fn mark(&self) -> String {
        mark(&self.text())
    }

    /// As age takes it.
    pub fn as_age(&self) -> &dyn age::Recipient {
        match self {
            Self::Classic(one) => one,
            Self::Quantum(one) => &**one,
            Self::Ssh(one) => &**one,
            Self::Passphrase(one) => &**one,
        }
    }
}

impl From<age::x25519::Recipient> for Recipient {
    fn from(one: age::x25519::Recipient) -> Self {
        Self::Classic(one)
    }
}

/// SHA-256 of the text of a recipient: a receiver finds itself by it, but not the others.
pub(crate) fn mark(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// One recipient of each, all of one sort: post-quantum if everybody has one, otherwise nobody's. A file that one of the old sort opens too is
/// only as strong as that, and age forbids it.
///
/// # Errors
/// [`Error::NoRecipient`]; [`Error::PassphraseAlone`] if there is a passphrase and anything else; [`Error::Mixed`] with two names, if one has only the new sort and another only the old.
pub fn agreed(to: &[To]) -> Result<Vec<Recipient>> {
    if to.is_empty() {
        return Err(Error::NoRecipient);
    }
    let secret = |way: &Recipient| matches!(way, Recipient::Passphrase(_));
    if to.len() > 1 && to.iter().any(|one| one.ways.iter().any(secret)) {
        return Err(Error::PassphraseAlone);
    }
    let pick = |quantum: bool| {
        let of = |one: &To| {
            one.ways
                .iter()
                .find(|way| way.is_quantum() == quantum)
                .cloned()
        };
        to.iter()
            .map(|one| of(one).ok_or_else(|| one.name.clone()))
            .collect::<Result<Vec<_>, _>>()
    };
    pick(true)
        .or_else(|only_old| pick(false).map_err(|only_new| Error::Mixed { only_old, only_new }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keys;

    fn to(name: &str, ways: &[&str]) -> To {
        To {
            name: name.to_owned(),
            reader: name.to_owned(),
            ways: ways
                .iter()
                .map(|way| Recipient::parse(way).unwrap())
                .collect(),
        }
    }

    const SSH: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN alice@host";

    #[test]
    fn the_kinds_are_told_apart_and_come_back_as_text() {
        let card = Keys::of_seeds(7, 8).card("A");
        for (text, quantum) in [
            (card.recipient().to_string(), false),
            (card.quantum().to_string(), true),
            (SSH.trim_end_matches(" alice@host").to_owned(), false),
        ] {
            let one = Recipient::parse(&format!(" {text}\n")).unwrap();
            assert_eq!((one.text(), one.is_quantum()), (text, quantum));
        }
        assert_eq!(
            Recipient::parse(SSH).unwrap().mark(),
            mark(SSH.trim_end_matches(" alice@host"))
        );
    }

    #[test]
    fn what_is_none_is_refused_by_what_is_wrong_with_it() {
        for text in [
            "",
            "x",
            "age1xyz",
            "age1pq1xyz",
            "AGE-SECRET-KEY-1",
            "ssh-ed25519 AAAA",
            "age1tag1abc",
            "/etc/passwd",
            "ssh-ed25519\nage1",
        ] {
            assert!(
                matches!(Recipient::parse(text), Err(Error::Recipient)),
                "{text}"
            );
        }
        let ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";
        assert!(matches!(Recipient::parse(ecdsa), Err(Error::OtherSsh)));
        assert!(matches!(
            Recipient::parse(&"a".repeat(MAX_TEXT + 1)),
            Err(Error::Recipient)
        ));
    }

    #[test]
    fn all_of_one_sort_or_none() {
        let card = Keys::of_seeds(7, 8).card("A");
        let (old, new) = (card.recipient().to_string(), card.quantum().to_string());
        let both = to("both", &[&new, &old]);
        let sorts = |to: &[To]| {
            agreed(to).map(|all| all.iter().map(Recipient::is_quantum).collect::<Vec<_>>())
        };
        assert_eq!(
            sorts(&[both.clone(), to("n", &[&new])]).unwrap(),
            [true, true]
        );
        assert_eq!(
            sorts(&[both.clone(), to("o", &[&old]), to("s", &[SSH])]).unwrap(),
            [false, false, false]
        );
        match sorts(&[both, to("n", &[&new]), to("o", &[&old])]) {
            Err(Error::Mixed { only_old, only_new }) => {
                assert_eq!((only_old.as_str(), only_new.as_str()), ("o", "n"));
            }
            _ => panic!("not refused"),
        }
        assert!(matches!(sorts(&[]), Err(Error::NoRecipient)));
    }
}
