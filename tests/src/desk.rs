//! A desk: a temporary folder with its own home, settings and temporary folder, on which the command line runs as a person would run it.

#![expect(clippy::missing_panics_doc, reason = "a test stops where it fails")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use service::{Error, Options, Service};
use tempfile::TempDir;

/// A passphrase that is taken for a new vault.
pub const PASSPHRASE: &str = "amber kettle orchard window seven lark";

/// A clock that goes on by an hour whenever it is asked: nobody waits for a wrong passphrase.
pub fn patience() -> service::Uptime {
    let asked = AtomicU64::new(0);
    Arc::new(move || Duration::from_secs(3600 * asked.fetch_add(1, Ordering::Relaxed)))
}

/// Top of the source tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lies below the top")
        .to_owned()
}

/// The example casebook as the project ships it.
pub fn example() -> PathBuf {
    root().join("src-tauri/crates/casework/data/kazakhstan-2025.json")
}

/// The program under test: that of `SANDYQ_BIN`, otherwise built now, as it is shipped.
fn program() -> PathBuf {
    if let Some(path) = std::env::var_os("SANDYQ_BIN") {
        return path.into();
    }
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "sandyq-cli"])
        .current_dir(root())
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "sandyq does not build"
    );
    let folder = std::env::current_exe().expect("a test has a path");
    let debug = folder
        .ancestors()
        .find(|path| path.ends_with("deps"))
        .and_then(Path::parent)
        .expect("tests lie in target/PROFILE/deps");
    debug.join(format!("sandyq{}", std::env::consts::EXE_SUFFIX))
}

/// A desk with nothing on it.
pub struct Desk {
    folder: TempDir,
    program: PathBuf,
}

/// What a run gave.
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Desk {
    /// A new one, with the passphrase in the file `pass` and a wrong one in `wrong`.
    #[expect(clippy::new_without_default, reason = "a desk is set up, not a value")]
    pub fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            program: program(),
        };
        for name in ["home", "data", "config", "cache", "state", "run", "tmp"] {
            std::fs::create_dir(desk.path(name)).expect("a new folder");
        }
        desk.write("pass", &format!("{PASSPHRASE}\n"));
        desk.write("wrong", "pelican marble sunset bicycle eleven oat\n");
        desk
    }

    /// A place on the desk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file there.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file of the test");
    }

    /// A file there.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file of the test")
    }

    /// Everything on it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs `sandyq` with words separated by spaces.
    pub fn run(&self, words: &str) -> Ran {
        self.run_with(words, "")
    }

    /// The same with text on standard input.
    pub fn run_with(&self, words: &str, stdin: &str) -> Ran {
        self.run_words_with(&words.split_whitespace().collect::<Vec<_>>(), stdin)
    }

    /// The same with words that hold spaces.
    pub fn run_words(&self, words: &[&str]) -> Ran {
        self.run_words_with(words, "")
    }

    fn run_words_with(&self, words: &[&str], stdin: &str) -> Ran {
        let mut command = assert_cmd::Command::new(&self.program);
        command
            .env_clear()
            .current_dir(self.folder())
            .write_stdin(stdin)
            .env("LANG", "C.UTF-8");
        let places = [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ];
        for (name, place) in places
            .into_iter()
            .chain([("XDG_RUNTIME_DIR", "run"), ("TMPDIR", "tmp")])
        {
            command.env(name, self.path(place));
        }
        let output = command.args(words).output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Runs it with the passphrase, expects success, gives the JSON of its answer.
    pub fn ask(&self, words: &str) -> Value {
        self.ask_with(words, "")
    }

    /// The same with text on standard input.
    pub fn ask_with(&self, words: &str, stdin: &str) -> Value {
        let ran = self.run_with(&format!("{words} --passphrase-file pass --json"), stdin);
        assert_eq!(ran.code, 0, "{words}: {}", ran.err);
        serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{words}: {error}: {}", ran.out))
    }

    /// The same with words that hold spaces.
    pub fn ask_words(&self, words: &[&str]) -> Value {
        let whole = [words, &["--passphrase-file", "pass", "--json"]].concat();
        let ran = self.run_words(&whole);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
        serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{words:?}: {error}: {}", ran.out))
    }

    /// Runs it without a key, expects success, gives the JSON of its answer.
    pub fn json(&self, words: &str) -> Value {
        let ran = self.run(&format!("{words} --json"));
        assert_eq!(ran.code, 0, "{words}: {}", ran.err);
        serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{words}: {error}: {}", ran.out))
    }

    /// Runs it and expects an exit code, and words on standard error that say something.
    pub fn refuse(&self, words: &str, code: i32) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, code, "{words}: {}{}", ran.out, ran.err);
        assert!(
            ran.err.trim().lines().count() >= 2,
            "{words} says too little: {}",
            ran.err
        );
        assert!(
            !ran.err.contains("panicked") && !ran.err.contains("internal error"),
            "{words}: {}",
            ran.err
        );
        ran.err
    }

    /// Takes files of the desk into a vault as evidence of its first case, as the window does.
    pub fn add_evidence(&self, vault: &str, names: &[&str]) {
        let service = Service::new(Options {
            app_dir: Some(self.path("data/app")),
            uptime: patience(),
            ..Options::real(self.path("home"))
        });
        let call = |name: &str, request: Value| {
            let answer = service.call(name, request);
            answer.unwrap_or_else(|error| panic!("{name}: {error:?} {:?}", error.args))
        };
        call(
            "vault_open",
            json!({"path": self.path(vault), "passphrase": PASSPHRASE}),
        );
        let cases = call("case_list", json!({}));
        for name in names {
            let request = json!({"case": cases["cases"][0]["id"], "path": self.path(name), "title": "", "source": null, "obtained": "", "how": "", "sensitivity": "internal"});
            call("evidence_add", request);
        }
        service.lock();
    }

    /// Every file below a folder of the desk with its content, in order of the names.
    pub fn files(&self, below: &str) -> Vec<(PathBuf, Vec<u8>)> {
        crate::traces::files(&self.path(below))
    }
}

/// A service over a folder, as the tests of commands have it, and what they ask of it in a word.
pub trait Calls {
    /// The service.
    fn service(&self) -> &Service;
    /// The folder it works in.
    fn folder(&self) -> &Path;

    /// A place in the folder.
    fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }
    /// The same as text, for a request.
    fn at(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }
    /// Runs a command that is allowed.
    fn ok(&self, name: &str, request: Value) -> Value {
        self.service()
            .call(name, request)
            .unwrap_or_else(|error| panic!("{name}: {error:?} {:?}", error.args))
    }
    /// Runs a command that is refused: the refusal.
    fn error(&self, name: &str, request: Value) -> Error {
        match self.service().call(name, request) {
            Ok(_) => panic!("{name} was allowed"),
            Err(error) => error,
        }
    }
    /// Runs a command that is refused: the code of the refusal.
    fn no(&self, name: &str, request: Value) -> String {
        self.error(name, request).code
    }
}
