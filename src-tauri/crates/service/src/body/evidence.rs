//! Evidence: files taken into the vault, looked at, written out, hashed again; each with its entry in the chain of custody.

use std::fmt::Write as _;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use casework::Book;
use casework::record::{CustodyEvent, CustodyEventKind, Entity as _, Evidence};
use casework::view::Saved;
use sha2::{Digest, Sha256};
use vault::{BlobReader, BlobRef};
use zeroize::Zeroizing;

use super::preview::{HEAD, media_type};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files::{self, Source};
use crate::session::{Open, Service};
use crate::work::Work;

/// Largest file taken in, in bytes.
const LIMIT: u64 = 4 * 1024 * 1024 * 1024;
/// Largest part given at once, in bytes.
const RANGE: u64 = 1024 * 1024;

pub fn evidence_add(service: &Service, request: EvidenceAdd) -> Result<Saved> {
    let path = Path::new(&request.path);
    let mut source = None;
    let (item, work) = Work::begin(service, "evidence_add", |open| {
        open.book()?.get::<casework::record::Case>(request.case.0)?;
        let lang = open.ctx().lang;
        let obtained = request.obtained.trim();
        let obtained = (!obtained.is_empty())
            .then(|| super::app::understand(obtained, lang, open.service.today()))
            .transpose()
            .map_err(|error| error.at("obtained"))?;
        let file = source.insert(Source::open(path)?);
        if file.len > LIMIT {
            return Err(Error::new(Code::FileTooLarge)
                .with("limit", files::human(LIMIT))
                .at("path"));
        }
        let item = Evidence {
            case_id: request.case,
            title: request.title.trim().to_owned(),
            obtained,
            obtained_by: open.session.who.name.clone(),
            source: request.source,
            how: request.how.clone(),
            sensitivity: request.sensitivity,
            ..Evidence::default()
        };
        Ok((item, file.len))
    })?;
    let mut source = source.expect("opened before the work began");
    let (blob, head) = take_in(&work, &mut source)?;
    let file_name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let item = Evidence {
        title: if item.title.is_empty() {
            file_name.clone()
        } else {
            item.title.clone()
        },
        file_name,
        size: blob.size,
        media_type: media_type(&head, blob.size).to_owned(),
        sha256: blob.sha256.clone(),
        blob: blob.id.clone(),
        binding: blob.binding.clone(),
        ..item
    };
    let blobs = work.blobs.clone();
    let saved = work.end(service, |open| keep(open, item));
    if saved.is_err() {
        // Bytes without a record would never be found again.
        let _ = blobs.blobs().remove(&blob.id);
    }
    saved
}

/// Streams a file into a blob. When it changes or vanishes meanwhile, or anything else fails, nothing of it stays.
fn take_in(work: &Work<'_>, source: &mut Source) -> Result<(BlobRef, Vec<u8>)> {
    let total = source.len;
    let mut content = Heading {
        inner: source,
        head: Vec::with_capacity(HEAD),
    };
    let blobs = work.blobs.blobs();
    let blob = blobs.add(&mut content, LIMIT, &mut |done| work.step(done, total))?;
    let head = content.head;
    if let Err(error) = source.settled(blob.size) {
        blobs.remove(&blob.id)?;
        return Err(error);
    }
    Ok((blob, head))
}

/// Record and first custody entry.
fn keep(open: &mut Open<'_>, item: Evidence) -> Result<Saved> {
    let sha256 = item.sha256.clone();
    let saved = open.book()?.save(item.into_record(), None)?;
    if let casework::record::Record::Evidence(item) = &saved.record
        && let Err(error) = custody(open, item, CustodyEventKind::Received, "", &sha256)
    {
        // Without its first entry the item has no chain of custody; it goes again.
        open.book()?
            .delete(casework::record::Kind::Evidence, item.id.0, true)?;
        return Err(error);
    }
    Ok(saved)
}

pub fn evidence_preview(open: &mut Open<'_>, request: EvidenceRef) -> Result<EvidencePreview> {
    let item: Evidence = open.book()?.get(request.id.0)?;
    let mut content = open
        .session
        .vault
        .blobs()
        .open(&blob(&item))
        .map_err(damaged)?;
    super::preview::of(&mut content, item.size)
}

pub fn evidence_range(open: &mut Open<'_>, request: EvidenceRange) -> Result<EvidencePart> {
    let item: Evidence = open.book()?.get(request.id.0)?;
    let mut content = open
        .session
        .vault
        .blobs()
        .open(&blob(&item))
        .map_err(damaged)?;
    let length = request
        .length
        .min(RANGE)
        .min(item.size.saturating_sub(request.offset));
    let mut bytes = Zeroizing::new(vec![0; usize::try_from(length).unwrap_or(0)]);
    content
        .seek(SeekFrom::Start(request.offset))
        .and_then(|_| content.read_exact(&mut bytes))
        .map_err(|_| Error::new(Code::EvidenceDamaged))?;
    Ok(EvidencePart {
        media_type: item.media_type,
        size: item.size,
        data: BASE64_STANDARD.encode(&*bytes),
    })
}

