//! Every command once: the contract between the program and whoever drives it.
//!
//! Hosts (the window, the command line, the development host of the tests) hold one [`Service`] and pass requests to it by name or
//! by typed function; no host knows a vault, a database or a record by itself. Every body runs under one lock, answers only after
//! its commit is durable, and fails with an [`Error`] that has a message and a next step in every language ([`Text`]). Long work
//! takes what it needs under the lock and runs beside it (`job`); locking the vault ends what holds its keys.

mod app_dir;
#[allow(
    clippy::wildcard_imports,
    clippy::unnecessary_wraps,
    reason = "a body takes and gives the types of the contract, and each may fail by its signature"
)]
mod body;
pub mod contract;
mod convert;
mod device;
mod dispatch;
mod error;
mod files;
mod guesses;
mod job;
mod kit;
mod qr;
mod session;
mod strong;
mod text;
mod upkeep;
mod veil;
mod who;
mod work;

use zeroizing_alloc::ZeroAlloc;

pub use contract::NAMES as COMMANDS;
pub use device::Device;
pub use error::{Code, Error, Result};
pub use files::human;
pub use session::{Host, Options, Quiet, Service, Uptime};
pub use text::{Language, Text};

/// Text of cases and sources passes through every host: none of it stays in memory that was given back.
#[global_allocator]
static WIPING: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// Makes a panic say where it happened and nothing else: its message may quote what a record says.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |place| {
            format!(" at {}:{}", place.file(), place.line())
        });
        eprintln!("internal error{place}");
    }));
}
