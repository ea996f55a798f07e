//! The format has a second reader, `reader.py`, written from docs/vault-format.md alone. Both give the same database, byte for byte, and both
//! refuse the same files.

#![allow(clippy::print_stdout, reason = "says what it counted")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use agevfs::fs::RealFs;
use agevfs::{Database, Entropy, Error, Key, Options};

/// Names and contents of the files of a store.
type Files = BTreeMap<String, Vec<u8>>;

/// A repeatable source of choices.
struct Dice(Entropy);

impl Dice {
    fn roll(&self, sides: usize) -> usize {
        usize::try_from(u64::from_be_bytes(*self.0.bytes::<8>()) % sides as u64).expect("small")
    }
}

/// A store on the disk and its key.
struct Shelf {
    dir: tempfile::TempDir,
    key: Key,
    entropy: Entropy,
}

impl Shelf {
    fn new(seed: u64) -> Self {
        let entropy = Entropy::seeded(seed);
        let shelf = Self {
            dir: tempfile::tempdir().expect("a folder"),
            key: Key::generate(&entropy),
            entropy,
        };
        std::fs::write(shelf.identity(), shelf.key.identity_string().as_bytes()).expect("writes");
        shelf
    }

    fn store(&self) -> PathBuf {
        self.dir.path().join("a store")
    }

    fn identity(&self) -> PathBuf {
        self.dir.path().join("identity.txt")
    }

    fn create(&self) -> Database {
        let (fs, options) = (Arc::new(RealFs), Options::default());
        agevfs::create(fs, &self.store(), &self.key, &self.entropy, options).expect("makes")
    }

    fn open(&self, read_only: bool) -> Result<Database, Error> {
        let options = Options {
            read_only,
            ..Options::default()
        };
        let fs = Arc::new(RealFs);
        agevfs::open(fs, &self.store(), &self.key, &self.entropy, options)
    }

    /// What the program says: the database, if every byte of it holds.
    fn ours(&self) -> Option<Vec<u8>> {
        let db = self.open(true).ok()?;
        let mut out = Vec::new();
        db.export_plain(&mut out).ok()?;
        db.verify().problems.is_empty().then_some(out)
    }

    /// What the second reader says, or why it refuses.
    fn theirs(&self) -> Result<Vec<u8>, String> {
        let out = self.dir.path().join("out");
        read(&self.store(), &self.identity(), &out)
    }

    fn agree(&self, about: &str) -> bool {
        let (ours, theirs) = (self.ours(), self.theirs());
        assert_eq!(
            ours.is_some(),
            theirs.is_ok(),
            "{about}: {:?}, but {:?}",
            self.open(true).map(|db| db.verify()).err(),
            theirs.err()
        );
        let whole = ours.is_some();
        assert!(ours == theirs.ok(), "{about}: another database");
        whole
    }

    fn files(&self) -> Files {
        let entries = std::fs::read_dir(self.store()).expect("reads");
        entries
            .map(|e| {
                let e = e.expect("an entry");
                let name = e.file_name().into_string().expect("text");
                (name, std::fs::read(e.path()).expect("reads"))
            })
            .collect()
    }

    fn put(&self, files: &Files) {
        for name in self.files().keys() {
            std::fs::remove_file(self.store().join(name)).expect("removes");
        }
        for (name, content) in files {
            std::fs::write(self.store().join(name), content).expect("writes");
        }
    }
}

fn read(store: &Path, identity: &Path, out: &Path) -> Result<Vec<u8>, String> {
    let _ = std::fs::remove_file(out);
    let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader.py");
    let done = Command::new("python3")
        .args([reader.as_path(), store, identity, out])
        .output()
        .expect("install the packages age and python3");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    // A refusal is one line; anything else is a fault of the reader.
    assert!(!said.contains("Traceback"), "{said}");
    if done.status.success() {
        Ok(std::fs::read(out).expect("written"))
    } else {
        assert!(!out.exists(), "nothing is written of what is refused");
        Err(said)
    }
}

