//! The service at its border: commands by name, as every host calls them, over a real vault on a real disk.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use agevfs::fs::sim::SimFs;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use sandyq_tests::desk::{Calls, PASSPHRASE};
use serde_json::{Value, json};
use service::contract::NAMES;
use service::{Host, Options, Service};
use tempfile::TempDir;
use vault::{Env, FixedClock, KdfParams};

/// Says no to long work once asked to.
#[derive(Default)]
struct Driver {
    stop: Mutex<bool>,
    locked: AtomicU64,
}

impl Host for Driver {
    fn progress(&self, _: &'static str, _: u64, _: u64) -> bool {
        !*self.stop.lock().expect("no holder panics")
    }
    fn locked(&self) {
        self.locked.fetch_add(1, Ordering::Relaxed);
    }
}

struct World {
    dir: TempDir,
    clock: Arc<FixedClock>,
    driver: Arc<Driver>,
    service: Service,
}

fn world() -> World {
    world_on(Env::real())
}

fn world_on(env: Env) -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let now = NaiveDate::from_ymd_opt(2026, 1, 31)
        .and_then(|day| day.and_hms_opt(9, 0, 0))
        .expect("a time");
    let (clock, driver) = (Arc::new(FixedClock::new(now)), Arc::new(Driver::default()));
    let service = Service::new(Options {
        env: Env {
            clock: clock.clone(),
            ..env
        },
        app_dir: Some(dir.path().join("app")),
        host: driver.clone(),
        kdf: Some(KdfParams::for_tests()),
        uptime: sandyq_tests::desk::patience(),
        local_offset: || 5 * 3600,
        ..Options::real(dir.path().to_owned())
    });
    World {
        dir,
        clock,
        driver,
        service,
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
    fn create(&self) {
        self.ok(
            "vault_create",
            json!({"path": self.at("a.vault"), "passphrase": PASSPHRASE, "demo": false}),
        );
    }
    fn open(&self) -> Value {
        self.ok(
            "vault_open",
            json!({"path": self.at("a.vault"), "passphrase": PASSPHRASE}),
        )
    }
    fn save(&self, kind: &str, value: Value) -> Value {
        self.ok(
            "record_save",
            json!({"record": {"kind": kind, "value": value}, "base": null}),
        )
    }
    fn case(&self) -> String {
        self.save("case", json!({"title": "A case"}))["record"]["value"]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }
    fn forward(&self, seconds: i64) {
        let now: NaiveDateTime = vault::Clock::now(&*self.clock);
        self.clock.set(now + TimeDelta::seconds(seconds));
    }
}

#[test]
fn every_command_knows_when_it_may_run() {
    let world = world();
    for name in NAMES {
        let answer = world.service.call(name, json!({}));
        let code = answer.err().map(|error| error.code);
        // Without a vault a command either needs none, or says that it is locked; a request that lacks fields is refused first.
        assert!(
            matches!(code.as_deref(), None | Some("locked" | "bad-request")),
            "{name}: {code:?}"
        );
        assert_ne!(code.as_deref(), Some("internal"), "{name}");
    }
    assert_eq!(world.no("vault_burn", json!({})), "unknown-command");
    assert_eq!(
        world.no(
            "record_get",
            json!({"kind": "case", "id": "00000000-0000-0000-0000-000000000000"})
        ),
        "locked"
    );
    for bad in [
        json!([]),
        json!("x"),
        json!({"path": 5, "passphrase": "x"}),
        json!({"path": "x", "passphrase": "y", "more": 1}),
    ] {
        assert_eq!(world.no("vault_open", bad), "bad-request");
    }
}

