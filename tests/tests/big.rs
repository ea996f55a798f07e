//! A large casebook in and out: seen, stopped, ended by locking, and nothing half done; the search at the border of the service.

use std::path::Path;
use std::sync::Arc;

use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::gate::Gate;
use serde_json::{Value, json};
use service::{Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

const CASES: usize = 260;

struct World {
    dir: TempDir,
    gate: Arc<Gate>,
    service: Service,
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
    let world = World { dir, gate, service };
    let request = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": false});
    world.ok("vault_create", request);
    // More than a megabyte: long work.
    let words = "Обыск на рассвете; the lawyer was not let in. ".repeat(110);
    let cases: Vec<Value> = (0..CASES)
        .map(|n| json!({"id": format!("a-{n}"), "title": format!("Quartz {n}"), "summary": words}))
        .collect();
    let book = json!({"about": {"title": "Many"}, "cases": cases});
    std::fs::write(world.path("many.json"), book.to_string()).expect("a file");
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
    fn import(&self) -> Value {
        json!({"path": self.at("many.json"), "dry_run": false})
    }
    fn cases(&self) -> usize {
        let list = self.ok("case_list", json!({}));
        list["cases"].as_array().map_or(0, Vec::len)
    }
}

#[test]
fn a_large_import_is_seen_and_stopped_and_leaves_nothing() {
    let world = world();
    let stopped = world
        .gate
        .beside(&world.service, "import_casebook", world.import(), || {
            let job = world.ok("job_state", json!({}));
            assert_eq!(job["name"], "import_casebook");
            assert_eq!(job["total"], CASES);
            assert!(job["done"].as_u64() >= Some(CASES as u64 / 2));
            world.ok("job_stop", json!({}));
        });
    assert_eq!(stopped.expect_err("it was stopped"), "cancelled");
    assert_eq!(world.cases(), 0);
    let nothing = world.ok(
        "search",
        json!({"text": "quartz", "kinds": [], "limit": 9, "privileged": false}),
    );
    assert_eq!(nothing["results"], json!([]));
    assert!(world.ok("job_state", json!({}))["name"].is_null());

    let report = world.ok("import_casebook", world.import());
    assert_eq!(report["added"]["cases"], CASES);
    let again = world.ok("import_casebook", world.import());
    assert_eq!(
        (&again["added"]["cases"], &again["unchanged"]["cases"]),
        (&json!(0), &json!(CASES))
    );
}

#[test]
fn locking_ends_an_import_and_an_export() {
    let world = world();
    world.ok("import_casebook", world.import());
    let out = json!({"path": world.at("out.json"), "cases": []});
    let stopped = world
        .gate
        .beside(&world.service, "export_casebook", out.clone(), || {
            assert_eq!(world.ok("job_state", json!({}))["name"], "export_casebook");
            world.ok("job_stop", json!({}));
        });
    assert_eq!(stopped.expect_err("it was stopped"), "cancelled");
    assert!(!world.path("out.json").exists());
    world.ok("export_casebook", out);
    assert!(world.path("out.json").exists());

    // The lock waits for a step of it, not for the rest.
    world.gate.close();
    let refused = std::thread::scope(|scope| {
        let long = scope.spawn(|| world.service.call("import_casebook", world.import()));
        world.gate.reached();
        let lock = scope.spawn(|| world.service.lock());
        while world
            .service
            .call("job_state", json!({}))
            .is_ok_and(|job| !job["name"].is_null())
        {
            // The lock asks before it waits; then the work may go on, and stops.
            std::thread::sleep(std::time::Duration::from_millis(300));
            world.gate.open();
        }
        lock.join().expect("no panic");
        long.join().expect("no panic").map_err(|error| error.code)
    });
    assert_eq!(refused.expect_err("it was ended"), "cancelled");
    assert!(!world.service.is_open());
}

#[test]
fn a_search_answers_pages_and_facets_and_refuses_what_is_none() {
    let world = world();
    world.ok("import_casebook", world.import());
    let ask = |more: Value| {
        let mut request =
            json!({"text": "рассвете", "kinds": ["case"], "limit": 50, "privileged": false});
        for (key, value) in more.as_object().into_iter().flatten() {
            request[key] = value.clone();
        }
        world
            .service
            .call("search", request)
            .map_err(|error| error.code)
    };
    let first = ask(json!({"facets": true})).expect("an answer");
    assert_eq!(
        (first["results"].as_array().map(Vec::len), &first["more"]),
        (Some(50), &json!(true))
    );
    assert_eq!(
        first["facets"]["kinds"],
        json!([{"value": "case", "count": CASES, "more": false}])
    );
    assert_eq!(
        first["facets"]["status"],
        json!([{"value": "draft", "count": CASES, "more": false}])
    );
    let last = ask(json!({"offset": CASES - 10})).expect("an answer");
    assert_eq!(
        (last["results"].as_array().map(Vec::len), &last["more"]),
        (Some(10), &json!(false))
    );
    assert!(last["facets"].is_null());
    assert_eq!(
        ask(json!({"status": ["cleared"]})).expect("an answer")["results"],
        json!([])
    );
    assert_eq!(
        ask(json!({"status": ["no such state"]})),
        Err("bad-request".into())
    );
    assert_eq!(
        ask(json!({"years": ["2026 OR 1"]})),
        Err("bad-request".into())
    );
    let kept = json!({"kind": "saved_search", "value": {"name": "Dawn", "text": "рассвете", "kinds": ["case"], "years": [2026]}});
    world.ok("record_save", json!({"record": kept, "base": null}));
    let saved = world.ok("saved_search_list", json!({}));
    assert_eq!(saved["searches"][0]["search"]["name"], "Dawn");
    // It is one of the vault's records and goes nowhere.
    world.ok(
        "export_casebook",
        json!({"path": world.at("out.json"), "cases": []}),
    );
    let out = std::fs::read_to_string(world.path("out.json")).expect("a file");
    assert!(!out.contains("Dawn"));
}
