//! Every text into every text field of every kind of record.

use std::collections::BTreeSet;

use casework::record::{Kind, Record};
use sandyq_tests::hostile::{Text, corpus};
use serde_json::{Value, json};

use crate::world::{World, figure, put, texts};

/// A record of each kind, as far as it is needed, each with something in its lists.
fn usual(world: &World) -> Vec<(&'static str, Value)> {
    let id = |kind: &str, value: Value| world.save(kind, value)["id"].clone();
    let case = id("case", json!({"title": "A case"}));
    let other = id("case", json!({"title": "Another"}));
    let party = id("party", json!({"kind": "person", "name": "Aigul Testova"}));
    let second = id("party", json!({"kind": "person", "name": "Marat Testov"}));
    let act = id("act", json!({"case_id": case, "act_type": "threats"}));
    let source = id("source", json!({"title": "A page"}));
    let paper = world.evidence(&case, &world.write("paper.txt", b"words"));
    let date = json!({"edtf": "2025-11~", "words": "about November"});
    vec![
        (
            "term",
            json!({"vocabulary": "sex", "code": "hostile", "en": "x"}),
        ),
        ("provision", json!({"code": "X-1"})),
        ("place", json!({"name": "A town"})),
        (
            "party",
            json!({"kind": "person", "name": "A person", "tags": ["x"], "birth": date}),
        ),
        ("name", json!({"party": party, "full": "Another name"})),
        (
            "relationship",
            json!({"party": party, "other": second, "kind": "x", "from": date}),
        ),
        (
            "distinct",
            json!({"party": party, "other": second, "note": "x"}),
        ),
        ("source", json!({"title": "Another page", "date": date})),
        ("case", json!({"title": "A third", "tags": ["x"]})),
        (
            "involved",
            json!({"case_id": case, "party": party, "role": "victim"}),
        ),
        (
            "act",
            json!({"case_id": case, "act_type": "threats", "start": date, "sub_counts": [{"label": "x", "count": 1}]}),
        ),
        (
            "involvement",
            json!({"case_id": case, "act": act, "perpetrator": second}),
        ),
        (
            "chain",
            json!({"case_id": case, "to_case": other, "how": "x"}),
        ),
        (
            "measure",
            json!({"case_id": case, "party": party, "status": "house_arrest", "from": date}),
        ),
        (
            "proceeding",
            json!({
                "case_id": case, "charges": [{"party": party, "provision": "x", "words": "x"}],
                "hearings": [{"date": date, "words": "x"}], "sentences": [{"instance": "x", "date": date, "words": "x"}],
            }),
        ),
        (
            "intervention",
            json!({"case_id": case, "by": [party], "date": date}),
        ),
        (
            "money",
            json!({"case_id": case, "amount": "1", "currency": "KZT"}),
        ),
        (
            "consent",
            json!({"case_id": case, "given_by": "x", "date": date}),
        ),
        (
            "claim",
            json!({"id": "00000000-0000-0000-0000-000000000000", "case_id": case, "about_kind": "case", "about_id": case, "source": source, "date_given": date}),
        ),
        ("note", json!({"case_id": case, "text": "x"})),
        ("evidence", paper),
        ("task", json!({"title": "x"})),
        ("rule", json!({"en": "x", "offset": "P1D"})),
        (
            "saved_search",
            json!({"name": "x", "text": "x", "kinds": ["act"], "status": ["draft"], "sensitivity": ["open"]}),
        ),
        ("comment", json!({"case_id": case, "text": "x"})),
        (
            "profile",
            json!({"code": "x", "en": "x", "limit": "open", "audience": "media", "parts": ["claims"]}),
        ),
    ]
}

/// What follows from the EDTF text of a date, and is not read.
const DERIVED: [&str; 4] = ["/earliest", "/latest", "/precision", "/edtf"];

/// Texts that a person may choose freely, and places where only some words are allowed.
fn places(kind: &str, record: &Value) -> (Vec<String>, Vec<String>) {
    let all = texts(record).into_iter();
    let all = all.filter(|place| !DERIVED[..3].iter().any(|end| place.ends_with(end)));
    // Which bytes an item has is not for a form to say.
    let bytes = ["/blob", "/binding", "/sha256"];
    all.partition(|place| {
        if kind == "evidence" && bytes.contains(&place.as_str()) {
            return false;
        }
        let mut trial = record.clone();
        put(&mut trial, place, "x");
        serde_json::from_value::<Record>(json!({"kind": kind, "value": trial})).is_ok()
    })
}

