//! Getting out of a damaged store what is still whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use super::cache::Cache;
use super::generation::blank;
use super::layers::Delta;
use super::layout::{Hash, Manifest};
use super::name::{Name, Suffix};
use super::open::{SNAPSHOT_NUMBER, open_delta, open_snapshot, read_manifest};
use super::segment::Segment;
use super::{PAGE_SIZE, Place, Store};
use crate::{Error, Problem, Salvage};

impl Store {
    /// Writes the newest state that whole files lead to, as an ordinary `SQLite` file. Pages that cannot be
    /// read become zeros. Reads only.
    pub fn salvage(place: &Place<'_>, out: &mut dyn Write) -> Result<Salvage, Error> {
        let names = super::open::names(&*place.fs, place.dir)?;
        let mut problems = Vec::new();
        let mut best: Vec<Self> = Vec::new();
        let mut foreign_only = true;
        let mut whole = BTreeSet::new();
        for name in names
            .iter()
            .rev()
            .filter(|n| matches!(n, Name::Manifest { .. }))
        {
            let generation = read_manifest(place, *name).and_then(|manifest| {
                whole.insert((manifest.seq, manifest.suffix));
                Self::generation(place, manifest, &names, &mut problems)
            });
            match generation {
                Ok(store) => take(&mut best, store),
                Err(error) => {
                    foreign_only &= matches!(error, Error::Foreign { .. });
                    note(&mut problems, &name.to_string(), error);
                }
            }
        }
        // A snapshot whose manifest is gone is taken by its name, where it leads further than any with a manifest: only who
        // knows the key can have written it.
        for name in names.iter().rev() {
            let Name::Snapshot { seq, suffix } = name else {
                continue;
            };
            if whole.contains(&(*seq, *suffix)) {
                continue;
            }
            match Self::without_manifest(place, *seq, *suffix, &names, &mut problems) {
                Ok(store) if best.first().is_none_or(|b| store.head.seq > b.head.seq) => {
                    note(
                        &mut problems,
                        &name.to_string(),
                        Error::damaged("", "its manifest is lost; it was taken by its name"),
                    );
                    best = vec![store];
                }
                Ok(_) => {}
                Err(error) => {
                    foreign_only &= matches!(error, Error::Foreign { .. });
                    note(&mut problems, &name.to_string(), error);
                }
            }
        }
        let mut best = best.into_iter();
        let mut store = best.next().ok_or_else(|| {
            match (names.is_empty(), foreign_only, problems.is_empty()) {
                (true, ..) => Error::NotAStore {
                    dir: place.dir.to_owned(),
                },
                (false, true, false) => Error::WrongKey,
                _ => Error::damaged("the store", "no snapshot with its manifest is left"),
            }
        })?;
        let newest = names.iter().map(Name::last_commit).max().unwrap_or(0);
        if newest > store.head.seq {
            let what = format!("commits after {} up to {newest} are lost", store.head.seq);
            problems.push(Problem {
                file: "the newest files".into(),
                what,
            });
        }
        let unreadable = store.write_readable(best.collect(), out, &mut problems)?;
        Ok(Salvage {
            head: store.head,
            newest,
            pages: store.layers.pages(),
            unreadable,
            problems,
        })
    }

    /// One snapshot, and the deltas that can be read behind it.
    fn generation(
        place: &Place<'_>,
        manifest: Manifest,
        names: &[Name],
        problems: &mut Vec<Problem>,
    ) -> Result<Self, Error> {
        let snapshot = match open_snapshot(place, &manifest) {
            Ok(snapshot) => snapshot,
            // Cut short, or its last part is damaged: the manifest knows how long it was.
            Err(error @ Error::Damaged { .. }) => {
                let left = rest_of_snapshot(place, &manifest)?;
                note(problems, &left.file, error);
                left
            }
            Err(error) => return Err(error),
        };
        let mut cache = Cache::new(place.options.cache_bytes);
        let found = readable(place, &manifest, names, &mut cache, problems);
        let deltas = farthest(&manifest, found);
        Ok(Self::assemble(place, manifest, snapshot, deltas, cache))
    }

    /// The same where the manifest is gone: the snapshot tells its size, and the deltas the chain.
    fn without_manifest(
        place: &Place<'_>,
        seq: u64,
        suffix: Suffix,
        names: &[Name],
        problems: &mut Vec<Problem>,
    ) -> Result<Self, Error> {
        let file = Name::Snapshot { seq, suffix }.to_string();
        let path = place.dir.join(&file);
        let snapshot = Segment::open_damaged(&*place.fs, &path, place.key, SNAPSHOT_NUMBER, None)?;
        let mut cache = Cache::new(place.options.cache_bytes);
        // Bytes 16 and 17 of an SQLite file; 65536 does not fit and is written as 1.
        let mut field = [0; 2];
        let page_size = match cache.read(&snapshot, 16, &mut field) {
            Ok(()) if field == [0, 1] => 65536,
            Ok(()) => u32::from(u16::from_be_bytes(field)),
            Err(_) => PAGE_SIZE,
        };
        let pages = snapshot.plain_len().checked_div(u64::from(page_size));
        let pages = pages.and_then(|pages| u32::try_from(pages).ok());
        let pages = pages.ok_or_else(|| Error::damaged(file, "it is no database"))?;
        let sealed = snapshot.sealed();
        let mut manifest = Manifest {
            page_size,
            seq,
            chain: [0; 32],
            suffix,
            binding: sealed.binding,
            file_len: sealed.len,
            pages,
            content: [0; 32],
            points: Vec::new(),
        };
        let found = readable(place, &manifest, names, &mut cache, problems);
        let starts = found.iter().filter(|d| d.head.from == seq + 1);
        let starts: BTreeSet<Hash> = starts.map(|d| d.head.before).collect();
        let reach = |chain: &Hash| {
            let way = reached(&(seq, *chain), &found);
            way.last_key_value().map_or(seq, |(point, _)| point.0)
        };
        if let Some(chain) = starts.into_iter().max_by_key(reach) {
            manifest.chain = chain;
        }
        let deltas = farthest(&manifest, found);
        Ok(Self::assemble(place, manifest, snapshot, deltas, cache))
    }

