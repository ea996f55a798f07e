//! Destroying a vault, with the proof that nothing opens it any more.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use service::contract::VaultDestroy;
use service::{Code, Error, Result};

use super::Context;
use crate::secret;
use crate::session::path;

pub fn run(
    context: &Context<'_>,
    vault: &Path,
    backups: &[PathBuf],
    prove_with: Option<&Path>,
    name: Option<&str>,
) -> Result<ExitCode> {
    let show = context.show;
    let kit = prove_with
        .map(|file| secret::kit(&[file.to_owned()]))
        .transpose()?;
    // What it cannot do is said before anything is typed.
    eprintln!("{}", show.text.get("cli-destroy-means", &[]));
    let done = context.open(vault, |service, secret| {
        let word = match name {
            Some(name) => Some(name.to_owned()),
            None => secret::typed(&show.text.get("cli-destroy-type", &[])),
        };
        eprintln!("{}", show.text.get("cli-destroy-counts", &[]));
        service.vault_destroy(VaultDestroy {
            secret: secret.text().to_owned(),
            kit: kit.as_ref().map(|kit| kit.as_str().to_owned()),
            word: word.ok_or_else(|| {
                Error::new(Code::Invalid)
                    .with("code", "required")
                    .with("field", "--name")
                    .at("word")
            })?,
            backups: backups.iter().map(|folder| path(folder)).collect(),
        })
    })?;
    show.answer(&done, |show| {
        for place in &done.places {
            let args = [
                ("path", &*place.path),
                ("removed", &place.removed.to_string()),
                ("overwritten", &place.overwritten.to_string()),
                ("left", &place.left.len().to_string()),
            ];
            show.say("cli-destroyed-place", &args);
            if let Some(trouble) = &place.trouble {
                let (what, _) = show.text.error(
                    &Error::new(Code::of(trouble).unwrap_or(Code::Internal))
                        .with("path", &place.path),
                );
                show.line(&format!("  {what}"));
            }
        }
        for one in &done.tries {
            let opens = if one.opens { "yes" } else { "no" };
            show.say(
                "cli-destroyed-try",
                &[("path", &one.path), ("with", &one.with), ("opens", opens)],
            );
        }
        show.say(
            if done.ok {
                "cli-destroyed"
            } else {
                "cli-destroyed-not"
            },
            &[],
        );
    });
    Ok(if done.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
