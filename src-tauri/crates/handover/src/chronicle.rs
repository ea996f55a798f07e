//! A signed copy of the history: JSON lines that `minisign -V` checks against the signature beside them.
//!
//! The first line says what the copy is ([`Head`]); every further line is one revision. The vault's own chain of the history is
//! keyed, and whoever has the key could make another one, so it proves nothing to others. The signature proves that somebody who
//! could open this vault made this copy, and that no byte of it has changed since; not that what it says is true or whole, nor who
//! it was.

use std::io::Write;

use casework::{Book, LogCount, LogWish};
use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::keys::Keys;
use crate::minisign::Prehash;

/// What the first line is called.
pub const FORMAT: &str = "sandyq-history";
/// Its version.
pub const VERSION: u32 = 1;

/// The first line of a copy.
#[derive(Serialize)]
pub struct Head {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// For people, in the language of who made it: what this is, and how to check it.
    pub about: Vec<String>,
    /// When, UTC, by the clock of the computer.
    pub made: String,
    /// Who asked for it, by the name in the vault.
    pub by: String,
    /// The vault: its random id.
    pub vault: String,
    /// Of this case alone; none: of the whole vault.
    pub case: Option<String>,
    /// With what the fields said.
    pub content: bool,
    /// With the words of privileged notes.
    pub privileged: bool,
    /// Lines that follow.
    pub revisions: u64,
    /// When it was made, the program found the keyed chain of the whole history unbroken.
    pub chain_holds: bool,
    /// The key that the signature is by, as `minisign -P` takes it.
    pub signing_key: String,
}

/// What is asked for.
pub struct Order {
    /// Which part of the history.
    pub wish: LogWish,
    /// Text for people, line by line.
    pub about: Vec<String>,
    /// Who asks.
    pub by: String,
    /// The id of the vault.
    pub vault: String,
    /// Now, UTC, `YYYY-MM-DDTHH:MM:SS`.
    pub at: String,
}

/// A copy that was written.
pub struct Written {
    /// What is in it.
    pub count: LogCount,
    /// The text of the `.minisig` file that belongs beside it.
    pub signature: String,
}

/// Writes the copy to `out` and gives its signature.
///
/// # Errors
/// Of the database and of `out`.
pub fn write(book: &Book<'_>, keys: &Keys, order: &Order, out: &mut dyn Write) -> Result<Written> {
    let wish = &order.wish;
    let head = Head {
        format: FORMAT,
        version: VERSION,
        about: order.about.clone(),
        made: format!("{}Z", order.at),
        by: order.by.clone(),
        vault: order.vault.clone(),
        case: wish.case.map(|case| case.to_string()),
        content: wish.content,
        privileged: wish.content && wish.privileged,
        revisions: book.log_len(wish.case)?,
        chain_holds: book.verify_history()?.problems.is_empty(),
        signing_key: keys.signing().public().line(),
    };
    let mut hashed = Prehash::default();
    let mut put = |line: &Value| -> Result<()> {
        let mut line = line.to_string();
        line.push('\n');
        hashed.add(line.as_bytes());
        out.write_all(line.as_bytes()).map_err(|source| Error::Io {
            op: "write",
            source,
        })
    };
    put(&serde_json::to_value(&head).map_err(|_| casework::Error::Json)?)?;
    let count = book.log_lines(wish, &mut put)?;
    let comment = format!(
        "{FORMAT} {VERSION}, {} revisions, {}Z",
        count.revisions, order.at
    );
    Ok(Written {
        count,
        signature: keys.signing().sign_hashed(hashed, &comment),
    })
}
