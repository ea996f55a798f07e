//! Fuzz targets. Each takes any bytes and panics if an answer is not right: beside "no panic" and, in the fuzzer, "no error
//! of memory", each compares with something that knows better (a second reader, the same thing written again, another
//! implementation).
//!
//! What stands behind a seal is fuzzed behind it: the targets seal it themselves, under keys that they have. The first byte
//! of most inputs says which of the fields that nobody can guess (MACs, hashes, lengths) are made right first.
//!
//! `cargo xtask fuzz` drives them with libFuzzer. The first inputs come from the golden vaults and the vectors of age, so
//! that nothing has to be kept; what was found once stays in `found/` for ever.

mod bytes;
mod golden;
mod known;
mod model;
mod targets;

pub use targets::{TARGETS, Target, target};
