//! New keys through the service: evidence, history and sources are there as before, and what is deleted can still come back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::gate::{Gate, Opens};
use sandyq_tests::traces::files;
use serde_json::{Value, json};
use service::{Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

const OTHER: &str = "saddle violin cabbage thunder nine moss";

struct World {
    dir: TempDir,
    gate: Arc<Gate>,
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
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let gate = Arc::new(Gate::default());
        let service = Service::new(Options {
            app_dir: Some(dir.path().join("app")),
            host: gate.clone(),
            kdf: Some(KdfParams::for_tests()),
            uptime: sandyq_tests::desk::patience(),
            ..Options::real(dir.path().to_owned())
        });
        let world = Self { dir, gate, service };
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
    world.gate.refuse(true);
    assert_eq!(world.no("key_rotate", wish(Some(OTHER))), "cancelled");
    world.gate.refuse(false);
    assert!(!world.path("a.vault/next").exists());
    assert_eq!(world.content(&kept, "before.bin"), film());

    let stick = world.at("stick");
    std::fs::create_dir(&stick).expect("a folder");
    world.ok("backup_make", json!({"folder": stick}));
    let told = world.gate.told();
    let made = world.ok("key_rotate", wish(Some(OTHER)));
    assert_eq!((&made["open"], &made["files"]), (&json!(true), &json!(2)));
    assert!(world.gate.told() > told + 3);
    assert_eq!(world.ok("job_state", json!({}))["name"], Value::Null);
    // It goes on being open, and all of it holds.
    assert_eq!(world.content(&kept, "after.bin"), film());
    let back = &deleted["revisions"].as_array().expect("revisions")[0];
    world.ok("record_undo", json!({"revision": back}));
    assert_eq!(world.content(&gone, "back.txt"), b"a page");
    // What lies on the stick opens with the keys of before only.
    let old_keys = || world.ok("vault_status", json!({}))["backup_old_keys"].clone();
    assert_eq!(old_keys(), true);
    world.ok("backup_make", json!({"folder": stick}));
    assert_eq!(old_keys(), false);
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

/// Two files that take long enough to be met half way.
fn films(world: &World) -> [(String, Vec<u8>); 2] {
    ["first.bin", "second.bin"].map(|name| {
        let content = film().repeat(15);
        let content = [content.as_slice(), name.as_bytes()].concat();
        (world.add(name, &content), content)
    })
}

/// Runs `meanwhile` while new keys are being made and stand half way; gives what came of them.
fn beside(world: &World, meanwhile: impl FnOnce(&dyn Fn())) -> Result<Value, String> {
    world.gate.close();
    std::thread::scope(|scope| {
        let _opens = Opens(&world.gate);
        let work = scope.spawn(|| world.service.call("key_rotate", wish(Some(OTHER))));
        world.gate.reached();
        meanwhile(&|| world.gate.open());
        world.gate.open();
        let made = work.join().expect("does not panic");
        made.map_err(|error| error.code)
    })
}

/// Locks in the middle of new keys, which go on once the lock is under way.
fn lock_half_way(world: &World) -> Result<Value, String> {
    beside(world, |open| {
        std::thread::scope(|scope| {
            let lock = scope.spawn(|| world.ok("vault_lock", json!({})));
            while world.service.is_open() {
                std::thread::yield_now();
            }
            open();
            lock.join().expect("does not panic");
        });
    })
}

fn below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let found = files(folder).into_iter();
    found
        .map(|(path, bytes)| {
            let path = path.strip_prefix(folder).expect("below").to_owned();
            (path, bytes)
        })
        .collect()
}

#[test]
fn one_works_on_while_new_keys_are_made_and_nothing_of_it_is_missing() {
    let world = World::new();
    let films = films(&world);
    world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    let mut added = String::new();
    let made = beside(&world, |_| {
        let job = world.ok("job_state", json!({}));
        assert_eq!(job["name"], "key_rotate");
        assert!(job["done"].as_u64() < job["total"].as_u64());
        let case = json!({"record": {"kind": "case", "value": {"title": "Written meanwhile"}}, "base": null});
        world.ok("record_save", case);
        added = world.add("late.txt", b"came late");
        // What would be missing from the new vault is refused, and so is other long work.
        let (passphrase, stick) = (json!({"passphrase": PASSPHRASE}), world.at("stick"));
        std::fs::create_dir(&stick).expect("a folder");
        let status = world.ok("vault_status", json!({}));
        assert_eq!(status["seal"]["open"], false);
        for (name, request) in [
            ("seal_open", passphrase.clone()),
            ("key_add_kit", passphrase),
            ("key_remove", json!({"id": "0", "passphrase": PASSPHRASE})),
            (
                "passphrase_change",
                json!({"old": PASSPHRASE, "new": OTHER}),
            ),
            ("key_rotate", wish(None)),
            ("key_rotate_drop", json!({})),
            ("backup_make", json!({"folder": stick})),
        ] {
            assert_eq!(world.no(name, request), "busy", "{name}");
        }
    });
    let made = made.expect("new keys");
    assert_eq!((&made["open"], &made["files"]), (&json!(true), &json!(3)));
    for (id, content) in films {
        assert_eq!(world.content(&id, &format!("{id}.out")), content);
    }
    assert_eq!(world.content(&added, "late.out"), b"came late");
    let cases = world.ok("case_list", json!({}))["cases"].clone();
    assert_eq!(cases.as_array().map(Vec::len), Some(40));
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
    world.ok("seal_open", json!({"passphrase": OTHER}));
    world.ok("vault_lock", json!({}));
    assert_eq!(world.open(OTHER).expect("opens")["seen"], "known");
}

#[test]
fn locking_goes_through_and_the_work_goes_on_from_there() {
    let world = World::new();
    let films = films(&world);
    assert_eq!(lock_half_way(&world).err().as_deref(), Some("cancelled"));
    let sealed = below(&world.path("a.vault/next/blobs"));
    let sealed: Vec<_> = sealed
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "age"))
        .collect();
    assert!(!sealed.is_empty(), "nothing to go on from");
    let status = world.open(PASSPHRASE).expect("opens as before");
    assert_eq!(status["rotation_unfinished"], true);
    assert_eq!(world.open(OTHER).err().as_deref(), Some("already-open"));

    let made = world.ok("key_rotate", wish(Some(OTHER)));
    assert_eq!(made["files"], 2);
    let now = below(&world.path("a.vault/blobs"));
    assert!(sealed.iter().all(|one| now.contains(one)), "sealed again");
    for (id, content) in films {
        assert_eq!(world.content(&id, &format!("{id}.out")), content);
    }
    let status = world.ok("vault_status", json!({}));
    assert_eq!(status["rotation_unfinished"], false);
}

