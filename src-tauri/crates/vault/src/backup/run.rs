//! Making a generation.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use agevfs::Head;
use agevfs::fs::File;
use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::check::Keys;
use super::copying::{From, Meter, copy, hash, hash_of};
use super::list::{self, Hash, Item, List};
use super::{Backup, FOLDERS, GENERATIONS, SUFFIX, TOP, Top, belonging, retention};
use crate::Env;
use crate::blobs::{BlobRef, Blobs};
use crate::compartment;
use crate::error::{Error, Result};
use crate::layout::{self, BLOBS_NAME, Compartment, Format, LOCK_NAME};
use crate::vault::{Unlocked, Vault};

/// Evidence that is in the backup already is read again bit by bit: at each backup so many bytes at least,
const RECHECK_BYTES: u64 = 64 << 20;
/// and one part in so many of all of it, so that all is read within as many backups.
const RECHECK_PART: u64 = 16;

/// A backup about to be made. It owns what it needs and asks nothing of the open vault any more, so that it can run on another
/// thread while the vault is written: the files of both databases are held open, and the others never change.
pub struct BackupJob {
    env: Env,
    root: PathBuf,
    format: Format,
    keys: Keys,
    heads: Vec<(Compartment, Head)>,
    expected: Vec<BlobRef>,
    source: BTreeMap<String, Option<Box<dyn File>>>,
}

/// A backup that was made, read back and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The folder of this vault's backups.
    pub path: PathBuf,
    /// The new generation.
    pub generation: String,
    /// When it was made, UTC.
    pub made: NaiveDateTime,
    /// Files that were copied now, those that were found damaged and written again among them.
    pub copied: u64,
    /// Their size in bytes.
    pub copied_bytes: u64,
    /// Files of earlier generations that were damaged on the medium or gone, and are whole again.
    pub healed: u64,
    /// Files of the generation.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Generations there are now.
    pub generations: u64,
}

impl Vault<Unlocked> {
    /// What is needed to back the vault up as it is now. `expected` is the evidence the database speaks of.
    ///
    /// # Errors
    /// [`Error::Io`] if a folder cannot be read.
    pub fn backup_job(&self, expected: Vec<BlobRef>) -> Result<BackupJob> {
        let mut source = BTreeMap::new();
        for path in newest_only(belonging(&self.env, &self.root, Top::InPlace)?) {
            // Merging and compacting remove files of the databases; one that is open stays readable.
            let volatile = !path.starts_with("blobs/");
            let at = self.root.join(&path);
            let file =
                volatile.then(|| self.env.fs.open(&at).map_err(|e| Error::io("open", &at, e)));
            source.insert(path, file.transpose()?);
        }
        let head = |open: &compartment::OpenCompartment, which| (which, open.db.head());
        let mut heads = vec![head(&self.state.case, Compartment::Case)];
        heads.extend(
            self.state
                .sealed
                .as_ref()
                .map(|open| head(open, Compartment::Sealed)),
        );
        Ok(BackupJob {
            env: self.env.clone(),
            root: self.root.clone(),
            format: self.format.clone(),
            keys: self.keys(),
            heads,
            expected,
            source,
        })
    }

