//! Articles of laws: listed, added, changed.

use std::process::ExitCode;

use casework::record::{Kind, Provision, Record, RevisionId};
use casework::view::ProvisionRow;
use serde_json::json;
use service::contract::{Nothing, RecordSave};
use service::{Code, Error, Result, Service};

use super::Context;
use crate::args::{ProvisionCommand, ProvisionFacts};

pub fn run(context: &Context<'_>, command: &ProvisionCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        ProvisionCommand::List { vault, words } => {
            let all = context.open(vault, |service, _| {
                Ok(service.provision_list(Nothing {})?.provisions)
            })?;
            let rows: Vec<&ProvisionRow> = all.iter().filter(|row| fits(row, words)).collect();
            show.answer(&json!({ "provisions": rows }), |show| {
                let lines: Vec<[String; 6]> = rows.iter().map(|row| line(row)).collect();
                if lines.is_empty() {
                    show.say("cli-none", &[]);
                }
                show.columns(&lines);
            });
        }
        ProvisionCommand::Add { vault, code, facts } => {
            let mut provision = Provision {
                code: code.clone(),
                ..Provision::default()
            };
            put(&mut provision, facts);
            let saved = context.open(vault, |service, _| save(service, provision, None))?;
            show.answer(&json!({ "provision": saved }), |show| {
                show.say("cli-provision-added", &[("code", &saved.code)]);
            });
        }
        ProvisionCommand::Edit { vault, code, facts } => {
            let saved = context.open(vault, |service, _| {
                let rows = service.provision_list(Nothing {})?.provisions;
                let ProvisionRow {
                    mut provision,
                    revision,
                    ..
                } = rows
                    .into_iter()
                    .find(|row| row.provision.code == *code)
                    .ok_or_else(|| {
                        Error::new(Code::NotFound).with("kind", Kind::Provision.name())
                    })?;
                put(&mut provision, facts);
                save(service, provision, revision)
            })?;
            show.answer(&json!({ "provision": saved }), |show| {
                show.say("cli-provision-changed", &[("code", &saved.code)]);
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What was given; the rest stays.
fn put(provision: &mut Provision, facts: &ProvisionFacts) {
    for (given, field) in [
        (&facts.law, &mut provision.law),
        (&facts.article, &mut provision.article),
        (&facts.part, &mut provision.part),
        (&facts.title, &mut provision.title),
    ] {
        if let Some(given) = given {
            field.clone_from(given);
        }
    }
}

fn fits(row: &ProvisionRow, words: &[String]) -> bool {
    let one = &row.provision;
    let whole = format!("{} {} {} {}", one.code, one.law, one.article, one.title).to_lowercase();
    words
        .iter()
        .all(|word| whole.contains(&word.to_lowercase()))
}

fn line(row: &ProvisionRow) -> [String; 6] {
    let one = &row.provision;
    [
        one.code.clone(),
        row.uses.to_string(),
        one.law.clone(),
        one.article.clone(),
        one.part.clone(),
        one.title.clone(),
    ]
}

fn save(service: &Service, provision: Provision, base: Option<RevisionId>) -> Result<Provision> {
    let saved = service.record_save(RecordSave {
        record: Record::Provision(provision),
        base,
    })?;
    match saved.record {
        Record::Provision(provision) => Ok(provision),
        _ => Err(Error::new(Code::Internal)),
    }
}
