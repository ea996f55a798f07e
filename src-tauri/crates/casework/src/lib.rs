//! Placeholder.

pub mod date;
pub mod name;
pub mod record;
pub mod view;
