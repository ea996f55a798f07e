//! Large evidence at the border of the service: beside everything else, seen, stopped, ended by locking; read in parts.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::gate::Gate;
use serde_json::{Value, json};
use service::{Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

const LARGE: usize = 20_000_000;

struct World {
    dir: TempDir,
    gate: Arc<Gate>,
    service: Service,
    case: String,
}

fn world() -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let gate = Arc::new(Gate::default());
    let service = Service::new(Options {
        app_dir: Some(dir.path().join("app")),
        host: gate.clone(),
        kdf: Some(KdfParams::for_tests()),
        uptime: sandyq_tests::desk::patience(),
        ..Options::real(dir.path().to_owned())
    });
    let mut world = World {
        dir,
        gate,
        service,
        case: String::new(),
    };
    let request = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": false});
    world.ok("vault_create", request);
    let case = world.save("case", json!({"title": "A case"}));
    world.case = case["id"].as_str().expect("an id").into();
    std::fs::write(world.path("film.mp4"), content(LARGE)).expect("a file");
    std::fs::write(world.path("small.txt"), "a few words").expect("a file");
    world
}

fn content(len: usize) -> Vec<u8> {
    (0..len)
        .map(|i| u8::try_from((i * 31 + i / 4099) % 256).expect("below 256"))
        .collect()
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
    fn save(&self, kind: &str, value: Value) -> Value {
        let request = json!({"record": {"kind": kind, "value": value}, "base": null});
        self.ok("record_save", request)["record"]["value"].clone()
    }
    fn adding(&self, name: &str) -> Value {
        json!({"case": self.case, "path": self.at(name), "title": "", "source": null, "obtained": "", "how": "", "sensitivity": "internal"})
    }
    fn add(&self, name: &str) -> Value {
        self.ok("evidence_add", self.adding(name))["record"]["value"].clone()
    }
    /// Everything below `blobs/`, unfinished files too.
    fn files(&self) -> Vec<PathBuf> {
        let list = |dir: PathBuf| {
            std::fs::read_dir(dir)
                .into_iter()
                .flatten()
                .map(|entry| entry.expect("an entry").path())
        };
        list(self.path("a.vault/blobs")).flat_map(list).collect()
    }
}

#[test]
fn typing_goes_on_while_a_large_file_is_taken_in() {
    let world = world();
    let added = world.gate.beside(
        &world.service,
        "evidence_add",
        world.adding("film.mp4"),
        || {
            let job = world.ok("job_state", json!({}));
            assert_eq!(job["name"], "evidence_add");
            assert_eq!(job["total"], LARGE);
            assert!(job["done"].as_u64() > Some(LARGE as u64 / 2));
            world.save("note", json!({"case_id": world.case, "text": "meanwhile"}));
            // What is small waits for nothing; a second long work does not begin.
            world.add("small.txt");
            assert_eq!(world.no("evidence_add", world.adding("film.mp4")), "busy");
        },
    );
    let item = added.expect("taken in")["record"]["value"].clone();
    assert_eq!(item["size"], LARGE);
    assert!(world.ok("job_state", json!({}))["name"].is_null());
    assert_eq!(world.files().len(), 2);

    let whole = world.gate.beside(
        &world.service,
        "evidence_verify",
        json!({"id": item["id"]}),
        || {
            world.save("note", json!({"case_id": world.case, "text": "again"}));
        },
    );
    assert_eq!(whole.expect("read")["ok"], true);
    let report = world
        .gate
        .beside(&world.service, "vault_verify", json!({}), || {
            assert_eq!(world.ok("job_state", json!({}))["name"], "vault_verify");
            world.save("note", json!({"case_id": world.case, "text": "and again"}));
        });
    assert_eq!(report.expect("read")["ok"], true);
    let out = json!({"id": item["id"], "path": world.at("out.mp4")});
    let written = world
        .gate
        .beside(&world.service, "evidence_export", out, || {
            world.save("note", json!({"case_id": world.case, "text": "once more"}));
        });
    assert_eq!(written.expect("written")["bytes"], LARGE);
    assert!(std::fs::read(world.path("out.mp4")).expect("an export") == content(LARGE));
}

