//! A signed copy of the history, in clear, because a person asked for it.

use std::path::{Path, PathBuf};

use ::handover::chronicle::{self, Order};
use casework::LogWish;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::session::Open;
use crate::text::{Language, Text};

/// What `minisign -V` looks for behind the name of a file.
const SIGNATURE: &str = ".minisig";

pub fn log_export(open: &mut Open<'_>, request: LogExport) -> Result<LogWritten> {
    let path = Path::new(&request.path);
    files::outside(open.path(), path)?;
    let beside = beside(path);
    // The second file of two is not found to be in the way when the first is there already.
    if beside.exists() {
        return Err(Error::file(Code::FileExists, &beside));
    }
    let keys = super::partner::own(open);
    let key = keys.signing().public().line();
    let order = Order {
        about: about(open, path, &key, &request),
        by: open.session.who.name.clone(),
        vault: open.session.vault.id().to_string(),
        at: open.service.now().format("%Y-%m-%dT%H:%M:%S").to_string(),
        wish: LogWish::default(),
    };
    let book = open.book()?;
    let case = request.case.as_deref().map(|case| book.find_case(case));
    let order = Order {
        wish: LogWish {
            case: case.transpose()?,
            content: request.content,
            privileged: request.privileged,
        },
        ..order
    };
    let mut written = None;
    let bytes = files::export(path, |out| {
        let mut out = std::io::BufWriter::new(out);
        written = Some(chronicle::write(&book, &keys, &order, &mut out)?);
        std::io::Write::flush(&mut out).map_err(|error| Error::io(path, &error))
    })?;
    let written = written.ok_or_else(|| Error::new(Code::Internal))?;
    if let Err(error) = files::export_bytes(&beside, written.signature.as_bytes()) {
        // A copy without its signature would be taken for one that has lost it.
        let _ = std::fs::remove_file(path);
        return Err(error);
    }
    Ok(LogWritten {
        path: request.path,
        signature: super::vault::shown(&beside),
        bytes,
        revisions: written.count.revisions,
        withheld: written.count.withheld,
        signing_key: key,
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(SIGNATURE);
    PathBuf::from(name)
}

/// What the copy says of itself to who reads it.
fn about(open: &Open<'_>, path: &Path, key: &str, request: &LogExport) -> Vec<String> {
    let language = Language::of(&open.app.settings().language).unwrap_or(Language::En);
    let text = Text::new(language);
    let file = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let what = if request.content {
        "log-about-content"
    } else {
        "log-about-bare"
    };
    vec![
        text.get("log-about", &[]),
        text.get(what, &[]),
        text.get(
            "log-about-check",
            &[("command", &format!("minisign -Vm {file} -P {key}"))],
        ),
        text.get("log-about-proves", &[]),
        text.get("log-about-not", &[]),
    ]
}
