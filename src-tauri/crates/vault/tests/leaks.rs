//! Nothing that a person wrote, and no secret, ever reaches the storage in the clear: not in a file that stays, not in one
//! that was there for a moment, not in a name.

mod common;

use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use agevfs::fs::sim::SimFs;
use agevfs::fs::{Entry, File, Fs, Lock, ReadAt};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use common::*;
use vault::{BlobRef, KdfParams};

const MARKER: &str = "Marker-Аягөз-7391-interview";

/// A disk that keeps every byte that was ever written to it, and every name.
#[derive(Clone)]
struct Tap {
    disk: SimFs,
    written: Arc<Mutex<Vec<Vec<u8>>>>,
}

struct TapFile {
    inner: Box<dyn File>,
    at: usize,
    written: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl ReadAt for TapFile {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        self.inner.read_at(offset, buf)
    }
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }
}

impl Write for TapFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(buf)?;
        self.written.lock().expect("alive")[self.at].extend_from_slice(&buf[..n]);
        Ok(n)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl File for TapFile {
    fn fsync(&mut self) -> io::Result<()> {
        self.inner.fsync()
    }
}

impl Fs for Tap {
    fn open(&self, path: &Path) -> io::Result<Box<dyn File>> {
        self.disk.open(path)
    }
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn File>> {
        let inner = self.disk.create_new(path)?;
        let mut written = self.written.lock().expect("alive");
        written.push(path.as_os_str().as_encoded_bytes().to_vec());
        written.push(Vec::new());
        let at = written.len() - 1;
        Ok(Box::new(TapFile {
            inner,
            at,
            written: Arc::clone(&self.written),
        }))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.written
            .lock()
            .expect("alive")
            .push(to.as_os_str().as_encoded_bytes().to_vec());
        self.disk.rename(from, to)
    }
    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.disk.unlink(path)
    }
    fn mkdir(&self, path: &Path) -> io::Result<()> {
        self.disk.mkdir(path)
    }
    fn rmdir(&self, path: &Path) -> io::Result<()> {
        self.disk.rmdir(path)
    }
    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.disk.sync_dir(path)
    }
    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.disk.list(path)
    }
    fn len(&self, path: &Path) -> io::Result<u64> {
        self.disk.len(path)
    }
    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.disk.exists(path)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.disk.lock(path)
    }
}

