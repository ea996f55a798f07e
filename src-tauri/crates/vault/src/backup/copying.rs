//! Moving bytes from one disk to another and believing only what was read back.

use std::io::{self, Write};
use std::path::Path;

use agevfs::fs::ReadAt;
use sha2::{Digest, Sha256};

use super::list::Hash;
use crate::Env;
use crate::error::{Error, Result};

const STEP: usize = 1 << 20;

/// How much of a job is done, and whether the person still wants it.
pub(crate) struct Meter<'a> {
    done: u64,
    total: u64,
    tell: &'a mut dyn FnMut(u64, u64) -> bool,
}

impl<'a> Meter<'a> {
    pub(crate) fn new(tell: &'a mut dyn FnMut(u64, u64) -> bool) -> Self {
        Self {
            done: 0,
            total: 0,
            tell,
        }
    }

    /// So many bytes more are to be moved or read.
    pub(crate) fn expect(&mut self, bytes: u64) {
        self.total = self.total.saturating_add(bytes);
    }

    /// So many are done. [`Error::Cancelled`] when the person stopped it.
    pub(crate) fn add(&mut self, bytes: u64) -> Result<()> {
        self.done = self.done.saturating_add(bytes);
        if (self.tell)(self.done, self.total.max(self.done)) {
            Ok(())
        } else {
            Err(Error::Cancelled)
        }
    }
}

/// Length and SHA-256 of a file, read from the medium and not from what the system remembers of it, where it lets itself be asked.
pub(crate) fn hash(env: &Env, path: &Path, meter: &mut Meter<'_>) -> Result<(u64, Hash)> {
    let file = env.fs.open(path).map_err(|e| Error::io("open", path, e))?;
    // Only a wish: a system that cannot forget answers from memory.
    let _ = file.forget();
    hash_of(&*file, path, meter)
}

/// The same of an open file.
pub(crate) fn hash_of(
    file: &dyn ReadAt,
    path: &Path,
    meter: &mut Meter<'_>,
) -> Result<(u64, Hash)> {
    let mut sum = Sha256::new();
    let mut len = 0;
    each_part(file, path, |part| {
        sum.update(part);
        len += part.len() as u64;
        meter.add(part.len() as u64)
    })?;
    Ok((len, sum.finalize().into()))
}

/// A file to copy.
pub(crate) struct From<'a> {
    pub(crate) file: &'a dyn ReadAt,
    /// For messages.
    pub(crate) path: &'a Path,
    /// What it has to be: anything else is not put in place.
    pub(crate) expect: Option<(u64, Hash)>,
}

/// Copies a file to `dir`/`name`, whole or not at all, in the place of any file there, and reads the copy back. Its name is durable
/// only after a sync of `dir`, which is the caller's. Returns length and SHA-256.
///
/// # Errors
/// [`Error::Damaged`] if the source is not what was expected, [`Error::BadMedium`] if the copy reads otherwise than it was written,
/// [`Error::TooLargeForDisk`], [`Error::NoSpace`], [`Error::Io`], [`Error::Cancelled`]. Nothing stays that counts.
pub(crate) fn copy(
    env: &Env,
    from: &From<'_>,
    dir: &Path,
    name: &str,
    meter: &mut Meter<'_>,
) -> Result<(u64, Hash)> {
    let fs = &*env.fs;
    let (tmp, to) = (
        dir.join(format!("tmp-{}", env.entropy.hex(8))),
        dir.join(name),
    );
    let written = write(env, from, &tmp, meter).and_then(|written| {
        fs.rename(&tmp, &to)
            .map_err(|e| Error::io("rename", &to, e))?;
        Ok(written)
    });
    let written = written.inspect_err(|_| {
        let _ = fs.unlink(&tmp);
    })?;
    if hash(env, &to, meter)? == written {
        Ok(written)
    } else {
        let _ = fs.unlink(&to);
        Err(Error::BadMedium { path: to })
    }
}

fn write(env: &Env, from: &From<'_>, to: &Path, meter: &mut Meter<'_>) -> Result<(u64, Hash)> {
    let mut copy = env
        .fs
        .create_new(to)
        .map_err(|e| Error::io("create", to, e))?;
    let mut sum = Sha256::new();
    let mut len: u64 = 0;
    each_part(from.file, from.path, |part| {
        copy.write_all(part).map_err(|e| match e.kind() {
            io::ErrorKind::FileTooLarge => Error::TooLargeForDisk {
                bytes: from.file.len().unwrap_or(len),
            },
            _ => Error::io("write", to, e),
        })?;
        sum.update(part);
        len += part.len() as u64;
        meter.add(part.len() as u64)
    })?;
    let written = (len, sum.finalize().into());
    if from.expect.is_some_and(|expect| expect != written) {
        return Err(Error::damaged(
            from.path,
            "is not what it was when it was written",
        ));
    }
    copy.fsync().map_err(|e| Error::io("sync", to, e))?;
    Ok(written)
}

/// Reads a file from front to back.
fn each_part(
    file: &dyn ReadAt,
    path: &Path,
    mut each: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut buf = vec![0; STEP];
    let mut at = 0;
    loop {
        match file.read_at(at, &mut buf) {
            Ok(0) => return Ok(()),
            Ok(n) => {
                each(&buf[..n])?;
                at += n as u64;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Error::io("read", path, e)),
        }
    }
}
