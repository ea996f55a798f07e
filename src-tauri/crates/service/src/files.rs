//! Files outside a vault: exports a person asked for, settings, and what is read to be taken in. The one place of this crate that creates files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::error::{Code, Error, Result};

/// Largest text that is read whole: a casebook, a card, a kit.
const TEXT_LIMIT: u64 = 256 * 1024 * 1024;

/// A new file that only its owner may read; refuses to write over anything.
pub fn create(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| Error::io(path, &error))
}

/// Writes a new file through `fill` and makes it durable. On any error nothing is left at `path`. Returns the size in bytes.
pub fn export(path: &Path, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<u64> {
    let mut out = create(path)?;
    let written = fill(&mut out).and_then(|()| {
        out.sync_all().map_err(|error| Error::io(path, &error))?;
        out.metadata()
            .map(|data| data.len())
            .map_err(|error| Error::io(path, &error))
    });
    if written.is_err() {
        // Half an export would be taken for a whole one.
        let _ = fs::remove_file(path);
    }
    written
}

/// Writes bytes to a new private file.
pub fn export_bytes(path: &Path, bytes: &[u8]) -> Result<u64> {
    export(path, |out| {
        out.write_all(bytes)
            .map_err(|error| Error::io(path, &error))
    })
}

/// Replaces a small private file of the program's own, whole or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private_folder(folder)?;
    let new = path.with_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    File::open(folder)?.sync_all()
}

/// Makes a folder that only its owner may look into.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Reads a whole file, bounded.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    read_at_most(path, TEXT_LIMIT)
}

/// The same with another bound, in bytes.
pub fn read_at_most(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let mut source = Source::open(path)?;
    if source.len > limit {
        return Err(Error::new(Code::FileTooLarge).with("limit", human(limit)));
    }
    // Room for all of it: a kit that is read must not leave copies behind while it grows.
    let mut bytes = Vec::with_capacity(usize::try_from(source.len).unwrap_or(0) + 64);
    (&mut source)
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(path, &error))?;
    source.settled(bytes.len() as u64)?;
    Ok(bytes)
}

/// A file that is being taken in: notices when it changes or vanishes meanwhile.
pub struct Source {
    path: PathBuf,
    file: File,
    /// Its length when it was opened, in bytes.
    pub len: u64,
    changed: Option<SystemTime>,
}

impl Source {
    /// Opens an ordinary file.
    pub fn open(path: &Path) -> Result<Self> {
        let error = |error: io::Error| Error::io(path, &error);
        // Looked at before it is opened: opening a pipe would wait for ever.
        if !fs::metadata(path).map_err(error)?.is_file() {
            return Err(Error::file(Code::FileNotPlain, path));
        }
        let file = File::open(path).map_err(error)?;
        let data = file.metadata().map_err(error)?;
        if !data.is_file() {
            return Err(Error::file(Code::FileNotPlain, path));
        }
        Ok(Self {
            path: path.to_owned(),
            file,
            len: data.len(),
            changed: data.modified().ok(),
        })
    }

    /// After `read` bytes came: whether that was all of one unchanged file, still there under its name.
    pub fn settled(&self, read: u64) -> Result<()> {
        let changed = || Error::file(Code::FileChanged, &self.path);
        let same =
            |data: &fs::Metadata| data.len() == self.len && data.modified().ok() == self.changed;
        let now = self.file.metadata().map_err(|_| changed())?;
        let named = fs::metadata(&self.path).map_err(|_| changed())?;
        if read == self.len && same(&now) && same(&named) {
            Ok(())
        } else {
            Err(changed())
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

/// Refuses a target inside the vault's own folder, where clear text must never lie.
pub fn outside(vault: &Path, target: &Path) -> Result<()> {
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if real(folder).starts_with(real(vault)) {
        Err(Error::new(Code::FileInVault).at("path"))
    } else {
        Ok(())
    }
}

/// The last part of a path without its ending, as people call it.
pub fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// Bytes as people write them: `64 MiB`.
pub fn human(bytes: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let step = (0..units.len() - 1)
        .rev()
        .find(|step| bytes >= 1 << (10 * (step + 1)))
        .map_or(0, |step| step + 1);
    let scale = 1_u64 << (10 * step);
    let tenths = bytes % scale * 10 / scale;
    if step == 0 || tenths == 0 {
        format!("{} {}", bytes / scale, units[step])
    } else {
        format!("{}.{tenths} {}", bytes / scale, units[step])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(result: Result<T>) -> Option<Code> {
        result.err().map(|error| error.kind())
    }

    #[test]
    fn an_export_is_private_whole_and_never_over_something() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.json");
        assert_eq!(export_bytes(&path, b"one").unwrap(), 3);
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions())
                & 0o777,
            0o600
        );
        assert_eq!(code(export_bytes(&path, b"two")), Some(Code::FileExists));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        let failing = dir.path().join("half.json");
        let half = export(&failing, |out| {
            out.write_all(b"half").unwrap();
            Err(Error::new(Code::Cancelled))
        });
        assert_eq!(code(half), Some(Code::Cancelled));
        assert!(!failing.exists(), "half an export is left");
        assert_eq!(
            code(export_bytes(&dir.path().join("none/out"), b"")),
            Some(Code::FileMissing)
        );
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("in");
        fs::write(&path, "first").unwrap();
        assert_eq!(Source::open(&path).unwrap().settled(5), Ok(()));
        assert_eq!(
            code(Source::open(&path).unwrap().settled(4)),
            Some(Code::FileChanged)
        );
        let source = Source::open(&path).unwrap();
        fs::write(&path, "longer than it was").unwrap();
        assert_eq!(code(source.settled(5)), Some(Code::FileChanged));
        let source = Source::open(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(code(source.settled(source.len)), Some(Code::FileChanged));
        assert_eq!(code(Source::open(&path)), Some(Code::FileMissing));
        assert_eq!(code(Source::open(dir.path())), Some(Code::FileNotPlain));
        assert_eq!(
            code(Source::open(Path::new("/dev/zero"))),
            Some(Code::FileNotPlain)
        );
    }

    #[test]
    fn nothing_goes_into_the_vault_in_clear() {
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("a.vault");
        fs::create_dir(&vault).unwrap();
        assert_eq!(
            code(outside(&vault, &vault.join("out"))),
            Some(Code::FileInVault)
        );
        assert_eq!(
            code(outside(&vault, &dir.path().join("x/../a.vault/out"))),
            None,
            "no such folder: the export itself fails"
        );
        assert_eq!(
            code(outside(&vault, &vault.join("../a.vault/out"))),
            Some(Code::FileInVault)
        );
        assert_eq!(code(outside(&vault, &dir.path().join("out"))), None);
    }

    #[test]
    fn sizes_read_well() {
        for (bytes, expect) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (1536, "1.5 KiB"),
            (4 << 30, "4 GiB"),
        ] {
            assert_eq!(human(bytes), expect);
        }
    }
}
