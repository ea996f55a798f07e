//! Who sources are: told to a partner, taken in from one.

use std::path::Path;
use std::process::ExitCode;

use service::contract::{
    FileWritten, IdentityBeside, IdentityCame, IdentityGive, IdentityLetter, IdentityPick,
    IdentityTake, IdentityTaken, Nothing, PassphraseText,
};
use service::{Code, Error, Result, Service};

use super::{Context, partner};
use crate::args::SourceCommand;
use crate::session::path;
use crate::show::{Show, plain};

pub fn run(context: &Context<'_>, command: &SourceCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        SourceCommand::Give {
            vault,
            source,
            to,
            reason,
            out,
        } => {
            let written: FileWritten = sealed(context, vault, |service| {
                let known = service.source_list(Nothing {})?.sources;
                let id = |name: &String| {
                    let found = known.iter().find(|row| row.source.code == *name);
                    found
                        .map(|row| row.source.id)
                        .ok_or_else(|| Error::new(Code::NotFound).with("kind", "source"))
                };
                service.identity_give(IdentityGive {
                    ids: source.iter().map(id).collect::<Result<_>>()?,
                    to: partner::find(service, to)?,
                    reason: reason.clone(),
                    path: path(out),
                })
            })?;
            show.answer(&written, |show| {
                show.say(
                    "cli-source-given",
                    &[("path", &written.path), ("who", &plain(to))],
                );
            });
        }
        SourceCommand::Look { file, vault } => {
            let came = sealed(context, vault, |service| look(service, file))?;
            show.answer(&came, |show| said(show, &came));
        }
        SourceCommand::Take {
            vault,
            file,
            only,
            over,
        } => {
            let taken: IdentityTaken = sealed(context, vault, |service| {
                let came = look(service, file)?;
                let wanted =
                    |one: &&IdentityBeside| only.is_empty() || only.contains(&one.code_name);
                if only
                    .iter()
                    .any(|name| !came.sources.iter().any(|one| one.code_name == *name))
                {
                    return Err(Error::new(Code::NotFound).with("kind", "source"));
                }
                let pick = |one: &IdentityBeside| IdentityPick {
                    id: one.id,
                    fields: one
                        .fields
                        .iter()
                        .filter(|field| *over || field.ours.is_empty())
                        .map(|field| field.field.clone())
                        .collect(),
                };
                service.identity_take(IdentityTake {
                    path: path(file),
                    sha256: came.sha256.clone(),
                    take: came.sources.iter().filter(wanted).map(pick).collect(),
                })
            })?;
            let count = taken.taken.to_string();
            show.answer(&taken, |show| {
                show.say("cli-source-taken", &[("count", &count)]);
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs `body` with the seal open; locking the vault closes it.
fn sealed<T>(
    context: &Context<'_>,
    vault: &Path,
    body: impl FnOnce(&Service) -> Result<T>,
) -> Result<T> {
    context.open(vault, |service, secret| {
        service.seal_open(PassphraseText {
            passphrase: secret.text().to_owned(),
        })?;
        body(service)
    })
}

fn look(service: &Service, file: &Path) -> Result<IdentityCame> {
    service.identity_look(IdentityLetter { path: path(file) })
}

fn said(show: &Show, came: &IdentityCame) {
    show.say(
        "cli-source-from",
        &[("who", &plain(&came.from)), ("when", &came.at)],
    );
    for one in &came.sources {
        let state = match (one.here, one.fields.is_empty()) {
            (false, _) => "told-not-here",
            (true, true) => "told-same",
            (true, false) => "told-new",
        };
        show.line(&format!(
            "{}  {}",
            plain(&one.code_name),
            show.text.get(state, &[])
        ));
        for field in &one.fields {
            let (ours, theirs) = (plain(&field.ours), plain(&field.theirs));
            if ours.is_empty() {
                show.line(&format!("  {}: {theirs}", field.field));
            } else {
                show.line(&format!("  {}: {ours} | {theirs}", field.field));
            }
        }
    }
}
