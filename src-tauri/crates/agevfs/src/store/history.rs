//! From the names in a folder to its newest state: which generation counts, which deltas lead on from it, and whether
//! all files tell one history.

use std::collections::{BTreeSet, VecDeque};
use std::{panic, thread};

use super::cache::Cache;
use super::layers::Delta;
use super::layout::{Manifest, Point};
use super::name::Name;
use super::open::{Place, SNAPSHOT_NUMBER, open_file, open_snapshot, read_delta, read_manifest};
use super::segment::Segment;
use crate::Error;

/// So many files are opened sooner one after the other than by several threads.
const FEW: usize = 8;

/// What makes the newest state, and what else the files tell.
pub(super) struct History {
    pub manifest: Manifest,
    pub snapshot: Segment,
    /// Lead from the manifest to the newest commit, in order.
    pub deltas: Vec<Delta>,
    /// The ends of all files.
    pub points: Vec<Point>,
    /// Deltas behind the manifest that others cover, by age.
    pub spent: VecDeque<Name>,
    /// The commit of the newest manifest there is, which may be another: its snapshot may still come.
    pub floor: u64,
}

impl History {
    /// Finds it among the `names` of the folder, which are in order. Touches nothing.
    pub fn of(place: &Place<'_>, names: &[Name], cache: &mut Cache) -> Result<Self, Error> {
        let newest = newest_manifest(place, names)?;
        if has_snapshot(names, &newest) {
            return Self::from(place, names, &newest, newest.clone(), cache);
        }
        // Both generations tell the same state. A copy of the folder may have been made, or be on its way, while one
        // took the place of the other.
        let missing = || Error::damaged(newest.snapshot().to_string(), "it is missing");
        let before = manifests(names)
            .filter_map(|name| read_manifest(place, name).ok())
            .find(|manifest| has_snapshot(names, manifest))
            .ok_or_else(missing)?;
        match Self::from(place, names, &newest, before, cache) {
            Ok(found) if found.last_commit() >= newest.seq => Ok(found),
            Err(error @ Error::Fork { .. }) => Err(error),
            _ => Err(missing()),
        }
    }

    /// What leads on from `manifest`, in a folder whose newest one is `newest`.
    fn from(
        place: &Place<'_>,
        names: &[Name],
        newest: &Manifest,
        manifest: Manifest,
        cache: &mut Cache,
    ) -> Result<Self, Error> {
        let mut snapshot = open_snapshot(place, &manifest)?;
        snapshot.settle(cache);
        let mut points: Vec<Point> = vec![(newest.seq, newest.chain)];
        let older = manifests(names).skip(1);
        let older = older.filter_map(|name| read_manifest(place, name).ok());
        points.extend(older.map(|m| (m.seq, m.chain)));
        let deltas: Vec<(Name, u32)> = (SNAPSHOT_NUMBER + 1..)
            .zip(names.iter().filter(|n| matches!(n, Name::Delta { .. })))
            .map(|(number, name)| (*name, number))
            .collect();
        let mut found: Vec<Delta> = Vec::new();
        for (segment, (name, _)) in open_files(place, &deltas).into_iter().zip(&deltas) {
            if name.last_commit() > manifest.seq {
                let delta = read_delta(segment?, place, *name, &manifest, cache)?;
                points.extend(ends(&delta));
                found.push(delta);
            } else {
                // Leftovers of earlier generations count for nothing, but they may tell another history. One that
                // cannot be read tells nothing.
                let mut apart = Cache::new(0);
                let leftover =
                    segment.and_then(|s| read_delta(s, place, *name, &manifest, &mut apart));
                points.extend(leftover.iter().flat_map(ends));
            }
        }
        points.sort_unstable();
        points.dedup();
        check_history(newest, &points)?;
        let mut above: Vec<Name> = found.iter().map(Delta::name).collect();
        let deltas = follow(manifest.seq, found)?;
        above.retain(|name| !deltas.iter().any(|delta| delta.name() == *name));
        above.sort_by_key(Name::last_commit);
        Ok(Self {
            spent: above.into(),
            manifest,
            snapshot,
            deltas,
            points,
            floor: newest.seq,
        })
    }

