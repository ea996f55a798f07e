//! The list of a generation: every file it consists of. Plain lines, so that `sha256sum` and a shell restore it; under a MAC, so
//! that nobody without the key of the cases can make one that this program trusts.
//!
//! ```text
//! sandyq.org/backup 1
//! vault 2f1c6d0e-7b9a-4c55-9d0e-1a2b3c4d5e6f
//! made 2026-11-25T21:50:00Z
//! checked blobs/0a/0a....age
//! files 2
//! <sha256> <size> case/m-0000000001-0a1b2c3d.age
//! <sha256> <size> format
//! mac <base64 of 32 bytes>
//! ```

use std::collections::HashSet;
use std::fmt::Write as _;

use agevfs::Key;
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use chrono::NaiveDateTime;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::layout;

const MAGIC: &str = "sandyq.org/backup ";
const VERSION: u32 = 1;
const MAC_LABEL: &str = "sandyq.org/backup v1";
const MADE: &str = "%Y-%m-%dT%H:%M:%SZ";
/// The time in the name of a list.
const STAMP: &str = "%Y-%m-%d-%H%M%S";
const STAMP_LEN: usize = 17;
/// Longest list that is read, in bytes.
pub(crate) const LONGEST: u64 = 64 << 20;
/// Most files a generation may have: 64 MiB of lines hold no more.
const MOST: usize = 600_000;

/// SHA-256 of a file as it lies on the disk.
pub(crate) type Hash = [u8; 32];

/// One file of a generation.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Item {
    /// Relative to the vault, with `/`; always one that [`layout::belongs`].
    pub(crate) path: String,
    pub(crate) size: u64,
    pub(crate) sha256: Hash,
}

impl Item {
    /// Where its bytes lie, relative to the backup. Files at the top of a vault are replaced in the course of its life, so they
    /// are kept by what is in them; all others never change under their name.
    pub(crate) fn place(&self) -> String {
        if self.path.contains('/') {
            self.path.clone()
        } else {
            format!("{}/{}", super::TOP, hex(&self.sha256))
        }
    }
}

/// Everything that makes up one generation, in order of the paths.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct List {
    pub(crate) vault: Uuid,
    pub(crate) made: NaiveDateTime,
    /// The last old file whose bytes were read again when this was made: the next time goes on behind it.
    pub(crate) checked: Option<String>,
    pub(crate) items: Vec<Item>,
    mac: Hash,
}

/// Why a list is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Of a later version.
    Newer(u32),
    /// Not in the form of a list, or names what no vault has.
    Damaged,
}

impl List {
    /// A list under the MAC of `key`. `items` in any order.
    pub(crate) fn new(
        vault: Uuid,
        made: NaiveDateTime,
        checked: Option<String>,
        mut items: Vec<Item>,
        key: &Key,
    ) -> Self {
        items.sort_by(|a, b| a.path.cmp(&b.path));
        let mut list = Self {
            vault,
            made,
            checked,
            items,
            mac: [0; 32],
        };
        list.mac = mac(key, &list.signed()).finalize().into_bytes().into();
        list
    }

    /// Whether it was made by someone who has `key`, and not altered since.
    pub(crate) fn is_of(&self, key: &Key) -> bool {
        mac(key, &self.signed()).verify_slice(&self.mac).is_ok()
    }

    pub(crate) fn encode(&self) -> String {
        format!(
            "{}mac {}\n",
            self.signed(),
            BASE64_STANDARD_NO_PAD.encode(self.mac)
        )
    }

    fn signed(&self) -> String {
        let mut text = format!(
            "{MAGIC}{VERSION}\nvault {}\nmade {}\nchecked {}\nfiles {}\n",
            self.vault,
            self.made.format(MADE),
            self.checked.as_deref().unwrap_or("-"),
            self.items.len()
        );
        for item in &self.items {
            writeln!(text, "{} {} {}", hex(&item.sha256), item.size, item.path)
                .expect("writing to memory succeeds");
        }
        text
    }

