//! A handover that came in: look at it, write it out, merge it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use casework::merge::Carried;
use casework::record::{Kind, Record};

use crate::card::is_nobody;
use crate::database;
use crate::error::{Error, Problem, Result};
use crate::keys::Keys;
use crate::manifest::{self, FileEntry, Manifest};
use crate::partner::Partner;
use crate::read::{Signed, Visitor, walk};
use crate::seal::{part_path, private_new, sweep, sync_folder};

/// What a received file turns out to be. Everything in it but `problems` is the sender's word, and worth as much as the signature.
#[derive(Clone, Default)]
pub struct Check {
    /// It is whole, untouched and for us.
    pub valid: bool,
    /// Name of the sender, as signed.
    pub sender: String,
    /// The signature is right.
    pub signed: bool,
    /// The signing key is that of a partner.
    pub known: bool,
    /// When it was made, UTC.
    pub at: String,
    /// Profile it was made with.
    pub profile: String,
    /// The sender's word.
    pub message: String,
    /// Cases in it: reference and title.
    pub titles: Vec<String>,
    /// Evidence items in it.
    pub evidence: u32,
    /// What is wrong; nothing if it is valid.
    pub problems: Vec<Problem>,
}

/// A bundle that has been read to its last byte and found good.
pub struct Inspected {
    /// What it holds.
    pub manifest: Manifest,
    /// Its records, parents before children.
    pub records: Vec<Carried>,
    /// The signing key is that of a partner.
    pub known: bool,
    /// The page that people read, if it was asked for.
    pub page: String,
}

/// Longest page that is shown before it is taken in, in bytes.
const PAGE: u64 = 8 << 20;

/// Says what a file is. Writes nothing.
///
/// # Errors
/// I/O only; what is wrong with the bundle stands in the answer.
pub fn check(file: impl Read + Seek, keys: &Keys, partners: &[Partner]) -> Result<Check> {
    let mut inspector = Inspector::new(keys, partners);
    let outcome = walk(file, keys, &mut inspector).and_then(|()| inspector.verdict());
    let mut check = inspector
        .manifest
        .as_ref()
        .map(|manifest| told(manifest, inspector.known))
        .unwrap_or_default();
    match outcome {
        Ok(()) => check.valid = true,
        Err(Error::Refused(problem)) => check.problems.push(problem),
        Err(other) => return Err(other),
    }
    Ok(check)
}

/// Reads a whole bundle and gives its records if everything about it is good. Writes nothing.
///
/// # Errors
/// [`Error::Refused`] with the problem, or I/O.
pub fn inspect(file: impl Read + Seek, keys: &Keys, partners: &[Partner]) -> Result<Inspected> {
    inspected(file, Inspector::new(keys, partners))
}

/// The same with the page for people in it. One that is too long to be shown is left out.
///
/// # Errors
/// As [`inspect`].
pub fn inspect_page(
    file: impl Read + Seek,
    keys: &Keys,
    partners: &[Partner],
) -> Result<Inspected> {
    let mut inspector = Inspector::new(keys, partners);
    inspector.with_page = true;
    inspected(file, inspector)
}

fn inspected(file: impl Read + Seek, mut inspector: Inspector<'_>) -> Result<Inspected> {
    let keys = inspector.keys;
    walk(file, keys, &mut inspector)?;
    inspector.verdict()?;
    let manifest = inspector.manifest.ok_or(Problem::Manifest)?;
    Ok(Inspected {
        manifest,
        records: inspector.records,
        known: inspector.known,
        page: inspector.page,
    })
}

pub(crate) fn told(manifest: &Manifest, known: bool) -> Check {
    let mut titles: Vec<String> = manifest
        .cases
        .iter()
        .map(|case| format!("{} {}", case.reference, case.title))
        .collect();
    titles.sort();
    Check {
        valid: false,
        sender: manifest.sender.name.clone(),
        signed: true,
        known,
        at: manifest.created.clone(),
        profile: manifest.profile.clone(),
        message: manifest.message.clone(),
        titles,
        evidence: u32::try_from(manifest.evidence_count()).unwrap_or(u32::MAX),
        problems: Vec::new(),
    }
}

/// Reads everything, keeps the records.
struct Inspector<'a> {
    keys: &'a Keys,
    partners: &'a [Partner],
    manifest: Option<Manifest>,
    records: Vec<Carried>,
    known: bool,
    with_page: bool,
    page: String,
}

impl<'a> Inspector<'a> {
    fn new(keys: &'a Keys, partners: &'a [Partner]) -> Self {
        Self {
            keys,
            partners,
            manifest: None,
            records: Vec::new(),
            known: false,
            with_page: false,
            page: String::new(),
        }
    }

    /// Who it is from and for; asked when everything has been read, so that damage is told first.
    fn verdict(&self) -> Result<()> {
        let manifest = self.manifest.as_ref().ok_or(Problem::Manifest)?;
        agree(manifest, &self.records)?;
        if !manifest.is_for(self.keys) {
            return Err(Problem::Forwarded.into());
        }
        let name = casework::name::fold_text(&manifest.sender.name);
        let namesake = |partner: &Partner| casework::name::fold_text(partner.card.name()) == name;
        let of_nobody = is_nobody(&manifest.sender.name);
        if !self.known && !of_nobody && self.partners.iter().any(namesake) {
            return Err(Problem::SenderMismatch.into());
        }
        Ok(())
    }
}

