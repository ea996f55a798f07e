//! Power and disks fail at every storage call of everything that touches keys: what opened before opens after, with the
//! old key or with the new one, and an acknowledged change holds.

mod common;

use std::collections::HashSet;
use std::io::ErrorKind;

use agevfs::fs::sim::{Fault, SimFs};
use common::*;
use vault::{Error, KdfParams, SlotKind, Unlocked, Vault};

/// Every way a call fails: error, how many calls in a row, and whether the work was done all the same.
const WAYS: [(ErrorKind, u64, bool); 5] = [
    (ErrorKind::StorageFull, 1, false),
    (ErrorKind::Other, 1, false),
    (ErrorKind::Other, 1, true),
    (ErrorKind::Other, 3, false),
    (ErrorKind::Other, u64::MAX, true),
];

/// Runs `act` on copies of `start`, with a fault at every call it makes, and hands every outcome to `check`. Returns how
/// many runs failed.
fn with_every_fault(
    start: &SimFs,
    act: impl Fn(&SimFs, &SimFs) -> Result<(), Error>,
    check: impl Fn(&SimFs, Result<(), Error>),
) -> usize {
    let counted = start.fork();
    let armed = counted.clone();
    act(&counted, &armed).expect("succeeds without faults");
    let calls = counted.operations();
    let mut failed = 0;
    for at in 0..calls {
        for (kind, times, done) in WAYS {
            let disk = start.fork();
            disk.set_fault(Some(Fault {
                at,
                times,
                kind,
                done,
            }));
            let outcome = act(&disk, &disk);
            disk.set_fault(None);
            failed += usize::from(outcome.is_err());
            check(&disk, outcome);
        }
    }
    failed
}

/// Runs `act` once and hands every disk that a loss of power could leave to `check`, with whether `act` had returned.
/// Returns how many different ones there were.
fn with_every_crash(start: &SimFs, act: impl Fn(&SimFs), check: impl Fn(&SimFs, bool)) -> usize {
    let disk = start.fork();
    disk.record();
    act(&disk);
    disk.mark(1);
    let _ = agevfs::fs::Fs::exists(&disk, ROOT.as_ref());
    let mut known = HashSet::new();
    for moment in disk.moments() {
        for image in moment.crash_images(4) {
            if known.insert((image.files(), moment.mark)) {
                check(&image, moment.mark == 1);
            }
        }
    }
    known.len()
}

fn create(disk: &SimFs) -> Result<(), Error> {
    make(disk).map(|(vault, _)| drop(vault))
}

fn is_whole_or_nothing(disk: &SimFs) -> bool {
    match at(disk) {
        Ok(vault) => {
            let mut vault = vault
                .unlock(&passphrase(FIRST))
                .map_err(|(_, e)| e)
                .expect("what is a vault opens");
            vault
                .open_seal(&passphrase(FIRST))
                .expect("both parts of it");
            note(vault.cases(), "works");
            true
        }
        Err(Error::NotAVault | Error::Damaged { .. }) => false,
        Err(e) => panic!("{e:?}"),
    }
}

#[test]
fn making_a_vault_under_faults() {
    let failed = with_every_fault(
        &disk(),
        |disk, _| create(disk),
        |disk, outcome| {
            let whole = is_whole_or_nothing(disk);
            assert!(
                whole || outcome.is_err(),
                "an acknowledged vault does not open"
            );
        },
    );
    assert!(failed > 200, "{failed}");
}

#[test]
fn an_error_while_making_leaves_no_trace() {
    let start = disk();
    let calls = {
        let counted = start.fork();
        create(&counted).expect("makes");
        counted.operations()
    };
    for at in 0..calls {
        let disk = start.fork();
        disk.set_fault(Some(Fault {
            at,
            times: 1,
            kind: ErrorKind::StorageFull,
            done: false,
        }));
        match create(&disk) {
            Ok(()) => assert!(is_whole_or_nothing(&disk)),
            Err(_) => assert_eq!(disk.files(), [], "call {at}"),
        }
    }
}

