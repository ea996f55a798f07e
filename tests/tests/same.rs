//! Who is the same, who is not, and the check for conflicts: through the service and the handover. The command line has its session in `cli.rs`.

use std::collections::BTreeSet;

use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::world::World;
use serde_json::{Value, json};

/// What is asked here again and again.
trait Asked: Calls {
    /// Why a command is refused.
    fn why(&self, name: &str, request: Value) -> String {
        let error = self.error(name, request);
        error.args.get("code").cloned().unwrap_or(error.code)
    }
    fn person(&self, name: &str) -> String {
        let record = json!({"kind": "party", "value": {"name": name, "sensitivity": "open"}});
        let saved = self.ok("record_save", json!({"record": record, "base": null}));
        text(&saved["record"]["value"]["id"])
    }
    fn pairs(&self) -> Vec<(String, String)> {
        let alike = self.ok("party_alike", json!({}));
        list(&alike["pairs"])
            .iter()
            .map(|pair| (text(&pair["one"]["name"]), text(&pair["other"]["name"])))
            .collect()
    }
}

impl Asked for World {}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[test]
fn the_example_casebook_has_no_pair_that_is_surely_one() {
    let world = World::new("a", true);
    let alike = world.ok("party_alike", json!({}));
    let same: Vec<String> = list(&alike["pairs"])
        .iter()
        .filter(|pair| pair["band"] == "same" && pair["one"]["kind"] == "person")
        .map(|pair| format!("{} {}", pair["one"]["name"], pair["other"]["name"]))
        .collect();
    assert!(same.is_empty(), "{same:?}");
    // Sydykov, Sadykov and Sadykova are three people; two of them may be of one family.
    let names: BTreeSet<String> =
        list(&world.ok("party_list", json!({"text": "Sadykova"}))["parties"])
            .iter()
            .map(|row| text(&row["name"]))
            .collect();
    assert!(
        names.iter().any(|name| name.contains("Sadykova")),
        "{names:?}"
    );
}

