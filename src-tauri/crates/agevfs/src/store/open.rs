//! Making a store, opening one, and reading its files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::cache::Cache;
use super::generation::{Moment, write_manifest, write_snapshot};
use super::history::History;
use super::layers::{Delta, Layers};
use super::layout::{DELTA_HEAD_LEN, DeltaHead, MANIFEST_MIN, Manifest};
use super::name::{self, Name};
use super::segment::Segment;
use super::{PAGE_SIZE, Store};
use crate::fs::Fs;
use crate::stream::CHUNK;
use crate::{Entropy, Error, Head, Key, Options};

/// The number of the snapshot that is there when a store is opened; every later segment has a higher one.
pub(super) const SNAPSHOT_NUMBER: u32 = 0;

/// Everything that goes into opening a store.
pub(crate) struct Place<'a> {
    pub fs: Arc<dyn Fs>,
    pub dir: &'a Path,
    pub key: &'a Key,
    pub entropy: &'a Entropy,
    pub options: Options,
}

impl Store {
    /// Makes an empty store in `dir`, which may exist if nothing of a store is in it.
    pub fn create(place: &Place<'_>) -> Result<Self, Error> {
        let (fs, dir) = (&*place.fs, place.dir);
        if place.options.read_only {
            return Err(Error::ReadOnly);
        }
        if !fs.exists(dir).map_err(|e| Error::io("look for", dir, e))? {
            fs.mkdir(dir).map_err(|e| Error::io("make", dir, e))?;
            let parent = match dir.parent() {
                Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
                Some(parent) => parent,
                None => dir,
            };
            fs.sync_dir(parent)
                .map_err(|e| Error::io("sync", parent, e))?;
        }
        if !names(fs, dir)?.is_empty() {
            return Err(Error::Exists {
                dir: dir.to_owned(),
            });
        }
        let made = Self::first_generation(place);
        if made.is_err() {
            // Nothing has been entrusted to these files yet.
            for name in names(fs, dir).unwrap_or_default() {
                let _ = fs.unlink(&dir.join(name.to_string()));
            }
        }
        made
    }

    fn first_generation(place: &Place<'_>) -> Result<Self, Error> {
        let chain = *place.entropy.bytes::<32>();
        let origin = Moment {
            page_size: PAGE_SIZE,
            seq: 0,
            chain,
            pages: 0,
            points: Vec::new(),
        };
        let (manifest, snapshot) =
            write_snapshot(place, &origin, SNAPSHOT_NUMBER, &mut |_| Ok(()))?;
        write_manifest(place, &manifest)?;
        let cache = Cache::learning(place.options.cache_bytes, place.entropy);
        let mut store = Self::assemble(place, manifest, snapshot, Vec::new(), cache);
        store.own = names(&*place.fs, place.dir)?.into_iter().collect();
        Ok(store)
    }

    /// Opens the store in `dir`. If anything does not fit, refuses without touching the folder.
    pub fn open(place: &Place<'_>) -> Result<Self, Error> {
        let (fs, dir) = (&*place.fs, place.dir);
        let names = names(fs, dir)?;
        let mut cache = Cache::learning(place.options.cache_bytes, place.entropy);
        let found = History::of(place, &names, &mut cache)?;
        let mut store = Self::assemble(place, found.manifest, found.snapshot, found.deltas, cache);
        store.points = found.points;
        store.spent = found.spent;
        store.floor = store.floor.max(found.floor);
        // Chunks of files that do not count may be in the cache, under numbers that are not to be given again.
        let opened = u32::try_from(names.len()).expect("a folder holds fewer files");
        store.next_segment = store.next_segment.max(SNAPSHOT_NUMBER + opened);
        store.own = names.into_iter().collect();
        if !store.options.read_only {
            // A commit may have been interrupted before its name was durable. It is about to be shown, so it
            // has to stay.
            fs.sync_dir(dir).map_err(|e| Error::io("sync", dir, e))?;
            store.sweep();
        }
        Ok(store)
    }

    pub(super) fn assemble(
        place: &Place<'_>,
        manifest: Manifest,
        snapshot: Segment,
        deltas: Vec<Delta>,
        cache: Cache,
    ) -> Self {
        let mut store = Self {
            fs: Arc::clone(&place.fs),
            dir: place.dir.to_owned(),
            key: place.key.clone(),
            entropy: place.entropy.clone(),
            options: place.options,
            layers: Layers::new(manifest.page_size, Arc::new(snapshot), manifest.pages),
            pending_size: manifest.pages,
            head: Head {
                seq: manifest.seq,
                chain: manifest.chain,
            },
            floor: manifest.seq,
            manifest,
            cache,
            next_segment: deltas
                .iter()
                .map(|d| d.segment.number)
                .max()
                .unwrap_or(SNAPSHOT_NUMBER),
            points: Vec::new(),
            spent: VecDeque::new(),
            own: BTreeSet::new(),
            pending: BTreeMap::new(),
            poisoned: false,
            token: Arc::new(()),
            fault: None,
        };
        for delta in deltas {
            store.attach(delta);
        }
        store
    }

