//! Somebody without this program reads and checks a handover by following its README, word by word, with stock tools and nothing else on the path.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use sandyq_tests::desk::{Desk, root};

/// What the receiver's computer has, from the packages age, minisign, sqlite3, tar and coreutils of Debian.
const TOOLS: [&str; 9] = [
    "age",
    "minisign",
    "sqlite3",
    "tar",
    "sha256sum",
    "mkdir",
    "cat",
    "ls",
    "cut",
];
/// Commands stand so far in, and nothing else does.
const INDENT: &str = "        ";

/// A receiver with a key of the stock `age`, and a bundle for it in each language of the README.
struct Receiver {
    desk: Desk,
    path: PathBuf,
}

impl Receiver {
    fn new() -> Self {
        let desk = Desk::new();
        desk.ask("init from.vault");
        desk.write(
            "book.json",
            r#"{"about": {"title": "Two"}, "cases": [{"id": "KZ-001", "title": "Обыск на рассвете"}, {"id": "KZ-002", "title": "A trial"}]}"#,
        );
        desk.ask("import from.vault book.json");
        desk.write("report.txt", "Nothing is hidden in these words.\n");
        desk.add_evidence("from.vault", &["report.txt"]);
        let path = desk.path("bin");
        fs::create_dir(&path).expect("a folder");
        for tool in TOOLS {
            let found = ["/usr/bin", "/bin"].map(|folder| Path::new(folder).join(tool));
            let found = found.into_iter().find(|path| path.exists());
            let found = found.unwrap_or_else(|| panic!("{tool} is not installed"));
            symlink(found, path.join(tool)).expect("a link");
        }
        let made = Command::new("age-keygen")
            .args(["-o", "key.txt"])
            .current_dir(desk.folder())
            .output();
        assert!(made.is_ok_and(|made| made.status.success()));
        Self { desk, path }
    }

    /// Hands both cases over in a language; gives the README.
    fn bundle(&self, lang: &str) -> String {
        let key = self.desk.read("key.txt");
        let to = key
            .lines()
            .find_map(|line| line.strip_prefix("# public key: "));
        let to = to.expect("a public key stands beside the secret one");
        let file = format!("{lang}.age");
        self.desk.ask(&format!(
            "handover create from.vault --all --evidence --to {to} --profile partner --out {file} --lang {lang}"
        ));
        let readme = self.sh(
            self.desk.folder(),
            &format!("age -d -i key.txt {file} | tar x -O README.txt"),
        );
        readme.expect("it opens")
    }

    /// A new folder with the key and the bundle as somebody who got it has them.
    fn folder(&self, lang: &str) -> PathBuf {
        let folder = self
            .desk
            .path(&format!("at-{lang}-{}", rand(self.desk.folder())));
        fs::create_dir(&folder).expect("a folder");
        fs::copy(self.desk.path("key.txt"), folder.join("key.txt")).expect("a copy");
        let bundle = self.desk.path(&format!("{lang}.age"));
        fs::copy(bundle, folder.join("received.age")).expect("a copy");
        folder
    }

    /// Runs lines as a shell that stops at the first that fails, with nothing but the tools; what they say, or what they said when they failed.
    fn sh(&self, folder: &Path, lines: &str) -> Result<String, String> {
        let out = Command::new("/bin/sh")
            .args(["-e", "-c", lines])
            .env_clear()
            .env("PATH", &self.path)
            .env("LC_ALL", "C.UTF-8")
            .current_dir(folder)
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        if out.status.success() {
            Ok(said)
        } else {
            Err(said + &String::from_utf8_lossy(&out.stderr))
        }
    }
}

/// A number that no folder here has yet.
fn rand(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count()
}

/// The commands a README names.
fn commands(readme: &str) -> Vec<String> {
    let lines = readme.lines().filter_map(|line| line.strip_prefix(INDENT));
    lines.map(str::to_owned).collect()
}

/// All that a person does by it in one go.
fn script(commands: &[String]) -> String {
    commands.join("\n")
}