/// Whether a place is one of a date.
fn usual_date(record: &Value, place: &str) -> bool {
    let above = place
        .rsplit_once('/')
        .and_then(|(above, _)| record.pointer(above));
    above.is_some_and(|above| above["edtf"].is_string())
}

/// The field that a place lies in.
fn field(place: &str) -> &str {
    place[1..].split('/').next().unwrap_or_default()
}

/// Whether a place is, or lies in, what a refusal names in a row: `/hearings/0/date/words` in `hearings[0].date`.
fn in_row(place: &str, named: &str) -> bool {
    let mut name = String::new();
    for part in place[1..].split('/') {
        if part.parse::<usize>().is_ok() {
            name.extend(["[", part, "]"]);
        } else {
            name.extend([if name.is_empty() { "" } else { "." }, part]);
        }
        if name == named {
            return true;
        }
    }
    false
}

#[derive(Default)]
struct Tally {
    kept: u64,
    refused: u64,
    closed: u64,
}

struct Form<'a> {
    world: &'a World,
    kind: &'static str,
    usual: Value,
    open: Vec<String>,
    closed: Vec<String>,
    /// The revision of the record that is edited.
    base: Value,
}

impl Form<'_> {
    fn save(&self, about: &str, value: &Value) -> Result<Value, crate::world::No> {
        let request = json!({"record": {"kind": self.kind, "value": value}, "base": self.base});
        self.world.call(about, "record_save", request)
    }

    /// Into all fields at once; those that are refused get what they had, until the others are taken.
    fn try_open(&mut self, text: &Text, tally: &mut Tally) {
        let mut value = self.usual.clone();
        let mut left: Vec<String> = self.open.clone();
        for place in &left {
            put(&mut value, place, &text.text);
        }
        while !left.is_empty() {
            let about = format!("{} in {}", text.name, self.kind);
            let no = match self.save(&about, &value) {
                Ok(saved) => {
                    let record = &saved["record"]["value"];
                    for place in &left {
                        let found = record.pointer(place);
                        // The words of a date stand beside its EDTF text, without the space around them.
                        let of_a_date = place.ends_with("/words") && usual_date(&self.usual, place);
                        let text = if of_a_date {
                            text.text.trim()
                        } else {
                            &text.text
                        };
                        // A blank one is given by the program.
                        let given = matches!(place.as_str(), "/code" | "/reference");
                        if given && text.trim().is_empty() {
                            continue;
                        }
                        assert!(
                            found.and_then(Value::as_str) == Some(text)
                                || of_a_date && text.is_empty() && found == Some(&Value::Null),
                            "{about}{place} came back otherwise: {:?}",
                            found.map(|found| found
                                .to_string()
                                .chars()
                                .take(80)
                                .collect::<String>())
                        );
                    }
                    let request = json!({"kind": self.kind, "id": record["id"]});
                    let again = self.world.ok("record_get", request);
                    assert!(
                        again["record"]["value"] == *record,
                        "{about}: kept otherwise"
                    );
                    self.base = saved["revision"].clone();
                    tally.kept += left.len() as u64;
                    return;
                }
                Err(no) => no,
            };
            // A date's own words are judged while the request is read, which names no field.
            let at_fault = |place: &String| match &no.field {
                Some(name) => field(place) == name || in_row(place, name),
                None => place.ends_with("/words"),
            };
            assert!(
                matches!(no.code.as_str(), "invalid" | "bad-request") && left.iter().any(at_fault),
                "{about}: {} at {:?}",
                no.code,
                no.field
            );
            for place in left.extract_if(.., |place| at_fault(place)) {
                let before = self.usual.pointer(&place).cloned().unwrap_or_default();
                *value.pointer_mut(&place).expect("the same record") = before;
                tally.refused += 1;
            }
        }
    }

    /// Where only some words are allowed, no other word is.
    fn try_closed(&self, text: &Text, tally: &mut Tally) {
        for place in &self.closed {
            let mut value = self.usual.clone();
            let before = value.pointer(place).cloned();
            put(&mut value, place, &text.text);
            let about = format!("{} in {}{place}", text.name, self.kind);
            match self.save(&about, &value) {
                Err(_) => tally.closed += 1,
                // A date is a date, whoever wrote it.
                Ok(saved) => {
                    let now = saved["record"]["value"].pointer(place).cloned();
                    let date = place.ends_with("/edtf");
                    assert!(now == before || date, "{about} was taken");
                }
            }
        }
    }
}

