//! The receipt that goes back: "I have it", "I have read it", "it is in my vault". Signed, and sealed to whoever sent the handover.
//!
//! ```text
//! age( tar( receipt.txt receipt.txt.minisig ) )
//!
//! sandyq-receipt: 1
//! handover: <SHA-256 of the file, hex>
//! made: 2026-01-31T12:00:00
//! state: read
//! at: 2026-02-01T09:30:00
//! name: Aigerim
//! signing-key: RW...
//! ```
//! Just these seven lines: a reader writes them again from what it read and compares.

use std::io::{Read, Seek};
use std::path::Path;

use casework::{Book, Ctx};
use rusqlite::{Connection, params};

use crate::card::{MAX_NAME, clean_name};
use crate::error::{Error, Problem, Result};
use crate::keys::Keys;
use crate::letter::{self, is_moment};
use crate::log;
use crate::make::{new_id, now};
use crate::merge::whole_hash;
use crate::partner::{self, Partner};
use crate::receive::inspect;
use crate::recipient::Recipient;

const VERSION: &str = "1";
/// What the trusted comment of the signature begins with.
pub const COMMENT: &str = "sandyq handover receipt v1";

pub(crate) const LETTER: letter::Kind = letter::Kind {
    text: "receipt.txt",
    signature: "receipt.txt.minisig",
    comment: COMMENT,
    most: 4096,
};

const SCHEMA: &str = "
-- Receipts that came back for what was handed over. \"at\" is when the receiver says it was, \"taken\" when the receipt was taken in.
CREATE TABLE IF NOT EXISTS \"handover_receipt\" (
  \"id\" TEXT PRIMARY KEY NOT NULL,
  \"sha256\" TEXT NOT NULL,
  \"signing_key\" TEXT NOT NULL,
  \"name\" TEXT NOT NULL,
  \"state\" TEXT NOT NULL CHECK (\"state\" IN ('received', 'read', 'merged')),
  \"at\" TEXT NOT NULL,
  \"taken\" TEXT NOT NULL,
  UNIQUE (\"sha256\", \"signing_key\", \"state\")
) STRICT;";

/// How far somebody got with a handover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It arrived whole.
    Received,
    /// A person looked at what is in it.
    Read,
    /// It is in their vault.
    Merged,
}

impl State {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Read => "read",
            Self::Merged => "merged",
        }
    }

    /// The state of a code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Received, Self::Read, Self::Merged]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// Why a receipt is not taken in. Message `receipt-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not a receipt, or damaged, or not as it was signed.
    #[error("not a receipt, or not as it was signed")]
    Invalid,
    /// Of a later version.
    #[error("a receipt of a later version")]
    Newer,
    /// For something that this vault did not hand over.
    #[error("a receipt for a handover that is not ours")]
    Unknown,
    /// Signed by nobody whose card was taken in.
    #[error("a receipt of somebody whose card is not known")]
    Stranger,
    /// Signed by a partner to whom this was not handed over.
    #[error("a receipt of a partner who was not given this")]
    NotTheirs,
    /// It was said that it is in the vault, and it is not.
    #[error("it was not merged")]
    NotMerged,
}

impl Fault {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Newer => "newer",
            Self::Unknown => "unknown",
            Self::Stranger => "stranger",
            Self::NotTheirs => "not-theirs",
            Self::NotMerged => "not-merged",
        }
    }
}

/// What a receipt says.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// SHA-256 of the file that was handed over.
    pub sha256: String,
    /// When that was made, UTC.
    pub made: String,
    /// How far they got.
    pub state: State,
    /// When, UTC.
    pub at: String,
    /// Who says so.
    pub name: String,
    /// Their signing key, in minisign's format.
    pub signing_key: String,
}

/// A receipt that was taken in.
#[derive(Clone, PartialEq, Eq)]
pub struct Taken {
    /// What it says.
    pub reply: Reply,
    /// When it was taken in, UTC.
    pub taken: String,
}

impl Reply {
    fn to_text(&self) -> String {
        let Self {
            sha256,
            made,
            state,
            at,
            name,
            signing_key,
        } = self;
        let state = state.code();
        format!(
            "sandyq-receipt: {VERSION}\nhandover: {sha256}\nmade: {made}\nstate: {state}\nat: {at}\nname: {name}\nsigning-key: {signing_key}\n"
        )
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        let mut lines = text.lines();
        let mut next = |name: &str| {
            let line = lines.next().ok_or(Fault::Invalid)?;
            let value = line
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix(": "));
            value.map(str::to_owned).ok_or(Fault::Invalid)
        };
        if next("sandyq-receipt")? != VERSION {
            return Err(Fault::Newer);
        }
        let reply = Self {
            sha256: next("handover")?,
            made: next("made")?,
            state: State::of(&next("state")?).ok_or(Fault::Invalid)?,
            at: next("at")?,
            name: next("name")?,
            signing_key: next("signing-key")?,
        };
        let hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
        let good = reply.sha256.len() == 64
            && reply.sha256.bytes().all(hex)
            && is_moment(&reply.made)
            && is_moment(&reply.at)
            && reply.name == clean_name(&reply.name)
            && reply.name.chars().count() <= MAX_NAME
            && reply.to_text() == text;
        if good { Ok(reply) } else { Err(Fault::Invalid) }
    }
}