    /// Reads the list that lies under `name`. Whatever the bytes, what comes out names only files of a vault, each once, in
    /// whatever letter case a file system may compare; a path leads nowhere else.
    pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::Damaged)?;
        let version = text
            .lines()
            .next()
            .and_then(|l| l.strip_prefix(MAGIC))
            .and_then(|n| n.parse().ok());
        if let Some(found) = version.filter(|v| *v > VERSION) {
            return Err(Fault::Newer(found));
        }
        let list = Self::parse(text).ok_or(Fault::Damaged)?;
        // One state has one spelling, and a list cannot be made older or newer by another name.
        if list.encode() == text && stamp_of(name) == Some(list.made) {
            Ok(list)
        } else {
            Err(Fault::Damaged)
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next()?;
        let vault = Uuid::try_parse(lines.next()?.strip_prefix("vault ")?).ok()?;
        let made =
            NaiveDateTime::parse_from_str(lines.next()?.strip_prefix("made ")?, MADE).ok()?;
        let checked = match lines.next()?.strip_prefix("checked ")? {
            "-" => None,
            path if layout::belongs(path) => Some(path.to_owned()),
            _ => return None,
        };
        let count: usize = lines.next()?.strip_prefix("files ")?.parse().ok()?;
        if count > MOST {
            return None;
        }
        let mut items: Vec<Item> = Vec::new();
        let mut folded = HashSet::new();
        let mut sum: u64 = 0;
        for _ in 0..count {
            let item = item(lines.next()?)?;
            sum = sum.checked_add(item.size)?;
            let rises = items.last().is_none_or(|before| before.path < item.path);
            if !rises || !layout::belongs(&item.path) || !folded.insert(item.path.to_lowercase()) {
                return None;
            }
            items.push(item);
        }
        let mac = BASE64_STANDARD_NO_PAD
            .decode(lines.next()?.strip_prefix("mac ")?)
            .ok()?;
        items
            .iter()
            .any(|item| item.path == layout::FORMAT_NAME)
            .then_some(())?;
        Some(Self {
            vault,
            made,
            checked,
            items,
            mac: mac.try_into().ok()?,
        })
    }

    /// Size of all its files in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.items.iter().map(|item| item.size).sum()
    }
}

fn item(line: &str) -> Option<Item> {
    let mut parts = line.splitn(3, ' ');
    let (sha256, size, path) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Item {
        path: path.to_owned(),
        size: size.parse().ok()?,
        sha256: unhex(sha256)?,
    })
}

/// A name for the list made at `made`; the random digits keep two devices apart.
pub(crate) fn name(made: NaiveDateTime, random: &str) -> String {
    format!("{}-{random}", made.format(STAMP))
}

/// The time in the name of a list; `None` for a name that no list has.
pub(crate) fn stamp_of(name: &str) -> Option<NaiveDateTime> {
    let (stamp, random) = (
        name.get(..STAMP_LEN)?,
        name.get(STAMP_LEN..)?.strip_prefix('-')?,
    );
    let digits = random.len() == 8 && layout::is_hex(random);
    digits
        .then(|| NaiveDateTime::parse_from_str(stamp, STAMP).ok())
        .flatten()
}

fn mac(key: &Key, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&*key.derive(MAC_LABEL))
        .expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, b| {
        write!(text, "{b:02x}").expect("writing to memory succeeds");
        text
    })
}

