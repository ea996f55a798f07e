//! What a run of many faults came to: one line that a person reads and a table is made of.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What may not be found after a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bad {
    /// Something acknowledged is not there.
    Lost(String),
    /// Something is there that was never so, or a refusal is none of those promised.
    Wrong(String),
}

/// Counts cases of one kind, checked by any number of threads. A case that goes wrong does not end the run, so that the
/// whole count is known; [`Tally::end`] fails then.
pub struct Tally {
    what: &'static str,
    cases: AtomicU64,
    lost: AtomicU64,
    wrong: AtomicU64,
    panics: AtomicU64,
    first: Mutex<Option<String>>,
}

impl Tally {
    /// Nothing counted yet of `what`.
    pub fn of(what: &'static str) -> Self {
        Self {
            what,
            cases: AtomicU64::new(0),
            lost: AtomicU64::new(0),
            wrong: AtomicU64::new(0),
            panics: AtomicU64::new(0),
            first: Mutex::new(None),
        }
    }

    /// One case. Its name is asked for if it goes wrong.
    pub fn case(&self, name: impl Fn() -> String, check: impl FnOnce() -> Result<(), Bad>) {
        self.cases.fetch_add(1, Ordering::Relaxed);
        let (count, why) = match catch_unwind(AssertUnwindSafe(check)) {
            Ok(Ok(())) => return,
            Ok(Err(Bad::Lost(why))) => (&self.lost, format!("lost: {why}")),
            Ok(Err(Bad::Wrong(why))) => (&self.wrong, format!("wrong: {why}")),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
                (&self.panics, format!("panic: {}", text.unwrap_or("?")))
            }
        };
        count.fetch_add(1, Ordering::Relaxed);
        let mut first = self.first.lock().expect("no holder of this lock panics");
        first.get_or_insert_with(|| format!("{}: {why}", name()));
    }

    /// Counts cases that were checked elsewhere.
    pub fn add(&self, cases: u64) {
        self.cases.fetch_add(cases, Ordering::Relaxed);
    }

    /// The cases so far.
    pub fn cases(&self) -> u64 {
        self.cases.load(Ordering::Relaxed)
    }

    /// Says the figures in one line, JSON behind the word `FAULTS`.
    ///
    /// # Panics
    ///
    /// If anything was lost or wrong or panicked, or if there were fewer than `least` cases.
    #[expect(
        clippy::print_stdout,
        reason = "the figures are what such a test is for"
    )]
    pub fn end(self, least: u64) {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let (cases, bad) = (
            self.cases(),
            [of(&self.lost), of(&self.wrong), of(&self.panics)],
        );
        println!(
            "\nFAULTS {{\"what\":\"{}\",\"cases\":{cases},\"lost\":{},\"wrong\":{},\"panics\":{}}}",
            self.what, bad[0], bad[1], bad[2]
        );
        let first = self.first.into_inner().unwrap_or_default();
        assert!(
            bad == [0; 3],
            "{}: {} lost, {} wrong, {} panics; the first: {}",
            self.what,
            bad[0],
            bad[1],
            bad[2],
            first.unwrap_or_default()
        );
        assert!(cases >= least, "{}: only {cases} of {least}", self.what);
    }
}
