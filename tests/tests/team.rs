//! Two vaults that exchange through a folder which a real replicator carries over the network of this machine, and what a handover is besides:
//! profiles, passphrases, what is new, what somebody was ever given; all on the command line.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sandyq_tests::desk::{Desk, example};
use serde_json::Value;

/// A place in the "cloud": `WebDAV` on loopback, by rclone. It ends when this is dropped.
struct Cloud {
    server: Child,
    port: u16,
}

impl Cloud {
    fn over(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .expect("a free port")
            .port();
        let server = rclone()
            .args(["serve", "webdav", "--addr", &format!("127.0.0.1:{port}")])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("rclone is installed");
        let cloud = Self { server, port };
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return cloud;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the replicator does not answer");
    }

    /// Both ways, as a replicator does: up what is new here, down what is new there. Nothing is ever removed.
    fn sync(&self, folder: &Path) {
        let remote = format!(":webdav,url='http://127.0.0.1:{}':", self.port);
        let folder = folder.display().to_string();
        for (from, to) in [(&folder, &remote), (&remote, &folder)] {
            let copied = rclone()
                .args(["copy", "--ignore-existing", from, to])
                .stderr(Stdio::null())
                .status();
            assert!(
                copied.is_ok_and(|status| status.success()),
                "{from} to {to}"
            );
        }
    }
}

