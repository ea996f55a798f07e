//! A file system in memory that loses power and fails on demand.
//!
//! It keeps apart what a program sees and what a disk has promised: bytes written but not synced, and names
//! changed in a folder that was not synced. From any point of a run it makes the *crash images* a disk could
//! show after a loss of power, and at any operation it can fail, with or without having done the work.
//!
//! The model is as weak as POSIX allows: syncing a file promises nothing about its name, unsynced names come
//! true in any subset, and bytes under a failed sync are lost even if a later sync succeeds.

mod crash;
mod disk;
mod tally;

pub use crash::{Image, Tail};
pub use tally::{Bad, Tally};

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::{Entry, File, Fs, Lock, ReadAt};
use disk::{Disk, Id};

/// Which operations fail, counted from 0 over every call that reaches the storage.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// The first operation that fails.
    pub at: u64,
    /// How many in a row fail; [`u64::MAX`] for all that follow.
    pub times: u64,
    /// The error they give: [`io::ErrorKind::StorageFull`] stands for ENOSPC, [`io::ErrorKind::Other`] for EIO,
    /// [`io::ErrorKind::Interrupted`] for EINTR, which asks for another try.
    pub kind: io::ErrorKind,
    /// Whether the work was done all the same before the error was given; a write is then half done.
    pub done: bool,
}

/// One moment of a recorded run.
#[derive(Clone)]
pub struct Moment {
    /// The number given to [`SimFs::mark`] last.
    pub mark: u64,
    disk: Disk,
}

/// The simulated file system. Clones share it.
#[derive(Clone, Default)]
pub struct SimFs(Arc<Mutex<Sim>>);

#[derive(Default)]
struct Sim {
    disk: Disk,
    operations: u64,
    fault: Option<Fault>,
    short: Range<u64>,
    read_only: bool,
    mark: u64,
    free: Option<u64>,
    moments: Option<Vec<Moment>>,
    locks: BTreeSet<PathBuf>,
}

impl SimFs {
    /// An empty file system with a root folder.
    pub fn new() -> Self {
        Self::default()
    }

    fn with_disk(disk: Disk) -> Self {
        Self(Arc::new(Mutex::new(Sim {
            disk,
            ..Sim::default()
        })))
    }

    /// A copy of what is seen now, all of it synced, sharing nothing with this one.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::with_disk(self.sim().disk.settled())
    }

    /// The number of operations so far.
    pub fn operations(&self) -> u64 {
        self.sim().operations
    }

    /// Lets operations fail from now on, or none.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.sim().fault = fault;
    }

    /// Answers EROFS to every change from now on, or no longer: a disc, a stick with its switch on, a mount for reading.
    pub fn set_read_only(&self, read_only: bool) {
        self.sim().read_only = read_only;
    }

    /// A change, which a medium for reading refuses.
    fn change<T>(&self, work: impl FnOnce(&mut Disk, Outcome) -> io::Result<T>) -> io::Result<T> {
        if self.sim().read_only {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        self.run(work)
    }

    /// Lets the operations of these numbers move only half of the bytes they are given, as POSIX allows: reads and
    /// writes succeed, but are short.
    pub fn set_short(&self, operations: Range<u64>) {
        self.sim().short = operations;
    }

    /// What [`Fs::free`] answers from now on. Writing is not limited by it.
    pub fn set_free(&self, bytes: Option<u64>) {
        self.sim().free = bytes;
    }

    /// Begins to keep every moment after an operation that changed something.
    pub fn record(&self) {
        let mut sim = self.sim();
        let moment = Moment {
            mark: sim.mark,
            disk: sim.disk.promised(),
        };
        sim.moments = Some(vec![moment]);
    }

    /// The moments since [`SimFs::record`]; ends the recording.
    pub fn moments(&self) -> Vec<Moment> {
        self.sim().moments.take().unwrap_or_default()
    }

    /// Notes how far the caller has been told it is safe; kept with every later moment.
    pub fn mark(&self, mark: u64) {
        self.sim().mark = mark;
    }

    /// Every file with its content as seen now, in order of the paths.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        self.sim().disk.files()
    }

    /// Replaces, makes or (with `None`) removes a file behind the program's back, at once and durably.
    pub fn tamper(&self, path: &Path, content: Option<Vec<u8>>) {
        self.sim().disk.tamper(path, content);
    }

    fn sim(&self) -> MutexGuard<'_, Sim> {
        self.0.lock().expect("no holder of this lock panics")
    }

    /// Runs one operation: counts it, fails it if its turn has come, keeps the moment.
    fn run<T>(&self, work: impl FnOnce(&mut Disk, Outcome) -> io::Result<T>) -> io::Result<T> {
        let mut sim = self.sim();
        let number = sim.operations;
        sim.operations += 1;
        let fault = sim
            .fault
            .filter(|f| number >= f.at && number - f.at < f.times);
        let result = match fault {
            None if sim.short.contains(&number) => work(&mut sim.disk, Outcome::Short),
            None => work(&mut sim.disk, Outcome::Success),
            Some(f) => {
                let outcome = if f.done {
                    Outcome::FailAfter
                } else {
                    Outcome::FailBefore
                };
                let _ = work(&mut sim.disk, outcome);
                Err(io::Error::new(f.kind, "simulated"))
            }
        };
        let sim = &mut *sim;
        if let Some(moments) = &mut sim.moments {
            let seen = moments.last().map(|m| (m.mark, m.disk.changes));
            if seen != Some((sim.mark, sim.disk.changes)) {
                moments.push(Moment {
                    mark: sim.mark,
                    disk: sim.disk.promised(),
                });
            }
        }
        result
    }
}

