//! Vocabularies, places, single fields of the history and the standing of a case: through the service and the command line.

use sandyq_tests::desk::{Calls, Desk};
use sandyq_tests::world::World;
use serde_json::{Value, json};

const NIL: &str = "00000000-0000-0000-0000-000000000000";

/// The example vault.
fn world() -> World {
    World::new("a", true)
}

/// What these tests ask.
trait Asks: Calls {
    /// Runs a command that is refused: the code, and what it says of why.
    fn refused(&self, name: &str, request: Value) -> (String, String) {
        let error = self.error(name, request);
        let why = error.args.get("code").or(error.args.get("count")).cloned();
        (error.code, why.unwrap_or_default())
    }
    fn row(&self, vocabulary: &str, code: &str) -> Value {
        let rows = self.ok("term_list", json!({}));
        let found = list(&rows["terms"])
            .into_iter()
            .find(|row| row["term"]["vocabulary"] == vocabulary && row["term"]["code"] == code);
        found.unwrap_or_else(|| panic!("{vocabulary} {code}"))
    }
    fn case(&self, reference: &str) -> Value {
        self.ok("case_open", json!({"case": reference}))
    }
}

impl Asks for World {}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

#[test]
fn a_term_is_replaced_throughout_the_example_and_put_back() {
    let world = world();
    let (old, new) = (
        world.row("act_type", "search_home"),
        world.row("act_type", "search_office"),
    );
    let uses = |row: &Value| row["uses"].as_u64().unwrap_or_default();
    assert!(uses(&old) > 0 && uses(&new) > 0);
    assert_eq!(
        world.refused(
            "record_delete",
            json!({"kind": "term", "id": old["term"]["id"], "cascade": true})
        ),
        ("invalid".into(), "shipped".into())
    );
    let done = world.ok(
        "term_replace",
        json!({"id": old["term"]["id"], "by": new["term"]["id"]}),
    );
    assert_eq!(done["moved"], old["uses"]);
    assert_eq!(
        uses(&world.row("act_type", "search_office")),
        uses(&old) + uses(&new)
    );
    assert_eq!(
        world.row("act_type", "search_home")["term"]["retired"],
        true
    );
    world.ok("record_undo", json!({"revision": done["revisions"][0]}));
    let back = world.row("act_type", "search_home");
    assert_eq!(
        (uses(&back), &back["term"]["retired"]),
        (uses(&old), &json!(false))
    );
    // What the list counts is what stands in the cases.
    let counted: u64 = list(&world.ok("case_list", json!({}))["cases"])
        .iter()
        .flat_map(|case| list(&world.case(case["ref"].as_str().expect("a reference"))["acts"]))
        .filter(|act| act["act_type"] == "search_home")
        .count() as u64;
    assert_eq!(counted, uses(&old));
}

#[test]
fn a_new_term_is_used_and_stays_while_it_is() {
    let world = world();
    let term = json!({"id": NIL, "vocabulary": "space", "code": "", "en": "", "ru": "Свобода вероисповедания", "kk": "", "group": "", "huridocs": "", "retired": false});
    let saved = world.ok(
        "record_save",
        json!({"record": {"kind": "term", "value": term}, "base": null}),
    );
    let made = &saved["record"]["value"];
    assert_eq!(made["code"], "svoboda_veroispovedaniya");
    let view = world.case("KZ-002");
    let mut case = view["case"].clone();
    case["space"] = json!(["expression", made["code"]]);
    let base = &view["revisions"][case["id"].as_str().expect("an id")];
    world.ok(
        "record_save",
        json!({"record": {"kind": "case", "value": case}, "base": base}),
    );
    let delete = json!({"kind": "term", "id": made["id"], "cascade": false});
    assert_eq!(
        world.refused("record_delete", delete),
        ("term-in-use".into(), "1".into())
    );
}

#[test]
fn one_field_is_put_back() {
    let world = world();
    let view = world.case("KZ-002");
    let id = view["case"]["id"].as_str().expect("an id").to_owned();
    let first = view["revisions"][&id].clone();
    let mut case = view["case"].clone();
    case["title"] = json!("Another title");
    case["owner"] = json!("A. Sample");
    world.ok(
        "record_save",
        json!({"record": {"kind": "case", "value": case}, "base": first}),
    );
    world.ok(
        "field_restore",
        json!({"revision": first, "field": "title"}),
    );
    let now = world.case("KZ-002");
    assert_eq!(now["case"]["title"], view["case"]["title"]);
    assert_eq!(now["case"]["owner"], "A. Sample");
    assert_eq!(
        world.refused(
            "field_restore",
            json!({"revision": first, "field": "status"})
        ),
        ("invalid".into(), "by_review_only".into())
    );
    assert_eq!(
        world
            .refused(
                "field_restore",
                json!({"revision": first, "field": "colour"})
            )
            .0,
        "not-found"
    );
}

