//! The recovery kit: a page with one line that opens the vault without its passphrase and without this program.

use std::fmt::Write as _;

use agevfs::Key;
use chrono::NaiveDate;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::Env;
use crate::error::{Error, Result};
use crate::line;
use crate::share::{Share, combine, key_of, secret_of};
use crate::wordcode;
use crate::words::WordList;

const PREFIX: &str = "AGE-SECRET-KEY-1";
/// Words in a row of the page.
const ROW: usize = 4;

/// A recovery kit, shown once and never stored in the vault. Wiped when dropped; no `Debug`.
pub struct RecoveryKit {
    identity: Zeroizing<String>,
    key: Key,
    slot: String,
    vault: Uuid,
    made: NaiveDate,
}

impl RecoveryKit {
    /// The kit of the slot with this id.
    pub(crate) fn new(key: Key, slot: String, vault: Uuid, env: &Env) -> Self {
        Self {
            identity: key.identity_string(),
            key,
            slot,
            vault,
            made: env.clock.now().date(),
        }
    }

    /// The id of the key slot it opens. It says which kit this is, and nothing of the key.
    pub fn slot(&self) -> &str {
        &self.slot
    }

    /// The vault it belongs to.
    pub fn vault(&self) -> Uuid {
        self.vault
    }

    /// The day it was made, UTC.
    pub fn made(&self) -> NaiveDate {
        self.made
    }

    /// The key as 26 words, joined by spaces. They are read wherever the key line is.
    pub fn words(&self, list: WordList) -> Zeroizing<String> {
        wordcode::encode(&*secret_of(&self.key), wordcode::KEY, list)
    }

