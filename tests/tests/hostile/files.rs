//! Every file as evidence.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sandyq_tests::hostile::corpus;
use serde_json::{Value, json};

use crate::world::{World, figure};

/// What the page shows; anything else it is never given.
const SHOWN: [&str; 5] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "text/plain",
];
/// Most bytes of a preview.
const MOST: usize = 8 << 20;

#[test]
fn evidence_is_kept_whole_and_shown_only_where_it_cannot_act() {
    let world = World::new();
    let case = world.save("case", json!({"title": "A case"}))["id"].clone();
    let corpus = corpus();
    let (mut kept, mut shown) = (0, 0);
    for file in &corpus.files {
        let name = &file.name;
        let path = world.write(name, &file.bytes);
        let add = json!({"case": case, "path": path, "title": "", "source": null, "obtained": "", "how": "", "sensitivity": "internal"});
        let item = match world.call(name, "evidence_add", add) {
            Ok(saved) => saved["record"]["value"].clone(),
            Err(no) => {
                assert!(
                    name.chars()
                        .any(|char| char.is_control() && char != '\n' && char != '\t'),
                    "{name:?}: {}",
                    no.code
                );
                let field = no.field.as_deref();
                assert!(
                    no.code == "invalid" && matches!(field, Some("title" | "file_name")),
                    "{name:?}"
                );
                continue;
            }
        };
        kept += 1;
        assert!(
            item["file_name"] == *name && item["title"].as_str().is_some(),
            "{name:?}"
        );
        assert_eq!(item["size"], file.bytes.len());
        let id = json!({"id": item["id"]});
        let preview = world
            .call(name, "evidence_preview", id.clone())
            .unwrap_or_else(|no| panic!("{name}: {}", no.code));
        let kind = preview["media_type"].as_str().expect("text");
        let data = BASE64_STANDARD
            .decode(preview["data"].as_str().expect("text"))
            .expect("base64");
        assert!(
            kind.is_empty() || SHOWN.contains(&kind),
            "{name} would be shown as {kind}"
        );
        assert_eq!(kind.is_empty(), data.is_empty(), "{name}");
        assert!(
            data.len() <= MOST && (kind.is_empty() || file.bytes.starts_with(&data)),
            "{name}"
        );
        assert!(
            kind != "text/plain" || std::str::from_utf8(&data).is_ok(),
            "{name}"
        );
        match &file.shown {
            Some(wanted) => assert_eq!(kind, wanted, "{name}"),
            None => assert!(
                kind.is_empty() || kind == "text/plain",
                "{name} is shown as {kind}"
            ),
        }
        shown += usize::from(!kind.is_empty());
        for (offset, length) in [
            (0_u64, 64_u64),
            (file.bytes.len() as u64 / 2, 1 << 20),
            (u64::MAX >> 12, 10),
            (0, u64::MAX >> 12),
        ] {
            let part = world.call(
                name,
                "evidence_range",
                json!({"id": item["id"], "offset": offset, "length": length}),
            );
            let part = part.unwrap_or_else(|no| panic!("{name} at {offset}: {}", no.code));
            let bytes = BASE64_STANDARD
                .decode(part["data"].as_str().expect("text"))
                .expect("base64");
            let start = usize::try_from(offset)
                .unwrap_or(usize::MAX)
                .min(file.bytes.len());
            let end = start
                .saturating_add(usize::try_from(length.min(1 << 20)).expect("small"))
                .min(file.bytes.len());
            assert!(bytes == file.bytes[start..end], "{name} at {offset}");
        }
        assert_eq!(world.ok("evidence_verify", id)["ok"], true);
        let out = world.at("out.bin");
        world.ok("evidence_export", json!({"id": item["id"], "path": out}));
        assert!(
            std::fs::read(&out).expect("an export") == file.bytes,
            "{name}"
        );
        std::fs::remove_file(&out).expect("it is there");
        std::fs::remove_file(&path).expect("it is there");
    }
    assert!(kept > 100 && shown > 20);
    let view = world.ok("case_open", json!({"case": case}));
    assert_eq!(view["evidence"].as_array().map(Vec::len), Some(kept));
    assert_eq!(world.ok("vault_verify", json!({}))["ok"], true);
    figure(&format!(
        "{} hostile files as evidence: {kept} kept byte for byte, {shown} shown as a picture or plain text, none as anything else; {}",
        corpus.files.len(),
        world.figures()
    ));
}

/// A file that is opened again and again costs no more the second time, and a title of its own is kept.
#[test]
fn titles_and_words_of_evidence_are_those_that_were_given() {
    let world = World::new();
    let case = world.save("case", json!({"title": "A case"}))["id"].clone();
    let path = world.write("paper.txt", b"words");
    for text in corpus()
        .texts
        .iter()
        .filter(|text| text.text.len() < 20_000)
    {
        let add = json!({"case": case, "path": path, "title": text.text, "source": null, "obtained": "", "how": text.text, "sensitivity": "internal"});
        let Ok(saved) = world.call(&text.name, "evidence_add", add) else {
            continue;
        };
        let item = &saved["record"]["value"];
        let title = text.text.trim();
        assert!(
            item["title"] == if title.is_empty() { "paper.txt" } else { title },
            "{}",
            text.name
        );
        assert!(item["how"] == text.text, "{}", text.name);
        let odd = json!({"case": case, "path": path, "title": "", "source": null, "obtained": text.text, "how": "", "sensitivity": text.text});
        assert!(
            world.call(&text.name, "evidence_add", odd).is_err(),
            "{}",
            text.name
        );
    }
    let left: Vec<Value> = world.ok("case_open", json!({"case": case}))["evidence"]
        .as_array()
        .expect("a list")
        .clone();
    assert!(left.len() > 100);
}
