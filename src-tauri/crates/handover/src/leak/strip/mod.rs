//! Files without what they say of themselves: pictures, documents of word processors and tables, PDF.
//!
//! What people see and read in the file stays. What was taken off is told by kind ([`Taken`]), never by content. A file from which it cannot be taken out soundly
//! gives none, and goes only if a person lets it.

mod archive;
mod document;
pub(super) mod picture;
mod xml;

use std::collections::BTreeSet;

use super::read::{Budget, pdf};
use crate::words::Words;

/// Something that was taken off a file. Message `dossier-taken-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// What a camera says: place, time, itself.
    Camera,
    /// Remarks, keywords, names in a picture.
    Remarks,
    /// A small picture of the whole, which may show what was cut off since.
    Thumbnail,
    /// What stood after the end.
    Tail,
    /// Author, last one to change it, company, dates, title.
    Author,
    /// Names of those who commented or changed, and when.
    Reviewers,
    /// Numbers of editing sessions, template, printer, folders.
    Traces,
    /// When the parts of an archive were written, and by which user.
    Times,
}

impl Taken {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Camera,
        Self::Remarks,
        Self::Thumbnail,
        Self::Tail,
        Self::Author,
        Self::Reviewers,
        Self::Traces,
        Self::Times,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Camera => "taken-camera",
            Self::Remarks => "taken-remarks",
            Self::Thumbnail => "taken-thumbnail",
            Self::Tail => "taken-tail",
            Self::Author => "taken-author",
            Self::Reviewers => "taken-reviewers",
            Self::Traces => "taken-traces",
            Self::Times => "taken-times",
        }
    }
}

/// What was taken off, in words.
pub(crate) fn taken(all: &BTreeSet<Taken>, words: &Words) -> String {
    let named: Vec<&str> = all.iter().map(|one| words.get(one.key())).collect();
    named.join("; ")
}

/// A file without what it said of itself.
#[derive(Default)]
pub(crate) struct Clean {
    pub bytes: Vec<u8>,
    pub taken: BTreeSet<Taken>,
}

impl Clean {
    pub(super) fn from(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            taken: BTreeSet::new(),
        }
    }

    pub(super) fn take(&mut self, is: bool, what: Taken) {
        if is {
            self.taken.insert(what);
        }
    }
}

/// The file without; none if it is of no kind that is known here, not built as one must be, or costs more than the budget. What has nothing to lose comes back
/// the same.
pub(crate) fn strip(bytes: &[u8], budget: &mut Budget) -> Option<Clean> {
    if archive::is_one(bytes) {
        return archive::strip(bytes, budget);
    }
    if pdf::is_one(bytes) {
        return pdf::blank::strip(bytes, budget);
    }
    picture::strip(bytes)
}

/// A file that may say something of itself that nobody sees.
pub(crate) fn may_tell(bytes: &[u8]) -> bool {
    archive::is_one(bytes)
        || pdf::is_one(bytes)
        || bytes.starts_with(OLE)
        || is_telling_rtf(bytes)
        || super::read::may_tell(bytes)
}

/// Old documents of Office, objects of other programs in new ones, and macros (MS-CFB).
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// RTF with a card of its own, or with names of those who commented and changed.
fn is_telling_rtf(bytes: &[u8]) -> bool {
    const WORDS: [&[u8]; 4] = [b"\\info", b"\\userprops", b"\\revtbl", b"\\atnauthor"];
    let has = |word: &&[u8]| bytes.windows(word.len()).any(|window| window == *word);
    bytes.starts_with(b"{\\rtf") && WORDS.iter().any(has)
}

#[cfg(test)]
mod tests;
