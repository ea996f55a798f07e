//! Keeping the open vault small and quick to open while it is used: free space goes back to the disk, and deltas become a new
//! snapshot, beside everything else.

use chrono::{NaiveDateTime, TimeDelta};

use vault::Leftovers;

use crate::body;
use crate::contract::TeamTaken;
use crate::error::Code;
use crate::job::Job;
use crate::session::{Open, Quiet, Service};

/// Pages given back in one step: a person's save waits for no more than that.
const STEP: u32 = 128;
/// After a failure (a full disk, mostly) it is tried again only so many minutes later.
const AGAIN: i64 = 10;
/// For so many minutes the files of before stay beside a new snapshot: whoever copies the folder just then has listed them
/// already, and finds them all.
const COPYING: i64 = 10;
/// Minutes between two exchanges with the team that begin by themselves.
const EXCHANGE: i64 = 5;

/// What of an open vault has to wait, and until when.
#[derive(Clone, Copy, Default)]
pub(crate) struct Upkeep {
    /// Tidying up failed: not again before then.
    after: Option<NaiveDateTime>,
    /// Then files that are not needed any more go; nothing is known of them yet if there is no time.
    leftovers: Option<NaiveDateTime>,
    /// Then the team's folder is looked at again, if that is to happen by itself.
    team: Option<NaiveDateTime>,
    /// Why that failed the last time.
    pub team_problem: Option<Code>,
}

impl Service {
    /// Looks whether the open vault wants tidying up, and does it. Hosts call it every few seconds, on a thread that may take its
    /// time; `idle`: nobody has done anything for a while, so that less pressing work may be done too. Commands go on meanwhile,
    /// and locking ends it. The answer: something came in from the team, so what is shown is old (`team_news` says what).
    pub fn upkeep(&self, idle: bool) -> bool {
        // Ends last: whoever locks waits for it, and by then nothing here holds a key.
        let Ok(job) = self.upkeep.begin("upkeep", true, &Quiet) else {
            return false;
        };
        if idle {
            self.give_back_pages(&job);
        }
        self.remove_leftovers();
        let came = self.exchange(&job);
        if self.renew_snapshot(&job, idle).is_err()
            && let Some(session) = &mut self.state().open
        {
            session.upkeep.after = Some(self.now() + TimeDelta::minutes(AGAIN));
        }
        came
    }

    /// Exchanges with the team, if it is to happen by itself and its time has come. Whether something came in.
    fn exchange(&self, job: &Job<'_>) -> bool {
        let before = {
            let mut state = self.state();
            let now = self.now();
            let Ok(mut open) = Open::of(self, &mut state) else {
                return false;
            };
            if open.session.upkeep.team.is_some_and(|due| now < due) {
                return false;
            }
            open.session.upkeep.team = Some(now + TimeDelta::minutes(EXCHANGE));
            if !body::team_is_automatic(&mut open) {
                return false;
            }
            brought(&open.session.came)
        };
        let problem = body::by_itself(self, job).err().map(|error| error.kind());
        let mut state = self.state();
        let Some(session) = &mut state.open else {
            return false;
        };
        session.upkeep.team_problem = problem;
        brought(&session.came) != before
    }

    fn remove_leftovers(&self) {
        let leftovers = {
            let mut state = self.state();
            let Some(session) = &mut state.open else {
                return;
            };
            let (now, due) = (self.now(), session.upkeep.leftovers);
            if due.is_some_and(|due| now < due) {
                return;
            }
            session.upkeep.leftovers = Some(now + TimeDelta::minutes(COPYING));
            due.map(|_| session.vault.leftovers())
        };
        leftovers.into_iter().for_each(Leftovers::remove);
    }

    fn give_back_pages(&self, job: &Job<'_>) {
        while job.step(0, 0) {
            let mut state = self.state();
            let Some(session) = &mut state.open else {
                return;
            };
            let free = session.vault.free_pages().unwrap_or(0);
            if free == 0 || session.vault.give_back_pages(STEP.min(free)).is_err() {
                return;
            }
        }
    }

    fn renew_snapshot(&self, job: &Job<'_>, idle: bool) -> Result<(), vault::Error> {
        let begun = {
            let now = self.now();
            let state = self.state();
            let Some(session) = &state.open else {
                return Ok(());
            };
            let waits = session.upkeep.after.is_some_and(|after| now < after);
            if waits || session.vault.poisoned() || !session.vault.needs_compaction(idle) {
                return Ok(());
            }
            let begun = session.vault.begin_compaction()?;
            begun.map(|compaction| (compaction, session.vault.leftovers()))
        };
        let Some((mut compaction, before)) = begun else {
            return Ok(());
        };
        // There are never more than two generations.
        before.remove();
        compaction.run(&mut |done, total| job.step(done.into(), total.into()))?;
        if let Some(session) = &mut self.state().open {
            session.vault.finish_compaction(compaction)?;
            session.upkeep.leftovers = Some(self.now() + TimeDelta::minutes(COPYING));
        }
        Ok(())
    }
}

fn brought(came: &[TeamTaken]) -> u32 {
    came.iter()
        .map(|one| one.added + one.updated + one.conflicts)
        .sum()
}