#[test]
fn a_record_is_saved_changed_deleted_and_brought_back() {
    let world = world();
    world.create();
    let saved = world.save("case", json!({"title": "Дело о записной книжке"}));
    assert_eq!(saved["at"], "2026-01-31T09:00:00");
    let (id, first) = (
        saved["record"]["value"]["id"].clone(),
        saved["revision"].clone(),
    );
    let mut value = saved["record"]["value"].clone();
    value["summary"] = json!("changed");
    let second = world.ok(
        "record_save",
        json!({"record": {"kind": "case", "value": value.clone()}, "base": first}),
    );
    value["summary"] = json!("changed by somebody who had not seen it");
    let stale = world
        .service
        .call(
            "record_save",
            json!({"record": {"kind": "case", "value": value}, "base": first}),
        )
        .expect_err("stale");
    assert_eq!(
        (stale.code.as_str(), stale.args["fields"].as_str()),
        ("stale", "summary")
    );
    let history = world.ok("record_history", json!({"kind": "case", "id": id}));
    assert_eq!(
        (
            history["revisions"].as_array().map(Vec::len),
            &history["intact"]
        ),
        (Some(2), &json!(true))
    );
    world.ok("record_undo", json!({"revision": second["revision"]}));
    assert_eq!(
        world.ok("record_get", json!({"kind": "case", "id": id}))["record"]["value"]["summary"],
        ""
    );
    let deleted = world.ok(
        "record_delete",
        json!({"kind": "case", "id": id, "cascade": true}),
    );
    assert_eq!(
        world.no("record_get", json!({"kind": "case", "id": id})),
        "not-found"
    );
    world.ok("record_undo", json!({"revision": deleted["revisions"][0]}));
    world.ok("record_get", json!({"kind": "case", "id": id}));
    let invalid = world.service.call("record_save", json!({"record": {"kind": "case", "value": {"title": "x".repeat(100_000)}}, "base": null})).expect_err("too long");
    assert_eq!(
        (invalid.code.as_str(), invalid.field.as_deref()),
        ("invalid", Some("title"))
    );
}

#[test]
fn what_was_saved_is_there_after_locking_and_what_was_written_is_not_gone() {
    let world = world();
    world.create();
    let case = world.case();
    world.ok(
        "draft_save",
        json!({"key": "note", "value": {"text": "half a sent"}}),
    );
    world.ok("vault_lock", json!({}));
    assert_eq!(world.driver.locked.load(Ordering::Relaxed), 1);
    assert_eq!(world.no("case_open", json!({"case": case})), "locked");
    world.open();
    assert_eq!(
        world.ok("case_open", json!({"case": case}))["case"]["title"],
        "A case"
    );
    assert_eq!(
        world.ok("draft_list", json!({}))["drafts"][0]["value"]["text"],
        "half a sent"
    );
    assert_eq!(
        world.no(
            "vault_open",
            json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE})
        ),
        "already-open"
    );
    let state = world.ok("app_state", json!({}));
    assert_eq!(
        (&state["open"], &state["vault"], &state["today"]),
        (
            &json!(true),
            &json!(world.at("a.vault")),
            &json!("2026-01-31")
        )
    );
    // Nine in the evening at Greenwich is tomorrow in Almaty.
    world.forward(12 * 3600);
    assert_eq!(world.ok("app_state", json!({}))["today"], "2026-02-01");
}

#[test]
fn the_vault_is_tidied_up_while_nobody_is_there() {
    let world = world();
    world.create();
    let case = world.case();
    let deltas = || world.ok("vault_status", json!({}))["deltas"].as_u64();
    world.service.upkeep(false);
    assert!(
        deltas() > Some(0),
        "little to do is left for a quiet moment"
    );
    world.service.upkeep(true);
    assert_eq!(deltas(), Some(0));
    assert_eq!(
        world.ok("case_open", json!({"case": case}))["case"]["title"],
        "A case"
    );
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
    world.ok("vault_lock", json!({}));
    world.service.upkeep(true);
    world.open();
    assert_eq!(
        world.ok("case_list", json!({}))["cases"][0]["title"],
        "A case"
    );
}

