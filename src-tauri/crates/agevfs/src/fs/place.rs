//! Putting a new file in its place, whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use super::{File, Fs};

/// A file that was not put in its place.
#[derive(Debug, thiserror::Error)]
#[error("could not {op} {}: {source}", path.display())]
pub struct Unplaced {
    /// What failed, as a verb.
    pub op: &'static str,
    /// The file it failed on.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
    /// Whether every trace is known to be gone for good. If not, the file may or may not be in its place
    /// after a loss of power, and the caller must not go on as if it were not.
    pub undone: bool,
}

/// Writes a file under the name `tmp`, syncs it, renames it to `name` and syncs the folder. When this
/// returns, the file is durable and whole; it is handed back still open, with what `fill` returned.
///
/// # Errors
///
/// [`Unplaced`]; whatever was written is removed as far as the storage allows. No sync is ever repeated.
pub fn place<T>(
    fs: &dyn Fs,
    dir: &Path,
    tmp: &str,
    name: &str,
    fill: impl FnOnce(&mut dyn File) -> io::Result<T>,
) -> Result<(Box<dyn File>, T), Unplaced> {
    let (from, to) = (dir.join(tmp), dir.join(name));
    let mut written = fs.create_new(&from).map_err(|source| {
        if source.kind() != io::ErrorKind::AlreadyExists {
            // It may have been made all the same.
            let _ = fs.unlink(&from);
        }
        Unplaced {
            op: "create",
            path: from.clone(),
            source,
            undone: true,
        }
    })?;
    let filled = fill(written.as_mut()).map_err(|e| ("write", e));
    let synced = filled.and_then(|value| written.fsync().map(|()| value).map_err(|e| ("sync", e)));
    let value = match synced {
        Ok(value) => value,
        Err((op, source)) => {
            // Under its temporary name it counts for nothing, so it does not matter whether this works.
            let _ = fs.unlink(&from);
            return Err(Unplaced {
                op,
                path: from,
                source,
                undone: true,
            });
        }
    };
    let placed = match fs.rename(&from, &to) {
        Ok(()) => fs.sync_dir(dir).map_err(|e| ("sync the folder of", e)),
        Err(e) => Err(("rename", e)),
    };
    placed.map(|()| (written, value)).map_err(|(op, source)| {
        let _ = fs.unlink(&from);
        let undone = gone(fs.unlink(&to)) && fs.sync_dir(dir).is_ok();
        Unplaced {
            op,
            path: to,
            source,
            undone,
        }
    })
}

fn gone(unlinked: io::Result<()>) -> bool {
    match unlinked {
        Ok(()) => true,
        Err(e) => e.kind() == io::ErrorKind::NotFound,
    }
}
