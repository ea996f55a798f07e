//! Archives, and the documents that are archives (OPC, ISO/IEC 29500-2; ODF, ISO/IEC 26300-3), written anew part by part.
//!
//! The file is evidence and may be hostile: nothing that it says of its sizes is believed, everything has a [`Budget`], nothing touches the disk. Parts are in
//! the order in which they were, packed if they were packed.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::document::Document;
use super::{Clean, Taken, may_tell};
use crate::leak::read::Budget;

/// Most parts of one archive.
const PARTS: usize = 5_000;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

pub(super) fn strip(bytes: &[u8], budget: &mut Budget) -> Option<Clean> {
    if !budget.enter() {
        return None;
    }
    let clean = whole(bytes, budget);
    budget.leave();
    clean
}

fn whole(bytes: &[u8], budget: &mut Budget) -> Option<Clean> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names = names(&mut archive)?;
    let mut document = Document::of(&names, &mut |at| unpacked(&mut archive, at, budget))?;
    let mut clean = Clean::default();
    clean.take(archive.offset() > 0, Taken::Tail);
    clean.take(!archive.comment().is_empty(), Taken::Remarks);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, name) in names.iter().enumerate() {
        let part = archive.by_index_raw(at).ok()?;
        let dated = part
            .last_modified()
            .is_some_and(|time| time != DateTime::default());
        clean.take(dated || part.extra_data().is_some_and(tells), Taken::Times);
        clean.take(!part.comment().is_empty(), Taken::Remarks);
        let method = match part.compression() {
            CompressionMethod::Stored => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let (folder, size) = (part.is_dir(), part.size());
        drop(part);
        if let Some(what) = document.leaves_out(name) {
            clean.take(size > 0, what);
            continue;
        }
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default());
        if folder {
            out.add_directory(name, options).ok()?;
            continue;
        }
        let content = unpacked(&mut archive, at, budget)?;
        let content = match document.rewritten(name, &content, budget, &mut clean)? {
            Some(rewritten) => rewritten,
            None => inner(content, budget, &mut clean)?,
        };
        out.start_file(name, options).ok()?;
        out.write_all(&content).ok()?;
    }
    // What has nothing to lose stays byte for byte what it is.
    clean.bytes = if clean.taken.is_empty() {
        bytes.to_vec()
    } else {
        out.finish().ok()?.into_inner()
    };
    Some(clean)
}

/// Among what else is said of a part: times, and the user who wrote it (APPNOTE 4.5; Info-ZIP).
fn tells(mut extra: &[u8]) -> bool {
    const TIMES: [u16; 5] = [0x000a, 0x5455, 0x5855, 0x7855, 0x7875];
    while let [a, b, c, d, rest @ ..] = extra {
        if TIMES.contains(&u16::from_le_bytes([*a, *b])) {
            return true;
        }
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        extra = rest.get(length..).unwrap_or_default();
    }
    false
}

/// A file in an archive: a picture in a document, a document in an archive. None if it may say something of itself that cannot be taken out.
fn inner(content: Vec<u8>, budget: &mut Budget, clean: &mut Clean) -> Option<Vec<u8>> {
    if !may_tell(&content) {
        return Some(content);
    }
    let found = super::strip(&content, budget)?;
    clean.taken.extend(found.taken);
    Some(found.bytes)
}

/// The names of all parts; none if there are too many, or if one is locked, a link, or has the name of another in other letters.
fn names(archive: &mut Archive<'_>) -> Option<Vec<String>> {
    if archive.len() > PARTS {
        return None;
    }
    let mut names = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).ok()?;
        if part.encrypted() || part.is_symlink() {
            return None;
        }
        names.push(part.name().to_owned());
    }
    let mut small: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    small.sort();
    small.dedup();
    (small.len() == names.len()).then_some(names)
}

fn unpacked(archive: &mut Archive<'_>, at: usize, budget: &mut Budget) -> Option<Vec<u8>> {
    let most = budget.part();
    let part = archive.by_index(at).ok()?;
    let mut content = Vec::new();
    let read = part.take(most as u64 + 1).read_to_end(&mut content);
    budget.unpacked(content.len());
    (read.is_ok() && content.len() <= most).then_some(content)
}
