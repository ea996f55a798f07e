//! Kits as words and in shares, on the bytes of a vault: what opens it, what does not, and what a drill proves.

mod common;

use std::path::Path;

use agevfs::fs::Fs;
use common::*;
use vault::{Error, Flaw, KdfParams, Opener, Split, Vault, WordList, looks_like_kit};

fn refused(disk: &agevfs::fs::sim::SimFs, kit: &str) -> Error {
    let vault = at(disk).expect("a vault");
    vault.unlock_with_identity(kit).err().expect("refused").1
}

#[test]
fn a_kit_opens_as_words_of_every_language() {
    let disk = disk();
    let kit = with_notes(&disk);
    for list in WordList::ALL {
        let words = kit.words(list);
        opens_whole_with_kit(&disk, &words).expect("words");
        opens_whole_with_kit(&disk, &words.to_uppercase().replace(' ', "\n  ")).expect("words");
        let mut wrong: Vec<&str> = words.split(' ').collect();
        wrong.swap(3, 4);
        let flaw = Flaw::Swapped { one: 4, other: 5 };
        assert!(matches!(refused(&disk, &wrong.join(" ")), Error::BadKit(found) if found == flaw));
    }
    // Words that check and are of another key open nothing.
    let (_, other) = make(&common::disk()).expect("another vault of the same seed");
    assert_eq!(other.identity(), kit.identity());
    let stranger = vault::create(
        Path::new("/home/other.vault"),
        &passphrase(FIRST),
        KdfParams::for_tests(),
        env(common::disk(), 77),
    );
    let stranger = stranger.expect("makes").1.words(WordList::Kk);
    assert!(matches!(refused(&disk, &stranger), Error::WrongKey));
}

#[test]
fn enough_shares_open_both_compartments_and_fewer_nothing() {
    for split in Split::ALL {
        let disk = disk();
        with_notes(&disk);
        let mut vault = unlock(&disk, FIRST).expect("opens");
        let set = vault.add_shares(&passphrase(FIRST), split).expect("shares");
        let kinds: Vec<&str> = vault
            .slots()
            .expect("slots")
            .iter()
            .map(|s| s.kind.code())
            .collect();
        assert_eq!(
            kinds.iter().filter(|k| **k == "shares").count(),
            1,
            "{kinds:?}"
        );
        vault.lock().expect("locks");
        // Without the key of the cases it is one kit more.
        let info = at(&disk).expect("a vault").info().expect("reads");
        assert!(info.slots.iter().all(|slot| slot.kind.code() != "shares"));
        assert_eq!(info.slots.len(), 3);

        let lines: Vec<String> = set
            .shares()
            .iter()
            .map(|s| s.line().as_str().to_owned())
            .collect();
        assert_eq!(lines.len(), usize::from(split.count));
        let (need, all) = (usize::from(split.threshold), usize::from(split.count));
        for first in 0..=all - need {
            opens_whole_with_kit(&disk, &lines[first..first + need].join("\n")).expect("enough");
        }
        opens_whole_with_kit(&disk, &lines.join("\n")).expect("all of them");
        let words: Vec<String> = set
            .shares()
            .iter()
            .map(|s| s.words(WordList::Ru).as_str().to_owned())
            .collect();
        opens_whole_with_kit(&disk, &words[all - need..].join("\n\n")).expect("as words");
        let pages: Vec<String> = set
            .shares()
            .iter()
            .map(|s| set.page(s, WordList::En).as_str().to_owned())
            .collect();
        opens_whole_with_kit(&disk, &pages[..need].join("\n")).expect("as pages");

        let few = refused(&disk, &lines[..need - 1].join("\n"));
        let flaw = Flaw::TooFew {
            have: need - 1,
            need,
        };
        assert!(matches!(few, Error::BadKit(found) if found == flaw));
        // A share that says what it is not: its checksum holds, and the key it makes opens nothing.
        let other = vault::create(
            Path::new("/home/other.vault"),
            &passphrase(FIRST),
            KdfParams::for_tests(),
            env(common::disk(), 50),
        );
        let other = other
            .expect("makes")
            .0
            .add_shares(&passphrase(FIRST), split)
            .expect("shares");
        let theirs: Vec<String> = other
            .shares()
            .iter()
            .map(|s| s.line().as_str().to_owned())
            .collect();
        assert!(matches!(
            refused(&disk, &theirs.join("\n")),
            Error::WrongKey
        ));
        let mixed = [&lines[..1], &theirs[1..need]].concat();
        assert!(matches!(
            refused(&disk, &mixed.join("\n")),
            Error::BadKit(Flaw::Mixed)
        ));
    }
}

