//! The leak check, measured on planted leaks and on texts without any.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;

use casework::record::*;
use casework::view::SourceIdentity;
use common::forms::FORMS;
use common::*;
use handover::leak::{Hit, Plan, What};
use handover::{Order, Profile, Wish};
use uuid::Uuid;

const DATA: &str = include_str!("data/leaks.tsv");
/// At least so many of the planted leaks are found, in thousandths.
const RECALL: usize = 990;
/// At most so many of the clean texts raise an alarm, in thousandths.
const ALARMS: usize = 30;

fn lines(kind: &str) -> impl Iterator<Item = Vec<&'static str>> {
    DATA.lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(move |parts| parts[0] == kind)
        .map(|parts| parts[1..].to_vec())
}

/// A vault with those who stay and those who go.
struct Vault {
    desk: Desk,
    case: Case,
    /// Records whose names must not be found, by the id of the data.
    who: BTreeMap<&'static str, Uuid>,
    sealed: Vec<SourceIdentity>,
    code: String,
    going: Vec<PartyId>,
}

fn vault() -> Vault {
    let mut desk = Desk::new(1, "Aigerim");
    let (mut who, mut sealed, mut going) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut code = String::new();
    for line in lines("hide") {
        let [id, kind, name, also, contact] = line[..] else {
            panic!("{line:?}")
        };
        if kind == "sealed" {
            let source = desk.add(Source {
                confidential: true,
                kind: "person".into(),
                ..Source::default()
            });
            who.insert(id, source.id.0);
            code = source.code;
            sealed.push(SourceIdentity {
                id: source.id,
                name: name.into(),
                also: also.into(),
                channel: contact.into(),
                ..SourceIdentity::default()
            });
            continue;
        }
        let party = desk.add(Party {
            name: name.into(),
            contact: contact.into(),
            sensitivity: Sensitivity::Confidential,
            ..Party::default()
        });
        if !also.is_empty() {
            desk.add(Name {
                party: party.id,
                full: also.into(),
                ..Name::default()
            });
        }
        who.insert(id, party.id.0);
    }
    for line in lines("place") {
        let place = desk.add(Place {
            name: line[1].into(),
            never_export: true,
            ..Place::default()
        });
        who.insert(line[0], place.id.0);
    }
    let case = desk.add(Case {
        reference: "KZ-001".into(),
        title: "A case".into(),
        ..Case::default()
    });
    for line in lines("goes") {
        let party = desk.add(Party {
            name: line[0].into(),
            sensitivity: Sensitivity::Internal,
            ..Party::default()
        });
        desk.add(Involved {
            case_id: case.id,
            party: party.id,
            role: "witness".into(),
            ..Involved::default()
        });
        going.push(party.id);
    }
    Vault {
        desk,
        case,
        who,
        sealed,
        code,
        going,
    }
}

impl Vault {
    fn order(&self, plan: Plan) -> Order {
        Order {
            wish: Wish {
                cases: vec![self.case.id],
                profile: Profile::Partner,
                evidence: true,
                privileged: Vec::new(),
                leaks: Plan {
                    sealed: Some(self.sealed.clone()),
                    ..plan
                },
            },
            to: vec![to(2)],
            sender: "Aigerim".into(),
            message: String::new(),
            lang: casework::date::Lang::En,
        }
    }

    fn look(&mut self) -> Vec<Hit> {
        let order = self.order(Plan::default());
        let files = std::mem::take(&mut self.desk.files);
        let found = handover::make::look(&self.desk.book(), &files, &order, &mut |_, _| true);
        self.desk.files = files;
        let (looked, sealed) = found.unwrap();
        assert!(sealed);
        looked.hits
    }

    fn note(&mut self, text: &str) -> Uuid {
        let note = self.desk.add(Note {
            case_id: Some(self.case.id),
            text: text.into(),
            ..Note::default()
        });
        note.id.0
    }

    fn evidence(&mut self, title: &str, file_name: &str, bytes: &[u8]) -> Uuid {
        use handover::Files as _;
        let blob = self.desk.files.add(&mut &*bytes).unwrap();
        let item = self.desk.add(Evidence {
            case_id: self.case.id,
            title: title.into(),
            file_name: file_name.into(),
            size: blob.size,
            sha256: blob.sha256,
            blob: blob.id,
            binding: blob.binding,
            ..Evidence::default()
        });
        item.id.0
    }
}

