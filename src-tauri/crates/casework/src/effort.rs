//! Counts steps of work while tests run, so that a test can say that work grows with a text and no faster without looking at a clock.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// One step of work whose number might grow faster than the text does.
#[inline]
pub(crate) fn step() {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// Steps since this was asked last, on this thread.
#[cfg(test)]
pub(crate) fn taken() -> u64 {
    STEPS.with(Cell::take)
}
