//! Destroying a vault at the border of the service and on the command line: asked for deliberately, called off in time, proved afterwards.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sandyq_tests::desk::{Calls, Desk, PASSPHRASE};
use serde_json::{Value, json};
use service::{Host, Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

static WAITED: AtomicU64 = AtomicU64::new(0);

/// Calls off after so many steps of a countdown.
struct Patient(AtomicU64);

impl Host for Patient {
    fn progress(&self, job: &'static str, _: u64, _: u64) -> bool {
        job != "vault_destroy" || self.0.fetch_sub(1, Ordering::Relaxed) > 1
    }
}

struct World {
    dir: TempDir,
    host: Arc<Patient>,
    service: Service,
    kit: String,
}

fn world() -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let host = Arc::new(Patient(AtomicU64::new(u64::MAX)));
    let service = Service::new(Options {
        app_dir: Some(dir.path().join("app")),
        kdf: Some(KdfParams::for_tests()),
        host: host.clone(),
        pause: |time| {
            WAITED.fetch_add(time.as_secs(), Ordering::Relaxed);
        },
        ..Options::real(dir.path().to_owned())
    });
    let made = service
        .call(
            "vault_create",
            json!({"path": dir.path().join("Cases.vault"), "passphrase": PASSPHRASE, "demo": false}),
        )
        .expect("a vault");
    let kit = made["kit"]["identity"].as_str().expect("a kit").to_owned();
    World {
        dir,
        host,
        service,
        kit,
    }
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
    fn wish(&self, change: impl FnOnce(&mut Value)) -> Value {
        let mut wish = json!({"secret": PASSPHRASE, "kit": self.kit, "word": "cases", "backups": [self.path("stick")]});
        change(&mut wish);
        wish
    }
}

#[test]
fn it_takes_a_passphrase_the_name_and_ten_seconds_and_is_proved() {
    let world = world();
    std::fs::create_dir(world.path("stick")).expect("a folder");
    world.ok("backup_make", json!({"folder": world.path("stick")}));
    let no = |change: fn(&mut Value)| world.no("vault_destroy", world.wish(change));
    assert_eq!(no(|wish| wish["word"] = json!("yes")), "invalid");
    assert_eq!(no(|wish| wish["word"] = json!("")), "invalid");
    assert_eq!(
        no(|wish| wish["secret"] = json!("pelican marble sunset bicycle eleven oat")),
        "wrong-key"
    );
    assert_eq!(no(|wish| wish["kit"] = json!("no kit")), "no-key-in-kit");
    // Called off at every second of the countdown: nothing is touched.
    for steps in 1..=11 {
        world.host.0.store(steps, Ordering::Relaxed);
        assert_eq!(no(|_| {}), "cancelled", "{steps}");
    }
    world.host.0.store(u64::MAX, Ordering::Relaxed);
    assert_eq!(
        world.ok("key_list", json!({}))["keys"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );

    WAITED.store(0, Ordering::Relaxed);
    let done = world.ok("vault_destroy", world.wish(|_| {}));
    assert_eq!(WAITED.load(Ordering::Relaxed), 10);
    assert_eq!(done["ok"], json!(true), "{done}");
    let places = done["places"].as_array().expect("places");
    assert_eq!(places.len(), 2);
    for (place, kind) in places.iter().zip(["vault", "backup"]) {
        assert_eq!(
            (
                &place["kind"],
                &place["removed"],
                &place["overwritten"],
                &place["left"]
            ),
            (&json!(kind), &json!(4), &json!(4), &json!([]))
        );
    }
    let tries = done["tries"].as_array().expect("tries");
    assert_eq!(
        tries.len(),
        4,
        "passphrase and kit, on the vault and on the backup"
    );
    assert!(tries.iter().all(|one| one["opens"] == json!(false)));
    // Looked at by others: nothing is open, nothing opens, no slot is there.
    assert_eq!(world.no("vault_status", json!({})), "locked");
    let opened = world.service.call(
        "vault_open",
        json!({"path": world.path("Cases.vault"), "passphrase": PASSPHRASE}),
    );
    assert!(opened.is_err());
    let opened = world.service.call(
        "vault_open_with_kit",
        json!({"path": world.path("Cases.vault"), "kit": world.kit}),
    );
    assert!(opened.is_err());
    for folder in ["Cases.vault/keys", "Cases.vault/sealed/keys"] {
        assert_eq!(
            std::fs::read_dir(world.path(folder))
                .expect("a folder")
                .count(),
            0
        );
    }
    // A restored generation opens no more than the vault does.
    let restored = world.service.call(
        "backup_restore",
        json!({"path": places[1]["path"], "generation": null, "target": world.path("again.vault")}),
    );
    assert!(restored.is_err());
}

#[test]
fn a_backup_that_is_not_there_is_said_and_the_vault_goes_all_the_same() {
    let world = world();
    let done = world.ok("vault_destroy", world.wish(|_| {}));
    assert_eq!(done["ok"], json!(false));
    assert_eq!(done["places"][0]["left"], json!([]));
    assert!(done["places"][1]["trouble"].is_string(), "{done}");
    assert!(
        done["tries"]
            .as_array()
            .is_some_and(|tries| tries.len() == 2)
    );
}

#[test]
fn on_the_command_line() {
    let desk = Desk::new();
    desk.run("init a.vault --kit kit.txt --passphrase-file pass");
    desk.refuse("destroy a.vault --name wrong --passphrase-file pass", 1);
    // Nobody at a terminal and no name: nothing happens.
    desk.refuse("destroy a.vault --passphrase-file pass", 1);
    desk.refuse("destroy a.vault --name a --passphrase-file wrong", 3);
    desk.ask("status a.vault");
    let done = desk.ask("destroy a.vault --name a --prove-with kit.txt");
    assert_eq!(done["ok"], json!(true));
    assert_eq!(done["tries"].as_array().map(Vec::len), Some(2));
    assert_ne!(desk.run("status a.vault --passphrase-file pass").code, 0);
}
