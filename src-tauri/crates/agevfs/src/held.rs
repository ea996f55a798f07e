//! Keys in memory that the system does not move to a disk: each in pages of its own, locked (POSIX.1 mlock), wiped when given back.
//!
//! A system may allow little of that, or nothing. Keys are used all the same then, and [`all`] says so.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use region::LockGuard;
use zeroize::{Zeroize, Zeroizing};

/// Bytes of the stack that are written over: a few pages, as large as those of [`Held`] on their way.
const WIPED: usize = 16 * 1024;
/// Keys in one page.
const SIDE_BY_SIDE: usize = 128;

static REFUSED: AtomicBool = AtomicBool::new(false);

/// Whether the system has held every key so far. Keys that it did not hold may have reached its swap.
pub fn all() -> bool {
    !REFUSED.load(Ordering::Relaxed)
}

/// Begins a page and fills the rest of it: nothing else shares the lock, which counts whole pages.
#[repr(align(4096))]
struct Page<T>(T);

/// A value that stays in memory as long as it lives. It is for `T` to wipe itself.
pub(crate) struct Held<T> {
    // Let go before the value is dropped: afterwards the memory may be somebody else's, with a lock of its own.
    _lock: Option<LockGuard>,
    page: Box<Page<T>>,
}

impl<T> Held<T> {
    pub fn new(value: T) -> Self {
        let page = Box::new(Page(value));
        let lock = region::lock(&raw const *page, size_of::<Page<T>>()).ok();
        if lock.is_none() {
            REFUSED.store(true, Ordering::Relaxed);
        }
        Self { _lock: lock, page }
    }
}

impl<T> Deref for Held<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.page.0
    }
}

impl<T> DerefMut for Held<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.page.0
    }
}

/// Writes over what functions that have returned left on this thread's stack below the caller: a value on its way into a [`Held`] passes there.
#[inline(never)]
pub(crate) fn wipe_below() {
    let mut below = [0_u8; WIPED];
    below.zeroize();
    std::hint::black_box(&below);
}

/// 32 bytes of a key among others of their kind.
pub(crate) struct HeldKey {
    page: usize,
    place: usize,
}

/// Where they lie. Pages are never given back; there are as many as were ever needed at once.
struct Room {
    pages: Vec<Held<[[u8; 32]; SIDE_BY_SIDE]>>,
    free: Vec<(usize, usize)>,
}

static ROOM: Mutex<Room> = Mutex::new(Room {
    pages: Vec::new(),
    free: Vec::new(),
});

fn room() -> MutexGuard<'static, Room> {
    ROOM.lock().unwrap_or_else(PoisonError::into_inner)
}

impl HeldKey {
    pub fn new(bytes: &Zeroizing<[u8; 32]>) -> Self {
        let mut room = room();
        if room.free.is_empty() {
            let page = room.pages.len();
            room.pages.push(Held::new([[0; 32]; SIDE_BY_SIDE]));
            room.free
                .extend((0..SIDE_BY_SIDE).map(|place| (page, place)));
        }
        let (page, place) = room.free.pop().expect("there is a page with places");
        room.pages[page][place].copy_from_slice(bytes.as_slice());
        Self { page, place }
    }

    /// Another one of the same bytes.
    pub fn copy(&self) -> Self {
        // Out first: the room is locked while `with` has it.
        Self::new(&self.with(|bytes| Zeroizing::new(*bytes)))
    }

    /// Lets `work` have the bytes. It must be short: all keys wait for it.
    pub fn with<T>(&self, work: impl FnOnce(&[u8; 32]) -> T) -> T {
        work(&room().pages[self.page][self.place])
    }
}

impl Drop for HeldKey {
    fn drop(&mut self) {
        let mut room = room();
        room.pages[self.page][self.place].zeroize();
        room.free.push((self.page, self.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_mix_and_places_are_used_again() {
        let key = |n: usize| Zeroizing::new([u8::try_from(n % 251).expect("below 251"); 32]);
        let mut held: Vec<HeldKey> = (0..300).map(|n| HeldKey::new(&key(n))).collect();
        for (n, one) in held.iter().enumerate() {
            assert!(one.with(|bytes| *bytes == *key(n)));
        }
        let (page, place) = (held[7].page, held[7].place);
        drop(held.swap_remove(7));
        // Another test may have taken the place already; what was there is gone either way.
        assert!(room().pages[page][place] != [7; 32]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_holds_it() {
        let locked = || {
            let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
            let line = status.lines().find(|line| line.starts_with("VmLck:"));
            line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
                .expect("a number of kB")
        };
        let before = locked();
        let many: Vec<Held<[u8; 32]>> = (0..64).map(|_| Held::new([1; 32])).collect();
        let during = locked();
        drop(many);
        // Other tests hold and let go meanwhile, but not that many.
        assert!(during >= before + 200, "{before} {during} {}", all());
    }
}
