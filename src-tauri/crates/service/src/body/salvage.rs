//! What can be read of a damaged vault, saved into a new one. The damaged one is only read.

use std::path::Path;

use casework::salvage::{self, Item, Salvaged, TableCount};
use vault::{BlobRef, Compartment, Opener, Remains, Unlocked, Vault, looks_like_kit};
use zeroize::Zeroizing;

use super::vault::{absolute, adopt, located, refuse_second, status};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::kit;
use crate::session::{Open, Service, passphrase};
use crate::strong;

pub fn vault_salvage(service: &Service, request: VaultSalvage) -> Result<VaultSalvaged> {
    let mut state = service.state();
    refuse_second(&state)?;
    let secret = Zeroizing::new(request.secret);
    let (path, into) = (absolute(&request.path), absolute(&request.into));
    let new = passphrase(request.passphrase)?;
    files::outside(&path, &into)?;
    if into.exists() {
        return Err(Error::file(Code::VaultExists, &into).at("into"));
    }
    let own = strong::own_words(&state.app, None);
    strong::refuse_weak(&new, &strong::with_name(own, &into))?;
    let remains = service.guess(&mut state, |_| {
        remains(service, &path, &secret).map_err(|error| error.with("path", path.display()))
    })?;
    // Read before anything is made: of a vault that gives nothing, no new one is left.
    let (case, image) = remains
        .database(Compartment::Case)
        .map_err(|error| located(error, &path))?;
    let sealed = remains.database(Compartment::Sealed);

    let (vault, kit) = vault::create(&into, &new, service.kdf(), service.env.clone())
        .map_err(|error| located(error, &into))?;
    adopt(service, &mut state, vault, into);
    let mut report = SalvageReport {
        complete: false,
        reached: case.head.seq,
        newest: case.newest,
        files: Vec::new(),
        tables: Vec::new(),
        lost: Vec::new(),
        blobs: 0,
        lost_blobs: Vec::new(),
        bridges: 0,
        sealed: String::new(),
        verified: VerifyReport {
            ok: false,
            checked_bytes: 0,
            sealed: false,
            problems: Vec::new(),
        },
    };
    report
        .files
        .extend(remains.format_problem().map(|error| plain(&error.into())));
    report.files.extend(lines(Compartment::Case, &case));
    let done = Open::of(service, &mut state).and_then(|mut open| {
        cases(&mut open, &remains, &image, &mut report)?;
        open.session.vault.open_seal(&new)?;
        identities(&mut open, sealed, &mut report)?;
        open.session.seal_opened(service.now());
        report.verified = super::vault::verify_now(&mut open)?;
        open.session.close_seal();
        status(&mut open)
    });
    let status = match done {
        Ok(status) => status,
        Err(error) => {
            // Half of what could be saved would be taken for all of it.
            if let Some(session) = state.open.take() {
                Vault::<Unlocked>::discard(session.vault);
            }
            return Err(error);
        }
    };
    report.complete = report.files.is_empty()
        && report.lost.is_empty()
        && report.lost_blobs.is_empty()
        && report.sealed != "lost"
        && report.reached == report.newest
        && report.verified.ok
        && report
            .tables
            .iter()
            .all(|table| table.lost == 0 && table.aside == 0);
    let kit = kit::kit(&kit, kit::list(state.app.settings()));
    Ok(VaultSalvaged {
        status,
        kit,
        report,
    })
}

fn remains(service: &Service, path: &Path, secret: &str) -> Result<Remains> {
    if looks_like_kit(secret) {
        return Ok(Remains::open(path, Opener::Identity(secret), &service.env)?);
    }
    let passphrase = passphrase(secret.to_owned()).map_err(|error| error.at("secret"))?;
    Ok(Remains::open(
        path,
        Opener::Passphrase(&passphrase),
        &service.env,
    )?)
}

