//! A handover on the command line, from one desk's vault to another's, and what is refused on the way.

use sandyq_tests::desk::{Desk, example};
use serde_json::{Value, json};

fn holds(found: &Value, expect: Value) {
    for (key, value) in expect.as_object().expect("an object") {
        assert_eq!(&found[key], value, "{key} in {found}");
    }
}

/// A sender with the example, a receiver with nothing, and the receiver's card at hand.
fn pair() -> Desk {
    let desk = Desk::new();
    desk.ask("init from.vault");
    desk.ask(&format!("import from.vault {}", example().display()));
    desk.ask("init to.vault");
    let card = desk.ask("card to.vault --out to.card");
    assert!(
        card["recipient"]
            .as_str()
            .is_some_and(|recipient| recipient.starts_with("age1"))
    );
    assert_eq!(
        desk.read("to.card").trim(),
        card["text"].as_str().expect("text").trim()
    );
    desk
}

#[test]
fn cases_go_over_whole_signed_and_only_once() {
    let desk = pair();
    let receipt = desk.ask("handover create from.vault --case KZ-003 --case KZ-001 --to to.card --profile partner --out bundle.age");
    holds(&receipt, json!({"cases": 2, "evidence": 0}));
    assert_eq!(receipt["sha256"].as_str().map(str::len), Some(64));
    assert!(
        !desk
            .files("")
            .iter()
            .any(|(path, bytes)| path.ends_with("bundle.age")
                && bytes.windows(8).any(|part| part == b"Kassenov"))
    );

    let check = desk.ask("handover check bundle.age --vault to.vault");
    holds(
        &check,
        json!({"valid": true, "signed": true, "cases": 2, "evidence": 0, "problems": []}),
    );
    assert!(check["sender"].is_string());

    let merged = desk.ask("handover merge to.vault bundle.age");
    assert!(
        merged["added"].as_u64().is_some_and(|added| added > 20),
        "{merged}"
    );
    holds(&merged, json!({"updated": 0, "conflicts": []}));
    holds(&desk.ask("status to.vault"), json!({"cases": 2}));
    let again = desk.ask("handover merge to.vault bundle.age");
    holds(&again, json!({"added": 0, "updated": 0, "conflicts": []}));
    assert!(
        desk.ask("search to.vault Қасенов")["results"]
            .as_array()
            .is_some_and(|hits| !hits.is_empty())
    );

    // An import knows a bundle by its bytes.
    holds(
        &desk.ask("import to.vault bundle.age")["added"],
        json!({"records": 0}),
    );
    desk.ask("import to.vault bundle.age --dry-run");

    desk.ask("handover open bundle.age --vault to.vault --out opened");
    assert!(desk.path("opened/manifest.json").is_file());
    desk.refuse(
        "handover open bundle.age --vault to.vault --out opened --passphrase-file pass",
        1,
    );
    holds(&desk.ask("verify to.vault"), json!({"ok": true}));
}

#[test]
fn a_bundle_that_is_altered_or_for_somebody_else_is_refused() {
    let desk = pair();
    desk.ask("init other.vault");
    desk.ask(
        "handover create from.vault --case KZ-003 --to to.card --profile partner --out bundle.age",
    );
    let of = |vault: &str, file: &str| {
        let ran = desk.run(&format!(
            "handover check {file} --vault {vault} --passphrase-file pass --json"
        ));
        assert_eq!(ran.code, 1, "{}", ran.err);
        serde_json::from_str::<Value>(&ran.out).expect("a document")
    };
    holds(
        &of("other.vault", "bundle.age"),
        json!({"valid": false, "problems": ["not-for-us"]}),
    );
    desk.refuse(
        "handover merge other.vault bundle.age --passphrase-file pass",
        1,
    );

    let mut bytes = std::fs::read(desk.path("bundle.age")).expect("the bundle");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(desk.path("altered.age"), bytes).expect("a file");
    holds(&of("to.vault", "altered.age"), json!({"valid": false}));
    desk.refuse(
        "handover merge to.vault altered.age --passphrase-file pass",
        1,
    );
    desk.refuse(
        "handover open altered.age --vault to.vault --out opened --passphrase-file pass",
        1,
    );
    assert!(!desk.path("opened").exists());
    holds(
        &desk.ask("status to.vault"),
        json!({"cases": 0, "parties": 0}),
    );

    desk.write("text.age", "hello");
    holds(&of("to.vault", "text.age"), json!({"valid": false}));
    for to in ["age1nobody", "nobody", "pass"] {
        desk.refuse(&format!("handover create from.vault --case KZ-003 --to {to} --profile partner --out x.age --passphrase-file pass"), 1);
    }
    desk.refuse("handover create from.vault --case KZ-999 --to to.card --profile partner --out x.age --passphrase-file pass", 1);
    assert!(!desk.path("x.age").exists());
}
