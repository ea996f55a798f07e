//! The passphrase stanza `sandyq.org/argon2id`: how an age file key is wrapped under a passphrase.
//!
//! ```text
//! -> sandyq.org/argon2id <salt> <m> <t> <p>
//! <body>
//! ```
//! `salt` is 16 random bytes, base64 without padding; `m` (KiB), `t` (passes) and `p` (lanes) are canonical decimals. The
//! body is exactly 32 bytes: the 16-byte file key under ChaCha20-Poly1305 (RFC 8439) with a zero nonce and the key
//! `Argon2id(passphrase, "sandyq.org/argon2id" || salt, m, t, p)`. The zero nonce is safe because the salt, and so the key,
//! is new for every file. Parameters are authenticated twice: other ones derive another key, and the header's MAC (HMAC
//! under the file key) covers every argument.
//!
//! The stanza stands alone in its header. age asks recipients for labels and refuses to mix different ones; ours is random,
//! so it equals no other. On reading, any stanza beside it is refused, except the random `...-grease` stanza that age
//! writers add to keep readers tolerant, which holds no key.

use std::collections::HashSet;

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{aead_decrypt, aead_encrypt};
use age_core::secrecy::ExposeSecret;
use agevfs::Entropy;
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use zeroize::Zeroize;

use crate::error::{Error, Result};
use crate::kdf::KdfParams;
use crate::passphrase::Passphrase;

/// The stanza's name.
pub const TAG: &str = "sandyq.org/argon2id";

const SALT_BYTES: usize = 16;
/// The wrapped file key: 16 bytes and a 16-byte tag.
const BODY_BYTES: usize = FILE_KEY_BYTES + 16;

/// Wraps file keys under a passphrase.
pub struct Recipient<'a> {
    /// The passphrase.
    pub passphrase: &'a Passphrase,
    /// What a guess shall cost.
    pub params: KdfParams,
    /// Where salt and label come from.
    pub entropy: &'a Entropy,
}

impl age::Recipient for Recipient<'_> {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> std::result::Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let mut salt = [0; SALT_BYTES];
        self.entropy.fill(&mut salt);
        let mut label = [0; 16];
        self.entropy.fill(&mut label);
        let key = self
            .params
            .derive(self.passphrase, &full_salt(&salt))
            .map_err(|e| {
                EncryptError::Io(std::io::Error::new(std::io::ErrorKind::OutOfMemory, e))
            })?;
        let wrapped = Wrapped {
            salt,
            params: self.params,
            body: &aead_encrypt(&key, file_key.expose_secret()),
        };
        Ok((
            vec![wrapped.write()],
            HashSet::from([BASE64_STANDARD_NO_PAD.encode(label)]),
        ))
    }
}

/// Unwraps file keys with a passphrase.
pub struct Identity<'a>(pub &'a Passphrase);

impl age::Identity for Identity<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<std::result::Result<FileKey, DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let Ok(sealed) = Wrapped::parse(stanza) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        Some(
            match sealed.params.derive(self.0, &full_salt(&sealed.salt)) {
                Ok(key) => open_body(&key, sealed.body),
                Err(_) => Err(DecryptError::Io(std::io::ErrorKind::OutOfMemory.into())),
            },
        )
    }

    fn unwrap_stanzas(
        &self,
        stanzas: &[Stanza],
    ) -> Option<std::result::Result<FileKey, DecryptError>> {
        let ours = stanzas.iter().find(|s| s.tag == TAG)?;
        if !stands_alone(stanzas) {
            return Some(Err(DecryptError::InvalidHeader));
        }
        self.unwrap_stanza(ours)
    }
}

/// Whether exactly one stanza of a header carries a key.
pub(crate) fn stands_alone(stanzas: &[Stanza]) -> bool {
    stanzas
        .iter()
        .filter(|s| !s.tag.ends_with("-grease"))
        .count()
        == 1
}

