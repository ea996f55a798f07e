//! The manifest of a store.

use agevfs::fuzzing;

use super::store::{
    CHAIN, DATABASES, EARLIER, ENVELOPE, MAC, SEQ, SUFFIX, compare, delta, key, manifest,
};
use crate::bytes::{first, put, u64_at};
use crate::known::{hmac_sha256, sha256};
use crate::model::Folder;

/// What the first bits of the flags make right.
const MADE_RIGHT: u8 = 0b111;
const MAC_BIT: u8 = 1;
const SNAPSHOT_BIT: u8 = 2;
const SUFFIX_BIT: u8 = 4;
/// A file that was merged away lies there too; the next commit does; `SQLite` looks as well.
const LEFTOVER_BIT: u8 = 8;
const NEXT_BIT: u8 = 16;
const SQLITE_BIT: u8 = 32;

pub fn run(data: &[u8]) {
    let (flags, plain) = first(data);
    let set = |bit: u8| flags & bit != 0;
    let mut plain = plain.to_vec();
    let snapshot = &DATABASES[0];
    if set(SUFFIX_BIT) {
        put(&mut plain, 56, SUFFIX.as_bytes());
    }
    if set(SNAPSHOT_BIT) {
        put(&mut plain, 64, &ENVELOPE.binding());
        put(
            &mut plain,
            96,
            &ENVELOPE.sealed_len(snapshot.len()).to_be_bytes(),
        );
        put(&mut plain, 108, &sha256(snapshot));
    }
    if let (true, Some((signed, place))) = (set(MAC_BIT), plain.split_last_chunk_mut()) {
        *place = hmac_sha256(&**MAC, &[signed]);
    }
    if let Ok(again) = fuzzing::manifest(key(), &plain) {
        assert!(again == plain, "one state has one spelling");
    }
    let seq = u64_at(&plain, 16).unwrap_or(SEQ);
    let mut folder = Folder::from([(format!("s-{seq:010}-{SUFFIX}.age"), snapshot.clone())]);
    if set(LEFTOVER_BIT) {
        folder.insert(
            "d-0000000002-0000000002-00000001.age".into(),
            delta(2, &EARLIER),
        );
    }
    if set(NEXT_BIT) {
        folder.insert(
            "d-0000000004-0000000004-00000002.age".into(),
            delta(4, &CHAIN),
        );
    }
    folder.insert(format!("m-{seq:010}-{SUFFIX}.age"), plain);
    compare(&folder, set(SQLITE_BIT));
}

pub fn seeds() -> Vec<Vec<u8>> {
    let made = manifest();
    let mut none = made[..144].to_vec();
    put(&mut none, 140, &[0; 4]);
    none.extend([0; 32]);
    let mut many = made[..144].to_vec();
    put(&mut many, 140, &3_u32.to_be_bytes());
    for seq in 0..3_u64 {
        many.extend(seq.to_be_bytes());
        many.extend([0x40; 32]);
    }
    many.extend([0; 32]);
    let mut seeds = vec![[&[0][..], &made].concat()];
    for plain in [made, none, many] {
        for flags in [
            MADE_RIGHT,
            0b11_1111,
            MADE_RIGHT | LEFTOVER_BIT,
            MADE_RIGHT | NEXT_BIT,
        ] {
            seeds.push([&[flags][..], &plain].concat());
        }
    }
    seeds
}
