//! New keys for a vault: power and disks fail at every storage call, processes are killed, folders are put back. The vault
//! opens with the keys of before or with the new ones, never with both and never with neither, and its content is the same.

#![allow(clippy::print_stdout, reason = "says what it counted")]

mod common;

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use agevfs::fs::Fs;
use agevfs::fs::sim::{Fault, SimFs};
use common::*;
use rusqlite::Connection;
use vault::{BlobRef, Compartment, Error, KdfParams, LastSeen, Opener, Rotation, Unlocked, Vault};

const THIRD: &str = "cobalt harbour lantern meadow twelve fox";

/// Every way a call fails: error, how many calls in a row, and whether the work was done all the same.
const WAYS: [(ErrorKind, u64, bool); 5] = [
    (ErrorKind::StorageFull, 1, false),
    (ErrorKind::Other, 1, false),
    (ErrorKind::Other, 1, true),
    (ErrorKind::StorageFull, u64::MAX, false),
    (ErrorKind::Other, u64::MAX, true),
];

fn film() -> Vec<u8> {
    (0..9_000_u32)
        .map(|i| u8::try_from(i % 251).expect("small"))
        .collect()
}

/// A locked vault with a note in each compartment and evidence, empty and not.
struct Prepared {
    disk: SimFs,
    kit: String,
}

fn prepared() -> Prepared {
    let disk = disk();
    let kit = with_notes(&disk).identity().to_owned();
    let mut vault = unlock(&disk, FIRST).expect("opens");
    vault
        .cases()
        .execute_batch("CREATE TABLE blob(id TEXT, size INTEGER, sha256 TEXT, binding TEXT)")
        .expect("a table");
    for content in [&film()[..], b"", b"a page"] {
        let blob = vault
            .blobs()
            .add(&mut &content[..], u64::MAX, &mut |_| true)
            .expect("adds");
        let size = i64::try_from(blob.size).expect("small");
        vault
            .cases()
            .execute(
                "INSERT INTO blob VALUES (?1, ?2, ?3, ?4)",
                (&blob.id, size, &blob.sha256, &blob.binding),
            )
            .expect("a row");
    }
    drop(vault);
    Prepared {
        disk: disk.fork(),
        kit,
    }
}

fn references(conn: &Connection) -> Vec<BlobRef> {
    let mut rows = conn
        .prepare("SELECT id, size, sha256, binding FROM blob ORDER BY rowid")
        .expect("a table");
    let found = rows
        .query_map([], |row| {
            Ok(BlobRef {
                id: row.get(0)?,
                size: u64::try_from(row.get::<_, i64>(1)?).expect("a size"),
                sha256: row.get(2)?,
                binding: row.get(3)?,
            })
        })
        .expect("rows");
    found.collect::<Result<_, _>>().expect("references")
}

/// What came of a rotation: the new kit if it was shown, and whether the vault was open afterwards.
struct Outcome {
    kit: Option<String>,
    done: Result<(), Error>,
}

fn rotate(disk: &SimFs, from: &str, to: &str) -> Outcome {
    let told = |_, _| true;
    rotate_open(unlock(disk, from), from, to, &mut { told })
}