/// What an operation is to do with the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Success,
    /// Success with a part of the bytes.
    Short,
    FailBefore,
    FailAfter,
}

impl Outcome {
    fn works(self) -> bool {
        self != Self::FailBefore
    }

    fn succeeds(self) -> bool {
        matches!(self, Self::Success | Self::Short)
    }

    /// How many of `len` bytes are moved.
    fn moved(self, len: usize) -> usize {
        match self {
            Self::Success => len,
            Self::Short => len.div_ceil(2),
            Self::FailBefore => 0,
            Self::FailAfter => len / 2,
        }
    }
}

struct SimFile {
    fs: SimFs,
    id: Id,
}

struct SimLock {
    fs: SimFs,
    path: PathBuf,
}

impl Lock for SimLock {}

impl Drop for SimLock {
    fn drop(&mut self) {
        self.fs.sim().locks.remove(&self.path);
    }
}

impl ReadAt for SimFile {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        self.fs.run(|disk, outcome| {
            let asked = outcome.moved(buf.len());
            disk.content(self.id)
                .as_slice()
                .read_at(offset, &mut buf[..asked])
        })
    }

    fn len(&self) -> io::Result<u64> {
        self.fs
            .run(|disk, _| Ok(disk.content(self.id).len() as u64))
    }
}

impl Write for SimFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.fs.run(|disk, outcome| {
            let moved = outcome.moved(buf.len());
            if moved > 0 {
                disk.append(self.id, &buf[..moved]);
            }
            Ok(moved)
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl File for SimFile {
    fn fsync(&mut self) -> io::Result<()> {
        self.fs.run(|disk, outcome| {
            disk.sync(self.id, outcome.succeeds());
            Ok(())
        })
    }
}

impl Fs for SimFs {
    fn open(&self, path: &Path) -> io::Result<Box<dyn File>> {
        let id = self.run(|disk, _| disk.file(path))?;
        Ok(Box::new(SimFile {
            fs: self.clone(),
            id,
        }))
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn File>> {
        let id = self.change(|disk, outcome| disk.create(path, outcome.works()))?;
        Ok(Box::new(SimFile {
            fs: self.clone(),
            id,
        }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|disk, outcome| disk.rename(from, to, outcome.works()))
    }

    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.change(|disk, outcome| disk.unlink(path, outcome.works()))
    }

    fn overwrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change(|disk, outcome| disk.overwrite(path, bytes, outcome.works()))
    }

    fn mkdir(&self, path: &Path) -> io::Result<()> {
        self.change(|disk, outcome| disk.mkdir(path, outcome.works()))
    }

    fn rmdir(&self, path: &Path) -> io::Result<()> {
        self.change(|disk, outcome| disk.rmdir(path, outcome.works()))
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.run(|disk, outcome| disk.sync_dir(path, outcome.works()))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.run(|disk, _| disk.list(path))
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        self.run(|disk, _| disk.file(path).map(|id| disk.content(id).len() as u64))
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.run(|disk, _| Ok(disk.exists(path)))
    }

    fn free(&self, _: &Path) -> io::Result<Option<u64>> {
        let free = self.sim().free;
        self.run(|_, _| Ok(free))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.change(|disk, outcome| disk.touch(path, outcome.works()))?;
        let free = self.sim().locks.insert(path.to_owned());
        Ok(free.then(|| {
            Box::new(SimLock {
                fs: self.clone(),
                path: path.to_owned(),
            }) as Box<dyn Lock>
        }))
    }
}
