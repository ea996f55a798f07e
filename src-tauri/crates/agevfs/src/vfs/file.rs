//! The one file of the VFS: the database.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::Arc;

use rusqlite::ffi;

use super::{Shared, code_of, guard, is_closed_setting};
use crate::Error;
use crate::store::Store;

/// What `SQLite` keeps for an open file.
#[repr(C)]
pub(super) struct Handle {
    base: ffi::sqlite3_file,
    /// From [`Arc::into_raw`]; given back in `xClose`.
    shared: *const Shared,
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

impl Handle {
    /// Makes `out` an open file.
    ///
    /// # Safety
    ///
    /// `out` must point to room for a handle, aligned for it.
    pub unsafe fn put(out: *mut ffi::sqlite3_file, shared: Arc<Shared>) {
        let handle = Self {
            base: ffi::sqlite3_file {
                pMethods: &raw const METHODS,
            },
            shared: Arc::into_raw(shared),
        };
        // SAFETY: promised by the caller.
        unsafe { out.cast::<Self>().write(handle) };
    }
}

/// The store behind a file.
///
/// # Safety
///
/// `file` must be open, made by [`Handle::put`] and not closed within `'a`.
unsafe fn shared<'a>(file: *mut ffi::sqlite3_file) -> &'a Shared {
    // SAFETY: promised by the caller; the handle's share keeps the value alive.
    unsafe { &*(*file.cast::<Handle>()).shared }
}

/// Runs `body` on the store. An error is kept for the caller behind `SQLite`, and becomes a number for it.
///
/// # Safety
///
/// As [`shared`].
unsafe fn with_store(
    file: *mut ffi::sqlite3_file,
    code: c_int,
    body: impl FnOnce(&mut Store) -> Result<c_int, Error>,
) -> c_int {
    guard(code, || {
        // SAFETY: promised by the caller.
        let mut store = unsafe { shared(file) }.store();
        body(&mut store).unwrap_or_else(|error| {
            let number = code_of(&error, code);
            store.fault = Some(error);
            number
        })
    })
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    guard(ffi::SQLITE_IOERR_CLOSE, || {
        // SAFETY: SQLite closes a file once; a null `pMethods` keeps it from using the file again.
        unsafe {
            (*file).pMethods = ptr::null();
            drop(Arc::from_raw((*file.cast::<Handle>()).shared));
        }
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    out: *mut c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    let body = |store: &mut Store| {
        let (Ok(amount), Ok(offset)) = (usize::try_from(amount), u64::try_from(offset)) else {
            return Ok(ffi::SQLITE_IOERR_READ);
        };
        // SAFETY: SQLite passes room for `amount` bytes, which may be uninitialised: zeros come first. They
        // are also what it wants behind the end of the file.
        let out = unsafe {
            out.cast::<u8>().write_bytes(0, amount);
            std::slice::from_raw_parts_mut(out.cast::<u8>(), amount)
        };
        read_pages(store, offset, out)
    };
    // SAFETY: SQLite calls this on open files only.
    unsafe { with_store(file, ffi::SQLITE_IOERR_READ, body) }
}

fn read_pages(store: &mut Store, mut offset: u64, mut out: &mut [u8]) -> Result<c_int, Error> {
    let size = u64::from(store.page_size());
    let end = u64::from(store.size()) * size;
    while !out.is_empty() && offset < end {
        let page = u32::try_from(offset / size + 1).expect("within the file");
        let within = offset % size;
        let n = out
            .len()
            .min(usize::try_from(size - within).expect("within a page"));
        let (part, rest) = out.split_at_mut(n);
        store.read(page, usize::try_from(within).expect("within a page"), part)?;
        offset += n as u64;
        out = rest;
    }
    Ok(if out.is_empty() {
        ffi::SQLITE_OK
    } else {
        ffi::SQLITE_IOERR_SHORT_READ
    })
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    let body = |store: &mut Store| {
        let (Ok(amount), Ok(offset)) = (u32::try_from(amount), u64::try_from(offset)) else {
            return Ok(ffi::SQLITE_IOERR_WRITE);
        };
        let size = store.page_size();
        let page = offset / u64::from(size) + 1;
        // SQLite writes whole pages; anything else would mean that it has another page size in mind.
        let (Ok(page), true) = (
            u32::try_from(page),
            amount == size && offset % u64::from(size) == 0,
        ) else {
            return Ok(ffi::SQLITE_IOERR_WRITE);
        };
        // SAFETY: SQLite passes `amount` initialised bytes.
        let content = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), amount as usize) };
        store.write(page, content);
        Ok(ffi::SQLITE_OK)
    };
    // SAFETY: SQLite calls this on open files only.
    unsafe { with_store(file, ffi::SQLITE_IOERR_WRITE, body) }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    let body = |store: &mut Store| {
        let pages = u64::try_from(size)
            .unwrap_or(0)
            .div_ceil(u64::from(store.page_size()));
        match u32::try_from(pages) {
            Ok(pages) => {
                store.truncate(pages);
                Ok(ffi::SQLITE_OK)
            }
            Err(_) => Ok(ffi::SQLITE_IOERR_TRUNCATE),
        }
    };
    // SAFETY: SQLite calls this on open files only.
    unsafe { with_store(file, ffi::SQLITE_IOERR_TRUNCATE, body) }
}

