//! The privacy filter at the border of the service: while it is on, no answer names anybody of the example casebook; what stands in the place of
//! a name comes back when asked for, and is never taken for text.

#![allow(clippy::print_stdout, reason = "says what it counted")]

use std::collections::BTreeSet;
use std::path::Path;

use casework::name::fold_text;
use sandyq_tests::desk::{Calls, PASSPHRASE};
use serde_json::{Value, json};
use service::{Options, Service};
use tempfile::TempDir;
use vault::KdfParams;

struct World {
    dir: TempDir,
    service: Service,
}

fn world() -> World {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let service = Service::new(Options {
        kdf: Some(KdfParams::for_tests()),
        pause: |_| {},
        ..Options::real(dir.path().to_owned())
    });
    let world = World { dir, service };
    world.ok(
        "vault_create",
        json!({"path": world.dir.path().join("a.vault"), "passphrase": PASSPHRASE, "demo": true}),
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
    fn set(&self, on: bool) {
        self.ok("privacy_set", json!({"on": on}));
    }
    fn ids(&self, command: &str, list: &str) -> Vec<String> {
        let all = self.ok(command, json!({}));
        let rows = all[list].as_array().expect("a list").clone();
        rows.iter()
            .map(|row| row["id"].as_str().expect("an id").to_owned())
            .collect()
    }
    /// Everything a person looks at.
    fn looked_at(&self) -> Vec<(String, Value)> {
        let mut seen = Vec::new();
        for (name, request) in [
            ("home", json!({})),
            ("case_list", json!({})),
            ("party_list", json!({})),
            ("source_list", json!({})),
            ("note_list", json!({"case": null})),
            ("review_queue", json!({})),
            ("held", json!({"on": "2026-01-20"})),
            (
                "calendar",
                json!({"from": "2025-06-01", "to": "2026-06-30"}),
            ),
            ("client_list", json!({})),
            ("deadline_suggest", json!({"case": "KZ-001"})),
            ("search", search("Kassenov")),
            ("search", search("Касенов")),
            ("name_suggest", json!({"text": "Kassen"})),
            ("draft_list", json!({})),
        ] {
            seen.push((format!("{name} {request}"), self.ok(name, request)));
        }
        for case in self.ids("case_list", "cases") {
            seen.push((
                format!("case_open {case}"),
                self.ok("case_open", json!({"case": case})),
            ));
        }
        for case in ["KZ-001", "KZ-003"] {
            seen.push((
                format!("case_history {case}"),
                self.ok("case_history", json!({"case": case})),
            ));
        }
        for party in self.ids("party_list", "parties") {
            seen.push((
                format!("party_open {party}"),
                self.ok("party_open", json!({"id": party})),
            ));
            seen.push((
                format!("party_graph {party}"),
                self.ok("party_graph", json!({"id": party})),
            ));
        }
        seen
    }
}

fn search(words: &str) -> Value {
    json!({"text": words, "kinds": [], "limit": 50, "privileged": true})
}

fn texts<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Object(map) => map.values().for_each(|item| texts(item, out)),
        _ => {}
    }
}

/// Names of people: whole, as they fold.
fn people(list: &Value) -> BTreeSet<String> {
    let rows = list["parties"].as_array().expect("parties");
    let people = rows.iter().filter(|row| row["kind"] == json!("person"));
    people
        .flat_map(|row| {
            let further = row["names"].as_array().expect("names").iter();
            std::iter::once(&row["name"])
                .chain(further)
                .cloned()
                .collect::<Vec<_>>()
        })
        .map(|name| name.as_str().expect("a name").to_owned())
        // Some are described, not named.
        .filter(|name| {
            name.split(' ')
                .all(|word| word.starts_with(char::is_uppercase))
        })
        .map(|name| fold_text(&name))
        .filter(|name| name.len() > 4)
        .collect()
}

#[test]
fn no_answer_names_anybody_while_it_is_on() {
    let world = world();
    let list = world.ok("party_list", json!({}));
    let people = people(&list);
    assert!(people.len() > 30, "{}", people.len());
    // Family names alone, and every other telling word of a name.
    let words: BTreeSet<&str> = people
        .iter()
        .flat_map(|name| name.split(' '))
        .filter(|word| word.len() > 4)
        .collect();
    let named = |seen: &[(String, Value)]| {
        let mut found = BTreeSet::new();
        for (what, value) in seen {
            let mut all = Vec::new();
            texts(value, &mut all);
            for text in all {
                let folded = fold_text(text);
                for word in folded.split(' ').filter(|word| words.contains(word)) {
                    found.insert(format!("{what}: {word} in {text:.60}"));
                }
            }
        }
        found
    };
    let open = named(&world.looked_at());
    assert!(open.len() > 300, "the control: {}", open.len());
    world.set(true);
    assert_eq!(world.ok("app_state", json!({}))["privacy"], json!(true));
    let hidden = named(&world.looked_at());
    assert!(
        hidden.is_empty(),
        "{} left: {:?}",
        hidden.len(),
        hidden.iter().take(12).collect::<Vec<_>>()
    );
    println!(
        "FIGURE 0 of {} people named in the answers, where {} places named them before",
        people.len(),
        open.len()
    );
    world.set(false);
    assert_eq!(
        named(&world.looked_at()).len(),
        open.len(),
        "nothing is lost"
    );
}

