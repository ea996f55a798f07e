//! The service itself: at most one open vault, what is remembered of the device, and the outside world as parameters.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use casework::{Book, Ctx, Veil};
use chrono::{NaiveDateTime, TimeDelta};
use vault::{Env, KdfParams, LastSeen, Unlocked, Vault};
use zeroize::Zeroizing;

use crate::app_dir::AppDir;
use crate::contract::{SealState, Settings, TeamTaken};
use crate::device::Device;
use crate::error::{Code, Error, Result};
use crate::guesses::Guesses;
use crate::job::Jobs;
use crate::text::Language;
use crate::upkeep::Upkeep;
use crate::who::Who;

/// By so many seconds a computer may put its clock right at any time.
const CLOCK_STEP: i64 = 5;
/// The sealed compartment closes by itself after so many seconds.
const SEAL_SECONDS: i64 = 180;
/// How long the key derivation of a new vault should take on this device, in milliseconds.
const KDF_TARGET_MS: u32 = 1000;
/// Label of the key under which the history is chained.
pub(crate) const CHAIN_LABEL: &str = "sandyq.org/history chain v1";

/// What the service asks of whoever drives it.
pub trait Host: Send + Sync {
    /// Long work is under way: `done` of `total` bytes or records (0 when not known). Answering `false` stops it.
    fn progress(&self, job: &'static str, done: u64, total: u64) -> bool {
        let _ = (job, done, total);
        true
    }
    /// The vault was locked, for whatever reason.
    fn locked(&self) {}
}

/// A host that wants to know nothing.
pub struct Quiet;
impl Host for Quiet {}

/// A clock that only goes forward.
pub type Uptime = Arc<dyn Fn() -> Duration + Send + Sync>;

/// The outside world of a service.
pub struct Options {
    /// Storage, clock and randomness of vaults.
    pub env: Env,
    /// Where settings and marks are kept; none: nowhere.
    pub app_dir: Option<PathBuf>,
    /// Where a new vault would go if nothing else is chosen.
    pub documents: PathBuf,
    /// Who drives it.
    pub host: Arc<dyn Host>,
    /// Language of what is written for others; none: that of the preferences.
    pub language: Option<Language>,
    /// Cost of the key derivation of new passphrases; none: measured on this device.
    pub kdf: Option<KdfParams>,
    /// Time since some moment, by a clock that nobody can set: how long a wrong passphrase is held against who typed it.
    pub uptime: Uptime,
    /// Lets time pass, while something can still be called off; a test that must not wait passes something else.
    pub pause: fn(Duration),
    /// The computer it runs on.
    pub device: Device,
    /// Local time less UTC in seconds: "today" is the person's day, not that of Greenwich.
    pub local_offset: fn() -> i64,
}

impl Options {
    /// The real world, quiet, with nothing remembered.
    pub fn real(documents: PathBuf) -> Self {
        let start = Instant::now();
        Self {
            env: Env::real(),
            app_dir: None,
            documents,
            host: Arc::new(Quiet),
            language: None,
            kdf: None,
            uptime: Arc::new(move || start.elapsed()),
            pause: std::thread::sleep,
            device: Device::this(),
            local_offset: || i64::from(chrono::Local::now().offset().local_minus_utc()),
        }
    }
}

/// Every command of the program, over at most one open vault.
pub struct Service {
    pub(crate) env: Env,
    pub(crate) documents: PathBuf,
    pub(crate) host: Arc<dyn Host>,
    language: Option<Language>,
    kdf: Option<KdfParams>,
    uptime: Uptime,
    pause: fn(Duration),
    pub(crate) device: Device,
    local_offset: fn() -> i64,
    pub(crate) jobs: Jobs,
    /// The program's own work beside: nobody asked for it, and nobody waits for it.
    pub(crate) upkeep: Jobs,
    /// A copy of the preferences: whoever locks must not wait for a command that holds the state.
    preferences: Mutex<Settings>,
    /// Names and addresses are hidden in what is shown; stays so when another vault is opened. Asked without the lock of the state, which
    /// long work may hold while it waits to be stopped.
    pub(crate) privacy: AtomicBool,
    state: Mutex<State>,
}

/// What changes while the program runs.
pub(crate) struct State {
    pub(crate) app: AppDir,
    pub(crate) open: Option<Session>,
    pub(crate) guesses: Guesses,
}

/// An open vault.
pub(crate) struct Session {
    pub(crate) vault: Vault<Unlocked>,
    pub(crate) path: PathBuf,
    /// When the sealed compartment closes, if it is open.
    pub(crate) seal_until: Option<NaiveDateTime>,
    /// How it compares with what this device saw last.
    pub(crate) seen: LastSeen,
    /// When it wants tidying up.
    pub(crate) upkeep: Upkeep,
    /// What stands in the place of names while they are hidden.
    pub(crate) veil: Veil,
    /// Who opened it.
    pub(crate) who: Who,
    /// When it was opened, UTC.
    pub(crate) since: NaiveDateTime,
    /// What came in from the team by itself, and nobody has seen yet.
    pub(crate) came: Vec<TeamTaken>,
}

