//! docs/recovery.md, run as it stands, with Debian's `age`, `sqlite3` and `python3`.

#![allow(clippy::print_stdout, reason = "says what it counted")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use agevfs::fs::sim::SimFs;
use common::{FIRST, ROOT, note, passphrase};
use rusqlite::Connection;
use vault::{BlobRef, Compartment, Env, KdfParams, RecoveryKit, Split, Unlocked, Vault};

const GUIDE: &str = include_str!("../../../../docs/recovery.md");
/// The scripts of the guide, in their order.
const DATABASES: usize = 0;
const NEWEST: usize = 1;
const EVIDENCE: usize = 2;
const COMBINE: usize = 3;
const BACKUP: usize = 4;

/// A code block of the guide.
fn block(number: usize) -> &'static str {
    let blocks = GUIDE.split("```").skip(1).step_by(2);
    let blocks: Vec<&str> = blocks.filter(|block| !block.starts_with('\n')).collect();
    assert_eq!(blocks.len(), 5, "the guide has five scripts");
    let (language, script) = blocks[number].split_once('\n').expect("lines");
    assert_eq!(language, ["sh", "python", "sh", "python", "sh"][number]);
    script
}

/// A person at work with the guide: a vault, a kit, and an empty place.
struct Desk {
    vault: PathBuf,
    kit: PathBuf,
    work: PathBuf,
}

impl Desk {
    /// In `dir`, for the vault at `vault`. There are spaces in all paths, as there are in life.
    fn new(dir: &Path, vault: &Path, kit: &str) -> Self {
        let desk = Self {
            vault: vault.to_owned(),
            kit: dir.join("my kit.txt"),
            work: dir.join("a work place"),
        };
        std::fs::create_dir(&desk.work).expect("a folder");
        std::fs::write(&desk.kit, kit).expect("writes");
        desk
    }

    fn try_step(&self, number: usize) -> Output {
        Command::new("sh")
            .args(["-c", block(number)])
            .envs([("VAULT", &self.vault), ("KIT", &self.kit)])
            .env("WORK", &self.work)
            .output()
            .expect("install the packages age, sqlite3 and python3")
    }

    /// Runs a step in the shell that has to work; gives what it said.
    fn step(&self, number: usize) -> String {
        good(&self.try_step(number))
    }

    /// Runs the tool of step 2 for a part.
    fn newest(&self, part: &str) -> Output {
        let script = self.work.with_file_name("newest.py");
        std::fs::write(&script, block(NEWEST)).expect("writes");
        Command::new("python3")
            .arg(&script)
            .arg(self.work.join(format!("{part}.identity")))
            .arg(self.vault.join(part))
            .arg(self.database(part))
            .output()
            .expect("install the package python3")
    }

    /// Steps 1 and 2 as the guide tells them: the second only where the first one says so.
    fn databases(&self) {
        let said = self.step(DATABASES);
        for part in ["case", "sealed"] {
            let before = std::fs::read(self.database(part)).expect("a database");
            let complete = said.contains(&format!("{part}: complete"));
            assert_ne!(complete, said.contains(&format!("step 2 for '{part}'")));
            good(&self.newest(part));
            let after = std::fs::read(self.database(part)).expect("a database");
            assert_eq!(before == after, complete, "step 1 says what is missing");
        }
    }

    fn database(&self, part: &str) -> PathBuf {
        self.work.join(format!("{part}.sqlite"))
    }

    fn query(&self, part: &str, sql: &str) -> String {
        let (database, done) = (self.database(part), Command::new("sqlite3"));
        let mut done = done;
        good(&done.arg(database).arg(sql).output().expect("sqlite3"))
    }

    /// What the scripts made is byte for byte what the program would give.
    fn same_as_the_program(&self, kit: &str) {
        for (part, which) in [("case", Compartment::Case), ("sealed", Compartment::Sealed)] {
            let mut expected = Vec::new();
            vault::recover(&self.vault, kit, which, &Env::real(), &mut expected).expect("opens");
            let found = std::fs::read(self.database(part)).expect("a database");
            assert!(found == expected, "{part} of {}", self.vault.display());
        }
    }
}

