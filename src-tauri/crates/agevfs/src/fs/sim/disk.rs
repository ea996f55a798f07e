//! What a program sees of a disk, and what the disk has promised.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::fs::Entry;

pub(super) type Id = u64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Dir,
    File(Id),
}

/// The bytes of a file. Files only grow, so what is synced is the front of what is seen.
#[derive(Clone, Default)]
pub(super) struct Inode {
    pub seen: Arc<Vec<u8>>,
    pub synced: usize,
    /// Bytes under a failed sync: no later sync makes them durable.
    doomed: bool,
}

impl Inode {
    /// Whether bytes were written that are not promised.
    pub fn unsynced(&self) -> bool {
        self.synced < self.seen.len()
    }
}

/// A change of names that the disk has not promised yet.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Put(PathBuf, Node),
    Remove(PathBuf),
    Move(PathBuf, PathBuf, Node),
    /// A folder with what is in it, or a file that changed folders: old and new names. Happens whole or not at all, and
    /// is promised once every folder in the second list was synced.
    Carry(Vec<(PathBuf, PathBuf)>, Vec<PathBuf>),
}

impl Change {
    /// Whether a sync of `dir` promises it; one that waits for two folders remembers the first.
    fn promised_by(&mut self, dir: &Path) -> bool {
        match self {
            Self::Put(path, _) | Self::Remove(path) | Self::Move(path, _, _) => {
                path.parent() == Some(dir)
            }
            Self::Carry(_, waits) => {
                waits.retain(|folder| folder != dir);
                waits.is_empty()
            }
        }
    }

    pub fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Put(path, node) => {
                names.insert(path.clone(), *node);
            }
            Self::Remove(path) => {
                names.remove(path);
            }
            Self::Move(from, to, node) => {
                names.remove(from);
                names.insert(to.clone(), *node);
            }
            Self::Carry(moves, _) => {
                for (from, to) in moves {
                    if let Some(node) = names.remove(from) {
                        names.insert(to.clone(), node);
                    }
                }
            }
        }
    }

    /// The same on borrowed names.
    pub fn show<'a>(&'a self, names: &mut BTreeMap<&'a PathBuf, Node>) {
        match self {
            Self::Put(path, node) => {
                names.insert(path, *node);
            }
            Self::Remove(path) => {
                names.remove(path);
            }
            Self::Move(from, to, node) => {
                names.remove(from);
                names.insert(to, *node);
            }
            Self::Carry(moves, _) => {
                for (from, to) in moves {
                    if let Some(node) = names.remove(from) {
                        names.insert(to, node);
                    }
                }
            }
        }
    }

    fn node(&self) -> Option<Node> {
        match self {
            Self::Put(_, node) | Self::Move(_, _, node) => Some(*node),
            // What is carried was put there before.
            Self::Remove(_) | Self::Carry(..) => None,
        }
    }
}

#[derive(Clone, Default)]
pub(super) struct Disk {
    pub inodes: BTreeMap<Id, Inode>,
    seen: BTreeMap<PathBuf, Node>,
    pub durable: BTreeMap<PathBuf, Node>,
    pub pending: Vec<Change>,
    /// Counts everything that may change what is left after a loss of power.
    pub changes: u64,
}

impl Disk {
    /// A disk that shows exactly these files and folders, all durable.
    pub fn of(names: BTreeMap<PathBuf, Node>, content: impl Fn(Id) -> Arc<Vec<u8>>) -> Self {
        let mut inodes = BTreeMap::new();
        for node in names.values() {
            if let Node::File(id) = node {
                let seen = content(*id);
                inodes.insert(
                    *id,
                    Inode {
                        synced: seen.len(),
                        seen,
                        doomed: false,
                    },
                );
            }
        }
        Self {
            inodes,
            seen: names.clone(),
            durable: names,
            pending: Vec::new(),
            changes: 0,
        }
    }

    /// What decides what is left after a loss of power: a file that no name can lead to any more is not part of it.
    pub fn promised(&self) -> Self {
        let nodes = self.durable.values().copied();
        let nodes = nodes.chain(self.pending.iter().filter_map(Change::node));
        let inodes = nodes.filter_map(|node| match node {
            Node::File(id) => Some((id, self.inodes[&id].clone())),
            Node::Dir => None,
        });
        Self {
            inodes: inodes.collect(),
            seen: BTreeMap::new(),
            durable: self.durable.clone(),
            pending: self.pending.clone(),
            changes: self.changes,
        }
    }

    pub fn settled(&self) -> Self {
        Self::of(self.seen.clone(), |id| Arc::clone(&self.inodes[&id].seen))
    }

