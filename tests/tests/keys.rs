//! Keys for people at the border of the service: a wrong passphrase costs time and nobody else's, kits and shares as people type
//! them, the drill, and names that no passphrase is made of.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::{NaiveDate, TimeDelta};
use sandyq_tests::desk::{Calls, PASSPHRASE};
use serde_json::{Value, json};
use service::{Options, Service};
use tempfile::TempDir;
use vault::{Env, FixedClock, KdfParams};

const WRONG: &str = "pelican marble sunset bicycle eleven oat";

struct World {
    dir: TempDir,
    clock: Arc<FixedClock>,
    uptime: Arc<AtomicU64>,
    service: Service,
    made: Value,
}

fn world() -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("stick")).expect("a folder");
    let now = NaiveDate::from_ymd_opt(2026, 1, 31).and_then(|day| day.and_hms_opt(9, 0, 0));
    let clock = Arc::new(FixedClock::new(now.expect("a time")));
    let uptime = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&uptime);
    let service = Service::new(Options {
        env: Env {
            clock: clock.clone(),
            ..Env::real()
        },
        app_dir: Some(dir.path().join("app")),
        kdf: Some(KdfParams::for_tests()),
        uptime: Arc::new(move || Duration::from_millis(told.load(Ordering::Relaxed))),
        local_offset: || 0,
        ..Options::real(dir.path().to_owned())
    });
    let mut world = World {
        dir,
        clock,
        uptime,
        service,
        made: Value::Null,
    };
    let request = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": true});
    world.made = world.ok("vault_create", request);
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
    fn later(&self, milliseconds: u64) {
        self.uptime.fetch_add(milliseconds, Ordering::Relaxed);
    }
    fn open_with(&self, passphrase: &str) -> Value {
        json!({"path": self.at("a.vault"), "passphrase": passphrase})
    }
    fn status(&self) -> Value {
        self.ok("vault_status", json!({}))
    }
    fn shares(&self, threshold: u8) -> (Value, Vec<String>) {
        let request = json!({"passphrase": PASSPHRASE, "threshold": threshold});
        let set = self.ok("key_add_shares", request);
        let shares = set["shares"].as_array().expect("shares").iter();
        let lines = shares.map(|one| one["line"].as_str().expect("a line").to_owned());
        let lines = lines.collect();
        (set, lines)
    }
}

fn texts(value: &Value) -> Vec<&str> {
    let all = value.as_array().expect("a list").iter();
    all.map(|one| one.as_str().expect("a text")).collect()
}

#[test]
fn guessing_costs_more_each_time_and_a_try_before_its_time_is_refused() {
    let world = world();
    world.ok("vault_lock", json!({}));
    let begun = Instant::now();
    for wait in [
        None,
        None,
        Some("1"),
        Some("2"),
        Some("4"),
        Some("8"),
        Some("16"),
        Some("30"),
        Some("30"),
    ] {
        let error = world.error("vault_open", world.open_with(WRONG));
        assert_eq!(error.code, "wrong-key");
        assert_eq!(error.args.get("wait").map(String::as_str), wait);
        let Some(seconds) = wait else { continue };
        // The right one too: who may not try is not told which it is.
        for passphrase in [PASSPHRASE, WRONG] {
            let early = world.error("vault_open", world.open_with(passphrase));
            assert_eq!(
                (early.code.as_str(), early.args["seconds"].as_str()),
                ("wait", seconds)
            );
        }
        world.later(seconds.parse::<u64>().expect("a number") * 1000 - 1);
        assert_eq!(world.no("vault_open", world.open_with(PASSPHRASE)), "wait");
        world.later(1);
    }
    // Nothing waits: ninety seconds of waiting were told, and none was spent.
    assert!(begun.elapsed() < Duration::from_secs(30));
    world.ok("vault_open", world.open_with(PASSPHRASE));
    world.ok("vault_lock", json!({}));
    assert_eq!(world.no("vault_open", world.open_with(WRONG)), "wrong-key");
    world.ok("vault_open", world.open_with(PASSPHRASE));
}

