//! A vault's day: made, locked, opened, sealed, refused.

mod common;

use std::path::Path;

use common::*;
use vault::{Error, KdfParams, LastSeen, SealState, SlotKind, Vault};

#[test]
fn what_was_written_is_there_after_locking() {
    let disk = disk();
    let kit = with_notes(&disk);
    opens_whole(&disk, FIRST).expect("with the passphrase");
    opens_whole_with_kit(&disk, kit.identity()).expect("with the kit's key");
    opens_whole_with_kit(&disk, &kit.to_text(vault::WordList::En)).expect("with the kit's page");
}

#[test]
fn a_locked_vault_shows_its_keys_and_sizes_and_nothing_is_touched() {
    let disk = disk();
    with_notes(&disk);
    let before = disk.files();
    let info = at(&disk).expect("a vault").info().expect("reads");
    assert_eq!(info.format, 1);
    assert_eq!(info.slots.len(), 2);
    assert!(info.slots.iter().all(|s| s.complete));
    assert!(info.slots.iter().any(|s| s.kind == SlotKind::Kit));
    assert!(
        info.slots
            .iter()
            .any(|s| s.kind == SlotKind::Passphrase(KdfParams::for_tests()))
    );
    assert_eq!(
        info.bytes,
        before
            .iter()
            .map(|(_, bytes)| bytes.len() as u64)
            .sum::<u64>()
    );
    assert!(disk.files() == before);
}

#[test]
fn a_wrong_key_gives_the_vault_back_and_changes_nothing() {
    let disk = disk();
    with_notes(&disk);
    let before = disk.files();
    let vault = at(&disk).expect("a vault");
    let (vault, why) = vault.unlock(&passphrase(SECOND)).err().expect("refused");
    assert!(matches!(why, Error::WrongKey));
    let stranger = agevfs::Key::generate(&vault::Entropy::seeded(99)).identity_string();
    let (vault, why) = vault
        .unlock_with_identity(&stranger)
        .err()
        .expect("refused");
    assert!(matches!(why, Error::WrongKey));
    let (vault, why) = vault
        .unlock_with_identity("no key at all")
        .err()
        .expect("refused");
    assert!(matches!(why, Error::BadIdentity));
    assert!(disk.files() == before);
    vault
        .unlock(&passphrase(FIRST))
        .map_err(|(_, e)| e)
        .expect("the right one still opens");
}

#[test]
fn the_seal_is_opened_on_purpose_with_the_key_asked_for_again() {
    let disk = disk();
    with_notes(&disk);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    assert_eq!(vault.seal_state(), SealState::Closed);
    assert!(vault.sealed().is_none());
    assert!(matches!(
        vault.export_sealed_plain(&mut Vec::new()),
        Err(Error::SealClosed)
    ));
    assert!(matches!(
        vault.open_seal(&passphrase(SECOND)),
        Err(Error::WrongKey)
    ));
    assert!(vault.sealed().is_none());
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    assert_eq!(vault.seal_state(), SealState::Open);
    note(vault.sealed().expect("open"), "more");
    vault.close_seal().expect("closes");
    assert!(vault.sealed().is_none());
    vault.open_seal(&passphrase(FIRST)).expect("opens again");
    assert_eq!(
        notes(vault.sealed().expect("open")),
        ["sealed note", "more"]
    );
}

#[test]
fn a_second_opener_is_told_and_gets_in_after_the_first_is_gone() {
    let disk = disk();
    with_notes(&disk);
    let first = unlock(&disk, FIRST).expect("opens");
    assert!(matches!(unlock(&disk, FIRST), Err(Error::InUse { .. })));
    drop(first);
    unlock(&disk, FIRST).expect("opens").lock().expect("locks");
    unlock(&disk, FIRST).expect("opens");
}

#[test]
fn nothing_is_made_where_something_is() {
    let disk = disk();
    with_notes(&disk);
    let before = disk.files();
    assert!(matches!(make(&disk), Err(Error::Exists)));
    assert!(disk.files() == before);
    disk.tamper(Path::new("/home/file"), Some(b"mine".to_vec()));
    let made = vault::create(
        "/home/file".as_ref(),
        &passphrase(FIRST),
        KdfParams::for_tests(),
        env(disk.clone(), 1),
    );
    assert!(matches!(made, Err(Error::Exists)));
}