/// One step in the life of a store.
fn live(db: &mut Database, dice: &Dice) {
    let conn = db.connection();
    conn.execute_batch("CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, body BLOB)")
        .expect("a table");
    let sql = match dice.roll(12) {
        0..6 => format!(
            "INSERT INTO t(body) VALUES(randomblob({}))",
            dice.roll(3000)
        ),
        6 => format!(
            "INSERT INTO t(body) VALUES(randomblob({}))",
            90_000 + dice.roll(300_000)
        ),
        7 => format!("DELETE FROM t WHERE id % 7 = {}", dice.roll(7)),
        8 => "VACUUM".into(),
        9 => "PRAGMA incremental_vacuum".into(),
        10 => "UPDATE t SET body = zeroblob(10) WHERE id % 5 = 1".into(),
        _ => return db.compact().expect("compacts"),
    };
    conn.execute_batch(&sql).expect("runs");
}

#[test]
fn many_lives_read_alike() {
    let (mut stores, mut merged, mut leftovers) = (0, 0, 0);
    for seed in 0..16 {
        let (shelf, dice) = (Shelf::new(seed), Dice(Entropy::seeded(1000 + seed)));
        let mut db = shelf.create();
        assert!(shelf.agree("a new store"));
        // What can come back: older generations, and the parts of what was merged since the last one.
        let (mut earlier, mut parts) = (BTreeMap::new(), BTreeMap::new());
        for _ in 0..dice.roll(70) {
            let before = shelf.files();
            let generation = db.stats().generation;
            live(&mut db, &dice);
            if db.stats().generation > generation {
                earlier.extend(before);
                parts.clear();
            }
            parts.extend(shelf.files());
            if dice.roll(15) == 0 {
                // Opening syncs the folder: what was removed before does not come back.
                db = shelf.open(false).expect("opens");
                parts.clear();
            }
        }
        earlier.extend(parts);
        drop(db);
        stores += 1;
        assert!(shelf.agree(&format!("seed {seed}")));
        merged += usize::from(shelf.files().keys().any(|name| is_merged(name)));
        let now = shelf.files();
        let mut both = earlier.clone();
        both.extend(now.clone());
        leftovers += both.len() - now.len();
        both.insert("tmp-0123456789abcdef".into(), b"half".to_vec());
        both.insert("m-9999999999-0000.age".into(), Vec::new());
        both.insert("m-9999999999-0000000g.age".into(), Vec::new());
        both.insert("m-00000000009-00000000.age".into(), Vec::new());
        shelf.put(&both);
        let whole = shelf.agree(&format!("seed {seed} with leftovers"));
        assert!(whole, "seed {seed}: {:?}", shelf.theirs().err());
    }
    println!(
        "FIGURE {stores} stores read alike by a second reader ({merged} with a merged delta, {leftovers} leftover files)"
    );
    assert!(merged > 2 && leftovers > 100, "{merged}, {leftovers}");
}

fn is_merged(name: &str) -> bool {
    let parts: Vec<&str> = name.split('-').collect();
    parts[0] == "d" && parts[1] != parts[2]
}

/// A store that has everything a store can have, with what it had before, and the same in another history.
fn rich() -> (Shelf, Files, Files) {
    let shelf = Shelf::new(77);
    let mut db = shelf.create();
    let mut earlier = shelf.files();
    let insert = |db: &mut Database, size: usize| {
        let sql = format!("INSERT INTO t(body) VALUES(randomblob({size}))");
        db.connection().execute_batch(&sql).expect("a row");
    };
    db.connection()
        .execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB)")
        .expect("a table");
    insert(&mut db, 100);
    db.compact().expect("compacts");
    insert(&mut db, 200_000);
    earlier.extend(shelf.files());
    db.compact().expect("compacts");
    for _ in 0..3 {
        insert(&mut db, 10);
    }
    earlier.extend(shelf.files());
    let fork = shelf.files();
    insert(&mut db, 150_000);
    for _ in 0..14 {
        insert(&mut db, 10);
        earlier.extend(shelf.files());
    }
    drop(db);
    let now = shelf.files();
    shelf.put(&fork);
    let mut db = shelf.open(false).expect("opens");
    for _ in 0..2 {
        insert(&mut db, 20);
    }
    let other = shelf.files();
    drop(db);
    shelf.put(&now);
    (shelf, earlier, other)
}

