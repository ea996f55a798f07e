//! Backups happen, are proved, and restore; nothing that fails costs an older one.

#![allow(clippy::print_stdout, reason = "says what it counted")]

mod common;

use std::collections::{BTreeMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use agevfs::fs::Fs;
use agevfs::fs::sim::{Fault, SimFs};
use common::*;
use vault::{
    Backup, BlobRef, Compartment, Env, Error, FixedClock, GenerationState, Keys, Made, Opener,
    Unlocked, Vault, find_backups,
};

const DIR: &str = "/stick";
const BACK: &str = "/home/back.vault";

/// A vault with notes and one piece of evidence, and a folder for backups.
struct World {
    disk: SimFs,
    blob: BlobRef,
}

fn world() -> World {
    let disk = disk();
    with_notes(&disk);
    disk.mkdir(Path::new(DIR)).expect("a folder");
    let vault = unlock(&disk, FIRST).expect("opens");
    let blob = add(&vault, b"a photograph");
    drop(vault);
    World {
        disk: disk.fork(),
        blob,
    }
}

fn add(vault: &Vault<Unlocked>, bytes: &[u8]) -> BlobRef {
    let taken = vault.blobs().add(&mut &bytes[..], 1 << 20, &mut |_| true);
    taken.expect("adds")
}

/// `hour` hours after the first of February 2026.
fn at_hour(disk: &SimFs, hour: u32) -> Env {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 2, 1).expect("a date");
    let now = start.and_hms_opt(0, 0, 0).expect("a time") + chrono::TimeDelta::hours(hour.into());
    Env {
        clock: std::sync::Arc::new(FixedClock::new(now)),
        ..env(disk.clone(), u64::from(hour) + 50)
    }
}

fn open_at(disk: &SimFs, path: &str, hour: u32) -> Result<Vault<Unlocked>, Error> {
    let locked = Vault::at(path, at_hour(disk, hour))?;
    locked.unlock(&passphrase(FIRST)).map_err(|(_, e)| e)
}

fn back_up(disk: &SimFs, blobs: &[BlobRef], hour: u32) -> Result<Made, Error> {
    open_at(disk, ROOT, hour)?.backup(Path::new(DIR), blobs, &mut |_, _| true)
}

/// The one backup on the stick.
fn backup(disk: &SimFs) -> Result<Backup, Error> {
    let mut found = find_backups(Path::new(DIR), &env(disk.clone(), 9))?;
    assert_eq!(found.len(), 1);
    Ok(found.remove(0))
}

fn names(disk: &SimFs) -> Vec<String> {
    let all = backup(disk).and_then(|b| b.generations());
    all.expect("lists").into_iter().map(|g| g.name).collect()
}

/// Files below `dir` by their path in it, without the lock.
fn tree(disk: &SimFs, dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let below = |(path, bytes): (PathBuf, Vec<u8>)| {
        path.strip_prefix(dir).ok().map(|p| (p.to_owned(), bytes))
    };
    let mut files = disk.files();
    if dir == Path::new(ROOT) {
        files = counting(files);
    }
    let files = files.into_iter().filter_map(below);
    files
        .filter(|(path, _)| path != Path::new("lock"))
        .collect()
}

/// The generation restores into a vault that opens with the passphrase and in which every byte checks. Returns its notes.
fn restores(disk: &SimFs, generation: &str, blobs: &[BlobRef]) -> Vec<String> {
    let disk = disk.fork();
    let all = backup(&disk).expect("is there");
    let made = all.restore(Some(generation), Path::new(BACK), &mut |_, _| true);
    assert_eq!(made.expect("restores").generation, generation);
    let mut vault = open_at(&disk, BACK, 900).expect("opens");
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    assert_eq!(notes(vault.sealed().expect("open")), ["sealed note"]);
    assert_eq!(vault.verify(blobs).expect("reads").problems, []);
    notes(vault.cases())
}

/// Every generation that is listed is whole, down to the last decrypted byte. Returns their names, newest first.
fn all_are_whole(disk: &SimFs) -> Vec<String> {
    let Ok(backup) = backup(disk) else {
        return Vec::new();
    };
    let names: Vec<String> = names(disk);
    for name in &names {
        let keys = backup.unlock(Some(name), Opener::Passphrase(&passphrase(FIRST)));
        is_whole(&backup, name, &keys.expect("its own slots open"));
    }
    names
}

