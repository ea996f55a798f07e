//! Workspaces of their own, each with a lock file of its own: programs that link what is not shipped and link what is shipped too.
#![expect(clippy::print_stdout, reason = "says what it writes")]

use std::fs;

use crate::paths;
use crate::sh::{self, command};

/// One of them.
pub struct Apart {
    /// Its manifest, from the top.
    pub manifest: &'static str,
    /// Makes its lock file anew.
    pub lock: &'static str,
    /// Licences of what only it links.
    pub licences: &'static [&'static str],
}

/// The measuring program: the public domain as SQLite says it, and `LibTomCrypt` inside SQLCipher.
pub const BENCH: Apart = Apart {
    manifest: "tests/bench/Cargo.toml",
    lock: "cargo xtask bench lock",
    licences: &["blessing", "WTFPL"],
};

/// libFuzzer around the fuzz targets: LLVM's older licence.
pub const FUZZ: Apart = Apart {
    manifest: "tests/fuzz/libfuzzer/Cargo.toml",
    lock: "cargo xtask fuzz lock",
    licences: &["NCSA"],
};

impl Apart {
    /// Makes the lock file from that of the main workspace: the same versions, and what only this one needs.
    pub fn write_lock(&self) -> Result<(), String> {
        let to = paths::root().join(self.manifest).with_extension("lock");
        fs::copy(paths::root().join("Cargo.lock"), &to)
            .map_err(|error| format!("{}: {error}", to.display()))?;
        // Drops what is not needed and adds what is missing.
        sh::read(&mut command(
            "cargo",
            &[
                "metadata",
                "--format-version",
                "1",
                "--manifest-path",
                self.manifest,
            ],
        ))?;
        println!("Written: {}.", to.display());
        Ok(())
    }

    /// Whether it is formatted.
    pub fn check_format(&self) -> Result<(), String> {
        sh::run(&mut command(
            "cargo",
            &["fmt", "--manifest-path", self.manifest, "--check"],
        ))
    }
}
