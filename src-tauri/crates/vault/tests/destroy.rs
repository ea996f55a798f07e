//! Destroying a vault: afterwards nothing opens it, whatever failed on the way it can be begun again, and nothing but key slots is touched.

#![allow(clippy::print_stdout, reason = "says what it counted")]

mod common;

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use agevfs::fs::sim::{Fault, SimFs};
use common::*;
use vault::{Backup, Compartment, Destruction, Error, KdfParams, Rotation, find_backups};

const WAYS: [(ErrorKind, u64, bool); 5] = [
    (ErrorKind::PermissionDenied, 1, false),
    (ErrorKind::Other, 1, false),
    (ErrorKind::Other, 1, true),
    (ErrorKind::Other, 3, false),
    (ErrorKind::Other, u64::MAX, true),
];

fn is_slot(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.ends_with("keys"))
}

fn slots(disk: &SimFs) -> Vec<PathBuf> {
    let files = disk.files().into_iter().map(|(path, _)| path);
    files.filter(|path| is_slot(path)).collect()
}

/// Everything that is no key slot.
fn rest(disk: &SimFs) -> Vec<(PathBuf, Vec<u8>)> {
    let files = disk.files().into_iter();
    files
        .filter(|(path, _)| !is_slot(path) && !path.ends_with("lock"))
        .collect()
}

/// How it stands with a vault that was to be destroyed.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Stands {
    Open,
    OpenWithKit,
    Destroyed,
}

fn stands(disk: &SimFs, kit: &str) -> Stands {
    if unlock(disk, FIRST).is_ok() {
        return Stands::Open;
    }
    let with_kit = at(disk).expect("a vault").unlock_with_identity(kit);
    if with_kit.is_ok() {
        return Stands::OpenWithKit;
    }
    // Not through either half: no slot of it opens with a kit or a passphrase any more.
    Stands::Destroyed
}

#[test]
fn nothing_opens_afterwards_and_nothing_else_is_touched() {
    let disk = disk();
    let kit = with_notes(&disk);
    let more = {
        let mut vault = unlock(&disk, FIRST).expect("opens");
        let more = vault.add_kit(&passphrase(FIRST)).expect("a kit");
        vault.lock().expect("locks");
        more
    };
    opens_whole(&disk, FIRST).expect("the control");
    opens_whole_with_kit(&disk, kit.identity()).expect("the control");
    opens_whole_with_kit(&disk, more.identity()).expect("the control");
    let (before, secrets) = (rest(&disk), slot_bytes(&disk));
    assert_eq!(secrets.len(), 6);
    let (vault, done) = unlock(&disk, FIRST)
        .expect("opens")
        .destroy()
        .expect("destroys");
    assert_eq!(
        done,
        Destruction {
            removed: 6,
            overwritten: 6,
            left: Vec::new()
        }
    );
    assert_eq!(vault.slot_files().expect("a folder"), [] as [PathBuf; 0]);
    assert_eq!(slots(&disk), [] as [PathBuf; 0]);
    assert!(rest(&disk) == before, "something else was touched");
    assert!(unlock(&disk, FIRST).is_err());
    for kit in [kit.identity(), more.identity()] {
        assert!(
            at(&disk)
                .expect("a vault")
                .unlock_with_identity(kit)
                .is_err()
        );
        for of in [Compartment::Case, Compartment::Sealed] {
            let mut plain = Vec::new();
            let recovered =
                vault::recover(ROOT.as_ref(), kit, of, &env(disk.clone(), 5), &mut plain);
            assert!(recovered.is_err() && plain.is_empty());
        }
    }
}

fn slot_bytes(disk: &SimFs) -> Vec<Vec<u8>> {
    let files = disk.files().into_iter();
    files
        .filter(|(path, _)| is_slot(path))
        .map(|(_, bytes)| bytes)
        .collect()
}