/// Without the marks, with the code name and the line ends; and what stands between the marks.
fn planted(text: &str, code: &str) -> (String, String) {
    let text = text.replace("\\n", "\n").replace("{code}", code);
    let (before, rest) = text.split_once('⟦').expect("a mark");
    let (passage, after) = rest.split_once('⟧').expect("its end");
    (format!("{before}{passage}{after}"), passage.to_owned())
}

#[test]
fn planted_leaks_are_found_in_every_spelling_and_everywhere() {
    let mut vault = vault();
    // Where each was put: record, spelling, place, whose, text.
    let mut plants: Vec<(Uuid, &str, &str, Uuid, String)> = Vec::new();
    for line in lines("plant") {
        let [spelling, whose, text] = line[..] else {
            panic!("{line:?}")
        };
        let owner = vault.who[whose];
        let (text, passage) = planted(text, &vault.code);
        let mut put = |record: Uuid, place: &'static str| {
            plants.push((record, spelling, place, owner, text.clone()));
        };
        put(vault.note(&format!("First line.\n{text}\nLast.")), "note");
        if !text.contains('\n') {
            put(vault.evidence(&text, "", b""), "title");
            let name = text.replace([' ', '/', ':', '<', '>'], "_");
            if spelling != "link" {
                put(vault.evidence("", &format!("{name}.pdf"), b""), "file name");
            }
            let author = FORMS.iter().find(|(name, _)| *name == "docx").unwrap().1;
            if spelling != "link" {
                let file = author("Nothing here", &passage).unwrap();
                put(vault.evidence("", "a.docx", &file), "metadata");
            }
        }
        for (name, form) in FORMS {
            if let Some(file) = form(&text, "") {
                put(vault.evidence("", "a", &file), name);
            }
        }
    }
    let mut found: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for hit in vault.look() {
        found.entry(hit.record).or_default().push(hit.whose);
    }
    let mut table: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (record, spelling, place, owner, text) in &plants {
        let hit = found.get(record).is_some_and(|whose| whose.contains(owner));
        for key in [(*spelling, ""), ("", *place)] {
            let count = table.entry(key).or_default();
            count.0 += usize::from(hit);
            count.1 += 1;
        }
        if !hit {
            missed.push(format!("{spelling} in {place}: {text}"));
        }
    }
    for ((spelling, place), (found, all)) in &table {
        println!("{spelling}{place}: {found} of {all}");
    }
    println!("{} of {} found", plants.len() - missed.len(), plants.len());
    println!("missed:\n{}", missed.join("\n"));
    assert!(plants.len() > 1_500, "{}", plants.len());
    assert!(
        (plants.len() - missed.len()) * 1000 >= plants.len() * RECALL,
        "{} of {} missed:\n{}",
        missed.len(),
        plants.len(),
        missed.join("\n")
    );
}

#[test]
fn texts_without_a_leak_raise_few_alarms() {
    let mut vault = vault();
    let mut texts: Vec<String> = lines("clean")
        .map(|line| line[0].replace("{code}", &vault.code))
        .collect();
    // The example casebook: real events, and none of these people.
    let example: serde_json::Value =
        serde_json::from_str(include_str!("../../casework/data/kazakhstan-2025.json")).unwrap();
    strings(&example, &mut texts);
    let mut of = BTreeMap::new();
    for text in &texts {
        of.insert(vault.note(text), text.clone());
    }
    let alarms: Vec<(String, What, String)> = vault
        .look()
        .into_iter()
        .map(|hit| {
            let word: String = hit.why.chars().skip(hit.mark.0 as usize).collect();
            let word = word
                .chars()
                .take((hit.mark.1 - hit.mark.0) as usize)
                .collect();
            (word, hit.what, hit.needle)
        })
        .collect();
    for (word, what, needle) in &alarms {
        println!("{} for {needle}: {word}", what.code());
    }
    println!("{} alarms in {} texts", alarms.len(), texts.len());
    assert!(texts.len() > 300, "{}", texts.len());
    assert!(
        alarms.len() * 1000 <= texts.len() * ALARMS,
        "{} alarms in {} texts",
        alarms.len(),
        texts.len()
    );
    // A mark that is found, or this test could not fail.
    vault.note("Зүлфия Қасенова");
    assert!(vault.look().len() == alarms.len() + 1 && vault.going.len() == 3);
}

fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if text.contains(' ') => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        serde_json::Value::Object(map) => map.values().for_each(|item| strings(item, out)),
        _ => {}
    }
}
