//! The files of a vault and of a backup that are text, and what people type of a kit or a share.

use vault::{
    Entropy, Error, Passphrase, Share, WordList, fuzzing, looks_like_kit, parse_identity, read_kit,
};

use crate::bytes::first;
use crate::golden;

const LIST: &str = "2026-02-03-120000-0a1b2c3d";

pub fn run(data: &[u8]) {
    let (which, bytes) = first(data);
    match which % 7 {
        0 => match fuzzing::format(bytes) {
            Ok(again) => assert!(again.as_bytes() == bytes, "one state has one spelling"),
            Err(error) => assert!(
                matches!(error, Error::Damaged { .. } | Error::Newer { .. }),
                "{error:?}"
            ),
        },
        1 => {
            if let Some((again, paths)) = fuzzing::backup_list(LIST, bytes) {
                assert!(again.as_bytes() == bytes, "one state has one spelling");
                assert!(paths.iter().any(|(path, _)| path == "format"));
                for (path, place) in &paths {
                    stays_inside(path);
                    stays_inside(place);
                }
            }
        }
        2 => {
            if let Some(again) = fuzzing::replaces(bytes) {
                assert!(again.as_bytes() == bytes, "one state has one spelling");
            }
        }
        3 => {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(key) = parse_identity(&text) {
                let again = parse_identity(&key.identity_string()).expect("our own");
                assert!(*again.identity_string() == *key.identity_string());
            }
        }
        5 => {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(key) = read_kit(&text) {
                assert!(looks_like_kit(&text), "a kit is known for one");
                let again = read_kit(&key.identity_string()).expect("our own");
                assert!(*again.identity_string() == *key.identity_string());
            }
        }
        6 => {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(share) = Share::parse(&text) {
                let same = |text: &str| {
                    let again = Share::parse(text).expect("our own");
                    assert!(*again.line() == *share.line());
                };
                same(&share.line());
                for list in WordList::ALL {
                    same(&share.words(list));
                }
            }
        }
        _ => {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(once) = Passphrase::new(&text) {
                let again = Passphrase::new(once.expose()).expect("our own");
                assert!(once.expose() == again.expose());
                assert!((1..=1024).contains(&once.expose().len()));
            }
        }
    }
}

/// A path that leads to a file below, on every system.
fn stays_inside(path: &str) {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let parts: Vec<&str> = path.split('/').collect();
    let inside = parts.len() <= 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain));
    assert!(inside, "{path}");
}

pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for name in ["v1.vault/format", "v1-lived.vault/format"] {
        seeds.push([&[0][..], &golden::read(name)].concat());
    }
    let hash = "0".repeat(64);
    let mac = "A".repeat(43);
    let list = format!(
        "sandyq.org/backup 1\nvault 2f1c6d0e-7b9a-4c55-9d0e-1a2b3c4d5e6f\nmade 2026-02-03T12:00:00Z\n\
         checked -\nfiles 4\n{hash} 9 blobs/0a/0a1b2c3d4e5f60718293a4b5c6d7e8f9.age\n\
         {hash} 700 case/m-0000000012-0a1b2c3d.age\n{hash} 107 format\n\
         {hash} 359 keys/0123456789abcdef.age\nmac {mac}\n"
    );
    seeds.push([&[1], list.as_bytes()].concat());
    let replaces =
        format!("sandyq.org/rotation 1\nreplaces {mac}\nby {mac}\nold {mac}\nnew {mac}\n");
    seeds.push([&[2], replaces.as_bytes()].concat());
    seeds.push([&[3][..], &golden::read("v1.kit.txt")].concat());
    seeds.push([&[5][..], &golden::read("v1.kit.txt")].concat());
    let page = String::from_utf8(golden::read("v1.kit.txt")).expect("text");
    let kit = parse_identity(&page).expect("a kit");
    let entropy = Entropy::seeded(1);
    for list in WordList::ALL {
        let words = fuzzing::kit_words(&kit, list);
        seeds.push([&[5][..], words.as_bytes()].concat());
        let shares = fuzzing::shares(&kit, &entropy);
        let lines: Vec<_> = shares.iter().map(Share::line).collect();
        seeds.push([&[5][..], format!("{}\n{}", *lines[0], *lines[2]).as_bytes()].concat());
        seeds.push([&[6][..], lines[1].as_bytes()].concat());
        seeds.push([&[6][..], shares[1].words(list).as_bytes()].concat());
    }
    seeds.push("\u{4}шкаф облако ветер ﬁn\u{a0}  a".as_bytes().to_vec());
    seeds
}