impl Service {
    /// A service with nothing open.
    pub fn new(options: Options) -> Self {
        let state = State {
            app: AppDir::open(options.app_dir),
            open: None,
            guesses: Guesses::default(),
        };
        Self {
            env: options.env,
            documents: options.documents,
            host: options.host,
            language: options.language,
            kdf: options.kdf,
            uptime: options.uptime,
            pause: options.pause,
            device: options.device,
            local_offset: options.local_offset,
            jobs: Jobs::default(),
            upkeep: Jobs::default(),
            preferences: Mutex::new(state.app.settings().clone()),
            privacy: AtomicBool::new(false),
            state: Mutex::new(state),
        }
    }

    /// The service of a desktop: settings in `app_dir`, new vaults suggested in `documents`.
    pub fn desktop(app_dir: PathBuf, documents: PathBuf) -> Self {
        Self::new(Options {
            app_dir: Some(app_dir),
            ..Options::real(documents)
        })
    }

    /// Whether a vault is open.
    pub fn is_open(&self) -> bool {
        self.state().open.is_some()
    }

    /// Whether a vault is open, or may be in a moment. Never waits: while a command holds the state, the answer is yes.
    pub fn may_be_open(&self) -> bool {
        match self.state.try_lock() {
            Ok(state) => state.open.is_some(),
            Err(TryLockError::Poisoned(state)) => state.into_inner().open.is_some(),
            Err(TryLockError::WouldBlock) => true,
        }
    }

    /// Whether names are hidden in what is shown.
    pub fn hides_names(&self) -> bool {
        self.privacy.load(Ordering::SeqCst)
    }

    /// Begins with names hidden, as the program before this one ended.
    pub fn hide_names(&self) {
        self.privacy.store(true, Ordering::SeqCst);
    }

    /// Preferences of this device. Never waits for a command.
    pub fn settings(&self) -> Settings {
        self.preferences
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Keeps preferences. Answers with what was kept.
    pub(crate) fn keep_settings(&self, wanted: Settings) -> Result<Settings> {
        let kept = self.state().app.save_settings(wanted);
        let mut preferences = self
            .preferences
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // They hold for this run even where they cannot be kept.
        preferences.clone_from(self.state().app.settings());
        kept
    }

    /// Locks: small commits are folded, both compartments are dropped with their keys. Nothing happens when nothing is open.
    pub fn lock(&self) {
        // Work that has the state in hand lets go of it at its next step.
        self.jobs.stop_with_the_vault();
        let open = self.state().open.take();
        if let Some(session) = open {
            // Long work beside it holds keys of its own.
            self.jobs.end_with_the_vault();
            self.upkeep.end_with_the_vault();
            // A fold that fails loses nothing: every commit is on the disk, and the keys go all the same.
            let _ = session.vault.lock();
            self.host.locked();
        }
    }

    /// Closes the sealed compartment when its time is over. Hosts call it every few seconds; every command does too.
    pub fn tick(&self) {
        let mut state = self.state();
        // Asked only now: an opening that this waited for may have taken seconds, and its end would be too far ahead.
        let now = self.now();
        if let Some(session) = &mut state.open {
            session.close_seal_if_due(now);
        }
    }

    /// The lock of the one state. A command that panicked has rolled its transaction back, so the state behind the lock is sound.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cost of the key derivation of a new passphrase.
    pub(crate) fn kdf(&self) -> KdfParams {
        self.kdf
            .unwrap_or_else(|| KdfParams::calibrate(KDF_TARGET_MS))
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, time: Duration) {
        (self.pause)(time);
    }

    /// Now in UTC.
    pub(crate) fn now(&self) -> NaiveDateTime {
        self.env.clock.now()
    }

    /// The person's own day.
    pub(crate) fn today(&self) -> chrono::NaiveDate {
        (self.now() + TimeDelta::seconds((self.local_offset)())).date()
    }

    /// Whether a passphrase or kit may be tried now.
    ///
    /// # Errors
    /// [`Code::Wait`].
    pub(crate) fn may_guess(&self, state: &State) -> Result<()> {
        state.guesses.may((self.uptime)())
    }

    /// Counts what a try came to; a wrong one says how long to wait before the next.
    pub(crate) fn answer_guess<T>(&self, state: &mut State, result: Result<T>) -> Result<T> {
        state.guesses.answer((self.uptime)(), result)
    }

    /// A try: refused before its time, counted after it.
    pub(crate) fn guess<T>(
        &self,
        state: &mut State,
        body: impl FnOnce(&mut State) -> Result<T>,
    ) -> Result<T> {
        self.may_guess(state)?;
        let result = body(state);
        self.answer_guess(state, result)
    }
}

/// What the body of a command on an open vault works with.
pub(crate) struct Open<'a> {
    pub(crate) service: &'a Service,
    pub(crate) app: &'a mut AppDir,
    pub(crate) guesses: &'a mut Guesses,
    pub(crate) session: &'a mut Session,
}

