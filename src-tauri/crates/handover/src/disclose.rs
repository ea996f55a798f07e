//! Handing over who a source is: a letter of its own, to one person whose words were compared by voice. No handover of cases holds it.
//!
//! ```text
//! age( tar( sources.json sources.json.minisig ) )
//! ```
//! This crate cannot reach the sealed compartment: identities are given to it by whoever opened that, and handed back to them.

use std::collections::BTreeSet;
use std::io::{Read, Seek};
use std::path::Path;

use casework::view::SourceIdentity;
use casework::{Ctx, record::SourceId, sealed};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::card::{MAX_NAME, clean_name, is_unsafe};
use crate::error::{Error, Problem, Result};
use crate::keys::Keys;
use crate::letter::{self, is_moment};
use crate::log::{self, Entry};
use crate::make::{new_id, now};
use crate::merge::whole_hash;
use crate::partner::Partner;
use crate::recipient::{Recipient, mark};
use crate::seal::Written;

/// What the first key of the text says.
pub const FORMAT: &str = "sandyq-sources";
/// Its version.
pub const VERSION: u32 = 1;
/// What the log calls the profile of such a letter.
pub const PROFILE: &str = "sources";
/// What the log counts.
const COUNTED: &str = "sources";
/// Most sources of one letter.
pub const MAX_SOURCES: usize = 200;
/// Longest reason, in characters.
pub const MAX_REASON: usize = 1000;

pub(crate) const LETTER: letter::Kind = letter::Kind {
    text: "sources.json",
    signature: "sources.json.minisig",
    comment: "sandyq sources v1",
    most: 16 << 20,
};

const SCHEMA: &str = "
-- Which sources a letter told of, by the code name of then; why, and who decided it. Who they are stands nowhere here.
CREATE TABLE IF NOT EXISTS \"handover_source\" (
  \"handover\" TEXT NOT NULL,
  \"source\" TEXT NOT NULL,
  \"code_name\" TEXT NOT NULL,
  \"reason\" TEXT NOT NULL,
  \"by\" TEXT NOT NULL,
  PRIMARY KEY (\"handover\", \"source\")
) STRICT, WITHOUT ROWID;";

/// What a letter says.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    format: String,
    version: u32,
    /// When it was written, UTC.
    pub created: String,
    /// Who wrote it.
    pub sender: String,
    /// Their key, in minisign's format.
    pub signing_key: String,
    /// SHA-256 of the recipient it was sealed to.
    recipient: String,
    /// Of whom it tells.
    pub sources: Vec<Disclosed>,
}

/// Who a source is, as it travels. When to think about the risk again, and which party of the casework this is, are each vault's own.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// The same id as the source has in the casework.
    pub id: SourceId,
    /// What the sender calls this source.
    pub code_name: String,
    name: String,
    also: String,
    channel: String,
    safe_times: String,
    never_by: String,
    languages: String,
    interpreter: String,
    risk: String,
    note: String,
}

/// A field in which a letter and the vault are not the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its name.
    pub field: &'static str,
    /// What is here; empty if nothing.
    pub ours: String,
    /// What came.
    pub theirs: String,
}

/// Every field that travels: its name, where it is in the vault, where in the letter.
macro_rules! each_field {
    ($with:ident) => {
        $with!(name);
        $with!(also);
        $with!(channel);
        $with!(safe_times);
        $with!(never_by);
        $with!(languages);
        $with!(interpreter);
        $with!(risk);
        $with!(note);
    };
}

impl Disclosed {
    /// As it leaves.
    pub fn of(code_name: &str, identity: &SourceIdentity) -> Self {
        Self {
            id: identity.id,
            code_name: code_name.to_owned(),
            name: identity.name.clone(),
            also: identity.also.clone(),
            channel: identity.channel.clone(),
            safe_times: identity.safe_times.clone(),
            never_by: identity.never_by.clone(),
            languages: identity.languages.clone(),
            interpreter: identity.interpreter.clone(),
            risk: identity.risk.clone(),
            note: identity.note.clone(),
        }
    }