fn rotate_open(
    vault: Result<Vault<Unlocked>, Error>,
    from: &str,
    to: &str,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Outcome {
    let refused = |e| Outcome {
        kit: None,
        done: Err(e),
    };
    let mut vault = match vault {
        Ok(vault) => vault,
        Err(e) => return refused(e),
    };
    let (from, to) = (passphrase(from), passphrase(to));
    let wish = Rotation {
        passphrase: &from,
        new: &to,
        params: KdfParams::for_tests(),
        leave_damaged: false,
    };
    let expected = references(vault.cases());
    let mut next = match prepare(&mut vault, &wish, &expected, progress) {
        Ok(next) => next,
        Err(e) => return refused(e),
    };
    for (old, new) in next.blobs().to_vec() {
        let changed = next.cases().execute(
            "UPDATE blob SET id = ?2, binding = ?3 WHERE id = ?1",
            (&old.id, &new.id, &new.binding),
        );
        if changed.is_err() {
            return refused(Error::ReadOnly);
        }
    }
    match vault.turn(next) {
        Ok(turned) => Outcome {
            kit: Some(turned.kit.identity().to_owned()),
            done: turned.vault.map(drop),
        },
        Err((vault, e)) => {
            drop(vault);
            refused(e)
        }
    }
}

/// Everything of an open vault is as it was made.
fn content_is_whole(vault: &mut Vault<Unlocked>, seal: &dyn Fn(&mut Vault<Unlocked>)) {
    assert_eq!(notes(vault.cases()), ["first note"]);
    seal(vault);
    assert_eq!(notes(vault.sealed().expect("open")), ["sealed note"]);
    let blobs = references(vault.cases());
    let contents: Vec<Vec<u8>> = blobs
        .iter()
        .map(|blob| {
            let mut content = Vec::new();
            let mut opened = vault.blobs().open(blob).expect("opens");
            opened.read_to_end(&mut content).expect("reads");
            content
        })
        .collect();
    assert!(contents == [film(), Vec::new(), b"a page".to_vec()]);
    assert_eq!(vault.verify(&blobs).expect("reads").problems, []);
    assert_eq!(vault.blobs().list().expect("lists").len(), 3);
}

/// Whether `with` opens the vault. If so, everything in it is whole.
fn opens(disk: &SimFs, with: &str) -> bool {
    match unlock(disk, with) {
        Ok(mut vault) => {
            content_is_whole(&mut vault, &|v| {
                v.open_seal(&passphrase(with)).expect("opens");
            });
            true
        }
        Err(Error::WrongKey) => false,
        Err(e) => panic!("neither opened nor refused: {e:?}"),
    }
}

fn opens_with_kit(disk: &SimFs, kit: &str) -> bool {
    match at(disk).expect("a vault").unlock_with_identity(kit) {
        Ok(mut vault) => {
            content_is_whole(&mut vault, &|v| {
                v.open_seal_with_identity(kit).expect("opens");
            });
            true
        }
        Err((_, Error::WrongKey)) => false,
        Err((_, e)) => panic!("neither opened nor refused: {e:?}"),
    }
}

fn leftovers(disk: &SimFs) -> Vec<PathBuf> {
    let names = disk.list(Path::new(ROOT)).expect("lists").into_iter();
    let of_rotation = |name: &str| name == "next" || name.starts_with("tmp-");
    let (dirs, rest): (Vec<_>, Vec<_>) = names
        .map(|entry| entry.name)
        .partition(|name| of_rotation(name));
    assert!(rest.len() >= 6, "{rest:?}");
    dirs.into_iter().map(PathBuf::from).collect()
}

/// Whether each compartment can be recovered without opening the vault. Touches nothing.
fn recovers(disk: &SimFs, kit: &str) -> [bool; 2] {
    let before = disk.files();
    let recovered = [Compartment::Case, Compartment::Sealed].map(|which| {
        let (mut out, mut saved) = (Vec::new(), Vec::new());
        let env = || env(disk.clone(), 77);
        let read = vault::recover(ROOT.as_ref(), kit, which, &env(), &mut out);
        let with = Opener::Identity(kit);
        let salvaged = vault::salvage(ROOT.as_ref(), with, which, &env(), &mut saved);
        assert_eq!(read.is_ok(), salvaged.is_ok());
        assert!(out == saved && out.is_empty() == read.is_err());
        read.is_ok()
    });
    assert!(disk.files() == before);
    recovered
}

/// The vault is the one of before or the one with new keys, as a whole, whatever happened; `kits` are the old one and, if
/// there was one to show, the new one.
fn old_or_new(disk: &SimFs, old_kit: &str, new_kit: Option<&str>, again: bool) -> bool {
    let recovered = recovers(disk, old_kit);
    let as_old = opens(&disk.fork(), FIRST);
    let kit_is_old = opens_with_kit(&disk.fork(), old_kit);
    assert_eq!(as_old, kit_is_old);
    if as_old {
        assert_eq!(recovered, [true; 2], "the kit opens and does not recover");
        assert!(!opens(disk, SECOND), "both passphrases open the vault");
        assert!(new_kit.is_none_or(|kit| !opens_with_kit(disk, kit)));
        if again {
            let outcome = rotate(disk, FIRST, SECOND);
            outcome.done.expect("can be tried again");
            old_or_new(disk, old_kit, outcome.kit.as_deref(), false);
            assert!(opens(disk, SECOND));
        }
        return false;
    }
    if let Some(kit) = new_kit {
        assert_eq!(
            recovers(disk, kit),
            [true; 2],
            "the new kit does not recover"
        );
        let with = Opener::Identity(kit);
        let remains = vault::Remains::open(ROOT.as_ref(), with, &env(disk.clone(), 78));
        let remains = remains.expect("finds the keys");
        assert!(remains.format_problem().is_none());
        assert_eq!(remains.blobs().list().expect("lists").len(), 3);
        assert!(opens_with_kit(&disk.fork(), kit));
    }
    assert!(opens(disk, SECOND), "neither passphrase opens the vault");
    assert_eq!(leftovers(disk), [] as [PathBuf; 0]);
    assert!(!opens(disk, FIRST) && !opens_with_kit(disk, old_kit));
    assert_eq!(recovers(disk, old_kit), [false; 2]);
    true
}

#[test]
fn a_rotation_gives_new_keys_and_keeps_the_content() {
    let p = prepared();
    let before = p.disk.fork();
    let id = at(&p.disk).expect("a vault").id();
    let outcome = rotate(&p.disk, FIRST, SECOND);
    outcome.done.expect("rotates");
    let kit = outcome.kit.expect("a kit");
    assert!(old_or_new(&p.disk, &p.kit, Some(&kit), false));
    assert_eq!(at(&p.disk).expect("a vault").id(), id);
    // Not one file of before is left, but the text for people and the lock.
    let old: HashSet<Vec<u8>> = before.files().into_iter().map(|(_, bytes)| bytes).collect();
    let kept: Vec<PathBuf> = p
        .disk
        .files()
        .into_iter()
        .filter(|(_, bytes)| old.contains(bytes))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        kept,
        [
            Path::new(ROOT).join("README.txt"),
            Path::new(ROOT).join("lock")
        ]
    );
    // Nor is a name used again for another file: backups rely on that.
    let names = |disk: &SimFs| -> HashSet<PathBuf> {
        let files = disk.files().into_iter().map(|(path, _)| path);
        files.filter(|path| path.extension().is_some()).collect()
    };
    let again: Vec<PathBuf> = names(&before)
        .intersection(&names(&p.disk))
        .cloned()
        .collect();
    assert_eq!(again, [Path::new(ROOT).join("README.txt")]);
    // And the old vault opens none of the new files: the negative control is that the new kit does.
    let identity = |disk: &SimFs, kit: &str| {
        let key = vault::parse_identity(kit).expect("a key");
        let slots = disk.files().into_iter().filter_map(|(path, bytes)| {
            let mut text = String::new();
            let mut opened = agevfs::stream::open(bytes, &[key.identity()]).ok()?;
            opened.read_to_string(&mut text).ok()?;
            let sealed = path.components().any(|c| c.as_os_str() == "sealed");
            Some((sealed, vault::parse_identity(&text).expect("an identity")))
        });
        slots.collect::<Vec<_>>()
    };
    let (gone, here) = (identity(&before, &p.kit), identity(&p.disk, &kit));
    assert_eq!((gone.len(), here.len()), (2, 2));
    let opened_by = |keys: &[(bool, agevfs::Key)]| {
        let opens = |bytes: &Vec<u8>| {
            keys.iter()
                .any(|(_, key)| agevfs::stream::open(bytes.clone(), &[key.identity()]).is_ok())
        };
        p.disk.files().iter().filter(|(_, b)| opens(b)).count()
    };
    assert_eq!((opened_by(&gone), opened_by(&here)), (0, 7));
}

