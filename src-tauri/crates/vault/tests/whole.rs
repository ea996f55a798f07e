//! Every file of a whole small vault with a bit turned, in every byte, and cut off after every byte: it is refused, or holds what it held. Nothing on
//! the disk changes.

mod common;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::thread;

use agevfs::fs::sim::{Bad, SimFs, Tally};
use common::*;
use rusqlite::Connection;
use vault::{BlobRef, Error, Unlocked, Vault};

const PHOTO: &[u8] = b"a small photograph";
/// Bytes from both ends of an age file in which every bit is turned: header, nonce, the first bytes sealed, and the last tag.
const HEAD: usize = 256;
const TAIL: usize = 32;

struct Small {
    disk: SimFs,
    kit: String,
    photo: BlobRef,
}

/// A vault that was left as by a loss of power: snapshots, a commit behind one of them, a piece of evidence, two keys.
fn small() -> Small {
    let disk = disk();
    let (mut vault, kit) = make(&disk).expect("makes a vault");
    note(vault.cases(), "first note");
    vault.open_seal(&passphrase(FIRST)).expect("opens the seal");
    note(vault.sealed().expect("open"), "sealed note");
    vault.compact().expect("compacts");
    let photo = vault
        .blobs()
        .add(&mut &*PHOTO, 100, &mut |_| true)
        .expect("adds");
    note(vault.cases(), "second note");
    drop(vault);
    Small {
        disk: disk.fork(),
        kit: kit.identity().to_owned(),
        photo,
    }
}

impl Small {
    /// Everything there is, read with the passphrase or with the kit; first what `path` belongs to.
    fn read(&self, disk: &SimFs, path: &Path, with_kit: bool) -> Result<(), Error> {
        let locked = at(disk)?;
        let opened = if with_kit {
            locked.unlock_with_identity(&self.kit)
        } else {
            locked.unlock(&passphrase(FIRST))
        };
        let mut vault = opened.map_err(|(_, why)| why)?;
        let sealed_first = path.starts_with(Path::new(ROOT).join("sealed"));
        for sealed in [sealed_first, !sealed_first] {
            if sealed {
                self.read_sealed(&mut vault, with_kit)?;
            } else {
                self.read_cases(&mut vault)?;
            }
        }
        Ok(())
    }

    fn read_cases(&self, vault: &mut Vault<Unlocked>) -> Result<(), Error> {
        let mut photo = Vec::new();
        vault
            .blobs()
            .open(&self.photo)?
            .read_to_end(&mut photo)
            .map_err(|_| damaged())?;
        assert_eq!(photo, PHOTO);
        let found = texts(vault.cases());
        assert_eq!(held(vault, found)?, ["first note", "second note"]);
        Ok(())
    }

    fn read_sealed(&self, vault: &mut Vault<Unlocked>, with_kit: bool) -> Result<(), Error> {
        if with_kit {
            vault.open_seal_with_identity(&self.kit)?;
        } else {
            vault.open_seal(&passphrase(FIRST))?;
        }
        let found = texts(vault.sealed().expect("open"));
        assert_eq!(held(vault, found)?, ["sealed note"]);
        Ok(())
    }

    /// One file is `content` now.
    fn check(&self, path: &Path, content: Vec<u8>) -> Result<(), Bad> {
        let disk = self.disk.fork();
        disk.tamper(path, Some(content));
        let before = disk.files();
        // The other key has no use for a file of this one.
        let keys = path.parent().is_some_and(|dir| dir.ends_with("keys"));
        let answers: Vec<_> = [false, true]
            .into_iter()
            .filter(|with_kit| !with_kit || keys)
            .map(|with_kit| self.read(&disk, path, with_kit))
            .collect();
        for error in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            let promised = matches!(
                error,
                Error::Damaged { .. }
                    | Error::WrongKey
                    | Error::Newer { .. }
                    | Error::OutOfRange { .. }
            );
            if !promised {
                return Err(Bad::Wrong(format!("{error:?}")));
            }
        }
        if keys && answers.iter().all(Result::is_err) {
            return Err(Bad::Lost("a damaged key keeps the other one out".into()));
        }
        if disk.files() != before {
            return Err(Bad::Wrong("something changed on the disk".into()));
        }
        Ok(())
    }
}

