//! Running other programs, aloud.
#![expect(clippy::print_stdout, reason = "says what it runs")]

use std::process::Command;
use std::time::Instant;

use crate::paths::root;

/// A command in the top folder.
pub fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(root());
    command
}

/// Runs it, shows its output, and fails if it fails.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = show(command);
    println!("\x1b[2m$ {shown}\x1b[0m");
    let status = command
        .status()
        .map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` failed ({status})"))
    }
}

/// Runs it and gives what it printed.
pub fn read(command: &mut Command) -> Result<String, String> {
    let shown = show(command);
    let output = command
        .output()
        .map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "`{shown}` failed: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("`{shown}` printed something that is not text"))
}

/// The machine that programs are built for here, as the compiler calls it.
pub fn host() -> Result<String, String> {
    let version = read(&mut command("rustc", &["-vV"]))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host
        .ok_or("rustc does not say for which machine it builds")?
        .to_owned())
}

/// Whether the program is there.
pub fn exists(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

/// Does one named step and says how long it took.
pub fn step(name: &str, body: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    println!("\n\x1b[1m== {name}\x1b[0m");
    let start = Instant::now();
    body()?;
    println!(
        "\x1b[2m   {name}: {:.0} s\x1b[0m",
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

fn show(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