#[test]
fn under_every_fault_it_can_be_begun_again() {
    let start = disk();
    let kit = with_notes(&start);
    let before = rest(&start);
    let (from, calls) = {
        let counted = start.fork();
        let vault = unlock(&counted, FIRST).expect("opens");
        let from = counted.operations();
        assert!(vault.destroy().expect("destroys").1.is_whole());
        (from, counted.operations())
    };
    assert!(calls - from > 20, "{}", calls - from);
    let mut seen = [0_usize; 3];
    for at_call in from..calls {
        for (kind, times, done) in WAYS {
            let disk = start.fork();
            let vault = unlock(&disk, FIRST).expect("opens");
            disk.set_fault(Some(Fault {
                at: at_call,
                times,
                kind,
                done,
            }));
            let outcome = vault.destroy();
            disk.set_fault(None);
            let now = stands(&disk, kit.identity());
            seen[now as usize] += 1;
            let left = slots(&disk);
            match &outcome {
                Ok((_, report)) if report.is_whole() => {
                    assert_eq!(left, [] as [PathBuf; 0], "call {at_call}: {report:?}");
                    assert_eq!(now, Stands::Destroyed);
                }
                // What it says is left may be gone; what is there, it says.
                Ok((_, report)) => assert!(
                    left.iter()
                        .all(|path| report.left.iter().any(|one| path.ends_with(one))),
                    "call {at_call}: {left:?} {report:?}"
                ),
                Err(_) => assert_eq!(
                    now,
                    Stands::Open,
                    "call {at_call}: refused before anything went"
                ),
            }
            assert!(
                rest(&disk) == before,
                "call {at_call}: something else was touched"
            );
            // Again, with whatever still opens it.
            let again = match now {
                Stands::Open => unlock(&disk, FIRST).ok(),
                Stands::OpenWithKit => at(&disk)
                    .expect("a vault")
                    .unlock_with_identity(kit.identity())
                    .ok(),
                Stands::Destroyed => None,
            };
            if let Some(vault) = again {
                assert!(vault.destroy().expect("destroys").1.is_whole());
                assert_eq!(slots(&disk), [] as [PathBuf; 0]);
            }
            assert_eq!(stands(&disk, kit.identity()), Stands::Destroyed);
        }
    }
    println!(
        "FIGURE under {} faults and once more: 0 opened by anything",
        seen.iter().sum::<usize>()
    );
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn after_every_loss_of_power_it_opens_or_is_destroyed() {
    let start = disk();
    let kit = with_notes(&start);
    let disk = start.fork();
    let vault = unlock(&disk, FIRST).expect("opens");
    disk.record();
    assert!(vault.destroy().expect("destroys").1.is_whole());
    disk.mark(1);
    let _ = agevfs::fs::Fs::exists(&disk, ROOT.as_ref());
    let (mut known, mut seen) = (HashSet::new(), [0_usize; 3]);
    for moment in disk.moments() {
        for image in moment.crash_images(4) {
            if !known.insert((image.files(), moment.mark)) {
                continue;
            }
            let now = stands(&image, kit.identity());
            seen[now as usize] += 1;
            if moment.mark == 1 {
                assert_eq!(now, Stands::Destroyed);
                assert_eq!(slots(&image), [] as [PathBuf; 0]);
            } else if now == Stands::Open {
                assert!(
                    unlock(&image, FIRST)
                        .expect("opens")
                        .destroy()
                        .expect("again")
                        .1
                        .is_whole()
                );
                assert_eq!(slots(&image), [] as [PathBuf; 0]);
            }
        }
    }
    println!(
        "FIGURE of {} crash images {} as before, {} destroyed, 0 between",
        known.len(),
        seen[Stands::Open as usize],
        seen[Stands::Destroyed as usize]
    );
    // Kits go before passphrases, so nobody needs a kit to begin again.
    assert_eq!(seen[Stands::OpenWithKit as usize], 0, "{seen:?}");
    assert!(seen[0] > 3 && seen[2] > 1, "{seen:?}");
}

/// Power goes in the middle of new keys, so that there are slots in `next/`, or old ones in a folder aside.
#[test]
fn what_a_change_of_keys_left_goes_too() {
    let start = disk();
    with_notes(&start);
    let disk = start.fork();
    let mut vault = unlock(&disk, FIRST).expect("opens");
    disk.record();
    let (first, second) = (passphrase(FIRST), passphrase(SECOND));
    let wish = Rotation {
        passphrase: &first,
        new: &second,
        params: KdfParams::for_tests(),
        leave_damaged: false,
    };
    let next = prepare(&mut vault, &wish, &[], &mut |_, _| true).expect("prepares");
    drop(vault.turn(next).map_err(|(_, e)| e).expect("turns"));
    let mut elsewhere = 0;
    for moment in disk.moments() {
        for image in moment.crash_images(2) {
            let inside = |name: &str| {
                slots(&image)
                    .iter()
                    .filter(|path| path.to_string_lossy().contains(name))
                    .count()
            };
            if inside("/next/") + inside("/tmp-") == 0 {
                continue;
            }
            let opened = unlock(&image, FIRST).or_else(|_| unlock(&image, SECOND));
            let Ok(vault) = opened else { continue };
            elsewhere += usize::from(inside("/next/") + inside("/tmp-") > 0);
            assert!(vault.destroy().expect("destroys").1.is_whole());
            assert_eq!(slots(&image), [] as [PathBuf; 0]);
        }
    }
    assert!(elsewhere > 0);
}

#[test]
fn a_backup_of_it_opens_no_more_and_keeps_everything_else() {
    let disk = disk();
    let kit = with_notes(&disk);
    let vault = unlock(&disk, FIRST).expect("opens");
    let place = Path::new("/stick");
    agevfs::fs::Fs::mkdir(&disk, place).expect("a folder");
    vault
        .backup(place, &[], &mut |_, _| true)
        .expect("a backup");
    vault.lock().expect("locks");
    let environment = env(disk.clone(), 3);
    let backup: Backup = find_backups(place, &environment).expect("one").remove(0);
    assert_eq!(backup.slots().expect("slots").len(), 4);
    let before = rest(&disk);
    let done = backup.destroy().expect("destroys");
    assert_eq!((done.removed, done.is_whole()), (4, true));
    assert_eq!(backup.slots().expect("slots"), [] as [PathBuf; 0]);
    assert!(rest(&disk) == before);
    // The vault itself is another place.
    opens_whole(&disk, FIRST).expect("opens");
    opens_whole_with_kit(&disk, kit.identity()).expect("opens");
    assert!(
        backup
            .restore(None, Path::new("/home/again.vault"), &mut |_, _| true)
            .is_err()
    );
}

#[test]
fn a_vault_opened_for_reading_is_left_alone() {
    let disk = disk();
    with_notes(&disk);
    disk.set_read_only(true);
    let before = disk.files();
    let vault = at(&disk)
        .expect("a vault")
        .unlock_for_reading(&passphrase(FIRST))
        .map_err(|(_, e)| e)
        .expect("opens for reading");
    assert!(matches!(vault.destroy(), Err(Error::ReadOnly)));
    assert!(disk.files() == before);
}
