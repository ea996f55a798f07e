//! Making a handover: choose, show what would go, pack, sign, seal, put in place, and remember it.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use casework::casebook::Selection;
use casework::date::Lang;
use casework::record::{CaseId, CustodyEvent, CustodyEventKind, Evidence};
use casework::{Book, Ctx};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::card::clean_name;
use crate::dossier::{self, Head};
use crate::error::{Error, Result};
use crate::files::Files;
use crate::keys::Keys;
use crate::manifest::{self, FileEntry, Manifest, ManifestCase, Sender, hex};
use crate::partner::To;
use crate::recipient::{Recipient, agreed};
use crate::seal::{Part, Written, pack, seal, write_file};
use crate::select::{Chosen, Given, Profile, Since, Wish, Withheld};
use crate::words::Words;
use crate::{database, given, leak, log};

/// What is to be handed over, and how.
#[derive(Clone)]
pub struct Order {
    /// What goes.
    pub wish: Wish,
    /// To whom.
    pub to: Vec<To>,
    /// Only what they do not have just so from handovers before.
    pub since: bool,
    /// Name of the sender; goes inside.
    pub sender: String,
    /// A word to the receiver; goes inside.
    pub message: String,
    /// Language of the page and of the README.
    pub lang: Lang,
}

impl Order {
    /// What the receivers are known by.
    fn readers(&self) -> Vec<String> {
        let mut readers: Vec<String> = self.to.iter().map(|to| to.reader.clone()).collect();
        readers.sort();
        readers.dedup();
        readers
    }

    /// What the profile is called in the language of the page.
    fn label(&self) -> &str {
        let Profile {
            en, ru, kk, code, ..
        } = &self.wish.profile;
        let own = match self.lang {
            Lang::En => en,
            Lang::Ru => ru,
            Lang::Kk => kk,
        };
        [own, en, ru, kk]
            .into_iter()
            .find(|label| !label.is_empty())
            .unwrap_or(code)
    }
}

/// What would go, before it does.
pub struct Preview {
    /// Cases that go.
    pub cases: Vec<CaseId>,
    /// Records by plural name.
    pub counts: BTreeMap<String, u32>,
    /// Bytes of evidence.
    pub evidence_bytes: u64,
    /// What stays behind, and why.
    pub withheld: Withheld,
    /// What was left out because the receivers have it.
    pub since: Option<Since>,
    /// When it was made, UTC; stands on the page.
    pub at: String,
    /// The page the receiver will see: those very bytes are sealed if [`Draft::new`] is told what was [`Seen`].
    pub page: String,
    /// SHA-256 of the page.
    pub sha256: String,
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

/// What a person looked at before they sealed: the page of a preview, and when it was made, which stands on it.
#[derive(Clone, PartialEq, Eq)]
pub struct Seen {
    /// [`Preview::at`].
    pub at: String,
    /// [`Preview::sha256`].
    pub sha256: String,
}

/// What was chosen, before its files have been looked into. Looking takes long and needs no database.
pub struct Sight {
    chosen: Chosen,
    /// The last entry of the log when it was chosen.
    seq: i64,
}

impl Order {
    /// Chooses. Changes nothing.
    ///
    /// # Errors
    /// [`Error::NoCase`] if nothing is left to hand over, [`Error::NothingNew`], an unknown case, the database.
    pub fn choose(&self, conn: &mut Connection, ctx: &Ctx, keys: &Keys) -> Result<Sight> {
        let readers = self.readers();
        let given = self
            .since
            .then(|| given::to_all(conn, &readers))
            .transpose()?;
        let book = Book::open(conn, ctx.clone())?;
        let stand_ins = keys.stand_ins(&readers, self.lang);
        let chosen = Chosen::from_book(&book, &self.wish, stand_ins, given.as_ref())?;
        let seq = log::latest(conn)?;
        Ok(Sight { chosen, seq })
    }
}

impl Sight {
    /// Bytes of the files to look into.
    pub fn bytes(&self) -> u64 {
        self.chosen.evidence_bytes()
    }

    /// Who the sealed sources are was known, and looked for.
    pub fn knows_sealed(&self) -> bool {
        self.chosen.hidden.knows_sealed()
    }

