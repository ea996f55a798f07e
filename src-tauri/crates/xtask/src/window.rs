//! Building and starting the window.
#![expect(clippy::print_stdout, reason = "tells the person what happens")]

use std::process::Command;

use crate::sh::{self, command, step};
use crate::{debian, node, paths};

const NO_DISPLAY: &str = "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).
  With a screen: log in to a desktop and run this again.
  Without one:   cargo xtask run --headless   starts the window on a display nobody sees,
                 or use the command line:     cargo run --release --bin sandyq -- --help";

/// Installs what is missing, builds and starts the window.
fn start(headless: bool, seconds: Option<u64>) -> Result<(), String> {
    let seen =
        std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if !seen && !headless {
        return Err(NO_DISPLAY.into());
    }
    step("set-up", || {
        debian::install(if headless {
            &[debian::BUILD, debian::HEADLESS]
        } else {
            &[debian::BUILD]
        })
    })?;
    step("page", node::build)?;
    step("window", || {
        sh::run(&mut command(
            "cargo",
            &[
                "build",
                "--release",
                "--locked",
                "--package",
                "sandyq-desktop",
                "--package",
                "sandyq-apart",
            ],
        ))
    })?;
    let program = paths::target().join("release/sandyq-desktop");
    // Nested so that each ends what it started: killing `xvfb-run` itself would leave its display and the window behind.
    let mut words: Vec<String> = Vec::new();
    if headless {
        words.extend(["xvfb-run", "-a", "-s", "-screen 0 1440x900x24"].map(str::to_owned));
        println!("Running on a display nobody sees; stop it with Ctrl+C.");
    }
    if let Some(seconds) = seconds {
        words.extend(["timeout".to_owned(), seconds.to_string()]);
    }
    words.push(program.display().to_string());
    let status = Command::new(&words[0])
        .args(&words[1..])
        .status()
        .map_err(|error| format!("{} did not start: {error}", words[0]))?;
    match (status.code(), seconds) {
        (Some(124), Some(seconds)) => {
            println!("The window ran for {seconds} s.");
            Ok(())
        }
        (Some(0), None) => Ok(()),
        _ => Err(format!("the window ended with {status}")),
    }
}

/// `cargo xtask run`.
pub fn run(args: &[&str]) -> Result<(), String> {
    let headless = args.contains(&"--headless");
    let seconds = match args.iter().position(|arg| *arg == "--seconds") {
        Some(at) => Some(
            args.get(at + 1)
                .and_then(|text| text.parse().ok())
                .ok_or("--seconds needs a whole number")?,
        ),
        None => None,
    };
    start(headless, seconds)
}

/// Builds the programs that are shipped.
pub fn build_shipped() -> Result<(), String> {
    step("set-up", || debian::install(&[debian::BUILD]))?;
    step("page", node::build)?;
    step("programs", || {
        sh::run(&mut command(
            "cargo",
            &[
                "build",
                "--release",
                "--locked",
                "--package",
                "sandyq-cli",
                "--package",
                "sandyq-desktop",
                "--package",
                "sandyq-apart",
            ],
        ))
    })
}
