//! Merging a handover that came in: evidence files first, then every record in one transaction, or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use casework::merge::{Arrival, Carried, Conflict, Undone};
use casework::record::{CustodyEvent, CustodyEventKind, Evidence, EvidenceId, Record};
use casework::{Book, Ctx};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use vault::BlobRef;

use crate::error::{Error, Problem, Result};
use crate::files::Files;
use crate::keys::Keys;
use crate::log;
use crate::make::{new_id, now};
use crate::manifest::{FileEntry, Manifest, hex};
use crate::partner::Partner;
use crate::read::{Signed, Visitor, walk};
use crate::receive::inspect;
use crate::wanted::Wanted;

/// What a merge did.
pub struct Merged {
    /// New records.
    pub added: u32,
    /// Records that became newer.
    pub updated: u32,
    /// Records that were the same, or newer here.
    pub unchanged: u32,
    /// Records changed on both sides; ours is shown, theirs is kept beside it.
    pub conflicts: Vec<Conflict>,
    /// Name of the sender, as signed.
    pub sender: String,
    /// The signing key is that of a partner.
    pub known: bool,
    /// Records that were not asked for and came along, because others refer to them.
    pub along: u32,
    /// To take it back by, see [`undo`]; none if it changed nothing.
    pub arrival: Option<Uuid>,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Merges a bundle: records by id, nothing twice, nothing overwritten silently. Merging it again changes nothing.
///
/// # Errors
/// [`Error::Refused`] with what is wrong, I/O, the vault, the database. Nothing has changed then.
pub fn merge(
    file: impl Read + Seek,
    keys: &Keys,
    partners: &[Partner],
    conn: &mut Connection,
    ctx: &Ctx,
    files: &dyn Files,
) -> Result<Merged> {
    merge_some(file, keys, partners, conn, ctx, files, &Wanted::default())
}

/// The same, but only what is wanted, and what that refers to. What was left out may be taken later, from the same file.
///
/// # Errors
/// As [`merge`]; [`casework::Error::Refused`] with what cannot be without a field that was left out.
pub fn merge_some(
    mut file: impl Read + Seek,
    keys: &Keys,
    partners: &[Partner],
    conn: &mut Connection,
    ctx: &Ctx,
    files: &dyn Files,
    wanted: &Wanted,
) -> Result<Merged> {
    let sha256 = whole_hash(&mut file)?;
    let inspected = inspect(&mut file, keys, partners)?;
    let (manifest, mut records, known) = (inspected.manifest, inspected.records, inspected.known);
    let sender = manifest.sender_card()?;
    let origin = if known {
        sender.name().to_owned()
    } else {
        format!("{} ({})", sender.name(), sender.signing().id_hex())
    };

    let mut book = Book::open(conn, ctx.clone())?;
    let chosen = wanted.of(&book, &records)?;
    records.retain(|carried| !chosen.choice.records.contains(&carried.record.id()));
    let lacking = missing(&book, &mut records)?;
    let mut taken = Taken {
        files,
        wanted: lacking,
        checked: &manifest,
        blobs: BTreeMap::new(),
    };
    let arrival = Arrival {
        origin: origin.clone(),
        sender: sender.signing().line(),
        made: manifest.created.clone(),
        sha256: sha256.clone(),
    };
    let outcome = walk(file, keys, &mut taken).and_then(|()| {
        place(&mut records, &taken.blobs);
        let custody = custody(&records, &taken.blobs, &origin, ctx);
        book.merge_some(records, &chosen.choice, &arrival, custody)
            .map_err(|error| match error {
                casework::Error::Refused(_) if wanted.is_all() => Problem::Records.into(),
                other => Error::from(other),
            })
    });
    let report = match outcome {
        Ok(report) => report,
        Err(error) => {
            taken.undo(&BTreeSet::new());
            return Err(error);
        }
    };
    // An item that was deleted here and stays deleted needs no file.
    taken.undo(&report.kept);
    let entry = log::Entry {
        id: new_id(ctx),
        direction: "in".to_owned(),
        at: now(ctx),
        who: vec![origin],
        cases: manifest
            .cases
            .iter()
            .map(|case| case.reference.clone())
            .collect(),
        profile: manifest.profile.clone(),
        counts: manifest.counts.clone(),
        sha256: sha256.clone(),
        ..log::Entry::default()
    };
    log::add(conn, &entry)?;
    let casework::merge::MergeReport {
        added,
        updated,
        unchanged,
        conflicts,
        arrival,
        ..
    } = report;
    Ok(Merged {
        added,
        updated,
        unchanged,
        conflicts,
        sender: sender.name().to_owned(),
        known,
        along: u32::try_from(chosen.along.len()).unwrap_or(u32::MAX),
        arrival,
        sha256,
    })
}

/// Takes a merge back: what it brought goes, evidence files too; what was changed since stays and is named. Merging the same bundle again
/// brings it again.
///
/// # Errors
/// [`casework::Error::Unknown`] if there is no such merge or it was taken back.
pub fn undo(conn: &mut Connection, ctx: &Ctx, files: &dyn Files, arrival: Uuid) -> Result<Undone> {
    let mut book = Book::open(conn, ctx.clone())?;
    let undone = book.undo_merge(arrival)?;
    let used: BTreeSet<String> = book
        .list::<Evidence>()?
        .into_iter()
        .map(|item| item.blob)
        .collect();
    for blob in undone.blobs.iter().filter(|blob| !used.contains(*blob)) {
        // What cannot be removed now is swept when the vault is checked: no record points at it.
        let _ = files.remove(blob);
    }
    Ok(undone)
}

/// What the chain of custody says of files that were taken in, each with where its file lies.
fn custody(
    records: &[Carried],
    blobs: &BTreeMap<EvidenceId, BlobRef>,
    origin: &str,
    ctx: &Ctx,
) -> Vec<(String, CustodyEvent)> {
    let items = records.iter().filter_map(|carried| match &carried.record {
        Record::Evidence(item) if blobs.contains_key(&item.id) => Some(item),
        _ => None,
    });
    items
        .map(|item| (item.blob.clone(), received(item, origin, ctx)))
        .collect()
}

/// Gives items that are here already their own file, and lists the others.
fn missing(book: &Book<'_>, records: &mut [Carried]) -> Result<BTreeSet<EvidenceId>> {
    let mut wanted = BTreeSet::new();
    for carried in records {
        let Record::Evidence(item) = &mut carried.record else {
            continue;
        };
        // Where a file lies is for this vault to say.
        (item.blob, item.binding) = Default::default();
        match book.get::<Evidence>(item.id.0) {
            // What was only described so far may have its file now.
            Ok(ours) if ours.blob.is_empty() && item.size > 0 => {
                wanted.insert(item.id);
            }
            Ok(ours) if ours.sha256 == item.sha256 => {
                (item.blob, item.binding) = (ours.blob, ours.binding);
            }
            Ok(_) => {}
            Err(casework::Error::NotFound { .. }) => {
                wanted.insert(item.id);
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(wanted)
}

fn place(records: &mut [Carried], blobs: &BTreeMap<EvidenceId, BlobRef>) {
    for carried in records {
        let Record::Evidence(item) = &mut carried.record else {
            continue;
        };
        if let Some(blob) = blobs.get(&item.id) {
            item.blob.clone_from(&blob.id);
            item.binding.clone_from(&blob.binding);
        }
    }
}

fn received(item: &Evidence, origin: &str, ctx: &Ctx) -> CustodyEvent {
    CustodyEvent {
        id: new_id(ctx).into(),
        case_id: item.case_id,
        evidence: item.id,
        at: now(ctx),
        event: CustodyEventKind::Received,
        by: ctx.author.clone(),
        hash_before: item.sha256.clone(),
        hash_after: item.sha256.clone(),
        note: origin.to_owned(),
    }
}

/// Takes evidence files into the vault, and out again if the merge fails.
struct Taken<'a> {
    files: &'a dyn Files,
    wanted: BTreeSet<EvidenceId>,
    checked: &'a Manifest,
    blobs: BTreeMap<EvidenceId, BlobRef>,
}

impl Taken<'_> {
    fn undo(&self, but: &BTreeSet<EvidenceId>) {
        for (_, blob) in self.blobs.iter().filter(|(id, _)| !but.contains(id)) {
            // What cannot be removed now is swept when the vault is checked: no record points at it.
            let _ = self.files.remove(&blob.id);
        }
    }
}

impl Visitor for Taken<'_> {
    fn manifest(&mut self, signed: &Signed) -> Result<()> {
        // The file may have been exchanged since it was checked.
        if signed.manifest == *self.checked {
            Ok(())
        } else {
            Err(Problem::Damaged.into())
        }
    }

    fn file(&mut self, entry: &FileEntry, from: &mut dyn Read) -> Result<()> {
        let Some(id) = entry.evidence.filter(|id| self.wanted.contains(id)) else {
            return Ok(());
        };
        let blob = self.files.add(from)?;
        let same = blob.sha256 == entry.sha256 && blob.size == entry.size;
        self.blobs.insert(id, blob);
        if same {
            Ok(())
        } else {
            Err(Problem::Hash.into())
        }
    }
}

pub(crate) fn whole_hash(file: &mut (impl Read + Seek)) -> Result<String> {
    let failed = Error::io("read the handover");
    file.rewind().map_err(&failed)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    loop {
        match file.read(&mut buffer).map_err(&failed)? {
            0 => return Ok(hex(&hash.finalize())),
            found => hash.update(&buffer[..found]),
        }
    }
}