    /// Every place where something that must stay would show in what goes: in records, in the message, in files. `step` hears how many files of how
    /// many have been looked into, and may stop it.
    ///
    /// # Errors
    /// [`Error::Evidence`], [`Error::Stopped`].
    pub fn look(
        &self,
        order: &Order,
        files: &dyn Files,
        step: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<leak::Looked> {
        let (chosen, plan) = (&self.chosen, &order.wish.leaks);
        // Another vault of the same team gets what this one has.
        let copies = order.wish.profile.audience.is_some();
        let mut looked = leak::look(&chosen.files, &chosen.hidden, files, plan, copies, step)?;
        let mut hits = chosen.leaks.clone();
        hits.extend(leak::message(&order.message, &chosen.hidden, plan));
        hits.append(&mut looked.hits);
        looked.hits = hits;
        looked.more |= chosen.more_leaks;
        Ok(looked)
    }
}

/// A handover with everything in it but the evidence, which is read while it is written.
pub struct Draft {
    chosen: Chosen,
    /// Prints of what goes, before files became copies.
    prints: Given,
    /// The items as the vault has them, to open the files by.
    originals: Vec<Evidence>,
    /// Entries of custody that copies were made.
    copied: Vec<CustodyEvent>,
    looked: leak::Looked,
    order: Order,
    recipients: Vec<Recipient>,
    manifest: Manifest,
    entries: BTreeMap<Uuid, FileEntry>,
    page: String,
    casebook: Vec<u8>,
    database: Vec<u8>,
    at: String,
}

impl Draft {
    /// Makes the page of what was chosen and looked into. Writes nothing. `at`: when it is made, UTC; with `seen` when that was.
    ///
    /// # Errors
    /// [`Error::ChangedSince`] if something was written since it was chosen; the database.
    pub fn new(
        conn: &mut Connection,
        ctx: &Ctx,
        keys: &Keys,
        order: &Order,
        sight: Sight,
        looked: leak::Looked,
        seen: Option<&Seen>,
    ) -> Result<Self> {
        if log::latest(conn)? != sight.seq {
            return Err(Error::ChangedSince);
        }
        let at = seen.map_or_else(|| now(ctx), |seen| seen.at.clone());
        let mut chosen = sight.chosen;
        let prints = chosen.prints();
        chosen.leave_files(&looked.left_out().collect());
        let originals = chosen.files.clone();
        let custody: Vec<CustodyEvent> = if looked.copies.is_empty() {
            Vec::new()
        } else {
            Book::open(conn, ctx.clone())?.list()?
        };
        let copied = chosen.put_copies(&looked.copies, &custody, &order.wish, ctx, &at);
        let entries = evidence_entries(&chosen);
        let mut manifest = manifest(&chosen, keys, order, &[], &at);
        manifest.files = entries.values().cloned().collect();
        let page = dossier::page(&chosen, &Head::of(&manifest, order.label()), order.lang);
        Ok(Self {
            chosen,
            prints,
            originals,
            copied,
            looked,
            order: order.clone(),
            recipients: Vec::new(),
            manifest,
            entries,
            page,
            casebook: Vec::new(),
            database: Vec::new(),
            at,
        })
    }

    /// Makes it ready to be sealed; with `seen` only if its page is still the one that a person has looked at.
    ///
    /// # Errors
    /// [`Error::NoRecipient`], [`Error::Mixed`], [`Error::PassphraseAlone`], [`Error::TooLarge`], [`Error::ChangedSince`]; [`Error::Leak`] while something waits
    /// for a decision; the database.
    pub fn ready(mut self, conn: &mut Connection, ctx: &Ctx, seen: Option<&Seen>) -> Result<Self> {
        self.recipients = agreed(&self.order.to)?;
        self.manifest.recipients = marks(&self.recipients);
        if self.order.message.chars().count() > manifest::MAX_MESSAGE {
            return Err(Error::TooLarge);
        }
        if self.looked.open() > 0 {
            return Err(Error::Leak(self.looked.open()));
        }
        if seen.is_some_and(|seen| seen.sha256 != hex(&Sha256::digest(&self.page))) {
            return Err(Error::ChangedSince);
        }
        let book = Book::open(conn, ctx.clone())?;
        self.casebook = casebook(&book, &self.chosen, ctx)?;
        self.database = database::write(&book, &self.chosen)?;
        Ok(self)
    }

