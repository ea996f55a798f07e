use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use ring::digest::{Context, SHA256, digest};

use super::header::Header;
use super::writer::{Sealed, Writer};
use super::*;
use crate::fs::ReadAt;
use crate::{Entropy, Key};

const KEY: [u8; 32] = [7; 32];

fn header() -> Header {
    Header {
        bytes: b"the header and its nonce".to_vec(),
        key: PayloadKey::new(&Zeroizing::new(KEY)),
    }
}

fn content(len: usize) -> Vec<u8> {
    (0..len)
        .map(|i| u8::try_from((i / 251 * 7 + i) % 256).expect("below 256"))
        .collect()
}

/// The file as the specification has it: chunk after chunk, each sealed alone.
fn expected(plain: &[u8]) -> Vec<u8> {
    let mut file = header().bytes;
    let chunks = plain.len().div_ceil(CHUNK).max(1);
    for index in 0..chunks {
        let end = plain.len().min((index + 1) * CHUNK);
        let mut chunk = plain[index * CHUNK..end].to_vec();
        LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &KEY).unwrap())
            .seal_in_place_append_tag(
                nonce(index as u64, index + 1 == chunks),
                Aad::empty(),
                &mut chunk,
            )
            .unwrap();
        file.extend(chunk);
    }
    file
}

fn hashing() -> Context {
    Context::new(&SHA256)
}

/// Around every border: of a chunk, of what one thread does alone, of what is handed over at a time.
fn lengths() -> Vec<usize> {
    let chunks = [0, 1, 2, 15, 16, 17, 19, 20, 21, 24, 25, 70];
    chunks
        .iter()
        .flat_map(|n| [n * CHUNK, n * CHUNK + 1, (n * CHUNK).saturating_sub(1)])
        .collect()
}

#[test]
fn the_file_is_the_same_whoever_seals_it_and_however_it_is_written() {
    for len in lengths() {
        let plain = content(len);
        let file = expected(&plain);
        for threads in [0, 1, 3] {
            for step in [4096, CHUNK, 1_000_003] {
                let mut writer =
                    Writer::start(Vec::new(), header(), Some(hashing()), threads).unwrap();
                for part in plain.chunks(step) {
                    writer.write_all(part).unwrap();
                }
                let (out, sealed, hash) = writer.finish_hashed().unwrap();
                assert!(out == file, "{len} bytes, {threads} threads");
                assert_eq!(sealed.len, file.len() as u64);
                assert_eq!(&hash, digest(&SHA256, &plain).as_ref());
            }
        }
    }
}

#[test]
fn padding_is_sealed_and_not_hashed() {
    for len in lengths() {
        for (zeros, threads) in [(1, 0), (CHUNK, 1), (300_000, 2), (2_000_000, 1)] {
            let mut plain = content(len);
            let mut writer = Writer::start(Vec::new(), header(), Some(hashing()), threads).unwrap();
            writer.write_all(&plain).unwrap();
            writer.pad(zeros as u64).unwrap();
            let (out, _, hash) = writer.finish_hashed().unwrap();
            assert_eq!(&hash, digest(&SHA256, &plain).as_ref(), "{len} and {zeros}");
            plain.resize(len + zeros, 0);
            assert!(out == expected(&plain), "{len} and {zeros}");
        }
    }
}

/// Takes so many bytes, then fails.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let n = buf.len().min(self.0);
        self.0 -= n;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_said_wherever_it_comes() {
    let plain = content(40 * CHUNK);
    let whole = expected(&plain).len();
    for room in (0..whole).step_by(97_001) {
        for threads in [0, 1, 3] {
            let done = Writer::start(Full(room), header(), None, threads).and_then(|mut writer| {
                writer.write_all(&plain)?;
                writer.finish()?;
                Ok(())
            });
            assert!(
                matches!(done, Err(Error::Io(e)) if e.kind() == io::ErrorKind::StorageFull),
                "{room}"
            );
        }
    }
}

fn sealed(len: usize) -> (Key, Vec<u8>, Vec<u8>, Sealed) {
    let key = Key::generate(&Entropy::seeded(5));
    let plain = content(len);
    let mut writer = seal(Vec::new(), &[key.recipient()]).unwrap();
    writer.write_all(&plain).unwrap();
    let (file, sealed) = writer.finish().unwrap();
    (key, plain, file, sealed)
}

#[test]
fn what_is_read_ahead_comes_in_order_and_whole_from_any_place() {
    for len in lengths() {
        let (key, plain, file, _) = sealed(len);
        let reader = open(file, &[key.identity()]).unwrap();
        for threads in [0, 1, 3] {
            for offset in [
                0,
                1,
                CHUNK,
                5 * CHUNK - 1,
                len.saturating_sub(1),
                len,
                len + 9,
            ] {
                let mut got = Vec::new();
                let whole = reader
                    .scan_with(offset as u64, threads, &mut |part| {
                        got.extend_from_slice(part);
                        true
                    })
                    .unwrap();
                assert!(whole);
                assert!(got == plain[offset.min(len)..], "{len} from {offset}");
            }
        }
    }
}

#[test]
fn reading_ahead_stops_when_told() {
    let (key, _, file, _) = sealed(100 * CHUNK);
    let reader = open(file, &[key.identity()]).unwrap();
    for stop in [1, 2, 17, 50] {
        let mut seen = 0;
        let whole = reader.scan_with(0, 2, &mut |_| {
            seen += 1;
            seen < stop
        });
        assert!(!whole.unwrap());
        assert_eq!(seen, stop);
    }
}

#[test]
fn reading_ahead_hands_out_nothing_behind_a_damaged_place() {
    let (key, plain, file, _) = sealed(60 * CHUNK);
    for chunk in [0, 3, 16, 31, 58] {
        let mut bad = file.clone();
        let at = file.len() - (60 - chunk) * STRIDE + 5;
        bad[at] ^= 1;
        let reader = open(bad, &[key.identity()]).unwrap();
        for threads in [0, 1, 3] {
            let mut got = Vec::new();
            let outcome = reader.scan_with(0, threads, &mut |part| {
                got.extend_from_slice(part);
                true
            });
            assert!(matches!(outcome, Err(Error::Damaged(_))));
            assert!(got.len() <= chunk * CHUNK && plain.starts_with(&got));
        }
    }
}

/// Fails, or panics, on the n-th reading.
struct Moody {
    file: Vec<u8>,
    reads: AtomicUsize,
    at: usize,
    panics: bool,
}

impl ReadAt for Moody {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        if self.reads.fetch_add(1, Ordering::SeqCst) == self.at {
            assert!(!self.panics, "a fault on purpose");
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.file.read_at(offset, buf)
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.file.len() as u64)
    }
}

#[test]
fn a_reading_that_fails_is_said_and_a_panic_leaves_nobody_waiting() {
    let (key, _, file, _) = sealed(60 * CHUNK);
    for at in 2..12 {
        for panics in [false, true] {
            let moody = Moody {
                file: file.clone(),
                reads: AtomicUsize::new(0),
                at,
                panics,
            };
            let reader = open(moody, &[key.identity()]).unwrap();
            let scan = || reader.scan_with(0, 2, &mut |_| true);
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(scan));
            if panics {
                assert!(outcome.is_err());
            } else {
                assert!(matches!(outcome.unwrap(), Err(Error::Io(_))));
            }
        }
    }
}
