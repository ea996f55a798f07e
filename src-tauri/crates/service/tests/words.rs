//! The catalogue: every error has its words, every key stands in every language, and with the same arguments. Reads every file of
//! `locales`, whoever wrote it.

#![allow(
    clippy::unwrap_used,
    clippy::wildcard_imports,
    reason = "a test stops where it fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use service::{Code, Error, Language, Text};

/// Key to the arguments its message uses.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../locales")
}

fn areas(language: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder().join(language)).unwrap();
    files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            std::path::Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "ftl")
        })
        .collect()
}

fn parse(language: &str, area: &str) -> Resource<String> {
    let text = std::fs::read_to_string(folder().join(language).join(area)).unwrap();
    fluent_syntax::parser::parse(text)
        .unwrap_or_else(|(_, errors)| panic!("{language}/{area} does not parse: {errors:?}"))
}

fn keys(language: &str, area: &str) -> Keys {
    let mut keys = Keys::new();
    let mut add = |key: String, pattern: Option<&Pattern<String>>| {
        let mut arguments = BTreeSet::new();
        if let Some(pattern) = pattern {
            collect(pattern, &mut arguments);
        }
        assert!(
            keys.insert(key.clone(), arguments).is_none(),
            "{language}/{area}: {key} stands twice"
        );
    };
    for entry in parse(language, area).body {
        match entry {
            Entry::Message(message) => {
                add(message.id.name.clone(), message.value.as_ref());
                for attribute in &message.attributes {
                    add(
                        format!("{}.{}", message.id.name, attribute.id.name),
                        Some(&attribute.value),
                    );
                }
            }
            Entry::Term(term) => add(format!("-{}", term.id.name), Some(&term.value)),
            Entry::Junk { content } => panic!("{language}/{area}: {content}"),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    keys
}

fn collect(pattern: &Pattern<String>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expressions(expression, into);
        }
    }
}

fn expressions(expression: &Expression<String>, into: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => inlines(inline, into),
        Expression::Select { selector, variants } => {
            inlines(selector, into);
            for variant in variants {
                collect(&variant.value, into);
            }
        }
    }
}

fn inlines(inline: &InlineExpression<String>, into: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.clone());
        }
        InlineExpression::FunctionReference { arguments, .. } => arguments
            .positional
            .iter()
            .for_each(|one| inlines(one, into)),
        InlineExpression::Placeable { expression } => expressions(expression, into),
        _ => {}
    }
}

#[test]
fn every_key_stands_in_every_language_with_the_same_arguments() {
    let english = areas("en");
    assert!(english.len() >= 2, "the catalogue is there");
    let mut faults = Vec::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for language in ["ru", "kk"] {
        for area in english.symmetric_difference(&areas(language)) {
            faults.push(format!("{area}: in en or in {language} only"));
        }
    }
    for area in &english {
        let expected = keys("en", area);
        for key in expected.keys() {
            if let Some(other) = owners.insert(key.clone(), area.clone()) {
                faults.push(format!("{key}: in {other} and in {area}"));
            }
        }
        for language in ["ru", "kk"] {
            if !areas(language).contains(area) {
                continue;
            }
            let found = keys(language, area);
            for (key, arguments) in &expected {
                match found.get(key) {
                    None => faults.push(format!("{language}/{area}: {key} is missing")),
                    Some(others) if others != arguments => faults.push(format!(
                        "{language}/{area}: {key} has arguments {others:?}, en has {arguments:?}"
                    )),
                    Some(_) => {}
                }
            }
            faults.extend(
                found
                    .keys()
                    .filter(|key| !expected.contains_key(*key))
                    .map(|key| format!("{language}/{area}: {key} is not in en")),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_error_says_what_happened_and_what_to_do() {
    for language in Language::ALL {
        let text = Text::new(language);
        for code in Code::ALL {
            let error = Error::new(*code)
                .with("path", "/p")
                .with("what", "w")
                .with("count", 5)
                .with("code", "gaps");
            let (what, next) = text.error(&error);
            for (key, message) in [
                (format!("error-{}", code.text()), what),
                (format!("error-{}-next", code.text()), next),
            ] {
                assert!(text.has(&key), "{}: {key} is missing", language.tag());
                assert!(
                    message.chars().count() > 5 && message != key,
                    "{}: {key} says nothing",
                    language.tag()
                );
            }
        }
    }
}

#[test]
fn numbers_follow_the_plural_rules_of_the_language() {
    let check = |language, count: &str, expect: &str| {
        let said =
            Text::new(language).get("cli-handover-opened", &[("path", "/p"), ("files", count)]);
        assert!(said.ends_with(expect), "{said}");
    };
    check(Language::En, "1", "1 file");
    check(Language::En, "2", "2 files");
    check(Language::Ru, "1", "1 файл");
    check(Language::Ru, "3", "3 файла");
    check(Language::Ru, "11", "11 файлов");
    check(Language::Kk, "3", "3 файл");
}

#[test]
fn the_language_of_the_system_is_understood() {
    for (tag, expect) in [
        ("kk_KZ.UTF-8", Some(Language::Kk)),
        ("ru", Some(Language::Ru)),
        ("en-GB", Some(Language::En)),
        ("C.UTF-8", None),
        ("", None),
    ] {
        assert_eq!(Language::of(tag), expect);
    }
}