pub fn evidence_export(service: &Service, request: EvidenceExport) -> Result<FileWritten> {
    let path = Path::new(&request.path);
    let (item, work) = Work::begin(service, "evidence_export", |open| {
        files::outside(open.path(), path)?;
        let item: Evidence = open.book()?.get(request.id.0)?;
        let size = item.size;
        Ok((item, size))
    })?;
    let content = work.blobs.blobs().open(&blob(&item)).map_err(damaged)?;
    let bytes = files::export(path, |out| {
        let sha256 = scan(&content, &mut |part, done| {
            out.write_all(part)
                .map_err(|error| Error::io(path, &error))?;
            work.go_on(done, item.size)
        })?;
        if sha256 == item.sha256 {
            Ok(())
        } else {
            Err(Error::new(Code::EvidenceDamaged))
        }
    })?;
    let (event, hash) = (CustodyEventKind::Exported, item.sha256.clone());
    if let Err(error) = work.end(service, |open| custody(open, &item, event, &hash, &hash)) {
        // A copy outside of which the chain of custody knows nothing must not exist.
        let _ = std::fs::remove_file(path);
        return Err(error);
    }
    Ok(FileWritten {
        path: request.path,
        bytes,
    })
}

pub fn evidence_verify(service: &Service, request: EvidenceRef) -> Result<EvidenceVerified> {
    let (item, work) = Work::begin(service, "evidence_verify", |open| {
        let item: Evidence = open.book()?.get(request.id.0)?;
        let size = item.size;
        Ok((item, size))
    })?;
    let found = work
        .blobs
        .blobs()
        .open(&blob(&item))
        .map_err(damaged)
        .and_then(|content| scan(&content, &mut |_, done| work.go_on(done, item.size)));
    let sha256 = match found {
        Ok(sha256) => sha256,
        Err(error) if error.kind() == Code::EvidenceDamaged => String::new(),
        Err(error) => return Err(error),
    };
    work.end(service, |open| {
        custody(
            open,
            &item,
            CustodyEventKind::Verified,
            &item.sha256,
            &sha256,
        )
    })?;
    Ok(EvidenceVerified {
        ok: sha256 == item.sha256,
        sha256,
    })
}

/// What the database says of every blob, for a check of the whole vault.
pub fn blobs(book: &Book<'_>) -> Result<Vec<BlobRef>> {
    Ok(book
        .list::<Evidence>()?
        .iter()
        .filter(|item| !item.blob.is_empty())
        .map(blob)
        .collect())
}

/// Where the bytes of an item are.
pub fn blob(item: &Evidence) -> BlobRef {
    BlobRef {
        id: item.blob.clone(),
        size: item.size,
        sha256: item.sha256.clone(),
        binding: item.binding.clone(),
    }
}

/// A blob that is missing or altered concerns this item, not the vault as a whole.
fn damaged(error: vault::Error) -> Error {
    match error {
        vault::Error::UnknownBlob | vault::Error::Damaged { .. } => {
            Error::new(Code::EvidenceDamaged)
        }
        other => other.into(),
    }
}

/// Hands on everything there is, piece by piece with how much there was, and gives its SHA-256.
fn scan(content: &BlobReader, each: &mut dyn FnMut(&[u8], u64) -> Result<()>) -> Result<String> {
    let mut hash = Sha256::new();
    let mut done = 0;
    let mut outcome = Ok(());
    content
        .scan(&mut |piece| {
            hash.update(piece);
            done += piece.len() as u64;
            outcome = each(piece, done);
            outcome.is_ok()
        })
        .map_err(|_| Error::new(Code::EvidenceDamaged))?;
    outcome.map(|()| hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes all");
            text
        })
}

fn custody(
    open: &mut Open<'_>,
    item: &Evidence,
    event: CustodyEventKind,
    before: &str,
    after: &str,
) -> Result<()> {
    let entry = CustodyEvent {
        case_id: item.case_id,
        evidence: item.id,
        at: open.service.now().format("%Y-%m-%dT%H:%M:%S").to_string(),
        event,
        by: open.session.who.name.clone(),
        hash_before: before.to_owned(),
        hash_after: after.to_owned(),
        ..CustodyEvent::default()
    };
    open.book()?.save(entry.into_record(), None)?;
    Ok(())
}

/// Remembers the first bytes of what passes.
struct Heading<'a> {
    inner: &'a mut Source,
    head: Vec<u8>,
}

impl Read for Heading<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let wanted = HEAD.saturating_sub(self.head.len()).min(length);
        self.head.extend_from_slice(&buffer[..wanted]);
        Ok(length)
    }
}