#[test]
fn what_is_stopped_leaves_nothing() {
    let world = world();
    let stop = || {
        world.ok("job_stop", json!({}));
    };
    let added = world.gate.beside(
        &world.service,
        "evidence_add",
        world.adding("film.mp4"),
        stop,
    );
    assert_eq!(added.expect_err("stopped"), "cancelled");
    assert_eq!(world.files(), Vec::<PathBuf>::new());
    assert_eq!(world.ok("vault_status", json!({}))["counts"]["evidence"], 0);

    let item = world.add("film.mp4");
    let custody = || {
        let case = world.ok("case_open", json!({"case": world.case}));
        case["custody"].as_array().map(Vec::len)
    };
    let out = json!({"id": item["id"], "path": world.at("out.mp4")});
    let written = world
        .gate
        .beside(&world.service, "evidence_export", out, stop);
    assert_eq!(written.expect_err("stopped"), "cancelled");
    assert!(!world.path("out.mp4").exists());
    for name in ["evidence_verify", "vault_verify"] {
        let request = if name == "vault_verify" {
            json!({})
        } else {
            json!({"id": item["id"]})
        };
        assert_eq!(
            world
                .gate
                .beside(&world.service, name, request, stop)
                .expect_err("stopped"),
            "cancelled"
        );
    }
    assert_eq!(custody(), Some(1), "only that it was received");
}

#[test]
fn locking_ends_it_at_once_and_loses_nothing_else() {
    let world = world();
    let item = world.add("film.mp4");
    let out = json!({"id": item["id"], "path": world.at("out.mp4")});
    for (name, request) in [
        ("evidence_add", world.adding("film.mp4")),
        ("evidence_export", out),
        ("vault_verify", json!({})),
    ] {
        let mut took = Duration::ZERO;
        let ended = world.gate.beside(&world.service, name, request, || {
            std::thread::scope(|scope| {
                let locking = scope.spawn(|| world.service.lock());
                while world.service.is_open() {
                    std::thread::yield_now();
                }
                // The state is gone already; what is left to wait for is the work.
                std::thread::sleep(Duration::from_millis(20));
                let since = Instant::now();
                world.gate.open();
                locking.join().expect("no panic");
                took = since.elapsed();
            });
        });
        assert_eq!(ended.expect_err("ended"), "cancelled", "{name}");
        assert!(took < Duration::from_secs(2), "{name}: {took:?}");
        assert_eq!(world.files().len(), 1, "{name}");
        assert!(!world.path("out.mp4").exists());
        let open = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE});
        world.ok("vault_open", open);
        assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
    }
}

#[test]
fn parts_of_an_item_are_read_wherever_they_are() {
    let world = world();
    let (item, bytes) = (world.add("film.mp4"), content(LARGE));
    let part = |offset: u64, length: u64| {
        let request = json!({"id": item["id"], "offset": offset, "length": length});
        let part = world.ok("evidence_range", request);
        assert_eq!(part["size"], LARGE);
        base64::prelude::BASE64_STANDARD
            .decode(part["data"].as_str().expect("text"))
            .expect("base64")
    };
    for (offset, length) in [
        (0, 10),
        (65_530, 100),
        (10_000_000, 1 << 20),
        (19_999_000, 1000),
    ] {
        assert!(part(offset as u64, length as u64) == bytes[offset..offset + length]);
    }
    assert_eq!(part(5, 3 << 20).len(), 1 << 20);
    assert!(part(19_999_990, 4096) == bytes[19_999_990..]);
    for offset in [20_000_000, 20_000_001, 1 << 60] {
        assert_eq!(part(offset, 10), b"");
    }
}
