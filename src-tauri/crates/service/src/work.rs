//! Work on the files of an open vault that may take long: the lock of the state is held at its beginning and at its end, so that
//! typing goes on meanwhile.

use std::path::{Path, PathBuf};
use std::sync::MutexGuard;

use uuid::Uuid;
use vault::HeldBlobs;

use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::session::{Host, Open, Service, State};

/// Up to so many bytes the lock is simply kept: it takes less than a person notices, and waits for no other long work.
const SHORT: u64 = 8 * 1024 * 1024;

/// Work under way.
pub struct Work<'a> {
    /// The files it works on.
    pub blobs: HeldBlobs,
    name: &'static str,
    host: &'a dyn Host,
    vault: (Uuid, PathBuf),
    hold: Hold<'a>,
}

enum Hold<'a> {
    /// Short: nobody else gets at the vault meanwhile.
    State(MutexGuard<'a, State>),
    /// Long: it can be seen and stopped, and locking the vault ends it.
    Job(Job<'a>),
}

impl<'a> Work<'a> {
    /// Looks at the open vault through `look`, which also says how many bytes there are to read, and begins.
    ///
    /// # Errors
    /// [`Code::Locked`]; [`Code::Busy`] if it is long and other long work is under way; those of `look`.
    pub fn begin<T>(
        service: &'a Service,
        name: &'static str,
        look: impl FnOnce(&mut Open<'_>) -> Result<(T, u64)>,
    ) -> Result<(T, Self)> {
        let mut state = service.state();
        let mut open = Open::of(service, &mut state)?;
        let (found, bytes) = look(&mut open).map_err(|error| open.explained(error))?;
        let blobs = open.session.vault.hold_blobs();
        let vault = identity(&open);
        let host = &*service.host;
        let hold = if bytes <= SHORT {
            Hold::State(state)
        } else {
            // Under the lock of the state: a vault that is being locked waits for what was begun before.
            Hold::Job(service.jobs.begin(name, true, host)?)
        };
        Ok((
            found,
            Self {
                blobs,
                name,
                host,
                vault,
                hold,
            },
        ))
    }

    /// `done` of `total` bytes. `false`: stop.
    pub fn step(&self, done: u64, total: u64) -> bool {
        match &self.hold {
            Hold::State(_) => self.host.progress(self.name, done, total),
            Hold::Job(job) => job.step(done, total),
        }
    }

    /// The same as a result.
    pub fn go_on(&self, done: u64, total: u64) -> Result<()> {
        if self.step(done, total) {
            Ok(())
        } else {
            Err(Error::new(Code::Cancelled))
        }
    }

    /// A step on the same open vault in between.
    ///
    /// # Errors
    /// [`Code::Locked`] if it has been locked meanwhile; those of `body`.
    pub fn with<T>(
        &mut self,
        service: &'a Service,
        body: impl FnOnce(&mut Open<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut taken;
        let state = match &mut self.hold {
            Hold::State(state) => state,
            Hold::Job(_) => {
                taken = service.state();
                &mut taken
            }
        };
        let mut open = Open::of(service, state)?;
        if identity(&open) != self.vault {
            return Err(Error::new(Code::Locked));
        }
        body(&mut open).map_err(|error| open.explained(error))
    }

    /// The last step, on the same open vault.
    ///
    /// # Errors
    /// [`Code::Locked`] if it has been locked meanwhile; those of `body`.
    pub fn end<T>(
        self,
        service: &Service,
        body: impl FnOnce(&mut Open<'_>) -> Result<T>,
    ) -> Result<T> {
        let Self { vault, hold, .. } = self;
        let (mut state, _job) = match hold {
            Hold::State(state) => (state, None),
            Hold::Job(job) => (service.state(), Some(job)),
        };
        let mut open = Open::of(service, &mut state)?;
        if identity(&open) != vault {
            return Err(Error::new(Code::Locked));
        }
        body(&mut open).map_err(|error| open.explained(error))
    }
}

/// Which open vault it is.
pub fn identity(open: &Open<'_>) -> (Uuid, PathBuf) {
    (open.session.vault.id(), Path::to_owned(open.path()))
}
