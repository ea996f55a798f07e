//! A service on a folder of its own, whose every call is judged.

use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use sandyq_tests::desk::PASSPHRASE;
use serde_json::{Value, json};
use service::{Code, Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

/// No call may take longer, in a build that is not optimised.
pub const LONGEST: Duration = Duration::from_secs(20);

/// Only a refusal: its code, its field, and the paths of faults.
pub struct No {
    pub code: String,
    pub field: Option<String>,
    pub faults: Vec<String>,
}

pub struct World {
    dir: TempDir,
    service: Service,
    slowest: Cell<Duration>,
    calls: Cell<u32>,
}

impl World {
    /// With an open, empty vault.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let service = Service::new(Options {
            app_dir: Some(dir.path().join("app")),
            kdf: Some(KdfParams::for_tests()),
            pause: |_| {},
            ..Options::real(dir.path().to_owned())
        });
        let world = Self {
            dir,
            service,
            slowest: Cell::default(),
            calls: Cell::default(),
        };
        let request = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": false});
        world.ok("vault_create", request);
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn at(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    /// Puts a file there.
    pub fn write(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.path(name), bytes).unwrap_or_else(|error| panic!("{name:?}: {error}"));
        self.at(name)
    }

    /// Whatever it is: soon, and with a code of the contract.
    pub fn call(&self, about: &str, name: &str, request: Value) -> Result<Value, No> {
        let start = Instant::now();
        let answer = self.service.call(name, request);
        let took = start.elapsed();
        self.calls.set(self.calls.get() + 1);
        self.slowest.set(self.slowest.get().max(took));
        assert!(took < LONGEST, "{name} with {about} took {took:?}");
        answer.map_err(|error| {
            let code = Code::of(&error.code);
            assert!(
                code.is_some_and(|code| code != Code::Internal),
                "{name} with {about}: {}",
                error.code
            );
            No {
                code: error.code,
                field: error.field,
                faults: error.faults.into_iter().map(|fault| fault.path).collect(),
            }
        })
    }

    pub fn ok(&self, name: &str, request: Value) -> Value {
        self.call("nothing hostile", name, request)
            .unwrap_or_else(|no| panic!("{name}: {} {:?} {:?}", no.code, no.field, no.faults))
    }

    /// Saves a new record and gives it back.
    pub fn save(&self, kind: &str, value: Value) -> Value {
        let request = json!({"record": {"kind": kind, "value": value}, "base": null});
        self.ok("record_save", request)["record"]["value"].clone()
    }

    /// `calls, slowest` for a line of figures.
    pub fn figures(&self) -> String {
        format!(
            "{} calls, slowest {:.1} s",
            self.calls.get(),
            self.slowest.get().as_secs_f64()
        )
    }
}

impl World {
    /// Takes a file in as evidence of a case.
    pub fn evidence(&self, case: &Value, path: &str) -> Value {
        let add = json!({"case": case, "path": path, "title": "", "source": null, "obtained": "", "how": "", "sensitivity": "internal"});
        self.ok("evidence_add", add)["record"]["value"].clone()
    }
}

/// A line for `cargo xtask test promises`.
#[expect(clippy::print_stdout, reason = "the line is what it is for")]
pub fn figure(words: &str) {
    println!("FIGURE {words}");
}

/// The places of all texts in a value, as JSON pointers.
pub fn texts(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    gather(value, "", &mut all);
    all
}

fn gather(value: &Value, at: &str, into: &mut Vec<String>) {
    match value {
        Value::String(_) => into.push(at.to_owned()),
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                gather(item, &format!("{at}/{n}"), into);
            }
        }
        Value::Object(fields) => {
            for (name, inner) in fields {
                gather(inner, &format!("{at}/{name}"), into);
            }
        }
        _ => {}
    }
}

/// Puts a text at a place.
pub fn put(value: &mut Value, place: &str, text: &str) {
    *value.pointer_mut(place).expect("a place of this value") = json!(text);
}
