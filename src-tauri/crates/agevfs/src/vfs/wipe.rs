//! Memory that `SQLite` frees is wiped first.
//!
//! `SQLite` keeps plaintext in its page cache, its sorters and the values of its statements, and gives all of that
//! back to the system's allocator as it is. Its allocator can be replaced before it is first used
//! (<https://www.sqlite.org/c3ref/mem_methods.html>): the one here is the usual one, with zeros written over a block before
//! it goes.

use std::ffi::{c_int, c_void};
use std::sync::OnceLock;

use rusqlite::ffi;

/// The allocator that was there.
struct Usual(ffi::sqlite3_mem_methods);

// SAFETY: plain function pointers and a null pointer, written once before they are shared.
unsafe impl Send for Usual {}
// SAFETY: as above; never changed afterwards.
unsafe impl Sync for Usual {}

static USUAL: OnceLock<Option<Usual>> = OnceLock::new();

/// Makes `SQLite` wipe what it frees, for the rest of the process. Done by the first store that is opened; call it at
/// the start of a program that uses `SQLite` for anything else before.
///
/// Returns whether it is so: `false` if `SQLite` was in use already, and then it goes on without wiping.
pub fn wipe_freed_memory() -> bool {
    USUAL.get_or_init(usual).is_some() && install()
}

fn usual() -> Option<Usual> {
    let mut methods = ffi::sqlite3_mem_methods {
        xMalloc: None,
        xFree: None,
        xRealloc: None,
        xSize: None,
        xRoundup: None,
        xInit: None,
        xShutdown: None,
        pAppData: std::ptr::null_mut(),
    };
    // SAFETY: the option takes a pointer to such a structure and fills it; refused once SQLite is in use.
    let asked = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, &raw mut methods) };
    let whole = methods.xMalloc.is_some() && methods.xFree.is_some() && methods.xSize.is_some();
    (asked == ffi::SQLITE_OK && whole).then_some(Usual(methods))
}

fn install() -> bool {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    *INSTALLED.get_or_init(|| {
        let Some(usual) = usual_methods() else {
            return false;
        };
        let methods = ffi::sqlite3_mem_methods {
            #[cfg(feature = "sim")]
            xMalloc: Some(scarce::malloc),
            xFree: Some(free),
            xRealloc: Some(realloc),
            ..*usual
        };
        // SAFETY: SQLite copies the structure. It refuses if it is in use already. Should another thread begin to use it at
        // this very moment and see some functions of before and some of after, all of them work on the same blocks.
        let wiping = unsafe {
            ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw const methods) == ffi::SQLITE_OK
        };
        if wiping {
            // Small blocks that a connection hands out itself ("lookaside") come by here only when it is closed, and hold words
            // of statements until then: there are none. Refused only once SQLite is in use, and then nothing is wiped at all.
            // SAFETY: the option takes two numbers.
            unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_LOOKASIDE, 0 as c_int, 0 as c_int) };
        }
        wiping
    })
}

fn usual_methods() -> Option<&'static ffi::sqlite3_mem_methods> {
    USUAL.get()?.as_ref().map(|usual| &usual.0)
}

/// The size of a block as the usual allocator knows it.
///
/// # Safety
///
/// `block` is one of its blocks, not freed yet.
unsafe fn size(usual: &ffi::sqlite3_mem_methods, block: *mut c_void) -> usize {
    let size = usual.xSize.expect("checked when it was fetched");
    // SAFETY: passed on to the caller.
    usize::try_from(unsafe { size(block) }).unwrap_or(0)
}

unsafe extern "C" fn free(block: *mut c_void) {
    let (Some(usual), false) = (usual_methods(), block.is_null()) else {
        return;
    };
    // SAFETY: SQLite frees only blocks of its allocator, each once; all bytes that the allocator says a block has may be
    // written, and nobody else uses them any more. These stores are not dropped as dead ones: the block goes on to a function
    // the compiler cannot see into. (The crate `zeroize` writes byte by byte, which costs more than SQLite's own work.)
    unsafe {
        block.cast::<u8>().write_bytes(0, size(usual, block));
        usual.xFree.expect("checked when it was fetched")(block);
    }
}

/// Most bytes a block that grows gets beyond what was asked for.
const SLACK: c_int = 64 * 1024;

/// Never moved or cut off by the usual one, which would leave what was there: a block goes on as long as it is large enough and not much too large,
/// else everything is copied and the old one wiped. A block that grows gets more than was asked for, as it is likely to grow on: `SQLite` grows some by a few
/// bytes at a time, in the search index once for every eight entries of a list, and copying and wiping all of it each time took longer than the search.
unsafe extern "C" fn realloc(block: *mut c_void, wanted: c_int) -> *mut c_void {
    let Some(usual) = usual_methods() else {
        return std::ptr::null_mut();
    };
    // SAFETY: SQLite passes a block of its allocator and a positive size. The new block does not overlap the old one, and
    // both have at least as many bytes as are copied.
    unsafe {
        let old = size(usual, block);
        let needed = usize::try_from(wanted).unwrap_or(usize::MAX);
        if needed <= old && needed >= old / 2 {
            return block;
        }
        let roomy = if needed > old {
            wanted.saturating_add((wanted / 4).min(SLACK))
        } else {
            wanted
        };
        #[cfg(feature = "sim")]
        let new = scarce::malloc(roomy);
        #[cfg(not(feature = "sim"))]
        let new = usual.xMalloc.expect("checked when it was fetched")(roomy);
        if !new.is_null() {
            let kept = old.min(size(usual, new));
            std::ptr::copy_nonoverlapping(block.cast::<u8>(), new.cast::<u8>(), kept);
            free(block);
        }
        new
    }
}

/// Memory that runs out on demand, for tests.
#[cfg(feature = "sim")]
pub mod scarce {
    use std::cell::Cell;
    use std::ffi::{c_int, c_void};
    use std::ops::Range;

    thread_local! {
        static ASKED: Cell<u64> = const { Cell::new(0) };
        static REFUSED: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
    }

    /// Runs `work` while `SQLite` gets no memory for the requests of these numbers, counted from 0 over those that this
    /// thread makes within. Returns how many there were. Requests of other threads are met.
    ///
    /// # Panics
    ///
    /// If `SQLite` was used in this process before a store was opened: its memory is not this module's then.
    pub fn refuse<T>(requests: Range<u64>, work: impl FnOnce() -> T) -> (T, u64) {
        assert!(
            super::wipe_freed_memory(),
            "SQLite asks this module for memory"
        );
        ASKED.set(0);
        REFUSED.set((requests.start, requests.end));
        let result = work();
        REFUSED.set((0, 0));
        (result, ASKED.get())
    }

    pub(super) unsafe extern "C" fn malloc(wanted: c_int) -> *mut c_void {
        let number = ASKED.get();
        ASKED.set(number + 1);
        let (from, to) = REFUSED.get();
        match super::usual_methods().and_then(|usual| usual.xMalloc) {
            // SAFETY: passed on as SQLite gave it.
            Some(malloc) if !(from..to).contains(&number) => unsafe { malloc(wanted) },
            _ => std::ptr::null_mut(),
        }
    }
}