    /// Backs up into the folder `dir`, which must exist, outside the vault. As [`Vault::backup_job`] and [`BackupJob::run`].
    pub fn backup(
        &self,
        dir: &Path,
        expected: &[BlobRef],
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Made> {
        self.backup_job(expected.to_vec())?.run(dir, progress)
    }
}

/// The paths without what the databases do not need any more.
fn newest_only(found: Vec<(String, PathBuf)>) -> Vec<String> {
    let mut paths: Vec<String> = found.into_iter().map(|(path, _)| path).collect();
    for which in [Compartment::Case, Compartment::Sealed] {
        let folder = format!("{}/", which.store().display());
        let names: Vec<&str> = paths
            .iter()
            .filter_map(|path| path.strip_prefix(&folder))
            .collect();
        let needless: Vec<String> = agevfs::superseded(&names)
            .iter()
            .map(|name| format!("{folder}{name}"))
            .collect();
        paths.retain(|path| !needless.contains(path));
    }
    paths
}

/// What was true of a file when the newest generation was proved.
type Trusted = HashMap<String, (u64, Hash)>;

impl BackupJob {
    /// Makes a generation in the backup of this vault in `dir`: copies what is not there yet, reads it back, decrypts what the keys
    /// at hand open, then writes the list. Only then generations go that need not stay, and files no list names any more.
    ///
    /// `progress` is told the bytes done and all bytes to do, as far as known; when it answers `false`, the backup stops.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the vault is; [`Error::BadMedium`] if the medium does not keep what is written;
    /// [`Error::BackupBusy`] if another backup is under way there; [`Error::Moved`] if a file was removed from the vault meanwhile: begin again
    /// with a new job; [`Error::NoSpace`], [`Error::TooLargeForDisk`], [`Error::Io`], [`Error::Cancelled`]. Every older
    /// generation stays as it was; what was copied stays too and is used the next time.
    pub fn run(self, dir: &Path, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Made> {
        if dir.starts_with(&self.root) {
            return Err(Error::io(
                "back up into",
                dir,
                io::ErrorKind::InvalidInput.into(),
            ));
        }
        let backup = self.folder(dir)?;
        let env = &self.env;
        let lock = backup.path.join(LOCK_NAME);
        let held = env
            .fs
            .lock(&lock)
            .map_err(|e| Error::io("lock", &lock, e))?;
        let _held = held.ok_or(Error::BackupBusy)?;
        prepare(env, &backup.path)?;
        let newest = self.newest(&backup)?;
        // An interrupted backup may have left files that the vault has no more, and the room is needed.
        sweep(&backup, |path| self.source.contains_key(path));

        let mut work = Work {
            job: &self,
            backup: &backup,
            meter: Meter::new(progress),
            items: Vec::new(),
            fresh: HashSet::new(),
            copied: (0, 0),
            healed: 0,
        };
        let there = backup.files()?;
        let cursor = newest.as_ref().and_then(|list| list.checked.clone());
        let trusted: Trusted = newest
            .iter()
            .flat_map(|list| &list.items)
            .map(|i| (i.path.clone(), (i.size, i.sha256)))
            .collect();
        let plan = self.plan(&there, &trusted, cursor.as_deref(), &mut work.meter)?;
        for step in &plan.steps {
            work.take(step)?;
        }
        work.sync()?;
        work.prove()?;
        let Work {
            items,
            copied,
            healed,
            ..
        } = work;
        let made = after(newest.as_ref().map(|list| list.made), env.clock.now());
        let list = List::new(
            self.format.id,
            made,
            plan.checked.or(cursor),
            items,
            &self.keys.case,
        );
        let name = list::name(made, &env.entropy.hex(4));
        self.put(&backup, &name, &list)?;

        // From here on the backup is made; what is left to do is to tidy up, and the next one does it again.
        self.prune(&backup, &name);
        sweep(&backup, |_| false);
        let generations = backup.names().map_or(1, |names| names.len() as u64);
        Ok(Made {
            path: backup.path.clone(),
            generation: name,
            made,
            copied: copied.0,
            copied_bytes: copied.1,
            healed,
            files: list.items.len() as u64,
            bytes: list.bytes(),
            generations,
        })
    }

    /// The folder of this vault's backups in `dir`, made if there is none: found by the vault's id, so that a vault may be renamed.
    fn folder(&self, dir: &Path) -> Result<Backup> {
        let fs = &*self.env.fs;
        let id = self.format.id.simple().to_string();
        let entries = fs.list(dir).map_err(|e| Error::io("list", dir, e))?;
        let ending = format!("-{}{SUFFIX}", &id[..8]);
        let longer = format!("-{id}{SUFFIX}");
        for entry in entries
            .iter()
            .filter(|e| e.is_dir && (e.name.ends_with(&ending) || e.name.ends_with(&longer)))
        {
            let backup = Backup::new(&dir.join(&entry.name), &self.env);
            if self.is_ours(&backup)? {
                return Ok(backup);
            }
        }
        let stem = plain(
            self.root
                .file_stem()
                .and_then(|s| s.to_str())
                .unwrap_or_default(),
        );
        let taken = |name: &str| {
            entries
                .iter()
                .any(|e| e.name.to_lowercase() == name.to_lowercase())
        };
        let name = [format!("{stem}{ending}"), format!("{stem}{longer}")]
            .into_iter()
            .find(|name| !taken(name));
        let path = dir.join(name.ok_or(Error::Exists)?);
        fs.mkdir(&path).map_err(|e| Error::io("make", &path, e))?;
        fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e))?;
        Ok(Backup::new(&path, &self.env))
    }