fn is_whole(backup: &Backup, name: &str, keys: &Keys) {
    let checked = backup.check(Some(name), Some(keys), &mut |_, _| true);
    let checked = checked.expect("reads");
    assert_eq!(checked.problems, [], "{name}");
    assert_eq!(checked.opened, [Compartment::Case, Compartment::Sealed]);
}

/// What lies on the stick is what its lists name, and nothing else.
fn nothing_is_left_over(disk: &SimFs) {
    let backup = backup(disk).expect("is there");
    let mut named = HashSet::new();
    for (path, bytes) in tree(disk, &backup.path().join("generations")) {
        named.insert(format!("generations/{}", path.display()));
        for line in String::from_utf8(bytes).expect("text").lines() {
            let mut parts = line.splitn(3, ' ');
            if let (Some(sum), Some(_), Some(path)) = (parts.next(), parts.next(), parts.next()) {
                let top = !path.contains('/');
                named.insert(if top {
                    format!("top/{sum}")
                } else {
                    path.into()
                });
            }
        }
    }
    let there: HashSet<String> = tree(disk, backup.path())
        .keys()
        .map(|p| p.display().to_string())
        .collect();
    assert_eq!(there, named);
}

#[test]
fn a_backup_restores_byte_for_byte() {
    let World { disk, blob } = world();
    let made = back_up(&disk, std::slice::from_ref(&blob), 12).expect("backs up");
    let id = at(&disk).expect("a vault").id().simple().to_string();
    assert_eq!(
        made.path,
        Path::new(DIR).join(format!("cases-{}.backup", &id[..8]))
    );
    assert!(made.generation.starts_with("2026-02-01-120000-"));
    assert_eq!((made.generations, made.healed), (1, 0));
    nothing_is_left_over(&disk);
    assert_eq!(restores(&disk, &made.generation, &[blob]), ["first note"]);

    let restored = backup(&disk)
        .expect("is there")
        .restore(None, Path::new(BACK), &mut |_, _| true)
        .expect("restores");
    let whole = tree(&disk, Path::new(ROOT));
    assert_eq!(tree(&disk, Path::new(BACK)), whole);
    assert_eq!(restored.files, whole.len() as u64);
    assert_eq!(
        restored.bytes,
        whole.values().map(|b| b.len() as u64).sum::<u64>()
    );
    assert_eq!((made.files, made.bytes), (restored.files, restored.bytes));
}

#[test]
fn a_further_backup_writes_only_what_is_new() {
    let World { disk, blob } = world();
    let first = back_up(&disk, std::slice::from_ref(&blob), 1).expect("backs up");
    let before = tree(&disk, &first.path);

    let mut vault = open_at(&disk, ROOT, 2).expect("opens");
    note(vault.cases(), "second note");
    let other = add(&vault, b"a letter");
    let blobs = [blob.clone(), other];
    let second = vault
        .backup(Path::new(DIR), &blobs, &mut |_, _| true)
        .expect("backs up");
    drop(vault);
    let after = tree(&disk, &second.path);
    let new: Vec<&PathBuf> = after.keys().filter(|p| !before.contains_key(*p)).collect();
    assert_eq!(new.len(), 3, "a delta, a blob, a list: {new:?}");
    let bytes: usize = new
        .iter()
        .filter(|p| !p.starts_with("generations"))
        .map(|p| after[*p].len())
        .sum();
    assert_eq!((second.copied, second.copied_bytes), (2, bytes as u64));

    let third = back_up(&disk, &blobs, 3).expect("backs up");
    assert_eq!((third.copied, third.copied_bytes), (0, 0));
    assert_eq!(
        restores(&disk, &first.generation, &[blob]),
        ["first note"],
        "the earlier state"
    );
    for later in [second, third] {
        let found = restores(&disk, &later.generation, &blobs);
        assert_eq!(found, ["first note", "second note"]);
    }
    assert_eq!(all_are_whole(&disk).len(), 3);
}

