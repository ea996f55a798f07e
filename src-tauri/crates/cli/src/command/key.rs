//! The keys of a vault.

use std::process::ExitCode;

use service::contract::{
    KeyAddKit, KeyInfo, KeyList, KeyRemove, KitSave, Nothing, PassphraseChange, VaultPath,
};
use service::{Code, Error, Result};

use super::Context;
use crate::args::KeyCommand;
use crate::secret::{self, Secret};
use crate::session::{self, path};
use crate::show::Show;

pub fn run(context: &Context<'_>, command: &KeyCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        KeyCommand::List { vault } => {
            let keys = session::service(&show.text)
                .vault_inspect(VaultPath { path: path(vault) })?
                .keys;
            list(show, keys);
        }
        KeyCommand::Add { vault, kit } => {
            if kit.exists() {
                return Err(Error::file(Code::FileExists, kit));
            }
            let written = context.open(vault, |service, secret| {
                let made = service.key_add_kit(KeyAddKit {
                    passphrase: passphrase(secret)?,
                })?;
                service.recovery_kit_save(KitSave {
                    text: made.text,
                    path: path(kit),
                })
            })?;
            show.answer(&written, |show| {
                show.say("cli-kit-written", &[("path", &written.path)]);
            });
        }
        KeyCommand::Remove { vault, id } => {
            let left = context.open(vault, |service, secret| {
                service.key_remove(KeyRemove {
                    id: id.clone(),
                    passphrase: passphrase(secret)?,
                })
            })?;
            if !show.json {
                show.say("cli-key-removed", &[]);
            }
            list(show, left.keys);
        }
        KeyCommand::Passphrase {
            vault,
            new_passphrase_file,
        } => {
            context.open(vault, |service, secret| {
                let new = secret::replacement(new_passphrase_file.as_deref(), service, &show.text)?;
                service.passphrase_change(PassphraseChange {
                    old: secret.text().to_owned(),
                    new: new.as_str().to_owned(),
                })
            })?;
            show.answer(&Nothing {}, |show| show.say("cli-passphrase-changed", &[]));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list(show: &Show, keys: Vec<KeyInfo>) {
    let list = KeyList { keys };
    show.answer(&list, |show| {
        let rows: Vec<[String; 2]> = list
            .keys
            .iter()
            .map(|key| {
                [
                    key.id.clone(),
                    show.text.get("cli-key", &[("kind", &key.kind)]),
                ]
            })
            .collect();
        show.columns(&rows);
    });
}

/// Adding and removing keys asks for the passphrase itself, not only for an open vault.
fn passphrase(secret: &Secret) -> Result<String> {
    match secret {
        Secret::Passphrase(passphrase) => Ok(passphrase.as_str().to_owned()),
        Secret::Kit(_) => Err(Error::new(Code::NoPassphrase)),
    }
}