#[test]
fn the_passphrase_may_stay_and_the_work_goes_on() {
    let p = prepared();
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    let commits = vault.stats().expect("reads").head.seq;
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    let outcome = rotate_open(Ok(vault), FIRST, FIRST, &mut |_, _| true);
    outcome.done.expect("rotates");
    let kit = outcome.kit.expect("a kit");
    assert!(!opens_with_kit(&p.disk, &p.kit) && opens_with_kit(&p.disk, &kit));
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    assert!(vault.stats().expect("reads").head.seq >= commits);
    note(vault.cases(), "second note");
    vault
        .change_passphrase(
            &passphrase(FIRST),
            &passphrase(SECOND),
            KdfParams::for_tests(),
        )
        .expect("changes");
    vault.lock().expect("locks");
    let again = rotate(&p.disk, SECOND, THIRD);
    again.done.expect("rotates again");
    let mut vault = unlock(&p.disk, THIRD).expect("opens");
    assert_eq!(notes(vault.cases()), ["first note", "second note"]);
    drop(vault);
    assert!(!opens_with_kit(&p.disk, &kit));
}

/// Whether every file of before is as it was, and the only others are those of a `next/` that counts for nothing.
fn untouched(before: &SimFs, disk: &SimFs) -> bool {
    let next = Path::new(ROOT).join("next");
    let (new, old): (Vec<_>, Vec<_>) = disk
        .files()
        .into_iter()
        .partition(|(path, _)| path.starts_with(&next));
    old == before.files() && new.iter().all(|(path, _)| *path != next.join("format"))
}