    pub fn content(&self, id: Id) -> &Arc<Vec<u8>> {
        &self.inodes[&id].seen
    }

    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let file = |(path, node): (&PathBuf, &Node)| match node {
            Node::File(id) => Some((path.clone(), self.content(*id).to_vec())),
            Node::Dir => None,
        };
        self.seen.iter().filter_map(file).collect()
    }

    pub fn file(&self, path: &Path) -> io::Result<Id> {
        match self.seen.get(path) {
            Some(Node::File(id)) => Ok(*id),
            Some(Node::Dir) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    pub fn exists(&self, path: &Path) -> bool {
        is_root(path) || self.seen.contains_key(path)
    }

    pub fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.need_dir(dir)?;
        let children = self
            .seen
            .iter()
            .filter(|(path, _)| path.parent() == Some(dir));
        Ok(children
            .filter_map(|(path, node)| {
                let name = path.file_name()?.to_str()?.to_owned();
                Some(Entry {
                    name,
                    is_dir: *node == Node::Dir,
                })
            })
            .collect())
    }

    pub fn create(&mut self, path: &Path, works: bool) -> io::Result<Id> {
        self.need_free(path)?;
        let id = self.inodes.keys().next_back().map_or(0, |last| last + 1);
        self.inodes.insert(id, Inode::default());
        self.change(works, Change::Put(path.to_owned(), Node::File(id)));
        Ok(id)
    }

    pub fn touch(&mut self, path: &Path, works: bool) -> io::Result<()> {
        if self.seen.contains_key(path) {
            Ok(())
        } else {
            self.create(path, works).map(|_| ())
        }
    }

    pub fn mkdir(&mut self, path: &Path, works: bool) -> io::Result<()> {
        self.need_free(path)?;
        self.change(works, Change::Put(path.to_owned(), Node::Dir));
        Ok(())
    }

    pub fn rmdir(&mut self, path: &Path, works: bool) -> io::Result<()> {
        self.need_dir(path)?;
        if self.seen.keys().any(|p| p.parent() == Some(path)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        self.change(works, Change::Remove(path.to_owned()));
        Ok(())
    }

    pub fn unlink(&mut self, path: &Path, works: bool) -> io::Result<()> {
        self.file(path)?;
        self.change(works, Change::Remove(path.to_owned()));
        Ok(())
    }

    pub fn rename(&mut self, from: &Path, to: &Path, works: bool) -> io::Result<()> {
        let node = *self.seen.get(from).ok_or(io::ErrorKind::NotFound)?;
        self.need_dir(to.parent().unwrap_or(Path::new("")))?;
        if node == Node::Dir {
            // POSIX lets a folder replace an empty one; nothing here may rely on that.
            self.need_free(to)?;
        } else if self.seen.get(to) == Some(&Node::Dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if node != Node::Dir && from.parent() == to.parent() {
            self.change(works, Change::Move(from.to_owned(), to.to_owned(), node));
            return Ok(());
        }
        let renamed = |path: &PathBuf| {
            let rest = path.strip_prefix(from).ok()?;
            // Joining an empty path would add a separator.
            let new = if rest.as_os_str().is_empty() {
                to.to_owned()
            } else {
                to.join(rest)
            };
            Some((path.clone(), new))
        };
        let moves = self.seen.keys().filter_map(renamed).collect();
        let mut waits: Vec<PathBuf> = [from, to]
            .iter()
            .filter_map(|path| path.parent())
            .map(Path::to_owned)
            .collect();
        waits.dedup();
        self.change(works, Change::Carry(moves, waits));
        Ok(())
    }

    pub fn append(&mut self, id: Id, bytes: &[u8]) {
        self.changes += 1;
        let inode = self
            .inodes
            .get_mut(&id)
            .expect("an open file has its bytes");
        Arc::make_mut(&mut inode.seen).extend_from_slice(bytes);
    }

    /// In one piece, and on the disk at once: what a loss of power leaves in between is neither text, and nobody reads it.
    pub fn overwrite(&mut self, path: &Path, bytes: &[u8], works: bool) -> io::Result<()> {
        let id = self.file(path)?;
        if works {
            self.changes += 1;
            let inode = self.inodes.get_mut(&id).expect("a file has its bytes");
            let seen = Arc::make_mut(&mut inode.seen);
            let length = seen.len().min(bytes.len());
            seen[..length].copy_from_slice(&bytes[..length]);
        }
        Ok(())
    }

    pub fn sync(&mut self, id: Id, success: bool) {
        self.changes += 1;
        let inode = self
            .inodes
            .get_mut(&id)
            .expect("an open file has its bytes");
        if !success {
            inode.doomed = true;
        } else if !inode.doomed {
            inode.synced = inode.seen.len();
        }
    }

    pub fn sync_dir(&mut self, dir: &Path, works: bool) -> io::Result<()> {
        self.need_dir(dir)?;
        if works {
            self.changes += 1;
            let mut later = Vec::new();
            for mut change in std::mem::take(&mut self.pending) {
                if change.promised_by(dir) {
                    change.apply(&mut self.durable);
                } else {
                    later.push(change);
                }
            }
            self.pending = later;
        }
        Ok(())
    }

    pub fn tamper(&mut self, path: &Path, content: Option<Vec<u8>>) {
        let mut disk = self.settled();
        disk.seen.remove(path);
        if let Some(bytes) = content {
            let id = disk.inodes.keys().next_back().map_or(0, |last| last + 1);
            let inode = Inode {
                synced: bytes.len(),
                seen: Arc::new(bytes),
                doomed: false,
            };
            disk.inodes.insert(id, inode);
            disk.seen.insert(path.to_owned(), Node::File(id));
        }
        disk.durable = disk.seen.clone();
        *self = disk;
    }

    fn change(&mut self, works: bool, change: Change) {
        if works {
            self.changes += 1;
            change.apply(&mut self.seen);
            self.pending.push(change);
        }
    }

    fn need_dir(&self, path: &Path) -> io::Result<()> {
        match self.seen.get(path) {
            Some(Node::Dir) => Ok(()),
            Some(Node::File(_)) => Err(io::ErrorKind::NotADirectory.into()),
            None if is_root(path) => Ok(()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn need_free(&self, path: &Path) -> io::Result<()> {
        if self.exists(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.need_dir(path.parent().unwrap_or(Path::new("")))
    }
}

fn is_root(path: &Path) -> bool {
    path == Path::new("/") || path == Path::new("")
}
