//! What this device saw last of a vault.
//!
//! A vault put back to an older copy as a whole is consistent in itself; only a memory outside it can tell. The mark is a
//! small file in a place of the caller's choice, authenticated under a key of the vault, so that nobody without that key
//! can forge one. A missing mark says nothing: deleting it is always possible.
//!
//! When a vault gets new keys, the mark says so under the old key too: whoever then opens an earlier copy, which still has
//! the old key, is told.

use std::path::Path;

use agevfs::{Head, Key};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::Env;
use crate::error::{Error, Result};

const SEEN: &str = "sandyq.org/seen 1";
const RETIRED: &str = "sandyq.org/retired 1";
/// So many generations of keys are remembered as given up.
const RETIRED_KEPT: usize = 12;
const MAC_LABEL: &str = "sandyq.org/high water v1";
const LONGEST: u64 = 4096;

/// How the vault compares with what this device saw last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastSeen {
    /// This device has no memory of this vault.
    Never,
    /// Nothing, or only more commits, since.
    Known,
    /// The vault is older by so many commits: an earlier copy was put in its place.
    Older(u64),
    /// The same number of commits, but other ones: two copies were worked on apart.
    Parted,
    /// The vault got new keys on this device since: an earlier copy, with the keys of before, was put in its place.
    Retired,
    /// This device saw the vault under other keys. It was given new ones elsewhere, or an earlier copy was put in its
    /// place; which of the two cannot be told from here.
    OtherKeys,
}

/// Compares `head` with the mark at `path`.
pub(crate) fn compare(env: &Env, path: &Path, id: Uuid, key: &Key, head: Head) -> LastSeen {
    let text = read(env, path);
    let mut blocks = blocks(&text, id);
    let Some(first) = blocks.next() else {
        return LastSeen::Never;
    };
    match first.seen(id, key) {
        _ if blocks.any(|block| block.is_of(key)) => LastSeen::Retired,
        None => LastSeen::OtherKeys,
        Some(seen) if seen.seq > head.seq => LastSeen::Older(seen.seq - head.seq),
        Some(seen) if seen.seq == head.seq && seen.chain != head.chain => LastSeen::Parted,
        Some(_) => LastSeen::Known,
    }
}

/// Writes the mark, whole or not at all. What is known of keys that were given up stays.
pub(crate) fn remember(env: &Env, path: &Path, id: Uuid, key: &Key, head: Head) -> Result<()> {
    let text = read(env, path);
    let mut past: Vec<&str> = blocks(&text, id).map(|block| block.text).collect();
    if past.first().is_some_and(|first| first.starts_with(SEEN)) {
        past.remove(0);
    }
    write(env, path, &encode(SEEN, id, key, head), &past)
}

/// The same for a vault that got new keys: notes of the old one that it was given up at `last`.
pub(crate) fn retire(
    env: &Env,
    path: &Path,
    id: Uuid,
    (old, last): (&Key, Head),
    (new, head): (&Key, Head),
) -> Result<()> {
    let text = read(env, path);
    let given_up = encode(RETIRED, id, old, last);
    let past = blocks(&text, id).map(|block| block.text);
    let past: Vec<&str> = std::iter::once(given_up.as_str())
        .chain(past.filter(|text| text.starts_with(RETIRED)))
        .take(RETIRED_KEPT)
        .collect();
    write(env, path, &encode(SEEN, id, new, head), &past)
}

fn write(env: &Env, path: &Path, first: &str, past: &[&str]) -> Result<()> {
    let (Some(dir), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str())) else {
        return Err(Error::io(
            "write",
            path,
            std::io::ErrorKind::InvalidFilename.into(),
        ));
    };
    let text = format!("{first}{}", past.concat());
    crate::layout::place(env, dir, name, text.as_bytes())
}

/// What is there; a mark that cannot be read says nothing.
fn read(env: &Env, path: &Path) -> String {
    agevfs::fs::read(&*env.fs, path, LONGEST)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

fn encode(magic: &str, id: Uuid, key: &Key, head: Head) -> String {
    let body = format!(
        "{magic}\nid {id}\nseq {}\nchain {}\n",
        head.seq,
        BASE64_STANDARD_NO_PAD.encode(head.chain)
    );
    let tag = mac(key, &body).finalize().into_bytes();
    format!("{body}mac {}\n", BASE64_STANDARD_NO_PAD.encode(tag))
}

/// Five lines of the file, written under one key.
struct Block<'a> {
    text: &'a str,
}

/// The blocks of a mark of the vault `id`, as far as they have the form of such blocks: the newest first, then keys that
/// were given up.
fn blocks(text: &str, id: Uuid) -> impl Iterator<Item = Block<'_>> {
    let line = format!("id {id}");
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.match_indices('\n').nth(4)?.0 + 1;
        let (text, after) = rest.split_at(end);
        rest = after;
        let mut lines = text.lines();
        let known = [SEEN, RETIRED].contains(&lines.next()?) && lines.next()? == line;
        known.then_some(Block { text })
    })
}