/// Every command that takes a passphrase or a kit of the vault keeps the same count.
#[test]
fn no_command_lets_one_guess_past_the_wait_and_locking_is_not_held_up() {
    let world = world();
    world.ok("backup_make", json!({"folder": world.at("stick")}));
    let key = world.ok("key_list", json!({}))["keys"][0]["id"].clone();
    for _ in 0..3 {
        assert_eq!(
            world.no("key_add_kit", json!({"passphrase": WRONG})),
            "wrong-key"
        );
    }
    let kit = world.made["kit"]["identity"].clone();
    for (name, request) in [
        ("key_add_kit", json!({"passphrase": PASSPHRASE})),
        (
            "key_add_shares",
            json!({"passphrase": PASSPHRASE, "threshold": 2}),
        ),
        (
            "key_add_person",
            json!({"name": "B. Sample", "own": "A. Sample", "passphrase": PASSPHRASE, "new": null}),
        ),
        ("key_remove", json!({"id": key, "passphrase": PASSPHRASE})),
        (
            "passphrase_change",
            json!({"old": PASSPHRASE, "new": WRONG}),
        ),
        (
            "key_rotate",
            json!({"passphrase": PASSPHRASE, "new": null, "even_if_damaged": false}),
        ),
        ("seal_open", json!({"passphrase": PASSPHRASE})),
        ("kit_prove", json!({"kit": kit, "files": []})),
        (
            "backup_check",
            json!({"path": world.at("stick"), "generation": null, "key": PASSPHRASE}),
        ),
        (
            "vault_recover",
            json!({"path": world.at("a.vault"), "kit": kit, "out": world.at("out"), "salvage": false}),
        ),
    ] {
        assert_eq!(world.no(name, request), "wait", "{name}");
    }
    assert!(!world.path("out").exists());
    // What needs no secret goes on, locking above all.
    world.ok("home", json!({}));
    world.ok("vault_lock", json!({}));
    for (name, request) in [
        ("vault_open", world.open_with(PASSPHRASE)),
        (
            "vault_open_with_kit",
            json!({"path": world.at("a.vault"), "kit": kit}),
        ),
        (
            "vault_salvage",
            json!({"path": world.at("a.vault"), "secret": PASSPHRASE, "into": world.at("b.vault"), "passphrase": WRONG}),
        ),
    ] {
        assert_eq!(world.no(name, request), "wait", "{name}");
    }
    world.later(1000);
    world.ok(
        "vault_open_with_kit",
        json!({"path": world.at("a.vault"), "kit": kit}),
    );
}