#[test]
fn the_oldest_go_and_nothing_of_others_is_touched() {
    let World { disk, blob } = world();
    let params = vault::KdfParams::for_tests();
    let other = Path::new("/home/other.vault");
    let (other, _) =
        vault::create(other, &passphrase(FIRST), params, at_hour(&disk, 99)).expect("makes");
    let theirs = other
        .backup(Path::new(DIR), &[], &mut |_, _| true)
        .expect("backs up");
    drop(other);
    disk.tamper(&Path::new(DIR).join("letter.txt"), Some(b"mine".to_vec()));
    let before = tree(&disk, &theirs.path);

    let blobs = [blob];
    for hour in 0..13 {
        let mut vault = open_at(&disk, ROOT, hour).expect("opens");
        note(vault.cases(), "more");
        vault
            .backup(Path::new(DIR), &blobs, &mut |_, _| true)
            .expect("backs up");
    }
    let ours = |path: &Path| find_backups(path, &env(disk.clone(), 3)).expect("two");
    assert_eq!(ours(Path::new(DIR)).len(), 2);
    let mine = ours(Path::new(DIR))
        .into_iter()
        .find(|b| b.vault_name() == "cases")
        .expect("ours");
    let kept: Vec<String> = mine
        .generations()
        .expect("lists")
        .into_iter()
        .map(|g| g.name[11..13].to_owned())
        .collect();
    assert_eq!(
        kept,
        ["12", "11", "10", "09", "08", "07", "06", "05", "04", "03"]
    );
    assert_eq!(tree(&disk, &theirs.path), before);
    assert!(disk.files().iter().any(|(p, _)| p.ends_with("letter.txt")));
}

#[test]
fn a_removed_key_leaves_with_the_last_generation_that_lists_it() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let first = back_up(&disk, &blobs, 0).expect("backs up");
    let mut vault = open_at(&disk, ROOT, 1).expect("opens");
    let kit = vault
        .slots()
        .expect("lists")
        .into_iter()
        .find(|s| s.kind.code() == "kit")
        .expect("a kit")
        .id;
    vault.remove_slot(&kit).expect("removes");
    drop(vault);
    let holds = |disk: &SimFs| {
        disk.files()
            .iter()
            .any(|(p, _)| p.starts_with(DIR) && p.to_string_lossy().contains(&kit))
    };
    for hour in 1..10 {
        back_up(&disk, &blobs, hour).expect("backs up");
        assert!(holds(&disk), "the first generation still opens with it");
    }
    restores(&disk, &first.generation, &blobs);
    back_up(&disk, &blobs, 10).expect("backs up");
    assert!(!holds(&disk));
    nothing_is_left_over(&disk);
    assert_eq!(all_are_whole(&disk).len(), 10);
}

#[test]
fn a_folder_of_backups_is_no_vault_and_an_older_whole_copy_is() {
    let World { disk, blob } = world();
    let made = back_up(&disk, std::slice::from_ref(&blob), 1).expect("backs up");
    assert!(matches!(
        Vault::at(&made.path, env(disk.clone(), 1)),
        Err(Error::Backup)
    ));
    assert!(matches!(
        find_backups(Path::new(ROOT), &env(disk.clone(), 1)),
        Err(Error::NoBackup)
    ));
    // As earlier versions made them.
    let copy = Path::new(DIR).join("cases.2026-01-31-120000.vault");
    for folder in ["", "case", "keys", "sealed", "sealed/keys", "blobs"] {
        disk.mkdir(&copy.join(folder)).expect("a folder");
    }
    disk.mkdir(&copy.join("blobs").join(&blob.id[..2]))
        .expect("a folder");
    for (path, bytes) in tree(&disk, Path::new(ROOT)) {
        disk.tamper(&copy.join(path), Some(bytes));
    }
    let mut vault = open_at(&disk, copy.to_str().expect("text"), 2).expect("opens");
    assert_eq!(notes(vault.cases()), ["first note"]);
    assert_eq!(vault.verify(&[blob]).expect("reads").problems, []);
}

#[test]
fn a_damaged_vault_is_not_taken_for_a_backup() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let good = back_up(&disk, &blobs, 1).expect("backs up");
    let mut refused = 0;
    for (path, bytes) in tree(&disk, Path::new(ROOT)) {
        let content = path.starts_with("case") || path.starts_with("blobs");
        if !content {
            continue;
        }
        // First against an empty stick, where all of it is new; then where the backup knows better.
        for stick in ["/other", DIR] {
            let other = disk.fork();
            let _ = other.mkdir(Path::new("/other"));
            let vault = open_at(&other, ROOT, 2).expect("opens before the damage");
            let mut bad = bytes.clone();
            let last = bad.len() - 1;
            bad[last] ^= 1;
            let cut = bad[..last].to_vec();
            other.tamper(
                &Path::new(ROOT).join(&path),
                Some(if stick == DIR { cut } else { bad }),
            );
            let outcome = vault.backup(Path::new(stick), &blobs, &mut |_, _| true);
            drop(vault);
            assert!(
                matches!(outcome, Err(Error::Damaged { .. })),
                "{}: {:?}",
                path.display(),
                outcome.map(|made| made.generation)
            );
            refused += 1;
            assert_eq!(all_are_whole(&other), [good.generation.as_str()]);
        }
    }
    assert!(refused >= 6, "{refused}");
}

