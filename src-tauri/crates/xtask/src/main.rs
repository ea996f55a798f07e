//! `cargo xtask`: everything a person does with this source tree, each as one command that sets up what it needs and says what it does.
#![expect(
    clippy::print_stdout,
    reason = "this program talks to the person at the terminal"
)]

mod apart;
mod bench;
mod debian;
mod desktop;
mod faults;
mod fuzz;
mod licences;
mod node;
mod paths;
mod promises;
mod sanitize;
mod sh;
mod tests;
mod window;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [--headless] [--seconds N]   install what is missing, build, and start the window
cargo xtask test [rust|ui|browser|desktop|lint]   all tests, or one part of them
cargo xtask test promises                    every promise of docs/threats.md, measured with the shipped programs, one line each
cargo xtask bench engine [--quick] [--json FILE] [--dir FOLDER] [--without-sqlcipher]
                                             the engine beside SQLite, SQLCipher, age and argon2
cargo xtask bench casework [--quick] [--json FILE] [--dir FOLDER]
                                             search, lists and saves in a vault with 10,000 made-up cases
cargo xtask bench window [--quick] [--dir FOLDER]
                                             the real window over such a vault: frames while lists scroll, cases opened
cargo xtask bench lock                       the measuring program's lock file, made anew from Cargo.lock
cargo xtask faults [--json FILE]             the engine under every fault, counted: crash images, failing calls, kills, flipped bits
cargo xtask fuzz [TARGET] [--seconds N]      every fuzz target, or one, for N seconds each (60)
cargo xtask fuzz lock                        the fuzzer's lock file, made anew from Cargo.lock
cargo xtask sanitize                         the tests of the engine, and SQLite in it, under AddressSanitizer
cargo xtask build                            the shipped programs, in target/release
cargo xtask screenshots [FOLDER]             every screen in every language and theme, as PNG
cargo xtask byhand [PACE]                    ten hard cases typed into the window and timed; PACE: ms between keys
cargo xtask types                            write ui/src/api/types.ts from the contract
cargo xtask licences                         licences of every dependency, and crates that must not be there
cargo xtask setup                            only install what is missing";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run", rest @ ..] => window::run(rest),
        ["test", "promises"] => promises::run(),
        ["test", parts @ ..] => tests::run(parts),
        ["bench", rest @ ..] => bench::run(rest),
        ["faults", rest @ ..] => faults::run(rest),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        ["sanitize"] => sanitize::run(),
        ["build"] => window::build_shipped(),
        ["screenshots", rest @ ..] => {
            tests::screenshots(rest.first().copied().unwrap_or("target/screenshots"))
        }
        ["byhand", rest @ ..] => tests::by_hand(rest.first().copied().unwrap_or("0")),
        ["types"] => tests::write_types(),
        ["licences"] => licences::check(),
        ["setup"] => setup(),
        _ => {
            println!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn setup() -> Result<(), String> {
    debian::install(&[debian::BUILD, debian::TEST])?;
    node::install("ui")?;
    node::install("tests")
}
