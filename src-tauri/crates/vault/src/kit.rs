//! The recovery kit: a page with one line that opens the vault without its passphrase and without this program.

use agevfs::Key;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

const PREFIX: &str = "AGE-SECRET-KEY-1";

/// A recovery kit, shown once and never stored in the vault. Wiped when dropped; no `Debug`.
pub struct RecoveryKit {
    identity: Zeroizing<String>,
    vault: Uuid,
}

impl RecoveryKit {
    pub(crate) fn new(key: &Key, vault: Uuid) -> Self {
        Self {
            identity: key.identity_string(),
            vault,
        }
    }

    /// The key line alone, `AGE-SECRET-KEY-1...`.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// The page to print or save. Every line but the key is a comment, so that the whole page is an identity file for
    /// `age -i`.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(8 * 1024));
        for line in PAGE.lines() {
            match line {
                "KEY" => text.push_str(&self.identity),
                "VAULT" => {
                    text.push_str("#   ");
                    text.push_str(&self.vault.to_string());
                }
                "" => text.push('#'),
                line => {
                    text.push_str("# ");
                    text.push_str(line);
                }
            }
            text.push('\n');
        }
        text
    }
}

const PAGE: &str = include_str!("kit.txt");

/// The key in a kit's page, an identity file or a bare line. Spaces within the key line are ignored, as is its letter
/// case: people copy it by hand.
///
/// # Errors
/// [`Error::BadIdentity`] if there is none, or more than one, or its checksum does not hold (a typing error).
pub fn parse_identity(text: &str) -> Result<Key> {
    let mut found = None;
    for line in text.lines() {
        // As long as the line: collecting must not leave copies of a key behind while it grows.
        let mut packed = Zeroizing::new(String::with_capacity(line.len() * 2));
        packed.extend(
            line.chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| c.to_ascii_uppercase()),
        );
        if packed.starts_with(PREFIX) {
            if found.is_some() {
                return Err(Error::BadIdentity);
            }
            found = Some(Key::from_identity(&packed).map_err(|_| Error::BadIdentity)?);
        }
    }
    found.ok_or(Error::BadIdentity)
}

#[cfg(test)]
mod tests {
    use agevfs::Entropy;

    use super::*;

    fn kit() -> RecoveryKit {
        RecoveryKit::new(&Key::generate(&Entropy::seeded(3)), Uuid::nil())
    }

    fn same(text: &str) -> bool {
        parse_identity(text).is_ok_and(|key| *key.identity_string() == *kit().identity)
    }

    #[test]
    fn the_page_is_an_identity_file_of_stock_age() {
        let page = kit().to_text();
        let keys: Vec<&str> = page.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(keys, [kit().identity()]);
        assert!(page.contains(&Uuid::nil().to_string()));
        age::IdentityFile::from_buffer(page.as_bytes()).expect("age reads it");
    }

    #[test]
    fn a_key_is_found_however_it_was_copied() {
        let key = kit().identity().to_owned();
        assert!(same(&kit().to_text()));
        assert!(same(&key));
        assert!(same(&format!("  {key}\r\n")));
        assert!(same(&key.to_lowercase()));
        let spaced: String = key
            .chars()
            .enumerate()
            .flat_map(|(i, c)| [(i % 8 == 0).then_some(' '), Some(c)])
            .flatten()
            .collect();
        assert!(same(&spaced));
    }

    #[test]
    fn a_typing_error_is_noticed() {
        let key = kit().identity().to_owned();
        let wrong = key.replacen(key.chars().last().expect("not empty"), "Q", 1);
        for text in [
            "",
            "hello",
            "age1qqqq",
            &key[..key.len() - 1],
            &format!("{key}\n{key}"),
            &wrong,
        ] {
            assert!(
                matches!(parse_identity(text), Err(Error::BadIdentity)),
                "{text}"
            );
        }
    }
}