#[test]
fn a_kit_is_shown_as_line_words_and_code_and_each_opens() {
    let world = world();
    let kit = &world.made["kit"];
    let words = texts(&kit["words"]);
    assert_eq!(words.len(), 26);
    assert_eq!(kit["made"], "2026-01-31");
    let id = world.ok("key_list", json!({}));
    let slot = kit["slot"].as_str().expect("digits");
    let keys = id["keys"].as_array().expect("keys");
    assert!(keys.iter().any(|key| key["id"].as_str().expect("an id").starts_with(slot) && key["kind"] == "kit"));
    assert!(kit["qr"]["path"].as_str().expect("a path").starts_with('M'));
    let text = kit["text"].as_str().expect("a page");
    assert!(text.contains(words[25]) && text.contains(slot));
    world.ok("vault_lock", json!({}));
    let open = |kit: &str| json!({"path": world.at("a.vault"), "kit": kit});
    for given in [
        words.join(" "),
        words.join(" ").to_uppercase(),
        text.to_owned(),
    ] {
        world.ok("vault_open_with_kit", open(&given));
        // Wherever a passphrase may be given, the words may too.
        world.ok("seal_open", json!({"passphrase": given}));
        world.ok("vault_lock", json!({}));
    }
    let mut wrong = words.clone();
    wrong[6] = if wrong[6] == words[0] {
        words[1]
    } else {
        words[0]
    };
    let error = world.error("vault_open_with_kit", open(&wrong.join(" ")));
    assert_eq!(
        (error.code.as_str(), error.args["at"].as_str()),
        ("kit-wrong-word", "7")
    );
    let error = world.error("vault_open_with_kit", open(&words[1..].join(" ")));
    assert_eq!(
        (error.code.as_str(), error.args["found"].as_str()),
        ("kit-word-count", "25")
    );
    // A typing error is no guess.
    for _ in 0..5 {
        assert_eq!(
            world.no("vault_open_with_kit", open(&wrong.join(" "))),
            "kit-wrong-word"
        );
    }
    // The words are those of the person's language.
    world.ok("vault_open", world.open_with(PASSPHRASE));
    let mut settings = world.ok("app_state", json!({}))["settings"].clone();
    settings["language"] = json!("kk");
    world.ok("settings_save", settings);
    let kazakh = world.ok("key_add_kit", json!({"passphrase": PASSPHRASE}));
    let words = texts(&kazakh["words"]).join(" ");
    assert!(words.chars().any(|c| ('а'..='я').contains(&c)));
    world.ok("vault_lock", json!({}));
    world.ok("vault_open_with_kit", open(&words));
}

#[test]
fn shares_are_added_one_by_one_and_open_when_there_are_enough() {
    let world = world();
    let (set, lines) = world.shares(3);
    let (other, others) = world.shares(2);
    assert_ne!(set["set"], other["set"]);
    assert_eq!((lines.len(), others.len()), (5, 3));
    let keys = world.ok("key_list", json!({}));
    let shared: Vec<&Value> = keys["keys"]
        .as_array()
        .expect("keys")
        .iter()
        .filter(|key| key["kind"] == "shares")
        .collect();
    assert_eq!(shared.len(), 2);
    assert!(
        shared
            .iter()
            .any(|key| key["threshold"] == 3 && key["count"] == 5)
    );
    world.ok("vault_lock", json!({}));
    let check = |shares: &[&str]| json!({"shares": shares});
    let state = world.ok("shares_check", check(&[&lines[4]]));
    assert_eq!(
        (&state["missing"], &state["threshold"], &state["set"]),
        (&json!(2), &json!(3), &set["set"])
    );
    let words = texts(&set["shares"][1]["words"]).join("  ").to_uppercase();
    let page = set["shares"][2]["text"].as_str().expect("a page");
    let state = world.ok("shares_check", check(&[&lines[4], &words, page]));
    assert_eq!(state["missing"], 0);
    let read: Vec<&str> = state["shares"]
        .as_array()
        .expect("shares")
        .iter()
        .map(|one| one["line"].as_str().expect("a line"))
        .collect();
    assert_eq!(read, [&lines[4], &lines[1], &lines[2]]);
    for (shares, code) in [
        (vec![&*lines[0], &*others[1]], "shares-mixed"),
        (vec![&*lines[0], &*lines[0]], "share-twice"),
        (vec!["hello"], "no-share"),
        (vec![&lines[0][..50]], "kit-wrong-line"),
        (vec![], "no-share"),
    ] {
        assert_eq!(world.no("shares_check", check(&shares)), code);
    }
    let open = |kit: String| json!({"path": world.at("a.vault"), "kit": kit});
    let few = world.error("vault_open_with_kit", open(lines[..2].join("\n")));
    assert_eq!(
        (few.code.as_str(), few.args["missing"].as_str()),
        ("shares-too-few", "1")
    );
    world.ok("vault_open_with_kit", open(read.join("\n")));
    // Who removes the key voids the shares, and the others stay good.
    let id = shared.iter().find(|key| key["count"] == 5).expect("listed")["id"].clone();
    world.ok("key_remove", json!({"id": id, "passphrase": PASSPHRASE}));
    world.ok("vault_lock", json!({}));
    assert_eq!(
        world.no("vault_open_with_kit", open(read.join("\n"))),
        "wrong-key"
    );
    world.ok("vault_open_with_kit", open(others[1..].join("\n")));
    assert_eq!(
        world.no(
            "key_add_shares",
            json!({"passphrase": PASSPHRASE, "threshold": 4})
        ),
        "invalid"
    );
}

