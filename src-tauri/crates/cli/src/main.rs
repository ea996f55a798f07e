//! `sandyq`: the service on a command line, for scripts, for people who look after computers, and for tests.

mod args;
mod command;
mod secret;
mod session;
mod show;

use std::process::ExitCode;

use clap::Parser as _;
use service::{Language, Text};

use crate::args::Cli;
use crate::show::Show;

fn main() -> ExitCode {
    sandyq_apart::stand_apart();
    service::quiet_panics();
    let cli = Cli::parse();
    let show = Show {
        json: cli.common.json,
        text: Text::new(language(cli.common.lang.as_deref())),
    };
    match command::run(&cli, &show) {
        Ok(code) => code,
        Err(error) => {
            show.failed(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// As asked for, otherwise that of the system (POSIX: `LC_ALL` before `LC_MESSAGES` before LANG), otherwise English.
fn language(asked: Option<&str>) -> Language {
    let system = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    asked
        .or(system.as_deref())
        .and_then(Language::of)
        .unwrap_or(Language::En)
}
