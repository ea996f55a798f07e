//! Locked means gone: after locking, no byte of a key is in the memory of the process. In a test binary of its own, so that
//! nothing else in the process holds keys.
#![cfg(target_os = "linux")]

mod common;

use std::io::{BufRead, Read, Seek, SeekFrom};
use std::sync::{Mutex, MutexGuard, PoisonError};

use agevfs::fs::RealFs;
use common::*;
use vault::Vault;
use zeroize::Zeroize;

const MASK: u8 = 0xa5;

/// One test at a time: what the other one has open would be found.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A secret to look for, kept in a form that is not itself found.
struct Wanted {
    what: &'static str,
    masked: Vec<u8>,
}

impl Wanted {
    fn new(what: &'static str, secret: &[u8]) -> Self {
        let masked = secret.iter().map(|b| b ^ MASK).collect();
        Self { what, masked }
    }

    /// How often it stands in `memory`. Jumps from one possible first byte to the next.
    fn count(&self, memory: &[u8]) -> usize {
        let first = self.masked[0] ^ MASK;
        let (mut rest, mut found) = (memory, 0);
        loop {
            let skipped = rest.skip_until(first).expect("memory");
            let at = memory.len() - rest.len();
            if skipped == 0 || memory[at - 1] != first {
                return found;
            }
            let after = memory[at..].iter().zip(&self.masked[1..]);
            let long_enough = memory.len() - at >= self.masked.len() - 1;
            found += usize::from(long_enough && after.into_iter().all(|(a, b)| a ^ MASK == *b));
        }
    }
}

/// How often each of `wanted` stands in the memory of this process that can be written.
fn copies(wanted: &[Wanted]) -> Vec<usize> {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("Linux");
    let mut memory = std::fs::File::open("/proc/self/mem").expect("our own");
    let mut copies = vec![0; wanted.len()];
    // Read in steps into one buffer, which itself is left out, or it would be found in place of what was read.
    let mut buf = vec![0; 1 << 20];
    let own = buf.as_ptr() as usize;
    let own = own..own + buf.len();
    let mut scan = |mut from: usize, to: usize| {
        while from < to {
            let len = (to - from).min(buf.len());
            let part = &mut buf[..len];
            let sought = memory.seek(SeekFrom::Start(from as u64));
            if sought.and_then(|_| memory.read_exact(part)).is_ok() {
                for (w, n) in wanted.iter().zip(&mut copies) {
                    *n += w.count(part);
                }
            }
            part.zeroize();
            // Steps overlap, so that nothing is missed at a border.
            from += if len == 1 << 20 { len - 256 } else { len };
        }
    };
    for line in maps.lines().filter(|l| l.contains(" rw")) {
        let range = line.split(' ').next().expect("a range");
        let (from, to) = range.split_once('-').expect("two ends");
        let parse = |hex| usize::from_str_radix(hex, 16).expect("hexadecimal");
        let (from, to) = (parse(from), parse(to));
        scan(from, to.min(own.start.max(from)));
        scan(from.max(own.end.min(to)), to);
    }
    copies
}

/// The secrets of the vault, learnt with the kit and masked at once.
fn secrets(disk: &agevfs::fs::sim::SimFs, kit: &str) -> Vec<Wanted> {
    let kit = vault::parse_identity(kit).expect("a key");
    let mut wanted = Vec::new();
    for (_, bytes) in disk.files() {
        let Ok(mut opened) = agevfs::stream::open(bytes, &[kit.identity()]) else {
            continue;
        };
        let mut text = String::with_capacity(1024);
        opened.read_to_string(&mut text).expect("text");
        let key = vault::parse_identity(&text).expect("an identity");
        wanted.push(Wanted::new(
            "identity, as text",
            key.identity_string().as_bytes(),
        ));
        wanted.push(Wanted::new("MAC key", &*key.derive("agevfs mac v1")));
        let (_, mut scalar) = bech32::decode(&key.identity_string()).expect("an identity");
        wanted.push(Wanted::new("identity", &scalar));
        scalar.zeroize();
        text.zeroize();
    }
    wanted.push(Wanted::new("kit", kit.identity_string().as_bytes()));
    wanted
}