impl Block<'_> {
    fn is_of(&self, key: &Key) -> bool {
        let Some((body, tag)) = self.text.split_once("mac ") else {
            return false;
        };
        BASE64_STANDARD_NO_PAD
            .decode(tag.trim_end())
            .is_ok_and(|tag| mac(key, body).verify_slice(&tag).is_ok())
    }

    /// What it says, if `key` wrote it as the newest.
    fn seen(&self, id: Uuid, key: &Key) -> Option<Head> {
        if !self.is_of(key) {
            return None;
        }
        let mut lines = self.text.lines();
        let mut field = |name: &str| lines.next()?.strip_prefix(name);
        (field(SEEN)?.is_empty() && field("id ")? == id.to_string()).then_some(())?;
        let seq = field("seq ")?.parse().ok()?;
        let chain = BASE64_STANDARD_NO_PAD
            .decode(field("chain ")?)
            .ok()?
            .try_into()
            .ok()?;
        Some(Head { seq, chain })
    }
}

fn mac(key: &Key, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&*key.derive(MAC_LABEL))
        .expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use agevfs::Entropy;
    use agevfs::fs::sim::SimFs;

    use super::*;
    use crate::SystemClock;

    #[test]
    fn an_older_or_another_state_is_told_apart() {
        let env = Env {
            fs: Arc::new(SimFs::new()),
            clock: Arc::new(SystemClock),
            entropy: Entropy::seeded(1),
        };
        let (key, other) = (Key::generate(&env.entropy), Key::generate(&env.entropy));
        let (id, path) = (Uuid::from_u128(5), Path::new("/mark"));
        let head = |seq, chain| Head {
            seq,
            chain: [chain; 32],
        };
        assert_eq!(compare(&env, path, id, &key, head(5, 1)), LastSeen::Never);
        remember(&env, path, id, &key, head(5, 1)).expect("writes");
        assert_eq!(compare(&env, path, id, &key, head(5, 1)), LastSeen::Known);
        assert_eq!(compare(&env, path, id, &key, head(9, 2)), LastSeen::Known);
        assert_eq!(
            compare(&env, path, id, &key, head(3, 2)),
            LastSeen::Older(2)
        );
        assert_eq!(compare(&env, path, id, &key, head(5, 2)), LastSeen::Parted);
        // Of another vault: as if it were not there.
        assert_eq!(
            compare(&env, path, Uuid::nil(), &key, head(3, 2)),
            LastSeen::Never
        );
        // Under other keys, or forged without them.
        let seen = compare(&env, path, id, &other, head(3, 2));
        assert_eq!(seen, LastSeen::OtherKeys);
        remember(&env, path, id, &key, head(6, 1)).expect("replaces");
        assert_eq!(
            compare(&env, path, id, &key, head(5, 1)),
            LastSeen::Older(1)
        );
    }

    /// The worked mark of docs/vault-format.md, and the worked MAC of a file `format`.
    #[test]
    fn the_document_tells_the_values_of_a_mark() {
        const FORMAT: &str = include_str!("../../../../docs/vault-format.md");
        let secret = "AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE";
        let key = Key::from_identity(secret).expect("an identity");
        let (_, rest) = FORMAT.split_once("```\nsandyq.org/seen").expect("a mark");
        let (mark, rest) = rest.split_once("```").expect("the block ends");
        let mark = format!("sandyq.org/seen{mark}");
        let id = Uuid::from_u128(0x2f1c_6d0e_7b9a_4c55_9d0e_1a2b_3c4d_5e6f);
        let block = blocks(&mark, id).next().expect("a block");
        let head = block.seen(id, &key).expect("a mark that holds");
        assert_eq!(encode(SEEN, id, &key, head), mark);
        assert_eq!(head.seq, 2);
        let chain = head
            .chain
            .iter()
            .fold(String::new(), |text, b| text + &format!("{b:02x}"));
        assert!(FORMAT.contains(&format!("c_2       {chain}")));
        let format = crate::layout::Format::new(id, &key).encode();
        let (_, mac) = format.split_once("mac ").expect("three lines");
        assert!(rest.contains(&format!("`{}`", mac.trim())));
    }

    #[test]
    fn a_key_that_was_given_up_is_remembered() {
        let env = Env {
            fs: Arc::new(SimFs::new()),
            clock: Arc::new(SystemClock),
            entropy: Entropy::seeded(2),
        };
        let keys: Vec<Key> = (0..20).map(|_| Key::generate(&env.entropy)).collect();
        let (id, path) = (Uuid::from_u128(5), Path::new("/mark"));
        let head = |seq| Head {
            seq,
            chain: [7; 32],
        };
        let seen = |key: &Key, seq| compare(&env, path, id, key, head(seq));
        remember(&env, path, id, &keys[0], head(5)).expect("writes");
        for pair in keys.windows(2) {
            retire(&env, path, id, (&pair[0], head(5)), (&pair[1], head(6))).expect("writes");
            assert_eq!(seen(&pair[0], 5), LastSeen::Retired);
            assert_eq!(seen(&pair[1], 6), LastSeen::Known);
        }
        // A mark stays small: of the oldest it is only known that they are not the present ones.
        assert_eq!(seen(&keys[0], 5), LastSeen::OtherKeys);
        assert_eq!(seen(&keys[8], 5), LastSeen::Retired);
        remember(&env, path, id, &keys[19], head(9)).expect("writes");
        assert_eq!(seen(&keys[18], 5), LastSeen::Retired);
        assert_eq!(seen(&keys[19], 7), LastSeen::Older(2));
        // The copy is gone on with all the same, and that is remembered in its turn.
        remember(&env, path, id, &keys[18], head(6)).expect("writes");
        assert_eq!(seen(&keys[18], 6), LastSeen::Retired);
        assert_eq!(seen(&keys[19], 9), LastSeen::OtherKeys);
    }
}