    /// Whether no list in it speaks of another vault.
    fn is_ours(&self, backup: &Backup) -> Result<bool> {
        let at = backup.path.join(GENERATIONS);
        if !self
            .env
            .fs
            .exists(&at)
            .map_err(|e| Error::io("look for", &at, e))?
        {
            return Ok(true);
        }
        for (name, _) in backup.names()? {
            if backup
                .list(&name)?
                .is_ok_and(|list| list.vault != self.format.id)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The newest list that this vault's own key wrote. Every list is written after a proof, so what it says of a file was true then;
    /// others are believed in nothing.
    fn newest(&self, backup: &Backup) -> Result<Option<List>> {
        for (name, _) in backup.names()? {
            if let Ok(list) = backup.list(&name)?
                && self.owns(&list)
            {
                return Ok(Some(list));
            }
        }
        Ok(None)
    }

    fn owns(&self, list: &List) -> bool {
        list.vault == self.format.id && list.is_of(&self.keys.case)
    }

    /// What to do with each file of the vault.
    fn plan(
        &self,
        there: &BTreeMap<String, u64>,
        trusted: &Trusted,
        cursor: Option<&str>,
        meter: &mut Meter<'_>,
    ) -> Result<Plan> {
        let mut steps = Vec::new();
        let mut blobs = Vec::new();
        for (path, open) in &self.source {
            let at = self.root.join(path);
            let size = match open {
                Some(file) => file.len(),
                None => self.env.fs.len(&at),
            };
            let size = size.map_err(|e| gone(&at, e))?;
            let known = trusted.get(path);
            if known.is_some_and(|(len, _)| *len != size) && path.contains('/') {
                return Err(Error::damaged(
                    path,
                    "has another length than when it was backed up",
                ));
            }
            let step = |act| Step {
                path: path.clone(),
                size,
                act,
            };
            match known.filter(|_| path.contains('/')) {
                Some((_, sum)) if there.get(path) == Some(&size) => {
                    let step = step(Act::Trust(*sum));
                    if path.starts_with("blobs/") {
                        blobs.push(step);
                    } else {
                        steps.push(Step {
                            act: Act::Recheck(*sum),
                            ..step
                        });
                    }
                }
                Some((_, sum)) => steps.push(step(Act::Copy(Some(*sum)))),
                None => steps.push(step(Act::Copy(None))),
            }
        }
        let checked = recheck(&mut blobs, cursor);
        // What may vanish soonest comes first: databases, keys, then evidence.
        steps.sort_by_key(|step| step.path.starts_with("blobs/"));
        steps.extend(blobs);
        for step in &steps {
            // A copy is written and read again; what is new or may be opened is decrypted too.
            let proved = !step.path.starts_with(BLOBS_NAME);
            let times = match step.act {
                Act::Trust(_) => u64::from(proved),
                Act::Recheck(_) => 1 + u64::from(proved),
                Act::Copy(_) => 3,
            };
            meter.expect(step.size.saturating_mul(times));
        }
        Ok(Plan { steps, checked })
    }

    /// Puts the list in its place and reads it again.
    fn put(&self, backup: &Backup, name: &str, list: &List) -> Result<()> {
        let dir = backup.path.join(GENERATIONS);
        let text = list.encode();
        let tmp = format!("tmp-{}", self.env.entropy.hex(8));
        agevfs::fs::place(&*self.env.fs, &dir, &tmp, name, |file| {
            file.write_all(text.as_bytes())
        })
        .map_err(layout::unplaced)?;
        let path = dir.join(name);
        let again = self.env.fs.open(&path).and_then(|file| {
            let _ = file.forget();
            let mut bytes = vec![0; text.len()];
            file.read_exact_at(0, &mut bytes)?;
            Ok(file.len()? == text.len() as u64 && bytes == text.as_bytes())
        });
        match again {
            Ok(true) => Ok(()),
            Ok(false) => {
                let _ = self.env.fs.unlink(&path);
                Err(Error::BadMedium { path })
            }
            Err(e) => Err(Error::io("read", &path, e)),
        }
    }

    /// Removes the lists of generations that need not stay. Those that this vault's key did not write (of before a change of keys,
    /// damaged, or put there by somebody) push none of ours out, and go only by the same rule themselves.
    fn prune(&self, backup: &Backup, new: &str) {
        let Ok(names) = backup.names() else { return };
        let stays = |names: &[&(String, NaiveDateTime)]| -> HashSet<String> {
            let stamps: Vec<NaiveDateTime> = names.iter().map(|(_, made)| *made).collect();
            names
                .iter()
                .zip(retention::kept(&stamps))
                .filter(|(_, keep)| *keep)
                .map(|((name, _), _)| name.clone())
                .collect()
        };
        let ours = |name: &str| matches!(backup.list(name), Ok(Ok(list)) if self.owns(&list));
        let (own, _): (Vec<_>, Vec<_>) = names.iter().partition(|(name, _)| ours(name));
        let mut keep = stays(&own);
        keep.extend(stays(&names.iter().collect::<Vec<_>>()));
        let dir = backup.path.join(GENERATIONS);
        for (name, _) in names
            .iter()
            .filter(|(name, _)| name != new && !keep.contains(name))
        {
            let _ = self.env.fs.unlink(&dir.join(name));
        }
    }
}

/// One file of the vault, and what is done with it.
struct Step {
    path: String,
    size: u64,
    act: Act,
}

#[derive(Clone, Copy)]
enum Act {
    /// It is there, in its length, and was proved before.
    Trust(Hash),
    /// The same, and it is read again.
    Recheck(Hash),
    /// It is to be copied, unless it is there; with what it has to be, if that is known.
    Copy(Option<Hash>),
}

struct Plan {
    steps: Vec<Step>,
    checked: Option<String>,
}

/// Picks those old blobs whose turn it is to be read again: the ones behind `cursor`, around the end. Returns the last of them.
fn recheck(blobs: &mut [Step], cursor: Option<&str>) -> Option<String> {
    let total: u64 = blobs.iter().map(|step| step.size).sum();
    let start = cursor.map_or(0, |cursor| {
        blobs.partition_point(|step| step.path.as_str() <= cursor)
    });
    let (mut left, mut last) = (RECHECK_BYTES.max(total / RECHECK_PART), None);
    for at in 0..blobs.len() {
        let step = &mut blobs[(start + at) % blobs.len().max(1)];
        if let Act::Trust(sum) = step.act {
            step.act = Act::Recheck(sum);
        }
        last = Some(step.path.clone());
        left = left.saturating_sub(step.size);
        if left == 0 {
            break;
        }
    }
    last
}

/// A backup under way.
struct Work<'a, 'm> {
    job: &'a BackupJob,
    backup: &'a Backup,
    meter: Meter<'m>,
    items: Vec<Item>,
    /// Files that no proved generation vouches for.
    fresh: HashSet<String>,
    /// Files and bytes.
    copied: (u64, u64),
    healed: u64,
}

impl Work<'_, '_> {
    fn take(&mut self, step: &Step) -> Result<()> {
        let sha256 = match step.act {
            Act::Trust(sum) => sum,
            Act::Recheck(sum) => {
                let at = self.backup.path.join(&step.path);
                if !matches!(hash(&self.job.env, &at, &mut self.meter), Ok(found) if found == (step.size, sum))
                {
                    self.meter.add(0)?;
                    self.copy(step, Some(sum))?;
                    self.healed += 1;
                }
                sum
            }
            Act::Copy(expect) => {
                self.fresh.insert(step.path.clone());
                self.healed += u64::from(expect.is_some());
                self.copy(step, expect)?
            }
        };
        self.items.push(Item {
            path: step.path.clone(),
            size: step.size,
            sha256,
        });
        Ok(())
    }

    /// Brings a file into the backup, unless these very bytes are there already. Returns their SHA-256.
    fn copy(&mut self, step: &Step, expect: Option<Hash>) -> Result<Hash> {
        let env = &self.job.env;
        let from = self.job.root.join(&step.path);
        let opened;
        let file: &dyn File = if let Some(Some(file)) = self.job.source.get(&step.path) {
            &**file
        } else {
            opened = env.fs.open(&from).map_err(|e| gone(&from, e))?;
            &*opened
        };
        // At the top of a vault the place depends on the content; an interrupted backup may have brought the others already.
        let is_top = !step.path.contains('/');
        let known = if is_top || self.is_there(step)? {
            Some(hash_of(file, &from, &mut self.meter)?)
        } else {
            None
        };
        let place = match known {
            Some((size, sha256)) => {
                let item = Item {
                    path: step.path.clone(),
                    size,
                    sha256,
                };
                let place = item.place();
                let there = hash(env, &self.backup.path.join(&place), &mut self.meter);
                if there.is_ok_and(|there| there == (size, sha256))
                    && expect.is_none_or(|e| e == sha256)
                {
                    return Ok(sha256);
                }
                self.meter.add(0)?;
                place
            }
            None => step.path.clone(),
        };
        let (folder, name) = place.rsplit_once('/').unwrap_or((TOP, &place));
        self.make_folder(folder)?;
        let source = From {
            file,
            path: Path::new(&step.path),
            expect: expect.map(|sum| (step.size, sum)).or(known),
        };
        let (size, sha256) = copy(
            env,
            &source,
            &self.backup.path.join(folder),
            name,
            &mut self.meter,
        )?;
        if size != step.size {
            return Err(Error::damaged(&step.path, "changed while it was copied"));
        }
        self.copied = (self.copied.0 + 1, self.copied.1 + size);
        Ok(sha256)
    }

    fn is_there(&self, step: &Step) -> Result<bool> {
        let at = self.backup.path.join(&step.path);
        match self.job.env.fs.len(&at) {
            Ok(len) => Ok(len == step.size),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(Error::io("measure", &at, e)),
        }
    }

    /// The folders of blobs are made when they are needed.
    fn make_folder(&self, folder: &str) -> Result<()> {
        if !folder.starts_with("blobs/") {
            return Ok(());
        }
        let (fs, blobs) = (&*self.job.env.fs, self.backup.path.join(BLOBS_NAME));
        let path = self.backup.path.join(folder);
        match fs.mkdir(&path) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                let entries = fs.list(&blobs).map_err(|e| Error::io("list", &blobs, e))?;
                let is = entries
                    .iter()
                    .any(|e| e.is_dir && folder.strip_prefix("blobs/") == Some(&e.name));
                if is { Ok(()) } else { Err(not_a_folder(&path)) }
            }
            Err(e) => Err(Error::io("make", &path, e)),
        }
    }

