//! Locking without being asked: after idle minutes counted over sleep, and on the signals a session ends with.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use service::Service;
use tauri::{AppHandle, Emitter, Manager};
use tokio::signal::unix::{SignalKind, signal};

/// How often to look at the clock.
const LOOK: Duration = Duration::from_secs(5);
/// The window locks by itself first and keeps its drafts; the host comes after it, in case the window cannot.
const GRACE: i64 = 10;
/// After so many seconds in which nobody did anything, the program tidies up.
const QUIET: i64 = 60;

/// When the window last asked for anything, in seconds since boot, sleep included.
pub struct Activity(AtomicI64);

impl Activity {
    /// Starts counting now.
    pub fn new() -> Self {
        Self(AtomicI64::new(since_boot()))
    }
    /// Something happened.
    pub fn touch(&self) {
        self.0.store(since_boot(), Ordering::Relaxed);
    }
    fn idle(&self) -> i64 {
        since_boot() - self.0.load(Ordering::Relaxed)
    }
}

/// Seconds since boot with time asleep: closing the lid for an hour is an hour of idleness.
fn since_boot() -> i64 {
    clock_gettime(ClockId::Boottime).tv_sec
}

/// Watches the idle clock for as long as the program runs.
pub async fn when_idle(app: AppHandle) {
    loop {
        tokio::time::sleep(LOOK).await;
        let service = app.state::<Arc<Service>>().inner().clone();
        // The sealed compartment closes after its own, shorter time.
        service.tick();
        let idle = app.state::<Activity>().idle() >= QUIET;
        let tidy = service.clone();
        // It may take long, and ends by itself when the vault is locked.
        drop(tauri::async_runtime::spawn_blocking(move || {
            tidy.upkeep(idle);
        }));
        let limit = i64::from(service.auto_lock_minutes()) * 60 + GRACE;
        if service.is_open() && app.state::<Activity>().idle() >= limit {
            lock(&app, service).await;
        }
    }
}

/// Locks and ends the program on SIGTERM, SIGHUP and SIGINT.
pub async fn when_told(app: AppHandle) {
    let (Ok(mut term), Ok(mut hup), Ok(mut int)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::hangup()),
        signal(SignalKind::interrupt()),
    ) else {
        return;
    };
    tokio::select! {
        _ = term.recv() => {},
        _ = hup.recv() => {},
        _ = int.recv() => {},
    }
    let service = app.state::<Arc<Service>>().inner().clone();
    lock(&app, service).await;
    app.exit(0);
}

async fn lock(app: &AppHandle, service: Arc<Service>) {
    // Folding the last commits may take a moment on a slow disk; the window is told first so that it blanks at once.
    let _ = app.emit("locked", ());
    let _ = tauri::async_runtime::spawn_blocking(move || service.lock()).await;
}
