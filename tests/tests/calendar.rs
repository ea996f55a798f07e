//! Deadlines, the calendar and its file, and clients, through the service and the command line.

use std::path::Path;

use chrono::NaiveDate;
use sandyq_tests::desk::{Calls, Desk, PASSPHRASE};
use serde_json::{Value, json};
use service::{Options, Service};
use tempfile::TempDir;
use vault::{Clock as _, Env, FixedClock, KdfParams};

struct World {
    dir: TempDir,
    clock: std::sync::Arc<FixedClock>,
    service: Service,
}

/// The example vault on 23 January 2026.
fn world() -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let now = NaiveDate::from_ymd_opt(2026, 1, 23)
        .and_then(|day| day.and_hms_opt(9, 0, 0))
        .expect("a time");
    let clock = std::sync::Arc::new(FixedClock::new(now));
    let service = Service::new(Options {
        env: Env {
            clock: clock.clone(),
            ..Env::real()
        },
        app_dir: Some(dir.path().join("app")),
        kdf: Some(KdfParams::for_tests()),
        uptime: sandyq_tests::desk::patience(),
        local_offset: || 5 * 3600,
        ..Options::real(dir.path().to_owned())
    });
    let world = World {
        dir,
        clock,
        service,
    };
    world.ok(
        "vault_create",
        json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": true}),
    );
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
    fn save(&self, kind: &str, value: Value) -> Value {
        self.ok(
            "record_save",
            json!({"record": {"kind": kind, "value": value}, "base": null}),
        )["record"]["value"]
            .clone()
    }
    fn export(&self, name: &str, references: bool) -> String {
        let request = json!({"path": self.at(name), "from": "2026-01-23", "to": "2026-12-31", "kinds": [], "references": references});
        self.ok("calendar_export", request);
        std::fs::read_to_string(self.at(name)).expect("a file")
    }
}