/// The case database, and the evidence with it: a file is whole if it decrypts and has the SHA-256 that was recorded.
fn cases(
    open: &mut Open<'_>,
    remains: &Remains,
    image: &[u8],
    report: &mut SalvageReport,
) -> Result<()> {
    let ctx = open.ctx();
    let host = open.service.host.clone();
    let (conn, blobs) = open.session.vault.cases_and_blobs();
    let (mut failed, mut done) = (None, 0);
    let mut rewrap = |item: &Item| {
        if failed.is_some() {
            return None;
        }
        match save(&remains.blobs(), &blobs, item) {
            Ok(Some(kept)) => {
                report.blobs += 1;
                done += item.size;
                if !host.progress("salvage", done, 0) {
                    failed = Some(Error::new(Code::Cancelled));
                }
                Some((kept.id, kept.binding))
            }
            Ok(None) => {
                report.lost_blobs.push(LostBlob {
                    record: item.id,
                    blob: item.blob.clone(),
                });
                None
            }
            Err(error) => {
                failed = Some(error.into());
                None
            }
        }
    };
    let salvaged = salvage::casework(image, conn, &ctx, &mut rewrap);
    if let Some(error) = failed {
        return Err(error);
    }
    tell(salvaged?, report);
    Ok(())
}

/// Copies one file; nothing if its bytes are lost. Fails only where the new vault does.
fn save(
    from: &vault::Blobs<'_>,
    to: &vault::Blobs<'_>,
    item: &Item,
) -> std::result::Result<Option<BlobRef>, vault::Error> {
    let old = BlobRef {
        id: item.blob.clone(),
        size: item.size,
        sha256: item.sha256.clone(),
        binding: item.binding.clone(),
    };
    let Ok(mut content) = from.open(&old) else {
        return Ok(None);
    };
    match to.add(&mut content, item.size, &mut |_| true) {
        Ok(kept) if kept.sha256 == item.sha256 && kept.size == item.size => Ok(Some(kept)),
        Ok(other) => {
            to.remove(&other.id)?;
            Ok(None)
        }
        // The old file: `add` names the side that failed.
        Err(vault::Error::Io { op: "read", .. } | vault::Error::TooLarge { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn identities(
    open: &mut Open<'_>,
    sealed: std::result::Result<(agevfs::Salvage, Zeroizing<Vec<u8>>), vault::Error>,
    report: &mut SalvageReport,
) -> Result<()> {
    let (saved, image) = match sealed {
        Ok(read) => read,
        Err(error) => {
            report.files.push(plain(&error.into()));
            report.sealed = "lost".into();
            return Ok(());
        }
    };
    report.files.extend(lines(Compartment::Sealed, &saved));
    if image.is_empty() {
        report.sealed = "none".into();
        return Ok(());
    }
    let conn = open.session.vault.sealed().expect("it was opened");
    let count = salvage::identities(&image, conn)?;
    report.sealed = "saved".into();
    report.tables.push(counted(count));
    Ok(())
}

fn tell(salvaged: Salvaged, report: &mut SalvageReport) {
    let Salvaged {
        tables,
        stand_ins,
        lost,
        bridges,
    } = salvaged;
    report.tables.extend(tables.into_iter().map(counted));
    report
        .lost
        .extend(lost.into_iter().map(|(kind, id)| LostRecord {
            kind,
            id,
            stand_in: stand_ins.contains(&(kind, id)),
        }));
    report.bridges = bridges;
}

fn counted(count: TableCount) -> SalvagedTable {
    let TableCount {
        table,
        saved,
        restored,
        lost,
        aside,
    } = count;
    SalvagedTable {
        table,
        saved,
        restored,
        lost,
        aside,
    }
}

fn lines(which: Compartment, saved: &agevfs::Salvage) -> Vec<String> {
    let part = match which {
        Compartment::Case => "case",
        Compartment::Sealed => "sealed",
    };
    let problems = saved.problems.iter();
    problems
        .map(|one| format!("{part}/{}: {}", one.file, one.what))
        .collect()
}

/// What is wrong with a file, in the words the engine has for it.
fn plain(error: &Error) -> String {
    error
        .args
        .get("what")
        .cloned()
        .unwrap_or_else(|| error.code.clone())
}
