//! docs/recovery.md, run as it stands, with Debian's `age`, `sqlite3` and `python3`.

mod common;

use std::path::Path;
use std::process::{Command, Output};

use common::{FIRST, note, passphrase};
use vault::{Env, KdfParams, RecoveryKit, Unlocked, Vault};

const GUIDE: &str = include_str!("../../../../docs/recovery.md");

/// The only block of that language in the guide.
fn block(language: &str) -> &'static str {
    let (_, rest) = GUIDE
        .split_once(&format!("```{language}\n"))
        .expect("the guide has such a block");
    let (block, rest) = rest.split_once("```").expect("the block ends");
    assert!(!rest.contains(&format!("```{language}")), "one block each");
    block
}

fn run(command: &mut Command) -> Output {
    let output = command
        .output()
        .expect("install the packages age, sqlite3 and python3");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

fn query(database: &Path, sql: &str) -> String {
    String::from_utf8(run(Command::new("sqlite3").arg(database).arg(sql)).stdout).expect("text")
}

/// A vault on the disk, with a note in each compartment and one piece of evidence.
fn vault_at(path: &Path) -> (Vault<Unlocked>, RecoveryKit, Vec<u8>, String) {
    let (mut vault, kit) = vault::create(
        path,
        &passphrase(FIRST),
        KdfParams::for_tests(),
        Env::real(),
    )
    .expect("makes");
    let photo: Vec<u8> = (0..150_000_u32)
        .map(|i| u8::try_from(i % 251).expect("small"))
        .collect();
    let blob = vault
        .blobs()
        .add(&mut &photo[..], u64::MAX, &mut |_| true)
        .expect("adds");
    let conn = vault.cases();
    note(conn, "first note");
    conn.execute_batch("CREATE TABLE evidence(title, file_name, blob, size, sha256)")
        .expect("a table");
    let row = rusqlite::params![blob.id, blob.size.cast_signed(), blob.sha256];
    conn.execute(
        "INSERT INTO evidence VALUES ('a photograph', 'p.jpg', ?1, ?2, ?3)",
        row,
    )
    .expect("a row");
    vault.open_seal(&passphrase(FIRST)).expect("opens");
    note(vault.sealed().expect("open"), "sealed note");
    (vault, kit, photo, blob.id)
}

fn recover(dir: &Path, kit: &RecoveryKit) -> std::path::PathBuf {
    let work = dir.join("work");
    std::fs::create_dir(&work).expect("a folder");
    let page = dir.join("kit.txt");
    std::fs::write(&page, kit.to_text().as_bytes()).expect("writes");
    run(Command::new("sh")
        .args(["-c", block("sh")])
        .env("VAULT", dir.join("cases.vault"))
        .env("KIT", &page)
        .env("WORK", &work));
    work
}

#[test]
fn stock_tools_open_a_locked_vault() {
    let dir = tempfile::tempdir().expect("a folder");
    let (vault, kit, photo, blob) = vault_at(&dir.path().join("cases.vault"));
    vault.lock().expect("locks");
    let work = recover(dir.path(), &kit);
    assert_eq!(
        query(&work.join("case.sqlite"), "SELECT text FROM note"),
        "first note\n"
    );
    assert_eq!(
        query(&work.join("sealed.sqlite"), "SELECT text FROM note"),
        "sealed note\n"
    );
    assert_eq!(
        query(&work.join("case.sqlite"), "PRAGMA integrity_check"),
        "ok\n"
    );
    assert!(std::fs::read(work.join(blob)).expect("recovered") == photo);
}

#[test]
fn stock_tools_add_what_was_saved_after_the_last_snapshot() {
    let dir = tempfile::tempdir().expect("a folder");
    let (vault, kit, _, _) = vault_at(&dir.path().join("cases.vault"));
    let mut vault = vault
        .lock()
        .expect("locks")
        .unlock(&passphrase(FIRST))
        .map_err(|(_, e)| e)
        .expect("opens");
    for i in 0..50 {
        note(vault.cases(), &format!("later note {i}"));
    }
    vault
        .cases()
        .execute_batch("DELETE FROM note WHERE text LIKE '%9'; VACUUM")
        .expect("shrinks");
    drop(vault); // as if the power went

    let work = recover(dir.path(), &kit);
    let case = work.join("case.sqlite");
    assert_eq!(query(&case, "SELECT count(*) FROM note"), "1\n");
    let script = dir.path().join("add-deltas.py");
    std::fs::write(&script, block("python")).expect("writes");
    run(Command::new("python3")
        .arg(&script)
        .arg(work.join("case.identity"))
        .arg(dir.path().join("cases.vault/case"))
        .arg(&case));
    assert_eq!(query(&case, "SELECT count(*) FROM note"), "46\n");
    assert_eq!(query(&case, "PRAGMA integrity_check"), "ok\n");
}

/// A kit of another vault opens nothing: the script stops instead of leaving empty files behind as if they were content.
#[test]
fn a_foreign_kit_opens_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let (vault, ..) = vault_at(&dir.path().join("cases.vault"));
    vault.lock().expect("locks");
    let other = vault_at(&dir.path().join("other.vault")).1;
    let work = dir.path().join("work");
    std::fs::create_dir(&work).expect("a folder");
    std::fs::write(dir.path().join("kit.txt"), other.to_text().as_bytes()).expect("writes");
    let mut script = Command::new("sh");
    script
        .args(["-c", block("sh")])
        .env("VAULT", dir.path().join("cases.vault"));
    script
        .env("KIT", dir.path().join("kit.txt"))
        .env("WORK", &work);
    assert!(!script.output().expect("runs").status.success());
    assert!(!work.join("sealed.sqlite").exists());
}