/// The commit. `SQLite` syncs the database exactly once for each, after its last write.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite calls this on open files only.
    unsafe {
        with_store(file, ffi::SQLITE_IOERR_FSYNC, |store| {
            store.commit().map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    let body = |store: &mut Store| {
        // SAFETY: SQLite passes a valid place for the answer.
        unsafe { *out = i64::from(store.size()) * i64::from(store.page_size()) };
        Ok(ffi::SQLITE_OK)
    };
    // SAFETY: SQLite calls this on open files only.
    unsafe { with_store(file, ffi::SQLITE_IOERR_FSTAT, body) }
}

/// One connection has the store to itself; a lock on the folder is its opener's business.
unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    let body = |store: &mut Store| {
        let writes = level >= ffi::SQLITE_LOCK_RESERVED;
        Ok(if writes && (store.read_only() || store.poisoned()) {
            ffi::SQLITE_READONLY
        } else {
            ffi::SQLITE_OK
        })
    };
    // SAFETY: SQLite calls this on open files only.
    unsafe { with_store(file, ffi::SQLITE_IOERR_LOCK, body) }
}

/// The end of a transaction. What it wrote and did not sync was rolled back, or could not be: either way it
/// must not be seen.
unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    let body = |store: &mut Store| {
        store.discard();
        Ok(ffi::SQLITE_OK)
    };
    // SAFETY: SQLite calls this on open files only.
    unsafe { with_store(file, ffi::SQLITE_IOERR_UNLOCK, body) }
}

unsafe extern "C" fn check_reserved_lock(_: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite passes a valid place for the answer.
    unsafe { *out = 0 };
    ffi::SQLITE_OK
}

/// Refuses to change settings that would break a promise. All else is left to `SQLite`.
unsafe extern "C" fn file_control(
    file: *mut ffi::sqlite3_file,
    operation: c_int,
    argument: *mut c_void,
) -> c_int {
    if operation != ffi::SQLITE_FCNTL_PRAGMA {
        return ffi::SQLITE_NOTFOUND;
    }
    guard(ffi::SQLITE_ERROR, || {
        let parts = argument.cast::<*mut c_char>();
        // SAFETY: for this operation the argument is an array of three texts: room for a message, the name
        // of the setting, and its new value or null.
        let (name, value) = unsafe { (*parts.add(1), *parts.add(2)) };
        if name.is_null() || value.is_null() {
            return ffi::SQLITE_NOTFOUND;
        }
        // SAFETY: a text with its end, as above; and SQLite calls this on open files only.
        let (name, shared) = unsafe { (CStr::from_ptr(name), shared(file)) };
        if !shared.doors_closed() || !is_closed_setting(&name.to_string_lossy()) {
            return ffi::SQLITE_NOTFOUND;
        }
        // SAFETY: SQLite frees the message with its own allocator, which made it.
        unsafe { *parts = ffi::sqlite3_mprintf(c"this setting is fixed by the store".as_ptr()) };
        ffi::SQLITE_ERROR
    })
}

/// The page size of new stores: pages are the unit that is written.
unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn device_characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    0
}