    /// Makes every name durable.
    fn sync(&self) -> Result<()> {
        let mut folders: BTreeSet<String> = self
            .items
            .iter()
            .filter_map(|i| i.place().rsplit_once('/').map(|(f, _)| f.to_owned()))
            .collect();
        folders.extend(FOLDERS.map(str::to_owned));
        folders.insert(TOP.to_owned());
        folders.insert(String::new());
        for folder in folders {
            let dir = self.backup.path.join(folder);
            self.job
                .env
                .fs
                .sync_dir(&dir)
                .map_err(|e| Error::io("sync", &dir, e))?;
        }
        Ok(())
    }

    /// Opens the new generation out of the backup, with the keys at hand, and reads both databases and all new evidence.
    fn prove(&mut self) -> Result<()> {
        let job = self.job;
        let list = List::new(
            job.format.id,
            NaiveDateTime::default(),
            None,
            self.items.clone(),
            &job.keys.case,
        );
        let env = self.backup.view(&list);
        let format = Format::read(&*env.fs, &self.backup.path)?;
        format.authenticate(&job.keys.case)?;
        if format != job.format {
            return Err(Error::damaged(
                layout::FORMAT_NAME,
                "changed while the vault was open",
            ));
        }
        for (which, head) in &job.heads {
            let key = job
                .keys
                .of(*which)
                .expect("a database is open with its key");
            let report = compartment::verify_at(&env, &self.backup.path, *which, key, Some(*head));
            first(&report.problems)?;
            self.meter.add(report.checked_bytes)?;
        }
        let places: HashSet<&str> = self.items.iter().map(|item| item.path.as_str()).collect();
        let mut fresh = Vec::new();
        for blob in &job.expected {
            let folder = blob.id.get(..2).unwrap_or_default();
            let path = format!("{BLOBS_NAME}/{folder}/{}.age", blob.id);
            if !places.contains(path.as_str()) {
                return Err(Error::damaged(&path, "is missing"));
            }
            if self.fresh.contains(&path) {
                fresh.push(blob.clone());
            }
        }
        let blobs = Blobs {
            env: &env,
            root: &self.backup.path,
            key: &job.keys.case,
            folders: None,
        };
        let (meter, mut before) = (&mut self.meter, 0);
        let report = blobs.verify_told(&fresh, &mut |done, _| {
            let step = done.saturating_sub(before);
            before = done;
            meter.add(step).is_ok()
        })?;
        first(&report.problems)
    }
}

