//! A pasted report at the border of the service: read without a trace, written in one step that one undo takes back, and never past the seal.

use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::world::World;
use serde_json::{Value, json};

const REPORT: &str = "Police in Almaty detained Marat Seitov on 13 November 2025.\u{c} He was fined 50 MCI under article 434 of the Code of Administrative Offences.\n\nA week later officers searched the home of Aigerim Bekova.";

/// What these tests ask.
trait Reads: Calls {
    /// A command that is refused: the code, and the field.
    fn refused(&self, name: &str, request: Value) -> (String, Option<String>) {
        let error = self.error(name, request);
        (error.code, error.field)
    }
    fn read(&self, text: &str) -> Value {
        self.ok(
            "text_read",
            json!({"text": text, "day": null, "language": "en"}),
        )
    }
    fn counts(&self) -> Value {
        let home = self.ok("home", json!({}));
        json!([
            home["counts"]["cases"],
            home["counts"]["parties"],
            home["counts"]["acts"],
            home["counts"]["claims"],
            home["counts"]["sources"]
        ])
    }
}

impl Reads for World {}

/// The report accepted whole into a new case.
fn acceptance() -> Value {
    let act = |kind: &str, victim: u32, passage: u32, more: Value| {
        let mut act = json!({"act_type": kind, "victim": victim, "start": null, "place": null, "provisions": [], "outcome": "", "passage": passage, "date_passage": null, "victim_passage": null});
        for (key, value) in more.as_object().expect("an object") {
            act[key] = value.clone();
        }
        act
    };
    let party = |name: &str, passage: u32| json!({"party": null, "kind": "person", "name": name, "occupation": "", "role": "", "passage": passage});
    json!({
        "text": REPORT, "case": null, "title": "Detention of Marat Seitov",
        "source": {"confidential": false, "kind": "report", "title": "A report", "publisher": "A newsroom", "url": "https://example.org/1"},
        "locator": "page 4",
        "parties": [party("Marat Seitov", 0), party("Aigerim Bekova", 2)],
        "places": [{"place": null, "name": "Almaty"}],
        "provisions": [{"id": "00000000-0000-0000-0000-000000000000", "code": "KZ-CAO-434", "title": "", "law": "Code of Administrative Offences", "article": "434", "part": ""}],
        "acts": [
            act("short_detention", 0, 0, json!({"start": {"edtf": "2025-11-13", "words": "13 November 2025"}, "place": 0})),
            act("administrative_fine", 0, 1, json!({"start": "2025-11-13", "provisions": ["KZ-CAO-434"], "outcome": "50 MCI", "date_passage": 0, "victim_passage": 0})),
            act("search_home", 1, 2, json!({})),
        ],
    })
}

fn accept(world: &World, acceptance: &Value, names: &str) -> Value {
    world.ok(
        "reading_accept",
        json!({"acceptance": acceptance, "names": names}),
    )
}

#[test]
fn reading_finds_and_writes_nothing() {
    let world = World::standing("a", false);
    let before = world.counts();
    let reading = world.read(REPORT);
    let proposals: Vec<&str> = reading["proposals"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["act_type"].as_str())
        .collect();
    assert_eq!(
        proposals,
        ["short_detention", "administrative_fine", "search_home"]
    );
    let provision = reading["marks"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|mark| mark["is"]["kind"] == "provision")
        .expect("an article");
    assert_eq!(
        (&provision["is"]["code"], &provision["is"]["known"]),
        (&json!("KZ-CAO-434"), &json!(false))
    );
    assert_eq!(world.counts(), before);
    assert_eq!(world.ok("draft_list", json!({}))["drafts"], json!([]));
}

#[test]
fn whom_the_vault_knows_is_offered_with_the_reason() {
    let world = World::standing("a", false);
    let party = world.save("party", json!({"kind": "person", "name": "Марат Сеитов"}));
    world.save(
        "provision",
        json!({"code": "CAO-434", "law": "Code of Administrative Offences", "article": "434"}),
    );
    let place = world.save("place", json!({"name": "Алматы"}));
    let reading = world.read(REPORT);
    let candidate = &reading["entities"][0]["candidates"][0];
    assert_eq!(
        (&candidate["party"], &candidate["band"]),
        (&json!(party), &json!("same"))
    );
    assert!(
        candidate["reasons"]
            .as_array()
            .is_some_and(|reasons| reasons.contains(&json!("other-script")))
    );
    let marks = reading["marks"].as_array().expect("a list");
    let is = |kind: &str| {
        marks
            .iter()
            .map(|mark| &mark["is"])
            .find(|is| is["kind"] == kind)
            .expect("a mark")
    };
    assert_eq!(
        (&is("provision")["code"], &is("provision")["known"]),
        (&json!("CAO-434"), &json!(true))
    );
    assert_eq!(is("place")["place"], json!(place));
}