impl<'a> Open<'a> {
    /// The open vault, or the refusal of its absence.
    pub(crate) fn of(service: &'a Service, state: &'a mut State) -> Result<Self> {
        let State { app, open, guesses } = state;
        let session = open.as_mut().ok_or_else(|| Error::new(Code::Locked))?;
        session.close_seal_if_due(service.now());
        Ok(Self {
            service,
            app,
            guesses,
            session,
        })
    }

    /// The same if the sealed compartment is open too.
    pub(crate) fn sealed(service: &'a Service, state: &'a mut State) -> Result<Self> {
        let open = Self::of(service, state)?;
        if open.session.seal_until.is_some() {
            Ok(open)
        } else {
            Err(Error::new(Code::SealClosed))
        }
    }

    /// The casework of the vault.
    pub(crate) fn book(&mut self) -> Result<Book<'_>> {
        let ctx = self.ctx();
        Ok(Book::open(self.session.vault.cases(), ctx)?)
    }

    /// Time, randomness and author of what is written.
    pub(crate) fn ctx(&self) -> Ctx {
        let (clock, entropy) = (
            self.service.env.clock.clone(),
            self.service.env.entropy.clone(),
        );
        let settings = self.app.settings();
        Ctx {
            clock: Arc::new(move || clock.now()),
            entropy: Arc::new(move |buffer| entropy.fill(buffer)),
            author: self.session.who.name.clone(),
            person: self.session.who.person.clone(),
            shared: self.session.who.shared,
            chain_key: Some(self.session.vault.derive(CHAIN_LABEL)),
            lang: (self.service.language)
                .or_else(|| Language::of(&settings.language))
                .unwrap_or(Language::En)
                .lang(),
        }
    }

    /// Keys were added, named or taken away: who is who is looked up anew.
    pub(crate) fn keys_changed(&mut self) -> Result<()> {
        self.session.who = Who::of(&mut self.session.vault)?;
        Ok(())
    }

    /// A try with a passphrase or kit that is asked for once more: refused before its time, counted after it.
    pub(crate) fn guess<T>(&mut self, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.guesses.may((self.service.uptime)())?;
        let result = body(self);
        self.guesses.answer((self.service.uptime)(), result)
    }

    /// The database can say of a damaged or failing disk only that something went wrong; the store below it knows what.
    pub(crate) fn explained(&self, error: Error) -> Error {
        if error.kind() == Code::VaultReadOnly && self.session.vault.read_only() {
            return Error::new(Code::VaultForReading);
        }
        self.session.vault.take_fault().map_or(error, Error::from)
    }

    /// The vault's folder.
    pub(crate) fn path(&self) -> &Path {
        &self.session.path
    }
}

impl Session {
    /// The sealed compartment was opened just now.
    pub(crate) fn seal_opened(&mut self, now: NaiveDateTime) {
        self.seal_until = Some(now + TimeDelta::seconds(SEAL_SECONDS));
    }

    /// Closes it and drops its key.
    pub(crate) fn close_seal(&mut self) {
        self.seal_until = None;
        // What can fail is the folding of commits that are on the disk already; the key goes in any case.
        let _ = self.vault.close_seal();
        // Statements on the casework keep what they were last asked: a name that was searched for.
        self.vault.cases().flush_prepared_statement_cache();
    }

    fn close_seal_if_due(&mut self, now: NaiveDateTime) {
        // A clock that was set back must not keep it open either; one that was put right by a moment does not close it.
        let longest = TimeDelta::seconds(SEAL_SECONDS + CLOCK_STEP);
        let due = |until: NaiveDateTime| now >= until || until - now > longest;
        if self.seal_until.is_some_and(due) {
            self.close_seal();
        }
    }

    /// By how many commits it is older than what this device saw last.
    pub(crate) fn older_by(&self) -> u64 {
        match self.seen {
            LastSeen::Older(by) => by,
            _ => 0,
        }
    }

    /// As a host shows it.
    pub(crate) fn seal_state(&self, now: NaiveDateTime) -> SealState {
        let closes_in = self
            .seal_until
            .map(|until| u32::try_from((until - now).num_seconds()).unwrap_or(0));
        SealState {
            open: self.seal_until.is_some(),
            closes_in,
        }
    }
}

/// A passphrase out of a request, wiped when dropped.
pub(crate) fn passphrase(text: String) -> Result<vault::Passphrase> {
    let text = Zeroizing::new(text);
    vault::Passphrase::new(&text).map_err(|_| Error::new(Code::BadPassphrase).at("passphrase"))
}