#[test]
fn a_drill_proves_the_vault_and_its_backup_and_is_remembered_while_the_kit_counts() {
    let world = world();
    let kit = world.made["kit"]["identity"]
        .as_str()
        .expect("a line")
        .to_owned();
    let prove = |kit: &str| json!({"kit": kit, "files": []});
    assert_eq!(
        (&world.status()["last_proof"], &world.status()["proof_due"]),
        (&Value::Null, &json!(true))
    );
    let proved = world.ok("kit_prove", prove(&kit));
    assert_eq!(
        (&proved["cases"], &proved["backup"]["state"]),
        (&json!(39), &json!("none"))
    );
    assert_eq!(proved["key"]["kind"], "kit");
    assert!(proved["bytes"].as_u64().expect("bytes") > 100_000);
    world.ok("backup_make", json!({"folder": world.at("stick")}));
    let (_, lines) = world.shares(2);
    let by_shares = lines[..2].join("\n");
    assert_eq!(
        world.ok("kit_prove", prove(&kit))["backup"]["state"],
        "proved"
    );
    // The backup was made before there were shares.
    let proved = world.ok("kit_prove", prove(&by_shares));
    assert_eq!(
        (&proved["key"]["kind"], &proved["backup"]["state"]),
        (&json!("shares"), &json!("before-kit"))
    );
    world.ok("backup_make", json!({"folder": world.at("stick")}));
    assert_eq!(
        world.ok("kit_prove", prove(&by_shares))["backup"]["state"],
        "proved"
    );

    let stick = world.path("stick");
    std::fs::rename(&stick, world.path("elsewhere")).expect("moves");
    assert_eq!(
        world.ok("kit_prove", prove(&kit))["backup"]["state"],
        "absent"
    );
    std::fs::rename(world.path("elsewhere"), &stick).expect("moves");
    let backup = std::fs::read_dir(&stick)
        .expect("reads")
        .next()
        .expect("one")
        .expect("reads")
        .path();
    for file in std::fs::read_dir(backup.join("case")).expect("reads") {
        let file = file.expect("reads").path();
        let mut bytes = std::fs::read(&file).expect("reads");
        *bytes.last_mut().expect("not empty") ^= 1;
        std::fs::write(&file, bytes).expect("writes");
    }
    assert_eq!(
        world.ok("kit_prove", prove(&kit))["backup"]["state"],
        "damaged"
    );

    // Out of files, which are read here and not handed out.
    for (at, line) in lines.iter().enumerate() {
        std::fs::write(world.path(&format!("share{at}")), line).expect("writes");
    }
    let files = |names: &[&str]| {
        let files: Vec<String> = names.iter().map(|name| world.at(name)).collect();
        json!({"kit": "", "files": files})
    };
    world.ok("kit_prove", files(&["share2", "share0"]));
    assert_eq!(world.no("kit_prove", files(&["share2"])), "shares-too-few");
    assert_eq!(world.no("kit_prove", files(&["none"])), "file-missing");
    std::fs::write(world.path("large"), vec![b'a'; 70_000]).expect("writes");
    assert_eq!(world.no("kit_prove", files(&["large"])), "file-too-large");
    let status = world.status();
    assert_eq!(
        (&status["last_proof"], &status["proof_due"]),
        (&json!("2026-01-31T09:00:00"), &json!(false))
    );
    // What does not open proves nothing and is not remembered.
    world
        .clock
        .set(vault::Clock::now(&*world.clock) + TimeDelta::days(179));
    let stranger = agevfs::Key::generate(&vault::Entropy::seeded(9)).identity_string();
    assert_eq!(world.no("kit_prove", prove(&stranger)), "wrong-key");
    assert_eq!(world.no("kit_prove", prove(PASSPHRASE)), "no-key-in-kit");
    assert_eq!(world.no("kit_prove", prove(&lines[0])), "shares-too-few");
    let status = world.status();
    assert_eq!(
        (&status["last_proof"], &status["proof_due"]),
        (&json!("2026-01-31T09:00:00"), &json!(false))
    );
    world
        .clock
        .set(vault::Clock::now(&*world.clock) + TimeDelta::days(1));
    assert_eq!(
        world.status()["proof_due"],
        true,
        "it is asked for again after half a year"
    );
    world.ok("kit_prove", prove(&kit));
    assert_eq!(world.status()["proof_due"], false);
    // A proof ends with its key, and is nowhere but on this device.
    let id = world.made["kit"]["slot"]
        .as_str()
        .expect("digits")
        .to_owned();
    let keys = world.ok("key_list", json!({}))["keys"].clone();
    let keys = keys.as_array().expect("keys");
    let key = keys
        .iter()
        .find(|key| key["id"].as_str().expect("an id").starts_with(&id));
    world.ok(
        "key_remove",
        json!({"id": key.expect("listed")["id"], "passphrase": PASSPHRASE}),
    );
    assert_eq!(
        (&world.status()["last_proof"], &world.status()["proof_due"]),
        (&Value::Null, &json!(true))
    );
    let kept = std::fs::read_to_string(world.path("app/settings.json")).expect("settings");
    assert!(kept.contains(&id) && !kept.contains("AGE-SECRET") && !kept.contains(&kit[20..40]));
    world.ok("vault_lock", json!({}));
    assert_eq!(world.no("kit_prove", prove(&kit)), "locked");
}

