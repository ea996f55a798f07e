//! Tests of names across scripts.

mod fold;
mod pairs;
