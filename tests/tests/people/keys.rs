//! Keys of several people, and what rests on them.

use std::path::Path;

use chrono::TimeDelta;
use sandyq_tests::desk::PASSPHRASE;
use serde_json::{Value, json};
use vault::{Env, KdfParams};

use crate::world::{DANA, ME, OTHER, THEIRS, World, text, world};

#[test]
fn who_wrote_a_case_alone_does_not_approve_it_and_another_does() {
    let world = world();
    let case = world.case("Written by one");
    // Alone with the vault nobody else can look: one may.
    world.ok("case_set_status", World::status(&case, "reviewed"));
    world.ok("case_set_status", World::status(&case, "draft"));
    assert_eq!(world.last_author(&case), "");
    let added = world.add_dana();
    assert!(added["kit"].is_null());
    // What was written before anybody had a name is signed with it now: the key says who it was.
    assert_eq!(world.last_author(&case), ME);
    let not = |why: &str| ("not-yet".to_owned(), why.to_owned());
    assert_eq!(
        world.no("case_set_status", World::status(&case, "reviewed")),
        not("second_person")
    );
    // By the other road too, and under another name.
    let mine = world.key_of(ME)["id"].clone();
    world.ok("key_name", json!({"id": mine, "name": "Somebody New"}));
    assert_eq!(
        world.no("case_set_status", World::status(&case, "reviewed")),
        not("second_person")
    );
    world.ok("key_name", json!({"id": mine, "name": ME}));
    // A kit is nobody's.
    let status = world.with_kit(&world.kit);
    assert_eq!(
        (&status["nobody"], &status["person"], &status["shared"]),
        (&json!(true), &json!(""), &json!(true))
    );
    assert_eq!(
        world.no("case_set_status", World::status(&case, "reviewed")),
        not("no_person")
    );
    // Dana has written nothing of it, and may.
    let status = world.as_who(THEIRS);
    assert_eq!(
        (&status["person"], &status["nobody"]),
        (&json!(DANA), &json!(false))
    );
    world.ok("case_set_status", World::status(&case, "reviewed"));
    assert_eq!(world.last_author(&case), DANA);
    world.ok("case_set_status", World::status(&case, "cleared"));
    // What Dana writes now, Dana does not approve; the first author does.
    let now = world.ok("record_get", json!({"kind": "case", "id": case}));
    let mut record = now["record"].clone();
    record["value"]["summary"] = json!("Dana's words");
    world.ok(
        "record_save",
        json!({"record": record, "base": now["revision"]}),
    );
    let row = world.ok("case_list", json!({}))["cases"][0].clone();
    assert_eq!(
        (&row["status"], &row["changed_since"]),
        (&json!("cleared"), &json!(true))
    );
    let since = world.ok("case_changes", json!({"case": case}));
    assert_eq!(since["records"][0]["changes"][0]["after"], "Dana's words");
    assert_eq!(since["records"][0]["by"], json!([DANA]));
    assert_eq!(
        world.no("case_set_status", World::status(&case, "reviewed")),
        not("second_person")
    );
    assert_eq!(
        world.no("case_set_status", World::status(&case, "cleared")),
        not("changed")
    );
    let status = world.as_who(PASSPHRASE);
    assert_eq!(status["person"], ME);
    world.ok("case_set_status", World::status(&case, "reviewed"));
    let row = world.ok("case_list", json!({}))["cases"][0].clone();
    assert_eq!(
        (&row["status"], &row["changed_since"]),
        (&json!("reviewed"), &json!(false))
    );
    // Dana's key goes: alone again.
    let theirs = world.key_of(DANA)["id"].clone();
    world.ok(
        "key_remove",
        json!({"id": theirs, "passphrase": PASSPHRASE}),
    );
    assert_eq!(world.ok("vault_status", json!({}))["shared"], false);
    let mine = world.case("Mine alone");
    world.ok("case_set_status", World::status(&mine, "reviewed"));
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
}