/// Invented names.
#[test]
fn a_passphrase_of_names_in_the_vault_is_refused_and_says_why() {
    let world = world();
    let party = json!({"kind": "party", "value": {"kind": "person", "name": "Айгуль Тестова"}});
    world.ok("record_save", json!({"record": party, "base": null}));
    let case = json!({"kind": "case", "value": {"title": "Sample of the Blue Orchard"}});
    world.ok("record_save", json!({"record": case, "base": null}));
    let key = world.ok("key_list", json!({}))["keys"].clone();
    let key = key.as_array().expect("keys").iter();
    let key = key.clone().find(|key| key["mine"] == true).expect("mine")["id"].clone();
    world.ok("key_name", json!({"id": key, "name": "Ermek Tester"}));
    let named = "АйгульТестоваErmekTester";
    let assess = world.ok("passphrase_assess", json!({"passphrase": named}));
    assert_eq!(assess["acceptable"], false);
    assert!(texts(&assess["reasons"]).contains(&"own"));
    for (name, request) in [
        (
            "passphrase_change",
            json!({"old": PASSPHRASE, "new": named}),
        ),
        (
            "key_rotate",
            json!({"passphrase": PASSPHRASE, "new": named, "even_if_damaged": false}),
        ),
    ] {
        let error = world.error(name, request);
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("weak-passphrase", Some("new")),
            "{name}"
        );
        assert!(
            error.args["reasons"].split(' ').any(|one| one == "own"),
            "{name}"
        );
    }
    world.ok("vault_lock", json!({}));
    // Locked, the names inside are not at hand, but those of the vaults are.
    let assess = world.ok("passphrase_assess", json!({"passphrase": named}));
    assert_eq!(assess["acceptable"], true);
    let request = json!({"path": world.at("Karaganda Office.vault"), "passphrase": "Karaganda-Office-Karaganda", "demo": false});
    let error = world.error("vault_create", request);
    assert_eq!(error.code, "weak-passphrase");
    assert!(!world.path("Karaganda Office.vault").exists());
    let text = service::Text::new(service::Language::Ru);
    let (what, _) = text.error(&error);
    assert!(what.contains("имён и названий"), "{what}");
}

