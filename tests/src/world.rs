//! A service over a vault in a folder of its own, called as the window calls it.

#![expect(clippy::missing_panics_doc, reason = "a test stops where it fails")]

use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};
use service::{Options, Service};
use tempfile::TempDir;
use vault::{Clock, Env, FixedClock, KdfParams};

use crate::desk::{Calls, PASSPHRASE, patience};

/// Somebody with an open vault.
pub struct World {
    dir: TempDir,
    clock: Option<Arc<FixedClock>>,
    service: Service,
}

impl Calls for World {
    fn service(&self) -> &Service {
        &self.service
    }
    fn folder(&self) -> &Path {
        self.dir.path()
    }
}

impl World {
    /// A new vault of that name, with the example casebook or empty, in the time of this computer.
    pub fn new(name: &str, demo: bool) -> Self {
        Self::made(name, demo, None)
    }

    /// The same on 31 January 2026, nine in the morning; time passes when it is told to.
    pub fn standing(name: &str, demo: bool) -> Self {
        let now = NaiveDate::from_ymd_opt(2026, 1, 31).and_then(|day| day.and_hms_opt(9, 0, 0));
        let clock = FixedClock::new(now.expect("a time"));
        Self::made(name, demo, Some(Arc::new(clock)))
    }

    fn made(name: &str, demo: bool, clock: Option<Arc<FixedClock>>) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let mut env = Env::real();
        if let Some(clock) = &clock {
            env.clock = clock.clone();
        }
        let service = Service::new(Options {
            env,
            app_dir: Some(dir.path().join("app")),
            kdf: Some(KdfParams::for_tests()),
            uptime: patience(),
            ..Options::real(dir.path().to_owned())
        });
        let world = Self {
            dir,
            clock,
            service,
        };
        let path = world.at(&format!("{name}.vault"));
        world.ok(
            "vault_create",
            json!({"path": path, "passphrase": PASSPHRASE, "demo": demo}),
        );
        world
    }

    /// Lets time pass, where it stands.
    pub fn forward(&self, seconds: i64) {
        let clock = self.clock.as_ref().expect("a clock that stands");
        clock.set(clock.now() + TimeDelta::seconds(seconds));
    }

    /// Saves a new record: its id.
    pub fn save(&self, kind: &str, value: Value) -> String {
        let record = json!({"kind": kind, "value": value});
        let saved = self.ok("record_save", json!({"record": record, "base": null}));
        let id = saved["record"]["value"]["id"].as_str();
        id.expect("an id").to_owned()
    }

    /// The card of this vault.
    pub fn card(&self) -> Value {
        self.ok("card_get", json!({}))["text"].clone()
    }

    /// Takes in somebody's card: the id of the partner.
    pub fn knows(&self, card: &Value, name: &str) -> Value {
        let wish = json!({"card": card, "compared": true, "name": name});
        let known = self.ok("partner_list", json!({}))["partners"].clone();
        let now = self.ok("partner_save", wish)["partners"].clone();
        let all = now.as_array().expect("a list");
        let is_new = |one: &&Value| !known.as_array().is_some_and(|old| old.contains(one));
        all.iter().find(is_new).expect("a new partner")["id"].clone()
    }
}