fn good(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{errors}");
    said
}

fn make(path: &Path) -> (Vault<Unlocked>, RecoveryKit) {
    vault::create(
        path,
        &passphrase(FIRST),
        KdfParams::for_tests(),
        Env::real(),
    )
    .expect("makes")
}

/// Adds evidence, and its row as the casework has it.
fn evidence(vault: &mut Vault<Unlocked>, title: &str, content: &[u8]) -> BlobRef {
    let blob = vault
        .blobs()
        .add(&mut &content[..], u64::MAX, &mut |_| true)
        .expect("adds");
    row(vault.cases(), title, &blob.id, blob.size, &blob.sha256);
    blob
}

fn row(conn: &Connection, title: &str, blob: &str, size: u64, sha256: &str) {
    conn.execute_batch("CREATE TABLE IF NOT EXISTS evidence(title, file_name, blob, size, sha256)")
        .expect("a table");
    conn.execute(
        "INSERT INTO evidence VALUES (?1, 'p.jpg', ?2, ?3, ?4)",
        rusqlite::params![title, blob, size.cast_signed(), sha256],
    )
    .expect("a row");
}

fn bytes(len: u32) -> Vec<u8> {
    (0..len)
        .map(|i| u8::try_from(i % 251).expect("small"))
        .collect()
}

fn open(path: &Path) -> Vault<Unlocked> {
    Vault::at(path, Env::real())
        .expect("a vault")
        .unlock(&passphrase(FIRST))
        .map_err(|(_, e)| e)
        .expect("opens")
}

#[test]
fn a_locked_vault_is_there_after_the_first_step() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    let (mut vault, kit) = make(&path);
    note(vault.cases(), "first note");
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    note(vault.sealed().expect("open"), "sealed note");
    vault.lock().expect("locks");

    let desk = Desk::new(dir.path(), &path, &kit.to_text(vault::WordList::En));
    assert_eq!(desk.step(DATABASES), "case: complete\nsealed: complete\n");
    assert_eq!(desk.query("case", "SELECT text FROM note"), "first note\n");
    assert_eq!(
        desk.query("sealed", "SELECT text FROM note"),
        "sealed note\n"
    );
    assert_eq!(desk.step(EVIDENCE), "", "no evidence was ever there");
    desk.same_as_the_program(kit.identity());
    desk.databases();
    desk.same_as_the_program(kit.identity());
}

/// Deltas beside and behind the snapshot, merged ones among them, and pages that were given up.
#[test]
fn what_was_saved_after_the_snapshot_is_added() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    let (vault, kit) = make(&path);
    vault.lock().expect("locks");
    let mut vault = open(&path);
    let photo = bytes(150_000);
    let blob = evidence(&mut vault, "a photograph", &photo);
    for i in 0..50 {
        note(vault.cases(), &format!("later note {i}"));
    }
    vault
        .cases()
        .execute_batch("DELETE FROM note WHERE text LIKE '%9'; VACUUM")
        .expect("shrinks");
    drop(vault); // as if the power went

    let desk = Desk::new(dir.path(), &path, &kit.to_text(vault::WordList::En));
    desk.databases();
    assert_eq!(desk.query("case", "SELECT count(*) FROM note"), "45\n");
    assert_eq!(desk.query("case", "PRAGMA integrity_check"), "ok\n");
    desk.same_as_the_program(kit.identity());
    assert_eq!(desk.step(EVIDENCE), format!("{}: whole\n", blob.id));
    assert!(std::fs::read(desk.work.join(blob.id)).expect("there") == photo);
}