fn unhex(text: &str) -> Option<Hash> {
    if text.len() != 64 || !layout::is_hex(text) {
        return None;
    }
    let mut hash = [0; 32];
    for (byte, at) in hash.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use agevfs::Entropy;

    use super::*;

    const NAME: &str = "2026-02-03-120000-0a1b2c3d";

    fn key() -> Key {
        Key::generate(&Entropy::seeded(7))
    }

    fn sample() -> List {
        let item = |path: &str| Item {
            path: path.into(),
            size: 5,
            sha256: [7; 32],
        };
        let paths = [
            "format",
            "case/m-0000000001-0a1b2c3d.age",
            "keys/0123456789abcdef.age",
        ];
        List::new(
            Uuid::nil(),
            stamp_of(NAME).expect("a stamp"),
            None,
            paths.map(item).to_vec(),
            &key(),
        )
    }

    #[test]
    fn a_list_reads_back_and_belongs_to_its_key() {
        let list = sample();
        let again = List::decode(NAME, list.encode().as_bytes()).expect("our own");
        assert!(again == list);
        assert!(again.is_of(&key()));
        assert!(!again.is_of(&Key::generate(&Entropy::seeded(8))));
        assert_eq!(again.bytes(), 15);
        assert_eq!(again.items[1].place(), format!("top/{}", "07".repeat(32)));
        assert_eq!(again.items[0].place(), "case/m-0000000001-0a1b2c3d.age");
    }

    #[test]
    fn a_hostile_list_is_refused() {
        let text = sample().encode();
        let check = |text: &str| {
            assert_eq!(
                List::decode(NAME, text.as_bytes()).err(),
                Some(Fault::Damaged),
                "{text}"
            );
        };
        let line = |path: &str| text.replace("keys/0123456789abcdef.age", path);
        for path in [
            "../keys/0123456789abcdef.age",
            "/etc/passwd",
            "keys/../../x.age",
            "keys//0123456789abcdef.age",
            "./format",
            "keys/0123456789ABCDEF.age",
            "Keys/0123456789abcdef.age",
            "keys/0123456789abcdef.AGE",
            "lock",
            "case",
            "keys/",
            "generations/2026-02-03-120000-0a1b2c3d",
            "top/x",
            "keys/0123456789abcdef.age.tmp",
            "case/tmp-1.age",
            "keys\\0123456789abcdef.age",
            "keys/0123456789abcdef.age ",
            " keys/0123456789abcdef.age",
            "кey",
            "C:/x",
            "con",
            "",
            "blobs/00/0123456789abcdef0123456789abcdef.age",
            "format",
            "case/m-0000000001-0a1b2c3d.age",
            "FORMAT",
            "letter.txt",
        ] {
            check(&line(path));
        }
        check("");
        check(&text.replace("backup 1", "backup 0"));
        check(&text.replace("backup 1", "backup 01"));
        check(&text.replace("files 3", "files 2"));
        check(&text.replace("files 3", "files 4"));
        check(&text.replace("files 3", "files 99999999999"));
        check(&text.replace("files 3", "files 03"));
        check(&text.replace(" 5 case", " 05 case"));
        check(&text.replace(" 5 case", " -5 case"));
        check(&text.replace(" 5 case", " 99999999999999999999 case"));
        check(&text.replace(" 5 ", " 18446744073709551615 "));
        check(&text.replace('\n', "\r\n"));
        check(&format!("{text}more\n"));
        check(&text.replace("checked -", "checked ../x"));
        check(&text.replacen("07", "0G", 1));
        check(text.trim_end());
        assert_eq!(
            List::decode("2026-02-03-120001-0a1b2c3d", text.as_bytes()).err(),
            Some(Fault::Damaged),
            "another name"
        );
        let later = text.replace("backup 1", "backup 2");
        assert_eq!(
            List::decode(NAME, later.as_bytes()).err(),
            Some(Fault::Newer(2))
        );
        let altered = text.replacen("07", "08", 1);
        let altered = List::decode(NAME, altered.as_bytes()).expect("well formed");
        assert!(!altered.is_of(&key()));
    }

    #[test]
    fn names_carry_the_time() {
        assert!(stamp_of(NAME).is_some());
        assert_eq!(name(stamp_of(NAME).expect("a stamp"), "0a1b2c3d"), NAME);
        for other in [
            "tmp-1",
            "2026-02-03-120000",
            "2026-02-03-120000-0A1b2c3d",
            "2026-13-03-120000-0a1b2c3d",
            "кириллица-и-прочее-0a1b2c3d",
        ] {
            assert!(stamp_of(other).is_none(), "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let _ = List::decode(NAME, &bytes);
            let mut text = sample().encode().into_bytes();
            for (at, byte) in bytes.iter().enumerate().take(3) {
                let place = (at * 97 + usize::from(*byte)) % text.len();
                text[place] = *byte;
            }
            if let Ok(list) = List::decode(NAME, &text) {
                proptest::prop_assert!(list.encode().into_bytes() == text);
            }
        }
    }
}
