//! Registering one VFS, of a name of its own, for each open database.

use std::cell::UnsafeCell;
use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::ffi;

use super::{Shared, file, guard};

/// A VFS that is registered with `SQLite` for good. There are never more than databases open at one time.
struct Slot {
    /// A cell, as `SQLite` links those it knows through a field of it.
    vfs: UnsafeCell<ffi::sqlite3_vfs>,
    name: CString,
    /// The store its next `xOpen` opens.
    shared: Mutex<Option<Arc<Shared>>>,
}

// SAFETY: `vfs` is written before the slot is shared, and afterwards only by SQLite, which guards its
// `pNext` with a mutex of its own. The other fields are safe to share.
unsafe impl Sync for Slot {}
// SAFETY: nothing in a slot belongs to a thread.
unsafe impl Send for Slot {}

static FREE: Mutex<Vec<&'static Slot>> = Mutex::new(Vec::new());
static COUNT: Mutex<u64> = Mutex::new(0);

/// A VFS lent to one database. Dropping it lets another database use it.
pub(crate) struct Registration(&'static Slot);

impl Registration {
    /// A VFS that opens `shared`; `None` if `SQLite` refuses to register one.
    pub fn new(shared: Arc<Shared>) -> Option<Self> {
        // Before the first call to SQLite, or not at all; a store opens either way.
        super::wipe_freed_memory();
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let slot = match free {
            Some(slot) => slot,
            None => register()?,
        };
        slot.set(Some(shared));
        Some(Self(slot))
    }

    /// The name to open a connection with.
    pub fn name(&self) -> &CStr {
        &self.0.name
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.0.set(None);
        FREE.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(self.0);
    }
}

impl Slot {
    fn set(&self, shared: Option<Arc<Shared>>) {
        *self.shared.lock().unwrap_or_else(PoisonError::into_inner) = shared;
    }

    fn take(&self) -> Option<Arc<Shared>> {
        self.shared
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

fn register() -> Option<&'static Slot> {
    let number = {
        let mut count = COUNT.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        *count
    };
    let name = CString::new(format!("agevfs-{number}")).expect("digits hold no zero byte");
    // Leaked on purpose, see the module: the slot is used again, but never freed.
    let slot: &'static Slot = Box::leak(Box::new(Slot {
        vfs: UnsafeCell::new(methods()),
        name,
        shared: Mutex::new(None),
    }));
    let vfs = slot.vfs.get();
    // SAFETY: nobody else knows the slot yet. From the call on, SQLite alone uses the structure, which is
    // complete, is never moved or freed, and has a unique name.
    let registered = unsafe {
        (*vfs).zName = slot.name.as_ptr();
        (*vfs).pAppData = ptr::from_ref(slot).cast_mut().cast();
        ffi::sqlite3_vfs_register(vfs, 0)
    };
    (registered == ffi::SQLITE_OK).then_some(slot)
}

fn methods() -> ffi::sqlite3_vfs {
    ffi::sqlite3_vfs {
        iVersion: 2,
        szOsFile: c_int::try_from(size_of::<file::Handle>()).expect("a handle is small"),
        mxPathname: 512,
        pNext: ptr::null_mut(),
        zName: ptr::null(),
        pAppData: ptr::null_mut(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_pathname),
        xDlOpen: None,
        xDlError: None,
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(current_time),
        xGetLastError: None,
        xCurrentTimeInt64: Some(current_time_int64),
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    }
}

/// Opens the store as the main database, once. Everything else is refused: no journal, no temporary file,
/// no second database ever reaches a disk.
unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    _name: ffi::sqlite3_filename,
    out: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives room for `szOsFile` bytes; a null `pMethods` tells it that nothing is open.
    unsafe { (*out).pMethods = ptr::null() };
    guard(ffi::SQLITE_CANTOPEN, || {
        if flags & ffi::SQLITE_OPEN_MAIN_DB == 0 {
            return ffi::SQLITE_CANTOPEN;
        }
        // SAFETY: `register` set `pAppData` to the slot, which lives as long as the process.
        let slot = unsafe { &*(*vfs).pAppData.cast::<Slot>() };
        let Some(shared) = slot.take() else {
            return ffi::SQLITE_CANTOPEN;
        };
        let read_only = shared.store().read_only();
        // SAFETY: `out` has room for a handle, and `out_flags` is null or valid.
        unsafe {
            file::Handle::put(out, shared);
            if !out_flags.is_null() {
                let mode = if read_only {
                    ffi::SQLITE_OPEN_READONLY
                } else {
                    ffi::SQLITE_OPEN_READWRITE
                };
                *out_flags = mode | ffi::SQLITE_OPEN_MAIN_DB;
            }
        }
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, _: *const c_char, _: c_int) -> c_int {
    ffi::SQLITE_IOERR_DELETE_NOENT
}

/// Nothing that `SQLite` asks for exists: no journal, no WAL.
unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    _: *const c_char,
    _: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite passes a valid place for the answer.
    unsafe { *out = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_pathname(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    guard(ffi::SQLITE_CANTOPEN, || {
        // SAFETY: SQLite passes a text with its end, and `room` bytes of space.
        unsafe {
            let bytes = CStr::from_ptr(name).to_bytes_with_nul();
            if usize::try_from(room).is_ok_and(|room| bytes.len() <= room) {
                ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
                return ffi::SQLITE_OK;
            }
        }
        ffi::SQLITE_CANTOPEN
    })
}

/// The VFS of the system, for what has nothing to do with files.
fn system() -> *mut ffi::sqlite3_vfs {
    // SAFETY: the default VFS is registered when SQLite is initialised and stays.
    unsafe { ffi::sqlite3_vfs_find(ptr::null()) }
}

unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, bytes: c_int, out: *mut c_char) -> c_int {
    let vfs = system();
    // SAFETY: the arguments are passed on as SQLite gave them.
    unsafe { (*vfs).xRandomness.map_or(0, |call| call(vfs, bytes, out)) }
}

unsafe extern "C" fn sleep(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    let vfs = system();
    // SAFETY: as above.
    unsafe { (*vfs).xSleep.map_or(0, |call| call(vfs, microseconds)) }
}

unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    let vfs = system();
    // SAFETY: as above.
    unsafe {
        (*vfs)
            .xCurrentTime
            .map_or(ffi::SQLITE_ERROR, |call| call(vfs, out))
    }
}

unsafe extern "C" fn current_time_int64(_: *mut ffi::sqlite3_vfs, out: *mut i64) -> c_int {
    let vfs = system();
    // SAFETY: as above.
    unsafe {
        (*vfs)
            .xCurrentTimeInt64
            .map_or(ffi::SQLITE_ERROR, |call| call(vfs, out))
    }
}
