//! Backups happen, are proved, and restore; nothing that fails costs an older one.

mod common;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use agevfs::fs::Fs;
use agevfs::fs::sim::{Fault, SimFs};
use common::*;
use vault::{Backup, BlobRef, Clock, Env, Error, FixedClock, Unlocked, Vault, backups};

const DIR: &str = "/stick";

/// A vault with notes and one piece of evidence, a folder for backups, and a clock to move.
struct World {
    disk: SimFs,
    blob: BlobRef,
}

fn world() -> World {
    let disk = disk();
    with_notes(&disk);
    disk.mkdir(Path::new(DIR)).expect("a folder");
    let vault = unlock(&disk, FIRST).expect("opens");
    let blob = vault
        .blobs()
        .add(&mut &b"a photograph"[..], 100, &mut |_| true)
        .expect("adds");
    drop(vault);
    World {
        disk: disk.fork(),
        blob,
    }
}

fn at_day(disk: &SimFs, day: u32) -> Env {
    let noon = chrono::NaiveDate::from_ymd_opt(2026, 2, day)
        .and_then(|d| d.and_hms_opt(12, 0, 0))
        .expect("a date");
    let clock = FixedClock::new(noon);
    assert_eq!(clock.now(), noon);
    Env {
        clock: std::sync::Arc::new(clock),
        ..env(disk.clone(), u64::from(day) + 50)
    }
}

fn open_on(disk: &SimFs, path: &Path, day: u32) -> Result<Vault<Unlocked>, Error> {
    Vault::at(path, at_day(disk, day))?
        .unlock(&passphrase(FIRST))
        .map_err(|(_, e)| e)
}

fn back_up(disk: &SimFs, blob: &BlobRef, day: u32, keep: usize) -> Result<Backup, Error> {
    let vault = open_on(disk, Path::new(ROOT), day)?;
    vault.backup(
        Path::new(DIR),
        std::slice::from_ref(blob),
        keep,
        &mut |_, _| true,
    )
}

fn kept(disk: &SimFs) -> Vec<PathBuf> {
    let id = at(disk).expect("a vault").id();
    backups(Path::new(DIR), id, &env(disk.clone(), 9))
        .expect("lists")
        .into_iter()
        .map(|b| b.path)
        .collect()
}

/// The copy opens with both keys, holds what it should, and every byte of it checks.
fn restores(disk: &SimFs, path: &Path, blob: &BlobRef) {
    let mut vault = open_on(disk, path, 28).expect("a backup opens like any vault");
    assert_eq!(notes(vault.cases()), ["first note"]);
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    assert_eq!(notes(vault.sealed().expect("open")), ["sealed note"]);
    assert_eq!(
        vault
            .verify(std::slice::from_ref(blob))
            .expect("reads")
            .problems,
        []
    );
}

#[test]
fn a_backup_is_a_vault_and_the_oldest_go() {
    let World { disk, blob } = world();
    for day in 1..=4 {
        let made = back_up(&disk, &blob, day, 3).expect("backs up");
        assert_eq!(
            made.path,
            Path::new(DIR).join(format!("cases.2026-02-0{day}-120000.vault"))
        );
        restores(&disk, &made.path, &blob);
    }
    let days: Vec<_> = kept(&disk)
        .iter()
        .map(|p| p.to_string_lossy()[21..23].to_owned())
        .collect();
    assert_eq!(days, ["04", "03", "02"]);
}

#[test]
fn two_in_one_second_and_other_vaults_and_other_folders_stay_apart() {
    let World { disk, blob } = world();
    let first = back_up(&disk, &blob, 1, 9).expect("backs up");
    let second = back_up(&disk, &blob, 1, 9).expect("backs up");
    assert_ne!(first.path, second.path);
    assert_eq!(kept(&disk).len(), 2);

    let other = Path::new("/home/other.vault");
    let params = vault::KdfParams::for_tests();
    let (other, _) =
        vault::create(other, &passphrase(FIRST), params, at_day(&disk, 2)).expect("makes");
    let theirs = other
        .backup(Path::new(DIR), &[], 1, &mut |_, _| true)
        .expect("backs up");
    drop(other);
    disk.tamper(&Path::new(DIR).join("letter.txt"), Some(b"mine".to_vec()));
    back_up(&disk, &blob, 3, 1).expect("backs up");
    assert_eq!(kept(&disk).len(), 1);
    assert!(Vault::at(&theirs.path, env(disk.clone(), 1)).is_ok());
    assert!(disk.files().iter().any(|(p, _)| p.ends_with("letter.txt")));
}

