//! What this device saw last of a vault.
//!
//! A vault put back to an older copy as a whole is consistent in itself; only a memory outside it can tell. The mark is a
//! small file in a place of the caller's choice, authenticated under a key of the vault, so that nobody without that key
//! can forge one. A missing or foreign mark says nothing: deleting it is always possible.

use std::path::Path;

use agevfs::{Head, Key};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::Env;
use crate::error::{Error, Result};

const MAGIC: &str = "sandyq.org/seen 1";
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
}

/// Compares `head` with the mark at `path`.
pub(crate) fn compare(env: &Env, path: &Path, id: Uuid, key: &Key, head: Head) -> LastSeen {
    let seen = agevfs::fs::read(&*env.fs, path, LONGEST)
        .ok()
        .and_then(|bytes| decode(&bytes, id, key));
    match seen {
        None => LastSeen::Never,
        Some(seen) if seen.seq > head.seq => LastSeen::Older(seen.seq - head.seq),
        Some(seen) if seen.seq == head.seq && seen.chain != head.chain => LastSeen::Parted,
        Some(_) => LastSeen::Known,
    }
}

/// Writes the mark, whole or not at all.
pub(crate) fn remember(env: &Env, path: &Path, id: Uuid, key: &Key, head: Head) -> Result<()> {
    let (Some(dir), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str())) else {
        return Err(Error::io(
            "write",
            path,
            std::io::ErrorKind::InvalidFilename.into(),
        ));
    };
    crate::layout::place(env, dir, name, encode(id, key, head).as_bytes())
}

fn encode(id: Uuid, key: &Key, head: Head) -> String {
    let body = format!(
        "{MAGIC}\nid {id}\nseq {}\nchain {}\n",
        head.seq,
        BASE64_STANDARD_NO_PAD.encode(head.chain)
    );
    let tag = mac(key, &body).finalize().into_bytes();
    format!("{body}mac {}\n", BASE64_STANDARD_NO_PAD.encode(tag))
}

fn decode(bytes: &[u8], id: Uuid, key: &Key) -> Option<Head> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (body, tag) = text.split_once("mac ")?;
    mac(key, body)
        .verify_slice(&BASE64_STANDARD_NO_PAD.decode(tag.trim_end()).ok()?)
        .ok()?;
    let mut lines = body.lines();
    let mut field = |name: &str| lines.next()?.strip_prefix(name);
    (field(MAGIC)?.is_empty() && field("id ")? == id.to_string()).then_some(())?;
    let seq = field("seq ")?.parse().ok()?;
    let chain = BASE64_STANDARD_NO_PAD
        .decode(field("chain ")?)
        .ok()?
        .try_into()
        .ok()?;
    Some(Head { seq, chain })
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
        // Of another vault, or forged without the key: as if it were not there.
        assert_eq!(
            compare(&env, path, Uuid::nil(), &key, head(3, 2)),
            LastSeen::Never
        );
        assert_eq!(compare(&env, path, id, &other, head(3, 2)), LastSeen::Never);
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
        let head = decode(mark.as_bytes(), id, &key).expect("a mark that holds");
        assert_eq!(encode(id, &key, head), mark);
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
}
