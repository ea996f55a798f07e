//! Stock `age` and `sqlite3` open what this crate writes, and the other way round.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may, and says what it counted"
)]

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use agevfs::fs::{Fs, RealFs};
use agevfs::{Entropy, Key, Options, stream};

/// Whether the tools are installed. Where tests are run to be believed, they have to be.
fn tools() -> bool {
    let found = ["age", "sqlite3"]
        .iter()
        .all(|tool| Command::new(tool).arg("--version").output().is_ok());
    assert!(
        found || std::env::var_os("CI").is_none(),
        "age and sqlite3 have to be installed"
    );
    if !found {
        println!("skipped: age or sqlite3 is not installed");
    }
    found
}

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn key_file(dir: &Path, key: &Key) -> String {
    let path = dir.join("key.txt");
    fs::write(&path, key.identity_string().as_bytes()).unwrap();
    path.to_str().unwrap().to_owned()
}

fn bytes(len: usize) -> Vec<u8> {
    let mut out = vec![0; len];
    Entropy::seeded(len as u64).fill(&mut out);
    out
}

const LENGTHS: [usize; 9] = [0, 1, 4096, 65535, 65536, 65537, 131_072, 131_073, 1_000_000];

#[test]
fn stock_age_reads_what_is_written_here() {
    if !tools() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let key = Key::generate(&Entropy::os());
    let key_file = key_file(dir.path(), &key);
    let path = dir.path().join("x.age");
    for len in LENGTHS {
        let plain = bytes(len);
        let mut writer = stream::seal(File::create(&path).unwrap(), &[key.recipient()]).unwrap();
        for part in plain.chunks(10_007) {
            writer.write_all(part).unwrap();
        }
        let (_, sealed) = writer.finish().unwrap();
        assert_eq!(sealed.len, fs::metadata(&path).unwrap().len());
        assert!(
            run("age", &["-d", "-i", &key_file, path.to_str().unwrap()]) == plain,
            "{len}"
        );
        let file = RealFs.open(&path).unwrap();
        assert_eq!(
            stream::open(file, &[key.identity()]).unwrap().sealed(),
            sealed
        );
    }
    println!("{} files of ours read by stock age", LENGTHS.len());
}

#[test]
fn what_stock_age_writes_is_read_here() {
    if !tools() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let key = Key::generate(&Entropy::os());
    let (plain_path, path) = (dir.path().join("x"), dir.path().join("x.age"));
    let recipient = key.recipient().to_string();
    for len in LENGTHS {
        let plain = bytes(len);
        fs::write(&plain_path, &plain).unwrap();
        let paths = [path.to_str().unwrap(), plain_path.to_str().unwrap()];
        run("age", &["-r", &recipient, "-o", paths[0], paths[1]]);
        let mut reader = stream::open(RealFs.open(&path).unwrap(), &[key.identity()]).unwrap();
        assert_eq!(reader.len(), len as u64);
        let mut found = Vec::new();
        reader.read_to_end(&mut found).unwrap();
        assert!(found == plain, "{len}");
        for at in [len / 3, len / 2, len.saturating_sub(1)] {
            reader.seek(SeekFrom::Start(at as u64)).unwrap();
            found.clear();
            (&mut reader).take(70_000).read_to_end(&mut found).unwrap();
            assert!(
                found == plain[at..(at + 70_000).min(len)],
                "{len} from {at}"
            );
        }
        fs::remove_file(&path).unwrap();
    }
    println!("{} files of stock age read here", LENGTHS.len());
}

#[test]
fn stock_tools_open_a_compacted_store() {
    if !tools() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let key = Key::generate(&Entropy::os());
    let key_file = key_file(dir.path(), &key);
    let case = dir.path().join("case");
    let mut db = agevfs::create(
        Arc::new(RealFs),
        &case,
        &key,
        &Entropy::os(),
        Options::default(),
    )
    .unwrap();
    db.connection()
        .execute_batch(
            "CREATE TABLE note(id INTEGER PRIMARY KEY, body TEXT);
             CREATE VIRTUAL TABLE found USING fts5(body);
             WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c LIMIT 3000)
             INSERT INTO note SELECT i, 'note ' || i || ' about the hearing' FROM c;
             INSERT INTO found SELECT body FROM note;",
        )
        .unwrap();
    db.compact().unwrap();
    db.close().unwrap();
    let snapshot = fs::read_dir(&case)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.file_name().unwrap().to_str().unwrap().starts_with("s-"))
        .unwrap();
    let plain = dir.path().join("plain.db");
    run(
        "age",
        &[
            "-d",
            "-i",
            &key_file,
            "-o",
            plain.to_str().unwrap(),
            snapshot.to_str().unwrap(),
        ],
    );
    let sql = "PRAGMA integrity_check; SELECT count(*), max(body) FROM note;
               SELECT count(*) FROM found WHERE found MATCH 'hearing';";
    let answer = run("sqlite3", &[plain.to_str().unwrap(), sql]);
    assert_eq!(
        String::from_utf8(answer).unwrap(),
        "ok\n3000|note 999 about the hearing\n3000\n"
    );
}
