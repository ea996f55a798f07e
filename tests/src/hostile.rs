//! The hostile corpus of `tests/data/hostile.json`: texts and files that try to be more than what they say.

#![expect(clippy::missing_panics_doc, reason = "a test stops where it fails")]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

/// A text with a name.
pub struct Text {
    /// Where it belongs: `html`, `unicode`, ...
    pub group: String,
    /// `group/name`.
    pub name: String,
    /// What is to stay text.
    pub text: String,
}

/// A file with the name it is given on the disk.
pub struct File {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The media type that a preview has to have; none: any that is harmless, or no preview at all.
    pub shown: Option<String>,
}

/// Everything.
pub struct Corpus {
    /// Texts.
    pub texts: Vec<Text>,
    /// Name and bytes of files that look like casebooks.
    pub casebooks: Vec<(String, String)>,
    /// Files.
    pub files: Vec<File>,
}

/// Reads it.
pub fn corpus() -> Corpus {
    let path = crate::desk::root().join("tests/data/hostile.json");
    let text = std::fs::read_to_string(path).expect("part of the source tree");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let mut texts = Vec::new();
    for group in list(&all["groups"]) {
        let name = string(&group["group"]);
        texts.extend(list(&group["texts"]).iter().map(|entry| Text {
            group: name.clone(),
            name: format!("{name}/{}", string(&entry["name"])),
            text: content(entry),
        }));
    }
    let file = |entry: &Value| File {
        name: string(&entry["name"]),
        bytes: match entry["base64"].as_str() {
            Some(data) => BASE64_STANDARD.decode(data).expect("base64"),
            None => content(entry).into_bytes(),
        },
        shown: entry["shown"].as_str().map(str::to_owned),
    };
    Corpus {
        texts,
        casebooks: list(&all["casebooks"])
            .iter()
            .map(|entry| (string(&entry["name"]), string(&entry["json"])))
            .collect(),
        files: list(&all["files"]).iter().map(file).collect(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn string(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

/// `text`, or `stairs` with `steps`, or `before`, `repeat` so many `times`, `after`.
fn content(entry: &Value) -> String {
    let part = |key: &str| entry[key].as_str().unwrap_or_default();
    let number = |key: &str| usize::try_from(entry[key].as_u64().unwrap_or(0)).expect("small");
    if let Some(text) = entry["text"].as_str() {
        text.to_owned()
    } else if entry["stairs"].is_string() {
        let lines =
            (0..number("steps")).map(|step| format!("{}{}\n", "  ".repeat(step), part("stairs")));
        lines.collect()
    } else {
        let middle = part("repeat").repeat(number("times"));
        [part("before"), &middle, part("after")].concat()
    }
}
