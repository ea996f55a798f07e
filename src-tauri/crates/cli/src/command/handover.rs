//! Sealed bundles out and in, and the contact card.

use std::path::Path;
use std::process::ExitCode;

use service::contract::{
    CardSave, HandoverCheck, HandoverCreate, HandoverFile, HandoverLeaks, HandoverLeaksWish,
    HandoverOpen, HandoverWish, LeakChoice, Nothing,
};
use service::{Error, Result, Service};

use super::Context;
use crate::args::{HandoverCommand, LeakArgs, Profile};
use crate::session::path;
use crate::show::{Show, bytes, plain};

pub fn run(context: &Context<'_>, command: &HandoverCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        HandoverCommand::Create {
            vault,
            cases,
            to,
            profile,
            evidence,
            message_file,
            leaks,
            out,
        } => {
            let message = said_in(message_file.as_deref(), show)?;
            let receipt = context.open(vault, |service, _| {
                let to = to
                    .iter()
                    .map(|who| recipient(service, who))
                    .collect::<Result<_>>()?;
                let wish = wish(service, cases, *profile, *evidence, leaks)?;
                service.handover_create(HandoverCreate {
                    wish,
                    to,
                    path: path(out),
                    message,
                })
            })?;
            show.answer(&receipt, |show| {
                show.say(
                    "cli-handover-written",
                    &[("path", &receipt.path), ("bytes", &bytes(receipt.bytes))],
                );
                show.say("cli-handover-sha256", &[("sha256", &receipt.sha256)]);
            });
        }
        HandoverCommand::Leaks {
            vault,
            cases,
            profile,
            evidence,
            message_file,
            leaks,
        } => {
            let message = said_in(message_file.as_deref(), show)?;
            let found = context.open(vault, |service, _| {
                let wish = wish(service, cases, *profile, *evidence, leaks)?;
                service.handover_leaks(HandoverLeaksWish { wish, message })
            })?;
            show.answer(&found, |show| listed(show, &found));
        }
        HandoverCommand::Check { file, vault } => {
            let check = context.open(vault, |service, _| {
                service.handover_check(HandoverFile { path: path(file) })
            })?;
            show.answer(&check, |show| said(show, &check));
            if !check.valid {
                return Ok(ExitCode::FAILURE);
            }
        }
        HandoverCommand::Open { file, vault, out } => {
            let opened = context.open(vault, |service, _| {
                service.handover_open(HandoverOpen {
                    path: path(file),
                    out: path(out),
                })
            })?;
            show.answer(&opened, |show| {
                show.say(
                    "cli-handover-opened",
                    &[("path", &opened.out), ("files", &opened.files.to_string())],
                );
            });
        }
        HandoverCommand::Merge { vault, file } => {
            let merged = context.open(vault, |service, _| {
                service.handover_merge(HandoverFile { path: path(file) })
            })?;
            show.answer(&merged, |show| {
                let [added, updated, unchanged] =
                    [merged.added, merged.updated, merged.unchanged].map(|count| count.to_string());
                let conflicts = merged.conflicts.len().to_string();
                show.say(
                    "cli-handover-merged",
                    &[
                        ("added", &added),
                        ("updated", &updated),
                        ("unchanged", &unchanged),
                        ("conflicts", &conflicts),
                    ],
                );
                let rows: Vec<[String; 3]> = merged
                    .conflicts
                    .iter()
                    .map(|one| {
                        [
                            one.kind.name().to_owned(),
                            one.label.clone(),
                            one.fields.join(", "),
                        ]
                    })
                    .collect();
                show.columns(&rows);
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub fn card(context: &Context<'_>, vault: &Path, out: Option<&Path>) -> Result<ExitCode> {
    let show = context.show;
    let card = context.open(vault, |service, _| {
        let card = service.card_get(Nothing {})?;
        out.map(|out| service.card_save(CardSave { path: path(out) }))
            .transpose()?;
        Ok(card)
    })?;
    show.answer(&card, |show| {
        card.text.lines().for_each(|line| show.line(line));
        show.line("");
        show.say("cli-card-words", &[("words", &card.words)]);
    });
    Ok(ExitCode::SUCCESS)
}

/// What the service takes for a recipient: the text of a card file, the id of a partner of that name, or the words as they are.
fn recipient(service: &Service, who: &str) -> Result<String> {
    let file = Path::new(who);
    if file.is_file() {
        return std::fs::read_to_string(file).map_err(|error| Error::io(file, &error));
    }
    let partners = service.partner_list(Nothing {})?.partners;
    Ok(partners
        .into_iter()
        .find(|partner| partner.name == who)
        .map_or_else(|| who.to_owned(), |partner| partner.id.to_string()))
}

fn said_in(file: Option<&Path>, show: &Show) -> Result<String> {
    let words = file.map(|file| super::note::words(Some(file), show));
    let words = words.transpose()?;
    Ok(words.map_or_else(String::new, |text| text.as_str().to_owned()))
}

fn wish(
    service: &Service,
    cases: &[String],
    profile: Profile,
    evidence: bool,
    leaks: &LeakArgs,
) -> Result<HandoverWish> {
    let cases = cases.iter().map(|case| super::note::find(service, case));
    let choice = |hit: &str, act: &str, reason: &str| LeakChoice {
        hit: hit.trim().to_owned(),
        act: act.to_owned(),
        reason: reason.trim().to_owned(),
    };
    let accepted = leaks.accept.iter().map(|text| {
        let (hit, reason) = text.split_once('=').unwrap_or((text, ""));
        choice(hit, "accept", reason)
    });
    let left = leaks.leave_out.iter();
    let left = left.map(|hit| choice(hit, "leave-out", ""));
    Ok(HandoverWish {
        cases: cases.collect::<Result<_>>()?,
        profile: name(profile).into(),
        evidence,
        privileged: Vec::new(),
        leaks: accepted.chain(left).collect(),
        unlooked: leaks.accept_unlooked.clone().unwrap_or_default(),
    })
}

fn listed(show: &Show, found: &HandoverLeaks) {
    let act = |act: &Option<String>| {
        let code = act.as_deref().unwrap_or("waiting");
        show.text.get(&format!("leak-act-{code}"), &[])
    };
    let hits = found.hits.iter().map(|hit| {
        [
            hit.id.clone(),
            act(&hit.act),
            show.text.get(&format!("leak-what-{}", hit.what), &[]),
            plain(&hit.needle),
            plain(&hit.label),
            hit.field.clone(),
            plain(&hit.why.replace('\n', " ")),
        ]
    });
    show.columns(&hits.collect::<Vec<_>>());
    let files = found.unlooked.iter().map(|file| {
        [
            file.id.clone(),
            act(&file.act),
            plain(&file.label),
            show.text.get(&format!("leak-why-{}", file.reason), &[]),
        ]
    });
    let files: Vec<[String; 4]> = files.collect();
    if !files.is_empty() {
        show.say("cli-leaks-unlooked", &[]);
        show.columns(&files);
    }
    if found.hits.is_empty() && files.is_empty() {
        show.say("cli-leaks-none", &[]);
    }
    if found.more {
        show.say("cli-leaks-more", &[]);
    }
    if found.sealed_missed {
        show.say("cli-leaks-sealed", &[]);
    }
    if found.waiting > 0 {
        show.say(
            "cli-leaks-waiting",
            &[("count", &found.waiting.to_string())],
        );
    }
}

fn name(profile: Profile) -> &'static str {
    match profile {
        Profile::Internal => "internal",
        Profile::Partner => "partner",
        Profile::Public => "public",
    }
}

fn said(show: &Show, check: &HandoverCheck) {
    if check.valid {
        show.say("cli-handover-valid", &[]);
    } else {
        show.say(
            "cli-handover-invalid",
            &[("problems", &check.problems.join(", "))],
        );
    }
    if !check.sender.is_empty() {
        show.line(&plain(&show.text.get(
            "cli-handover-from",
            &[("sender", &check.sender), ("at", &check.at)],
        )));
    }
    if !check.signed {
        show.say("cli-handover-unsigned", &[]);
    } else if !check.known {
        show.say("cli-handover-unknown", &[]);
    }
    show.say(
        "cli-handover-holds",
        &[
            ("cases", &check.cases.to_string()),
            ("evidence", &check.evidence.to_string()),
        ],
    );
    check
        .titles
        .iter()
        .for_each(|title| show.line(&format!("  {}", plain(title))));
}
