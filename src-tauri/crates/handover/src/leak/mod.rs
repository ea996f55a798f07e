//! The leak check: what must stay is looked for in everything that goes, in every spelling and script, before it is sealed.
//!
//! What must stay is gathered from the vault ([`Hidden`]). Records are cleaned word by word ([`records`]), files are read as far as they can be
//! ([`read`], [`files`]). Every place where something stands is a [`Hit`]; what is done about it is in the [`Plan`]: another word in its place,
//! the whole field or file left out, or accepted as it is, with a reason that stays on the record ([`log`]).

mod files;
mod gather;
mod hidden;
pub mod log;
pub mod read;
mod records;
mod strip;
mod view;

use std::collections::BTreeMap;

use casework::record::Kind;
use casework::view::SourceIdentity;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub(crate) use files::copy_of;
pub use files::{LARGEST, Looked, Stripped, look, message};
pub(crate) use gather::gather;
pub use hidden::{Hidden, What, Whose};
pub use read::Why;
pub(crate) use records::Cleaner;
pub use strip::Taken;
pub(crate) use strip::taken;

/// Characters of the text on either side of what was found.
const AROUND: usize = 60;
/// Most hits that are listed.
pub const MOST: usize = 2_000;

/// What is done about a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Other words stand in its place.
    Replace,
    /// The field, or the file, stays behind.
    LeaveOut,
    /// It goes as it is.
    Accept,
}

impl Act {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Replace, Self::LeaveOut, Self::Accept];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::LeaveOut => "leave-out",
            Self::Accept => "accept",
        }
    }

    /// The act of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// What somebody decided about a hit, or about a file that could not be looked into.
#[derive(Clone)]
pub struct Choice {
    /// Its id.
    pub hit: String,
    /// What to do.
    pub act: Act,
    /// Why, for what is accepted. Without a reason nothing is.
    pub reason: String,
}

/// What is to be done about hits, and who else is to be looked for.
#[derive(Clone, Default)]
pub struct Plan {
    /// One for each hit that is not to be treated as usual.
    pub choices: Vec<Choice>,
    /// Files that go as they are, with what they say of themselves; each with the reason.
    pub originals: BTreeMap<Uuid, String>,
    /// Why every file that could not be looked into may go all the same; none: each has to be chosen.
    pub unlooked: Option<String>,
    /// Who the sealed sources are, while the seal is open. Looked for, never written.
    pub sealed: Option<Vec<SourceIdentity>>,
}

impl Plan {
    /// What was chosen for a hit. What is accepted without a reason is not accepted.
    fn choice(&self, hit: &str) -> Option<&Choice> {
        let choice = self.choices.iter().rev().find(|choice| choice.hit == hit)?;
        let without = choice.act == Act::Accept && choice.reason.trim().is_empty();
        (!without).then_some(choice)
    }

    fn act(&self, hit: &str) -> Option<Act> {
        self.choice(hit).map(|choice| choice.act)
    }
}

/// Where a hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a field of a record.
    Record,
    /// In the words of a file.
    Text,
    /// In what a file says of itself: author, title, camera.
    Metadata,
    /// In the word to the receiver.
    Message,
}

impl Place {
    /// Stable code. Message `leak-place-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Text => "text",
            Self::Metadata => "metadata",
            Self::Message => "message",
        }
    }
}

/// A place where something that must stay would have gone out.
#[derive(Clone, PartialEq, Eq)]
pub struct Hit {
    /// The same as long as the same words stand in the same field or file.
    pub id: String,
    /// Where.
    pub place: Place,
    /// Kind of the record.
    pub kind: Kind,
    /// Which record; nil for the message.
    pub record: Uuid,
    /// Its field; of a file, the part of it.
    pub field: String,
    /// What stands there.
    pub what: What,
    /// Whose it is: a party, one of its names, a place, a source.
    pub whose: Uuid,
    /// What the vault calls that one.
    pub needle: String,
    /// The passage.
    pub why: String,
    /// What of it was found: from and to, in characters.
    pub mark: (u32, u32),
    /// How often it stands in that file.
    pub times: u32,
    /// What is done; none: nothing goes until somebody decides.
    pub act: Option<Act>,
    /// Other words can be put in its place.
    pub replaceable: bool,
}

/// A file that could not be looked into, or not wholly.
#[derive(Clone, PartialEq, Eq)]
pub struct Unlooked {
    /// The same as long as the file is.
    pub id: String,
    /// The evidence item.
    pub record: Uuid,
    /// Why.
    pub why: Why,
    /// What is done; none: nothing goes until somebody decides.
    pub act: Option<Act>,
}

/// A short name for something found.
fn id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"sandyq leak v1");
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    crate::manifest::hex(&hash.finalize()[..6])
}

/// The passage around a place in a text, and where in it that place is, in characters.
fn passage(text: &str, from: usize, to: usize) -> (String, (u32, u32)) {
    let before = text[..from].char_indices().rev().nth(AROUND - 1);
    let begin = before.map_or(0, |(at, _)| at);
    let after = text[to..].char_indices().nth(AROUND);
    let end = after.map_or(text.len(), |(at, _)| to + at);
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let first = count(&text[begin..from]);
    let mark = (first, first + count(&text[from..to]));
    (text[begin..end].to_owned(), mark)
}

#[cfg(test)]
mod tests;
