//! The leak check, measured on planted leaks and on texts without any.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use casework::record::{
    Case, CustodyEvent, CustodyEventKind, Evidence, Involved, Name, Note, Party, PartyId,
    Place as Spot, Sensitivity, Source,
};
use casework::view::SourceIdentity;
use common::forms::FORMS;
use common::*;
use handover::leak::{Act, Choice, Hit, Place, Plan, What, Why};
use handover::{Error, Order, Wish};
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
    /// Files that go with what they say of themselves.
    as_they_are: BTreeMap<Uuid, String>,
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
        let place = desk.add(Spot {
            name: line[1].into(),
            never_export: true,
            ..Spot::default()
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
        as_they_are: BTreeMap::new(),
    }
}

impl Vault {
    fn order(&self, plan: Plan) -> Order {
        Order {
            wish: Wish {
                cases: vec![self.case.id],
                profile: profile("partner"),
                evidence: true,
                privileged: Vec::new(),
                places: Vec::new(),
                leaks: Plan {
                    sealed: Some(self.sealed.clone()),
                    ..plan
                },
            },
            to: vec![to(2)],
            since: false,
            sender: "Aigerim".into(),
            message: String::new(),
            lang: casework::date::Lang::En,
        }
    }

    fn look(&mut self) -> Vec<Hit> {
        let order = self.order(Plan {
            originals: self.as_they_are.clone(),
            ..Plan::default()
        });
        let files = std::mem::take(&mut self.desk.files);
        let found = self.desk.look(&files, &order);
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
                let item = vault.evidence("", "a.docx", &file);
                vault.as_they_are.insert(item, "to be looked into".into());
                put(item, "metadata");
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
        eprintln!("{spelling}{place}: {found} of {all}");
    }
    eprintln!("{} of {} found", plants.len() - missed.len(), plants.len());
    eprintln!("missed:\n{}", missed.join("\n"));
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
        eprintln!("{} for {needle}: {word}", what.code());
    }
    eprintln!("{} alarms in {} texts", alarms.len(), texts.len());
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

fn choice(hit: &str, act: Act, reason: &str) -> Choice {
    Choice {
        hit: hit.into(),
        act,
        reason: reason.into(),
    }
}

fn plan(choices: Vec<Choice>) -> Plan {
    Plan {
        choices,
        ..Plan::default()
    }
}

/// The words of a bundle, unsealed with stock tools.
fn sent(vault: &mut Vault, order: Order, name: &str) -> BTreeMap<String, Vec<u8>> {
    let dir = tempfile::tempdir().unwrap();
    let order = Order {
        to: vec![stock_key(dir.path())],
        ..order
    };
    let path = dir.path().join(name);
    vault.desk.send(&order, &path).unwrap();
    unseal(dir.path(), &path)
}