#[test]
fn what_is_accepted_is_one_step_with_claims_that_quote_the_passage() {
    let world = World::standing("a", false);
    let before = world.counts();
    let done = accept(&world, &acceptance(), "ask");
    assert_eq!(
        (&done["written"], &done["reference"]),
        (&json!(true), &json!("2026-001"))
    );
    assert_eq!(
        done["added"],
        json!({"cases": 1, "sources": 1, "provisions": 1, "parties": 2, "places": 1, "involved": 2, "acts": 3, "claims": 5})
    );
    let view = world.ok("case_open", json!({"case": done["case"]}));
    let claims = view["claims"].as_array().expect("a list");
    let said: Vec<(&str, &str, &str)> = claims
        .iter()
        .map(|claim| {
            (
                claim["about_field"].as_str().unwrap(),
                claim["quote"].as_str().unwrap(),
                claim["locator"].as_str().unwrap(),
            )
        })
        .collect();
    let (first, fine, search) = (
        "Police in Almaty detained Marat Seitov on 13 November 2025.",
        "He was fined 50 MCI under article 434 of the Code of Administrative Offences.",
        "A week later officers searched the home of Aigerim Bekova.",
    );
    for wanted in [
        ("", first, "page 4, paragraph 1, sentence 1"),
        ("", fine, "page 4, paragraph 1, sentence 2"),
        ("start", first, "page 4, paragraph 1, sentence 1"),
        ("victim", first, "page 4, paragraph 1, sentence 1"),
        ("", search, "page 4, paragraph 2, sentence 1"),
    ] {
        assert!(said.contains(&wanted), "{wanted:?} in {said:?}");
    }
    assert!(claims.iter().all(|claim| claim["credibility"] == "c6"
        && claim["reliability"].is_null()
        && claim["status"] == "new"));
    // One undo takes all of it back.
    world.ok("record_undo", json!({"revision": done["revision"]}));
    assert_eq!(world.counts(), before);
    assert_eq!(
        world.ok("vocabulary_list", json!({}))["provisions"],
        json!([])
    );
    assert!(
        world.ok("vault_verify", json!({}))["problems"]
            .as_array()
            .is_some_and(Vec::is_empty)
    );
}

#[test]
fn known_records_are_linked_and_not_made_again() {
    let world = World::standing("a", false);
    let case = world.save("case", json!({"title": "A case"}));
    let party = world.save("party", json!({"kind": "person", "name": "Marat Seitov"}));
    let source = world.save(
        "source",
        json!({"kind": "person", "confidential": true, "reliability": "b"}),
    );
    world.save(
        "involved",
        json!({"case_id": case, "party": party, "role": "victim"}),
    );
    let mut wanted = acceptance();
    wanted["case"] = json!(case);
    wanted["source"] = json!({"id": source});
    wanted["parties"][0]["party"] = json!(party);
    let done = accept(&world, &wanted, "ask");
    assert_eq!(
        done["added"],
        json!({"provisions": 1, "parties": 1, "places": 1, "involved": 1, "acts": 3, "claims": 5})
    );
    let view = world.ok("case_open", json!({"case": case}));
    assert!(
        view["acts"]
            .as_array()
            .is_some_and(|acts| acts.iter().any(|act| act["victim"] == json!(party)))
    );
}

#[test]
fn it_is_all_or_nothing() {
    let world = World::standing("a", false);
    let nothing = world.counts();
    let refused = |change: &dyn Fn(&mut Value), code: &str, field: &str| {
        let mut wanted = acceptance();
        change(&mut wanted);
        let (found, at) = world.refused(
            "reading_accept",
            json!({"acceptance": wanted, "names": "ask"}),
        );
        assert_eq!((found.as_str(), at.as_deref()), (code, Some(field)));
        assert_eq!(world.counts(), nothing, "{field}");
    };
    refused(
        &|it| it["acts"][2]["act_type"] = json!("no_such_type"),
        "invalid",
        "act_type",
    );
    refused(
        &|it| it["acts"][2]["passage"] = json!(99),
        "invalid",
        "passage",
    );
    refused(
        &|it| it["acts"][2]["victim"] = json!(7),
        "invalid",
        "victim",
    );
    refused(&|it| it["title"] = json!(" "), "invalid", "title");
    refused(&|it| it["source"]["title"] = json!(""), "invalid", "source");
    refused(
        &|it| it["source"] = json!({"confidential": true, "title": "Her name"}),
        "invalid",
        "title",
    );
    refused(
        &|it| it["parties"][1]["name"] = json!(""),
        "invalid",
        "name",
    );
    refused(&|it| it["acts"] = json!([]), "invalid", "acts");
    refused(
        &|it| it["text"] = json!("я".repeat(200_001)),
        "invalid",
        "text",
    );
    let (code, at) = world.refused(
        "text_read",
        json!({"text": "я".repeat(200_001), "day": null, "language": "ru"}),
    );
    assert_eq!((code.as_str(), at.as_deref()), ("invalid", Some("text")));
}

#[test]
fn names_from_behind_the_seal_are_asked_about() {
    let world = World::standing("a", false);
    let source = world.save(
        "source",
        json!({"kind": "person", "confidential": true, "reliability": "b"}),
    );
    world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    world.ok(
        "source_identity_save",
        json!({"id": source, "name": "Айгерім Бекова"}),
    );
    let before = world.counts();
    let asked = accept(&world, &acceptance(), "ask");
    assert_eq!(
        (&asked["written"], &asked["findings"][0]["code"]),
        (&json!(false), &json!("S-001"))
    );
    assert_eq!(world.counts(), before);
    let done = accept(&world, &acceptance(), "replace");
    assert_eq!(done["written"], json!(true));
    let all = world
        .ok("case_open", json!({"case": done["case"]}))
        .to_string();
    assert!(!all.contains("Bekova") && all.contains("S-001"));
    let kept = accept(&world, &acceptance(), "keep");
    assert!(
        world
            .ok("case_open", json!({"case": kept["case"]}))
            .to_string()
            .contains("Bekova")
    );
    // With the seal closed nobody is known here, and nothing is asked.
    world.ok("seal_close", json!({}));
    assert_eq!(accept(&world, &acceptance(), "ask")["written"], json!(true));
}

#[test]
fn while_names_are_hidden_no_text_is_read() {
    let world = World::standing("a", false);
    world.ok("privacy_set", json!({"on": true}));
    let (code, _) = world.refused(
        "text_read",
        json!({"text": REPORT, "day": null, "language": "en"}),
    );
    assert_eq!(code, "privacy-on");
}