#[test]
fn what_is_hidden_comes_back_and_is_never_written() {
    let world = world();
    let before = world.ok("case_open", json!({"case": "KZ-003"}));
    let title = before["case"]["title"]
        .as_str()
        .expect("a title")
        .to_owned();
    world.set(true);
    let hidden = world.ok("case_open", json!({"case": "KZ-003"}));
    let shown = hidden["case"]["title"]
        .as_str()
        .expect("a title")
        .to_owned();
    assert_ne!(shown, title);
    assert_eq!(hidden["case"]["id"], before["case"]["id"]);
    let back = world.ok("privacy_reveal", json!({"text": shown}));
    let back = back["text"].as_str().expect("a text");
    assert_eq!(back, title);
    // Whatever a window does with it: nothing that stands for a name is saved, searched for or exported.
    let record = json!({"record": {"kind": "case", "value": hidden["case"]}, "base": null});
    assert_eq!(world.no("record_save", record), "veiled");
    let draft = json!({"key": "note", "value": {"value": {"text": shown}}});
    assert_eq!(world.no("draft_save", draft.clone()), "veiled");
    world.set(false);
    assert_eq!(
        world.no("draft_save", draft),
        "veiled",
        "also after it was turned off"
    );
    assert_eq!(
        world.ok("case_open", json!({"case": "KZ-003"}))["case"],
        before["case"]
    );
}

#[test]
fn one_person_has_one_sign_and_files_are_not_shown() {
    let world = world();
    world.set(true);
    let first = world.ok("party_list", json!({}));
    // Somebody new changes nobody's sign.
    world.ok(
        "record_save",
        json!({"record": {"kind": "party", "value": {"kind": "person", "name": "Aaaa Bbbbb"}}, "base": null}),
    );
    let second = world.ok("party_list", json!({}));
    let signs = |list: &Value| -> Vec<(Value, Value)> {
        let rows = list["parties"].as_array().expect("parties").iter();
        rows.map(|row| (row["id"].clone(), row["name"].clone()))
            .collect()
    };
    let (first, second) = (signs(&first), signs(&second));
    assert_eq!(second.len(), first.len() + 1);
    assert!(first.iter().all(|one| second.contains(one)));
    assert_eq!(
        world.no(
            "evidence_preview",
            json!({"id": "00000000-0000-4000-8000-000000000000"})
        ),
        "privacy-on"
    );
}

/// A name may be a word of the list that kits and shares are written in: hidden there, a page that somebody prints would open nothing.
#[test]
fn what_opens_a_vault_is_never_hidden() {
    let world = world();
    let list = vault::WordList::En.words();
    for word in list.iter().step_by(3) {
        let name = word.to_uppercase();
        world.ok(
            "record_save",
            json!({"record": {"kind": "party", "value": {"kind": "person", "name": name}}}),
        );
    }
    world.ok(
        "record_save",
        json!({"record": {"kind": "note", "value": {"text": list[0]}}}),
    );
    world.set(true);
    // The control: elsewhere such a word is hidden.
    let notes = world.ok("note_list", json!({"case": null}));
    assert!(!notes.to_string().contains(&format!("\"{}\"", list[0])));
    let made = world.ok(
        "key_add_shares",
        json!({"passphrase": PASSPHRASE, "threshold": 2}),
    );
    let shares = made["shares"].as_array().expect("shares");
    for word in shares
        .iter()
        .flat_map(|one| one["words"].as_array().expect("words"))
    {
        assert!(list.contains(&word.as_str().expect("a word")), "{word}");
    }
    let typed: Vec<String> = shares[..2]
        .iter()
        .map(|one| one["words"].as_array().expect("words"))
        .map(|words| {
            words
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let have = world.ok("shares_check", json!({"shares": typed}));
    assert_eq!(have["missing"], 0);
    assert_eq!(have["shares"][0]["line"], shares[0]["line"]);
}