    /// In which fields it says something else than what is kept here.
    pub fn beside(&self, ours: Option<&SourceIdentity>) -> Vec<Pair> {
        let mut out = Vec::new();
        macro_rules! compare {
            ($field:ident) => {
                let here = ours.map_or("", |ours| ours.$field.as_str());
                if !self.$field.is_empty() && self.$field != here {
                    out.push(Pair {
                        field: stringify!($field),
                        ours: here.to_owned(),
                        theirs: self.$field.clone(),
                    });
                }
            };
        }
        each_field!(compare);
        out
    }

    /// What is kept here, with these fields as they came. Nothing is emptied: a field that they say nothing of stays.
    pub fn over(&self, ours: Option<SourceIdentity>, fields: &BTreeSet<String>) -> SourceIdentity {
        let mut whole = ours.unwrap_or_else(|| SourceIdentity {
            id: self.id,
            ..SourceIdentity::default()
        });
        macro_rules! put {
            ($field:ident) => {
                if !self.$field.is_empty() && fields.contains(stringify!($field)) {
                    whole.$field.clone_from(&self.$field);
                }
            };
        }
        each_field!(put);
        whole
    }
}

impl Disclosure {
    fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("strings, numbers and lists");
        text.push('\n');
        text
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let head: Head = serde_json::from_str(text).map_err(|_| Problem::Manifest)?;
        if head.format != FORMAT {
            return Err(Problem::Manifest);
        }
        if head.version > VERSION {
            return Err(Problem::Newer);
        }
        let whole: Self = serde_json::from_str(text).map_err(|_| Problem::Manifest)?;
        let ids: BTreeSet<_> = whole.sources.iter().map(|one| one.id).collect();
        // Written again it must be the same text: nothing said twice, nothing beside it.
        let good = whole.to_text() == text
            && whole.version == VERSION
            && is_moment(&whole.created)
            && whole.sender == clean_name(&whole.sender)
            && ids.len() == whole.sources.len()
            && (1..=MAX_SOURCES).contains(&ids.len());
        if !good {
            return Err(Problem::Manifest);
        }
        for one in &whole.sources {
            let identity = one.over(
                None,
                &one.beside(None)
                    .iter()
                    .map(|pair| pair.field.to_owned())
                    .collect(),
            );
            let plain =
                one.code_name.chars().count() <= MAX_NAME && !one.code_name.contains(is_unsafe);
            if !plain || one.beside(None).is_empty() || sealed::check(&identity).is_err() {
                return Err(Problem::Records);
            }
        }
        Ok(whole)
    }
}

/// Makes the table, if it is not there.
///
/// # Errors
/// Of the database.
pub fn create_schema(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(SCHEMA)?)
}

/// Writes a letter to one partner, and into the log which sources it tells of and why.
///
/// # Errors
/// [`Error::NotCompared`] if the partner's words were not compared by voice; [`Error::TooLarge`] for too many or too long;
/// [`Error::NoSource`] if nothing is known of one; [`Error::Exists`]; I/O.
pub fn write(
    sources: Vec<Disclosed>,
    to: &Partner,
    reason: &str,
    (keys, name): (&Keys, &str),
    conn: &mut Connection,
    ctx: &Ctx,
    out: &Path,
) -> Result<Written> {
    if !to.compared {
        return Err(Error::NotCompared(to.card.name().to_owned()));
    }
    if sources.is_empty() || sources.iter().any(|one| one.beside(None).is_empty()) {
        return Err(Error::NoSource);
    }
    let recipient = Recipient::Quantum(Box::new(to.card.quantum().clone()));
    let whole = Disclosure {
        format: FORMAT.to_owned(),
        version: VERSION,
        created: now(ctx),
        sender: clean_name(name),
        signing_key: keys.signing().public().line(),
        recipient: recipient.mark(),
        sources,
    };
    let text = whole.to_text();
    // What could not be read again is not written.
    if text.len() as u64 > LETTER.most || Disclosure::parse(&text).is_err() {
        return Err(Error::TooLarge);
    }
    let written = LETTER.write(out, &[recipient], &text, &whole.created, keys)?;
    let noted = note(conn, ctx, to, &whole, reason, &written.sha256);
    if noted.is_err() {
        // What is not on the record does not leave. The error that matters is the first one.
        let _ = std::fs::remove_file(out);
    }
    noted.map(|()| written)
}

