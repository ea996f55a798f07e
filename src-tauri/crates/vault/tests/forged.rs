//! Slots and folders that were altered: refused, by name, at no cost, and left as they are.

#![allow(clippy::print_stdout, reason = "says what it counted")]

mod common;

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use age::{EncryptError, Encryptor};
use age_core::format::{FileKey, Stanza};
use agevfs::fs::sim::SimFs;
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use common::*;
use vault::{Error, KdfParams, Passphrase, SlotKind, Vault};

/// A recipient that writes any stanza it is told to.
struct Forger(Vec<Stanza>);

impl age::Recipient for Forger {
    fn wrap_file_key(&self, _: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let copy = |s: &Stanza| Stanza {
            tag: s.tag.clone(),
            args: s.args.clone(),
            body: s.body.clone(),
        };
        Ok((self.0.iter().map(copy).collect(), HashSet::new()))
    }
}

fn stanza(args: &[&str], body: usize) -> Stanza {
    let tag = vault::PASSPHRASE_STANZA.to_owned();
    Stanza {
        tag,
        args: args.iter().map(ToString::to_string).collect(),
        body: vec![7; body],
    }
}

fn forged(stanzas: Vec<Stanza>) -> Vec<u8> {
    let forger = Forger(stanzas);
    let mut file = Vec::new();
    let encryptor = Encryptor::with_recipients(std::iter::once(&forger as &dyn age::Recipient))
        .expect("one recipient");
    let mut writer = encryptor.wrap_output(&mut file).expect("memory");
    writer.write_all(b"AGE-SECRET-KEY-1").expect("memory");
    writer.finish().expect("memory");
    file
}

/// The files of the passphrase slot of both compartments.
fn passphrase_slots(disk: &SimFs) -> [PathBuf; 2] {
    let info = at(disk).expect("a vault").info().expect("reads");
    let slot = info
        .slots
        .into_iter()
        .find(|s| s.kind != SlotKind::Kit)
        .expect("one");
    ["keys", "sealed/keys"].map(|dir| Path::new(ROOT).join(dir).join(format!("{}.age", slot.id)))
}

/// Puts `file` in the place of the passphrase slot, tries to open, and expects a refusal that touches nothing.
fn refuse(file: Vec<u8>, expect: impl Fn(&Error) -> bool) {
    let disk = disk();
    with_notes(&disk);
    let [slot, _] = passphrase_slots(&disk);
    disk.tamper(&slot, Some(file));
    let before = disk.files();
    let start = Instant::now();
    let why = unlock(&disk, FIRST).map(|_| ()).expect_err("refused");
    assert!(expect(&why), "{why:?}");
    assert!(start.elapsed() < Duration::from_secs(2));
    assert!(disk.files() == before);
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .expect("a line");
    line.trim()
        .trim_end_matches("kB")
        .trim()
        .parse()
        .expect("a number")
}

const SALT: &str = "AAECAwQFBgcICQoLDA0ODw";

#[test]
fn costs_out_of_bounds_are_refused_before_anything_is_allocated() {
    let out_of_range = |e: &Error| matches!(e, Error::OutOfRange { .. });
    let before = peak_kib();
    let costs = [
        ["1048577", "3", "1"],    // a KiB more than 1 GiB
        ["4294967295", "3", "1"], // 4 TiB
        ["4294967296", "3", "1"], // does not fit 32 bits
        ["99999999999999999999999", "3", "1"],
        ["65536", "11", "1"],
        ["65536", "4294967295", "1"],
        ["65536", "3", "5"],
        ["1048576", "10", "16777215"],
    ];
    for [m, t, p] in costs {
        refuse(forged(vec![stanza(&[SALT, m, t, p], 32)]), out_of_range);
    }
    let taken = peak_kib() - before;
    println!(
        "FIGURE {} forged costs refused, {taken} KiB of memory taken",
        costs.len()
    );
    assert!(taken < 32 * 1024, "something large was allocated");
}

#[test]
fn a_slot_sealed_to_more_than_the_passphrase_is_refused() {
    let damaged = |e: &Error| matches!(e, Error::Damaged { .. });
    let ours = || stanza(&[SALT, "8", "1", "1"], 32);
    let x25519 = Stanza {
        tag: "X25519".into(),
        args: vec![BASE64_STANDARD_NO_PAD.encode([9; 32])],
        body: vec![1; 32],
    };
    refuse(forged(vec![ours(), ours()]), damaged);
    refuse(forged(vec![ours(), x25519]), damaged);
}

