//! Long work that runs beside everything else, so that typing goes on: at most one at a time, told and stopped by anybody.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::contract::JobState;
use crate::error::{Code, Error, Result};
use crate::session::Host;

/// The one long work that may be under way.
#[derive(Default)]
pub struct Jobs {
    running: Mutex<Option<Running>>,
    ended: Condvar,
}

struct Running {
    name: &'static str,
    done: u64,
    total: u64,
    /// It holds keys of the open vault and ends with it.
    keys: bool,
    stop: bool,
    /// It is to stop because the vault is being locked.
    locking: bool,
}

/// A work under way; it has ended when this is dropped.
pub struct Job<'a> {
    jobs: &'a Jobs,
    host: &'a dyn Host,
    name: &'static str,
}

impl Jobs {
    /// Begins the work `name`. `keys`: it holds keys of the open vault, and locking must end it.
    ///
    /// # Errors
    /// [`Code::Busy`] while another is under way.
    pub fn begin<'a>(
        &'a self,
        name: &'static str,
        keys: bool,
        host: &'a dyn Host,
    ) -> Result<Job<'a>> {
        let mut running = self.running();
        if running.is_some() {
            return Err(Error::new(Code::Busy));
        }
        *running = Some(Running {
            name,
            done: 0,
            total: 0,
            keys,
            stop: false,
            locking: false,
        });
        Ok(Job {
            jobs: self,
            host,
            name,
        })
    }

    /// What is under way.
    pub fn state(&self) -> JobState {
        let running = self.running();
        JobState {
            name: running.as_ref().map(|job| job.name.to_owned()),
            done: running.as_ref().map_or(0, |job| job.done),
            total: running.as_ref().map_or(0, |job| job.total),
        }
    }

    /// Asks it to stop; it does at its next step.
    pub fn stop(&self) {
        if let Some(job) = &mut *self.running() {
            job.stop = true;
        }
    }

    /// Asks what holds keys of the vault to stop, because the vault is to be locked.
    pub fn stop_with_the_vault(&self) {
        if let Some(job) = self.running().as_mut().filter(|job| job.keys) {
            (job.stop, job.locking) = (true, true);
        }
    }

    /// The same, and waits until it let go of them.
    pub fn end_with_the_vault(&self) {
        let mut running = self.running();
        while let Some(job) = running.as_mut().filter(|job| job.keys) {
            (job.stop, job.locking) = (true, true);
            running = self
                .ended
                .wait(running)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job<'_> {
    /// `done` of `total` bytes. `false`: stop.
    pub fn step(&self, done: u64, total: u64) -> bool {
        let wanted = {
            let mut running = self.jobs.running();
            running.as_mut().is_some_and(|job| {
                (job.done, job.total) = (done, total);
                !job.stop
            })
        };
        wanted && self.host.progress(self.name, done, total)
    }

    /// The same without news of how far it is.
    pub fn go_on(&self) -> bool {
        let now = self.jobs.state();
        self.step(now.done, now.total)
    }

    /// Whether it is to stop because the vault is being locked, and not because somebody thought better of it.
    pub fn locking(&self) -> bool {
        self.jobs.running().as_ref().is_some_and(|job| job.locking)
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        *self.jobs.running() = None;
        self.jobs.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Quiet;

    #[test]
    fn one_at_a_time_and_it_can_be_seen_and_stopped() {
        let jobs = Jobs::default();
        assert!(jobs.state().name.is_none());
        jobs.stop();
        let job = jobs.begin("backup", true, &Quiet).ok().unwrap();
        assert_eq!(
            jobs.begin("restore", false, &Quiet).err().map(|e| e.kind()),
            Some(Code::Busy)
        );
        assert!(job.step(3, 10));
        let state = jobs.state();
        assert_eq!(
            (state.name.as_deref(), state.done, state.total),
            (Some("backup"), 3, 10)
        );
        jobs.stop();
        assert!(!job.step(4, 10));
        drop(job);
        assert!(jobs.begin("restore", false, &Quiet).is_ok());
    }

    #[test]
    fn locking_waits_for_what_holds_keys_and_for_nothing_else() {
        let jobs = Jobs::default();
        let other = jobs.begin("restore", false, &Quiet).ok().unwrap();
        jobs.stop_with_the_vault();
        jobs.end_with_the_vault();
        assert!(other.step(1, 2) && !other.locking());
        drop(other);
        let asked = jobs.begin("backup", true, &Quiet).ok().unwrap();
        jobs.stop();
        assert!(!asked.step(1, 2) && !asked.locking());
        jobs.stop_with_the_vault();
        assert!(asked.locking());
        drop(asked);
        std::thread::scope(|scope| {
            let job = jobs.begin("backup", true, &Quiet).ok().unwrap();
            let worker = scope.spawn(move || {
                while job.step(0, 0) {
                    std::thread::yield_now();
                }
            });
            jobs.end_with_the_vault();
            assert!(jobs.state().name.is_none());
            worker.join().unwrap();
        });
    }
}
