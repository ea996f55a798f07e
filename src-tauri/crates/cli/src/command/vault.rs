//! Making, looking at, checking and recovering a vault.

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};
use service::contract::{
    KeyRemove, KitSave, Nothing, PassphraseText, VaultCreate, VaultPath, VaultRecover,
    VaultSalvage, VaultStatus,
};
use service::{Code, Error, Result, Service};

use super::Context;
use crate::args::{New, Recover};
use crate::secret::{self, Secret};
use crate::session::{self, path};
use crate::show::bytes;

pub fn make(context: &Context<'_>, new: &New, demo: bool) -> Result<ExitCode> {
    let Context { common, show } = context;
    if !common.identity.is_empty() {
        return Err(Error::new(Code::NoPassphrase));
    }
    // Before anybody types: what is there already is not written over.
    if new.vault.exists() {
        return Err(Error::file(Code::VaultExists, &new.vault));
    }
    if let Some(kit) = new.kit.as_ref().filter(|kit| kit.exists()) {
        return Err(Error::file(Code::FileExists, kit));
    }
    let service = session::service(&show.text);
    let passphrase = secret::new(common, &service, &show.text)?;
    let made = service.vault_create(VaultCreate {
        path: path(&new.vault),
        passphrase: passphrase.as_str().to_owned(),
        demo,
    })?;
    if let Some(kit) = &new.kit {
        service.recovery_kit_save(KitSave {
            text: made.kit.text,
            path: path(kit),
        })?;
    } else {
        forget_kit(&service, passphrase.as_str())?;
    }
    service.vault_lock(Nothing {})?;
    show.answer(&status_document(&made.status), |show| {
        show.say(
            if demo {
                "cli-created-demo"
            } else {
                "cli-created"
            },
            &[("path", &made.status.path)],
        );
        match &new.kit {
            Some(kit) => show.say("cli-kit-written", &[("path", &path(kit))]),
            None => show.say("cli-kit-none", &[("path", &made.status.path)]),
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// Takes away the key of a kit that nobody was given: a list of keys must not promise a way back that does not exist.
pub fn forget_kit(service: &Service, passphrase: &str) -> Result<()> {
    for key in service.key_list(Nothing {})?.keys {
        if key.kind == "kit" {
            service.key_remove(KeyRemove {
                id: key.id,
                passphrase: passphrase.to_owned(),
            })?;
        }
    }
    Ok(())
}

pub fn status(context: &Context<'_>, vault: &Path) -> Result<ExitCode> {
    let show = context.show;
    if !secret::named(context.common) {
        let info = session::service(&show.text).vault_inspect(VaultPath { path: path(vault) })?;
        let document = json!({"format": info.format, "locked": true, "path": info.path, "name": info.name, "keys": info.keys, "bytes": info.bytes});
        show.answer(&document, |show| {
            show.say(
                "cli-status-locked",
                &[
                    ("path", &info.path),
                    ("format", &info.format.to_string()),
                    ("bytes", &bytes(info.bytes)),
                ],
            );
            let keys: Vec<[String; 2]> = info
                .keys
                .iter()
                .map(|key| {
                    [
                        key.id.clone(),
                        show.text.get("cli-key", &[("kind", &key.kind)]),
                    ]
                })
                .collect();
            show.columns(&keys);
        });
        return Ok(ExitCode::SUCCESS);
    }
    let status = context.open(vault, |service, _| service.vault_status(Nothing {}))?;
    show.answer(&status_document(&status), |show| {
        let args = [
            ("path", &*status.path),
            ("format", &status.format.to_string()),
            ("bytes", &bytes(status.bytes)),
            ("deltas", &status.deltas.to_string()),
        ];
        show.say("cli-status-open", &args);
        if let Some(at) = &status.last_backup {
            show.say("cli-status-backup", &[("at", at)]);
        }
        if status.older_by > 0 {
            show.say(
                "cli-status-older",
                &[("count", &status.older_by.to_string())],
            );
        }
        if ["parted", "retired", "other-keys"].contains(&&*status.seen) {
            show.say(&format!("seen-{}", status.seen), &[]);
            show.say(&format!("seen-{}-next", status.seen), &[]);
        }
        if status.rotation_unfinished {
            show.say("cli-rotation-unfinished", &[("path", &status.path)]);
        }
        let counts = serde_json::to_value(&status.counts).expect("counts are plain numbers");
        let rows: Vec<[String; 2]> = counts
            .as_object()
            .into_iter()
            .flatten()
            .map(|(kind, count)| {
                [
                    count.to_string(),
                    show.text.get(&format!("cli-{kind}"), &[]),
                ]
            })
            .collect();
        show.columns(&rows);
    });
    Ok(ExitCode::SUCCESS)
}

/// The status with its counts beside the rest, as scripts read it.
fn status_document(status: &VaultStatus) -> Value {
    let mut document = serde_json::to_value(status).expect("a status is a plain value");
    if let Some(fields) = document.as_object_mut()
        && let Some(Value::Object(counts)) = fields.remove("counts")
    {
        fields.extend(counts);
    }
    document
}

pub fn verify(context: &Context<'_>, vault: &Path) -> Result<ExitCode> {
    let report = context.open(vault, |service, secret| {
        // Every byte means the sealed compartment too; the key at hand opens it, and it is closed again with the vault.
        let seal = service.seal_open(PassphraseText {
            passphrase: secret.text().to_owned(),
        });
        let mut report = service.vault_verify(Nothing {})?;
        if let Err(error) = seal {
            report.ok = false;
            report.problems.push(match error.args.get("what") {
                Some(what) => what.clone(),
                None => format!("sealed: {}", error.code),
            });
        }
        Ok(report)
    })?;
    context.show.answer(&report, |show| {
        if report.ok {
            show.say("cli-verify-ok", &[("bytes", &bytes(report.checked_bytes))]);
        } else {
            show.say(
                "cli-verify-bad",
                &[("count", &report.problems.len().to_string())],
            );
            report
                .problems
                .iter()
                .for_each(|problem| show.line(&format!("  {problem}")));
        }
    });
    Ok(if report.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Error::new(Code::VaultDamaged).exit_code())
    })
}

pub fn compact(context: &Context<'_>, vault: &Path) -> Result<ExitCode> {
    let status = context.open(vault, |service, _| service.vault_compact(Nothing {}))?;
    context.show.answer(&status_document(&status), |show| {
        show.say("cli-compacted", &[("bytes", &bytes(status.bytes))]);
    });
    Ok(ExitCode::SUCCESS)
}

pub fn recover(context: &Context<'_>, wish: &Recover) -> Result<ExitCode> {
    let Context { common, show } = context;
    let Some(out) = &wish.out else {
        return into_new(context, wish);
    };
    // A passphrase opens the vault the usual way; this way is for when only the kit is left.
    let Secret::Kit(kit) = secret::existing(common, &show.text)? else {
        return Err(Error::new(Code::NoKeyInKit));
    };
    let request = VaultRecover {
        path: path(&wish.vault),
        kit: kit.as_str().to_owned(),
        out: path(out),
        salvage: wish.salvage,
    };
    let written = session::service(&show.text).vault_recover(request)?;
    show.answer(&written, |show| {
        show.say(
            "cli-recovered",
            &[("path", &written.path), ("bytes", &bytes(written.bytes))],
        );
        written
            .problems
            .iter()
            .for_each(|problem| show.line(&format!("  {problem}")));
    });
    // What came out may lack something: a script must not take it for the whole.
    Ok(if written.problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Error::new(Code::VaultDamaged).exit_code())
    })
}