#[test]
fn other_words_stand_where_a_name_was_and_the_rest_stays() {
    let mut vault = vault();
    vault.note("Went to Зүлфия Қасенова (8 701 555 01 99) in Шелтеровка. The door was open.");
    vault.evidence("By Зүлфия Қасенова", "Kassenova_Zulfiya_interview.txt", b"");
    let order = vault.order(Plan::default());
    let files = sent(&mut vault, order, "out.age");
    assert_eq!(
        holds(
            &files,
            "Went to [name withheld] ([contact withheld]) in [place withheld]. The door was open."
        ),
        ["casebook.json", "casebook.sqlite", "index.html"]
    );
    for mark in ["Қасенова", "555 01 99", "Шелтеровка", "Zulfiya"] {
        assert!(holds(&files, mark).is_empty(), "{mark}");
    }
    assert!(
        files.keys().all(|name| !name.contains("Zulfiya")),
        "{:?}",
        files.keys()
    );
    let log = handover::log::list(&vault.desk.conn).unwrap();
    assert!(
        handover::leak::log::of(&vault.desk.conn, &log[0].sha256)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_hit_is_left_out_or_accepted_with_a_reason_that_is_kept() {
    let mut vault = vault();
    let note = vault.note("The lawyer knows Жандос Бекбосынов well.");
    vault.note("Nothing here.");
    let hits = vault.look();
    assert!(hits.len() == 1 && hits[0].record == note && hits[0].act == Some(Act::Replace));
    let id = hits[0].id.clone();

    let order = vault.order(plan(vec![choice(&id, Act::LeaveOut, "")]));
    let files = sent(&mut vault, order, "left.age");
    assert!(holds(&files, "The lawyer").is_empty() && !holds(&files, "Nothing here").is_empty());

    // Without a reason nothing is accepted.
    let order = vault.order(plan(vec![choice(&id, Act::Accept, "  ")]));
    let files = sent(&mut vault, order, "without.age");
    assert!(holds(&files, "Бекбосынов").is_empty());

    let order = vault.order(plan(vec![choice(&id, Act::Accept, "he is known to them")]));
    let files = sent(&mut vault, order, "accepted.age");
    assert!(!holds(&files, "The lawyer knows Жандос Бекбосынов well.").is_empty());
    let log = handover::log::list(&vault.desk.conn).unwrap();
    let all = log
        .iter()
        .flat_map(|entry| handover::leak::log::of(&vault.desk.conn, &entry.sha256).unwrap());
    let all: Vec<_> = all.collect();
    assert_eq!(all.len(), 1);
    assert!(
        (all[0].kind.as_str(), all[0].record, all[0].field.as_str()) == ("note", note, "text")
            && all[0].reason == "he is known to them"
            && all[0].by == "Aigerim"
            && all[0].what == "name"
    );

    // With other words there the old choice is none.
    vault.note("The lawyer knows Жандос Бекбосынов well, and Бекбосынов knows him.");
    let order = vault.order(plan(vec![choice(&id, Act::Accept, "he is known to them")]));
    let files = std::mem::take(&mut vault.desk.files);
    let (looked, _) = vault.desk.look(&files, &order).unwrap();
    let acts: Vec<_> = looked.hits.iter().map(|hit| hit.act).collect();
    assert!(acts.iter().filter(|act| **act == Some(Act::Accept)).count() == 1 && acts.len() == 3);
}

#[test]
fn nothing_is_sealed_while_a_file_or_the_message_waits_for_a_decision() {
    let mut vault = vault();
    let form = |name: &str| FORMS.iter().find(|(one, _)| *one == name).unwrap().1;
    let said = form("docx")("со слов Зульфии Касеновой", "Anna Kovalevskaya").unwrap();
    let letter = vault.evidence("Letter", "letter.docx", &said);
    let photo = vault.evidence(
        "Photo",
        "photo.jpg",
        b"\xff\xd8\xff\xda\0\x02 lines \xff\xd9",
    );
    let message = "Greetings from Касенова Зульфия";
    // As it is, with its author in it.
    let originals = BTreeMap::from([(letter, "the court asked for it".to_owned())]);
    let order = |vault: &Vault, choices: Vec<Choice>| Order {
        message: message.into(),
        ..vault.order(Plan {
            originals: originals.clone(),
            ..plan(choices)
        })
    };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out.age");
    let cleaned = Order {
        message: message.into(),
        ..vault.order(plan(Vec::new()))
    };
    assert!(matches!(
        vault.desk.send(&cleaned, &path),
        Err(Error::Leak(3))
    ));
    let first = order(&vault, Vec::new());
    assert!(matches!(
        vault.desk.send(&first, &path),
        Err(Error::Leak(4))
    ));
    assert!(!path.exists() && handover::log::list(&vault.desk.conn).unwrap().is_empty());

    let files = std::mem::take(&mut vault.desk.files);
    let (looked, _) = vault.desk.look(&files, &first).unwrap();
    vault.desk.files = files;
    assert_eq!(looked.open(), 4);
    let place = |place: Place| looked.hits.iter().find(|hit| hit.place == place).unwrap();
    assert!(place(Place::Text).record == letter && place(Place::Metadata).record == letter);
    let (text, about, word) = (
        place(Place::Text).id.clone(),
        place(Place::Metadata).id.clone(),
        place(Place::Message).id.clone(),
    );
    assert!(looked.unlooked.len() == 1 && looked.unlooked[0].record == photo);
    assert!(looked.unlooked[0].why == Why::Picture);
    let eye = looked.unlooked[0].id.clone();

    // A file cannot have other words put into it.
    let most = vec![
        choice(&text, Act::Replace, ""),
        choice(&about, Act::Accept, "the author is known"),
        choice(&word, Act::Accept, "they know her"),
        choice(&eye, Act::Accept, "seen by eye"),
    ];
    let next = order(&vault, most.clone());
    assert!(matches!(vault.desk.send(&next, &path), Err(Error::Leak(1))));
    let all = [most, vec![choice(&text, Act::LeaveOut, "")]].concat();
    let last = order(&vault, all);
    let files = sent(&mut vault, last, "out.age");
    let evidence: Vec<&String> = files
        .keys()
        .filter(|name| name.starts_with("evidence/"))
        .collect();
    assert!(
        evidence.len() == 1 && evidence[0].contains("photo"),
        "{evidence:?}"
    );
    assert!(!holds(&files, "letter.docx").is_empty());
    let log = handover::log::list(&vault.desk.conn).unwrap();
    let kept = handover::leak::log::of(&vault.desk.conn, &log[0].sha256).unwrap();
    let whats: Vec<(&str, &str)> = kept
        .iter()
        .map(|one| (one.field.as_str(), one.what.as_str()))
        .collect();
    assert_eq!(
        whats,
        [
            ("message", "name"),
            ("metadata", "name"),
            ("file", "picture")
        ]
    );
}

#[test]
fn the_people_behind_the_seal_are_looked_for_only_while_it_is_open() {
    let mut vault = vault();
    vault.note("told by Rakhima Dauletova, +7 705 555 07 08");
    assert_eq!(vault.look().len(), 2);
    let order = Order {
        wish: Wish {
            leaks: Plan::default(),
            ..vault.order(Plan::default()).wish
        },
        ..vault.order(Plan::default())
    };
    let files = std::mem::take(&mut vault.desk.files);
    let (looked, sealed) = vault.desk.look(&files, &order).unwrap();
    assert!(looked.hits.is_empty() && !sealed);
}

fn picture(files: &BTreeMap<String, Vec<u8>>) -> &[u8] {
    let found = files.iter().find(|(name, _)| name.ends_with("photo.jpg"));
    found.expect("a picture").1
}

#[test]
fn a_picture_loses_what_it_says_of_itself_and_its_custody_names_the_original() {
    let mut vault = vault();
    let whole = [
        b"\xff\xd8".as_slice(),
        b"\xff\xe1\0\x18Exif\0\0MARK of a camera",
        b"\xff\xdb\0\x07table",
        b"\xff\xda\0\x06scanlines\xff\xd9",
    ]
    .concat();
    let photo = vault.evidence("Photo", "photo.jpg", &whole);
    let heic = vault.evidence("Other", "other.heic", b"\0\0\0\x18ftypheic\0\0\0\0 MARK");
    let order = vault.order(Plan::default());
    let files = std::mem::take(&mut vault.desk.files);
    let looked = vault.desk.look(&files, &order);
    vault.desk.files = files;
    let whys: BTreeSet<(Uuid, Why)> = looked
        .unwrap()
        .0
        .unlooked
        .iter()
        .map(|one| (one.record, one.why))
        .collect();
    assert_eq!(
        whys,
        BTreeSet::from([
            (photo, Why::Picture),
            (heic, Why::Tells),
            (heic, Why::Picture)
        ])
    );

    let seen = || Plan {
        unlooked: Some("seen".into()),
        ..Plan::default()
    };
    for again in [false, true] {
        let order = vault.order(seen());
        let files = sent(&mut vault, order, "out.age");
        let copy = picture(&files);
        assert_eq!(
            copy,
            b"\xff\xd8\xff\xdb\0\x07table\xff\xda\0\x06scanlines\xff\xd9"
        );
        let (before, after) = (hash(&whole), hash(copy));
        assert!(!holds(&files, &before).is_empty() && !holds(&files, &after).is_empty());
        let events: Vec<CustodyEvent> = vault.desk.book().list().unwrap();
        let copied = events
            .iter()
            .filter(|event| event.event == CustodyEventKind::Copied);
        let copied: Vec<_> = copied.collect();
        assert!(
            copied.len() == 1 && copied[0].hash_before == before && copied[0].hash_after == after
        );
        let given = events.iter().filter(|event| {
            event.event == CustodyEventKind::Transferred && event.evidence.0 == photo
        });
        assert!(given.clone().count() == 1 + usize::from(again));
        assert!(
            given
                .into_iter()
                .all(|event| event.hash_before == before && event.hash_after == after)
        );
    }
    let item: Evidence = vault.desk.book().get(photo).unwrap();
    assert_eq!(item.sha256, hash(&whole));

    // As it is, with a reason that is kept; and to the own team.
    let order = vault.order(Plan {
        originals: BTreeMap::from([(photo, "the court asked for it".into())]),
        ..seen()
    });
    let files = sent(&mut vault, order, "original.age");
    assert_eq!(picture(&files), whole.as_slice());
    let log = handover::log::list(&vault.desk.conn).unwrap();
    let kept = log
        .iter()
        .flat_map(|entry| handover::leak::log::of(&vault.desk.conn, &entry.sha256).unwrap());
    assert!(
        kept.into_iter()
            .any(|one| one.what == "original" && one.reason == "the court asked for it")
    );
    let mut order = vault.order(seen());
    order.wish.profile = profile("internal");
    let files = sent(&mut vault, order, "team.age");
    assert_eq!(picture(&files), whole.as_slice());
}

fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if text.contains(' ') => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        serde_json::Value::Object(map) => map.values().for_each(|item| strings(item, out)),
        _ => {}
    }
}
