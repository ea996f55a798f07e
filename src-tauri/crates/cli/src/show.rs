//! What goes to standard output: JSON for scripts, plain text for people. Everything else goes to standard error.

use std::io::{self, Write};

use serde::Serialize;
use service::{Error, Text};

/// Where and how answers are written.
pub struct Show {
    /// One JSON document instead of text.
    pub json: bool,
    /// Messages.
    pub text: Text,
}

impl Show {
    /// Writes the JSON document of an answer, or its text.
    pub fn answer<T: Serialize>(&self, answer: &T, plain: impl FnOnce(&Self)) {
        if self.json {
            let document = serde_json::to_string_pretty(answer).expect("answers are plain values");
            self.line(&document);
        } else {
            plain(self);
        }
    }

    /// One line of text.
    #[expect(clippy::unused_self, reason = "whoever may write has a `Show`")]
    pub fn line(&self, line: &str) {
        // A reader that went away (`| head`) is no fault of ours and needs no word.
        let _ = writeln!(io::stdout(), "{line}");
    }

    /// The message of a key.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) {
        self.line(&self.text.get(key, args));
    }

    /// What failed and what to do, on standard error.
    pub fn failed(&self, error: &Error) {
        let (what, next) = self.text.error(error);
        eprintln!("sandyq: {what}\n  {next}");
    }

    /// Rows in columns, as wide as they need to be; the last is left as it is.
    pub fn columns<const N: usize>(&self, rows: &[[String; N]]) {
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..N).map(width).collect();
        for row in rows {
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let pad = if at + 1 < N {
                    widths[at].saturating_sub(cell.chars().count())
                } else {
                    0
                };
                format!("{}{}", plain(cell), " ".repeat(pad))
            });
            self.line(&cells.collect::<Vec<_>>().join("  "));
        }
    }
}

/// Text without characters that steer a terminal: what a record says must not move the cursor or hide a line.
pub fn plain(text: &str) -> String {
    let steers = |char: char| {
        char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|char| if steers(char) { ' ' } else { char })
        .collect()
}

/// Bytes as people write them.
pub fn bytes(bytes: u64) -> String {
    service::human(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_record_cannot_steer_the_terminal() {
        assert_eq!(super::plain("a\u{1b}[2Jb\rc\u{202e}d\te"), "a [2Jb c d e");
        assert_eq!(super::plain("Қасенов, Ә."), "Қасенов, Ә.");
    }
}