/// Three ways a medium loses a file.
type Harm = fn(&[u8]) -> Option<Vec<u8>>;
const HARMS: [Harm; 3] = [
    |bytes| {
        let mut bad = bytes.to_vec();
        let middle = bad.len() / 2;
        bad[middle] ^= 0x10;
        Some(bad)
    },
    |bytes| Some(bytes[..bytes.len() - 1].to_vec()),
    |_| None,
];

#[test]
fn damage_on_the_medium_is_found_healed_or_goes_around() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let first = back_up(&disk, &blobs, 1).expect("backs up");
    let mut vault = open_at(&disk, ROOT, 2).expect("opens");
    note(vault.cases(), "second note");
    vault
        .backup(Path::new(DIR), &blobs, &mut |_, _| true)
        .expect("backs up");
    drop(vault);
    let newest = names(&disk)[0].clone();
    let mut harmed = 0;
    for (path, bytes) in tree(&disk, &first.path) {
        if path.starts_with("generations") {
            continue;
        }
        for harm in HARMS {
            let disk = disk.fork();
            disk.tamper(&first.path.join(&path), harm(&bytes));
            harmed += 1;
            let stick = backup(&disk).expect("is there");
            let checked = stick
                .check(None, None, &mut |_, _| true)
                .expect("reads the rest");
            assert_eq!(checked.generation, newest);
            assert_eq!(checked.problems.len(), 1, "{}", path.display());
            // It is not restored, and what was begun is gone.
            let refused = stick.restore(None, Path::new(BACK), &mut |_, _| true);
            assert!(matches!(refused, Err(Error::BackupDamaged { .. })));
            assert!(!disk.exists(Path::new(BACK)).expect("looks"));
            // If the earlier one does not share the file, it is offered and restores.
            let own = path.starts_with("case") && path.to_string_lossy().contains("d-");
            if own && harm(&bytes).is_none() {
                let earlier = stick.earlier(&newest).expect("lists").expect("one");
                assert_eq!(earlier.name, first.generation);
                assert_eq!(restores(&disk, &earlier.name, &blobs), ["first note"]);
            }
            // The next backup finds it and writes it again, for every generation.
            let healed = back_up(&disk, &blobs, 3).expect("backs up");
            let top = path.starts_with("top");
            assert_eq!(
                (healed.copied, healed.healed),
                (1, u64::from(!top)),
                "{}",
                path.display()
            );
            assert_eq!(all_are_whole(&disk).len(), 3);
            nothing_is_left_over(&disk);
        }
    }
    assert!(harmed > 20, "{harmed}");
}

#[test]
fn a_damaged_list_is_refused_and_its_files_stay() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let first = back_up(&disk, &blobs, 1).expect("backs up");
    let list = first.path.join("generations").join(&first.generation);
    let text = disk
        .files()
        .into_iter()
        .find(|(p, _)| *p == list)
        .expect("a list")
        .1;
    let mut vault = open_at(&disk, ROOT, 2).expect("opens");
    vault.compact().expect("compacts");
    note(vault.cases(), "more");
    vault
        .compact()
        .expect("compacts: the first generation has files of its own");
    drop(vault);
    disk.tamper(&list, Some(text[..text.len() - 9].to_vec()));
    let before = tree(&disk, &first.path);
    back_up(&disk, &blobs, 2).expect("backs up");
    let stick = backup(&disk).expect("is there");
    let states: Vec<GenerationState> = stick
        .generations()
        .expect("lists")
        .into_iter()
        .map(|g| g.state)
        .collect();
    assert!(matches!(
        states[..],
        [GenerationState::Whole { .. }, GenerationState::Damaged]
    ));
    assert!(matches!(
        stick.restore(Some(&first.generation), Path::new(BACK), &mut |_, _| true),
        Err(Error::BackupDamaged { .. })
    ));
    let after = tree(&disk, &first.path);
    assert!(
        before
            .iter()
            .all(|(path, bytes)| after.get(path) == Some(bytes))
    );
    // Repaired by hand it is as good as before.
    disk.tamper(&list, Some(text));
    assert_eq!(restores(&disk, &first.generation, &blobs), ["first note"]);
}

