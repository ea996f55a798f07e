//! All tests, in the order in which they fail fastest.
#![expect(clippy::print_stdout, reason = "tells the person what happens")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apart::FUZZ;
use crate::desktop::{LIBRARY, Programs, build, keep};
use crate::sh::{self, command, exists, step};
use crate::{bench, debian, licences, node, paths};

/// Version of the WebDriver bridge; installed from crates.io into the target folder.
const TAURI_DRIVER: &str = "2.1.0";

/// Runs the named parts, or all.
pub fn run(parts: &[&str]) -> Result<(), String> {
    const ALL: [&str; 5] = ["lint", "ui", "rust", "browser", "desktop"];
    if let Some(unknown) = parts.iter().find(|part| !ALL.contains(part)) {
        return Err(format!(
            "no such part of the tests: {unknown}; there are {}",
            ALL.join(", ")
        ));
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    step("set-up", crate::setup)?;
    step("page", node::build)?;
    if wanted("lint") {
        step("licences", licences::check)?;
        step("measuring program", bench::lint)?;
        step("fuzzer", || FUZZ.check_format())?;
        step("format", || {
            sh::run(&mut command("cargo", &["fmt", "--all", "--check"]))
        })?;
        step("clippy", || {
            sh::run(&mut command(
                "cargo",
                &[
                    "clippy",
                    "--locked",
                    "--workspace",
                    "--all-targets",
                    "--",
                    "-D",
                    "warnings",
                ],
            ))
        })?;
    }
    if wanted("ui") {
        step("types", || {
            sh::run(&mut node::npm("ui", &["run", "--silent", "check"]))
        })?;
        step("page tests", || {
            sh::run(&mut node::npm("ui", &["run", "--silent", "test"]))
        })?;
    }
    if wanted("rust") {
        // Debug builds of the programs as they are shipped: no feature that a test build adds.
        step("command line", || build(false, "sandyq-cli", &[]))?;
        let sandyq = keep(false, "sandyq", "sandyq")?;
        step("Rust tests", || {
            sh::run(rust_tests().env("SANDYQ_BIN", sandyq))
        })?;
        step("measuring on little", bench::check)?;
    }
    if wanted("browser") {
        step("development host", || {
            build(false, "sandyq-tests", &["--bin", "devhost"])
        })?;
        step("browser tests", || {
            sh::run(
                node::npm("tests", &["run", "--silent", "browser"])
                    .env("SANDYQ_DEVHOST", paths::target().join("debug/devhost")),
            )
        })?;
    }
    if wanted("desktop") {
        let programs = Programs::build(false)?;
        step("window for WebDriver", || {
            build(false, "sandyq-desktop", &["--features", "e2e"])
        })?;
        let driven = keep(false, "sandyq-desktop", "sandyq-desktop-e2e")?;
        let bridge = tauri_driver()?;
        step("desktop tests", || {
            sh::run(
                programs
                    .tests(&[])
                    .env("SANDYQ_DESKTOP", &driven)
                    .env("TAURI_DRIVER", &bridge),
            )
        })?;
    }
    println!("\nEverything passed.");
    Ok(())
}

/// The window as it is released, but for WebDriver, over a big vault: frames, jumps, cases opened.
pub fn smooth(vault: &Path) -> Result<(), String> {
    step("set-up", crate::setup)?;
    step("page", node::build)?;
    step("window for WebDriver", || {
        build(true, "sandyq-apart", &[])?;
        build(true, "sandyq-desktop", &["--features", "e2e"])
    })?;
    keep(true, LIBRARY, LIBRARY)?;
    let driven = keep(true, "sandyq-desktop", "sandyq-desktop-e2e")?;
    let bridge = tauri_driver()?;
    step("what the window does", || {
        sh::run(
            node::npm("tests", &["run", "--silent", "smooth"])
                .env("SANDYQ_BIG_VAULT", vault)
                .env("SANDYQ_DESKTOP", &driven)
                .env("TAURI_DRIVER", &bridge),
        )
    })
}

/// Screenshots of every screen into `folder`.
pub fn screenshots(folder: &str) -> Result<(), String> {
    step("set-up", crate::setup)?;
    step("page", node::build)?;
    step("development host", || {
        build(false, "sandyq-tests", &["--bin", "devhost"])
    })?;
    let folder = paths::root().join(folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    step("screenshots", || {
        sh::run(
            node::npm("tests", &["run", "--silent", "screenshots"])
                .env("SANDYQ_DEVHOST", paths::target().join("debug/devhost"))
                .env("SANDYQ_SCREENSHOTS", &folder),
        )
    })?;
    println!("Look at them: {}", folder.display());
    Ok(())
}

/// Ten hard cases of the example entered by hand, counted and timed. `pace`: milliseconds between two keys.
pub fn by_hand(pace: &str) -> Result<(), String> {
    step("set-up", crate::setup)?;
    step("page", node::build)?;
    step("development host", || {
        build(false, "sandyq-tests", &["--bin", "devhost"])
    })?;
    step("by hand", || {
        sh::run(
            node::npm("tests", &["run", "--silent", "byhand"])
                .env("SANDYQ_DEVHOST", paths::target().join("debug/devhost"))
                .env("SANDYQ_BYHAND_PACE", pace),
        )
    })
}

/// Writes the TypeScript side of the contract.
pub fn write_types() -> Result<(), String> {
    sh::run(
        command(
            "cargo",
            &["test", "--locked", "--package", "service", "types"],
        )
        .env("SANDYQ_WRITE_TYPES", "1"),
    )
}

fn rust_tests() -> Command {
    if exists("cargo-nextest") {
        return command(
            "cargo",
            &[
                "nextest",
                "run",
                "--locked",
                "--workspace",
                "--exclude",
                "sandyq-desktop",
                "--no-fail-fast",
            ],
        );
    }
    command(
        "cargo",
        &[
            "test",
            "--locked",
            "--workspace",
            "--exclude",
            "sandyq-desktop",
            "--no-fail-fast",
        ],
    )
}

/// The WebDriver bridge of Tauri, built once.
fn tauri_driver() -> Result<PathBuf, String> {
    let tools = paths::target().join("tools");
    let program = tools.join("bin/tauri-driver");
    if !program.is_file() {
        let root = tools
            .to_str()
            .ok_or("the target folder's path is not text")?;
        step("tauri-driver", || {
            sh::run(&mut command(
                "cargo",
                &[
                    "install",
                    "tauri-driver",
                    "--version",
                    TAURI_DRIVER,
                    "--locked",
                    "--root",
                    root,
                ],
            ))
        })?;
    }
    debian::install(&[debian::TEST])?;
    Ok(program)
}
