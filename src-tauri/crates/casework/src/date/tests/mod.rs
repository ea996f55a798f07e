//! Tests of uncertain dates.

mod edtf;
