//! Backups at the border of the service: beside everything else, seen, stopped, remembered only when proved.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use sandyq_tests::desk::{Calls, PASSPHRASE};
use serde_json::{Value, json};
use service::{Host, Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

/// Holds long work at its first step for as long as a test wants.
#[derive(Default)]
struct Gate {
    state: Mutex<GateState>,
    changed: Condvar,
}

#[derive(Default)]
struct GateState {
    closed: bool,
    waiting: bool,
}

impl Gate {
    fn close(&self) {
        self.state.lock().expect("no holder panics").closed = true;
    }
    fn open(&self) {
        self.state.lock().expect("no holder panics").closed = false;
        self.changed.notify_all();
    }
    /// Until long work stands at the gate.
    fn reached(&self) {
        let state = self.state.lock().expect("no holder panics");
        let wait = self
            .changed
            .wait_timeout_while(state, Duration::from_secs(60), |s| !s.waiting);
        assert!(!wait.expect("no holder panics").1.timed_out());
    }
}

impl Host for Gate {
    fn progress(&self, _: &'static str, _: u64, _: u64) -> bool {
        let mut state = self.state.lock().expect("no holder panics");
        while state.closed {
            state.waiting = true;
            self.changed.notify_all();
            state = self.changed.wait(state).expect("no holder panics");
        }
        state.waiting = false;
        true
    }
}

struct World {
    dir: TempDir,
    gate: Arc<Gate>,
    service: Service,
}

fn world() -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("stick")).expect("a folder");
    let gate = Arc::new(Gate::default());
    let service = Service::new(Options {
        app_dir: Some(dir.path().join("app")),
        host: gate.clone(),
        kdf: Some(KdfParams::for_tests()),
        uptime: sandyq_tests::desk::patience(),
        ..Options::real(dir.path().to_owned())
    });
    let world = World { dir, gate, service };
    let request = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": true});
    world.ok("vault_create", request);
    world
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
    fn back_up(&self) -> Value {
        self.ok("backup_make", json!({"folder": self.at("stick")}))
    }
    fn case(&self) {
        let record = json!({"kind": "case", "value": {"title": "A case"}});
        self.ok("record_save", json!({"record": record, "base": null}));
    }
    fn cases(&self) -> Value {
        self.ok("vault_status", json!({}))["counts"]["cases"].clone()
    }
}

/// A drill is seen and stopped like any long work, and ends with the vault: nothing of the kit stays in hand.
#[test]
fn a_drill_goes_on_beside_typing_and_ends_when_the_vault_is_locked() {
    let world = world();
    let kit = world.ok("key_add_kit", json!({"passphrase": PASSPHRASE}));
    let prove = json!({"kit": kit["identity"], "files": []});
    world.gate.close();
    std::thread::scope(|scope| {
        let drill = scope.spawn(|| world.no("kit_prove", prove.clone()));
        world.gate.reached();
        world.case();
        assert_eq!(world.ok("job_state", json!({}))["name"], "kit_prove");
        let lock = scope.spawn(|| world.ok("vault_lock", json!({})));
        world.gate.open();
        lock.join().expect("locks");
        let code = drill.join().expect("ends");
        assert!(["cancelled", "locked"].contains(&code.as_str()), "{code}");
    });
    assert!(world.ok("job_state", json!({}))["name"].is_null());
    assert_eq!(world.no("kit_prove", prove), "locked");
}

#[test]
fn typing_goes_on_while_a_backup_is_made() {
    let world = world();
    world.gate.close();
    std::thread::scope(|scope| {
        let backup = scope.spawn(|| world.back_up());
        world.gate.reached();
        world.case();
        assert_eq!(world.cases(), 40);
        assert_eq!(world.ok("job_state", json!({}))["name"], "backup");
        let busy =
            json!({"path": world.at("stick"), "generation": null, "target": world.at("b.vault")});
        assert_ne!(world.no("backup_restore", busy), "locked");
        assert_eq!(
            world.no("backup_make", json!({"folder": world.at("stick")})),
            "busy"
        );
        assert!(world.ok("vault_status", json!({}))["last_backup"].is_null());
        world.gate.open();
        backup.join().expect("succeeds");
    });
    let status = world.ok("vault_status", json!({}));
    assert!(status["last_backup"].is_string());
    assert_eq!(status["backup_folder"], world.at("stick"));
    assert!(world.ok("job_state", json!({}))["name"].is_null());
    // It is the state of the moment at which it was begun.
    let restored = world.ok(
        "backup_restore",
        json!({"path": world.at("stick"), "generation": null, "target": world.at("b.vault")}),
    );
    world.ok("vault_lock", json!({}));
    world.ok(
        "vault_open",
        json!({"path": restored["path"], "passphrase": PASSPHRASE}),
    );
    assert_eq!(world.cases(), 39);
}

