//! The vocabularies: listed, added to, renamed, and one term in the place of another.

use std::path::Path;
use std::process::ExitCode;

use casework::record::{Kind, Record, Term};
use casework::view::TermRow;
use serde_json::json;
use service::contract::{Nothing, RecordSave, TermReplace};
use service::{Code, Error, Result, Service};

use super::Context;
use crate::args::{TermLabels, VocabularyCommand};
use crate::show::Show;

pub fn run(context: &Context<'_>, command: &VocabularyCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        VocabularyCommand::List {
            vault,
            vocabulary,
            all,
        } => list(context, vault, vocabulary.as_deref(), *all)?,
        VocabularyCommand::Add {
            vault,
            vocabulary,
            labels,
            group,
            code,
            huridocs,
        } => {
            let mut term = Term {
                vocabulary: vocabulary.clone(),
                code: code.clone(),
                group: group.clone(),
                huridocs: huridocs.clone(),
                ..Term::default()
            };
            put(&mut term, labels);
            let saved = context.open(vault, |service, _| save(service, term, None))?;
            said(show, &saved, "cli-term-added");
        }
        VocabularyCommand::Rename {
            vault,
            vocabulary,
            code,
            labels,
            shipped,
        } => {
            let saved = context.open(vault, |service, _| {
                let TermRow {
                    mut term,
                    revision,
                    shipped: first,
                    ..
                } = find(service, vocabulary, code)?;
                if *shipped {
                    let first = first.ok_or_else(|| {
                        Error::new(Code::Invalid)
                            .with("field", "shipped")
                            .with("code", "not_shipped")
                            .at("shipped")
                    })?;
                    (term.en, term.ru, term.kk) = (first.en, first.ru, first.kk);
                }
                put(&mut term, labels);
                save(service, term, revision)
            })?;
            said(show, &saved, "cli-term-renamed");
        }
        VocabularyCommand::Retire {
            vault,
            vocabulary,
            code,
            back,
        } => {
            let saved = context.open(vault, |service, _| {
                let TermRow {
                    mut term, revision, ..
                } = find(service, vocabulary, code)?;
                term.retired = !back;
                save(service, term, revision)
            })?;
            let key = if *back {
                "cli-term-back"
            } else {
                "cli-term-retired"
            };
            said(show, &saved, key);
        }
        VocabularyCommand::Replace {
            vault,
            vocabulary,
            code,
            by,
        } => {
            let replaced = context.open(vault, |service, _| {
                let (gone, by) = (
                    find(service, vocabulary, code)?,
                    find(service, vocabulary, by)?,
                );
                service.term_replace(TermReplace {
                    id: gone.term.id.0,
                    by: by.term.id.0,
                })
            })?;
            show.answer(&replaced, |show| {
                let moved = replaced.moved.to_string();
                show.say(
                    "cli-term-replaced",
                    &[("code", code), ("by", by), ("count", &moved)],
                );
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list(context: &Context<'_>, vault: &Path, vocabulary: Option<&str>, all: bool) -> Result<()> {
    let rows = context.open(vault, |service, _| Ok(service.term_list(Nothing {})?.terms))?;
    let wanted: Vec<&TermRow> = rows
        .iter()
        .filter(|row| vocabulary.is_none_or(|list| row.term.vocabulary == list))
        .filter(|row| all || !row.term.retired)
        .collect();
    let there = |list: &str| rows.iter().any(|row| row.term.vocabulary == list);
    if vocabulary.is_some_and(|list| !there(list)) {
        return Err(Error::new(Code::Invalid)
            .with("field", "vocabulary")
            .with("code", "unknown_code")
            .at("vocabulary"));
    }
    context.show.answer(&json!({ "terms": wanted }), |show| {
        let lines: Vec<[String; 5]> = wanted.iter().map(|row| line(show, row)).collect();
        show.columns(&lines);
        if lines.is_empty() {
            show.say("cli-none", &[]);
        }
    });
    Ok(())
}

fn line(show: &Show, row: &TermRow) -> [String; 5] {
    let term = &row.term;
    let label = match show.text.language() {
        service::Language::Ru => &term.ru,
        service::Language::Kk => &term.kk,
        service::Language::En => &term.en,
    };
    let retired = if term.retired {
        show.text.get("cli-term-is-retired", &[])
    } else {
        String::new()
    };
    [
        term.vocabulary.clone(),
        term.code.clone(),
        row.uses.to_string(),
        retired,
        if label.is_empty() {
            term.en.clone()
        } else {
            label.clone()
        },
    ]
}

fn find(service: &Service, vocabulary: &str, code: &str) -> Result<TermRow> {
    let rows = service.term_list(Nothing {})?.terms;
    rows.into_iter()
        .find(|row| row.term.vocabulary == vocabulary && row.term.code == code)
        .ok_or_else(|| Error::new(Code::NotFound).with("kind", Kind::Term.name()))
}

/// Labels that were given; the others stay.
fn put(term: &mut Term, labels: &TermLabels) {
    for (given, label) in [
        (&labels.en, &mut term.en),
        (&labels.ru, &mut term.ru),
        (&labels.kk, &mut term.kk),
    ] {
        if let Some(given) = given {
            label.clone_from(given);
        }
    }
}

fn save(service: &Service, term: Term, base: Option<casework::record::RevisionId>) -> Result<Term> {
    let saved = service.record_save(RecordSave {
        record: Record::Term(term),
        base,
    })?;
    match saved.record {
        Record::Term(term) => Ok(term),
        _ => Err(Error::new(Code::Internal)),
    }
}

fn said(show: &Show, term: &Term, key: &str) {
    show.answer(term, |show| {
        show.say(
            key,
            &[("vocabulary", &term.vocabulary), ("code", &term.code)],
        );
    });
}
