//! Exchange within a team through a folder that something else replicates: each vault drops sealed changes there and takes in the others'.
//!
//! A file in the folder is an ordinary handover (profile `internal`, sealed to every member, only what is new to them) under a name that says
//! nothing. The folder is hostile ground: whatever carries it may be late, repeat, lose, mix up, copy half, or be somebody's who wants in. So nothing
//! is believed of a name or of an order; a file counts when it decrypts, is signed by a member and whole, and merging is the same in any order and
//! any number of times. What is refused is looked at again when it has changed, because half a file may become a whole one.
//!
//! What a merge brought is not sent back to those who have it: they are noted as having it just so ([`crate::given`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use casework::date::Lang;
use casework::merge::Carried;
use casework::record::{Case, Merge, Record};
use casework::{Book, Ctx};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::error::{Error, Problem, Result};
use crate::files::Files;
use crate::given;
use crate::keys::Keys;
use crate::leak::{self, Act, Choice};
use crate::log;
use crate::make::{Draft, Order, now};
use crate::manifest::hex;
use crate::merge::{Merged, merge};
use crate::partner::{self, Partner, To};
use crate::receive::inspect;
use crate::recipient::mark;
use crate::seal::Written;
use crate::select::{Given, Wish, print};

/// Files looked at in one go; the rest waits for the next.
const AT_ONCE: usize = 200;
/// Names listed; a folder with more is somebody's attack or somebody's mistake.
const MOST: usize = 50_000;
/// What names are made of: 32 hexadecimal digits of chance.
const SUFFIX: &str = ".age";
/// Why files that nobody could look into go to the team all the same; stands in the log.
const UNLOOKED: &str = "exchange within the team";

const SCHEMA: &str = "
-- The folder through which a team exchanges: one row. \"members\": ids of partners, as JSON; \"automatic\": now and then by itself;
-- \"seq\": the last entry of the log of which the members have everything.
CREATE TABLE IF NOT EXISTS \"team\" (
  \"only\" INTEGER PRIMARY KEY CHECK (\"only\" = 1),
  \"folder\" TEXT NOT NULL,
  \"members\" TEXT NOT NULL CHECK (json_valid(\"members\")),
  \"automatic\" INTEGER NOT NULL CHECK (\"automatic\" IN (0, 1)),
  \"last\" TEXT NOT NULL,
  \"seq\" INTEGER NOT NULL
) STRICT;
-- Files of that folder that were looked at: \"state\" own, taken, or why it was refused (code of a problem). \"size\" and \"modified\" tell one that
-- has changed since.
CREATE TABLE IF NOT EXISTS \"team_file\" (
  \"name\" TEXT PRIMARY KEY NOT NULL,
  \"size\" INTEGER NOT NULL,
  \"modified\" INTEGER NOT NULL,
  \"state\" TEXT NOT NULL,
  \"sender\" TEXT NOT NULL,
  \"at\" TEXT NOT NULL
) STRICT;";

/// A team and its folder.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Team {
    /// Where; empty if there is none.
    pub folder: String,
    /// Ids of partners.
    pub members: Vec<Uuid>,
    /// Now and then by itself.
    pub automatic: bool,
    /// When it was last done, UTC; empty if never.
    pub last: String,
    /// The last entry of the log of which the members have everything.
    seq: i64,
}

impl Team {
    /// A team that has not exchanged anything yet, or one as it is to be from now on.
    pub fn new(folder: String, members: Vec<Uuid>, automatic: bool) -> Self {
        Self {
            folder,
            members,
            automatic,
            ..Self::default()
        }
    }
}

/// Makes the tables, if they are not there.
///
/// # Errors
/// Of the database.
pub fn create_schema(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(SCHEMA)?)
}

