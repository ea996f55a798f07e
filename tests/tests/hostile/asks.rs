//! Every text as a question: searches, names, dates, drafts, preferences, paths, cards, names of commands.

use sandyq_tests::desk::PASSPHRASE;
use sandyq_tests::hostile::corpus;
use serde_json::{Value, json};
use service::contract::NAMES;

use crate::world::{World, figure};

#[test]
fn questions_are_answered_or_refused() {
    let world = World::new();
    world.ok(
        "import_casebook",
        json!({"path": sandyq_tests::desk::root().join("tests/data/second-casebook.json"), "dry_run": false}),
    );
    let corpus = corpus();
    let before = world.ok("vault_status", json!({}))["counts"].clone();
    for text in &corpus.texts {
        let (name, words) = (&text.name, &text.text);
        for kinds in [json!([]), json!(["note", "party"])] {
            let query = json!({"text": words, "kinds": kinds, "limit": 200, "privileged": true});
            let _ = world.call(name, "search", query);
        }
        let _ = world.call(name, "name_suggest", json!({"text": words}));
        let _ = world.call(name, "case_list", json!({"text": words, "status": [], "space": [words], "tags": [words], "open_measures": false, "from": null, "until": null, "sort": "reference"}));
        let _ = world.call(
            name,
            "party_list",
            json!({"text": words, "kinds": [], "roles": [words]}),
        );
        for (left, right) in [(words.as_str(), "Amir Kassenov"), (words, words)] {
            let _ = world.call(name, "name_match", json!({"left": left, "right": right}));
        }
        for language in ["en", "ru", "kk", words] {
            let _ = world.call(
                name,
                "date_parse",
                json!({"text": words, "language": language}),
            );
        }
        let _ = world.call(name, "passphrase_assess", json!({"passphrase": words}));
        let _ = world.call(
            name,
            "passphrase_generate",
            json!({"language": words, "words": 6}),
        );
        let _ = world.call(name, "case_open", json!({"case": words}));
        let _ = world.call(name, "case_history", json!({"case": words}));
        let _ = world.call(
            name,
            "partner_save",
            json!({"card": words, "compared": true}),
        );
        let wrong = world.call(name, "seal_open", json!({"passphrase": words}));
        assert!(wrong.is_err(), "{name} opens the seal");
    }
    assert_eq!(
        world.ok("vault_status", json!({}))["counts"],
        before,
        "a question has written something"
    );
    figure(&format!(
        "{} hostile texts as questions; {}",
        corpus.texts.len(),
        world.figures()
    ));
}

#[test]
fn drafts_and_preferences_come_back_as_they_were() {
    let world = World::new();
    let (mut kept, mut named) = (0, 0);
    for text in &corpus().texts {
        let (name, words) = (&text.name, &text.text);
        let value = json!({"text": words, "deep": [{"__proto__": words}]});
        if world
            .call(name, "draft_save", json!({"key": words, "value": value}))
            .is_ok()
        {
            let drafts = world.ok("draft_list", json!({}))["drafts"].clone();
            let found = drafts
                .as_array()
                .expect("a list")
                .iter()
                .find(|one| one["key"] == *words);
            assert!(found.is_some_and(|one| one["value"] == value), "{name}");
            world.ok("draft_discard", json!({"key": words}));
            kept += 1;
        }
        let value = json!({"text": words});
        if world
            .call(name, "draft_save", json!({"key": "note", "value": value}))
            .is_ok()
        {
            assert!(
                world.ok("draft_list", json!({}))["drafts"][0]["value"] == value,
                "{name}"
            );
        }
        let mine = world.ok("key_list", json!({}))["keys"].clone();
        let mine = mine.as_array().expect("keys").iter();
        let mine = mine.clone().find(|key| key["mine"] == true).expect("mine")["id"].clone();
        let rename = json!({"id": mine, "name": words});
        if let Ok(keys) = world.call(name, "key_name", rename) {
            // One short line; what was kept is said in the answer, and is what is signed with.
            let keys = keys["keys"].as_array().expect("keys").clone();
            let author =
                keys.iter().find(|key| key["mine"] == true).expect("mine")["person"].clone();
            let kept = author.as_str().expect("a name");
            assert!(
                !kept.is_empty()
                    && kept.chars().count() <= 80
                    && !kept.chars().any(char::is_control),
                "{name}: the author"
            );
            named += 1;
            // What is signed with it comes back too.
            let saved = world.save("note", json!({"text": "signed"}));
            let history = world.ok("record_history", json!({"kind": "note", "id": saved["id"]}));
            assert!(
                history["revisions"][0]["author"] == author,
                "{name}: {}",
                history["revisions"][0]["author"]
            );
        }
        for field in ["language", "theme"] {
            let mut odd = world.ok("app_state", json!({}))["settings"].clone();
            odd[field] = json!(words);
            let _ = world.call(name, "settings_save", odd);
            let kept = world.ok("app_state", json!({}))["settings"][field].clone();
            let known = ["en", "ru", "kk", "system", "light", "dark", "contrast"];
            assert!(
                kept.as_str().is_some_and(|kept| known.contains(&kept)),
                "{name} is a {field}"
            );
        }
    }
    assert!(kept > 200 && named > 50, "{kept} {named}");
}

