//! A small store on a disk in memory, in which one file is the fuzzer's.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use agevfs::fs::Fs;
use agevfs::fs::sim::SimFs;
use agevfs::{Entropy, Key, Kind, Options, fuzzing};
use rusqlite::{Connection, MAIN_DB};
use zeroize::Zeroizing;

use crate::golden;
use crate::known::{Envelope, hmac_sha256, sha256};
use crate::model::{self, Folder};

pub const PAGE: usize = 512;
pub const SEQ: u64 = 3;
pub const SUFFIX: &str = "aabbccdd";
/// Chain values of commits that were before.
pub const CHAIN: [u8; 32] = [3; 32];
pub const EARLIER: [u8; 32] = [2; 32];
/// Larger databases are not compared page by page.
const MOST: u32 = 64;

/// The case identity of the golden vault.
pub fn key() -> &'static Key {
    &golden::SLOT.1
}

/// What is sealed to it is authentic.
pub static ENVELOPE: LazyLock<Envelope> = LazyLock::new(|| {
    let files = golden::files("v1.vault/case");
    let (_, manifest) = files
        .iter()
        .find(|(name, _)| name.starts_with("m-"))
        .expect("a manifest");
    Envelope::of(manifest, key().identity())
});

/// *K* of the format.
pub static MAC: LazyLock<Zeroizing<[u8; 32]>> = LazyLock::new(|| key().derive("agevfs mac v1"));

/// Two states of a database.
pub static DATABASES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let mut conn = Connection::open_in_memory().expect("memory");
    conn.execute_batch(&format!(
        "PRAGMA page_size = {PAGE}; PRAGMA auto_vacuum = INCREMENTAL;
         CREATE TABLE t(id INTEGER PRIMARY KEY, body); INSERT INTO t VALUES(1, 'first');"
    ))
    .expect("a table");
    let first = conn.serialize(MAIN_DB).expect("memory").to_vec();
    conn.execute_batch("INSERT INTO t VALUES(2, hex(zeroblob(300)))")
        .expect("a row");
    [first, conn.serialize(MAIN_DB).expect("memory").to_vec()]
});

/// The manifest of the first state.
pub fn manifest() -> Vec<u8> {
    let snapshot = &DATABASES[0];
    let number = |n: usize| u32::try_from(n).expect("small").to_be_bytes();
    let mut plain = b"agevfs-m".to_vec();
    plain.extend(1_u32.to_be_bytes());
    plain.extend(number(PAGE));
    plain.extend(SEQ.to_be_bytes());
    plain.extend(CHAIN);
    plain.extend(SUFFIX.as_bytes());
    plain.extend(ENVELOPE.binding());
    plain.extend(ENVELOPE.sealed_len(snapshot.len()).to_be_bytes());
    plain.extend(number(snapshot.len() / PAGE));
    plain.extend(sha256(snapshot));
    plain.extend(number(1));
    plain.extend((SEQ - 1).to_be_bytes());
    plain.extend(EARLIER);
    plain.extend(hmac_sha256(&**MAC, &[&plain]));
    plain
}

/// The delta of commit `seq` that makes the second state of the first.
pub fn delta(seq: u64, before: &[u8; 32]) -> Vec<u8> {
    let [first, second] = &*DATABASES;
    let changed: Vec<usize> = (0..second.len() / PAGE)
        .filter(|page| first.chunks(PAGE).nth(*page) != second.chunks(PAGE).nth(*page))
        .collect();
    let number = |n: usize| u32::try_from(n).expect("small").to_be_bytes();
    let mut body = number(changed.len()).to_vec();
    body.extend(changed.iter().flat_map(|page| number(page + 1)));
    for page in &changed {
        body.extend(&second[page * PAGE..(page + 1) * PAGE]);
    }
    let pages = u32::try_from(second.len() / PAGE).expect("small");
    let content = sha256(&body);
    let mut plain = b"agevfs-d".to_vec();
    plain.extend(1_u32.to_be_bytes());
    plain.extend(number(PAGE));
    plain.extend(seq.to_be_bytes());
    plain.extend(seq.to_be_bytes());
    plain.extend(before);
    plain.extend(model::chain(&**MAC, before, seq, pages, &content));
    plain.extend(pages.to_be_bytes());
    plain.extend(pages.to_be_bytes());
    plain.extend(&body[..4]);
    plain.extend(content);
    plain.extend(hmac_sha256(&**MAC, &[&plain]));
    plain.extend(&body[4..]);
    plain
}

/// Opens the folder with the engine and with the second reader: both refuse it, or both read the same.
pub fn compare(folder: &Folder, with_sqlite: bool) {
    let disk = SimFs::new();
    let dir = Path::new("/store");
    disk.mkdir(dir).expect("an empty disk");
    for (name, plain) in folder {
        disk.tamper(&dir.join(name), Some(ENVELOPE.seal(plain)));
    }
    let before = disk.files();
    let expected = model::read(folder, &**MAC, &ENVELOPE, MOST);
    match (
        fuzzing::content(Arc::new(disk.clone()), dir, key(), MOST),
        expected,
    ) {
        (Ok(found), Some(expected)) => {
            assert_eq!((found.head.seq, found.head.chain), expected.head);
            assert_eq!(found.pages, expected.pages);
            assert_eq!(found.report.problems.is_empty(), expected.sound);
            assert!(found.image == expected.image, "another content");
        }
        (Err(error), None) => {
            let promised = matches!(
                error.kind(),
                Kind::Damaged | Kind::Newer | Kind::Fork | Kind::NotAStore
            );
            assert!(promised, "{error}");
        }
        (Ok(_), None) => panic!("taken, and has to be refused"),
        (Err(error), Some(_)) => panic!("refused, and has to be taken: {error}"),
    }
    assert!(disk.files() == before, "reading changed something");
    if with_sqlite {
        look_with_sqlite(disk, dir);
    }
}

/// Whatever the pages hold: `SQLite` answers.
fn look_with_sqlite(disk: SimFs, dir: &Path) {
    let options = Options {
        read_only: true,
        cache_bytes: 0,
        sqlite_cache_kib: 64,
        ..Options::default()
    };
    let opened = agevfs::open(Arc::new(disk), dir, key(), &Entropy::seeded(1), options);
    let Ok(mut database) = opened else {
        return;
    };
    // One that claims to be huge is not read through.
    if database.stats().pages <= MOST {
        let connection = database.connection();
        let _ = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
        let _ = connection.query_row("SELECT count(*), max(body) FROM t", [], |row| {
            row.get::<_, i64>(0)
        });
    }
}