#[test]
fn two_are_made_one_taken_apart_and_said_not_to_be_one() {
    let world = World::new("a", false);
    let case = world.save("case", json!({"title": "A case"}));
    let (one, other) = (world.person("Amir Kassenov"), world.person("Әмір Қасенов"));
    let act = world.save(
        "act",
        json!({"case_id": case, "act_type": "arrest", "victim": other}),
    );
    assert_eq!(
        world.pairs(),
        [("Amir Kassenov".to_owned(), "Әмір Қасенов".to_owned())]
    );
    let alike = world.ok("party_alike", json!({}));
    assert_eq!(alike["pairs"][0]["band"], "same");
    assert_eq!(
        alike["pairs"][0]["other"]["cases"][0]["roles"],
        json!(["victim"])
    );
    let merged = world.ok(
        "party_merge",
        json!({"keep": one, "other": other, "fields": {"name": "other"}}),
    );
    assert_eq!(merged["moved"], 1);
    let victim = |world: &World| {
        text(
            &world.ok("record_get", json!({"kind": "act", "id": act}))["record"]["value"]["victim"],
        )
    };
    assert_eq!(victim(&world), one);
    let view = world.ok("party_open", json!({"id": other}));
    assert_eq!(
        (text(&view["party"]["id"]), text(&view["party"]["name"])),
        (one.clone(), "Әмір Қасенов".to_owned())
    );
    assert_eq!(view["names"][0]["full"], "Amir Kassenov");
    assert!(world.pairs().is_empty());
    assert_eq!(
        world.why("party_merge", json!({"keep": one, "other": other})),
        "merged"
    );
    world.ok("record_undo", json!({"revision": merged["revision"]}));
    assert_eq!(victim(&world), other);

    world.ok("party_merge", json!({"keep": one, "other": other}));
    let later = world.save(
        "act",
        json!({"case_id": case, "act_type": "arrest", "victim": one}),
    );
    let apart = world.ok("party_separate", json!({"id": other}));
    let stayed: Vec<(&str, &str)> = list(&apart["stayed"])
        .iter()
        .map(|one| {
            (
                one["id"].as_str().unwrap_or_default(),
                one["why"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(stayed, [(&*later, "later")]);
    assert_eq!(victim(&world), other);
    assert_eq!(
        world.why("party_separate", json!({"id": other})),
        "not_merged"
    );

    let said = world.ok(
        "party_distinct",
        json!({"party": other, "other": one, "certain": false, "note": "other years of birth"}),
    );
    assert!(world.pairs().is_empty());
    assert_eq!(
        world.why("party_merge", json!({"keep": one, "other": other})),
        "said_distinct"
    );
    let view = world.ok("party_open", json!({"id": one}));
    assert_eq!(view["distinct"][0]["note"], "other years of birth");
    assert_eq!(view["distinct"][0]["certain"], false);
    world.ok(
        "record_delete",
        json!({"kind": "distinct", "id": said["record"]["value"]["id"], "cascade": true}),
    );
    assert_eq!(world.pairs().len(), 1);
}

#[test]
fn who_a_source_is_stays_found_when_the_person_is_merged() {
    let world = World::new("a", false);
    let (one, other) = (world.person("Amir Kassenov"), world.person("Amir Kasenov"));
    let source = world.save("source", json!({"kind": "person", "confidential": true}));
    world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    let identity = json!({"id": source, "name": "Amir K.", "party": other});
    world.ok("source_identity_save", identity);
    world.ok("seal_close", json!({}));
    // The seal is closed while they are made one.
    world.ok(
        "party_merge",
        json!({"keep": one, "other": other, "fields": {"name": "other"}}),
    );
    world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    let sealed = world.ok("sealed_sources", json!({}));
    assert_eq!(sealed["parties"][&other], "Amir Kasenov", "{sealed}");
    world.ok("party_separate", json!({"id": other}));
    assert_eq!(
        world.ok("sealed_sources", json!({}))["parties"][&other],
        "Amir Kasenov"
    );
}

#[test]
fn a_colleague_gets_who_is_who_and_a_stranger_does_not() {
    let world = World::new("a", false);
    let case = world.save("case", json!({"title": "A case", "sensitivity": "open"}));
    let (one, other, third) = (
        world.person("Amir Kassenov"),
        world.person("Secret Spelling"),
        world.person("Amir Kasenov"),
    );
    for party in [&one, &third] {
        world.save(
            "involved",
            json!({"case_id": case, "party": party, "role": "victim"}),
        );
    }
    world.save(
        "involved",
        json!({"case_id": case, "party": other, "role": "witness"}),
    );
    world.ok("party_merge", json!({"keep": one, "other": other}));
    world.ok(
        "party_distinct",
        json!({"party": one, "other": third, "certain": true, "note": "seen together"}),
    );
    let counts = |profile: &str| {
        let wish =
            json!({"cases": [case], "profile": profile, "evidence": false, "privileged": []});
        let preview = world.ok("handover_preview", wish);
        (
            preview["counts"]["parties"].clone(),
            preview["counts"]["distinct"].clone(),
        )
    };
    assert_eq!(counts("internal"), (json!(3), json!(1)));
    assert_eq!(counts("public"), (json!(2), Value::Null));
}

#[test]
fn a_new_matter_is_looked_for_on_every_side() {
    let world = World::new("a", true);
    let asked = json!({"names": ["Нурлан Калиев", ""]});
    let nobody = world.ok("conflict_check", asked);
    assert_eq!(list(&nobody["hits"]).len(), 0, "{nobody}");
    let row = world.ok("party_list", json!({"text": "Kassenov"}));
    let (id, name) = (
        text(&row["parties"][0]["id"]),
        text(&row["parties"][0]["name"]),
    );
    let found = world.ok("conflict_check", json!({"names": ["Қасенов", name]}));
    let hit = list(&found["hits"])
        .iter()
        .find(|hit| hit["asked"] == 1 && hit["party"] == json!(id))
        .expect("the party itself");
    assert_eq!(hit["band"], "same");
    assert!(!list(&hit["places"]).is_empty());
    assert!(found["parties"].as_u64().is_some_and(|count| count > 100));
    assert_eq!(
        world.why("conflict_check", json!({"names": []})),
        "required"
    );
    // While names are hidden, none of them stands in the answer.
    world.ok("privacy_set", json!({"on": true}));
    let hidden = world
        .ok("conflict_check", json!({"names": ["Қасенов"]}))
        .to_string();
    assert!(!hidden.contains(&name), "{hidden}");
    let hidden = world.ok("party_alike", json!({})).to_string();
    assert!(!hidden.contains(&name));
}