#[test]
fn names_are_inside_the_vault_alone() {
    let world = world();
    world.add_dana();
    let case = world.case("Signed by both");
    world.as_who(THEIRS);
    world.ok("case_set_status", World::status(&case, "reviewed"));
    let names: Vec<Value> = world
        .keys()
        .into_iter()
        .map(|key| key["person"].clone())
        .collect();
    assert!(
        names.contains(&json!(ME)) && names.contains(&json!(DANA)) && names.contains(&Value::Null)
    );
    world.ok("backup_make", {
        std::fs::create_dir(world.path("stick")).expect("a folder");
        json!({"folder": world.at("stick")})
    });
    world.ok("vault_lock", json!({}));
    // Locked, nobody is told whose a key is.
    let seen = world.ok("vault_inspect", json!({"path": world.at("a.vault")}));
    let seen = seen["keys"].as_array().expect("keys").clone();
    assert!(
        seen.len() == 3
            && seen
                .iter()
                .all(|key| key["person"].is_null() && key["mine"] == false)
    );
    for name in [ME, DANA, "Sampleqx", "Qxme"] {
        assert!(!world.holds(name), "{name} stands on the disk");
    }
    // The control: what is written out in clear is found.
    world.as_who(PASSPHRASE);
    let out =
        json!({"path": world.at("log.jsonl"), "case": null, "content": false, "privileged": false});
    world.ok("log_export", out);
    for name in [ME, DANA] {
        assert!(world.holds(name), "the control does not find {name}");
    }
}

#[test]
fn each_changes_their_own_passphrase_and_nobody_elses() {
    let world = world();
    world.add_dana();
    let (mine, theirs) = (
        world.key_of(ME)["id"].clone(),
        world.key_of(DANA)["id"].clone(),
    );
    let change = |old: &str, new: &str, id: &Value| json!({"old": old, "new": new, "id": id});
    // What opens another key does not change this one, and nobody takes the passphrase of somebody else.
    let refused = |request| world.no("passphrase_change", request).0;
    assert_eq!(refused(change(PASSPHRASE, OTHER, &theirs)), "wrong-key");
    assert_eq!(
        refused(change(PASSPHRASE, THEIRS, &mine)),
        "passphrase-in-use"
    );
    assert_eq!(
        refused(change(&world.kit, OTHER, &Value::Null)),
        "whose-passphrase"
    );
    assert_eq!(
        refused(change(PASSPHRASE, OTHER, &json!("0123456789abcdef"))),
        "unknown-key"
    );
    world.ok("passphrase_change", change(PASSPHRASE, OTHER, &mine));
    assert_eq!(world.keys().len(), 3);
    assert_eq!(world.key_of(ME)["mine"], true);
    assert_eq!(world.as_who(THEIRS)["person"], DANA);
    assert_eq!(world.as_who(OTHER)["person"], ME);
    world.ok("vault_lock", json!({}));
    let old = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE});
    assert_eq!(world.no("vault_open", old).0, "wrong-key");
    // With a kit for who forgot theirs, it has to be said whose.
    world.with_kit(&world.kit);
    let theirs = world.key_of(DANA)["id"].clone();
    world.ok("passphrase_change", change(&world.kit, PASSPHRASE, &theirs));
    assert_eq!(world.as_who(PASSPHRASE)["person"], DANA);
    assert_eq!(world.as_who(OTHER)["person"], ME);
    // Without an id it is that which the old one opens.
    world.ok("passphrase_change", change(OTHER, THEIRS, &Value::Null));
    assert_eq!(world.as_who(THEIRS)["person"], ME);
    assert_eq!(world.as_who(PASSPHRASE)["person"], DANA);
}

/// A change of the passphrase that was interrupted before it was written down whose the new slot is.
#[test]
fn a_person_stays_who_they_are_whatever_is_interrupted() {
    let world = world();
    world.add_dana();
    let case = world.case("Mine");
    world.ok("vault_lock", json!({}));
    let passphrase = |text| vault::Passphrase::new(text).expect("a passphrase");
    let locked = vault::Vault::at(world.path("a.vault"), Env::real()).expect("a vault");
    let opened = locked.unlock(&passphrase(PASSPHRASE));
    let Ok(mut opened) = opened else {
        panic!("it opens")
    };
    let theirs = opened.slot_of(&passphrase(THEIRS)).expect("a slot");
    let old = passphrase(PASSPHRASE);
    let changed = opened.change_passphrase_of(
        vault::Opener::Passphrase(&old),
        &passphrase(OTHER),
        KdfParams::for_tests(),
        &[theirs],
    );
    changed.expect("changed");
    drop(opened);
    for _ in 0..2 {
        let status = world.open(OTHER);
        assert_eq!(
            (&status["person"], &status["shared"]),
            (&json!(ME), &json!(true))
        );
        assert_eq!(
            world
                .no("case_set_status", World::status(&case, "reviewed"))
                .1,
            "second_person"
        );
        world.ok("vault_lock", json!({}));
    }
}

