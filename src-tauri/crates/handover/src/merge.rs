//! Merging a handover that came in: evidence files first, then every record in one transaction, or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use casework::merge::{Carried, Conflict};
use casework::record::{CustodyEvent, CustodyEventKind, Entity as _, Evidence, EvidenceId, Record};
use casework::{Book, Ctx};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
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
}

/// Merges a bundle: records by id, nothing twice, nothing overwritten silently. Merging it again changes nothing.
///
/// # Errors
/// [`Error::Refused`] with what is wrong, I/O, the vault, the database. Nothing has changed then.
pub fn merge(
    mut file: impl Read + Seek,
    keys: &Keys,
    partners: &[Partner],
    conn: &mut Connection,
    ctx: &Ctx,
    files: &dyn Files,
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
    let wanted = missing(&book, &mut records)?;
    let mut taken = Taken {
        files,
        wanted,
        checked: &manifest,
        blobs: BTreeMap::new(),
    };
    let outcome = walk(file, keys, &mut taken).and_then(|()| {
        place(&mut records, &taken.blobs);
        book.merge(records, &origin).map_err(|error| match error {
            casework::Error::Refused(_) => Problem::Records.into(),
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
    let (mut kept, mut custody) = (BTreeSet::new(), Vec::new());
    for (id, blob) in &taken.blobs {
        let Ok(item) = book.get::<Evidence>(id.0) else {
            continue;
        };
        if item.blob == blob.id {
            kept.insert(*id);
            custody.push(Carried {
                record: received(&item, &origin, ctx).into_record(),
                lineage: None,
            });
        }
    }
    taken.undo(&kept);
    book.merge(custody, &origin)?;
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
        sha256,
        ..log::Entry::default()
    };
    log::add(conn, &entry)?;
    let casework::merge::MergeReport {
        added,
        updated,
        unchanged,
        conflicts,
    } = report;
    Ok(Merged {
        added,
        updated,
        unchanged,
        conflicts,
        sender: sender.name().to_owned(),
        known,
    })
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

fn whole_hash(file: &mut (impl Read + Seek)) -> Result<String> {
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