/// A stanza of ours, in form and within its bounds.
pub(crate) struct Wrapped<'a> {
    salt: [u8; SALT_BYTES],
    /// What deriving will cost.
    pub(crate) params: KdfParams,
    body: &'a [u8],
}

impl<'a> Wrapped<'a> {
    /// # Errors
    /// [`Error::OutOfRange`] for parameters outside the bounds, [`Error::Damaged`] for anything else.
    pub(crate) fn parse(stanza: &'a Stanza) -> Result<Self> {
        let damaged = || Error::damaged("key slot", "the passphrase stanza is malformed");
        let [salt, m, t, p] = &stanza.args[..] else {
            return Err(damaged());
        };
        let salt = BASE64_STANDARD_NO_PAD
            .decode(salt)
            .ok()
            .and_then(|s| s.try_into().ok())
            .ok_or_else(damaged)?;
        let params = KdfParams::new(decimal(m)?, decimal(t)?, decimal(p)?)?;
        if stanza.body.len() != BODY_BYTES {
            return Err(damaged());
        }
        Ok(Self {
            salt,
            params,
            body: &stanza.body,
        })
    }

    /// As it stands in a header.
    pub(crate) fn write(&self) -> Stanza {
        Stanza {
            tag: TAG.to_owned(),
            args: vec![
                BASE64_STANDARD_NO_PAD.encode(self.salt),
                self.params.m_kib().to_string(),
                self.params.t().to_string(),
                self.params.p().to_string(),
            ],
            body: self.body.to_vec(),
        }
    }
}

/// A decimal without sign or leading zero: one number has one spelling. What does not fit 32 bits is out of range.
fn decimal(text: &str) -> Result<u32> {
    let canonical =
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if !canonical {
        return Err(Error::damaged("key slot", "a parameter is not a number"));
    }
    text.parse().map_err(|_| Error::OutOfRange {
        what: "Argon2id parameter",
        found: u64::MAX,
    })
}

fn full_salt(salt: &[u8; SALT_BYTES]) -> Vec<u8> {
    [TAG.as_bytes(), salt].concat()
}

fn open_body(key: &[u8; 32], body: &[u8]) -> std::result::Result<FileKey, DecryptError> {
    let mut plain =
        aead_decrypt(key, FILE_KEY_BYTES, body).map_err(|_| DecryptError::DecryptionFailed)?;
    let file_key = FileKey::init_with_mut(|k| k.copy_from_slice(&plain));
    plain.zeroize();
    Ok(file_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked stanza of docs/vault-format.md.
    #[test]
    fn the_document_tells_the_values_of_a_stanza() {
        const FORMAT: &str = include_str!("../../../../docs/vault-format.md");
        let (_, worked) = FORMAT
            .split_once("-> sandyq.org/argon2id oKGi")
            .expect("a worked stanza");
        let mut lines = worked.lines();
        let args = format!("oKGi{}", lines.next().expect("arguments"));
        let body = lines.next().expect("a body");
        let stanza = Stanza {
            tag: TAG.to_owned(),
            args: args.split(' ').map(str::to_owned).collect(),
            body: BASE64_STANDARD_NO_PAD.decode(body).expect("base64"),
        };
        let passphrase = Passphrase::new("amber kettle orchard window").expect("a passphrase");
        let wrapped = Wrapped::parse(&stanza).expect("in form");
        let key = wrapped
            .params
            .derive(&passphrase, &full_salt(&wrapped.salt))
            .expect("memory");
        let shown = key
            .iter()
            .fold(String::new(), |text, b| text + &format!("{b:02x}"));
        let line = lines.next().and_then(|line| line.strip_prefix("key"));
        assert_eq!(line.map(str::trim), Some(&*shown));
        let file_key = open_body(&key, wrapped.body).expect("opens");
        let expected: Vec<u8> = (0..16).collect();
        assert_eq!(file_key.expose_secret()[..], expected[..]);
    }
}