    fn last_commit(&self) -> u64 {
        self.deltas
            .last()
            .map_or(self.manifest.seq, |delta| delta.head.to)
    }
}

/// The names of manifests, the newest first.
fn manifests(names: &[Name]) -> impl Iterator<Item = Name> {
    let is_manifest = |n: &&Name| matches!(n, Name::Manifest { .. });
    names.iter().rev().filter(is_manifest).copied()
}

fn has_snapshot(names: &[Name], manifest: &Manifest) -> bool {
    names.binary_search(&manifest.snapshot()).is_ok()
}

fn newest_manifest(place: &Place<'_>, names: &[Name]) -> Result<Manifest, Error> {
    let Some(newest) = manifests(names).next() else {
        return Err(if names.is_empty() {
            Error::NotAStore {
                dir: place.dir.to_owned(),
            }
        } else {
            Error::damaged("the manifest", "it is missing")
        });
    };
    match read_manifest(place, newest) {
        Err(Error::Foreign { .. })
            if !manifests(names)
                .skip(1)
                .any(|name| read_manifest(place, name).is_ok()) =>
        {
            Err(Error::WrongKey)
        }
        other => other,
    }
}

/// Opens these files, each under its number; where the storage can, on all cores: what takes time is unwrapping keys.
fn open_files(place: &Place<'_>, wanted: &[(Name, u32)]) -> Vec<Result<Segment, Error>> {
    let open = |part: &[(Name, u32)]| -> Vec<Result<Segment, Error>> {
        let each = part.iter();
        each.map(|(name, number)| open_file(place, *name, *number))
            .collect()
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    if wanted.len() <= FEW || cores == 1 || !place.fs.many_at_once() {
        return open(wanted);
    }
    let (own, others) = wanted.split_at(wanted.len().div_ceil(cores));
    thread::scope(|scope| {
        let parts = others.chunks(own.len()).map(|part| {
            let work = thread::Builder::new().spawn_scoped(scope, move || open(part));
            (part, work)
        });
        let parts: Vec<_> = parts.collect();
        let mut all = open(own);
        for (part, work) in parts {
            all.extend(match work {
                Ok(work) => work.join().unwrap_or_else(|e| panic::resume_unwind(e)),
                Err(_) => open(part),
            });
        }
        all
    })
}

/// What a delta knows of the chain.
pub(super) fn ends(delta: &Delta) -> [Point; 2] {
    [
        (delta.head.from - 1, delta.head.before),
        (delta.head.to, delta.head.after),
    ]
}

/// The deltas that lead from commit `start` to the newest one, by the fewest files: of several that begin at
/// the same commit, the longest is the one the others were merged into.
fn follow(start: u64, mut found: Vec<Delta>) -> Result<Vec<Delta>, Error> {
    let Some(last) = found.iter().map(|d| d.head.to).max() else {
        return Ok(Vec::new());
    };
    found.sort_by_key(|d| std::cmp::Reverse((d.head.from, d.head.to)));
    let mut leads_on = BTreeSet::from([last]);
    found.retain(|d| {
        let useful = leads_on.contains(&d.head.to);
        if useful {
            leads_on.insert(d.head.from - 1);
        }
        useful
    });
    let mut at = start;
    let mut chosen = Vec::new();
    while at < last {
        let next = found.iter().position(|d| d.head.from == at + 1);
        let Some(next) = next else {
            return Err(Error::damaged(
                format!("the file of commit {}", at + 1),
                "it is missing",
            ));
        };
        let delta = found.remove(next);
        at = delta.head.to;
        chosen.push(delta);
    }
    Ok(chosen)
}

/// Every file has to tell the same of every commit it knows of, and nothing the manifest would know otherwise.
fn check_history(manifest: &Manifest, points: &[Point]) -> Result<(), Error> {
    let twice = points
        .windows(2)
        .find(|pair| pair[0].0 == pair[1].0)
        .map(|pair| pair[1].0);
    let strange = points
        .iter()
        .find(|point| !manifest.knows(point))
        .map(|point| point.0);
    match twice.or(strange) {
        Some(seq) => Err(Error::Fork { seq }),
        None => Ok(()),
    }
}