fn note(
    conn: &mut Connection,
    ctx: &Ctx,
    to: &Partner,
    whole: &Disclosure,
    reason: &str,
    sha256: &str,
) -> Result<()> {
    let tx = conn.transaction()?;
    let entry = Entry {
        id: new_id(ctx),
        direction: "out".to_owned(),
        at: whole.created.clone(),
        who: vec![to.card.name().to_owned()],
        readers: vec![to.id.to_string()],
        profile: PROFILE.to_owned(),
        counts: [(COUNTED.to_owned(), count(whole))].into(),
        sha256: sha256.to_owned(),
        ..Entry::default()
    };
    log::add(&tx, &entry)?;
    for one in &whole.sources {
        tx.execute(
            "INSERT INTO handover_source (handover, source, code_name, reason, by) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![entry.id.to_string(), one.id.to_string(), one.code_name, reason, ctx.author],
        )?;
    }
    Ok(tx.commit()?)
}

fn count(whole: &Disclosure) -> u32 {
    u32::try_from(whole.sources.len()).unwrap_or(u32::MAX)
}

/// A letter that came, good as it is.
pub struct Came {
    /// What it says.
    pub letter: Disclosure,
    /// Who wrote it, as they are called here.
    pub from: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// Reads a letter: whole, sealed to us by who signed it, and they are a partner.
///
/// # Errors
/// [`Error::Refused`] with the problem; [`Error::UnknownSender`] if the key is on no card that was taken in; I/O.
pub fn read(mut file: impl Read + Seek, keys: &Keys, partners: &[Partner]) -> Result<Came> {
    let sha256 = whole_hash(&mut file)?;
    let opened = LETTER.open(file, keys)?;
    let letter = Disclosure::parse(&opened.text)?;
    let key = LETTER.signed(&opened, &letter.signing_key, &letter.created)?;
    if letter.recipient != mark(&keys.quantum().to_string()) {
        return Err(Problem::Forwarded.into());
    }
    let known = partners.iter().find(|one| *one.card.signing() == key);
    let Some(known) = known else {
        return Err(Error::UnknownSender(letter.sender));
    };
    Ok(Came {
        from: known.card.name().to_owned(),
        letter,
        sha256,
    })
}

/// Notes that so many sources of a letter were taken in.
///
/// # Errors
/// Of the database.
pub fn taken(conn: &Connection, ctx: &Ctx, came: &Came, count: u32) -> Result<()> {
    log::add(
        conn,
        &Entry {
            id: new_id(ctx),
            direction: "in".to_owned(),
            at: now(ctx),
            who: vec![came.from.clone()],
            profile: PROFILE.to_owned(),
            counts: [(COUNTED.to_owned(), count)].into(),
            sha256: came.sha256.clone(),
            ..Entry::default()
        },
    )
}

/// A source that somebody was told of.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// Its code name of then.
    pub code_name: String,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
}

/// Of which sources an entry of the log told, by code name.
///
/// # Errors
/// Of the database.
pub fn told(conn: &Connection, entry: &Entry) -> Result<Vec<Told>> {
    let mut statement = conn.prepare_cached(
        "SELECT code_name, reason, by FROM handover_source WHERE handover = ?1 ORDER BY code_name",
    )?;
    let rows = statement.query_map([entry.id.to_string()], |row| {
        Ok(Told {
            code_name: row.get(0)?,
            reason: row.get(1)?,
            by: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
