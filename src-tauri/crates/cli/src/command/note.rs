//! Notes: their text comes from standard input or a file, so that no process list ever shows it.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use casework::record::{CaseId, Note, NoteKind, Record};
use service::contract::{CaseRef, NoteFilter, RecordSave};
use service::{Code, Error, Result, Service};
use zeroize::Zeroizing;

use super::Context;
use crate::args::{self, NoteCommand};
use crate::show::Show;

/// Longest text read, in bytes.
const LIMIT: u64 = 4 * 1024 * 1024;

pub fn run(context: &Context<'_>, command: &NoteCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        NoteCommand::Add {
            vault,
            case,
            file,
            kind,
            ..
        } => {
            let text = words(file.as_deref(), show)?;
            let saved = context.open(vault, |service, _| {
                let case_id = case
                    .as_deref()
                    .map(|case| find(service, case))
                    .transpose()?;
                let note = Note {
                    case_id,
                    kind: kept(*kind),
                    text: text.as_str().to_owned(),
                    ..Note::default()
                };
                service.record_save(RecordSave {
                    record: Record::Note(note),
                    base: None,
                })
            })?;
            let document = serde_json::json!({"id": saved.record.id(), "revision": saved.revision, "at": saved.at});
            show.answer(&document, |show| show.say("cli-note-saved", &[]));
        }
        NoteCommand::List { vault, case } => {
            let list = context.open(vault, |service, _| {
                let case = case
                    .as_deref()
                    .map(|case| find(service, case))
                    .transpose()?;
                service.note_list(NoteFilter { case })
            })?;
            show.answer(&list, |show| {
                let rows: Vec<[String; 2]> = list
                    .notes
                    .iter()
                    .map(|state| [state.changed.clone(), state.note.text.clone()])
                    .collect();
                show.columns(&rows);
                if rows.is_empty() {
                    show.say("cli-none", &[]);
                }
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The case of a reference or id.
pub fn find(service: &Service, case: &str) -> Result<CaseId> {
    Ok(service
        .case_open(CaseRef {
            case: case.to_owned(),
        })?
        .case
        .id)
}

/// Text from a file, otherwise from standard input.
pub fn words(file: Option<&Path>, show: &Show) -> Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new(Vec::new());
    let shown = file.unwrap_or(Path::new("-"));
    let read = match file {
        Some(path) => {
            std::fs::File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
        }
        None => std::io::stdin().take(LIMIT + 1).read_to_end(&mut bytes),
    };
    read.map_err(|error| Error::io(shown, &error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(Error::new(Code::FileTooLarge).with("limit", service::human(LIMIT)));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Error::new(Code::ImportUnknown))?;
    if text.trim().is_empty() {
        eprintln!("sandyq: {}", show.text.get("cli-text-empty", &[]));
        return Err(Error::new(Code::Invalid)
            .with("field", "text")
            .with("code", "required")
            .at("text"));
    }
    Ok(Zeroizing::new(text.to_owned()))
}

fn kept(kind: args::NoteKind) -> NoteKind {
    match kind {
        args::NoteKind::FieldNote => NoteKind::FieldNote,
        args::NoteKind::Analysis => NoteKind::Analysis,
        args::NoteKind::ToDo => NoteKind::ToDo,
        args::NoteKind::Privileged => NoteKind::Privileged,
    }
}