fn first(problems: &[agevfs::Problem]) -> Result<()> {
    problems
        .first()
        .map_or(Ok(()), |p| Err(Error::damaged(&p.file, &p.what)))
}

/// Evidence that a person deleted meanwhile: the list of files is to be taken anew.
fn gone(path: &Path, e: io::Error) -> Error {
    if e.kind() == io::ErrorKind::NotFound {
        Error::Moved
    } else {
        Error::io("open", path, e)
    }
}

fn not_a_folder(path: &Path) -> Error {
    Error::BackupDamaged {
        what: format!("{}: not a folder", path.display()),
    }
}

/// Makes the folders of a backup, removes what an interrupted one left under temporary names, and refuses links: somebody who
/// prepared the medium must not have us write or remove elsewhere.
fn prepare(env: &Env, path: &Path) -> Result<()> {
    let fs = &*env.fs;
    let list = |dir: &Path| fs.list(dir).map_err(|e| Error::io("list", dir, e));
    for folder in FOLDERS.into_iter().chain([TOP, GENERATIONS]) {
        let dir = path.join(folder);
        let parent = dir.parent().unwrap_or(path);
        let entry = list(parent)?
            .into_iter()
            .find(|e| Some(e.name.as_str()) == folder.rsplit('/').next());
        match entry {
            Some(entry) if entry.is_dir => {}
            Some(_) => return Err(not_a_folder(&dir)),
            None => {
                fs.mkdir(&dir).map_err(|e| Error::io("make", &dir, e))?;
                fs.sync_dir(parent)
                    .map_err(|e| Error::io("sync", parent, e))?;
            }
        }
    }
    let blobs = list(&path.join(BLOBS_NAME))?
        .into_iter()
        .filter(|e| e.is_dir)
        .map(|e| format!("{BLOBS_NAME}/{}", e.name));
    for folder in FOLDERS
        .into_iter()
        .chain([TOP, GENERATIONS])
        .map(str::to_owned)
        .chain(blobs)
    {
        let dir = path.join(folder);
        for entry in list(&dir)?
            .into_iter()
            .filter(|e| !e.is_dir && e.name.starts_with("tmp-"))
        {
            let at = dir.join(entry.name);
            fs.unlink(&at).map_err(|e| Error::io("remove", &at, e))?;
        }
    }
    Ok(())
}