#[test]
fn its_own_commands_open_check_and_read_it_in_every_language() {
    let receiver = Receiver::new();
    for lang in ["en", "ru", "kk"] {
        let readme = receiver.bundle(lang);
        let commands = commands(&readme);
        let tools = [
            "mkdir",
            "age",
            "cd",
            "minisign",
            "sha256sum",
            "sqlite3",
            "sqlite3",
            "sqlite3",
        ];
        let first: Vec<&str> = commands
            .iter()
            .filter_map(|line| line.split(' ').next())
            .collect();
        assert_eq!(first, tools, "{readme}");
        let folder = receiver.folder(lang);
        let said = receiver
            .sh(&folder, &script(&commands))
            .unwrap_or_else(|said| panic!("{lang}: {said}"));
        for expect in [
            "Signature and comment signature verified",
            "SHA256SUMS: OK",
            "evidence/KZ-001-0001-report.txt: OK",
            "index.html: OK",
            "KZ-001|Обыск на рассвете",
            "KZ-002|A trial",
            "custody_event",
        ] {
            assert!(said.contains(expect), "{lang}: {expect} in {said}");
        }
        assert_eq!(
            fs::read_to_string(folder.join("handover/evidence/KZ-001-0001-report.txt")).ok(),
            Some("Nothing is hidden in these words.\n".to_owned())
        );
        let page = fs::read_to_string(folder.join("handover/index.html")).expect("the page");
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
    }
}

#[test]
fn with_one_byte_changed_the_commands_fail() {
    let receiver = Receiver::new();
    let all = commands(&receiver.bundle("en"));
    let whole = receiver.folder("en");
    let size = fs::read(whole.join("received.age"))
        .expect("the bundle")
        .len();
    for at in [20, size / 4, size / 2, size - 1] {
        let folder = receiver.folder("en");
        change(&folder.join("received.age"), at);
        let said = receiver.sh(&folder, &script(&all));
        assert!(said.is_err(), "byte {at} of {size}: {said:?}");
    }

    // Somebody who opened it changes what is inside, and writes the list of hashes anew.
    let opens = all
        .iter()
        .position(|line| line.starts_with("cd "))
        .expect("it goes into the folder")
        + 1;
    let (open, check) = all.split_at(opens);
    for file in [
        "manifest.json",
        "casebook.sqlite",
        "casebook.json",
        "index.html",
        "README.txt",
        "evidence/KZ-001-0001-report.txt",
    ] {
        let folder = receiver.folder("en");
        receiver.sh(&folder, &script(open)).expect("it opens");
        let inside = folder.join("handover");
        assert!(receiver.sh(&inside, &script(check)).is_ok());
        change(&inside.join(file), 30);
        assert!(receiver.sh(&inside, &script(check)).is_err(), "{file}");
        if file != "manifest.json" {
            let anew = "sha256sum README.txt casebook.json casebook.sqlite index.html evidence/* > new; cat new > SHA256SUMS; sha256sum -c SHA256SUMS";
            receiver.sh(&inside, anew).expect("a list that fits");
            let said = receiver
                .sh(&inside, &script(check))
                .expect_err("the list is not the signed one");
            assert!(
                said.contains("Signature and comment signature verified"),
                "{said}"
            );
        }
    }
}

#[test]
fn the_format_page_names_commands_that_work_too() {
    let receiver = Receiver::new();
    let readme = receiver.bundle("en");
    let key = readme
        .lines()
        .find_map(|line| line.strip_prefix("Signing key: "));
    let page = fs::read_to_string(root().join("docs/handover-format.md")).expect("the page");
    let block = page.split("## Reading it without this program\n").nth(1);
    let block = block
        .and_then(|rest| rest.split("```").nth(1))
        .expect("a block");
    let commands = block.replace("<the sender's signing key>", key.expect("a key"));
    let said = receiver
        .sh(&receiver.folder("en"), &commands)
        .unwrap_or_else(|said| panic!("{said}"));
    assert!(
        said.contains("evidence/KZ-001-0001-report.txt: OK"),
        "{said}"
    );
}

fn change(path: &Path, at: usize) {
    let mut bytes = fs::read(path).expect("a file");
    let at = at.min(bytes.len() - 1);
    bytes[at] ^= 1;
    fs::write(path, bytes).expect("a file");
}
