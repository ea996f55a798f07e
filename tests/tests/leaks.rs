//! The leak check through the service and the command line: what would show, what is decided, what is refused until then.

use std::path::Path;

use chrono::NaiveDate;
use sandyq_tests::desk::{Calls, Desk, PASSPHRASE};
use serde_json::{Value, json};
use service::{Options, Service};
use vault::{Env, FixedClock, KdfParams};

struct World {
    desk: Desk,
    service: Service,
    case: Value,
}

impl Calls for World {
    fn service(&self) -> &Service {
        &self.service
    }
    fn folder(&self) -> &Path {
        self.desk.folder()
    }
}

/// A case, and a confidential person who stands in a note of it and in a file.
///
/// Made by the program itself if `shipped`: it does not open a vault whose key costs as little as in tests.
fn world(shipped: bool) -> World {
    let desk = Desk::new();
    let now = NaiveDate::from_ymd_opt(2026, 1, 23)
        .and_then(|day| day.and_hms_opt(9, 0, 0))
        .expect("a time");
    let service = Service::new(Options {
        env: Env {
            clock: std::sync::Arc::new(FixedClock::new(now)),
            ..Env::real()
        },
        app_dir: Some(desk.path("app")),
        kdf: Some(KdfParams::for_tests()),
        uptime: sandyq_tests::desk::patience(),
        ..Options::real(desk.folder().to_owned())
    });
    let mut world = World {
        desk,
        service,
        case: Value::Null,
    };
    let path = world.at("a.vault");
    if shipped {
        world.desk.ask("init a.vault");
        world.ok(
            "vault_open",
            json!({"path": path, "passphrase": PASSPHRASE}),
        );
    } else {
        world.ok(
            "vault_create",
            json!({"path": path, "passphrase": PASSPHRASE, "demo": false}),
        );
    }
    let case = world.save("case", json!({"reference": "KZ-001", "title": "A raid"}));
    world.case = case["id"].clone();
    world.save(
        "party",
        json!({"kind": "person", "name": "Зүлфия Қасенова", "contact": "+7 701 555 01 99", "sensitivity": "confidential"}),
    );
    world.save(
        "note",
        json!({"case_id": world.case, "text": "Spoke with Z. Kassenova (8 701 555-01-99) at night."}),
    );
    world
        .desk
        .write("list.csv", "who;when\n\"Касенова, Зульфия\";2026-01-02\n");
    world.ok(
        "evidence_add",
        json!({"case": world.case, "path": world.at("list.csv"), "title": "A list", "source": null, "obtained": "", "how": "", "sensitivity": "internal"}),
    );
    world
}

impl World {
    fn save(&self, kind: &str, value: Value) -> Value {
        let request = json!({"record": {"kind": kind, "value": value}, "base": null});
        self.ok("record_save", request)["record"]["value"].clone()
    }
    fn wish(&self, leaks: Value) -> Value {
        json!({"cases": [self.case], "profile": "partner", "evidence": true, "privileged": [], "leaks": leaks})
    }
    fn leaks(&self, choices: Value) -> Value {
        self.ok("handover_leaks", self.wish(choices))
    }
}

#[test]
fn what_would_show_is_listed_and_nothing_is_sealed_before_it_is_decided() {
    let world = world(false);
    let found = world.leaks(json!([]));
    let what: Vec<(&str, &str, &Value)> = found["hits"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|hit| {
            let said = |key: &str| hit[key].as_str().expect("a said");
            (said("place"), said("what"), &hit["act"])
        })
        .collect();
    let replace = json!("replace");
    assert_eq!(
        what,
        [
            ("record", "name", &replace),
            ("record", "contact", &replace),
            ("text", "name", &Value::Null),
        ]
    );
    let hit = &found["hits"][0];
    assert_eq!(
        (&hit["case"], &hit["kind"], &hit["field"], &hit["needle"]),
        (
            &json!("KZ-001"),
            &json!("note"),
            &json!("text"),
            &json!("Зүлфия Қасенова")
        )
    );
    assert_eq!(hit["marks"], json!([[11, 23]]));
    assert_eq!(
        (&found["waiting"], &found["sealed_missed"]),
        (&json!(1), &json!(false))
    );

    let card = world.ok("card_get", json!({}))["text"].clone();
    let create = |leaks: Value| {
        let mut wish = world.wish(leaks);
        wish["to"] = json!([card]);
        json!({"wish": wish, "path": world.at("out.age")})
    };
    let error = world.error("handover_create", create(json!([])));
    assert_eq!(
        (error.code.as_str(), error.args["count"].as_str()),
        ("leak", "1")
    );
    assert!(!world.path("out.age").exists());

    let file = found["hits"][2]["id"].clone();
    for (act, reason, field) in [
        ("accept", "", "reason"),
        ("forget", "x", "act"),
        ("accept", "a\u{7}", "reason"),
    ] {
        let choice = json!([{"hit": file, "act": act, "reason": reason}]);
        let error = world.error("handover_create", create(choice));
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("invalid", Some(field))
        );
    }
    let choice = json!([{"hit": file, "act": "accept", "reason": "the list is public"}]);
    world.ok("handover_create", create(choice.clone()));
    let log = world.ok("handover_log", json!({}));
    let kept = &log["entries"][0]["accepted"];
    assert_eq!(kept.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&kept[0]["reason"], &kept[0]["what"], &kept[0]["field"]),
        (&json!("the list is public"), &json!("name"), &json!("text"))
    );
    assert_eq!(world.leaks(choice)["waiting"], json!(0));
}

#[test]
fn the_command_line_lists_decides_and_refuses() {
    let world = world(true);
    world.ok("vault_lock", json!({}));
    let desk = &world.desk;
    desk.ask("card a.vault --out my.card");
    let found = desk.ask("handover leaks a.vault --case KZ-001 --evidence");
    assert_eq!(found["waiting"], json!(1));
    let said = desk.run("handover leaks a.vault --case KZ-001 --evidence --passphrase-file pass");
    assert!(
        said.out.contains("Z. Kassenova") && said.out.contains("--accept"),
        "{}",
        said.out
    );
    let create = "handover create a.vault --case KZ-001 --evidence --to my.card --out out.age";
    let error = desk.refuse(&format!("{create} --passphrase-file pass"), 1);
    assert!(error.contains("decide"), "{error}");
    assert!(!desk.path("out.age").exists());
    let file = found["hits"][2]["id"].as_str().expect("an id");
    desk.refuse(
        &format!("{create} --accept {file} --passphrase-file pass"),
        1,
    );
    let receipt = desk.ask(&format!("{create} --leave-out {file}"));
    assert_eq!(receipt["evidence"], json!(0));
    std::fs::remove_file(desk.path("out.age")).expect("a file");
    let receipt = desk.ask(&format!("{create} --accept {file}=public"));
    assert_eq!(receipt["evidence"], json!(1));
    let opened = desk.ask("handover open out.age --vault a.vault --out opened");
    assert!(opened["files"].as_u64().is_some_and(|files| files > 5));
    let page = desk.read("opened/index.html");
    assert!(page.contains("Spoke with [name withheld] ([contact withheld]) at night."));
}
