//! The programs that the window's tests start, and the tests themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sh::{self, command, step};
use crate::{node, paths};

/// Loaded by the window into each of its processes; lies beside it.
pub const LIBRARY: &str = "libsandyq_apart.so";

/// Where they were put, so that a later build with other features does not overwrite them.
pub struct Programs {
    /// The command line.
    pub sandyq: PathBuf,
    shipped: PathBuf,
    helpers: PathBuf,
}

impl Programs {
    /// Builds the command line and the window as they are shipped, and what their tests need: in the dev profile, or as a release.
    pub fn build(release: bool) -> Result<Self, String> {
        let helpers = paths::target().join(folder(release));
        step("command line", || build(release, "sandyq-cli", &[]))?;
        let sandyq = keep(release, "sandyq", "sandyq")?;
        step("window as shipped", || {
            build(release, "sandyq-apart", &[])?;
            build(release, "sandyq-desktop", &[])
        })?;
        keep(release, LIBRARY, LIBRARY)?;
        let shipped = keep(release, "sandyq-desktop", "sandyq-desktop")?;
        step("eyes and ears of the tests", || {
            build(
                release,
                "sandyq-tests",
                &["--bin", "memscan", "--bin", "busmock"],
            )
        })?;
        Ok(Self {
            sandyq,
            shipped,
            helpers,
        })
    }

    /// The command line.
    pub fn sandyq(&self) -> &Path {
        &self.sandyq
    }

    /// All tests of the window, or those in files that hold one of these names. More of the environment may be added.
    pub fn tests(&self, some: &[&str]) -> Box<Command> {
        let mut tests = node::npm("tests", &["run", "--silent", "desktop", "--"]);
        tests.args(some);
        tests
            .env("SANDYQ_BIN", &self.sandyq)
            .env("SANDYQ_SHIPPED", &self.shipped)
            .env("SANDYQ_MEMSCAN", self.helpers.join("memscan"))
            .env("SANDYQ_BUSMOCK", self.helpers.join("busmock"));
        tests
    }
}

fn folder(release: bool) -> &'static str {
    if release { "release" } else { "debug" }
}

/// Builds one package.
pub fn build(release: bool, package: &str, more: &[&str]) -> Result<(), String> {
    let mut build = command("cargo", &["build", "--locked", "--package", package]);
    if release {
        build.arg("--release");
    }
    sh::run(build.args(more))
}

/// Copies what was just built to where a later build with other features does not overwrite it.
pub fn keep(release: bool, program: &str, name: &str) -> Result<PathBuf, String> {
    let place = paths::target().join("under-test").join(folder(release));
    let kept = place.join(name);
    fs::create_dir_all(&place)
        .and_then(|()| fs::copy(paths::target().join(folder(release)).join(program), &kept))
        .map_err(|error| format!("{}: {error}", kept.display()))?;
    Ok(kept)
}