#[test]
fn what_others_put_on_the_stick_is_not_believed() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let made = back_up(&disk, &blobs, 1).expect("backs up");
    let list = made.path.join("generations").join(&made.generation);
    let text = disk
        .files()
        .into_iter()
        .find(|(p, _)| *p == list)
        .expect("a list")
        .1;
    let text = String::from_utf8(text).expect("text");
    // Somebody alters a file, and the list so that it fits, under a later name.
    let (path, bytes) = tree(&disk, Path::new(ROOT))
        .into_iter()
        .find(|(p, _)| p.starts_with("blobs"))
        .expect("a blob");
    let mut bad = bytes.clone();
    bad[bytes.len() - 1] ^= 1;
    let sum = |bytes: &[u8]| {
        use sha2::Digest;
        sha2::Sha256::digest(bytes)
            .iter()
            .fold(String::new(), |t, b| t + &format!("{b:02x}"))
    };
    let forged = text
        .replace(&sum(&bytes), &sum(&bad))
        .replace("T01:00", "T05:00");
    disk.tamper(&made.path.join(&path), Some(bad));
    let name = made.generation.replace("-010000-", "-050000-");
    disk.tamper(
        &made.path.join("generations").join(&name),
        Some(forged.into_bytes()),
    );
    let stick = backup(&disk).expect("is there");
    let keys = stick
        .unlock(None, Opener::Passphrase(&passphrase(FIRST)))
        .expect("the slots are ours");
    let checked = stick
        .check(None, Some(&keys), &mut |_, _| true)
        .expect("reads");
    assert_eq!(checked.generation, name);
    assert_eq!(
        checked.problems.len(),
        2,
        "the list, and the evidence that does not decrypt"
    );
    let healed = back_up(&disk, &blobs, 6).expect("backs up");
    assert_eq!(healed.copied, 1);
    restores(&disk, &healed.generation, &blobs);
    restores(&disk, &made.generation, &blobs);
    // A hundred forged lists push none of ours out.
    for n in 0..100 {
        let name = format!("2026-03-{:02}-{:02}0000-0a1b2c3d", n / 20 + 1, n % 20);
        let stamp = format!("2026-03-{:02}T{:02}:00:00Z", n / 20 + 1, n % 20);
        let forged = text.replace("2026-02-01T01:00:00Z", &stamp);
        disk.tamper(
            &made.path.join("generations").join(name),
            Some(forged.into_bytes()),
        );
    }
    let after = back_up(&disk, &blobs, 7).expect("backs up");
    for ours in [made, healed, after] {
        assert!(names(&disk).contains(&ours.generation));
    }
}

#[cfg(unix)]
#[test]
fn a_link_on_the_stick_leads_nowhere() {
    let dir = tempfile::tempdir().expect("a folder");
    let (home, stick) = (dir.path().join("home"), dir.path().join("stick"));
    for folder in [&home, &stick] {
        std::fs::create_dir(folder).expect("a folder");
    }
    let new = |name: &str| {
        let params = vault::KdfParams::for_tests();
        vault::create(&home.join(name), &passphrase(FIRST), params, Env::real())
            .expect("makes")
            .0
    };
    let (vault, other) = (new("a.vault"), new("b.vault"));
    let made = vault
        .backup(&stick, &[], &mut |_, _| true)
        .expect("backs up");
    let slots = || {
        std::fs::read_dir(home.join("b.vault/keys"))
            .expect("reads")
            .count()
    };
    let before = slots();
    for folder in ["keys", "blobs", "case", "generations", "top"] {
        let real = made.path.join(folder);
        let aside = made.path.join("aside");
        std::fs::rename(&real, &aside).expect("renames");
        std::os::unix::fs::symlink(home.join("b.vault/keys"), &real).expect("links");
        assert!(
            vault.backup(&stick, &[], &mut |_, _| true).is_err(),
            "{folder}"
        );
        assert_eq!(slots(), before);
        std::fs::remove_file(&real).expect("removes");
        std::fs::rename(&aside, &real).expect("renames");
    }
    vault
        .backup(&stick, &[], &mut |_, _| true)
        .expect("backs up");
    drop(other);
}