/// The team of this vault.
///
/// # Errors
/// Of the database.
pub fn team(conn: &Connection) -> Result<Team> {
    let row = conn
        .query_row(
            "SELECT folder, members, automatic, last, seq FROM team WHERE only = 1",
            [],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            },
        )
        .optional()?;
    let Some((folder, members, automatic, last, seq)) = row else {
        return Ok(Team::default());
    };
    let members =
        serde_json::from_str(&members).map_err(|_| Error::Sqlite(rusqlite::Error::InvalidQuery))?;
    Ok(Team {
        folder,
        members,
        automatic,
        last,
        seq,
    })
}

/// Changes the team. Another folder is looked through from its beginning; other members are given what they lack.
///
/// # Errors
/// Of the database.
pub fn keep(conn: &Connection, team: &Team) -> Result<()> {
    let before = self::team(conn)?;
    if before.folder != team.folder {
        conn.execute("DELETE FROM team_file", [])?;
    }
    let same = before.folder == team.folder && before.members == team.members;
    let (last, seq) = if same {
        (before.last, before.seq)
    } else {
        (String::new(), 0)
    };
    write(
        conn,
        &Team {
            last,
            seq,
            ..team.clone()
        },
    )
}

fn write(conn: &Connection, team: &Team) -> Result<()> {
    let members = serde_json::json!(team.members).to_string();
    conn.execute(
        "INSERT INTO team (only, folder, members, automatic, last, seq) VALUES (1, ?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (only) DO UPDATE SET folder = excluded.folder, members = excluded.members, automatic = excluded.automatic, last = excluded.last,
           seq = excluded.seq",
        params![team.folder, members, team.automatic, team.last, team.seq],
    )?;
    Ok(())
}

/// A file lying in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// When it was last written, in nanoseconds since 1970; only ever compared with itself.
    pub modified: i64,
}

/// What carries the files: a folder on the disk, or one of a test.
pub trait Folder {
    /// What can be read.
    type File: Read + Seek;
    /// Regular files whose names are of our making, in any order; no more than [`MOST`].
    ///
    /// # Errors
    /// I/O: the folder is gone, a stick was pulled out.
    fn list(&self) -> Result<Vec<Lying>>;
    /// Opens one.
    ///
    /// # Errors
    /// I/O.
    fn open(&self, name: &str) -> Result<Self::File>;
    /// Where a file of that name is written to.
    fn path(&self, name: &str) -> PathBuf;
}

/// A folder on the disk. Links in it are not followed.
pub struct OnDisk<'a>(pub &'a Path);

impl Folder for OnDisk<'_> {
    type File = fs::File;

    fn list(&self) -> Result<Vec<Lying>> {
        let failed = Error::io("look into the team's folder");
        let mut lying = Vec::new();
        for entry in fs::read_dir(self.0).map_err(&failed)?.take(MOST) {
            let entry = entry.map_err(&failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !is_ours(&name) {
                continue;
            }
            // One that vanished meanwhile is not there.
            let Ok(about) = entry.metadata() else {
                continue;
            };
            if about.is_file() {
                let modified = about.modified().ok();
                let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok());
                lying.push(Lying {
                    name,
                    size: about.len(),
                    modified: modified.unwrap_or_default(),
                });
            }
        }
        Ok(lying)
    }

    fn open(&self, name: &str) -> Result<fs::File> {
        let failed = Error::io("read a file of the team's folder");
        let path = self.0.join(name);
        // Between listing and opening somebody may have put a link or a pipe there.
        let about = fs::symlink_metadata(&path).map_err(&failed)?;
        if !about.is_file() {
            return Err(Problem::NotABundle.into());
        }
        fs::File::open(path).map_err(failed)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

fn is_ours(name: &str) -> bool {
    name.strip_suffix(SUFFIX).is_some_and(|stem| {
        stem.len() == 32
            && stem
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
    })
}

/// A file of the folder that was taken in.
pub struct Taken {
    /// Its name.
    pub name: String,
    /// Who sent it.
    pub sender: String,
    /// What it did.
    pub merged: Merged,
}

/// A file of the folder that was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its name.
    pub name: String,
    /// Why. `stranger`: whole and for us, but from nobody in the team; otherwise the code of a problem.
    pub why: String,
    /// Who sent it, if that can be said.
    pub sender: String,
}

