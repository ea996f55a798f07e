//! Lines of Bech32 (BIP 173) and Bech32m (BIP 350) that people type off paper: put together from what was typed, and the place of
//! a typing error. The checksum tells any one wrong character from every other; it is asked, never the key.

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Bech32m};
use zeroize::{Zeroize, Zeroizing};

use crate::error::Flaw;

/// Characters of a group, as they are printed.
const GROUP: usize = 4;
/// The characters of the data, BIP 173.
const CHARSET: &str = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

/// A kind of line.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// How it begins, in capitals, with the `1` before the data.
    pub(crate) prefix: &'static str,
    /// Its length in characters.
    pub(crate) len: usize,
    check: fn(&str) -> bool,
}

/// The key line of a kit: an age identity.
pub(crate) const KEY: Kind = Kind {
    prefix: "AGE-SECRET-KEY-1",
    len: 74,
    check: |line| CheckedHrpstring::new::<Bech32>(line).is_ok(),
};

/// A share.
pub(crate) const SHARE: Kind = Kind {
    prefix: "SANDYQ-SHARE-1",
    len: 80,
    check: |line| CheckedHrpstring::new::<Bech32m>(line).is_ok(),
};

impl Kind {
    /// Every line of the kind in `text`, in capitals, without white space. One that goes over several rows of the text, as on paper,
    /// is put together.
    pub(crate) fn find(self, text: &str) -> Vec<Zeroizing<String>> {
        let mut found: Vec<Zeroizing<String>> = Vec::new();
        let mut open = false;
        for row in text.lines() {
            // As long as the row: collecting must not leave copies of a key behind while it grows.
            let mut packed = Zeroizing::new(String::with_capacity(row.len() * 2));
            packed.extend(
                row.chars()
                    .filter(|c| !c.is_whitespace())
                    .map(|c| c.to_ascii_uppercase()),
            );
            if packed.starts_with(self.prefix) {
                let mut line = Zeroizing::new(String::with_capacity(row.len() * 2 + 4 * self.len));
                line.push_str(&packed);
                open = line.len() < self.len;
                found.push(line);
            } else if open
                && !packed.is_empty()
                && packed.bytes().all(|b| b.is_ascii_alphanumeric())
            {
                let line = found.last_mut().expect("one was begun");
                // Never longer than the room it has: what is too long is wrong anyway.
                if line.len() + packed.len() <= 2 * self.len {
                    line.push_str(&packed);
                }
                open = line.len() < self.len;
            } else {
                open = false;
            }
        }
        found
    }

    /// What is wrong with such a line, if its checksum does not hold.
    pub(crate) fn flaw(self, line: &str) -> Option<Flaw> {
        if (self.check)(line) {
            return None;
        }
        let data = line.get(self.prefix.len()..).unwrap_or("");
        let group = |at: usize| Flaw::Group { at: at / GROUP + 1 };
        // Letters that no such line has: B, I, O, and 1.
        if let Some(at) = data.chars().position(|c| !CHARSET.contains(c)) {
            return Some(group(at));
        }
        if line.len() != self.len {
            return Some(Flaw::Line);
        }
        Some(self.one_off(line).map_or(Flaw::Line, group))
    }

    /// The place in the data of the one wrong character, or of the first of two neighbours that changed places.
    fn one_off(self, line: &str) -> Option<usize> {
        let mut tried = Zeroizing::new(line.as_bytes().to_vec());
        let holds = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|text| (self.check)(text));
        let mut found = None;
        for at in self.prefix.len()..line.len() {
            let was = tried[at];
            for c in CHARSET.bytes() {
                tried[at] = c;
                if holds(&tried) {
                    found = Some(at);
                }
            }
            tried[at] = was;
            if at + 1 < line.len() {
                tried.swap(at, at + 1);
                if holds(&tried) {
                    found = Some(at);
                }
                tried.swap(at, at + 1);
            }
            if found.is_some() {
                break;
            }
        }
        tried.zeroize();
        found.map(|at| at - self.prefix.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use agevfs::{Entropy, Key};

    fn key() -> String {
        let key = Key::generate(&Entropy::seeded(3));
        key.identity_string().as_str().to_owned()
    }

    #[test]
    fn every_typing_error_of_one_character_is_placed() {
        let line = key();
        assert_eq!((line.len(), KEY.flaw(&line)), (KEY.len, None));
        for at in 16..line.len() {
            let expect = Some(Flaw::Group {
                at: (at - 16) / 4 + 1,
            });
            for c in ["Q", "7", "B", "O", "I"] {
                let mut wrong = line.clone();
                wrong.replace_range(at..=at, c);
                let expect = if wrong == line { None } else { expect };
                assert_eq!(KEY.flaw(&wrong), expect, "{at} {c}");
            }
            let (a, b) = (line.as_bytes()[at], line.as_bytes().get(at + 1));
            if b.is_some_and(|b| *b != a) {
                let mut bytes = line.clone().into_bytes();
                bytes.swap(at, at + 1);
                let swapped = String::from_utf8(bytes).expect("letters");
                assert_eq!(KEY.flaw(&swapped), expect, "{at}");
            }
        }
        assert_eq!(KEY.flaw(&line[..70]), Some(Flaw::Line));
        assert_eq!(KEY.flaw(&format!("{line}Q")), Some(Flaw::Line));
        let two = line
            .replacen(&line[20..22], "QQ", 1)
            .replacen(&line[40..42], "PP", 1);
        assert_eq!(KEY.flaw(&two), Some(Flaw::Line));
    }

    #[test]
    fn rows_of_paper_are_one_line() {
        let line = key();
        let groups: Vec<String> = line.as_bytes()[16..]
            .chunks(4)
            .map(|c| String::from_utf8_lossy(c).to_lowercase())
            .collect();
        let rows: Vec<String> = groups.chunks(5).map(|row| row.join(" ")).collect();
        let typed = format!(
            "# a kit\nage-secret-key-1\n{}\n\n# the end\nother words\n",
            rows.join("\n")
        );
        assert_eq!(*KEY.find(&typed)[0], line);
        let with = format!("{line}\nword\n{line}\n");
        let found = KEY.find(&with);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|one| **one == line));
        assert!(KEY.find(&format!("x{line}")).is_empty());
    }
}