    /// Lets a delta count: it ends with the newest commit.
    pub(super) fn attach(&mut self, delta: Delta) {
        self.head = Head {
            seq: delta.head.to,
            chain: delta.head.after,
        };
        self.pending_size = delta.head.pages_after;
        self.layers.push(Arc::new(delta));
    }

    /// Removes unfinished files of an earlier run, if that is possible.
    fn sweep(&self) {
        let Ok(entries) = self.fs.list(&self.dir) else {
            return;
        };
        for entry in entries
            .iter()
            .filter(|e| e.name.starts_with(name::TEMPORARY) && !e.is_dir)
        {
            let _ = self.fs.unlink(&self.path(&entry.name));
        }
    }
}

/// The names in `dir` that are files of a store, in order.
pub(super) fn names(fs: &dyn Fs, dir: &Path) -> Result<Vec<Name>, Error> {
    let entries = fs.list(dir).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Error::NotAStore {
            dir: dir.to_owned(),
        },
        _ => Error::io("list", dir, e),
    })?;
    let mut names: Vec<Name> = entries
        .iter()
        .filter_map(|e| Name::parse(&e.name))
        .collect();
    names.sort();
    Ok(names)
}

pub(super) fn read_manifest(place: &Place<'_>, name: Name) -> Result<Manifest, Error> {
    let file = name.to_string();
    let mut segment = open_file(place, name, SNAPSHOT_NUMBER)?;
    let Ok(len @ MANIFEST_MIN..=CHUNK) = usize::try_from(segment.plain_len()) else {
        return Err(Error::damaged(
            file,
            "it does not have the length of a manifest",
        ));
    };
    let mut bytes = vec![0; len];
    let mut cache = Cache::new(0);
    segment.settle(&mut cache);
    cache.read(&segment, 0, &mut bytes)?;
    let manifest = Manifest::decode(place.key, &file, &bytes)?;
    match name {
        Name::Manifest { seq, suffix } if (seq, suffix) == (manifest.seq, manifest.suffix) => {
            Ok(manifest)
        }
        _ => Err(Error::damaged(file, "it is not what its name says")),
    }
}

pub(super) fn open_snapshot(place: &Place<'_>, manifest: &Manifest) -> Result<Segment, Error> {
    let file = manifest.snapshot().to_string();
    let segment = open_file(place, manifest.snapshot(), SNAPSHOT_NUMBER)?;
    let sealed = segment.sealed();
    if sealed.binding != manifest.binding || sealed.len != manifest.file_len {
        return Err(Error::damaged(file, "it is not the one its manifest names"));
    }
    if segment.plain_len() != u64::from(manifest.pages) * u64::from(manifest.page_size) {
        return Err(Error::damaged(
            file,
            "it does not have the size its manifest names",
        ));
    }
    Ok(segment)
}

pub(super) fn open_delta(
    place: &Place<'_>,
    name: Name,
    manifest: &Manifest,
    number: u32,
    cache: &mut Cache,
) -> Result<Delta, Error> {
    read_delta(
        open_file(place, name, number)?,
        place,
        name,
        manifest,
        cache,
    )
}

/// Opens a file of the store by its name.
pub(super) fn open_file(place: &Place<'_>, name: Name, number: u32) -> Result<Segment, Error> {
    let path = place.dir.join(name.to_string());
    Segment::open(&*place.fs, &path, place.key, number)
}

/// Reads head and page table of a delta that is open.
pub(super) fn read_delta(
    mut segment: Segment,
    place: &Place<'_>,
    name: Name,
    manifest: &Manifest,
    cache: &mut Cache,
) -> Result<Delta, Error> {
    let file = name.to_string();
    if segment.plain_len() < DELTA_HEAD_LEN as u64 {
        return Err(Error::damaged(file, "it is too short"));
    }
    segment.settle(cache);
    let mut bytes = vec![0; DELTA_HEAD_LEN];
    cache.read(&segment, 0, &mut bytes)?;
    let head = DeltaHead::decode(place.key, &file, &bytes)?;
    let named = matches!(name, Name::Delta { from, to, .. } if from == head.from && to == head.to);
    if !named {
        return Err(Error::damaged(file, "it is not what its name says"));
    }
    if head.page_size != manifest.page_size || head.plain_len() != segment.plain_len() {
        return Err(Error::damaged(file, "its size does not fit the store"));
    }
    if head.from <= manifest.seq && head.to > manifest.seq {
        return Err(Error::damaged(file, "it reaches back behind the snapshot"));
    }
    let mut bytes = Zeroizing::new(vec![0; 4 * head.count as usize]);
    cache.read(&segment, DELTA_HEAD_LEN as u64, &mut bytes)?;
    let table: Vec<u32> = bytes
        .as_chunks()
        .0
        .iter()
        .map(|b| u32::from_be_bytes(*b))
        .collect();
    let rising = table.is_sorted_by(|a, b| a < b);
    if !rising || table.first() == Some(&0) || table.last() > Some(&head.pages_after) {
        return Err(Error::damaged(file, "its page table is not in order"));
    }
    Ok(Delta {
        segment,
        head,
        table,
    })
}