impl Visitor for Inspector<'_> {
    fn manifest(&mut self, signed: &Signed) -> Result<()> {
        let sender = signed.manifest.sender_card()?;
        self.known = self
            .partners
            .iter()
            .any(|partner| partner.card.signing().as_bytes() == sender.signing().as_bytes());
        self.manifest = Some(signed.manifest.clone());
        Ok(())
    }

    fn file(&mut self, entry: &FileEntry, from: &mut dyn Read) -> Result<()> {
        if entry.name == manifest::DATABASE {
            self.records = database::read(from, entry.size)?;
        }
        if self.with_page && entry.name == manifest::PAGE && entry.size <= PAGE {
            let mut bytes = Vec::new();
            from.read_to_end(&mut bytes)
                .map_err(Error::io("read the handover"))?;
            self.page = String::from_utf8(bytes).map_err(|_| Problem::Records)?;
        }
        Ok(())
    }
}

/// The records are those that the manifest tells of.
fn agree(manifest: &Manifest, records: &[Carried]) -> Result<(), Problem> {
    let mut cases = BTreeSet::new();
    let mut evidence = BTreeMap::new();
    let mut counts: BTreeMap<Kind, u32> = BTreeMap::new();
    for carried in records {
        *counts.entry(carried.record.kind()).or_default() += 1;
        match &carried.record {
            Record::Case(case) => {
                cases.insert((case.id, case.reference.as_str(), case.title.as_str()));
            }
            Record::Evidence(item) => {
                evidence.insert(item.id, (item.size, item.sha256.as_str()));
            }
            _ => {}
        }
    }
    let told: BTreeSet<_> = manifest
        .cases
        .iter()
        .map(|case| (case.id, case.reference.as_str(), case.title.as_str()))
        .collect();
    // An item may come without its file, as a description; a file never without its item.
    let mut files = manifest
        .files
        .iter()
        .filter_map(|file| Some((file.evidence?, (file.size, file.sha256.as_str()))));
    let known = files.all(|(id, content)| evidence.get(&id) == Some(&content));
    let total: u32 = manifest
        .counts
        .values()
        .fold(0, |sum, count| sum.saturating_add(*count));
    if cases == told && known && total == counts.values().sum::<u32>() {
        Ok(())
    } else {
        Err(Problem::Records)
    }
}

/// Writes the files of a good bundle into a new folder, readable by its owner only, because a person asked for it. Gives how many.
///
/// # Errors
/// [`Error::Exists`], [`Error::Refused`], or I/O; then there is no folder.
pub fn open(
    mut file: impl Read + Seek,
    keys: &Keys,
    partners: &[Partner],
    out: &Path,
) -> Result<u32> {
    if fs::symlink_metadata(out).is_ok() {
        return Err(Error::Exists);
    }
    let inspected = inspect(&mut file, keys, partners)?;
    let part = part_path(out);
    sweep(out);
    private_folder(&part)?;
    let mut unpacker = Unpacker {
        folder: part.clone(),
        checked: inspected.manifest,
        files: 0,
    };
    let done = walk(file, keys, &mut unpacker).and_then(|()| {
        sync_folder(&part.join(manifest::MANIFEST))?;
        if fs::symlink_metadata(out).is_ok() {
            return Err(Error::Exists);
        }
        fs::rename(&part, out).map_err(Error::io("put the folder in place"))?;
        sync_folder(out)
    });
    if done.is_err() {
        // The error that matters is the first one. The folder is the one made above.
        let _ = fs::remove_dir_all(&part);
    }
    done.map(|()| unpacker.files)
}

struct Unpacker {
    folder: PathBuf,
    checked: Manifest,
    files: u32,
}

impl Unpacker {
    fn write(&mut self, name: &str, from: &mut dyn Read) -> Result<()> {
        let mut file = private_new(&self.folder.join(name))?;
        std::io::copy(from, &mut file)
            .and_then(|_| file.flush())
            .and_then(|()| file.sync_all())
            .map_err(Error::io("write a file"))?;
        self.files += 1;
        Ok(())
    }
}

impl Visitor for Unpacker {
    fn manifest(&mut self, signed: &Signed) -> Result<()> {
        // The file may have been exchanged since it was checked.
        if signed.manifest != self.checked {
            return Err(Problem::Damaged.into());
        }
        if signed.manifest.evidence_count() > 0 {
            private_folder(&self.folder.join(manifest::EVIDENCE))?;
        }
        self.write(manifest::MANIFEST, &mut signed.bytes.as_slice())?;
        self.write(manifest::SIGNATURE, &mut signed.signature.as_slice())
    }

    fn file(&mut self, entry: &FileEntry, from: &mut dyn Read) -> Result<()> {
        self.write(&entry.name, from)
    }
}

fn private_folder(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(Error::io("make a folder"))
}