#[test]
fn every_field_of_every_kind_keeps_it_or_says_no() {
    let world = World::new();
    let corpus = corpus();
    let mut tally = Tally::default();
    let usual = usual(&world);
    let kinds: BTreeSet<&str> = usual.iter().map(|(kind, _)| *kind).collect();
    // Nobody writes an entry of custody but the program.
    let all = Kind::ALL
        .iter()
        .map(|kind| kind.name())
        .filter(|kind| *kind != "custody_event");
    let all: BTreeSet<&str> = all.collect();
    assert_eq!(kinds, all, "a kind of record is not tried");
    let mut fields = 0;
    for (kind, value) in usual {
        // What is there already is edited; the bytes of evidence come in by another road.
        let saved = if kind == "evidence" {
            world.ok("record_get", json!({"kind": kind, "id": value["id"]}))
        } else {
            world.ok(
                "record_save",
                json!({"record": {"kind": kind, "value": value}, "base": null}),
            )
        };
        let usual = saved["record"]["value"].clone();
        let (open, closed) = places(kind, &usual);
        fields += open.len() + closed.len();
        let mut form = Form {
            world: &world,
            kind,
            base: saved["revision"].clone(),
            usual,
            open,
            closed,
        };
        for text in &corpus.texts {
            form.try_open(text, &mut tally);
        }
        // What is refused before anything is looked up costs nothing; the rest is tried with some.
        for text in corpus.texts.iter().filter(|text| text.text.len() < 1000) {
            form.try_closed(text, &mut tally);
        }
    }
    assert!(
        tally.kept > 10_000 && tally.refused > 1000,
        "the corpus reaches nothing"
    );
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
    figure(&format!(
        "{} hostile texts in {fields} fields of {} kinds of record: {} kept byte for byte, {} refused, {} times no other word where only some are allowed; {}",
        corpus.texts.len(),
        kinds.len(),
        tally.kept,
        tally.refused,
        tally.closed,
        world.figures()
    ));
}

/// Which bytes an item of evidence has, and what was done with them, is written by the commands that do it. A form that says so is refused, or it
/// could name any file, or tell of a hash that nobody has seen.
#[test]
fn no_form_says_what_happened_to_evidence() {
    let world = World::new();
    let case = world.save("case", json!({"title": "A case"}))["id"].clone();
    let item = world.evidence(&case, &world.write("paper.txt", b"words"));
    let entry = |words: &str| json!({"kind": "custody_event", "value": {"case_id": case, "evidence": item["id"], "event": "verified", "by": words, "note": words, "at": words}});
    let made = |words: &str| json!({"kind": "evidence", "value": {"case_id": case, "title": "x", "blob": words, "size": 20, "binding": "0".repeat(64), "sha256": "0".repeat(64)}});
    let changed = |field: &str, words: &str| {
        let mut value = item.clone();
        value[field] = json!(words);
        json!({"kind": "evidence", "value": value})
    };
    let own = ["../format", "../../secret.txt", "format", "00"].map(str::to_owned);
    let texts = corpus().texts.into_iter().map(|text| text.text).chain(own);
    for words in texts {
        let forms = ["blob", "binding", "sha256"].map(|field| changed(field, &words));
        for record in forms.into_iter().chain([entry(&words), made(&words)]) {
            let no = world.call(
                "a form",
                "record_save",
                json!({"record": record, "base": null}),
            );
            assert_eq!(no.err().map(|no| no.code).as_deref(), Some("bad-request"));
        }
    }
    assert_eq!(
        world.ok("evidence_verify", json!({"id": item["id"]}))["ok"],
        true
    );
}