    /// What would go.
    pub fn preview(self) -> Preview {
        let Self {
            chosen, page, at, ..
        } = self;
        Preview {
            cases: chosen.cases.iter().map(|case| case.id).collect(),
            counts: chosen.counts(),
            evidence_bytes: chosen.evidence_bytes(),
            since: chosen.since,
            withheld: chosen.withheld,
            at,
            sha256: hex(&Sha256::digest(&page)),
            page,
        }
    }

    /// Records that go.
    pub fn records(&self) -> u32 {
        self.chosen.counts().values().sum()
    }

    /// About how many bytes there are to write.
    pub fn bytes(&self) -> u64 {
        let pages = self.page.len() + self.casebook.len() + self.database.len();
        self.chosen.evidence_bytes() + pages as u64
    }

    /// Writes it to a new file at `path`. `step` gets the bytes written so far, and may stop it by `false`. Memory does not grow with the evidence.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Evidence`], [`Error::TooLarge`], [`Error::Stopped`], I/O. Unless the file is whole and in place, there is none.
    pub fn write(
        &self,
        files: &dyn Files,
        keys: &Keys,
        path: &Path,
        step: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Written> {
        let sender = &self.manifest.sender;
        let readme = Words::of(self.order.lang).readme(&sender.name, &sender.signing_key);
        let mut parts = vec![
            Part::bytes(manifest::README, readme.into_bytes()),
            Part::bytes(manifest::CASEBOOK, self.casebook.clone()),
            Part::bytes(manifest::DATABASE, self.database.clone()),
            Part::bytes(manifest::PAGE, self.page.clone().into_bytes()),
        ];
        for (item, original) in self.chosen.files.iter().zip(&self.originals) {
            let name = self.entries[&item.id.0].name.clone();
            let is_copy = self.looked.copies.contains_key(&item.id.0);
            parts.push(Part::evidence(name.clone(), item, move || {
                opened(files, original, is_copy).map_err(|_| Error::Evidence(name))
            }));
        }
        write_file(path, |out| {
            let mut out = Stepping::new(out, step);
            let sealed = seal(&mut out, &self.recipients, |inner| {
                pack(inner, self.manifest.clone(), parts, keys.signing()).map(drop)
            })
            .map(drop);
            if out.stopped {
                return Err(Error::Stopped);
            }
            sealed
        })
    }

    /// Notes in the log and in the custody of each evidence item that it was handed over.
    ///
    /// # Errors
    /// Of the database.
    pub fn remember(self, conn: &mut Connection, ctx: &Ctx, written: Written) -> Result<Receipt> {
        let Self {
            chosen,
            prints,
            originals,
            copied,
            looked,
            order,
            at,
            ..
        } = self;
        let to: Vec<String> = order.to.iter().map(|to| to.name.clone()).collect();
        let mut book = Book::open(conn, ctx.clone())?;
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
        let (id, readers) = (new_id(ctx), order.readers());
        let withheld = chosen.withheld.counts().into_iter();
        let entry = log::Entry {
            id,
            direction: "out".to_owned(),
            at: at.clone(),
            who: to.clone(),
            readers: readers.clone(),
            cases,
            profile: order.wish.profile.code.clone(),
            since: order.since,
            counts: chosen.counts(),
            withheld: withheld
                .map(|(reason, count)| (reason.code().to_owned(), count))
                .collect(),
            sha256: written.sha256.clone(),
        };
        let tx = conn.transaction()?;
        log::add(&tx, &entry)?;
        let hits: Vec<&leak::Hit> = looked.hits.iter().collect();
        let (plan, unlooked) = (&order.wish.leaks, &looked.unlooked);
        // The own team gets every file as it is: nothing was asked there.
        let asked = order.wish.profile.audience.is_some();
        let going = chosen.files.iter().filter(|_| asked);
        let going = going.map(|file| file.id.0).collect();
        let accepted = leak::log::accepted(plan, &going, &hits, unlooked, &ctx.author, &at);
        leak::log::add(&tx, id, &accepted)?;
        given::add(&tx, &readers, &chosen, &prints, id)?;
        tx.commit()?;
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Ok(Receipt {
            bytes: written.bytes,
            sha256: written.sha256,
            cases: count(chosen.cases.len()),
            evidence: count(chosen.files.len()),
            to,
            at,
        })
    }
}

/// Shows what would go. Nobody to seal it to is needed yet; but stand-ins, and what is new, are those of the receivers.
///
/// # Errors
/// Those of [`Order::choose`], [`Sight::look`], [`Draft::new`].
pub fn preview(
    conn: &mut Connection,
    ctx: &Ctx,
    files: &dyn Files,
    keys: &Keys,
    order: &Order,
) -> Result<Preview> {
    let sight = order.choose(conn, ctx, keys)?;
    let looked = sight.look(order, files, &mut |_, _| true)?;
    Ok(Draft::new(conn, ctx, keys, order, sight, looked, None)?.preview())
}

/// All of it at once: writes a handover to a new file at `path`, then remembers it.
///
/// # Errors
/// Those of [`Order::choose`], [`Sight::look`], [`Draft::new`], [`Draft::ready`], [`Draft::write`], [`Draft::remember`].
pub fn create(
    conn: &mut Connection,
    ctx: &Ctx,
    files: &dyn Files,
    keys: &Keys,
    order: &Order,
    path: &Path,
) -> Result<Receipt> {
    let sight = order.choose(conn, ctx, keys)?;
    let looked = sight.look(order, files, &mut |_, _| true)?;
    let draft = Draft::new(conn, ctx, keys, order, sight, looked, None)?.ready(conn, ctx, None)?;
    let written = draft.write(files, keys, path, &mut |_| true)?;
    draft.remember(conn, ctx, written)
}

/// The file of an item, or the copy of it that says nothing of itself.
fn opened<'a>(files: &'a dyn Files, item: &Evidence, is_copy: bool) -> Result<Box<dyn Read + 'a>> {
    let mut opened = files.open(item)?;
    if !is_copy {
        return Ok(opened);
    }
    let mut bytes = Vec::new();
    let mut whole = opened.by_ref().take(leak::LARGEST + 1);
    whole
        .read_to_end(&mut bytes)
        .map_err(Error::io("read a file"))?;
    let copy = leak::copy_of(&bytes).ok_or_else(|| Error::Evidence(String::new()))?;
    Ok(Box::new(Cursor::new(copy)))
}

/// Tells how far writing is, and stops it when it is told so.
struct Stepping<'a, W> {
    inner: W,
    step: &'a mut dyn FnMut(u64) -> bool,
    done: u64,
    told: u64,
    stopped: bool,
}