#[test]
fn a_vault_is_backed_up_as_it_was_while_it_is_written() {
    let World { disk, blob } = world();
    let mut vault = open_at(&disk, ROOT, 1).expect("opens");
    let job = vault.backup_job(vec![blob.clone()]).expect("looks");
    for n in 0..40 {
        note(vault.cases(), &format!("later {n}"));
    }
    vault
        .compact()
        .expect("removes every file the job was made for");
    let made = job.run(Path::new(DIR), &mut |_, _| true).expect("backs up");
    drop(vault);
    assert_eq!(
        restores(&disk, &made.generation, std::slice::from_ref(&blob)),
        ["first note"]
    );

    let vault = open_at(&disk, ROOT, 2).expect("opens");
    let short = add(&vault, b"a mistake");
    let job = vault
        .backup_job(vec![blob.clone(), short.clone()])
        .expect("looks");
    vault.blobs().remove(&short.id).expect("removes");
    assert!(matches!(
        job.run(Path::new(DIR), &mut |_, _| true),
        Err(Error::Moved)
    ));
    let again = vault
        .backup(Path::new(DIR), std::slice::from_ref(&blob), &mut |_, _| {
            true
        })
        .expect("backs up");
    drop(vault);
    assert_eq!(restores(&disk, &again.generation, &[blob]).len(), 41);
}

#[test]
fn two_copies_that_went_apart_share_a_backup() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let first = back_up(&disk, &blobs, 1).expect("backs up");
    let mut vault = open_at(&disk, ROOT, 2).expect("opens");
    note(vault.cases(), "on this computer");
    drop(vault);
    let second = back_up(&disk, &blobs, 2).expect("backs up");
    backup(&disk)
        .expect("is there")
        .restore(Some(&first.generation), Path::new(BACK), &mut |_, _| true)
        .expect("restores");
    let mut vault = open_at(&disk, BACK, 3).expect("opens");
    note(vault.cases(), "on the other one");
    let third = vault
        .backup(Path::new(DIR), &blobs, &mut |_, _| true)
        .expect("backs up");
    drop(vault);
    assert_eq!(third.path, second.path);
    assert_eq!(all_are_whole(&disk).len(), 3);
}

#[test]
fn a_stopped_backup_leaves_the_older_ones_and_goes_on_next_time() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let good = back_up(&disk, &blobs, 1).expect("backs up");
    let mut vault = open_at(&disk, ROOT, 2).expect("opens");
    note(vault.cases(), "more");
    let steps = |most: u32| {
        let mut steps = 0;
        move |done: u64, total: u64| {
            assert!(done <= total);
            steps += 1;
            steps < most
        }
    };
    let mut stopped = 0;
    for most in 1..200 {
        match vault.backup(Path::new(DIR), &blobs, &mut steps(most)) {
            Err(Error::Cancelled) => stopped += 1,
            Ok(_) => break,
            Err(e) => panic!("{e}"),
        }
        assert_eq!(names(&disk), [good.generation.as_str()]);
    }
    assert!(stopped > 5, "{stopped}");
    assert!(
        vault
            .backup(Path::new(ROOT), &[], &mut |_, _| true)
            .is_err(),
        "not into itself"
    );
    drop(vault);
    nothing_is_left_over(&disk);
    restores(&disk, &good.generation, &blobs);
}

#[test]
fn two_backups_at_once_and_a_file_too_large_are_refused() {
    let World { disk, blob } = world();
    let blobs = [blob];
    let made = back_up(&disk, &blobs, 1).expect("backs up");
    let held = disk.lock(&made.path.join("lock")).expect("locks");
    assert!(matches!(back_up(&disk, &blobs, 2), Err(Error::BackupBusy)));
    drop(held);
    let mut vault = open_at(&disk, ROOT, 3).expect("opens");
    note(vault.cases(), "more");
    drop(vault);
    let mut seen = false;
    let counted = disk.fork();
    back_up(&counted, &blobs, 3).expect("backs up");
    for at in 0..counted.operations() {
        let disk = disk.fork();
        disk.set_fault(Some(Fault {
            at,
            times: 1,
            kind: ErrorKind::FileTooLarge,
            done: false,
        }));
        seen |= matches!(
            back_up(&disk, &blobs, 3),
            Err(Error::TooLargeForDisk { .. })
        );
    }
    assert!(seen, "the write of a file");
}

