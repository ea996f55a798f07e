//! The C interface: an `SQLite` VFS whose only file is a store.
//!
//! This module holds all `unsafe` code of the crate. Three rules keep it small:
//!
//! - every callback runs inside [`guard`], so no panic crosses into C;
//! - a registered VFS is never freed but used again, so that no pointer `SQLite` may keep goes stale, even
//!   if a connection outlives its [`crate::Database`];
//! - a file holds its own share of the store, given back in `xClose`.
//!
//! The interface is version 1 of <https://www.sqlite.org/c3ref/io_methods.html>: no shared memory (so no
//! WAL) and no memory mapping exist.

mod file;
mod registry;
mod wipe;

pub(crate) use registry::Registration;
#[cfg(feature = "sim")]
pub use wipe::scarce;
pub use wipe::{WipingMemory, wipe_freed_memory};

use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::ffi;

use crate::store::Store;
use crate::{Error, Kind};

/// A store between its database and the callbacks.
pub(crate) struct Shared {
    store: Mutex<Store>,
    /// Set once the connection is configured: from then on, settings that would break promises are refused.
    doors_closed: AtomicBool,
}

impl Shared {
    pub fn new(store: Store) -> Arc<Self> {
        Arc::new(Self {
            store: Mutex::new(store),
            doors_closed: AtomicBool::new(false),
        })
    }

    /// The store. If a callback panicked while holding it, what it was doing is dropped with its pages.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(|poisoned| {
            self.store.clear_poison();
            let mut store = poisoned.into_inner();
            store.discard();
            store
        })
    }

    pub fn close_doors(&self) {
        self.doors_closed.store(true, Ordering::Release);
    }

    fn doors_closed(&self) -> bool {
        self.doors_closed.load(Ordering::Acquire)
    }
}

/// Runs a callback's body; a panic becomes `code`.
fn guard(code: c_int, body: impl FnOnce() -> c_int) -> c_int {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(code)
}

/// The number `SQLite` gets for an error, `other` if there is none more fitting.
fn code_of(error: &Error, other: c_int) -> c_int {
    match error.kind() {
        Kind::NoSpace => ffi::SQLITE_FULL,
        Kind::ReadOnly => ffi::SQLITE_READONLY,
        Kind::Damaged | Kind::Foreign => ffi::SQLITE_IOERR_DATA,
        _ => other,
    }
}

/// Whether a setting may not be changed by SQL, as it would break a promise of the store.
pub(crate) fn is_closed_setting(name: &str) -> bool {
    const CLOSED: [&str; 11] = [
        "auto_vacuum",
        "data_store_directory",
        "journal_mode",
        "locking_mode",
        "mmap_size",
        "page_size",
        "synchronous",
        "temp_store",
        "temp_store_directory",
        "trusted_schema",
        "writable_schema",
    ];
    CLOSED
        .iter()
        .any(|closed| closed.eq_ignore_ascii_case(name))
}