#[test]
fn removing_the_slot_voids_the_shares_and_new_keys_do_too() {
    let disk = disk();
    with_notes(&disk);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    let set = vault
        .add_shares(&passphrase(FIRST), Split::TWO_OF_THREE)
        .expect("shares");
    let lines: Vec<String> = set
        .shares()
        .iter()
        .map(|s| s.line().as_str().to_owned())
        .collect();
    vault.lock().expect("locks");
    opens_whole_with_kit(&disk, &lines.join("\n")).expect("before");
    let mut vault = unlock(&disk, FIRST).expect("opens");
    assert!(set.slot().starts_with(&set.shares()[0].set()));
    vault.remove_slot(set.slot()).expect("removes");
    vault.lock().expect("locks");
    assert!(matches!(refused(&disk, &lines.join("\n")), Error::WrongKey));
    opens_whole(&disk, FIRST).expect("the passphrase still does");
}

/// Shares are nowhere on the disk, nor is the key they make; a kit neither.
#[test]
fn nothing_of_a_share_is_written() {
    let disk = disk();
    with_notes(&disk);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    let set = vault
        .add_shares(&passphrase(FIRST), Split::THREE_OF_FIVE)
        .expect("shares");
    vault.lock().expect("locks");
    let identity = vault::combine(set.shares())
        .expect("enough")
        .identity_string();
    let found = |needle: &str| {
        let holds = |bytes: &[u8]| {
            bytes
                .windows(needle.len())
                .any(|part| part == needle.as_bytes())
        };
        disk.files()
            .iter()
            .any(|(path, bytes)| holds(bytes) || path.to_string_lossy().contains(needle))
    };
    assert!(found("age-encryption.org"), "the scan finds what is there");
    assert!(!found(&identity) && !found(&identity[20..40]));
    for share in set.shares() {
        assert!(!found(&share.line()[20..44]));
    }
}

#[test]
fn a_drill_reads_both_databases_with_the_kit_alone_while_the_vault_is_written() {
    let disk = disk();
    let kit = with_notes(&disk);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    let set = vault
        .add_shares(&passphrase(FIRST), Split::TWO_OF_THREE)
        .expect("shares");
    let lines: Vec<String> = set.shares()[1..]
        .iter()
        .map(|s| s.line().as_str().to_owned())
        .collect();
    note(vault.cases(), "second note");
    let before = disk.files();
    let words = kit.words(WordList::Kk);
    let by_shares = lines.join("\n");
    for (with, slot) in [
        (kit.identity(), kit.slot()),
        (&words, kit.slot()),
        (&by_shares, set.slot()),
    ] {
        let mut steps = 0;
        let (proof, seen) = vault
            .drill()
            .run(
                Opener::Identity(with),
                |db| notes(db),
                &mut |done, total| {
                    steps += 1;
                    done <= total
                },
            )
            .expect("proves");
        assert_eq!(proof.slot, slot);
        assert_eq!(seen, ["first note", "second note"]);
        assert!(proof.cases > 4096 && proof.sealed > 4096 && steps > 0);
    }
    assert!(disk.files() == before, "a drill changes nothing");
    // What proves nothing: another key, half a set, the compartment's own identity, being stopped.
    let stranger = agevfs::Key::generate(&vault::Entropy::seeded(99)).identity_string();
    let drill = |with: &str| {
        vault
            .drill()
            .run(Opener::Identity(with), |_| (), &mut |_, _| true)
            .err()
    };
    assert!(matches!(drill(&stranger), Some(Error::WrongKey)));
    assert!(matches!(
        drill(&lines[0]),
        Some(Error::BadKit(Flaw::TooFew { .. }))
    ));
    assert!(matches!(drill("no kit"), Some(Error::BadIdentity)));
    let stopped = vault
        .drill()
        .run(Opener::Identity(kit.identity()), |_| (), &mut |_, _| false);
    assert!(matches!(stopped.err(), Some(Error::Cancelled)));
    // A kit that was removed.
    vault.remove_slot(kit.slot()).expect("removes");
    assert!(matches!(
        vault
            .drill()
            .run(Opener::Identity(kit.identity()), |_| (), &mut |_, _| true)
            .err(),
        Some(Error::WrongKey)
    ));
    // A database that does not read is no proof.
    let broken = disk.fork();
    let snapshots = broken.files().into_iter().filter(|(path, _)| {
        let name = path.to_string_lossy().into_owned();
        name.contains("/sealed/s-")
    });
    for (path, mut bytes) in snapshots {
        *bytes.last_mut().expect("not empty") ^= 1;
        broken.unlink(&path).expect("removes");
        let mut file = broken.create_new(&path).expect("makes");
        std::io::Write::write_all(&mut file, &bytes).expect("writes");
    }
    let vault = Vault::at(ROOT, env(broken, 3))
        .expect("a vault")
        .unlock(&passphrase(FIRST));
    let vault = vault.map_err(|(_, e)| e).expect("the cases open");
    let torn = vault
        .drill()
        .run(Opener::Identity(&by_shares), |_| (), &mut |_, _| true);
    assert!(matches!(torn.err(), Some(Error::Damaged { .. })));
}

#[test]
fn a_kit_is_known_for_one_wherever_a_passphrase_may_be_given_too() {
    let disk = disk();
    let kit = with_notes(&disk);
    assert!(looks_like_kit(&kit.words(WordList::Kk)));
    assert!(!looks_like_kit(FIRST) && !looks_like_kit(SECOND));
}
