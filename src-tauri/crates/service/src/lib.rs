//! Every command once: the contract between the program and whoever drives it.
//!
//! Hosts (the window, the command line, the development host of the tests) hold one [`Service`] and pass requests to it by name or
//! by typed function; no host knows a vault, a database or a record by itself.

pub mod contract;
mod error;

pub use error::Error;
