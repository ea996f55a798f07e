//! A signed copy of the history: what stock `minisign` says of it, what is in it and what is not.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::world::{DANA, ME, THEIRS, World, text, world};

/// Whether `minisign -V` takes the file with the signature beside it.
pub fn minisign(file: &Path, key: &str) -> bool {
    let ran = Command::new("minisign")
        .arg("-Vm")
        .arg(file)
        .args(["-P", key])
        .output();
    ran.expect("minisign is installed").status.success()
}

fn lines(text: &str) -> Vec<Value> {
    let read = |line| serde_json::from_str(line).expect("each line is JSON");
    text.lines().map(read).collect()
}

/// A case with an ordinary and a privileged note and a sealed source, and another case; by two people.
fn filled() -> (World, String) {
    let world = world();
    world.add_dana();
    let case = world.case("Gabardine arrest");
    world.case("Another matter");
    for (kind, words) in [("field_note", "plain words"), ("privileged", "clientwords")] {
        world.save(
            "note",
            json!({"case_id": case, "kind": kind, "text": words}),
        );
    }
    world.as_who(THEIRS);
    world.ok("seal_open", json!({"passphrase": THEIRS}));
    let source = world.save("source", json!({"confidential": true}));
    let id = text(&source["record"]["value"]["id"]);
    world.ok(
        "source_identity_save",
        json!({"id": id, "name": "Sealednameqx"}),
    );
    world.ok("seal_close", json!({}));
    (world, case)
}

fn export(world: &World, name: &str, case: Option<&str>, content: bool, privileged: bool) -> Value {
    let wish =
        json!({"path": world.at(name), "case": case, "content": content, "privileged": privileged});
    world.ok("log_export", wish)
}

#[test]
fn stock_minisign_takes_a_copy_and_no_copy_that_was_touched() {
    let (world, _) = filled();
    let told = export(&world, "log.jsonl", None, true, true);
    let (key, file) = (text(&told["signing_key"]), world.path("log.jsonl"));
    assert!(minisign(&file, &key));
    // The key is that of the vault's contact card.
    assert!(text(&world.ok("card_get", json!({}))["text"]).contains(&key));
    let whole = std::fs::read(&file).expect("the copy");
    assert_eq!(told["bytes"].as_u64(), Some(whole.len() as u64));
    let all = lines(std::str::from_utf8(&whole).expect("UTF-8"));
    let (head, revisions) = all.split_first().expect("a first line");
    assert_eq!(
        (&head["format"], &head["by"]),
        (&json!("sandyq-history"), &json!(DANA))
    );
    assert_eq!(head["revisions"].as_u64(), Some(revisions.len() as u64));
    assert_eq!(
        (&head["chain_holds"], text(&head["signing_key"])),
        (&json!(true), key.clone())
    );
    assert!(
        head["about"]
            .as_array()
            .is_some_and(|about| about.len() == 5)
    );
    let authors: Vec<&str> = revisions
        .iter()
        .filter_map(|line| line["author"].as_str())
        .collect();
    assert!(authors.contains(&ME) && authors.contains(&DANA));
    // One bit of a byte anywhere, a line less, a line more.
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut touched = whole.clone();
        touched[at] ^= 1;
        std::fs::write(&file, &touched).expect("a file");
        assert!(!minisign(&file, &key), "byte {at}");
    }
    let before_last = |bytes: &[u8]| {
        bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .expect("lines")
    };
    let cut = before_last(&whole[..before_last(&whole)]) + 1;
    for touched in [whole[..cut].to_vec(), [&whole[..], b"{}\n"].concat()] {
        std::fs::write(&file, &touched).expect("a file");
        assert!(!minisign(&file, &key));
    }
    std::fs::write(&file, &whole).expect("a file");
    assert!(minisign(&file, &key), "the control");
    // The signature of another vault is another's.
    let other = text(&export(&crate::world::world(), "log.jsonl", None, true, true)["signing_key"]);
    assert!(other != key && !minisign(&file, &other));
}

#[test]
fn what_is_in_it_is_what_was_asked_for() {
    let (world, case) = filled();
    let case = Some(case.as_str());
    // of which case, content, privileged; then: ordinary words, the client's, those of the other case
    for (nth, (of, content, privileged, plain, client, other)) in [
        (None, true, false, true, false, true),
        (None, true, true, true, true, true),
        (None, false, false, false, false, false),
        (None, false, true, false, false, false),
        (case, true, false, true, false, false),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("log{nth}.jsonl");
        let told = export(&world, &name, of, content, privileged);
        let text_of = std::fs::read_to_string(world.path(&name)).expect("a copy");
        assert_eq!(text_of.contains("plain words"), plain, "{name}");
        assert_eq!(text_of.contains("clientwords"), client, "{name}");
        assert_eq!(text_of.contains("Another matter"), other, "{name}");
        assert!(!text_of.contains("Sealednameqx"), "{name}: who a source is");
        assert_eq!(
            told["withheld"].as_u64(),
            Some(u64::from(plain && !client)),
            "{name}"
        );
        assert!(text_of.contains("\"fields\":["), "{name}");
        // Ids of people are names of key files: none is told.
        for key in world.keys() {
            assert!(!text_of.contains(&text(&key["id"])), "{name}");
        }
        assert!(minisign(&world.path(&name), &text(&told["signing_key"])));
    }
}

#[test]
fn nothing_is_written_over_and_nothing_half() {
    let (world, _) = filled();
    std::fs::write(world.path("there.jsonl"), "mine").expect("a file");
    std::fs::write(world.path("beside.jsonl.minisig"), "mine").expect("a file");
    let wish = |name: &str, case: Value| json!({"path": world.at(name), "case": case, "content": true, "privileged": false});
    for (name, case, code) in [
        ("there.jsonl", Value::Null, "file-exists"),
        ("beside.jsonl", Value::Null, "file-exists"),
        ("a.vault/log.jsonl", Value::Null, "file-in-vault"),
        ("none/log.jsonl", Value::Null, "file-missing"),
        ("x.jsonl", json!("NONE"), "not-found"),
    ] {
        assert_eq!(world.no("log_export", wish(name, case)).0, code, "{name}");
    }
    let read = |name: &str| std::fs::read_to_string(world.path(name)).expect("a file");
    assert!(read("there.jsonl") == "mine" && read("beside.jsonl.minisig") == "mine");
    for none in [
        "beside.jsonl",
        "there.jsonl.minisig",
        "x.jsonl",
        "x.jsonl.minisig",
        "a.vault/log.jsonl",
    ] {
        assert!(!world.path(none).exists(), "{none}");
    }
}
