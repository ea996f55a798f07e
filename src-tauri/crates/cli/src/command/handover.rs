//! Sealed bundles out, and the contact card.

use std::path::Path;
use std::process::ExitCode;

use service::contract::{
    CardSave, HandoverCreate, HandoverGivenCase as Case, HandoverGivenWish, HandoverLeaks,
    HandoverPreview, HandoverWish, LeakChoice, Nothing, ProfileState, TeamWish,
};
use service::{Code, Error, Result, Service};

use super::Context;
use crate::args::{self, HandoverCommand};
use crate::secret;
use crate::session::path;
use crate::show::{Show, bytes, plain};

pub fn run(context: &Context<'_>, command: &HandoverCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        HandoverCommand::Create {
            wish,
            out,
            new_passphrase_file,
        } => {
            let message = message(wish, show)?;
            let receipt = context.open(&wish.vault, |service, _| {
                let passphrase = match &wish.passphrase_for {
                    Some(_) => {
                        secret::replacement(new_passphrase_file.as_deref(), service, &show.text)?
                            .to_string()
                    }
                    None => String::new(),
                };
                service.handover_create(HandoverCreate {
                    wish: wanted(service, wish, message)?,
                    path: path(out),
                    passphrase,
                    seen: None,
                })
            })?;
            show.answer(&receipt, |show| {
                show.say(
                    "cli-handover-written",
                    &[("path", &receipt.path), ("bytes", &bytes(receipt.bytes))],
                );
                show.say("cli-handover-sha256", &[("sha256", &receipt.sha256)]);
                show.say("cli-handover-stock", &[("path", &receipt.path)]);
            });
        }
        HandoverCommand::Preview { wish } => {
            let message = message(wish, show)?;
            let preview = context.open(&wish.vault, |service, _| {
                service.handover_preview(wanted(service, wish, message)?)
            })?;
            show.answer(&preview, |show| previewed(show, &preview));
        }
        HandoverCommand::Leaks { wish } => {
            let message = message(wish, show)?;
            let found = context.open(&wish.vault, |service, _| {
                service.handover_leaks(wanted(service, wish, message)?)
            })?;
            show.answer(&found, |show| listed(show, &found));
        }
        HandoverCommand::Given { vault, who } => {
            let given = context.open(vault, |service, _| {
                let reader = partner(service, who)?.unwrap_or_else(|| who.clone());
                service.handover_given(HandoverGivenWish { reader })
            })?;
            show.answer(&given, |show| {
                let rows: Vec<[String; 4]> = given
                    .cases
                    .iter()
                    .map(|case| {
                        let records: u32 = case.counts.values().sum();
                        let Case {
                            reference,
                            title,
                            last,
                            ..
                        } = case.clone();
                        [reference, title, records.to_string(), last]
                    })
                    .collect();
                show.columns(&rows);
                given
                    .evidence
                    .iter()
                    .for_each(|name| show.line(&plain(name)));
            });
        }
        HandoverCommand::Team {
            vault,
            folder,
            members,
            automatic,
            exchange,
        } => {
            let done = context.open(vault, |service, _| {
                if let Some(folder) = folder {
                    let members = members
                        .iter()
                        .map(|name| super::partner::find(service, name))
                        .collect::<Result<_>>()?;
                    service.team_save(TeamWish {
                        folder: path(
                            &std::path::absolute(folder)
                                .map_err(|error| Error::io(folder, &error))?,
                        ),
                        members,
                        automatic: *automatic,
                    })?;
                }
                if *exchange {
                    Ok((None, Some(service.team_exchange(Nothing {})?)))
                } else {
                    Ok((Some(service.team_get(Nothing {})?), None))
                }
            })?;
            match done {
                (Some(team), _) => show.answer(&team, |show| {
                    show.line(&plain(&team.folder));
                    show.line(&team.last);
                }),
                (_, Some(done)) => show.answer(&done, |show| {
                    show.say(
                        "cli-team-exchanged",
                        &[
                            ("sent", &done.sent.unwrap_or(0).to_string()),
                            ("taken", &done.taken.len().to_string()),
                            ("refused", &done.refused.len().to_string()),
                        ],
                    );
                }),
                (None, None) => {}
            }
        }
        HandoverCommand::Profiles { vault } => {
            let list = context.open(vault, |service, _| service.profile_list(Nothing {}))?;
            show.answer(&list, |show| {
                let label = |one: &ProfileState| {
                    let profile = &one.profile;
                    let all = [&profile.en, &profile.ru, &profile.kk];
                    all.into_iter()
                        .find(|label| !label.is_empty())
                        .cloned()
                        .unwrap_or_default()
                };
                let rows: Vec<[String; 2]> = list
                    .profiles
                    .iter()
                    .filter(|one| !one.profile.retired)
                    .map(|one| [one.profile.code.clone(), label(one)])
                    .collect();
                show.columns(&rows);
            });
        }
        other => return super::incoming::run(context, other),
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

