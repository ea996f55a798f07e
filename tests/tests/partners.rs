//! Cards of others at the border of the service: who is somebody new, who is known, and whose keys changed.

use sandyq_tests::desk::Calls;
use sandyq_tests::world::World;
use serde_json::{Value, json};

fn add(world: &World, card: &Value, name: &str, instead_of: &Value) -> Result<Vec<Value>, String> {
    let wish = json!({"card": card, "compared": false, "name": name, "instead_of": instead_of});
    match world.service().call("partner_save", wish) {
        Ok(list) => Ok(list["partners"].as_array().expect("a list").clone()),
        Err(error) => Err(format!(
            "{} {}",
            error.code,
            error.args.get("name").map_or("", String::as_str)
        )
        .trim()
        .to_owned()),
    }
}

fn names(list: &[Value]) -> Vec<&str> {
    list.iter().filter_map(|one| one["name"].as_str()).collect()
}

#[test]
fn two_people_whose_vaults_have_the_same_name_stay_two_people() {
    let (own, one, other) = (
        World::new("own", false),
        World::new("Notebook", false),
        World::new("Notebook", false),
    );
    let none = Value::Null;
    assert_eq!(
        names(&add(&own, &one.card(), "", &none).expect("new")),
        ["Notebook"]
    );
    assert_eq!(
        add(&own, &other.card(), "", &none),
        Err("partner-changed Notebook".to_owned())
    );
    assert_eq!(
        names(&add(&own, &other.card(), "Bolat", &none).expect("new")),
        ["Bolat", "Notebook"]
    );
    // The same card once more is nobody else's, and he is called what he was called.
    let again = add(&own, &other.card(), "", &none).expect("known");
    assert_eq!(names(&again), ["Bolat", "Notebook"]);
    assert_eq!(
        names(&add(&own, &other.card(), "Bolat B.", &none).expect("known")),
        ["Bolat B.", "Notebook"]
    );
}

#[test]
fn the_card_of_one_partner_cannot_stand_for_another() {
    let (own, one, other, fresh) = (
        World::new("own", false),
        World::new("Asan", false),
        World::new("Bolat", false),
        World::new("Asan", false),
    );
    let asan = own.knows(&one.card(), "");
    own.knows(&other.card(), "");
    let before = own.ok("partner_list", json!({}));
    for name in ["", "Asan"] {
        assert_eq!(
            add(&own, &other.card(), name, &asan),
            Err("partner-known Bolat".to_owned()),
            "{name}"
        );
    }
    assert_eq!(own.ok("partner_list", json!({})), before);
    // A new vault of his stands for him, under the name he has here, and has to be compared.
    let now = add(&own, &fresh.card(), "", &asan).expect("his");
    assert_eq!(names(&now), ["Asan", "Bolat"]);
    assert!(now[0]["id"] == asan && now[0]["compared"] == false);
    assert_ne!(now[0]["words"], before["partners"][0]["words"]);
}

#[test]
fn a_card_that_names_nobody_asks_for_a_name() {
    let (own, one, other) = (
        World::new("own", false),
        World::new("Sandyq", false),
        World::new("Sandyq 2", false),
    );
    let none = Value::Null;
    assert_eq!(own.ok("card_get", json!({}))["nameless"], false);
    assert_eq!(other.ok("card_get", json!({}))["nameless"], true);
    for card in [one.card(), other.card()] {
        let wish = json!({"card": card, "compared": false});
        let error = own.error("partner_save", wish);
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("partner-unnamed", Some("name"))
        );
    }
    add(&own, &one.card(), "Dina", &none).expect("new");
    let both = add(&own, &other.card(), "Erlan", &none).expect("new");
    assert_eq!(names(&both), ["Dina", "Erlan"]);
    assert_eq!(add(&own, &one.card(), "", &none), Ok(both));
    // What comes from somebody else whose vault is called so is from a stranger, not from a partner with changed keys.
    let third = World::new("Sandyq", false);
    let case = third.save("case", json!({"title": "A case"}));
    let path = own.at("in.age");
    third.ok("handover_create", json!({"wish": {"cases": [case], "profile": "internal", "evidence": false, "privileged": [], "to": [own.card()]}, "path": path}));
    let check = own.ok("handover_check", json!({"path": path}));
    assert!(check["valid"] == true && check["known"] == false, "{check}");
}
