//! Merging deltas, so that opening stays quick: sixteen small ones become one, sixteen of those again one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::commit::content_hash;
use super::history::ends;
use super::layout::{DeltaHead, MOST_POINTS, newest};
use super::{Page, Store, bytes_of};
use crate::Error;

/// How many deltas of one tier make one of the next.
const FAN_OUT: usize = 16;
/// Larger merges are left to compaction: the pages of a merge are held in memory.
const LARGEST: u64 = 64 << 20;

impl Store {
    /// Merges if it is time to. Failing does not matter: the deltas merged stay in force, and whatever is
    /// left of the attempt tells the same history.
    pub(super) fn merge_if_due(&mut self) {
        if let Some(range) = self.due() {
            let _ = self.merge(range);
        }
    }

    fn due(&self) -> Option<Range<usize>> {
        let deltas = self.layers.deltas();
        let end = deltas.len();
        let first = deltas.iter().position(|d| d.head.from > self.floor)?;
        let tier = |i: usize| {
            let head = &deltas[i].head;
            (head.to - head.from + 1).ilog(FAN_OUT as u64)
        };
        let alike = (first..end)
            .rev()
            .take_while(|i| tier(*i) == tier(end - 1))
            .count();
        let range = if alike >= FAN_OUT {
            end - alike..end
        } else if end >= self.options.max_deltas.max(2) {
            first..end
        } else {
            return None;
        };
        (range.len() > 1 && bytes_of(&deltas[range.clone()]) <= LARGEST).then_some(range)
    }

    fn merge(&mut self, range: Range<usize>) -> Result<(), Error> {
        let pages = self.merged_pages(range.clone())?;
        let parts = &self.layers.deltas()[range.clone()];
        let (first, last) = (&parts[0].head, &parts[parts.len() - 1].head);
        let head = DeltaHead {
            page_size: self.page_size(),
            from: first.from,
            to: last.to,
            before: first.before,
            after: last.after,
            pages_after: last.pages_after,
            pages_min: parts
                .iter()
                .map(|d| d.head.pages_min)
                .min()
                .expect("not empty"),
            count: u32::try_from(pages.len()).expect("page numbers have 32 bits"),
            content: content_hash(&pages),
        };
        let merged = self.write_delta(head, &pages)?;
        for delta in self.layers.replace(range, Arc::new(merged)) {
            self.cache.forget(delta.segment.number);
            self.points.extend(ends(&delta));
            self.spent.push_back(delta.name());
        }
        if self.points.len() > 2 * MOST_POINTS {
            newest(&mut self.points);
        }
        while self.spent.len() > self.options.max_deltas {
            // It may stay, or come back after a loss of power, and then tells nothing that the merged one does not.
            let name = self.spent.pop_front().expect("there are some");
            let _ = self.fs.unlink(&self.path(&name.to_string()));
        }
        Ok(())
    }

    /// The newest copies of the pages in these deltas.
    fn merged_pages(&mut self, range: Range<usize>) -> Result<BTreeMap<u32, Page>, Error> {
        let mut newest: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
        let deltas = &self.layers.deltas()[range];
        for (i, delta) in deltas.iter().enumerate() {
            newest.retain(|page, _| *page <= delta.head.pages_min);
            newest.extend(
                (0..)
                    .zip(&delta.table)
                    .map(|(place, page)| (*page, (i, place))),
            );
        }
        let size = self.page_size();
        let mut pages = BTreeMap::new();
        for (page, (i, place)) in newest {
            let delta = &deltas[i];
            let mut content: Page = Zeroizing::new(vec![0; size as usize].into());
            let offset = delta.head.body_offset() + u64::from(place) * u64::from(size);
            self.cache.read(&delta.segment, offset, &mut content)?;
            pages.insert(page, content);
        }
        Ok(pages)
    }
}