#[test]
fn making_a_vault_under_crashes() {
    let images = with_every_crash(
        &disk(),
        |disk| create(disk).expect("makes"),
        |image, acknowledged| {
            assert!(is_whole_or_nothing(image) || !acknowledged);
        },
    );
    assert!(images > 50, "{images}");
}

/// A prepared vault, its kit, and the operations on it.
struct Prepared {
    disk: SimFs,
    kit: String,
}

fn prepared() -> Prepared {
    let disk = disk();
    let kit = with_notes(&disk);
    Prepared {
        disk: disk.fork(),
        kit: kit.identity().to_owned(),
    }
}

fn open(disk: &SimFs) -> Result<Vault<Unlocked>, Error> {
    unlock(disk, FIRST)
}

fn change(disk: &SimFs, old: &str) -> Result<(), Error> {
    unlock(disk, old)?.change_passphrase(
        &passphrase(old),
        &passphrase(SECOND),
        KdfParams::for_tests(),
    )
}

/// Old or new opens everything; whichever does can carry the change to its end.
fn old_or_new(disk: &SimFs, kit: &str, acknowledged: bool) {
    opens_whole_with_kit(disk, kit).expect("the kit always opens");
    let old = opens_whole(&disk.fork(), FIRST).is_ok();
    let new = opens_whole(&disk.fork(), SECOND).is_ok();
    assert!(old || new, "neither passphrase opens the vault");
    let cases_only = unlock(&disk.fork(), SECOND).is_ok() != new;
    assert!(
        !cases_only,
        "the new passphrase opens the cases and not the seal"
    );
    assert!(
        new || !acknowledged,
        "an acknowledged passphrase does not open"
    );
    if new {
        opens_whole(disk, SECOND).expect("opens");
        let refused = unlock(disk, FIRST).map(|_| ()).err();
        assert!(
            matches!(refused, Some(Error::WrongKey)),
            "opening with the new one ends the change"
        );
    } else {
        change(disk, FIRST).expect("can be tried again");
        assert!(matches!(
            unlock(disk, FIRST).map(|_| ()),
            Err(Error::WrongKey)
        ));
    }
    opens_whole(disk, SECOND).expect("opens");
    let slots = at(disk).expect("a vault").info().expect("reads").slots;
    assert_eq!(slots.iter().filter(|s| s.complete).count(), 2);
    let leftover = |path: &std::path::Path| path.extension().is_some_and(|e| e == "tmp");
    assert!(disk.files().iter().all(|(path, _)| !leftover(path)));
    let mut vault = unlock(disk, SECOND).expect("opens");
    assert!(matches!(
        vault.open_seal(&passphrase(FIRST)),
        Err(Error::WrongKey)
    ));
}

#[test]
fn changing_the_passphrase_under_faults() {
    let p = prepared();
    let failed = with_every_fault(
        &p.disk,
        |disk, _| change(disk, FIRST),
        |disk, outcome| {
            old_or_new(disk, &p.kit, outcome.is_ok());
        },
    );
    assert!(failed > 50, "{failed}");
}

#[test]
fn changing_the_passphrase_under_crashes() {
    let p = prepared();
    let images = with_every_crash(
        &p.disk,
        |disk| change(disk, FIRST).expect("changes"),
        |image, acknowledged| {
            old_or_new(image, &p.kit, acknowledged);
        },
    );
    assert!(images > 10, "{images}");
}

#[test]
fn a_forgotten_passphrase_is_replaced_with_the_kit() {
    let p = prepared();
    let mut vault = at(&p.disk)
        .expect("a vault")
        .unlock_with_identity(&p.kit)
        .map_err(|(_, e)| e)
        .expect("opens");
    vault
        .replace_passphrase(&p.kit, &passphrase(SECOND), KdfParams::for_tests())
        .expect("replaces");
    drop(vault);
    old_or_new(&p.disk, &p.kit, true);
}