/// Evidence that is only described has no file; what is damaged does not stop the rest.
#[test]
fn every_piece_of_evidence_is_had_or_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    let (mut vault, kit) = make(&path);
    row(vault.cases(), "a letter in the archive", "", 0, "");
    let sizes = [0, 1, 4096, 4097, 65_536, 65_537, 1_000_000];
    let blobs: Vec<(BlobRef, u32)> = sizes
        .iter()
        .map(|size| (evidence(&mut vault, "a file", &bytes(*size)), *size))
        .collect();
    let lost = evidence(&mut vault, "a lost file", b"gone");
    let hurt = evidence(&mut vault, "a damaged file", &bytes(100_000));
    vault.lock().expect("locks");
    let file = |blob: &BlobRef| {
        let folder = path.join("blobs").join(&blob.id[..2]);
        folder.join(format!("{}.age", blob.id))
    };
    std::fs::remove_file(file(&lost)).expect("removes");
    let mut content = std::fs::read(file(&hurt)).expect("reads");
    content[90_000] ^= 1;
    std::fs::write(file(&hurt), content).expect("writes");

    let desk = Desk::new(dir.path(), &path, &kit.to_text(vault::WordList::En));
    desk.databases();
    let done = desk.try_step(EVIDENCE);
    let whole = good(&done);
    for (blob, size) in &blobs {
        assert!(whole.contains(&format!("{}: whole\n", blob.id)), "{size}");
        let found = std::fs::read(desk.work.join(&blob.id)).expect("recovered");
        assert!(found == bytes(*size), "{size} bytes");
    }
    assert_eq!(whole.lines().count(), sizes.len());
    let named = String::from_utf8_lossy(&done.stderr).into_owned();
    for blob in [&lost, &hurt] {
        assert!(named.contains(&format!("{}: damaged or missing", blob.id)));
        assert!(!desk.work.join(&blob.id).exists(), "not taken for whole");
    }
}

#[test]
fn any_of_several_kits_opens_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    let (mut vault, first) = make(&path);
    note(vault.cases(), "a note");
    let others: Vec<RecoveryKit> = (0..3)
        .map(|_| vault.add_kit(&passphrase(FIRST)).expect("adds"))
        .collect();
    vault.lock().expect("locks");
    for (i, kit) in std::iter::once(&first).chain(&others).enumerate() {
        let here = dir.path().join(i.to_string());
        std::fs::create_dir(&here).expect("a folder");
        let desk = Desk::new(&here, &path, &kit.to_text(vault::WordList::En));
        desk.databases();
        assert_eq!(desk.query("case", "SELECT text FROM note"), "a note\n");
    }
}

/// A kit of another vault opens nothing: the script stops instead of leaving empty files behind as if they were content.
#[test]
fn a_foreign_kit_opens_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    make(&path).0.lock().expect("locks");
    let (other, kit) = make(&dir.path().join("other.vault"));
    other.lock().expect("locks");
    let desk = Desk::new(dir.path(), &path, &kit.to_text(vault::WordList::En));
    let done = desk.try_step(DATABASES);
    assert!(!done.status.success());
    assert!(String::from_utf8_lossy(&done.stderr).contains("this kit opens no key slot"));
    assert!(!desk.database("case").exists() && !desk.database("sealed").exists());
}

