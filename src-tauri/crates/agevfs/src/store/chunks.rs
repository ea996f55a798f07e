//! Decrypted chunks in memory: a bounded cache that evicts what was not used lately (CLOCK, which comes
//! close to least-recently-used without moving anything on a hit).

use std::collections::HashMap;

use zeroize::Zeroizing;

use crate::stream::{CHUNK, TAG};

/// Which file, and which chunk of it.
pub(super) type ChunkKey = (u32, u64);

struct Slot {
    key: Option<ChunkKey>,
    used: bool,
    chunk: Zeroizing<Vec<u8>>,
}

/// Decrypted chunks. A buffer whose chunk is evicted is overwritten by the next one, and wiped at the end.
pub(super) struct Chunks {
    slots: Vec<Slot>,
    places: HashMap<ChunkKey, usize>,
    hand: usize,
    capacity: usize,
}

impl Chunks {
    /// A cache of about `bytes` bytes, at least four chunks.
    pub fn new(bytes: usize) -> Self {
        Self {
            slots: Vec::new(),
            places: HashMap::new(),
            hand: 0,
            capacity: (bytes / CHUNK).max(4),
        }
    }

    /// The chunk of `key`, filled by `load` if it is not there. A failed load leaves nothing behind.
    pub fn get<E>(
        &mut self,
        key: ChunkKey,
        load: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<&[u8], E> {
        if let Some(&place) = self.places.get(&key) {
            self.slots[place].used = true;
            return Ok(&self.slots[place].chunk);
        }
        let place = self.free_slot();
        let chunk = &mut self.slots[place].chunk;
        if chunk.capacity() < CHUNK + TAG {
            // The full size at once: growing later would leave an unwiped copy behind.
            *chunk = Zeroizing::new(Vec::with_capacity(CHUNK + TAG));
        }
        load(chunk)?;
        self.fill(place, key);
        Ok(&self.slots[place].chunk)
    }

    /// The chunk of `key` if it is there.
    pub fn peek(&mut self, key: ChunkKey) -> Option<&[u8]> {
        let place = *self.places.get(&key)?;
        self.slots[place].used = true;
        Some(&self.slots[place].chunk)
    }

    /// Puts a chunk in that is already decrypted; gives the buffer it takes the place of, to be used again.
    pub fn insert(&mut self, key: ChunkKey, chunk: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
        let place = self.free_slot();
        let before = std::mem::replace(&mut self.slots[place].chunk, chunk);
        self.fill(place, key);
        before
    }

    /// Forgets the chunks of a file; their buffers are used again.
    pub fn forget(&mut self, file: u32) {
        for slot in self
            .slots
            .iter_mut()
            .filter(|s| s.key.is_some_and(|(of, _)| of == file))
        {
            slot.used = false;
            if let Some(key) = slot.key.take() {
                self.places.remove(&key);
            }
        }
    }

    fn fill(&mut self, place: usize, key: ChunkKey) {
        self.slots[place].key = Some(key);
        self.slots[place].used = true;
        self.places.insert(key, place);
    }

    fn free_slot(&mut self) -> usize {
        if self.slots.len() < self.capacity {
            self.slots.push(Slot {
                key: None,
                used: false,
                chunk: Zeroizing::default(),
            });
            return self.slots.len() - 1;
        }
        loop {
            let place = self.hand;
            self.hand = (self.hand + 1) % self.slots.len();
            let slot = &mut self.slots[place];
            if !std::mem::take(&mut slot.used) {
                if let Some(key) = slot.key.take() {
                    self.places.remove(&key);
                }
                return place;
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::Chunks;

    #[test]
    fn it_keeps_what_is_used_and_stays_small() {
        let mut cache = Chunks::new(0);
        let mut loads = 0;
        for i in 0..100_u64 {
            for key in [(1, 0), (2, i)] {
                let chunk = cache
                    .get::<()>(key, |buf| {
                        loads += 1;
                        buf.clear();
                        buf.push(u8::try_from(key.1).unwrap());
                        Ok(())
                    })
                    .unwrap();
                assert_eq!(chunk, [u8::try_from(key.1).unwrap()]);
            }
        }
        assert!(
            loads < 105,
            "the hot chunk is hardly ever loaded again: {loads}"
        );
        assert!(cache.get((3, 0), |_| Err(())).is_err());
        cache
            .get((3, 0), |buf| {
                buf.clear();
                Ok::<(), ()>(())
            })
            .unwrap();
        assert_eq!(cache.slots.len(), 4);
        cache.forget(1);
        assert!(cache.get((1, 0), |_| Err("reload")).is_err());
    }
}
