//! Hostile content stays text: the corpus through every road into the program and out of it, at the border of the service.
//!
//! Each text is refused with a code of the contract, or comes back byte for byte. No call is an `internal` error (that is what a panic
//! becomes), and none takes longer than [`world::LONGEST`].

mod asks;
mod bundles;
mod casebooks;
mod files;
mod records;
mod world;