/// What goes, as the service takes it.
fn wanted(service: &Service, wish: &args::HandoverWish, message: String) -> Result<HandoverWish> {
    let cases = wish
        .cases
        .iter()
        .map(|case| super::note::find(service, case))
        .collect::<Result<_>>()?;
    let to = wish
        .to
        .iter()
        .map(|who| recipient(service, who))
        .collect::<Result<_>>()?;
    let search = wish
        .search
        .as_ref()
        .map(|name| {
            let all = service.saved_search_list(Nothing {})?.searches;
            let found = all.into_iter().find(|one| one.search.name == *name);
            found
                .map(|one| one.search.id)
                .ok_or_else(|| Error::new(Code::NotFound).with("kind", "saved_search"))
        })
        .transpose()?;
    Ok(HandoverWish {
        cases,
        all: wish.all,
        search,
        profile: wish.profile.clone(),
        evidence: wish.evidence,
        privileged: wish.privileged.iter().copied().map(Into::into).collect(),
        places: wish.places.iter().copied().map(Into::into).collect(),
        to,
        passphrase_for: wish.passphrase_for.clone().unwrap_or_default(),
        since: wish.since_last,
        message,
        leaks: choices(&wish.leaks),
        unlooked: wish.leaks.accept_unlooked.clone().unwrap_or_default(),
    })
}

/// What is done about what the leak check found.
fn choices(leaks: &args::LeakArgs) -> Vec<LeakChoice> {
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
    accepted.chain(left).collect()
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

fn message(wish: &args::HandoverWish, show: &Show) -> Result<String> {
    let text = wish
        .message_file
        .as_deref()
        .map(|file| super::note::words(Some(file), show))
        .transpose()?;
    Ok(text.map_or_else(String::new, |text| text.as_str().to_owned()))
}

/// What the service takes for a recipient: the text of a card file, the id of a partner of that name, or the words as they are.
fn recipient(service: &Service, who: &str) -> Result<String> {
    let file = Path::new(who);
    if file.is_file() {
        return std::fs::read_to_string(file).map_err(|error| Error::io(file, &error));
    }
    Ok(partner(service, who)?.unwrap_or_else(|| who.to_owned()))
}

/// The id of a partner of that name.
fn partner(service: &Service, name: &str) -> Result<Option<String>> {
    let partners = service.partner_list(Nothing {})?.partners;
    let found = partners.into_iter().find(|partner| partner.name == name);
    Ok(found.map(|partner| partner.id.to_string()))
}

fn previewed(show: &Show, preview: &HandoverPreview) {
    show.say(
        "cli-handover-goes",
        &[
            ("cases", &preview.cases.len().to_string()),
            ("records", &preview.counts.values().sum::<u32>().to_string()),
            ("bytes", &bytes(preview.evidence_bytes)),
        ],
    );
    if let Some(since) = &preview.since {
        show.say(
            "cli-handover-since",
            &[
                ("same", &since.same.to_string()),
                ("gone", &since.gone.to_string()),
            ],
        );
    }
    for (reason, count) in &preview.withheld {
        let words = show.text.get(&format!("withheld-{reason}"), &[]);
        show.line(&format!("{count:>6}  {words}"));
    }
    let rows: Vec<[String; 5]> = preview
        .held
        .iter()
        .map(|held| {
            [
                held.reason.clone(),
                held.case.clone(),
                held.kind.name().to_owned(),
                held.label.clone(),
                held.field.clone(),
            ]
        })
        .collect();
    show.columns(&rows);
}