#[test]
fn a_weak_or_wrong_passphrase_changes_nothing() {
    let p = prepared();
    let mut vault = open(&p.disk).expect("opens");
    let before = p.disk.files();
    let weak = vault.change_passphrase(
        &passphrase(FIRST),
        &passphrase("letmein"),
        KdfParams::for_tests(),
    );
    assert!(matches!(weak, Err(Error::WeakPassphrase { .. })));
    let wrong = vault.change_passphrase(
        &passphrase(SECOND),
        &passphrase(SECOND),
        KdfParams::for_tests(),
    );
    assert!(matches!(wrong, Err(Error::WrongKey)));
    assert!(matches!(
        vault.add_kit(&passphrase(SECOND)),
        Err(Error::WrongKey)
    ));
    assert!(p.disk.files() == before);
}

#[test]
fn adding_a_kit_under_faults_and_crashes() {
    let p = prepared();
    let add = |disk: &SimFs| open(disk)?.add_kit(&passphrase(FIRST)).map(|_| ());
    let check = |disk: &SimFs| {
        opens_whole(disk, FIRST).expect("the passphrase opens");
        opens_whole_with_kit(disk, &p.kit).expect("the old kit opens");
        let again = open(disk)
            .expect("opens")
            .add_kit(&passphrase(FIRST))
            .expect("can be tried again");
        opens_whole_with_kit(disk, again.identity()).expect("the new kit opens");
    };
    let failed = with_every_fault(&p.disk, |disk, _| add(disk), |disk, _| check(disk));
    assert!(failed > 50, "{failed}");
    let images = with_every_crash(
        &p.disk,
        |disk| add(disk).expect("adds"),
        |image, _| check(image),
    );
    assert!(images > 5, "{images}");
}

fn kit_slot(disk: &SimFs) -> Option<String> {
    let slots = at(disk).expect("a vault").info().expect("reads").slots;
    slots
        .into_iter()
        .find(|s| s.kind == SlotKind::Kit)
        .map(|s| s.id)
}

#[test]
fn removing_a_slot_under_faults_and_crashes() {
    let p = prepared();
    let id = kit_slot(&p.disk).expect("a kit");
    let check = |disk: &SimFs, acknowledged: bool| {
        opens_whole(disk, FIRST).expect("the passphrase opens");
        // As long as anything of the key is left, it is listed, and can be removed again.
        if let Some(left) = kit_slot(disk) {
            assert!(!acknowledged, "a removed key is still there");
            open(disk)
                .expect("opens")
                .remove_slot(&left)
                .expect("can be tried again");
        }
        assert_eq!(kit_slot(disk), None);
        let refused = at(disk)
            .expect("a vault")
            .unlock_with_identity(&p.kit)
            .map(|_| ())
            .map_err(|(_, e)| e);
        assert!(matches!(refused, Err(Error::WrongKey)));
        let mut vault = open(disk).expect("opens");
        assert!(matches!(
            vault.open_seal_with_identity(&p.kit),
            Err(Error::WrongKey)
        ));
    };
    let remove = |disk: &SimFs| open(disk)?.remove_slot(&id);
    let failed = with_every_fault(
        &p.disk,
        |disk, _| remove(disk),
        |disk, outcome| check(disk, outcome.is_ok()),
    );
    assert!(failed > 50, "{failed}");
    let images = with_every_crash(&p.disk, |disk| remove(disk).expect("removes"), check);
    assert!(images > 3, "{images}");
}

#[test]
fn the_last_passphrase_and_the_last_slot_stay() {
    let p = prepared();
    let mut vault = open(&p.disk).expect("opens");
    let slots = vault.slots().expect("reads");
    let of =
        |kind: fn(SlotKind) -> bool| slots.iter().find(|s| kind(s.kind)).expect("one").id.clone();
    let only = of(|k| matches!(k, SlotKind::Passphrase(_)));
    assert!(matches!(vault.remove_slot(&only), Err(Error::LastSlot)));
    assert!(matches!(
        vault.remove_slot("0000000000000000"),
        Err(Error::UnknownSlot)
    ));
    assert!(matches!(
        vault.remove_slot("../../format"),
        Err(Error::UnknownSlot)
    ));
    vault
        .remove_slot(&of(|k| k == SlotKind::Kit))
        .expect("a passphrase is left");
    assert!(matches!(vault.remove_slot(&only), Err(Error::LastSlot)));
}
