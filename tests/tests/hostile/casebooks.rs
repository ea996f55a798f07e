//! Every text at every place of an imported casebook, and files that only look like one.

use sandyq_tests::hostile::corpus;
use serde_json::{Value, json};

use crate::world::{World, figure, put, texts};

/// What stands in place of a text that was refused, and of every text in the harmless twin.
pub const HARMLESS: &str = "a few plain words";
/// Where a hostile text goes.
const HERE: &str = "HERE";

/// A casebook with `HERE` wherever a person writes freely; `n` keeps its records apart from those of others.
fn form(n: usize) -> Value {
    let (party, case, act, claim) = (
        format!("p{n}"),
        format!("k{n}"),
        format!("a{n}"),
        format!("c{n}"),
    );
    json!({
        "about": {"title": format!("casebook {n}"), "country": "XR", "citation": HERE, "note": HERE, "period": HERE},
        "parties": [
            {"id": party, "kind": "person", "name": HERE, "aka": [HERE], "description": HERE, "tags": [HERE],
             "names": [{"kind": "nickname", "full": HERE, "given": HERE, "patronymic": HERE, "family": HERE}],
             "more": {"citizenship": HERE, "occupation": HERE, "contact": HERE}},
            {"id": format!("{party}b"), "kind": "unit", "name": HERE},
        ],
        "sources": [{"id": format!("s{n}"), "kind": "report", "title": HERE, "publisher": HERE, "reliability": "C", "confidential": false, "more": {"url": HERE}}],
        "provisions": [{"code": format!("X-{n}"), "title": HERE, "law": HERE, "article": HERE, "part": HERE}],
        "act_types": [{"code": format!("x_{n}"), "label": HERE, "group": "other"}],
        "cases": [{
            "id": case, "title": HERE, "summary": HERE, "space": ["expression"], "places": [HERE], "tags": [HERE],
            "involved": [{"party": party, "role": "victim", "more": {"note": HERE}}],
            "acts": [{"id": act, "type": format!("x_{n}"), "victim": party, "perpetrators": [format!("{party}b")], "start": "2025-11", "start_words": HERE,
                      "provisions": [format!("X-{n}")], "stated_reason": HERE, "outcome": HERE, "more": {"description": HERE, "count_unit": HERE}}],
            "measures": [{"party": party, "status": "house_arrest", "from": "2025-11-01", "authority": HERE, "more": {"note": HERE}}],
            "proceedings": [{"kind": "administrative", "court": HERE, "decision": HERE, "sentence": HERE,
                             "more": {"number": HERE, "stage": HERE, "judge": HERE, "prosecutor": HERE, "counsel": HERE,
                                      "hearings": [{"date": "2025-12", "words": HERE}], "sentences": [{"instance": HERE, "words": HERE}]}}],
            "interventions": [{"by": [party], "type": "letter", "to": HERE, "gist": HERE, "more": {"response": HERE, "impact": HERE}}],
            "claims": [{"id": claim, "about": act, "says": HERE, "locator": HERE, "source": format!("s{n}"), "more": {"quote": HERE}}],
            "money": [{"amount": "30.5", "currency": "XRU", "approx": true, "what": HERE}],
            "more": {"owner": HERE, "retention_reason": HERE,
                     "notes": [{"kind": "analysis", "text": HERE}], "tasks": [{"title": HERE, "rule": HERE, "legal_basis": HERE}],
                     "consents": [{"given_by": HERE, "language": HERE, "conditions": HERE}]},
        }],
    })
}

/// `cases[0].acts[1].more.x` as a JSON pointer.
fn pointer(path: &str) -> String {
    format!(
        "/{}",
        path.replace('[', "/").replace(']', "").replace('.', "/")
    )
}

/// Imports a casebook with the text at as many places as take it. Gives it, and the same with harmless words there, and how many places did.
pub fn take_in(world: &World, n: usize, name: &str, text: &str) -> (Value, Value, usize) {
    let form = form(n);
    let mut left: Vec<String> = texts(&form)
        .into_iter()
        .filter(|place| form.pointer(place).is_some_and(|found| found == HERE))
        .collect();
    let fill = |places: &[String], text: &str| {
        let mut book = form.clone();
        for place in texts(&form)
            .iter()
            .filter(|place| form.pointer(place).is_some_and(|found| found == HERE))
        {
            put(
                &mut book,
                place,
                if places.contains(place) {
                    text
                } else {
                    HARMLESS
                },
            );
        }
        book
    };
    loop {
        let book = fill(&left, text);
        let path = world.write(&format!("book-{n}.json"), book.to_string().as_bytes());
        match world.call(
            name,
            "import_casebook",
            json!({"path": path, "dry_run": false}),
        ) {
            Ok(_) => return (book, fill(&left, HARMLESS), left.len()),
            Err(no) => {
                assert_eq!(no.code, "import-refused", "{name}");
                let faults: Vec<String> = no.faults.iter().map(|path| pointer(path)).collect();
                let before = left.len();
                left.retain(|place| {
                    !faults
                        .iter()
                        .any(|fault| place == fault || place.starts_with(&format!("{fault}/")))
                });
                assert!(
                    left.len() < before,
                    "{name}: no fault is at a place that was filled: {:?}",
                    no.faults
                );
            }
        }
    }
}

