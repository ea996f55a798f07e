//! Choices a caller has when opening a store.

/// How to open a store.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Decrypted parts of files kept in memory, in bytes.
    pub cache_bytes: usize,
    /// `SQLite`'s own page cache, in KiB.
    pub sqlite_cache_kib: u32,
    /// Deltas are merged before there are more than this many, at least 2.
    pub max_deltas: usize,
    /// Refuse every write. Nothing in the folder is touched, not even leftovers of an interrupted write.
    pub read_only: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            // Pages that were asked for are worth more memory than what lay beside them.
            cache_bytes: 16 << 20,
            sqlite_cache_kib: 56 << 10,
            max_deltas: 32,
            read_only: false,
        }
    }
}