#[test]
fn a_rotation_under_faults() {
    let p = prepared();
    let calls = {
        let counted = p.disk.fork();
        rotate(&counted, FIRST, SECOND).done.expect("rotates");
        counted.operations()
    };
    let (mut old, mut new) = (0, 0);
    for at in 0..calls {
        for (kind, times, done) in WAYS {
            let disk = p.disk.fork();
            disk.set_fault(Some(Fault {
                at,
                times,
                kind,
                done,
            }));
            let outcome = rotate(&disk, FIRST, SECOND);
            disk.set_fault(None);
            if untouched(&p.disk, &disk) && outcome.kit.is_none() && at % 8 != 0 {
                // The very disk it began with is known to open.
                assert!(times > 1 || leftovers(&disk).is_empty(), "call {at}");
                old += 1;
                continue;
            }
            let again = (at + u64::from(done)) % 16 == 0;
            let turned = old_or_new(&disk, &p.kit, outcome.kit.as_deref(), again);
            assert!(
                turned || outcome.done.is_err(),
                "an acknowledged rotation is gone"
            );
            if times == 1 && outcome.kit.is_none() {
                assert!(!turned, "the kit was not shown");
                assert_eq!(leftovers(&disk), [] as [PathBuf; 0], "call {at}");
            }
            *(if turned { &mut new } else { &mut old }) += 1;
        }
    }
    println!("FIGURE under {calls} faults {old} stayed, {new} turned, 0 lost");
    assert!(old > 1000 && new > 200, "{old} {new}");
}

#[test]
fn a_rotation_under_crashes() {
    let p = prepared();
    p.disk.record();
    let outcome = rotate(&p.disk, FIRST, SECOND);
    p.disk.mark(1);
    let _ = p.disk.exists(ROOT.as_ref());
    let kit = outcome.kit.expect("a kit");
    outcome.done.expect("rotates");
    let (mut known, mut counts) = (HashSet::new(), [0, 0]);
    for moment in p.disk.moments() {
        for image in moment.crash_images(4) {
            if known.insert((image.files(), moment.mark)) {
                let again = known.len() % 16 == 0;
                let turned = old_or_new(&image, &p.kit, Some(&kit), again);
                assert!(
                    turned || moment.mark == 0,
                    "an acknowledged rotation is gone"
                );
                counts[usize::from(turned)] += 1;
            }
        }
    }
    println!(
        "FIGURE of {} crash images {} as before, {} turned, 0 lost",
        known.len(),
        counts[0],
        counts[1]
    );
    assert!(counts[0] > 100 && counts[1] > 30, "{counts:?}");
}

/// The disk as a killed process leaves it when `at` bytes of evidence were sealed anew.
fn killed(p: &Prepared, at: u64, to: &str) -> SimFs {
    let left = RefCell::new(None);
    let disk = p.disk.fork();
    rotate_open(unlock(&disk, FIRST), FIRST, to, &mut |done, _| {
        if done >= at && left.borrow().is_none() {
            *left.borrow_mut() = Some(disk.fork());
        }
        true
    })
    .done
    .expect("rotates");
    left.into_inner().expect("there were so many bytes")
}

fn next_blobs(disk: &SimFs) -> Vec<Vec<u8>> {
    let whole = |path: &Path| path.extension().is_some_and(|e| e == "age");
    let blob = |path: &Path| whole(path) && path.starts_with(Path::new(ROOT).join("next/blobs"));
    let files = disk.files().into_iter();
    files
        .filter(|(path, _)| blob(path))
        .map(|(_, bytes)| bytes)
        .collect()
}

#[test]
fn what_a_killed_rotation_sealed_is_used_by_the_next_one() {
    let p = prepared();
    let disk = killed(&p, 9_001, SECOND);
    let sealed = next_blobs(&disk);
    assert_eq!(sealed.len(), 2);
    let vault = unlock(&disk, FIRST).expect("opens as before");
    assert!(vault.rotation_unfinished().expect("looks"));
    drop(vault);
    rotate(&disk, FIRST, SECOND).done.expect("goes on");
    let now: Vec<Vec<u8>> = disk.files().into_iter().map(|(_, bytes)| bytes).collect();
    assert!(sealed.iter().all(|bytes| now.contains(bytes)));
    assert!(opens(&disk, SECOND));

    // With another new passphrase it begins anew, and so it does if a blob was damaged meanwhile.
    let disk = killed(&p, 9_001, SECOND);
    rotate(&disk, FIRST, THIRD).done.expect("begins anew");
    assert!(opens(&disk, THIRD) && !opens(&disk, SECOND));
    let disk = killed(&p, 9_001, SECOND);
    let (path, mut bytes) = disk
        .files()
        .into_iter()
        .find(|(path, _)| path.to_string_lossy().contains("next/blobs"))
        .expect("one");
    // The last byte: how long the header is, is up to chance.
    *bytes.last_mut().expect("not empty") ^= 1;
    disk.tamper(&path, Some(bytes));
    rotate(&disk, FIRST, SECOND).done.expect("seals it again");
    assert!(opens(&disk, SECOND));
}