#[test]
fn what_is_imported_comes_back_byte_for_byte() {
    let mut world = World::new();
    let corpus = corpus();
    let (mut kept, mut all) = (0, 0);
    // All places together must stay below what a casebook may have.
    let texts_of_a_size = corpus.texts.iter().filter(|text| text.text.len() < 900_000);
    for (n, text) in texts_of_a_size.enumerate() {
        if n % 80 == 79 {
            assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
            world = World::new();
        }
        let (book, _, places) = take_in(&world, n, &text.name, &text.text);
        kept += places;
        all += texts(&form(n)).len();
        let wanted = &book["cases"][0];
        let view = world.ok("case_open", json!({"case": format!("K{n}")}));
        // Texts of the casebook, less those of the file itself, of vocabularies, and of names of people that are opened elsewhere.
        for place in texts(wanted) {
            let value = wanted
                .pointer(&place)
                .and_then(Value::as_str)
                .unwrap_or_default();
            if value == text.text && !text.text.is_empty() {
                assert!(
                    texts(&view)
                        .iter()
                        .any(|at| view.pointer(at).and_then(Value::as_str) == Some(value)),
                    "{}: {place}",
                    text.name
                );
            }
        }
        assert!(
            view["case"]["title"] == wanted["title"]
                && view["case"]["summary"] == wanted["summary"],
            "{}",
            text.name
        );
        assert!(
            view["notes"][0]["text"] == wanted["more"]["notes"][0]["text"],
            "{}",
            text.name
        );
        assert!(
            view["claims"][0]["says"] == wanted["claims"][0]["says"],
            "{}",
            text.name
        );
    }
    assert!(kept > 5000, "the corpus does not get in");
    for name in ["home", "review_queue", "source_list", "vocabulary_list"] {
        world.ok(name, json!({}));
    }
    // Out again, and into another vault: the same file.
    let out = world.at("out.json");
    world.ok("export_casebook", json!({"path": out, "cases": []}));
    let other = World::new();
    other.ok("import_casebook", json!({"path": out, "dry_run": false}));
    let again = other.at("again.json");
    other.ok("export_casebook", json!({"path": again, "cases": []}));
    let cases = |path: &str| -> Value {
        let book: Value =
            serde_json::from_slice(&std::fs::read(path).expect("an export")).expect("JSON");
        book["cases"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|case| json!([case["title"], case["summary"], case["more"]["notes"]]))
            .collect()
    };
    assert!(
        cases(&out) == cases(&again),
        "a second import says something else"
    );
    figure(&format!(
        "{} hostile texts at {all} places of casebooks: {kept} kept byte for byte, the rest refused by path; {}",
        corpus.texts.len(),
        world.figures()
    ));
}

#[test]
fn files_that_look_like_casebooks() {
    let world = World::new();
    let corpus = corpus();
    let mut files: Vec<(String, Vec<u8>)> = corpus
        .casebooks
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let deep = |n: usize| [vec![b'['; n], vec![b']'; n]].concat();
    let case = r#"{"id":"a","title":"t"}"#;
    files.extend([
        ("deep".to_owned(), [b"{\"cases\":".as_slice(), &deep(100_000), b"}"].concat()),
        ("deep in more".into(), [b"{\"cases\":[{\"id\":\"a\",\"title\":\"t\",\"more\":{\"x\":".as_slice(), &deep(100), b"}}]}"].concat()),
        ("deep objects".into(), [b"{\"cases\":".as_slice(), "{\"a\":".repeat(50_000).as_bytes()].concat()),
        ("many of one id".into(), format!("{{\"cases\":[{}]}}", vec![case; 5_000].join(",")).into_bytes()),
        ("many faults".into(), format!("{{\"cases\":[{}]}}", vec!["1"; 200_000].join(",")).into_bytes()),
        ("many tags".into(), format!("{{\"cases\":[{{\"id\":\"a\",\"title\":\"t\",\"tags\":[{}]}}]}}", vec!["\"x\""; 300_000].join(",")).into_bytes()),
        ("one key many times".into(), format!("{{\"cases\":[],{}\"x\":1}}", "\"k\":1,".repeat(100_000)).into_bytes()),
        ("long number".into(), format!("{{\"cases\":[{{\"id\":\"a\",\"title\":\"t\",\"money\":[{{\"amount\":{},\"currency\":\"KZT\"}}]}}]}}", "9".repeat(1_000_000)).into_bytes()),
        ("long key".into(), format!("{{\"cases\":[],\"{}\":1}}", "k".repeat(5_000_000)).into_bytes()),
        ("invalid utf-8".into(), b"{\"about\":{\"title\":\"\xff\xfe\"},\"cases\":[]}".to_vec()),
        ("surrogates".into(), b"{\"about\":{\"title\":\"\xed\xa0\x80\"},\"cases\":[]}".to_vec()),
        ("utf-16".into(), "{\"cases\":[]}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("with a mark".into(), b"\xef\xbb\xbf{\"cases\":[]}".to_vec()),
        ("two marks".into(), b"\xef\xbb\xbf\xef\xbb\xbf{\"cases\":[]}".to_vec()),
        ("zeros".into(), vec![0; 1_000_000]),
        ("too long".into(), [b"{\"cases\":[]}".as_slice(), &vec![b' '; 64 << 20]].concat()),
    ]);
    let mut taken = 0;
    let count = files.len() + corpus.files.len();
    for (name, bytes) in files
        .into_iter()
        .chain(corpus.files.into_iter().map(|file| (file.name, file.bytes)))
    {
        let path = world.write("in.json", &bytes);
        for dry_run in [true, false] {
            match world.call(
                &name,
                "import_casebook",
                json!({"path": path, "dry_run": dry_run}),
            ) {
                Ok(_) => taken += 1,
                Err(no) => {
                    let codes = [
                        "import-refused",
                        "import-unknown",
                        "file-too-large",
                        "bundle-invalid",
                        "not-for-us",
                    ];
                    assert!(codes.contains(&no.code.as_str()), "{name}: {}", no.code);
                }
            }
        }
    }
    assert!(taken > 0, "none of them is a casebook at all");
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
    figure(&format!(
        "{count} files that look like casebooks; {}",
        world.figures()
    ));
}