/// What became of a file that was looked at.
pub enum Looked {
    /// It was taken in.
    Taken(Taken),
    /// It was not.
    Refused(Refused),
}

/// What an exchange did.
#[derive(Default)]
pub struct Exchanged {
    /// Files taken in.
    pub taken: Vec<Taken>,
    /// Files not taken in.
    pub refused: Vec<Refused>,
    /// Records that went out; none if there was nothing new.
    pub sent: Option<u32>,
    /// There are more files than were looked at.
    pub more: bool,
}

/// Who takes part.
pub struct Circle {
    /// The partners that are members.
    pub members: Vec<Partner>,
    /// The name of this vault's owner; goes inside.
    pub sender: String,
}

impl Circle {
    /// The members that are still partners.
    ///
    /// # Errors
    /// [`Error::NoRecipient`] if there are none; the database.
    pub fn of(conn: &Connection, sender: String) -> Result<Self> {
        let team = team(conn)?;
        let mut members = partner::list(conn)?;
        members.retain(|partner| team.members.contains(&partner.id));
        if members.is_empty() {
            return Err(Error::NoRecipient);
        }
        Ok(Self { members, sender })
    }
}

/// One side of an exchange: a vault, and whom it exchanges with.
pub struct Side<'a> {
    /// Its casework.
    pub conn: &'a mut Connection,
    /// Who writes there, and when.
    pub ctx: &'a Ctx,
    /// Its evidence.
    pub files: &'a dyn Files,
    /// What it signs and opens with.
    pub keys: &'a Keys,
    /// The others.
    pub circle: &'a Circle,
}