#[test]
fn places_are_suggested_and_made_one() {
    let world = world();
    let rows = list(&world.ok("place_list", json!({}))["places"]);
    let almaty = rows.iter().find(|row| row["place"]["name"] == "Almaty");
    let almaty = almaty.expect("a place of the example");
    let hints = list(&world.ok("place_suggest", json!({"text": "Алматы"}))["suggestions"]);
    assert_eq!(
        (&hints[0]["name"], &hints[0]["band"]),
        (&json!("Almaty"), &json!("same"))
    );
    let other = world.ok(
        "record_save",
        json!({"record": {"kind": "place", "value": {"id": NIL, "name": "Алма-Ата", "area": "", "latitude": null, "longitude": null, "never_export": true}}, "base": null}),
    );
    let other = other["record"]["value"]["id"].clone();
    let done = world.ok(
        "place_merge",
        json!({"keep": other, "gone": almaty["place"]["id"]}),
    );
    assert_eq!(done["moved"].as_u64(), almaty["uses"].as_u64());
    let view = world.case("KZ-001");
    assert_eq!(view["case"]["places"][0], other);
    world.ok("record_undo", json!({"revision": done["revisions"][0]}));
    assert_eq!(
        world.case("KZ-001")["case"]["places"][0],
        almaty["place"]["id"]
    );
    // A position is on the earth.
    let off = json!({"id": NIL, "name": "Nowhere", "area": "", "latitude": 91.0, "longitude": 0.0, "never_export": false});
    assert_eq!(
        world
            .refused(
                "record_save",
                json!({"record": {"kind": "place", "value": off}, "base": null})
            )
            .0,
        "invalid"
    );
}

#[test]
fn an_article_keeps_its_code_and_stays_while_it_is_named() {
    let world = world();
    let rows = list(&world.ok("provision_list", json!({}))["provisions"]);
    let row = |code: &str| {
        let row = rows.iter().find(|row| row["provision"]["code"] == code);
        row.cloned().unwrap_or_else(|| panic!("{code}"))
    };
    // Counted apart from how the list counts: by what stands in the cases.
    let (mut named, mut cases) = (0, 0);
    for case in list(&world.ok("case_list", json!({}))["cases"]) {
        let view = world.case(case["ref"].as_str().expect("a reference"));
        let in_it = ["acts", "measures", "proceedings"]
            .iter()
            .flat_map(|kind| list(&view[*kind]))
            .filter(|one| one.to_string().contains("\"KZ-CC-274\""))
            .count();
        named += in_it;
        cases += usize::from(in_it > 0);
    }
    let of_274 = row("KZ-CC-274");
    assert!(named > 3);
    assert_eq!(
        (&of_274["uses"], &of_274["cases"]),
        (&json!(named), &json!(cases))
    );
    let save = |provision: &Value, base: &Value| {
        world.service().call(
            "record_save",
            json!({"record": {"kind": "provision", "value": provision}, "base": base}),
        )
    };
    let mut other = of_274["provision"].clone();
    other["title"] = json!("Spreading knowingly false information");
    let saved = save(&other, &of_274["revision"]).unwrap_or_else(|_| panic!("a title changes"));
    other["code"] = json!("KZ-CC-999");
    assert_eq!(
        world.refused(
            "record_save",
            json!({"record": {"kind": "provision", "value": other}, "base": saved["revision"]})
        ),
        ("invalid".into(), "code_stays".into())
    );
    let delete = |id: &Value| json!({"kind": "provision", "id": id, "cascade": true});
    assert_eq!(
        world.refused("record_delete", delete(&other["id"])).0,
        "in-use"
    );
    // Named by nothing but a charge, it is named all the same.
    let fresh = json!({"id": NIL, "code": "XX-1", "title": "", "law": "Criminal Code", "article": "1", "part": ""});
    let fresh = save(&fresh, &Value::Null).unwrap_or_else(|_| panic!("a new article"));
    let id = &fresh["record"]["value"]["id"];
    let case = world.case("KZ-001")["case"]["id"].clone();
    let trial = json!({"id": NIL, "case_id": case, "kind": "trial", "charges": [{"party": null, "provision": "XX-1", "words": ""}]});
    let trial = world.ok(
        "record_save",
        json!({"record": {"kind": "proceeding", "value": trial}, "base": null}),
    );
    let rows = list(&world.ok("provision_list", json!({}))["provisions"]);
    let row = rows.iter().find(|row| row["provision"]["code"] == "XX-1");
    assert_eq!(row.expect("the new one")["uses"], 1);
    assert_eq!(world.refused("record_delete", delete(id)).0, "in-use");
    world.ok(
        "record_delete",
        json!({"kind": "proceeding", "id": trial["record"]["value"]["id"], "cascade": true}),
    );
    world.ok("record_delete", delete(id));
}