#[test]
fn a_weak_passphrase_makes_no_vault() {
    let disk = disk();
    let made = vault::create(
        ROOT.as_ref(),
        &passphrase("password1"),
        KdfParams::for_tests(),
        env(disk.clone(), 1),
    );
    match made {
        Err(Error::WeakPassphrase { reasons }) => assert!(!reasons.is_empty()),
        _ => panic!("accepted"),
    }
    assert_eq!(disk.files(), []);
}

#[test]
fn subkeys_differ_by_label_and_by_vault_and_stay_the_same() {
    let disk = disk();
    let (vault, _) = make(&disk).expect("makes");
    let (a, b) = (vault.derive("history"), vault.derive("signing"));
    assert_ne!(*a, *b);
    vault.lock().expect("locks");
    let again = unlock(&disk, FIRST).expect("opens").derive("history");
    assert_eq!(*a, *again);
}

#[test]
fn an_older_copy_put_back_is_noticed_on_this_device() {
    let disk = disk();
    with_notes(&disk);
    let old = disk.files();
    let mark = Path::new("/home/mark");
    let mut vault = unlock(&disk, FIRST).expect("opens");
    assert_eq!(vault.watch(mark), LastSeen::Never);
    note(vault.cases(), "second");
    note(vault.cases(), "third");
    vault.lock().expect("locks");

    let mut vault = unlock(&disk, FIRST).expect("opens");
    assert_eq!(vault.watch(mark), LastSeen::Known);
    drop(vault);

    let now: Vec<_> = disk
        .files()
        .into_iter()
        .filter(|(path, _)| path.starts_with(ROOT))
        .collect();
    for (path, _) in now {
        disk.tamper(&path, None);
    }
    for (path, bytes) in old {
        disk.tamper(&path, Some(bytes));
    }
    let mut vault = unlock(&disk, FIRST).expect("an older vault still opens");
    assert_eq!(vault.watch(mark), LastSeen::Older(2));
    assert_eq!(notes(vault.cases()), ["first note"]);
}

#[test]
fn everything_is_checked_and_a_flipped_byte_is_named() {
    let disk = disk();
    with_notes(&disk);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    let blob = vault
        .blobs()
        .add(&mut &b"a photograph"[..], 1 << 20, &mut |_| true)
        .expect("adds");
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    let report = vault.verify(std::slice::from_ref(&blob)).expect("reads");
    assert_eq!(report.problems, []);
    assert!(report.checked_bytes > 4096);
    for (path, mut bytes) in counting(disk.files()) {
        let content = path.extension().is_some_and(|e| e == "age")
            && !path.parent().is_some_and(|p| p.ends_with("keys"));
        if !content {
            continue;
        }
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        for at in [30, 100, bytes.len() / 2, bytes.len() - 1] {
            let good = bytes.clone();
            bytes[at] ^= 1;
            disk.tamper(&path, Some(bytes));
            let report = vault.verify(std::slice::from_ref(&blob)).expect("reads");
            assert!(!report.problems.is_empty(), "{name} at {at}");
            assert!(report.problems.iter().all(|p| p.file.starts_with("case")
                || p.file.starts_with("sealed")
                || p.file.starts_with("blobs")));
            disk.tamper(&path, Some(good.clone()));
            bytes = good;
        }
    }
}

