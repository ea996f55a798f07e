//! New keys through the service: evidence, history and sources are there as before, and what is deleted can still come back.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use sandyq_tests::desk::PASSPHRASE;
use serde_json::{Value, json};
use service::{Host, Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

const OTHER: &str = "saddle violin cabbage thunder nine moss";

/// Says no to long work once asked to.
#[derive(Default)]
struct Driver {
    stop: AtomicBool,
    told: AtomicU64,
}

impl Host for Driver {
    fn progress(&self, job: &'static str, _: u64, _: u64) -> bool {
        self.told
            .fetch_add(u64::from(job == "key_rotate"), Ordering::Relaxed);
        !self.stop.load(Ordering::Relaxed)
    }
}

struct World {
    dir: TempDir,
    driver: Arc<Driver>,
    service: Service,
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let driver = Arc::new(Driver::default());
        let service = Service::new(Options {
            app_dir: Some(dir.path().join("app")),
            host: driver.clone(),
            kdf: Some(KdfParams::for_tests()),
            pause: |_| {},
            ..Options::real(dir.path().to_owned())
        });
        let world = Self {
            dir,
            driver,
            service,
        };
        let path = world.at("a.vault");
        let made = world.ok(
            "vault_create",
            json!({"path": path, "passphrase": PASSPHRASE, "demo": true}),
        );
        std::fs::write(
            world.path("kit"),
            made["kit"]["text"].as_str().expect("a kit"),
        )
        .expect("writes");
        world
    }
    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    fn at(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }
    fn ok(&self, name: &str, request: Value) -> Value {
        let answer = self.service.call(name, request);
        answer.unwrap_or_else(|error| panic!("{name}: {error:?} {:?}", error.args))
    }
    fn no(&self, name: &str, request: Value) -> String {
        match self.service.call(name, request) {
            Ok(_) => panic!("{name} was allowed"),
            Err(error) => error.code,
        }
    }
    fn add(&self, name: &str, content: &[u8]) -> String {
        std::fs::write(self.path(name), content).expect("writes");
        let case = self.ok("case_list", json!({}))["cases"][0]["id"].clone();
        let saved = self.ok(
            "evidence_add",
            json!({"case": case, "path": self.at(name), "title": name, "obtained": "", "source": null, "how": "",
                   "sensitivity": "internal"}),
        );
        saved["record"]["value"]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }
    fn titles(&self) -> Vec<Value> {
        let cases = self.ok("case_list", json!({}))["cases"].clone();
        let cases = cases.as_array().expect("a list").clone();
        assert_eq!(cases.len(), 39);
        cases.iter().map(|case| case["title"].clone()).collect()
    }
    fn content(&self, id: &str, out: &str) -> Vec<u8> {
        self.ok("evidence_export", json!({"id": id, "path": self.at(out)}));
        std::fs::read(self.path(out)).expect("reads")
    }
    fn open(&self, passphrase: &str) -> Result<Value, String> {
        let request = json!({"path": self.at("a.vault"), "passphrase": passphrase});
        self.service
            .call("vault_open", request)
            .map_err(|error| error.code)
    }
}

fn wish(new: Option<&str>) -> Value {
    json!({"passphrase": PASSPHRASE, "new": new, "even_if_damaged": false})
}

fn film() -> Vec<u8> {
    (0..200_000_u32)
        .map(|i| u8::try_from(i % 251).expect("small"))
        .collect()
}

#[test]
fn everything_is_there_under_the_new_keys() {
    let world = World::new();
    let (kept, gone) = (
        world.add("film.bin", &film()),
        world.add("note.txt", b"a page"),
    );
    let deleted = world.ok(
        "record_delete",
        json!({"kind": "evidence", "id": gone, "cascade": true}),
    );
    let card = world.ok("card_get", json!({}))["text"].clone();
    let cases = world.titles();

    let wrong = json!({"passphrase": OTHER, "new": null, "even_if_damaged": false});
    assert_eq!(world.no("key_rotate", wrong), "wrong-key");
    assert_eq!(
        world.no("key_rotate", wish(Some("letmein"))),
        "weak-passphrase"
    );
    world.driver.stop.store(true, Ordering::Relaxed);
    assert_eq!(world.no("key_rotate", wish(Some(OTHER))), "cancelled");
    world.driver.stop.store(false, Ordering::Relaxed);
    assert!(!world.path("a.vault/next").exists());
    assert_eq!(world.content(&kept, "before.bin"), film());

    let made = world.ok("key_rotate", wish(Some(OTHER)));
    assert_eq!((&made["open"], &made["files"]), (&json!(true), &json!(2)));
    assert!(world.driver.told.load(Ordering::Relaxed) > 3);
    assert_eq!(world.ok("job_state", json!({}))["name"], Value::Null);
    // It goes on being open, and all of it holds.
    assert_eq!(world.content(&kept, "after.bin"), film());
    let back = &deleted["revisions"].as_array().expect("revisions")[0];
    world.ok("record_undo", json!({"revision": back}));
    assert_eq!(world.content(&gone, "back.txt"), b"a page");
    let report = world.ok("vault_verify", json!({}));
    assert_eq!(
        (&report["ok"], &report["problems"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(world.titles(), cases);
    assert_ne!(world.ok("card_get", json!({}))["text"], card);
    world.ok("seal_open", json!({"passphrase": OTHER}));
    world.ok("vault_lock", json!({}));

    assert_eq!(world.open(PASSPHRASE).err().as_deref(), Some("wrong-key"));
    let kit = |text: &str| json!({"path": world.at("a.vault"), "kit": text});
    let old = std::fs::read_to_string(world.path("kit")).expect("reads");
    assert_eq!(world.no("vault_open_with_kit", kit(&old)), "wrong-key");
    let new = made["kit"]["text"].as_str().expect("a kit");
    world.ok("vault_open_with_kit", kit(new));
    world.ok("vault_lock", json!({}));
    let status = world.open(OTHER).expect("opens");
    assert_eq!(status["older_by"], 0);
    let report = world.ok("vault_verify", json!({}));
    assert_eq!(report["ok"], true);
}

#[test]
fn damaged_evidence_is_refused_unless_it_may_stay_behind() {
    let world = World::new();
    world.add("film.bin", &film());
    let blobs = world.path("a.vault/blobs");
    let mut folders = std::fs::read_dir(&blobs).expect("reads");
    let folder = folders.next().expect("one").expect("reads").path();
    let file = std::fs::read_dir(folder).expect("reads").next();
    let file = file.expect("one").expect("reads").path();
    let mut bytes = std::fs::read(&file).expect("reads");
    bytes[100_000] ^= 1;
    std::fs::write(&file, bytes).expect("writes");
    assert_eq!(world.no("key_rotate", wish(None)), "vault-damaged");
    assert!(!world.path("a.vault/next").exists());
    let mut wish = wish(None);
    wish["even_if_damaged"] = json!(true);
    let made = world.ok("key_rotate", wish);
    assert_eq!(made["files"], 0);
    assert_eq!(made["left_behind"].as_array().map(Vec::len), Some(1));
    world.ok("vault_lock", json!({}));
    world.open(PASSPHRASE).expect("the passphrase stayed");
}
