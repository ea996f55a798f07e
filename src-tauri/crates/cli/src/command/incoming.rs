//! What comes in: looked at, merged, taken back, decided; and receipts.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use service::contract::{
    HandoverCheck, HandoverCounts, HandoverDiff, HandoverField, HandoverFile, HandoverLeave,
    HandoverMerge, HandoverOpen, HandoverUndo, MergeDecide, Nothing, ReceiptMake,
};
use service::{Error, Result, Service};
use uuid::Uuid;

use super::Context;
use crate::args::{HandoverCommand, ReceiptState};
use crate::secret;
use crate::session::path;
use crate::show::{Show, plain};

/// Records of one answer.
const PAGE: u32 = 500;

/// A received file, with where the passphrase stands that it was sealed with.
#[derive(Clone, Copy)]
struct Sealed<'a> {
    file: &'a Path,
    with: Option<&'a Path>,
}

impl<'a> Sealed<'a> {
    fn new(file: &'a Path, with: Option<&'a PathBuf>) -> Self {
        let with = with.map(PathBuf::as_path);
        Self { file, with }
    }

    fn path(self) -> String {
        path(self.file)
    }

    fn passphrase(self) -> Result<String> {
        let given = self.with.map(secret::of_file).transpose()?;
        Ok(given.map_or_else(String::new, |text| text.to_string()))
    }

    fn request(self) -> Result<HandoverFile> {
        Ok(HandoverFile {
            path: self.path(),
            passphrase: self.passphrase()?,
        })
    }
}

pub fn run(context: &Context<'_>, command: &HandoverCommand) -> Result<ExitCode> {
    match command {
        HandoverCommand::Check {
            file,
            vault,
            sealed_with,
        } => return check(context, vault, Sealed::new(file, sealed_with.as_ref())),
        HandoverCommand::Open {
            file,
            vault,
            out,
            sealed_with,
        } => open(context, vault, Sealed::new(file, sealed_with.as_ref()), out)?,
        HandoverCommand::Diff {
            file,
            vault,
            case,
            all,
            sealed_with,
        } => {
            let file = Sealed::new(file, sealed_with.as_ref());
            diff(context, vault, file, case.as_deref(), *all)?;
        }
        HandoverCommand::Merge {
            vault,
            file,
            only,
            without,
            leave,
            sealed_with,
        } => {
            let file = Sealed::new(file, sealed_with.as_ref());
            merge(context, vault, file, only, without, leave)?;
        }
        HandoverCommand::Undo { vault, arrival } => undo(context, vault, *arrival)?,
        HandoverCommand::Log { vault } => log(context, vault)?,
        HandoverCommand::Conflicts { vault } => conflicts(context, vault)?,
        HandoverCommand::Decide {
            vault,
            record,
            revision,
            ours,
            theirs,
        } => decide(context, vault, *record, *revision, ours, theirs)?,
        HandoverCommand::Receipt {
            file,
            vault,
            state,
            out,
            sealed_with,
        } => {
            let file = Sealed::new(file, sealed_with.as_ref());
            receipt(context, vault, file, *state, out)?;
        }
        HandoverCommand::TakeReceipt { vault, file } => take_receipt(context, vault, file)?,
        _ => unreachable!("what goes out is another file's"),
    }
    Ok(ExitCode::SUCCESS)
}

