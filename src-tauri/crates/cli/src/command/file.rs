//! Casebooks in and out.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use service::contract::{ExportFile, ImportFile, PassphraseText};
use service::{Code, Error, Result};

use super::Context;
use crate::secret;
use crate::session::path;
use crate::show::bytes;

pub fn import(context: &Context<'_>, vault: &Path, file: &Path, dry_run: bool) -> Result<ExitCode> {
    let show = context.show;
    let taken_in = context.open(vault, |service, secret| {
        let request = ImportFile {
            path: path(file),
            dry_run,
        };
        match service.import_casebook(request.clone()) {
            // The file names people to protect: who they are goes under the seal, which the same key opens.
            Err(error) if error.kind() == Code::SealClosed => {
                service.seal_open(PassphraseText {
                    passphrase: secret.text().to_owned(),
                })?;
                service.import_casebook(request)
            }
            other => other,
        }
    });
    let report = match taken_in {
        Ok(report) => report,
        Err(error) => {
            if show.json && error.kind() == Code::ImportRefused {
                show.answer(&json!({"added": {}, "updated": {}, "unchanged": {}, "refused": error.faults, "dry_run": dry_run}), |_| ());
            }
            return Err(error);
        }
    };
    show.answer(&report, |show| {
        show.say(
            if dry_run {
                "cli-import-dry"
            } else {
                "cli-import-done"
            },
            &[],
        );
        let mut kinds: Vec<&String> = report
            .added
            .keys()
            .chain(report.updated.keys())
            .chain(report.unchanged.keys())
            .collect();
        kinds.sort();
        kinds.dedup();
        for kind in kinds {
            let count = |of: &std::collections::BTreeMap<String, u32>| {
                of.get(kind).copied().unwrap_or(0).to_string()
            };
            let key = format!("cli-{kind}");
            let name = if show.text.has(&key) {
                show.text.get(&key, &[])
            } else {
                kind.clone()
            };
            let args = [
                ("kind", &*name),
                ("added", &count(&report.added)),
                ("updated", &count(&report.updated)),
                ("unchanged", &count(&report.unchanged)),
            ];
            show.say("cli-import-line", &args);
        }
        if report.added.get("terms").is_some_and(|added| *added > 0) {
            show.say("cli-import-terms", &[]);
        }
    });
    Ok(ExitCode::SUCCESS)
}

pub fn export(context: &Context<'_>, vault: &Path, out: &Path, yes: bool) -> Result<ExitCode> {
    let show = context.show;
    if !yes && !secret::confirmed(&show.text.get("cli-ask-export", &[("path", &path(out))])) {
        eprintln!("sandyq: {}", show.text.get("cli-export-refused", &[]));
        return Err(Error::new(Code::Cancelled));
    }
    let written = context.open(vault, |service, _| {
        service.export_casebook(ExportFile {
            path: path(out),
            cases: Vec::new(),
        })
    })?;
    show.answer(&written, |show| {
        show.say(
            "cli-exported",
            &[("path", &written.path), ("bytes", &bytes(written.bytes))],
        );
    });
    Ok(ExitCode::SUCCESS)
}