/// Slots cost a derivation each before a wrong key is known to be wrong, so their number has a bound.
#[test]
fn a_heap_of_slots_is_refused_at_once() {
    let disk = disk();
    with_notes(&disk);
    let forgery = forged(vec![stanza(&[SALT, "65536", "3", "4"], 32)]);
    for n in 0..40 {
        let path = Path::new(ROOT).join(format!("keys/{n:016x}.age"));
        disk.tamper(&path, Some(forgery.clone()));
    }
    let start = Instant::now();
    assert!(matches!(unlock(&disk, FIRST), Err(Error::Damaged { .. })));
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn a_stanza_in_another_form_is_refused() {
    let damaged = |e: &Error| matches!(e, Error::Damaged { .. });
    for (args, body) in [
        (&[][..], 32),
        (&[SALT, "8", "1"], 32),
        (&[SALT, "8", "1", "1", "1"], 32),
        (&["AAECAwQFBgcICQoLDA0O", "8", "1", "1"], 32), // 15 bytes of salt
        (&["not-base64!", "8", "1", "1"], 32),
        (&[SALT, "08", "1", "1"], 32), // one number, one spelling
        (&[SALT, "+8", "1", "1"], 32),
        (&[SALT, "8", "1", "-1"], 32),
        (&[SALT, "8", "0", "1"], 32),
        (&[SALT, "8", "1", "1"], 31),
        (&[SALT, "8", "1", "1"], 33),
        (&[SALT, "8", "1", "1"], 48),
    ] {
        refuse(forged(vec![stanza(args, body)]), damaged);
    }
    refuse(Vec::new(), damaged);
    refuse(b"hello\n".to_vec(), damaged);
    refuse(vec![b'a'; 20_000], damaged);
}

/// Whoever does not know the passphrase can make no slot that opens with it, and altering a cost is noticed.
#[test]
fn a_well_formed_forgery_is_a_wrong_key() {
    let wrong = |e: &Error| matches!(e, Error::WrongKey);
    refuse(forged(vec![stanza(&[SALT, "8", "1", "1"], 32)]), wrong);
    let disk = disk();
    with_notes(&disk);
    let [slot, _] = passphrase_slots(&disk);
    let file = agevfs::fs::read(&disk, &slot, 1 << 20).expect("reads");
    let header = String::from_utf8_lossy(&file);
    let at = header.find(" 8 1 1\n").expect("the cost stands there");
    let mut dearer = file.clone();
    dearer[at + 1] = b'9';
    refuse(dearer, wrong);
}

/// age itself refuses to seal to a passphrase and to something else at once: the label of the stanza equals no other.
#[test]
fn age_refuses_to_mix_our_recipient_with_any_other() {
    let passphrase = passphrase(FIRST);
    let entropy = vault::Entropy::seeded(4);
    let ours = || vault::PassphraseRecipient {
        passphrase: &passphrase,
        params: KdfParams::for_tests(),
        entropy: &entropy,
    };
    let key = agevfs::Key::generate(&entropy);
    let (a, b) = (ours(), ours());
    for pair in [
        [&a as &dyn age::Recipient, &b as _],
        [&a as _, key.recipient() as _],
        [key.recipient() as _, &a as _],
    ] {
        let mixed = Encryptor::with_recipients(pair.into_iter());
        assert!(matches!(
            mixed,
            Err(EncryptError::IncompatibleRecipients { .. })
        ));
    }
    assert!(Encryptor::with_recipients(std::iter::once(&a as &dyn age::Recipient)).is_ok());
}

#[test]
fn slots_of_one_compartment_do_not_open_the_other() {
    let disk = disk();
    with_notes(&disk);
    let [case, sealed] = passphrase_slots(&disk);
    let read = |path: &Path| agevfs::fs::read(&disk, path, 1 << 20).expect("reads");
    let (of_case, of_sealed) = (read(&case), read(&sealed));
    disk.tamper(&case, Some(of_sealed));
    disk.tamper(&sealed, Some(of_case));
    let before = disk.files();
    assert!(matches!(unlock(&disk, FIRST), Err(Error::Damaged { .. })));
    assert!(disk.files() == before);
}

/// Also not with their keys beside them: what is opened without being asked again is the cases, never the sources.
#[test]
fn compartments_that_changed_places_are_refused() {
    let disk = disk();
    with_notes(&disk);
    let root = Path::new(ROOT);
    let places = [("keys", "sealed/keys"), ("case", "sealed")];
    let files = disk.files();
    let lies_in = |path: &Path, dir: &str| path.parent() == Some(&root.join(dir));
    for (path, bytes) in &files {
        for (a, b) in places {
            let other = match () {
                () if lies_in(path, a) => b,
                () if lies_in(path, b) => a,
                () => continue,
            };
            disk.tamper(path, None);
            let name = path.file_name().expect("a name");
            disk.tamper(
                &root.join("swapped").join(other).join(name),
                Some(bytes.clone()),
            );
        }
    }
    for (path, bytes) in disk.files() {
        if let Ok(rest) = path.strip_prefix(root.join("swapped")) {
            disk.tamper(&root.join(rest), Some(bytes));
            disk.tamper(&path, None);
        }
    }
    assert!(matches!(unlock(&disk, FIRST), Err(Error::Damaged { .. })));
}

#[test]
fn a_damaged_slot_does_not_keep_the_other_key_out() {
    let disk = disk();
    let kit = with_notes(&disk);
    for damage in [b"torn".to_vec(), vec![b'x'; 100_000], Vec::new()] {
        for slot in passphrase_slots(&disk) {
            disk.tamper(&slot, Some(damage.clone()));
        }
        assert!(matches!(unlock(&disk, FIRST), Err(Error::Damaged { .. })));
        opens_whole_with_kit(&disk, kit.identity()).expect("the kit still opens");
    }
}

/// Every file of a small vault, cut short, emptied, with a flipped byte, or gone: opening gives the whole content or a
/// refusal, and a refusal touches nothing. Leaving the vault fresh is never the answer.
#[test]
fn damage_to_any_file_is_refused_or_harmless_and_a_refusal_touches_nothing() {
    let original = disk();
    with_notes(&original);
    let mut refusals = 0;
    for (path, bytes) in original.files() {
        let flipped = |at: usize| {
            let mut copy = bytes.clone();
            copy[at] ^= 1;
            copy
        };
        let mut damages = vec![None, Some(Vec::new())];
        if !bytes.is_empty() {
            damages.extend(
                (0..bytes.len())
                    .step_by(bytes.len().div_ceil(25))
                    .map(|at| Some(flipped(at))),
            );
            damages.push(Some(bytes[..bytes.len() - 1].to_vec()));
            damages.push(Some(bytes[..bytes.len() / 2].to_vec()));
        }
        for damage in damages {
            let disk = original.fork();
            disk.tamper(&path, damage);
            let before = disk.files();
            if opens_whole(&disk, FIRST).is_err() {
                refusals += 1;
                // The case compartment may have opened before the sealed one was refused: only its lock may be new.
                let changed: Vec<_> = disk
                    .files()
                    .into_iter()
                    .filter(|f| !before.contains(f))
                    .collect();
                assert!(
                    changed.iter().all(|(path, _)| path.ends_with("lock")),
                    "{}",
                    path.display()
                );
                assert!(before.iter().all(|f| disk.files().contains(f)));
            }
        }
    }
    println!("FIGURE {refusals} damaged vaults refused, 0 bytes of them touched");
    assert!(refusals > 100, "{refusals}");
}

#[test]
fn a_newer_format_an_empty_folder_and_other_folders_are_refused_untouched() {
    let check = |alter: &dyn Fn(&SimFs), expect: &str| {
        let disk = disk();
        with_notes(&disk);
        alter(&disk);
        let before = disk.files();
        let why = at(&disk).map(|_| ()).expect_err("refused");
        assert_eq!(why.kind(), expect);
        assert!(disk.files() == before);
    };
    let root = Path::new(ROOT);
    let write = |disk: &SimFs, name: &str, text: &str| {
        disk.tamper(&root.join(name), Some(text.as_bytes().to_vec()));
    };
    check(
        &|disk| write(disk, "format", "sandyq.org/vault 2\nof a later time\n"),
        "newer",
    );
    check(&|disk| write(disk, "format", "\u{0}\u{0}"), "damaged");
    check(&|disk| disk.tamper(&root.join("format"), None), "damaged");

    let disk = disk();
    agevfs::fs::Fs::mkdir(&disk, Path::new("/home/empty")).expect("a folder");
    disk.tamper(Path::new("/home/empty/letter.txt"), Some(b"hello".to_vec()));
    for path in [
        "/home",
        "/home/empty",
        "/home/nowhere",
        "/home/empty/letter.txt",
    ] {
        let before = disk.files();
        let why = Vault::at(path, env(disk.clone(), 3))
            .map(|_| ())
            .expect_err("refused");
        assert!(matches!(why, Error::NotAVault), "{path}: {why:?}");
        assert!(disk.files() == before);
    }
}

#[test]
fn a_later_kind_of_slot_is_listed_as_unknown_and_kept() {
    let disk = disk();
    with_notes(&disk);
    let later = Stanza {
        tag: "sandyq.org/later".into(),
        args: vec![],
        body: vec![1; 32],
    };
    let path = Path::new(ROOT).join("keys/00000000000000ff.age");
    disk.tamper(&path, Some(forged(vec![later])));
    let info = at(&disk).expect("a vault").info().expect("reads");
    assert!(
        info.slots
            .iter()
            .any(|s| s.id == "00000000000000ff" && s.kind == SlotKind::Unknown && !s.complete)
    );
    opens_whole(&disk, FIRST).expect("the others open");
    assert!(disk.files().iter().any(|(p, _)| *p == path));
}

#[test]
fn the_passphrase_is_the_same_however_it_was_typed() {
    let disk = disk();
    with_notes(&disk);
    let typed =
        Passphrase::new(&format!("  {}\n", FIRST.replace(' ', "\u{a0}"))).expect("a passphrase");
    at(&disk)
        .expect("a vault")
        .unlock(&typed)
        .map_err(|(_, e)| e)
        .expect("opens");
}
