//! A vault with very many small pieces of evidence: one more, one opened, sizes, the full check, a backup on top of another.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use agevfs::fs::{Entry, File, Fs, Lock, ReadAt, RealFs};
use vault::{BlobRef, Env, KdfParams, Passphrase, Unlocked, Vault};

use crate::random::Random;
use crate::{Failure, milliseconds};

/// So many times what takes milliseconds is done.
const TIMES: usize = 20;
/// Bytes in a piece, at most.
const LARGEST: usize = 3000;

/// Makes a vault below `dir` with `count` pieces of evidence and measures. Says one line `NAME WHO VALUE` for each measurement, in milliseconds;
/// `among_1` is the same in a vault with one piece.
pub fn measure(dir: &Path, count: usize) -> Result<(), Failure> {
    let mut random = Random::new(7);
    for (who, count) in [("among_1", 1), ("ours", count)] {
        let root = dir.join(format!("many-{who}.vault"));
        let start = Instant::now();
        let known = fill(&root, count, &mut random)?;
        eprintln!(
            "{count} pieces made in {:.1} s",
            start.elapsed().as_secs_f64()
        );
        let vault = open(&root, Env::real())?;
        single(&vault, &known, who, &mut random)?;
        if who == "ours" {
            verify(&vault, &known)?;
            drop(vault);
            backup(dir, &root, known, &mut random)?;
        }
        fs::remove_dir_all(&root)?;
    }
    Ok(())
}

fn passphrase() -> Result<Passphrase, Failure> {
    Ok(Passphrase::new("amber kettle orchard window seven lark")?)
}

fn open(root: &Path, env: Env) -> Result<Vault<Unlocked>, Failure> {
    let opened = Vault::at(root, env)?.unlock(&passphrase()?);
    Ok(opened.map_err(|(_, why)| why)?)
}

fn content(random: &mut Random) -> Vec<u8> {
    let size = 1 + random.below(LARGEST);
    (0..size)
        .map(|_| random.below(256).to_le_bytes()[0])
        .collect()
}

/// By the program itself, on a disk that is synced once at the end instead of thrice for each piece: that is what would take an hour.
fn fill(root: &Path, count: usize, random: &mut Random) -> Result<Vec<BlobRef>, Failure> {
    let env = unsynced();
    let (vault, _) = vault::create(root, &passphrase()?, KdfParams::floor(), env)?;
    let add = |content: Vec<u8>| vault.blobs().add(&mut &*content, u64::MAX, &mut |_| true);
    let known = (0..count)
        .map(|_| add(content(random)))
        .collect::<Result<Vec<_>, _>>()?;
    vault.lock()?;
    rustix::fs::sync();
    Ok(known)
}

fn unsynced() -> Env {
    Env {
        fs: Arc::new(Unsynced(RealFs)),
        ..Env::real()
    }
}

/// What a person does with one piece.
fn single(
    vault: &Vault<Unlocked>,
    known: &[BlobRef],
    who: &str,
    random: &mut Random,
) -> Result<(), Failure> {
    for _ in 0..TIMES {
        let content = content(random);
        let start = Instant::now();
        let blob = vault.blobs().add(&mut &*content, u64::MAX, &mut |_| true)?;
        println!("blobs_100k_add {who} {:.6}", milliseconds(start));
        vault.blobs().remove(&blob.id)?;

        let blob = &known[random.below(known.len())];
        let mut back = Vec::new();
        let start = Instant::now();
        vault.blobs().open(blob)?.read_to_end(&mut back)?;
        println!("blobs_100k_open {who} {:.6}", milliseconds(start));
        if back.len() as u64 != blob.size {
            return Err("a piece came back in another size".into());
        }
    }
    for at in 0..3 {
        let start = Instant::now();
        let stats = vault.stats()?;
        let line = if at == 0 {
            "blobs_100k_stats_first"
        } else {
            "blobs_100k_stats"
        };
        println!("{line} {who} {:.6}", milliseconds(start));
        if stats.bytes < 4096 * known.len() as u64 {
            return Err("sizes that cannot be".into());
        }
    }
    Ok(())
}

/// Reads all of them.
fn verify(vault: &Vault<Unlocked>, known: &[BlobRef]) -> Result<(), Failure> {
    let start = Instant::now();
    let report = vault.verify(known)?;
    println!("blobs_100k_verify ours {:.6}", milliseconds(start));
    match report.problems.first() {
        Some(problem) => Err(format!("{}: {}", problem.file, problem.what).into()),
        None => Ok(()),
    }
}

/// One more piece since the backup before.
fn backup(
    dir: &Path,
    root: &Path,
    mut known: Vec<BlobRef>,
    random: &mut Random,
) -> Result<(), Failure> {
    let backups = dir.join("many-backups");
    fs::create_dir(&backups)?;
    open(root, unsynced())?.backup(&backups, &known, &mut |_, _| true)?;
    rustix::fs::sync();
    let vault = open(root, Env::real())?;
    for _ in 0..3 {
        let content = content(random);
        known.push(vault.blobs().add(&mut &*content, u64::MAX, &mut |_| true)?);
        let start = Instant::now();
        let made = vault.backup(&backups, &known, &mut |_, _| true)?;
        println!("blobs_100k_backup ours {:.6}", milliseconds(start));
        if made.files < known.len() as u64 || made.healed > 0 {
            return Err("the backup does not hold what it has to".into());
        }
    }
    fs::remove_dir_all(&backups)?;
    Ok(())
}

/// The operating system's file system, without waiting for the disk.
struct Unsynced(RealFs);

struct UnsyncedFile(Box<dyn File>);

impl Write for UnsyncedFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0.write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl ReadAt for UnsyncedFile {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(offset, buf)
    }

    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }
}

impl File for UnsyncedFile {
    fn fsync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Fs for Unsynced {
    fn open(&self, path: &Path) -> io::Result<Box<dyn File>> {
        self.0.open(path)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn File>> {
        Ok(Box::new(UnsyncedFile(self.0.create_new(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.0.unlink(path)
    }

    fn mkdir(&self, path: &Path) -> io::Result<()> {
        self.0.mkdir(path)
    }

    fn rmdir(&self, path: &Path) -> io::Result<()> {
        self.0.rmdir(path)
    }

    fn sync_dir(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.0.list(path)
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        self.0.len(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.0.exists(path)
    }

    fn free(&self, path: &Path) -> io::Result<Option<u64>> {
        self.0.free(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.0.lock(path)
    }
}
