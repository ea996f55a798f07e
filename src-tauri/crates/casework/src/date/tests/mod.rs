//! Tests of uncertain dates.

mod edtf;
mod show;
mod words;