#[test]
fn typing_and_locking_go_on_beside_tidying_up() {
    let world = world();
    world.create();
    let done = std::sync::atomic::AtomicBool::new(false);
    let (mut saved, mut rounds) = (0, 0);
    std::thread::scope(|scope| {
        let tidy = scope.spawn(|| {
            let mut rounds = 0;
            while !done.load(Ordering::Relaxed) {
                world.service.upkeep(true);
                rounds += 1;
            }
            rounds
        });
        for _ in 0..4 {
            for _ in 0..10 {
                world.case();
                saved += 1;
            }
            world.ok("vault_lock", json!({}));
            world.open();
        }
        done.store(true, Ordering::Relaxed);
        rounds = tidy.join().expect("no panic");
    });
    assert!(rounds > 4, "{rounds}");
    let cases = world.ok("case_list", json!({}));
    assert_eq!(cases["cases"].as_array().map(Vec::len), Some(saved));
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
}

#[test]
fn the_seal_is_opened_on_purpose_and_closes_by_itself() {
    let world = world();
    world.create();
    let source = world.save("source", json!({"kind": "person", "confidential": true}))["record"]["value"]["id"].clone();
    let identity = json!({"id": source, "name": "Гүлнар Quartzova", "channel": "+7 701 555 01 99"});
    assert_eq!(
        world.no("source_identity_save", identity.clone()),
        "seal-closed"
    );
    assert_eq!(
        world.no("source_identity_get", json!({"id": source})),
        "seal-closed"
    );
    assert_eq!(
        world.no("seal_open", json!({"passphrase": "not this one at all"})),
        "wrong-key"
    );
    assert_eq!(
        world.ok("seal_open", json!({"passphrase": PASSPHRASE})),
        json!({"open": true, "closes_in": 180})
    );
    world.ok("source_identity_save", identity);
    assert_eq!(
        world.ok("source_identity_get", json!({"id": source}))["identity"]["name"],
        "Гүлнар Quartzova"
    );
    world.forward(179);
    world.ok("source_identity_get", json!({"id": source}));
    world.forward(1);
    assert_eq!(
        world.no("source_identity_get", json!({"id": source})),
        "seal-closed"
    );
    // A clock set back does not keep it open.
    world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    world.forward(-3600);
    assert_eq!(
        world.no("source_identity_get", json!({"id": source})),
        "seal-closed"
    );
    // With the seal closed nothing gives the name: no search, no view, no export.
    for (name, request) in [
        (
            "search",
            json!({"text": "Quartzova", "kinds": [], "limit": 10, "privileged": true}),
        ),
        ("source_list", json!({})),
        ("home", json!({})),
        ("record_history", json!({"kind": "source", "id": source})),
    ] {
        assert!(
            !world.ok(name, request).to_string().contains("Quartzova"),
            "{name}"
        );
    }
    world.ok(
        "export_casebook",
        json!({"path": world.at("out.json"), "cases": []}),
    );
    assert!(
        !std::fs::read_to_string(world.path("out.json"))
            .expect("an export")
            .contains("Quartzova")
    );
    // The words of a person to protect have no place outside.
    let refused = json!({"record": {"kind": "source", "value": {"kind": "person", "confidential": true, "title": "Quartzova"}}, "base": null});
    assert_eq!(world.no("record_save", refused), "invalid");
}

