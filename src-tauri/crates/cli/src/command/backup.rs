//! Backups: making, listing, proving and restoring them.

use std::path::Path;
use std::process::ExitCode;

use service::contract::{BackupCheck, BackupPlace, BackupRestore, BackupWish};
use service::{Code, Error, Result};

use super::Context;
use crate::secret::{self, Secret};
use crate::session::{self, path};
use crate::show::{bytes, plain};

pub fn make(context: &Context<'_>, vault: &Path, folder: &Path) -> Result<ExitCode> {
    let folder = path(folder);
    let made = context.open(vault, |service, _| {
        service.backup_make(BackupWish { folder })
    })?;
    context.show.answer(&made, |show| {
        let args = [
            ("path", &*made.path),
            ("copied", &made.copied.to_string()),
            ("bytes", &bytes(made.copied_bytes)),
            ("kept", &made.kept.to_string()),
        ];
        show.say("cli-backup", &args);
        if made.healed > 0 {
            show.say("cli-backup-healed", &[("count", &made.healed.to_string())]);
        }
    });
    Ok(ExitCode::SUCCESS)
}

pub fn list(context: &Context<'_>, folder: &Path) -> Result<ExitCode> {
    let show = context.show;
    let found = session::service(&show.text).backup_list(BackupPlace {
        folder: path(folder),
    })?;
    show.answer(&found, |show| {
        for backup in &found.backups {
            show.line(&plain(&backup.path));
            let rows: Vec<[String; 3]> = backup
                .generations
                .iter()
                .map(|one| {
                    let args = [("state", &*one.state), ("files", &one.files.to_string())];
                    let state = show.text.get("cli-generation", &args);
                    [format!("  {}", one.name), bytes(one.bytes), state]
                })
                .collect();
            show.columns(&rows);
        }
    });
    Ok(ExitCode::SUCCESS)
}

pub fn check(context: &Context<'_>, backup: &Path, generation: Option<&str>) -> Result<ExitCode> {
    let Context { common, show } = context;
    let key = if secret::named(common) {
        let secret = secret::existing(common, &show.text)?;
        Some(match &secret {
            Secret::Passphrase(text) | Secret::Kit(text) => text.as_str().to_owned(),
        })
    } else {
        None
    };
    let generation = generation.map(str::to_owned);
    let request = BackupCheck {
        path: path(backup),
        generation,
        key,
    };
    let checked = session::service(&show.text).backup_check(request)?;
    show.answer(&checked, |show| {
        let args = [
            ("name", &*checked.generation),
            ("bytes", &bytes(checked.bytes)),
            ("count", &checked.problems.len().to_string()),
        ];
        if checked.ok {
            show.say(
                if checked.cases {
                    "cli-check-opened"
                } else {
                    "cli-check-same"
                },
                &args,
            );
            return;
        }
        show.say("cli-check-bad", &args);
        checked
            .problems
            .iter()
            .for_each(|problem| show.line(&format!("  {}", plain(problem))));
        if let Some(earlier) = &checked.earlier {
            show.say("cli-check-earlier", &[("name", earlier)]);
        }
    });
    Ok(if checked.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Error::new(Code::BackupDamaged).exit_code())
    })
}

pub fn restore(
    context: &Context<'_>,
    backup: &Path,
    vault: &Path,
    generation: Option<&str>,
) -> Result<ExitCode> {
    let show = context.show;
    let request = BackupRestore {
        path: path(backup),
        generation: generation.map(str::to_owned),
        target: path(vault),
    };
    let made = session::service(&show.text).backup_restore(request)?;
    show.answer(&made, |show| {
        let args = [
            ("path", &*made.path),
            ("name", &*made.generation),
            ("files", &made.files.to_string()),
            ("bytes", &bytes(made.bytes)),
        ];
        show.say("cli-restored", &args);
    });
    Ok(ExitCode::SUCCESS)
}