/// A stick with ten generations of one day, so that one goes when the next is made, and a vault with something new in it.
fn about_to_prune() -> (SimFs, Vec<BlobRef>) {
    let World { disk, blob } = world();
    let mut blobs = vec![blob];
    for hour in 0..10 {
        back_up(&disk, &blobs, hour).expect("backs up");
    }
    let mut vault = open_at(&disk, ROOT, 11).expect("opens");
    note(vault.cases(), "more");
    blobs.push(add(&vault, b"a letter"));
    vault
        .compact()
        .expect("compacts: files of the first generation are to go");
    drop(vault);
    (disk.fork(), blobs)
}

#[test]
fn no_fault_costs_the_last_good_backup_and_the_next_one_succeeds() {
    let ways = [
        (ErrorKind::StorageFull, 1, false),
        (ErrorKind::Other, 1, true),
    ];
    under_faults(&ways);
}

#[test]
fn no_pulled_stick_costs_the_last_good_backup_and_plugged_in_again_it_goes_on() {
    // At any step, with or without that step done.
    let ways = [
        (ErrorKind::NotFound, u64::MAX, false),
        (ErrorKind::Other, u64::MAX, true),
    ];
    under_faults(&ways);
}

fn under_faults(ways: &[(ErrorKind, u64, bool)]) {
    let (start, blobs) = about_to_prune();
    let before = names(&start);
    let keys = backup(&start)
        .expect("is there")
        .unlock(None, Opener::Passphrase(&passphrase(FIRST)));
    let keys = keys.expect("opens");
    let calls = {
        let counted = start.fork();
        back_up(&counted, &blobs, 12).expect("backs up");
        counted.operations()
    };
    let (mut failed, mut runs) = (0, 0);
    for at in 0..calls {
        // Each call in one of the ways, in turn.
        {
            let (kind, times, done) = ways[usize::try_from(at).expect("small") % ways.len()];
            let disk = start.fork();
            disk.set_fault(Some(Fault {
                at,
                times,
                kind,
                done,
            }));
            let made = back_up(&disk, &blobs, 12);
            disk.set_fault(None);
            runs += 1;
            failed += usize::from(made.is_err());
            let stick = backup(&disk).expect("is there");
            let left = stick.generations().expect("lists");
            assert!(
                left.iter()
                    .all(|g| matches!(g.state, GenerationState::Whole { .. }))
            );
            let left: Vec<String> = left.into_iter().map(|g| g.name).collect();
            is_whole(&stick, &left[0], &keys);
            match &made {
                Ok(made) => assert!(left[0] == made.generation && left[1..10] == before[..9]),
                // Nothing went; the new one may be there when only the answer was lost.
                Err(_) => assert!(left == before || left[1..] == before),
            }
            // Plugged in again.
            let again = back_up(&disk, &blobs, 13).expect("succeeds");
            assert_eq!(names(&disk)[0], again.generation);
            nothing_is_left_over(&disk);
            if at % 4 == 0 {
                is_whole(&stick, &again.generation, &keys);
                is_whole(&stick, &before[0], &keys);
            }
        }
    }
    println!("FIGURE {runs} backups with a fault, {failed} failed, 0 generations lost");
    assert!(failed > 150, "{failed}");
}

