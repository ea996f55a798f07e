//! What the tests across crates share: a desk with its own home, on which `sandyq` runs, and a search for traces on a disk.

pub mod desk;
pub mod traces;
