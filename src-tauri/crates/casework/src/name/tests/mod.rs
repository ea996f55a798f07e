//! Tests of names across scripts.

mod compare;
mod fold;
mod pairs;
mod stems;
