//! Files that are archives: the documents of word processors and tables, books, and plain archives.

use std::io::{Cursor, Read};

use super::{Budget, Reading, Why, inner, markup, plain};

/// Most parts that are read.
const PARTS: usize = 5_000;

pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Reading {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Reading::missing(Why::Unreadable);
    };
    let mut reading = Reading::default();
    if archive.len() > PARTS {
        reading.missing.insert(Why::TooLarge);
    }
    let comment = plain::any(archive.comment());
    reading.tell(&comment, budget);
    let parts = archive.len().min(PARTS);
    let document = (0..parts).any(|at| {
        archive
            .by_index_raw(at)
            .is_ok_and(|part| matches!(part.name(), "[Content_Types].xml" | "mimetype"))
    });
    for at in 0..parts {
        let told = archive.by_index_raw(at);
        let Ok((name, encrypted)) = told.map(|part| (part.name().to_owned(), part.encrypted()))
        else {
            reading.missing.insert(Why::Unreadable);
            continue;
        };
        if encrypted {
            reading.missing.insert(Why::Encrypted);
            continue;
        }
        // What lies in an archive has the name that somebody gave it; the parts of a document have not.
        if !document {
            reading.tell(&name, budget);
        }
        let most = budget.part();
        let mut content = Vec::new();
        let done = archive
            .by_index(at)
            .map_err(std::io::Error::other)
            .and_then(|part| part.take(most as u64 + 1).read_to_end(&mut content));
        budget.unpacked(content.len());
        if done.is_err() {
            reading.missing.insert(Why::Unreadable);
        }
        if content.len() > most {
            reading.missing.insert(Why::TooLarge);
            continue;
        }
        if document {
            reading.take(part(&name, &content, budget), budget);
        } else {
            let found = inner(&content, budget);
            reading.take(found, budget);
        }
    }
    // Locked documents of LibreOffice are archives whose parts are noise; their list says so.
    if reading.about.contains("manifest:encryption-data") || reading.about.contains("<encryption") {
        reading.missing.insert(Why::Encrypted);
    }
    reading
}

/// A part of a document.
fn part(name: &str, content: &[u8], budget: &mut Budget) -> Reading {
    let small = name.to_lowercase();
    let ending = small.rsplit('.').next().unwrap_or_default();
    let mut reading = Reading::default();
    match ending {
        "xml" | "rels" | "xhtml" | "html" | "htm" | "opf" | "ncx" | "rdf" | "svg" | "vml" => {
            let about = small.starts_with("docprops/")
                || small.starts_with("meta-inf/")
                || small == "meta.xml"
                || matches!(ending, "rels" | "opf");
            let text = plain::decode(content).and_then(|ways| ways.into_iter().next());
            let Some(text) = text else {
                reading.missing.insert(Why::Unreadable);
                return reading;
            };
            if small == "meta-inf/manifest.xml" && text.contains("manifest:encryption-data") {
                reading.missing.insert(Why::Encrypted);
            }
            let found = markup::read(&text, budget);
            if about {
                reading.tell(&found.text, budget);
            } else {
                reading.say(&found.text, budget);
            }
            reading.tell(&found.aside, budget);
        }
        // Fonts and the key binding of a macro tell nothing of anybody.
        "odttf" | "ttf" | "otf" | "woff" | "css" => {}
        _ if small == "mimetype" || content.is_empty() => {}
        // Small pictures of the first page and of bullets are in nearly every document.
        _ if small.starts_with("thumbnails/") || small.contains("thumbnail") => {}
        _ => {
            let found = inner(content, budget);
            reading.take(found, budget);
        }
    }
    reading
}
