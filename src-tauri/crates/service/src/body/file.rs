//! Casebooks in and out.

use std::path::Path;

use crate::pending::Pending;
use crate::pending::casebook::{self, Selection};
use casework::view::ImportReport;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::session::Open;

pub fn import_casebook(open: &mut Open<'_>, request: ImportFile) -> Result<ImportReport> {
    let bytes = zeroize::Zeroizing::new(files::read(Path::new(&request.path))?);
    // The kind is in the bytes, not in the name: JSON begins with a brace.
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
        .map_err(|_| Error::new(Code::ImportUnknown))?;
    if !text.trim_start().starts_with('{') {
        return Err(Error::new(Code::ImportUnknown));
    }
    let book = casebook::parse(text)?;
    Ok(open.book()?.import(&book, request.dry_run)?)
}

pub fn export_casebook(open: &mut Open<'_>, request: ExportFile) -> Result<FileWritten> {
    let path = Path::new(&request.path);
    files::outside(open.path(), path)?;
    let selection = if request.cases.is_empty() {
        Selection::All
    } else {
        Selection::Cases(request.cases)
    };
    let text = zeroize::Zeroizing::new(open.book()?.export(&selection)?.to_json());
    let bytes = files::export_bytes(path, text.as_bytes())?;
    Ok(FileWritten {
        path: request.path,
        bytes,
    })
}
