//! Making one durable file of the pages written since the last commit.

use std::collections::BTreeMap;
use std::io::Write;

use ring::digest::{Context, SHA256};
use zeroize::Zeroizing;

use super::layers::Delta;
use super::layout::{DeltaHead, Hash, chain};
use super::name::{self, Name};
use super::segment::Segment;
use super::{Page, Store};
use crate::Error;
use crate::fs::{Unplaced, place};
use crate::stream::{self, CHUNK, Reader};

impl Store {
    /// Makes the written pages durable as the next commit; nothing happens if they change nothing.
    ///
    /// Whatever the outcome, no page is pending afterwards: `SQLite` calls a failed sync again, up to three
    /// times, and a later call must not make durable what an earlier one reported as lost.
    pub fn commit(&mut self) -> Result<(), Error> {
        let mut pages = std::mem::take(&mut self.pending);
        let size = std::mem::replace(&mut self.pending_size, self.layers.pages());
        let pages_after = self.size_in_header(&pages, size)?;
        pages.retain(|page, _| *page <= pages_after);
        self.drop_unchanged(&mut pages)?;
        if pages.is_empty() && pages_after == self.layers.pages() {
            return Ok(());
        }
        if self.options.read_only {
            return Err(Error::ReadOnly);
        }
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        let content = content_hash(&pages);
        let seq = self.head.seq + 1;
        let head = DeltaHead {
            page_size: self.page_size(),
            from: seq,
            to: seq,
            before: self.head.chain,
            after: chain(&self.key, &self.head.chain, seq, pages_after, &content),
            pages_after,
            pages_min: pages_after,
            count: u32::try_from(pages.len()).expect("page numbers have 32 bits"),
            content,
        };
        let delta = self.write_delta(head, &pages).map_err(|failed| {
            self.poisoned |= !failed.undone;
            Error::from(failed)
        })?;
        // Large commits first: merging holds pages of its own.
        drop(pages);
        self.attach(delta);
        self.merge_if_due();
        Ok(())
    }

    /// The size in the database's own header, big-endian at byte 28 of page 1. It is the one that counts:
    /// a shrinking commit cuts the file only after the sync.
    fn size_in_header(&mut self, pages: &BTreeMap<u32, Page>, size: u32) -> Result<u32, Error> {
        let mut field = [0; 4];
        match pages.get(&1) {
            Some(first) => field.copy_from_slice(&first[28..32]),
            None => self.read_committed(1, 28, &mut field)?,
        }
        let stated = u32::from_be_bytes(field);
        Ok(if stated == 0 { size } else { stated })
    }

    fn drop_unchanged(&mut self, pages: &mut BTreeMap<u32, Page>) -> Result<(), Error> {
        let mut held: Page = Zeroizing::new(vec![0; self.page_size() as usize].into());
        let mut same = Vec::new();
        for (page, content) in pages.range(..=self.layers.pages()) {
            self.read_committed(*page, 0, &mut held)?;
            if held == *content {
                same.push(*page);
            }
        }
        for page in same {
            pages.remove(&page);
        }
        Ok(())
    }

    pub(super) fn write_delta(
        &mut self,
        head: DeltaHead,
        pages: &BTreeMap<u32, Page>,
    ) -> Result<Delta, Unplaced> {
        let suffix = name::suffix(&self.entropy);
        let name = Name::Delta {
            from: head.from,
            to: head.to,
            suffix,
        };
        let file = name.to_string();
        let front = [head.encode(&self.key), page_table(pages)].concat();
        self.own.insert(name);
        let tmp = name::temporary(&self.entropy);
        let (source, finished) = place(&*self.fs, &self.dir, &tmp, &file, |out| {
            let mut writer = stream::seal(out, &[self.key.recipient()])?;
            writer.write_all(&front)?;
            for page in pages.values() {
                writer.write_all(page)?;
            }
            Ok(writer.finish_readable()?.1)
        })?;
        let segment = Segment::new(self.number(), file, Reader::of_finished(source, finished));
        if segment.plain_len() <= CHUNK as u64 {
            // The pages of small commits are the ones looked at again by the next.
            let mut chunk = Zeroizing::new(Vec::with_capacity(
                usize::try_from(segment.plain_len()).expect("at most a chunk"),
            ));
            chunk.extend_from_slice(&front);
            for page in pages.values() {
                chunk.extend_from_slice(page);
            }
            self.cache.insert(&segment, 0, chunk);
        }
        Ok(Delta {
            segment,
            head,
            table: pages.keys().copied().collect(),
        })
    }
}

/// SHA-256 of the number of pages, their numbers and their content.
pub(super) fn content_hash(pages: &BTreeMap<u32, Page>) -> Hash {
    let mut hash = Context::new(&SHA256);
    hash.update(
        &u32::try_from(pages.len())
            .expect("page numbers have 32 bits")
            .to_be_bytes(),
    );
    hash.update(&page_table(pages));
    for page in pages.values() {
        hash.update(page);
    }
    hash.finish()
        .as_ref()
        .try_into()
        .expect("SHA-256 gives 32 bytes")
}

fn page_table(pages: &BTreeMap<u32, Page>) -> Vec<u8> {
    pages.keys().flat_map(|page| page.to_be_bytes()).collect()
}