#[test]
fn evidence_goes_in_is_seen_goes_out_and_is_hashed_again() {
    let world = world();
    world.create();
    let case = world.case();
    let content = "Қамауға алу туралы қаулы.\n".repeat(9000);
    std::fs::write(world.path("paper.txt"), &content).expect("a file");
    let add = |path: String| json!({"case": case, "path": path, "title": "", "source": null, "obtained": "mid-January 2026", "how": "handed over", "sensitivity": "internal"});
    let item = world.ok("evidence_add", add(world.at("paper.txt")))["record"]["value"].clone();
    assert_eq!(
        (&item["title"], &item["media_type"], &item["size"]),
        (
            &json!("paper.txt"),
            &json!("text/plain"),
            &json!(content.len())
        )
    );
    assert_eq!(item["obtained"]["edtf"], "[2026-01-11..2026-01-20]");
    let preview = world.ok("evidence_preview", json!({"id": item["id"]}));
    assert_eq!(
        (&preview["media_type"], &preview["cut"]),
        (&json!("text/plain"), &json!(false))
    );
    world.ok(
        "evidence_export",
        json!({"id": item["id"], "path": world.at("back.txt")}),
    );
    assert_eq!(
        std::fs::read_to_string(world.path("back.txt")).expect("an export"),
        content
    );
    assert_eq!(
        world.no(
            "evidence_export",
            json!({"id": item["id"], "path": world.at("back.txt")})
        ),
        "file-exists"
    );
    assert_eq!(
        world.no(
            "evidence_export",
            json!({"id": item["id"], "path": world.at("a.vault/back.txt")})
        ),
        "file-in-vault"
    );
    assert_eq!(
        world.ok("evidence_verify", json!({"id": item["id"]})),
        json!({"ok": true, "sha256": item["sha256"]})
    );
    let events: Vec<Value> = world.ok("case_open", json!({"case": case}))["custody"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|event| event["event"].clone())
        .collect();
    assert_eq!(events, ["received", "exported", "verified"]);
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);

    // Neither the bytes nor the chain of custody can be written by a form; the words about them can.
    let save = |kind: &str, value: Value, base: Value| {
        world.service.call(
            "record_save",
            json!({"record": {"kind": kind, "value": value}, "base": base}),
        )
    };
    let mut forged = item.clone();
    forged["sha256"] = json!("00".repeat(32));
    assert_eq!(
        save("evidence", forged, json!(null))
            .expect_err("forged")
            .code,
        "bad-request"
    );
    let entry = json!({"case_id": case, "evidence": item["id"], "at": "2026-01-01T00:00:00", "event": "transferred"});
    assert_eq!(
        save("custody_event", entry, json!(null))
            .expect_err("forged")
            .code,
        "bad-request"
    );
    let mut titled = item.clone();
    titled["title"] = json!("Order of arrest");
    save(
        "evidence",
        titled,
        world.ok("record_get", json!({"kind": "evidence", "id": item["id"]}))["revision"].clone(),
    )
    .expect("words may change");

    // The stored bytes are altered: said, for this item, and nothing is written out.
    let blob = blobs(&world.path("a.vault")).pop().expect("one blob");
    let mut bytes = std::fs::read(&blob).expect("a blob");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&blob, bytes).expect("a blob");
    assert_eq!(
        world.ok("evidence_verify", json!({"id": item["id"]}))["ok"],
        false
    );
    assert_eq!(
        world.no(
            "evidence_export",
            json!({"id": item["id"], "path": world.at("again.txt")})
        ),
        "evidence-damaged"
    );
    assert!(!world.path("again.txt").exists());
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], false);
}

#[test]
fn what_cannot_be_taken_in_leaves_nothing_behind() {
    let world = world();
    world.create();
    let case = world.case();
    std::fs::write(world.path("file"), vec![7; 300_000]).expect("a file");
    let add = |path: &str| json!({"case": case, "path": world.at(path), "title": "", "source": null, "obtained": "", "how": "", "sensitivity": "internal"});
    assert_eq!(world.no("evidence_add", add("missing")), "file-missing");
    assert_eq!(world.no("evidence_add", add("a.vault")), "file-not-plain");
    let mut unclear = add("file");
    unclear["obtained"] = json!("blorp");
    assert_eq!(world.no("evidence_add", unclear), "date-unclear");
    let mut nowhere = add("file");
    nowhere["case"] = json!("00000000-0000-4000-8000-000000000000");
    assert_eq!(world.no("evidence_add", nowhere), "not-found");
    let mut nobody = add("file");
    nobody["source"] = json!("00000000-0000-4000-8000-000000000000");
    assert_eq!(world.no("evidence_add", nobody), "invalid");
    *world.driver.stop.lock().expect("no holder panics") = true;
    assert_eq!(world.no("evidence_add", add("file")), "cancelled");
    assert!(
        blobs(&world.path("a.vault")).is_empty(),
        "bytes without a record are left"
    );
    assert_eq!(world.ok("vault_status", json!({}))["counts"]["evidence"], 0);
}