/// A gap in the line of files is said, and what stands before it is had.
#[test]
fn a_missing_file_is_noticed() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    let (mut vault, kit) = make(&path);
    for i in 0..5 {
        note(vault.cases(), &format!("note {i}"));
    }
    drop(vault);
    let gone = names(&path.join("case"))
        .into_iter()
        .find(|name| name.starts_with("d-0000000004-"))
        .expect("the fourth commit");
    std::fs::remove_file(path.join("case").join(gone)).expect("removes");
    let desk = Desk::new(dir.path(), &path, &kit.to_text(vault::WordList::En));
    desk.step(DATABASES);
    let done = desk.newest("case");
    assert!(!done.status.success());
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("the state of commit 3"), "{said}");
    assert_eq!(desk.query("case", "SELECT count(*) FROM note"), "1\n");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("reads");
    let mut names: Vec<String> = entries
        .filter_map(|e| e.expect("an entry").file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Puts a simulated disk on a real one.
fn put_down(disk: &SimFs, root: &Path) {
    for folder in ["keys", "case", "sealed/keys", "blobs"] {
        std::fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    for (path, content) in disk.files() {
        if let Ok(inside) = path.strip_prefix(ROOT) {
            let to = root.join(inside);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::write(to, content).expect("writes");
        }
    }
}

/// Killed at any moment of a commit, of a merge, of making a generation: temporary files, a snapshot without its manifest,
/// both generations, a merged delta beside its parts.
#[test]
fn a_vault_killed_at_any_moment_opens() {
    let sim = common::disk();
    let kit = common::with_notes(&sim);
    let mut vault = common::unlock(&sim, FIRST).expect("opens");
    for i in 0..14 {
        note(vault.cases(), &format!("note {i}"));
    }
    sim.record();
    for i in 14..17 {
        note(vault.cases(), &format!("note {i}"));
    }
    vault.compact().expect("compacts");
    note(vault.cases(), "the last");
    let moments = sim.moments();
    drop(vault);

    let (mut images, mut seen) = (0, [false; 4]);
    let mut known = BTreeSet::new();
    for moment in &moments {
        // One of many subsets of the names that were not durable yet, another one at each moment; and all of them.
        let all = moment.crash_images(0);
        let some = [images % all.len(), all.len() - 1];
        for image in some.map(|i| &all[i]) {
            let dir = tempfile::tempdir().expect("a folder");
            let path = dir.path().join("my cases.vault");
            put_down(image, &path);
            let there = names(&path.join("case"));
            if !known.insert(there.clone()) {
                continue;
            }
            let count = |kind: &str| there.iter().filter(|n| n.starts_with(kind)).count();
            let merged = there.iter().any(|n| {
                let parts: Vec<&str> = n.split('-').collect();
                parts[0] == "d" && parts[1] != parts[2] && count("d-") > 10
            });
            for (seen, now) in seen.iter_mut().zip([
                count("tmp-") > 0,
                count("s-") > count("m-"),
                count("m-") > 1,
                merged,
            ]) {
                *seen |= now;
            }
            let desk = Desk::new(dir.path(), &path, &kit.to_text(vault::WordList::En));
            desk.databases();
            desk.same_as_the_program(kit.identity());
            images += 1;
        }
    }
    assert_eq!(seen, [true; 4], "tmp, lone snapshot, two manifests, merged");
    assert!(images > 20, "{images} images");
    println!("FIGURE {images} disks of a killed program recovered with age and sqlite3 alone");
}

/// Copied file by file while it is written: what opens, the scripts open alike; what does not, they do not take for whole.
#[test]
fn a_copy_taken_while_it_is_written_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    let (mut vault, kit) = make(&path);
    note(vault.cases(), "first note");
    let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let done = Arc::clone(&stop);
    let writer = std::thread::spawn(move || {
        let mut i = 0;
        while !done.load(std::sync::atomic::Ordering::Relaxed) {
            note(vault.cases(), &format!("note {i}"));
            i += 1;
            if i % 40 == 0 {
                vault.compact().expect("compacts");
            }
        }
    });
    let mut whole = 0;
    for round in 0..60 {
        let here = dir.path().join(round.to_string());
        std::fs::create_dir(&here).expect("a folder");
        let copy = here.join("a copy.vault");
        copy_what_is_there(&path, &copy);
        let mut out = Vec::new();
        let opens = vault::recover(
            &copy,
            kit.identity(),
            Compartment::Case,
            &Env::real(),
            &mut out,
        );
        let desk = Desk::new(&here, &copy, &kit.to_text(vault::WordList::En));
        let first = desk.try_step(DATABASES);
        let made = first.status.success() && desk.newest("case").status.success();
        assert_eq!(made, opens.is_ok(), "round {round}: {:?}", opens.err());
        if made {
            assert!(std::fs::read(desk.database("case")).expect("there") == out);
            whole += 1;
        }
        if whole == 8 {
            break;
        }
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    writer.join().expect("writes");
    assert_eq!(whole, 8, "copies open as a rule");
}

fn copy_what_is_there(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder");
    for name in names(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy_what_is_there(&from, &to);
        } else {
            // A file that goes meanwhile is what a copying program meets, too.
            let _ = std::fs::copy(from, to);
        }
    }
}

/// Vaults of every released format.
#[test]
fn golden_vaults_open() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut seen = 0;
    for name in names(&golden) {
        let Some(version) = name.strip_suffix(".vault") else {
            continue;
        };
        let kit = std::fs::read_to_string(golden.join(format!("{version}.kit.txt"))).expect("kit");
        let dir = tempfile::tempdir().expect("a folder");
        let desk = Desk::new(dir.path(), &golden.join(&name), &kit);
        desk.databases();
        desk.same_as_the_program(&kit);
        assert_eq!(desk.query("case", "PRAGMA integrity_check"), "ok\n");
        assert_eq!(desk.query("sealed", "PRAGMA integrity_check"), "ok\n");
        seen += 1;
    }
    assert!(seen >= 1);
}

