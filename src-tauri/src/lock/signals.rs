//! The signals a session ends with.

use tauri::AppHandle;
use tokio::signal::unix::{SignalKind, signal};

use super::{Why, begin};

/// Locks and ends the program on SIGTERM, SIGHUP and SIGINT.
pub async fn watch(app: AppHandle) {
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
    begin(&app, Why::End);
}