#[test]
fn work_that_is_left_goes_on_where_it_was_and_takes_in_what_came_since() {
    let p = prepared();
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    let (first, second) = (passphrase(FIRST), passphrase(SECOND));
    let wish = Rotation {
        passphrase: &first,
        new: &second,
        params: KdfParams::for_tests(),
        leave_damaged: false,
    };
    // Stopped in the evidence, and left: the vault is locked meanwhile.
    let blobs = references(vault.cases());
    let mut renewal = vault.begin_rotation().expect("begins");
    let mut before = |done, _| done < 9_001;
    renewal.prepare(&wish, &blobs, &mut before).expect("begins");
    let stopped = renewal.seal(&blobs, &mut before);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    let unfinished = vault.complete_rotation(renewal, &mut |_, _| true);
    let Err((renewal, Error::Damaged { .. })) = unfinished else {
        panic!("half of a vault would take the place of one");
    };
    renewal.leave();
    let sealed = next_blobs(&p.disk);
    assert_eq!(sealed.len(), 2);
    vault.lock().expect("locks");

    // The vault is written to while the evidence is sealed, and before its database is copied.
    let mut vault = unlock(&p.disk, FIRST).expect("opens as before");
    assert!(vault.rotation_unfinished().expect("looks"));
    let mut renewal = vault.begin_rotation().expect("begins");
    let mut told = 0;
    let mut tell = |done, total| {
        assert!(done <= total && told <= done);
        told = done;
        true
    };
    renewal.prepare(&wish, &blobs, &mut tell).expect("goes on");
    renewal.seal(&blobs, &mut tell).expect("goes on");
    note(vault.cases(), "second note");
    let late = vault.blobs().add(&mut &b"late"[..], 9, &mut |_| true);
    let late = late.expect("adds");
    let all = [blobs.clone(), vec![late.clone()]].concat();
    renewal.seal(&all, &mut tell).expect("takes it in");
    let stopped = vault.complete_rotation(renewal, &mut |_, _| false);
    let Err((renewal, Error::Cancelled)) = stopped else {
        panic!("it was to stop");
    };
    let next = vault.complete_rotation(renewal, &mut tell);
    let next = next.map_err(|(_, e)| e).expect("can be tried again");
    assert_eq!(next.blobs().len(), 4);
    let late = next.blobs()[3].1.clone();
    let turned = vault.turn(next).map_err(|(_, e)| e).expect("turns");
    let mut vault = turned.vault.expect("opens");
    assert_eq!(notes(vault.cases()), ["first note", "second note"]);
    let mut content = String::new();
    let mut opened = vault.blobs().open(&late).expect("opens");
    opened.read_to_string(&mut content).expect("reads");
    assert_eq!(content, "late");
    let now: Vec<Vec<u8>> = p.disk.files().into_iter().map(|(_, b)| b).collect();
    assert!(sealed.iter().all(|bytes| now.contains(bytes)));
}

#[test]
fn sources_that_were_written_to_meanwhile_are_not_lost() {
    let p = prepared();
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    let (first, second) = (passphrase(FIRST), passphrase(SECOND));
    let wish = Rotation {
        passphrase: &first,
        new: &second,
        params: KdfParams::for_tests(),
        leave_damaged: false,
    };
    let blobs = references(vault.cases());
    let next = prepare(&mut vault, &wish, &blobs, &mut |_, _| true).expect("prepares");
    vault.open_seal(&first).expect("opens");
    note(vault.sealed().expect("open"), "another source");
    let Err((mut vault, Error::Damaged { .. })) = vault.turn(next) else {
        panic!("a source would be lost");
    };
    let sealed = notes(vault.sealed().expect("still open"));
    assert_eq!(sealed, ["sealed note", "another source"]);
    assert_eq!(leftovers(&p.disk), [] as [PathBuf; 0]);
}

#[test]
fn an_unfinished_rotation_can_be_dropped() {
    let p = prepared();
    let disk = killed(&p, 9_001, SECOND);
    let mut vault = unlock(&disk, FIRST).expect("opens");
    vault.drop_rotation().expect("drops");
    assert!(!vault.rotation_unfinished().expect("looks"));
    drop(vault);
    assert!(disk.files() == p.disk.files() && opens(&disk, FIRST));
}