/// Counted by hand in the file: 23 pairs of claims in 17 cases stand against each other.
#[test]
fn every_contradiction_of_the_example_is_there() {
    let world = world();
    let (mut pairs, mut cases) = (0, 0);
    for case in list(&world.ok("case_list", json!({}))["cases"]) {
        let view = world.case(case["ref"].as_str().expect("a reference"));
        let claims = list(&view["claims"]);
        let against = |claim: &Value| list(&claim["conflicts_with"]);
        let clashing: Vec<&Value> = claims
            .iter()
            .filter(|one| !against(one).is_empty())
            .collect();
        // Each names the other, and both are in the case with source and grade.
        for claim in &clashing {
            assert_eq!(against(claim).len(), 1);
            let other = clashing
                .iter()
                .find(|other| other["id"] == against(claim)[0]);
            assert_eq!(against(other.expect("the other one"))[0], claim["id"]);
            assert!(
                list(&view["sources"])
                    .iter()
                    .any(|source| source["id"] == claim["source"])
            );
        }
        pairs += clashing.len() / 2;
        cases += usize::from(!clashing.is_empty());
    }
    assert_eq!((pairs, cases), (23, 17));
}

#[test]
fn on_the_command_line() {
    let desk = Desk::new();
    desk.ask("demo a.vault");
    let terms = || list(&desk.ask("vocabulary list a.vault --of measure --all")["terms"]);
    let find = |all: &[Value], code: &str| {
        let row = all.iter().find(|row| row["term"]["code"] == code).cloned();
        row.unwrap_or_else(|| panic!("{code}"))
    };
    let before = find(&terms(), "house_arrest")["uses"].clone();
    let words = |words: &str| words.split('|').map(str::to_owned).collect::<Vec<_>>();
    let ask = |line: &str| {
        let words = words(line);
        desk.ask_words(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let added = ask("vocabulary|add|a.vault|measure|--en|Watched at home|--group|held");
    assert_eq!(added["code"], "watched_at_home");
    ask("vocabulary|rename|a.vault|measure|watched_at_home|--kk|Үйде бақылауда");
    let done = desk.ask("vocabulary replace a.vault measure house_arrest watched_at_home");
    assert_eq!(done["moved"], before);
    // Retired by that; brought back by a word.
    let after = terms();
    let (old, new) = (
        find(&after, "house_arrest"),
        find(&after, "watched_at_home"),
    );
    assert_eq!(
        (&old["uses"], &old["term"]["retired"]),
        (&json!(0), &json!(true))
    );
    assert_eq!(
        (&new["uses"], &new["term"]["kk"]),
        (&before, &json!("Үйде бақылауда"))
    );
    let back = desk.ask("vocabulary retire a.vault measure house_arrest --back");
    assert_eq!(back["retired"], false);
    let pass = "--passphrase-file pass";
    desk.refuse(&format!("vocabulary retire a.vault role victim {pass}"), 1);
    desk.refuse(&format!("vocabulary list a.vault --of moods {pass}"), 1);
    desk.refuse(
        &format!("vocabulary replace a.vault measure wanted nothing {pass}"),
        1,
    );
    // Where a case stands in its review.
    let shown = desk.run("case show a.vault KZ-001 --passphrase-file pass --lang en");
    assert!(shown.out.contains("Review: draft"), "{}", shown.out);
    assert!(!shown.out.contains("Last decision"), "{}", shown.out);
}
