//! Building and starting the window.
#![expect(clippy::print_stdout, reason = "tells the person what happens")]

use std::process::{Child, Command};
use std::time::Duration;

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
            ],
        ))
    })?;
    let program = paths::target().join("release/sandyq-desktop");
    let mut program_run = if headless {
        Command::new("xvfb-run")
    } else {
        Command::new(&program)
    };
    if headless {
        program_run
            .args(["-a", "-s", "-screen 0 1440x900x24"])
            .arg(&program);
        println!("Running on a display nobody sees; stop it with Ctrl+C.");
    }
    let mut child = program_run
        .spawn()
        .map_err(|error| format!("{} did not start: {error}", program.display()))?;
    wait(&mut child, seconds)
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
            ],
        ))
    })
}

fn wait(child: &mut Child, seconds: Option<u64>) -> Result<(), String> {
    let Some(seconds) = seconds else {
        let status = child.wait().map_err(|error| error.to_string())?;
        return if status.success() {
            Ok(())
        } else {
            Err(format!("the window ended with {status}"))
        };
    };
    std::thread::sleep(Duration::from_secs(seconds));
    if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
        return Err(format!("the window ended early with {status}"));
    }
    println!("The window ran for {seconds} s.");
    child
        .kill()
        .and_then(|()| child.wait())
        .map(drop)
        .map_err(|error| error.to_string())
}
