//! Pages of a store against a model: a list of fill bytes.
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::commit::content_hash;
use super::layout::{DeltaHead, chain};
use super::{Page, Place, Store};
use crate::fs::sim::SimFs;
use crate::{Entropy, Key, Options};

const SIZE: usize = 4096;

struct Model {
    fs: SimFs,
    key: Key,
    entropy: Entropy,
    options: Options,
    pages: Vec<u8>,
}

impl Model {
    fn place<T>(&self, run: impl FnOnce(&Place<'_>) -> T) -> T {
        run(&Place {
            fs: Arc::new(self.fs.clone()),
            dir: Path::new("/case"),
            key: &self.key,
            entropy: &self.entropy,
            options: self.options,
        })
    }

    fn random(&self, below: usize) -> usize {
        usize::from(u16::from_be_bytes(*self.entropy.bytes::<2>())) % below
    }

    /// Writes page 1, with the new size in it, and some others; new pages not written are zeros.
    fn change(&mut self, store: &mut Store) {
        let size = 1 + self.random(60);
        let fill = u8::try_from(1 + self.random(255)).unwrap();
        self.pages.resize(size, 0);
        let mut written = vec![1];
        written.extend((0..self.random(6)).map(|_| 1 + self.random(size)));
        for page in written {
            let mut content = vec![fill; SIZE];
            if page == 1 {
                content[28..32].copy_from_slice(&u32::try_from(size).unwrap().to_be_bytes());
            }
            store.write(u32::try_from(page).unwrap(), &content);
            self.pages[page - 1] = fill;
        }
        store.commit().unwrap();
    }

    fn check(&self, store: &mut Store) {
        assert_eq!(store.size() as usize, self.pages.len());
        let mut byte = [0];
        for (page, fill) in (1..).zip(&self.pages) {
            store.read(page, SIZE - 1, &mut byte).unwrap();
            assert_eq!(byte[0], *fill, "page {page} of {}", self.pages.len());
        }
        store
            .read(u32::try_from(self.pages.len()).unwrap() + 1, 0, &mut byte)
            .unwrap();
        assert_eq!(byte, [0], "there is nothing behind the end");
    }
}

/// Pages that are cut off and come back unwritten read as zeros, not as what was there before.
fn check(seed: u64, max_deltas: usize) {
    let options = Options {
        max_deltas,
        cache_bytes: 0,
        ..Options::default()
    };
    let (key, entropy) = (Key::generate(&Entropy::seeded(1)), Entropy::seeded(seed));
    let mut model = Model {
        fs: SimFs::new(),
        key,
        entropy,
        options,
        pages: Vec::new(),
    };
    let mut store = model.place(Store::create).unwrap();
    for _ in 0..120 {
        match model.random(20) {
            0 => store.compact().unwrap(),
            1 => store = model.place(Store::open).unwrap(),
            2 => {
                store.write(1, &[9; SIZE]);
                store.discard();
            }
            _ => model.change(&mut store),
        }
        model.check(&mut store);
    }
    assert_eq!(store.verify(&mut |_| true).unwrap().problems, []);
}

#[test]
fn pages_are_what_was_written_last() {
    for seed in 0..6 {
        check(seed, 3);
        check(seed, 32);
    }
}

/// Any bytes under the right key and MAC: nobody else can make such files, but a bug or a bad memory may.
mod signed_nonsense {
    use std::io::Write;
    use std::path::{Path, PathBuf};
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::super::layout::resign;
    use super::{Place, SIZE, Store};
    use crate::fs::sim::SimFs;
    use crate::{Entropy, Error, Key, Options};

    static KEY: LazyLock<Key> = LazyLock::new(|| Key::generate(&Entropy::seeded(1)));

    fn open(fs: &SimFs) -> Result<Store, Error> {
        let entropy = Entropy::os();
        let fs = Arc::new(fs.clone());
        Store::open(&Place {
            fs,
            dir: Path::new("/case"),
            key: &KEY,
            entropy: &entropy,
            options: Options::default(),
        })
    }

    type Plain = Vec<(PathBuf, Vec<u8>)>;