#[test]
fn both_refuse_what_was_tampered_with() {
    let (shelf, earlier, other) = rich();
    let now = shelf.files();
    assert!(shelf.agree("untouched"));
    let mut with_leftovers = earlier.clone();
    with_leftovers.extend(now.clone());
    shelf.put(&with_leftovers);
    assert!(shelf.agree("with leftovers"));
    let foreign = Shelf::new(78);
    drop(foreign.create());
    let mut counts = [0_usize; 2];
    let mut check = |about: &str, files: &Files| {
        shelf.put(files);
        counts[usize::from(shelf.agree(about))] += 1;
    };
    // What the leftovers are flipped, dropped and swapped into is told apart by both in the same way, too.
    for base in [&now, &with_leftovers] {
        for (name, content) in base {
            let mut files = base.clone();
            files.remove(name);
            check(&format!("{name} dropped"), &files);
            let many = [10, 60, 170, 190, 300, content.len() / 2, content.len() - 1];
            let few = [170, content.len() - 1];
            for at in if base.len() == now.len() {
                &many[..]
            } else {
                &few[..]
            } {
                let mut flipped = content.clone();
                let Some(byte) = flipped.get_mut(*at) else {
                    continue;
                };
                *byte ^= 4;
                files.insert(name.clone(), flipped);
                if !is_covered(name, base) {
                    check(&format!("{name} flipped at {at}"), &files);
                }
            }
            for (about, bytes) in [
                ("cut", content[..content.len() - 1].to_vec()),
                ("longer", [&content[..], b"x"].concat()),
                ("empty", Vec::new()),
            ] {
                files.insert(name.clone(), bytes);
                check(&format!("{name} {about}"), &files);
            }
        }
    }
    // Replayed, swapped, spliced, renamed: within the kinds and across them.
    let names: Vec<&String> = now.keys().collect();
    for name in &names {
        for from in with_leftovers.keys().step_by(3) {
            let mut files = now.clone();
            files.insert((*name).clone(), with_leftovers[from].clone());
            check(&format!("{from} in place of {name}"), &files);
        }
    }
    for (left, right) in names.iter().zip(&names[1..]) {
        let mut files = now.clone();
        files.insert((*left).clone(), now[*right].clone());
        files.insert((*right).clone(), now[*left].clone());
        check(&format!("{left} swapped with {right}"), &files);
        let mut files = now.clone();
        let half = now[*right].len() / 2;
        let spliced = [&now[*left][..now[*left].len() / 2], &now[*right][half..]].concat();
        files.insert((*left).clone(), spliced);
        check(&format!("{left} spliced with {right}"), &files);
    }
    for name in &names {
        let mut files = now.clone();
        let content = files.remove(*name).expect("there");
        let (front, _) = name.rsplit_once('-').expect("a name");
        files.insert(format!("{front}-00000000.age"), content);
        check(&format!("{name} renamed"), &files);
    }
    // Two histories, and another store.
    for (name, content) in &other {
        let mut files = now.clone();
        files.entry(name.clone()).or_insert_with(|| content.clone());
        check(&format!("{name} of another history"), &files);
    }
    for (name, content) in foreign.files() {
        let mut files = now.clone();
        files.insert(name.clone(), content.clone());
        check(&format!("{name} of another store"), &files);
        let front = name.split_once('-').expect("a name").0;
        for own in now.keys().filter(|own| own.starts_with(front)) {
            let mut files = now.clone();
            files.insert(own.clone(), content.clone());
            check(&format!("{own} from another store"), &files);
        }
    }
    println!(
        "FIGURE of mixed stores {} refused by both readers, {} opened by both",
        counts[0], counts[1]
    );
    assert!(counts[0] > 150 && counts[1] > 40, "{counts:?}");
}

