//! Making a handover: choose, show what would go, pack, sign, seal, put in place, and remember it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use casework::casebook::Selection;
use casework::date::Lang;
use casework::record::{CaseId, CustodyEvent, CustodyEventKind};
use casework::{Book, Ctx};
use rusqlite::Connection;
use uuid::Uuid;

use crate::card::clean_name;
use crate::dossier::{self, Head};
use crate::error::{Error, Result};
use crate::files::Files;
use crate::keys::Keys;
use crate::manifest::{self, FileEntry, Manifest, ManifestCase, Sender};
use crate::partner::To;
use crate::recipient::{Recipient, agreed};
use crate::seal::{Part, pack, seal, write_file};
use crate::select::{Chosen, Wish};
use crate::words::Words;
use crate::{database, leak, log};

/// What is to be handed over, and how.
pub struct Order {
    /// What goes.
    pub wish: Wish,
    /// To whom.
    pub to: Vec<To>,
    /// Name of the sender; goes inside.
    pub sender: String,
    /// A word to the receiver; goes inside.
    pub message: String,
    /// Language of the page and of the README.
    pub lang: Lang,
}

/// What would go, before it does.
pub struct Preview {
    /// Cases that go.
    pub cases: Vec<CaseId>,
    /// Records by plural name.
    pub counts: BTreeMap<String, u32>,
    /// Bytes of evidence.
    pub evidence_bytes: u64,
    /// What stays behind: message `withheld-<code>`, with how many.
    pub withheld: BTreeMap<String, u32>,
    /// The page the receiver will see.
    pub page: String,
}

/// A handover was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Cases in it.
    pub cases: u32,
    /// Evidence items in it.
    pub evidence: u32,
    /// For whom.
    pub to: Vec<String>,
    /// When, UTC.
    pub at: String,
}

/// Shows what would go. Nobody to seal it to is needed yet.
///
/// # Errors
/// [`Error::NoCase`] if nothing is left to hand over, an unknown case, the database.
pub fn preview(book: &Book<'_>, keys: &Keys, order: &Order, at: &str) -> Result<Preview> {
    let chosen = Chosen::from_book(book, &order.wish)?;
    let mut manifest = manifest(&chosen, keys, order, &[], at);
    manifest.files = evidence_entries(&chosen).into_values().collect();
    let withheld = chosen
        .withheld
        .iter()
        .map(|(reason, count)| (reason.code().to_owned(), *count))
        .collect();
    Ok(Preview {
        cases: chosen.cases.iter().map(|case| case.id).collect(),
        counts: chosen.counts(),
        evidence_bytes: chosen.evidence_bytes(),
        withheld,
        page: dossier::page(&chosen, &Head::of(&manifest), order.lang),
    })
}

/// Writes a handover to a new file at `path`, then notes it in the log and in the custody of each evidence item.
///
/// # Errors
/// [`Error::NoRecipient`], [`Error::Mixed`], [`Error::NoCase`], [`Error::Exists`], [`Error::Evidence`], [`Error::TooLarge`], I/O, the database. Unless the file
/// is whole and in place, there is none.
pub fn create(
    conn: &mut Connection,
    ctx: &Ctx,
    files: &dyn Files,
    keys: &Keys,
    order: &Order,
    path: &Path,
) -> Result<Receipt> {
    let recipients = agreed(&order.to)?;
    if order.message.chars().count() > manifest::MAX_MESSAGE {
        return Err(Error::TooLarge);
    }
    let at = now(ctx);
    let mut book = Book::open(conn, ctx.clone())?;
    let mut chosen = Chosen::from_book(&book, &order.wish)?;
    let looked = leaks(&chosen, order, files, &mut |_, _| true)?;
    if looked.open() > 0 {
        return Err(Error::Leak(looked.open()));
    }
    chosen.leave_files(&looked.left_out().collect());
    // What the vault has, to open the files by.
    let originals = chosen.files.clone();
    let copied = chosen.put_copies(&looked.copies, &book.list()?, &order.wish, ctx, &at);
    let chosen = chosen;
    let mut manifest = manifest(&chosen, keys, order, &recipients, &at);
    let entries = evidence_entries(&chosen);
    manifest.files = entries.values().cloned().collect();
    let mut parts = vec![
        Part::bytes(
            manifest::README,
            Words::of(order.lang)
                .readme(&manifest.sender.name, &manifest.sender.signing_key)
                .into_bytes(),
        ),
        Part::bytes(manifest::CASEBOOK, casebook(&book, &chosen, ctx)?),
        Part::bytes(manifest::DATABASE, database::write(&book, &chosen)?),
        Part::bytes(
            manifest::PAGE,
            dossier::page(&chosen, &Head::of(&manifest), order.lang).into_bytes(),
        ),
    ];
    for (item, original) in chosen.files.iter().zip(&originals) {
        let name = entries[&item.id.0].name.clone();
        let failed = name.clone();
        let is_copy = looked.copies.contains_key(&item.id.0);
        parts.push(Part::evidence(name, item, move || {
            let opened = files.open(original);
            let mut opened = opened.map_err(|_| Error::Evidence(failed.clone()))?;
            if !is_copy {
                return Ok(opened);
            }
            let mut bytes = Vec::new();
            let whole = opened
                .by_ref()
                .take(leak::LARGEST + 1)
                .read_to_end(&mut bytes);
            let copy = whole.ok().and_then(|_| leak::copy_of(&bytes));
            let copy = copy.ok_or(Error::Evidence(failed))?;
            Ok(Box::new(Cursor::new(copy)))
        }));
    }
    let written = write_file(path, |out| {
        seal(out, &recipients, |inner| {
            pack(inner, manifest, parts, keys.signing()).map(drop)
        })
        .map(drop)
    })?;

    let to: Vec<String> = order.to.iter().map(|to| to.name.clone()).collect();
    for event in copied {
        book.save_as(event, None)?;
    }
    for (item, original) in chosen.files.iter().zip(&originals) {
        let event = CustodyEvent {
            case_id: item.case_id,
            evidence: item.id,
            at: at.clone(),
            event: CustodyEventKind::Transferred,
            by: ctx.author.clone(),
            hash_before: original.sha256.clone(),
            hash_after: item.sha256.clone(),
            note: to.join(", "),
            ..CustodyEvent::default()
        };
        book.save_as(event, None)?;
    }
    let mut cases: Vec<String> = chosen
        .cases
        .iter()
        .map(|case| case.reference.clone())
        .collect();
    cases.sort();
    let entry = log::Entry {
        direction: "out".to_owned(),
        at: at.clone(),
        who: to.clone(),
        cases,
        profile: order.wish.profile.name().to_owned(),
        sha256: written.sha256.clone(),
    };
    let id = new_id(ctx);
    log::add(conn, id, &entry)?;
    let hits: Vec<&leak::Hit> = looked.hits.iter().collect();
    // The own team gets every picture as it is: nothing was asked there.
    let going = chosen
        .files
        .iter()
        .filter(|_| !order.wish.profile.is_team());
    let going = going.map(|file| file.id.0).collect();
    let accepted = leak::log::accepted(
        &order.wish.leaks,
        &going,
        &hits,
        &looked.unlooked,
        &ctx.author,
        &at,
    );
    leak::log::add(conn, id, &accepted)?;
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let (cases, evidence) = (count(chosen.cases.len()), count(chosen.files.len()));
    Ok(Receipt {
        bytes: written.bytes,
        sha256: written.sha256,
        cases,
        evidence,
        to,
        at,
    })
}

