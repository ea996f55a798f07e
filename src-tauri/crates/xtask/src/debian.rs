//! Packages of Debian that the build, the window and the tests need.
#![expect(clippy::print_stdout, reason = "says what it installs")]

use std::process::{Command, Stdio};

use crate::sh;

/// To build and run the window.
pub const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
];
/// To start it without a display.
pub const HEADLESS: &[&str] = &["xvfb", "xauth", "dbus-x11"];
/// To test it: a display without a screen, the two browsers' drivers, and the stock tools a vault must open with.
pub const TEST: &[&str] = &[
    "xvfb",
    "xauth",
    "dbus-x11",
    "webkit2gtk-driver",
    "chromium",
    "age",
    "sqlite3",
    "rsync",
    "rclone",
    "minisign",
    "strace",
    "file",
    "python3",
    "libgfshare-bin",
    "xdotool",
    "xclip",
    "x11-utils",
    "dbus",
    "at-spi2-core",
    "python3-gi",
    "gir1.2-atspi-2.0",
    "util-linux",
];

/// To compile C and C++ for the fuzzer and under the sanitizer.
pub const SANITIZE: &[&str] = &["build-essential"];

/// Whom the engine is measured against.
pub const BENCH: &[&str] = &["age", "argon2"];

/// Installs those that are missing, saying which; asks for root by `sudo` where needed.
pub fn install(lists: &[&[&str]]) -> Result<(), String> {
    let missing: Vec<&str> = lists
        .iter()
        .flat_map(|list| list.iter().copied())
        .filter(|package| !installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !sh::exists("apt-get") {
        return Err(format!(
            "these Debian packages are needed and this system has no apt-get: {}",
            missing.join(" ")
        ));
    }
    println!("Installing from Debian: {}", missing.join(" "));
    // The package lists may never have been read on a fresh machine; a failure shows itself in the install.
    let _ = privileged(&["apt-get", "update", "-q"]).status();
    let mut install = privileged(&["apt-get", "install", "-y", "-q", "--no-install-recommends"]);
    install
        .args(&missing)
        .env("DEBIAN_FRONTEND", "noninteractive");
    sh::run(&mut install)
}

fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f=${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

fn privileged(words: &[&str]) -> Command {
    let root = sh::read(Command::new("id").arg("-u").stdin(Stdio::null()))
        .is_ok_and(|uid| uid.trim() == "0");
    if root {
        sh::command(words[0], &words[1..])
    } else {
        sh::command("sudo", words)
    }
}