/// A delta that a longer one covers: the program looks at its head only, so a flip in the middle of a long one may pass there.
fn is_covered(name: &str, files: &Files) -> bool {
    name.starts_with("d-") && files[name].len() > 65_536
}

#[test]
fn golden_vaults_read_alike() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let dir = tempfile::tempdir().expect("a folder");
    let mut seen = 0;
    for entry in std::fs::read_dir(&golden).expect("reads") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "vault") {
            continue;
        }
        let kit_file = path.with_extension("kit.txt");
        let kit = std::fs::read_to_string(&kit_file).expect("a kit");
        for (part, slots, which) in [
            ("case", "keys", vault::Compartment::Case),
            ("sealed", "sealed/keys", vault::Compartment::Sealed),
        ] {
            let mut expected = Vec::new();
            let env = vault::Env::real();
            vault::recover(&path, &kit, which, &env, &mut expected).expect("opens");
            let identity = open_slot(&path.join(slots), &kit_file).expect("the kit opens a slot");
            let at = dir.path().join("identity");
            std::fs::write(&at, identity).expect("writes");
            let found = read(&path.join(part), &at, &dir.path().join("out"));
            assert!(found == Ok(expected), "{part} of {}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 2);
}

/// With the program `age`: the identity behind the first slot that the kit opens.
fn open_slot(slots: &Path, kit: &Path) -> Option<Vec<u8>> {
    std::fs::read_dir(slots).expect("reads").find_map(|slot| {
        let mut age = Command::new("age");
        age.args(["-d", "-i"]).arg(kit);
        let done = age.arg(slot.expect("an entry").path()).output();
        let done = done.expect("install the package age");
        done.status.success().then_some(done.stdout)
    })
}

/// The worked values of the document, as the second reader computes them.
#[test]
fn the_document_tells_the_values_of_a_chain() {
    const FORMAT: &str = include_str!("../../../../docs/vault-format.md");
    const SCRIPT: &str = r#"
import struct, sys
sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True
from reader import mac, mac_key, sha
K = mac_key(sys.argv[2]); c_0 = bytes([0xc0]) * 32
def content(pages): return sha(struct.pack(">I", len(pages)) + b"".join(struct.pack(">I", n) for n, _ in pages) + b"".join(bytes([b]) * 512 for _, b in pages))
def link(c, n, after, content): return mac(K, b"agevfs-c" + c + struct.pack(">QI", n, after) + content)
one, two = content([(1, 0x11), (3, 0x33)]), content([(1, 0x12)])
c_1 = link(c_0, 1, 3, one)
head = b"agevfs-d" + struct.pack(">IIQQ", 1, 512, 1, 1) + c_0 + c_1 + struct.pack(">III", 3, 3, 2) + one
for value in K, c_0, one, c_1, mac(K, head), two, link(c_1, 2, 2, two): print(value.hex())
"#;
    let (_, worked) = FORMAT.split_once("### Worked values").expect("there");
    let (_, worked) = worked.split_once("identity    ").expect("there");
    let (worked, _) = worked.split_once("```").expect("there");
    let identity = worked.lines().next().expect("a line");
    let is_hex = |word: &&str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let told: Vec<&str> = worked.split_whitespace().filter(is_hex).collect();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("identity");
    std::fs::write(&file, identity).expect("writes");
    let done = Command::new("python3")
        .args(["-c", SCRIPT])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"))
        .arg(&file)
        .output()
        .expect("install the package python3");
    let computed = String::from_utf8_lossy(&done.stdout).into_owned();
    assert_eq!(computed.lines().collect::<Vec<_>>(), told);
    assert_eq!(told.len(), 7);
}
