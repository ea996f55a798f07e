//! Who a source is, told to one person and taken in from one: by the command line, and the refusals of the commands.

use std::path::Path;

use sandyq_tests::desk::{Calls, Desk, PASSPHRASE, example};
use sandyq_tests::traces;
use sandyq_tests::world::World;
use serde_json::{Value, json};

const NAME: &str = "Зүлфия Қасенова";

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

/// Whether any file on the desk but those of the vaults holds the name in clear.
fn in_clear(desk: &Desk) -> bool {
    traces::forms(NAME)
        .into_iter()
        .any(|(_, wanted)| holds(desk.folder(), &wanted))
}

fn holds(folder: &Path, wanted: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return holds(&path, wanted);
        }
        let bytes = std::fs::read(&path).expect("a file");
        bytes.windows(wanted.len()).any(|part| part == wanted)
    })
}

#[test]
fn by_the_command_line_one_person_is_told_and_nobody_else() {
    let desk = Desk::new();
    let mut book: Value =
        serde_json::from_slice(&std::fs::read(example()).expect("the example")).expect("JSON");
    let used = text(&book["cases"][0]["claims"][0]["source"]);
    let sources = book["sources"].as_array_mut().expect("sources");
    let source = sources
        .iter_mut()
        .find(|source| source["id"] == used.as_str())
        .expect("the source of a claim");
    source["confidential"] = json!(true);
    source["title"] = json!(NAME);
    source
        .as_object_mut()
        .expect("a source")
        .remove("publisher");
    desk.ask("init from.vault");
    desk.write("book.json", &book.to_string());
    desk.ask("import from.vault book.json");
    assert!(in_clear(&desk), "the control: it is found where it stands");
    std::fs::remove_file(desk.path("book.json")).expect("a file");
    desk.ask("init to.vault");
    desk.ask("init other.vault");
    for of in ["from", "to"] {
        desk.ask(&format!("card {of}.vault --out {of}.card"));
    }
    for (of, with) in [("from", "to"), ("to", "from"), ("other", "from")] {
        desk.ask(&format!("partner add {of}.vault {with}.card --name {with}"));
    }
    assert!(!in_clear(&desk));

    let reference = "KZ-001";
    desk.ask(&format!("handover create from.vault --case {reference} --to to.card --profile partner --out cases.age"));
    let code = "S-001";
    let give = |to: &str, reason: &str| {
        desk.run_words(&[
            "source",
            "give",
            "from.vault",
            code,
            "--to",
            to,
            "--reason",
            reason,
            "--out",
            "told.age",
            "--passphrase-file",
            "pass",
        ])
    };
    // Not before the number was compared, not without a reason.
    let unsure = give("to", "she asked for him").err;
    assert!(unsure.contains("compared"), "{unsure}");
    desk.ask("partner add from.vault to.card --name to --compared");
    assert_eq!(give("to", " ").code, 1);
    assert!(!desk.path("told.age").exists());
    let ran = give("to", "she asked for him");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!in_clear(&desk), "the file is sealed");

    // Who did not take the case in has no code name to put it under.
    let look = |vault: &str| desk.ask(&format!("source look told.age --vault {vault}.vault"));
    let came = look("to");
    assert_eq!(
        (&came["from"], &came["sources"][0]["here"]),
        (&json!("from"), &json!(false))
    );
    desk.refuse("source take to.vault told.age --passphrase-file pass", 1);
    desk.ask("handover merge to.vault cases.age");
    let came = look("to");
    assert_eq!(
        came["sources"][0]["fields"],
        json!([{"field": "name", "ours": "", "theirs": NAME}])
    );
    assert_eq!(desk.ask("source take to.vault told.age")["taken"], 1);
    assert_eq!(look("to")["sources"][0]["fields"], json!([]));
    assert_eq!(
        desk.ask("source take to.vault told.age")["taken"],
        0,
        "once is enough"
    );
    assert!(!in_clear(&desk));

    // It was for one person; and it is no handover.
    desk.refuse(
        "source look told.age --vault other.vault --passphrase-file pass",
        1,
    );
    desk.refuse(
        "source look told.age --vault from.vault --passphrase-file pass",
        1,
    );
    let checked =
        desk.run("handover check told.age --vault to.vault --json --passphrase-file pass");
    let checked: Value = serde_json::from_str(&checked.out).expect("JSON");
    assert_eq!(checked["problems"], json!(["sources"]));

    let log = desk.ask("handover log from.vault");
    let entries = log["entries"].as_array().expect("entries");
    let told: Vec<_> = entries
        .iter()
        .filter(|one| one["profile"] == "sources")
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0]["told"],
        json!([{"code_name": code, "reason": "she asked for him", "by": told[0]["told"][0]["by"]}])
    );
    assert_eq!(told[0]["who"], json!(["to"]));
    assert!(!log.to_string().contains("Қасенова"));
    let log = desk.ask("handover log to.vault");
    let taken = |one: &&Value| one["profile"] == "sources" && one["direction"] == "in";
    assert_eq!(
        log["entries"]
            .as_array()
            .expect("entries")
            .iter()
            .filter(taken)
            .count(),
        1
    );
}