/// Every place where something that must stay would show in what goes: in records, in the message, in files. `step` hears how many files of how
/// many have been looked into, and may stop it.
///
/// # Errors
/// [`Error::NoCase`], [`Error::Evidence`], [`Error::Cancelled`], the database.
pub fn look(
    book: &Book<'_>,
    files: &dyn Files,
    order: &Order,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<(leak::Looked, bool)> {
    let chosen = Chosen::from_book(book, &order.wish)?;
    let looked = leaks(&chosen, order, files, step)?;
    Ok((looked, chosen.hidden.knows_sealed()))
}

fn leaks(
    chosen: &Chosen,
    order: &Order,
    files: &dyn Files,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<leak::Looked> {
    let plan = &order.wish.leaks;
    // Another vault of the same team gets what this one has.
    let copies = !order.wish.profile.is_team();
    let mut looked = leak::look(&chosen.files, &chosen.hidden, files, plan, copies, step)?;
    let mut hits = chosen.leaks.clone();
    hits.extend(leak::message(&order.message, &chosen.hidden, plan));
    hits.append(&mut looked.hits);
    looked.hits = hits;
    looked.more |= chosen.more_leaks;
    Ok(looked)
}

fn manifest(chosen: &Chosen, keys: &Keys, order: &Order, to: &[Recipient], at: &str) -> Manifest {
    let mut recipients: Vec<String> = to.iter().map(Recipient::mark).collect();
    recipients.sort();
    recipients.dedup();
    let case = |case: &casework::record::Case| ManifestCase {
        id: case.id,
        reference: case.reference.clone(),
        title: case.title.clone(),
    };
    Manifest {
        format: manifest::FORMAT.to_owned(),
        version: manifest::VERSION,
        created: at.to_owned(),
        profile: order.wish.profile.name().to_owned(),
        message: order.message.clone(),
        sender: Sender {
            name: clean_name(&order.sender),
            recipient: keys.recipient().to_string(),
            recipient_pq: keys.quantum().to_string(),
            signing_key: keys.signing().public().line(),
        },
        recipients,
        cases: chosen.cases.iter().map(case).collect(),
        counts: chosen.counts(),
        files: Vec::new(),
    }
}

/// The records that go in the shape that can be imported, written out from a casework that holds nothing else.
fn casebook(book: &Book<'_>, chosen: &Chosen, ctx: &Ctx) -> Result<Vec<u8>> {
    let mut conn = Connection::open_in_memory()?;
    let mut alone = Book::open(
        &mut conn,
        Ctx {
            chain_key: None,
            ..ctx.clone()
        },
    )?;
    alone.carry(database::carry(book, chosen)?)?;
    // Privileged notes in it are those that were picked.
    let casebook = alone.export(&Selection {
        cases: Vec::new(),
        privileged: true,
    })?;
    Ok(casebook.to_json().into_bytes())
}

/// Names of the evidence files, by item.
fn evidence_entries(chosen: &Chosen) -> BTreeMap<Uuid, FileEntry> {
    let entry = |(number, item): (usize, &casework::record::Evidence)| {
        let case = chosen
            .cases
            .iter()
            .find(|case| case.id == item.case_id)
            .map_or("", |case| &case.reference);
        let name = manifest::evidence_name(case, number + 1, &item.file_name);
        (
            item.id.0,
            FileEntry {
                name,
                size: item.size,
                sha256: item.sha256.clone(),
                evidence: Some(item.id),
            },
        )
    };
    chosen.files.iter().enumerate().map(entry).collect()
}

pub(crate) fn now(ctx: &Ctx) -> String {
    (ctx.clock)().format("%Y-%m-%dT%H:%M:%S").to_string()
}

pub(crate) fn new_id(ctx: &Ctx) -> Uuid {
    let mut bytes = [0; 16];
    (ctx.entropy)(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
