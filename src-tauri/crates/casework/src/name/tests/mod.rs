//! Tests of names across scripts.

mod compare;
mod fold;
mod keys;
mod pairs;
mod stems;