#[test]
fn a_person_may_have_a_kit_and_comes_back_as_who_they_were() {
    let world = world();
    let wish = |name: &str, own: Value, new: Value| json!({"name": name, "own": own, "passphrase": PASSPHRASE, "new": new});
    // Names are looked at before any key is made.
    for (name, own, at) in [
        ("", json!(ME), "name"),
        (DANA, Value::Null, "own"),
        (DANA, json!("  "), "own"),
        (DANA, json!("dana sampleqx"), "name"),
    ] {
        let error = world.error("key_add_person", wish(name, own.clone(), Value::Null));
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("invalid", Some(at)),
            "{name} {own}"
        );
    }
    for (passphrase, code) in [
        ("short", "weak-passphrase"),
        (PASSPHRASE, "passphrase-in-use"),
        ("Dana-Sampleqx-Dana", "weak-passphrase"),
    ] {
        let error = world.error("key_add_person", wish(DANA, json!(ME), json!(passphrase)));
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            (code, Some("new")),
            "{passphrase}"
        );
    }
    assert_eq!(world.keys().len(), 2);
    let added = world.ok("key_add_person", wish(DANA, json!(ME), Value::Null));
    let kit = text(&added["kit"]["identity"]);
    assert_eq!(world.with_kit(&kit)["person"], DANA);
    let case = world.case("By a kit");
    assert_eq!(world.last_author(&case), DANA);
    // The name is taken while they have a key, and theirs again when they had one.
    world.as_who(PASSPHRASE);
    assert_eq!(
        world
            .no("key_add_person", wish(DANA, Value::Null, json!(THEIRS)))
            .1,
        "taken"
    );
    let theirs = world.key_of(DANA)["id"].clone();
    world.ok(
        "key_remove",
        json!({"id": theirs, "passphrase": PASSPHRASE}),
    );
    world.ok(
        "key_add_person",
        wish("dana  sampleqx", Value::Null, json!(THEIRS)),
    );
    world.as_who(THEIRS);
    assert_eq!(
        world
            .no("case_set_status", World::status(&case, "reviewed"))
            .1,
        "second_person",
        "what was written with the kit is theirs"
    );
    world.as_who(PASSPHRASE);
    world.ok("case_set_status", World::status(&case, "reviewed"));
}

#[test]
fn new_keys_leave_one_person_and_the_names_of_all() {
    let world = world();
    world.add_dana();
    let case = world.case("Before");
    world.as_who(THEIRS);
    world.ok("case_set_status", World::status(&case, "reviewed"));
    // Dana types her own passphrase; it is hers that stays.
    let made = world.ok(
        "key_rotate",
        json!({"passphrase": THEIRS, "new": null, "even_if_damaged": false}),
    );
    assert_eq!(made["open"], true);
    let status = world.ok("vault_status", json!({}));
    assert_eq!(
        (&status["person"], &status["shared"]),
        (&json!(DANA), &json!(false))
    );
    assert_eq!(world.keys().len(), 2);
    let status = world.as_who(THEIRS);
    assert_eq!(
        (&status["person"], &status["nobody"]),
        (&json!(DANA), &json!(false))
    );
    world.ok("vault_lock", json!({}));
    let old = json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE});
    assert_eq!(world.no("vault_open", old).0, "wrong-key");
    world.as_who(THEIRS);
    // The first author comes back under the same name, and is the same person.
    let back = json!({"name": ME, "own": null, "passphrase": THEIRS, "new": OTHER});
    world.ok("key_add_person", back);
    world.as_who(OTHER);
    world.ok("case_set_status", World::status(&case, "draft"));
    assert_eq!(
        world
            .no("case_set_status", World::status(&case, "reviewed"))
            .1,
        "second_person"
    );
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
}

