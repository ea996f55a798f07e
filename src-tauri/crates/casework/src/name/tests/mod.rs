//! Tests of names across scripts.

mod candidates;
mod compare;
mod fold;
mod keys;
mod pairs;
mod stems;
