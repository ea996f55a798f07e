//! Idle minutes, counted over sleep.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use service::Service;
use tauri::{AppHandle, Emitter, Manager};

use super::{Why, begin};

/// How often to look at the clock.
const LOOK: Duration = Duration::from_secs(5);
/// The window locks by itself first; the host comes after it, in case the window cannot. In seconds.
const GRACE: i64 = 10;
/// After so many seconds in which nobody did anything, the program tidies up.
const QUIET: i64 = 60;

/// So long after it was told that something came in, the window asks by itself: no sign that somebody is there. In seconds.
const READING: i64 = 10;

/// When somebody was last there, in seconds since boot, sleep included.
pub struct Activity {
    last: AtomicI64,
    /// Until then the window asks because it was told to.
    told: AtomicI64,
}

impl Activity {
    /// Starts counting now.
    pub fn new() -> Self {
        Self {
            last: AtomicI64::new(since_boot()),
            told: AtomicI64::new(0),
        }
    }
    /// Somebody did something.
    pub fn touch(&self) {
        self.last.store(since_boot(), Ordering::Relaxed);
    }
    /// The window asked for something.
    pub fn asked(&self) {
        if since_boot() >= self.told.load(Ordering::Relaxed) {
            self.touch();
        }
    }
    /// The window is told to read again what it shows.
    fn tell(&self) {
        self.told.store(since_boot() + READING, Ordering::Relaxed);
    }
    fn idle(&self) -> i64 {
        since_boot() - self.last.load(Ordering::Relaxed)
    }
}

/// Seconds since boot with time asleep: closing the lid for an hour is an hour of idleness.
fn since_boot() -> i64 {
    clock_gettime(ClockId::Boottime).tv_sec
}

/// Watches the idle clock for as long as the program runs.
pub async fn watch(app: AppHandle) {
    let mut tidying: Option<tauri::async_runtime::JoinHandle<()>> = None;
    loop {
        tokio::time::sleep(LOOK).await;
        let service = app.state::<Arc<Service>>().inner().clone();
        let idle = app.state::<Activity>().idle();
        // On a thread of its own: it may have to wait for what the service does just now, and this clock must not. One is enough.
        if tidying
            .as_ref()
            .is_none_or(|last| last.inner().is_finished())
        {
            let window = app.clone();
            tidying = Some(tauri::async_runtime::spawn_blocking(move || {
                // The sealed compartment closes after its own, shorter time.
                service.tick();
                if service.upkeep(idle >= QUIET) {
                    // The window reads again what it shows, and asks what came.
                    window.state::<Activity>().tell();
                    let _ = window.emit("changed", ());
                }
            }));
        }
        let minutes = app.state::<Arc<Service>>().settings().auto_lock_minutes;
        if idle >= i64::from(minutes) * 60 + GRACE {
            begin(&app, Why::Idle);
        }
    }
}