    fn write_readable(
        &mut self,
        mut others: Vec<Self>,
        out: &mut dyn Write,
        problems: &mut Vec<Problem>,
    ) -> Result<u32, Error> {
        let mut page = blank(self.page_size());
        let mut unreadable = 0;
        for number in 1..=self.layers.pages() {
            if let Err(error) = self.read_committed(number, 0, &mut page) {
                let elsewhere =
                    |other: &mut Self| other.read_committed(number, 0, &mut page).is_ok();
                if !others.iter_mut().any(elsewhere) {
                    unreadable += 1;
                    page.fill(0);
                }
                let file = match &error {
                    Error::Damaged { file, .. } => file.clone(),
                    _ => "the store".into(),
                };
                note(problems, &file, error);
            }
            out.write_all(&page)
                .map_err(|e| Error::io("write", Path::new("the salvaged database"), e))?;
        }
        Ok(unreadable)
    }
}

/// Keeps those that lead furthest: the first is written, and a page that cannot be read of it is looked for in the others, which
/// are generations of the same state.
fn take(best: &mut Vec<Store>, store: Store) {
    let seq = best.first().map(|best| best.head.seq);
    if seq.is_none_or(|seq| store.head.seq > seq) {
        best.clear();
    }
    if best.first().is_none_or(|best| best.head == store.head) {
        best.push(store);
    }
}

/// What is left of a snapshot that its manifest names.
fn rest_of_snapshot(place: &Place<'_>, manifest: &Manifest) -> Result<Segment, Error> {
    let path = place.dir.join(manifest.snapshot().to_string());
    let len = Some(manifest.file_len);
    let left = Segment::open_damaged(&*place.fs, &path, place.key, SNAPSHOT_NUMBER, len)?;
    if left.sealed().binding == manifest.binding {
        Ok(left)
    } else {
        Err(Error::damaged(
            left.file,
            "it is not the one its manifest names",
        ))
    }
}

/// The deltas behind a snapshot that can be read.
fn readable(
    place: &Place<'_>,
    manifest: &Manifest,
    names: &[Name],
    cache: &mut Cache,
    problems: &mut Vec<Problem>,
) -> Vec<Delta> {
    let mut found = Vec::new();
    for name in names {
        if matches!(name, Name::Delta { from, .. } if *from > manifest.seq) {
            let number = SNAPSHOT_NUMBER
                + 1
                + u32::try_from(found.len()).expect("a folder holds fewer files");
            match open_delta(place, *name, manifest, number, cache) {
                Ok(delta) => found.push(delta),
                Err(error) => note(problems, &name.to_string(), error),
            }
        }
    }
    found.sort_by_key(|d| (d.head.from, d.head.to));
    found
}

/// For each point of a history that can be reached from `start`: the delta that leads there.
fn reached(start: &(u64, Hash), found: &[Delta]) -> BTreeMap<(u64, Hash), Option<usize>> {
    let mut reached = BTreeMap::from([(*start, None)]);
    for (i, delta) in found.iter().enumerate() {
        if reached.contains_key(&(delta.head.from - 1, delta.head.before)) {
            reached
                .entry((delta.head.to, delta.head.after))
                .or_insert(Some(i));
        }
    }
    reached
}

/// The way along the chain that leads to the highest commit. Where histories fork, the longer one.
fn farthest(manifest: &Manifest, found: Vec<Delta>) -> Vec<Delta> {
    let reached = reached(&(manifest.seq, manifest.chain), &found);
    let mut way = Vec::new();
    let mut at = reached.last_key_value().and_then(|(_, by)| *by);
    while let Some(i) = at {
        way.push(i);
        at = reached[&(found[i].head.from - 1, found[i].head.before)];
    }
    let mut chosen: Vec<Option<Delta>> = found.into_iter().map(Some).collect();
    way.iter().rev().filter_map(|i| chosen[*i].take()).collect()
}

fn note(problems: &mut Vec<Problem>, file: &str, error: Error) {
    let what = match error {
        Error::Damaged { what, .. } => what,
        other => other.to_string(),
    };
    let problem = Problem {
        file: file.to_owned(),
        what,
    };
    if !problems.contains(&problem) {
        problems.push(problem);
    }
}
