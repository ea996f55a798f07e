//! libFuzzer, with the target that the variable `SANDYQ_FUZZ_TARGET` names.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static RUN: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("SANDYQ_FUZZ_TARGET").unwrap_or_default();
    sandyq_fuzz::target(&name)
        .unwrap_or_else(|| panic!("SANDYQ_FUZZ_TARGET names no target: {name:?}"))
        .run
});

fuzz_target!(|data: &[u8]| RUN(data));