/// A vault with the seal open.
fn opened() -> World {
    let world = World::new("a", false);
    world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    world
}

/// A source under the seal, with this much known of it.
fn source(world: &World, value: Value) -> String {
    let record = json!({"kind": "source", "value": {"kind": "person", "confidential": true, "reliability": "b"}});
    let saved = world.ok("record_save", json!({"record": record, "base": null}));
    let id = text(&saved["record"]["value"]["id"]);
    let mut identity = value;
    identity["id"] = json!(id);
    world.ok("source_identity_save", identity);
    id
}

#[test]
fn what_is_asked_for_wrongly_is_refused_at_its_field_and_nothing_is_written() {
    let world = opened();
    let known = source(&world, json!({"name": NAME}));
    let blank = source(&world, json!({}));
    let card = world.ok("card_get", json!({}))["text"].clone();
    let mine = world.ok("partner_save", json!({"card": card, "compared": true}));
    let to = mine["partners"][0]["id"].clone();
    let out = world.at("told.age");
    let ask = |ids: &[&str], to: &Value, reason: &str| {
        let request = json!({"ids": ids, "to": to, "reason": reason, "path": out});
        world.service().call("identity_give", request)
    };
    let nobody = json!("00000000-0000-4000-8000-000000000009");
    let long = "x".repeat(1001);
    for (ids, to, reason, code, field) in [
        (&[known.as_str()][..], &to, "", "invalid", "reason"),
        (&[&known], &to, &long, "invalid", "reason"),
        (&[&known], &nobody, "r", "not-found", "to"),
        (&[&blank], &to, "r", "nothing-known", "ids"),
        (&[], &to, "r", "nothing-known", "ids"),
    ] {
        let refused = ask(ids, to, reason).expect_err("refused");
        assert_eq!(
            (refused.code.as_str(), refused.field.as_deref()),
            (code, Some(field))
        );
        assert!(!Path::new(&out).exists());
    }
    ask(&[&known], &to, "r").expect("the control");
    let came = world.ok("identity_look", json!({"path": out}));
    let take = |sha256: &Value, id: &str, field: &str| {
        let request =
            json!({"path": out, "sha256": sha256, "take": [{"id": id, "fields": [field]}]});
        world.service().call("identity_take", request)
    };
    let other = take(&json!("00"), &known, "name").expect_err("not what was looked at");
    assert_eq!(other.code, "changed-since");
    world.ok(
        "source_identity_save",
        json!({"id": known, "name": "Her", "note": "ours"}),
    );
    let named = |id: &str| world.ok("source_identity_get", json!({"id": id}))["identity"].clone();
    // Fields that nobody knows, and sources that are not in the file, are nothing.
    for (id, field) in [
        (known.as_str(), "party"),
        (&known, "burnt"),
        (&blank, "name"),
    ] {
        take(&came["sha256"], id, field).expect("nothing to do");
        assert_eq!(named(&known)["name"], "Her");
    }
    take(&came["sha256"], &known, "name").expect("the control");
    assert_eq!(
        (&named(&known)["name"], &named(&known)["note"]),
        (&json!(NAME), &json!("ours"))
    );

    // While names are hidden, a name that nobody here knows yet could not be.
    world.ok("privacy_set", json!({"on": true}));
    let hidden = world
        .service()
        .call("identity_look", json!({"path": out}))
        .expect_err("hidden");
    assert!(
        ["privacy-on", "seal-closed"].contains(&hidden.code.as_str()),
        "{}",
        hidden.code
    );
}