    /// The key line alone, `AGE-SECRET-KEY-1...`.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// The page to save, with the key also as words of `list`. Every line but the key is a comment, so that the whole page is an
    /// identity file for `age -i`.
    pub fn to_text(&self, list: WordList) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(12 * 1024));
        for line in PAGE.lines() {
            match line {
                "KEY" => text.push_str(&self.identity),
                "VAULT" => {
                    text.push_str("#   ");
                    text.push_str(&self.vault.to_string());
                }
                "KIT" => {
                    text.push_str("#   ");
                    text.push_str(&self.slot[..8]);
                    text.push_str(&self.made.format(", %Y-%m-%d").to_string());
                }
                "WORDS" => write_words(&mut text, &self.words(list)),
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

/// Numbered, in rows that are comments.
pub(crate) fn write_words(text: &mut String, words: &str) {
    let count = words.split(' ').count();
    for (at, word) in words.split(' ').enumerate() {
        let (first, last) = (at % ROW == 0, (at + 1) % ROW == 0);
        text.push_str(if first { "#   " } else { "" });
        write!(text, "{:>2}. ", at + 1).expect("a string takes all");
        text.push_str(word);
        if at + 1 == count {
            break;
        }
        if last {
            text.push('\n');
        } else {
            text.extend(std::iter::repeat_n(' ', 13 - word.chars().count()));
        }
    }
}

const PAGE: &str = include_str!("kit.txt");

/// The key in whatever a person has of a kit: its page, its key line on one row or several, its 26 words, or enough shares.
///
/// # Errors
/// [`Error::BadIdentity`] if there is nothing of the kind, or more than one; [`Error::BadKit`] with what is wrong with it.
pub fn read_kit(text: &str) -> Result<Key> {
    let lines = line::KEY.find(text);
    let shares = line::SHARE.find(text);
    match (lines.as_slice(), shares.as_slice()) {
        ([], []) => {}
        ([line], []) => {
            let flaw = line::KEY
                .flaw(line)
                .map_or(Error::BadIdentity, Error::BadKit);
            return Key::from_identity(line).map_err(|_| flaw);
        }
        ([], _) => return combine(&Share::parse_all(text)?),
        // Which one is meant is not for us to say.
        _ => return Err(Error::BadIdentity),
    }
    let (known, words) = wordcode::known(text);
    if known * 2 < words || words < wordcode::KEY.words() / 2 {
        return Err(Error::BadIdentity);
    }
    // Between a kit and a share stands their length; several shares are longer still.
    if words > usize::midpoint(wordcode::KEY.words(), wordcode::SHARE.words()) {
        return combine(&Share::parse_all(text)?);
    }
    let bytes = wordcode::decode(text, wordcode::KEY).map_err(Error::BadKit)?;
    key_of(&bytes)
}

/// Whether a text that may be a passphrase as well is a kit or a share, perhaps with a mistake in it.
///
/// Words count from twenty on, as no passphrase that is made here has more than twelve, if most of them are in one list.
pub fn looks_like_kit(text: &str) -> bool {
    let lines = |kind: line::Kind| {
        let prefix = kind.prefix.as_bytes();
        // Without a changed copy of the secret: it is compared where it stands.
        text.as_bytes()
            .windows(prefix.len())
            .any(|part| part.eq_ignore_ascii_case(prefix))
    };
    if lines(line::KEY) || lines(line::SHARE) {
        return true;
    }
    // With spaces where there are none.
    if !line::KEY.find(text).is_empty() || !line::SHARE.find(text).is_empty() {
        return true;
    }
    let (known, words) = wordcode::known(text);
    words >= 20 && known * 5 >= words * 4
}

/// The key in an age identity file or a bare line, as it is written in a slot. Spaces within the key line are ignored, as is its
/// letter case. What people type is for [`read_kit`].
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
    use crate::error::Flaw;

    fn kit() -> RecoveryKit {
        RecoveryKit::new(
            Key::generate(&Entropy::seeded(3)),
            "0123456789abcdef".into(),
            Uuid::nil(),
            &Env::real(),
        )
    }

    fn same(text: &str) -> bool {
        read_kit(text).is_ok_and(|key| *key.identity_string() == *kit().identity)
    }

    #[test]
    fn the_page_is_an_identity_file_of_stock_age() {
        for list in WordList::ALL {
            let page = kit().to_text(list);
            let keys: Vec<&str> = page.lines().filter(|l| !l.starts_with('#')).collect();
            assert_eq!(keys, [kit().identity()]);
            assert!(page.contains(&Uuid::nil().to_string()) && page.contains("01234567"));
            age::IdentityFile::from_buffer(page.as_bytes()).expect("age reads it");
            let of_slot = parse_identity(&page).expect("one key line");
            assert_eq!(*of_slot.identity_string(), *kit().identity);
        }
    }

    #[test]
    fn a_key_is_found_however_it_was_copied() {
        let key = kit().identity().to_owned();
        let page = kit().to_text(WordList::Kk);
        assert!(same(&page));
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
        let (begin, rest) = key.split_at(40);
        assert!(same(&format!("Kit\n{begin}\n  {rest}\n\nThank you")));
        let words = kit().words(WordList::Ru);
        assert!(same(&words));
        assert!(same(&words.to_uppercase().replace(' ', "\n  ")));
        // The rows of the page, without the line.
        let rows = |line: &&str| line.starts_with("#   ") && line.contains(". ");
        let rows: Vec<&str> = page.lines().filter(rows).collect();
        assert_eq!(rows.len(), 7);
        assert!(same(&rows.join("\n")), "{rows:?}");
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
        let flaw = |text: &str| match read_kit(text) {
            Err(Error::BadKit(flaw)) => Some(flaw),
            Err(Error::BadIdentity) => None,
            _ => panic!("{text}"),
        };
        let mut at_20 = key.clone();
        at_20.replace_range(20..21, if &key[20..21] == "Q" { "P" } else { "Q" });
        assert_eq!(flaw(&at_20), Some(Flaw::Group { at: 2 }));
        assert_eq!(flaw(&key[..key.len() - 1]), Some(Flaw::Line));
        let words = kit().words(WordList::En);
        let fewer = words.rsplit_once(' ').expect("many").0;
        let short = Flaw::WordCount {
            found: 25,
            expected: 26,
        };
        assert_eq!(flaw(fewer), Some(short));
        assert_eq!(flaw(&format!("{key}\n{key}")), None);
        assert_eq!(flaw("six words are not a kit"), None);
    }

    #[test]
    fn a_passphrase_is_not_taken_for_a_kit_nor_a_kit_for_a_passphrase() {
        let kit = kit();
        for list in WordList::ALL {
            let words = kit.words(list);
            assert!(looks_like_kit(&words));
            assert!(looks_like_kit(&words.replacen(' ', " zzqx ", 2)));
            let twelve = crate::generate_passphrase(12, list, &Entropy::seeded(1)).expect("twelve");
            assert!(!looks_like_kit(&twelve));
        }
        assert!(looks_like_kit(&kit.identity().to_lowercase()[..30]));
        assert!(looks_like_kit("sandyq-share-1qq"));
        let long = "here is one long sentence of my own that nobody else would ever think of and it has more than twenty words in it";
        assert!(!looks_like_kit(long));
    }
}