/// A state of the vault out of a backup, the newest and an earlier one, with nothing but a shell.
#[test]
fn a_shell_restores_a_vault_from_a_backup() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("my cases.vault");
    let (mut vault, kit) = make(&path);
    note(vault.cases(), "first note");
    let blob = evidence(&mut vault, "a photograph", &bytes(150_000));
    let stick = dir.path().join("a stick");
    std::fs::create_dir(&stick).expect("a folder");
    let back_up = |vault: &Vault<Unlocked>| {
        let made = vault.backup(&stick, std::slice::from_ref(&blob), &mut |_, _| true);
        made.expect("backs up")
    };
    let first = back_up(&vault);
    note(vault.cases(), "after it");
    vault.compact().expect("compacts");
    let second = back_up(&vault);
    drop(vault);
    std::fs::remove_dir_all(&path).expect("the vault is gone");

    let lists = first.path.join("generations");
    let restore = |list: Option<&Path>| {
        let mut command = Command::new("sh");
        command.args(["-c", block(BACKUP)]);
        command.env("BACKUP", &first.path).env("VAULT", &path);
        if let Some(list) = list {
            command.env("LIST", list);
        }
        command.output().expect("runs")
    };
    good(&restore(Some(&lists.join(&first.generation))));
    assert!(
        !restore(None).status.success(),
        "over a vault that is there"
    );
    assert_eq!(common::notes(open(&path).cases()), ["first note"]);
    std::fs::remove_dir_all(&path).expect("a folder");

    good(&restore(None));
    let desk = Desk::new(dir.path(), &path, &kit.to_text(vault::WordList::En));
    desk.databases();
    assert_eq!(
        desk.query("case", "SELECT text FROM note"),
        "first note\nafter it\n"
    );
    assert_eq!(desk.step(EVIDENCE), format!("{}: whole\n", blob.id));
    std::fs::remove_dir_all(&path).expect("a folder");

    // A list somebody altered leads nowhere else, and one byte altered is said.
    let text = std::fs::read_to_string(lists.join(&second.generation)).expect("a list");
    let hostile = dir.path().join("hostile");
    std::fs::write(dir.path().join("secret"), "mine").expect("writes");
    let line = format!("{} 4 case/../../../secret\nmac ", "0".repeat(64));
    std::fs::write(&hostile, text.replace("mac ", &line)).expect("writes");
    good(&restore(Some(&hostile)));
    assert!(!path.join("secret").exists() && !path.join("case/secret").exists());
    std::fs::remove_dir_all(&path).expect("a folder");
    let mut slots = std::fs::read_dir(first.path.join("keys")).expect("reads");
    let slot = slots.next().expect("one").expect("a name").path();
    let mut bytes = std::fs::read(&slot).expect("reads");
    bytes[9] ^= 1;
    std::fs::write(&slot, bytes).expect("writes");
    assert!(!restore(None).status.success());
}

