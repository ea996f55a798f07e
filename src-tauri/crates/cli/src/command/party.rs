//! People and organisations: who is the same, who is not, and whether anybody of a new matter stands in the vault already.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use casework::MergeWish;
use casework::record::PartyId;
use casework::view::{ConflictReport, PartyFilter, SeparatedParty};
use service::contract::{ConflictNames, Nothing, PartyDistinct, PartyRef};
use service::{Code, Error, Result, Service};

use super::{Context, word};
use crate::args::PartyCommand;
use crate::show::{Show, plain};

/// Longest list of names that is read, in bytes.
const LIMIT: u64 = 256 * 1024;

pub fn run(context: &Context<'_>, command: &PartyCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        PartyCommand::List { vault, words } => {
            let list = context.open(vault, |service, _| {
                service.party_list(PartyFilter {
                    text: words.join(" "),
                    ..PartyFilter::default()
                })
            })?;
            show.answer(&list, |show| {
                let rows: Vec<[String; 3]> = list
                    .parties
                    .iter()
                    .map(|row| [row.id.to_string(), row.name.clone(), row.names.join(", ")])
                    .collect();
                none_or(show, &rows);
            });
        }
        PartyCommand::Alike { vault } => {
            let alike = context.open(vault, |service, _| service.party_alike(Nothing {}))?;
            show.answer(&alike, |show| {
                let rows: Vec<[String; 4]> = alike
                    .pairs
                    .iter()
                    .map(|pair| {
                        let band = show.text.get(&format!("cli-name-{}", pair.band), &[]);
                        let line = |party: &casework::view::AlikeParty| {
                            format!("{} {}", party.id, party.name)
                        };
                        [
                            line(&pair.one),
                            line(&pair.other),
                            band,
                            reasons(show, &pair.reasons),
                        ]
                    })
                    .collect();
                none_or(show, &rows);
            });
        }
        PartyCommand::Merge { vault, keep, other } => {
            let merged = context.open(vault, |service, _| {
                service.party_merge(MergeWish {
                    keep: find(service, keep)?,
                    other: find(service, other)?,
                    fields: std::collections::BTreeMap::new(),
                })
            })?;
            show.answer(&merged, |show| {
                show.say("cli-party-merged", &[("count", &merged.moved.to_string())]);
            });
        }
        PartyCommand::Separate { vault, party } => {
            let apart = context.open(vault, |service, _| {
                // By its id: who was merged has no name of their own in the lists.
                let id = merged(service, party)?;
                service.party_separate(PartyRef { id })
            })?;
            show.answer(&apart, |show| separated(show, &apart));
        }
        PartyCommand::Distinct {
            vault,
            one,
            other,
            unsure,
        } => {
            let saved = context.open(vault, |service, _| {
                service.party_distinct(PartyDistinct {
                    party: find(service, one)?,
                    other: find(service, other)?,
                    certain: !unsure,
                    note: String::new(),
                })
            })?;
            let document = serde_json::json!({"id": saved.record.id(), "revision": saved.revision, "at": saved.at});
            show.answer(&document, |show| show.say("cli-party-distinct", &[]));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Looks for the names of a new matter.
pub fn conflicts(context: &Context<'_>, vault: &Path, names: &[String]) -> Result<ExitCode> {
    let show = context.show;
    let names: Vec<String> = if names == ["-"] {
        let lines = typed()?;
        let lines = lines.lines().map(str::trim);
        lines
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    } else {
        names.to_vec()
    };
    let asked = names.clone();
    let (report, terms) = context.open(vault, |service, _| {
        let report = service.conflict_check(ConflictNames { names })?;
        Ok((report, service.vocabulary_list(Nothing {})?))
    })?;
    show.answer(&report, |show| found(show, &asked, &report, &terms));
    Ok(if report.hits.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Names from standard input, one a line, which no process list shows.
fn typed() -> Result<String> {
    let mut text = String::new();
    let read = std::io::stdin().take(LIMIT).read_to_string(&mut text);
    read.map_err(|_| Error::new(Code::BadRequest).at("names"))?;
    Ok(text)
}

fn found(
    show: &Show,
    asked: &[String],
    report: &ConflictReport,
    terms: &service::contract::Vocabularies,
) {
    for (number, asked) in asked.iter().enumerate() {
        show.line(&plain(asked));
        let hits = report
            .hits
            .iter()
            .filter(|hit| usize::try_from(hit.asked) == Ok(number));
        let mut rows: Vec<[String; 4]> = Vec::new();
        for hit in hits {
            let band = show.text.get(&format!("cli-name-{}", hit.band), &[]);
            let places: Vec<String> = hit
                .places
                .iter()
                .map(|place| format!("{} ({})", place.reference, role(show, terms, &place.role)))
                .collect();
            rows.push([
                format!("  {}", hit.name),
                band,
                places.join(", "),
                reasons(show, &hit.reasons),
            ]);
        }
        if rows.is_empty() {
            show.say("cli-conflicts-nobody", &[]);
        }
        show.columns(&rows);
    }
    let args = [
        ("day", &*report.on.to_string()),
        ("parties", &report.parties.to_string()),
        ("proceedings", &report.proceedings.to_string()),
        ("cases", &report.cases.to_string()),
    ];
    show.say("cli-conflicts-searched", &args);
    if report.privileged > 0 {
        show.say(
            "cli-conflicts-privileged",
            &[("count", &report.privileged.to_string())],
        );
    }
}

fn role(show: &Show, terms: &service::contract::Vocabularies, role: &str) -> String {
    let key = format!("conflict-role-{role}");
    match show.text.get(&key, &[]) {
        unknown if unknown == key => word::term(show, terms, "role", role),
        known => known,
    }
}

fn reasons(show: &Show, codes: &[String]) -> String {
    let words: Vec<String> = codes
        .iter()
        .map(|code| show.text.get(&format!("name-reason-{code}"), &[]))
        .collect();
    words.join(", ")
}

fn separated(show: &Show, apart: &SeparatedParty) {
    show.say("cli-party-separated", &[]);
    if apart.stayed.is_empty() {
        return;
    }
    show.say(
        "cli-party-stayed",
        &[("count", &apart.stayed.len().to_string())],
    );
    let rows: Vec<[String; 4]> = apart
        .stayed
        .iter()
        .map(|one| {
            [
                one.kind.name().to_owned(),
                one.case.clone(),
                show.text.get(&format!("cli-party-stayed-{}", one.why), &[]),
                if one.field.is_empty() {
                    one.label.clone()
                } else {
                    format!("{}: {}", one.label, one.field)
                },
            ]
        })
        .collect();
    show.columns(&rows);
}

fn none_or<const N: usize>(show: &Show, rows: &[[String; N]]) {
    if rows.is_empty() {
        show.say("cli-none", &[]);
    }
    show.columns(rows);
}

/// The party of that id, or the only one of exactly that name.
fn find(service: &Service, words: &str) -> Result<PartyId> {
    if let Some(id) = id(words) {
        return Ok(id);
    }
    let list = service.party_list(PartyFilter {
        text: words.to_owned(),
        ..PartyFilter::default()
    })?;
    let named = |row: &&casework::view::PartyRow| {
        row.name == words || row.names.iter().any(|name| name == words)
    };
    let mut found = list.parties.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row.id),
        (Some(_), Some(_)) => Err(invalid("ambiguous")),
        (None, _) => Err(invalid("unknown_record")),
    }
}

/// One that was merged: by its id, or by the name it had, on the page of whom it was merged with.
fn merged(service: &Service, words: &str) -> Result<PartyId> {
    if let Some(id) = id(words) {
        return Ok(id);
    }
    let with = find(service, words)?;
    let view = service.party_open(PartyRef { id: with })?;
    let mut named = view.joined.iter().filter(|one| one.party.name == words);
    match (named.next(), named.next()) {
        (Some(one), None) => Ok(one.party.id),
        (Some(_), Some(_)) => Err(invalid("ambiguous")),
        (None, _) => Err(invalid("not_merged")),
    }
}

/// An id, if it is one.
fn id(words: &str) -> Option<PartyId> {
    serde_json::from_value(serde_json::Value::String(words.to_owned())).ok()
}

fn invalid(code: &str) -> Error {
    Error::new(Code::Invalid)
        .with("code", code)
        .with("field", "party")
        .at("party")
}