    /// A store with a manifest that has points, and a delta; and the plaintext of both.
    static START: LazyLock<(SimFs, Plain)> = LazyLock::new(|| {
        let fs = SimFs::new();
        let entropy = Entropy::seeded(2);
        let place = Place {
            fs: Arc::new(fs.clone()),
            dir: Path::new("/case"),
            key: &KEY,
            entropy: &entropy,
            options: Options::default(),
        };
        let mut store = Store::create(&place).unwrap();
        for fill in 1..4 {
            let mut page = vec![fill; SIZE];
            page[28..32].copy_from_slice(&2_u32.to_be_bytes());
            store.write(1, &page);
            store.commit().unwrap();
            if fill == 2 {
                store.compact().unwrap();
            }
        }
        let plain = |(path, bytes): (PathBuf, Vec<u8>)| {
            let mut reader = crate::stream::open(bytes, &[KEY.identity()]).unwrap();
            let mut plain = vec![0; usize::try_from(reader.len()).unwrap()];
            reader.read_exact_at(0, &mut plain).unwrap();
            (path, plain)
        };
        let signed = |(path, _): &(PathBuf, Vec<u8>)| !path.to_string_lossy().contains("/s-");
        (
            fs.fork(),
            fs.files().into_iter().filter(signed).map(plain).collect(),
        )
    });

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_refused_or_read_without_a_panic(
            which in 0..2_usize,
            changes in prop::collection::vec((0..240_usize, any::<u8>()), 1..8),
            cut in prop::option::of(0..400_usize),
        ) {
            let (fs, files) = &*START;
            let (path, plain) = &files[which];
            let mut plain = plain.clone();
            plain.truncate(cut.unwrap_or(plain.len()));
            for (at, value) in changes {
                if let Some(byte) = plain.get_mut(at) {
                    *byte = value;
                }
            }
            resign(&KEY, &mut plain);
            let mut file = Vec::new();
            let mut writer = crate::stream::seal(&mut file, &[KEY.recipient()]).unwrap();
            writer.write_all(&plain).unwrap();
            writer.finish().unwrap();
            let fs = fs.fork();
            fs.tamper(path, Some(file));
            if let Ok(mut store) = open(&fs) {
                let mut page = vec![0; store.page_size() as usize];
                for number in [1, 2, store.size()] {
                    let _ = store.read(number, 0, &mut page);
                }
                let _ = store.verify(&mut |_| true);
            }
        }
    }
}

/// The worked values of docs/vault-format.md.
#[test]
fn the_document_tells_the_values_of_a_chain() {
    const FORMAT: &str = include_str!("../../../../../docs/vault-format.md");
    let (_, worked) = FORMAT.split_once("### Worked values").unwrap();
    let mut lines = worked.lines().map(str::trim);
    let mut value = |name: &str| {
        let found = lines.find_map(|line| line.strip_prefix(name));
        found
            .unwrap_or_else(|| panic!("no {name}"))
            .trim()
            .to_owned()
    };
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(String::new(), |text, b| text + &format!("{b:02x}"))
    };
    let pages = |list: &[(u32, u8)]| -> BTreeMap<u32, Page> {
        let page = |fill| Zeroizing::new(vec![fill; 512].into());
        list.iter().map(|(n, fill)| (*n, page(*fill))).collect()
    };

    let identity = value("identity");
    let key = Key::from_identity(&identity).unwrap();
    let secret: Vec<u8> = (1..=32).collect();
    assert_eq!(bech32::decode(&identity).unwrap().1, secret);
    assert_eq!(value("K "), hex(key.mac_key()));
    let before = [0xc0; 32];
    assert_eq!(value("c_0"), hex(&before));
    let content = content_hash(&pages(&[(1, 0x11), (3, 0x33)]));
    assert_eq!(value("content"), hex(&content));
    let after = chain(&key, &before, 1, 3, &content);
    assert_eq!(value("c_1"), hex(&after));
    let head = DeltaHead {
        page_size: 512,
        from: 1,
        to: 1,
        before,
        after,
        pages_after: 3,
        pages_min: 3,
        count: 2,
        content,
    };
    assert_eq!(value("delta MAC"), hex(&head.encode(&key)[140..]));
    let content = content_hash(&pages(&[(1, 0x12)]));
    assert_eq!(value("content"), hex(&content));
    let after = chain(&key, &after, 2, 2, &content);
    assert_eq!(value("c_2"), hex(&after));
}
