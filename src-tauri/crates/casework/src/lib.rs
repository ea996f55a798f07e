//! Placeholder.

pub mod date;
pub mod name;