#[test]
fn stopping_weak_words_and_a_full_disk_leave_the_vault_alone() {
    let p = prepared();
    let check = |disk: &SimFs, outcome: Outcome, kind: &str| {
        assert_eq!(outcome.done.err().map(|e| e.kind()), Some(kind));
        assert!(disk.files() == p.disk.files(), "{kind}");
    };
    for stop_at in [0, 5_000, 9_006] {
        let disk = p.disk.fork();
        let outcome = rotate_open(unlock(&disk, FIRST), FIRST, SECOND, &mut |done, _| {
            done < stop_at
        });
        check(&disk, outcome, "cancelled");
    }
    let disk = p.disk.fork();
    check(
        &disk,
        rotate_open(unlock(&disk, FIRST), FIRST, "letmein", &mut |_, _| true),
        "weak-passphrase",
    );
    let disk = p.disk.fork();
    check(
        &disk,
        rotate_open(unlock(&disk, FIRST), SECOND, THIRD, &mut |_, _| true),
        "wrong-key",
    );
    let disk = p.disk.fork();
    disk.set_free(Some(1 << 20));
    let outcome = rotate(&disk, FIRST, SECOND);
    let Err(Error::NeedsSpace { bytes }) = outcome.done else {
        panic!("there is not enough room");
    };
    assert!((3 << 20..4 << 20).contains(&bytes), "{bytes}");
    assert!(disk.files() == p.disk.files());
    disk.set_free(Some((1 << 20) + bytes));
    rotate(&disk, FIRST, SECOND).done.expect("that is enough");
}

#[test]
fn damaged_evidence_is_refused_or_left_behind() {
    let p = prepared();
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    let blobs = references(vault.cases());
    let path =
        |blob: &BlobRef| Path::new(ROOT).join(format!("blobs/{}/{}.age", &blob.id[..2], blob.id));
    drop(vault);
    let find = |path: &Path| {
        let files = p.disk.files();
        files.into_iter().find(|(p, _)| p == path).expect("there").1
    };
    let mut torn = find(&path(&blobs[0]));
    let at = torn.len() - 2000;
    torn[at] ^= 1;
    p.disk.tamper(&path(&blobs[0]), Some(torn));
    p.disk.tamper(&path(&blobs[2]), None);
    let before = p.disk.files();
    let outcome = rotate(&p.disk, FIRST, SECOND);
    assert!(matches!(outcome.done, Err(Error::Damaged { .. })));
    assert!(p.disk.files() == before);

    let (first, second) = (passphrase(FIRST), passphrase(SECOND));
    let wish = Rotation {
        passphrase: &first,
        new: &second,
        params: KdfParams::for_tests(),
        leave_damaged: true,
    };
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    let next = prepare(&mut vault, &wish, &blobs, &mut |_, _| true).expect("leaves them behind");
    assert_eq!(next.left_behind().len(), 2);
    assert_eq!(next.blobs().len(), 1);
    let sealed = next.blobs()[0].1.id.clone();
    let turned = vault.turn(next).map_err(|(_, e)| e).expect("turns");
    let vault = turned.vault.expect("opens");
    assert_eq!(vault.blobs().list().expect("lists"), [sealed]);
}

#[test]
fn a_vault_that_was_written_to_meanwhile_is_not_replaced() {
    let p = prepared();
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    let (first, second) = (passphrase(FIRST), passphrase(SECOND));
    let wish = Rotation {
        passphrase: &first,
        new: &second,
        params: KdfParams::for_tests(),
        leave_damaged: false,
    };
    let blobs = references(vault.cases());
    let next = prepare(&mut vault, &wish, &blobs, &mut |_, _| true).expect("prepares");
    note(vault.cases(), "second note");
    let Err((mut vault, Error::Damaged { .. })) = vault.turn(next) else {
        panic!("a note would be lost");
    };
    assert_eq!(notes(vault.cases()), ["first note", "second note"]);
    assert_eq!(leftovers(&p.disk), [] as [PathBuf; 0]);
}

/// Every file and folder below `from` in `disk`, put where `to` lies.
fn put_back(from: &SimFs, part: &str, onto: &SimFs) {
    let start = Path::new(ROOT).join(part);
    let mut files: Vec<_> = from
        .files()
        .into_iter()
        .filter(|(path, _)| path.starts_with(&start))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for (path, bytes) in files {
        let mut missing: Vec<&Path> = path
            .ancestors()
            .skip(1)
            .take_while(|dir| !onto.exists(dir).expect("looks"))
            .collect();
        while let Some(dir) = missing.pop() {
            onto.mkdir(dir).expect("makes");
        }
        onto.tamper(&path, Some(bytes));
    }
}

