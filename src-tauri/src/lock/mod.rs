//! Locking, whoever asks for it: the window goes blank, drafts are kept, the keys are dropped, and the program replaces itself.

pub mod bus;
pub mod idle;
pub mod signals;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use service::Service;
use tauri::{AppHandle, Emitter, Manager};
use tokio::time::{Instant, sleep, timeout};

use crate::afresh::{self, Handed};
use crate::{clipboard, window};

/// How long a window that does not answer is waited for. The keys are to be gone 0.3 s after it began.
const ANSWER: Duration = Duration::from_millis(150);
/// One that has answered is keeping its drafts; on a slow disk that may take until here.
const DRAFTS: Duration = Duration::from_secs(1);
/// How often to look whether it is done.
const LOOK: Duration = Duration::from_millis(2);
/// How long the engine may take to fold and close. What it has acknowledged is on the disk; the program ends in the middle of the rest, as if the
/// power had gone, which loses nothing.
const CLOSING: Duration = Duration::from_millis(120);

/// Why the program locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The person asked for it.
    Asked,
    /// The person asked to be gone from the screen, too.
    Vanish,
    /// Nobody did anything for a while.
    Idle,
    /// The computer goes to sleep or is switched off.
    Sleep,
    /// The screen was locked.
    Screen,
    /// Another user's session came to the front.
    Switch,
    /// The lid was closed.
    Lid,
    /// The session ends (SIGTERM, SIGHUP, SIGINT).
    End,
}

impl Why {
    /// As the window and the next program know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Vanish => "vanish",
            Self::Idle => "idle",
            Self::Sleep => "sleep",
            Self::Screen => "screen",
            Self::Switch => "switch",
            Self::Lid => "lid",
            Self::End => "end",
        }
    }

    /// Nothing of the program is to be left.
    fn ends(self) -> bool {
        matches!(self, Self::Vanish | Self::End)
    }

    /// Whether the person wants it to lock for that.
    fn wanted(self, service: &Service) -> bool {
        let on = service.settings().lock_on;
        match self {
            Self::Sleep => on.sleep,
            Self::Screen => on.screen,
            Self::Switch => on.switch,
            Self::Lid => on.lid,
            Self::Asked | Self::Vanish | Self::Idle | Self::End => true,
        }
    }
}

/// The one lock there can be: a program locks once and is then another.
#[derive(Default)]
pub struct Lock {
    begun: AtomicBool,
    /// Something that has to be forgotten was typed or shown, though no vault may be open: a passphrase.
    touched: AtomicBool,
    /// The window knows of the lock, or is saving a draft anyway.
    heard: AtomicBool,
    saving: AtomicUsize,
    /// The window has kept what was not saved.
    kept: AtomicBool,
}

impl Lock {
    /// A passphrase was given, right or wrong.
    pub fn touch(&self) {
        self.touched.store(true, Ordering::Relaxed);
    }
    /// A draft is being saved while `work` runs.
    pub fn saving<T>(&self, work: impl FnOnce() -> T) -> T {
        self.saving.fetch_add(1, Ordering::SeqCst);
        let done = work();
        self.saving.fetch_sub(1, Ordering::SeqCst);
        done
    }
    /// The window knows of the lock.
    pub fn heard(&self) {
        self.heard.store(true, Ordering::SeqCst);
    }
    /// The window has kept what was not saved.
    pub fn drafts_kept(&self) {
        self.kept.store(true, Ordering::SeqCst);
    }
    /// Whether there is anything to wait for, so long after it began.
    fn waits(&self, since: Duration) -> bool {
        let busy = self.heard.load(Ordering::SeqCst) || self.saving.load(Ordering::SeqCst) > 0;
        !self.kept.load(Ordering::SeqCst) && since < if busy { DRAFTS } else { ANSWER }
    }
}

/// Locks, unless that goes on already or nobody wants it. Comes back at once.
pub fn begin(app: &AppHandle, why: Why) {
    let (lock, service) = (app.state::<Lock>(), app.state::<Arc<Service>>());
    // Asking the service would wait for its work, which may be what has to be stopped; what it knows of the open vault stands apart.
    let something = service.may_be_open() || lock.touched.load(Ordering::Relaxed);
    if !(why.ends() || something && why.wanted(&service)) {
        return;
    }
    if lock.begun.swap(true, Ordering::SeqCst) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move { whole(app, why).await });
}

async fn whole(app: AppHandle, why: Why) {
    let begun = Instant::now();
    let _ = app.emit("locking", why.code());
    window::blank(&app);
    while app.state::<Lock>().waits(begun.elapsed()) {
        sleep(LOOK).await;
    }
    let service = app.state::<Arc<Service>>().inner().clone();
    let private = service.hides_names();
    let closing = tauri::async_runtime::spawn_blocking(move || service.lock());
    let _ = timeout(CLOSING, closing).await;
    let handed = Handed {
        why: why.code().to_owned(),
        private,
        frame: window::frame(&app).await,
    };
    clipboard::clear_now(&app).await;
    if why.ends() {
        afresh::end_others();
        // Not `app.exit`: nothing of this process may run on, and nothing is left that would have to be put away.
        std::process::exit(0);
    }
    afresh::begin(&handed)
}
