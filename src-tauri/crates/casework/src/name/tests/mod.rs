//! Tests of names across scripts.

mod candidates;
mod compare;
mod fold;
mod pairs;
mod stems;
