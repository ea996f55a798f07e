//! A casework in memory, and people who hand cases over: the same every time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use casework::Ctx;
use casework::date::Lang;
use chrono::DateTime;
use handover::Keys;
use rusqlite::Connection;

/// A clock that stands still and randomness that repeats.
pub fn ctx() -> Ctx {
    let state = AtomicU64::new(1);
    Ctx {
        clock: Arc::new(|| {
            DateTime::from_timestamp(1_769_860_800, 0)
                .expect("a date")
                .naive_utc()
        }),
        entropy: Arc::new(move |buffer| {
            for part in buffer.chunks_mut(32) {
                let block =
                    crate::known::sha256(&state.fetch_add(1, Ordering::Relaxed).to_be_bytes());
                part.copy_from_slice(&block[..part.len()]);
            }
        }),
        author: "Aigerim".into(),
        person: "aigerim".into(),
        shared: false,
        chain_key: None,
        lang: Lang::En,
    }
}

pub fn memory() -> Connection {
    Connection::open_in_memory().expect("memory")
}

/// Who sends, and who receives.
static SENDER: LazyLock<Keys> = LazyLock::new(|| Keys::of_seeds(1, 2));
static RECEIVER: LazyLock<Keys> = LazyLock::new(|| Keys::of_seeds(3, 4));

pub fn sender() -> &'static Keys {
    &SENDER
}

pub fn receiver() -> &'static Keys {
    &RECEIVER
}