/// Bytes between two steps.
const STEP: u64 = 1 << 20;

impl<'a, W: Write> Stepping<'a, W> {
    fn new(inner: W, step: &'a mut dyn FnMut(u64) -> bool) -> Self {
        Self {
            inner,
            step,
            done: 0,
            told: 0,
            stopped: false,
        }
    }
}

impl<W: Write> Write for Stepping<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.done == 0 || self.done - self.told >= STEP {
            self.told = self.done;
            self.stopped |= !(self.step)(self.done);
        }
        if self.stopped {
            return Err(io::Error::other("stopped"));
        }
        let written = self.inner.write(bytes)?;
        self.done += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What stands for the receivers in a manifest.
fn marks(to: &[Recipient]) -> Vec<String> {
    let mut marks: Vec<String> = to.iter().map(Recipient::mark).collect();
    marks.sort();
    marks.dedup();
    marks
}

fn manifest(chosen: &Chosen, keys: &Keys, order: &Order, to: &[Recipient], at: &str) -> Manifest {
    let recipients = marks(to);
    let case = |case: &casework::record::Case| ManifestCase {
        id: case.id,
        reference: case.reference.clone(),
        title: case.title.clone(),
    };
    Manifest {
        format: manifest::FORMAT.to_owned(),
        version: manifest::VERSION,
        created: at.to_owned(),
        profile: order.wish.profile.code.clone(),
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
    let entry = |(number, item): (usize, &Evidence)| {
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
