//! A passphrase as it is handed to the key derivation.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

const MAX_BYTES: usize = Passphrase::MAX_BYTES;

/// A passphrase: Unicode NFKC, no white space at either end, 1 to [`Passphrase::MAX_BYTES`] bytes. Wiped when dropped.
///
/// NFKC (UAX 15) makes the same keys give the same bytes on every keyboard and system: "ё" typed as one letter or as "е"
/// with two dots, full-width letters, a non-breaking space. Ends are trimmed because a file or a paste brings a newline.
/// Neither `Debug` nor `Display`, so that it cannot be logged.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// The longest, in bytes of UTF-8, before and after normalisation.
    pub const MAX_BYTES: usize = 1024;

    /// Takes what a person typed.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] when nothing is left after trimming, when it is longer than [`Self::MAX_BYTES`], or when it holds a
    /// control character.
    pub fn new(typed: &str) -> Result<Self> {
        let range = |found: usize| Error::OutOfRange {
            what: "passphrase length",
            found: found as u64,
        };
        if typed.len() > MAX_BYTES {
            return Err(range(typed.len()));
        }
        // NFKC may lengthen a string eighteenfold; room for all of it at once, so no half-filled copy is left behind.
        let mut normal = Zeroizing::new(String::with_capacity(typed.len() * 18 + 4));
        normal.extend(typed.trim().nfkc());
        let trimmed = Zeroizing::new(normal.trim().to_owned());
        if trimmed.is_empty() || trimmed.len() > MAX_BYTES {
            return Err(range(trimmed.len()));
        }
        if trimmed.chars().any(char::is_control) {
            return Err(Error::OutOfRange {
                what: "passphrase character",
                found: 0,
            });
        }
        Ok(Self(trimmed))
    }

    /// The normalised text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Clone for Passphrase {
    fn clone(&self) -> Self {
        Self(Zeroizing::new(self.0.as_str().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expect: Option<&str>) {
        assert_eq!(
            Passphrase::new(typed).ok().as_ref().map(Passphrase::expose),
            expect,
            "{typed:?}"
        );
    }

    #[test]
    fn the_same_keys_give_the_same_bytes() {
        check("  river stone\r\n", Some("river stone"));
        check("е\u{308}лка", Some("ёлка"));
        check("river\u{a0}stone", Some("river stone"));
        check("ｒｉｖｅｒ", Some("river"));
        check("Сандық", Some("Сандық"));
    }

    #[test]
    fn the_empty_the_long_and_control_characters_are_refused() {
        check("", None);
        check(" \n", None);
        check("\u{a0}", None);
        check("a\u{0}b", None);
        check("a\nb", None);
        check(&"a".repeat(MAX_BYTES), Some(&"a".repeat(MAX_BYTES)));
        check(&"a".repeat(MAX_BYTES + 1), None);
        check(&"\u{fdfa}".repeat(300), None);
    }
}
