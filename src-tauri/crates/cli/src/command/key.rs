//! The keys of a vault.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use service::contract::{
    KeyAddKit, KeyAddPerson, KeyAddShares, KeyInfo, KeyList, KeyName, KeyRemove, KeyRotate,
    KitProve, KitSave, Nothing, PassphraseChange, VaultPath,
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
            let keys = if secret::named(context.common) {
                context
                    .open(vault, |service, _| service.key_list(Nothing {}))?
                    .keys
            } else {
                session::service(&show.text)
                    .vault_inspect(VaultPath { path: path(vault) })?
                    .keys
            };
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
        KeyCommand::Person {
            vault,
            name,
            own_name,
            new_passphrase_file,
            kit,
        } => {
            let files = (new_passphrase_file.as_deref(), kit.as_deref());
            person(context, vault, (name, own_name.as_deref()), files)?;
        }
        KeyCommand::Name { vault, id, name } => {
            let (name, _) = given(name, None)?;
            let keys = context.open(vault, |service, _| {
                service.key_name(KeyName {
                    id: id.clone(),
                    name,
                })
            })?;
            list(show, keys.keys);
        }
        KeyCommand::Shares {
            vault,
            threshold,
            into,
        } => shares(context, vault, *threshold, into)?,
        KeyCommand::Prove { vault, kit } => prove(context, vault, kit)?,
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
        KeyCommand::Rotate {
            vault, drop: true, ..
        } => {
            context.open(vault, |service, _| service.key_rotate_drop(Nothing {}))?;
            show.answer(&Nothing {}, |show| show.say("cli-rotation-dropped", &[]));
        }
        KeyCommand::Rotate {
            vault,
            new_passphrase_file,
            kit,
            even_if_damaged,
            drop: false,
        } => {
            let new = new_passphrase_file.as_deref();
            rotate(context, vault, new, kit.as_deref(), *even_if_damaged)?;
        }
        KeyCommand::Passphrase {
            vault,
            id,
            new_passphrase_file,
        } => {
            context.open(vault, |service, secret| {
                let new = secret::replacement(new_passphrase_file.as_deref(), service, &show.text)?;
                service.passphrase_change(PassphraseChange {
                    old: secret.text().to_owned(),
                    new: new.as_str().to_owned(),
                    id: id.clone(),
                })
            })?;
            show.answer(&Nothing {}, |show| show.say("cli-passphrase-changed", &[]));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Longest text of names that is read from standard input, in bytes.
const NAMES: u64 = 4096;

/// A name and, if there is one, one's own: as they were given, or the lines of standard input, where no process list shows them.
fn given(name: &str, own: Option<&str>) -> Result<(String, Option<String>)> {
    if name != "-" {
        return Ok((name.to_owned(), own.map(str::to_owned)));
    }
    let mut text = String::new();
    let read =
        std::io::Read::read_to_string(&mut std::io::Read::take(std::io::stdin(), NAMES), &mut text);
    read.map_err(|_| Error::new(Code::BadRequest).at("name"))?;
    let mut lines = text.lines().map(str::to_owned);
    let name = lines.next().unwrap_or_default();
    Ok((name, own.map(str::to_owned).or_else(|| lines.next())))
}

/// What giving somebody a key answers: a kit is in its file and nowhere else.
#[derive(serde::Serialize)]
struct Given {
    keys: Vec<KeyInfo>,
    kit: Option<String>,
}

fn person(
    context: &Context<'_>,
    vault: &Path,
    (name, own): (&str, Option<&str>),
    (new, kit): (Option<&Path>, Option<&Path>),
) -> Result<()> {
    let show = context.show;
    if let Some(kit) = kit.filter(|kit| kit.exists()) {
        return Err(Error::file(Code::FileExists, kit));
    }
    let (name, own) = given(name, own)?;
    let answer = context.open(vault, |service, secret| {
        let new = match kit {
            Some(_) => None,
            None => Some(secret::replacement(new, service, &show.text)?),
        };
        let passphrase = passphrase(secret)?;
        let added = service.key_add_person(KeyAddPerson {
            name,
            own,
            passphrase: passphrase.clone(),
            new: new.map(|new| new.as_str().to_owned()),
        })?;
        let written = match (kit, &added.kit) {
            (Some(file), Some(made)) => {
                let saved = service.recovery_kit_save(KitSave {
                    text: made.text.clone(),
                    path: path(file),
                });
                if saved.is_err() {
                    // A kit that nobody has must not open the vault.
                    let of_it = |key: &&KeyInfo| key.id.starts_with(&made.slot);
                    for key in added.keys.iter().filter(of_it) {
                        service.key_remove(KeyRemove {
                            id: key.id.clone(),
                            passphrase: passphrase.clone(),
                        })?;
                    }
                }
                Some(saved?.path)
            }
            _ => None,
        };
        Ok(Given {
            keys: added.keys,
            kit: written,
        })
    })?;
    show.answer(&answer, |show| {
        show.say("cli-person-added", &[]);
        if let Some(kit) = &answer.kit {
            show.say("cli-kit-written", &[("path", kit)]);
        }
    });
    Ok(())
}

/// Where shares were written; they are in their files and nowhere else.
#[derive(serde::Serialize)]
struct Shared {
    set: String,
    threshold: u8,
    count: u8,
    files: Vec<String>,
}

fn shares(context: &Context<'_>, vault: &Path, threshold: u8, into: &Path) -> Result<()> {
    // Made before the key is: shares that nobody can be given must not open the vault.
    std::fs::create_dir(into).map_err(|error| Error::io(into, &error))?;
    let written = context.open(vault, |service, secret| {
        let passphrase = passphrase(secret)?;
        let set = service.key_add_shares(KeyAddShares {
            passphrase: passphrase.clone(),
            threshold,
        })?;
        let files = set.shares.iter().map(|share| {
            let file = into.join(format!("share-{}.txt", share.number));
            let written = service.recovery_kit_save(KitSave {
                text: share.text.clone(),
                path: path(&file),
            })?;
            Ok(written.path)
        });
        let files: Result<Vec<String>> = files.collect();
        if files.is_err() {
            let keys = service.key_list(Nothing {})?.keys;
            for key in keys.into_iter().filter(|key| key.id.starts_with(&set.slot)) {
                service.key_remove(KeyRemove {
                    id: key.id,
                    passphrase: passphrase.clone(),
                })?;
            }
        }
        Ok(Shared {
            set: set.set,
            threshold: set.threshold,
            count: set.count,
            files: files?,
        })
    });
    if written.is_err() {
        let _ = std::fs::remove_dir(into);
    }
    let written = written?;
    context.show.answer(&written, |show| {
        let args = [
            ("path", path(into)),
            ("threshold", written.threshold.to_string()),
            ("count", written.count.to_string()),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        show.say("cli-shares-written", &args);
    });
    Ok(())
}

fn prove(context: &Context<'_>, vault: &Path, kit: &[PathBuf]) -> Result<()> {
    // Read first: nobody should type a passphrase for a kit that is not there.
    let kit = secret::kit(kit)?;
    let proved = context.open(vault, |service, _| {
        service.kit_prove(KitProve {
            kit: kit.as_str().to_owned(),
            files: Vec::new(),
        })
    })?;
    context.show.answer(&proved, |show| {
        let read = service::human(proved.bytes);
        let cases = proved.cases.to_string();
        let args = [("id", &*proved.key.id), ("cases", &cases), ("bytes", &read)];
        show.say("cli-kit-proved", &args);
        let place = proved.backup.place.as_deref().unwrap_or_default();
        let made = proved.backup.made.as_deref().unwrap_or_default();
        show.say(
            "cli-kit-proved-backup",
            &[
                ("state", &proved.backup.state),
                ("place", place),
                ("made", made),
            ],
        );
    });
    Ok(())
}

/// What a rotation answers: the kit is in its file and nowhere else.
#[derive(serde::Serialize)]
struct Rotated {
    kit: Option<String>,
    open: bool,
    files: u64,
    left_behind: Vec<String>,
}

fn rotate(
    context: &Context<'_>,
    vault: &Path,
    new_passphrase_file: Option<&Path>,
    kit: Option<&Path>,
    even_if_damaged: bool,
) -> Result<()> {
    let show = context.show;
    if let Some(kit) = kit.filter(|kit| kit.exists()) {
        return Err(Error::file(Code::FileExists, kit));
    }
    let (made, written) = context.open(vault, |service, secret| {
        let old = passphrase(secret)?;
        let new = new_passphrase_file
            .map(|file| secret::replacement(Some(file), service, &show.text))
            .transpose()?;
        let now = new
            .as_ref()
            .map_or(old.clone(), |new| new.as_str().to_owned());
        let made = service.key_rotate(KeyRotate {
            passphrase: old,
            new: new.map(|new| new.as_str().to_owned()),
            even_if_damaged,
        })?;
        let written = kit.map(|kit| {
            service.recovery_kit_save(KitSave {
                text: made.kit.text.clone(),
                path: path(kit),
            })
        });
        if made.open && !matches!(written, Some(Ok(_))) {
            super::vault::forget_kit(service, &now)?;
        }
        Ok((made, written.transpose()?))
    })?;
    let answer = Rotated {
        kit: written.map(|file| file.path),
        open: made.open,
        files: made.files,
        left_behind: made.left_behind,
    };
    show.answer(&answer, |show| {
        show.say("cli-keys-rotated", &[("files", &answer.files.to_string())]);
        for problem in &answer.left_behind {
            show.say("cli-left-behind", &[("what", problem)]);
        }
        match &answer.kit {
            Some(kit) => show.say("cli-kit-written", &[("path", kit)]),
            None => show.say("cli-kit-none", &[("path", &path(vault))]),
        }
        if !answer.open {
            show.say("cli-keys-rotated-closed", &[]);
        }
    });
    Ok(())
}

fn list(show: &Show, keys: Vec<KeyInfo>) {
    let list = KeyList { keys };
    show.answer(&list, |show| {
        let rows: Vec<[String; 3]> = list
            .keys
            .iter()
            .map(|key| {
                let whose = key.person.as_deref().unwrap_or_default();
                [
                    key.id.clone(),
                    show.text.get("cli-key", &[("kind", &key.kind)]),
                    whose.to_owned(),
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