#[test]
fn old_slots_put_back_open_nothing_and_close_nothing() {
    let p = prepared();
    let before = p.disk.fork();
    let outcome = rotate(&p.disk, FIRST, FIRST);
    outcome.done.expect("rotates");
    put_back(&before, "keys", &p.disk);
    put_back(&before, "sealed/keys", &p.disk);
    assert_eq!(
        at(&p.disk)
            .expect("a vault")
            .info()
            .expect("reads")
            .slots
            .len(),
        4
    );
    let refused = at(&p.disk).expect("a vault").unlock_with_identity(&p.kit);
    assert!(matches!(refused, Err((_, Error::Damaged { .. }))));
    assert_eq!(recovers(&p.disk, &p.kit), [false; 2]);
    // The passphrase opens slots of both generations; it finds the one that counts.
    assert!(opens(&p.disk, FIRST));
    assert!(opens_with_kit(&p.disk, &outcome.kit.expect("a kit")));
    // And it is not the old identity of the seal that is handed on to new slots.
    unlock(&p.disk, FIRST)
        .expect("opens")
        .change_passphrase(
            &passphrase(FIRST),
            &passphrase(SECOND),
            KdfParams::for_tests(),
        )
        .expect("changes");
    assert!(opens(&p.disk, SECOND) && !opens(&p.disk, FIRST));
}

/// The first disk of a recorded rotation that a loss of power leaves with `next/format` in it.
fn committed(p: &Prepared) -> (SimFs, String) {
    let disk = p.disk.fork();
    disk.record();
    let kit = rotate(&disk, FIRST, SECOND).kit.expect("a kit");
    let ready = Path::new(ROOT).join("next/format");
    let image = disk
        .moments()
        .into_iter()
        .flat_map(|moment| moment.crash_images(4))
        .find(|image| image.exists(&ready).expect("looks"))
        .expect("one");
    (image, kit)
}

#[test]
fn a_folder_next_that_is_not_the_vaults_own_counts_for_nothing() {
    let p = prepared();
    let (ready, kit) = committed(&p);
    // The control: where it belongs, it counts.
    assert!(opens_with_kit(&ready.fork(), &kit));

    // Put back after it had its turn.
    let after = ready.fork();
    assert!(opens(&after, SECOND));
    put_back(&ready, "next", &after);
    let files = after.files();
    assert!(opens(&after, SECOND) && !opens(&after, FIRST));
    assert!(
        after.files() == files,
        "what is not understood is left alone"
    );
    let refused = rotate(&after, SECOND, THIRD);
    assert!(matches!(refused.done, Err(Error::Damaged { .. })));
    assert!(opens(&after, SECOND) && after.files() == files);

    // Put into the vault after it was rotated another way: the newer state is not replaced by it.
    let other = p.disk.fork();
    rotate(&other, FIRST, THIRD).done.expect("rotates");
    put_back(&ready, "next", &other);
    assert!(opens(&other, THIRD) && !opens(&other, SECOND));

    // Written by somebody without the keys: the record is altered, or missing.
    for (file, content) in [
        ("next/replaces", None),
        ("next/replaces", Some(b"sandyq.org/rotation 1\n".to_vec())),
        ("next/format", Some(b"sandyq.org/vault 1\n".to_vec())),
    ] {
        let planted = ready.fork();
        planted.tamper(&Path::new(ROOT).join(file), content);
        assert!(opens(&planted, FIRST) && opens_with_kit(&planted, &p.kit));
        assert!(!opens(&planted, SECOND));
    }
    let record = Path::new(ROOT).join("next/replaces");
    let text = ready.files().into_iter().find(|(path, _)| *path == record);
    let text = String::from_utf8(text.expect("there").1).expect("text");
    let forge = |line: &str| {
        let forged: String = text
            .lines()
            .map(|l| match l.strip_prefix(line) {
                Some(mac) if mac.starts_with('A') => format!("{line}B{}\n", &mac[1..]),
                Some(mac) => format!("{line}A{}\n", &mac[1..]),
                None => format!("{l}\n"),
            })
            .collect();
        let planted = ready.fork();
        planted.tamper(&record, Some(forged.into_bytes()));
        planted
    };
    // Altered for the old key, it does not hold for the new one either. Altered for the new key, it is damage, and said to be:
    // the old keys were given up.
    assert!(opens(&forge("old "), FIRST) && !opens(&forge("new "), FIRST));
    for line in ["old ", "new "] {
        let damaged = unlock(&forge(line), SECOND).map(|_| ());
        assert!(matches!(damaged, Err(Error::Damaged { .. })), "{line}");
    }
    assert_eq!(recovers(&forge("new "), &kit), [true; 2]);
}