/// Saves what can be read of a damaged vault into a new one.
fn into_new(context: &Context<'_>, wish: &Recover) -> Result<ExitCode> {
    let Context { common, show } = context;
    let into = wish.into.as_ref().ok_or(Error::new(Code::BadRequest))?;
    if into.exists() {
        return Err(Error::file(Code::VaultExists, into));
    }
    if let Some(kit) = wish.kit.as_ref().filter(|kit| kit.exists()) {
        return Err(Error::file(Code::FileExists, kit));
    }
    let service = session::service(&show.text);
    let old = secret::existing(common, &show.text)?;
    let new = secret::replacement(wish.new_passphrase_file.as_deref(), &service, &show.text)?;
    let made = service.vault_salvage(VaultSalvage {
        path: path(&wish.vault),
        secret: old.text().to_owned(),
        into: path(into),
        passphrase: new.as_str().to_owned(),
    })?;
    if let Some(kit) = &wish.kit {
        service.recovery_kit_save(KitSave {
            text: made.kit.text,
            path: path(kit),
        })?;
    } else {
        forget_kit(&service, new.as_str())?;
    }
    service.vault_lock(Nothing {})?;
    let mut document = serde_json::to_value(&made.report).expect("a report is a plain value");
    document["path"] = made.status.path.clone().into();
    show.answer(&document, |show| {
        let report = &made.report;
        show.say("cli-salvaged", &[("path", &made.status.path)]);
        for table in &report.tables {
            let args = [
                ("table", &*table.table),
                ("saved", &(table.saved + table.restored).to_string()),
                ("lost", &table.lost.to_string()),
                ("aside", &table.aside.to_string()),
            ];
            show.say("cli-salvaged-table", &args);
        }
        let (saved, lost) = (report.blobs, report.lost_blobs.len());
        show.say(
            "cli-salvaged-blobs",
            &[("saved", &saved.to_string()), ("lost", &lost.to_string())],
        );
        if report.reached < report.newest {
            let (reached, newest) = (report.reached.to_string(), report.newest.to_string());
            show.say(
                "cli-salvaged-cut",
                &[("reached", &reached), ("newest", &newest)],
            );
        }
        for lost in &report.lost {
            show.line(&format!("  - {} {}", lost.kind.name(), lost.id));
        }
        for lost in &report.lost_blobs {
            show.line(&format!(
                "  - blob {} (evidence {})",
                lost.blob, lost.record
            ));
        }
        for file in report.files.iter().chain(&report.verified.problems) {
            show.line(&format!("  {file}"));
        }
        let end = if report.complete {
            "cli-salvaged-whole"
        } else {
            "cli-salvaged-part"
        };
        show.say(end, &[]);
        match &wish.kit {
            Some(kit) => show.say("cli-kit-written", &[("path", &path(kit))]),
            None => show.say("cli-kit-none", &[("path", &made.status.path)]),
        }
    });
    Ok(if made.report.complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Error::new(Code::VaultDamaged).exit_code())
    })
}
