//! Sealed bundles out, and the contact card.

use std::path::Path;
use std::process::ExitCode;

use service::contract::{CardSave, HandoverCreate, HandoverWish, Nothing};
use service::{Error, Result, Service};

use super::Context;
use crate::args::{HandoverCommand, Profile};
use crate::session::path;
use crate::show::bytes;

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
            out,
        } => {
            let message = message_file
                .as_deref()
                .map(|file| super::note::words(Some(file), show))
                .transpose()?;
            let receipt = context.open(vault, |service, _| {
                let cases = cases
                    .iter()
                    .map(|case| super::note::find(service, case))
                    .collect::<Result<_>>()?;
                let to = to
                    .iter()
                    .map(|who| recipient(service, who))
                    .collect::<Result<_>>()?;
                let wish = HandoverWish {
                    cases,
                    profile: name(*profile).into(),
                    evidence: *evidence,
                    privileged: Vec::new(),
                };
                service.handover_create(HandoverCreate {
                    wish,
                    to,
                    path: path(out),
                    message: message.map_or_else(String::new, |text| text.as_str().to_owned()),
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

fn name(profile: Profile) -> &'static str {
    match profile {
        Profile::Internal => "internal",
        Profile::Partner => "partner",
        Profile::Public => "public",
    }
}