#[test]
fn what_a_person_did_days_ago_is_taken_back_step_by_step() {
    let world = world();
    world.add_dana();
    let case = world.case("First title");
    let rename = |title: &str| {
        let now = world.ok("record_get", json!({"kind": "case", "id": case}));
        let mut record = now["record"].clone();
        record["value"]["title"] = json!(title);
        world.ok(
            "record_save",
            json!({"record": record, "base": now["revision"]}),
        );
    };
    let title = || {
        let now = world.ok("record_get", json!({"kind": "case", "id": case}));
        text(&now["record"]["value"]["title"])
    };
    rename("Second title");
    world.as_who(THEIRS);
    // Dana did nothing yet.
    assert!(world.ok("undo_peek", json!({}))["offer"].is_null());
    world.save("note", json!({"text": "Dana's", "case_id": case}));
    let peek = world.ok("undo_peek", json!({}));
    assert_eq!(
        (&peek["older"], &peek["offer"]["changes"][0]["kind"]),
        (&json!(false), &json!("note"))
    );
    world.later(TimeDelta::days(3));
    world.as_who(PASSPHRASE);
    let peek = world.ok("undo_peek", json!({}));
    assert_eq!(peek["older"], true);
    let said = &peek["offer"]["changes"][0];
    assert_eq!(
        (&said["op"], &said["changes"][0]["before"]),
        (&json!("edit"), &json!("First title"))
    );
    let done = world.ok(
        "record_undo",
        json!({"revision": peek["offer"]["revision"]}),
    );
    assert_eq!(title(), "First title");
    // Done again, and it is the next to be taken back; of this session now.
    world.ok("record_undo", json!({"revision": done["revisions"][0]}));
    assert_eq!(title(), "Second title");
    rename("Third title");
    assert_eq!(world.ok("undo_peek", json!({}))["older"], false);
    for expect in ["Second title", "First title"] {
        let peek = world.ok("undo_peek", json!({}));
        world.ok(
            "record_undo",
            json!({"revision": peek["offer"]["revision"]}),
        );
        assert_eq!(title(), expect);
    }
    // Dana's note stands on the case: the case does not go from under it, and nothing is written.
    let peek = world.ok("undo_peek", json!({}));
    assert_eq!(peek["offer"]["changes"][0]["op"], "create");
    assert_eq!(
        world
            .no(
                "record_undo",
                json!({"revision": peek["offer"]["revision"]})
            )
            .0,
        "in-use"
    );
    assert_eq!(title(), "First title");
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
}

#[test]
fn a_fallen_case_does_not_leave_as_cleared() {
    let world = world();
    let case = world.case("Gabardine");
    world.ok("case_set_status", World::status(&case, "reviewed"));
    world.ok("case_set_status", World::status(&case, "cleared"));
    let card = world.ok("card_get", json!({}))["text"].clone();
    let wish = json!({"cases": [case], "profile": "internal", "evidence": false, "privileged": [], "to": [card]});
    let sent = |name: &str| {
        let path = world.at(name);
        let order = json!({"wish": wish, "path": path});
        world.ok("handover_create", order);
        let out = world.at(&format!("{name}.d"));
        world.ok("handover_open", json!({"path": path, "out": out}));
        let database = rusqlite::Connection::open(Path::new(&out).join("casebook.sqlite"))
            .expect("a database");
        let status = database.query_row("SELECT status FROM \"case\"", [], |row| {
            row.get::<_, String>(0)
        });
        status.expect("a case")
    };
    assert_eq!(sent("one.age"), "cleared");
    world.save("act", json!({"case_id": case, "act_type": "arrest"}));
    let preview = world.ok("handover_preview", wish.clone());
    assert_eq!(preview["cases"][0]["changed_since"], true);
    assert_eq!(sent("two.age"), "draft");
    // Looked at again, it is what it was.
    world.ok("case_set_status", World::status(&case, "reviewed"));
    world.ok("case_set_status", World::status(&case, "cleared"));
    assert_eq!(sent("three.age"), "cleared");
}