impl Drop for Cloud {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn rclone() -> Command {
    let mut rclone = Command::new("rclone");
    rclone
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    rclone.args(["--config", "/dev/null"]);
    rclone
}

/// The number under a key of an answer.
fn number(answer: &Value, key: &str) -> u64 {
    answer[key].as_u64().unwrap_or(0)
}

#[test]
fn two_vaults_meet_through_a_replicated_folder() {
    let desk = Desk::new();
    for (own, name) in [("a", "A."), ("b", "B.")] {
        desk.ask(&format!("init {own}.vault"));
        desk.ask(&format!("card {own}.vault --out {own}.card"));
        std::fs::create_dir(desk.path(own)).expect("a folder");
        let _ = name;
    }
    std::fs::create_dir(desk.path("cloud")).expect("a folder");
    desk.ask("partner add a.vault b.card --name Bota --compared");
    desk.ask("partner add b.vault a.card --name Asan --compared");
    desk.ask("handover team a.vault --folder a --member Bota");
    desk.ask("handover team b.vault --folder b --member Asan");
    desk.ask(&format!("import a.vault {}", example().display()));
    let cloud = Cloud::over(&desk.path("cloud"));
    let round = || {
        let mut said = Vec::new();
        for own in ["a", "b", "a"] {
            cloud.sync(&desk.path(own));
            said.push(desk.ask(&format!("handover team {own}.vault --exchange")));
            cloud.sync(&desk.path(own));
        }
        said
    };
    let first = round();
    assert!(number(&first[0], "sent") > 500, "{}", first[0]["sent"]);
    assert_eq!(first[1]["taken"][0]["sender"], "Asan");
    assert!(number(&first[1]["taken"][0], "added") > 500);
    assert_eq!(desk.ask("status b.vault")["cases"], 39);

    // Both change something; both have both in the end.
    desk.write("note-a", "Asan wrote this");
    desk.write("note-b", "Bota wrote this");
    desk.ask("note add a.vault --case KZ-001 --file note-a");
    desk.ask("note add b.vault --case KZ-003 --file note-b");
    round();
    for own in ["a", "b"] {
        for words in ["Asan wrote", "Bota wrote"] {
            let found = desk.ask_words(&["search", &format!("{own}.vault"), words]);
            assert_eq!(
                found["results"].as_array().map(Vec::len),
                Some(1),
                "{words} in {own}"
            );
        }
    }
    // And then there is nothing more to say.
    for said in round() {
        assert!(
            said["sent"].is_null() && said["taken"] == serde_json::json!([]),
            "{said}"
        );
    }

    // Whatever carries it sees nothing of what is in it.
    let marks = ["Kassenov", "Asan", "KZ-001", "sandyq"];
    for entry in std::fs::read_dir(desk.path("cloud")).expect("the cloud") {
        let entry = entry.expect("a file");
        let (name, bytes) = (
            entry.file_name(),
            std::fs::read(entry.path()).expect("a file"),
        );
        let name = name.to_string_lossy();
        assert!(name.len() == 36 && name.ends_with(".age"), "{name}");
        for mark in marks {
            let found = bytes
                .windows(mark.len())
                .any(|part| part == mark.as_bytes());
            assert!(!found && !name.contains(mark), "{mark} in {name}");
        }
    }
    desk.refuse(
        "handover team a.vault --folder nowhere --member Bota --passphrase-file pass",
        1,
    );
    desk.refuse(
        "handover team a.vault --folder a --member Nobody --passphrase-file pass",
        1,
    );
}

#[test]
fn a_handover_is_chosen_looked_at_and_remembered() {
    let desk = Desk::new();
    desk.ask("init a.vault");
    desk.ask("init b.vault");
    desk.ask(&format!("import a.vault {}", example().display()));
    desk.ask("card b.vault --out b.card");
    desk.ask("partner add a.vault b.card --name Bota --compared");

    let profiles = desk.ask("handover profiles a.vault");
    let codes: Vec<&str> = profiles["profiles"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["profile"]["code"].as_str())
        .collect();
    assert_eq!(codes, ["internal", "partner", "un", "court", "public"]);
    desk.refuse("handover create a.vault --case KZ-001 --to Bota --profile nobody --out x.age --passphrase-file pass", 1);

    let preview = desk.ask("handover preview a.vault --case KZ-001 --to Bota --profile partner");
    assert!(
        preview["page"]
            .as_str()
            .is_some_and(|page| page.starts_with("<!DOCTYPE html>"))
    );
    desk.ask("handover create a.vault --case KZ-001 --to Bota --out one.age");
    let nothing = desk.refuse("handover create a.vault --case KZ-001 --to Bota --since-last --out two.age --passphrase-file pass", 1);
    assert!(nothing.contains("all of it already"), "{nothing}");
    desk.write("later", "Something came later");
    desk.ask("note add a.vault --case KZ-001 --file later");
    let preview = desk.ask("handover preview a.vault --case KZ-001 --to Bota --since-last");
    assert_eq!(preview["counts"]["notes"], 1);
    assert!(number(&preview["since"], "same") > 20);
    desk.ask("handover create a.vault --case KZ-001 --to Bota --since-last --out two.age");
    // Late and the wrong way round, both arrive.
    for file in ["two.age", "one.age", "two.age"] {
        desk.ask(&format!("handover merge b.vault {file}"));
    }
    let found = desk.ask("search b.vault Something later");
    assert_eq!(found["results"].as_array().map(Vec::len), Some(1));

    let given = desk.ask("handover given a.vault Bota");
    assert_eq!(given["cases"][0]["reference"], "KZ-001");
    let log = desk.ask("handover log a.vault");
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(2));
    assert_eq!(log["entries"][0]["since"], true);

    // Somebody without a card.
    desk.write("words", "orchard seven amber lark window kettle\n");
    desk.ask("handover create a.vault --case KZ-003 --to-passphrase Asel --new-passphrase-file words --out told.age");
    let check = desk.run("handover check told.age --vault b.vault --passphrase-file pass --json");
    assert!(
        check.code != 0 && check.out.contains("\"passphrase\""),
        "{}",
        check.out
    );
    let check = desk.run(
        "handover check told.age --vault b.vault --sealed-with wrong --passphrase-file pass --json",
    );
    assert!(
        check.code != 0 && check.out.contains("wrong-passphrase"),
        "{}",
        check.out
    );
    assert_eq!(
        desk.ask("handover check told.age --vault b.vault --sealed-with words")["valid"],
        true
    );
    desk.ask("handover merge b.vault told.age --sealed-with words");
    assert_eq!(desk.ask("status b.vault")["cases"], 2);
}
