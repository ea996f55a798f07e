//! File names of a store: `s-<seq>-<r>.age`, `m-<seq>-<r>.age`, `d-<from>-<to>-<r>.age`.
//!
//! Commit numbers are decimal, at least ten digits; `r` is eight random hexadecimal digits, so that two
//! devices never overwrite each other's file. Names are a hint only: what counts is inside.

use std::collections::BTreeSet;
use std::fmt;

use crate::Entropy;

/// The part of a name that is random.
pub(super) type Suffix = [u8; 8];

/// What a file of a store is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    Snapshot { seq: u64, suffix: Suffix },
    Manifest { seq: u64, suffix: Suffix },
    Delta { from: u64, to: u64, suffix: Suffix },
}

impl Name {
    /// The meaning of a name in exactly the form it is written; `None` for any other.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_suffix(".age")?.split('-');
        let kind = parts.next()?;
        let seq = parts.next()?.parse().ok()?;
        let to = if kind == "d" {
            parts.next()?.parse().ok()?
        } else {
            seq
        };
        let suffix = parts.next()?.as_bytes().try_into().ok()?;
        let name = match kind {
            "s" => Self::Snapshot { seq, suffix },
            "m" => Self::Manifest { seq, suffix },
            "d" => Self::Delta {
                from: seq,
                to,
                suffix,
            },
            _ => return None,
        };
        let hex = |b: &u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        (suffix.iter().all(hex) && name.to_string() == text).then_some(name)
    }
}

impl Name {
    /// The newest commit a file of this name holds.
    pub fn last_commit(&self) -> u64 {
        match self {
            Self::Snapshot { seq, .. } | Self::Manifest { seq, .. } => *seq,
            Self::Delta { to, .. } => *to,
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |suffix: &Suffix| String::from_utf8_lossy(suffix).into_owned();
        match self {
            Self::Snapshot { seq, suffix } => write!(f, "s-{seq:010}-{}.age", text(suffix)),
            Self::Manifest { seq, suffix } => write!(f, "m-{seq:010}-{}.age", text(suffix)),
            Self::Delta { from, to, suffix } => {
                write!(f, "d-{from:010}-{to:010}-{}.age", text(suffix))
            }
        }
    }
}

/// Those of the names in the folder of a store that a copy of its newest state does without: earlier generations, and deltas
/// that a longer one covers. By the names alone; where they say nothing, none.
pub fn superseded<'a>(names: &[&'a str]) -> BTreeSet<&'a str> {
    let known: Vec<(Name, &str)> = names
        .iter()
        .filter_map(|text| Some((Name::parse(text)?, *text)))
        .collect();
    let there = |name: Name| known.iter().any(|(known, _)| *known == name);
    let newest = known.iter().map(|(name, _)| *name);
    let newest = newest.filter(|n| matches!(n, Name::Manifest { .. })).max();
    let Some(newest @ Name::Manifest { seq, suffix }) = newest else {
        return BTreeSet::new();
    };
    let snapshot = Name::Snapshot { seq, suffix };
    if !there(snapshot) {
        return BTreeSet::new();
    }
    let covered = |from: u64, to: u64| {
        known.iter().any(|(other, _)| {
            matches!(other, Name::Delta { from: f, to: t, .. }
                if *f <= from && to <= *t && (*f, *t) != (from, to) && *f > seq)
        })
    };
    let needless = known.iter().filter(|(name, _)| match *name {
        Name::Delta { from, to, .. } => to <= seq || covered(from, to),
        name => name != newest && name != snapshot,
    });
    needless.map(|(_, text)| *text).collect()
}

/// A fresh random part of a name.
pub(super) fn suffix(entropy: &Entropy) -> Suffix {
    entropy
        .hex(4)
        .as_bytes()
        .try_into()
        .expect("four bytes are eight digits")
}

/// A fresh name for a file that is still being written.
pub(super) fn temporary(entropy: &Entropy) -> String {
    format!("{TEMPORARY}{}", entropy.hex(8))
}

/// How the names of unfinished files begin.
pub(super) const TEMPORARY: &str = "tmp-";

#[cfg(test)]
mod tests {
    use super::Name;

    fn check(text: &str, known: bool) {
        match Name::parse(text) {
            Some(name) => assert_eq!((name.to_string().as_str(), known), (text, true)),
            None => assert!(!known, "{text}"),
        }
    }

    #[test]
    fn a_newer_file_does_for_older_ones() {
        let names = [
            "d-0000000001-0000000001-0123abcd.age",
            "d-0000000003-0000000003-0123abcd.age",
            "d-0000000003-0000000004-0123abcd.age",
            "d-0000000005-0000000005-0123abcd.age",
            "d-0000000005-0000000005-ffffffff.age",
            "m-0000000001-0123abcd.age",
            "m-0000000002-0123abcd.age",
            "s-0000000001-0123abcd.age",
            "s-0000000002-0123abcd.age",
            "s-0000000003-0123abcd.age",
            "something else",
        ];
        let needless: Vec<usize> = (0..names.len())
            .filter(|i| super::superseded(&names).contains(names[*i]))
            .collect();
        assert_eq!(needless, [0, 1, 5, 7, 9]);
        // Its snapshot is on its way: nothing is known.
        let without: Vec<&str> = names
            .into_iter()
            .filter(|n| !n.starts_with("s-0000000002"))
            .collect();
        assert!(super::superseded(&without).is_empty());
    }

    #[test]
    fn only_canonical_names_are_names() {
        check("s-0000000000-0123abcd.age", true);
        check("m-0000000007-0123abcd.age", true);
        check("d-0000000001-0000000016-0123abcd.age", true);
        check("d-12345678901-12345678901-0123abcd.age", true);
        check("s-0-0123abcd.age", false);
        check("s-0000000000-0123ABCD.age", false);
        check("s-0000000000-0123abc.age", false);
        check("d-0000000001-0123abcd.age", false);
        check("s-+000000000-0123abcd.age", false);
        check("x-0000000000-0123abcd.age", false);
        check("s-0000000000-0123abcd.age.bak", false);
    }
}