/// The ways a text may lie in a file: UTF-8, UTF-16 in both orders, hexadecimal, base64 at each of its three offsets.
fn spellings(text: &[u8]) -> Vec<Vec<u8>> {
    let utf16 = |to: fn(u16) -> [u8; 2]| {
        String::from_utf8_lossy(text)
            .encode_utf16()
            .flat_map(to)
            .collect::<Vec<u8>>()
    };
    let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
    let hex: String = text
        .iter()
        .flat_map(|b| [digit(b >> 4), digit(b & 15)])
        .collect();
    let mut all = vec![
        text.to_vec(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
    ];
    for skip in 0..3 {
        // Only characters that depend on this text alone.
        let inner = &text[skip..];
        let whole = inner.len() / 3 * 3;
        all.push(BASE64_STANDARD_NO_PAD.encode(&inner[..whole]).into_bytes());
    }
    all
}

fn finds(haystack: &[u8], text: &[u8]) -> bool {
    spellings(text)
        .iter()
        .any(|needle| haystack.windows(needle.len()).any(|w| w == needle))
}

#[test]
fn the_search_itself_finds_every_spelling() {
    let text = MARKER.as_bytes();
    let utf16: Vec<u8> = MARKER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(finds(format!("before{MARKER}after").as_bytes(), text));
    assert!(finds(&[b"xyz".to_vec(), utf16].concat(), text));
    for before in ["", "a", "ab"] {
        assert!(
            finds(
                BASE64_STANDARD
                    .encode(format!("{before}{MARKER}x"))
                    .as_bytes(),
                text
            ),
            "{before:?}"
        );
    }
    assert!(!finds(b"Marker-something else", text));
}

/// The identity in a slot that `key` opens.
fn inside(slot: Vec<u8>, key: &agevfs::Key) -> Option<String> {
    let mut text = String::new();
    agevfs::stream::open(slot, &[key.identity()])
        .ok()?
        .read_to_string(&mut text)
        .ok()?;
    text.lines()
        .find(|l| l.starts_with("AGE-SECRET-KEY-1"))
        .map(str::to_owned)
}

#[test]
fn no_written_byte_is_plain() {
    let tap = Tap {
        disk: disk(),
        written: Arc::default(),
    };
    let world = |seed| env(tap.clone(), seed);
    let params = KdfParams::for_tests();
    let (mut vault, kit) =
        vault::create(ROOT.as_ref(), &passphrase(FIRST), params, world(1)).expect("makes");

    note(vault.cases(), MARKER);
    let photo = format!("jpeg {MARKER} ").repeat(5000);
    let blob: BlobRef = vault
        .blobs()
        .add(&mut photo.as_bytes(), u64::MAX, &mut |_| true)
        .expect("adds");
    let stopped = vault
        .blobs()
        .add(&mut photo.as_bytes(), u64::MAX, &mut |done| done < 65_536);
    assert!(stopped.is_err());
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    note(vault.sealed().expect("open"), MARKER);
    vault.compact().expect("compacts");
    note(vault.cases(), &format!("{MARKER} again"));
    vault
        .change_passphrase(&passphrase(FIRST), &passphrase(SECOND), params)
        .expect("changes");
    let second = vault.add_kit(&passphrase(SECOND)).expect("adds");
    vault.watch("/home/mark");

    // The negative control: the same search finds the marker in what a person may ask for.
    let (mut case, mut sealed, mut content) = (Vec::new(), Vec::new(), Vec::new());
    vault.export_plain(&mut case).expect("exports");
    vault.export_sealed_plain(&mut sealed).expect("exports");
    vault
        .blobs()
        .open(&blob)
        .expect("opens")
        .read_to_end(&mut content)
        .expect("reads");
    for plain in [&case, &sealed, &content] {
        assert!(finds(plain, MARKER.as_bytes()));
    }
    let history = *vault.derive("history");
    vault.lock().expect("locks");

    let key = vault::parse_identity(kit.identity()).expect("a key");
    let recipient = key.recipient().to_string();
    let identities: Vec<String> = tap
        .disk
        .files()
        .into_iter()
        .filter_map(|(_, bytes)| inside(bytes, &key))
        .collect();
    assert_eq!(identities.len(), 2, "one of each compartment");
    let written = tap.written.lock().expect("alive");
    assert!(written.len() > 40, "{}", written.len());
    assert!(written.iter().map(Vec::len).sum::<usize>() > 100_000);
    for bytes in written.iter() {
        for secret in [
            MARKER.as_bytes(),
            FIRST.as_bytes(),
            SECOND.as_bytes(),
            kit.identity().as_bytes(),
            second.identity().as_bytes(),
        ] {
            assert!(!finds(bytes, secret));
        }
        assert!(!finds(bytes, recipient.as_bytes()));
        assert!(!finds(bytes, &history));
        for identity in &identities {
            assert!(!finds(bytes, identity.as_bytes()));
        }
        assert!(!finds(bytes, b"SQLite format 3"));
    }
}

/// What a folder shows besides its size: nothing of names, dates or sources.
#[test]
fn names_in_the_folder_are_fixed_or_random() {
    let disk = disk();
    with_notes(&disk);
    for (path, _) in disk.files() {
        let name = path
            .file_name()
            .and_then(|n| n.to_str())
            .expect("a name")
            .to_owned();
        let fixed = ["format", "README.txt", "lock"].contains(&name.as_str());
        let made = name.strip_suffix(".age").is_some_and(|stem| {
            stem.bytes()
                .all(|b| b.is_ascii_hexdigit() || b"sm-".contains(&b))
        });
        assert!(fixed || made, "{name}");
    }
}
