//! One process at a time, on the real file system.

mod common;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use common::{FIRST, note, notes, passphrase};
use vault::{Env, Error, KdfParams, Unlocked, Vault};

const CHILD: &str = "VAULT_TEST_CHILD";

fn open(path: &Path) -> Result<Vault<Unlocked>, Error> {
    Vault::at(path, Env::real())?
        .unlock(&passphrase(FIRST))
        .map_err(|(_, e)| e)
}

/// Not a test by itself: run by the ones below in another process, it opens the vault, says so and holds it.
#[test]
fn child_that_holds_the_vault() {
    let Some(path) = std::env::var_os(CHILD) else {
        return;
    };
    let mut vault = open(Path::new(&path)).expect("opens");
    note(vault.cases(), "from the child");
    println!("HOLDING");
    std::thread::sleep(std::time::Duration::from_secs(60));
}

fn holder(path: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "child_that_holds_the_vault", "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let output = BufReader::new(child.stdout.take().expect("piped"));
    let held = output
        .lines()
        .map_while(Result::ok)
        .any(|line| line.contains("HOLDING"));
    assert!(held, "the child did not open the vault");
    child
}

#[test]
fn another_process_is_refused_and_a_killed_one_leaves_no_lock() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("cases.vault");
    vault::create(
        &path,
        &passphrase(FIRST),
        KdfParams::for_tests(),
        Env::real(),
    )
    .expect("makes")
    .0
    .lock()
    .expect("locks");

    let mut child = holder(&path);
    assert!(matches!(open(&path), Err(Error::InUse { .. })));
    // Looking is allowed while another one works.
    assert_eq!(
        Vault::at(&path, Env::real())
            .expect("a vault")
            .info()
            .expect("reads")
            .slots
            .len(),
        2
    );
    child.kill().expect("kills");
    child.wait().expect("ends");

    let mut vault = open(&path).expect("the lock went with its holder");
    assert_eq!(notes(vault.cases()), ["from the child"]);
}

#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("cases.vault");
    let (mut vault, _) = vault::create(
        &path,
        &passphrase(FIRST),
        KdfParams::for_tests(),
        Env::real(),
    )
    .expect("makes");
    note(vault.cases(), "x");
    let mut folders = vec![path];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("reads") {
            let entry = entry.expect("reads");
            let meta = entry.metadata().expect("reads");
            assert_eq!(
                meta.permissions().mode() & 0o077,
                0,
                "{}",
                entry.path().display()
            );
            if meta.is_dir() {
                folders.push(entry.path());
            }
        }
    }
}