/// A disc, a stick with its switch on: all of it is shown, and every change is refused in words of its own.
#[test]
fn a_vault_where_nothing_can_be_written_is_opened_for_reading() {
    let disk = SimFs::new();
    agevfs::fs::Fs::mkdir(&disk, Path::new("/stick")).expect("a folder");
    let world = world_on(Env {
        fs: Arc::new(disk.clone()),
        ..Env::real()
    });
    let open = json!({"path": "/stick/a.vault", "passphrase": PASSPHRASE});
    let create = json!({"path": "/stick/a.vault", "passphrase": PASSPHRASE, "demo": false});
    let kit = world.ok("vault_create", create)["kit"]["identity"].clone();
    let case = world.case();
    world.ok("vault_lock", json!({}));
    disk.set_read_only(true);
    let before = disk.files();
    let wrong =
        json!({"path": "/stick/a.vault", "passphrase": "pelican marble sunset bicycle eleven oat"});
    assert_eq!(world.no("vault_open", wrong), "wrong-key");
    assert_eq!(world.ok("vault_open", open.clone())["read_only"], true);
    world.ok("record_get", json!({"kind": "case", "id": case}));
    world.ok("home", json!({}));
    world.ok("vault_verify", json!({}));
    world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    for (name, request) in [
        (
            "record_save",
            json!({"record": {"kind": "case", "value": {"title": "x"}}, "base": null}),
        ),
        ("draft_save", json!({"key": "note", "value": {"text": "x"}})),
        ("key_add_kit", json!({"passphrase": PASSPHRASE})),
        ("vault_compact", json!({})),
    ] {
        assert_eq!(world.no(name, request), "vault-for-reading", "{name}");
    }
    world.ok("vault_lock", json!({}));
    let kit = json!({"path": "/stick/a.vault", "kit": kit});
    assert_eq!(world.ok("vault_open_with_kit", kit)["read_only"], true);
    world.ok("vault_lock", json!({}));
    assert!(disk.files() == before);
    disk.set_read_only(false);
    assert_eq!(world.ok("vault_open", open)["read_only"], false);
    world.case();
}

#[test]
fn an_older_copy_in_its_place_is_noticed() {
    let world = world();
    world.create();
    world.case();
    world.ok("vault_lock", json!({}));
    copy(&world.path("a.vault"), &world.path("kept"));
    world.open();
    world.case();
    world.case();
    world.ok("vault_lock", json!({}));
    std::fs::remove_dir_all(world.path("a.vault")).expect("a folder");
    std::fs::rename(world.path("kept"), world.path("a.vault")).expect("a folder");
    assert!(
        world.open()["older_by"]
            .as_u64()
            .is_some_and(|commits| commits >= 2)
    );
}

#[test]
fn settings_are_kept_and_a_named_key_signs_the_history() {
    let world = world();
    let settings = json!({"language": "kk", "theme": "dark", "text_percent": 120, "auto_lock_minutes": 3,
        "lock_on": {"sleep": true, "screen": false, "switch": true, "lid": true}});
    assert_eq!(world.ok("settings_save", settings.clone()), settings);
    assert_eq!(world.service.settings().auto_lock_minutes, 3);
    world.create();
    let keys = world.ok("key_list", json!({}))["keys"].clone();
    let mine = keys
        .as_array()
        .expect("keys")
        .iter()
        .find(|key| key["mine"] == true);
    let name = json!({"id": mine.expect("mine")["id"], "name": "А. С."});
    world.ok("key_name", name);
    let saved = world.save("case", json!({"title": "Gabardine"}));
    let history = world.ok(
        "record_history",
        json!({"kind": "case", "id": saved["record"]["value"]["id"]}),
    );
    assert_eq!(history["revisions"][0]["author"], "А. С.");
    let kept = std::fs::read_to_string(world.path("app/settings.json")).expect("settings");
    assert!(kept.contains("a.vault") && !kept.contains("Gabardine") && !kept.contains("А. С."));
}

fn blobs(vault: &Path) -> Vec<PathBuf> {
    sandyq_tests::traces::files(&vault.join("blobs"))
        .into_iter()
        .map(|(path, _)| path)
        .collect()
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in sandyq_tests::traces::files(from) {
        let target = to.join(path.strip_prefix(from).expect("below"));
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        std::fs::write(target, bytes).expect("a file");
    }
}
