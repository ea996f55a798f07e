//! One command, one open vault: opened with what the person gave, locked again whatever happens.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use service::contract::{Nothing, VaultOpen, VaultOpenWithKit, VaultStatus};
use service::{Code, Host, Options, Result, Service, Text};

use crate::args::Common;
use crate::secret::{self, Secret};

/// The folder name the desktop uses, so that both know the same preferences and remember the same marks.
const APP: &str = "org.sandyq.Sandyq";

/// A service for this run.
pub fn service(text: &Text) -> Service {
    let host = Terminal {
        language: text.language(),
        shown: Mutex::new(None),
    };
    let documents = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    Service::new(Options {
        app_dir: app_dir(),
        host: Arc::new(host),
        language: Some(text.language()),
        ..Options::real(documents)
    })
}

/// Runs `body` on the opened vault, then locks it.
pub fn with_vault<T>(
    vault: &Path,
    common: &Common,
    text: &Text,
    body: impl FnOnce(&Service, &Secret) -> Result<T>,
) -> Result<T> {
    let service = service(text);
    // Looked at first: nobody should type a passphrase for a folder that is no vault.
    service.vault_inspect(service::contract::VaultPath { path: path(vault) })?;
    let (secret, status) = unlock(&service, vault, common, text)?;
    if status.read_only {
        eprintln!("sandyq: {}", text.get("cli-for-reading", &[]));
    }
    let done = body(&service, &secret);
    let locked = service.vault_lock(Nothing {});
    let done = done?;
    locked?;
    Ok(done)
}

/// Tries of somebody who types at a terminal.
const TRIES: u32 = 5;

/// Opens the vault. Who types is asked again after a wrong passphrase, when the wait for it is over.
fn unlock(
    service: &Service,
    vault: &Path,
    common: &Common,
    text: &Text,
) -> Result<(Secret, VaultStatus)> {
    let mut left = if secret::named(common) { 1 } else { TRIES };
    loop {
        let secret = secret::existing(common, text)?;
        let opened = match &secret {
            Secret::Passphrase(passphrase) => service.vault_open(VaultOpen {
                path: path(vault),
                passphrase: passphrase.as_str().to_owned(),
            }),
            Secret::Kit(kit) => service.vault_open_with_kit(VaultOpenWithKit {
                path: path(vault),
                kit: kit.as_str().to_owned(),
            }),
        };
        left -= 1;
        match opened {
            Ok(status) => return Ok((secret, status)),
            Err(error) if error.kind() == Code::WrongKey && left > 0 => {
                eprintln!("sandyq: {}", text.error(&error).0);
                wait(&error, text);
            }
            Err(error) => return Err(error),
        }
    }
}

/// Waits as long as a wrong passphrase costs.
fn wait(error: &service::Error, text: &Text) {
    let Some(seconds) = error.args.get("wait") else {
        return;
    };
    eprintln!("sandyq: {}", text.get("cli-wait", &[("seconds", seconds)]));
    std::thread::sleep(Duration::from_secs(seconds.parse().unwrap_or(0)));
}

/// A path as the contract takes it.
pub fn path(path: &Path) -> String {
    std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .to_string_lossy()
        .into_owned()
}

/// XDG base directories; a relative value counts as unset, as the specification says.
fn app_dir() -> Option<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let data = absolute("XDG_DATA_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))?;
    Some(data.join(APP))
}

/// Shows long work as a percentage, on a terminal only.
struct Terminal {
    language: service::Language,
    shown: Mutex<Option<u64>>,
}

impl Host for Terminal {
    fn progress(&self, job: &'static str, done: u64, total: u64) -> bool {
        let percent = done
            .saturating_mul(100)
            .checked_div(total)
            .unwrap_or(0)
            .min(100);
        let mut shown = self
            .shown
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if std::io::stderr().is_terminal() && *shown != Some(percent) {
            let line = Text::new(self.language).get(
                "cli-job",
                &[("job", job), ("percent", &percent.to_string())],
            );
            eprint!("\r{line}{}", if percent == 100 { "\n" } else { "" });
            *shown = Some(percent);
        }
        true
    }
}
