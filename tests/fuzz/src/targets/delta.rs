//! A delta of a store.

use agevfs::fuzzing;

use super::store::{
    CHAIN, DATABASES, EARLIER, MAC, PAGE, SEQ, SUFFIX, compare, delta, key, manifest,
};
use crate::bytes::{array, first, put, u32_at, u64_at};
use crate::known::{hmac_sha256, sha256};
use crate::model::{self, Folder};

const MAC_BIT: u8 = 1;
/// Page size and number of pages are those that the length allows.
const LENGTH_BIT: u8 = 2;
const CONTENT_BIT: u8 = 4;
/// It follows the newest commit, or one that is merged away.
const BEFORE_BIT: u8 = 8;
const CHAIN_BIT: u8 = 16;
/// A commit follows it; the commit it stands for is there a second time, by itself; `SQLite` looks as well.
const NEXT_BIT: u8 = 32;
const TWICE_BIT: u8 = 64;
const SQLITE_BIT: u8 = 128;

pub fn run(data: &[u8]) {
    let (flags, plain) = first(data);
    let set = |bit: u8| flags & bit != 0;
    let mut plain = plain.to_vec();
    if set(LENGTH_BIT) && plain.len() >= 172 {
        let count = (plain.len() - 172) / (PAGE + 4);
        plain.truncate(172 + count * (PAGE + 4));
        put(
            &mut plain,
            12,
            &u32::try_from(PAGE).expect("small").to_be_bytes(),
        );
        put(
            &mut plain,
            104,
            &u32::try_from(count).expect("small").to_be_bytes(),
        );
    }
    if set(BEFORE_BIT) {
        let from = u64_at(&plain, 16).unwrap_or_default();
        put(&mut plain, 32, if from == SEQ { &EARLIER } else { &CHAIN });
    }
    if set(CONTENT_BIT) && plain.len() >= 172 {
        let content = sha256(&[&plain[104..108], &plain[172..]].concat());
        put(&mut plain, 108, &content);
    }
    if let (true, Some(after)) = (set(CHAIN_BIT), linked(&plain)) {
        put(&mut plain, 64, &after);
    }
    if let (true, Some(signed)) = (set(MAC_BIT), plain.get(..140)) {
        let mac = hmac_sha256(&**MAC, &[signed]);
        put(&mut plain, 140, &mac);
    }
    let head = &plain[..plain.len().min(172)];
    if let Ok(again) = fuzzing::delta_head(key(), head) {
        assert!(again == head, "one state has one spelling");
    }
    let (from, to) = (
        u64_at(&plain, 16).unwrap_or(SEQ + 1),
        u64_at(&plain, 24).unwrap_or(SEQ + 1),
    );
    let mut folder = Folder::from([
        (format!("s-{SEQ:010}-{SUFFIX}.age"), DATABASES[0].clone()),
        (format!("m-{SEQ:010}-{SUFFIX}.age"), manifest()),
    ]);
    if let (true, Some(after), Some(next)) = (set(NEXT_BIT), array(&plain, 64), to.checked_add(1)) {
        folder.insert(
            format!("d-{next:010}-{next:010}-00000001.age"),
            delta(next, &after),
        );
    }
    if set(TWICE_BIT) {
        let next = SEQ + 1;
        folder.insert(
            format!("d-{next:010}-{next:010}-00000002.age"),
            delta(next, &CHAIN),
        );
    }
    folder.insert(format!("d-{from:010}-{to:010}-00000000.age"), plain);
    compare(&folder, set(SQLITE_BIT));
}

/// The chain value at the end, as if it were one commit.
fn linked(plain: &[u8]) -> Option<[u8; 32]> {
    let (before, content) = (array(plain, 32)?, array(plain, 108)?);
    let (to, pages) = (u64_at(plain, 24)?, u32_at(plain, 96)?);
    Some(model::chain(&**MAC, &before, to, pages, &content))
}

pub fn seeds() -> Vec<Vec<u8>> {
    let one = delta(SEQ + 1, &CHAIN);
    let mut merged = delta(SEQ + 3, &CHAIN);
    put(&mut merged, 16, &(SEQ + 1).to_be_bytes());
    let mut shrinking = one[..172].to_vec();
    put(&mut shrinking, 96, &[0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0]);
    let leftover = delta(SEQ, &EARLIER);
    let mut seeds = vec![[&[0][..], &one].concat()];
    for plain in [one, merged, shrinking, leftover] {
        for flags in [0b1_1111, 0b11_1111, 0b101_1111, 0b1001_1111, MAC_BIT] {
            seeds.push([&[flags][..], &plain].concat());
        }
    }
    seeds
}
