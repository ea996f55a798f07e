//! Casebooks in and out.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use casework::Book;
use casework::casebook::{Casebook, Selection};
use casework::view::{Fault, ImportReport};
use zeroize::Zeroizing;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::job::Job;
use crate::session::{Open, Service};
use casework::sealed;

/// How an age file begins (C2SP age v1).
const BUNDLE: &[u8] = b"age-encryption.org/";

/// A file of more than so many bytes is long work: it can be seen and stopped.
const LONG_FILE: usize = 1024 * 1024;
/// So is writing out more than so many cases.
const LONG_CASES: u32 = 200;

/// Works on the open vault. Long work holds the state all the same, for there is one database and one transaction in it; it is a job so that a person sees
/// how far it is, and so that it stops when it is asked to or the vault is to be locked.
fn working<T>(
    service: &Service,
    work: impl FnOnce(&mut Open<'_>, &Service) -> Result<T>,
) -> Result<T> {
    let mut state = service.state();
    let mut open = Open::of(service, &mut state)?;
    work(&mut open, service).map_err(|error| open.explained(error))
}

/// How far it is; told to a job if it is long.
fn told<'j>(job: Option<&'j Job<'_>>) -> impl FnMut(usize, usize) -> bool + 'j {
    move |done, total| job.is_none_or(|job| job.step(done as u64, total as u64))
}

fn begin<'s>(service: &'s Service, name: &'static str, long: bool) -> Result<Option<Job<'s>>> {
    long.then(|| service.jobs.begin(name, true, &*service.host))
        .transpose()
}

pub fn import_casebook(service: &Service, request: ImportFile) -> Result<ImportReport> {
    working(service, |open, service| {
        let bytes = Zeroizing::new(files::read(Path::new(&request.path))?);
        // The kind is in the bytes, not in the name: a bundle is an age file, a casebook a JSON object.
        if bytes.starts_with(BUNDLE) {
            return take_in_bundle(open, request);
        }
        let start = bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&bytes)
            .iter()
            .find(|byte| !byte.is_ascii_whitespace());
        if start != Some(&b'{') {
            return Err(Error::new(Code::ImportUnknown));
        }
        let job = begin(service, "import_casebook", bytes.len() > LONG_FILE)?;
        let (casebook, faults) = Casebook::read(&bytes)?;
        if !faults.is_empty() {
            return Err(all_faults(open, &casebook, faults)?);
        }
        take_in(open, &casebook, request.dry_run, &mut told(job.as_ref()))
    })
}

/// A handover from somebody, merged like `handover_merge` does; a dry run only looks whether it is good.
fn take_in_bundle(open: &mut Open<'_>, request: ImportFile) -> Result<ImportReport> {
    let (file, dry_run) = (
        HandoverFile {
            path: request.path,
            passphrase: String::new(),
        },
        request.dry_run,
    );
    let all = |count: u32| BTreeMap::from([("records".to_owned(), count)]);
    if dry_run {
        let check = super::incoming::handover_check(open, file)?;
        return match check.problems.first().map(String::as_str) {
            None => Ok(ImportReport {
                dry_run,
                ..ImportReport::default()
            }),
            Some("not-for-us") => Err(Error::new(Code::NotForUs)),
            Some(problem) => Err(Error::new(Code::BundleInvalid).with("problem", problem)),
        };
    }
    let whole = HandoverMerge {
        passphrase: String::new(),
        path: file.path,
        only: Vec::new(),
        without: Vec::new(),
        leave: Vec::new(),
    };
    let merged = super::incoming::handover_merge(open, whole)?;
    Ok(ImportReport {
        added: all(merged.added),
        updated: all(merged.updated),
        unchanged: all(merged.unchanged),
        ..ImportReport::default()
    })
}

/// What is wrong inside the file, and what the vault has against the rest of it: a person corrects everything at once.
fn all_faults(open: &mut Open<'_>, casebook: &Casebook, mut faults: Vec<Fault>) -> Result<Error> {
    if let Err(casework::Error::Refused(more)) = open.book()?.import(casebook, true, |_| Ok(())) {
        let told: HashSet<String> = faults.iter().map(|fault| fault.path.clone()).collect();
        faults.extend(more.into_iter().filter(|fault| !told.contains(&fault.path)));
    }
    Ok(casework::Error::Refused(faults).into())
}

/// Takes a casebook in. Who its confidential sources are goes under the seal in the same step, or nothing is written at all. `go_on` as in
/// [`Book::import_told`].
pub fn take_in(
    open: &mut Open<'_>,
    casebook: &Casebook,
    dry_run: bool,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<ImportReport> {
    if casebook.has_confidential() && !dry_run && open.session.seal_until.is_none() {
        return Err(Error::new(Code::SealClosed));
    }
    let ctx = open.ctx();
    let (cases, compartment) = open.session.vault.cases_and_sealed();
    let imported = Book::open(cases, ctx)?.import_told(casebook, dry_run, go_on, |identities| {
        match compartment {
            Some(compartment) => identities
                .iter()
                .try_for_each(|identity| sealed::save(compartment, identity)),
            None => Err(casework::Error::SealClosed),
        }
    })?;
    Ok(imported.report)
}

pub fn export_casebook(service: &Service, request: ExportFile) -> Result<FileWritten> {
    working(service, |open, service| {
        let path = Path::new(&request.path);
        files::outside(open.path(), path)?;
        let selection = Selection {
            cases: request.cases,
            privileged: false,
        };
        let book = open.book()?;
        let long = book.counts()?.cases > LONG_CASES;
        let job = begin(service, "export_casebook", long)?;
        let casebook = book.export_told(&selection, &mut told(job.as_ref()))?;
        let text = Zeroizing::new(casebook.to_json());
        let bytes = files::export_bytes(path, text.as_bytes())?;
        Ok(FileWritten {
            path: request.path,
            bytes,
        })
    })
}