#[test]
fn no_key_is_in_memory_after_locking() {
    let _alone = alone();
    let disk = disk();
    let wanted = {
        let kit = with_notes(&disk);
        secrets(&disk, kit.identity())
    };
    assert_eq!(wanted.len(), 7);
    for round in 0..3 {
        let mut vault = unlock(&disk, FIRST).expect("opens");
        vault.open_seal(&passphrase(FIRST)).expect("opens");
        // The negative control: while it is open, the keys of both compartments are found.
        let open: usize = copies(&wanted).iter().sum();
        assert!(open >= 4, "{open}");
        vault.lock().expect("locks");
        let names = wanted.iter().map(|w| w.what);
        let left: Vec<_> = names.zip(copies(&wanted)).filter(|(_, n)| *n > 0).collect();
        assert_eq!(left, [], "round {round}");
    }
}

/// What was written and read is gone as well: pages in the caches of the engine and of `SQLite`, values of statements.
#[test]
fn no_content_is_in_memory_after_locking() {
    let _alone = alone();
    assert!(agevfs::wipe_freed_memory());
    let disk = disk();
    with_notes(&disk);
    let wanted = [
        Wanted::new("a note", b"Marker-7391-interview"),
        Wanted::new("a source", b"Marker-5526-source"),
    ];
    for round in 0..3 {
        let mut vault = unlock(&disk, FIRST).expect("opens");
        vault.open_seal(&passphrase(FIRST)).expect("opens");
        for _ in 0..100 {
            write(vault.cases(), &wanted[0]);
            write(vault.sealed().expect("open"), &wanted[1]);
        }
        let sql = "SELECT count(DISTINCT text || rowid) FROM note WHERE text > 'M' ORDER BY text";
        let sorted: i64 = vault
            .cases()
            .query_row(sql, [], |row| row.get(0))
            .expect("counts");
        assert!(sorted >= 100);
        let open = copies(&wanted);
        assert!(open[0] > 100 && open[1] > 100, "{open:?}");
        vault.lock().expect("locks");
        assert_eq!(copies(&wanted), [0, 0], "round {round}");
    }
}

/// Writes the wanted text, which exists in the clear no longer than the statement.
fn write(conn: &rusqlite::Connection, wanted: &Wanted) {
    let mut text: Vec<u8> = wanted.masked.iter().map(|b| b ^ MASK).collect();
    let as_text = std::str::from_utf8(&text).expect("ASCII");
    conn.execute("INSERT INTO note VALUES (?1)", [as_text])
        .expect("a row");
    text.zeroize();
}

/// The same on a real disk, where many files are opened, and decrypted ahead, by threads of their own: what a thread leaves on its
/// stack must not outlive the lock either.
#[test]
fn threads_that_open_files_leave_no_key() {
    let _alone = alone();
    let disk = disk();
    let wanted = {
        let kit = with_notes(&disk);
        secrets(&disk, kit.identity())
    };
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("cases.vault");
    for (path, bytes) in disk.files() {
        let below = path.strip_prefix(ROOT).expect("of the vault");
        let path = root.join(below);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    let opened = |seed| {
        let vault = Vault::at(&root, env(RealFs, seed)).expect("a vault");
        let mut vault = vault
            .unlock(&passphrase(FIRST))
            .map_err(|(_, e)| e)
            .expect("opens");
        vault.open_seal(&passphrase(FIRST)).expect("opens");
        vault
    };
    for round in 0..3 {
        let mut vault = opened(50 + 2 * round);
        for n in 0..20 {
            note(vault.cases(), &format!("note {n} of round {round}"));
        }
        // Not locked but dropped, as by a crash: its deltas stay, and the next opening has many files to open.
        drop(vault);
        let mut vault = opened(51 + 2 * round);
        assert!(notes(vault.cases()).len() > 20);
        let open: usize = copies(&wanted).iter().sum();
        assert!(open >= 4, "{open}");
        vault.lock().expect("locks");
        let names = wanted.iter().map(|w| w.what);
        let left: Vec<_> = names.zip(copies(&wanted)).filter(|(_, n)| *n > 0).collect();
        assert_eq!(left, [], "round {round}");
    }
}