/// Removes files that no list names and that are not to stay, as far as it goes. While any list cannot be read nothing is removed:
/// it may name them.
fn sweep(backup: &Backup, stays: impl Fn(&str) -> bool) {
    let _ = try_sweep(backup, stays);
}

fn try_sweep(backup: &Backup, stays: impl Fn(&str) -> bool) -> Result<()> {
    let fs = &*backup.env.fs;
    let dir = backup.path.join(GENERATIONS);
    // A list that was removed must not come back after a loss of power without its files.
    fs.sync_dir(&dir).map_err(|e| Error::io("sync", &dir, e))?;
    let mut named = HashSet::new();
    for (name, _) in backup.names()? {
        match backup.list(&name)? {
            Ok(list) => named.extend(list.items.iter().map(Item::place)),
            Err(_) => return Ok(()),
        }
    }
    let mut folders = BTreeSet::new();
    for (path, folder) in belonging(&backup.env, &backup.path, Top::Kept)? {
        if !named.contains(&path) && !stays(&path) {
            let at = backup.path.join(&path);
            fs.unlink(&at).map_err(|e| Error::io("remove", &at, e))?;
            folders.insert(folder);
        }
    }
    folders
        .iter()
        .try_for_each(|dir| fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e)))
}

/// The time of a new list, in whole seconds: two in a row within one second do not change places.
fn after(newest: Option<NaiveDateTime>, now: NaiveDateTime) -> NaiveDateTime {
    let now = now.with_nanosecond(0).unwrap_or(now);
    newest
        .filter(|newest| *newest >= now && *newest - now < TimeDelta::minutes(1))
        .map_or(now, |newest| newest + TimeDelta::seconds(1))
}