#[test]
fn no_crash_costs_the_last_good_backup() {
    let (second, blobs) = about_to_prune();
    let first = second.fork();
    for (path, _) in first
        .files()
        .into_iter()
        .filter(|(p, _)| p.starts_with(DIR))
    {
        first.tamper(&path, None);
    }
    let keys = backup(&second)
        .expect("is there")
        .unlock(None, Opener::Passphrase(&passphrase(FIRST)));
    let keys = keys.expect("opens");
    let mut images = 0;
    for (start, before) in [(first, Vec::new()), (second.fork(), names(&second))] {
        start.record();
        let made = back_up(&start, &blobs, 12).expect("backs up");
        start.mark(1);
        let _ = start.exists(Path::new(DIR));
        let mut known = HashSet::new();
        for moment in start.moments() {
            for image in moment.crash_images(3) {
                if !known.insert((image.files(), moment.mark)) {
                    continue;
                }
                let stick = backup(&image);
                let left = stick
                    .as_ref()
                    .map_or(Vec::new(), |b| b.generations().expect("lists"));
                assert!(
                    left.iter()
                        .all(|g| matches!(g.state, GenerationState::Whole { .. }))
                );
                let left: Vec<String> = left.into_iter().map(|g| g.name).collect();
                assert!(before.first().is_none_or(|newest| left.contains(newest)));
                assert!(left.len() + 1 >= before.len());
                if let Some(newest) = left.first() {
                    is_whole(stick.as_ref().expect("is there"), newest, &keys);
                }
                let acknowledged = moment.mark == 1;
                assert!(
                    !acknowledged || left[0] == made.generation,
                    "an acknowledged backup is gone"
                );
                back_up(&image, &blobs, 13).expect("the next one succeeds");
                nothing_is_left_over(&image);
            }
        }
        images += known.len();
    }
    println!("FIGURE {images} crash images, 0 generations lost");
    assert!(images > 100, "{images}");
}

#[test]
fn restoring_writes_over_nothing_and_leaves_nothing_half() {
    let World { disk, blob } = world();
    let blobs = [blob];
    back_up(&disk, &blobs, 1).expect("backs up");
    let stick = backup(&disk).expect("is there");
    let home = tree(&disk, Path::new("/home"));
    let restore = |to: &str| stick.restore(None, Path::new(to), &mut |_, _| true);
    assert!(matches!(restore(ROOT), Err(Error::Exists)));
    assert!(matches!(restore("/home"), Err(Error::Exists)));
    assert!(restore("/nowhere/back.vault").is_err());
    assert!(restore(&format!("{}/in.vault", stick.path().display())).is_err());
    for wish in ["2027", "2026-02-01-0x", "../format"] {
        let refused = stick.restore(Some(wish), Path::new(BACK), &mut |_, _| true);
        assert!(matches!(refused, Err(Error::UnknownGeneration)), "{wish}");
    }
    let mut steps = 0;
    let stopped = stick.restore(None, Path::new(BACK), &mut |_, _| {
        steps += 1;
        steps < 5
    });
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(tree(&disk, Path::new("/home")), home, "nothing was touched");

    let start = disk.fork();
    let stick_before = tree(&start, Path::new(DIR));
    let act = |disk: &SimFs| {
        backup(disk).and_then(|b| b.restore(None, Path::new(BACK), &mut |_, _| true))
    };
    let counted = start.fork();
    act(&counted).expect("restores");
    let mut failed = 0;
    for at in 0..counted.operations() {
        for (kind, times, done) in [
            (ErrorKind::StorageFull, 1, false),
            (ErrorKind::Other, 1, true),
            (ErrorKind::Other, u64::MAX, true),
        ] {
            let disk = start.fork();
            disk.set_fault(Some(Fault {
                at,
                times,
                kind,
                done,
            }));
            let outcome = act(&disk);
            disk.set_fault(None);
            failed += usize::from(outcome.is_err());
            assert_eq!(tree(&disk, Path::new(DIR)), stick_before);
            if outcome.is_ok() {
                assert_eq!(
                    notes(open_at(&disk, BACK, 5).expect("opens").cases()),
                    ["first note"]
                );
            } else if times == 1 && kind == ErrorKind::StorageFull {
                assert!(
                    !disk.exists(Path::new(BACK)).expect("looks"),
                    "half a vault is left"
                );
            } else {
                assert!(
                    !disk.exists(&Path::new(BACK).join("format")).expect("looks"),
                    "half a vault opens"
                );
            }
        }
    }
    assert!(failed > 150, "{failed}");

    let disk = start.fork();
    disk.record();
    act(&disk).expect("restores");
    disk.mark(1);
    let _ = disk.exists(Path::new(BACK));
    let mut images = 0;
    for moment in disk.moments() {
        for image in moment.crash_images(2) {
            images += 1;
            match open_at(&image, BACK, 5) {
                Ok(mut vault) => assert_eq!(notes(vault.cases()), ["first note"]),
                Err(_) => assert_eq!(moment.mark, 0, "an acknowledged vault is gone"),
            }
        }
    }
    assert!(images > 50, "{images}");
}
