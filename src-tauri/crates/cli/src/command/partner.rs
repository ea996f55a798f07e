//! People one exchanges handovers with.

use std::process::ExitCode;

use service::contract::{Nothing, PartnerList, PartnerRef, PartnerSave};
use service::{Code, Error, Result, Service};
use uuid::Uuid;

use super::Context;
use crate::args::PartnerCommand;
use crate::session::path;
use crate::show::Show;

pub fn run(context: &Context<'_>, command: &PartnerCommand) -> Result<ExitCode> {
    let show = context.show;
    let list = match command {
        PartnerCommand::List { vault } => {
            context.open(vault, |service, _| service.partner_list(Nothing {}))?
        }
        PartnerCommand::Add {
            vault,
            card,
            name,
            compared,
            instead_of,
        } => context.open(vault, |service, _| {
            let instead_of = instead_of
                .as_ref()
                .map(|name| find(service, name))
                .transpose()?;
            service.partner_save(PartnerSave {
                card: path(card),
                compared: *compared,
                name: name.clone(),
                instead_of,
            })
        })?,
        PartnerCommand::Remove { vault, name } => context.open(vault, |service, _| {
            let id = find(service, name)?;
            service.partner_delete(PartnerRef { id })
        })?,
    };
    show.answer(&list, |show| listed(show, &list));
    Ok(ExitCode::SUCCESS)
}

/// The id of a partner of that name.
pub fn find(service: &Service, name: &str) -> Result<Uuid> {
    let partners = service.partner_list(Nothing {})?.partners;
    let found = partners.into_iter().find(|partner| partner.name == name);
    found
        .map(|partner| partner.id)
        .ok_or_else(|| Error::new(Code::NotFound).with("partner", name))
}

fn listed(show: &Show, list: &PartnerList) {
    let rows: Vec<[String; 3]> = list
        .partners
        .iter()
        .map(|partner| {
            let compared = if partner.compared {
                "cli-partner-compared"
            } else {
                "cli-partner-not-compared"
            };
            [
                partner.name.clone(),
                partner.words.clone(),
                show.text.get(compared, &[]),
            ]
        })
        .collect();
    show.columns(&rows);
}
