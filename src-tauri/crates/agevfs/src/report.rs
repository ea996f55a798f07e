//! What a store tells about itself.

/// The newest commit: its number, from 0 for an empty new store, and the value of the chain there. A caller
/// that keeps it elsewhere can tell later whether the folder went back in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of commits since the store was made.
    pub seq: u64,
    /// The chain value, which depends on every commit before.
    pub chain: [u8; 32],
}

/// Sizes and counts of an open store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Delta files behind the snapshot.
    pub deltas: usize,
    /// Bytes of the snapshot, its manifest and the deltas.
    pub bytes_on_disk: u64,
    /// Pages of the database.
    pub pages: u32,
    /// Bytes in a page.
    pub page_size: u32,
    /// The commit number of the snapshot.
    pub generation: u64,
}

/// What a full check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Bytes of files that were read and decrypted.
    pub checked_bytes: u64,
    /// What is wrong, in the order of the files; empty if all is well.
    pub problems: Vec<Problem>,
}

/// One file that failed a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// What is wrong with it, in plain words.
    pub what: String,
}

/// What was saved out of a damaged store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvage {
    /// The commit that was reached.
    pub head: Head,
    /// The highest commit that the name of any file tells of.
    pub newest: u64,
    /// Pages written.
    pub pages: u32,
    /// How many of them could not be read and are zeros.
    pub unreadable: u32,
    /// What is wrong with the store.
    pub problems: Vec<Problem>,
}