fn damaged() -> Error {
    Error::Damaged {
        what: String::new(),
    }
}

fn texts(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut rows = conn.prepare("SELECT text FROM note ORDER BY rowid")?;
    rows.query_map([], |row| row.get(0))?.collect()
}

/// Behind an error of the database stands one of the store.
fn held(
    vault: &Vault<Unlocked>,
    read: rusqlite::Result<Vec<String>>,
) -> Result<Vec<String>, Error> {
    read.map_err(|_| vault.take_fault().unwrap_or_else(damaged))
}

/// Where all bits of a byte are turned, and not just one.
fn closely(path: &Path, at: usize, len: usize) -> bool {
    let sealed = path.extension().is_some_and(|ending| ending == "age");
    let text = path.extension().is_some_and(|ending| ending == "txt");
    !text && (!sealed || at < HEAD || at + TAIL >= len)
}

/// Checks `cases` on all cores.
fn all<T: Sync>(cases: &[T], check: impl Fn(&T) + Sync) {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        for core in 0..cores {
            let check = &check;
            scope.spawn(move || cases.iter().skip(core).step_by(cores).for_each(check));
        }
    });
}

fn files(small: &Small) -> Vec<(PathBuf, Vec<u8>)> {
    let files = small.disk.files();
    for kind in [
        "format",
        "README",
        "keys/",
        "case/s-",
        "case/m-",
        "case/d-",
        "sealed/s-",
        "sealed/m-",
        "sealed/keys/",
        "blobs/",
    ] {
        let begin = format!("{ROOT}/{kind}");
        let there = |(path, _): &(PathBuf, _)| path.to_string_lossy().starts_with(&begin);
        assert!(files.iter().any(there), "{kind}");
    }
    files
}

#[test]
fn a_turned_bit_anywhere_is_refused_or_harmless() {
    let small = small();
    for with_kit in [false, true] {
        let read = small.read(&small.disk, Path::new(ROOT), with_kit);
        read.expect("it is whole");
    }
    let mut cases = Vec::new();
    for (path, bytes) in files(&small) {
        for at in 0..bytes.len() {
            // In the middle of a sealed part all bits are alike, and in the text for people too: one of each byte is turned, another one each
            // time.
            let bits = if closely(&path, at, bytes.len()) {
                0..8
            } else {
                let bit = (at * 5 + at / 8) % 8;
                bit..bit + 1
            };
            cases.extend(bits.map(|bit| (path.clone(), at, bit)));
        }
    }
    let files: std::collections::BTreeMap<_, _> = files(&small).into_iter().collect();
    let tally = Tally::of("bits turned in a whole vault");
    all(&cases, |(path, at, bit)| {
        let mut bytes = files[path].clone();
        bytes[*at] ^= 1 << bit;
        tally.case(
            || format!("bit {bit} of byte {at} of {}", path.display()),
            || small.check(path, bytes),
        );
    });
    tally.end(50_000);
}

#[test]
fn a_file_cut_off_anywhere_is_refused_or_harmless() {
    let small = small();
    let files = files(&small);
    let mut cases = Vec::new();
    for (path, bytes) in &files {
        cases.extend((0..bytes.len()).map(|len| (path, &bytes[..len])));
    }
    let tally = Tally::of("truncations in a whole vault");
    all(&cases, |(path, left)| {
        tally.case(
            || format!("the first {} bytes of {}", left.len(), path.display()),
            || small.check(path, left.to_vec()),
        );
    });
    tally.end(30_000);
}
