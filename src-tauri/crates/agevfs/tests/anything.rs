//! Any bytes at all where an age file or a store is expected: an error, never a panic.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::sync::LazyLock;

use agevfs::fs::sim::SimFs;
use agevfs::stream;
use proptest::prelude::*;
use support::{KEY, create, dir, open};

/// Bytes that get further than plain noise does.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("age-encryption.org/v1".to_owned()),
        "-> [a-zA-Z0-9 ]{0,80}",
        "[a-zA-Z0-9+/]{0,70}",
        "--- [a-zA-Z0-9+/]{43}",
        ".{0,40}",
    ];
    let lines = prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n").into_bytes());
    let header = lines.prop_map(|rest| [b"age-encryption.org/v1\n".to_vec(), rest].concat());
    prop_oneof![3 => header, 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

static EMPTY: LazyLock<SimFs> = LazyLock::new(|| {
    let fs = SimFs::new();
    drop(create(&fs).unwrap());
    fs
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn is_no_age_file(bytes in bytes()) {
        prop_assert!(stream::open(bytes, &[KEY.identity()]).is_err());
    }

    #[test]
    fn is_no_store(bytes in bytes(), name in "[smd]-00000000[0-9]{2}-(0000000001-)?[0-9a-f]{8}\\.age") {
        let fs = EMPTY.fork();
        fs.tamper(&dir().join(&name), Some(bytes));
        let before = fs.files();
        // A name that means nothing, or an old snapshot, may lie there.
        let opened = open(&fs);
        prop_assert!(opened.is_err() || name.starts_with('s') || !opened.unwrap().poisoned());
        prop_assert_eq!(fs.files(), before);
    }
}
