//! What the tests across crates share: a desk with its own home, on which `sandyq` runs, a service over a vault, a host that holds long work, the
//! hostile corpus, and a search for traces on a disk.

pub mod desk;
pub mod gate;
pub mod hostile;
pub mod traces;
pub mod world;
