//! The words in a file, whatever it is, and what it says of itself.
//!
//! Not for showing: everything that might be read by anybody is read, hidden parts, comments, earlier versions, names of authors. The files are
//! evidence, so they may be hostile: nothing here follows what a file claims of its sizes, everything has a [`Budget`], nothing touches the disk.

mod archive;
mod mail;
mod markup;
pub(super) mod pdf;
mod picture;
mod plain;
mod rtf;

use std::collections::BTreeSet;

/// Why a file could not be looked into, or not wholly. Message `leak-why-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A picture, or pages that are pictures: words in it are for eyes.
    Picture,
    /// Sound or film.
    Recording,
    /// Locked with a password.
    Encrypted,
    /// A format nobody here reads.
    Unknown,
    /// Larger, packed deeper or more laborious than what is looked into.
    TooLarge,
    /// Parts of it are damaged, or written in letters that cannot be told.
    Unreadable,
    /// It says, or may say, of itself where, when and by whom, and that cannot be taken out.
    Tells,
}

impl Why {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Picture,
        Self::Recording,
        Self::Encrypted,
        Self::Unknown,
        Self::TooLarge,
        Self::Unreadable,
        Self::Tells,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Recording => "recording",
            Self::Encrypted => "encrypted",
            Self::Unknown => "unknown",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::Tells => "tells",
        }
    }
}

/// What was read.
#[derive(Default)]
pub struct Reading {
    /// Its words.
    pub text: String,
    /// What it says of itself: author, title, camera, remarks.
    pub about: String,
    /// What could not be read.
    pub missing: BTreeSet<Why>,
}

impl Reading {
    fn missing(why: Why) -> Self {
        Self {
            missing: BTreeSet::from([why]),
            ..Self::default()
        }
    }

    /// Takes the words of a part in.
    fn take(&mut self, part: Reading, budget: &mut Budget) {
        self.say(&part.text, budget);
        self.tell(&part.about, budget);
        self.missing.extend(part.missing);
    }

    fn say(&mut self, text: &str, budget: &mut Budget) {
        if budget.keep(text.len()) {
            self.text.push_str(text);
            self.text.push('\n');
        } else {
            self.missing.insert(Why::TooLarge);
        }
    }

    fn tell(&mut self, text: &str, budget: &mut Budget) {
        if text.trim().is_empty() {
            return;
        }
        if budget.keep(text.len()) {
            self.about.push_str(text);
            self.about.push('\n');
        } else {
            self.missing.insert(Why::TooLarge);
        }
    }
}

/// What reading one file may cost.
pub struct Budget {
    /// Bytes that may be unpacked yet.
    unpack: usize,
    /// Bytes of text that may be kept yet.
    keep: usize,
    /// Steps of work that may be done yet.
    steps: u64,
    /// How many more files may lie within one another.
    depth: u8,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            unpack: 256 << 20,
            keep: 24 << 20,
            steps: 60_000_000,
            depth: 3,
        }
    }
}

impl Budget {
    fn keep(&mut self, bytes: usize) -> bool {
        let enough = bytes <= self.keep;
        self.keep = self.keep.saturating_sub(bytes);
        enough
    }

    pub(super) fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.steps > 0
    }

    /// How many bytes one part may unpack to.
    pub(super) fn part(&self) -> usize {
        self.unpack.min(64 << 20)
    }

    pub(super) fn unpacked(&mut self, bytes: usize) {
        self.unpack = self.unpack.saturating_sub(bytes);
    }

    /// Goes into a file within another one, if that is not too deep.
    pub(super) fn enter(&mut self) -> bool {
        let enough = self.depth > 0;
        self.depth = self.depth.saturating_sub(1);
        enough
    }

    /// Comes out of it; only after it could go in.
    pub(super) fn leave(&mut self) {
        self.depth += 1;
    }
}

/// Reads a file.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Reading {
    if bytes.is_empty() {
        return Reading::default();
    }
    if pdf::is_one(bytes) {
        return pdf::read(bytes, budget);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::read(bytes, budget);
    }
    if bytes.starts_with(b"{\\rtf") {
        return rtf::read(bytes, budget);
    }
    if let Some(reading) = picture::read(bytes, budget) {
        return reading;
    }
    let Some(ways) = plain::decode(bytes) else {
        return binary(bytes, budget);
    };
    let mut reading = Reading::default();
    for text in &ways {
        if mail::is_mail(text) {
            reading.take(mail::read(text, budget), budget);
        } else if markup::is_markup(text) {
            let markup = markup::read(text, budget);
            reading.say(&markup.text, budget);
            reading.tell(&markup.aside, budget);
        } else {
            reading.say(text, budget);
        }
    }
    reading
}

/// A picture that may say more of itself than can be seen.
pub(super) fn may_tell(bytes: &[u8]) -> bool {
    picture::may_tell(bytes)
}

/// A file inside another one.
fn inner(bytes: &[u8], budget: &mut Budget) -> Reading {
    if !budget.enter() {
        return Reading::missing(Why::TooLarge);
    }
    let reading = read(bytes, budget);
    budget.leave();
    reading
}

/// Something that nobody here reads: only what stands in it as plain letters, such as the title of a song.
fn binary(bytes: &[u8], budget: &mut Budget) -> Reading {
    const SOUND: [(usize, &[u8]); 10] = [
        (0, b"ID3"),
        (0, b"\xff\xfb"),
        (0, b"\xff\xf3"),
        (0, b"OggS"),
        (0, b"fLaC"),
        (8, b"WAVE"),
        (8, b"AVI "),
        (4, b"ftyp"),
        (0, b"\x1a\x45\xdf\xa3"),
        (0, b"#!AMR"),
    ];
    let sound = SOUND
        .iter()
        .any(|(at, mark)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    let mut reading = Reading::missing(if sound { Why::Recording } else { Why::Unknown });
    let first = &bytes[..bytes.len().min(1 << 20)];
    let last = &bytes[bytes.len().saturating_sub(256 << 10).max(first.len())..];
    reading.tell(&plain::strings(first), budget);
    reading.tell(&plain::strings(last), budget);
    reading
}

#[cfg(test)]
mod tests;
