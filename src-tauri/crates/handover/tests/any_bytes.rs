//! Whatever comes from outside is answered, never with a panic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::Cursor;

use common::keys;
use handover::manifest::Manifest;
use handover::minisign::PublicKey;
use handover::seal::seal;
use handover::{Card, tar};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn texts(text in ".{0,400}") {
        let _ = Card::parse(&text);
        let _ = PublicKey::parse(&text);
        let _ = Manifest::parse(text.as_bytes());
        let _ = keys(1).signing().public().verify(b"x", &text);
    }

    #[test]
    fn a_card_with_any_line_changed(line in 0_usize..7, with in "[ -~]{0,60}") {
        let text = keys(1).card("Aigerim").to_text();
        let mut lines: Vec<&str> = text.lines().collect();
        let same = lines[line].trim() == with.trim();
        lines[line] = &with;
        let read = Card::parse(&lines.join("\n"));
        prop_assert!(read.is_err() || same || read.is_ok_and(|card| card == keys(1).card("Aigerim")));
    }

    #[test]
    fn bytes_in_a_right_envelope(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let sealed = seal(Vec::new(), &[keys(2).recipient().into()], |out| {
            out.write_all(&bytes).map_err(|source| handover::Error::Io { op: "test", source })
        }).unwrap();
        let found = handover::check(Cursor::new(&sealed), &keys(2), &[]).unwrap();
        prop_assert!(!found.valid && !found.signed);
        prop_assert!(!handover::check(Cursor::new(&bytes), &keys(2), &[]).unwrap().valid);
    }

    #[test]
    fn an_archive_of_any_files_reads_back(files in proptest::collection::btree_map("[a-z]{1,20}", proptest::collection::vec(any::<u8>(), 0..1500), 0..6)) {
        let mut writer = tar::Writer::new(Vec::new());
        for (name, bytes) in &files {
            writer.file(name, bytes.len() as u64, &mut bytes.as_slice()).unwrap();
        }
        let archive = writer.finish().unwrap();
        let mut reader = tar::Reader::new(archive.as_slice());
        for (name, bytes) in &files {
            let mut found = vec![0; usize::try_from(reader.next(name, 1 << 20).unwrap()).unwrap()];
            let mut at = 0;
            while at < found.len() {
                at += reader.read(&mut found[at..]).unwrap();
            }
            prop_assert_eq!(&found, bytes);
        }
        reader.finish().unwrap();
    }
}