impl Side<'_> {
    /// All of it at once: takes in what is new in the folder, then drops what is new here. Hosts that have other things to do meanwhile go step by step:
    /// [`waiting`], [`Side::look`], [`Side::news`], [`Draft::write`], [`dropped`].
    ///
    /// # Errors
    /// [`Error::Mixed`]; the folder; the database. What was taken in until then stays.
    pub fn exchange<F: Folder>(&mut self, folder: &F) -> Result<Exchanged> {
        let mut done = Exchanged::default();
        let (waiting, more) = waiting(self.conn, folder)?;
        done.more = more;
        for file in waiting {
            match self.look(folder, &file)? {
                Looked::Taken(taken) => done.taken.push(taken),
                Looked::Refused(refused) => done.refused.push(refused),
            }
        }
        if let Some(draft) = self.news()? {
            let name = new_name(self.ctx);
            let path = folder.path(&name);
            let written = draft.write(self.files, self.keys, &path, &mut |_| true)?;
            done.sent = Some(dropped(self.conn, self.ctx, draft, name, written)?);
        }
        Ok(done)
    }

    /// Takes a file in, or says why not.
    ///
    /// # Errors
    /// The disk; the database.
    pub fn look<F: Folder>(&mut self, folder: &F, file: &Lying) -> Result<Looked> {
        let looked = match self.take(folder, &file.name) {
            Ok(taken) => Looked::Taken(taken),
            Err(error) => Looked::Refused(refused(&file.name, error)?),
        };
        let (state, sender) = match &looked {
            Looked::Taken(taken) => ("taken", &taken.sender),
            Looked::Refused(refused) => (refused.why.as_str(), &refused.sender),
        };
        note(self.conn, file, state, sender, &now(self.ctx))?;
        Ok(looked)
    }

    /// What is new here to the members, to be written into the folder; none if there is nothing.
    ///
    /// # Errors
    /// [`Error::Mixed`]; the database.
    pub fn news(&mut self) -> Result<Option<Draft>> {
        let mut team = team(self.conn)?;
        // Working out what is new reads the whole casework: not while nothing was done.
        let latest = log::latest(self.conn)?;
        let draft = if latest == team.seq {
            None
        } else {
            self.what_is_new()?
        };
        if draft.is_none() {
            team.seq = latest;
        }
        team.last = now(self.ctx);
        write(self.conn, &team)?;
        Ok(draft)
    }

    fn take<F: Folder>(&mut self, folder: &F, name: &str) -> Result<Taken> {
        let (keys, circle) = (self.keys, self.circle);
        let mut file = folder.open(name)?;
        let inspected = inspect(&mut file, keys, &circle.members)?;
        let sender = circle
            .members
            .iter()
            .find(|member| member.card.signing().line() == inspected.manifest.sender.signing_key)
            .ok_or(Error::Stranger(inspected.manifest.sender.name.clone()))?;
        let to: BTreeSet<&String> = inspected.manifest.recipients.iter().collect();
        let merged = merge(file, keys, &circle.members, self.conn, self.ctx, self.files)?;
        let prints = alike(&Book::open(self.conn, self.ctx.clone())?, inspected.records)?;
        // Whoever it was sealed to will have it too, and whoever sent it has it.
        let has = |member: &&Partner| {
            let marks = [
                mark(&member.card.quantum().to_string()),
                mark(&member.card.recipient().to_string()),
            ];
            member.id == sender.id || marks.iter().any(|mark| to.contains(mark))
        };
        let readers: Vec<String> = circle
            .members
            .iter()
            .filter(has)
            .map(|member| member.id.to_string())
            .collect();
        given::they_have(self.conn, &readers, &prints)?;
        Ok(Taken {
            name: name.to_owned(),
            sender: sender.card.name().to_owned(),
            merged,
        })
    }

    fn what_is_new(&mut self) -> Result<Option<Draft>> {
        let Self {
            conn,
            ctx,
            files,
            keys,
            circle,
        } = self;
        let book = Book::open(conn, ctx.clone())?;
        let cases: Vec<Case> = book.list()?;
        let mut order = Order {
            wish: Wish {
                cases: cases.into_iter().map(|case| case.id).collect(),
                profile: book.profile("internal")?,
                evidence: true,
                privileged: Vec::new(),
                places: Vec::new(),
                leaks: leak::Plan::default(),
            },
            to: circle.members.iter().map(To::from).collect(),
            since: true,
            sender: circle.sender.clone(),
            message: String::new(),
            lang: Lang::En,
        };
        let look = |conn: &mut Connection, order: &Order| {
            let sight = order.choose(conn, ctx, keys)?;
            let looked = sight.look(order, *files, &mut |_, _| true)?;
            Ok((sight, looked))
        };
        let (mut sight, mut looked) = match look(conn, &order) {
            Ok(found) => found,
            Err(Error::NothingNew | Error::NoCase) => return Ok(None),
            Err(other) => return Err(other),
        };
        if looked.open() > 0 {
            // Nobody is there to decide: what would show something stays, until somebody hands it over and looks.
            let waiting = looked.hits.iter().filter(|hit| hit.act.is_none());
            let ids = waiting.map(|hit| hit.id.clone());
            order.wish.leaks.choices = ids
                .map(|hit| Choice {
                    hit,
                    act: Act::LeaveOut,
                    reason: String::new(),
                })
                .collect();
            order.wish.leaks.unlooked = Some(UNLOOKED.to_owned());
            (sight, looked) = look(conn, &order)?;
        }
        let draft = Draft::new(conn, ctx, keys, &order, sight, looked, None)?;
        Ok(Some(draft.ready(conn, ctx, None)?))
    }
}

/// Files that want to be looked at, the smallest first, and whether there are more than are looked at in one go.
///
/// # Errors
/// The folder; the database.
pub fn waiting<F: Folder>(conn: &Connection, folder: &F) -> Result<(Vec<Lying>, bool)> {
    let mut lying = fresh(conn, folder.list()?)?;
    let more = lying.len() > AT_ONCE;
    lying.truncate(AT_ONCE);
    Ok((lying, more))
}

