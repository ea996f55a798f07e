//! The commands, one file a noun. Each asks the service and shows its answer; none knows more than the contract.

mod backup;
mod calendar;
mod case;
mod destroy;
mod device;
mod file;
mod handover;
mod incoming;
mod key;
mod log;
mod note;
mod partner;
mod party;
mod place;
mod provision;
mod query;
mod read;
mod source;
mod vault;
mod vocabulary;
mod word;

use std::process::ExitCode;

use service::{Result, Service};

use crate::args::{Cli, Command, Common};
use crate::secret::Secret;
use crate::session;
use crate::show::Show;

/// What a command needs beside its own arguments.
pub struct Context<'a> {
    common: &'a Common,
    show: &'a Show,
}

impl Context<'_> {
    /// Opens the vault, runs `body`, locks.
    fn open<T>(
        &self,
        vault: &std::path::Path,
        body: impl FnOnce(&Service, &Secret) -> Result<T>,
    ) -> Result<T> {
        session::with_vault(vault, self.common, &self.show.text, body)
    }
}

/// Runs the command. The exit code is that of an answer which is itself bad news (a check that found something).
pub fn run(cli: &Cli, show: &Show) -> Result<ExitCode> {
    let context = Context {
        common: &cli.common,
        show,
    };
    match &cli.command {
        Command::Init(new) => vault::make(&context, new, false),
        Command::Demo(new) => vault::make(&context, new, true),
        Command::Status(at) => vault::status(&context, &at.vault),
        Command::Verify(at) => vault::verify(&context, &at.vault),
        Command::Compact(at) => vault::compact(&context, &at.vault),
        Command::Recover(recover) => vault::recover(&context, recover),
        Command::Device { vault } => device::run(&context, vault.as_deref()),
        Command::Destroy {
            vault,
            backups,
            prove_with,
            name,
        } => destroy::run(
            &context,
            vault,
            backups,
            prove_with.as_deref(),
            name.as_deref(),
        ),
        Command::Backup { vault, folder } => backup::make(&context, vault, folder),
        Command::Restore {
            backup: at,
            vault,
            generation,
            check,
            ..
        } => match vault {
            Some(vault) => backup::restore(&context, at, vault, generation.as_deref()),
            None if *check => backup::check(&context, at, generation.as_deref()),
            None => backup::list(&context, at),
        },
        Command::Import {
            vault,
            file,
            dry_run,
        } => file::import(&context, vault, file, *dry_run),
        Command::Export { vault, out, yes } => file::export(&context, vault, out, *yes),
        Command::Case(command) => case::run(&context, command),
        Command::Note(command) => note::run(&context, command),
        Command::Party(command) => party::run(&context, command),
        Command::Conflicts { vault, names } => party::conflicts(&context, vault, names),
        Command::Search {
            vault,
            words,
            limit,
            privileged,
        } => query::search(&context, vault, words, *limit, *privileged),
        Command::Read { vault, text, on } => read::run(&context, vault, text, *on),
        Command::Held { vault, on } => query::held(&context, vault, on.as_deref()),
        Command::Calendar {
            vault,
            from,
            to,
            ics,
            references,
        } => calendar::run(
            &context,
            vault,
            &calendar::Wish {
                from: from.as_deref(),
                to: to.as_deref(),
                ics: ics.as_deref(),
                references: *references,
            },
        ),
        Command::Handover(command) => handover::run(&context, command),
        Command::Partner(command) => partner::run(&context, command),
        Command::Source(command) => source::run(&context, command),
        Command::Key(command) => key::run(&context, command),
        Command::Place(command) => place::run(&context, command),
        Command::Provision(command) => provision::run(&context, command),
        Command::Vocabulary(command) => vocabulary::run(&context, command),
        Command::Log(command) => log::run(&context, command),
        Command::Card { vault, out } => handover::card(&context, vault, out.as_deref()),
        Command::NameMatch { left, right } => word::name_match(&context, left, right),
        Command::Date { words } => word::date(&context, words),
    }
}