/// The values of a property, unfolded.
fn property(file: &str, name: &str) -> Vec<String> {
    let whole = file.replace("\r\n ", "");
    let lines = whole.split("\r\n");
    lines
        .filter_map(|line| line.strip_prefix(name)?.strip_prefix([':', ';']))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_deadline_is_suggested_taken_and_done() {
    let world = world();
    let case = world.ok("case_open", json!({"case": "KZ-003"}))["case"]["id"].clone();
    let found = world.ok("deadline_suggest", json!({"case": case}));
    let extension = found["suggested"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["rule"]["starts"] == "measure_expires")
        .unwrap_or_else(|| panic!("house arrest runs out: {found}"))
        .clone();
    // 24 February less ten days; a rule that nobody has checked says so.
    assert_eq!(
        (&extension["task"]["due"], &extension["rule"]["checked"]),
        (&json!("2026-02-14"), &json!(false))
    );
    let task = world.save("task", extension["task"].clone());
    let calendar = |world: &World| {
        world.ok(
            "calendar",
            json!({"from": "2026-02-01", "to": "2026-02-28", "kinds": ["task"]}),
        )
    };
    assert_eq!(calendar(&world)["entries"][0]["id"], task["id"]);
    let again = world.ok("deadline_suggest", json!({"case": case}));
    assert!(
        !again["suggested"]
            .as_array()
            .expect("a list")
            .iter()
            .any(|one| one["rule"]["starts"] == "measure_expires")
    );
    // The arrest is extended: the calendar says that the task is not what it was.
    let id = &task["start_id"];
    let state = world.ok("record_get", json!({"kind": "measure", "id": id}));
    let mut measure = state["record"]["value"].clone();
    measure["expires_on"] = json!("2026-04-24");
    world.ok(
        "record_save",
        json!({"record": {"kind": "measure", "value": measure}, "base": state["revision"]}),
    );
    assert_eq!(calendar(&world)["entries"][0]["outdated"], true);
    let state = world.ok("record_get", json!({"kind": "task", "id": task["id"]}));
    let mut done = state["record"]["value"].clone();
    done["done"] = json!(true);
    world.ok(
        "record_save",
        json!({"record": {"kind": "task", "value": done}, "base": state["revision"]}),
    );
    assert_eq!(calendar(&world)["entries"], json!([]));
    // From a day that was typed, in any case or none.
    let rules = world.ok("rule_list", json!({}));
    let rule = &rules["rules"][2]["rule"];
    let typed = world.ok(
        "deadline_from",
        json!({"rule": rule["id"], "case": null, "date": "2026-01-20"}),
    );
    assert_eq!(typed["task"]["due"], "2026-02-04");
    assert_eq!(
        world.no(
            "deadline_from",
            json!({"rule": rule["id"], "case": null, "date": "9999-12-31"})
        ),
        "invalid"
    );
}

#[test]
fn a_calendar_file_names_nobody() {
    let world = world();
    let party =
        world.ok("party_list", json!({"text": "Amir Kassenov"}))["parties"][0]["id"].clone();
    // A reference in which a name stands, in another script, and a plain one.
    for (reference, due) in [("Касенов-1", "2026-03-01"), ("AB-77", "2026-03-02")] {
        let case = world.save(
            "case",
            json!({"title": "Kassenov's appeal", "reference": reference}),
        );
        world.save(
            "involved",
            json!({"case_id": case["id"], "party": party, "role": "client"}),
        );
        world.save(
            "task",
            json!({"case_id": case["id"], "title": "Call Kassenov's mother in Almaty", "due": due}),
        );
    }
    let plain = world.export("plain.ics", false);
    let titles: std::collections::BTreeSet<String> =
        property(&plain, "SUMMARY").into_iter().collect();
    assert!(
        titles
            .iter()
            .all(|title| ["Hearing", "Deadline", "Review"].contains(&title.as_str())),
        "{titles:?}"
    );
    assert!(
        property(&plain, "BEGIN").len() > 4,
        "there is something in it"
    );
    let with = world.export("with.ics", true);
    assert!(property(&with, "SUMMARY").contains(&"Deadline · AB-77".to_owned()));
    // The negative control: the vault is full of names, and the file holds the day of each.
    let parties = world.ok("party_list", json!({"text": ""}));
    let names: Vec<&str> = parties["parties"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["name"].as_str())
        .flat_map(|name| name.split(' '))
        .filter(|word| {
            word.chars().count() > 3 && word.chars().next().is_some_and(char::is_uppercase)
        })
        .collect();
    assert!(names.contains(&"Kassenov") && names.len() > 100);
    let days = world.ok(
        "calendar",
        json!({"from": "2026-01-23", "to": "2026-12-31"}),
    );
    assert!(days.to_string().contains("Kassenov") && days.to_string().contains("Касенов-1"));
    for file in [&plain, &with] {
        let whole = file.replace("\r\n ", "");
        for name in names
            .iter()
            .chain(&["Касенов", "Almaty", "mother", "sandyq", "Sandyq"])
        {
            assert!(!whole.contains(name), "{name} is in the file");
        }
        assert!(property(file, "DESCRIPTION").is_empty() && property(file, "LOCATION").is_empty());
        assert_eq!(property(file, "DTSTART").len(), property(file, "UID").len());
        assert!(
            property(file, "DTSTART")
                .iter()
                .all(|day| day.starts_with("VALUE=DATE:202"))
        );
        assert!(
            file.split("\r\n").all(|line| line.len() <= 75)
                && !file.replace("\r\n", "").contains('\n')
        );
    }
    // Ids stay, and are none of the vault's own.
    let uids = property(&plain, "UID");
    assert_eq!(uids, property(&with, "UID"));
    let distinct: std::collections::BTreeSet<&String> = uids.iter().collect();
    assert_eq!(distinct.len(), uids.len());
    for entry in days["entries"].as_array().expect("a list") {
        let id = entry["id"].as_str().expect("an id").replace('-', "");
        assert!(!plain.contains(&id[..12]));
    }
    // Not over another file, and not into the vault.
    let again = json!({"path": world.at("plain.ics"), "from": "2026-01-23", "to": "2026-02-01", "kinds": [], "references": false});
    assert_eq!(world.no("calendar_export", again), "file-exists");
    let inside = json!({"path": world.at("a.vault/x.ics"), "from": "2026-01-23", "to": "2026-02-01", "kinds": [], "references": false});
    assert_eq!(world.no("calendar_export", inside), "file-in-vault");
    assert_eq!(
        world.no(
            "calendar",
            json!({"from": "2026-01-23", "to": "2028-02-01"})
        ),
        "invalid"
    );
}

#[test]
fn the_example_has_its_days() {
    let world = world();
    let view = world.ok(
        "calendar",
        json!({"from": "2026-02-01", "to": "2026-02-28"}),
    );
    let runs_out: Vec<&str> = view["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|entry| entry["kind"] == "expiry")
        .filter_map(|entry| entry["party"].as_str())
        .collect();
    assert!(
        runs_out.contains(&"Amir Kassenov") && runs_out.contains(&"Gulnara Bazhkenova"),
        "{runs_out:?}"
    );
    assert!(view["bare_count"].as_u64() > Some(10));
    // A month later, with no word of an extension, both are overdue.
    later(&world, 40);
    let home = world.ok("home", json!({}));
    let late: Vec<&str> = home["overdue"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["party"].as_str())
        .collect();
    assert!(
        late.contains(&"Amir Kassenov") && late.contains(&"Gulnara Bazhkenova"),
        "{late:?}"
    );
}

fn later(world: &World, days: i64) {
    world
        .clock
        .set(world.clock.now() + chrono::TimeDelta::days(days));
}

#[test]
fn a_task_of_the_team_travels_with_its_rule() {
    let world = world();
    let case = world.ok("case_open", json!({"case": "KZ-003"}))["case"]["id"].clone();
    let found = world.ok("deadline_suggest", json!({"case": case}));
    world.save("task", found["suggested"][0]["task"].clone());
    let card = world.ok("card_get", json!({}))["text"].clone();
    let wish = json!({"cases": [case], "profile": "internal", "evidence": false, "privileged": [], "to": [card]});
    world.ok(
        "handover_create",
        json!({"wish": wish, "path": world.at("bundle.age")}),
    );
    let checked = world.ok("handover_check", json!({"path": world.at("bundle.age")}));
    assert_eq!(checked["problems"], json!([]));
    let merged = world.ok("handover_merge", json!({"path": world.at("bundle.age")}));
    assert_eq!(merged["added"], 0, "{merged}");
}

#[test]
fn the_command_line_shows_and_writes_it() {
    let desk = Desk::new();
    desk.ask("demo a.vault");
    let view = desk.ask("calendar a.vault --from 2026-02-01 --to 2026-02-28");
    let first = &view["entries"][0];
    assert!(
        first["kind"].is_string() && first["earliest"].is_string(),
        "{view}"
    );
    assert!(
        view["no_deadline"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
    let words = [
        "calendar",
        "a.vault",
        "--from",
        "1 февраля 2026",
        "--to",
        "end of February 2026",
        "--passphrase-file",
        "pass",
    ];
    let vague = desk.run_words(&words);
    assert_eq!(
        (vague.code, vague.err.contains("one single day")),
        (1, true),
        "{}",
        vague.err
    );
    let ran = desk.run_words(&[
        "calendar",
        "a.vault",
        "--from",
        "1 февраля 2026",
        "--to",
        "28 Feb 2026",
        "--passphrase-file",
        "pass",
        "--lang",
        "ru",
    ]);
    assert!(
        ran.code == 0 && ran.out.contains("2026-02-24") && ran.out.contains("истекает"),
        "{}",
        ran.out
    );
    desk.ask("calendar a.vault --from 2026-02-01 --to 2026-02-28 --ics out.ics");
    let file = desk.read("out.ics");
    assert!(
        file.starts_with("BEGIN:VCALENDAR\r\n")
            && file.contains("DTSTART;VALUE=DATE:20260224\r\n")
            && !file.contains("Kassenov")
    );
    desk.refuse(
        "calendar a.vault --from 2026-02-01 --to 2026-01-01 --passphrase-file pass",
        1,
    );
    // Who was held on a day said in words.
    let plain = desk.ask("held a.vault --on 2026-01-31");
    let said = desk.run_words(&[
        "held",
        "a.vault",
        "--on",
        "31 января 2026",
        "--passphrase-file",
        "pass",
        "--json",
    ]);
    let said: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(said, plain);
    desk.refuse("held a.vault --on 2026-01 --passphrase-file pass", 1);
}
