//! A running measuring program that serves one engine.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// One engine in a process of its own, so that its memory is its own.
pub struct Worker {
    /// The engine's name in the results.
    pub name: &'static str,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// What it answered.
pub struct Answer {
    /// The same for all engines that did the same.
    pub check: u64,
    /// Milliseconds of processors it took.
    pub cpu: f64,
    /// Times in milliseconds, or what else was asked for.
    pub numbers: Vec<f64>,
}

impl Worker {
    /// Starts one on the database at `path`.
    pub fn start(
        program: &Path,
        name: &'static str,
        path: &Path,
        cache_kib: &str,
    ) -> Result<Self, String> {
        let mut child = Command::new(program)
            .args(["serve", name])
            .arg(path)
            .arg(cache_kib)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        Ok(Self {
            name,
            child,
            input,
            output: BufReader::new(output.ok_or("the worker has no output")?),
        })
    }

    /// Tells it one thing to do and waits for the answer.
    pub fn ask(&mut self, what: &str) -> Result<Answer, String> {
        let failed = |why: &str| format!("{}: {what}: {why}", self.name);
        let input = self.input.as_mut().ok_or_else(|| failed("it has ended"))?;
        writeln!(input, "{what}").map_err(|error| failed(&error.to_string()))?;
        let mut line = String::new();
        self.output
            .read_line(&mut line)
            .map_err(|error| failed(&error.to_string()))?;
        parse(&line).map_err(|why| failed(&why))
    }

    /// Waits until it has closed its database and ended.
    pub fn finish(mut self) -> Result<(), String> {
        drop(self.input.take());
        let status = self
            .child
            .wait()
            .map_err(|error| format!("{}: {error}", self.name))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("{} ended with {status}", self.name))
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without input it ends by itself; this is for one that was left in the middle.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

fn parse(line: &str) -> Result<Answer, String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["ok", check, cpu, numbers @ ..] => Ok(Answer {
            check: check.parse().map_err(|_| "an answer that is no number")?,
            cpu: cpu.parse().map_err(|_| "an answer that is no number")?,
            numbers: numbers
                .iter()
                .map(|number| number.parse())
                .collect::<Result<_, _>>()
                .map_err(|_| "an answer that is no number")?,
        }),
        ["failed", ..] => Err(line.trim_start_matches("failed ").trim().to_owned()),
        _ => Err("it ended without an answer".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn answers_are_read() {
        let answer = parse("ok 7 9 1.5 2\n").expect("an answer");
        assert_eq!((answer.check, answer.numbers), (7, vec![1.5, 2.0]));
        assert!((answer.cpu - 9.0).abs() < 1e-9);
        for (line, why) in [
            ("failed no such command\n", "no such command"),
            ("", "it ended without an answer"),
            ("ok x 1\n", "an answer that is no number"),
        ] {
            assert_eq!(parse(line).err().as_deref(), Some(why), "{line}");
        }
    }
}