#[test]
fn odd_paths_lead_nowhere() {
    let world = World::new();
    world.save("case", json!({"title": "A case"}));
    std::fs::create_dir(world.path("out")).expect("a folder");
    for text in &corpus().texts {
        let (name, words) = (&text.name, text.text.as_str());
        let _ = world.call(name, "vault_inspect", json!({"path": words}));
        let open = json!({"path": words, "passphrase": PASSPHRASE});
        assert!(world.call(name, "vault_open", open).is_err(), "{name}");
        for command in ["handover_check", "handover_merge"] {
            let no = world.call(name, command, json!({"path": words}));
            assert!(
                no.is_err() || no.is_ok_and(|check| check["valid"] == false),
                "{name}"
            );
        }
        let import = json!({"path": words, "dry_run": false});
        assert!(
            world.call(name, "import_casebook", import).is_err(),
            "{name}"
        );
        // Into a folder of the test, never out of it.
        if words.contains("..") || words.starts_with('/') {
            continue;
        }
        let target = format!("{}/{words}", world.at("out"));
        let written = world.call(
            name,
            "export_casebook",
            json!({"path": target, "cases": []}),
        );
        if written.is_ok() {
            assert!(
                std::path::Path::new(&target).is_file(),
                "{name} was written elsewhere"
            );
        }
    }
    assert!(!std::path::Path::new("/tmp/hostile").exists());
}

#[test]
fn no_command_but_those_of_the_contract_and_no_shape_but_theirs() {
    let world = World::new();
    for text in &corpus().texts {
        let no = world.call(&text.name, &text.text, json!({}));
        assert_eq!(
            no.err().map(|no| no.code).as_deref(),
            Some("unknown-command"),
            "{}",
            text.name
        );
    }
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!([deep]);
    }
    let odd = [
        json!([]),
        json!("x"),
        json!(7),
        json!(true),
        json!([{}]),
        json!({"hostile": 1}),
        json!({"__proto__": {}}),
        deep,
    ];
    for name in NAMES {
        for spelt in [
            name.to_uppercase(),
            format!(" {name}"),
            format!("{name}\0"),
            format!("plugin:{name}"),
            name.replace('_', "-"),
        ] {
            if spelt != *name {
                let no = world.call(name, &spelt, json!({})).err().map(|no| no.code);
                assert_eq!(no.as_deref(), Some("unknown-command"), "{spelt:?}");
            }
        }
        for shape in &odd {
            let no = world
                .call(name, name, shape.clone())
                .err()
                .map(|no| no.code);
            let answer = no.as_deref();
            assert!(
                matches!(answer, Some("bad-request" | "seal-closed")),
                "{name} with {shape}: {answer:?}"
            );
        }
    }
    let state = world.ok("app_state", Value::Null);
    assert_eq!(state["open"], true, "one of them has locked it");
}