#[test]
fn this_device_knows_which_keys_were_given_up() {
    let p = prepared();
    p.disk.mkdir(Path::new("/seen")).expect("a folder");
    let mark = "/seen/mark";
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    assert_eq!(vault.watch(mark), LastSeen::Never);
    let before = p.disk.fork();
    let outcome = rotate_open(Ok(vault), FIRST, SECOND, &mut |_, _| true);
    outcome.done.expect("rotates");
    let mut vault = unlock(&p.disk, SECOND).expect("opens");
    assert_eq!(vault.watch(mark), LastSeen::Known);
    vault.lock().expect("locks");
    // The whole vault of before put back, with the mark of now.
    let files = p.disk.files();
    let seen = files.into_iter().find(|(path, _)| path == Path::new(mark));
    before.tamper(Path::new(mark), Some(seen.expect("a mark").1));
    let mut old = unlock(&before, FIRST).expect("opens");
    assert_eq!(old.watch(mark), LastSeen::Retired);

    // A device that saw the vault before, and gets it with new keys from elsewhere.
    let elsewhere = p.disk.fork();
    let mut vault = unlock(&elsewhere, SECOND).expect("opens");
    vault.watch(mark);
    vault.lock().expect("locks");
    rotate(&elsewhere, SECOND, THIRD).done.expect("rotates");
    let mut vault = unlock(&elsewhere, THIRD).expect("opens");
    assert_eq!(vault.watch(mark), LastSeen::OtherKeys);
    vault.lock().expect("locks");
    let mut vault = unlock(&elsewhere, THIRD).expect("opens");
    assert_eq!(vault.watch(mark), LastSeen::Known);
}

#[test]
fn the_end_of_an_interrupted_rotation_is_no_surprise_to_the_device() {
    let p = prepared();
    p.disk.mkdir(Path::new("/seen")).expect("a folder");
    let mut vault = unlock(&p.disk, FIRST).expect("opens");
    vault.watch("/seen/mark");
    vault.lock().expect("locks");
    let p = Prepared {
        disk: p.disk.fork(),
        kit: p.kit,
    };
    let (ready, _) = committed(&p);
    let mut vault = unlock(&ready, SECOND).expect("opens");
    assert_eq!(vault.watch("/seen/mark"), LastSeen::Known);
}

#[test]
fn backups_of_before_and_of_after_share_a_folder() {
    let p = prepared();
    let disk = killed(&p, 9_001, SECOND);
    disk.mkdir(Path::new("/backups")).expect("a folder");
    let backup = |with: &str| {
        let mut vault = unlock(&disk, with).expect("opens");
        let blobs = references(vault.cases());
        let made = vault.backup("/backups".as_ref(), &blobs, &mut |_, _| true);
        let made = made.expect("backs up");
        (made.path, made.generation, blobs.len())
    };
    let (folder, before, _) = backup(FIRST);
    // What the killed process left does not count and is not backed up.
    let copied = disk.files().into_iter().map(|(path, _)| path);
    let of_backup: Vec<PathBuf> = copied.filter(|path| path.starts_with(&folder)).collect();
    assert!(
        of_backup.len() > 8
            && !of_backup
                .iter()
                .any(|path| path.starts_with(folder.join("next")))
    );
    rotate(&disk, FIRST, SECOND).done.expect("rotates");
    let (again, after, _) = backup(SECOND);
    assert_eq!(again, folder);
    let backups = vault::Backup::at(&folder, &env(disk.clone(), 5)).expect("a backup");
    for (generation, with, other) in [(&before, FIRST, SECOND), (&after, SECOND, FIRST)] {
        let with = passphrase(with);
        let keys = backups
            .unlock(Some(generation), Opener::Passphrase(&with))
            .expect("opens with the keys of its time");
        let other = passphrase(other);
        let refused = backups.unlock(Some(generation), Opener::Passphrase(&other));
        assert!(matches!(refused.err(), Some(Error::WrongKey)));
        let checked = backups.check(Some(generation), Some(&keys), &mut |_, _| true);
        let checked = checked.expect("reads");
        assert_eq!((checked.problems, checked.opened.len()), (Vec::new(), 2));
    }
}