#[test]
fn a_backup_is_stopped_by_a_person_and_by_locking_and_is_not_remembered() {
    let world = world();
    for locking in [false, true] {
        world.gate.close();
        std::thread::scope(|scope| {
            let request = json!({"folder": world.at("stick")});
            let backup = scope.spawn(|| world.no("backup_make", request));
            world.gate.reached();
            if locking {
                let lock = scope.spawn(|| world.ok("vault_lock", json!({})));
                while world.service.is_open() {
                    std::thread::yield_now();
                }
                assert!(!lock.is_finished(), "locked while the backup held its keys");
                world.gate.open();
                lock.join().expect("locks");
            } else {
                world.ok("job_stop", json!({}));
                world.gate.open();
            }
            assert_eq!(backup.join().expect("ends"), "cancelled");
        });
    }
    world.ok(
        "vault_open",
        json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE}),
    );
    assert!(world.ok("vault_status", json!({}))["last_backup"].is_null());
    world.back_up();
    assert!(world.ok("vault_status", json!({}))["last_backup"].is_string());
}

#[test]
fn backups_are_listed_proved_and_restored_by_the_window() {
    let world = world();
    let first = world.back_up();
    world.case();
    let second = world.back_up();
    assert_eq!((&first["kept"], &second["kept"]), (&json!(1), &json!(2)));

    let listed = world.ok("backup_list", json!({"folder": world.at("stick")}));
    let backup = &listed["backups"][0];
    assert_eq!(
        (&backup["open"], &backup["name"]),
        (&json!(true), &json!("a"))
    );
    assert_eq!(backup["generations"][0]["name"], second["generation"]);
    assert_eq!(backup["generations"][1]["state"], "whole");

    let check = |generation: &Value, key: Value| json!({"path": backup["path"], "generation": generation, "key": key});
    let checked = world.ok("backup_check", check(&first["generation"], Value::Null));
    assert_eq!(
        (&checked["ok"], &checked["cases"], &checked["sealed"]),
        (&json!(true), &json!(true), &json!(false))
    );
    let checked = world.ok("backup_check", check(&Value::Null, json!(PASSPHRASE)));
    assert_eq!(
        (&checked["ok"], &checked["sealed"]),
        (&json!(true), &json!(true))
    );
    let wrong = check(
        &Value::Null,
        json!("pelican marble sunset bicycle eleven oat"),
    );
    assert_eq!(world.no("backup_check", wrong), "wrong-key");

    let restore = |target: &str| json!({"path": backup["path"], "generation": first["generation"], "target": world.at(target)});
    assert_eq!(
        world.no("backup_restore", restore("a.vault")),
        "vault-exists"
    );
    assert_eq!(
        world.no("backup_restore", restore("none/b.vault")),
        "file-missing"
    );
    world.ok("vault_lock", json!({}));
    world.ok("backup_restore", restore("b.vault"));
    world.ok(
        "vault_open",
        json!({"path": world.at("b.vault"), "passphrase": PASSPHRASE}),
    );
    assert_eq!(world.cases(), 39);
    world.ok("vault_lock", json!({}));

    // What each mistake is called.
    let place = |name: &str| json!({"folder": world.at(name)});
    assert_eq!(world.no("backup_list", place("a.vault")), "no-backup");
    assert_eq!(world.no("backup_list", place("nowhere")), "file-missing");
    assert_eq!(world.no("backup_make", place("stick")), "locked");
    let open = json!({"path": backup["path"], "passphrase": PASSPHRASE});
    assert_eq!(world.no("vault_open", open), "a-backup");
    let slot = std::fs::read_dir(Path::new(backup["path"].as_str().expect("a path")).join("keys"));
    let slot = slot
        .expect("a folder")
        .next()
        .expect("one")
        .expect("a name")
        .path();
    std::fs::write(&slot, "gone bad").expect("writes");
    let listed = world.ok("backup_list", place("stick"));
    assert_eq!(
        listed["backups"][0]["generations"][0]["state"],
        "incomplete"
    );
    assert_eq!(listed["backups"][0]["open"], false, "nothing is open now");
    assert_eq!(
        world.no("backup_restore", restore("c.vault")),
        "backup-damaged"
    );
    let checked = world.ok("backup_check", check(&Value::Null, Value::Null));
    assert_eq!(checked["ok"], false);
    assert!(!world.path("c.vault").exists());
}