#[test]
fn a_damaged_vault_is_not_taken_for_a_backup() {
    let World { disk, blob } = world();
    let good = back_up(&disk, &blob, 1, 1).expect("backs up");
    for (path, bytes) in disk.files() {
        let content = path.starts_with(Path::new(ROOT).join("case"))
            || path.starts_with(Path::new(ROOT).join("blobs"));
        if !content {
            continue;
        }
        let other = disk.fork();
        let vault = open_on(&other, Path::new(ROOT), 2).expect("opens before the damage");
        let mut bad = bytes.clone();
        let last = bad.len() - 1;
        bad[last] ^= 1;
        other.tamper(&path, Some(bad));
        let refused = vault.backup(
            Path::new(DIR),
            std::slice::from_ref(&blob),
            1,
            &mut |_, _| true,
        );
        assert!(
            matches!(refused, Err(Error::Damaged { .. })),
            "{}",
            path.display()
        );
        drop(vault);
        assert_eq!(kept(&other), std::slice::from_ref(&good.path));
        restores(&other, &good.path, &blob);
    }
}

#[test]
fn a_stopped_backup_leaves_the_older_ones_only() {
    let World { disk, blob } = world();
    let good = back_up(&disk, &blob, 1, 1).expect("backs up");
    let vault = open_on(&disk, Path::new(ROOT), 2).expect("opens");
    let mut steps = 0;
    let stopped = vault.backup(Path::new(DIR), &[], 1, &mut |done, total| {
        assert!(done <= total);
        steps += 1;
        steps < 4
    });
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert!(
        vault
            .backup(Path::new(ROOT), &[], 1, &mut |_, _| true)
            .is_err(),
        "not into itself"
    );
    drop(vault);
    assert_eq!(disk.list(Path::new(DIR)).expect("lists").len(), 1);
    restores(&disk, &good.path, &blob);
}

#[test]
fn no_fault_costs_the_last_good_backup() {
    let World { disk: start, blob } = world();
    back_up(&start, &blob, 1, 1).expect("backs up");
    let start = start.fork();
    let calls = {
        let counted = start.fork();
        back_up(&counted, &blob, 2, 1).expect("backs up");
        counted.operations()
    };
    let mut failed = 0;
    for at in 0..calls {
        for (kind, times, done) in [
            (ErrorKind::StorageFull, 1, false),
            (ErrorKind::Other, 1, true),
            (ErrorKind::StorageFull, u64::MAX, false),
        ] {
            let disk = start.fork();
            disk.set_fault(Some(Fault {
                at,
                times,
                kind,
                done,
            }));
            let made = back_up(&disk, &blob, 2, 1);
            disk.set_fault(None);
            failed += usize::from(made.is_err());
            let left = kept(&disk);
            let newest = left.first().expect("one is left");
            restores(&disk, newest, &blob);
            if let Ok(made) = made {
                assert_eq!(made.path, *newest);
            }
        }
    }
    assert!(failed > 100, "{failed}");
}

#[test]
fn no_crash_costs_the_last_good_backup() {
    let World { disk: start, blob } = world();
    back_up(&start, &blob, 1, 1).expect("backs up");
    let disk = start.fork();
    disk.record();
    let made = back_up(&disk, &blob, 2, 1).expect("backs up");
    disk.mark(1);
    let _ = disk.exists(Path::new(DIR));
    let mut known = std::collections::HashSet::new();
    for moment in disk.moments() {
        for image in moment.crash_images(2) {
            if known.insert((image.files(), moment.mark)) {
                let left = kept(&image);
                let newest = left.first().expect("one is left");
                restores(&image, newest, &blob);
                assert!(
                    moment.mark == 0 || *newest == made.path,
                    "an acknowledged backup is gone"
                );
            }
        }
    }
    assert!(known.len() > 20, "{}", known.len());
}