/// Makes the table, if it is not there.
///
/// # Errors
/// Of the database.
pub fn create_schema(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(SCHEMA)?)
}

/// Writes a receipt for a handover that came in: sealed to its sender, signed by us. Nothing goes into it but what stands in [`Reply`].
///
/// # Errors
/// [`Error::Refused`] if the handover is not good, [`Fault::NotMerged`] if it is said to be in this vault and is not,
/// [`Error::Exists`], or I/O.
#[expect(
    clippy::too_many_arguments,
    reason = "a vault is keys, people and a database"
)]
pub fn make(
    mut file: impl Read + Seek,
    keys: &Keys,
    partners: &[Partner],
    conn: &mut Connection,
    ctx: &Ctx,
    state: State,
    name: &str,
    out: &Path,
) -> Result<Reply> {
    let sha256 = whole_hash(&mut file)?;
    let manifest = inspect(file, keys, partners)?.manifest;
    if state == State::Merged {
        let arrived = Book::open(conn, ctx.clone())?.arrivals()?;
        let latest = arrived.iter().find(|arrival| arrival.sha256 == sha256);
        let logged = log::list(conn)?
            .iter()
            .any(|entry| entry.direction == "in" && entry.sha256 == sha256);
        if !logged || latest.is_some_and(|arrival| !arrival.undone.is_empty()) {
            return Err(Fault::NotMerged.into());
        }
    }
    let reply = Reply {
        sha256,
        made: manifest.created.clone(),
        state,
        at: now(ctx),
        name: clean_name(name),
        signing_key: keys.signing().public().line(),
    };
    let to = Recipient::Quantum(Box::new(manifest.sender_card()?.quantum().clone()));
    LETTER.write(out, &[to], &reply.to_text(), &reply.at, keys)?;
    Ok(reply)
}

/// Reads a receipt: it is for us, whole, and signed by the key that it names. Who that is, is for the caller to say.
///
/// # Errors
/// [`Error::Receipt`], [`Problem::NotForUs`], or I/O.
pub fn read(file: impl Read + Seek, keys: &Keys) -> Result<Reply> {
    let opened = LETTER.open(file, keys).map_err(|error| match error {
        Error::Refused(Problem::NotForUs) | Error::Io { .. } => error,
        _ => Fault::Invalid.into(),
    })?;
    let reply = Reply::parse(&opened.text)?;
    LETTER
        .signed(&opened, &reply.signing_key, &reply.at)
        .map_err(|_| Fault::Invalid)?;
    Ok(reply)
}

/// Takes a receipt in, once. It counts if this vault handed that file over, to a partner who has this key.
///
/// # Errors
/// [`Error::Receipt`] with why it does not count; the database.
pub fn take(
    file: impl Read + Seek,
    keys: &Keys,
    conn: &mut Connection,
    ctx: &Ctx,
) -> Result<Taken> {
    let reply = read(file, keys)?;
    let given: Vec<_> = log::list(conn)?
        .into_iter()
        .filter(|entry| entry.direction == "out" && entry.sha256 == reply.sha256)
        .collect();
    if given.is_empty() {
        return Err(Fault::Unknown.into());
    }
    let partner = partner::list(conn)?
        .into_iter()
        .find(|partner| partner.card.signing().line() == reply.signing_key)
        .ok_or(Fault::Stranger)?;
    let name = partner.card.name().to_owned();
    if !given.iter().any(|entry| entry.who.contains(&name)) {
        return Err(Fault::NotTheirs.into());
    }
    // The name is the one they have here, whatever they call themselves.
    let reply = Reply { name, ..reply };
    conn.execute(
        "INSERT OR IGNORE INTO handover_receipt (id, sha256, signing_key, name, state, at, taken) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            new_id(ctx).to_string(),
            reply.sha256,
            reply.signing_key,
            reply.name,
            reply.state.code(),
            reply.at,
            now(ctx)
        ],
    )?;
    let taken = list(conn)?
        .into_iter()
        .find(|one| {
            let known = &one.reply;
            known.sha256 == reply.sha256
                && known.signing_key == reply.signing_key
                && known.state == reply.state
        })
        .ok_or(Fault::Invalid)?;
    Ok(taken)
}

/// Every receipt that was taken in, oldest first.
///
/// # Errors
/// Of the database.
pub fn list(conn: &Connection) -> Result<Vec<Taken>> {
    let mut statement = conn.prepare(
        "SELECT r.sha256, r.state, r.at, r.name, r.signing_key, r.taken FROM handover_receipt r ORDER BY r.at,
           CASE r.state WHEN 'received' THEN 0 WHEN 'read' THEN 1 ELSE 2 END, r.id",
    )?;
    let rows = statement.query_map([], |row| {
        let texts: [String; 6] = [
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
        ];
        Ok(texts)
    })?;
    rows.map(|row| {
        let [sha256, state, at, name, signing_key, taken] = row?;
        let state = State::of(&state).ok_or(rusqlite::Error::InvalidQuery)?;
        Ok(Taken {
            reply: Reply {
                sha256,
                made: String::new(),
                state,
                at,
                name,
                signing_key,
            },
            taken,
        })
    })
    .collect()
}