/// Every choice of enough shares, as the guide says, becomes the one kit that opens the vault with stock tools; what does not go
/// together is refused in words.
#[test]
fn shares_become_a_kit_without_the_program() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("shared cases.vault");
    let (mut vault, _) = make(&path);
    note(vault.cases(), "first note");
    let mut sets = Vec::new();
    for split in Split::ALL {
        let set = vault.add_shares(&passphrase(FIRST), split);
        sets.push(set.expect("shares"));
    }
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    note(vault.sealed().expect("open"), "sealed note");
    vault.lock().expect("locks");
    let script = dir.path().join("combine.py");
    std::fs::write(&script, block(COMBINE)).expect("writes");
    let combine = |text: &str| {
        let file = dir.path().join("the shares.txt");
        std::fs::write(&file, text).expect("writes");
        let done = Command::new("python3").arg(&script).arg(&file).output();
        done.expect("install the package python3")
    };
    for set in &sets {
        let pages: Vec<_> = set
            .shares()
            .iter()
            .map(|s| set.page(s, vault::WordList::Kk))
            .collect();
        let need = usize::from(set.shares()[0].split().threshold);
        let expect = vault::combine(set.shares()).expect("all").identity_string();
        for first in 0..=pages.len() - need {
            let some: Vec<&str> = pages[first..first + need]
                .iter()
                .map(|p| p.as_str())
                .collect();
            assert_eq!(good(&combine(&some.join("\n"))).trim_end(), expect.as_str());
        }
        let few: Vec<&str> = pages[..need - 1].iter().map(|p| p.as_str()).collect();
        let said = combine(&few.join("\n"));
        assert!(!said.status.success());
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(
            said.contains(&format!("{need} shares are needed")),
            "{said}"
        );
    }
    let lines: Vec<_> = sets.iter().map(|set| set.shares()[0].line()).collect();
    let mixed = combine(&format!("{}\n{}\n", *lines[0], *lines[1]));
    assert!(String::from_utf8_lossy(&mixed.stderr).contains("not of one set"));
    let mut typed = lines[0].as_str().to_owned();
    typed.replace_range(30..31, if &typed[30..31] == "Q" { "P" } else { "Q" });
    assert!(String::from_utf8_lossy(&combine(&typed).stderr).contains("typing error"));

    let pages: Vec<_> = sets[1].shares()[2..]
        .iter()
        .map(vault::Share::line)
        .collect();
    let kit = good(&combine(
        &pages
            .iter()
            .map(|p| p.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
    ));
    let desk = Desk::new(dir.path(), &path, &kit);
    desk.databases();
    assert_eq!(
        desk.query("case", "SELECT text FROM note").trim(),
        "first note"
    );
    assert_eq!(
        desk.query("sealed", "SELECT text FROM note").trim(),
        "sealed note"
    );
}

/// The other tool that the guide names does the same.
#[test]
fn shares_are_ordinary_ones() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut vault, _) = make(&dir.path().join("a.vault"));
    let set = vault.add_shares(&passphrase(FIRST), Split::THREE_OF_FIVE);
    let set = set.expect("shares");
    let files: Vec<PathBuf> = [1_usize, 3, 4]
        .iter()
        .map(|at| {
            let share = &set.shares()[*at];
            let file = dir.path().join(format!("share.{:03}", share.number()));
            let line = share.line();
            let (_, bytes) = bech32::decode(&line).expect("a line");
            std::fs::write(&file, &bytes[5..]).expect("writes");
            file
        })
        .collect();
    let out = dir.path().join("secret");
    let done = Command::new("gfcombine")
        .arg("-o")
        .arg(&out)
        .args(&files)
        .output();
    good(&done.expect("install the package libgfshare-bin"));
    let identity = vault::combine(set.shares()).expect("all").identity_string();
    let (_, secret) = bech32::decode(&identity).expect("an identity");
    assert_eq!(std::fs::read(&out).expect("written"), secret);
}
