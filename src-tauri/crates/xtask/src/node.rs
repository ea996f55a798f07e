//! The TypeScript side: packages by lock file, checks, the built window.

use std::fs;

use crate::paths::root;
use crate::sh::{command, exists, run};

/// Installs the packages of `folder` exactly as its lock file says, unless that was done already.
pub fn install(folder: &str) -> Result<(), String> {
    if !exists("npm") {
        return Err(
            "Node.js 20 or later with npm is needed; on Debian: apt-get install nodejs npm".into(),
        );
    }
    let dir = root().join(folder);
    let lock = fs::read(dir.join("package-lock.json"))
        .map_err(|error| format!("{folder}/package-lock.json: {error}"))?;
    let stamp = dir.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|seen| seen == lock) {
        return Ok(());
    }
    // No install scripts: nothing downloads anything of its own.
    run(npm(
        folder,
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    )
    .as_mut())?;
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// Builds the window's page into `ui/dist`.
pub fn build() -> Result<(), String> {
    install("ui")?;
    run(npm("ui", &["run", "--silent", "build"]).as_mut())
}

/// npm in one folder.
pub fn npm(folder: &str, args: &[&str]) -> Box<std::process::Command> {
    let mut command = command("npm", args);
    command.current_dir(root().join(folder));
    Box::new(command)
}