/// A vault's name as every file system takes it: FAT and Windows refuse some signs, and both ends of a name.
fn plain(name: &str) -> String {
    let refused = |c: char| c.is_control() || "<>:\"/\\|?*".contains(c);
    let name: String = name
        .chars()
        .take(60)
        .map(|c| if refused(c) { '_' } else { c })
        .collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() {
        "vault".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_suits_every_file_system() {
        for (name, expect) in [
            ("cases", "cases"),
            ("Дела 2026", "Дела 2026"),
            ("a/b:c?", "a_b_c_"),
            (" . ", "vault"),
            ("x.", "x"),
        ] {
            assert_eq!(plain(name), expect);
        }
        assert_eq!(plain(&"я".repeat(200)).chars().count(), 60);
    }

    #[test]
    fn a_list_is_newer_than_the_one_before_unless_the_clock_was_set_back() {
        let at = |text: &str| {
            NaiveDateTime::parse_from_str(text, "%H:%M:%S%.f %Y-%m-%d").expect("a time")
        };
        let now = at("12:00:00.7 2026-02-03");
        for (newest, expect) in [
            (None, "12:00:00 2026-02-03"),
            (Some("11:59:59 2026-02-03"), "12:00:00 2026-02-03"),
            (Some("12:00:00 2026-02-03"), "12:00:01 2026-02-03"),
            (Some("12:00:09 2026-02-03"), "12:00:10 2026-02-03"),
            (Some("12:00:09 2099-02-03"), "12:00:00 2026-02-03"),
        ] {
            assert_eq!(after(newest.map(at), now), at(expect));
        }
    }

    #[test]
    fn a_job_may_go_to_another_thread() {
        fn travels<T: Send + 'static>() {}
        travels::<BackupJob>();
    }

    #[test]
    fn old_evidence_is_read_again_in_turn() {
        let blob = |n: u8| Step {
            path: format!("blobs/{n:02x}"),
            size: 30 << 20,
            act: Act::Trust([0; 32]),
        };
        let read = |blobs: &[Step]| -> Vec<String> {
            blobs
                .iter()
                .filter(|b| matches!(b.act, Act::Recheck(_)))
                .map(|b| b.path[6..].to_owned())
                .collect()
        };
        let mut cursor = None;
        let mut turns = Vec::new();
        for _ in 0..4 {
            let mut blobs: Vec<Step> = (0..7).map(blob).collect();
            cursor = recheck(&mut blobs, cursor.as_deref());
            turns.push(read(&blobs));
        }
        assert_eq!(
            turns,
            [
                vec!["00", "01", "02"],
                vec!["03", "04", "05"],
                vec!["00", "01", "06"],
                vec!["02", "03", "04"]
            ]
        );
        assert_eq!(recheck(&mut [], Some("blobs/99")), None);
    }
}