#[test]
fn what_was_left_can_be_removed_and_what_is_stopped_leaves_nothing() {
    let world = World::new();
    films(&world);
    let before = below(&world.path("a.vault/blobs"));
    lock_half_way(&world).expect_err("it was stopped");
    world.open(PASSPHRASE).expect("opens as before");
    assert!(world.path("a.vault/next").exists());
    let status = world.ok("key_rotate_drop", json!({}));
    assert_eq!(status["rotation_unfinished"], false);
    assert!(!world.path("a.vault/next").exists());

    let made = beside(&world, |_| {
        world.ok("job_stop", json!({}));
    });
    assert_eq!(made.err().as_deref(), Some("cancelled"));
    assert!(!world.path("a.vault/next").exists());
    assert_eq!(below(&world.path("a.vault/blobs")), before);
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
    world.ok("key_rotate", wish(None));
}

/// Locking while the last step has everything in hand: whatever came first, the vault opens with one passphrase.
#[test]
fn locking_in_the_last_step_ends_in_one_of_two_states() {
    let world = World::new();
    let made = beside(&world, |open| {
        std::thread::scope(|scope| {
            let lock = scope.spawn(|| world.service.lock());
            open();
            lock.join().expect("does not panic");
        });
    });
    assert!(!world.service.is_open());
    let (opens, other) = match made {
        Ok(_) => (OTHER, PASSPHRASE),
        Err(code) => {
            assert_eq!(code, "cancelled");
            (PASSPHRASE, OTHER)
        }
    };
    assert_eq!(world.open(other).err().as_deref(), Some("wrong-key"));
    let status = world.open(opens).expect("opens");
    assert_eq!(status["rotation_unfinished"], opens == PASSPHRASE);
    assert_eq!(world.titles().len(), 39);
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
}

#[test]
fn a_copy_with_other_keys_is_known_for_one() {
    let world = World::new();
    world.ok("vault_lock", json!({}));
    let put = |from: &str, to: &str| {
        for (path, bytes) in below(&world.path(from)) {
            let target = world.path(to).join(path);
            std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
            std::fs::write(target, bytes).expect("writes");
        }
    };
    // Another computer: it has seen the vault as it is now.
    put("a.vault", "kept");
    put("app", "other/app");
    let elsewhere = Service::new(Options {
        app_dir: Some(world.path("other/app")),
        kdf: Some(KdfParams::for_tests()),
        uptime: sandyq_tests::desk::patience(),
        ..Options::real(world.dir.path().to_owned())
    });
    assert_eq!(world.open(PASSPHRASE).expect("opens")["seen"], "known");
    world.ok("key_rotate", wish(Some(OTHER)));
    assert_eq!(world.ok("vault_status", json!({}))["seen"], "known");
    world.ok("vault_lock", json!({}));

    let open = |passphrase: &str| {
        let request = json!({"path": world.at("a.vault"), "passphrase": passphrase});
        let status = elsewhere.call("vault_open", request).expect("opens");
        elsewhere.call("vault_lock", json!({})).expect("locks");
        status["seen"].clone()
    };
    assert_eq!(open(OTHER), "other-keys");
    assert_eq!(open(OTHER), "known");

    // Here, the copy of before is put in its place.
    std::fs::remove_dir_all(world.path("a.vault")).expect("a folder");
    put("kept", "a.vault");
    let status = world.open(PASSPHRASE).expect("opens");
    assert_eq!(
        (&status["seen"], &status["older_by"]),
        (&json!("retired"), &json!(0))
    );
}
