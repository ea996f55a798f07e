//! A vault at the border of the service, and the people who have keys of it. All of them are invented.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use sandyq_tests::desk::{PASSPHRASE, patience};
use sandyq_tests::traces::files;
use serde_json::{Value, json};
use service::{Error, Options, Service};
use tempfile::TempDir;
use vault::{Clock, Env, FixedClock, KdfParams};

pub const THEIRS: &str = "pelican marble sunset bicycle eleven oat";
pub const OTHER: &str = "harbour violet anchor seldom copper mist";
pub const ME: &str = "Zulfiya Testova-Qxme";
pub const DANA: &str = "Dana Sampleqx";

pub struct World {
    pub dir: TempDir,
    pub clock: Arc<FixedClock>,
    pub service: Service,
    pub kit: String,
}

pub fn world() -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let now = NaiveDate::from_ymd_opt(2026, 1, 31).and_then(|day| day.and_hms_opt(9, 0, 0));
    let clock = Arc::new(FixedClock::new(now.expect("a time")));
    let service = Service::new(Options {
        env: Env {
            clock: clock.clone(),
            ..Env::real()
        },
        app_dir: Some(dir.path().join("app")),
        kdf: Some(KdfParams::for_tests()),
        uptime: patience(),
        local_offset: || 0,
        ..Options::real(dir.path().to_owned())
    });
    let mut world = World {
        dir,
        clock,
        service,
        kit: String::new(),
    };
    let made = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": false});
    let made = world.ok("vault_create", made);
    world.kit = text(&made["kit"]["identity"]);
    world
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

impl World {
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    pub fn at(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }
    pub fn ok(&self, name: &str, request: Value) -> Value {
        self.later(TimeDelta::seconds(1));
        let answer = self.service.call(name, request);
        answer.unwrap_or_else(|error| panic!("{name}: {error:?} {:?}", error.args))
    }
    pub fn error(&self, name: &str, request: Value) -> Error {
        match self.service.call(name, request) {
            Ok(_) => panic!("{name} was allowed"),
            Err(error) => error,
        }
    }
    pub fn later(&self, time: TimeDelta) {
        self.clock.set(self.clock.now() + time);
    }
    /// Code of a refusal, and of the step that is not reached.
    pub fn no(&self, name: &str, request: Value) -> (String, String) {
        let error = self.error(name, request);
        let why = error.args.get("code").cloned().unwrap_or_default();
        (error.code, why)
    }
    /// Locked, and opened with another passphrase.
    pub fn as_who(&self, passphrase: &str) -> Value {
        self.ok("vault_lock", json!({}));
        self.open(passphrase)
    }
    pub fn open(&self, passphrase: &str) -> Value {
        let open = json!({"path": self.at("a.vault"), "passphrase": passphrase});
        self.ok("vault_open", open)
    }
    pub fn with_kit(&self, kit: &str) -> Value {
        self.ok("vault_lock", json!({}));
        let open = json!({"path": self.at("a.vault"), "kit": kit});
        self.ok("vault_open_with_kit", open)
    }
    pub fn keys(&self) -> Vec<Value> {
        let keys = self.ok("key_list", json!({}))["keys"].clone();
        keys.as_array().expect("keys").clone()
    }
    /// The keys of a person: kind, whether it is of who asks.
    pub fn key_of(&self, person: &str) -> Value {
        let keys = self.keys();
        let found = keys.into_iter().find(|key| key["person"] == person);
        found.unwrap_or_else(|| panic!("{person} has no key"))
    }
    pub fn add_dana(&self) -> Value {
        let wish = json!({"name": DANA, "own": ME, "passphrase": PASSPHRASE, "new": THEIRS});
        self.ok("key_add_person", wish)
    }
    pub fn save(&self, kind: &str, value: Value) -> Value {
        let record = json!({"kind": kind, "value": value});
        self.ok("record_save", json!({"record": record, "base": null}))
    }
    pub fn case(&self, title: &str) -> String {
        text(&self.save("case", json!({"title": title}))["record"]["value"]["id"])
    }
    pub fn status(case: &str, status: &str) -> Value {
        json!({"id": case, "status": status, "comment": "I looked at it"})
    }
    pub fn last_author(&self, case: &str) -> String {
        let history = self.ok("case_history", json!({"case": case}));
        text(&history["revisions"][0]["author"])
    }
    pub fn holds(&self, what: &str) -> bool {
        let bytes: Vec<Vec<u8>> = files(self.dir.path())
            .into_iter()
            .map(|(_, bytes)| bytes)
            .collect();
        let has =
            |bytes: &[u8], needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
        let wide: Vec<u8> = what.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes
            .iter()
            .any(|file| has(file, what.as_bytes()) || has(file, &wide))
    }
}
