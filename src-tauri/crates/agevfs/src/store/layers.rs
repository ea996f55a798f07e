//! The files that make one state, and which of them has the newest copy of a page.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::cache::Cache;
use super::layout::DeltaHead;
use super::name::Name;
use super::segment::Segment;
use crate::Error;

/// One delta, open for reading.
pub(super) struct Delta {
    pub segment: Segment,
    pub head: DeltaHead,
    /// Page numbers in rising order.
    pub table: Vec<u32>,
}

impl Delta {
    pub fn name(&self) -> Name {
        Name::parse(&self.segment.file).expect("a delta is opened and written by its name")
    }
}

/// A snapshot and the deltas on top of it. The files are shared, so that a compaction can read the state of
/// one moment while later commits come on top.
pub(super) struct Layers {
    page_size: u32,
    snapshot: Arc<Segment>,
    /// Pages beyond this are not taken from the snapshot: the database was smaller in between.
    snapshot_pages: u32,
    /// In order; each begins where the one before ends.
    deltas: Vec<Arc<Delta>>,
    /// Which delta has the newest copy of a page: its segment's number, and the place in its page table.
    index: HashMap<u32, (u32, u32)>,
    pages: u32,
}

impl Layers {
    /// The state of a snapshot alone.
    pub fn new(page_size: u32, snapshot: Arc<Segment>, pages: u32) -> Self {
        Self {
            page_size,
            snapshot,
            snapshot_pages: pages,
            deltas: Vec::new(),
            index: HashMap::new(),
            pages,
        }
    }

    /// The size of the database in pages.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    pub fn snapshot(&self) -> &Segment {
        &self.snapshot
    }

    pub fn deltas(&self) -> &[Arc<Delta>] {
        &self.deltas
    }

    /// The same state, to be read on its own.
    pub fn same(&self) -> Self {
        Self {
            snapshot: Arc::clone(&self.snapshot),
            deltas: self.deltas.clone(),
            index: self.index.clone(),
            ..*self
        }
    }

    /// Lets a delta count: its pages are the newest.
    pub fn push(&mut self, delta: Arc<Delta>) {
        let head = &delta.head;
        if head.pages_min < self.pages {
            self.index.retain(|page, _| *page <= head.pages_min);
            self.snapshot_pages = self.snapshot_pages.min(head.pages_min);
        }
        for (place, page) in (0..).zip(&delta.table) {
            self.index.insert(*page, (delta.segment.number, place));
        }
        self.pages = head.pages_after;
        self.deltas.push(delta);
    }

    /// Puts one merged delta in the place of those it was merged from; returns these.
    pub fn replace(&mut self, range: Range<usize>, merged: Arc<Delta>) -> Vec<Arc<Delta>> {
        let old: Vec<Arc<Delta>> = self.deltas.splice(range, [Arc::clone(&merged)]).collect();
        let was = |number: u32| old.iter().any(|delta| delta.segment.number == number);
        for (place, page) in (0..).zip(&merged.table) {
            if let Some(entry) = self.index.get_mut(page).filter(|(of, _)| was(*of)) {
                *entry = (merged.segment.number, place);
            }
        }
        old
    }

    /// The state with everything up to commit `seq` taken from a new snapshot; returns what is not needed any
    /// more.
    pub fn rebase(&mut self, seq: u64, snapshot: Arc<Segment>, pages: u32) -> Vec<u32> {
        let mut gone = vec![self.snapshot.number];
        let above = std::mem::replace(self, Self::new(self.page_size, snapshot, pages)).deltas;
        for delta in above {
            if delta.head.to <= seq {
                gone.push(delta.segment.number);
            } else {
                self.push(delta);
            }
        }
        gone
    }

    /// Copies a part of a page; zeros for one never written or behind the end.
    ///
    /// # Panics
    ///
    /// If the part is not within the page.
    pub fn read(
        &self,
        cache: &mut Cache,
        page: u32,
        within: usize,
        out: &mut [u8],
    ) -> Result<(), Error> {
        let Some((segment, start)) = self.locate(page) else {
            out.fill(0);
            return Ok(());
        };
        cache.read(segment, start + within as u64, out)
    }

    /// The file with the newest copy of a page, and where it begins in its plaintext.
    fn locate(&self, page: u32) -> Option<(&Segment, u64)> {
        let size = u64::from(self.page_size);
        if page == 0 || page > self.pages {
            return None;
        }
        if let Some((number, place)) = self.index.get(&page) {
            let delta = self
                .deltas
                .iter()
                .find(|d| d.segment.number == *number)
                .expect("the index knows live deltas only");
            return Some((
                &delta.segment,
                delta.head.body_offset() + u64::from(*place) * size,
            ));
        }
        (page <= self.snapshot_pages).then(|| (&*self.snapshot, u64::from(page - 1) * size))
    }
}
