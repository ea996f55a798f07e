//! What of this computer matters to a vault.

use std::path::Path;
use std::process::ExitCode;

use service::Result;
use service::contract::DeviceWish;

use super::Context;
use crate::session::{self, path};
use crate::show::plain;

/// The exit code is 1 if something ought to be changed.
pub fn run(context: &Context<'_>, vault: Option<&Path>) -> Result<ExitCode> {
    let show = context.show;
    let report = session::service(&show.text).device_check(DeviceWish {
        path: vault.map(path),
    })?;
    show.answer(&report, |show| {
        show.line(&plain(&report.path));
        for one in &report.findings {
            let args: Vec<(&str, &str)> = one
                .args
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let get = |key: &str| plain(&show.text.get(key, &args));
            let title = get(&format!("checkup-{}", one.what));
            let state = get(&format!("checkup-state-{}", one.state));
            show.line(&format!("\n{title} [{state}]"));
            show.line(&format!("  {}", get(&format!("checkup-{}", one.code))));
            if one.state != "good" {
                show.line(&format!("  {}", get(&format!("checkup-{}-do", one.code))));
            }
        }
    });
    let bad = report.findings.iter().any(|one| one.state == "bad");
    Ok(if bad {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
