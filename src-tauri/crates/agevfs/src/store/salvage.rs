//! Getting out of a damaged store what is still whole.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use super::cache::Cache;
use super::generation::blank;
use super::layers::Delta;
use super::layout::{Hash, Manifest};
use super::name::Name;
use super::open::{SNAPSHOT_NUMBER, open_delta, open_snapshot, read_manifest};
use super::{Place, Store};
use crate::{Error, Problem, Salvage};

impl Store {
    /// Writes the newest state that whole files lead to, as an ordinary `SQLite` file. Pages that cannot be
    /// read become zeros. Reads only.
    pub fn salvage(place: &Place<'_>, out: &mut dyn Write) -> Result<Salvage, Error> {
        let names = super::open::names(&*place.fs, place.dir)?;
        let mut problems = Vec::new();
        let mut best: Option<Self> = None;
        let mut foreign_only = true;
        for name in names
            .iter()
            .rev()
            .filter(|n| matches!(n, Name::Manifest { .. }))
        {
            match Self::generation(place, *name, &names, &mut problems) {
                Ok(store) if best.as_ref().is_none_or(|b| store.head.seq > b.head.seq) => {
                    best = Some(store);
                }
                Ok(_) => {}
                Err(error) => {
                    foreign_only &= matches!(error, Error::Foreign { .. });
                    note(&mut problems, &name.to_string(), error);
                }
            }
        }
        let mut store =
            best.ok_or_else(
                || match (names.is_empty(), foreign_only, problems.is_empty()) {
                    (true, ..) => Error::NotAStore {
                        dir: place.dir.to_owned(),
                    },
                    (false, true, false) => Error::WrongKey,
                    _ => Error::damaged("the store", "no snapshot with its manifest is left"),
                },
            )?;
        let newest = names.iter().map(Name::last_commit).max().unwrap_or(0);
        if newest > store.head.seq {
            let what = format!("commits after {} up to {newest} are lost", store.head.seq);
            problems.push(Problem {
                file: "the newest files".into(),
                what,
            });
        }
        let unreadable = store.write_readable(out, &mut problems)?;
        Ok(Salvage {
            head: store.head,
            pages: store.layers.pages(),
            unreadable,
            problems,
        })
    }

    /// One snapshot, and the deltas that can be read behind it.
    fn generation(
        place: &Place<'_>,
        name: Name,
        names: &[Name],
        problems: &mut Vec<Problem>,
    ) -> Result<Self, Error> {
        let manifest = read_manifest(place, name)?;
        let snapshot = open_snapshot(place, &manifest)?;
        let mut cache = Cache::new(place.options.cache_bytes);
        let mut found = Vec::new();
        for name in names {
            if matches!(name, Name::Delta { from, .. } if *from > manifest.seq) {
                let number = SNAPSHOT_NUMBER
                    + 1
                    + u32::try_from(found.len()).expect("a folder holds fewer files");
                match open_delta(place, *name, &manifest, number, &mut cache) {
                    Ok(delta) => found.push(delta),
                    Err(error) => note(problems, &name.to_string(), error),
                }
            }
        }
        let deltas = farthest(&manifest, found);
        Ok(Self::assemble(place, manifest, snapshot, deltas, cache))
    }

    fn write_readable(
        &mut self,
        out: &mut dyn Write,
        problems: &mut Vec<Problem>,
    ) -> Result<u32, Error> {
        let mut page = blank(self.page_size());
        let mut unreadable = 0;
        for number in 1..=self.layers.pages() {
            if let Err(error) = self.read_committed(number, 0, &mut page) {
                unreadable += 1;
                page.fill(0);
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

/// The way along the chain that leads to the highest commit. Where histories fork, the longer one.
fn farthest(manifest: &Manifest, mut found: Vec<Delta>) -> Vec<Delta> {
    found.sort_by_key(|d| (d.head.from, d.head.to));
    // For each point of a history that can be reached: the delta that leads there.
    let mut reached: BTreeMap<(u64, Hash), Option<usize>> = BTreeMap::new();
    reached.insert((manifest.seq, manifest.chain), None);
    for (i, delta) in found.iter().enumerate() {
        if reached.contains_key(&(delta.head.from - 1, delta.head.before)) {
            reached
                .entry((delta.head.to, delta.head.after))
                .or_insert(Some(i));
        }
    }
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
