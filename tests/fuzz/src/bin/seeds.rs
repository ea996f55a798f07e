//! Writes the first inputs of every target below a folder: `FOLDER/TARGET/NUMBER`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// Longer ones are for the ordinary test: a fuzzer gets nowhere with them.
const LONGEST: usize = 100_000;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("fuzz-seeds FOLDER");
        return ExitCode::from(2);
    };
    for target in sandyq_fuzz::TARGETS {
        let folder = folder.join(target.name);
        if let Err(error) = write(&target, &folder) {
            eprintln!("fuzz-seeds: {}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn write(target: &sandyq_fuzz::Target, folder: &std::path::Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let seeds = (target.seeds)()
        .into_iter()
        .filter(|seed| seed.len() <= LONGEST);
    for (number, seed) in seeds.enumerate() {
        fs::write(folder.join(format!("{number:04}")), seed)?;
    }
    Ok(())
}
