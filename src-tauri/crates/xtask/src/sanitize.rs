//! `AddressSanitizer`: how the fuzzer is built, and the tests of the engine under it.

use std::process::Command;

use crate::sh::{self, command, host, step};
use crate::{debian, paths};

/// Left out, by a part of the name: these do the same some 100,000 times, each time opening a store and reading it, which the others do too.
const TOO_LONG: &[&str] = &["power_is_lost", "a_flipped_bit", "a_shortened"];

/// A cargo command whose programs run under `AddressSanitizer`: Rust, and C behind it. The stable compiler has it, behind a
/// switch that is meant for the compiler's own build.
pub fn cargo(words: &[&str], more_flags: &str, folder: &str) -> Result<Command, String> {
    let mut command = command("cargo", words);
    command
        // Named, so that build scripts and macros are compiled without it.
        .args(["--target", &host()?, "--target-dir"])
        .arg(paths::target().join(folder))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", format!("-Zsanitizer=address {more_flags}"))
        .env("CFLAGS", "-fsanitize=address -fno-omit-frame-pointer -g1")
        // A reading before the first byte of something on the stack, after it, and after it is gone.
        .env(
            "ASAN_OPTIONS",
            "detect_stack_use_after_return=1:strict_string_checks=1:detect_leaks=1",
        )
        .env("CARGO_INCREMENTAL", "0");
    Ok(command)
}

/// `cargo xtask sanitize`.
pub fn run() -> Result<(), String> {
    debian::install(&[debian::SANITIZE])?;
    let words = ["test", "--locked", "--package", "agevfs", "--no-fail-fast"];
    step("tests of the engine under AddressSanitizer", || {
        let mut tests = cargo(&words, "", "sanitize")?;
        tests.arg("--");
        for name in TOO_LONG {
            tests.args(["--skip", name]);
        }
        sh::run(&mut tests)
    })
}
