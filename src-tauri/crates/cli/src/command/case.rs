//! Cases: listed, shown, added.

use std::process::ExitCode;

use casework::record::{Case, CaseKind, Record};
use casework::view::{CaseFilter, CaseView};
use serde_json::Value;
use service::Result;
use service::contract::{CaseRef, RecordSave};

use super::Context;
use crate::args::{self, CaseCommand};
use crate::show::{Show, plain};

pub fn run(context: &Context<'_>, command: &CaseCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        CaseCommand::List { vault } => {
            let list =
                context.open(vault, |service, _| service.case_list(CaseFilter::default()))?;
            show.answer(&list, |show| {
                let rows: Vec<[String; 4]> = list
                    .cases
                    .iter()
                    .map(|case| {
                        [
                            case.reference.clone(),
                            code(&case.kind),
                            standing(show, &case.status, case.changed_since),
                            case.title.clone(),
                        ]
                    })
                    .collect();
                show.columns(&rows);
                if rows.is_empty() {
                    show.say("cli-none", &[]);
                }
            });
        }
        CaseCommand::Show { vault, case } => {
            let view = context.open(vault, |service, _| {
                service.case_open(CaseRef { case: case.clone() })
            })?;
            show.answer(&view, |show| page(show, &view));
        }
        CaseCommand::Add {
            vault,
            title,
            file,
            reference,
            kind,
        } => {
            let from_stdin = title.as_deref() == Some("-");
            let words = match title {
                Some(title) if !from_stdin => zeroize::Zeroizing::new(title.clone()),
                _ => super::note::words(file.as_deref(), show)?,
            };
            let (title, summary) = words.trim().split_once('\n').unwrap_or((words.trim(), ""));
            let case = Case {
                reference: reference.clone().unwrap_or_default(),
                title: title.trim().to_owned(),
                summary: summary.trim().to_owned(),
                kind: kept(*kind),
                ..Case::default()
            };
            let saved = context.open(vault, |service, _| {
                service.record_save(RecordSave {
                    record: Record::Case(case),
                    base: None,
                })
            })?;
            let Record::Case(case) = &saved.record else {
                unreachable!("a case was saved")
            };
            let document = serde_json::json!({"id": case.id, "ref": case.reference, "title": case.title, "kind": case.kind, "status": case.status});
            show.answer(&document, |show| {
                show.say("cli-case-saved", &[("reference", &case.reference)]);
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn kept(kind: args::CaseKind) -> CaseKind {
    match kind {
        args::CaseKind::Monitoring => CaseKind::Monitoring,
        args::CaseKind::Legal => CaseKind::Legal,
        args::CaseKind::Protection => CaseKind::Protection,
    }
}

/// The state of a case, and that it no longer holds.
fn standing(show: &Show, status: &impl serde::Serialize, changed: bool) -> String {
    if changed {
        show.text
            .get("cli-changed-since", &[("status", &code(status))])
    } else {
        code(status)
    }
}

/// The stable code of a small closed list.
fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Where the case stands in its review, who decided that and when, and whether it still holds.
fn review(show: &Show, view: &CaseView) -> String {
    let word = |state: &casework::record::ReviewState| {
        show.text.get(&format!("cli-state-{}", code(state)), &[])
    };
    let standing = &view.standing;
    let state = word(&view.case.status);
    let mut out = show.text.get("cli-review", &[("state", &state)]);
    if let Some(decision) = &standing.decision {
        let day = decision.at.get(..10).unwrap_or_default();
        let nobody = show.text.get("cli-review-nobody", &[]);
        let by = if decision.by.is_empty() {
            &nobody
        } else {
            &decision.by
        };
        out.push_str(". ");
        out.push_str(&show.text.get(
            "cli-review-decided",
            &[
                ("from", &word(&decision.from)),
                ("to", &word(&decision.to)),
                ("by", by),
                ("day", day),
            ],
        ));
        if standing.changed > 0 {
            let count = standing.changed.to_string();
            out.push_str(". ");
            out.push_str(&show.text.get("cli-review-changed", &[("count", &count)]));
        }
    }
    out
}

/// A case for the eye: what happened, to whom, who is held.
fn page(show: &Show, view: &CaseView) {
    let name = |id: Option<casework::record::PartyId>| {
        id.and_then(|id| view.parties.iter().find(|party| party.id == id))
            .map_or_else(|| "-".to_owned(), |party| party.name.clone())
    };
    show.line(&plain(&format!(
        "{}  {}",
        view.case.reference, view.case.title
    )));
    show.line(&plain(&review(show, view)));
    if !view.case.summary.is_empty() {
        show.line("");
        view.case
            .summary
            .lines()
            .for_each(|line| show.line(&plain(line)));
    }
    let heading = |key: &str, some: bool| {
        if some {
            show.line("");
            show.say(key, &[]);
        }
    };
    let day = |date: &Option<casework::date::UncertainDate>| {
        date.as_ref().map_or_else(
            || "-".to_owned(),
            |date| date.display(show.text.language().lang()),
        )
    };
    heading("cli-parties", !view.involved.is_empty());
    show.columns(
        &view
            .involved
            .iter()
            .map(|one| [String::new(), one.role.clone(), name(Some(one.party))])
            .collect::<Vec<_>>(),
    );
    heading("cli-acts", !view.acts.is_empty());
    show.columns(
        &view
            .acts
            .iter()
            .map(|act| {
                [
                    String::new(),
                    day(&act.start),
                    act.act_type.clone(),
                    name(act.victim),
                ]
            })
            .collect::<Vec<_>>(),
    );
    heading("cli-measures", !view.measures.is_empty());
    show.columns(
        &view
            .measures
            .iter()
            .map(|one| {
                [
                    String::new(),
                    day(&one.from),
                    one.status.clone(),
                    name(Some(one.party)),
                ]
            })
            .collect::<Vec<_>>(),
    );
    heading("cli-claims", !view.claims.is_empty());
    show.columns(
        &view
            .claims
            .iter()
            .map(|claim| [String::new(), code(&claim.status), claim.says.clone()])
            .collect::<Vec<_>>(),
    );
    heading("cli-notes", !view.notes.is_empty());
    show.columns(
        &view
            .notes
            .iter()
            .map(|note| [String::new(), code(&note.kind), note.text.clone()])
            .collect::<Vec<_>>(),
    );
    heading("cli-evidence", !view.evidence.is_empty());
    show.columns(
        &view
            .evidence
            .iter()
            .map(|item| [String::new(), item.sha256.clone(), item.title.clone()])
            .collect::<Vec<_>>(),
    );
}