fn check(context: &Context<'_>, vault: &Path, file: Sealed<'_>) -> Result<ExitCode> {
    let show = context.show;
    let check = context.open(vault, |service, _| service.handover_check(file.request()?))?;
    show.answer(&check, |show| said(show, &check));
    if check.valid {
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}

fn open(context: &Context<'_>, vault: &Path, file: Sealed<'_>, out: &Path) -> Result<()> {
    let opened = context.open(vault, |service, _| {
        service.handover_open(HandoverOpen {
            path: file.path(),
            passphrase: file.passphrase()?,
            out: path(out),
        })
    })?;
    context.show.answer(&opened, |show| {
        show.say(
            "cli-handover-opened",
            &[("path", &opened.out), ("files", &opened.files.to_string())],
        );
    });
    Ok(())
}

fn diff(
    context: &Context<'_>,
    vault: &Path,
    file: Sealed<'_>,
    case: Option<&str>,
    all: bool,
) -> Result<()> {
    let found = context.open(vault, |service, _| {
        let case = case.map(|case| named(service, file, case)).transpose()?;
        let mut found = service.handover_diff(asked(file, case, all, 0)?)?;
        while found.records.len() < usize::try_from(found.total).unwrap_or(usize::MAX) {
            let so_far = u32::try_from(found.records.len()).unwrap_or(u32::MAX);
            let more = service.handover_diff(asked(file, case, all, so_far)?)?;
            if more.records.is_empty() {
                break;
            }
            found.records.extend(more.records);
        }
        Ok(found)
    })?;
    context.show.answer(&found, |show| {
        say_counts(show, &found.counts);
        for record in &found.records {
            let state = show.text.get(&format!("diff-state-{}", record.state), &[]);
            show.line(&plain(&format!(
                "{state}  {}  {}  {}",
                record.kind.name(),
                record.id,
                record.label
            )));
            record.fields.iter().for_each(|field| sides(show, field));
        }
    });
    Ok(())
}

fn asked(file: Sealed<'_>, case: Option<Uuid>, all: bool, offset: u32) -> Result<HandoverDiff> {
    Ok(HandoverDiff {
        path: file.path(),
        passphrase: file.passphrase()?,
        case: case.map(Into::into),
        changes: !all,
        offset,
        limit: PAGE,
        page: false,
    })
}

/// The id of what is named by its id, or by the reference of a case in the file.
fn named(service: &Service, file: Sealed<'_>, what: &str) -> Result<Uuid> {
    if let Ok(id) = what.parse() {
        return Ok(id);
    }
    let mut request = asked(file, None, true, 0)?;
    request.limit = 0;
    let cases = service.handover_diff(request)?.cases;
    let found = cases.into_iter().find(|case| case.reference == what);
    found
        .map(|case| case.id.0)
        .ok_or_else(|| Error::new(service::Code::NotFound).with("kind", "case"))
}

fn say_counts(show: &Show, counts: &HandoverCounts) {
    let HandoverCounts {
        new,
        changed,
        both,
        same,
        deleted,
        back,
    } = counts;
    let [new, changed, both, same, deleted, back] =
        [new, changed, both, same, deleted, back].map(ToString::to_string);
    show.say(
        "cli-handover-diff",
        &[
            ("new", &new),
            ("changed", &changed),
            ("both", &both),
            ("same", &same),
            ("deleted", &deleted),
            ("back", &back),
        ],
    );
}

fn sides(show: &Show, field: &HandoverField) {
    let both = if field.both { "!" } else { " " };
    let words = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let (ours, theirs) = (words(&field.ours), words(&field.theirs));
    show.line(&plain(&format!(
        "  {both} {}: {ours} -> {theirs}",
        field.field
    )));
}

fn merge(
    context: &Context<'_>,
    vault: &Path,
    file: Sealed<'_>,
    only: &[String],
    without: &[String],
    leave: &[(Uuid, Vec<String>)],
) -> Result<()> {
    let merged = context.open(vault, |service, _| {
        let ids = |list: &[String]| -> Result<Vec<Uuid>> {
            list.iter().map(|what| named(service, file, what)).collect()
        };
        let leave = leave.iter().map(|(id, fields)| HandoverLeave {
            id: *id,
            fields: fields.clone(),
        });
        service.handover_merge(HandoverMerge {
            path: file.path(),
            passphrase: file.passphrase()?,
            only: ids(only)?,
            without: ids(without)?,
            leave: leave.collect(),
        })
    })?;
    context.show.answer(&merged, |show| {
        let [added, updated, unchanged] =
            [merged.added, merged.updated, merged.unchanged].map(|count| count.to_string());
        let conflicts = merged.conflicts.len().to_string();
        show.say(
            "cli-handover-merged",
            &[
                ("added", &added),
                ("updated", &updated),
                ("unchanged", &unchanged),
                ("conflicts", &conflicts),
            ],
        );
        if merged.along > 0 {
            show.say(
                "cli-handover-along",
                &[("count", &merged.along.to_string())],
            );
        }
        let rows: Vec<[String; 3]> = merged
            .conflicts
            .iter()
            .map(|one| {
                [
                    one.kind.name().to_owned(),
                    one.label.clone(),
                    one.fields.join(", "),
                ]
            })
            .collect();
        show.columns(&rows);
        if let Some(arrival) = merged.arrival {
            show.say("cli-handover-arrival", &[("id", &arrival.to_string())]);
        }
    });
    Ok(())
}

fn undo(context: &Context<'_>, vault: &Path, arrival: Uuid) -> Result<()> {
    let undone = context.open(vault, |service, _| {
        service.handover_undo(HandoverUndo { arrival })
    })?;
    context.show.answer(&undone, |show| {
        let [removed, restored] = [undone.removed, undone.restored].map(|count| count.to_string());
        show.say(
            "cli-handover-undone",
            &[("removed", &removed), ("restored", &restored)],
        );
        if !undone.stays.is_empty() {
            show.say("cli-handover-stays", &[]);
        }
        let rows: Vec<[String; 3]> = undone
            .stays
            .iter()
            .map(|one| {
                let fields = one.fields.join(", ");
                [one.kind.name().to_owned(), one.label.clone(), fields]
            })
            .collect();
        show.columns(&rows);
    });
    Ok(())
}

fn log(context: &Context<'_>, vault: &Path) -> Result<()> {
    let log = context.open(vault, |service, _| service.handover_log(Nothing {}))?;
    context.show.answer(&log, |show| {
        for entry in &log.entries {
            show.line(&plain(&format!(
                "{}  {}  {}  {}  {}",
                entry.at,
                entry.direction,
                entry.who.join(", "),
                entry.cases.join(", "),
                entry.sha256
            )));
            for reply in &entry.replies {
                let state = show.text.get(&format!("reply-{}", reply.state), &[]);
                show.line(&plain(&format!("  {state}: {}, {}", reply.name, reply.at)));
            }
            let came = log.arrivals.iter().filter(|arrival| {
                entry.direction == "in"
                    && arrival.undone.is_empty()
                    && arrival.sha256 == entry.sha256
            });
            for arrival in came {
                show.say("cli-handover-arrival", &[("id", &arrival.id.to_string())]);
            }
        }
    });
    Ok(())
}

fn conflicts(context: &Context<'_>, vault: &Path) -> Result<()> {
    let open = context.open(vault, |service, _| service.merge_conflicts(Nothing {}))?;
    context.show.answer(&open, |show| {
        for one in &open.conflicts {
            show.line(&plain(&format!(
                "{}  {}  {}  {}  {}",
                one.kind.name(),
                one.id,
                one.label,
                one.from,
                one.their_revision
            )));
            one.fields.iter().for_each(|field| sides(show, field));
        }
    });
    Ok(())
}

fn decide(
    context: &Context<'_>,
    vault: &Path,
    record: Uuid,
    revision: Option<Uuid>,
    ours: &[String],
    theirs: &[String],
) -> Result<()> {
    let saved = context.open(vault, |service, _| {
        let open = service.merge_conflicts(Nothing {})?.conflicts;
        let mut of = open
            .iter()
            .filter(|one| one.id == record && revision.is_none_or(|id| one.their_revision.0 == id));
        let (Some(one), None) = (of.next(), of.next()) else {
            return Err(Error::new(service::Code::NotFound).with("kind", "conflict"));
        };
        service.merge_decide(MergeDecide {
            id: record,
            their_revision: one.their_revision,
            ours: ours.to_vec(),
            theirs: theirs.to_vec(),
        })
    })?;
    context
        .show
        .answer(&saved, |show| show.say("cli-handover-decided", &[]));
    Ok(())
}

fn receipt(
    context: &Context<'_>,
    vault: &Path,
    file: Sealed<'_>,
    state: ReceiptState,
    out: &Path,
) -> Result<()> {
    let state = match state {
        ReceiptState::Received => "received",
        ReceiptState::Read => "read",
        ReceiptState::Merged => "merged",
    };
    let written = context.open(vault, |service, _| {
        service.receipt_make(ReceiptMake {
            path: file.path(),
            passphrase: file.passphrase()?,
            state: state.to_owned(),
            out: path(out),
        })
    })?;
    context.show.answer(&written, |show| {
        show.say("cli-receipt-written", &[("path", &written.path)]);
    });
    Ok(())
}

fn take_receipt(context: &Context<'_>, vault: &Path, file: &Path) -> Result<()> {
    let reply = context.open(vault, |service, _| {
        service.receipt_take(Sealed::new(file, None).request()?)
    })?;
    context.show.answer(&reply, |show| {
        let state = show.text.get(&format!("reply-{}", reply.state), &[]);
        show.line(&plain(&format!("{state}: {}, {}", reply.name, reply.at)));
    });
    Ok(())
}

fn said(show: &Show, check: &HandoverCheck) {
    if check.valid {
        show.say("cli-handover-valid", &[]);
    } else {
        show.say(
            "cli-handover-invalid",
            &[("problems", &check.problems.join(", "))],
        );
    }
    if !check.sender.is_empty() {
        show.line(&plain(&show.text.get(
            "cli-handover-from",
            &[("sender", &check.sender), ("at", &check.at)],
        )));
    }
    if !check.signed {
        show.say("cli-handover-unsigned", &[]);
    } else if !check.known {
        show.say("cli-handover-unknown", &[]);
    }
    show.say(
        "cli-handover-holds",
        &[
            ("cases", &check.cases.to_string()),
            ("evidence", &check.evidence.to_string()),
        ],
    );
    check
        .titles
        .iter()
        .for_each(|title| show.line(&format!("  {}", plain(title))));
}