/// A name that says nothing.
pub fn new_name(ctx: &Ctx) -> String {
    let mut chance = [0; 16];
    (ctx.entropy)(&mut chance);
    format!("{}{SUFFIX}", hex(&chance))
}

/// Remembers what was dropped; gives how many records it holds.
///
/// # Errors
/// The database.
pub fn dropped(
    conn: &mut Connection,
    ctx: &Ctx,
    draft: Draft,
    name: String,
    written: Written,
) -> Result<u32> {
    let own = Lying {
        name,
        size: written.bytes,
        modified: 0,
    };
    // Before it is remembered as given: if the program ends in between, it goes once more, which does no harm.
    note(conn, &own, "own", "", &now(ctx))?;
    let records = draft.records();
    draft.remember(conn, ctx, written)?;
    Ok(records)
}

/// Those that were never looked at, or have changed since they were refused. The smallest first: a change made a minute ago is small.
fn fresh(conn: &Connection, mut lying: Vec<Lying>) -> Result<Vec<Lying>> {
    let mut known: BTreeMap<String, (u64, i64, String)> = BTreeMap::new();
    let mut statement = conn.prepare("SELECT name, size, modified, state FROM team_file")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            (
                row.get::<_, i64>(1)?.cast_unsigned(),
                row.get(2)?,
                row.get(3)?,
            ),
        ))
    })?;
    for row in rows {
        let (name, seen) = row?;
        known.insert(name, seen);
    }
    lying.retain(|file| match known.get(&file.name) {
        None => true,
        Some((.., state)) if state == "own" || state == "taken" => false,
        Some((size, modified, _)) => (*size, *modified) != (file.size, file.modified),
    });
    lying.sort_by(|a, b| (a.size, &a.name).cmp(&(b.size, &b.name)));
    Ok(lying)
}

/// Prints of our records that are now just what came, but for what is each vault's own. Where ours is another, they still need it.
fn alike(book: &Book<'_>, records: Vec<Carried>) -> Result<Given> {
    let mut prints = Given::new();
    for Carried { record, .. } in records {
        match book.record(record.kind(), record.id()) {
            Ok((ours, _)) => {
                let ours = without_place(ours);
                if without_own(ours.clone()) == without_own(without_place(record)) {
                    prints.insert(ours.id(), print(&ours));
                }
            }
            Err(casework::Error::NotFound { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(prints)
}

/// As it goes: where a file lies in a vault, and what the merging of people moved there, is not said.
fn without_place(mut record: Record) -> Record {
    match &mut record {
        Record::Evidence(item) => {
            item.blob.clear();
            item.binding.clear();
        }
        Record::Party(party) => party.merge = Merge::default(),
        _ => {}
    }
    record
}

/// Without what each vault calls things by.
fn without_own(mut record: Record) -> Record {
    match &mut record {
        Record::Case(case) => case.reference.clear(),
        Record::Source(source) => source.code.clear(),
        _ => {}
    }
    record
}

/// A file that is refused is told of; anything else ends the exchange.
fn refused(name: &str, error: Error) -> Result<Refused> {
    let (why, sender) = match error {
        Error::Refused(problem) => (problem.code().to_owned(), String::new()),
        Error::Stranger(sender) => ("stranger".to_owned(), sender),
        Error::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
            ("gone".to_owned(), String::new())
        }
        other => return Err(other),
    };
    Ok(Refused {
        name: name.to_owned(),
        why,
        sender,
    })
}

fn note(conn: &Connection, file: &Lying, state: &str, sender: &str, at: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO team_file (name, size, modified, state, sender, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (name) DO UPDATE SET size = excluded.size, modified = excluded.modified, state = excluded.state, sender = excluded.sender,
           at = excluded.at",
        params![file.name, file.size.cast_signed(), file.modified, state, sender, at],
    )?;
    Ok(())
}
