//! Whatever bytes come from outside: an answer, never a panic, and never a vault that opens by accident.

mod common;

use std::path::Path;

use common::*;
use proptest::prelude::*;
use vault::{
    Entropy, Passphrase, Unlocked, Vault, WordList, assess_passphrase, generate_passphrase,
    parse_identity,
};

/// Text that looks like what is parsed, and text that does not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "(sandyq.org/vault [0-9]{1,12}\n)?(id [0-9a-f-]{30,40}\n)?(mac [A-Za-z0-9+/]{40,44}\n)?",
        "(# .{0,20}\n)?AGE-SECRET-KEY-1[A-Z0-9 ]{50,70}\n?",
        "age-encryption.org/v1\n(-> [a-z./0-9]{1,20}( [A-Za-z0-9+/]{0,24}){0,5}\n[A-Za-z0-9+/]{0,43}\n){0,3}--- [A-Za-z0-9+/]{43}\n.{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_format_file(text in text()) {
        let disk = disk();
        with_notes(&disk);
        disk.tamper(&Path::new(ROOT).join("format"), Some(text.into_bytes()));
        prop_assert!(opens_whole(&disk, FIRST).is_err());
    }

    #[test]
    fn a_slot(text in text()) {
        let disk = disk();
        let kit = with_notes(&disk);
        let info = at(&disk).unwrap().info().unwrap();
        let slot = info.slots.iter().find(|s| s.kind.code() == "passphrase").unwrap();
        disk.tamper(&Path::new(ROOT).join(format!("keys/{}.age", slot.id)), Some(text.into_bytes()));
        prop_assert!(unlock(&disk, FIRST).is_err());
        opens_whole_with_kit(&disk, kit.identity()).unwrap();
    }

    #[test]
    fn an_identity(text in text()) {
        prop_assert!(parse_identity(&text).is_err());
    }

    #[test]
    fn a_passphrase(text in any::<String>()) {
        let assessment = assess_passphrase(&text);
        prop_assert!(assessment.score <= 4);
        prop_assert_eq!(assessment.acceptable, assessment.reasons.is_empty());
        if let Ok(once) = Passphrase::new(&text) {
            let again = Passphrase::new(once.expose()).unwrap();
            prop_assert_eq!(once.expose(), again.expose());
        }
    }

    #[test]
    fn a_generated_passphrase(seed in any::<u64>(), list in 0..3_usize, count in 5..=10_usize) {
        let list = WordList::ALL[list];
        let text = generate_passphrase(count, list, &Entropy::seeded(seed)).unwrap();
        let twin = generate_passphrase(count, list, &Entropy::seeded(seed)).unwrap();
        prop_assert_eq!(text.as_str(), twin.as_str());
        // A word drawn twice counts once, so ten words may be worth nine.
        prop_assert!(assess_passphrase(&text).acceptable);
        let passphrase = Passphrase::new(&text).unwrap();
        prop_assert_eq!(passphrase.expose(), text.as_str());
    }

    #[test]
    fn a_blob(content in proptest::collection::vec(any::<u8>(), 0..200_000)) {
        let disk = disk();
        let (vault, _) = make(&disk).unwrap();
        let blob = vault.blobs().add(&mut &content[..], 200_000, &mut |_| true).unwrap();
        let mut back = Vec::new();
        std::io::Read::read_to_end(&mut vault.blobs().open(&blob).unwrap(), &mut back).unwrap();
        prop_assert!(back == content);
    }
}

/// A vault goes from thread to thread, behind a lock of the host.
#[test]
fn a_vault_can_be_sent_between_threads() {
    fn sends<T: Send>() {}
    sends::<Vault<Unlocked>>();
    sends::<Vault<vault::Locked>>();
    sends::<vault::Error>();
}

#[test]
fn a_vault_copied_without_its_empty_folders_still_takes_evidence() {
    let disk = disk();
    with_notes(&disk);
    agevfs::fs::Fs::rmdir(&disk, &Path::new(ROOT).join("blobs")).expect("it is empty");
    let vault = unlock(&disk, FIRST).expect("opens");
    assert!(vault.blobs().list().expect("lists").is_empty());
    let blob = vault
        .blobs()
        .add(&mut &b"x"[..], 1, &mut |_| true)
        .expect("adds");
    assert!(vault.blobs().open(&blob).is_ok());
}