#[test]
fn recovery_reads_both_compartments_with_the_kit_and_without_the_format_file() {
    let disk = disk();
    let kit = with_notes(&disk);
    disk.tamper(&Path::new(ROOT).join("format"), None);
    assert!(matches!(at(&disk), Err(Error::Damaged { .. })));
    let before = disk.files();
    for (which, text) in [
        (vault::Compartment::Case, "first note"),
        (vault::Compartment::Sealed, "sealed note"),
    ] {
        let mut plain = Vec::new();
        vault::recover(
            ROOT.as_ref(),
            &kit.to_text(vault::WordList::En),
            which,
            &env(disk.clone(), 5),
            &mut plain,
        )
        .expect("recovers");
        assert!(plain.starts_with(b"SQLite format 3\0"));
        assert!(plain.windows(text.len()).any(|w| w == text.as_bytes()));
    }
    let stranger = agevfs::Key::generate(&vault::Entropy::seeded(99)).identity_string();
    let refused = vault::recover(
        ROOT.as_ref(),
        &stranger,
        vault::Compartment::Case,
        &env(disk.clone(), 5),
        &mut Vec::new(),
    );
    assert!(matches!(refused, Err(Error::WrongKey)));
    assert!(disk.files() == before);
}

#[test]
fn what_is_whole_of_a_damaged_vault_is_saved() {
    let disk = disk();
    let kit = with_notes(&disk);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    for text in ["second", "third", "fourth"] {
        note(vault.cases(), text);
    }
    drop(vault);
    let case = Path::new(ROOT).join("case");
    let deltas: Vec<_> = counting(disk.files())
        .into_iter()
        .filter(|(path, _)| {
            path.strip_prefix(&case)
                .is_ok_and(|n| n.to_string_lossy().starts_with("d-"))
        })
        .collect();
    assert_eq!(deltas.len(), 3);
    let (path, mut bytes) = deltas[1].clone();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    disk.tamper(&path, Some(bytes));
    disk.tamper(&Path::new(ROOT).join("format"), None);
    assert!(at(&disk).is_err());
    let before = disk.files();
    let whole = vault::recover(
        ROOT.as_ref(),
        kit.identity(),
        vault::Compartment::Case,
        &env(disk.clone(), 5),
        &mut Vec::new(),
    );
    assert!(matches!(whole, Err(Error::Damaged { .. })));
    let passphrase = passphrase(FIRST);
    for with in [
        vault::Opener::Identity(kit.identity()),
        vault::Opener::Passphrase(&passphrase),
    ] {
        let mut plain = Vec::new();
        let saved = vault::salvage(
            ROOT.as_ref(),
            with,
            vault::Compartment::Case,
            &env(disk.clone(), 6),
            &mut plain,
        )
        .expect("saves");
        assert!(!saved.problems.is_empty());
        let holds = |text: &str| plain.windows(text.len()).any(|w| w == text.as_bytes());
        assert!(holds("first note") && holds("second"));
        assert!(!holds("fourth"));
    }
    assert!(disk.files() == before);
}

/// A kit whose slot is torn is not called a wrong key: that would send a person looking for another page.
#[test]
fn recovery_tells_a_torn_slot_from_a_wrong_key() {
    let disk = disk();
    let kit = with_notes(&disk);
    for (path, _) in disk.files() {
        if path.parent() == Some(&Path::new(ROOT).join("keys")) {
            disk.tamper(&path, Some(b"torn".to_vec()));
        }
    }
    let whole = vault::recover(
        ROOT.as_ref(),
        kit.identity(),
        vault::Compartment::Case,
        &env(disk.clone(), 5),
        &mut Vec::new(),
    );
    assert!(matches!(whole, Err(Error::Damaged { .. })));
}

#[test]
fn a_compartments_own_identity_opens_it() {
    let disk = disk();
    let kit = with_notes(&disk);
    let key = vault::parse_identity(kit.identity()).expect("a key");
    let slot = disk.files().into_iter().find_map(|(path, bytes)| {
        let dir = path.parent()?;
        (dir == Path::new(ROOT).join("keys"))
            .then(|| agevfs::stream::open(bytes, &[key.identity()]).ok())?
    });
    let mut text = String::new();
    std::io::Read::read_to_string(&mut slot.expect("the kit's slot"), &mut text).expect("text");
    let mut vault = at(&disk)
        .expect("a vault")
        .unlock_with_identity(&text)
        .map_err(|(_, e)| e)
        .expect("opens");
    assert_eq!(notes(vault.cases()), ["first note"]);
    let _: &Vault<_> = &vault;
}
