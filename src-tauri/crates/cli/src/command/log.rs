//! The history, out of the vault.

use std::process::ExitCode;

use service::Result;
use service::contract::LogExport;

use super::Context;
use crate::args::LogCommand;
use crate::session::path;
use crate::show::bytes;

pub fn run(context: &Context<'_>, command: &LogCommand) -> Result<ExitCode> {
    let LogCommand::Export {
        vault,
        out,
        case,
        without_content,
        privileged,
    } = command;
    let written = context.open(vault, |service, _| {
        service.log_export(LogExport {
            path: path(out),
            case: case.clone(),
            content: !without_content,
            privileged: *privileged,
        })
    })?;
    context.show.answer(&written, |show| {
        let revisions = written.revisions.to_string();
        show.say(
            "log-written",
            &[
                ("path", &written.path),
                ("bytes", &bytes(written.bytes)),
                ("count", &revisions),
            ],
        );
        if written.withheld > 0 {
            show.say("log-withheld", &[("count", &written.withheld.to_string())]);
        }
        show.say("log-check", &[]);
        show.line(&format!(
            "  minisign -Vm {} -P {}",
            written.path, written.signing_key
        ));
    });
    Ok(ExitCode::SUCCESS)
}