/// Whatever a passphrase cost before, setting it measures this computer: never below the floor, never more than a quarter of what is free.
#[test]
fn setting_a_passphrase_chooses_its_cost_on_this_computer() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("a.vault");
    let passphrase = vault::Passphrase::new(PASSPHRASE).expect("a passphrase");
    let made = vault::create(&path, &passphrase, KdfParams::for_tests(), Env::real());
    drop(made.expect("makes"));
    let params = || {
        let info = vault::Vault::at(&path, Env::real())
            .expect("a vault")
            .info();
        let slots = info.expect("reads").slots;
        let found = slots.iter().find_map(|slot| match slot.kind {
            vault::SlotKind::Passphrase(params) => Some(params),
            _ => None,
        });
        found.expect("a passphrase slot")
    };
    assert_eq!(params(), KdfParams::for_tests());
    let free = std::fs::read_to_string("/proc/meminfo").expect("Linux");
    let free = free
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"));
    let free: u32 = free
        .and_then(|kib| kib.trim().trim_end_matches(" kB").parse().ok())
        .expect("a number");
    let service = Service::new(Options::real(dir.path().to_owned()));
    let call = |name: &str, request| {
        service
            .call(name, request)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"))
    };
    call(
        "vault_open",
        json!({"path": path, "passphrase": PASSPHRASE}),
    );
    call(
        "passphrase_change",
        json!({"old": PASSPHRASE, "new": PASSPHRASE}),
    );
    let (now, floor) = (params(), KdfParams::floor());
    assert!(now.m_kib() >= floor.m_kib() && now.t() >= floor.t());
    // Other programs may take or give back memory meanwhile.
    assert!(
        now.m_kib() <= (free / 4).max(floor.m_kib()) + free / 16,
        "{} of {free}",
        now.m_kib()
    );
    call("vault_lock", json!({}));
    call(
        "vault_open",
        json!({"path": path, "passphrase": PASSPHRASE}),
    );
}

#[test]
fn keys_say_how_long_they_take_and_the_same_passphrase_chooses_the_cost_anew() {
    let world = world();
    let keys = |world: &World| {
        world.ok("key_list", json!({}))["keys"]
            .as_array()
            .expect("keys")
            .clone()
    };
    let before = keys(&world);
    for key in &before {
        let seconds = key["opens_in"].as_f64();
        assert_eq!(seconds.is_some(), key["kind"] == "passphrase");
        // The cost of tests protects nothing, and the list says so.
        let cost = key["cost"].as_str();
        assert_eq!(cost, (key["kind"] == "passphrase").then_some("light"));
        assert!(seconds.is_none_or(|s| s > 0.0 && s < 0.35), "{seconds:?}");
    }
    world.ok(
        "passphrase_change",
        json!({"old": PASSPHRASE, "new": PASSPHRASE}),
    );
    let after = keys(&world);
    let of = |keys: &[Value], kind: &str| -> Vec<String> {
        keys.iter()
            .filter(|key| key["kind"] == kind)
            .map(|key| key["id"].to_string())
            .collect()
    };
    assert_ne!(of(&before, "passphrase"), of(&after, "passphrase"));
    assert_eq!(of(&before, "kit"), of(&after, "kit"));
    assert_eq!(after.len(), before.len());
    world.ok("vault_lock", json!({}));
    let info = world.ok("vault_inspect", json!({"path": world.at("a.vault")}));
    assert!(info["opens_in"].as_f64().is_some_and(|s| s > 0.0));
    world.ok("vault_open", world.open_with(PASSPHRASE));
}
